"""Who took part in an exercise, and which party each of them stands for (S0-10).

The customer's seat is whoever holds it, the deputy, and anybody who works for the party that it belongs to. A third party
is somebody who has nothing to defend: neither the provider nor the client nor a customer, nor one that works for them, whom
the plans call a supplier, an adviser or an insurer, as a solicitor or an answering service.

To be in the room is not to rehearse. Who looks on, as a word in their part says, tries nothing; nor does somebody who is
assumed to be gone, by name or with the organisation they work for.
"""

import re
from dataclasses import dataclass
from typing import Literal

from runbinder.analysis.reach import answers, employer
from runbinder.model.assurance import Participant
from runbinder.model.binder import Binder, Entry
from runbinder.model.team import CustomerSeat

Side = Literal["provider", "client", "customer's seat", "end customer", "contractor", "third party", "not known"]
PARTIES: tuple[Side, ...] = ("client", "provider", "customer's seat", "end customer", "contractor", "third party", "not known")
SEAT: Side = "customer's seat"
THIRD: Side = "third party"
CONTRACTORS = ("supplier", "adviser", "insurer")
"""What an organisation is to those whose plans these are, if it is no third party."""
LOOKING_ON = ("auditor", "did not speak", "facilitator", "host", "observer", "timekeeper", "trainer")
"""Words in somebody's part that say that they rehearsed nothing."""
_LOOKS_ON = re.compile(rf"\b(?:{'|'.join(LOOKING_ON)})s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Present:
    """One who took part: as the exercise names them, the person behind it, their organisation, and the party they
    stand for; `idle` is why they rehearsed nothing, empty if they did."""

    part: Participant
    person: Entry | None
    organisation: Entry | None
    side: Side
    idle: str = ""


def present(binder: Binder, exercise: Entry) -> tuple[Present, ...]:
    """Everybody who took part in an exercise, in the order of the plan."""
    binder, found = binder.home(exercise), []
    for part in exercise.record.participants:
        entry = answers(binder, part.who)
        firm = employer(binder, part.who)
        person = entry if entry and entry.kind == "person" else None
        gone = {part.who, entry.id if entry else "", firm} & {str(one) for one in exercise.record.without}
        idle = "assumed to be gone" if gone else "looking on" if _LOOKS_ON.search(part.as_ or "") else ""
        found.append(Present(part, person, binder.find(firm, ("organisation",)), side(binder, part.who), idle))
    return tuple(found)


def active(binder: Binder, exercise: Entry) -> tuple[Present, ...]:
    """Those who rehearsed something."""
    return tuple(one for one in present(binder, exercise) if not one.idle)


def side(binder: Binder, who: str) -> Side:
    """Which party a person, or the holder of a role, stands for."""
    entry, firm, held = answers(binder, who), employer(binder, who), seat(binder)
    if held and entry and (entry.id in (held.holder, held.deputy) or firm == held.party):
        return SEAT
    if not firm:
        return "not known"
    if firm in (binder.provider_id, binder.id):
        return "provider" if firm == binder.provider_id else "client"
    organisation = binder.find(firm, ("organisation",))
    customer = firm in binder.client.profile.end_customers or (organisation and organisation.record.party == "end customer")
    if customer:
        return "end customer"
    return "contractor" if organisation and organisation.record.party in CONTRACTORS else THIRD


def seat(binder: Binder) -> CustomerSeat | None:
    """The customer's seat in the incident team, where one was offered."""
    team = binder.client.incident_team
    return team.customer_seat if team and team.customer_seat.decision == "offered" else None


def took_part(binder: Binder, exercise: Entry, wanted: Side) -> bool:
    """Whether anybody who rehearsed something in an exercise stood for a party."""
    return any(one.side == wanted for one in active(binder, exercise))
