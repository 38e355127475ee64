"""Laws of all checks."""

import pytest

from runbinder.asof import judged_as_of
from runbinder.checks import REGISTRY
from runbinder.shelf import provider_binder

GOOD = ("harbour", "northgate", "tessera")


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("check", [check for check in REGISTRY.values() if check.scope == "binder"], ids=lambda check: check.name)
def test_a_good_binder_keeps_every_rule(check, name, good):
    """What the three finished demo clients do is right: a finding there is a false alarm or a fault of the demo."""
    waived = {(waiver.record.check) for waiver in good(name).all("waiver")}
    found = [] if check.code in waived else list(check.function(good(name)))

    assert [] == found


@pytest.mark.parametrize("check", [check for check in REGISTRY.values() if check.provider or check.scope == "provider"], ids=lambda check: check.name)
def test_the_providers_own_binder_keeps_its_rules(check, shelf):
    """The standard, and the library that every client draws on."""
    assert [] == list(check.function(provider_binder(shelf, judged_as_of("", shelf.settings))))


@pytest.mark.parametrize("check", REGISTRY.values(), ids=lambda check: check.name)
def test_a_check_explains_itself(check):
    """Its docstring is its page: a rule that is a sentence, the reason with the ids of requirements, and the fix."""
    assert check.rule.endswith(".") and check.why and check.fix.endswith(".")
