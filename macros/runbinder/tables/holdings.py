"""What is held: things, suppliers, keys, contracts, the copies of this binder and its documents."""

from collections.abc import Iterator

from runbinder.analysis.copies import replaced_by, state
from runbinder.analysis.reach import own
from runbinder.arrange import by_title, documents as headers
from runbinder.arrange_start import backups as stored, lapses as lapsing
from runbinder.model.binder import Binder, Entry
from runbinder.model.services import Supplier
from runbinder.tables.registry import Row, ref, refs, table


@table("Assets and licences", "assets", "Asset", "Kind", "Owner", "Looked after by", "At", "Where", "Identifier", "Supplier", "Renews", "By itself", "Cost", "Personal data", "At the exit")
def assets(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "asset"):
        it = entry.record
        yield (entry, it.type, ref(binder, it.owner), ref(binder, it.custodian), ref(binder, it.at), it.where, it.identifier, ref(binder, it.supplier), it.renews,
               it.auto_renews, it.cost, it.personal_data, it.moves_at_exit)


@table("Backups", "start-here", "What", "Copied to", "Every", "Keys held by")
def backups(binder: Binder) -> Iterator[Row]:
    for entry in stored(binder)[0]:
        store = ref(binder, entry.record.backed_up_to)
        keys = entry.record.keys_held_by or (store.record.keys_held_by if isinstance(store, Entry) else None)
        yield entry, store, entry.record.backup_every, ref(binder, keys)


@table("What lapses", "start-here", "What", "On", "Then", "By itself")
def lapses(binder: Binder) -> Iterator[Row]:
    for one in lapsing(binder):
        yield one.entry, one.on, one.what, one.itself


@table("Suppliers", "suppliers", "Supplier", "Supplies", "Category", "Under contract", "Contract", "Our account", "Account in the name of", "Responds within", "Substitutes")
def suppliers(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "organisation"):
        if isinstance(it := entry.record, Supplier):
            others = [ref(binder, one.organisation) for one in it.substitutes]
            yield entry, it.supplies, it.category, it.contracted, ref(binder, it.contract), it.account, ref(binder, it.in_name_of), it.respond_within, others


@table("Credential custody", "credentials", "Credential", "Privilege", "Kept by", "Client can fetch it", "Holders", "Changed", "Change every", "Fetching tested")
def credentials(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "credential"):
        it = entry.record
        yield entry, it.privilege, ref(binder, it.custodian), it.client_can_retrieve, refs(binder, it.holders), it.last_rotated, it.rotate_every, it.retrieved


@table("Contracts", "contracts", "Contract", "Parties", "Reference", "Starts", "Ends", "Renews by itself", "Notice", "Transition", "Audit right")
def contracts(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "contract"):
        it = entry.record
        yield entry, refs(binder, it.parties), it.ref, it.starts, it.ends, it.auto_renews, it.notice, it.transition, it.audit_right


@table("Copies", "document-control", "Copy", "Number", "Holder", "On", "Where", "Edition", "Version", "Digest", "Delivered", "Replace by", "State")
def copies(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "copy"):
        it = entry.record
        yield entry, it.number, ref(binder, it.holder), it.medium, it.location, it.edition, it.version, it.digest, it.delivered, replaced_by(binder, entry), state(binder, entry)


@table("Documents", "document-control", "Document", "Version", "Status", "Owner", "Reviewed", "Approved")
def documents(binder: Binder) -> Iterator[Row]:
    for title, href, one in headers(binder):
        yield title, one.version, one.status, ref(_home(binder, href), one.owner), one.reviewed.on if one.reviewed else None, max((each.on for each in one.approvals), default=None)


@table("Approvals", "document-control", "Document", "By", "As", "For", "On", "Version")
def approvals(binder: Binder) -> Iterator[Row]:
    for title, href, one in headers(binder):
        for each in one.approvals:
            yield title, ref(_home(binder, href), each.by), each.as_, ref(_home(binder, href), each.for_), each.on, each.version
    agreed = binder.client.dispute_protocol
    for each in agreed.approvals if agreed else ():
        yield "Dispute protocol, by the parties", ref(binder, each.by), each.as_, ref(binder, each.for_), each.on, each.version


@table("Attachments", "attachments", "Attachment", "Kind", "File", "Taken")
def attachments(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "attachment"):
        yield entry, entry.record.type, entry.record.file, entry.record.taken


@table("Glossary", "glossary", "Word", "Means", "Also")
def glossary(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("term")):
        yield entry, entry.record.means, list(entry.record.also)


def _home(binder: Binder, href: str) -> Binder:
    """Where the names in a document's header are looked up: the provider's documents name its own people."""
    return binder.as_provider if href.startswith("provider/") else binder
