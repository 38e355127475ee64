/* rbComposer.send: the finished text on its way. Nothing is sent from here: a link opens the program that sends, and copying only copies. */
(function () {
  "use strict";

  var LONG = 1900;
  window.rbComposer = window.rbComposer || {};

  function lines(text) { return encodeURIComponent(text.replace(/\r?\n/g, "\r\n")); }

  function mail(copyTo, subject, body) {
    var parts = [];
    if (copyTo) parts.push("cc=" + encodeURIComponent(copyTo).replace(/%40/g, "@"));
    if (subject) parts.push("subject=" + encodeURIComponent(subject.replace(/\s+/g, " ")));
    return "mailto:?" + parts.concat("body=" + lines(body)).join("&");
  }

  /* The sign & does no harm where ? is understood, and some telephones need it. */
  function sms(body) { return "sms:?&body=" + encodeURIComponent(body); }

  /* Copies as the browser lets it, and gives a promise of the sentence that says how it went. */
  function copy(text, shown) {
    var modern = navigator.clipboard && navigator.clipboard.writeText ? navigator.clipboard.writeText(text) : Promise.reject(new Error("no clipboard"));
    return modern.then(function () { return "Copied: " + Array.from(text).length + " characters."; }, function () {
      if (old(text)) return "Copied: " + Array.from(text).length + " characters. (This browser gives no direct way to the clipboard, so the old one was used.)";
      window.getSelection().selectAllChildren(shown);
      return "This browser does not let the page copy. The text is selected: press Ctrl+C (Command+C on a Mac), or hold it and choose Copy.";
    });
  }

  function old(text) {
    var place = document.createElement("textarea"), before = document.activeElement, done = false;
    place.value = text;
    place.readOnly = true;
    place.className = "rb-composer__aside";
    document.body.append(place);
    place.select();
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    place.remove();
    if (before) before.focus();
    return done;
  }

  window.rbComposer.send = { mail: mail, sms: sms, copy: copy, LONG: LONG };
})();
