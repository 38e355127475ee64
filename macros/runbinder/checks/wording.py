"""MSG: what the messages say, read as those who get them would read it, with the examples filled in."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from runbinder.analysis import letters, phrases, sms
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.messages import ForbiddenPhrase

PUBLIC = ("sms", "social media", "ivr", "status page", "media")
"""Forms that others than the person addressed may read or hear, or that nobody can call back."""


@check("MSG-03", level=4, provider=True)
def nothing_is_left_unfilled(binder: Binder) -> Said:
    """With its examples filled in, a message has no brace, bracket or placeholder left.

    What is unfilled on a quiet day goes out unfilled on the other one (S1-22).

    Fix: write a variable as two braces, small letters and underscores, give each an `example`, and finish the sentence.
    """
    for entry, route, text in _as_sent(binder):
        if left := re.search(r"\{\{.{0,30}|.{0,30}\}\}", text):
            yield route, f"message '{entry.id}' is not filled in at '{left[0]}'"
    for entry, route, phrase, words in _forbidden(binder):
        if phrase.class_ == "placeholder":
            yield route, f"message '{entry.id}' is not filled in at '{words}'"
    for entry in letters.answered_for(binder):
        for name, asked in entry.record.asks.items():
            if not asked.example and asked.required:
                yield (*entry.route, "asks", name), f"variable '{name}' of message '{entry.id}' has no example: what it looks like filled in is not known"


@check("MSG-04", level=4, provider=True)
def nothing_forbidden_is_said(binder: Binder) -> Said:
    """No message dismisses a problem, blames anybody, promises a time for the repair or talks down a worry.

    The phrases are those of severity `error` in the provider's standard, matched however they were typed; beside them, a
    name next to a verb of blame (S1-11, S3-11, S3-24, S3-27, S3-29). What must not be said is looked for in the texts of
    messages alone. A text that has to say it none the less has a waiver with its reason.

    Fix: say it as the standard proposes.
    """
    for entry, route, phrase, words in _forbidden(binder):
        if phrase.severity == "error" and phrase.class_ != "placeholder":
            yield route, f"message '{entry.id}' says '{words}' ({phrase.class_}); the standard says instead: {phrase.say}"
    names = tuple(entry.title for entry in binder.all("person"))
    for entry, route, text in _as_sent(binder):
        if blamed := phrases.blamed(text, names):
            yield route, f"message '{entry.id}' says '{blamed}': it connects a person with a cause"


@check("MSG-08", level=4, severity="warning", provider=True)
def text_message_fits(binder: Binder) -> Said:
    """A text message with its longest answers filled in is sent in as many parts as the settings allow.

    Each part is paid for, may come alone or out of order, and a second one is cut off on an old telephone (GSM 03.38: 160
    septets alone, 153 in each of several).

    Fix: shorten the text, or take `sms` out of `channels`. How many parts are allowed is `sms_segments` in the settings.
    """
    limit = binder.settings.thresholds.sms_segments
    for entry, route, text in _text_messages(binder):
        size = _in_its_alphabet(text)
        if limit < size.parts <= 2 * limit and not _over(entry, text):
            yield route, f"text message '{entry.id}' has {size.units} characters and is sent in {size.parts} parts; thresholds.sms_segments is {limit}"


@check("MSG-09", level=4, severity="warning", provider=True)
def text_message_keeps_to_its_alphabet(binder: Binder) -> Said:
    """A text message holds no character outside the GSM alphabet.

    One curly quote, dash or picture brings the limit down from 160 characters to 70 (GSM 03.38).

    Fix: write straight quotes, a hyphen and letters of that alphabet.
    """
    for entry, route, text in _text_messages(binder):
        if foreign := sms.outside(text):
            listed = ", ".join(f"'{one}' (U+{ord(one):04X} {unicodedata.name(one, 'without a name').lower()})" for one in foreign)
            size = sms.measure(text)
            parts = f"{size.parts} part{'s' * (size.parts > 1)} of {70 if size.parts == 1 else 67}"
            yield route, f"text message '{entry.id}' is sent in {parts} characters because of {listed}"


@check("MSG-12", level=4, severity="warning", provider=True)
def second_matter_comes_last(binder: Binder) -> Said:
    """A second issue stands in the last paragraph of a message, after everything about the first.

    Whoever reads of two problems at once thinks that there are three (S3-25).

    Fix: move the paragraph with `other_issue` to the end, and `footnote` to the end of `contains`.
    """
    for entry in letters.answered_for(binder):
        *before, _ = re.split(r"\n\s*\n", entry.record.text.strip())
        early = [name for name in letters.variables("\n".join(before)) if name.startswith("other_")]
        if early:
            yield (*entry.route, "text"), f"message '{entry.id}' speaks of the second matter ('{early[0]}') before its last paragraph"
        elif "footnote" in entry.record.contains[:-1]:
            after = entry.record.contains[entry.record.contains.index("footnote") + 1]
            yield (*entry.route, "contains"), f"in message '{entry.id}' the footnote comes before '{after}'"


@check("MSG-13", level=4, severity="warning", provider=True)
def words_are_plain_and_sure(binder: Binder) -> Said:
    """No message hedges, guesses, belittles, or names machines by their names.

    "Should be fixed" says that nobody looked; "some users" says that nobody counted (S1-5, S3-24, S3-32, GDPR 34(2)). The
    phrases are those of severity `warning` in the provider's standard.

    Fix: say it as the standard proposes.
    """
    for entry, route, phrase, words in _forbidden(binder):
        if phrase.severity == "warning" and phrase.class_ != "placeholder":
            yield route, f"message '{entry.id}' says '{words}' ({phrase.class_}); the standard says instead: {phrase.say}"


@check("MSG-15", level=4, severity="warning", provider=True)
def detail_stays_off_open_channels(binder: Binder) -> Said:
    """No answer that is internal or restricted, and no notice of a data breach, goes out where others can read it.

    A text message lies on a locked screen, a post is for ever (S1-14, CIS 17.6).

    Fix: take the form out of `channels` or the variable out of the text; if everybody may read it, lower its classification.
    """
    for entry in letters.answered_for(binder):
        message = entry.record
        public = {form: letters.variables(message.forms.get(form, message.text)) for form in message.channels if form in PUBLIC}
        if public and message.type.startswith("data_breach_"):
            yield (*entry.route, "channels"), f"message '{entry.id}' is a notice of a data breach and goes out by {', '.join(public)}"
        for name, asked in message.asks.items():
            forms = ", ".join(form for form, used in public.items() if name in used)
            if forms and asked.classification in ("internal", "restricted"):
                yield (*entry.route, "asks", name), f"'{name}' in message '{entry.id}' is {asked.classification} and goes out by {forms}"


@check("MSG-16", level=4, severity="warning", provider=True)
def sentences_are_short(binder: Binder) -> Said:
    """The sentences of a message are short enough to be read once, by somebody who has no time.

    Plain language is a duty where data are concerned, and a courtesy elsewhere (GDPR 34(2), S1-17).

    Fix: make two sentences of one. The limit is `sentence_words` in the settings.
    """
    limit = binder.settings.thresholds.sentence_words
    for entry, route, text in _as_sent(binder):
        average = phrases.words_per_sentence(text)
        if average > limit:
            yield route, f"the sentences of message '{entry.id}' have {average:.0f} words on average; thresholds.sentence_words is {limit}"


@check("MSG-20", level=4, provider=True)
def message_is_not_cut_off(binder: Binder) -> Said:
    """A message with its longest answers filled in keeps within its own `max_length`, and a text message within twice the parts allowed.

    What is too long is cut off, and the end is where the number to call is (S1-22).

    Fix: shorten the text or the longest answers; if `max_length` is wrong, correct it.
    """
    limit = 2 * binder.settings.thresholds.sms_segments
    for entry, route, text in _as_sent(binder):
        if route[-1] == "text" and _over(entry, text):
            yield route, f"message '{entry.id}' has {len(text)} characters with its examples filled in; its max_length is {entry.record.max_length}"
    for entry, route, text in _text_messages(binder):
        size = _in_its_alphabet(text)
        if size.parts > limit and not _over(entry, text):
            yield route, f"text message '{entry.id}' has {size.units} characters and is sent in {size.parts} parts; {limit} are allowed at most (twice thresholds.sms_segments)"


@check("MSG-21", level=4, scope="provider")
def forbidden_phrase_can_be_looked_for(binder: Binder) -> Said:
    """Every forbidden phrase of the standard is a regular expression that can match text in small letters with straight quotes.

    A pattern that can not match forbids nothing, and nobody notices (S3-11).

    Fix: correct the pattern: small letters, ' for the apostrophe.
    """
    for number, phrase in enumerate(binder.provider.standard.forbidden if binder.provider.standard else ()):
        at = ("provider", "standard", "forbidden", number, "pattern")
        letters_alone = re.sub(r"\\.|\(\?\w*", "", phrase.pattern)
        if not phrases.readable(phrase.pattern):
            yield at, f"pattern '{phrase.pattern}' ({phrase.class_}) is no regular expression"
        elif letters_alone != letters_alone.casefold() or set(letters_alone) & set("‘’“”"):
            yield at, f"pattern '{phrase.pattern}' ({phrase.class_}) has capital letters or typographic quotes and matches nothing"


def _as_sent(binder: Binder) -> Iterator[tuple[Entry, Route, str]]:
    """Every text that somebody would read, with its route, examples filled in."""
    for entry in letters.answered_for(binder):
        for route, text in letters.bodies(entry.record):
            yield entry, (*entry.route, *route), letters.filled(binder, entry.record, text)


def _text_messages(binder: Binder) -> Iterator[tuple[Entry, Route, str]]:
    """The words for a text message; the text itself where there are none, and its translations with it."""
    for entry, route, text in _as_sent(binder):
        if "sms" in _forms(entry, route) and route[-1] != "subject":
            yield entry, route, text


def _forms(entry: Entry, route: Route) -> tuple[str, ...]:
    return letters.heard_in(entry.record, route[len(entry.route):])


def _in_its_alphabet(text: str) -> sms.Sms:
    """The size without the characters that MSG-09 speaks of."""
    return sms.measure(text.translate({ord(one): "?" for one in sms.outside(text)}))


def _over(entry: Entry, text: str) -> bool:
    """Whether a text is longer than the message itself allows."""
    return bool(entry.record.max_length and len(text) > entry.record.max_length)


@lru_cache(maxsize=4)
def _forbidden(binder: Binder) -> tuple[tuple[Entry, Route, ForbiddenPhrase, str], ...]:
    """Every forbidden phrase in every text, with the words that matched; three checks share the search."""
    standard = binder.provider.standard
    said = standard.forbidden if standard else ()
    return tuple(
        (entry, route, phrase, words)
        for entry, route, text in _as_sent(binder) for phrase, words in phrases.forbidden(text, said, _forms(entry, route))
    )
