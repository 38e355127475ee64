"""What is done, how, by whom, when - and by whom else."""

import re
from typing import Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from runbinder.model.common import Part, Record, expand, given, keyed, many, may, must, one_or_many
from runbinder.model.control import Document
from runbinder.model.values import Clock, Command, Day, Duration, Prose, Ref, Text

DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ON = re.compile(
    rf"(?:{DAYS}(?:(?:, | and ){DAYS})*|(?:first|second|third|fourth|last) (?:{DAYS}|working day|day)"
    r"|day ([1-9]|[12]\d|3[01])|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December))\Z"
)


class Schedule(Part):
    """When a procedure is due (S2-21); `on demand` and `event` say what sets it off."""

    every: Literal[
        "hour", "day", "working day", "week", "fortnight", "month", "quarter", "half year", "year", "continuous", "on demand", "event"
    ] = must("How often it is due, or what sort of occasion calls for it.")
    on: Text | None = may("Which day: Monday; first Monday; last working day; day 15; 1 March.")
    at: Clock | None = may("At what time, in the client's zone.")
    when: Text | None = may("What sets it off; required for `on demand` and `event`.")
    last_done: Day | None = may("The day on which it was done last.")
    evidence: Text | None = may("Where the last time is recorded.")
    tolerance: Duration | None = may("How late it may be before it counts as missed.")
    on_holiday: Literal["skip", "before", "after", "same day"] = given("after", "What to do when it falls on a day off.")

    @model_validator(mode="after")
    def _complete(self) -> "Schedule":
        if self.every in ("on demand", "event") and not self.when:
            raise PydanticCustomError("when", "say what sets it off: add `when:`")
        if self.on and not _ON.match(self.on):
            known = {"on": str(self.on)}
            raise PydanticCustomError("on", "'{on}' is not a day: write Monday, first Monday, last working day, day 15 or 1 March", known)
        return self


class IfNot(Part):
    """What to do when the expected result does not come."""

    short = "do"
    do: Prose | None = may("In words: what to try, and when to stop.")
    procedure: Ref["procedure"] | None = may("Which procedure to go on with.")
    call: Ref["contact_tree", "role", "person", "organisation"] | None = may("Whom to call about it.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class Step(Part):
    """One thing to do; one line of text is enough where nothing can go wrong."""

    short = "do"
    do: Prose = must("What to do, as an order.")
    where: Text | None = may("On which machine, in which window, at which place.")
    run: Command | None = may("What to type, to the letter.")
    expect: Prose | None = may("What one sees when it has worked.")
    if_not: IfNot | None = may("What to do if one sees something else.")
    caution: Prose | None = may("What can be broken here, and how to avoid it.")
    takes: Duration | None = may("How long it takes, waiting included.")
    uses: Ref["credential"] | None = may("The credential that one signs in with here.")
    shows: Ref["attachment"] | None = may("The picture of what one sees or handles here.")
    own: bool = given(False, "Set by Runbinder: this step is the client's own in a shared procedure.", exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class Needs(Part):
    """What somebody must have before they start (S2-26)."""

    qualification: tuple[Text, ...] = many("What one must know or hold to do this.")
    access: tuple[Ref["credential"], ...] = many("Credentials that one must be able to fetch.")
    tools: tuple[Text, ...] = many("Things one must have at hand: software, keys, spare parts.")
    approval: tuple[Ref["role", "person"], ...] = many("Who has to say yes before one starts.")
    before: tuple[Ref["procedure"], ...] = many("Procedures that must have been done first.")


class OtherPerformer(Part):
    """Who does it when the usual performer can not; for routines, outside the provider (S2-22)."""

    short = "role"
    role: Ref["role", "person"] = must("The role or person that steps in.")
    of: Ref["organisation"] | None = may("The organisation that they belong to.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class Test(Part):
    """Somebody tried the procedure, from the document alone (S2-20)."""

    by: Ref["person", "role"] = must("The person or role that tried it.")
    of: Ref["organisation"] = must("Their organisation; a third party is neither provider nor client.")
    on: Day = must("The day on which it was tried.")
    kind: Literal["desk check", "walkthrough", "live", "cold read"] = must("How far the trial went, from reading it through to doing it.")
    result: Literal["passed", "passed with findings", "failed"] = must("Whether it worked from the document alone.")
    took: Duration | None = may("How long it took from the first step to the last.")
    of_digest: Text | None = may("Fingerprint of the procedure as it was then, to notice a later change.")
    found: Prose | None = may("What was unclear or wrong, and was then changed.")
    evidence: Text | None = may("What shows it: a log, a ticket, a signature.")


class Parameter(Part):
    """A value that a client gives to a shared procedure; written in its text as `{{name}}`."""

    short = "says"
    says: Text = must("What the client has to fill in, in a few words.")
    default: Text | None = may("What holds if the client gives no value.")
    example: Text | None = may("A value as a client might write it.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class Procedure(Record):
    """A runbook page: what to do, step by step, so that any qualified technician can (S2-26)."""

    kind = "procedure"
    title: Text = must("What it does, as it would be searched for.")
    service: Ref["service"] | None = may("What it keeps going or brings back.")
    why: Prose | None = may("What it is good for, and what happens without it.")
    symptoms: tuple[Text, ...] = many("What people say when this is needed.")
    schedule: Schedule = must("When it is due, or what sets it off.")
    done_by: Ref["role", "person"] = must("Who usually carries it out.")
    or_by: tuple[OtherPerformer, ...] = many("Who carries it out when the usual one can not.")
    needs: Needs | None = may("What one must have before starting.")
    takes: Duration | None = may("How long it takes; the sum of its steps if left out.")
    steps: tuple[Step, ...] = must("What to do, one thing after the other.", min_length=1)
    rollback: Prose | None = may("How to get back to where one was before.")
    escalate: Ref["contact_tree", "role", "person", "organisation"] | None = may("Whom to call when it goes wrong.")
    record: Prose | None = may("What is written down when it is done, and where.")
    tests: tuple[Test, ...] = many("Who tried it and how that went.")
    live_test: bool | None = may("Whether only a test that was done for real counts; left out, that holds where a critical service comes back by it.")
    document: Document | None = may("Version, owner, review and approvals of this procedure.")
    parameters: dict[str, Parameter] = keyed("In a shared procedure: what a client fills in.")
    uses: Ref["shared_procedure"] | None = may("The provider's shared procedure this one is made of.")
    with_: dict[str, Text] = keyed("Values for the shared procedure's parameters.", alias="with")
    replace_steps: dict[int, Step] = keyed("Steps that differ here, by number.")
    add_steps: dict[int, tuple[Step, ...]] = keyed("Steps that come after the one with this number; 0 is the beginning.")

    @model_validator(mode="before")
    @classmethod
    def _single_alternative(cls, data: Any) -> Any:
        return one_or_many(data, "or_by")

    @property
    def duration(self) -> Duration | None:
        """What `takes` says, or the sum of the steps' times where they give any."""
        times = [step.takes for step in self.steps if step.takes]
        return self.takes or (Duration(seconds=sum(t.total_seconds() for t in times)) if times else None)
