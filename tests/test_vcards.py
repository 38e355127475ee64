"""The vCards of a contact tree: a library that others wrote reads them, whatever people are called."""

import dataclasses
from types import SimpleNamespace

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from runbinder import vcards
from runbinder.vcards import escaped, folded

ODD = ["O'Brien; Söhne, \\GmbH", "Ana\nBEGIN:VCARD", "Zoë\r\nNOTE:no", "山田 太郎" * 20, "é" * 200, ":;,\\n", "\x0b\x85\u2028x", " lead", "=?utf-8?"]


@pytest.fixture
def tree(golden):
    return golden.find("invocation", ("contact_tree",))


@pytest.fixture
def cards(golden, tree):
    """The cards of the golden tree by name, as the library reads them."""
    return {card.fn.value: card for card in vobject.readComponents(vcards.vcards(golden, tree).decode())}


def test_everybody_in_the_tree_has_a_card(cards):
    """Each person and company once, deputies too, in the order of the calls."""
    assert ["Anna Ó Briain", "Rosa Mendes", "Marlow Foods", "Bob Tansley"] == list(cards)


def test_a_card_says_who_it_is(cards):
    """Name in two parts, firm, job, what they are in the tree."""
    rosa = cards["Rosa Mendes"]

    assert ("Mendes", "Rosa") == (rosa.n.value.family, rosa.n.value.given)
    assert ["Kestrel"] == [one[:7] for one in rosa.org.value]
    assert "Director" == rosa.title.value
    assert "Operator" in rosa.role.value
    assert "Invocation" == rosa.categories.value[0]
    assert "deputy 1; starts the calls" in rosa.note.value and "call 2: Rosa Mendes; called by Operator, answers by T+5 min" in rosa.note.value


def test_numbers_come_in_the_order_in_which_to_try_them(cards):
    """The first is preferred; what sort of number it is, a telephone knows by its type; mail is there too."""
    anna = cards["Anna Ó Briain"]

    assert [("+447700900102", {"CELL", "VOICE", "PREF"}), ("+447700900103", {"HOME", "VOICE"}), ("+447700900104", {"CELL", "MSG"})] == [
        (one.value, set(part for value in one.params["TYPE"] for part in value.split(","))) for one in anna.tel_list]
    assert ["anna@quay.example"] == [one.value for one in anna.email_list]


def test_a_company_is_filed_as_one(cards):
    """Its name is not cut in two."""
    marlow = cards["Marlow Foods"]

    assert ("Marlow Foods", "") == (marlow.n.value.family, marlow.n.value.given)
    assert ["Marlow Foods"] == marlow.org.value
    assert "COMPANY" == marlow.contents["x-abshowas"][0].value


@pytest.mark.parametrize("edition", ["client", "auditor"])
def test_private_numbers_stay_in_the_internal_edition(golden, tree, edition):
    """Neither as a number nor in a note."""
    inside, outside = (vcards.vcards(dataclasses.replace(golden, edition=one), tree).decode().replace("\r\n ", "") for one in ("internal", edition))

    assert "+447700900103" in inside and "+447700900103" not in outside and "+44 7700 900103" not in outside
    assert "+447700900102" in outside


def test_the_same_plans_give_the_same_cards(golden, tree):
    """Letter by letter: nothing of it is the moment of the build."""
    assert vcards.vcards(golden, tree) == vcards.vcards(golden, tree)


def test_the_first_card_is_short(golden, tree):
    """What is printed as a code has to be read in bad light: name, firm, numbers."""
    (card,) = vobject.readComponents(vcards.first_card(golden, tree).decode())

    assert {"version", "n", "fn", "org", "tel"} == set(card.contents)
    assert "Anna Ó Briain" == card.fn.value


def test_lines_are_folded_at_75_octets():
    """No line is longer, no letter is cut, and what was folded is whole again."""
    text = "NOTE:" + "Größe – 港 " * 40
    lines = folded(text).split(b"\r\n")

    assert all(len(line) <= 75 for line in lines) and b"" == lines[-1]
    assert all(line.decode() for line in lines[:-1]) and all(line.startswith(b" ") for line in lines[1:-1])
    assert text == folded(text).replace(b"\r\n ", b"").decode().removesuffix("\r\n")


@given(st.text(max_size=120) | st.sampled_from(ODD))
def test_no_text_breaks_out_of_its_value(text):
    """A name with commas, line ends, another script or a whole card in it comes back as it was, but for controls."""
    card = one_card(text)
    clean = vcards._NO_TEXT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))

    assert clean.strip() == card.note.value.strip() == card.n.value.family.strip()


def one_card(text):
    """A card with this text as its note and its name, read by the library."""
    raw = b"".join(folded(line) for line in ("BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped('x')}", f"N:{escaped(text)};;;;", f"NOTE:{escaped(text)}", "END:VCARD"))
    (card,) = vobject.readComponents(raw.decode("utf-8"))
    return card


@pytest.mark.parametrize("name", ODD)
def test_people_with_odd_names_have_whole_cards(golden, tree, name):
    """The whole card of somebody, not only one value of it."""
    person = golden.find("bob", ("person",))
    record = person.record.model_copy(update={"name": type(person.record.name)(name)})
    text = vcards.card(golden, tree, SimpleNamespace(kind="person", id="bob", record=record), [("Scribe", "said")]).decode()
    (card,) = vobject.readComponents(text)

    assert 1 == text.count("\r\nEND:VCARD") and text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")
    assert not set(text.replace("\r\n", "")) & set("\r\n")
    assert ["Invocation", "Scribe"] == card.categories.value and "said" in card.note.value
