/* Only in the preview: reload when the project has changed. The browser keeps the place on the page. */
(function () {
  "use strict";
  var known = document.currentScript.getAttribute("data-epoch");
  function listen() {
    var events = new EventSource("/_webdoc/events");
    events.onmessage = function (event) {
      if (event.data !== known) {
        events.close();
        location.reload();
      }
    };
  }
  listen();
  var close = document.querySelector("[data-webdoc-close]");
  if (close) close.addEventListener("click", function () { document.getElementById("webdoc-issues").remove(); });
})();
