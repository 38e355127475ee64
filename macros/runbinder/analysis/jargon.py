"""Words that a stranger has to look up: abbreviations, and where the binder explains them."""

import re
from collections.abc import Iterable

from runbinder.model.binder import Binder

EVERYDAY = frozenset("CCTV CD CEO DVD EU EUR FAQ GBP HR ID IT LED OK PC PDF PIN SIM TV UK US USA USB USD VAT".split())
"""Abbreviations that need no glossary."""
_PLACEHOLDERS = ("tbd", "tbc", "todo", "fixme", "xxx")  # GEN-06 finds them
# What stands there to the letter is not the author's own word: code, labels in emphasis, quotations, references, addresses.
_LITERAL = re.compile(r"```.*?```|`[^`]*`|\*[^*\n]+\*|\"[^\"]*\"|“[^”]*”|\[\[[^\]]*\]\]|https?://\S+", re.DOTALL)
# Capitals alone: no part of an identifier (`NG-27`, `DB_HOST`, `NET::ERR`), no unit after a number (`2 TB`), no Roman numeral.
_ABBREVIATION = re.compile(r"(?<![\w/.:&+@#$%-])(?<!\d )(?!(?:II|III|IV|VI|VII|VIII|IX|XI|XII)\b)([A-Z]{2,6})s?(?![\w/&+@]|:\S|\.\w|-[\dA-Z])")


def abbreviations(text: str) -> list[str]:
    """Words of two to six capital letters, in the order in which they stand there."""
    return [word for word in _ABBREVIATION.findall(_LITERAL.sub(" ", text)) if word.casefold() not in _PLACEHOLDERS]


def defined(binder: Binder) -> set[str]:
    """What needs no explaining: words of both glossaries, of the names of records, and those that everybody knows."""
    known = set(EVERYDAY)
    for entry in binder.all("term"):
        names = (entry.id, entry.record.name or "", *entry.record.also)
        known.update(word.upper() for name in names for word in re.findall(r"\w+", name))
    for family in binder.index.values():
        for entry in family.values():
            names = (entry.title, getattr(entry.record, "identifier", None) or "")
            known.update(word for name in names for word in re.findall(r"\b[A-Z]{2,6}\b", name))
    return known


def spoken(texts: Iterable[str]) -> set[str]:
    """Words that the same texts also write in lower case, in capitals: `ON` and `FAILED` are no abbreviations."""
    return {word.upper() for text in texts for word in re.findall(r"\b[a-z]{2,6}\b", _LITERAL.sub(" ", text))}
