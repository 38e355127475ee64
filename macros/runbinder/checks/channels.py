"""CHN: ways for messages - which there are, what stands in for them, and what they stand on."""

from runbinder.analysis.dependencies import Key, circle, stands_on
from runbinder.analysis.reach import own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry

INFRASTRUCTURE = {"telephone": ("phone", "mobile"), "e-mail": ("email",), "Internet access": ("internet",)}
"""What S1-23 asks for, and the kinds of channel that are it."""
REACHES = {"direct": "speaks to customers directly", "traditional media": "goes over press, radio or television", "social media": "goes over social media"}


@check("CHN-01", level=1)
def telephone_mail_and_internet_are_recorded(binder: Binder) -> Said:
    """The binder says over which telephone, e-mail and Internet access the client works.

    Before one can ask what happens when a line fails, the line has to be written down (S1-23).

    Fix: add a channel of that kind to channels.yml.
    """
    kinds = {entry.record.type for entry in own(binder, "channel")}
    for what, wanted in INFRASTRUCTURE.items():
        if not kinds.intersection(wanted):
            yield ("clients", binder.id, "channels"), f"'{binder.id}' has no channel for {what} (kind {' or '.join(wanted)})"


@check("CHN-02", level=1)
def essential_channel_has_a_fallback(binder: Binder) -> Said:
    """Every telephone, mail and Internet access that others rely on has something that stands in for it.

    A channel stands in if it is named as the fallback; so does a second line that carries the same (S1-24, NIS2-IR
    4.2.4(d), NIST SP 800-53 CP-8). What is itself a fallback needs none.

    Fix: name a channel under `fallback`, or what else carries it under `redundancy`.
    """
    channels = own(binder, "channel")
    stand_ins = {str(name) for entry in channels for name in entry.record.fallback}
    essential = {kind for kinds in INFRASTRUCTURE.values() for kind in kinds}
    planned = _planned(binder)
    for entry in channels:
        channel = entry.record
        if channel.fallback or channel.redundancy or entry.id in stand_ins:
            continue
        if channel.type in essential or entry.id in planned:
            why = f", which the communications plan uses for {planned[entry.id]}," if entry.id in planned else ""
            yield (*entry.route, "fallback"), f"channel '{entry.id}' ({channel.type}){why} has no fallback and nothing else that carries it"


@check("CHN-03", level=1)
def fallback_stands_on_something_else(binder: Binder) -> Said:
    """What stands in for a channel stands on nothing that the channel stands on, however far down.

    A second line through the same firewall is gone with the first (S1-24, NIS2-IR 4.2.4(d)). A building that both are in
    does not count: who has lost it does not work there.

    Fix: name a fallback that needs none of this, or move one of the two to another line or supplier.
    """
    for entry in own(binder, "channel"):
        mine = {("channel", entry.id), *_apart_from_sites(binder, entry)}
        for place, name in enumerate(entry.record.fallback):
            other = binder.find(name, ("channel",))
            if other is None or other.id == entry.id:
                continue
            shared = mine & {("channel", other.id), *_apart_from_sites(binder, other)}
            if shared:
                what = ", ".join(f"{kind} '{one}'" for kind, one in sorted(shared))
                yield (*entry.route, "fallback", place), f"channel '{entry.id}' and its fallback '{other.id}' both stand on {what}"


@check("CHN-04", level=1)
def fallbacks_do_not_go_in_a_circle(binder: Binder) -> Said:
    """Who follows the fallbacks of a channel never comes back to a channel that has failed already.

    Two channels that stand in for each other leave nothing when both are down (S1-24, NIST SP 800-53 CP-8).

    Fix: let the last of them fall back to something else, or to nothing.
    """
    if way := circle({entry.id: entry.record.fallback for entry in own(binder, "channel")}):
        yield ("clients", binder.id, "channels", way[-2], "fallback"), f"the fallbacks of channels go in a circle: {' → '.join(way)}"


@check("CHN-05", level=1, severity="warning")
def status_page_does_not_fail_with_what_it_reports(binder: Binder) -> Said:
    """A status page needs nothing - host, names, login - that a service which it reports on needs as well.

    A page that is down together with the service tells customers nothing at the only time they look (S1-5, S1-23).

    Fix: move the page to another host, domain or account, and correct its `depends_on`.
    """
    services = [(service, {("service", service.id), *_apart_from_sites(binder, service)}) for service in own(binder, "service")]
    for entry in own(binder, "channel"):
        if entry.record.type == "status page":
            page = _apart_from_sites(binder, entry)
            shared = {key: [service.id for service, needed in services if key in needed] for key in sorted(page)}
            for (kind, name), hit in shared.items():
                if hit:
                    yield (*entry.route, "depends_on"), f"status page '{entry.id}' stands on {kind} '{name}', and so does what it reports on: {', '.join(hit)}"


@check("CHN-06", level=4, severity="info")
def large_organisation_has_a_second_contact_centre(binder: Binder) -> Said:
    """A large organisation has a second contact centre, or says why it needs none.

    When everybody calls at once, or the first one can not be used, calls have to go somewhere (S1-25).

    Fix: name the `secondary` under `contact_centres` in communications.yml, or the `decision` against one.
    """
    plan = binder.client.communications
    centres = plan.contact_centres if plan else None
    if binder.client.profile.size == "large" and not (centres and (centres.secondary or centres.decision)):
        yield ("clients", binder.id, "communications", "contact_centres"), f"'{binder.id}' is a large organisation and has no second contact centre"


@check("CHN-07", level=4, severity="warning")
def every_sort_of_reach_is_there_or_ruled_out(binder: Binder) -> Said:
    """Customers are told directly, through traditional media and through social media, or it is said why not.

    What was never decided is improvised in the worst hour (S1-7). Where there is no channel at all, CHN-01 has said so.

    Fix: add a channel with that `reach`, or rule it out with a reason under `ruled_out` in communications.yml.
    """
    reached = {entry.record.reach for entry in own(binder, "channel")}
    ruled_out = [one.what.casefold() for one in binder.client.communications.ruled_out] if binder.client.communications else []
    for reach, does in REACHES.items():
        if reached and reach not in reached and not any(reach in what for what in ruled_out):
            yield ("clients", binder.id, "channels"), f"no channel {does} (reach '{reach}'), and nothing says why not"


def _apart_from_sites(binder: Binder, entry: Entry) -> set[Key]:
    return {key for key in stands_on(binder, entry) if key[0] != "site"}


def _planned(binder: Binder) -> dict[str, str]:
    """Channels that the communications plan counts on, each with the first use."""
    plan, found = binder.client.communications, {}
    if plan:
        for one in plan.entries:
            if not one.or_over:
                found.setdefault(str(one.over), f"messages to '{one.audience}'")
        for name, inbound in plan.inbound.items():
            for channel in inbound.over if len(inbound.over) == 1 else ():
                found.setdefault(str(channel), f"'{name}'")
    return found
