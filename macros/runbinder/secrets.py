"""What looks like a secret in a text: a binder says where a secret is kept, never what it is (ISO 27001 5.17).

Three sorts of rules. A shape that nothing else has: a private key, a token of GitHub, a hash. A command or an address
that carries a password at a known place: `curl -u user:...`. And a name that says what follows it, as `password:`; what
follows is then judged: is it the secret itself, or words, a path, the number of an envelope, a variable that stand for it?

A line that looks wrong and is not says why: `# not a secret: the serial number of the lock`.

Every pattern begins with fixed characters, and what must not stand before them is asked afterwards (`_alone`): the search
for a fixed beginning is twenty times as fast as any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
EXEMPT = re.compile(r"not a secret:[ \t]*\w")


def _alone(word: str) -> str:
    """A word that is not the end of a longer one."""
    return rf"{word}(?<![A-Za-z0-9]{word})"


_SHAPES = {
    "a token of AWS": (_alone("AKIA") + "[A-Z2-7]{16}(?![A-Z0-9])", _alone("ASIA") + "[A-Z2-7]{16}(?![A-Z0-9])"),
    "a token of Azure": (r"Q~[\w~.-]{31,34}", r"sig=[\w%+/-]{30,}"),
    "a token of Google": (r"AIza[\w-]{35}", r"GOCSPX-[\w-]{20,}", r"ya29\.[\w-]{20,}"),
    "a token of GitHub or GitLab": (r"gh[pousr]_[A-Za-z0-9]{36}", r"github_pat_\w{40,}", r"gl(?:pat|ptt|dt)-[\w-]{20,}"),
    "a token of Slack or Teams": (
        r"xox[abeoprs]-[\w-]{20,}", r"xapp-\d-[\w-]{20,}", r"hooks\.slack\.com/services/T\w+/B\w+/\w{20,}", r"webhook\.office\.com/webhookb2/[\w@-]{36,}/",
    ),
    "a token of a payment service": (r"sk_(?:live|test)_\w{16,}", r"rk_(?:live|test)_\w{16,}", r"whsec_\w{24,}"),
    "an access token": (
        r"SG\.[\w-]{20,}\.[\w-]{30,}", r"npm_\w{36}", r"hv[sb]\.[\w-]{24,}", r"do[op]_v1_[0-9a-f]{64}", _alone("sk-") + r"(?:[a-z]{1,12}\d{0,4}-){0,3}\w{20,}",
        r"dckr_pat_[\w-]{20,}", r"pypi-AgE\w{20,}", r"shpat_[0-9a-f]{32}", r"ATATT3x[\w-]{20,}", r":AA(?<=\d{8}:AA)[\w-]{33}", r"A3-\w{6}-\w{6}-\w{5}-\w{5}-\w{5}",
    ),
    "a signed token (JWT)": (r"eyJ(?<![\w-]eyJ)[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",),
    "a private key": (
        r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----", r"PuTTY-User-Key-File-\d", r"AGE-SECRET-KEY-1\w{20,}", r"b3BlbnNzaC1rZXktdjE\w{20,}",
    ),
    "the hash of a password": (
        r"\$2[abxy]\$\d\d\$[./\w]{53}", r"\$(?:1|5|6|y|8|9|apr1)\$[./\w$-]{20,}", r"\$argon2\w*\$v=", r":[0-9a-fA-F]{32}:[0-9a-fA-F]{32}:::", r"\$krb5\w+\$",
    ),
    "a recovery key": (r"-(?:\d{6}-){6}\d{6}(?![\d-])",),
}

# Where commands and addresses carry a password: the last group is the password. In lower case, as the text they are sought in.
_WORD = r"""["']?([^\s"'|;]{3,120})"""
_COMMANDS = (
    rf"curl [^\n]{{0,300}}?(?:-u|--user)[ =]['\"]?[^\s:\"']{{1,60}}:{_WORD}", rf"mysql\w* (?:[^\n]{{0,200}}? )?-p{_WORD}", rf"sshpass -p ?{_WORD}",
    rf"net user [\w.-]+ (?!/){_WORD}", r"identified by [\"']([^\"'\n]{3,80})", rf"-pass(?:in|out) pass:{_WORD}", rf"/pass:{_WORD}",
    rf"smbclient [^\n]{{0,100}}?-u \S{{1,40}}%{_WORD}", rf"redis-cli [^\n]{{0,60}}?-a {_WORD}", rf"ldap(?:search|modify|add|passwd) [^\n]{{0,200}}?-w {_WORD}",
    rf"snmp(?:walk|get|set|bulkwalk) [^\n]{{0,60}}?-c {_WORD}", rf"snmp-server community {_WORD}", rf"set snmp community {_WORD}", rf"rocommunity6? {_WORD}", rf"rwcommunity6? {_WORD}",
    rf"isakmp key {_WORD}", r": psk [\"']([^\"'\n]{4,80})", r"echo ([^\n|]{4,80}) \| ?sudo -s", r"authorization:\s*(?:bearer|token|basic)\s+([\w.~+/=-]{16,})",
    r"://[^\s/:@\"'<>{}$]{0,60}:([^\s/@\"'<>{}]{3,80})@[\w\[]", r"password [5789] ([0-9a-f$./\w]{8,})", r" enc ([\w+/=]{16,})",
    rf"7z \w [^\n]{{0,60}}?-p{_WORD}", r"otpauth://[^\s\"'<>]{1,200}?secret=([a-z2-7]{16,})",
)

# Names, and how what follows them is judged. Sought in lower case, also at the end of longer names (`db_password`).
_NAMES = {
    "number": (
        _alone("pin") + "(?![a-z])", _alone("puk") + "(?![a-z])", "passcode", "combination",
        *(f"{what}[ -]?(?:[a-z]+ )?code" for what in ("door", "gate", "alarm", "access", "entry", "safe", "lock", "key")),
    ),
    "word": ("duress word", "code ?word", "password phrase", "identification phrase", "call-?back word"),
    "codes": tuple(f"{what}[ _-](?:code|key)s?" for what in ("recovery", "backup", "scratch", "rescue")),
    "seed": (*(f"{what}[ _-](?:secret|seed|setup key|key)" for what in ("otp", "2fa", "mfa", "authenticator")), "setup key"),
    "words": tuple(f"{what}[ _-](?:phrase|words)" for what in ("seed", "recovery", "mnemonic")),
    "password": ("passwor[dt]", "passwd", "pwd", "passphrase", "kennwort", "mot de passe", "convertto-securestring", _alone("pass") + "(?![a-z])", _alone("pw") + "(?![a-z])",
                 "root /", "admin /", "administrator /", r"username \S+ [^\n]{0,30}?secret", "tacacs-server key", "radius-server key", r"login [^\n]{0,80}? -p", "zip -p", r"ssh-keygen [^\n]{0,80}?-n"),
    "key": (
        *(f"{what}[ _-]?key" for what in ("private", "pre-shared", "preshared", "secret", "api", "access", "account", "sharedaccess", "encryption", "wifi", "wi-fi", "wpa", "wpa2")),
        "psk", "auth[ _-]?key", "bearer", "secret(?<![:/]secret)", "token", "ntlm hash", "community(?: string)?",
    ),
}
_TAG = r"</?(?:t[dhr]|d[dtl]|code|strong|em|b|p|li|kbd|pre|span)\b[^<>\n]{0,80}>"
_TRIM = rf"(?:[\"'`*\]\\ \t]|&quot;|&#3[49];|{_TAG})"
# From a name to what it names: `:`, `=`, the border of a table's cell, " is "; or (`_BLANK`) nothing at all.
_SAYS = re.compile(
    rf"(?:[_-](?:prod|test|dev|live|old|new|\d+))?(?: ?\([^()\n]{{1,40}}\))?(?: (?:for|of|on) [\w ./-]{{1,40}}?)?"
    rf"(?:{_TRIM}{{0,8}}(?:=>|:=|[:=|])|[\"'], ?(?=[\"'])|(?=</)(?=[^\n]{{0,20}}<(?:td|dd)\b)|>(?=[^<\s]+</)| is )"
    rf"(?:[ \t]{{0,9}}[|>]?[+-]?[ \t]{{0,9}}\n[ \t]{{1,99}}(?:- )?)?{_TRIM}{{0,40}}"
)
_BLANK = re.compile(r"[ \t]{1,9}[\"']?")
_VALUE = re.compile(r"(?:(?! #|&(?:quot|#3[49]);|\\[\"n])[^\n\"'`<|;]){1,160}")

_TALK = frozenset(
    "agreed and are ask can change changed code each envelope every folder for from has held its kept known last lies must never new none not only page recorded required safe same see "
    "set stored that the their then there unknown vault was where which with without you".split()
)
_JUDGED = {
    "number": re.compile(r"(?:\d{4,8}|\d{1,2}(?:[- ]\d{1,2}){2,4})(?![\w-])"),
    "codes": re.compile(r"(?=(?:\S{0,11}?\d){2})(?:[A-Za-z0-9]{4,6}(?:-[A-Za-z0-9]{4,6})+|\d{6,10})(?![\w-])"),
    "seed": re.compile(r"[A-Za-z2-7]{16,}={0,6}(?!\w)|[A-Za-z2-7]{4}(?: [A-Za-z2-7]{4}){3,}(?!\w)"),
    "word": re.compile(rf"(?!(?:{'|'.join(_TALK)})\b)[A-Za-z]{{4,20}}(?=\s*(?:$|[.,)]))"),
    "words": re.compile(r"[a-z]{3,}(?:[ ,]+[a-z]{3,}){11,}"),
}
_VARIABLE = re.compile(
    r"[<>{}$%()\[*…!@\\]|&lt;|\.{2,}|-+(?:\s|$)|(.)\1{3,}|(?:your|my|some|a)[-_ ]|enc\[|(?:[a-z_]\w*[.(])+[a-z_]\w*[(\[]?|(?:env|file|fd|stdin|prompt)(?:$|:)", re.IGNORECASE
)
_FILLERS = frozenset("password passwd pass pwd secret token key example placeholder value string text redacted hidden daily".split())
_KNOWN = frozenset("admin administrator letmein qwerty changeme iloveyou opensesame".split())
# What stands for a secret or beside it: the number of an envelope, a date, a version, a length, an id, a path, an address, a method.
_WHERE = re.compile(
    r"""[A-Z]{1,5}[- ]?[A-Z]?\d{1,6}[a-z]? | \d{4}-\d\d(?:-\d\d)? | v?\d+(?:\.\d+)+ | \d+[a-z]{1,3} | \d+-[a-z]+
    | (?:[a-z]+\d{0,2}|\d{1,4}|ed25519)(?:[-_.](?:[a-z]+\d{0,2}|\d{1,4}|ed25519))+
    | (?:[A-Za-z]:|~|\.{1,2})?[\\/].* | [a-z]+:.*[/:].* | (?:[A-Za-z][a-z_.-]*\d{0,4}[\\/])+(?:[A-Z]{2,5}|[A-Za-z])?[a-z_.-]*\d{0,4}
    | [^\s@]+@[^\s@]+\.[a-z]{2,} | (?i:sha|md|aes|rsa|hs|rs|ps|es|fido|oauth|saml|tls|base|utf|ed|x|oath|snmpv)-?\d+\b.*""", re.VERBOSE,
)

_KINDS = {
    "number": "a PIN or the code of a lock", "word": "a code word", "codes": "a recovery code", "seed": "the seed of a second factor", "words": "a recovery phrase",
    "password": "a password", "key": "a key or a token",
}
_RULES = [(re.compile(pattern), what) for what, patterns in _SHAPES.items() for pattern in patterns]
_LOWER_RULES = [re.compile(pattern) for pattern in _COMMANDS]
_NAME_RULES = [(re.compile(pattern), kind) for kind, patterns in _NAMES.items() for pattern in patterns]


@dataclass(frozen=True)
class Source:
    """A text as somebody wrote it, or a page as it was built; `path` as shown to the user."""

    path: str
    text: str


@dataclass(frozen=True)
class Secret:
    """One thing that looks like a secret: where it is, what it looks like, whether its line says why it is none.

    Line and column count from 1. `text` is the thing itself, to find it again in a built page: it is never shown.
    """

    line: int
    column: int
    what: str
    exempt: bool
    text: str = field(repr=False)


def written(raw: bytes) -> str | None:
    """What is written in a file, whatever its encoding; None for a picture, an archive or a program."""
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if _CONTROLS.search(raw, 0, 8192):
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def secrets(text: str) -> Iterator[Secret]:
    """Everything in a text that looks like a secret, in order; what stands inside another one is not said twice."""
    line, begins, ends, exempt = 1, 0, -1, False
    end = 0
    for start, stop, what in sorted(_spans(text)):
        if start < end:
            continue
        end = stop
        if start > ends:  # counted on from the line before, as a list of a thousand PINs would be counted a thousand times
            line += text.count("\n", begins, start)
            begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", start)
            ends = len(text) if ends < 0 else ends
            exempt = bool(EXEMPT.search(text, begins, ends))
        yield Secret(line, start - begins + 1, what, exempt, text[start:stop])


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    lower = text.replace("İ", "I").lower()  # the one letter that would get longer and move all that follow
    for rule, what in _RULES:
        for shape in rule.finditer(text):
            if "EXAMPLE" not in shape[0]:
                yield *shape.span(), what
    for rule in _LOWER_RULES:
        for command in rule.finditer(lower):
            start, stop = command.span(command.lastindex)
            if not _stands_for_something(text[start:stop]):
                yield start, stop, "a password in a command or an address"
    for rule, kind in _NAME_RULES:
        for name in rule.finditer(lower):
            start, length = _named(text, lower, name.end(), kind)
            if length:
                yield start, start + length, _KINDS[kind]


def _named(text: str, lower: str, end: int, kind: str) -> tuple[int, int]:
    """Where the value of a name that ends at `end` begins, and how many characters of it are a secret."""
    says = _SAYS.match(lower, end)
    after = says or _BLANK.match(lower, end)
    value = after and _VALUE.match(text, after.end())
    if not value:
        return 0, 0
    # In the next cell of a table or after a mere blank, a word is as likely to be about the name as to be what it names.
    sure = bool(re.search("[:=>]| is ", re.sub(_TAG, "", says[0])) if says else after[0].strip())
    if (kind == "key" and not says) or (kind == "word" and not sure):
        return 0, 0
    if kind in _JUDGED:
        found = _JUDGED[kind].match(value[0])
        return after.end(), found.end() if found else 0
    return after.end(), _password(value[0], sure)


def _password(said: str, sure: bool) -> int:
    """How many characters of this are a password, 0 if they are words, a place or a variable.

    `sure` says that this is what the name names, and not a word about it as in "password refused twice".
    """
    words = said.split()
    first = words[0].rstrip(".,:)") if words else ""
    bare = first.rstrip("!?")
    if not bare or _stands_for_something(first) or _stands_for_something(said.strip()):
        return 0
    if re.fullmatch(r"[A-Za-zÀ-ÿ'’-]+", bare):
        parts = re.split("[ -]", said.strip())
        phrase = sure and 4 <= len(parts) <= 12 and all(re.fullmatch("[a-z]{3,}", part) and part not in _TALK for part in parts)
        jumbled = len(re.findall("[a-z][A-Z]", bare)) * 3 >= len(bare) > 9
        return len(said.strip()) if phrase else len(first) if jumbled or sure and said.strip().lower() in _KNOWN else 0
    letters = any(map(str.isalpha, first))
    mixed = letters and any(map(str.isdigit, first))
    if len(first) < 6 or _WHERE.fullmatch(first) or not (mixed or sure):
        return 0
    return len(first) if letters or re.fullmatch(r"\d{6,}", first) else 0


def _stands_for_something(value: str) -> bool:
    """Whether a value is a variable, a placeholder or a filler such as `a-secret-password`."""
    plain = value.strip("<>[]{}").lower()
    return bool(_VARIABLE.match(value)) or (not re.search(r"[^a-z_-]", plain) and not _FILLERS.isdisjoint(re.split("[_-]", plain)))
