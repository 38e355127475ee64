"""What a copy of the binder carries, and whether that is what the binder says now (CP-2, AA22-131A).

At the foot of every page of a copy stand its version and the digest of the plans that it was made of; the register holds
both. A copy is

- current, if its digest is that of the plans now;
- of this version, if it is of the binder's version and gives no digest: nobody can tell from the register what was edited since;
- an earlier build, if it is of the binder's version and its digest is another: the plans were edited since, and the version
  was not raised. After each edit that is so for every copy, and nothing is wrong with it. It is overdue when the copy was
  handed over longer ago than `copy_delivered` allows: by then edits have piled up under one number;
- outdated, if it is of another version;
- unknown, if it says neither a version nor the digest of now.

The digest of the plans leaves out what the register says of a copy when it is handed over (version, digest, day), so that
to write it down does not make an earlier build of all copies.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from runbinder.analysis.reach import own
from runbinder.errors import Fixable
from runbinder.model.binder import Binder, Entry
from runbinder.validate import did_you_mean

State = Literal["current", "of this version", "an earlier build", "outdated", "says no version", "the binder has no version"]


def state(binder: Binder, entry: Entry) -> State:
    """What a copy carries, compared with the binder as it is written now."""
    it, header = entry.record, binder.client.profile.document
    same = of_now(binder, it.digest) if it.digest else None
    if not header or not header.version:
        return "the binder has no version"
    if not it.version:
        return "current" if same else "says no version"
    if it.version != header.version:
        return "outdated"
    return "of this version" if same is None else "current" if same else "an earlier build"


def of_now(binder: Binder, digest: str) -> bool:
    """Whether a digest that somebody copied out, as far as it goes, is that of the plans as they are now."""
    return binder.digest.startswith(digest.casefold()[: len(binder.digest)])


def replaced_by(binder: Binder, entry: Entry) -> date:
    """The day by which a copy is handed over anew, whatever it carries."""
    due: date = entry.record.delivered + binder.settings.intervals.copy_delivered
    return due


def overdue(binder: Binder) -> Iterator[Entry]:
    """Copies that are an earlier build of the binder's version, and out for longer than the interval."""
    yield from (entry for entry in own(binder, "copy") if state(binder, entry) == "an earlier build" and binder.as_of > replaced_by(binder, entry))


def stamp(binder: Binder, name: str) -> dict[str, str]:
    """What every page of a copy says of it: its number, and who holds it as far as the readers of its edition may know."""
    whole = (binder.whole or binder).index
    if name not in whole.get("copy", {}):
        return {}
    shown = binder.index["copy"].get(name)
    holder = binder.find(shown.record.holder) if shown else None
    known = holder is not None and holder.id in whole[holder.kind]
    return {"copy": str(whole["copy"][name].record.number), **({"holder": holder.title} if holder and known else {})}


def registered(binder: Binder, number: str) -> Entry:
    """The copy with a number, or an id, in the register. Raises Fixable where it is in nobody's hands, or in several."""
    copies = own(binder, "copy")
    found = [one for one in copies if one.record.number.casefold() == number.casefold()] or [one for one in copies if one.id == number]
    if len(found) == 1:
        return found[0]
    if found:
        raise Fixable(f"several copies have the number '{number}': {', '.join(one.id for one in found)}", "give each its own number in the register")
    close = did_you_mean(number, [one.record.number for one in copies])
    known = f"it has {', '.join(f'{one.record.number} ({one.record.holder})' for one in copies)}" if copies else f"write it down under `copies` first, in plans/clients/{binder.id}/copies.yml"
    raise Fixable(f"the register of '{binder.id}' has no copy '{number}'", f"{close} {known}" if close.startswith("did") else known)
