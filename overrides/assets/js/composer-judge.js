/* rbComposer.judge: what speaks against sending a message as it stands, and how long it is. It forbids nothing; the composer asks. */
(function () {
  "use strict";

  var STANDING = {
    none: "Not approved. Ask management before you send it.", stale: "Not approved in these words. Ask management before you send it.",
    expired: "The approval ran out on %. Have it read again before you send it."
  };
  window.rbComposer = window.rbComposer || {};

  /* What the approval is worth today: a stick may lie in a drawer for longer than it holds. */
  function standing(known, today) {
    var state = known.state === "approved" && known.until < today ? "expired" : known.state;
    return (STANDING[state] || "").replace("%", known.until);
  }

  function quoted(one) { return "\u201c" + one.words + "\u201d: " + one.phrase.say; }

  function once(list) { return list.filter(function (one, place) { return list.indexOf(one) === place; }); }

  /* "142 characters; GSM-7: 142 of 160, 1 segment" */
  function much(length, most, size) {
    var words = most ? length + " of at most " + most + " characters" : length + " characters";
    if (!size) return words;
    var why = size.outside.length ? " because of " + size.outside.join(" ") : "";
    return words + "; " + size.encoding + why + ": " + size.units + (size.parts === 1 ? " of " + size.limit + ", 1 segment" : ", " + size.parts + " segments");
  }

  /* `it`: known, state, version, head and words in pieces, time, now, mail: the length of the link, or 0.
     { standing, said: [{ bad, words }], odd: what is odd about an answer, by its name, used: names in these words, much: the length in words } */
  window.rbComposer.judge = function (it) {
    var text = window.rbComposer.text, phrases = window.rbComposer.phrases, known = it.known, values = it.state.values, forms = it.version.as, said = [], odd = {};
    var all = it.head.concat(it.words), whole = text.whole(it.words), length = Array.from(whole).length, size = forms.indexOf("sms") >= 0 ? window.rbComposer.sms(whole) : null;
    var used = once(all.map(function (one) { return one.name; }).filter(Boolean)), missing = once(all.filter(function (one) { return one.state === "missing"; }).map(function (one) { return text.label(one.name); }));
    function say(bad, words) { said.push({ bad: bad, words: words }); }

    if (missing.length) say(true, "Still to be filled in: " + missing.join(", ") + ".");
    [it.head, it.words].forEach(function (made) {
      phrases.typed(text.whole(made), text.alone(made), known.forbidden, forms).forEach(function (one) { say(one.phrase.error, quoted(one)); });
    });
    Object.keys(known.asks).forEach(function (name) {
      var value = (values[name] || "").trim(), found = phrases.found(value, known.forbidden, forms)[0];
      odd[name] = text.odd(name, known, value) || (found ? quoted(found) : "");
      if (name !== known.promise || !value || !(it.time.read(it.state.moments[name]) <= it.now)) return;
      odd[name] = "This time has passed.";
      if (used.indexOf(name) >= 0) say(true, "The time of the next news has passed.");
    });
    if (known.max_length && length > known.max_length) say(true, "It is " + (length - known.max_length) + " characters too long: " + known.max_length + " are allowed.");
    if (size && size.parts > known.sms_segments) say(size.parts > 2 * known.sms_segments, "It is sent in " + size.parts + " segments; " + known.sms_segments + " should do.");
    if (it.mail > window.rbComposer.send.LONG) say(false, "As a link the mail has " + it.mail + " characters, and some mail programs cut off what is longer than " + window.rbComposer.send.LONG + ". Compare its end, or copy the text.");
    if (known.unread) say(false, "Phrases of the standard that this page can not look for: " + known.unread + ". Read the standard.");
    var today = new Date(it.time.wall(it.now)).toISOString().slice(0, 10);
    return { standing: standing(known, today), said: said, odd: odd, used: used, much: much(length, known.max_length, size) };
  };
})();
