"""What has a day: a routine, a review, a renewal ... (S2-21). The sources of such things are in the files whose names begin with due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route

KINDS = ("routine", "review", "approval", "exercise", "audit", "test", "contact", "renewal", "notice", "contract", "key", "finding", "exception", "report", "training", "copy", "successor")
"""In the order in which a day lists them."""
PLANS = {"transition": "Transition-away plan", "incident_team": "Incident team plan", "dispute_protocol": "Dispute protocol", "communications": "Communications plan"}


@dataclass(frozen=True)
class Due:
    """Something with a day.

    `who` are ids of roles, people or organisations; `entry` is None for a plan, which is no record; `route` is where the day
    is written; `together` is how several of a day are told as one, where the words alone are not the same.
    """

    day: date
    kind: str
    title: str
    words: str
    who: tuple[str, ...]
    overdue: bool
    route: Route
    entry: Entry | None = None
    together: str = ""


def falls(binder: Binder, day: date, kind: str, thing: Entry | str, words: str, who: Any = (), at: Route = (), overdue: bool | None = None, together: str = "") -> Due:
    """`thing` is a record, or the field of a plan; `who` one id, several, or nobody; `at` the way from there to the day."""
    named = [who] if isinstance(who, str) else [one for one in who or () if one]
    entry = thing if isinstance(thing, Entry) else None
    base = thing.route if isinstance(thing, Entry) else ("clients", binder.id, thing)
    title = thing.title if isinstance(thing, Entry) else PLANS[thing]
    return Due(day, kind, title, words, tuple(dict.fromkeys(str(one) for one in named)), day < binder.as_of if overdue is None else overdue, (*base, *at), entry, together)
