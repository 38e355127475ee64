"""TRN: the successor, what changes hands, and how the exit ends."""

from datetime import date

import pytest

PLAN = "transition"
CRITERIA, CANDIDATES = (PLAN, "acquisition", "criteria"), (PLAN, "acquisition", "candidates")


# Who comes next


@pytest.mark.parametrize(("place", "kind"), [(0, "credential"), (1, "training")])
def test_a_credential_and_a_training_are_mandatory(place, kind, broken, check_finds):
    """TRN-09: a criterion that only counts points is no condition."""
    check_finds("TRN-09", broken({(*CRITERIA, place, "mandatory"): False}), f"none of 9 criteria for a successor is a mandatory {kind}")


def test_a_plan_without_a_successor_is_one_finding(broken, check_finds, check_passes):
    """TRN-09: the other checks of the search have nothing to look at."""
    binder = broken({(PLAN, "acquisition"): None})

    check_finds("TRN-09", binder, "how a successor is found")
    check_passes("TRN-10", binder)
    check_passes("TRN-30", binder)


def test_two_candidates_are_qualified_in_the_interval(broken, check_finds, check_passes):
    """TRN-10: Pennine was looked at on 14 May 2026; 365 days later it still counts."""
    check_passes("TRN-10", broken({}, as_of=date(2027, 5, 14)))
    check_finds("TRN-10", broken({}, as_of=date(2027, 5, 15)), "'pennine-systems' was last qualified 2026-05-14, 366 days ago", "(candidates_qualified) is 365")
    check_finds("TRN-10", broken({(*CANDIDATES, "fenwick-it", "qualified_on"): ...}), "'fenwick-it' was never qualified")


def test_a_third_candidate_may_be_out_of_date(broken, good, check_passes):
    """TRN-10: two in date are enough."""
    old = {"organisation": "pennine-systems", "qualified_on": date(2020, 1, 1)}

    check_passes("TRN-10", broken({(*CANDIDATES, "third"): old}))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({(*CANDIDATES, "fenwick-it"): ...}, "1 candidate for the succession of 'kestrel' is named"), ({CANDIDATES: {}}, "no candidates for the succession of 'kestrel' are named"),
        ({(PLAN, "acquisition", "interim"): ...}, "no other company"), ({(PLAN, "acquisition", "interim"): "kestrel"}, "no other company"),
    ],
)
def test_somebody_is_there_and_somebody_helps_meanwhile(changes, said, broken, check_finds):
    """TRN-10: two to choose from, and one for the first weeks who is not the provider."""
    check_finds("TRN-10", broken(changes), said)


@pytest.mark.parametrize(
    ("number", "points", "said"), [("1", ..., "no points for mandatory criterion 1 ('Cyber Essentials"), ("1", 0, "0 points for mandatory criterion 1"), ("12", 3, "points for criterion 12; there are 9")],
)
def test_candidates_have_shown_what_is_mandatory(number, points, said, broken, check_finds):
    """TRN-30: nobody asked, failed, or points for something that does not exist."""
    check_finds("TRN-30", broken({(*CANDIDATES, "fenwick-it", "scores", number): points}), "'fenwick-it'", said)


@pytest.mark.parametrize(("kind", "said"), [("insurance", "the insurance of a successor"), ("contract terms", "terms on which a successor could be left")])
def test_a_successor_is_insured_and_can_be_left(kind, said, good, broken, check_finds):
    """TRN-44: one criterion of each sort is enough, mandatory or not."""
    places = [number for number, one in enumerate(good().client.transition.acquisition.criteria) if one.type == kind]

    check_finds("TRN-44", broken({(*CRITERIA, number, "kind"): "reference" for number in places}), said)


def test_a_critical_service_is_not_learnt_from_paper_alone(broken, check_finds, check_passes):
    """TRN-46: one item by doing is enough; what is in no item is another finding."""
    paper = {(PLAN, "knowledge"): [{"item": "Gate", "covers": ["yard-gate"], "method": "document", "receiver": "fenwick-it"}], ("services", "yard-gate", "criticality"): "critical"}

    check_finds("TRN-46", broken(paper), "critical service 'yard-gate'")
    check_passes("TRN-46", broken({**paper, ("services", "yard-gate", "criticality"): "ordinary"}))
    check_passes("TRN-46", broken({**paper, (PLAN, "knowledge", 0, "method"): "workshop"}))


def test_every_service_and_procedure_is_handed_on(broken, check_finds):
    """TRN-11: the finding is at the record; no item at all is one finding."""
    said = check_finds("TRN-11", broken({(PLAN, "knowledge", 5): ...}), "service 'yard-gate' is in no item")

    assert ["service 'yard-gate'", "procedure 'gate-manual-opening'"] == [one.removesuffix(" is in no item of the knowledge transfer") for one in said]
    assert 1 == len(check_finds("TRN-11", broken({(PLAN, "knowledge"): []}), "nothing is planned"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"receiver": "kestrel"}, "learnt by 'kestrel' of 'kestrel'"), ({"accepted": {"by": "imran-qadir"}}, "accepted by 'imran-qadir' of 'kestrel', the party that taught it"),
        ({"accepted": None, "on": None}, "neither a day nor anybody"), ({"accepted": None, "on": date(2026, 11, 19)}, "planned for 2026-11-19, and nobody has accepted it since"),
    ],
)
def test_what_was_taught_was_accepted_by_the_learner(changes, said, broken, check_finds):
    """TRN-31: outside the provider, by a name, or with a day to come."""
    check_finds("TRN-31", broken({(PLAN, "knowledge", 5, field): value for field, value in changes.items()}), "knowledge item 6 ('Gate')", said)


def test_what_is_planned_for_today_needs_no_acceptance_yet(broken, check_passes):
    """TRN-31: the day itself is not past."""
    check_passes("TRN-31", broken({(PLAN, "knowledge", 5, "accepted"): None, (PLAN, "knowledge", 5, "on"): date(2026, 11, 20)}))


# What changes hands


def test_every_data_set_has_its_way_back(broken, check_finds):
    """TRN-12: at the data set; a plan without any is one finding."""
    check_finds("TRN-12", broken({(PLAN, "data", 3): ...}), "data set 'gate-log' is not among the 4")
    assert 1 == len(check_finds("TRN-12", broken({(PLAN, "data"): []}), "wms-database", "cold-store-log"))


@pytest.mark.parametrize(("changes", "said"), [({"opened_by": ...}, "nobody outside 'kestrel'"), ({"opened_by": "rosa-mendes"}, "nobody outside 'kestrel'"), ({"delete_within": "6d"}, "deleted after 6 days, before the return is due (7 days)")])
def test_an_export_is_opened_while_there_is_another(changes, said, broken, check_finds):
    """TRN-32: by the receiver, before the copies go."""
    check_finds("TRN-32", broken({(PLAN, "data", 3, field): value for field, value in changes.items()}), "'gate-log'", said)


def test_return_and_deletion_may_fall_on_one_day(broken, check_passes):
    """TRN-32: what is deleted with the return was there until then."""
    check_passes("TRN-32", broken({(PLAN, "data", 3, "delete_within"): "7d"}))


def test_a_contract_of_the_providers_has_a_way_over(broken, check_finds, check_passes):
    """TRN-17: in its own text, or in the plan; an account without a contract has none."""
    theirs = {("suppliers", "ridge-mobile", "in_name_of"): "kestrel"}

    check_finds("TRN-17", broken(theirs), "contract 'ridge-mobiles' with 'ridge-mobile' is in the name of 'kestrel'")
    check_finds("TRN-17", broken({**theirs, ("suppliers", "ridge-mobile", "contract"): ...}), "no contract says how")
    check_passes("TRN-17", broken({**theirs, ("contracts", "ridge-mobiles", "transferable"): "Form R7"}))


def test_licences_and_the_providers_things_have_a_fate(broken, check_finds, check_passes):
    """TRN-33: by asset, by its contract, or in its own words."""
    check_finds("TRN-33", broken({("assets", "gate-controller", "owner"): "kestrel"}), "'gate-controller' belongs to 'kestrel'")
    check_passes("TRN-33", broken({("assets", "gate-controller", "owner"): "kestrel", ("assets", "gate-controller", "moves_at_exit"): "Bought at book value"}))
    check_finds("TRN-33", broken({("assets", "wms-licence", "contract"): ...}), "licence 'wms-licence' belongs to 'harbour'")


def test_a_copy_lies_where_the_provider_is_not(broken, check_finds, check_passes):
    """TRN-19: neither with its people nor on its systems; one copy outside is enough."""
    theirs = {"holder": "kestrel", "medium": "site", "location": "Leeds", "number": "1", "delivered": date(2026, 10, 19)}
    ours = {**theirs, "holder": "wendy-clark", "depends_on": ["kestrel-internet"]}

    check_finds("TRN-19", broken({("copies",): {}}), "no copy of the binder is recorded")
    check_finds("TRN-19", broken({("copies",): {"a": theirs, "b": {**theirs, "holder": "rosa-mendes"}, "c": ours}}), "(a, b, c) is with 'kestrel'")
    check_passes("TRN-19", broken({("copies",): {"a": theirs, "b": {**ours, "depends_on": []}}}))


def test_a_supplier_is_asked_for_its_number(broken, check_finds, check_passes):
    """TRN-40: not where it was only considered."""
    without = {("suppliers", "voicehive", "account"): ...}

    check_finds("TRN-40", broken(without), "supplier 'voicehive' has no account number")
    check_passes("TRN-40", broken({**without, ("suppliers", "voicehive", "contracted"): False}))


def test_drawing_and_configuration_are_here(broken, check_finds):
    """TRN-41: the form of a diagram is not one."""
    check_finds("TRN-41", broken({("attachments", "gate-config", "kind"): "form"}), "no configuration is attached")


@pytest.mark.parametrize(("family", "name"), [("asset_transfer", "asset"), ("contract_transfer", "contract")])
def test_a_transfer_has_a_day_and_a_price(family, name, good, broken, check_finds):
    """TRN-45: both; nothing is a price too."""
    what = getattr(getattr(good().client.transition, family)[0], name)

    check_finds("TRN-45", broken({(PLAN, family, 0, "within"): ..., (PLAN, family, 0, "cost"): ...}), f"the transfer of {name} '{what}' has no day (within) and no cost")


# How it ends


def test_money_is_settled_beforehand(broken, check_finds):
    """TRN-34: one finding for all that is missing."""
    check_finds("TRN-34", broken({(PLAN, "commercial"): None}), "nothing about money")
    check_finds("TRN-34", broken({(PLAN, "commercial", "prepaid"): ..., (PLAN, "commercial", "no_hostage"): ...}), "what was paid in advance; access that does not wait for money")


def test_a_second_person_signs_for_the_provider(broken, check_finds, check_passes):
    """TRN-35: who is no principal and has not left; the provider's own plan may name them."""
    unnamed = {(PLAN, "commercial", "second_signatory"): ...}

    check_passes("TRN-35", broken(unnamed))
    check_finds("TRN-35", broken(unnamed, provider={("profile", "second_signatory"): ...}), "nobody is named who signs for 'kestrel'")
    check_finds("TRN-35", broken({(PLAN, "commercial", "second_signatory"): "helen-ward"}), "'helen-ward'", "is a principal")
    check_finds("TRN-35", broken({}, provider={("people", "rosa-mendes", "left"): date(2026, 11, 1)}), "'rosa-mendes'", "has left")


@pytest.mark.parametrize(("assistance", "said"), [(None, "promises no help"), ({"promised": False}, "promises no help"), ({"promised": True, "for": "60d"}, "at no rate")])
def test_the_contract_promises_help(assistance, said, broken, check_finds):
    """TRN-36: and says what it costs."""
    check_finds("TRN-36", broken({("contracts", "kestrel-2023", "assistance"): assistance}), "'kestrel-2023'", said)


@pytest.mark.parametrize(
    ("route", "value", "said"),
    [
        ((), None, "how its end is accepted"), (("signer",), "rosa-mendes", "accepted by 'rosa-mendes' of 'kestrel'"), (("items",), [], "lists no item"), (("items", 0, "evidence"), ..., "without evidence"),
        (("items", 3, "owner"), ..., "is missing, without an owner"), (("items", 3, "due"), ..., "without a day"), (("items", 3, "due"), date(2026, 11, 19), "was due 2026-11-19, 1 days ago"),
    ],
)
def test_acceptance_goes_item_by_item(route, value, said, broken, check_finds):
    """TRN-37: with proof for what is there, and a name and a day for what is not."""
    check_finds("TRN-37", broken({(PLAN, "acceptance", *route): value}), said)


def test_what_is_due_today_is_not_late(broken, check_passes):
    """TRN-37: nor is an item wrong that waits for its day."""
    check_passes("TRN-37", broken({(PLAN, "acceptance", "items", 3, "due"): date(2026, 11, 20), (PLAN, "acceptance", "items", 2, "accepted"): ...}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Friday at 18:00, never at month end", "is on a Friday"), ("In the second week of a month", "on no weekday"), ("Not on a Friday, not at month end", "on no weekday"),
        ("A Tuesday at 10:00", "the end of a month"), ("2026-12-04 at 18:00", "is on a Friday"),
    ],
)
def test_the_cut_over_is_on_a_quiet_day(text, said, broken, check_finds):
    """TRN-38: a day that is named, not the last of the week, away from the end of the month."""
    check_finds("TRN-38", broken({(PLAN, "acceptance", "cut_over"): text}), said)


@pytest.mark.parametrize("text", ["Wednesday 10:00; never a Monday, a Friday or a month end", "Not on a Friday: Tuesday at 10:00, mid-month", "2026-12-01 at 10:00", "A Tuesday - not before a Friday, not at month end"])
def test_days_that_are_avoided_are_not_the_day(text, broken, check_passes):
    """TRN-38: what stands behind a `not` is not meant."""
    check_passes("TRN-38", broken({(PLAN, "acceptance", "cut_over"): text}))


@pytest.mark.parametrize(("field", "value", "said"), [("audit_after", ..., "no day"), ("audit_by", ..., "no name"), ("audit_by", "kestrel", "that 'kestrel' has kept")])
def test_somebody_else_looks_for_what_was_left_open(field, value, said, broken, check_finds):
    """TRN-39: after some weeks, and not the one who may have left it."""
    check_finds("TRN-39", broken({(PLAN, "acceptance", field): value}), said)
