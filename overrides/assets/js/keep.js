/* window.rbKeep: what is typed into a page stays in this browser. Every script of ours that remembers something uses this file.

   rbKeep.save(name, data)     data is anything JSON can say; written within 400 ms, and at once when the page is left or hidden
   rbKeep.load(name)           a copy of what is kept, or null; at once, without waiting
   rbKeep.names(beginning)     names of everything kept that begin so, sorted
   rbKeep.remove(name)
   rbKeep.watch(name, fn)      fn(data, name) after another tab, or what survived a crash, has changed it; take the data over. data is null
                               when it was removed. A name that ends in "/" watches everything that begins so
   rbKeep.flush()              write what waits, now
   rbKeep.trouble()            "" or the sentence that is on the page, while the browser keeps nothing
   rbKeep.ready()              a promise: what survived a crash has been looked at
   rbKeep.download(filename, text, type)

   Names. To Chromium all files of a disk are one origin, so every name carries the binder's id, from the first element with data-binder (or
   data-key). Use one name per record, "incident/2026-11-21-mail" and not "incidents": two tabs then seldom meet.

   Two tabs. Every entry says how many changes of each tab are in it (`of`, a version vector), so two entries are either one after the
   other, and the later one counts, or of the same time, however late a slow machine brings them. Then both are merged (keep-merge.js)
   against the last one that is in both: key by key, and lists whose items all have an `id` item by item. Where both changed the very same
   value, one of the two stays and the notice shows the other: nothing vanishes in silence.

   Where. localStorage answers at once, also while a page closes, and tells the other tabs; but Chromium brings it to the disk up to five
   seconds later, and a browser that is killed loses that (tried). IndexedDB is on the disk in milliseconds, but is not waited for while a
   page closes. So everything is written to both (keep-disk.js), and at the start the newer one counts. Firefox gives each file of a disk a storage
   of its own: what one page keeps another does not see. No browser says that its window is private; it forgets everything when closed.

   Refused, full, broken: one notice (role=status) says so, everything stays in memory, and download still works. */
(function () {
  "use strict";

  var WAIT = 400, UNREADABLE = "~unreadable", PAST = 50, NOTHING = { of: {}, data: null };
  var tab = Math.random().toString(36).slice(2, 8);
  var memory = {}, past = {}, seen = {}, waiting = {}, failed = {}, watchers = [], notices = {}, timer = 0, looked = null;

  function start() {
    var named = document.querySelector("[data-binder], [data-key]");
    return "runbinder-kept/" + (named ? named.dataset.binder || named.dataset.key : "") + "/";
  }

  function copy(value) { return JSON.parse(JSON.stringify(value)); }

  /* One element for all there is to say, at the top of the page. */
  function notice(kind, text) {
    notices[kind] = text;
    var place = document.querySelector(".rb-kept"), words = Object.keys(notices).map(function (one) { return notices[one]; }).filter(Boolean).join(" ");
    if (!place && words) {
      place = document.createElement("p");
      place.className = "rb-kept";
      place.setAttribute("role", "status");
      (document.querySelector("article") || document.body).prepend(place);
    }
    /* A reader of the screen says what changes in an element that was there before. */
    if (place) setTimeout(function () { if (place.textContent !== words) place.textContent = words; }, 20);
  }

  function trouble(name, problem) {
    if (problem) failed[name] = /quota|full/i.test(problem.name + problem.message) ? "has no room left" : "does not let this page keep anything";
    else delete failed[name];
    var why = Object.keys(failed).map(function (one) { return failed[one]; })[0];
    notice("refused", why ? "Nothing is being saved: this browser " + why + ". What you type stays here until the page is closed or loaded again. Export it now and after every change." : "");
  }

  /* What there is of a record now, whoever wrote it. */
  function current(name) {
    var text = null, entry = null;
    try { text = localStorage.getItem(start() + name); } catch (refused) { trouble(name, refused); }
    try { entry = JSON.parse(text); } catch (broken) {
      try { localStorage.setItem(start() + name + UNREADABLE, text); } catch (refused) { trouble(name, refused); }
    }
    return entry && entry.of ? absorb(name, entry) : memory[name] || NOTHING;
  }

  function hold(name, entry) {
    past[name] = (past[name] || []).slice(-PAST).concat(entry);
    return memory[name] = entry;
  }

  /* Takes over an entry of another tab, and returns what this tab holds then. Of two written at the same time every tab makes the same one. */
  function absorb(name, entry) {
    var held = memory[name];
    if (!held || rbMerge.covers(entry, held)) return hold(name, entry);
    if (rbMerge.covers(held, entry)) return held;
    var base = (past[name] || []).filter(function (one) { return rbMerge.covers(entry, one) && rbMerge.covers(held, one); }).pop() || NOTHING;
    var pair = JSON.stringify(held.of) > JSON.stringify(entry.of) ? [held, entry] : [entry, held];
    var whole = { of: rbMerge.joined(held, entry), data: merged(base.data, pair[0].data, pair[1].data) };
    return rbMerge.same(whole.data, entry.data) ? hold(name, whole) : put(name, whole.data, whole);
  }

  /* Writes data as this tab's next change after an entry. */
  function put(name, data, after) {
    var own = { of: {} };
    own.of[tab] = (after.of[tab] || 0) + 1;
    return set(name, { of: rbMerge.joined(after, own), at: new Date().toISOString(), data: data });
  }

  function set(name, entry) {
    hold(name, entry);
    try {
      localStorage.setItem(start() + name, JSON.stringify(entry));
      trouble(name, null);
    } catch (refused) { trouble(name, refused); }
    rbDisk.put(start() + name, entry);
    return entry;
  }

  function merged(base, mine, theirs) {
    var clashes = [], whole = rbMerge.merge(base, mine, theirs, clashes);
    if (clashes.length) notice("clash", "Another tab changed the same place at the same time. One of the two was kept; the other said: " + clashes.join("; ") + ".");
    return whole;
  }

  function write(name) {
    var mine = JSON.parse(waiting[name]), now = current(name);
    delete waiting[name];
    var whole = mine === null ? null : merged(seen[name], mine, now.data);
    show(name, put(name, whole, now), mine);
  }

  /* The page has in view what it saved, until a watcher has shown it more: from there its next change is counted. */
  function show(name, entry, view) {
    var told = watchers.filter(function (one) { return one.name === name || (one.name.slice(-1) === "/" && name.indexOf(one.name) === 0); });
    seen[name] = copy(told.length ? entry.data : view);
    if (!rbMerge.same(view, entry.data)) told.forEach(function (one) { one.fn(copy(entry.data), name); });
  }

  function arrived(name, entry) {
    absorb(name, entry);
    if (waiting[name]) write(name);
    else show(name, memory[name], seen[name] || null);
  }

  function flush() {
    clearTimeout(timer);
    timer = 0;
    Object.keys(waiting).forEach(write);
  }

  /* Looks once for what is newer on the disk than in localStorage: that is what a crash has left. */
  function look() {
    looked = looked || rbDisk.each(start(), function (key, entry) {
      var name = key.slice(start().length);
      if (entry.of && !rbMerge.covers(current(name), entry)) { set(name, absorb(name, entry)); arrived(name, memory[name]); }
    });
    return looked;
  }

  window.addEventListener("storage", function (event) {
    if (!event.key || event.key.indexOf(start()) !== 0 || !event.newValue) return;
    try { arrived(event.key.slice(start().length), JSON.parse(event.newValue)); } catch (broken) { /* the other tab says so itself */ }
  });
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") flush(); });

  window.rbKeep = {
    save: function (name, data) {
      waiting[name] = JSON.stringify(data === undefined ? null : data);
      timer = timer || setTimeout(flush, WAIT);
      look();
    },
    load: function (name) {
      look();
      if (waiting[name]) return JSON.parse(waiting[name]);
      var entry = current(name);
      /* Whoever asks is not the only one on this page: a watcher that did not know this yet would take it away with its next save. */
      if (name in seen) show(name, entry, seen[name]);
      seen[name] = copy(entry.data);
      return copy(entry.data);
    },
    names: function (beginning) {
      look();
      var names = Object.keys(memory).concat(Object.keys(waiting)), from = start();
      try {
        names = names.concat(Object.keys(localStorage).filter(function (key) { return key.indexOf(from) === 0; }).map(function (key) { return key.slice(from.length); }));
      } catch (refused) { trouble("", refused); }
      return Array.from(new Set(names)).sort().filter(function (name) {
        return name.indexOf(beginning || "") === 0 && name.indexOf(UNREADABLE) < 0 && (name in waiting ? waiting[name] !== "null" : current(name).data !== null);
      });
    },
    remove: function (name) { window.rbKeep.save(name, null); flush(); },
    watch: function (name, fn) { watchers.push({ name: name, fn: fn }); look(); },
    flush: flush,
    trouble: function () { return notices.refused || ""; },
    ready: look,
    download: function (filename, text, type) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: (type || "text/plain") + ";charset=utf-8" }));
      link.download = filename;
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    }
  };
})();
