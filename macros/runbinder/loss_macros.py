"""The macros of loss: what every scenario takes, and what hangs on one thing alone."""

from markupsafe import Markup, escape

from runbinder.analysis.cures import UNSAID
from runbinder.analysis.dependencies import Key
from runbinder.analysis.loss import Loss, chain, ending, of_scenario, scenarios, words
from runbinder.analysis.points import cured_by, single_points
from runbinder.calls import macro
from runbinder.model.binder import Entry
from runbinder.model.values import Duration
from runbinder.pages import address
from runbinder.render import View

_LISTED = {"service": ("Services that stop", "service", "running"), "procedure": ("Procedures nobody can carry out", "procedure", "carried out"),
           "role": ("Roles nobody is left for", "role", "held"), "credential": ("Credentials nobody can fetch", "credential", "in reach"),
           "message": ("Messages nobody may send", "message", "ready to send"), "copy": ("Copies of the binder out of reach", "copy of the binder", "in reach")}
_MANY = 3
"""From how many alternatives on a reason names the first and counts the rest."""


@macro
def loss(view: View) -> Markup:
    """Every scenario run on this binder: what is lost, what remains, what brings it back and after how long."""
    rows, first = [], {}
    for name, (title, _) in scenarios(view.binder).items():
        losses = of_scenario(view.binder, name)
        same = first.setdefault(tuple(one.removed for one in losses), name)
        rows.append((name, title, [_Shown(view, one) for one in losses], same if same != name else ""))
    return view.render("loss", rows=rows)


@macro
def points(view: View) -> Markup:
    """Single points of failure: each thing that something hangs on alone, worst first, with what would cure it."""
    risks = {str(entry.record.of): entry for entry in view.binder.all("risk")}
    rows = [(rank, one, _links(view, one.loss.removed), cured_by(view.binder, one), next((risks[name] for _, name in one.loss.removed if name in risks), None))
            for rank, one in enumerate(single_points(view.binder), start=1)]
    return view.render("points", rows=rows, back=_back_of_point)


def shown(view: View, name: str) -> list["_Shown"]:
    """The losses of a scenario, for its own page."""
    return [_Shown(view, one) for one in of_scenario(view.binder, name)] if name in scenarios(view.binder) else []


class _Shown:
    """One loss in the words and links of a page."""

    def __init__(self, view: View, loss_: Loss) -> None:
        self.view, self.loss, self.title = view, loss_, loss_.title
        self.removed = _links(view, loss_.removed)
        self.lists = [(heading, self._counted(kind, what, state), entries) for kind, (heading, what, state) in _LISTED.items() if (entries := self._entries(kind))]
        self.trees = [(tree, [words(view.binder, _who(view, who)) for who in dead], [words(view.binder, _who(view, who)) for who in loss_.untold(tree)])
                      for tree in view.binder.all("contact_tree") if tree.party == "client" and (dead := loss_.unreached(tree))]
        self.lapses, self.approvals, self.unrecoverable = loss_.lapses(), loss_.approvals(), loss_.unrecoverable()
        self.for_good = loss_.for_good()
        self.nothing = not (self.lists or self.trees or self.approvals or self.unrecoverable)

    def count(self, kind: str) -> int:
        return len(self._entries(kind))

    def remains(self, kind: str) -> str:
        """`37 of 39`: how many of a kind are not lost."""
        every = [entry for entry in self.view.binder.all(kind) if kind in ("role", "message") or entry.party == "client"]
        return f"{len(every) - len(self.loss.of(kind))} of {len(every)}"

    def back(self, entry: Entry) -> Markup:
        """When a record is back and through what; a badge where it never is."""
        found = self.loss.back.get((entry.kind, entry.id))
        if not found:
            return Markup('<span class="rb-badge rb-badge--{}">{}</span>').format(*(("bad", "never") if entry in self.for_good else ("muted", "not brought back")))
        late = entry.kind == "service" and entry.record.recovery and found.after > entry.record.recovery.mtpd
        time = _time(found.after)
        shown = Markup('<span class="rb-badge rb-badge--bad">{}: too late</span>').format(time) if late else Markup("<b>{}</b>").format(time)
        return shown + (Markup(', <span class="rb-meta">{}</span>').format(found.cure.words) if found.cure else Markup(""))

    def latest(self) -> str:
        """When the last of the services is back."""
        times = [self.loss.after(("service", entry.id)) for entry in self.loss.of("service")]
        return "never" if None in times else _time(max(time for time in times if time is not None)) if times else ""

    def why(self, entry: Entry, kind: str = "") -> Markup:
        """The chain of reasons with its links: is carried out by A, A is held by B, B is gone."""
        lines: list[Markup] = []
        for one, need in chain(self.loss, (kind or entry.kind, entry.id)):
            subject = Markup("{} ").format(_link(self.view, one)) if lines else Markup("")
            lines.append(subject + (Markup("{} {}").format(need.words, _either(self.view, need.any_of)) if need else escape(ending(self.loss, one))))
        return Markup("; ").join(lines)

    def _entries(self, kind: str) -> list[Entry]:
        return [entry for entry in self.loss.of(kind) if (kind, entry.id) not in self.loss.removed]

    def _counted(self, kind: str, what: str, state: str) -> str:
        return f"{self.remains(kind)} {'copies of the binder' if kind == 'copy' else f'{what}s'} {'are' if what else ''} still {state}"


def _who(view: View, name: str) -> Key:
    entry = view.binder.find(name, ("role", "person", "organisation"))
    return (entry.kind, entry.id) if entry else ("person", name)


def _link(view: View, key: Key) -> Markup:
    entry = view.binder.index.get(key[0], {}).get(key[1])
    if entry is None or entry.kind in ("resource",) and entry.party == "provider":
        return escape(words(view.binder, key))
    return Markup('<a href="{}">{}</a>').format(view.url(address(entry)), entry.title)


def _links(view: View, keys: tuple[Key, ...]) -> Markup:
    """What was taken away; everybody of an organisation in three words instead of by name."""
    whole = {name for kind, name in keys if kind == "workforce"}
    staff = {("person", entry.id) for entry in view.binder.all("person") if entry.record.organisation in whole}
    everyone = [Markup("everyone of {}").format(_link(view, ("organisation", name))) for name in sorted(whole)]
    return Markup(", ").join([*everyone, *(_link(view, key) for key in keys if key[0] != "workforce" and key not in staff)])


def _either(view: View, keys: tuple[Key, ...]) -> Markup:
    """`A or B`; of many the first ones, and how many more."""
    unique = list(dict.fromkeys(keys))
    named = [_link(view, key) for key in unique[:_MANY]]
    more = [escape(f"{len(unique) - _MANY} others")] * (len(unique) > _MANY)
    return Markup(" or ").join([*named, *more]) or Markup("nobody")


def _time(after: object) -> str:
    if after >= UNSAID:  # type: ignore[operator]
        return "a time nobody wrote down"
    return str(Duration.read(after)) if after else "at once"


def _back_of_point(one: object) -> str:
    after = one.back()  # type: ignore[attr-defined]
    return "never" if after is None else _time(after)
