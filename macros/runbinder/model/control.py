"""Who answers for a document, who approved it, what is waived, and the clocks everything is judged by."""

import re
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from runbinder.model.common import Classification, Part, Record, given, keyed, many, may, must, one_or_many
from runbinder.model.values import Clock, Day, Duration, Id, Prose, Ref, Text

Capacity = Literal["management", "senior manager", "lawyer", "client", "technical"]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Approval(Part):
    """Somebody stood up for a version of a document (NIST CP-2, CSF RC.CO-04)."""

    by: Ref["person"] = must("The person who read it and said yes.")
    as_: Capacity = must("In which capacity that person said yes.", alias="as")
    for_: Ref["organisation"] | None = may("For which party, where several approve.", alias="for")
    on: Day = must("The day on which it was approved.")
    version: Text | None = may("The version that was read, as 2.1.")


class Reviewed(Part):
    """A review that looked at the content and not only at the date."""

    on: Day = must("The day on which it was last read through.")
    by: Ref["person"] = must("The person who read it through.")
    found: Prose | None = may("What the review changed, or that nothing needed to change.")


class Document(Part):
    """The document control header (ISO 22301 7.5). What a plan leaves out, it takes from the client's own."""

    version: Text | None = may("Number or name of this version, as 2.1.")
    status: Literal["draft", "in review", "approved", "retired"] = given("draft", "How far it has come from draft to approved.")
    owner: Ref["role", "person"] | None = may("Who keeps the content true.")
    author: Ref["person"] | None = may("Who wrote it; an author can not approve it.")
    classification: Classification = given("client", "Which readers of the binder may see it.")
    reviewed: Reviewed | None = may("When its content was last read through, and by whom.")
    review_every: Duration | None = may("How often it has to be reviewed; the settings' interval otherwise.")
    approvals: tuple[Approval, ...] = many("Who approved this version, and in which capacity.")
    supersedes: Text | None = may("The earlier version or document that it replaces.")
    sources: tuple[Text, ...] = many("Where its content comes from: interviews, contracts, earlier documents.")
    changes: Prose | None = may("What is different from the version before.")

    @model_validator(mode="before")
    @classmethod
    def _single_approval(cls, data: Any) -> Any:
        return one_or_many(data, "approvals")


class Copy(Record):
    """One copy of the binder: who holds it, on what, where (AA22-131A asks for hard copies)."""

    kind = "copy"
    holder: Ref["person", "role", "organisation"] = must("Who has this copy in their keeping.")
    medium: Literal["site", "print", "usb", "vault"] = must("What the copy is written or stored on.")
    location: Text = must("Where it is kept, so that a stranger finds it.")
    number: Text = must("Copy number, as printed on it.")
    version: Text | None = may("Version of the binder it carries.")
    digest: Text | None = may("Digest of the plans it was made of, as at the foot of each of its pages; the first eight characters or more.")
    edition: Literal["internal", "client", "auditor"] = given("client", "For which readers it was made.")
    delivered: Day = must("When it was handed over or last replaced.")
    depends_on: tuple[Ref["asset", "channel", "service", "organisation", "site"], ...] = many("What must work for it to be read.")

    @field_validator("digest")
    @classmethod
    def _as_printed(cls, digest: Text | None) -> Text | None:
        if digest and not re.fullmatch(r"[0-9a-fA-F]{8,64}", digest):
            raise ValueError(f"{digest!r} is not a digest: copy eight or more of its characters (0-9, a-f) from the foot of a page of the copy")
        return digest


class Waiver(Record):
    """A finding that somebody accepts for a time, with a reason (never hidden)."""

    kind = "waiver"
    check: Text = must("Code of the check whose finding is accepted, as PPL-02.")
    record: Text = must("The record it is about, as `role:scribe`.")
    reason: Prose = must("Why the finding is accepted for now.")
    approved_by: Ref["person"] = must("The person who accepts the finding.")
    approved_on: Day = must("The day on which it was accepted.")
    expires: Day = must("Until when; afterwards the finding counts again.")


class AcceptedRisk(Record):
    """A single point of failure that is known: what is done about it, or who accepts it until when (S2-12)."""

    kind = "risk"
    of: Ref["person", "organisation", "site", "asset", "channel", "credential", "procedure"] = must(
        "The one person, place, thing or company that everything hangs on."
    )
    what: Text = must("What stops when it is gone.")
    mitigation: Prose | None = may("What was done so that it does less harm.")
    owner: Ref["role", "person"] = must("Who keeps an eye on it.")
    accepted_by: Ref["person"] | None = may("The person who accepts what remains of it.")
    accepted_on: Day | None = may("The day on which it was accepted.")
    expires: Day | None = may("The last day on which the acceptance holds.")


class Term(Record):
    """A word that a stranger to this business may not know."""

    kind = "term"
    short = "means"
    name: Text | None = may("How it is written, where the id does not say it: RTO.")
    means: Prose = must("What it means here, in plain words.")
    also: tuple[Text, ...] = many("Other words that mean the same here.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return {"means": data} if isinstance(data, str) else data


class FileName(Text):
    """A file below the folder of attachments, by a name that every file system takes and that stays inside it."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> "FileName":
        parts = text.strip().split("/")
        if not all(re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9 ._()-]*[A-Za-z0-9_)])?", part) for part in parts) or len(text) > 80:
            raise ValueError(f"{text!r} is not a file name that every system takes: use letters, digits, hyphens, dots, at most 80")
        if text.lower().endswith((".md", ".html", ".yml")):
            raise ValueError(f"{text!r} would be read as a page or a plan: attach it as .txt or .pdf")
        return cls(text.strip())


class Attachment(Record):
    """A file that lies beside the plans in `attachments/`: a diagram, a photograph, a paper."""

    kind = "attachment"
    file: FileName = must("File name below the client's `attachments/` folder.")
    title: Text = must("What it shows; read aloud where the picture can not be seen.")
    type: Literal["diagram", "photograph", "configuration", "contract", "certificate", "form", "report"] = must(
        "What sort of picture or paper it is.", alias="kind"
    )
    taken: Day | None = may("When it was drawn, taken or exported.")


class Calendar(Part):
    """When people work: the days, the hours and the holidays that routines and updates keep to (S3-16 to S3-19)."""

    working_days: tuple[Weekday, ...] = given(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), "Days of the week on which people work.")
    starts: Clock = given("09:00", "When work begins on such a day.", validate_default=True)
    ends: Clock = given("17:30", "When work is over on such a day.", validate_default=True)
    holidays: dict[Day, Text] = keyed("The name of each day on which nobody works, keyed by its date.")
    notes: Prose | None = may("What else is special: peak seasons, shutdowns, night shifts.")


class Intervals(Part):
    """How long a thing stays believable. Every default is Runbinder's own unless its sentence names a source."""

    contact_verified: Duration = given("90d", "A contact point is verified at least this often.", validate_default=True)
    contact_expired: Duration = given("365d", "After this long a contact point counts as wrong (CIS 17.2 asks yearly).", validate_default=True)
    tree_tested: Duration = given("365d", "A contact tree is rung through at least this often.", validate_default=True)
    exercised: Duration = given("365d", "Every plan is exercised at least this often (DORA 11(6), CPS 230).", validate_default=True)
    reviewed: Duration = given("365d", "Every document is reviewed at least this often.", validate_default=True)
    approved: Duration = given("365d", "An approval holds this long, unless it says otherwise.", validate_default=True)
    procedure_tested: Duration = given("365d", "A third party tests each procedure at least this often.", validate_default=True)
    audited: Duration = given("365d", "The binder is audited for completeness and clarity at least this often.", validate_default=True)
    credential_tested: Duration = given("180d", "The client proves at least this often that it can fetch a credential.", validate_default=True)
    recovery_reviewed: Duration = given("365d", "Recovery objectives are reviewed with the party served at least this often.", validate_default=True)
    resource_checked: Duration = given("180d", "A resource that stands ready is checked at least this often.", validate_default=True)
    training: Duration = given("365d", "Incident-management training is repeated at least this often.", validate_default=True)
    candidates_qualified: Duration = given("365d", "Successor candidates are measured again at least this often.", validate_default=True)
    copy_delivered: Duration = given("365d", "The client gets a new copy of the binder at least this often.", validate_default=True)
    report_due: Duration = given("7d", "An incident report is written within this time after the incident ends.", validate_default=True)


class Thresholds(Part):
    """The numbers that the source texts leave open."""

    fan_out: int = given(5, "One person calls at most this many others.", gt=0)
    roles_per_person: int = given(2, "One person is first holder of at most this many critical roles.", gt=0)
    step_words: int = given(60, "A step has at most this many words.", gt=0)
    sentence_words: int = given(22, "Sentences in messages have on average at most this many words.", gt=0)
    acknowledge_within: Duration = given("15m", "A ticket is acknowledged within this time (S3-3 says promptly).", validate_default=True)
    call_after_surprise: Duration = given(
        "10m", "The client is called within this time after a surprising update without the project manager (S3-23).", validate_default=True
    )
    ticket_lag: Duration = given("1h", "A finding reaches the ticket within this time (S3-31).", validate_default=True)
    dispute_review: Duration = given("14d", "A suspended customer seat is looked at again at least this often.", validate_default=True)
    sms_segments: int = given(1, "A text message has at most this many parts.", gt=0)


class Settings(Part):
    """plans/settings.yml: every interval and threshold that is a choice, in one place."""

    title: Text = given("Runbook binder", "What stands at the top of the page that lists all binders.")
    as_of: Day | None = may("Judge everything as of this date; leave it out in a real binder.")
    banner: Text | None = may("A line shown on every page, for example that the data is invented.")
    intervals: Intervals = Field(default_factory=Intervals, description="How long contacts, tests, reviews and the like stay believable.")
    thresholds: Thresholds = Field(default_factory=Thresholds, description="Limits on numbers, lengths and times that are a choice.")


class Framework(Record):
    """A standard or law whose controls the binder can be evidence towards; ids and our own words only."""

    kind = "framework"
    title: Text = must("Name and edition of the standard or law.")
    source: Text = must("The text in which the ids of its controls were read.")
    controls: dict[str, "Control"] = keyed("What each control asks for, keyed by its id in the standard.")


class Control(Record):
    """What one control of a standard asks for, in our own words."""

    kind = "control"
    asks: Text = must("What it wants done, in our own words.")
    verified: bool = given(False, "Whether the text was seen in the source.")


class ControlMapping(Part):
    """What the binder offers towards a control, and how far that goes."""

    control: Ref["control"] = must("Framework and control, as `nist-csf-2.0/GV.SC-10`.")
    evidence: tuple[Text, ...] = many("Records that are evidence, as `procedure:restore-test`.")
    coverage: Literal["full", "partial", "none", "not applicable"] = must("How far the evidence goes.")
    why: Prose | None = may("Why so far and no further.")


Framework.model_rebuild()
Ids = dict[Id, Record]
