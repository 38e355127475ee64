"""How many parts a text message is sent in, and what makes it more than one (GSM 03.38, 3GPP TS 23.038 and 23.040)."""

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each. The 128th place of the alphabet is the escape that the extension begins with."""
EXTENSION = frozenset("^{}\\[~]|€\f")
"""Two septets each: the escape and the character."""


@dataclass(frozen=True)
class Sms:
    """`units` are septets in GSM-7 and UTF-16 code units in UCS-2; `limit` is what one message alone may hold."""

    encoding: str
    units: int
    limit: int
    parts: int


def measure(text: str) -> Sms:
    """Encoding, length and number of parts of a text message.

    A message alone holds 160 septets, or 70 code units; a part of a longer one 153 or 67, as its header takes room.
    A character of two units is never split between two parts.
    """
    if outside(text):
        name, alone, part = "UCS-2", 70, 67
        costs = [2 if ord(one) > 0xFFFF else 1 for one in text]
    else:
        name, alone, part = "GSM-7", 160, 153
        costs = [2 if one in EXTENSION else 1 for one in text]
    return Sms(name, sum(costs), alone, 1 if sum(costs) <= alone else _parts(costs, part))


def outside(text: str) -> list[str]:
    """The characters outside the GSM alphabet, each once: a single one of them brings the limit down from 160 to 70."""
    return [one for one in dict.fromkeys(text) if one not in BASIC and one not in EXTENSION]


def _parts(costs: list[int], room: int) -> int:
    parts, used = 1, 0
    for cost in costs:
        if used + cost > room:
            parts, used = parts + 1, 0
        used += cost
    return parts
