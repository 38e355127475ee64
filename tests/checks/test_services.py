"""SVC: each law on a binder that keeps it and on one that does not."""


def test_a_service_without_an_owner_is_found(broken, check_finds):
    """SVC-01: who performs it is known; who decides about it is not."""
    binder = broken({("services", "dispatch", "owner"): ...})

    check_finds("SVC-01", binder, "'dispatch'", "no owner", "harbour")


def test_what_stands_on_itself_is_found(broken, check_finds):
    """SVC-02: two assets that each need the other, however far apart."""
    binder = broken({("assets", "depot-firewall", "depends_on"): ["wms-server"]})

    said = check_finds("SVC-02", binder, "wms-server", "depot-network", "depot-firewall", "→")
    assert 1 == len(said)


def test_a_service_that_names_itself_stands_on_itself(broken, check_finds):
    """SVC-02: the shortest circle."""
    check_finds("SVC-02", broken({("services", "yard-gate", "depends_on"): ["yard-gate"]}), "yard-gate → yard-gate")


EXTRA = {"name": "Extra", "criticality": "critical", "owner": "client-coordinator", "done_by": "harbour", "for": "harbour"}


def test_a_critical_service_without_a_procedure_is_found(broken, check_finds):
    """SVC-03: a technician would have nothing but its name."""
    check_finds("SVC-03", broken({("services", "extra"): EXTRA}), "'extra'", "no procedure")


def test_one_procedure_is_enough(broken, check_passes):
    """SVC-03: it may name the service, or be named by the service or by its recovery."""
    check_passes("SVC-03", broken({("services", "extra"): {**EXTRA, "procedures": ["backup-check"]}}))
    check_passes("SVC-03", broken({("services", "extra"): {**EXTRA, "recovery": {"mtpd": "1d", "procedures": ["backup-check"]}}}))
    check_passes("SVC-03", broken({("services", "extra"): EXTRA, ("procedures", "backup-check", "service"): "extra"}))


def test_what_is_not_critical_need_not_be_explained(broken, check_passes):
    """SVC-03 and SVC-05."""
    binder = broken({("services", "extra"): {**EXTRA, "criticality": "important"}})

    check_passes("SVC-03", binder)
    check_passes("SVC-05", binder)


def test_a_supplier_with_nothing_but_mail_is_found(broken, check_finds):
    """SVC-04: a mail address answers when somebody reads it."""
    binder = broken({("suppliers", "lanyard-software", "contacts"): [{"email": "help@lanyard.example"}]})

    check_finds("SVC-04", binder, "'lanyard-software'", "only email", "warehouse-system")


def test_a_supplier_of_what_a_service_stands_on_is_found(broken, check_finds):
    """SVC-04: the racking is what the dispatch stands on; who supplies it is rung when it breaks."""
    check_finds("SVC-04", broken({("suppliers", "stowright", "contacts"): []}), "'stowright'", "only nothing", "dispatch")


def test_a_supplier_of_nothing_critical_may_have_mail_only(broken, check_passes):
    """SVC-04: the gate is important, and not critical."""
    check_passes("SVC-04", broken({("suppliers", "portgate-systems", "contacts"): [{"email": "help@portgate.example"}]}))


def test_a_critical_service_that_stands_on_nothing_is_found(broken, check_finds):
    """SVC-05: no loss would ever be traced to it."""
    check_finds("SVC-05", broken({("services", "cold-store", "depends_on"): []}), "'cold-store'", "names nothing")
