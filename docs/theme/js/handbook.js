// The one script of the handbook: go to a code, on the home page; charts with sliders.
(function () {
  "use strict";
  function goTo(form) {
    var input = form.querySelector("input");
    var none = form.querySelector("[role=status]");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var code = input.value.normalize("NFKC").trim().toUpperCase();
      var found = Array.prototype.find.call(form.querySelectorAll("option"), function (option) {
        return option.value === code;
      });
      none.hidden = Boolean(found);
      if (found) location.href = found.getAttribute("data-href");
    });
  }
  document.querySelectorAll("[data-hb-goto]").forEach(goTo);

  // Vega is loaded only where a figure has a live form; until it is there, and wherever it cannot
  // be, the picture that was drawn for the page stays.
  var own = document.currentScript.src;
  function live(script) {
    var figure = script.parentNode;
    var narrow = getComputedStyle(figure.querySelector(".hb-only-l")).display === "none";
    var place = document.createElement("div");
    place.className = "hb-live-chart";
    script.after(place);
    var spec = JSON.parse(script.textContent)[narrow ? 1 : 0];
    window.handbookVega(place, spec, { actions: false, ast: true, renderer: "svg", tooltip: false }).then(function () {
      var said = figure.querySelector(".hb-only-l svg").getAttribute("aria-label");
      var svg = place.querySelector("svg");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", said);
      figure.classList.add("hb-fig--live");
    }).catch(function () { place.remove(); });
  }
  var figures = document.querySelectorAll("script.hb-live");
  if (figures.length) {
    var vega = document.createElement("script");
    vega.src = own.replace(/(zh\/)?js\/handbook\.js(\?.*)?$/, "js/vega.js"); // one copy for both languages
    vega.onload = function () { figures.forEach(live); };
    document.head.appendChild(vega);
  }
})();
