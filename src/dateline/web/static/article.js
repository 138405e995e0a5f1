// The reader's keys and its light: j and k walk over the claims, hover and focus show where a claim's words stand.
"use strict";
(() => {
  const readings = [...document.querySelectorAll(".reading")];
  const marks = [...document.querySelectorAll(".text-title [data-claims], .text [data-claims]")];
  const byClaim = new Map();
  for (const mark of marks) {
    for (const id of mark.dataset.claims.split(" ")) {
      if (!byClaim.has(id)) byClaim.set(id, []);
      byClaim.get(id).push(mark);
    }
  }
  const light = (id) => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    for (const mark of byClaim.get(id) || []) mark.classList.add("lit");
    const reading = document.getElementById(`claim-${id}`);
    if (reading) reading.classList.add("lit");
    return reading;
  };
  const idOf = (mark) => (mark.hash ? mark.hash.replace("#claim-", "") : mark.dataset.claims.split(" ")[0]);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => light(idOf(mark)));
    mark.addEventListener("focus", () => {
      const reading = light(idOf(mark));
      if (reading && window.matchMedia("(min-width: 60rem)").matches) reading.scrollIntoView({ block: "nearest", behavior: calm });
    });
  }
  for (const reading of readings) {
    reading.addEventListener("mouseenter", () => light(reading.dataset.claim));
    reading.addEventListener("focusin", () => light(reading.dataset.claim));
  }
  let at = readings.findIndex((reading) => `#${reading.id}` === window.location.hash);
  const go = (step) => {
    if (!readings.length) return;
    at = Math.min(readings.length - 1, Math.max(0, at + step));
    const reading = readings[at];
    reading.focus({ preventScroll: true });
    reading.scrollIntoView({ block: "nearest", behavior: calm });
    const core = (byClaim.get(reading.dataset.claim) || []).find((mark) => mark.hash) || (byClaim.get(reading.dataset.claim) || [])[0];
    if (core) core.scrollIntoView({ block: "center", behavior: calm });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else return;
    event.preventDefault();
  });
  if (at >= 0) light(readings[at].dataset.claim);
})();
