/* rbDesk.report: the incident report, grown out of what was written down; with the headings of the standard and no others. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {}, h = desk.h, OPEN = "(still open)";

  desk.name = function (id, known) {
    var person = known.people[id];
    return person ? person.name : known.organisations[id] || id;
  };

  function names(ids, known) { return (ids || []).map(function (id) { return desk.name(id, known); }).join(", "); }

  /* Heading and text of each of the eight; the fourth is a list of [time, action, people]. */
  function parts(incident, known) {
    var timeline = desk.inOrder(incident.timeline, known).map(function (line) { return [line.at, line.action, names(line.people, known)]; });
    var texts = [(incident.reported_at || "").slice(0, 10), incident.reporter ? desk.name(incident.reporter, known) : "", incident.severity, timeline,
      incident.report.exposure, incident.closure.cause, incident.closure.resolution, desk.prevention(incident, known)];
    return known.standard.report_headings.map(function (heading, place) { return [heading, texts[place] || ""]; });
  }

  function head(incident, known) {
    var service = known.services[incident.service];
    return [["Client", known.client], ["Service", service ? service.name : ""], ["Ticket", incident.ticket], ["Urgency", incident.urgency], ["Status", incident.status], ["Times", known.zone]].filter(function (pair) { return pair[1]; });
  }

  /* A line of Markdown that is only text: nothing in it begins a list, a heading or a tag. */
  function plain(text) { return String(text).replace(/[\\`*_<>[\]|#]/g, "\\$&").replace(/\s*\n\s*/g, " "); }

  function markdown(incident, known) {
    var lines = ["# Incident report: " + plain(incident.title), "", head(incident, known).map(function (pair) { return pair[0] + ": " + plain(pair[1]); }).join(" | "), ""];
    parts(incident, known).forEach(function (part) {
      lines.push("## " + part[0], "");
      if (Array.isArray(part[1])) part[1].forEach(function (line) { lines.push("- **" + line[0] + "** " + plain(line[1]) + (line[2] ? " (" + plain(line[2]) + ")" : "")); });
      else lines.push(part[1] || OPEN);
      lines.push("");
    });
    return lines.join("\n");
  }

  function written(text) {
    return String(text).split(/\n{2,}/).map(function (piece) { return h("p", { class: "rb-desk__text", text: piece }); });
  }

  function entry(when, children) { return h("li", {}, [h("span", { class: "rb-time", text: when }), " ", h("div", {}, children)]); }

  /* The same for the page and for paper; `level` is that of the headings. */
  function shown(incident, known, level) {
    var box = h("div", {}, [h("p", { class: "rb-meta", text: head(incident, known).map(function (pair) { return pair[0] + " " + pair[1]; }).join(", ") })]);
    parts(incident, known).forEach(function (part) {
      box.append(h(level, { text: part[0] }));
      if (!part[1] || !part[1].length) box.append(h("p", { class: "rb-meta", text: OPEN }));
      else if (Array.isArray(part[1])) box.append(h("ol", { class: "rb-timeline" }, part[1].map(function (line) { return entry(line[0], [h("p", { text: line[1] }), h("p", { class: "rb-meta", text: line[2] })]); })));
      else box.append.apply(box, written(part[1]));
    });
    return box;
  }

  /* Paper: the report, then what the client was told. */
  function sheets(incident, known) {
    var told = desk.inOrder(incident.updates, known).map(function (one) {
      return entry(one.at, [h("p", { text: desk.name(one.by, known) + (one.next_update_at ? ", next by " + one.next_update_at : "") })].concat(written(one.says || one.actions)));
    });
    return [h("h2", { text: "Incident report: " + incident.title }), shown(incident, known, "h3")].concat(
      told.length ? [h("h3", { text: "What the client was told" }), h("ol", { class: "rb-timeline" }, told)] : []);
  }

  desk.report = { parts: parts, markdown: markdown, shown: shown, sheets: sheets, entry: entry };
})();
