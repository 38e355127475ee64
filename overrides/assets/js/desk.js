/* <rb-desk>: the page on which incidents are worked on. It knows nothing by heart: the standard, the calendar, people and messages are in the
   page as JSON. Without this script the page is a form to print. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {}, PREFIX = "incident/";

  class Desk extends HTMLElement {
    connectedCallback() {
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", this.prepare.bind(this), { once: true });
      else this.prepare();
    }

    prepare() {
      if (this.known) return;
      this.known = JSON.parse(this.querySelector(".rb-desk__facts").textContent);
      this.known.time = desk.time(this.known.zone);
      this.incidents = {};
      this.title = document.title;
      this.part("live").hidden = false;
      this.classList.add("rb-desk--live");
      this.people(this);
      this.part("me").value = window.rbKeep.load("desk/me") || "";
      this.part("me").addEventListener("change", function () { window.rbKeep.save("desk/me", this.value); });
      this.part("start").addEventListener("submit", this.begin.bind(this));
      this.part("import").addEventListener("change", this.read.bind(this));
      window.rbKeep.names(PREFIX).forEach(function (name) { this.incidents[name.slice(PREFIX.length)] = desk.fresh(window.rbKeep.load(name)); }, this);
      window.rbKeep.watch(PREFIX, this.taken.bind(this));
      window.addEventListener("hashchange", this.open.bind(this));
      window.addEventListener("beforeprint", this.paper.bind(this));
      this.part("new").open = !Object.keys(this.incidents).length;
      this.list();
      this.open();
      setInterval(this.tick.bind(this), 1000);
    }

    part(name) { return this.querySelector(name === "live" ? ".rb-desk__live" : '[data-desk="' + name + '"]'); }
    now() { return Date.now(); }
    said(words) { this.part("said").textContent = words; }
    keep(id) { window.rbKeep.save(PREFIX + id, this.incidents[id]); }

    /* Every list of people is the same one; it is in the page once. */
    people(root) {
      var known = this.known;
      root.querySelectorAll("[data-people]").forEach(function (choice) {
        var group = null, of = null;
        Object.keys(known.people).forEach(function (id) {
          var one = known.people[id];
          if (one.of !== of) choice.append(group = desk.h("optgroup", { label: known.organisations[of = one.of] || of }));
          group.append(desk.h("option", { value: id, text: one.name }));
        });
      });
    }

    begin(event) {
      event.preventDefault();
      var form = new FormData(event.target), stamp = this.known.time.text(this.now()), title = form.get("title").trim();
      if (!title) return;
      var incident = desk.fresh({ title: title, service: form.get("service"), ticket: form.get("ticket").trim(), reporter: form.get("reporter"), reported_at: form.get("reported_at").replace("T", " ") || stamp });
      desk.log(incident, incident.reported_at, "Reported: " + title, [incident.reporter || this.part("me").value]);
      event.target.reset();
      this.add(stamp.slice(0, 10) + "-" + desk.slug(title), incident);
    }

    add(wanted, incident) {
      var id = wanted, number = 1;
      while (this.incidents[id] || this.known.incidents.indexOf(id) >= 0) id = wanted + "-" + (number += 1);
      this.incidents[id] = incident;
      this.keep(id);
      this.go(id);
    }

    go(id) {
      this.part("new").open = false;
      if (location.hash === "#incident-" + id) this.open();
      else location.hash = "incident-" + id;
    }

    /* Another tab, or what survived a crash, has something newer. */
    taken(data, name) {
      var id = name.slice(PREFIX.length);
      if (data) this.incidents[id] = desk.fresh(data);
      else delete this.incidents[id];
      if (id === this.opened && data) this.work.take(this.incidents[id]);
      else if (id === this.opened) this.open();
      this.list();
    }

    open() {
      var id = decodeURIComponent(location.hash.replace(/^#incident-/, "")), incident = this.incidents[id], place = this.part("open");
      this.opened = incident ? id : "";
      this.classList.toggle("rb-desk--open", Boolean(incident));
      place.replaceChildren();
      this.work = null;
      if (incident) {
        place.append(this.querySelector("template").content.cloneNode(true));
        this.people(place);
        this.work = desk.work(place.querySelector(".rb-desk__work"), incident, id, {
          known: this.known, now: this.now, said: this.said.bind(this), me: function () { return this.part("me").value; }.bind(this),
          save: function () { this.keep(id); this.list(); }.bind(this), remove: function () { this.drop(id); }.bind(this)
        });
      }
      this.list();
    }

    drop(id) {
      delete this.incidents[id];
      window.rbKeep.remove(PREFIX + id);
      this.open();
    }

    read(event) {
      var file = event.target.files[0], self = this;
      if (!file) return;
      file.text().then(function (text) {
        var found = desk.file.read(text, self.known), id = found[0];
        var both = self.incidents[id] && !confirm("\u201c" + self.incidents[id].title + "\u201d is on this desk already. OK: the file takes its place. Cancel: keep both.");
        if (both || !self.incidents[id] && self.known.incidents.indexOf(id) >= 0) return self.add(id, found[1]);
        self.incidents[id] = found[1];
        self.keep(id);
        self.go(id);
      }).then(function () { self.said("Read: " + file.name); }, function (problem) { self.said(file.name + " was not read: " + problem.message); });
      event.target.value = "";
    }

    /* Those that are due soonest first; closed ones last. */
    list() {
      var now = this.now(), rows = Object.keys(this.incidents).map(function (id) {
        var words = desk.dueWords(this.incidents[id], this.known, now), order = words.state === "over" ? 0 : words.at || Infinity;
        return { id: id, title: this.incidents[id].title, urgency: this.incidents[id].urgency || "not rated", words: words, order: order };
      }, this).sort(function (one, other) { return one.order - other.order || (one.id < other.id ? -1 : 1); });
      var shape = JSON.stringify(rows.map(function (row) { return [row.id, row.title, row.urgency, row.words.state]; }).concat(this.opened));
      if (shape !== this.shape) {
        this.shape = shape;
        this.part("list").replaceChildren.apply(this.part("list"), rows.map(this.row, this));
        this.alarm(rows);
      }
      rows.forEach(function (row, place) { this.part("list").children[place].lastElementChild.textContent = row.words.count; }, this);
    }

    row(row) {
      var h = desk.h, link = h("a", { href: "#incident-" + row.id, text: row.title, "aria-current": row.id === this.opened ? "true" : false });
      var tone = { over: "bad", skip: "warn", soon: "warn", done: "ok" }[row.words.state] || "info";
      return h("li", { class: "rb-desk__card", "data-state": row.words.state }, [link, " ", h("span", { class: "rb-badge rb-badge--" + tone, text: row.urgency }), " ", h("span", { class: "rb-desk__left" })]);
    }

    /* Said once, when something becomes overdue, and shown in the title of the tab. */
    alarm(rows) {
      var over = rows.filter(function (row) { return row.words.state === "over"; });
      this.part("alarm").textContent = over.length ? "Overdue: " + over.map(function (row) { return row.title; }).join("; ") + ". Write to the client now." : "";
      document.title = (over.length ? over.length + " OVERDUE - " : "") + this.title;
    }

    tick() {
      this.part("now").textContent = this.known.time.said(this.now());
      this.list();
      if (this.work) this.work.clock();
    }

    paper() {
      var place = this.querySelector('[data-part="print"]');
      if (place && this.work) place.replaceChildren.apply(place, this.work.sheets());
    }
  }

  customElements.define("rb-desk", Desk);
})();
