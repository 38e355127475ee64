/* rbDesk.yaml: writes an incident as the plans are written, and reads what it has written. It reads no more of YAML than that: keys, lists,
   texts in one line, and blocks after "|". What it does not understand it names with its line. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {};
  var PLAIN = /^[A-Za-z][A-Za-z0-9 _.,()/+-]*[A-Za-z0-9.)]$|^[A-Za-z]$|^\d{4}-\d\d-\d\d$/, WORD = /^(?:y|n|yes|no|on|off|true|false|null|[+-]?\.?(?:inf|nan))$/i;
  /* What no plan may hold: it comes with pasted text and nobody sees it. Half a character becomes the sign for "unreadable". */
  var HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, HALF = /[\ud800-\udfff]/gu;

  function scalar(value, indent) {
    if (typeof value !== "string") return String(value);
    var text = value.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(HIDDEN, "").replace(HALF, "\ufffd").replace(/\n+$/, "");
    if (/\n/.test(text) && !/\t|^\s|[ ]$|[ ]\n/.test(text)) return "|\n" + text.split("\n").map(function (line) { return line && indent + line; }).join("\n");
    return PLAIN.test(text) && !WORD.test(text) ? text : JSON.stringify(text);
  }

  function lines(value, indent) {
    if (Array.isArray(value)) {
      return value.map(function (item) {
        if (typeof item !== "object") return indent + "- " + scalar(item, indent + "  ");
        return indent + "- " + lines(item, indent + "  ").slice(indent.length + 2);
      }).join("\n");
    }
    return Object.keys(value).map(function (key) {
      var inner = value[key], deeper = inner && typeof inner === "object";
      if (deeper && !Object.keys(inner).length) return indent + key + ": " + (Array.isArray(inner) ? "[]" : "{}");
      return indent + key + ":" + (deeper ? "\n" + lines(inner, indent + "  ") : " " + scalar(inner, indent + "  "));
    }).join("\n");
  }

  /* Keys without a value, empty lists and empty texts are left out: an author would not write them. */
  function lean(value) {
    if (Array.isArray(value)) return value.map(lean).filter(function (one) { return one !== undefined; });
    if (value && typeof value === "object") {
      var kept = {};
      Object.keys(value).forEach(function (key) {
        var inner = lean(value[key]);
        if (inner !== undefined && !(typeof inner === "object" && !Object.keys(inner).length)) kept[key] = inner;
      });
      return kept;
    }
    return value === null || value === undefined || typeof value === "string" && !value.trim() ? undefined : value;
  }

  function wrong(number, what) { return new Error("line " + (number + 1) + ": " + what); }

  function read(text) {
    var all = text.replace(/^\ufeff/, "").split(/\r?\n/), at = 0;
    function indentOf(line) { return /^ */.exec(line)[0].length; }
    function skip() { while (at < all.length && /^\s*(?:#.*)?$/.test(all[at])) at += 1; }

    function value(rest, indent, number) {
      if (/^[|>]-?$/.test(rest)) {
        var held = [];
        while (at < all.length && (!all[at].trim() || indentOf(all[at]) > indent)) held.push(all[at++]);
        var least = Math.min.apply(null, held.filter(function (line) { return line.trim(); }).map(indentOf));
        return held.map(function (line) { return line.slice(least); }).join("\n").replace(/\n+$/, "");
      }
      if (/^["[{]/.test(rest)) {
        try { return JSON.parse(rest); } catch (other) { throw wrong(number, "only the quotes and brackets that the desk writes are read here: " + rest.slice(0, 40)); }
      }
      if (/^'/.test(rest)) return rest.replace(/^'|'$/g, "").replace(/''/g, "'");
      if (/^[&*!%@`]/.test(rest)) throw wrong(number, "this is not of the desk's making: " + rest.slice(0, 40));
      if (rest === "true" || rest === "false") return rest === "true";
      return /^\d{1,6}$/.test(rest) ? Number(rest) : rest.replace(/\s+#.*$/, "");
    }

    function node(indent) {
      skip();
      if (at >= all.length || indentOf(all[at]) < indent) return "";
      return /^ *- /.test(all[at]) ? list(indentOf(all[at])) : map(indentOf(all[at]));
    }

    function list(indent) {
      var found = [];
      for (skip(); at < all.length && indentOf(all[at]) === indent && /^ *- /.test(all[at]); skip()) {
        var rest = all[at].slice(indent + 2), number = at;
        if (/^[A-Za-z_][\w-]*:(?: |$)/.test(rest)) { all[at] = " ".repeat(indent + 2) + rest; found.push(map(indent + 2)); } else { at += 1; found.push(value(rest.trim(), indent, number)); }
      }
      return found;
    }

    function map(indent) {
      var found = {};
      for (skip(); at < all.length && indentOf(all[at]) === indent; skip()) {
        var pair = /^ *([A-Za-z_][\w-]*):(?: +(.*?))?\s*$/.exec(all[at]), number = at;
        if (!pair) throw wrong(at, "this is not 'key: value': " + all[at].trim().slice(0, 40));
        at += 1;
        found[pair[1]] = pair[2] ? value(pair[2], indent, number) : node(indent + (at < all.length && /^ *- /.test(all[at]) ? 0 : 1));
      }
      if (at < all.length && indentOf(all[at]) > indent) throw wrong(at, "this is indented further than what it belongs to");
      return found;
    }

    skip();
    var whole = map(0);
    if (at < all.length) throw wrong(at, "this does not fit what stands above it");
    return whole;
  }

  desk.yaml = { write: function (value) { return lines(lean(value), "") + "\n"; }, read: read };
})();
