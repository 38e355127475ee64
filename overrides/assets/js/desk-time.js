/* rbDesk.time: moments in the client's zone, without a library. A moment is milliseconds, as of Date; its wall clock is the same figure as if
   the client's clock were Greenwich's, so that it can be counted with. Written down it is "2026-11-21 16:30", as plans have it. */
(function () {
  "use strict";

  var HOUR = 3600000, DAY = 24 * HOUR;
  window.rbDesk = window.rbDesk || {};

  function pad(number) { return (number < 10 ? "0" : "") + number; }

  window.rbDesk.time = function (zone) {
    var figures = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
    var short = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" });

    /* What the client's clock shows. */
    function wall(moment) {
      var at = {};
      figures.formatToParts(new Date(moment)).forEach(function (one) { at[one.type] = Number(one.value); });
      return Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second);
    }

    function offset(moment) {
      var whole = Math.floor(moment / 1000) * 1000;
      return wall(whole) - whole;
    }

    /* The moment at which the clock shows this. Of an hour that comes twice the first; an hour that is left out counts on from before it. */
    function moment(shown) {
      var before = shown - offset(shown - DAY), after = shown - offset(before);
      if (offset(before) === shown - before) return before;
      return offset(after) === shown - after ? after : before;
    }

    function text(at) {
      var shown = Math.floor(wall(at) / 60000) * 60000, minute = new Date(shown).toISOString().slice(0, 16).replace("T", " ");
      if (moment(shown) === Math.floor(at / 60000) * 60000) return minute;
      var east = Math.round(offset(at) / 60000), size = Math.abs(east);  // the second time round: the clock alone does not say which
      return minute + (east < 0 ? "-" : "+") + pad(Math.floor(size / 60)) + ":" + pad(size % 60);
    }

    function read(words) {
      var found = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::\d\d)?(?:([+-])(\d\d):(\d\d)|Z)?$/.exec((words || "").trim());
      if (!found) return NaN;
      var shown = Date.UTC(found[1], found[2] - 1, found[3], found[4], found[5]);
      if (found[6]) return shown - (found[6] === "-" ? -1 : 1) * (found[7] * 60 + Number(found[8])) * 60000;
      return /Z$/.test(words) ? shown : moment(shown);
    }

    /* "16:30 GMT, Friday 20 November": what one says to somebody. */
    function said(at) {
      var name = short.formatToParts(new Date(at)).find(function (one) { return one.type === "timeZoneName"; }).value;
      var day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "long", day: "numeric", month: "long" }).format(new Date(at)).replace(",", "");
      return new Date(wall(at)).toISOString().slice(11, 16) + " " + name + ", " + day;
    }

    /* "16:30", and the day where it is another one than that of `now`. */
    function brief(at, now) {
      var shown = new Date(wall(at)).toISOString(), day = new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short" }).format(new Date(at)).replace(",", "");
      return (shown.slice(0, 10) === new Date(wall(now)).toISOString().slice(0, 10) ? "" : day + ", ") + shown.slice(11, 16);
    }

    return { zone: zone, wall: wall, moment: moment, text: text, read: read, said: said, brief: brief };
  };

  /* "2 days 3 h", "1 h 05 min", "0:42": as fine as it matters. */
  window.rbDesk.span = function (length) {
    var seconds = Math.floor(Math.abs(length) / 1000), minutes = Math.floor(seconds / 60), hours = Math.floor(minutes / 60);
    if (hours >= 48) return Math.floor(hours / 24) + " days " + hours % 24 + " h";
    if (hours) return hours + " h " + pad(minutes % 60) + " min";
    return minutes >= 10 ? minutes + " min" : minutes + ":" + pad(seconds % 60) + " min";
  };
})();
