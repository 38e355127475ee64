"""Messages written and approved before they are needed, and the standard by which incidents are talked about."""

import re
from datetime import time
from typing import Any, Literal

from pydantic import model_validator

from runbinder.model.common import Part, Record, expand, given, keyed, many, may, must, one_or_many
from runbinder.model.control import Capacity, Classification, Document
from runbinder.model.values import Clock, Day, Duration, Prose, Ref, Text

VARIABLE = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
# What every message may use without asking for it: the binder knows it.
KNOWN = ("client_name", "provider_name", "project_manager", "help_desk")

MessageKind = Literal[
    "acknowledgement", "investigating", "identified", "update", "workaround", "monitoring", "resolved", "cannot_reproduce_yet",
    "surprise_update", "additional_issue_footnote", "incident_report_cover", "weekly_status", "planned_transition_notice",
    "provider_failure_notice_client", "provider_failure_notice_end_customer", "data_breach_processor_to_controller",
    "data_breach_regulator", "data_breach_data_subjects", "regulator_early_warning", "media_holding_statement",
    "social_media_post", "social_media_reply", "staff_briefing", "ivr_script", "sms", "call_tree_script", "invocation_notice",
    "seat_suspension_notice", "stand_down", "supplier_activation", "exercise_prefix",
]
Form = Literal["email", "sms", "ivr", "status page", "social media", "media", "portal", "phone", "briefing", "print", "letter"]
Audience = Literal["client", "end customers", "staff", "suppliers", "media", "public", "regulator", "data subjects", "incident team", "lawyers"]
Element = Literal[
    "acknowledgement", "what happened", "impact", "what we are doing", "what you can do", "next update", "contact", "apology",
    "screenshare", "footnote", "investigating",
]


class Asked(Part):
    """A variable of a message: what is asked of the sender."""

    short = "type"
    type: Literal["text", "sentence", "list", "time", "times", "date", "number", "phone", "url", "name"] = must("What sort of answer.")
    example: Text | None = may("A plausible answer, as long as the longest.")
    required: bool = given(True, "Whether the message can go without it.")
    source: Text | None = may("Where the answer is found.")
    classification: Classification = given("client", "Who may read the answer.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class MessageApproval(Part):
    """Management approved this very text (S1-21); the digest ties the approval to it."""

    by: Ref["person"] = must("Who.")
    as_: Capacity = must("In which capacity.", alias="as")
    on: Day = must("When.")
    expires: Day | None = may("Until when.")
    digest: Text | None = may("Digest of the text and variables that were approved.")


class Use(Part):
    """Who may send it without asking again."""

    by: tuple[Ref["role"], ...] = must("Which roles.", min_length=1)
    up_to: Literal["critical", "high", "medium", "low"] = given("critical", "Up to which severity.")
    only: Prose | None = may("Under which conditions.")


class Translation(Part):
    """The message in another language."""

    language: Text = must("Which.")
    subject: Text | None = may("Subject line.")
    text: Prose = must("Text.")


class Message(Record):
    """A message template; its variables are `{{name}}` and every one of them is asked for."""

    kind = "message"
    title: Text = must("What it says, in a few words.")
    type: MessageKind = must("Which kind of message it is.", alias="kind")
    to: tuple[Audience, ...] = must("To whom.", min_length=1)
    channels: tuple[Form, ...] = must("In which forms it goes out.", min_length=1)
    when: Prose | None = may("When to send it.")
    scenarios: tuple[Text, ...] = many("For which scenarios.")
    subject: Text | None = may("Subject line of a mail.")
    text: Prose = must("The text.")
    asks: dict[str, Asked] = keyed("Its variables and what sort of answer each needs.")
    contains: tuple[Element, ...] = many("Which elements the text has.")
    final: bool = given(False, "The last message of an incident: no next update is promised.")
    internal: bool = given(False, "Not for anybody outside.")
    sender: Ref["role"] | None = may("Who sends it.")
    use: Use | None = may("Who may send it without asking again.")
    do_not_say: tuple[Text, ...] = many("What must not be said with it.")
    reading_level: Text | None = may("For whom it must be readable.")
    max_length: int | None = may("Longest text, in characters.", gt=0)
    approved: tuple[MessageApproval, ...] = many("Who approved this text.")
    author: Ref["person"] | None = may("Who wrote it.")
    translations: tuple[Translation, ...] = many("Other languages.")
    rehearsed: Day | None = may("When it was last used in an exercise.")

    @model_validator(mode="before")
    @classmethod
    def _one_will_do(cls, data: Any) -> Any:
        return one_or_many(one_or_many(data, "approved"), "to")

    @property
    def variables(self) -> tuple[str, ...]:
        """Names used in subject and text, in order of appearance."""
        return tuple(dict.fromkeys(VARIABLE.findall(f"{self.subject or ''} {self.text}")))


class UrgencyRule(Part):
    """How urgent a ticket is, and how often the client hears of it (S3-5 to S3-8, S3-15 to S3-17)."""

    when: tuple[Text, ...] = must("What makes a ticket this urgent.", min_length=1)
    every: Duration | None = may("Time between updates.")
    skips: int = given(0, "How many updates in a row may be skipped.", ge=0)
    slots: tuple[Clock, ...] = many("Times of day at which an update is due.")
    per_day: int | None = may("Updates per working day.", gt=0)
    outside_hours: Text | None = may("What holds outside working hours.")


class ForbiddenPhrase(Part):
    """Something not to say, and what to say instead."""

    class_: Text = must("Which class of mistake.", alias="class")
    pattern: Text = must("Regular expression, matched on normalised text.")
    severity: Literal["error", "warning"] = must("How bad.")
    say: Text = must("What to say instead.")
    source: Text | None = may("Why.")
    where: tuple[Form, ...] = many("Only in these forms.")


class CommunicationStandard(Part):
    """plans/provider/standard.yml: how incidents are talked about (S3)."""

    document: Document | None = may("Document control.")
    purpose: Prose = must("What it is for.")
    acknowledge: Prose = must("What the first reply says (S3-3).")
    urgencies: dict[Literal["urgent", "high", "medium", "low"], UrgencyRule] = keyed("Urgencies and their cadence.")
    severity_of: dict[Literal["critical", "high", "medium", "low"], Prose] = keyed("What each severity on a report means; not the same scale as urgency.")
    end_of_day: Clock = given(time(16, 30), "By when the client hears from us, whatever the status (S3-19).")
    copy_to: tuple[Text, ...] = must("Who is in copy of everything (S3-21).", min_length=1)
    reproduce: Prose = must("What to do, and to say, when a problem can not be seen yet (S3-9 to S3-12).")
    surprise: Prose = must("What to do before news that may surprise (S3-22, S3-23).")
    footnotes: Prose = must("How a second issue is reported (S3-25).")
    monitoring: Prose = must("Who owns an unaddressed monitoring issue (S3-26).")
    no_blame: Prose = must("How causes are written about (S3-27, S3-28).")
    emotions: Prose = must("How to meet anger (S3-29, S3-30).")
    tickets: Prose = must("What a ticket always holds (S3-31).")
    closing_steps: tuple[Text, ...] = must("The five steps, in order (S3-32 to S3-42).", min_length=5, max_length=5)
    report_headings: tuple[Text, ...] = must("The eight headings of the incident report, to the letter (S3-37).", min_length=8, max_length=8)
    forbidden: tuple[ForbiddenPhrase, ...] = many("What is not said.")
    ticket_system: Text = must("Where tickets are kept.")
    weekly_status: Prose = must("What the project manager sends each week (S3-18).")
