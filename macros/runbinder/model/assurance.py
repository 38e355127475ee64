"""Exercises, audits and what they found."""

from typing import Literal

from runbinder.model.common import Part, Record, given, keyed, many, may, must
from runbinder.model.values import Day, Duration, Id, Moment, Prose, Ref, Text


class AuditFinding(Record):
    """What an auditor or an exercise found, and what became of it."""

    kind = "audit_finding"
    type: Literal["major nonconformity", "minor nonconformity", "observation", "opportunity"] = must(
        "How serious it is; a nonconformity breaks a requirement, the others do not.", alias="kind"
    )
    statement: Prose = must("What was seen; the first line becomes its title.")
    evidence: Text | None = may("What showed it: a log, a page, somebody's answer.")
    about: Text | None = may("The record it is about, as `procedure:restore-test`.")
    class_: Literal["customer support", "communications infrastructure", "people", "documentation", "technical", "contract"] | None = may(
        "In which area the weakness lies (S1-28).", alias="class"
    )
    owner: Ref["role", "person"] = must("Who sees to it that it is dealt with.")
    due: Day | None = may("The day by which it has to be dealt with.")
    response: Prose | None = may("What was done; an observation needs an answer too (S2-15).")
    status: Literal["open", "in progress", "closed", "risk accepted"] = must("How far the work on it has come.")
    closed: Day | None = may("The day on which nothing was left to do.")
    verified_by: Ref["person"] | None = may("Who checked that it is mended.")

    @property
    def title_text(self) -> str:
        return f"{self.type.capitalize()}: {self.statement.splitlines()[0]}"


class Participant(Part):
    """Somebody who took part, and for whom."""

    who: Ref["person", "role"] = must("The person who took part, or the role where no name is known.")
    as_: Text | None = may("In which part: incident manager, customer seat, third party. The title of a role says that it is tried. Who only looks on has one of these words: auditor, did not speak, facilitator, host, observer, timekeeper, trainer.", alias="as")


class Objective(Part):
    """Something an exercise had to show."""

    objective: Text = must("What had to be shown, so that one can say whether it was.")
    result: Literal["met", "partly met", "not met"] | None = may("Whether it was shown; left out until the exercise is over.")
    note: Text | None = may("What was seen that explains the result.")


class Issue(Part):
    """Something to sort out that an exercise brought up (S0-12)."""

    issue: Text = must("What came up that somebody has to sort out.")
    resolution: Text | None = may("How it was sorted out, in a sentence.")
    resolved: Day | None = may("The day on which it was sorted out; left out while it is open.")
    finding: Ref["audit_finding"] | None = may("The audit finding that carries it on, where it is not sorted out yet.")


class Exercise(Record):
    """A rehearsal: from a desk check to a handover to strangers (ISO 22301 8.5)."""

    kind = "exercise"
    title: Text = must("A short name that tells it from other exercises.")
    type: Literal["call tree", "communications", "tabletop", "walkthrough", "functional", "simulation", "full", "handover rehearsal", "cold read", "restore", "credential retrieval"] = must("How it is rehearsed, from ringing through a list to handing over to strangers.", alias="kind")
    scope: Prose = must("What it covers, and what it leaves out.")
    covers: tuple[Ref["procedure", "contact_tree", "scenario", "message", "service", "role", "channel", "credential", "asset", "site", "organisation"], ...] = many("Every record that was tried in it.")
    plans: tuple[Literal["transition", "incident team", "communications", "dispute protocol", "recovery"], ...] = many(
        "Which of the client's plans were tried in it."
    )
    method: Prose | None = may("How it is run: who plays what, where, with what.")
    planned: Day = must("For when it is or was planned.")
    starts: Moment | None = may("When it began, with the time of day.")
    ends: Moment | None = may("When it was over, with the time of day.")
    participants: tuple[Participant, ...] = many("Who took part; the customer seat and a third party among them (S0-10).")
    without: tuple[Ref["person", "organisation", "channel", "asset", "site"], ...] = many("Who or what was assumed to be gone.")
    objectives: tuple[Objective, ...] = many("What it has to show, each with what came out.")
    injects: tuple[Text, ...] = many("Surprises that are brought in on the way, in order.")
    result: Literal["passed", "passed with findings", "failed"] | None = may("How it came out; missing while it is planned.")
    took: Duration | None = may("The recovery time that was demonstrated.")
    story: Prose | None = may("What happened, in the order in which it happened.")
    issues: tuple[Issue, ...] = many("What came up, each with how it was sorted out.")
    findings: dict[Id, AuditFinding] = keyed("What was found wrong or missing, each with an owner.")
    no_findings: bool = given(False, "That there was nothing to find, said on purpose.")
    report: Text | None = may("Where the written account of it is kept.")
    evidence: Text | None = may("What shows that it took place: logs, photographs, recordings.")


class Audit(Record):
    """Somebody looked, by criteria, and said what they saw (ISO 22301 9.2)."""

    kind = "audit"
    title: Text = must("A short name that tells it from other audits.")
    subjects: tuple[Literal["binder completeness", "binder clarity", "policies", "procedures", "performance", "security and data handling"], ...] = must("What was audited (S2-14, S2-23, S2-24).", min_length=1)
    auditor: Ref["person"] = must("The person who looked and wrote the conclusion.")
    of: Ref["organisation"] = must("The organisation that the auditor works for.")
    independent_of: tuple[Ref["organisation"], ...] = many("Organisations on which the auditor does not depend.")
    provider_in_scope: bool = given(False, "Whether the provider was part of it (S2-3).")
    criteria: Text = must("The standard or list that the subjects were measured against.")
    on: Day = must("The day of the audit; the last one, where it took several.")
    sample: Prose | None = may("Which records, places and people were looked at.")
    result: Literal["passed", "passed with findings", "failed"] = must("How it came out as a whole.")
    conclusion: Prose | None = may("What the auditor wrote at the end, in short.")
    items_searched: int | None = may("In a cold read: how many things had to be found.", ge=0)
    items_found: int | None = may("In a cold read: how many were found in time.", ge=0)
    findings: dict[Id, AuditFinding] = keyed("What the auditor wrote up, each with an owner.")
    report: Text | None = may("Where the auditor's full text is kept.")
