"""The shelf says over all binders how many contracted recovery times are achievable (S0-33)."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from runbinder.asof import judged_as_of
from runbinder.read import read
from runbinder.shelf import card, shelf_page


@pytest.fixture(scope="module")
def cards():
    shelf = read(Path(__file__).parents[1], ["harbour", "larkfield"])
    when = judged_as_of("", shelf.settings)
    return [card(shelf.binder(name, when)) for name in shelf.clients]


def page(cards):
    return shelf_page(SimpleNamespace(cards=cards, provider_name="Kestrel", shelf=SimpleNamespace(settings=SimpleNamespace(title="Kestrel"))))


def test_a_card_counts_and_names(cards):
    """Harbour's two promises can be kept; of Larkfield's one nobody can say how."""
    shop = {"name": "Web shop", "href": "services/web-shop.html", "promised": "4 h", "arranged": "not known", "words": "nobody can say"}

    assert [{"contracted": 2, "achievable": 2, "others": []}, {"contracted": 1, "achievable": 0, "others": [shop]}] == [one["recovery"] for one in cards]


def test_the_portfolio_is_a_table(cards):
    """The sum over all, and a link to each service whose time can not be kept."""
    html = page(cards)

    assert '<span class="rb-badge rb-badge--bad">2 of 3</span> contracted recovery times' in html
    assert '<a href="clients/larkfield/services/web-shop.html">Web shop</a>: contract 4 h, as arranged not known' in html


def test_a_card_of_an_older_version_is_left_out(cards):
    """It lies beside a site that was not built again."""
    old = [{key: value for key, value in one.items() if key != "recovery"} for one in cards]

    assert '<span class="rb-badge rb-badge--ok">2 of 2</span>' in page([cards[0], old[1]])
    assert "Can the contracted recovery times be kept?" not in page(old)
