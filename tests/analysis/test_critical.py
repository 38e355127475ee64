"""What hangs on each thing that a critical service stands on."""

from runbinder.analysis.critical import counted, critical_services, stood_on
from runbinder.testing import binder_of

PLANS = {
    "clients/harbour/services.yml": {"services": {
        "dispatch": {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "depends_on": ["wms"]},
        "gate": {"name": "Gate", "criticality": "important", "done_by": "harbour", "for": "harbour", "depends_on": ["camera"]},
        "cold-store": {"name": "Cold store", "criticality": "critical", "done_by": "harbour", "for": "harbour", "depends_on": ["host"]},
    }},
    "clients/harbour/assets.yml": {"assets": {
        "wms": {"name": "WMS", "kind": "software", "owner": "harbour", "depends_on": ["host"]},
        "host": {"name": "Host", "kind": "hardware", "owner": "harbour"},
        "camera": {"name": "Camera", "kind": "hardware", "owner": "harbour"},
    }},
}


def test_only_critical_services_count():
    """In the order of the plans."""
    assert ["dispatch", "cold-store"] == [entry.id for entry in critical_services(binder_of(PLANS))]


def test_each_thing_knows_all_services_that_stand_on_it():
    """Directly or through something else; what only an important service needs is not among them."""
    assert {("asset", "wms"): ["dispatch"], ("asset", "host"): ["dispatch", "cold-store"]} == stood_on(binder_of(PLANS))


def test_services_are_named_in_a_sentence():
    """One by its name, several with their number; each once."""
    assert "the critical service 'dispatch'" == counted(["dispatch", "dispatch"])
    assert "2 critical services (cold-store, dispatch)" == counted(["dispatch", "cold-store", "dispatch"])
