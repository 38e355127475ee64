/* rbComposer.when: times in the client's zone, offered and put into words as the example of the message has them. `time` is rbDesk.time(zone). */
(function () {
  "use strict";

  var MINUTE = 60000, DAY = 1440 * MINUTE;
  var DAYS = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?", MONTHS = "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
  var PIECES = new RegExp("\\b(?:(\\d\\d?[:.]\\d\\d)|(" + DAYS + ")|(\\d\\d?) (" + MONTHS + ")|(20\\d\\d)|(today|tomorrow)|([A-Z]{3,4}))\\b", "g");
  window.rbComposer = window.rbComposer || {};

  function parts(at, zone, options) {
    var found = {};
    new Intl.DateTimeFormat("en-GB", Object.assign({ timeZone: zone }, options)).formatToParts(new Date(at)).forEach(function (one) { found[one.type] = one.value; });
    return found;
  }

  function dayOf(wall) { return Math.floor(wall / DAY); }

  /* What is left of an example without its times and days: only these words may stand between them. */
  function plain(example) { return /^(?:[\s,]|\b(?:on|at|of|by)\b)*$/.test(example.replace(PIECES, "")); }

  /* "16:30 Wed 25 Nov" where the example is "09:00 Tue 3 Mar"; an example in other words is written as rbDesk.time says it. */
  function words(at, time, example, now) {
    var clock = new Date(time.wall(at)).toISOString().slice(11, 16), days = dayOf(time.wall(at)) - dayOf(time.wall(now)), seen = { clock: false, day: false, wrong: false };
    var long = parts(at, time.zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }), short = parts(at, time.zone, { weekday: "short", month: "short", timeZoneName: "short" });
    var made = example.replace(PIECES, function (all, hour, weekday, number, month, year, relative, zone) {
      if (hour) { seen.clock = true; return clock.replace(":", hour.indexOf(".") > 0 ? "." : ":"); }
      if (weekday) { seen.day = seen.day || days >= 0 && days < 7; return weekday.length > 4 ? long.weekday : short.weekday.slice(0, 3); }
      if (number) { seen.day = true; return long.day + " " + (month.length > 3 || month === "May" && /day\b/.test(example) ? long.month : short.month.slice(0, 3)); }
      if (year) return long.year;
      if (relative) { seen.day = true; seen.wrong = days !== 0 && days !== 1; return days ? "tomorrow" : "today"; }
      return zone ? short.timeZoneName : all;
    });
    /* A time without its day is clear on that day alone. */
    return plain(example) && seen.clock && !seen.wrong && (seen.day || days === 0) ? made : time.said(at);
  }

  /* A day as the example has it, or "25 November 2026". `day` is "2026-11-25". */
  function date(day, example) {
    var at = Date.parse(day + "T12:00:00Z"), shown = parts(at, "UTC", { weekday: "long", day: "numeric", month: "long", year: "numeric" }), whole = shown.day + " " + shown.month + " " + shown.year;
    if (!plain(example) || !new RegExp("\\d " + MONTHS).test(example)) return whole;
    return example.replace(PIECES, function (all, hour, weekday, number, month, year) {
      if (weekday) return weekday.length > 4 ? shown.weekday : shown.weekday.slice(0, 3);
      if (number) return shown.day + " " + (month.length > 3 ? shown.month : shown.month.slice(0, 3));
      return year ? shown.year : all;
    });
  }

  /* [{ name, at }]: now (not for a promise), in half an hour, in an hour, and the next two times of day of the standard. */
  function offers(now, time, known, promise) {
    var minute = Math.floor(now / MINUTE) * MINUTE, found = promise ? [] : [{ name: "Now", at: minute }];
    found.push({ name: "+30 min", at: minute + 30 * MINUTE }, { name: "+1 h", at: minute + 60 * MINUTE });
    for (var day = dayOf(time.wall(now)) * DAY, days = 0, slots = 0; days < 30 && slots < 2; days += 1, day += DAY) {
      if (!window.rbDesk.works(day, known.calendar)) continue;
      for (var i = 0; i < known.slots.length && slots < 2; i += 1) {
        var at = time.moment(day + (Number(known.slots[i].slice(0, 2)) * 60 + Number(known.slots[i].slice(3))) * MINUTE);
        if (at <= now) continue;
        found.push({ name: i === known.slots.length - 1 ? "End of day" : "Slot", at: at });
        slots += 1;
      }
    }
    return found;
  }

  window.rbComposer.when = { words: words, date: date, offers: offers };
})();
