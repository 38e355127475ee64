"""MSG: whether the messages are there, whole, approved and sent by somebody who may. Their wording is in wording.py."""

from runbinder.analysis import approved, letters
from runbinder.checks.communications import alone, at_work
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.messages import KNOWN, MessageApproval

LIBRARY = (
    "acknowledgement", "investigating", "update", "cannot_reproduce_yet", "surprise_update", "additional_issue_footnote",
    "incident_report_cover", "weekly_status", "planned_transition_notice", "provider_failure_notice_client",
    "media_holding_statement", "social_media_post", "social_media_reply", "staff_briefing", "sms",
)
"""The kinds that the source texts name, and the notice for the day on which the provider is gone."""
BREACH = ("data_breach_regulator", "data_breach_data_subjects")
_TOLD = {"acknowledgement", "what happened", "what we are doing"}
ELEMENTS = {
    "acknowledgement": {"acknowledgement", "what we are doing"},
    "investigating": {*_TOLD, "impact"},
    "identified": {*_TOLD, "impact"},
    "update": _TOLD,
    "workaround": {*_TOLD, "what you can do"},
    "monitoring": {*_TOLD, "contact"},
    "resolved": {*_TOLD, "apology", "contact"},
    "surprise_update": {*_TOLD, "impact"},
    "additional_issue_footnote": {"footnote"},
    "provider_failure_notice_client": {"what happened", "what we are doing", "what you can do"},
    "provider_failure_notice_end_customer": {*_TOLD, "impact", "contact"},
    "planned_transition_notice": {"what happened", "contact"},
    "data_breach_data_subjects": {*_TOLD, "impact", "what you can do", "contact"},
    "media_holding_statement": _TOLD,
    "social_media_post": _TOLD,
    "ivr_script": {"acknowledgement", "what we are doing"},
}
NEXT = {"media_holding_statement": "next_statement_at", "ivr_script": "recorded_at"}
NOTICE = ("nature", "categories_count", "records_count", "dpo_contact", "consequences", "measures")
"""GDPR 33(3): (a) nature with both counts, (b) contact, (c) consequences, (d) measures."""
ITEMS = {
    "data_breach_processor_to_controller": NOTICE, "data_breach_regulator": NOTICE,
    "data_breach_data_subjects": ("nature_plain", "dpo_contact", "consequences", "measures"),
}
OUTSIDE = {"end customers", "suppliers", "media", "public", "regulator", "data subjects", "insurer", "authority"}


@check("MSG-01", level=4)
def message_of_each_kind_is_there(binder: Binder) -> Said:
    """There is a message of each kind that the source texts name, the client's own or in the provider's library.

    What was not written on a quiet day is written badly on the other one (S1-20). Where personal data are handled, the two
    notices of a breach are among them (GDPR 33, 34).

    Fix: add a message of the kind to the folder messages/.
    """
    needed = LIBRARY + (BREACH if binder.client.profile.data_sensitivity != "none" else ())
    there = {entry.record.type for entry in binder.all("message")}
    for kind in needed:
        if kind not in there:
            yield ("clients", binder.id, "messages"), f"neither '{binder.id}' nor the provider's library has a message of kind '{kind}'"


@check("MSG-02", level=4, provider=True)
def variable_is_declared_and_used(binder: Binder) -> Said:
    """Every variable in a message is asked for or known to the binder, and whatever is asked for is used.

    An undeclared variable goes out as two braces; an unused one costs the sender a minute for nothing (S1-19).

    Fix: add the variable to `asks`, correct its name, or take it out.
    """
    for entry in letters.answered_for(binder):
        used = {name: None for _, text in letters.bodies(entry.record) for name in letters.variables(text)}
        for name in used:
            if name not in entry.record.asks and name not in KNOWN:
                yield (*entry.route, "text"), f"message '{entry.id}' uses the variable '{name}', which it does not ask for"
        for name in entry.record.asks:
            if name not in used:
                yield (*entry.route, "asks", name), f"message '{entry.id}' asks for '{name}' and does not use it"


@check("MSG-05", level=4, provider=True)
def next_news_is_promised(binder: Binder) -> Said:
    """Every message for people outside, unless it is the last one, says when the next news comes.

    Whoever knows when they hear again need not ask (S3-24). A statement to the press says when the next one comes, an
    announcement when it was recorded.

    Fix: add a sentence with `next_update_at` (`next_statement_at`, `recorded_at`), or mark the message `final: yes`.
    """
    for entry in letters.answered_for(binder):
        message, name = entry.record, NEXT.get(entry.record.type, "next_update_at")
        if message.final or message.internal:
            continue
        for route, text in letters.wordings(message):
            if name not in letters.variables(text):
                where = f"its words for {route[1]}" if len(route) > 1 else "its text"
                yield (*entry.route, *route), f"message '{entry.id}' does not say when the next news comes: '{name}' is not in {where}"
        if name in message.asks and not message.asks[name].required:
            yield (*entry.route, "asks", name, "required"), f"message '{entry.id}' can be sent without '{name}', the time of the next news"


@check("MSG-06", level=4, provider=True)
def message_has_what_its_kind_needs(binder: Binder) -> Said:
    """A message for people outside has the elements that its kind cannot do without.

    Acknowledge first, then say what happened and what is being done; the rest depends on the kind (S1-5, S1-6, S1-9, S1-10).

    Fix: write the sentence that is missing, then name the element under `contains`.
    """
    for entry in letters.answered_for(binder):
        missing = ELEMENTS.get(entry.record.type, set()) - set(entry.record.contains)
        if missing and not entry.record.internal:
            listed = ", ".join(f"'{one}'" for one in sorted(missing))
            yield (*entry.route, "contains"), f"message '{entry.id}' of kind '{entry.record.type}' lacks {listed}"


@check("MSG-07", level=4, provider=True)
def doubt_is_met_with_a_screenshare(binder: Binder) -> Said:
    """The message for a problem that was not seen yet acknowledges the problem and offers times for a screenshare.

    The client is not imagining things; looking together is the quickest way to see it too (S3-10, S3-12).

    Fix: ask for `screenshare_slots` (`type: times`), use it in the text, and name both elements under `contains`.
    """
    for entry in letters.answered_for(binder):
        message = entry.record
        if message.type == "cannot_reproduce_yet":
            for element in ("acknowledgement", "screenshare"):
                if element not in message.contains:
                    yield (*entry.route, "contains"), f"message '{entry.id}' lacks '{element}'"
            if not any(asked.type == "times" and name in message.variables for name, asked in message.asks.items()):
                yield (*entry.route, "asks"), f"message '{entry.id}' offers no times for a screenshare"


@check("MSG-10", level=4, provider=True)
def management_approved_this_text(binder: Binder) -> Said:
    """Management has approved every message in the words and with the variables that it has now.

    Only approved text goes out unasked, and an approval is worth what it was given for: the digest in it is that of the
    text that was read, whatever its date. Nobody approves their own words, and where roles say who may `approve messages`,
    it is one of those (S1-21; NIST CSF RC.CO-04).

    Fix: have a manager read it, and enter that with `runbinder approve`.
    """
    for entry in letters.answered_for(binder):
        found, at = approved.standing(binder, entry), (*entry.route, "approved")
        if found.state == "none":
            others = ", ".join(f"{one.by} {_but(binder, entry, one)} on {one.on}" for one in entry.record.approved)
            yield at, f"message '{entry.id}' is not approved by management" + (f", only by {others}" if others else "")
        elif found.state == "stale" and (last := found.given):
            then = f"was changed since: the digest approved is {last.digest}, that" if last.digest else "is bound to no text: it has no digest, which"
            yield at, f"message '{entry.id}', approved by {last.by} on {last.on}, {then} of the text is {approved.digest(entry.record)[: approved.SHORTEST]}"


@check("MSG-11", level=4, severity="warning", provider=True)
def approval_is_in_date(binder: Binder) -> Said:
    """The approval of a message has not run out and is not older than the interval.

    Names, numbers and promises in a text age while nobody reads it (S1-21).

    Fix: read the message again, and have it approved again with `runbinder approve`.
    """
    limit = binder.settings.intervals.approved
    for entry in letters.answered_for(binder):
        found = approved.standing(binder, entry)
        if found.state == "expired" and (last := found.given):
            end = f"ran out on {last.expires}" if last.expires else f"is {(binder.as_of - last.on).days} days old; intervals.approved is {limit}"
            yield (*entry.route, "approved"), f"the approval of message '{entry.id}' of {last.on} {end}"


@check("MSG-14", level=4, severity="warning", provider=True)
def breach_notice_holds_what_the_law_asks(binder: Binder) -> Said:
    """A notice of a personal-data breach has a place for each item of GDPR 33(3), to the people concerned of 34(2).

    What has no place in the form is forgotten in the night on which it is filled in (GDPR 33(3)(a) to (d), 34(2)).

    Fix: add the variable to `asks` and a sentence with it to the text.
    """
    for entry in letters.answered_for(binder):
        missing = [name for name in ITEMS.get(entry.record.type, ()) if name not in entry.record.variables]
        if missing:
            yield (*entry.route, "text"), f"message '{entry.id}' has no place for {', '.join(missing)}"


@check("MSG-17", level=4, provider=True)
def internal_message_stays_inside(binder: Binder) -> Said:
    """A message that is internal is not addressed to anybody outside, and no entry of the plan sends it there.

    What staff are told among themselves is read differently by a customer or a journalist (S1-22).

    Fix: take the audience out of `to`, choose another message in the entry, or take `internal` off and have it approved again.
    """
    for entry in letters.answered_for(binder):
        for number, audience in enumerate(entry.record.to):
            if entry.record.internal and audience in OUTSIDE:
                yield (*entry.route, "to", number), f"message '{entry.id}' is internal and addressed to {audience}"
    plan = binder.client.communications
    for number, row in enumerate(plan.entries if plan else ()):
        message, audience = binder.find(row.message), plan.audiences.get(row.audience)
        if message and message.record.internal and audience and audience.party in OUTSIDE:
            at = ("clients", binder.id, "communications", "entries", number, "message")
            yield at, f"entry {number + 1} of the communications plan sends '{row.message}', which is internal, to '{row.audience}' ({audience.party})"


@check("MSG-18", level=4, provider=True)
def sender_may_send_and_has_a_deputy(binder: Binder) -> Said:
    """Every message names its sender, who is among those who may use it and has somebody to stand in.

    A text that one person may send is stuck when that person is (S1-22).

    Fix: name a role under `sender`, list it under `use`, and give it a deputy.
    """
    told = at_work(binder.client.communications)
    sends: dict[str, list[Entry]] = {}
    for entry in letters.answered_for(binder):
        sender, use = entry.record.sender, entry.record.use
        if not sender:
            yield (*entry.route, "sender"), f"message '{entry.id}' names no sender"
            continue
        sends.setdefault(sender, []).append(entry)
        if use and sender not in use.by:
            yield (*entry.route, "use"), f"'{sender}' sends message '{entry.id}' and is not among those who may use it: {', '.join(use.by)}"
    for sender, entries in sends.items():
        if sender not in told and (role := alone(binder, sender)):
            listed = ", ".join(f"'{entry.id}'" for entry in entries)
            yield (*entries[0].route, "sender"), f"'{sender}', who sends {listed}, has no deputy: {role.record.holder} is the only one"


@check("MSG-19", level=4, severity="warning")
def scenario_has_its_messages(binder: Binder) -> Said:
    """Every scenario of the transition plan has a message that goes out in it.

    When the provider is gone, the one who used to write the messages is gone too (S1-10, S1-19).

    Fix: name messages under the scenario's `messages`, or the scenario under a message's `scenarios`.
    """
    plan = binder.client.transition
    named = {scenario for entry in binder.all("message") for scenario in entry.record.scenarios}
    for name, scenario in plan.scenarios.items() if plan else ():
        if not scenario.messages and name not in named:
            yield ("clients", binder.id, "transition", "scenarios", name), f"no message is there for scenario '{name}'"


def _but(binder: Binder, entry: Entry, given: MessageApproval) -> str:
    """`as lawyer`, or in which capacity and why that counts for nothing."""
    why = approved.worthless(binder, entry, given)
    return why if why.startswith("as ") else f"as {given.as_}" + (f" ({why})" if why else "")
