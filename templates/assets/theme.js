/* Says that scripts run, and which of light and dark the reader chose in this browser. Loaded before the page is drawn,
   so that nothing flashes and nothing moves. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.dataset.script = ""; // style sheets can now tell what needs a script from what stands in for it
  var device = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return localStorage.getItem("colours");
    } catch (error) {
      return null; // storage may be forbidden, as it is for some files opened from disk
    }
  }

  function keep(choice) {
    try {
      if (choice) {
        localStorage.setItem("colours", choice);
      } else {
        localStorage.removeItem("colours");
      }
    } catch (error) {
      return; // the choice then lasts as long as the page
    }
  }

  function isDark() {
    var choice = root.dataset.colours;
    return choice ? choice === "dark" : device.matches;
  }

  function choose(choice) {
    if (choice === "dark" || choice === "light") {
      root.dataset.colours = choice;
    } else {
      delete root.dataset.colours;
    }
  }

  choose(kept());
  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector(".colours");
    if (!button) {
      return;
    }
    function show() {
      button.setAttribute("aria-pressed", String(isDark()));
    }
    button.addEventListener("click", function () {
      var choice = isDark() ? "light" : "dark";
      // Who chooses what the device wants follows the device again.
      var own = (choice === "dark") === device.matches ? "" : choice;
      choose(own);
      keep(own);
      show();
    });
    device.addEventListener("change", show);
    show();
    button.hidden = false;
  });
})();
