// The overview's links between map, timeline and list, and its brush. Without this file the same page works by its form and links.
"use strict";
(() => {
  const results = document.getElementById("results");
  const form = document.getElementById("filters");
  const box = document.getElementById("map");
  const lit = (ids) => {
    for (const one of document.querySelectorAll("li.lit, .timeline a.lit")) one.classList.remove("lit");
    for (const id of ids) for (const one of document.querySelectorAll(`[data-id="${CSS.escape(id)}"]:not(.marker)`)) one.classList.add("lit");
  };
  const map = box && window.L ? window.datelineMap(box, { onPick: lit }) : null;

  const shown = () => results.querySelector(".results");
  const draw = () => {
    const now = shown();
    if (now && map) map.show(now.dataset.query, now.dataset.box);
  };

  // list and timeline -> map
  const over = (event) => {
    const one = event.target.closest?.("[data-id]");
    if (!one || one.classList.contains("marker")) return;
    lit([one.dataset.id]);
    map?.light(one.dataset.id);
  };
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, over);

  // j k move through the list, / goes to the place filter
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      (document.getElementById("search") ?? document.getElementById("place")).focus();
    }
    if (event.key !== "j" && event.key !== "k") return;
    const links = [...results.querySelectorAll(".incident-link")];
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + (event.key === "j" ? 1 : -1)))]?.focus();
  });

  // the brush
  const brush = document.getElementById("brush");
  const day = 86400000;
  const since = form.elements.since, until = form.elements.until;
  const iso = (time) => new Date(time).toISOString().slice(0, 10);
  const paint = () => {
    if (!brush) return;
    const first = Date.parse(brush.dataset.first), whole = Date.parse(brush.dataset.last) + day - first;
    const from = since.value ? Date.parse(since.value) : first;
    const to = until.value ? Date.parse(until.value) + day : first + whole;
    const x = Math.max(0, (from - first) / whole), end = Math.min(1, (to - first) / whole);
    const chosen = document.getElementById("brush-chosen");
    chosen.setAttribute("x", `${100 * x}%`);
    chosen.setAttribute("width", since.value || until.value ? `${100 * Math.max(0, end - x)}%` : "0");
  };
  if (brush) {
    brush.classList.add("live");
    const columns = brush.querySelector("svg");
    let start = null;
    const at = (event) => {
      const frame = columns.getBoundingClientRect();
      const part = Math.max(0, Math.min(0.99999, (event.clientX - frame.left) / frame.width));
      const first = Date.parse(brush.dataset.first), days = (Date.parse(brush.dataset.last) - first) / day + 1;
      return first + Math.floor(part * days) * day;
    };
    columns.addEventListener("pointerdown", (event) => {
      start = at(event);
      columns.setPointerCapture(event.pointerId);
      since.value = until.value = iso(start);
      paint();
    });
    columns.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const now = at(event);
      since.value = iso(Math.min(start, now));
      until.value = iso(Math.max(start, now));
      paint();
    });
    columns.addEventListener("pointerup", () => {
      start = null;
      since.dispatchEvent(new Event("change", { bubbles: true }));
    });
    columns.addEventListener("pointercancel", () => { start = null; });
  }

  // Parts renewed by htmx; the clean address comes with them, and so does the form when one goes back.
  document.addEventListener("htmx:after:swap", () => {
    const now = shown();
    if (now) { since.value = now.dataset.since; until.value = now.dataset.until; }
    paint();
    draw();
  });
  // A server that does not answer: said where the list was. A request that gave way to a newer one is no failure.
  document.addEventListener("htmx:error", (event) => {
    if (event.detail?.error?.name === "AbortError") return;
    const note = document.createElement("p");
    note.className = "notice";
    note.setAttribute("role", "alert");
    note.textContent = "The server does not answer. Is dateline serve still running? Change a filter to ask again.";
    results.replaceChildren(note);
  });
  paint();
  draw();
})();
