/* rbComposer.text: the approved words with the answers in their places. The words themselves are never changed. */
(function () {
  "use strict";

  var VARIABLE = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;
  var LOOKS = { phone: [/^\+?[\d][\d\s()./-]{2,}$/, "a telephone number"], url: [/^https?:\/\/[^\s/]+\.[^\s]+$/i, "a web address"], number: [/\d/, "a number"] };
  window.rbComposer = window.rbComposer || {};

  /* One a line becomes "a, b and c", or a list where it has a line of its own. */
  function listed(value, own) {
    var items = value.split(/\n/).map(function (one) { return one.trim(); }).filter(Boolean);
    if (own) return items.map(function (one) { return "- " + one; }).join("\n");
    return items.length < 2 ? items.join("") : items.slice(0, -1).join(", ") + " and " + items[items.length - 1];
  }

  function answer(name, known, values, own) {
    var asked = known.asks[name], value = (values[name] || "").trim();
    if (!asked) return known.known[name] || "";
    return asked.type === "list" ? listed(value, own) : asked.type === "sentence" ? value : value.replace(/\s*\n\s*/g, " ");
  }

  /* [{ words, name, state }]: state is "" for approved words, "known", "typed", "missing" or "left out". */
  function pieces(text, known, values) {
    var made = [], from = 0;
    text.replace(VARIABLE, function (all, name, at) {
      var own = /(^|\n)[ \t]*$/.test(text.slice(0, at)) && /^[ \t]*(\n|$)/.test(text.slice(at + all.length)), words = answer(name, known, values, own), asked = known.asks[name];
      if (at > from) made.push({ words: text.slice(from, at), name: "", state: "" });
      made.push({ words: words, name: name, state: words ? asked ? "typed" : "known" : asked && !asked.needed ? "left out" : "missing" });
      from = at + all.length;
    });
    if (from < text.length) made.push({ words: text.slice(from), name: "", state: "" });
    return made;
  }

  function label(name) { return name.replace(/_/g, " "); }

  /* What goes out. What is missing stands there as its name in brackets. */
  function whole(made) { return made.map(function (one) { return one.state === "missing" ? "[" + label(one.name) + "]" : one.words; }).join("").trim(); }

  /* The same without what was typed, in its place a sign that no pattern looks for. */
  function alone(made) { return made.map(function (one) { return one.state && one.state !== "known" ? "\u25a1" : one.words; }).join("").trim(); }

  /* What is odd about an answer, or "". */
  function odd(name, known, value) {
    var looks = LOOKS[known.asks[name].type], words = (value || "").trim();
    if (!words) return "";
    if (/\{\{|\}\}/.test(words)) return "Braces are never sent: write the answer itself.";
    return looks && !looks[0].test(words) ? "This does not look like " + looks[1] + "." : "";
  }

  window.rbComposer.text = { pieces: pieces, whole: whole, alone: alone, odd: odd, label: label };
})();
