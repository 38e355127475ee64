"""CRD: where the keys are, who can fetch them, and in whose name things stand; never the keys themselves."""

from collections.abc import Iterator
from datetime import timedelta

from runbinder.analysis.critical import stood_on
from runbinder.analysis.dependencies import stands_on
from runbinder.analysis.holders import people
from runbinder.analysis.reach import own
from runbinder.analysis.timetable import duration
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.secrets import Source, secrets

POWERFUL = ("admin", "root", "registrar", "break-glass", "backup key")
"""Privileges without which a system can not be taken over from the provider."""
LOCKS_OUT = ("cloud tenant", "domain")
"""Kinds of assets that lock their owner out, whatever stands on them."""
ADMINISTERED = ("hardware", "software", "network")
"""Kinds of assets that somebody has to sign in to, where something critical stands on them."""
NAMED = ("cloud tenant", "domain", "certificate", "licence", "data set", "website")
"""Kinds of assets that follow the name they are registered in."""


@check("CRD-01", level=2, scope="source")
def no_secret_in_the_sources(source: Source) -> Iterator[tuple[tuple[int, int], str]]:
    """Nothing in plans, pages and the built site is a password, a token, a key or a PIN.

    A binder is copied, printed and carried about, and a repository keeps what was ever in it. What belongs here is where
    a secret is kept and who can fetch it (ISO 27001 5.17). The rules are Runbinder's own, for names such as `password:`
    and for the shapes of keys; a line that ends with `# not a secret: reason` is passed over.

    Fix: change that secret, as it is known now; keep the new one in a vault or an envelope and write down which.
    """
    for found in secrets(source.text):
        if not found.exempt:
            yield (found.line, found.column), f"this looks like {found.what}"


@check("CRD-02", level=2)
def client_can_fetch_its_keys(binder: Binder) -> Said:
    """Every key that rules one of the client's systems can be fetched by the client when the provider is silent.

    Administrator, root, registrar and break-glass accounts and the keys of backups decide who owns a system on the day
    the provider is gone. That the client can fetch one is believed if somebody who does not work for the provider is
    among its holders (S2-12, S2-17).

    Fix: seal a copy in the client's own safe or vault, name who of the client can fetch it, and set `client_can_retrieve`.
    """
    opened = set()
    for entry in _powerful(binder):
        key, opened = entry.record, opened | {str(name) for name in entry.record.opens}
        holders = [person for ref in key.holders for person in people(binder, ref)]
        names = " and ".join(dict.fromkeys(f"'{person.id}'" for person in holders)) or "nobody"
        if not key.client_can_retrieve:
            where = f"it is kept in {key.vault.name}, and {names} can fetch it"
            yield (*entry.route, "client_can_retrieve"), f"{key.privilege} credential '{entry.id}' can not be fetched without '{key.custodian}': {where}"
        elif holders and all(person.record.organisation == binder.provider_id for person in holders):
            yield (*entry.route, "holders"), f"{key.privilege} credential '{entry.id}' is said to be the client's to fetch, but all who can ({names}) are of '{binder.provider_id}'"
    for entry in own(binder, "asset"):
        if entry.record.keys_held_by == binder.provider_id and entry.id not in opened:
            yield (*entry.route, "keys_held_by"), f"the encryption keys of '{entry.id}' are held by '{binder.provider_id}', and no credential of the client's opens it"


@check("CRD-03", level=2)
def system_has_a_second_way_in(binder: Binder) -> Said:
    """Every system has two ways to administer it that are kept apart, one of them break-glass.

    One account is locked, forgotten or changed by the one who left. This looks at every cloud tenant and domain, and at
    the hardware, software and network that a critical service stands on; a key to the tenant that something lives in opens
    that too (S2-8, S2-17, CAF D1.b.4).

    Fix: make a second account, seal it elsewhere, and record it as `privilege: break-glass` with what it opens.
    """
    critical = stood_on(binder)
    troubles = {}
    for entry in own(binder, "asset"):
        kind = entry.record.type
        if kind in LOCKS_OUT or (kind in ADMINISTERED and ("asset", entry.id) in critical):
            troubles[entry.id] = entry, _trouble([key for key in own(binder, "credential") if _rules(binder, key, entry)])
    for entry, trouble in troubles.values():
        if trouble and not any(troubles[tenant][1] for tenant in _tenants(binder, entry)):
            yield entry.route, f"{entry.record.type} '{entry.id}' {trouble}"


@check("CRD-04", level=2, severity="warning")
def second_factor_outlives_its_holder(binder: Binder) -> Said:
    """No second factor is in the hands of one person alone.

    A telephone goes home with its owner, and leaves with them: the account is lost although its password is in the safe
    (S2-8, S2-9). A device that an organisation or a role has passes on with it.

    Fix: register a second device, or seal the recovery codes and say where under `recovery`.
    """
    for entry in own(binder, "credential"):
        factor = entry.record.second_factor
        holder = factor and binder.find(factor.held_by, ("person",))
        if holder and not factor.recovery:
            who = f"'{holder.id}' of '{holder.record.organisation}'"
            yield (*entry.route, "second_factor"), f"the second factor of credential '{entry.id}' ({factor.type}) is held by {who} alone, and nothing says where recovery codes are"


@check("CRD-05", level=2, severity="warning")
def key_is_changed_and_fetched_in_time(binder: Binder) -> Said:
    """Every key is changed as often as it says, and the client has fetched it within the interval of the settings.

    An envelope that nobody has opened since it was sealed holds last year's password (S2-12). How often a key is changed is
    said by its own `rotate_every`; how often fetching it is tried, by `credential_tested` in settings.yml.

    Fix: change it or fetch it, seal it again, and write the day under `last_rotated` or `retrieved`.
    """
    interval = binder.settings.intervals.credential_tested
    for entry in own(binder, "credential"):
        key = entry.record
        if key.rotate_every and not key.last_rotated:
            yield (*entry.route, "rotate_every"), f"credential '{entry.id}' is to be changed every {key.rotate_every}, and nothing says that it ever was"
        elif key.rotate_every and key.last_rotated + key.rotate_every < binder.as_of:
            due = key.last_rotated + key.rotate_every
            yield (*entry.route, "last_rotated"), f"credential '{entry.id}' was last changed {key.last_rotated}; the next change was due {due}, {_days(binder.as_of - due)} ago"
        if not key.client_can_retrieve or key.privilege not in POWERFUL:
            continue
        if not key.retrieved:
            yield entry.route, f"nobody has ever tried to fetch {key.privilege} credential '{entry.id}' for the client; the limit is {_days(interval)}"
        elif binder.as_of - key.retrieved > interval:
            ago = _days(binder.as_of - key.retrieved)
            yield (*entry.route, "retrieved"), f"fetching {key.privilege} credential '{entry.id}' was last tried {key.retrieved}, {ago} ago; the limit is {_days(interval)}"


@check("CRD-06", level=3)
def what_has_a_name_on_it_is_the_clients(binder: Binder) -> Said:
    """Every domain, certificate, cloud tenant, licence, data set and website is registered in the client's name.

    What stands in the provider's name goes with the provider: to its receiver, its creditors or its next customer (S2-12,
    DORA 30(2)(d)). Accounts with suppliers are the concern of TRN-17.

    Fix: have it transferred to the client, then correct `owner`.
    """
    for entry in own(binder, "asset"):
        if entry.record.type in NAMED and entry.record.owner == binder.provider_id:
            yield (*entry.route, "owner"), f"{entry.record.type} '{entry.id}' ({entry.record.name}) belongs to '{binder.provider_id}' and not to the client"


@check("CRD-07", level=3, severity="warning")
def nothing_lapses_unnoticed(binder: Binder) -> Said:
    """Nothing that has to be renewed by hand lapses before somebody reads the binder again, or while a transition runs.

    A domain that lapses in the weeks between two providers is nobody's job (S2-29). The window reaches to the next review of
    the binder, and at least as far as a transition would that began today.

    Fix: renew it now or let it renew itself; where it can not, ask for a waiver that says who will.
    """
    document, plan = binder.client.profile.document, binder.client.transition
    windows = []
    if document and document.reviewed:
        review = document.reviewed.on + (document.review_every or binder.settings.intervals.reviewed)
        windows.append((review, f"before the binder is reviewed again ({review})"))
    if plan:
        end = binder.as_of + (length := duration(plan.timetable))
        windows.append((end, f"inside a transition of {_days(length)} that begins today (until {end})"))
    for entry in own(binder, "asset"):
        renews, what = entry.record.renews, f"{entry.record.type} '{entry.id}' ({entry.record.name})"
        if not renews or entry.record.auto_renews:
            continue
        if renews < binder.as_of:
            yield (*entry.route, "renews"), f"{what} lapsed on {renews}, {_days(binder.as_of - renews)} ago"
        elif why := " and ".join(reason for end, reason in windows if renews <= end):
            yield (*entry.route, "renews"), f"{what} lapses on {renews} and does not renew itself: that is {why}"


@check("CRD-08", level=2, severity="warning")
def key_says_how_it_is_fetched(binder: Binder) -> Said:
    """Every key that the client can fetch says how, step by step.

    Who has to fetch it has never done so and is in a hurry: which door, which witness, which register (S2-26).

    Fix: write under `how` what somebody does who has never done it.
    """
    for entry in _powerful(binder):
        if entry.record.client_can_retrieve and not entry.record.how:
            yield entry.route, f"nothing says how {entry.record.privilege} credential '{entry.id}' is fetched from {entry.record.vault.name}"


def _powerful(binder: Binder) -> list[Entry]:
    return [entry for entry in own(binder, "credential") if entry.record.privilege in POWERFUL]


def _tenants(binder: Binder, asset: Entry) -> set[str]:
    """The cloud tenants that an asset lives in."""
    return {name for kind, name in stands_on(binder, asset) if kind == "asset" and binder.index[kind][name].record.type == "cloud tenant"}


def _rules(binder: Binder, key: Entry, asset: Entry) -> bool:
    """Whether a credential is a way to administer an asset, itself or by the cloud tenant that it lives in."""
    return key.record.privilege in (*POWERFUL, "remote access") and not {asset.id, *_tenants(binder, asset)}.isdisjoint(key.record.opens)


def _trouble(ways: list[Entry]) -> str:
    """What is wrong with the ways into a system, in the words that follow its name; nothing if they will do."""
    names = ", ".join(f"'{key.id}'" for key in ways)
    if not ways:
        return "is opened by no credential of an administrator"
    if len(ways) == 1:
        return f"has one way in for administrators, {names}, and no second"
    if all(key.record.privilege != "break-glass" for key in ways):
        return f"has no break-glass account among its ways in ({names})"
    places = {(key.record.vault.name, key.record.vault.path) for key in ways}
    return f"has all its ways in ({names}) in one place: {', '.join(places.pop())}" if len(places) == 1 else ""


def _days(length: timedelta) -> str:
    return f"{length.days} day{'s' * (length.days != 1)}"
