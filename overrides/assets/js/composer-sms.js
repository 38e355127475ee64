/* rbComposer.sms: how many parts a text message is sent in (GSM 03.38, 3GPP TS 23.038 and 23.040). The same counting as
   macros/runbinder/analysis/sms.py; a test compares the two. */
(function () {
  "use strict";

  var BASIC = "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5\u0394_\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9 !\"#\u00a4%&'()*+,-./0123456789:;<=>?" +
    "\u00a1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bfabcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00f1\u00fc\u00e0";
  var EXTENSION = "^{}\\[~]|\u20ac\f";  // two septets each: the escape and the character
  window.rbComposer = window.rbComposer || {};

  /* { encoding, units: septets or UTF-16 code units, limit: what one message alone holds, parts, outside: the characters that make it UCS-2 } */
  window.rbComposer.sms = function (text) {
    var signs = Array.from(text);
    var outside = signs.filter(function (one, place) { return BASIC.indexOf(one) < 0 && EXTENSION.indexOf(one) < 0 && signs.indexOf(one) === place; });
    var costs = signs.map(function (one) { return outside.length ? one.length : EXTENSION.indexOf(one) < 0 ? 1 : 2; });
    var limit = outside.length ? 70 : 160, room = outside.length ? 67 : 153, units = costs.reduce(function (sum, one) { return sum + one; }, 0), parts = 1, used = 0;
    if (units > limit) {
      costs.forEach(function (cost) {  // a character of two units is never split between two parts
        if (used + cost > room) { parts += 1; used = 0; }
        used += cost;
      });
    }
    return { encoding: outside.length ? "UCS-2" : "GSM-7", units: units, limit: limit, parts: parts, outside: outside };
  };
})();
