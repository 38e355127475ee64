"""The demo's completeness, a test for each client and check. A private binder's own tests look like this."""

from pathlib import Path

import pytest

from runbinder.testing import each_check

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("check", each_check(ROOT, without=("larkfield",)))
def test_the_plans_are_complete(check):
    check()
