"""What management approved: a digest that changes when the words or the variables of a message do (S1-21).

The canonical form is a JSON array without spaces, in UTF-8, of

1. the subject, or an empty text;
2. the text;
3. the variables that are asked for, as [name, type], sorted by name;
4. the translations in their order, as [language, subject or an empty text, text].

Every text in it is in Unicode form NFC, with line feeds, without space at the ends of its lines and at its own end. So a
file may be quoted, ordered and commented anew, and its examples improved, without an approval being lost. The digest is
the SHA-256 of that, in hexadecimal; an approval quotes its first eight characters or more.
"""

import hashlib
import json
import unicodedata

from runbinder.model.messages import Message

SHORTEST = 8


def canonical(message: Message) -> str:
    """The canonical form described above."""
    asks = [[name, asked.type] for name, asked in sorted(message.asks.items())]
    other = [[_text(one.language), _text(one.subject), _text(one.text)] for one in message.translations]
    return json.dumps([_text(message.subject), _text(message.text), asks, other], ensure_ascii=False, separators=(",", ":"))


def digest(message: Message) -> str:
    """64 hexadecimal characters."""
    return hashlib.sha256(canonical(message).encode()).hexdigest()


def same(quoted: str, message: Message) -> bool:
    """Whether a digest that an approval quotes is that of the message as it is written now."""
    return len(quoted) >= SHORTEST and digest(message).startswith(quoted.casefold())


def _text(text: str | None) -> str:
    lines = unicodedata.normalize("NFC", text or "").splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip()
