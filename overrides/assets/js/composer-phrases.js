/* rbComposer.phrases: what the standard says is never said, found however it was typed. The same reading as macros/runbinder/analysis/phrases.py;
   a test compares the two. The patterns come from macros/runbinder/composing.py, in JavaScript's words. */
(function () {
  "use strict";

  var WORD = "[\\p{L}\\p{N}_]", EDGE = { "\\b": "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))" };
  EDGE["\\B"] = "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))";
  window.rbComposer = window.rbComposer || {};

  /* Unicode's case folding, sign by sign: a sharp s becomes two, a dotless i stays. */
  function fold(sign) { return sign === "\u0131" ? sign : sign.toLowerCase().toUpperCase().toLowerCase(); }

  /* Form NFKC, straight quotes, no emphasis, one space where a line may have been broken, folded. */
  function normalise(text) {
    var plain = text.normalize("NFKC")
      .replace(/[\u2018\u2019\u201a\u201b\u02bc\u2032]/g, "'").replace(/[\u201c\u201d\u201e\u201f\u2033]/g, '"').replace(/[\u2010-\u2013]/g, "-")
      .replace(/[\u00ad\u200b-\u200d\u2060\ufeff*`]/g, "");
    return Array.from(plain.replace(/[\s\x1c-\x1f\x85]+/g, " ").trim(), fold).join("");
  }

  /* The compiled pattern, or null where this browser does not read it. */
  function readable(pattern) {
    try { return new RegExp(pattern.replace(/\\[\s\S]/g, function (two) { return EDGE[two] || two; }), "gu"); } catch (unknown) { return null; }
  }

  /* [{ phrase, words }], every time that one stands in a text that goes out as `forms`. */
  function found(text, phrases, forms) {
    var plain = normalise(text), all = [];
    phrases.forEach(function (phrase) {
      if (phrase.where.length && !phrase.where.some(function (one) { return forms.indexOf(one) >= 0; })) return;
      if (phrase.compiled === undefined) phrase.compiled = readable(phrase.pattern);
      if (!phrase.compiled) return;
      Array.from(plain.matchAll(phrase.compiled)).forEach(function (match) { if (match[0]) all.push({ phrase: phrase, words: match[0] }); });
    });
    return all;
  }

  /* What was typed, or came about where it was put in: all that stands in the whole text and not in the approved words alone. */
  function typed(whole, alone, phrases, forms) {
    var own = found(alone, phrases, forms);
    return found(whole, phrases, forms).filter(function (one) {
      var place = own.findIndex(function (other) { return other.phrase === one.phrase && other.words === one.words; });
      if (place >= 0) own.splice(place, 1);
      return place < 0;
    });
  }

  function unread(phrases) { return phrases.filter(function (one) { return !readable(one.pattern); }).length; }

  window.rbComposer.phrases = { normalise: normalise, found: found, typed: typed, unread: unread };
})();
