"""PPL: each law on a binder that keeps it and on one that does not."""


def test_a_critical_role_without_a_deputy_is_found(broken, check_finds):
    """PPL-02: a critical role with one name on it is a single point of failure."""
    binder = broken({("roles", "incident-manager", "deputies"): []})

    check_finds("PPL-02", binder, "incident-manager", "no deputy")
