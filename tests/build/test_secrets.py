"""A secret that no source shows does not get into a site; one that a source shows is `check`'s to say."""

import pytest

pytestmark = pytest.mark.build

SECRET = "hunter" + "2x9"
PAGE = "docs/clients/orchard/notes/day.md"


@pytest.fixture
def add(copy):
    """Adds a page of somebody's own."""

    def added(text, path=PAGE):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text, encoding="utf-8")

    return added


def test_what_comes_together_on_a_page_is_refused(copy, build, tree, add):
    """The last good site stays; the page is named, and the secret is not."""
    before = tree(copy / "site")
    add(f'# A day\n\n{{% set word = "{SECRET}" %}}\nThe password: {{{{ word }}}}\n')
    done = build(copy)

    assert 1 == done.code
    assert "In orchard:\nSecrets on pages that stand in no source" in done.said
    assert "notes/day.html:" in done.said and "this looks like a password" in done.said
    assert SECRET not in done.said
    assert before == tree(copy / "site")


def test_what_a_source_shows_is_said_by_check(copy, build, add):
    """With its line there, and not a second time here; a reason on its line is a reason for its page."""
    add(f"# A day\n\nThe password: `{SECRET}`\n\nPIN: 47112 <!-- not a secret: the number of the part -->\n")

    assert 0 == build(copy).code
