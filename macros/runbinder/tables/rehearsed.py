"""What was rehearsed, and what never."""

from collections.abc import Iterator

from runbinder.analysis.rehearsed_coverage import rehearsed
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder
from runbinder.tables.registry import Row, table


@table("What was rehearsed", "exercises/index", "Record", "Kind", "State", "Last tried", "In", "How", "How deep", "Deepest in date", "Result", "By", "Did not count", "Because", "Next planned", "Next in")
def rehearsals(binder: Binder) -> Iterator[Row]:
    for kind, items in rehearsed(binder).items():
        for one in items:
            last, vain, planned = one.last, one.vain, one.next
            tried = (last.day, last.entry or WITHHELD, last.how, last.deep, one.deepest, last.result, list(last.by)) if last else (None, None, None, None, None, None, [])
            yield (one.entry or one.title, kind.replace("_", " "), one.state, *tried, vain.day if vain else None, vain.void if vain else None, planned.record.planned if planned else None, planned)
