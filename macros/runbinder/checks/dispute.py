"""IMT: the customer's seat in a dispute - ways of working that both sides, and their lawyers, agreed before anybody needs them."""

from collections.abc import Iterator

from runbinder.analysis.holders import people
from runbinder.checks.registry import Said, check
from runbinder.checks.team import team_of, team_route
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.control import Approval
from runbinder.model.team import CustomerSeat, DisputeProtocol

TRIGGERS = ("provider actions alleged", "provider procedure failure", "provider staff contribution")
SENIOR = ("senior manager", "management")
CAPACITIES = {"senior manager": SENIOR, "lawyer": ("lawyer",)}
ANSWERED_BY = {"phone": ("mobile", "phone", "home", "desk"), "mobile": ("mobile", "phone", "home", "desk"), "sms": ("mobile", "sms"), "email": ("email",), "chat": ("chat",)}


@check("IMT-04", level=4)
def seat_is_empty_while_there_is_a_dispute(binder: Binder) -> Said:
    """While a dispute is open between the client and the party that has the seat, the seat is suspended; when the dispute is over, it no longer is.

    Who may soon meet in court can not speak freely in one room (S0-13).

    Fix: set `state` of the customer's seat to `suspended in dispute` while `dispute` in client.yml is open, and back to `active` afterwards.
    """
    dispute = binder.client.profile.dispute
    for team in team_of(binder):
        seat, where = team.customer_seat, (*team_route(binder), "customer_seat", "state")
        # A client that has a seat in its provider's team is in dispute with the provider, not with itself.
        holders = (None, seat.party or dispute.with_, binder.provider_id if seat.party == binder.id else None)
        if seat.state == "active" and dispute.status == "open" and dispute.with_ in holders:
            yield where, f"the customer's seat is active, and client '{binder.id}' is in dispute{_with(dispute.with_)} since {dispute.since or 'an unknown day'}"
        if seat.state == "suspended in dispute" and dispute.status != "open":
            over = f"the dispute{_with(dispute.with_)} was closed on {dispute.ended}" if dispute.ended else "no dispute is open"
            yield where, f"the customer's seat is suspended in dispute, and {over}"


@check("IMT-05", level=4)
def lawyer_was_asked_before_the_offer(binder: Binder) -> Said:
    """A lawyer was asked before the seat was offered.

    An offer can not be taken back without offence, and what is said in the room can not be unsaid (S0-18).

    Fix: ask, and note lawyer, day and outcome under `legal_review`; a review after the offer needs a new decision.
    """
    for seat, route in _seats(binder):
        if seat.decision == "offered" and not seat.legal_review:
            yield (*route, "legal_review"), f"the customer's seat was offered{f' on {seat.offered_on}' if seat.offered_on else ''}, and no lawyer was asked"
        elif seat.offered_on and seat.legal_review and seat.legal_review.on > seat.offered_on:
            yield (*route, "legal_review", "on"), f"the customer's seat was offered on {seat.offered_on}, and the lawyer was asked on {seat.legal_review.on}"


@check("IMT-06", level=4)
def seat_comes_with_a_protocol(binder: Binder) -> Said:
    """A seat that was offered comes with a dispute protocol to which its party has agreed.

    Without one, leaving the room is negotiated at the worst moment (S0-19).

    Fix: write dispute-protocol.yml, with the holder's party among its `parties`.
    """
    protocol = binder.client.dispute_protocol
    for seat, route in _seats(binder):
        if seat.state not in ("active", "suspended in dispute"):
            continue
        if not protocol:
            yield route, f"the customer's seat is {seat.state}, and there is no dispute protocol"
        elif seat.party and seat.party not in protocol.parties:
            yield (*_route(binder), "parties"), f"the dispute protocol is between {', '.join(protocol.parties)}; '{seat.party}', which has the seat, is not among them"


@check("IMT-07", level=4)
def protocol_names_the_three_reasons_to_leave(binder: Binder) -> Said:
    """The protocol says that the customer is asked to leave when the provider's actions, its procedures or its staff are said to be part of the cause.

    These are the three cases in which the room has to speak about what the customer may later hold against it (S0-14, S0-15, S0-16, S0-20).

    Fix: add the missing keys under `leave_triggers`, and say under `when` what each looks like.
    """
    for protocol in _protocol(binder):
        missing = [f"'{key}'" for key in TRIGGERS if key not in {trigger.key for trigger in protocol.leave_triggers}]
        if missing:
            yield (*_route(binder), "leave_triggers"), f"the dispute protocol lacks the leave trigger{'s' * (len(missing) > 1)} {', '.join(missing)}"


@check("IMT-08", level=4)
def reserved_subjects_are_listed_or_ruled_out(binder: Binder) -> Said:
    """The protocol lists the subjects that are discussed without the customer, or says that there are none.

    What is reserved is agreed beforehand, so that nobody takes a closed door for a secret (S0-21).

    Fix: list them under `provider_only_subjects`, or write `none_agreed: true`; not both.
    """
    for protocol in _protocol(binder):
        where, count = (*_route(binder), "provider_only_subjects"), len(protocol.provider_only_subjects)
        if not count and not protocol.none_agreed:
            yield where, "the dispute protocol neither lists subjects that are discussed without the customer nor says that there are none"
        elif count and protocol.none_agreed:
            yield where, f"the dispute protocol lists {count} subjects that are discussed without the customer and says that there are none"


@check("IMT-09", level=4)
def managers_and_lawyers_have_agreed(binder: Binder) -> Said:
    """The protocol was approved by a senior manager and by a lawyer.

    Managers can keep it and lawyers can defend it; what only one of the two has agreed to does not hold (S0-23).

    Fix: add the approval that is missing under `approvals`, with `as` and `for`.
    """
    for protocol in _protocol(binder):
        for capacity, words in CAPACITIES.items():
            if not any(approval.as_ in words for approval in protocol.approvals):
                yield (*_route(binder), "approvals"), f"no {capacity} has approved the dispute protocol"


@check("IMT-21", level=4, severity="warning")
def both_parties_have_agreed(binder: Binder) -> Said:
    """On the side of each party a senior manager and a lawyer have approved the protocol.

    Ways of working that only one side has agreed are that side's wishes (S0-23).

    Fix: ask the other party for its approval, and note it with `for`.
    """
    for protocol in _protocol(binder):
        for capacity, words in CAPACITIES.items():
            sides = {_side(binder, approval) for approval in protocol.approvals if approval.as_ in words}
            missed = [f"'{party}'" for party in protocol.parties if party not in sides]
            if sides and missed:
                yield (*_route(binder), "approvals"), f"no {capacity} of {' and none of '.join(missed)} has approved the dispute protocol"


@check("IMT-10", level=4)
def protocol_is_older_than_the_dispute(binder: Binder) -> Said:
    """The protocol was agreed before the dispute in which it was used.

    Rules that are written during a quarrel are part of it (S0-22).

    Fix: nothing mends the past; say in `notes` what was agreed then, and correct `agreed_on` or `since` if a day is wrong.
    """
    since = binder.client.profile.dispute.since
    for protocol in _protocol(binder):
        if since and protocol.agreed_on > since:
            yield (*_route(binder), "agreed_on"), f"the dispute protocol was agreed on {protocol.agreed_on}, after the dispute began ({since})"


@check("IMT-12", level=4, severity="warning")
def excluded_customer_still_hears_of_it(binder: Binder) -> Said:
    """Whoever has to leave the room goes on getting updates, over a channel that carries them out and on which the seat's holder can be reached.

    The customer's business stands still whoever is to blame; silence now is what the court will hear about (S3-2).

    Fix: choose another channel under `exclusion`, `updates_over`, or add to the holder the contact that it needs.
    """
    for protocol in _protocol(binder):
        where, channel = (*_route(binder), "exclusion", "updates_over"), binder.find(protocol.exclusion.updates_over)
        if not channel:
            continue
        if channel.record.direction == "in":
            yield where, f"updates to the excluded customer go over '{channel.id}', which only takes messages in"
        for seat, _ in _seats(binder):
            holder, ways = binder.find(seat.holder or "", ("person",)), ANSWERED_BY.get(channel.record.type)
            if holder and ways and not any(contact.way in ways for contact in holder.record.contacts):
                yield where, f"updates to the excluded customer go over '{channel.id}' ({channel.record.type}), and '{holder.id}', who holds the seat, has no contact for it"


@check("IMT-15", level=4, severity="warning")
def team_knows_the_current_protocol(binder: Binder) -> Said:
    """Everybody in the incident team, deputies and the seat's holders included, was briefed on the current version of the dispute protocol.

    The sentence with which somebody is asked to leave should be nobody's surprise (S0-24).

    Fix: brief them, and note who, when and which version under `briefed`.
    """
    for protocol in _protocol(binder):
        version = protocol.document.version if protocol.document else None
        known = {one.who: one.version for one in protocol.briefed}
        for person in _room(binder):
            if person.id not in known:
                yield (*_route(binder), "briefed"), f"'{person.id}' sits in the incident team and was not briefed on the dispute protocol"
            elif version and version not in {one.version for one in protocol.briefed if one.who == person.id}:
                yield (*_route(binder), "briefed"), f"'{person.id}' was briefed on version {known[person.id]} of the dispute protocol; the current one is {version}"


@check("IMT-20", level=4, severity="warning")
def suspension_is_looked_at_again(binder: Binder) -> Said:
    """A suspension of the seat is looked at again at least as often as the threshold `dispute_review` says.

    A seat that nobody gives back is lost by forgetting (S0-13, S0-20).

    Fix: shorten `review_every` under `reinstatement`.
    """
    limit = binder.settings.thresholds.dispute_review
    for protocol in _protocol(binder):
        if protocol.reinstatement.review_every > limit:
            yield (*_route(binder), "reinstatement", "review_every"), f"a suspended seat is looked at every {protocol.reinstatement.review_every}; the limit (dispute_review) is {limit}"


@check("IMT-22", level=4, severity="warning")
def counsel_of_each_party_may_invoke(binder: Binder) -> Said:
    """Legal counsel of each party may invoke the protocol.

    Lawyers of either side may be the first to see that the customer should no longer be in the room (S0-17).

    Fix: add counsel of the party under `may_invoke`, and list them under `lawyers` of their organisation.
    """
    for protocol in _protocol(binder):
        able = {person.id for ref in protocol.may_invoke for person in people(binder, ref)}
        for party in protocol.parties:
            organisation = binder.find(party)
            counsel = {approval.by for approval in protocol.approvals if approval.as_ == "lawyer" and _side(binder, approval) == party}
            if organisation and not able & {*organisation.record.lawyers, *counsel}:
                yield (*_route(binder), "may_invoke"), f"no lawyer of '{party}' may invoke the dispute protocol"


def _room(binder: Binder) -> list[Entry]:
    """Who may sit in the incident team: members' holders and deputies, and those of the customer's seat."""
    named = [ref for team in team_of(binder) for ref in (*(member.role for member in team.members), team.customer_seat.holder, team.customer_seat.deputy) if ref]
    return list({person.id: person for ref in named for person in people(binder, ref)}.values())


def _seats(binder: Binder) -> Iterator[tuple[CustomerSeat, Route]]:
    for team in team_of(binder):
        yield team.customer_seat, (*team_route(binder), "customer_seat")


def _protocol(binder: Binder) -> Iterator[DisputeProtocol]:
    if binder.client.dispute_protocol:
        yield binder.client.dispute_protocol


def _route(binder: Binder) -> Route:
    return "clients", binder.id, "dispute_protocol"


def _side(binder: Binder, approval: Approval) -> str:
    person = binder.find(approval.by)
    return str(approval.for_ or (person.record.organisation if person else ""))


def _with(party: str | None) -> str:
    return f" with '{party}'" if party else ""
