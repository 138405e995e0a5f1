// The map of one incident's place.
"use strict";
(() => {
  const box = document.getElementById("map");
  if (box && window.L) window.datelineMap(box).spot({ ...box.dataset });
})();
