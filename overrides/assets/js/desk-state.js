/* What an incident is on the desk: one object, kept under "incident/<id>". The names are those of the plans (model/incidents.py) wherever
   plans have them; lists have items with an id, so that two tabs can add to the same list. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {};

  desk.id = function () { return Date.now().toString(36) + Math.random().toString(36).slice(2, 6); };

  desk.slug = function (title) {
    return title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 40).replace(/^-+|-+$/g, "") || "incident";
  };

  desk.fresh = function (given) {
    return Object.assign({
      title: "", service: "", ticket: "", reported_at: "", reporter: "", severity: "", urgency: "", override: "", urgency_reason: "",
      acknowledged_at: "", status: "", isolated_at: "", workaround: "", client_chased: "", concerns: "", answers: {}, closure: {}, report: {},
      draft: {}, reproduction: [], updates: [], findings: [], decisions: [], timeline: [], prevention: []
    }, given);
  };

  /* "closure.cause": what stands there, and what is written there. */
  desk.at = function (incident, path) {
    return path.split(".").reduce(function (value, key) { return value === undefined || value === null ? undefined : value[key]; }, incident);
  };

  desk.put = function (incident, path, value) {
    var keys = path.split("."), last = keys.pop();
    var home = keys.reduce(function (value, key) { return value[key] = value[key] || {}; }, incident);
    home[last] = value;
  };

  desk.inOrder = function (list, known) {
    return list.slice().sort(function (one, other) { return (known.time.read(one.at) || 0) - (known.time.read(other.at) || 0); });
  };

  /* A line of the timeline. What the desk does by itself it writes down itself: nobody remembers the minute afterwards. */
  desk.log = function (incident, at, action, people) {
    incident.timeline.push({ id: desk.id(), at: at, action: action, people: (people || []).filter(Boolean) });
  };

  /* The urgency that the answers make: the first yes counts, four times no is the last one's. Empty while it is open. */
  desk.rated = function (incident, known) {
    for (var i = 0; i < known.questions.length; i += 1) {
      var answer = incident.answers[known.questions[i].name];
      if (answer === "yes") return known.questions[i].makes;
      if (answer !== "no") return "";
    }
    return known.questions[known.questions.length - 1].makes;
  };

  /* Words of a message or report that the standard says are never said: [what was found, what to say]. */
  desk.unsaid = function (text, known) {
    var plain = text.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');
    return known.standard.forbidden.map(function (one) {
      try {
        var found = new RegExp(one.pattern, "u").exec(plain) || null;
        return found && [found[0], one.say];
      } catch (unknown) { return null; }  // a pattern that only Python reads: the checks find it later
    }).filter(Boolean);
  };

  /* An element: h("p", { class: "x", text: "words" }, children). */
  desk.h = function (tag, given, children) {
    var made = document.createElement(tag);
    Object.keys(given || {}).forEach(function (key) {
      if (key === "text") made.textContent = given.text;
      else if (key === "on") Object.keys(given.on).forEach(function (name) { made.addEventListener(name, given.on[name]); });
      else if (key === "value") made.value = given.value;
      else if (given[key] === true) made.setAttribute(key, "");
      else if (given[key] !== false && given[key] !== undefined) made.setAttribute(key, given[key]);
    });
    made.append.apply(made, (children || []).filter(Boolean));
    return made;
  };

  /* Fields with data-field="path" show what stands there and write what is typed; radio buttons with data-field too. */
  desk.bind = function (root, now) {
    root.addEventListener("input", function (event) {
      var path = event.target.dataset.field;
      if (!path) return;
      var value = event.target.type === "checkbox" ? event.target.checked : event.target.value;
      desk.put(now(), path, event.target.type === "datetime-local" ? value.replace("T", " ") : value);
      root.dispatchEvent(new CustomEvent("rb-typed", { detail: path }));
    });
  };

  desk.fill = function (root, incident) {
    root.querySelectorAll("[data-field]").forEach(function (field) {
      var value = desk.at(incident, field.dataset.field);
      if (value === undefined || value === null) value = "";
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type === "checkbox") field.checked = value === true;
      else if (field !== document.activeElement) {
        var shown = field.type === "datetime-local" ? String(value).slice(0, 16).replace(" ", "T") : String(value);
        if (field.value !== shown) field.value = shown;
      }
    });
  };
})();
