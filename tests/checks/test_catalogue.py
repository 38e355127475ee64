"""Laws of all checks."""

import pytest

from runbinder.asof import judged_as_of
from runbinder.checks import REGISTRY, run
from runbinder.shelf import provider_binder

GOOD = ("harbour", "northgate", "tessera")


def said(binder):
    """What is not waived, as an author reads it."""
    return [f"{one.check.code} {one.message}" for one in run(binder) if not one.waiver]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_binder_keeps_every_rule(name, good):
    """What the three finished demo clients do is right: a finding there is a false alarm or a fault of the demo."""
    assert [] == said(good(name))


def test_the_providers_own_binder_keeps_its_rules(shelf):
    """The standard, and the library that every client draws on."""
    assert [] == said(provider_binder(shelf, judged_as_of("", shelf.settings)))


@pytest.mark.parametrize("check", REGISTRY.values(), ids=lambda check: check.name)
def test_a_check_explains_itself(check):
    """Its docstring is its page: a rule that is a sentence, the reason with the ids of requirements, and the fix."""
    assert check.rule.endswith(".") and check.why and check.fix.endswith(".")
