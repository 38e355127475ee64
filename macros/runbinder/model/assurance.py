"""Exercises, audits and what they found."""

from typing import Literal

from runbinder.model.common import Part, Record, given, keyed, many, may, must
from runbinder.model.values import Day, Duration, Id, Moment, Prose, Ref, Text


class AuditFinding(Record):
    """What an auditor or an exercise found, and what became of it."""

    kind = "audit_finding"
    type: Literal["major nonconformity", "minor nonconformity", "observation", "opportunity"] = must("How bad.", alias="kind")
    statement: Prose = must("What was found.")
    evidence: Text | None = may("What showed it.")
    about: Text | None = may("The record it is about, as `procedure:restore-test`.")
    class_: Literal["customer support", "communications infrastructure", "people", "documentation", "technical", "contract"] | None = may("Which weakness (S1-28).", alias="class")
    owner: Ref["role", "person"] = must("Who deals with it.")
    due: Day | None = may("By when.")
    response: Prose | None = may("What was done; an observation needs an answer too (S2-15).")
    status: Literal["open", "in progress", "closed", "risk accepted"] = must("Where it stands.")
    closed: Day | None = may("When it was closed.")
    verified_by: Ref["person"] | None = may("Who checked that it is mended.")

    @property
    def title_text(self) -> str:
        return f"{self.type.capitalize()}: {self.statement.splitlines()[0]}"


class Participant(Part):
    """Somebody who took part, and for whom."""

    who: Ref["person", "role"] = must("Who.")
    as_: Text | None = may("In which part: incident manager, customer seat, observer, third party.", alias="as")


class Objective(Part):
    """Something an exercise had to show."""

    objective: Text = must("What had to be shown.")
    result: Literal["met", "partly met", "not met"] | None = may("What came out.")
    note: Text | None = may("What was seen.")


class Issue(Part):
    """Something to sort out that an exercise brought up (S0-12)."""

    issue: Text = must("What.")
    resolution: Text | None = may("How it was sorted out.")
    resolved: Day | None = may("When.")
    finding: Ref["audit_finding"] | None = may("The finding that carries it on.")


class Exercise(Record):
    """A rehearsal: from a desk check to a handover to strangers (ISO 22301 8.5)."""

    kind = "exercise"
    title: Text = must("What it is called.")
    type: Literal["call tree", "communications", "tabletop", "walkthrough", "functional", "simulation", "full", "handover rehearsal", "cold read", "restore", "credential retrieval"] = must("What sort.", alias="kind")
    scope: Prose = must("What it covers, whole or in part.")
    covers: tuple[Ref["procedure", "contact_tree", "scenario", "message", "service", "role", "channel", "credential", "asset", "site", "organisation"], ...] = many("Records it tried.")
    plans: tuple[Literal["transition", "incident team", "communications", "dispute protocol", "recovery"], ...] = many("Plans it tried.")
    method: Prose | None = may("How it is run.")
    planned: Day = must("For when it is or was planned.")
    starts: Moment | None = may("When it began.")
    ends: Moment | None = may("When it ended.")
    participants: tuple[Participant, ...] = many("Who took part; the customer seat and a third party among them (S0-10).")
    without: tuple[Ref["person", "organisation", "channel", "asset", "site"], ...] = many("Who or what was assumed to be gone.")
    objectives: tuple[Objective, ...] = many("What it had to show.")
    injects: tuple[Text, ...] = many("What was thrown in.")
    result: Literal["passed", "passed with findings", "failed"] | None = may("How it came out; missing while it is planned.")
    took: Duration | None = may("Demonstrated recovery time.")
    story: Prose | None = may("What happened.")
    issues: tuple[Issue, ...] = many("What it brought up.")
    findings: dict[Id, AuditFinding] = keyed("What it found.")
    no_findings: bool = given(False, "That there was nothing to find, said on purpose.")
    report: Text | None = may("Where the report is.")
    evidence: Text | None = may("Logs, photographs, recordings.")


class Audit(Record):
    """Somebody looked, by criteria, and said what they saw (ISO 22301 9.2)."""

    kind = "audit"
    title: Text = must("What it is called.")
    subjects: tuple[Literal["binder completeness", "binder clarity", "policies", "procedures", "performance", "security and data handling"], ...] = must("What was audited (S2-14, S2-23, S2-24).", min_length=1)
    auditor: Ref["person"] = must("Who audited.")
    of: Ref["organisation"] = must("For which organisation.")
    independent_of: tuple[Ref["organisation"], ...] = many("Of whom the auditor is independent.")
    provider_in_scope: bool = given(False, "Whether the provider was part of it (S2-3).")
    criteria: Text = must("By which criteria.")
    on: Day = must("When.")
    sample: Prose | None = may("What was looked at.")
    result: Literal["passed", "passed with findings", "failed"] = must("How it came out.")
    conclusion: Prose | None = may("What the auditor wrote.")
    items_searched: int | None = may("In a cold read: how many things had to be found.", ge=0)
    items_found: int | None = may("In a cold read: how many were found in time.", ge=0)
    findings: dict[Id, AuditFinding] = keyed("What was found.")
    report: Text | None = may("Where the report is.")
