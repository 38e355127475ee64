/* window.rbMerge: what two tabs have made of the same record, as one. keep.js uses it before it writes. */
(function () {
  "use strict";

  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  function plain(value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); }

  function listed(value) { return Array.isArray(value) && value.every(function (item) { return plain(item) && item.id; }); }

  /* Key by key; lists whose items all have an id item by item. Where both changed the same value, mine stays and `clashes` gets the place
     and their value. Something deleted on one side and changed on the other stays. */
  function merge(base, mine, theirs, clashes, path) {
    if (same(mine, theirs) || same(theirs, base)) return mine;
    if (same(mine, base)) return theirs;
    function part(before, own, other, key) { return merge(before, own, other, clashes, path.concat(key)); }
    if (plain(mine) && plain(theirs)) {
      var whole = {}, old = plain(base) ? base : {};
      Object.keys(Object.assign({}, theirs, mine)).forEach(function (key) {
        var value = part(old[key], mine[key], theirs[key], key);
        if (value !== undefined) whole[key] = value;
      });
      return whole;
    }
    if (listed(mine) && listed(theirs)) {
      var of = function (list, id) { return (listed(list) ? list : []).find(function (item) { return item.id === id; }); };
      var ids = mine.concat(theirs.filter(function (item) { return !of(mine, item.id); })).map(function (item) { return item.id; });
      return ids.map(function (id) { return part(of(base, id), of(mine, id), of(theirs, id), id); }).filter(Boolean);
    }
    if (mine === undefined || mine === null) return theirs;
    if (theirs === undefined || theirs === null) return mine;
    clashes.push(path.join(", ") + ": " + (typeof theirs === "string" ? theirs : JSON.stringify(theirs)));
    return mine;
  }

  /* Whether everything that is in the earlier of two entries is in the later one too. */
  function covers(later, earlier) {
    return Object.keys(earlier.of).every(function (one) { return (later.of[one] || 0) >= earlier.of[one]; });
  }

  /* The vector of both, its keys in order: every tab writes the same one in the same way. */
  function joined(one, other) {
    var of = {};
    Object.keys(Object.assign({}, one.of, other.of)).sort().forEach(function (key) { of[key] = Math.max(one.of[key] || 0, other.of[key] || 0); });
    return of;
  }

  window.rbMerge = { merge: function (base, mine, theirs, clashes) { return merge(base, mine, theirs, clashes, []); }, same: same, covers: covers, joined: joined };
})();
