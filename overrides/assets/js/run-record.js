/* window.rbRuns.record and .text: a run as `runbinder record` files it, and as one pastes it into a ticket. `page` is what the procedure says:
   { client, procedure, title, minutes, stated, steps: [{ number, do, minutes }] }. */
(function () {
  "use strict";

  var clock = window.rbRuns.clock;

  function duration(minutes) { return minutes ? clock.plan(minutes * 60000, minutes >= 10) : ""; }

  /* The words of a step are those that were on the page when it was ticked. */
  function steps(run, page) {
    var took = {};
    clock.steps(run).forEach(function (one) { took[one.number] = one.took; });
    return page.steps.map(function (step) {
      var kept = run.steps[step.number] || {};
      return {
        step: step.number, do: kept.do || step.do, done: kept.at ? undefined : false, at: kept.at && clock.stamp(kept.at), took: kept.at && clock.plan(took[step.number]),
        stated: duration(step.minutes), wrong: kept.wrong || undefined, note: kept.note
      };
    });
  }

  function pauses(run, end) {
    var begin = new Date(run.started).getTime(), away = end - begin - clock.worked(run, begin, end);
    return away >= 30000 ? clock.plan(away, true) : "";
  }

  /* What cannot be filed without. */
  function missing(run) {
    var wrong = Object.keys(run.steps).filter(function (number) { return run.steps[number].wrong; });
    return [
      !run.by && "who did it" + (run.name ? " (" + run.name + " first has to be among the people of the binder)" : ""), !run.of && "for which organisation",
      !run.result && "the result", run.kind === "test" && !run.how && "how it was tried",
      run.result === "passed" && wrong.length && "what became of step " + wrong.join(", ") + ", which went wrong: then it passed with findings, or failed"
    ].filter(Boolean);
  }

  function record(run, page) {
    var end = new Date(run.ended).getTime();
    return window.rbDesk.yaml.write({
      record: "run", client: page.client, procedure: page.procedure, title: page.title, digest: run.digest, kind: run.kind, how: run.kind === "real" ? "live" : run.how,
      by: run.by || run.name, organisation: run.of, started: clock.stamp(run.started), finished: clock.stamp(run.ended), took: clock.plan(clock.total(run, end), true),
      stated: duration(page.minutes), paused: pauses(run, end), result: run.result, found: run.found, evidence: run.ref, steps: steps(run, page)
    });
  }

  function text(run, page, now) {
    var end = run.ended ? new Date(run.ended).getTime() : now, away = pauses(run, end), lines = [
      page.title + " (" + page.procedure + ", version " + run.digest.slice(0, 8) + ")",
      (run.kind === "real" ? "Real run" : "Test" + (run.how ? ", " + run.how : "")) + " by " + (run.byName || run.name || "?") + (run.ofName ? ", " + run.ofName : ""),
      "Started " + clock.stamp(run.started) + (run.ended ? ", finished " + clock.stamp(run.ended) : ", not finished"),
      "Took " + clock.plan(clock.total(run, now), true) + (away ? ", without pauses of " + away : "") + (page.stated ? "; stated " + page.stated : ""),
      "Result: " + (run.result || "not said yet")
    ];
    if (run.found) lines.push("Found: " + run.found);
    if (run.ref) lines.push("Reference: " + run.ref);
    return lines.concat("", steps(run, page).map(function (one) {
      var did = (one.at ? "[x] " : "[ ] ") + one.step + ". " + one.do + (one.at ? " - " + one.at.slice(11, 16) + ", " + one.took : "");
      return did + (one.wrong ? " - WENT WRONG" : "") + (one.note ? " - " + one.note : "");
    })).join("\n") + "\n";
  }

  window.rbRuns.record = record;
  window.rbRuns.text = text;
  window.rbRuns.missing = missing;
})();
