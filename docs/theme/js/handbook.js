// The one script of the handbook: go to a code, on the home page.
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
})();
