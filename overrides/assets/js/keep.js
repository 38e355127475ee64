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

   Two tabs. Every record has a revision. Before a tab writes it looks whether another has written since; then both changes are merged
   (keep-merge.js), key by key, and lists whose items all have an `id` item by item. Where both changed the very same value, one of the two
   stays and the notice shows the other: nothing vanishes in silence.

   Where. localStorage answers at once, also while a page closes, and tells the other tabs; but Chromium brings it to the disk up to five
   seconds later, and a browser that is killed loses that (tried). IndexedDB is on the disk in milliseconds, but is not waited for while a
   page closes. So everything is written to both (keep-disk.js), and at the start the newer one counts. Firefox gives each file of a disk a storage
   of its own: what one page keeps another does not see. No browser says that its window is private; it forgets everything when closed.

   Refused, full, broken: one notice (role=status) says so, everything stays in memory, and download still works. */
(function () {
  "use strict";

  var WAIT = 400, UNREADABLE = "~unreadable", NOTHING = { rev: 0, stamp: "", from: "", data: null };
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
    return entry ? absorb(name, entry) : memory[name] || NOTHING;
  }

  /* Takes over an entry of another tab. One with a revision that this tab has itself was written in the same moment: both tabs merge, alike. */
  function absorb(name, entry) {
    var held = memory[name], known = past[name] || [];
    if (known.some(function (one) { return one.stamp === entry.stamp; })) return held;
    var base = known.find(function (one) { return one.stamp === entry.from; });
    past[name] = known.slice(-20).concat(entry);
    if (!held || entry.rev > held.rev) return memory[name] = entry;
    if (!base && entry.rev < held.rev) return held;
    var ours = held.stamp > entry.stamp ? [held.data, entry.data] : [entry.data, held.data];
    var whole = merged((base || NOTHING).data, ours[0], ours[1]);
    return rbMerge.same(whole, entry.data) ? memory[name] = entry : put(name, whole, Math.max(held.rev, entry.rev) + 1, entry.stamp);
  }

  function put(name, data, rev, from) {
    return set(name, { rev: rev, stamp: tab + "-" + rev, from: from, at: new Date().toISOString(), data: data });
  }

  function set(name, entry) {
    memory[name] = entry;
    past[name] = (past[name] || []).slice(-20).concat(entry);
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
    show(name, put(name, whole, now.rev + 1, now.stamp), mine);
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
      if (entry.rev > current(name).rev) { set(name, entry); arrived(name, entry); }
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
      seen[name] = copy(current(name).data);
      return copy(seen[name]);
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
