"""How messages travel, what each way depends on, and who calls whom."""

from typing import Any, Literal

from pydantic import model_validator

from runbinder.model.common import Part, Record, expand, given, keyed, many, may, must
from runbinder.model.people import Hours
from runbinder.model.values import Day, Duration, Ref, Text

ChannelKind = Literal[
    "phone", "mobile", "sms", "email", "chat", "video", "internet", "status page", "web", "portal", "ivr", "social media",
    "traditional media", "post", "in person", "radio", "mass notification",
]


class Redundancy(Part):
    """What else carries the channel (S1-24)."""

    type: Text = must("What the other way is: second line, hosted telephones, cloud mail, 4G router.", alias="kind")
    provider: Ref["organisation"] | None = may("The company that supplies the other way.")
    independent_of: tuple[Ref["asset", "organisation", "service", "channel", "site"], ...] = many("What can fail without taking the other way along.")


class Channel(Record):
    """One way for messages to travel; what it depends on decides whether it is out of band (CIS 17.6)."""

    kind = "channel"
    name: Text = must("What people call it, as on a phone list.")
    type: ChannelKind = must("What sort of channel it is.", alias="kind")
    at: Text | None = may("Its number, address or handle.")
    direction: Literal["in", "out", "both"] = given("both", "Whether messages come in over it, go out, or both.")
    reach: Literal["direct", "traditional media", "social media"] = given("direct", "Whether it speaks to people directly or through others (S1-7).")
    depends_on: tuple[Ref["asset", "organisation", "service", "channel", "site"], ...] = many("What must work for it to work.")
    fallback: tuple[Ref["channel"], ...] = many("What to use instead, in this order.")
    owner: Ref["role", "person"] | None = may("Who keeps it working and can change it.")
    credential: Ref["credential"] | None = may("The account with which it is set up and changed.")
    redundancy: tuple[Redundancy, ...] = many("What carries the messages when its first line fails.")
    capacity: Text | None = may("How much it carries: calls at once, messages an hour.")
    character_limit: int | None = may("How many characters one message may have.", gt=0)
    sensitive_detail: bool = given(False, "Whether sensitive detail may be sent over it.")
    verified: Day | None = may("When somebody last tried it and it worked.")


class Stored(Part):
    """Where a copy is kept, so that it is there when the systems are not."""

    medium: Literal["print", "usb", "phone", "vault", "site"] = must("What the copy is written or stored on.")
    at: Text = must("The room, drawer or bag, so that a stranger finds it.")
    by: Ref["organisation", "person", "role"] = must("Who keeps it and hands it out.")


class NoAnswer(Part):
    """What to do when somebody does not answer."""

    short = "do"
    do: Text | None = may("In words, for example: the deputy, then the next on the list.")
    escalate_to: Ref["role", "person"] | None = may("The role or person to call instead.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


class TreeNode(Part):
    """What differs for one role or person in the tree."""

    answer_within: Duration | None = may("How long to wait for this one.")
    if_no_answer: NoAnswer | None = may("What to do if this one does not answer.")
    say: Ref["message"] | None = may("The message for this one, where it is another.")
    hours: Hours | None = may("When this one can be called.")
    notes: Text | None = may("Whom to ask for, code word, language.")


class ContactTree(Record):
    """Who calls whom, from one start, until everybody is reached (NIST SP 800-34 notification procedures)."""

    kind = "contact_tree"
    title: Text | None = may("A short name; made from the id if left out.")
    purpose: Text = must("What the calls are for, in one sentence.")
    when: Text | None = may("The event on which the first call is made.")
    use: Literal["incident", "invocation", "transition", "breach", "client communication", "supplier"] = given("incident", "What sort of occasion it is for.")
    assumes_lost: tuple[Ref["asset", "channel", "service", "organisation", "site"], ...] = many("What is down when this tree is needed; it must not run over it.")
    starts_with: Ref["role", "person"] = must("The role or person that makes the first call.")
    calls: dict[str, tuple[Ref["role", "person", "organisation"], ...]] = keyed(
        "Whom each one calls, in order; keyed by the id of a role, person or organisation."
    )
    nodes: dict[str, TreeNode] = keyed("What differs for one of them; keyed by the id of that role, person or organisation.")
    must_reach: tuple[Ref["role", "person", "organisation"], ...] = many("Who has to be told in any case.")
    answer_within: Duration = given("10m", "How long to wait for an answer.", validate_default=True)
    if_no_answer: NoAnswer = must("What to do when nobody answers: deputy, then next.")
    ends: Text | None = may("How one knows that everybody was reached: who rings back whom.")
    say: Ref["message"] | None = may("The message that is read out on every call.")
    kept: tuple[Stored, ...] = many("Where copies of it are kept.")
    tested: Day | None = may("When it was last rung through.")

    @property
    def title_text(self) -> str:
        return str(self.title or "")

    def order(self) -> list[tuple[str, str | None, int]]:
        """(who, called by, depth) in calling order; a cycle ends where it closes."""
        seen: dict[str, None] = {}
        reached: list[tuple[str, str | None, int]] = []
        waiting: list[tuple[str, str | None, int]] = [(self.starts_with, None, 0)]
        while waiting:
            who, by, depth = waiting.pop(0)
            if who in seen:
                continue
            seen[who] = None
            reached.append((who, by, depth))
            waiting += [(next_one, who, depth + 1) for next_one in self.calls.get(who, ())]
        return reached
