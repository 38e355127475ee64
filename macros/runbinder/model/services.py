"""What the business does, what that stands on, who supplies it and who holds the keys."""

from typing import Literal

from runbinder.model.common import Part, Record, given, keyed, many, may, must, not_for
from runbinder.model.people import Hours, Organisation
from runbinder.model.recovery import RecoveryObjective
from runbinder.model.values import Day, Duration, Money, Prose, Ref, Text

DependsOn = Ref["asset", "service", "organisation", "channel", "credential", "role", "person", "site"]


class Service(Record):
    """An operation somebody depends on: who does it, for whom, on what it stands (S0-5)."""

    kind = "service"
    name: Text = must("What people call it when they ask for it.")
    does: Prose | None = may("What it is, in the words of those who use it.")
    criticality: Literal["critical", "important", "ordinary"] = must("How much hangs on it for those who use it.")
    owner: Ref["role", "person"] | None = may("Who answers for it, whoever performs it.")
    done_by: Ref["organisation"] = must("The organisation that performs it.")
    for_: Ref["organisation"] = must("The party served; it holds the customer seat and the contracted RTO.", alias="for")
    or_by: tuple[Ref["organisation"], ...] = many("Organisations that could perform it instead.")
    at: Ref["site"] | None = may("The site where it is performed.")
    hours: Hours | None = may("At which hours it has to work.")
    affects_end_customers: bool = given(False, "Whether the client's customers notice at once.")
    depends_on: tuple[DependsOn, ...] = many("What must work for it to work.")
    contract: Ref["contract"] | None = may("The contract it is bought or sold under.")
    procedures: tuple[Ref["procedure"], ...] = many("Procedures that belong to it but name another service.")
    symptoms: tuple[Text, ...] = many("What people say when it fails; the index by symptom is made of these.")
    recovery: RecoveryObjective | None = may("How soon it must be back, and how that is done.")


class Asset(Record):
    """A thing the business stands on. The client should be its legal owner (CRD-06)."""

    kind = "asset"
    name: Text = must("What it is called; the label on it.")
    type: Literal[
        "hardware", "software", "licence", "domain", "certificate", "cloud tenant", "data set", "document", "stock",
        "building system", "network", "backup", "website",
    ] = must("What sort of thing it is.", alias="kind")
    owner: Ref["organisation"] = must("The organisation that legally owns it.")
    custodian: Ref["organisation", "role", "person"] | None = may("Who looks after it day by day.")
    at: Ref["site"] | None = may("The site where it stands.")
    where: Text | None = may("Room, rack, tenant, path: where exactly.")
    identifier: Text | None = may("Serial number, host name, tenant id, subscription.")
    supplier: Ref["organisation"] | None = may("The company that supplies or hosts it.")
    contract: Ref["contract"] | None = may("The agreement under which it is bought, rented or hosted.")
    depends_on: tuple[DependsOn, ...] = many("What must work for it to work.")
    renews: Day | None = may("The day on which it lapses unless renewed.")
    auto_renews: bool | None = may("Whether it renews without anybody doing anything.")
    cost: Money | None = may("What it costs for each term.")
    replaced_by: Text | None = may("What would replace it, and how long that takes.")
    backed_up_to: Ref["asset"] | None = may("The asset that holds its backup.")
    backup_every: Duration | None = may("How often it is backed up.")
    keys_held_by: Ref["organisation"] | None = may("Who holds the encryption keys of a backup or disk.")
    personal_data: Text | None = may("What it holds about people, and about whom.")
    moves_at_exit: Text | None = may("What happens to it at the transition: transferred, bought again, ended, and by when.")


class Substitute(Part):
    """Who could step in for a supplier."""

    organisation: Ref["organisation"] = must("The company that could deliver instead.")
    after: Duration | None = may("How long it takes until they deliver.")
    notes: Text | None = may("What would be different with them.")


class Supplier(Organisation):
    """An organisation that supplies the business (NIS2 2024/2690 5.2: a directory with contact points)."""

    party: Literal["supplier"] = given("supplier", "Says that this is a supplier; need not be written.")
    supplies: Text = must("What the business gets from it.")
    category: Literal[
        "connectivity", "software", "hardware", "cloud", "security", "utilities", "logistics", "facilities", "call centre",
        "temporary workspace", "mobile data centre", "media", "professional services",
    ] = must("What sort of supplier it is.")
    contracted: bool = given(True, "Whether there is a contract; `false` records that it was considered (S1-26).")
    contract: Ref["contract"] | None = may("The written agreement with it, if there is one.")
    in_name_of: Ref["organisation"] | None = may("In whose name the account stands.")
    credential: Ref["credential"] | None = may("Where the support PIN or portal login is kept.")
    hours: Hours | None = may("At which hours its support answers.")
    respond_within: Duration | None = may("How soon it has to respond.")
    authorised: tuple[Ref["role", "person"], ...] = many("Who may place orders and ask for support.")
    substitutes: tuple[Substitute, ...] = many("Companies that could step in for it.")
    partner_seat: Ref["role", "person"] | None = may("Who speaks for it in the incident team (S0-39).")


class TerminationAssistance(Part):
    """What the outgoing party owes while the work moves (DORA 30(3)(f))."""

    promised: bool = must("Whether the contract promises any help.")
    for_: Duration | None = may("How long it has to help after the end.", alias="for")
    rate: Text | None = may("What the help costs, by the hour or the day.")


class DataReturn(Part):
    """What the contract says about data at its end (GDPR 28(3)(g), DORA 30(2)(d))."""

    format: Text = must("In which file type or form the data comes back.")
    within: Duration = must("How soon after the end it has to come.")
    deletion_certificate: bool = must("Whether the other side certifies that its copies are deleted.")


class Amendment(Record):
    """A change to a contract; referred to as `contract/amendment`."""

    kind = "amendment"
    title: Text = must("What it changes, in a few words.")
    on: Day = must("The day from which it holds.")
    changes: Prose | None = may("The new wording, in short.")


class Contract(Record):
    """What was promised to whom, and what it takes to end it."""

    kind = "contract"
    title: Text = must("What people call it, for example Hosting agreement.")
    parties: tuple[Ref["organisation"], ...] = must("The organisations that signed it.", min_length=2)
    ref: Text = must("Its reference, as on its first page.")
    held_at: Text | None = may("Where the signed copy is kept.")
    cost: Text | None = may("What it costs per term, and when that is paid.")
    starts: Day = must("The day from which it holds.")
    ends: Day | None = may("The last day on which it holds; open-ended if left out.")
    auto_renews: bool = given(False, "Whether it renews without anybody doing anything.")
    notice: Duration = must("How long beforehand one must say that it ends.")
    termination_grounds: tuple[Text, ...] = many("What it may be ended for (DORA 28(7)).")
    transition: Duration | None = may("How long the old provider goes on after notice, to hand over.")
    assistance: TerminationAssistance | None = may("What help is owed while the work moves.")
    data_return: DataReturn | None = may("What becomes of data when it ends.")
    incident_notice: Duration | None = may("How soon an incident must be notified.")
    audit_right: bool | None = may("Whether it lets the client audit the other side.")
    transferable: Text | None = may("Whether and how it moves to a successor, and at what cost.")
    amendments: dict[str, Amendment] = keyed("Later changes to it, keyed by their number.")
    duties: tuple[Text, ...] = many("Who owes what in an incident.")


class Vault(Part):
    """Where a secret is kept: a vault and the path in it, or an envelope and its number."""

    name: Text = must("Which vault, safe or envelope store it is in.")
    path: Text = must("Path, folder or envelope number; never the secret. Not in the auditor's edition.", **not_for("auditor"))


class SecondFactor(Part):
    """What is asked for beside the password, and who has it in hand."""

    type: Text = must("What it is: authenticator app, hardware key, SIM, codes on paper.", alias="kind")
    held_by: Ref["person", "role", "organisation"] = must("Who has the device or the paper in hand.")
    recovery: Text | None = may("Where the codes are kept for the day it is lost. Not in the auditor's edition.", **not_for("auditor"))


class Credential(Record):
    """Where a secret is kept and who can fetch it - never the secret itself (ISO 27001 5.17)."""

    kind = "credential"
    system: Text = must("What one gets into with it.")
    account: Text = must("The name that one signs in with.")
    privilege: Literal["user", "admin", "break-glass", "service", "root", "registrar", "remote access", "backup key"] = must(
        "What one can do with it."
    )
    opens: tuple[Ref["asset", "service", "channel"], ...] = many("Things, services and channels that it gives access to.")
    custodian: Ref["organisation"] = must("The organisation that keeps it.")
    vault: Vault = must("Where it is kept, so that it can be fetched.")
    client_can_retrieve: bool = must("Whether the client can fetch it without the provider (CRD-02).")
    how: Prose | None = may("How to fetch it, step by step. Not in the auditor's edition.", **not_for("auditor"))
    holders: tuple[Ref["person", "role"], ...] = must("Everybody who can fetch it when it is needed.", min_length=1)
    second_factor: SecondFactor | None = may("What else is asked for at the sign-in.")
    last_rotated: Day | None = may("The day on which it was last changed.")
    rotate_every: Duration | None = may("How often it has to be changed.")
    retrieved: Day | None = may("When fetching it was last tested.")
    rotate_on_transition: bool = given(True, "Whether it is changed when the provider changes.")
    runs: tuple[Text, ...] = many("What stops when a service account is changed.")

    @property
    def title_text(self) -> str:
        return f"{self.system}: {self.account}"
