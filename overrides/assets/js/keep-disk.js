/* window.rbDisk: the second copy of what keep.js keeps, in IndexedDB. Where a browser has none from a disk, it does nothing. */
(function () {
  "use strict";

  var database = null;

  function open() {
    database = database || new Promise(function (done) {
      var asked = indexedDB.open("runbinder-kept", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("kept"); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = asked.onblocked = function () { done(null); };
    }).catch(function () { return null; });
    return database;
  }

  /* Strict: it is done when it is on the disk, not when the system has promised to put it there. */
  function kept(base, mode) { return base.transaction("kept", mode, { durability: "strict" }).objectStore("kept"); }

  window.rbDisk = {
    put: function (key, entry) {
      open().then(function (base) { if (base) kept(base, "readwrite").put(entry, key); }).catch(function () {});
    },
    /* Calls fn(key, entry) for everything under the keys that begin so; a promise that it is over. */
    each: function (beginning, fn) {
      return open().then(function (base) {
        return base && new Promise(function (done) {
          var asked = kept(base, "readonly").openCursor(IDBKeyRange.bound(beginning, beginning + "\uffff"));
          asked.onerror = done;
          asked.onsuccess = function () {
            if (!asked.result) return done();
            fn(asked.result.key, asked.result.value);
            asked.result.continue();
          };
        });
      }).catch(function () {});
    }
  };
})();
