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
  // A check that ends loads the page anew, but not over what somebody is typing.
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var progress = document.getElementById("progress");
    if (!progress || !event.detail.xhr.getResponseHeader("HX-Refresh") || !typed()) { return; }
    event.preventDefault();
    progress.removeAttribute("hx-get");
    progress.removeAttribute("hx-trigger");
    progress.innerHTML = "<p class=notice role=status></p>";
    progress.firstChild.textContent = progress.dataset.over;
    htmx.process(progress);
  });
  function typed() {
    return Array.prototype.some.call(document.querySelectorAll("input, textarea"), function (one) {
      return one.type === "checkbox" || one.type === "radio"
        ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
    });
  }
  var hit = document.querySelector(".reading .hit");
  if (hit) { hit.parentElement.scrollTop = hit.offsetTop - hit.parentElement.offsetTop - 60; }
}());
