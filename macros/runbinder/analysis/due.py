"""Everything in a client's plans that falls due on a day: routines, reviews, approvals, rehearsals, renewals, notice, keys, contact points, findings.

What is overdue here is what the checks complain of, so that a list for the wall and a finding never differ; `day` is the
last day on which a thing is still in time. Only what has a day is in the list: of what was never done at all the checks
speak, but for a routine, which is owed at once. The sources are beside this file, in `due_*.py`.
"""

import re
from datetime import timedelta
from functools import lru_cache

from runbinder.analysis import due_lapses, due_open, due_papers, due_people, due_work
from runbinder.analysis.due_kinds import KINDS, Due
from runbinder.model.binder import PROVIDER, Binder

_EMPTIED = re.compile(r"(provider-)?withheld-\d+")
_SOURCES = (
    due_work.routines, due_papers.documents, due_papers.messages, due_papers.plans, due_papers.recoveries, due_work.exercises, due_work.rehearsals,
    due_work.audits, due_work.tests, due_people.contact_points, due_people.channels, due_lapses.things, due_lapses.contracts, due_lapses.keys,
    due_open.findings, due_open.alarms, due_open.weekly, due_lapses.exceptions, due_people.training, due_people.knowledge, due_people.briefings, due_lapses.copies,
)


@lru_cache(maxsize=64)
def due(binder: Binder) -> tuple[Due, ...]:
    """Overdue first, then by day; nothing of what an edition withholds. The provider's own pages have no calendar."""
    if binder.id == PROVIDER:
        return ()
    found = [one for source in _SOURCES for one in source(binder) if binder.edition == "internal" or not any(_EMPTIED.fullmatch(str(step)) for step in one.route)]
    return tuple(sorted(found, key=lambda one: (not one.overdue, one.day, KINDS.index(one.kind), one.title.casefold(), one.words)))


def soon(binder: Binder, within: timedelta) -> tuple[Due, ...]:
    """What is overdue, and what falls due until so long after the binder's day."""
    return tuple(one for one in due(binder) if one.overdue or one.day <= binder.as_of + within)
