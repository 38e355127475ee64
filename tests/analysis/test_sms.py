"""Parts of a text message, by GSM 03.38."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbinder.analysis.sms import BASIC, EXTENSION, measure, outside


@pytest.mark.parametrize(("text", "encoding", "units", "parts"), [
    ("", "GSM-7", 0, 1),
    ("a" * 160, "GSM-7", 160, 1), ("a" * 161, "GSM-7", 161, 2), ("a" * 306, "GSM-7", 306, 2), ("a" * 307, "GSM-7", 307, 3),
    ("€" * 80, "GSM-7", 160, 1), ("€" * 81, "GSM-7", 162, 2),
    ("é" * 160, "GSM-7", 160, 1), ("ê" * 70, "UCS-2", 70, 1),
    ("a" * 70 + "’", "UCS-2", 71, 2), ("a" * 69 + "’", "UCS-2", 70, 1), ("a" * 134 + "’", "UCS-2", 135, 3),
    ("😀" * 35, "UCS-2", 70, 1), ("😀" * 36, "UCS-2", 72, 2),
])
def test_a_text_is_measured_as_the_network_does(text, encoding, units, parts):
    """160 septets alone and 153 in each of several; 70 and 67 code units as soon as one character is outside."""
    size = measure(text)

    assert (encoding, units, parts) == (size.encoding, size.units, size.parts)


def test_no_character_is_split_between_two_parts():
    """An escape pair or a surrogate pair that does not fit any more begins the next part."""
    assert 3 == measure("a" * 152 + "€" + "a" * 152).parts
    assert 2 == measure("a" * 151 + "€" + "a" * 152).parts
    assert 3 == measure("’" * 66 + "😀" + "’" * 66).parts
    assert 2 == measure("’" * 65 + "😀" + "’" * 66).parts


def test_the_alphabet_is_whole():
    """127 characters beside the escape, and the extension."""
    assert 127 == len(BASIC)
    assert set("^{}\\[~]|€\f") == EXTENSION
    assert set(string.ascii_letters + string.digits) < BASIC and not set("`'’–ç").issubset(BASIC)


def test_what_is_outside_is_named_once():
    """In the order in which it comes."""
    assert ["’", "–"] == outside("We’re on it – we’re sure")


@given(st.text(max_size=400))
def test_more_text_never_takes_fewer_parts(text):
    """Whatever is written."""
    assert measure(text[:-1]).parts <= measure(text).parts
