"""What happened, who was told when, what was decided, how it was closed (S3)."""

from typing import Any, Literal

from pydantic import model_validator

from runbinder.model.common import Part, Record, given, many, may, must, one_or_many
from runbinder.model.values import Day, Moment, Prose, Ref, Text

Urgency = Literal["urgent", "high", "medium", "low"]
Severity = Literal["critical", "high", "medium", "low"]
Status = Literal["acknowledged", "assessing", "reproducing", "isolating", "fixing", "monitoring", "resolved", "closed"]


class Reproduction(Part):
    """Whether the problem could be seen (S3-9)."""

    at: Moment = must("When somebody tried to see the problem.")
    result: Literal["reproduced", "not yet reproduced", "not needed"] = must("Whether the problem was seen in this attempt.")
    how: Prose | None = may("How it was tried, and whether a screenshare was offered.")


class Update(Part):
    """One message to the client (S3-14 to S3-24)."""

    at: Moment = must("When it was sent, to the minute.")
    by: Ref["person"] = must("The person who sent it.")
    to: tuple[Ref["person", "role", "organisation"], ...] = many("To whom; the reporter if left out.")
    over: Ref["channel"] | None = may("The channel it went out on.")
    message: Ref["message"] | None = may("Which message of the library it was made from.")
    says: Prose | None = may("What it said, to the letter or in short.")
    actions: Prose = must("What was done since the update before it.")
    next_steps: Prose | None = may("What comes next; missing only in the last one.")
    next_update_at: Moment | None = may("When the next one was promised.")
    cc: tuple[Ref["person", "role"], ...] = many("Who was in copy; the project manager always.")
    footnote: Text | None = may("A second issue that was seen, told last (S3-25).")
    may_surprise: bool = given(False, "Whether it might surprise or confuse (S3-22).")
    pm_consulted_at: Moment | None = may("When the project manager was asked.")
    pm_unreachable: bool = given(False, "That the project manager could not be reached.")
    client_called_at: Moment | None = may("When the client was called (S3-23).")


class Finding(Part):
    """Something learnt, as it stands in the ticket (S3-31)."""

    at: Moment = must("When it was learnt, to the minute.")
    by: Ref["person"] | None = may("The person who learnt it.")
    found: Prose = must("What was learnt, also when it leads nowhere.")


class DecisionEntry(Part):
    """A decision of the incident team (S0-8, S0-9; ISO 22301 8.4.3)."""

    at: Moment = must("When it was decided, to the minute.")
    decision: Prose = must("What was decided, and what was not.")
    decided_by: tuple[Ref["person", "role"], ...] = must("Everybody who took part in deciding.", min_length=1)
    joint: bool = must("Whether it was decided together with the customer.")
    customer_present: bool = must("Whether the customer was in the room.")
    why: Prose | None = may("The reasons, as they were known at the time.")


class Prevention(Part):
    """Something that keeps it from coming back (S3-35)."""

    action: Text = must("What is changed so that it does not come back.")
    owner: Ref["person", "role"] = must("Who sees to it that the change is made.")
    due: Day = must("The day by which the change has to be made.")
    done: Day | None = may("The day on which it was done; left out until then.")
    type: Literal["process", "habit", "technical"] = given("technical", "What is changed; process and habit come before people (S3-28).", alias="kind")


class Closure(Part):
    """The five closing steps, in their order (S3-32 to S3-42)."""

    impact_solved_at: Moment = must("1. When users could work again.")
    fixed_at: Moment | None = may("2. When the underlying issue was mended.")
    problem: Text | None = may("2. The problem record, where mending takes longer.")
    prevention_set_at: Moment = must("3. When the prevention was agreed.")
    documented_at: Moment = must("4. When report and documents were finished.")
    circulated_at: Moment = must("5. When the report went out.")
    cause: Prose = must("What led to it; a step, a part or a habit, never a person.")
    resolution: Prose = must("How it was put right, for now and for good.")
    prevention: tuple[Prevention, ...] = must("What keeps it from coming back.", min_length=1)
    no_improvement_because: Text | None = may("Why no process or habit had to change.")
    documents_updated: tuple[Text, ...] = must("Which documents were updated, or `none needed`.", min_length=1)
    closed_at: Moment = must("When the ticket was closed, after all five steps.")


class TimelineEntry(Part):
    """One line of a report's timeline: when, what, who (S3-39)."""

    at: Moment = must("When it happened, to the minute.")
    action: Prose = must("What was done or seen, in a sentence.")
    people: tuple[Ref["person", "role", "organisation"], ...] = must("Everybody who did it or saw it.", min_length=1)


class IncidentReport(Part):
    """What is written when an incident is over: eight headings, in this order (S3-37)."""

    date_of_incident: Day = must("The day on which it happened.")
    reporter: Ref["person"] = must("The person who first told us of it.")
    severity: Severity = must("How bad it was, from low to critical.")
    timeline: tuple[TimelineEntry, ...] = must("What was done, when and by whom, in order.", min_length=1)
    exposure: Prose = must("Who and what was affected, how badly, for how long.")
    root_cause: Prose = must("What is believed to lie behind it; never a person.")
    resolution: Prose = must("How it was put right, and when.")
    prevention: Prose = must("What keeps it from coming back or makes it less bad.")
    circulated_to: tuple[Ref["person", "role", "organisation"], ...] = many("Who got it: the client and the other maintainers (S3-40).")
    approved_by: Ref["person"] | None = may("The person who released the report.")


class Incident(Record):
    """One incident from the ticket to the report."""

    kind = "incident"
    title: Text = must("What was wrong, in the client's words.")
    service: Ref["service"] = must("The service that did not work as it should.")
    ticket: Text = must("The number under which it is filed, as INC-2026-1181.")
    ticket_system: Text | None = may("The system in which that number is found.")
    reported_at: Moment = must("When the first report came in.")
    reporter: Ref["person"] = must("The person who first told us of it.")
    customers_blocked: bool = given(False, "Whether customers are dissatisfied or can not go on (S3-5).")
    deadline_blocked: bool = given(False, "Whether it keeps an internal deadline from being met (S3-6).")
    workaround_exists: bool = given(False, "Whether people can work in another way meanwhile (S3-7).")
    urgency: Urgency = must("How soon it has to be dealt with; follows from the three answers before it.")
    urgency_reason: Text | None = may("Why another urgency was set than follows from the answers.")
    severity: Severity = must("How bad it is, on the scale that reports use.")
    acknowledged_at: Moment = must("When the client first heard from us.")
    status: Status = must("How far the work on it has come.")
    reproduction: tuple[Reproduction, ...] = many("Whether it could be seen; each attempt, in order.")
    isolated_at: Moment | None = may("When it was known where the cause lies.")
    workaround: Prose | None = may("What users can do until it is put right.")
    updates: tuple[Update, ...] = many("What the client was told, message by message.")
    findings: tuple[Finding, ...] = many("What was learnt on the way, and when.")
    decisions: tuple[DecisionEntry, ...] = many("What the incident team decided, and when.")
    concerns: tuple[Text, ...] = many("What stakeholders were worried about (S3-29).")
    client_chased: int = given(0, "How often the client had to ask (S3-20).", ge=0)
    closure: Closure | None = may("How it was brought to an end, step by step.")
    report: IncidentReport | None = may("The account under eight headings, once it is written.")

    @model_validator(mode="before")
    @classmethod
    def _single_attempt(cls, data: Any) -> Any:
        return one_or_many(data, "reproduction")


class WeeklyStatus(Record):
    """The project manager's weekly status; every open incident is in it (S3-18)."""

    kind = "weekly_status"
    week: Day = must("The Monday with which the week begins.")
    by: Ref["person"] = must("The person who sent it to the client.")
    sent: Moment = must("When it went out to the client.")
    to: tuple[Ref["person", "role", "organisation"], ...] = must("Everybody who got it.", min_length=1)
    incidents: tuple[Ref["incident"], ...] = many("The incidents that were open and are named in it.")
    says: Prose = must("What it said, to the letter or in short.")

    @property
    def title_text(self) -> str:
        return f"Week of {self.week:%d %B %Y}"


class MonitoringIssue(Record):
    """An alarm that somebody saw; whoever sees it owns it until it is addressed (S3-26)."""

    kind = "monitoring_issue"
    what: Text = must("What the alarm or the screen showed.")
    seen_by: Ref["person"] = must("The person who saw it first.")
    seen_at: Moment = must("When somebody first saw it, to the minute.")
    owner: Ref["person"] = must("Who answers for it until it is dealt with.")
    reported_at: Moment | None = may("When it was reported to somebody, if it was.")
    addressed_at: Moment | None = may("When it was dealt with, if it was.")
    incident: Ref["incident"] | None = may("The incident it turned into, if it did.")
