/* window.rbRuns.clock: how long somebody worked at a run, and at each of its steps. Paused time is not counted.

   A run: { id, digest, minutes, kind, by, name, of, started, ended, pauses: [{ id, from, to }], steps: { "1": { do, at, note, wrong } }, result,
   how, found, ref }. Points in time are in ISO form, in UTC; empty texts are what has not happened yet. */
(function () {
  "use strict";

  var MINUTE = 60000;

  function pad(number) { return (number < 10 ? "0" : "") + number; }

  function ms(text) { return new Date(text).getTime(); }

  /* As the clock on the wall says it, with its distance from UTC: nobody has to know where this computer stood. */
  function stamp(text) {
    var at = new Date(text), off = -at.getTimezoneOffset(), far = Math.abs(off);
    return wall(text).replace("T", " ") + ":" + pad(at.getSeconds()) + (off < 0 ? "-" : "+") + pad(Math.floor(far / 60)) + ":" + pad(far % 60);
  }

  /* The form that fields for a date and a time take. */
  function wall(text) {
    var at = new Date(text);
    return at.getFullYear() + "-" + pad(at.getMonth() + 1) + "-" + pad(at.getDate()) + "T" + pad(at.getHours()) + ":" + pad(at.getMinutes());
  }

  /* Milliseconds between two points, less the pauses; two tabs may have paused at once, and that is one pause. */
  function worked(run, from, to) {
    var left = to - from, end = from;
    run.pauses.map(function (one) { return [ms(one.from), one.to ? ms(one.to) : to]; }).sort(function (one, other) { return one[0] - other[0]; }).forEach(function (pause) {
      var begin = Math.max(pause[0], end), until = Math.min(pause[1], to);
      if (until > begin) {
        left -= until - begin;
        end = until;
      }
    });
    return Math.max(left, 0);
  }

  function paused(run) { return run.pauses.some(function (one) { return !one.to; }); }

  function total(run, now) {
    return run.started ? worked(run, ms(run.started), run.ended ? ms(run.ended) : now) : 0;
  }

  /* Steps that are done, in the order of the clock, each with the time since the one before. */
  function steps(run) {
    var before = ms(run.started);
    return Object.keys(run.steps).filter(function (number) { return run.steps[number].at; }).sort(function (one, other) {
      return ms(run.steps[one].at) - ms(run.steps[other].at) || one - other;
    }).map(function (number) {
      var at = ms(run.steps[number].at), took = worked(run, before, at);
      before = Math.max(at, before);
      return { number: Number(number), took: took };
    });
  }

  /* A clock that runs says whole minutes that are over; what it has taken is rounded. */
  function words(time, over) {
    var minutes = time < MINUTE ? 0 : Math[over ? "round" : "floor"](time / MINUTE), hours = Math.floor(minutes / 60);
    return minutes ? (hours ? hours + " h " : "") + (minutes % 60 || !hours ? minutes % 60 + " min" : "") : Math.floor(time / 1000) + " s";
  }

  /* A length of time as plans have it; what takes less than ten minutes to the tenth of one, a total in whole ones. */
  function plan(time, whole) {
    var minutes = time / MINUTE, round = Math.max(Math.round(minutes), 1);
    if (!whole && minutes < 10) return Math.max(Math.round(minutes * 10) / 10, 0.1) + "m";
    return (round >= 60 ? Math.floor(round / 60) + "h" : "") + (round >= 60 && round % 60 ? " " : "") + (round % 60 ? round % 60 + "m" : "");
  }

  /* A time of day that somebody corrects: the last such time that was not after `now`, and never before the start. */
  function corrected(run, clock, now) {
    var at = new Date(now), parts = clock.split(":");
    at.setHours(parts[0], parts[1], 0, 0);
    if (at.getTime() > now) at.setDate(at.getDate() - 1);
    return new Date(Math.max(at.getTime(), ms(run.started))).toISOString();
  }

  window.rbRuns = window.rbRuns || {};
  window.rbRuns.clock = { stamp: stamp, wall: wall, worked: worked, paused: paused, total: total, steps: steps, words: words, plan: plan, corrected: corrected };
})();
