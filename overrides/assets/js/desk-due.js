/* rbDesk.due: when the client has to hear next. The same reading of the standard as macros/runbinder/analysis/silence.py, whose first lines
   say what counts; a test compares the two. `known` is what the page says of the standard, the calendar and the zone. */
(function () {
  "use strict";

  var MINUTE = 60000, DAY = 24 * 60 * MINUTE, FAR = 400;
  var WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  window.rbDesk = window.rbDesk || {};

  function clock(words) { return (Number(words.slice(0, 2)) * 60 + Number(words.slice(3, 5))) * MINUTE; }

  function dayOf(wall) { return Math.floor(wall / DAY) * DAY; }

  window.rbDesk.works = function (day, calendar) {
    var date = new Date(day).toISOString().slice(0, 10);
    return calendar.days.indexOf(WEEKDAYS[new Date(day).getUTCDay()]) >= 0 && calendar.holidays.indexOf(date) < 0;
  };

  /* The wall clock when so much working time has passed: the first minute of which that is true, or with `last` the last one. */
  function worked(from, amount, calendar, last) {
    var day = dayOf(from);
    for (var days = 0; days < FAR; days += 1, day += DAY) {
      if (!window.rbDesk.works(day, calendar)) continue;
      var start = Math.max(from, day + clock(calendar.starts)), length = day + clock(calendar.ends) - start;
      if (length <= 0) continue;
      if (amount < length || amount === length && !last) return start + amount;
      amount -= length;
    }
    return Infinity;
  }

  /* When the interval of a rule is over; all hours count until `calm`, working hours after that. */
  function after(since, amount, rule, calm, known, last) {
    if (rule.every * MINUTE >= DAY) return since + amount;
    var awake = rule.night ? Math.max(since, calm) : since;
    if (since + amount < awake || since + amount === awake && !last) return since + amount;
    return known.time.moment(worked(known.time.wall(awake), amount - (awake - since), known.calendar, last));
  }

  /* The first time of day, of this day or a later one, at which news is due and has not come: [due, the last minute that is in time, why]. */
  function timeOfDay(news, rule, known) {
    var wall = news.map(known.time.wall), opened = wall[0], latest = wall[wall.length - 1], end = clock(known.standard.end_of_day);
    var clocks = Array.from(new Set(rule.slots.map(clock).concat(end))).sort(function (one, other) { return one - other; });
    for (var days = 0, day = dayOf(latest); days < FAR; days += 1, day += DAY) {
      if (!window.rbDesk.works(day, known.calendar)) continue;
      var today = wall.filter(function (one) { return dayOf(one) === day; }), begin = day - known.standard.slack * MINUTE, met = true;
      for (var i = 0; i < clocks.length; i += 1) {
        var due = day + clocks[i], last = clocks[i] === end ? due : due + known.standard.slack * MINUTE;
        met = today.some(function (one) { return begin < one && one <= last; });
        if (!met && latest <= last) return [due, last, clocks[i] === end ? "end of day" : "time of day"];
        begin = last;
      }
      if (met && rule.per_day > today.length && dayOf(opened) < day) return [day + end, day + DAY - MINUTE, rule.per_day + " a day"];
    }
    return null;
  }

  /* { at, why: what comes next; late: the last minute that the standard lets pass; limit: that, or the promised time if it is sooner; over: the limit has passed;
       skipped, skips: how many intervals were let pass, and how many may be }. Null for an incident that is closed.
     incident: reported_at, acknowledged_at, urgency, status, updates [{ at, message, next_update_at }], closure; times as text. */
  window.rbDesk.due = function (incident, known, now) {
    var read = known.time.read;
    if (incident.status === "closed") return null;
    if (!incident.acknowledged_at) {
      var first = read(incident.reported_at) + known.acknowledge_within * MINUTE;
      return isNaN(first) ? null : { at: first, late: first, limit: first, over: now > first, why: "acknowledgement", skipped: 0, skips: 0 };
    }
    var rule = known.standard.urgencies[incident.urgency || "urgent"];
    var updates = incident.updates.filter(function (one) { return !isNaN(read(one.at)); });
    var news = updates.map(function (one) { return read(one.at); }).concat(read(incident.acknowledged_at)).filter(function (one) { return !isNaN(one); });
    news.sort(function (one, other) { return one - other; });
    var since = news[news.length - 1], candidates = [], skipped = 0;
    if (!rule || isNaN(since)) return null;
    var calming = updates.some(function (one) { return read(one.at) === since && known.messages[one.message] && known.calm.indexOf(known.messages[one.message].kind) >= 0; });
    var solved = read(incident.closure && incident.closure.impact_solved_at), calm = calming ? since : isNaN(solved) ? Infinity : solved;
    if (rule.every) {
      var step = rule.every * MINUTE, allowed = step * (rule.skips + 1);
      while (skipped < rule.skips && now > after(since, step * (skipped + 1), rule, calm, known, false)) skipped += 1;
      candidates.push({ at: after(since, step * (skipped + 1), rule, calm, known, false), late: after(since, allowed, rule, calm, known, true), why: "every " + window.rbDesk.length(rule.every) });
    }
    var slot = rule.every * MINUTE >= DAY ? null : timeOfDay(news, rule, known);
    if (slot) candidates.push({ at: known.time.moment(slot[0]), late: known.time.moment(slot[1]), why: slot[2] });
    var promised = Math.max.apply(null, updates.filter(function (one) { return read(one.at) === since; }).map(function (one) { return read(one.next_update_at) || -Infinity; }).concat(-Infinity));
    var late = Math.min.apply(null, candidates.map(function (one) { return one.late; }).concat(Infinity));
    if (promised > since) candidates.push({ at: promised, late: promised, why: "promised" });
    if (!candidates.length) return null;
    candidates.sort(function (one, other) { return one.at - other.at; });
    var next = candidates[0], limit = Math.min(late, promised > since ? promised : Infinity);
    return { at: next.at, why: next.why, late: late, limit: limit, over: now > limit, skipped: skipped, skips: rule.skips };
  };

  /* "1 h", "7 days": a length in minutes, in words. */
  window.rbDesk.length = function (minutes) {
    if (minutes % 1440 === 0) return minutes / 1440 + (minutes === 1440 ? " day" : " days");
    return minutes % 60 === 0 ? minutes / 60 + " h" : minutes + " min";
  };
})();
