"""PRC: shared procedures that ask for what they use, and that do not."""

import pytest

JOINER = ("procedures", "joiner")


@pytest.mark.parametrize(("route", "value", "words"), [
    ((*JOINER, "parameters", "colour"), "The colour of the badge.", "shared procedure 'joiner' asks for 'colour' and uses it nowhere"),
    ((*JOINER, "record"), "Written into {{log_book}}.", "shared procedure 'joiner' uses 'log_book' and does not ask for it"),
])
def test_a_shared_procedure_asks_for_what_it_uses(route, value, words, broken, check_finds):
    """PRC-15: in any of its texts."""
    check_finds("PRC-15", broken({}, provider={route: value}), words)


def test_a_parameter_is_used_where_it_is_asked_for(broken, check_passes):
    """PRC-15: once is enough; a provider without a library has nothing to ask for."""
    more = {(*JOINER, "parameters", "colour"): "The colour of the badge.", (*JOINER, "record"): "The badge is {{colour}}."}

    check_passes("PRC-15", broken({}, provider=more))
    check_passes("PRC-15", broken({}, provider={("procedures",): {}}))
