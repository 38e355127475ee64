"""COM: the times that are promised - to authorities by law, to clients by the provider's standard."""

import re
from datetime import time, timedelta

from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.values import Duration


@check("COM-06", level=4, severity="warning")
def legal_clock_is_kept(binder: Binder) -> Said:
    """The plan has an entry for each law that sets the client a time to notify in, and is at least as quick as the law.

    A clock of 72 hours runs over the weekend and is not read up while it runs (GDPR 33, NIS2 23, DORA 19; help text, not
    legal advice).

    Fix: add an entry with `regime`, or lower `within` below the limit of that clock.
    """
    plan = binder.client.communications
    if not plan:
        return
    clocks = {entry.id: entry.record for entry in binder.all("legal_clock")}
    for number, entry in enumerate(plan.entries):
        clock = clocks.get(entry.regime or "")
        if clock and clock.limit and entry.within > clock.limit:
            at = ("clients", binder.id, "communications", "entries", number, "within")
            yield at, f"entry {number + 1} of the communications plan allows {entry.within}; {clock.source} allows {clock.limit} ('{entry.regime}')"
    kept = {_law(clocks[entry.regime].source) for entry in plan.entries if entry.regime in clocks}
    missed = {law: name for name, clock in reversed(clocks.items()) if (law := _law(clock.source)) not in kept}
    for number, regime in enumerate(binder.client.profile.regimes):
        for law, name in missed.items():
            if re.search(rf"\b{re.escape(law)}\b", regime):
                at = ("clients", binder.id, "profile", "regimes", number)
                yield at, f"'{regime}' applies, and no entry of the communications plan keeps a clock of it, such as '{name}'"


@check("COM-08", level=4, scope="provider")
def promised_news_comes_often_enough(binder: Binder) -> Said:
    """The provider's standard promises news at least hourly for urgent tickets with two hours skipped, three times a day for high, daily for medium, and for all by 16:30.

    A client who has to ask for news was let down already, whatever is repaired (S3-15 to S3-19).

    Fix: bring `every`, `skips`, `slots`, `per_day` or `end_of_day` in standard.yml back to these.
    """
    standard, route = binder.provider.standard, ("provider", "standard")
    if not standard:
        yield route, f"provider '{binder.provider_id}' has no communication standard"
        return
    urgent, high, medium = (standard.urgencies.get(name) for name in ("urgent", "high", "medium"))
    for name, rule in (("urgent", urgent), ("high", high), ("medium", medium)):
        if not rule:
            yield (*route, "urgencies"), f"the standard has no cadence for urgency '{name}'"
    if urgent and (not urgent.every or urgent.every * (urgent.skips + 1) > timedelta(hours=3)):
        gap = f"may leave {Duration.read(urgent.every * (urgent.skips + 1))} between updates" if urgent.every else "has no time between updates"
        yield (*route, "urgencies", "urgent"), f"urgency 'urgent' {gap}; it is to be 3 h at most"
    if high and len(high.slots) < 3 and not (high.every and high.every <= timedelta(hours=4)):
        yield (*route, "urgencies", "high"), f"urgency 'high' has {len(high.slots)} times of day for an update; it is to be 3"
    if medium and not (medium.per_day or medium.slots or (medium.every and medium.every <= timedelta(days=1))):
        yield (*route, "urgencies", "medium"), "urgency 'medium' has no update each day"
    if standard.end_of_day > time(16, 30):
        yield (*route, "end_of_day"), f"the last update of the day is due at {standard.end_of_day:%H:%M}; it is to be 16:30 at the latest"


def _law(source: str) -> str:
    """`GDPR` of `GDPR Art. 33(1)`."""
    return re.split(r",| Art\.| para ", source)[0]
