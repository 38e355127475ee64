"""One value of a plan is changed, and everything that its author wrote around it stays as it was."""

import os
import stat
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings, strategies as st
from ruamel.yaml import YAML

from runbinder import writing
from runbinder.errors import Fixable
from runbinder.load import parse
from runbinder.writing import append, flow, put, save

ROOT = Path(__file__).parents[1]
NEW = {"by": "uma", "as": "management", "on": "2026-11-20", "digest": "12345678"}
LINE = "{by: uma, as: management, on: 2026-11-20, digest: '12345678'}"


def data(text):
    document, faults = parse(text.encode(), "")
    assert not faults, text
    return document.data


def added(before, after):
    """The lines that are new, if nothing else is different."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    first = next((number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    last = len(old) - first
    assert old[first:] == (new[-last:] if last else []), f"more than one place changed:\n{after}"
    return new[first : len(new) - last]


@pytest.mark.parametrize("file", sorted(ROOT.glob("plans/**/messages/*.yml")), ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_a_message_of_the_demo_gets_one_line(file):
    """Where its one approval had the short form, that line becomes an entry of the list; nothing else is touched."""
    text = file.read_bytes().decode()
    held = data(text).get("approved")
    after = append(text, ("approved",), NEW) if held else put(text, ("approved",), NEW, after=("author",))
    short = [line for line in text.splitlines() if line.startswith("approved: {")]
    unwrapped = after.replace(f"approved:\n  - {short[0].removeprefix('approved: ')}\n", f"{short[0]}\n") if short else after

    assert 1 == len(added(text, unwrapped))


@pytest.mark.parametrize(("before", "after"), [
    ("a: 1\nl:\n  - {x: 1}  # why\n  # below\n\nb: 2\n", "a: 1\nl:\n  - {x: 1}  # why\n  - NEW\n  # below\n\nb: 2\n"),
    ("l:\n- x: 1\n  y: 2\n# end\n", "l:\n- x: 1\n  y: 2\n- NEW\n# end\n"),
    ("l:\n  -\n    x: 1\nb: 2", "l:\n  -\n    x: 1\n  - NEW\nb: 2"),
    ("l:\n  - x: |\n      # text\n\n\n# end\n", "l:\n  - x: |\n      # text\n  - NEW\n\n\n# end\n"),
    ("l:\n  - x: |+\n      text\n\nb: 2\n", "l:\n  - x: |+\n      text\n\n  - NEW\nb: 2\n"),
    ("l: [{x: 1}, {x: 2}]  # why\n", "l: [{x: 1}, {x: 2}, NEW]  # why\n"),
    ("l: [\n  {x: 1},  # why\n  {x: 2},\n]\n", "l: [\n  {x: 1},  # why\n  {x: 2}, NEW,\n]\n"),
    ("l: []\n", "l: [NEW]\n"),
    ("l: {x: 1}  # why\nb: 2\n", "l:\n  - {x: 1}  # why\n  - NEW\nb: 2\n"),
    ("l:\n  x: |\n    a\n      \n    b\n", "l:\n  - x: |\n      a\n        \n      b\n  - NEW\n"),
    ("l: {x: 1}", "l:\n  - {x: 1}\n  - NEW"),
    ("l:\n  {x: 1}\n", "l:\n  - {x: 1}\n  - NEW\n"),
    ("l:\n  x: 1  # why\n  # below\n\n  y: 2\nb: 2\n", "l:\n  - x: 1  # why\n    # below\n\n    y: 2\n  - NEW\nb: 2\n"),
    ("l:\r\n  - {x: 1}\r\nb: 2\r\n", "l:\r\n  - {x: 1}\r\n  - NEW\r\nb: 2\r\n"),
    ("\ufeffl: {x: é😀}\r\nb: 2\r\n", "\ufeffl:\r\n  - {x: é😀}\r\n  - NEW\r\nb: 2\r\n"),
])
def test_a_list_grows_in_its_own_style(before, after):
    """Blocks by a line, brackets inside; the short form of one entry becomes a list of two."""
    assert after.replace("NEW", LINE) == append(before, ("l",), NEW)


@pytest.mark.parametrize(("before", "after"), [
    ("a: 1\nauthor: x  # who\n# next\nb: 2\n", "a: 1\nauthor: x  # who\nk: new\n# next\nb: 2\n"),
    ("a: 1\nb: |\n  long\n\n# end", "a: 1\nb: |\n  long\nk: new\n\n# end"),
    ("a: 1", "a: 1\nk: new"),
    ("k: 'old'  # why\n", "k: new  # why\n"),
    ("k:   # nobody yet\na: 1\n", "k: new   # nobody yet\na: 1\n"),
    ("k: >-\n  old\n  text\n\n# end\na: 1\n", "k: new\n\n# end\na: 1\n"),
    ("k: {x: 1}\n", "k: new\n"),
    ("{a: 1, b: 2}\n", "{a: 1, b: 2, k: new}\n"),
])
def test_a_value_takes_the_place_that_it_should_have(before, after):
    """That of the old one; else below its neighbour; else last."""
    assert after == put(before, ("k",), "new", after=("author",))


def test_an_entry_inside_a_list_can_be_changed():
    """By the number of the entry and its key, whichever way it is written."""
    text = "l:\n  - {x: 1, y: 2}  # one\n  - x: 1\n    y: 2  # two\n"

    assert "l:\n  - {x: 1, y: up}  # one\n  - x: 1\n    y: to  # two\n    z: in\n" == put(put(put(text, ("l", 0, "y"), "up"), ("l", 1, "y"), "to"), ("l", 1, "z"), "in")


@pytest.mark.parametrize(("text", "words"), [
    ("k:\n  - 1\n", "written over several lines"), ("k: &x 1\nb: *x\n", "anchors and aliases are not used"), ("a: [1\n", "never|its end or a comma"),
    ("a: 1\n\tb: 2\n", "tab"), ("k: 1\nk: 2\n", "duplicate key"), ("", "empty"), ("- 1\n", "not a mapping"),
])
def test_what_cannot_be_edited_is_refused(text, words):
    """In words, and before anything is written."""
    with pytest.raises(Fixable) as said:
        put(text, ("k",), "new")

    assert any(one in str(said.value) for one in words.split("|"))


def test_what_would_change_more_is_refused():
    """Whatever the reason: the data must be the old ones and the one change."""
    with pytest.raises(Fixable, match="cannot be edited without changing more"):
        writing._changed("a: 1\nb: 2\n", lambda held: held.update(b="3"), lambda source: source.text.replace("a: 1\nb: 2", "b: 3"))


def test_there_is_no_place_inside_a_text():
    """A route that leads nowhere is no place for a value."""
    with pytest.raises(Fixable, match="no place for 'x'"):
        put("a: 1\n", ("a", "x"), "new")
    with pytest.raises(Fixable, match="no 'b' in it"):
        append("a: 1\n", ("b", "x"), "new")


@pytest.mark.parametrize("text", ["plain", "2026-11-20", "12345678", "1234e567", "no", "on", "16:30", "012", "null", "~", "a: b", "it's", "# x", "- x", "*x", "", " x", "{x}", "a, b", "0x1F", "1_000", "x\ny", "é"])
def test_a_text_stays_that_text_for_every_reader(text):
    """Ours takes every scalar for text; others take a digest of digits for a number, and `on` for yes, so these are quoted."""
    written = f"x: {flow(text)}\nl: [{flow(text)}, {{k: {flow(text)}}}]\n"
    others = [YAML(typ="safe", pure=True).load(written)["x"], yaml.safe_load(written)["x"]]

    assert {"x": text, "l": [text, {"k": text}]} == data(written)
    assert [text, text] == list(map(str, others))


# --- any plan at all

words = st.text("ab cé#'\"-:{}[]|,.😀\\", min_size=1, max_size=12)
keys = st.sampled_from(["title", "text", "kind", "author", "when", "asks", "notes"])


@st.composite
def entries(draw):
    """One key of a plan in one of the styles that people write."""
    key, word = draw(keys), draw(words)
    quoted = "'" + word.replace("'", "''") + "'"
    return key, draw(st.sampled_from([
        f"{key}: {quoted}", f"{key}: {quoted}   # {word}", f"{key}: |\n  # {word.strip() or 'x'}\n\n  more", f"{key}: |+\n  keep\n\n", f"{key}:\n  - {quoted}\n  # between\n  - [a, {quoted}]",
        f"{key}: {{b: {quoted}, c: [1,\n    2]}}  # tail", f"{key}:\n  inner:\n\n    deep: {quoted}\n  # under", f"{key}:", f"{key}: >-\n  folded\n  {'long ' * 40}",
        f"# before {word}\n{key}: plain\n  and on", f"'{key}' : \"{key}\"",
    ]))


@st.composite
def plans(draw):
    made = {key: text for key, text in draw(st.lists(entries(), min_size=1, max_size=6))}
    held = draw(st.sampled_from(["", "approved:\n  - {by: ivo}  # first\n  - by: ada\n    on: 2026-01-01", "approved:\n- {by: ivo}", "approved: [{by: ivo}]", "approved: []"]))
    parts = [*made.values(), held] if held else list(made.values())
    text = "\n".join(draw(st.permutations(parts))) + draw(st.sampled_from(["", "\n", "\n\n# the end\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(deadline=None, max_examples=100)
@given(plans())
def test_an_edit_adds_and_takes_nothing_away(text):
    """Whatever the plan: the old text is the new one without what was put in, and the data are the old ones and one more."""
    if parse(text.encode(), "")[1]:
        return
    old = data(text)
    held = old.get("approved")
    after = append(text, ("approved",), NEW) if held is not None else put(text, ("approved",), NEW, after=("author",))
    start = len(os.path.commonprefix([text, after]))

    assert {**old, "approved": [*held, NEW] if held is not None else NEW} == data(after)
    assert any(text[:cut] + text[cut:] == text and after.startswith(text[:cut]) and after.endswith(text[cut:]) for cut in range(start + 1))


def test_a_key_without_a_value_ends_where_it_stands():
    """And not where the next thing begins, which may be a block of text."""
    text = "title: ':'\nauthor:  # nobody yet\n# between\ntext: |\n  # :\n\n  more"

    assert text.replace("yet\n", "yet\napproved: {by: ada}\n") == put(text, ("approved",), {"by": "ada"}, after=("author",))


# --- the file

@pytest.fixture
def file(tmp_path):
    made = tmp_path / "plan.yml"
    made.write_bytes(b"a: 1\r\n")
    made.chmod(0o640)
    return made


def test_a_file_is_replaced_whole(file):
    """With its permissions; nothing is left beside it."""
    save(file, b"a: 1\r\n", "a: 2\r\n")

    assert b"a: 2\r\n" == file.read_bytes()
    assert 0o640 == stat.S_IMODE(file.stat().st_mode)
    assert [file] == list(file.parent.iterdir())


def test_a_link_stays_a_link(file, tmp_path):
    """What it points to is changed."""
    link = tmp_path / "link.yml"
    link.symlink_to(file)
    save(link, b"a: 1\r\n", "a: 2\n")

    assert link.is_symlink() and "a: 2\n" == file.read_text()


def test_what_somebody_else_changed_is_not_overwritten(file):
    """Between reading and the yes at the prompt there may be an hour."""
    with pytest.raises(Fixable, match="changed by somebody else"):
        save(file, b"a: 0\n", "a: 2\n")

    assert b"a: 1\r\n" == file.read_bytes()


@pytest.mark.parametrize("step", ["replace", "fsync", "access"])
def test_a_failure_leaves_the_old_file(file, monkeypatch, step):
    """Whole, and alone; a file that is protected is not replaced."""

    def fail(*_):
        if step == "access":
            return False
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.os, step, fail)
    with pytest.raises(Fixable, match="plan.yml cannot be written: Permission denied; nothing was changed"):
        save(file, b"a: 1\r\n", "a: 2\n")

    assert b"a: 1\r\n" == file.read_bytes() and [file] == list(file.parent.iterdir())
