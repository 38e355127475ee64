"""A build with something wrong in it says all of it, ends with 1, and leaves the last good site as it was."""

import pytest

pytestmark = pytest.mark.build


@pytest.fixture
def fails(copy, build, tree):
    """What a failing build says. The site has to be, byte for byte, what it was before."""
    before = tree(copy / "site")
    beside = {path.name for path in copy.iterdir()}

    def failed(*clients, **more):
        done = build(copy, *clients, **more)
        assert 1 == done.code, done.said
        assert before == tree(copy / "site")
        assert beside == {path.name for path in copy.iterdir()}, "a failed build left something beside the site"
        assert "site is as it was" in done.said or "Nothing was built" in done.said
        return done.said

    return failed


def test_a_bad_plan(fails, edit):
    """The finding stands with its file and line."""
    edit("plans/clients/harbour/people.yml", "works_at: quay", "works_at: quai")

    said = fails()

    assert "plans/clients/harbour/people.yml:17:5:" in said
    assert "quai" in said and "did you mean 'quay'" in said.lower()


@pytest.mark.parametrize("jobs", [1, 2])
def test_findings_of_all_clients(fails, edit, jobs):
    """One client's mistake does not hide another's, nor the provider's; each finding is said once."""
    edit("plans/clients/harbour/people.yml", "works_at: quay", "works_at: quai")
    edit("plans/clients/orchard/plans.yml", "holder: lou-penn", "holder: lou-pen")
    edit("plans/provider/people.yml", "holder: ben-hart", "holder: ben-heart")

    said = fails(jobs=jobs)

    for piece in ("harbour/people.yml", "orchard/plans.yml", "provider/people.yml", "'quai'", "'lou-pen'", "'ben-heart'"):
        assert 1 == said.count(piece), said
    assert "3 findings in 3 files." in said


def test_a_good_client_is_not_put_in_place_alone(fails, edit):
    """An edit that is good waits until all is good: the site is one state of the plans, not two."""
    edit("plans/clients/harbour/people.yml", "+49 1512 3456789", "+49 1512 3456711")
    edit("plans/clients/orchard/plans.yml", "holder: lou-penn", "holder: lou-pen")

    fails()


def test_settings_that_can_not_be_read(fails, edit):
    """A mistake in what is common is said once, not once for each client."""
    edit("plans/settings.yml", "banner: Test data", "baner: Test data")

    assert 1 == fails().count("plans/settings.yml:3:")


def test_healed(copy, fails, build, edit):
    """After a bad edit is taken back, nothing has to be built."""
    edit("plans/clients/orchard/plans.yml", "holder: lou-penn", "holder: lou-pen")
    fails()
    edit("plans/clients/orchard/plans.yml", "holder: lou-pen", "holder: lou-penn")

    done = build(copy)

    assert 0 == done.code
    assert "2 binders had not changed." in done.said


def test_an_unknown_client(copy, build):
    """A client that is not there is named, with the nearest that is."""
    from runbinder.errors import Fixable

    with pytest.raises(Fixable) as raised:
        build(copy, "harbor")

    assert "there is no client 'harbor'" in str(raised.value)
    assert "harbour" in raised.value.hint
