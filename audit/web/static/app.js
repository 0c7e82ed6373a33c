// Comfort only: every page is complete without this script.
(function () {
  "use strict";
  var all = document.getElementById("tick-all");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", function () {
      var boxes = Array.prototype.slice.call(document.querySelectorAll("input[name=gap]"));
      var on = boxes.some(function (box) { return !box.checked; });
      boxes.forEach(function (box) { box.checked = on; });
    });
  }
  document.querySelectorAll(".filters-form select").forEach(function (select) {
    select.addEventListener("change", function () { select.form.submit(); });
  });
  document.addEventListener("htmx:sendError", function () {
    var progress = document.getElementById("progress");
    var said = progress && progress.querySelector("[role=status]");
    if (said) { said.textContent = progress.dataset.lost; }
  });
  var hit = document.querySelector(".reading .hit");
  if (hit) { hit.parentElement.scrollTop = hit.offsetTop - hit.parentElement.offsetTop - 60; }
}());
