"""What looks like a secret in a text: the binder says where a secret is kept, never what it is (ISO 27001 5.17).

Three sorts of rules. A shape that nothing else has: a private key, a token of GitHub, a hash. A command or an address
that carries a password in a known place: `curl -u user:...`. And a name that says what follows it, as `password:`; what
follows is then judged: the secret itself, or words, a path, an envelope's number, a variable, that say where it is?

A line that looks wrong and is not ends with the reason: `# not a secret: the serial number of the lock`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

EXEMPT = re.compile(r"not a secret:[ \t]*\w")

# A shape has no blank in it and is long; so the shapes are only looked for in what is.
_LONG = re.compile(r"(?<![\w.~$])[\w.~$][\w./+=~$:@?&%;-]{18,}")
_SHAPES = {
    "a token of AWS": r"(?<![A-Z0-9])A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Z0-9])",
    "a token of Azure": r"[\w~.-]{3}\dQ~[\w~.-]{31,34}|[?&;]sig=[\w%+/-]{30,}",
    "a token of Google": r"AIza[\w-]{35}|GOCSPX-[\w-]{20,}|ya29\.[\w-]{20,}",
    "a token of GitHub or GitLab": r"gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,}|gl(?:pat|ptt|dt)-[\w-]{20,}",
    "a token of Slack or Teams": r"xox[abeoprs]-[\w-]{20,}|xapp-\d-[\w-]{20,}|hooks\.slack\.com/services/T\w+/B\w+/\w{20,}|webhook\.office\.com/webhookb2/[\w@-]{36,}/",
    "a token of a payment service": r"[rs]k_(?:live|test)_\w{16,}|whsec_\w{24,}",
    "an access token": r"SG\.[\w-]{20,}\.[\w-]{30,}|npm_\w{36}|hv[sb]\.[\w-]{24,}|do[op]_v1_[0-9a-f]{64}|(?<![\w-])sk-(?:[a-z]+-)*\w{20,}|dckr_pat_[\w-]{20,}"
                       r"|pypi-AgE\w{20,}|shpat_[0-9a-f]{32}|ATATT3x[\w-]{20,}|(?<!\d)\d{8,10}:AA[\w-]{33}|(?<![\w-])A3-\w{6}-\w{6}-\w{5}-\w{5}-\w{5}",
    "a signed token (JWT)": r"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "a private key": r"AGE-SECRET-KEY-1\w{20,}|b3BlbnNzaC1rZXktdjE\w{20,}",
    "the hash of a password": r"\$2[abxy]\$\d\d\$[./\w]{53}|\$(?:1|5|6|y|8|9|apr1)\$[./\w$-]{20,}|\$argon2\w*\$v=|[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::|\$krb5\w+\$",
    "a recovery key": r"(?<![\d-])\d{6}(?:-\d{6}){7}(?![\d-])",
    "the seed of a second factor": r"otpauth://\w+/",
}
_SHAPE = re.compile("|".join(f"({shape})" for shape in _SHAPES.values()))
_BLOCK = re.compile(r"-----begin (?:[a-z0-9]+ ){0,3}private key(?: block)?-----|putty-user-key-file-\d")

# Where commands and addresses carry a password: the last group is the password. All are matched against lower-case text.
_WORD = r"""["']?([^\s"'|]{3,120})"""
_COMMAND = re.compile("|".join((
    rf"curl [^\n]{{0,300}}?(?:-u|--user)[ =]['\"]?[^\s:\"']{{1,60}}:{_WORD}", rf"mysql\w* (?:[^\n]{{0,200}}? )?-p{_WORD}", rf"sshpass -p ?{_WORD}",
    rf"net user [\w.-]+ {_WORD}", rf"identified by {_WORD}", rf"-pass(?:in|out) pass:{_WORD}", rf"/pass:{_WORD}",
    rf"smbclient [^\n]{{0,100}}?-u \S{{1,40}}%{_WORD}", rf"redis-cli [^\n]{{0,60}}?-a {_WORD}", rf"ldap(?:search|modify|add|passwd) [^\n]{{0,200}}?-w {_WORD}",
    rf"snmp(?:walk|get|set|bulkwalk) [^\n]{{0,60}}?-c {_WORD}", rf"snmp-server community {_WORD}", rf"r[ow]community6? {_WORD}",
    rf"isakmp key {_WORD}", r": psk [\"']([^\"'\n]{4,80})", r"echo ([^\n|]{4,80}) \| ?sudo -s", r"authorization:\s*(?:bearer|token|basic)\s+([\w.~+/=-]{16,})",
    r"://[^\s/:@\"'<>{}$]{0,60}:([^\s/@\"'<>{}]{3,80})@[\w\[]", r"(?:password|secret|key) [5789] ([0-9a-f$./\w]{8,})", r"set \w+ enc ([\w+/=]{16,})",
)))

# Names, and how what follows is judged. They are looked for in lower-case text, also inside longer names (`db_password`).
_NAMES = {
    "number": r"(?<![a-z])(?:pin|puk|passcode|combination)(?: of [a-z ]{1,30})?|(?:door|gate|alarm|access|entry|safe|lock|unlock|duress)[ -]code",
    "codes": r"(?:recovery|backup|scratch|rescue)[ _-](?:code|key)s?",
    "seed": r"(?:totp|otp|2fa|mfa|authenticator)[ _-](?:secret|seed|setup key|key)|setup key",
    "words": r"(?:seed|recovery|mnemonic)[ _-](?:phrase|words)",
    "password": r"(?:passw(?:or[dt])|passwd|pwd|passphrase|kennwort|mot de passe|convertto-securestring)|(?<![a-z])pass(?![a-z])",
    "key": r"(?:private|pre-?shared|secret|api|access|account|sharedaccess|encryption|wi-?fi|wpa[23]?)[ _-]?key|psk|secret|token|ntlm hash|community(?: string)?",
}
_NAME = re.compile("|".join(f"(?P<{kind}>{name})" for kind, name in _NAMES.items()))
_TAG = r"</?(?:t[dhr]|d[dtl]|code|strong|em|b|p|li|kbd|pre|span)\b[^<>\n]{0,80}>"
_TRIM = rf"(?:[\"'`*\]\\ \t]|&quot;|&#3[49];|{_TAG})"
# From a name to what it names: `:`, `=`, the border of a table's cell, " is "; or nothing but a blank.
_SAYS = re.compile(
    rf"(?:[_-](?:prod|test|dev|live|old|new|\d+))?(?: ?\([^()\n]{{1,40}}\))?(?:{_TRIM}{{0,8}}(?:=>|:=|[:=|,])|(?=[^\n]{{0,20}}<t?d[d]?\b)|>(?=[^<\s]+</)"
    rf"|(?: (?:for|of|to|at|on) [^\n.:;,]{{1,40}}?)? is )(?:[ \t]*[|>]?[+-]?[ \t]*\n[ \t]+(?:- )?)?{_TRIM}*"
)
_BLANK = re.compile(r"[ \t]+[\"']?")
_VALUE = re.compile(r"(?:(?! #|&quot;|\\[\"n])[^\n\"'`<|]){1,160}")

_NUMBER = re.compile(r"(?:\d{4,8}|\d{1,2}(?:[- ]\d{1,2}){2,4})(?![\w-])")
_CODES = re.compile(r"(?=\S{0,12}\d)(?:[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6})+|\d{6,10})(?![\w-])")
_SEED = re.compile(r"[A-Za-z2-7]{16,}={0,6}(?!\w)|[A-Za-z2-7]{4}(?: [A-Za-z2-7]{4}){3,}(?!\w)")
_WORDS = re.compile(r"[a-z]{3,}(?:[ ,]+[a-z]{3,}){11,}")

_VARIABLE = re.compile(r"[<>{}$%()\[*…!@\\]|\.{2,}|-+(?:\s|$)|(.)\1{3,}|(?:your|my|some)[-_ ]|enc\[|(?:[a-z_]\w*[.(])+[a-z_]\w*[(\[]?|(?:env|file|fd|stdin|prompt)(?:$|:)", re.IGNORECASE)
_FILLERS = frozenset("password passwd pass pwd secret token key example placeholder changeit value string text redacted hidden daily".split())
_KNOWN = frozenset("letmein qwerty changeme iloveyou welcome1 trustno1 admin123 passw0rd opensesame".split())
_TALK = frozenset(
    "a an and are as ask at be by can change changed code each envelope every folder for from has held if in is it kept known last lies "
    "must never new no not of on only or page recorded safe same see set stored that the their then there to under unknown vault was where which with without you".split()
)
_WHERE = re.compile(
    r"""[A-Z]{1,5}[- ]?[A-Z]?\d{1,6}[a-z]?          # the number of an envelope or a ticket: NG-01
    |\d{4}-\d\d(?:-\d\d)?|v?\d+(?:\.\d+)+|\d+[- ]?[a-z]+  # a date, a version, a length
    |(?:[a-z]+\d{0,2}|\d{1,4})(?:[-_.](?:[a-z]+\d{0,2}|\d{1,4}))+   # an id: tesserarota-tls-v2
    |(?:[A-Za-z]:|~|\.{1,2})?[\\/].*|[a-z]+://.*|(?:[A-Za-z][a-z_.-]*\d{0,4}[\\/])+[A-Za-z]?[a-z_.-]*\d{0,4}  # a path
    |[^\s@]+@[^\s@]+\.[a-z]{2,}|(?:sha|md|aes|rsa|hs|rs|ps|es|fido|oauth|saml|tls|base|utf|ed|x|oath)-?\d+\b.*""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Secret:
    """One thing that looks like a secret: where it is, what it looks like, and whether its line says why it is none."""

    line: int
    column: int
    what: str
    exempt: bool
    text: str = field(repr=False)


def secrets(text: str) -> Iterator[Secret]:
    """Everything in a text that looks like a secret, in order; one that stands inside another is not said twice."""
    end = 0
    for start, stop, what in sorted(_spans(text)):
        if start >= end:
            end = stop
            begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", stop)
            exempt = bool(EXEMPT.search(text, begins, ends if ends >= 0 else len(text)))
            yield Secret(text.count("\n", 0, start) + 1, start - begins + 1, what, exempt, text[start:stop])


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    lower = text.replace("İ", "I").lower()  # the one letter that gets longer, and would move all that follow
    names = list(_SHAPES)
    for long in _LONG.finditer(text):
        if (shape := _SHAPE.search(long[0])) and "EXAMPLE" not in long[0]:
            yield long.start() + shape.start(), long.start() + shape.end(), names[shape.lastindex - 1]
    for block in _BLOCK.finditer(lower):
        yield *block.span(), "a private key"
    for command in _COMMAND.finditer(lower):
        start, stop = command.span(command.lastindex)
        if not _stands_for_something(text[start:stop]):
            yield start, stop, "a password in a command or an address"
    for name in _NAME.finditer(lower):
        if found := _named(text, lower, name):
            yield *found, f"what '{text[name.start():name.end()]}' names"


def _named(text: str, lower: str, name: re.Match[str]) -> tuple[int, int] | None:
    """Where the secret stands that a name announces, if what follows the name is one."""
    says = _SAYS.match(lower, name.end())
    if not says and not (says := _BLANK.match(lower, name.end())):
        return None
    value = _VALUE.match(text, says.end())
    if not value:
        return None
    kind, said = name.lastgroup, value[0]
    quoted = said and lower[says.end() - 1] in "\"'"
    plain = says.re is _BLANK and not quoted
    if kind == "password":
        length = _password(said, plain)
    elif kind == "key":
        length = 0 if says.re is _BLANK else _password(said, plain)
    else:
        judged = {"number": _NUMBER, "codes": _CODES, "seed": _SEED, "words": _WORDS}[kind].match(said)
        length = judged.end() if judged else 0
    return (says.end(), says.end() + length) if length else None


def _stands_for_something(value: str) -> bool:
    """Whether a value is a variable, a placeholder or a filler."""
    return bool(_VARIABLE.match(value)) or value.strip("<>[]{}").lower() in _FILLERS


def _password(said: str, plain: bool) -> int:
    """How many characters of this are a password; 0 if it is words, a place or a variable."""
    words = said.split()
    first = words[0].rstrip(".,;:)") if words else ""
    if not first or _stands_for_something(first) or _stands_for_something(said.strip()):
        return 0
    bare = first.rstrip("!?")
    if re.fullmatch(r"[A-Za-zÀ-ÿ'’-]+", bare):
        parts = re.split(r"[ -]", said.strip())
        phrase = 4 <= len(parts) <= 12 and all(re.fullmatch("[a-z]{3,}", part) and part not in _TALK for part in parts)
        mixed = len(re.findall("[a-z][A-Z]", bare)) * 3 >= len(bare) > 9
        return len(said.strip()) if phrase and not plain else len(first) if mixed or bare.lower() in _KNOWN else 0
    digits, letters = any(map(str.isdigit, first)), any(map(str.isalpha, first))
    if len(first) < 6 or _WHERE.fullmatch(first) or (plain and not (digits and letters)):
        return 0
    return len(first) if letters or re.fullmatch(r"\d{6,}", first) else 0
