// One map for all pages: Leaflet with our own base map. Everything of Leaflet is behind `datelineMap`, so that another library can take its place.
// Text is set as text, never as HTML. `document.documentElement.dataset.map` is "ready" when base map and markers are drawn.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  // Metres round the middle of a unit whose outline is not known: drawn as an area, not as a spot.
  const AREAS = { district: 15000, province: 60000, wide: 150000 };

  const node = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const radius = (number) => Math.min(30, 5 + 1.9 * Math.sqrt(number));
  const sizes = (point) => {
    const outer = radius(Math.max(point.high ?? point.best, point.best, point.n > 1 ? 12 : 0));
    return { outer, inner: Math.max(2.5, Math.min(outer, radius(point.low) - 1)) };
  };
  const words = (point) => {
    const first = point.named[0];
    if (point.n > 1) return `${point.n.toLocaleString("en-GB")} incidents ${point.mixed ? "in and round" : "in"} ${point.place ?? "one place"}`;
    return [first.what, first.where, first.when, point.best || point.high ? `${point.says}` : null].filter(Boolean).join(", ");
  };

  function symbol(point) {
    const { outer, inner } = sizes(point);
    const side = Math.max(24, 2 * outer + 4), middle = side / 2;
    const at = (r, kind) => node("circle", { cx: middle, cy: middle, r, class: kind });
    const drawn = node("svg", { width: side, height: side, "aria-hidden": "true", focusable: "false" });
    drawn.append(at(outer + 1.5, "halo"), at(outer, `ring kind-${point.kind}${point.high === null ? " open" : ""}`));
    if (point.precision === "place") drawn.append(at(inner, `kind kind-${point.kind}`));
    if (point.contradicted && point.n === 1) drawn.append(at(outer + 2.5, "differs-ring"));
    if (point.n > 1) drawn.append(node("text", { x: middle, y: middle + 4, "text-anchor": "middle" }, String(point.n)));
    return { drawn, side };
  }

  function popup(point) {
    const links = point.named.map((one) => {
      const place = element("bdi", {}, one.where ?? "place unknown");
      return element("li", {}, element("a", { href: `/incidents/${one.id}` }, one.what, ", ", place), ` ${one.when}`);
    });
    if (point.n > point.named.length) links.push(element("li", {}, `and ${point.n - point.named.length} more: zoom in, or filter by place`));
    return element("div", {}, element("strong", {}, words(point)), element("ul", {}, ...links));
  }

  // Draw a map into `box`. Returns { show(query, frame), light(id), onLight(callback) }.
  window.datelineMap = (box, { onPick = () => {} } = {}) => {
    box.classList.add("live");
    const map = L.map(box, { attributionControl: true, zoomSnap: 0.5, worldCopyJump: true, minZoom: 1, maxZoom: 14, fadeAnimation: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    map.attributionControl.setPrefix(false).addAttribution("Natural Earth");
    map.createPane("base").style.zIndex = 250;
    map.createPane("names").style.zIndex = 300;
    map.createPane("labels").style.zIndex = 620;
    map.createPane("areas").style.zIndex = 350;
    const areas = L.layerGroup().addTo(map), markers = L.layerGroup().addTo(map), base = L.layerGroup().addTo(map);
    const byIncident = new Map();
    let query = "", asked = 0, drawnBase = "", drawnZoom = -1;

    async function get(address) {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    }
    const frame = (bounds, wider = 0) => {
      const b = bounds.pad(wider);
      return [b.getWest(), Math.max(-90, b.getSouth()), b.getEast(), Math.min(90, b.getNorth())].map((d) => d.toFixed(3)).join(",");
    };

    async function drawPoints() {
      const turn = ++asked;
      const zoom = Math.max(0, Math.round(map.getZoom()));
      const more = new URLSearchParams(query);
      more.set("zoom", zoom);
      more.set("bbox", frame(map.getBounds(), 0.2));
      const { points } = await get(`${box.dataset.points}?${more}`);
      if (turn !== asked) return;
      const kept = document.activeElement?.closest?.(".marker")?.dataset.id;
      markers.clearLayers();
      areas.clearLayers();
      byIncident.clear();
      for (const point of points) {
        const metres = AREAS[point.precision];
        if (metres) L.circle(point.at, { radius: metres, pane: "areas", interactive: false, className: `area ${point.precision}` }).addTo(areas);
        const { drawn, side } = symbol(point);
        const icon = L.divIcon({ html: drawn, className: point.n > 1 ? "marker gathered" : "marker", iconSize: [side, side] });
        const marker = L.marker(point.at, { icon, title: words(point), alt: words(point), riseOnHover: true }).addTo(markers);
        marker.bindPopup(() => popup(point), { maxWidth: 320, autoPanPadding: [10, 10] });
        const place = marker.getElement();
        place.dataset.id = point.named[0].id;
        place.setAttribute("aria-label", words(point));
        for (const one of point.named) byIncident.set(one.id, place);
        const pick = () => onPick(point.named.map((one) => one.id));
        marker.on("mouseover", pick);
        place.addEventListener("focus", pick);
        marker.on("mouseout", () => onPick([]));
        place.addEventListener("blur", () => onPick([]));
        if (kept === point.named[0].id) place.focus({ preventScroll: true });
      }
      drawNames(points);
    }

    // Names of places beside their markers, those of most incidents first, where there is room.
    function drawNames(points) {
      const taken = points.map((point) => ({ at: map.latLngToContainerPoint(point.at), r: sizes(point).outer }))
        .map(({ at, r }) => [at.x - r, at.y - r, at.x + r, at.y + r]);
      const frame = map.getSize();
      const free = (box, own) => box[0] > 2 && box[1] > 2 && box[2] < frame.x - 2 && box[3] < frame.y - 18 && taken.every((other, n) => n === own || box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
      const order = points.map((point, n) => [point, n]).filter(([point]) => point.precision === "place" && point.place)
        .sort((a, b) => b[0].n - a[0].n || b[0].best - a[0].best);
      let shown = 0;
      for (const [point, n] of order) {
        const name = point.mixed ? `${point.place} and round` : point.place;
        const at = map.latLngToContainerPoint(point.at), r = sizes(point).outer;
        const wide = 7.2 * [...name].length + 4;
        const place = [[at.x + r + 3, at.y - 8], [at.x - r - 3 - wide, at.y - 8], [at.x - wide / 2, at.y + r + 1], [at.x - wide / 2, at.y - r - 17]]
          .map(([x, y]) => [x, y, x + wide, y + 16]).find((box) => free(box, n));
        if (!place || wide > 180) continue;
        taken.push(place);
        const icon = L.divIcon({ html: element("bdi", {}, name), className: "place-name", iconSize: [wide, 16], iconAnchor: [at.x - place[0], at.y - place[1]] });
        L.marker(point.at, { pane: "labels", interactive: false, keyboard: false, icon }).addTo(markers);
        if (++shown === 40) break;
      }
    }

    async function drawBase() {
      if (!box.dataset.basemap) return;
      const zoom = Math.max(0, Math.round(map.getZoom()));
      const wanted = zoom < 4 ? "-180,-85,180,85" : frame(map.getBounds(), 0.3);
      if (drawnZoom === zoom && L.latLngBounds(...boundsOf(drawnBase)).contains(map.getBounds())) return;
      drawnBase = wanted;
      drawnZoom = zoom;
      const { map: shapes, names } = await get(`${box.dataset.basemap}?bbox=${wanted}&zoom=${zoom}`);
      if (drawnBase !== wanted) return;
      base.clearLayers();
      const style = (feature) => ({ className: `base-${feature.properties.layer}` });
      L.geoJSON(shapes, { interactive: false, pane: "base", smoothFactor: 0.7, style }).addTo(base);
      const taken = [];
      for (const [name, own, lon, lat] of names) {
        const at = map.latLngToContainerPoint([lat, lon]), half = 3.4 * Math.max([...name].length, [...(own ?? "")].length), tall = own ? 28 : 14;
        if (taken.some((box) => Math.abs(box.x - at.x) < box.half + half && Math.abs(box.y - at.y) < (box.tall + tall) / 2)) continue;
        taken.push({ x: at.x, y: at.y, half, tall });
        const words = element("span", {}, element("span", {}, name));
        if (own) words.append(element("bdi", {}, own));
        L.marker([lat, lon], { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ html: words, className: "base-name", iconSize: [120, 32] }) }).addTo(base);
      }
    }
    const boundsOf = (text) => {
      const [w, s, e, n] = text.split(",").map(Number);
      return [[s, w], [n, e]];
    };
    const renew = () => Promise.all([drawBase(), drawPoints()]).then(
      () => { document.documentElement.dataset.map = "ready"; box.removeAttribute("data-failed"); },
      (error) => { box.dataset.failed = error.message; document.documentElement.dataset.map = "failed"; });

    return {
      show(wanted, view) {
        query = wanted;
        document.documentElement.dataset.map = "loading";
        map.off("moveend", renew);
        if (view) map.fitBounds(boundsOf(view), { padding: [30, 30], maxZoom: 9, animate: false });
        else map.setView([25, 40], 2, { animate: false });
        map.on("moveend", renew);
        return renew();
      },
      // One place, with what is known of it: its precision (UCDP GED's where_prec) or the radius in km.
      async spot({ lat, lon, precision, radius }) {
        document.documentElement.dataset.map = "loading";
        const at = [Number(lat), Number(lon)], exact = Number(precision) <= 2;
        const metres = radius ? 1000 * Number(radius) : exact ? 0 : AREAS[{ 3: "district", 4: "province" }[precision] ?? "wide"];
        map.setView(at, exact ? 7.5 : 6, { animate: false });
        if (metres) L.circle(at, { radius: metres, pane: "areas", interactive: false, className: `area ${Number(precision) > 4 ? "wide" : ""}` }).addTo(areas);
        if (exact) L.circleMarker(at, { radius: 6, interactive: false, className: "spot" }).addTo(markers);
        map.on("moveend", () => drawBase().catch(() => {}));
        await drawBase().then(() => { document.documentElement.dataset.map = "ready"; }, () => { document.documentElement.dataset.map = "failed"; });
      },
      light(id) {
        for (const place of new Set(byIncident.values())) place.classList.remove("lit");
        byIncident.get(id)?.classList.add("lit");
      },
    };
  };
})();
