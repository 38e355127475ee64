"""Plans are read as their authors wrote them, and every way to get YAML wrong has one clear answer.

Each law holds for libyaml and for PyYAML's own parser, which takes over where there is no libyaml.
"""

import errno
import os
import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder import load

LOADERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(autouse=True, scope="module", params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "LOADER", request.param)
        yield request.param


def reads(text):
    """The data of a text with which nothing is wrong."""
    document, findings = load.parse(text.encode(), "p.yml")
    assert [] == findings
    return document.data


def finds(text):
    """What is wrong with a text: 'line:column message' each."""
    raw = text if isinstance(text, bytes) else text.encode()
    return [f"{one.line}:{one.column} {one.message}" for one in load.parse(raw, "p.yml")[1]]


def hint(text):
    (finding,) = load.parse(text.encode(), "p.yml")[1]
    return finding.hint


# What is read


@pytest.mark.parametrize(
    "text",
    ["no", "on", "yes", "012", "16:30", "1_000", "1.10", "0x1F", "1e3", "2026-03-01", "true", ".inf", "+44 20 7946 0000", "=", "1.0"],
)
def test_a_scalar_is_the_text_its_author_wrote(text):
    """No scalar becomes a number, a date or a truth value: the schema decides what it is."""
    assert {"a": text, "b": [text]} == reads(f"a: {text}\nb: [{text}]\n")


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_written_plainly(text):
    """Nothing at all, and YAML's words for it, are None; the same words in quotes are text."""
    assert {"a": None, "b": text} == reads(f"a: {text}\nb: '{text}'\n")


def test_blocks_and_quotes_are_text():
    """Folded, literal and quoted text come out as YAML says, whether or not the last line ends."""
    text = "a: >\n  one\n  two\nb: |\n  one\n  two\nc: \"one\\ntwo\"\nd: 'it''s'\ne: |\n  last"
    expected = {"a": "one two\n", "b": "one\ntwo\n", "c": "one\ntwo", "d": "it's", "e": "last\n"}

    assert expected == reads(text)


def test_keys_are_text():
    """A key that looks like a number or a truth value is a key like any other; `<<` in quotes too."""
    assert {"1": "a", "no": "b", "1.10": "c", "": "d", "<<": "e"} == reads("1: a\nno: b\n1.10: c\n'': d\n'<<': e\n")


def test_a_byte_order_mark_and_any_line_end_are_fine():
    """What Windows editors leave in a file changes neither the data nor the columns."""
    document, _ = load.parse(b"\xef\xbb\xbfa: 1\r\nb:\r\n  c: 2\r\n", "p.yml")

    assert {"a": "1", "b": {"c": "2"}} == document.data
    assert [(1, 1), (3, 3)] == [document.position(("a",)), document.position(("b", "c"))]


# Where it is

PLACES = """\
# people of the harbour
people:
  - name: Anna
    reached: [phone, {email: anna@example.com}]
  - name: Bob
"é😀": {role: clerk}
"""


@pytest.mark.parametrize(
    ("route", "place"),
    [
        ((), (2, 1)),
        (("people",), (2, 1)),
        (("people", 0), (3, 5)),
        (("people", 1, "name"), (5, 5)),
        (("people", 0, "reached", 0), (4, 15)),
        (("people", 0, "reached", 1, "email"), (4, 23)),
        (("é😀", "role"), (6, 8)),
        (("people", 1, "role"), (5, 5)),
        (("people", 2), (2, 1)),
        (("people", "name"), (2, 1)),
        (("people", 0, "name", 0), (3, 5)),
        (("nobody", 0), (2, 1)),
    ],
)
def test_a_route_has_a_place(route, place):
    """An entry is where its key is, an item where it begins, and what is missing where its parent is."""
    document, _ = load.parse(PLACES.encode(), "p.yml")

    assert place == document.position(route)


def test_lines_cost_nothing_until_somebody_asks(monkeypatch):
    """A plan with which nothing is wrong is parsed once."""
    monkeypatch.setattr(yaml, "compose", None)

    assert {"a": "1"} == reads("a: 1\n")


# What is refused

USUAL_MISTAKES = {
    # Colons and keys
    "people:\n  name:Anna\n  role: x\n": "2:3 a space is missing after the colon: name:Anna",
    "name:Anna\nrole: x\n": "1:1 a space is missing after the colon: name:Anna",
    "a: 1\nname:Anna\n": "2:1 a space is missing after the colon: name:Anna",
    "a: 1\nfoo\nb: 2\n": "2:1 a key without a colon: foo",
    "do: Call Anna: now\n": "1:14 a second ': ' in one value",
    "a:\n  - do: Call these:\n      - x\n": "2:19 a second ': ' in one value",
    "a: See https://example.com\n  and tell her: come\n": "2:15 a second ': ' in one value",
    "a: [x]: y\n": "1:7 a second ': ' in one value",
    # Indentation
    "a: 1\n  b: 2\n": "2:3 wrong indentation: the value above was complete",
    "a:\n    b: 1\n  c: 2\n": "3:3 this does not fit what begins at line 1",
    "a:\n  - x\n  b: 1\n": "3:3 this does not fit what begins at line 2",
    "a: 1\n- x\n": "2:1 this does not fit what begins at line 1",
    "a:\n\tb: 1\n": "2:1 a tab is used for indentation: use spaces",
    "a: x\n  \tb: 1\n": "2:3 a tab is used for indentation: use spaces",
    "a:\n\t- b\n": "2:1 a tab is used for indentation: use spaces",
    "a: |\n\tb\n": "2:1 a tab is used for indentation: use spaces",
    "a:\n  -\tb: 1\n": "2:4 a tab stands where only spaces can",
    "a: 1\n \u00a0b: 1\n": "2:2 the invisible character U+00A0 is used for indentation: use spaces",
    # Quotes and brackets
    "a: 1\ndo: \"Anna said\nb: 1\n": "2:5 the quote opened here is never closed",
    "a: 'Anna\n---\nb: 1\n": "1:4 the quote opened here is never closed",
    "a: \"Anna\nb: \"x\"\nc: 1\n": "1:4 the quote opened here ends only at line 2",
    "do: \"Anna\" said\nb: 1\n": "1:12 text goes on after the closing quote or bracket",
    "a: 'Anna's phone'\n": "1:10 text goes on after the closing quote or bracket",
    "do: [see 3] then call\nb: 1\n": "1:13 text goes on after the closing quote or bracket",
    "do: [see 3 then call\nb: 1\n": "1:5 '[' opens here, but at line 2 its end or a comma is missing",
    "do: {a: 1 b: 2}\n": "1:5 '{' opens here, but at line 1 its end or a comma is missing",
    "a: [b,": "2:1 the file ends before a bracket is closed",
    'a: "C:\\path"\n': "1:4 a backslash in double quotes that is no escape",
    'a: "\\xzz"\n': "1:4 a backslash in double quotes that is no escape",
    # Characters that text cannot begin with
    "do: @anna\n": "1:5 text cannot begin like this: @anna",
    "do: `ls` now\n": "1:5 text cannot begin like this: `ls`",
    "do: %d of x\n": "1:5 text cannot begin like this: %d",
    "a: 1\n%d: x\n": "2:1 text cannot begin like this: %d:",
    "do: , x\n": "1:5 text cannot begin like this: ,",
    "do: > 5 minutes\n": "1:5 the text of a block begins on the line below its >",
    "do: - x\n": "1:5 a list cannot begin on the line of its key",
    # What YAML has and plans do not
    "do: *Important* read this\n": "1:5 aliases are not used in plans: *Important*",
    "do: **Important** read\n": "1:5 aliases are not used in plans: **Important**",
    "do: *Important\n": "1:5 aliases are not used in plans: *Important",
    "do: *Important read this\n": "1:5 aliases are not used in plans: *Important",
    "*x : 1\n": "1:1 aliases are not used in plans: *x",
    "a: &x 1\nb: [*x, *x]\n": "1:4 anchors and aliases are not used in plans: &x",
    "a: &amp; b\n": "1:4 anchors and aliases are not used in plans: &amp;",
    "a: {b: 1}\nc:\n  <<: {b: 2}\n": "3:3 merge keys are not used in plans: <<",
    "a: !!int 3\n": "1:4 tags are not used in plans: remove !!int",
    "a: !!binary aGk=\n": "1:4 tags are not used in plans: remove !!binary",
    "a: !!python/object/apply:os.system [ls]\n": "1:4 tags are not used in plans: remove !!python/object/apply:os.system",
    "a: !foo [1]\n": "1:4 tags are not used in plans: remove !foo",
    "a: ! never do this\n": "1:4 tags are not used in plans: remove !",
    "a: !e!x 1\n": "1:4 tags are not used in plans: remove !e!x",
    "a: 1\n---\nb: 2\n": "2:1 a second document begins here",
    "a: 1\n---\n": "2:1 a second document begins here",
    "a: 1\n...\nb: 2\n": "3:1 a second document begins here",
    # Keys that are not text
    "a: 1\n~: x\n": "2:1 this key is not text",
    "null: x\n": "1:1 this key is not text",
    "? [a]\n: b\n": "1:3 this key is not text",
    "do: {{name}}\nb: 1\n": "1:6 this key is not text",
    "do: {{name}} is down\n": "1:6 this key is not text",
    # Whole files
    "- a\n": "1:1 the top level is not a mapping",
    "hello\n": "1:1 the top level is not a mapping",
    "": "0:0 the file is empty: it has no keys",
    "# a comment\n\n": "0:0 the file is empty: it has no keys",
    "---\n": "0:0 the file is empty: it has no keys",
    "~": "0:0 the file is empty: it has no keys",
    "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n": "2:1 a merge conflict is left in the file: <<<<<<<",
    # What nobody can see
    "a: b\nc: d\x00\n": "2:5 the invisible character U+0000 is not allowed",
    "a: \x1b[1m\n": "1:4 the invisible character U+001B is not allowed",
    "a: b\u2028c\n": "1:5 the invisible character U+2028 is not allowed",
    "a: 1\n\ufeffb: 2\n": "2:1 the invisible character U+FEFF is not allowed",
    'a: "x\\0"\n': "1:4 the invisible character U+0000 is not allowed",
}


@pytest.mark.parametrize(("text", "expected"), USUAL_MISTAKES.items(), ids=map(repr, USUAL_MISTAKES))
def test_a_mistake_has_one_clear_answer(text, expected):
    """One mistake, one finding: where it is and what it is, in words of plans and not of parsers."""
    assert [expected] == finds(text)


@pytest.mark.parametrize("text", USUAL_MISTAKES, ids=repr)
def test_every_answer_says_what_to_do(text):
    """A finding of the loader is an error with the code GEN-01 and a hint."""
    (finding,) = load.parse(text.encode(), "plans/p.yml")[1]

    assert ("plans/p.yml", "GEN-01", "error") == (finding.path, finding.code, finding.severity)
    assert finding.hint


def test_emphasis_is_told_from_an_alias():
    """Who writes `*Important*` means emphasis, so the hint says how to have it."""
    assert "if you meant emphasis, quote the text" in hint("do: *Important* read this\n")


def test_a_colon_in_a_text_wants_quotes():
    """The hint says what the text contains and what to do about it."""
    assert "quote the text: it contains ': '" == hint("do: Call Anna: now\n")


def test_all_duplicate_keys_are_found():
    """Each names the line of the first, also where a mapping is itself a duplicate."""
    text = "hours: 1\na:\n  b: 1\n  b: 2\n  'b': 3\nhours:\n  c: 1\n  c: 2\n"
    expected = [
        "4:3 duplicate key 'b' (first at line 3)",
        "5:3 duplicate key 'b' (first at line 3)",
        "6:1 duplicate key 'hours' (first at line 1)",
        "8:3 duplicate key 'c' (first at line 7)",
    ]

    assert expected == finds(text)


def test_a_duplicate_does_not_hide_the_rest_of_the_file():
    """The first of two counts, and its place too: so the schema can still say what it has to say."""
    document, findings = load.parse(b"a: 1\nb: 2\na: 3\n", "p.yml")

    assert ({"a": "1", "b": "2"}, (1, 1), 1) == (document.data, document.position(("a",)), len(findings))


@pytest.mark.parametrize("text", ["a: *x\n", "a: &x 1\nb: *x\n", "<<: {a: 1}\n", "~: 1\n", "a: 1\nb: [\n"])
def test_there_are_no_data_where_they_would_be_a_guess(text):
    """What an alias stands for, or what was merged, is not there: no document, and so no follow-up."""
    assert load.parse(text.encode(), "p.yml")[0] is None


def test_an_alias_bomb_is_its_anchors():
    """Nothing is expanded: nine anchors, nine findings."""
    bomb = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi"))

    assert [f"{line}:4 anchors and aliases are not used in plans: &{name}" for line, name in enumerate("abcdefghi", 1)] == finds(bomb)


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{a: " * 50_000, "- " * 100_000, "".join(" " * n + "a:\n" for n in range(500))])
def test_depth_has_a_limit(text):
    """Deep nests end in a finding, not in a RecursionError, long before they are read to the end."""
    (finding,) = finds(text)

    assert finding.endswith(f"nested deeper than {load.MAX_DEPTH} levels")


def test_the_deepest_nest_is_read():
    """The limit itself is allowed, and has a place."""
    levels = load.MAX_DEPTH - 1
    document, findings = load.parse(("a: " + "[" * levels + "]" * levels).encode(), "p.yml")

    assert ([], (1, 3 + levels)) == (findings, document.position(("a", *[0] * levels)))


def test_size_has_a_limit():
    """A file over MAX_BYTES is not parsed at all."""
    assert ["0:0 the file is larger than 2,000,000 bytes"] == finds(b"a: " + b"x" * load.MAX_BYTES)


def test_what_is_not_utf_8_is_found_where_it_is():
    """The byte, its line and its column; columns count characters, not bytes."""
    assert ["2:4 not UTF-8 (byte 0xE9)"] == finds("é: é\né: ".encode() + b"\xe9\n")
    assert ["1:1 not UTF-8 (byte 0xFF)"] == finds("a: b".encode("utf-16-le").join([b"\xff\xfe", b""]))


def test_a_file_is_read_under_the_name_the_user_knows(tmp_path: Path):
    """Findings show the given name; a file that cannot be read is a finding."""
    file = tmp_path / "people.yml"
    file.write_bytes(b"a: 1\n")

    assert "plans/people.yml" == load.read_file(file, "plans/people.yml")[0].path
    assert [f"plans/none.yml: error GEN-01 the file cannot be read: {os.strerror(errno.ENOENT)}"] == [
        str(finding) for finding in load.read_file(tmp_path / "none.yml", "plans/none.yml")[1]
    ]


# Whatever comes

FRAGMENTS = list("\"'[]{},:#&*!|>%@`?~\\\t\r\x00é😀=a1-") + [
    "a: ", "- ", "\n", "\n  ", "\n    ", " ", "!!int ", "&x ", "*x", "---", "...", "null", "<<: ", ": ", " #", "? ", "\\U99999999", "\\ud800",
]  # fmt: skip
yamlish = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)
anything = st.one_of(st.binary(max_size=60), yamlish.map(str.encode), yamlish.map(lambda text: f"a: {text}".encode()))
text = st.text(string.printable.replace("\x0b", "").replace("\x0c", "") + "é😀\u00a0", max_size=12)
trees = st.recursive(st.none() | text, lambda node: st.lists(node, max_size=3) | st.dictionaries(text, node, max_size=3), max_leaves=8)


@settings(max_examples=150, deadline=None)
@given(anything)
def test_nothing_is_answered_with_silence_or_a_traceback(raw):
    """Any bytes give a document that knows its places, or a finding, each on one line."""
    document, findings = load.parse(raw, "p.yml")

    assert document or findings
    assert all(len(str(finding).splitlines()) == 1 for finding in findings)
    assert document is None or document.position(("a", 0)) >= (1, 1)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(text, trees, max_size=3))
def test_what_was_dumped_is_read(data):
    """Text, lists and mappings survive the way through a file."""
    data = {"first": "1", **data}

    assert data == reads(yaml.safe_dump(data, allow_unicode=True))
