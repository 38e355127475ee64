/* rbDesk.lists: the lists of an incident - what happened, what was said, what was tried - each line to be changed or removed. */
(function () {
  "use strict";

  var desk = window.rbDesk = window.rbDesk || {}, h = desk.h;

  desk.lists = function (root, known, changed) {
    var incident = null;

    function name(one) { return desk.name(one, known); }

    function show(now) {
      incident = now;
      list("timeline", incident.timeline, function (one) { return [h("p", { text: one.action }), h("p", { class: "rb-meta", text: (one.people || []).map(name).join(", ") })]; }, true);
      list("updates", incident.updates, function (one) { return [h("p", { class: "rb-desk__text", text: one.says || one.actions }), h("p", { class: "rb-meta", text: name(one.by) + (one.next_update_at ? ", next by " + one.next_update_at : "") })]; }, false);
      list("reproduction", incident.reproduction, function (one) { return [h("p", { text: one.result + (one.how ? ": " + one.how : "") })]; }, true);
      var measures = root.querySelector('[data-list="prevention"]');
      measures.replaceChildren.apply(measures, incident.prevention.map(function (one) { return h("li", { text: one.action + ": " + name(one.owner) + ", " + one.due + ", " + one.kind + " " }, [remove("prevention", one)]); }));
    }

    function list(field, items, words, change) {
      var place = root.querySelector('[data-list="' + field + '"]');
      if (place.contains(document.activeElement) && document.activeElement.tagName !== "BUTTON") return;  // somebody is writing in it
      place.replaceChildren.apply(place, desk.inOrder(items, known).map(function (one) {
        return desk.report.entry(one.at, words(one).concat(change ? h("p", {}, [field === "timeline" ? amend(one) : null, " ", remove(field, one)]) : []));
      }));
    }

    function remove(field, one) {
      return h("button", { type: "button", class: "rb-desk__small", text: "Remove", "aria-label": "Remove: " + (one.action || one.how || one.at), on: { click: function () {
        if (!confirm("Remove this line?")) return;
        incident[field] = incident[field].filter(function (other) { return other.id !== one.id; });
        changed();
      } } });
    }

    function amend(one) {
      return h("button", { type: "button", class: "rb-desk__small", text: "Change", "aria-label": "Change: " + one.action, on: { click: function (event) {
        var row = event.target.closest("li"), time = h("input", { type: "datetime-local", "aria-label": "Time", value: one.at.slice(0, 16).replace(" ", "T") }), words = h("textarea", { rows: 3, "aria-label": "What happened", value: one.action });
        row.replaceChildren(time, words, h("button", { type: "button", text: "Keep it", on: { click: function () {
          one = incident.timeline.find(function (other) { return other.id === one.id; }) || one;
          one.at = time.value ? time.value.replace("T", " ") : one.at;
          one.action = words.value.trim() || one.action;
          changed();
        } } }));
        words.focus();
      } } });
    }

    return { show: show };
  };
})();
