"""The two verbs of a check's tests, and the demo binders to break: no disk after the first reading."""

import copy
import dataclasses
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from runbinder.asof import judged_as_of
from runbinder.checks import REGISTRY
from runbinder.model.binder import Binder, Client
from runbinder.read import read
from runbinder.validate import validate

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shelf():
    """The demo, read once."""
    return read(ROOT)


@pytest.fixture(scope="session")
def good(shelf):
    """`good("harbour")`: a demo binder as it is."""
    made = {}

    def binder(name="harbour"):
        if name not in made:
            made[name] = shelf.binder(name, judged_as_of("", shelf.settings))
        return made[name]

    return binder


@pytest.fixture
def broken(shelf):
    """`broken({("roles", "scribe", "deputies"): []})`: a demo binder with these routes changed; `...` removes.

    Routes are as in the plans' files: families, ids and the words an author writes; numbers for list entries.
    """

    def binder(changes, name="harbour", as_of=None, provider=None):
        client = _changed(shelf.clients[name], shelf.folders[name].data, changes, shelf)
        owner = _changed(shelf.provider, shelf.folders["provider"].data, provider or {}, shelf)
        other = dataclasses.replace(shelf, clients={**shelf.clients, name: client}, provider=owner)
        return other.binder(name, as_of or judged_as_of("", shelf.settings))

    return binder


@pytest.fixture
def check_finds():
    """`check_finds("PPL-02", binder, "scribe")`: the check says something in which these words stand."""

    def finds(code, binder, *words):
        said = [message for _, message in _asked(code, binder)]
        assert any(all(word in message for word in words) for message in said), f"{code} said {said or 'nothing'}"
        return said

    return finds


@pytest.fixture
def check_passes():
    """`check_passes("PPL-02", binder)`: the check has nothing to say."""

    def passes(code, binder):
        assert [] == list(_asked(code, binder))

    return passes


def _asked(code, subject):
    """What a check says; one that looks at the results of others is told of none, unless a test brings some."""
    alone = REGISTRY[code].scope == "results" and isinstance(subject, Binder)
    return REGISTRY[code].function((subject, []) if alone else subject)


def _changed(plans, data, changes, shelf):
    """The plans with some records validated again from changed data; all others are shared with the original."""
    fresh = {}
    for route, value in changes.items():
        family = route[0]
        if family not in fresh:
            fresh[family] = copy.deepcopy(data.get(family, {}))
        fresh[family] = _put(fresh[family], route[1:], value)
    if not fresh:
        return plans
    names = {field.alias or name: name for name, field in type(plans).model_fields.items()}
    model, faults = validate(type(plans), {**_profile_only(data, type(plans)), **fresh}, ZoneInfo(plans.profile.timezone))
    assert model, faults
    return plans.model_copy(update={names[family]: getattr(model, names[family]) for family in fresh})


def _profile_only(data, cls):
    return {"profile": data["profile"]} if cls is Client or "profile" in data else {}


def _put(data, route, value):
    if not route:
        return value
    key, *rest = route
    if not rest and value is ...:
        if isinstance(data, list):
            del data[key]
        else:
            data.pop(key, None)
        return data
    if isinstance(data, dict) and key not in data:
        data[key] = {}
    data[key] = _put(data[key], rest, value)
    return data
