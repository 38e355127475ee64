/* rbDesk.work: the copy of the template in which one incident is worked on. `context` is the page: known, me(), now(), save(), said(words). */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {}, h = desk.h;
  var STEPS = ["impact_solved_at", "fixed_at", "prevention_set_at", "documented_at", "circulated_at"];
  var LOGGED = { isolated_at: "Cause isolated", acknowledged_at: "Acknowledged the report" };

  desk.work = function (root, incident, id, context) {
    var known = context.known;

    var lists = desk.lists(root, known, changed), stages = known.stages.map(function (one) { return one.status; }), viewed = incident.status || stages[0];

    function part(name) { return root.querySelector('[data-part="' + name + '"]'); }
    function stamp() { return known.time.text(context.now()); }

    function changed() { context.save(); show(); }

    /* Which stage the incident has reached, and which one is looked at, are two things: one may look ahead and back. */
    function stage(status) {
      incident.status = viewed = status;
      changed();
    }

    function write(message) {
      desk.message.begin(incident, message, known, context.now());
      part("write").open = true;
      asks();
      changed();
      part("message").focus();
    }

    function asks() {
      ["asks", "known"].forEach(function (name) {
        part(name).replaceChildren.apply(part(name), desk.message.fields(incident, known, context.me(), context.now(), name === "known"));
        desk.fill(part(name), incident);
      });
    }

    function fillChoice() {
      var first = function (status) { return known.stages.find(function (one) { return one.status === (status || "acknowledged"); }).kinds; };
      var all = Object.keys(known.messages);
      part("message").replaceChildren(h("option", { value: "", text: "choose a message" }));
      all.forEach(function (one) { part("message").append(h("option", { value: one, text: known.messages[one].title })); });
      root.querySelectorAll("[data-offers]").forEach(function (place) {
        var fit = all.filter(function (one) { return first(place.dataset.offers).indexOf(known.messages[one].kind) >= 0; });
        place.replaceChildren.apply(place, fit.map(function (one) {
          return h("button", { type: "button", text: "Write: " + known.messages[one].title, "data-kind": known.messages[one].kind, "data-message": one, on: { click: function () { write(one); } } });
        }));
      });
    }

    /* --- what it shows; called after every change, also of another tab */

    function show() {
      var rated = desk.rated(incident, known), reached = stages.indexOf(incident.status);
      incident.urgency = incident.override || rated;
      desk.fill(root, incident);
      part("title").textContent = incident.title;
      part("rated").textContent = incident.urgency ? "Urgency: " + incident.urgency + (incident.override ? incident.urgency_reason ? ", by decision." : ". Write the reason." : ", by the answers.") : "Not rated yet: counted as urgent.";
      root.querySelectorAll("[data-stage]").forEach(function (button) {
        var place = stages.indexOf(button.dataset.stage);
        if (place === reached) button.setAttribute("aria-current", "step"); else button.removeAttribute("aria-current");
        button.setAttribute("aria-pressed", String(button.dataset.stage === viewed));
        button.parentNode.className = place < reached ? "rb-desk__past" : "";
      });
      root.querySelectorAll("[data-for]").forEach(function (one) { one.hidden = one.dataset.for !== viewed; });
      root.querySelectorAll("[data-here], [data-on]").forEach(function (one) { one.hidden = Boolean(one.dataset.here) === (viewed === incident.status) || !incident.status && one.dataset.on === undefined; });
      var last = incident.reproduction[incident.reproduction.length - 1];
      root.querySelectorAll('[data-kind="cannot_reproduce_yet"]').forEach(function (one) { one.classList.toggle("rb-desk__go", Boolean(last) && last.result === "not yet reproduced"); });
      part("lacks").textContent = desk.lacks(incident);
      closing();
      lists.show(incident);
      preview();
      message();
      clock();
    }

    function closing() {
      var before = true;
      root.querySelectorAll("[data-step]").forEach(function (step) {
        var done = Boolean(incident.closure[step.dataset.step]) || step.dataset.step === "fixed_at" && Boolean(incident.closure.problem);
        step.classList.toggle("rb-desk__done", done);
        step.querySelectorAll("[data-now], [type=datetime-local]").forEach(function (field) { field.disabled = !before && !done; });
        before = before && done;
      });
      part("circulate").textContent = "To: " + desk.circulation(incident, known).map(function (one) { return desk.name(one, known); }).join(", ") + ".";
      part("missing").textContent = incident.status === "closed" ? "" : desk.unfinished(incident, known);
    }

    function preview() { part("preview").replaceChildren(desk.report.shown(incident, known, "h4")); }

    function message() {
      var chosen = known.messages[incident.draft.message], words = desk.message.text(incident, known, context.me(), context.now());
      part("text").value = words;
      part("not").textContent = chosen && chosen.not.length ? "Do not say: " + chosen.not.join("; ") + "." : "";
      part("unsaid").replaceChildren.apply(part("unsaid"), desk.unsaid(words, known).map(function (pair) { return h("p", { text: "\u201c" + pair[0] + "\u201d: " + pair[1] }); }));
    }

    function clock() {
      var shown = desk.dueWords(incident, known, context.now());
      part("due").dataset.state = shown.state;
      part("count").textContent = shown.count;
      part("why").textContent = shown.why;
    }

    /* --- what is done to it */

    function now(path) {
      desk.put(incident, path, stamp());
      var step = STEPS.indexOf(path.replace("closure.", ""));
      var words = step >= 0 ? known.standard.closing_steps[step].split(/[:.]/)[0] + ": done" : LOGGED[path];
      if (words) desk.log(incident, stamp(), words, [context.me()]);
      if (path === "acknowledged_at" && !incident.status) incident.status = "acknowledged";
      changed();
    }

    var DO = {
      write: function () {
        var fits = Array.from(root.querySelectorAll('[data-offers="' + (incident.status || stages[0]) + '"] button')), told = incident.acknowledged_at;
        var best = incident.draft.message || (fits.find(function (one) { return (one.dataset.kind === "acknowledgement") !== Boolean(told); }) || { dataset: {} }).dataset.message;
        write(best || "");
      },
      suggest: function () { incident.draft.next_update_at = desk.message.suggested(incident, known, context.now()); changed(); },
      copy: function () {
        part("text").select();
        if (!document.execCommand("copy") && navigator.clipboard) navigator.clipboard.writeText(part("text").value);
        context.said("Copied.");
      },
      sent: function () {
        var missing = desk.message.wanting(incident, known, context.me());
        part("wanting").textContent = missing.length ? "First: " + missing.join("; ") + "." : "";
        if (missing.length) return;
        desk.message.sent(incident, known, context.me(), context.now());
        asks();
        part("write").open = false;
        if (incident.status === stages[0]) stage(stages[1]);
        else changed();
      },
      close: function () {
        var missing = desk.unfinished(incident, known);
        if (missing && !confirm(missing + " Close it all the same?")) return;
        if (!incident.closure.closed_at) desk.log(incident, stamp(), "Closed the ticket", [context.me()]);
        incident.closure.closed_at = incident.closure.closed_at || stamp();
        stage("closed");
      },
      yaml: function () { window.rbKeep.download(id + ".yml", desk.file.write(incident, id, known), "application/yaml"); },
      markdown: function () { window.rbKeep.download(id + ".md", desk.report.markdown(incident, known), "text/markdown"); },
      print: function () { window.print(); },
      remove: function () { if (confirm("Take \u201c" + incident.title + "\u201d off this desk? What was not exported is gone.")) context.remove(); }
    };

    root.addEventListener("submit", function (event) {
      event.preventDefault();
      desk.add[event.target.dataset.add](incident, new FormData(event.target), stamp(), context.me(), known);
      event.target.reset();
      changed();
    });
    root.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.now) now(button.dataset.now);
      if (button.dataset.stage) { viewed = button.dataset.stage; show(); }
      if (button.dataset.here === "closed") DO.close();
      else if (button.dataset.here || button.dataset.on) stage(button.dataset.here || button.dataset.on);
      if (DO[button.dataset.do]) DO[button.dataset.do]();
    });
    root.addEventListener("rb-typed", function (event) {
      var before = incident.urgency;
      if (event.detail === "draft.message") { desk.message.begin(incident, incident.draft.message, known, context.now()); asks(); }
      changed();
      if (incident.urgency && incident.urgency !== before) { desk.logRating(incident, stamp(), context.me()); changed(); }
    });
    root.addEventListener("change", function (event) {
      if (event.target.name === "kind") event.target.form.querySelectorAll(".rb-desk__decided").forEach(function (one) { one.hidden = event.target.value !== "decided"; });
    });
    desk.bind(root, function () { return incident; });
    fillChoice();
    asks();
    show();
    return { clock: clock, take: function (newer) { incident = newer; if (!part("write").contains(document.activeElement)) asks(); show(); }, sheets: function () { return desk.report.sheets(incident, known); } };
  };
})();
