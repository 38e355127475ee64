/* <rb-procedure>: a procedure that is being done, with a clock. run-clock.js says what a run is; kept as rbKeep "run/<procedure>".
   Without this script the page is the procedure, and on paper a form. */
(function () {
  "use strict";

  var clock = window.rbRuns.clock, keep = window.rbKeep;
  var FIELDS = ["by", "name", "of", "result", "how", "found", "ref"];

  function iso(time) { return new Date(time).toISOString(); }

  function id() { return Date.now().toString(36) + Math.random().toString(36).slice(2, 6); }

  function words(element) { return element ? element.textContent.replace(/\s+/g, " ").trim() : ""; }

  /* What is just being typed is not taken away by another tab. */
  function set(field, value) { if (field !== document.activeElement) field.value = value || ""; }

  function say(element, text) { if (element.textContent !== text) element.textContent = text; }

  class Procedure extends HTMLElement {
    /* Scripts stand at the end of the page: the steps are there. */
    connectedCallback() {
      if (this.page) return;
      this.kept = "run/" + this.dataset.name;
      this.items = Array.from(this.querySelectorAll(".rb-step"));
      this.page = {
        client: this.dataset.key, procedure: this.dataset.name, title: this.dataset.title, minutes: Number(this.dataset.minutes), stated: this.dataset.stated,
        steps: this.items.map(function (item, place) { return { number: place + 1, do: words(item.querySelector(".rb-step__do")).slice(0, 200), minutes: Number(item.dataset.minutes || 0) }; })
      };
      this.part("bar").hidden = false;
      this.addEventListener("click", this.clicked.bind(this));
      this.addEventListener("change", this.changed.bind(this));
      this.addEventListener("input", this.typed.bind(this));
      keep.watch(this.kept, this.take.bind(this));
      this.take(keep.load(this.kept));
      setInterval(this.tick.bind(this), 1000);
    }

    part(name) { return this.querySelector("[data-try=" + name + "]"); }

    take(run) {
      this.run = run;
      if (run) this.controls();
      this.draw();
    }

    save() {
      keep.save(this.kept, this.run);
      this.draw();
    }

    controls() {
      this.items.forEach(function (item, place) {
        if (item.querySelector(".rb-try__step")) return;
        item.append(this.part("step").content.cloneNode(true));
        item.querySelectorAll("[data-step]").forEach(function (one) { if (one.matches("input")) one.setAttribute("aria-label", one.dataset.label + ": step " + (place + 1)); });
      }, this);
    }

    start() {
      this.run = { id: id(), digest: this.dataset.digest, minutes: this.page.minutes, kind: "test", by: "", name: "", of: "", started: iso(Date.now()), ended: "", pauses: [], steps: {}, result: "", how: "", found: "", ref: "" };
      this.controls();
    }

    /* What only the clock changes. */
    tick() {
      if (!this.run) return;
      var time = clock.total(this.run, Date.now()), over = this.page.minutes && time > this.page.minutes * 60000;
      say(this.part("time"), clock.words(time) + (this.page.stated ? " of " + this.page.stated + " stated" : ""));
      this.part("time").classList.toggle("rb-try__over", Boolean(over));
      if (this.part("ticket").open) this.part("text").value = window.rbRuns.text(this.named(), this.page, Date.now());
    }

    draw() {
      var run = this.run, paused = Boolean(run && clock.paused(run)), ended = Boolean(run && run.ended);
      this.part("start").hidden = Boolean(run);
      ["open", "end", "sign"].forEach(function (name) { this.part(name).hidden = !run; }, this);
      this.classList.toggle("rb-try--open", Boolean(run));
      this.items.forEach(function (item, place) { this.step(item, place + 1, paused); }, this);
      this.paper();
      if (!run) return;
      FIELDS.forEach(function (name) { set(this.part(name), run[name]); }, this);
      set(this.part("started"), clock.wall(run.started));
      this.querySelectorAll("[data-kind]").forEach(function (one) { one.checked = one.value === run.kind; });
      this.part("how").parentElement.hidden = run.kind === "real";
      this.part("name").parentElement.hidden = Boolean(run.by);
      this.part("pause").hidden = paused || ended;
      this.part("resume").hidden = !paused || ended;
      this.part("finish").hidden = ended;
      this.part("reopen").hidden = !ended;
      this.part("yaml").disabled = !ended;
      var done = clock.steps(run).length, missing = window.rbRuns.missing(run);
      say(this.part("state"), (ended ? "Finished" : paused ? "Paused" : "Running") + ": " + done + " of " + this.items.length + " steps done");
      say(this.part("missing"), !ended ? "Finish the run first; its record can then be saved." : missing.length ? "Before it can be filed, say " + missing.join("; ") + "." : "It can be filed.");
      this.part("changed").hidden = run.digest === this.dataset.digest;
      this.tick();
    }

    step(item, number, paused) {
      var kept = this.run && this.run.steps[number] || {}, box = item.querySelector(".rb-try__step"), took = "", field = function (name) { return box.querySelector("[data-step=" + name + "]"); };
      item.classList.toggle("rb-step--done", Boolean(kept.at));
      item.classList.toggle("rb-step--wrong", Boolean(kept.wrong));
      if (!box) return;
      box.hidden = !this.run;
      field("done").checked = Boolean(kept.at);
      field("done").disabled = paused || Boolean(this.run && this.run.ended);
      field("wrong").checked = Boolean(kept.wrong);
      set(field("note"), kept.note);
      set(field("at"), kept.at && clock.wall(kept.at).slice(11));
      field("at").parentElement.hidden = !kept.at;
      if (kept.at) {
        var time = clock.steps(this.run).find(function (one) { return one.number === number; }).took, stated = Number(item.dataset.minutes || 0);
        took = "took " + clock.words(time, true) + (stated ? " of " + clock.words(stated * 60000) : "");
        field("took").classList.toggle("rb-try__over", Boolean(stated && time > stated * 60000));
      }
      say(field("took"), took);
    }

    /* The form on paper says what is known. */
    paper() {
      var run = this.run || { steps: {} }, named = this.run ? this.named() : {}, fill = { by: named.byName || run.name, of: named.ofName, started: run.started && clock.wall(run.started).replace("T", " "), ended: run.ended && clock.wall(run.ended).replace("T", " "), ref: run.ref, found: run.found };
      this.querySelectorAll("[data-paper]").forEach(function (blank) {
        var item = blank.closest(".rb-step"), kept = item && run.steps[this.items.indexOf(item) + 1];
        blank.textContent = item ? (kept && { at: kept.at && clock.wall(kept.at).slice(11), note: (kept.wrong ? "Went wrong. " : "") + (kept.note || "") }[blank.dataset.paper]) || "" : fill[blank.dataset.paper] || "";
      }, this);
      this.querySelectorAll("[data-is]").forEach(function (box) {
        var pair = box.dataset.is.split(":");
        box.classList.toggle("rb-try__box--ticked", Boolean(this.run) && run[pair[0]] === pair[1]);
      }, this);
    }

    named() {
      var name = function (field) { return field.value ? words(field.selectedOptions[0]) : ""; };
      return Object.assign({}, this.run, { byName: name(this.part("by")) || this.run.name, ofName: name(this.part("of")) });
    }

    changed(event) {
      var field = event.target, what = field.dataset, run = this.run, now = Date.now();
      if (!run) return;
      if (what.kind !== undefined) run.kind = field.value;
      else if (what.try === "started" && field.value) run.started = iso(Math.min(new Date(field.value).getTime(), now));
      else if (FIELDS.indexOf(what.try) >= 0) run[what.try] = field.value.trim();
      if (what.try === "by" && field.selectedOptions[0].dataset.of) run.of = field.selectedOptions[0].dataset.of;
      if (what.step) this.stepped(event.target, now);
      this.save();
    }

    /* A page may be closed before a field says that it has changed. */
    typed(event) {
      var what = event.target.dataset;
      if (this.run && (what.step === "note" || ["name", "found", "ref"].indexOf(what.try) >= 0)) this.changed(event);
    }

    stepped(field, now) {
      var number = this.items.indexOf(field.closest(".rb-step")) + 1, kept = this.run.steps[number] = Object.assign({ at: "", note: "", wrong: false }, this.run.steps[number]), what = field.dataset.step;
      if (what === "done") kept.at = field.checked ? iso(now) : "";
      if (what === "at" && field.value) kept.at = clock.corrected(this.run, field.value, now);
      if (what === "note") kept.note = field.value;
      if (what === "wrong") kept.wrong = field.checked;
      kept.do = this.page.steps[number - 1].do;
    }

    clicked(event) {
      var what = event.target.dataset.try, now = iso(Date.now()), next = { start: "by", pause: "resume", resume: "pause", finish: "result", reopen: "finish" }[what];
      if (what === "yaml") return this.download(".yml", window.rbRuns.record(this.run, this.page), "text/yaml");
      if (what === "print") return window.print();
      if (what === "clear" && confirm("Clear this run? What was not saved as a file is gone.")) return keep.remove(this.kept), this.take(null), this.part("start").focus();
      if (!next) return;
      if (what === "start") this.start();
      if (what === "pause") this.run.pauses.push({ id: id(), from: now, to: "" });
      if (what === "reopen") {
        this.run.pauses.push({ id: id(), from: this.run.ended, to: now });
        this.run.ended = "";
      }
      if (what === "resume" || what === "finish") this.run.pauses.forEach(function (one) { one.to = one.to || now; });
      if (what === "finish") this.run.ended = now;
      this.save();
      this.part(next).focus();
    }

    download(ending, text, type) { keep.download(clock.wall(this.run.started).slice(0, 10) + "-" + this.page.procedure + "-run" + ending, text, type); }
  }

  customElements.define("rb-procedure", Procedure);
})();
