/* The bar and the list of problems at the end of each page of a preview. The page is loaded anew when the site has
   changed; the browser then keeps the place that was scrolled to. All words come from the page or from the program, and are
   shown as text. */
(function () {
  "use strict";
  var host = document.getElementById("chronicle-serve");
  var root = host.shadowRoot;
  if (!root) {
    return; // a browser from before 2024
  }
  var CLOSED = "chronicle-serve-closed"; // the key of the list that was closed
  var LONG = 700; // milliseconds of a build after which it is worth a word
  var WAIT = 3000; // milliseconds until a server that refused is asked again
  var panel = root.querySelector(".problems");
  var count = root.querySelector(".count");
  var sample = root.querySelector("aside + template");
  var source = null;
  var busy = 0;
  var report = { key: "", title: "", problems: [] };

  function show(selector, text) {
    var element = root.querySelector(selector);
    element.textContent = text;
    element.hidden = !text;
  }

  function say(selector, isSaid) {
    root.querySelector(selector).hidden = !isSaid;
  }

  function open(isOpen) {
    panel.hidden = !isOpen;
    count.setAttribute("aria-expanded", String(isOpen));
  }

  function keep(key) {
    try {
      sessionStorage.setItem(CLOSED, key);
    } catch (error) {
      return; // storage may be forbidden: the list then opens again on the next page
    }
  }

  function kept() {
    try {
      return sessionStorage.getItem(CLOSED);
    } catch (error) {
      return null;
    }
  }

  function copy(event) {
    var button = event.currentTarget;
    navigator.clipboard.writeText(button.previousElementSibling.textContent).then(function () {
      button.textContent = button.dataset.done;
    });
  }

  function item(problem) {
    var made = sample.content.cloneNode(true);
    var hint = made.querySelector(".hint");
    made.querySelector("li").className = problem.level;
    made.querySelector("code").textContent = problem.place;
    made.querySelector(".level").textContent = problem.level;
    made.querySelector(".message").textContent = problem.message;
    made.querySelector(".line").textContent = problem.line;
    made.querySelector(".line").hidden = !problem.line;
    hint.querySelector("pre").textContent = problem.hint;
    hint.hidden = !problem.hint;
    hint.querySelector("button").addEventListener("click", copy);
    hint.querySelector("button").hidden = !navigator.clipboard;
    return made;
  }

  function take(event) {
    var before = report;
    report = JSON.parse(event.data);
    if (report.site !== host.dataset.site && report.site) {
      location.reload();
      return;
    }
    clearTimeout(busy);
    if (report.is_busy) {
      busy = setTimeout(say, LONG, ".busy", true);
    } else {
      say(".busy", false);
    }
    show("#title", report.title);
    show(".says", report.says);
    show(".more", report.more);
    show(".count", report.title);
    count.classList.toggle("bad", report.is_bad);
    root.querySelector("ol").replaceChildren.apply(root.querySelector("ol"), report.problems.map(item));
    if (report.key !== before.key) {
      open(report.is_bad && report.key !== kept());
    }
  }

  function connect() {
    if (source || document.visibilityState === "hidden") {
      return;
    }
    source = new EventSource("/.chronicle/events");
    source.addEventListener("message", take);
    source.addEventListener("open", function () {
      say(".lost", false);
    });
    source.addEventListener("error", function () {
      say(".lost", true);
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(connect, WAIT);
      }
    });
  }

  // A browser opens few connections to one host: a page that nobody sees takes none.
  function disconnect() {
    if (source) {
      source.close();
      source = null;
    }
  }

  show(".source", host.dataset.source);
  show(".notes", host.dataset.notes);
  count.addEventListener("click", function () {
    open(panel.hidden);
    keep(panel.hidden ? report.key : "");
  });
  root.querySelector(".close").addEventListener("click", function () {
    open(false);
    keep(report.key);
    count.focus();
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") {
      disconnect();
    } else {
      connect();
    }
  });
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", connect);
})();
