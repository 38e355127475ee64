/* <rb-run>: lines to work through. Ticks, times, initials and T0 stay in this browser; T0 gives every line its hour.
   Without this script the page is the same list, with boxes to tick and lines to write on.

   What is kept (rbKeep): "sheet" holds { t0 }, "sheet/<name>" a line's { done, time, by } under its id. Pages share both. */
(function () {
  "use strict";

  var DAY = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };

  function pad(number) { return (number < 10 ? "0" : "") + number; }

  function local(when) {
    return when.getFullYear() + "-" + pad(when.getMonth() + 1) + "-" + pad(when.getDate()) + "T" + pad(when.getHours()) + ":" + pad(when.getMinutes());
  }

  function t0Kept() { return (window.rbKeep.load("sheet") || {}).t0; }

  /* What is just being typed is not taken away by another tab. */
  function set(field, value) { if (field !== document.activeElement) field.value = value; }

  class Run extends HTMLElement {
    /* This script ends the page, so what is in the element has been read. */
    connectedCallback() { this.prepare(); }

    prepare() {
      this.own = "sheet/" + this.dataset.name;
      this.rows = Array.from(this.querySelectorAll(".rb-run__row"));
      var tools = this.querySelector(".rb-run__tools");
      if (tools) {
        tools.hidden = false;
        this.classList.add("rb-run--live");
      }
      this.addEventListener("change", this.changed.bind(this));
      this.addEventListener("click", this.clicked.bind(this));
      window.rbKeep.watch("sheet", this.show.bind(this));
      window.rbKeep.watch(this.own, this.show.bind(this));
      this.show();
      setInterval(this.clocks.bind(this), 60000);
    }

    part(name) { return this.querySelector("[data-run=" + name + "]"); }

    fields(row) {
      return { box: row.querySelector("[type=checkbox]"), time: row.querySelector(".rb-run__time"), by: row.querySelector(".rb-run__by") };
    }

    show() {
      var kept = window.rbKeep.load(this.own) || {};
      this.rows.forEach(function (row) {
        var one = kept[row.id] || {}, fields = this.fields(row);
        fields.box.checked = Boolean(one.done);
        set(fields.time, one.time || "");
        set(fields.by, one.by || "");
        row.classList.toggle("rb-run__row--done", fields.box.checked);
      }, this);
      var t0 = this.part("t0");
      if (t0) set(t0, t0Kept() || "");
      this.clocks();
    }

    changed(event) {
      var row = event.target.closest(".rb-run__row");
      if (row) return this.keep(row, event.target);
      if (event.target.type === "radio") this.choose(event.target.value);
      if (event.target.dataset.run === "t0") {
        window.rbKeep.save("sheet", { t0: event.target.value });
        document.querySelectorAll("rb-run").forEach(function (run) { run.clocks(); });
      }
    }

    keep(row, field) {
      var fields = this.fields(row);
      if (field === fields.box) {
        fields.time.value = field.checked ? fields.time.value || local(new Date()).slice(11) : "";
        row.classList.toggle("rb-run__row--done", field.checked);
      }
      var kept = window.rbKeep.load(this.own) || {};
      kept[row.id] = { done: fields.box.checked, time: fields.time.value, by: fields.by.value };
      window.rbKeep.save(this.own, kept);
      this.clocks();
    }

    clicked(event) {
      var what = event.target.dataset.run, t0 = this.part("t0");
      if (what === "now") {
        t0.value = local(new Date());
        t0.dispatchEvent(new Event("change", { bubbles: true }));
      }
      if (what === "save") this.save();
      if (what === "clear" && confirm("Clear T0 and every tick of this list?")) {
        window.rbKeep.remove(this.own);
        window.rbKeep.remove("sheet");
        this.show();
      }
    }

    choose(scenario) {
      this.rows.forEach(function (row) {
        var only = row.dataset.scenarios;
        row.hidden = Boolean(scenario && only && only.split(" ").indexOf(scenario) < 0);
      });
      this.clocks();
    }

    clocks() {
      if (!this.rows) return;
      var t0 = t0Kept() || (this.part("t0") || {}).value, start = t0 ? new Date(t0) : null, now = new Date();
      this.rows.forEach(function (row) {
        var clock = row.querySelector(".rb-run__clock");
        if (!clock) return;
        var due = start && new Date(start.getTime() + row.dataset.minutes * 60000);
        clock.textContent = due ? due.toLocaleString("en-GB", DAY) : "";
        row.classList.toggle("rb-run__row--late", Boolean(due && due < now && !this.fields(row).box.checked));
      }, this);
      var blank = this.querySelector(".rb-run__t0 .rb-run__blank"), count = this.part("count");
      if (blank) blank.textContent = start ? start.toLocaleString("en-GB", DAY) : "";
      var seen = this.rows.filter(function (row) { return !row.hidden; });
      var done = seen.filter(function (row) { return this.fields(row).box.checked; }, this);
      if (count) count.textContent = done.length + " of " + seen.length + " done";
    }

    save() {
      var t0 = this.part("t0").value, lines = [this.dataset.title, "T0: " + (t0.replace("T", " ") || "not declared"), ""];
      this.rows.forEach(function (row) {
        if (row.hidden) return;
        var fields = this.fields(row), words = row.querySelector(".rb-run__head, .rb-run__due").textContent + " " + row.querySelector(".rb-run__what").firstElementChild.textContent;
        lines.push((fields.box.checked ? "[x] " : "[ ] ") + (fields.time.value || "--:--") + " " + (fields.by.value || "--") + "  " + words.replace(/\s+/g, " ").trim());
      }, this);
      window.rbKeep.download(this.dataset.key + "-" + this.dataset.name + ".txt", lines.join("\n") + "\n");
    }
  }

  customElements.define("rb-run", Run);
})();
