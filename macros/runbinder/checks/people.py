"""PPL: who holds which role, who stands in, and whether they are fit for it."""

from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder


@check("PPL-02", level=1)
def critical_role_has_a_deputy(binder: Binder) -> Said:
    """Every critical role names a deputy.

    People sleep, travel and fall ill; a role with one name is a single point of failure (S2-12, CAF D1.b.4, NIS2-IR
    4.2.4(c), CIS 17.1).

    Fix: add a second person under `deputies`.
    """
    for entry in binder.all("role"):
        role = entry.record
        if entry.party == "client" and role.critical and role.holder and not role.deputies:
            yield (*entry.route, "deputies"), f"role '{entry.id}' has no deputy: {role.holder} is the only one"
