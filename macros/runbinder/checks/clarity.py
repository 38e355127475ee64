"""PRC: whether a procedure says everything to somebody who was never there."""

import re
from collections.abc import Iterable, Iterator

from runbinder.analysis.jargon import abbreviations, defined, spoken
from runbinder.analysis.phrases import straight
from runbinder.analysis.reach import own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route, walk
from runbinder.model.procedures import Step
from runbinder.model.values import Prose, Text

# What only those understand who know it already; matched on straight quotes and lower case.
TRIBAL = (
    r"as (?:usual|always|we always do|discussed|agreed on the phone)",
    r"(?:the|my|your|our) (?:usual|normal|standard) (?:password|passphrase|pin|code|login|account|key|way|place|person|people|settings|stuff|procedure)",
    r"(?:the ones?|as|like|where|who) you know|you know (?:who|which|where|how|the)|everybody knows|everyone knows",
    r"the way \w+ (?:showed|told|taught|explained|does|did)(?: \w+)?",
    r"(?:same (?:way )?as|like|as) last time|from memory|by heart|in (?:my|his|her) head",
    r"(?:see|read|in) (?:the |my |your |our |his |her |that )?(?:e-?mail|mail|chat|ticket) (?:from|of) (?:last|back|before|then|me)",
    r"see (?:the |my |your |our |his |her |that )?(?:e-?mail|mail|chat)\b",
    r"figure (?:it |this )?out|somehow|obviously|it is obvious|should be obvious|ask around|whoever (?:knows|built|set)(?: it)?(?: up)?",
)
_TRIBAL = re.compile("|".join(rf"\b(?:{one})\b" for one in TRIBAL), re.IGNORECASE)
# "Ask Bob": a name with nothing after it that says which Bob, or why him.
_ASK = re.compile(r"\b(?:[Aa]sk|[Cc]all|[Rr]ing|[Pp]hone|[Tt]ext|[Tt]ell|[Mm]ail|[Cc]heck with|[Ss]peak to|[Tt]alk to) ([A-Z][a-z]+)\b(?! [A-Z])")
# Documents that are not in the binder, and that need the systems which may be down.
_ELSEWHERE = re.compile(
    r"\b(?:(?:in|on|see|to|from) (?:the |our |your )?(?:\w+ )?(?:wiki|intranet|confluence|knowledge base)|see (?:the |our )?(?:\w+ )?(?:manual|documentation)"
    r"|(?:see|read|described|documented|explained|instructions?|guide)\b[^.;]{0,40}?https?://[^\s)>\]]+)",
    re.IGNORECASE,
)
# Orders that need more than the order: on which machine, with what, and what shows that it worked.
_VAGUE = re.compile(
    r"(?:then |now |if \w+(?: \w+){0,5}, )?(?:restore|rebuild|reinstall|install|configure|set up|deploy|migrate|recover|repair|fix|restart|reboot|reset|roll back|fail over"
    r"|update|upgrade|patch|check|verify|test|make sure|confirm|look (?:at|for|into))\b",
    re.IGNORECASE,
)
# Something that can be looked for: code, a label on a screen, a quotation, a number, a record of the binder.
_CONCRETE = re.compile(r"`|\*\w|\"|“|\d|\[\[|https?://")


@check("PRC-06", level=2, severity="warning")
def step_says_what_should_happen(binder: Binder) -> Said:
    """Every step that is more than one line says what should happen, and what to do if it does not.

    Without it a stranger does not know whether to go on; a single line is enough where nothing can go wrong (S2-24, S2-26).

    Fix: add `expect` with what one sees, and `if_not` with what to do or whom to call.
    """
    for entry in own(binder, "procedure"):
        steps = [(number, step) for number, step in enumerate(entry.record.steps) if not _bare(step)]
        silent = [number for number, step in steps if not step.expect]
        helpless = [number for number, step in steps if step.expect and not step.if_not]
        said = [
            f"{_steps(numbers)} {'does' if len(numbers) == 1 else 'do'} not say {what}"
            for numbers, what in ((silent, "what should happen"), (helpless, "what to do otherwise")) if numbers
        ]
        if said:
            yield (*entry.route, "steps", min(silent + helpless)), f"procedure '{entry.id}': {'; '.join(said)}"


@check("PRC-07", level=2, severity="warning")
def procedure_needs_no_inside_knowledge(binder: Binder) -> Said:
    """No procedure leans on what only those know who know it already: "as usual", "the normal password", "ask Bob".

    Any qualified technician should find everything in the binder (S2-26).

    Fix: write down what is meant; name a person by a role, a credential by its record, a procedure as `[[procedure:id]]`.
    """
    names = _names(binder)
    for entry, route, text in _prose(binder):
        plain = straight(text)
        found = [match[0] for match in _TRIBAL.finditer(plain)] + [match[0] for match in _ASK.finditer(plain) if match[1] not in names]
        for phrase in dict.fromkeys(found):
            yield route, f"procedure '{entry.id}': {_place(entry, route)} says \"{phrase}\", which a stranger can not follow"


@check("PRC-08", level=2, severity="warning")
def abbreviation_is_in_the_glossary(binder: Binder) -> Said:
    """Every abbreviation in a procedure is in the glossary of the client or of the provider.

    What everybody in the house says, nobody outside can look up (S2-24).

    Fix: add it to glossary.yml, with its meaning and itself under `also`; or write it out.
    """
    texts = list(_prose(binder))
    known = defined(binder) | spoken(text for _, _, text in texts)
    used: dict[str, list[tuple[Entry, Route]]] = {}
    for entry, route, text in texts:
        for word in dict.fromkeys(abbreviations(text)):
            if word not in known:
                used.setdefault(word, []).append((entry, route))
    for word, places in used.items():
        entry, route = places[0]
        more = f", one of {len(places)} places" if len(places) > 1 else ""
        yield route, f"'{word}' is in no glossary; procedure '{entry.id}' uses it in {_place(entry, route)}{more}"


@check("PRC-10", level=2, severity="warning")
def step_is_one_thing_to_do(binder: Binder) -> Said:
    """Every step is short enough to be read, done and ticked off (`step_words` in the settings).

    In a long step one loses one's place, at night more than by day (S2-24).

    Fix: split it into steps; put what explains it into `why`, `caution` or `notes`.
    """
    limit = binder.settings.thresholds.step_words
    for entry in own(binder, "procedure"):
        for number, step in enumerate(entry.record.steps):
            if (words := len(step.do.split())) > limit:
                yield (*entry.route, "steps", number, "do"), f"procedure '{entry.id}': step {number + 1} has {words} words; the limit is {limit} (step_words)"


@check("PRC-11", level=2, severity="warning")
def procedure_stands_in_the_binder(binder: Binder) -> Said:
    """No procedure sends its reader to a wiki, a manual or a web page for what has to be done.

    The binder has to be enough when the systems are down, and those pages are on the systems (RTS 2024/1774 Art. 26(1)(d), S2-26).

    Fix: copy what is needed into the step, or attach the document and name it under `attachments`.
    """
    for entry, route, text in _prose(binder):
        for match in _ELSEWHERE.finditer(straight(text)):
            yield route, f"procedure '{entry.id}': {_place(entry, route)} says \"{match[0]}\", which is not in the binder"


@check("PRC-12", level=2, severity="warning")
def step_is_at_keystroke_level(binder: Binder) -> Said:
    """Every step that changes or checks a system says where, with what, or what one then sees.

    "Restore the server" is a heading; somebody who could do it from that needs no binder (S2-24, S2-26).

    Fix: write `where` and `run`, or the windows and buttons in their order, and what one sees as `expect`; or go on with a `[[procedure:id]]`.
    """
    for entry in own(binder, "procedure"):
        for number, step in enumerate(entry.record.steps):
            if _bare(step) and _VAGUE.match(step.do) and not _CONCRETE.search(step.do):
                yield (*entry.route, "steps", number), f"procedure '{entry.id}': step {number + 1}, \"{straight(step.do)}\", does not say where, with what, or what one then sees"


def _bare(step: Step) -> bool:
    """Whether a step is one line of text: what has to be done, and perhaps how long that takes."""
    return step.model_fields_set <= {"do", "takes", "own"}


def _prose(binder: Binder) -> Iterator[tuple[Entry, Route, str]]:
    """What a procedure tells its reader, without the records of its tests and the values it was made with."""
    for entry in own(binder, "procedure"):
        for route, value in walk(entry.record, entry.route):
            if isinstance(value, (Prose, Text)) and route[len(entry.route)] not in ("tests", "with", "document", "parameters"):
                yield entry, route, value


def _place(entry: Entry, route: Route) -> str:
    field, *rest = route[len(entry.route):]
    return f"step {int(rest[0]) + 1}" if field == "steps" else f"'{field}'"


def _steps(numbers: Iterable[int]) -> str:
    names = [str(number + 1) for number in numbers]
    return f"step {names[0]}" if len(names) == 1 else f"steps {', '.join(names[:-1])} and {names[-1]}"


def _names(binder: Binder) -> set[str]:
    """Words of the names that a stranger can look up: everything in the binder but people, who are more than a first name."""
    titled = (entry.title for kind, family in binder.index.items() if kind != "person" for entry in family.values())
    return {word for title in titled for word in title.split()}
