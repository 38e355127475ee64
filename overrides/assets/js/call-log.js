/* <rb-call-log>: who of a contact tree was reached and when, who was not, and whom nobody has told because of that.
   Without this script the page is the same tree, with a box and a line for every call on paper.

   What is kept (rbKeep, "calls/<tree>"): { t0, by, calls: [{ id, who, person, result, at, by, note }] }. Every attempt is a line of its
   own; somebody is reached as soon as one of the attempts has reached them. */
(function () {
  "use strict";

  var WORDS = { reached: "reached", silent: "no answer", dark: "not told", "": "not called yet" };

  function local(when) { return new Date(when.getTime() - when.getTimezoneOffset() * 60000).toISOString().slice(0, 16); }

  function span(minutes) {
    var far = Math.abs(minutes), hours = Math.floor(far / 60);
    return (hours ? hours + " h " : "") + (far % 60) + " min";
  }

  function make(tag, text, name) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  /* A cell that a spreadsheet would take for a formula is text. */
  function cell(value) { return '"' + String(value).replace(/^[=+\-@\t]/, "'$&").replace(/"/g, '""') + '"'; }

  function words(element) { return element ? element.textContent.replace(/\s+/g, " ").trim() : ""; }

  class CallLog extends HTMLElement {
    /* Scripts stand at the end of the page: the tree is there. */
    connectedCallback() {
      if (this.nodes) return;
      this.name = "calls/" + this.dataset.name;
      this.nodes = Array.from(this.querySelectorAll(".rb-node[data-who]"), this.node, this);
      this.querySelector(".rb-log").hidden = false;
      this.addEventListener("click", this.clicked.bind(this));
      this.addEventListener("change", this.changed.bind(this));
      window.rbKeep.watch(this.name, this.take.bind(this));
      this.take(window.rbKeep.load(this.name));
      setInterval(this.draw.bind(this), 20000);
    }

    node(box) {
      var above = box.parentElement.parentElement.closest("li"), name = words(box.querySelector(".rb-node__name"));
      var deputies = Array.from(box.querySelectorAll(".rb-node__deputy"));
      return {
        box: box, who: box.dataset.who, due: Number(box.dataset.due), name: name, role: words(box.querySelector(".rb-node__role")) || name, above: above && above.id.slice(5),
        deputies: deputies, people: [name].concat(deputies.map(function (one) { return words(one.querySelector(".rb-who__name")); }))
      };
    }

    part(name) { return this.querySelector("[data-log=" + name + "]"); }

    take(data) {
      this.log = data || { t0: "", by: "", calls: [] };
      this.draw();
    }

    keep() { window.rbKeep.save(this.name, this.log), this.draw(); }

    tried(node) { return this.log.calls.filter(function (one) { return one.who === node.who; }); }

    /* "" until somebody has tried; dark below whoever does not answer, until somebody else has called. */
    state(node) {
      var tried = this.tried(node), above = this.nodes.find(function (one) { return one.who === node.above; });
      if (tried.some(function (one) { return one.result === "reached"; })) return "reached";
      if (tried.length) return "silent";
      return above && ["silent", "dark"].indexOf(this.state(above)) >= 0 ? "dark" : "";
    }

    draw() {
      var count = { reached: 0, silent: 0, dark: 0, "": 0 }, started = Boolean(this.log.t0), late = 0, open = [];
      this.minutes = started ? Math.floor((new Date() - new Date(this.log.t0)) / 60000) : 0;
      this.part("start").hidden = started;
      this.part("open").hidden = !started;
      ["t0", "by"].forEach(function (name) { if (document.activeElement !== this.part(name)) this.part(name).value = this.log[name]; }, this);
      this.part("zero").textContent = this.log.t0.replace("T", " ");
      this.nodes.forEach(function (node) {
        node.state = this.state(node);
        count[node.state] += 1;
        node.late = started && node.state !== "reached" && node.above && this.minutes > node.due;
        late += node.late ? 1 : 0;
        this.show(node, started);
        if (node.state === "silent") open.push(this.ahead(node));
      }, this);
      var said = count.reached + " of " + this.nodes.length + " reached, " + count.silent + " no answer, " + count.dark + " not told, " + late + " late";
      if (this.part("count").textContent !== said) this.part("count").textContent = said;
      this.part("elapsed").textContent = this.minutes < 0 ? "starts in " + span(this.minutes) : "T+" + span(this.minutes);
      this.part("dark").replaceChildren.apply(this.part("dark"), open);
    }

    show(node, started) {
      var box = node.box, call = box.querySelector(".rb-log__call"), tried = this.tried(node), state = box.querySelector(".rb-log__state") || box.querySelector(".rb-node__by").appendChild(make("span", "", "rb-log__state rb-noprint"));
      if (started && !call) call = this.controls(node);
      if (call) call.hidden = !started;
      ["reached", "silent", "dark"].forEach(function (one) { box.classList.toggle("rb-node--" + one, started && node.state === one); });
      box.classList.toggle("rb-node--late", Boolean(node.late));
      state.textContent = (started && node.state ? ": " + WORDS[node.state] : "") + (node.late ? ", " + span(this.minutes - node.due) + " late" : "");
      box.querySelector(".rb-node__tick").textContent = tried.map(function (one) { return one.at.slice(11) + " " + WORDS[one.result] + (one.by ? ", " + one.by : ""); }).join("; ");
      if (!call) return;
      var list = call.querySelector(".rb-log__tried"), instead = call.querySelector(".rb-log__instead");
      list.hidden = !tried.length;
      list.replaceChildren.apply(list, tried.map(function (one) {
        var line = make("li", this.said(one)), undo = make("button", "Undo", "rb-log__undo");
        undo.type = "button";
        undo.dataset.undo = one.id;
        undo.setAttribute("aria-label", "Undo " + line.textContent);
        line.append(undo);
        return line;
      }, this));
      instead.hidden = node.state !== "silent";
      if (node.state === "silent") instead.replaceChildren.apply(instead, this.instead(node));
      if (document.activeElement !== call.querySelector("select")) call.querySelector("select").value = this.nextPerson(node) || node.name;
    }

    said(one) { return one.at.slice(11) + " " + one.person + ": " + WORDS[one.result] + (one.by ? " (called by " + one.by + ")" : "") + (one.note ? ", " + one.note : ""); }

    controls(node) {
      node.box.append(this.querySelector("template").content.cloneNode(true));
      var call = node.box.querySelector(".rb-log__call"), select = call.querySelector("select");
      Array.from(new Set(node.people)).forEach(function (one) { select.add(new Option(one)); });
      call.querySelectorAll("[data-call]").forEach(function (one) {
        one.setAttribute("aria-label", (one.getAttribute("aria-label") || words(one)) + ": " + node.role);
      });
      return call;
    }

    nextPerson(node) {
      var names = this.tried(node).map(function (one) { return one.person; });
      return node.people.find(function (one) { return names.indexOf(one) < 0; });
    }

    /* The next deputy with the numbers that stand in the tree; after the last one the rule: the node's own, else the tree's. */
    instead(node) {
      var place = node.people.indexOf(this.nextPerson(node)), own = node.box.querySelector(".rb-node__else") || this.parentElement.querySelector("[data-tree=else]");
      var next = place > 0 ? Array.from(node.deputies[place - 1].cloneNode(true).childNodes) : [make("b", "Everybody here was tried.")];
      return [make("b", "Now: ")].concat(next, make("br"), make("b", "Rule: "), own ? Array.from(own.cloneNode(true).childNodes) : []);
    }

    ahead(node) {
      var line = make("li"), link = make("a", node.role + ", " + node.name), below = this.nodes.filter(function (one) { return one.above === node.who && this.state(one) === "dark"; }, this);
      link.href = "#call-" + node.who;
      line.append(link, " does not answer. ", below.length ? "Nobody tells these now, so call them yourself: " : "");
      below.forEach(function (one, place) {
        var to = make("a", one.role + ", " + one.name);
        to.href = "#call-" + one.who;
        line.append(place ? "; " : "", to);
      });
      return line;
    }

    changed(event) {
      var field = event.target.dataset.log;
      if (field === "by" || (field === "t0" && event.target.value)) {
        this.log[field] = event.target.value;
        this.keep();
      }
    }

    clicked(event) {
      var what = event.target.dataset, call = event.target.closest(".rb-log__call");
      if (what.log === "start") this.log.t0 = local(new Date());
      else if (what.undo) this.log.calls = this.log.calls.filter(function (one) { return one.id !== what.undo; });
      else if (WORDS[what.call]) this.add(event.target.closest(".rb-node").dataset.who, what.call, call);
      else if (what.log === "clear" && confirm("Clear the start and every call of this log?")) return window.rbKeep.remove(this.name), this.take(null);
      else if (what.log === "print") return window.print();
      else return what.log && this.save(what.log);
      this.keep();
      /* What was pressed may be gone: the focus goes to what takes it back. */
      (what.log ? this.part("by") : call.querySelector(what.undo ? "select" : "li:last-child [data-undo]")).focus();
    }

    /* A time that was not reached yet today was yesterday's. */
    add(who, result, call) {
      var field = function (name) { return call.querySelector("[data-call=" + name + "]"); }, now = new Date(), at = local(now).slice(0, 11) + (field("at").value || local(now).slice(11));
      if (at > local(now)) at = local(new Date(now.getTime() - 86400000)).slice(0, 11) + field("at").value;
      this.log.calls.push({ id: now.getTime().toString(36) + Math.random().toString(36).slice(2, 6), who: who, person: field("person").value, result: result, at: at, by: this.log.by, note: field("note").value.trim() });
      field("at").value = field("note").value = "";
    }

    save(type) {
      var rows = [["due", "role", "name", "state", "time", "called", "result", "by", "note"]], text = [this.dataset.title, "Started " + this.log.t0.replace("T", " ") + ", " + words(this.part("elapsed")) + ": " + words(this.part("count")), ""];
      this.nodes.forEach(function (node) {
        var tried = this.tried(node), head = ["T+" + span(node.due), node.role, node.name, WORDS[node.state]];
        text = text.concat((node.state === "reached" ? "[x] " : "[ ] ") + head.join("  "), tried.map(function (one) { return "      " + this.said(one); }, this));
        rows = rows.concat(tried.length ? tried.map(function (one) { return head.concat(one.at.replace("T", " "), one.person, WORDS[one.result], one.by, one.note); }) : [head.concat("", "", "", "", "")]);
      }, this);
      var made = {
        text: ["txt", "text/plain", text.join("\n") + "\n"], csv: ["csv", "text/csv", "\ufeff" + rows.map(function (row) { return row.map(cell).join(","); }).join("\r\n") + "\r\n"],
        json: ["json", "application/json", JSON.stringify(Object.assign({ tree: this.dataset.name, binder: this.dataset.key }, this.log), null, 2) + "\n"]
      }[type];
      if (made) window.rbKeep.download(this.dataset.key + "-" + this.dataset.name + "-calls." + made[0], made[2], made[1]);
    }
  }

  customElements.define("rb-call-log", CallLog);
})();
