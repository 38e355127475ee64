"""TRN: what changes hands - data, contracts, licences, papers and this binder."""

from runbinder.analysis.reach import employer, own
from runbinder.checks.registry import Said, check
from runbinder.checks.transition import plan_of, route_of
from runbinder.model.binder import Binder, Entry


@check("TRN-12", level=3)
def every_data_set_comes_back(binder: Binder) -> Said:
    """For every data set the plan says in which form it comes back, how soon, when copies are deleted and what proves that.

    What is not asked for in writing comes back late, unreadable, or not at all, and copies stay behind (GDPR 28(3)(g), DORA
    28(8) and 30(2)(d)).

    Fix: add the data set under `data` of the transition plan; `return_as: stays where it is` is an answer.
    """
    for plan in plan_of(binder):
        named = {one.data for one in plan.data}
        sets = [entry for entry in own(binder, "asset") if entry.record.type == "data set"]
        if sets and not plan.data:
            yield (*route_of(binder), "data"), f"the transition plan does not say what happens to the data: {', '.join(entry.id for entry in sets)}"
            continue
        for entry in sets:
            if entry.id not in named:
                yield entry.route, f"data set '{entry.id}' is not among the {len(plan.data)} data sets whose return and deletion are planned"


@check("TRN-32", level=3, severity="warning")
def export_is_opened_before_copies_are_deleted(binder: Binder) -> Said:
    """Somebody outside the provider opens each export, and the copies are deleted no sooner than it is due.

    An export that nobody has opened may be empty, and after the deletion there is no second one (GDPR 28(3)(g)).

    Fix: name under `opened_by` who looks, and set `delete_within` no shorter than `return_within`.
    """
    for plan in plan_of(binder):
        for number, one in enumerate(plan.data):
            where = (*route_of(binder), "data", number)
            if not one.opened_by or employer(binder, one.opened_by) == binder.provider_id:
                yield (*where, "opened_by"), f"nobody outside '{binder.provider_id}' is named who opens what comes back of '{one.data}'"
            if one.delete_within < one.return_within:
                yield (*where, "delete_within"), f"copies of '{one.data}' are deleted after {one.delete_within}, before the return is due ({one.return_within})"


@check("TRN-17", level=3, severity="warning")
def contracts_in_the_providers_name_can_move(binder: Binder) -> Said:
    """Where the business lives on a contract in the provider's name, it is written down how that contract moves.

    A supplier speaks with the party on its contract. When that party is gone, the service ends with it (S2-7; UK Model
    Services Contract, exit management).

    Fix: move the account into the client's name; until then say in the contract's `transferable`, or under `contract_transfer`, how it is taken over.
    """
    for plan in plan_of(binder):
        moved = {one.contract for one in plan.contract_transfer}
        for entry in own(binder, "organisation"):
            if getattr(entry.record, "in_name_of", None) == binder.provider_id:
                contract = entry.record.contract and binder.find(entry.record.contract)
                if not contract:
                    yield (*entry.route, "in_name_of"), f"the account with '{entry.id}' is in the name of '{binder.provider_id}', and no contract says how it is taken over"
                elif contract.id not in moved and not contract.record.transferable:
                    yield (*contract.route, "transferable"), f"contract '{contract.id}' with '{entry.id}' is in the name of '{binder.provider_id}', and nothing says how it is taken over"


@check("TRN-33", level=3, severity="warning")
def licences_and_the_providers_things_have_a_fate(binder: Binder) -> Said:
    """For every licence, and for everything the business stands on that is the provider's, it is written down what happens at the exit.

    Some are handed over, some are bought again, some stop on a day that is better known before (DORA 28(8); UK Model Services
    Contract, exit management).

    Fix: say it in the asset's `moves_at_exit`, or add it under `asset_transfer` (its contract under `contract_transfer`).
    """
    for plan in plan_of(binder):
        settled = {one.asset for one in plan.asset_transfer} | {one.contract for one in plan.contract_transfer}
        for entry in own(binder, "asset"):
            asset = entry.record
            if (asset.type == "licence" or asset.owner == binder.provider_id) and not asset.moves_at_exit and not {entry.id, asset.contract} & settled:
                yield (*entry.route, "moves_at_exit"), f"{asset.type} '{entry.id}' belongs to '{asset.owner}', and nothing says what happens to it at the exit"


@check("TRN-45", level=3, severity="warning")
def what_changes_hands_has_a_day_and_a_price(binder: Binder) -> Said:
    """For everything that changes hands it is written down by when, and what that costs.

    A transfer without a day is the one that is still open when the provider owes nothing more, and a fee that nobody has
    named is named by the party that is in no hurry (DORA 30(3)(f); UK Model Services Contract, exit management).

    Fix: give each entry of `asset_transfer` and `contract_transfer` a `within` and a `cost`; `0 GBP` is an answer.
    """
    for plan in plan_of(binder):
        for family, name in (("asset_transfer", "asset"), ("contract_transfer", "contract")):
            for number, one in enumerate(getattr(plan, family)):
                lacks = [what for what, value in (("day (within)", one.within), ("cost", one.cost)) if value is None]
                if lacks:
                    yield (*route_of(binder), family, number), f"the transfer of {name} '{getattr(one, name)}' has no {' and no '.join(lacks)}"


@check("TRN-19", level=3)
def binder_is_kept_outside_the_provider(binder: Binder) -> Said:
    """At least one copy of this binder is neither with the provider nor on anything of the provider's.

    It is the book for the day on which the provider's servers are dark (S2-1, AA22-131A).

    Fix: hand a copy to somebody of the client's, on paper or on a stick, and note it in copies.yml.
    """
    copies = own(binder, "copy")
    if not copies:
        yield ("clients", binder.id, "copies"), "no copy of the binder is recorded: nobody knows where to look when the provider is gone"
    elif all(_with_provider(binder, entry) for entry in copies):
        yield copies[0].route, f"every copy of the binder ({', '.join(entry.id for entry in copies)}) is with '{binder.provider_id}' or depends on it"


@check("TRN-40", level=3, severity="warning")
def supplier_knows_the_account_by_a_number(binder: Binder) -> Said:
    """For every supplier under contract the account or customer number is written down.

    It is the first question of every hotline, and the provider has answered it for years (NIS2 2024/2690 5.2).

    Fix: write the number into the supplier's `account`.
    """
    for entry in own(binder, "organisation"):
        if getattr(entry.record, "contracted", False) and not entry.record.account:
            yield entry.route, f"supplier '{entry.id}' has no account number that somebody could quote"


@check("TRN-41", level=3, severity="warning")
def drawings_and_configurations_are_in_the_binder(binder: Binder) -> Said:
    """The binder itself holds a diagram and an exported configuration.

    A successor starts from the drawing of the network and from the files that the devices run on; both are with the
    provider unless they are here (S2-13, S2-26).

    Fix: export them, lay them into `attachments/`, and list them with kind `diagram` and `configuration`.
    """
    held = {entry.record.type for entry in own(binder, "attachment")}
    lacks = [kind for kind in ("diagram", "configuration") if kind not in held]
    if lacks:
        yield ("clients", binder.id, "profile"), f"no {' and no '.join(lacks)} is attached to the binder"


def _with_provider(binder: Binder, entry: Entry) -> bool:
    stands_on = [other for ref in entry.record.depends_on if (other := binder.find(ref))]
    return employer(binder, entry.record.holder) == binder.provider_id or any(other.party == "provider" for other in stands_on)
