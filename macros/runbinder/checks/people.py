"""PPL: who holds which role, who stands in, and whether they can be reached."""

from runbinder.analysis.reach import answers, can_be_rung, contacts, employer, gone, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder

# Roles without which nobody manages, tells, decides, advises or hands over; PPL-06 looks after the coordinator.
REQUIRED = {
    "incident-manager": "leads an incident", "technical-lead": "leads the technical work", "communications-lead": "sends the messages",
    "spokesperson": "speaks to press and public", "scribe": "keeps the decision log", "project-manager": "is in copy of everything",
    "legal-counsel-client": "advises the client", "legal-counsel-provider": "advises the provider",
    "transition-lead-client": "leads the move away from the provider", "transition-lead-provider": "hands over for the provider",
    "data-protection-contact": "decides about a breach of personal data",
}


@check("PPL-01", level=1)
def required_role_has_a_holder(binder: Binder) -> Said:
    """Every role that a binder can not do without is there, and somebody holds it and every other critical role today.

    What nobody answers for is not done, least of all in the first hour (ISO 22301 8.4.2, NIST SP 800-53 CP-2(a)(3)).

    Fix: name a person as `holder` of the role; a role that is missing goes into people.yml. An assignment that goes on gets a new `until`.
    """
    for name, does in REQUIRED.items():
        if name == "data-protection-contact" and binder.client.profile.data_sensitivity == "none":
            continue
        if not binder.find(name, ("role",)):
            yield ("clients", binder.id, "roles"), f"there is no role '{name}': nobody {does}"
    for entry in own(binder, "role"):
        role = entry.record
        if role.critical and not role.holder:
            yield (*entry.route, "holder"), f"nobody holds role '{entry.id}'"
        elif role.critical and role.until and role.until < binder.as_of:
            yield (*entry.route, "until"), f"nobody holds role '{entry.id}' since {role.until}, when the assignment of '{role.holder}' ended"


@check("PPL-02", level=1)
def critical_role_has_a_deputy(binder: Binder) -> Said:
    """Every critical role names a deputy.

    People sleep, travel and fall ill; a role with one name is a single point of failure (S2-12, CAF D1.b.4, NIS2-IR
    4.2.4(c), CIS 17.1).

    Fix: add a second person under `deputies`.
    """
    for entry in own(binder, "role"):
        role = entry.record
        if role.critical and role.holder and not role.deputies:
            yield (*entry.route, "deputies"), f"role '{entry.id}' has no deputy: {role.holder} is the only one"


@check("PPL-03", level=1)
def people_of_a_role_are_there_and_differ(binder: Binder) -> Said:
    """Holder and deputies of a role are different people, and all of them still work there.

    A deputy who has left, or who is the holder again, is a deputy on paper only (CAF D1.b.4, NIS2-IR 4.2.4(c), S2-8).

    Fix: put somebody else in their place.
    """
    for entry in own(binder, "role"):
        seen: set[str] = set()
        named = [(("holder",), "holder", entry.record.holder or "")]
        named += [(("deputies", place), "deputy", name) for place, name in enumerate(entry.record.deputies)]
        for where, part, name in named:
            person = binder.find(name, ("person",))
            if person and gone(person, binder.as_of):
                yield (*entry.route, *where), f"'{name}', {part} of role '{entry.id}', left on {person.record.left}"
            elif name in seen:
                yield (*entry.route, *where), f"'{name}' is named twice in role '{entry.id}'"
            seen.add(name)


@check("PPL-04", level=3, severity="warning")
def nobody_holds_many_critical_roles(binder: Binder) -> Said:
    """No person is the first holder of more critical roles than one person can fill at once.

    In an incident all roles are needed in the same hour; who holds three of them fills one (S2-12, ISO 22301 8.4.2).

    Fix: give one of the roles to its deputy. How many are too many is `roles_per_person` in the settings.
    """
    most = binder.settings.thresholds.roles_per_person
    held: dict[str, list] = {}
    for entry in binder.all("role"):
        if entry.record.critical and entry.record.holder:
            held.setdefault(entry.record.holder, []).append(entry)
    for name, roles in held.items():
        mine = [entry for entry in roles if entry.party == "client"]
        if len(roles) > most and mine:
            listed = ", ".join(f"'{entry.id}'" for entry in roles)
            yield (*mine[-1].route, "holder"), f"'{name}' is first holder of {len(roles)} critical roles ({listed}); the limit is {most}"


@check("PPL-05", level=3)
def principals_do_not_only_deputise_each_other(binder: Binder) -> Said:
    """Whoever stands in for a principal is not a principal as well.

    Owners travel in one car and leave in one sale; a role that only they may hold ends with them (S2-9, S2-31).

    Fix: add a deputy who is not among the `principals` of the organisation.
    """
    for organisation in binder.all("organisation"):
        principals = set(organisation.record.principals)
        for entry in binder.all("role"):
            named = (entry.record.holder, *entry.record.deputies)
            if entry.record.critical and entry.record.deputies and principals.issuperset(named):
                who = ", ".join(f"'{name}'" for name in named)
                yield (*entry.route, "deputies"), f"role '{entry.id}' is held by principals of '{organisation.id}' alone ({who}): without them it has nobody"


@check("PPL-06", level=1)
def client_has_a_coordinator_of_its_own(binder: Binder) -> Said:
    """The client has one person among its own people who oversees the provider.

    A client without technicians needs somebody all the more who knows what was ordered, may instruct, and is there when
    the provider is not (S2-5, CIS 17.1).

    Fix: name a role or person of the client as `coordinator` in client.yml.
    """
    profile, where = binder.client.profile, ("clients", binder.id, "profile", "coordinator")
    technicians = f"{profile.in_house_technical_staff or 'no'} technician{'' if profile.in_house_technical_staff == 1 else 's'} of its own"
    if not profile.coordinator:
        yield where, f"'{binder.id}' has {technicians} and names no coordinator"
    elif (works_for := employer(binder, profile.coordinator)) not in ("", binder.id):
        yield where, f"the coordinator '{profile.coordinator}' works for '{works_for}', not for '{binder.id}', which has {technicians}"


@check("PPL-11", level=1)
def people_who_are_needed_can_be_rung(binder: Binder) -> Said:
    """Everybody who holds a role, stands in for one or is called in a contact tree has a telephone number.

    Mail is often the first thing that fails, and nobody reads it at night (CIS 17.6, NIST SP 800-34, S1-23).

    Fix: add a `mobile` or another telephone to the `contacts` of the person or organisation.
    """
    for name, why in _needed(binder).items():
        entry = answers(binder, name)
        if entry and not gone(entry, binder.as_of) and not can_be_rung(entry):
            ways = ", ".join(dict.fromkeys(contact.way for _, contact in contacts(entry)))
            has = f"can be reached by {ways} and has no telephone number" if ways else "has no contact point"
            yield (*entry.route, "contacts"), f"'{entry.id}' ({why}) {has}"


@check("PPL-12", level=1, severity="warning")
def role_was_accepted(binder: Binder) -> Said:
    """Whoever holds a role has accepted it, on a day that is written down.

    People learn from the plan, on the day, that they were meant to lead; who has said yes beforehand knows what for
    (ISO 22301 8.4.2, S0-1).

    Fix: ask the holder, and write the day of the answer under `accepted`.
    """
    for entry in own(binder, "role"):
        role = entry.record
        if role.holder and not role.accepted:
            yield (*entry.route, "accepted"), f"nothing says that '{role.holder}' accepted role '{entry.id}'"
        elif role.holder and role.accepted > binder.as_of:
            yield (*entry.route, "accepted"), f"'{role.holder}' accepted role '{entry.id}' on {role.accepted}, which is after {binder.as_of}"


def _needed(binder: Binder) -> dict[str, str]:
    """Everybody who must be reachable, each with the first reason: the people of roles, then those called in a tree."""
    needed: dict[str, str] = {}
    for entry in own(binder, "role"):
        if entry.record.holder:
            needed.setdefault(entry.record.holder, f"holder of role '{entry.id}'")
        for name in entry.record.deputies:
            needed.setdefault(name, f"deputy in role '{entry.id}'")
    for tree in own(binder, "contact_tree"):
        for name, _, _ in tree.record.order():
            if not binder.find(name, ("role",)):
                needed.setdefault(name, f"called in contact tree '{tree.id}'")
    return needed
