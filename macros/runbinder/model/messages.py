"""Messages written and approved before they are needed, and the standard by which incidents are talked about."""

import re
from datetime import time
from typing import Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from runbinder.model.common import Classification, Part, Record, expand, given, keyed, many, may, must, one_or_many
from runbinder.model.control import Capacity, Document
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
    type: Literal["text", "sentence", "list", "time", "times", "date", "number", "phone", "url", "name"] = must(
        "What sort of answer the sender gives."
    )
    example: Text | None = may("A plausible answer, as long as the longest.")
    required: bool = given(True, "Whether the message can go without it.")
    source: Text | None = may("Where the sender finds the answer.")
    classification: Classification = given("client", "Which readers of the binder may see the answer.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class MessageApproval(Part):
    """Management approved this very text (S1-21); the digest ties the approval to it."""

    by: Ref["person"] = must("The person who read the text and said yes.")
    as_: Capacity = must("In which capacity that person said yes.", alias="as")
    on: Day = must("The day on which the text was approved.")
    expires: Day | None = may("Last day on which it holds; the settings' interval otherwise.")
    digest: Text | None = may("Fingerprint of the approved text and variables, to notice a later change.")


class Use(Part):
    """Who may send a message without asking again."""

    by: tuple[Ref["role"], ...] = must("Roles whose holders may send it.", min_length=1)
    up_to: Literal["critical", "high", "medium", "low"] = given("critical", "The worst severity at which they may still do so.")
    only: Prose | None = may("Conditions that must hold when they do so.")


class Translation(Part):
    """The message in another language."""

    language: Text = must("Which language it is, for example French.")
    subject: Text | None = may("What stands in the subject line of a mail.")
    text: Prose = must("The whole message in that language, with the same variables.")


class Message(Record):
    """A message template; its variables are `{{name}}` and every one of them is asked for."""

    kind = "message"
    title: Text = must("What it says, in a few words.")
    type: MessageKind = must("What the message is used for.", alias="kind")
    to: tuple[Audience, ...] = must("Who is going to read or hear it.", min_length=1)
    channels: tuple[Form, ...] = must("In which forms it goes out.", min_length=1)
    when: Prose | None = may("On what occasion it is sent.")
    scenarios: tuple[Text, ...] = many("What may have happened when it is needed, as ids of scenarios or in words.")
    subject: Text | None = may("What stands in the subject line of a mail.")
    text: Prose = must("What the message says; `{{name}}` stands where the sender fills something in.")
    forms: dict[Form, Prose] = keyed("The words for a form in which the text above will not do, as `sms` or `ivr`, keyed by the form.")
    asks: dict[str, Asked] = keyed("What the sender fills in, keyed by the names used in the text.")
    contains: tuple[Element, ...] = many("Which parts of a good message are in it.")
    final: bool = given(False, "Whether it is the last one of an incident, with no next update promised.")
    internal: bool = given(False, "Whether nobody outside may read it.")
    sender: Ref["role"] | None = may("The role in whose name it goes out.")
    use: Use | None = may("Who may send it without asking again.")
    do_not_say: tuple[Text, ...] = many("What must not be said with it.")
    reading_level: Text | None = may("For whom it must be readable.")
    max_length: int | None = may("How many characters the text may have at most.", gt=0)
    approved: tuple[MessageApproval, ...] = many("Who approved this very text, and when.")
    author: Ref["person"] | None = may("The person who wrote it.")
    translations: tuple[Translation, ...] = many("The same message in other languages.")
    rehearsed: Day | None = may("When it was last used in an exercise.")

    @model_validator(mode="before")
    @classmethod
    def _one_will_do(cls, data: Any) -> Any:
        return one_or_many(one_or_many(data, "approved"), "to")

    @model_validator(mode="after")
    def _forms_are_used(self) -> "Message":
        """Words for a form in which the message does not go out would be approved, kept and never sent."""
        if unused := [form for form in self.forms if form not in self.channels]:
            raise PydanticCustomError("forms", "there are words for '{form}', and it does not go out in that form: add it to `channels`", {"form": unused[0]})
        return self

    @property
    def variables(self) -> tuple[str, ...]:
        """Names used in subject and text, in order of appearance."""
        return tuple(dict.fromkeys(VARIABLE.findall(f"{self.subject or ''} {self.text}")))


class UrgencyRule(Part):
    """How urgent a ticket is, and how often the client hears of it (S3-5 to S3-8, S3-15 to S3-17)."""

    when: tuple[Text, ...] = must("What makes a ticket this urgent.", min_length=1)
    every: Duration | None = may("How long after one update the next is due.")
    skips: int = given(0, "How many updates in a row may be skipped.", ge=0)
    slots: tuple[Clock, ...] = many("Times of day at which an update is due.")
    per_day: int | None = may("How many updates are due on a working day.", gt=0)
    outside_hours: Text | None = may("What holds at night and on days off instead.")


class ForbiddenPhrase(Part):
    """Something not to say, and what to say instead."""

    class_: Text = must("What sort of mistake it is, for example dismissive or jargon.", alias="class")
    pattern: Text = must("Regular expression that finds it, on small letters and straight quotes.")
    severity: Literal["error", "warning"] = must("Whether it must be changed (error) or looked at again (warning).")
    say: Text = must("What to say in its place.")
    source: Text | None = may("The requirement or reason that speaks against it.")
    where: tuple[Form, ...] = many("Forms in which it is looked for; in all if left out.")


class CommunicationStandard(Part):
    """plans/provider/standard.yml: how incidents are talked about (S3)."""

    document: Document | None = may("Version, owner, review and approvals of the standard.")
    purpose: Prose = must("What the standard is for, to those who write by it.")
    acknowledge: Prose = must("What the first reply says (S3-3).")
    urgencies: dict[Literal["urgent", "high", "medium", "low"], UrgencyRule] = keyed(
        "What makes a ticket urgent, and how often the client then hears of it."
    )
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
    forbidden: tuple[ForbiddenPhrase, ...] = many("What is never said, and what to say instead.")
    ticket_system: Text = must("The system in which tickets are kept, and how they are numbered.")
    weekly_status: Prose = must("What the project manager sends each week (S3-18).")
