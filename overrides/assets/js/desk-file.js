/* rbDesk.file: an incident as a file, and back. The file is a plan of plans/clients/<client>/incidents/ with four more keys: `record`, `id`,
   `client`, and `desk` for what is not finished yet. `runbinder record` takes them out again. One form for both ways: nothing can disagree. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {};
  var SAME = ["title", "service", "ticket", "reported_at", "reporter", "urgency", "urgency_reason", "severity", "acknowledged_at", "status", "isolated_at", "workaround"];
  var ANSWERS = { customers_blocked: "customers", deadline_blocked: "deadline", workaround_exists: "workaround_exists" };
  var CLOSED = ["impact_solved_at", "fixed_at", "problem", "prevention_set_at", "documented_at", "circulated_at", "cause", "resolution", "no_improvement_because", "closed_at"];
  var NEEDED = ["impact_solved_at", "prevention_set_at", "documented_at", "circulated_at", "closed_at", "cause", "resolution", "documents_updated"];
  var LISTS = ["reproduction", "updates", "findings", "decisions"];

  function picked(from, names) {
    var found = {};
    names.forEach(function (name) { if (from[name] !== undefined && from[name] !== "") found[name] = from[name]; });
    return found;
  }

  function bare(item) {
    var found = Object.assign({}, item);
    delete found.id;
    Object.keys(found).forEach(function (key) { if (found[key] === "" || found[key] === false && key !== "joint" && key !== "customer_present") delete found[key]; });
    return found;
  }

  function split(text) { return (text || "").split("\n").map(function (line) { return line.trim(); }).filter(Boolean); }

  function numbered(list) { return (list || []).map(function (item) { return Object.assign({ id: desk.id() }, item); }); }

  /* The measures and the words about them, as the report's last part has them. */
  desk.prevention = function (incident, known) {
    var measures = incident.prevention.map(function (one) {
      var owner = known.people[one.owner];
      return "- " + one.action + " (" + (owner ? owner.name : one.owner) + ", " + one.due + ")";
    });
    return [incident.report.prevention || ""].concat(measures.length ? [measures.join("\n")] : []).filter(Boolean).join("\n\n");
  };

  /* Who maintains the system, and the client: both get the report (S3-40). */
  desk.circulation = function (incident, known) {
    var service = known.services[incident.service], all = [known.binder].concat(service ? service.by : [], incident.reporter || []);
    return all.filter(function (one, place) { return one && all.indexOf(one) === place; });
  };

  function record(incident, id, known) {
    var made = Object.assign({ record: "incident", id: id, client: known.binder }, picked(incident, SAME.slice(0, 5)));
    Object.keys(ANSWERS).forEach(function (name) { if (incident.answers[ANSWERS[name]]) made[name] = incident.answers[ANSWERS[name]] === "yes"; });
    Object.assign(made, picked(incident, SAME.slice(5)));
    LISTS.forEach(function (name) { made[name] = desk.inOrder(incident[name], known).map(bare); });
    made.concerns = split(incident.concerns);
    if (Number(incident.client_chased)) made.client_chased = Number(incident.client_chased);
    made.notes = incident.notes;
    var closure = picked(incident.closure, CLOSED);
    closure.prevention = incident.prevention.map(bare);
    closure.documents_updated = split(incident.closure.documents_updated);
    var over = NEEDED.every(function (name) { return closure[name] && closure[name].length; }) && closure.prevention.length;
    var timeline = desk.inOrder(incident.timeline, known).map(bare);
    var report = { date_of_incident: (incident.reported_at || "").slice(0, 10), reporter: incident.reporter, severity: incident.severity, timeline: timeline,
      exposure: incident.report.exposure, root_cause: incident.closure.cause, resolution: incident.closure.resolution, prevention: desk.prevention(incident, known),
      circulated_to: incident.closure.circulated_at ? desk.circulation(incident, known) : [] };
    var whole = ["reporter", "severity", "exposure", "root_cause", "resolution", "prevention"].every(function (name) { return report[name]; }) && timeline.length &&
      timeline.every(function (line) { return line.people.length; });
    if (over) made.closure = closure;
    if (whole) made.report = report;
    made.desk = { inconvenience: incident.answers.inconvenience, override: incident.override, draft: bare(incident.draft || {}), closure: over ? {} : closure,
      timeline: whole ? [] : timeline, exposure: whole ? "" : incident.report.exposure, prevention: incident.report.prevention, saved_at: known.time.text(Date.now()) };
    return made;
  }

  /* [id, incident]. Raises an Error that says what is wrong with the file. */
  function incident(text, known) {
    var data = /^\s*\{/.test(text) ? JSON.parse(text) : desk.yaml.read(text);
    if (data.record !== "incident" || !data.id || !data.title) throw new Error("this is not an incident that a desk has exported: `record: incident`, `id` and `title` are wanted");
    if (data.client !== known.binder) throw new Error("this incident belongs to the binder of '" + data.client + "', and this is that of '" + known.binder + "'");
    var left = data.desk || {}, closure = data.closure || left.closure || {}, made = desk.fresh(picked(data, SAME));
    Object.keys(ANSWERS).forEach(function (name) { if (data[name] !== undefined) made.answers[ANSWERS[name]] = data[name] ? "yes" : "no"; });
    if (left.inconvenience) made.answers.inconvenience = left.inconvenience;
    LISTS.forEach(function (name) { made[name] = numbered(data[name]); });
    made.override = left.override || "";
    made.draft = left.draft || {};
    made.concerns = (data.concerns || []).join("\n");
    made.client_chased = data.client_chased ? String(data.client_chased) : "";
    made.notes = data.notes || "";
    made.closure = picked(closure, CLOSED);
    if (closure.documents_updated) made.closure.documents_updated = closure.documents_updated.join("\n");
    made.prevention = numbered(closure.prevention);
    made.timeline = numbered(data.report ? data.report.timeline : left.timeline).map(function (line) { line.people = line.people || []; return line; });
    made.report = picked({ exposure: data.report ? data.report.exposure : left.exposure, prevention: left.prevention }, ["exposure", "prevention"]);
    return [data.id, made];
  }

  desk.file = { record: record, write: function (one, id, known) { return desk.yaml.write(record(one, id, known)); }, read: incident };
})();
