/* rbDesk.message: a message of the library filled in, and the update that it becomes once it has been sent. The draft is part of the incident:
   it survives like everything else. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {}, h = desk.h, VARIABLE = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g, OWN = ["actions", "next_steps", "next_update_at"];

  function lower(text) { return text.replace(/\.\s*$/, "").replace(/^[A-Z](?=[a-z ])/, function (sign) { return sign.toLowerCase(); }); }

  /* What the desk can answer by itself: [name, answer]. Whoever writes may answer otherwise. */
  function own(incident, known, me, now) {
    var service = known.services[incident.service], person = known.people[me], next = known.time.read(incident.draft.next_update_at), last = incident.reproduction[incident.reproduction.length - 1];
    return {
      service_name: service ? service.name : "", ticket_ref: incident.ticket, incident_ref: incident.ticket, handler_name: person ? person.name : "",
      sender_name: person ? person.name : "", sender_role: person ? person.title : "", sent_at: known.time.said(now), next_update_at: isNaN(next) ? "" : known.time.said(next),
      actions: lower(incident.draft.actions || ""), next_steps: lower(incident.draft.next_steps || ""), impact: incident.report.exposure || "", status: incident.status,
      what_we_tried: last && last.how ? lower(last.how) : "", workaround: incident.workaround, cause_plain: lower(incident.closure.cause || ""), fix_summary: lower(incident.closure.resolution || ""),
      resolved_at: incident.closure.impact_solved_at ? known.time.said(known.time.read(incident.closure.impact_solved_at)) : ""
    };
  }

  function names(message) {
    var found = [];
    (message.subject + " " + message.text).replace(VARIABLE, function (all, name) { if (found.indexOf(name) < 0) found.push(name); });
    return found;
  }

  function answers(incident, known, me, now) {
    var found = Object.assign({}, own(incident, known, me, now), known.known), typed = incident.draft.values || {};
    Object.keys(typed).forEach(function (name) { if (typed[name]) found[name] = typed[name]; });
    return found;
  }

  function text(incident, known, me, now) {
    var message = known.messages[incident.draft.message], given = answers(incident, known, me, now);
    if (!message) return "";
    var filled = function (words) { return words.replace(VARIABLE, function (all, name) { return given[name] || "[" + name.replace(/_/g, " ") + "]"; }); };
    var note = (incident.draft.footnote || "").trim();
    return (message.subject ? filled(message.subject) + "\n\n" : "") + filled(message.text).trim() + (note ? "\n\n--\n" + note : "");
  }

  /* When the next one would be due if this one went out now. */
  function suggested(incident, known, now) {
    var one = Object.assign({}, incident, { acknowledged_at: incident.acknowledged_at || known.time.text(now) });
    one.updates = incident.updates.concat({ at: known.time.text(now), message: incident.draft.message });
    var due = desk.due(one, known, now);
    return due ? known.time.text(due.at) : "";
  }

  function begin(incident, name, known, now) {
    var message = known.messages[name];
    incident.draft = Object.assign({ values: {} }, incident.draft, { message: name });
    if (message && message.kind === "acknowledgement") Object.keys(known.first).forEach(function (key) { if (!incident.draft[key]) incident.draft[key] = known.first[key]; });
    if (message && !message.final && !incident.draft.next_update_at) incident.draft.next_update_at = suggested(incident, known, now);
  }

  /* What keeps it from being recorded as sent: an update without these would not be one (S3-14, S3-22 to S3-24). */
  function wanting(incident, known, me) {
    var draft = incident.draft, message = known.messages[draft.message], found = [];
    if (!message) return ["choose a message"];
    if (!me) found.push("say above who you are");
    if (!(draft.actions || "").trim()) found.push("say what was done");
    if (!message.final && !(draft.next_steps || "").trim()) found.push("say what comes next");
    if (!message.final && !draft.next_update_at) found.push("name the time of the next update");
    var asked = text(incident, known, me, 0).match(/\[[a-z][a-z ]*\]/g);
    if (asked) found.push("fill in " + asked.filter(function (one, place) { return asked.indexOf(one) === place; }).join(", "));
    if (draft.may_surprise && !draft.pm_consulted_at && !draft.pm_unreachable) found.push("ask the project manager first, or say that nobody was to be reached");
    return found;
  }

  function sent(incident, known, me, now) {
    var at = known.time.text(now), message = known.messages[incident.draft.message], draft = incident.draft;
    var update = { id: desk.id(), at: at, by: me, message: draft.message, says: text(incident, known, me, now), actions: draft.actions.trim() };
    ["next_steps", "next_update_at", "footnote", "may_surprise", "pm_consulted_at", "pm_unreachable", "client_called_at"].forEach(function (key) { if (draft[key]) update[key] = draft[key]; });
    if (known.project_manager) update.cc = [known.project_manager];
    incident.updates.push(update);
    if (!incident.acknowledged_at) incident.acknowledged_at = at;
    if (!incident.status) incident.status = "acknowledged";
    desk.log(incident, at, "Told the client: " + message.title, [me]);
    incident.draft = {};
  }

  /* One field for each variable that only the writer can answer; or, with `filled`, those that the desk has answered. */
  function fields(incident, known, me, now, filled) {
    var message = known.messages[incident.draft.message];
    if (!message) return [];
    var given = Object.assign({}, own(incident, known, me, now));
    return names(message).filter(function (name) { return !known.known[name] && OWN.indexOf(name) < 0 && Boolean(given[name]) === filled; }).map(function (name) {
      var asked = message.asks[name] || { example: "", from: "" };
      return h("label", { class: "rb-desk__wide" }, [name.replace(/_/g, " "), asked.from ? h("span", { class: "rb-meta", text: " " + asked.from }) : null,
        h("input", { "data-field": "draft.values." + name, autocomplete: "off", placeholder: given[name] || "for example: " + asked.example })]);
    });
  }

  desk.message = { text: text, begin: begin, wanting: wanting, sent: sent, fields: fields, suggested: suggested };
})();
