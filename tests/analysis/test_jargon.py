"""What counts as an abbreviation, and what explains one."""

import pytest

from runbinder.analysis.jargon import abbreviations, spoken


@pytest.mark.parametrize(("text", "expected"), [
    ("Look at the EDR.", ["EDR"]), ("Two VMs (QXP) and a QXP-switch", ["VM", "QXP", "QXP"]), ("a UTF-8 QXP-B QXP-7", []), ("QXP: first. QXP", ["QXP", "QXP"]), ("The QXP's lamp", ["QXP"]),
    ("SOMEWHERE in A, Wms, FS01, UTF8, NG-27, DB_HOST, AT&T, TCP/IP", []), ("2 TB, 40 GBP and 3 GB", []), ("`EDR` ```\nEDR\n``` *EDR on* \"EDR\" “EDR” [[term:EDR]] https://EDR.example", []),
    ("Bay II to VIII", []), ("NET::ERR and edr.EXE.old", []), ("TBD TBC", []),
])
def test_capitals_alone_are_abbreviations(text, expected):
    """Two to six of them, also in the plural; not what is code, a label, a quotation, a unit, a number or part of an identifier."""
    assert expected == abbreviations(text)


def test_a_word_that_is_also_written_small_is_a_word():
    """Capitals for emphasis explain themselves; code does not count as speech."""
    assert {"IT", "IS", "ON", "NOW"} == spoken(["it is on `edr`", "now"])
