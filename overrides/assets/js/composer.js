/* <rb-composer>: a message of the library filled in, looked at and taken along. What it knows is in its attribute data-facts, as JSON; the
   approved words can not be edited, and nothing is sent from here. Without this script the page is a form: the words with blank lines, and a
   table of what to fill in. */
(function () {
  "use strict";

  var composer = window.rbComposer, TONES = { known: "known", typed: "typed", missing: "missing", "left out": "without" };

  class Composer extends HTMLElement {
    connectedCallback() {
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", this.prepare.bind(this), { once: true });
      else this.prepare();
    }

    prepare() {
      if (this.known) return;
      var known = this.known = JSON.parse(this.dataset.facts);
      this.time = window.rbDesk.time(known.zone);
      this.key = "composer/" + known.id;
      known.unread += composer.phrases.unread(known.forbidden);
      this.querySelector(".rb-composer__live").hidden = false;
      this.classList.add("rb-composer--live");
      this.addEventListener("input", this.typed.bind(this));
      this.addEventListener("change", this.picked.bind(this));
      this.addEventListener("click", this.pressed.bind(this));
      window.addEventListener("hashchange", this.named.bind(this));
      window.rbKeep.watch(this.key, this.take.bind(this));
      this.take(window.rbKeep.load(this.key));
      this.named();
      setInterval(this.show.bind(this), 15000);
    }

    part(name) { return this.querySelector('[data-part="' + name + '"]'); }
    now() { return Date.now(); }
    version() { return this.known.versions.find(function (one) { return one.key === this.state.form; }, this) || this.known.versions[0]; }
    each(attribute, act) { this.querySelectorAll("[data-" + attribute + "]").forEach(function (one) { act.call(this, one, one.dataset[attribute]); }, this); }
    keep() { window.rbKeep.save(this.key, this.state); this.show(); }

    /* What was kept, or what another tab has typed. */
    take(data) {
      var state = this.state = Object.assign({ values: {}, moments: {}, form: "" }, data);
      this.each("answer", function (field, name) {
        if (state.values[name] === undefined && this.known.known[name]) state.values[name] = this.known.known[name];
        if (field.value !== (state.values[name] || "")) field.value = state.values[name] || "";
      });
      this.each("pick", function (field, name) { field.value = (state.moments[name] || "").slice(0, field.type === "date" ? 10 : 16).replace(" ", "T"); });
      this.show();
    }

    /* A link to the words for one form (#as-sms) opens these. */
    named() {
      var key = decodeURIComponent(location.hash).replace(/^#(?:as-)?/, "");
      if (!this.known.versions.some(function (one) { return one.key === key; })) return;
      this.state.form = key;
      this.keep();
      this.scrollIntoView();
    }

    typed(event) {
      var name = event.target.dataset.answer;
      if (!name) return;
      this.state.values[name] = event.target.value;
      delete this.state.moments[name];
      this.keep();
    }

    picked(event) {
      var field = event.target, name = field.dataset.pick;
      if (field.name === "rb-form") { this.state.form = field.value; this.keep(); }
      if (!name || !field.value) return;
      if (field.type === "date") this.put(name, composer.when.date(field.value, this.known.asks[name].example), field.value);
      else this.at(name, this.time.read(field.value));
    }

    at(name, moment) {
      var asked = this.known.asks[name], before = (this.state.values[name] || "").trim(), words = composer.when.words(moment, this.time, asked.type === "times" ? "" : asked.example, this.now());
      if (asked.type === "times" && before) words = before.replace(/ or (?=[^,]*$)/, "; ") + " or " + words;
      this.put(name, words, this.time.text(moment));
    }

    put(name, words, moment) {
      this.state.values[name] = words;
      this.state.moments[name] = moment;
      this.take(this.state);
      this.keep();
    }

    pressed(event) {
      var button = event.target.closest("button, a"), does = button && button.dataset.do;
      if (!button || !this.contains(button)) return;
      if (button.dataset.at) this.at(button.dataset.name, Number(button.dataset.at));
      if (does === "open") location.href = this.part("other").value;
      if (does === "clear" && confirm("Take away everything that was typed here?")) { window.rbKeep.remove(this.key); this.take(null); this.say("Cleared."); }
      if (does === "print" && this.sure(true)) print();
      if ((does === "mail" || does === "text") && !this.sure()) event.preventDefault();
      else if (does === "mail" || does === "text") this.say("Your program for it opens with the text. Nothing is sent before you send it there.");
      if (does === "copy" || does === "subject") this.copy(does === "copy" ? "whole" : "subject", this.part(does === "copy" ? "words" : "head"));
    }

    copy(what, shown) { if (this.sure()) composer.send.copy(this[what], shown).then(this.say.bind(this)); }
    say(words) { this.part("done").textContent = words; }

    /* Asks where something speaks against it; a sheet of paper may have blank lines. */
    sure(paper) {
      var against = (this.notice ? [this.notice] : []).concat(paper ? [] : this.against);
      return !against.length || confirm(against.join("\n") + "\n\nUse it all the same?");
    }

    show() {
      var version = this.version(), known = this.known, values = this.state.values, form = function (name) { return version.as.indexOf(name) >= 0; };
      var head = composer.text.pieces(version.subject, known, values), words = composer.text.pieces(version.text, known, values);
      this.subject = composer.text.whole(head);
      this.whole = composer.text.whole(words);
      this.draw("head", head);
      this.draw("words", words);
      this.part("line").hidden = !version.subject;
      this.part("form").textContent = version.name;
      this.part("cc").hidden = !form("email");
      this.each("form", function (radio, key) { radio.checked = key === version.key; });
      this.classList.toggle("rb-composer--typed", Object.keys(known.asks).some(function (name) { return (values[name] || "").trim(); }));
      var mail = composer.send.mail(known.cc.mail, this.subject, this.whole);
      this.button("mail", form("email"), mail);
      this.button("text", form("sms"), composer.send.sms(this.whole));
      this.button("subject", Boolean(version.subject));
      this.judged(composer.judge({ known: known, state: this.state, version: version, head: head, words: words, time: this.time, now: this.now(), mail: form("email") ? mail.length : 0 }));
      this.offer();
    }

    /* What speaks against it: `said` is shown, what is bad of it is asked about. */
    judged(found) {
      this.against = found.said.filter(function (one) { return one.bad; }).map(function (one) { return one.words; });
      this.notice = found.standing;
      this.part("count").textContent = found.much;
      this.part("notice").hidden = !found.standing;
      if (this.part("notice").textContent !== found.standing) this.part("notice").textContent = found.standing;
      this.each("odd", function (place, name) {
        var text = found.odd[name] || "";
        if (place.textContent !== text) place.textContent = text;
        this.querySelector('[data-answer="' + name + '"]').setAttribute("aria-invalid", String(Boolean(text)));
        place.closest(".rb-composer__field").hidden = found.used.indexOf(name) < 0;
      });
      this.list(found.said);
    }

    button(name, there, href) {
      var one = this.querySelector('[data-do="' + name + '"]');
      one.hidden = !there;
      if (href) one.href = href;
    }

    draw(name, made) {
      this.part(name).replaceChildren.apply(this.part(name), made.map(function (one) {
        if (!one.state) return document.createTextNode(one.words);
        var label = composer.text.label(one.name), text = one.state === "missing" ? "[" + label + "]" : one.words;
        return window.rbDesk.h(one.state === "missing" || one.state === "left out" ? "span" : "mark", { class: "rb-composer__" + TONES[one.state], title: label, text: text });
      }));
    }

    list(said) {
      var shape = JSON.stringify(said), place = this.part("said");
      if (shape === this.shape) return;
      this.shape = shape;
      place.replaceChildren.apply(place, said.map(function (one) { return window.rbDesk.h("li", { class: one.bad ? "rb-composer__bad" : "rb-composer__warn", text: one.words }); }));
    }

    offer() {
      var now = this.now(), self = this;
      this.each("offers", function (place, name) {
        if (place.contains(document.activeElement)) return;
        place.replaceChildren.apply(place, composer.when.offers(now, self.time, self.known, name === self.known.promise).map(function (one) {
          return window.rbDesk.h("button", { type: "button", "data-name": name, "data-at": String(one.at), text: one.name + ": " + self.time.brief(one.at, now) });
        }));
      });
    }
  }

  customElements.define("rb-composer", Composer);
})();
