/* What is added to an incident by its small forms, what a well-closed one still lacks, and the words of its countdown. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {};

  desk.add = {
    log: function (incident, form, stamp, me) {
      var words = form.get("action").trim(), by = form.get("by") || me, at = (form.get("at") || "").replace("T", " ") || stamp;
      if (form.get("kind") === "found") incident.findings.push({ id: desk.id(), at: at, by: by, found: words });
      if (form.get("kind") === "decided") {
        incident.decisions.push({ id: desk.id(), at: at, decision: words, decided_by: [by].filter(Boolean), joint: form.get("joint") === "on", customer_present: form.get("customer_present") === "on" });
      }
      desk.log(incident, at, words, [by]);
    },
    reproduction: function (incident, form, stamp, me) {
      var result = form.get("result"), how = form.get("how").trim();
      incident.reproduction.push({ id: desk.id(), at: stamp, result: result, how: how });
      desk.log(incident, stamp, "Tried to see the fault: " + result + (how ? ". " + how : ""), [me]);
    },
    prevention: function (incident, form) {
      incident.prevention.push({ id: desk.id(), action: form.get("action").trim(), owner: form.get("owner"), due: form.get("due"), kind: form.get("kind") });
    }
  };

  /* One line for the rating, however often it was thought over. */
  desk.logRating = function (incident, stamp, me) {
    var line = incident.timeline[incident.timeline.length - 1], words = "Rated " + incident.urgency;
    if (line && /^Rated /.test(line.action)) line.action = words;
    else desk.log(incident, stamp, words, [me]);
  };

  /* "Still missing: the cause, step 4." (S3-32 to S3-42); empty when it may be closed. */
  desk.unfinished = function (incident, known) {
    var closure = incident.closure, missing = [];
    ["impact_solved_at", "fixed_at", "prevention_set_at", "documented_at", "circulated_at"].forEach(function (step, place) {
      if (!closure[step] && !(step === "fixed_at" && closure.problem)) missing.push("step " + (place + 1));
    });
    if (!incident.reproduction.length) missing.push("whether the fault was seen");
    if (!closure.cause) missing.push("the cause");
    if (!closure.resolution) missing.push("the resolution");
    if (!incident.prevention.length) missing.push("a measure of prevention");
    else if (!closure.no_improvement_because && !incident.prevention.some(function (one) { return one.kind === "process" || one.kind === "habit"; })) missing.push("a process or a habit that changes, or why none has to");
    if (!closure.documents_updated) missing.push("which documents were updated");
    desk.report.parts(incident, known).forEach(function (part) { if (!part[1] || !part[1].length) missing.push("in the report: " + part[0]); });
    if (incident.timeline.some(function (line) { return !line.people.length; })) missing.push("who it was, in a line of the timeline");
    return missing.length ? "Still missing: " + missing.join("; ") + "." : "";
  };

  /* What the plans want of every incident, and this one has not got. */
  desk.lacks = function (incident) {
    var missing = { service: "the service", ticket: "the ticket", reporter: "the reporter", urgency: "the urgency", severity: "the severity", acknowledged_at: "the acknowledgement" };
    var words = Object.keys(missing).filter(function (name) { return !incident[name]; }).map(function (name) { return missing[name]; });
    return words.length ? "It can be handed over as it is; to be filed it still lacks " + words.join(", ") + "." : "";
  };

  /* { state: ok | soon | skip | over | done, count, why } */
  desk.dueWords = function (incident, known, now) {
    var due = desk.due(incident, known, now), urgency = incident.urgency || "not rated yet, so counted as urgent";
    if (!due) return { state: "done", count: incident.status === "closed" ? "Closed" : "No time is set", why: "" };
    var what = due.why === "acknowledgement" ? "Acknowledge" : "Next update", at = known.time.brief(due.at, now);
    var why = { acknowledgement: "The client has not heard from us yet.", promised: "Promised to the client.", "end of day": "Whatever the status: the client hears by then." }[due.why] || "By the standard: " + due.why + ".";
    if (due.over) return { state: "over", count: "OVERDUE by " + desk.span(now - due.limit), why: what + " was due at " + known.time.brief(due.limit, now) + ". Write now, also if nothing is new. (" + urgency + ")" };
    if (due.skipped) why = "Skipped " + due.skipped + " of " + due.skips + " in a row; at the very latest " + known.time.brief(due.late, now) + ". " + why;
    return { state: due.skipped ? "skip" : due.at - now < 15 * 60000 ? "soon" : "ok", count: what + " by " + at + ", " + (now > due.at ? "now" : "in " + desk.span(due.at - now)), why: why + " (" + urgency + ")", at: due.at };
  };
})();
