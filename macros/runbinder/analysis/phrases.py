"""Finding what should not be said, however it was typed: the text is brought into one form before it is matched."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from runbinder.model.messages import ForbiddenPhrase

# Quotes, apostrophes and hyphens that a word processor puts in; marks that are not seen, and Markdown's emphasis, go.
_PLAIN = str.maketrans({
    **dict.fromkeys("‘’‚‛ʼ′", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff*`", None),
})
_BLAME = (
    r"(?: (?:has|have|had))?(?: \w+ly)? (?:caused|broke|broken|forgot|forgotten|failed|neglected|overlooked|made (?:a|the) mistake"
    r"|(?:is|was|were) (?:at fault|to blame|responsible for))"
)


def straight(text: str) -> str:
    """Unicode form NFKC, straight quotes, no emphasis, and one space where a line may have been broken."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def normalise(text: str) -> str:
    """What the patterns of the communication standard are matched on: `straight`, and casefolded."""
    return straight(text).casefold()


def forbidden(text: str, phrases: Iterable[ForbiddenPhrase], forms: Iterable[str] = ()) -> Iterator[tuple[ForbiddenPhrase, str]]:
    """Each phrase that stands in a text, with the words that matched, once. `forms` are those in which the text goes out."""
    plain, going = normalise(text), set(forms)
    for phrase in phrases:
        if phrase.where and not going & set(phrase.where):
            continue
        pattern = readable(phrase.pattern)
        if pattern and (match := pattern.search(plain)):
            yield phrase, match[0]


@lru_cache(maxsize=512)
def readable(pattern: str) -> re.Pattern[str] | None:
    """The compiled pattern, or None if it is no regular expression (a check of its own says so)."""
    try:
        return re.compile(pattern)
    except re.error:
        return None


def blamed(text: str, names: Iterable[str]) -> str:
    """The words that connect a person with a cause ("Owen Reed forgot"), or nothing.

    The first and the last name count alone as well. Case counts, so that Grace is a person and grace is not.
    """
    match = _blame(tuple(names)).search(straight(text))
    return match[0] if match else ""


@lru_cache(maxsize=8)
def _blame(names: tuple[str, ...]) -> re.Pattern[str]:
    """Longest name first; a pattern that matches nothing where there are no names."""
    known = {part for name in names for part in (name, *name.split()) if len(part) > 2 and part[0].isupper()}
    any_name = "|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\b(?:{any_name}){_BLAME}\b")


def words_per_sentence(text: str) -> float:
    """The average number of words. A sentence ends at a full stop, and at the end of a paragraph or of an item of a list."""
    pieces = re.split(r"\n\s*\n|\n\s*(?=[-*#]|\d+\.)|(?<=[.!?])[\"'”’)*]*\s+", text)
    counts = [count for piece in pieces if (count := len(re.findall(r"\w[\w'’.:@/-]*", piece)))]
    return sum(counts) / len(counts) if counts else 0
