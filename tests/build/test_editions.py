"""Nothing that an edition may not show is in any byte of it: marked words are planted wherever a plan can restrict something."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from runbinder.model.binder import Client
from runbinder.model.common import Part
from runbinder.testing import MINIMAL, write_plans

REPOSITORY = Path(__file__).parents[2]
# Every planted word and id begins with the same six letters; no other text of the project has them.
PEOPLE = {
    "people": {
        "ada": {"name": "Ada Quay", "organisation": "harbour", "contacts": [
            {"phone": "+44 1632 960001", "notes": "canary-private-note", "private": True}, {"home": "+44 1632 960777", "notes": "canary-auditor-home"},
            {"mobile": "+44 7700 900001", "verified": "2026-03-01"}]},
        "canary-person": {"name": "Canary Person", "organisation": "harbour", "classification": "internal", "contacts": [{"email": "canary@harbour.example"}]},
    },
    "roles": {"lead": {"does": "Leads, as [[person:canary-person|canary words]] did.", "holder": "ada", "deputies": ["canary-person"]}},
}
CREDENTIALS = {"credentials": {
    "firewall": {"system": "Firewall", "account": "admin", "privilege": "admin", "custodian": "harbour", "client_can_retrieve": True, "holders": ["ada", "canary-person"],
                 "vault": {"name": "Safe", "path": "canary-auditor-path"}, "how": "canary-auditor-how", "second_factor": {"kind": "paper", "held_by": "ada", "recovery": "canary-auditor-codes"}},
    "canary-credential": {"system": "Canary system", "account": "canary-account", "privilege": "admin", "custodian": "harbour", "client_can_retrieve": True, "holders": ["ada"],
                          "vault": {"name": "canary-vault", "path": "canary-path"}, "classification": "internal"},
}}
OTHERS = {
    "sites": {"canary-site": {"name": "Canary Site", "owner": "harbour", "operated_by": "harbour", "address": "canary street", "classification": "internal"}},
    "services": {"dispatch": {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "depends_on": ["canary-asset", "canary-channel"], "at": "canary-site"},
                 "canary-service": {"name": "Canary service", "criticality": "critical", "done_by": "harbour", "for": "harbour", "classification": "internal"}},
    "assets": {"canary-asset": {"name": "Canary asset", "kind": "hardware", "owner": "harbour", "where": "canary room", "classification": "internal"}},
    "channels": {"canary-channel": {"name": "Canary channel", "kind": "phone", "at": "canary-number", "classification": "internal"}},
    "contracts": {"canary-contract": {"title": "Canary contract", "parties": ["harbour", "kestrel"], "ref": "canary-ref", "starts": "2026-01-01", "notice": "3w", "classification": "internal"}},
    "organisations": {"canary-firm": {"name": "Canary Firm", "party": "adviser", "does": "canary advice", "classification": "internal"}},
    "glossary": {"canary-term": {"means": "canary meaning", "classification": "internal"}},
    "risks": {"canary-risk": {"of": "canary-asset", "what": "canary loss", "owner": "lead", "classification": "internal"}},
    "copies": {"canary-copy": {"holder": "ada", "medium": "usb", "location": "canary drawer", "number": "canary-7", "delivered": "2026-03-01", "classification": "internal"}},
    "attachments": {"canary-file": {"file": "canary.txt", "title": "Canary file", "kind": "report", "classification": "internal"}},
}
PROCEDURES = {
    "restore": {"title": "Restore", "schedule": {"every": "on demand", "when": "asked"}, "done_by": "lead", "service": "canary-service",
                "needs": {"access": ["canary-credential"], "before": ["canary-procedure"]}, "steps": [{"do": "Sign in, see [[procedure:canary-procedure]].", "uses": "canary-credential"}]},
    "canary-procedure": {"title": "Canary procedure", "schedule": {"every": "week"}, "done_by": "canary-person", "steps": ["canary step"], "document": {"classification": "internal"}},
}
TREE = {"purpose": "Call.", "starts_with": "lead", "calls": {"lead": ["canary-person"]}, "nodes": {"canary-person": {"notes": "the one with the hat"}}, "if_no_answer": "next", "must_reach": ["canary-person"]}
PROTOCOL = {
    "purpose": "Peace.", "parties": ["harbour", "kestrel"], "agreed_on": "2026-01-01", "leave_triggers": [{"key": "other", "when": "it happens"}],
    "provider_only_subjects": ["canary-subject"], "may_invoke": ["lead"], "privileged_note": "canary-advice",
    "exclusion": {"says": "lead", "how": "politely", "updates": "hourly", "updates_over": "canary-channel"},
    "reinstatement": {"by": ["lead"], "when": "over", "review_every": "1d"}, "approvals": [{"by": "ada", "as": "management", "on": "2026-01-01"}],
}
TEAM = {
    "document": {"classification": "internal"}, "invocation_criteria": ["canary-criterion"], "invoked_by": ["lead"], "phases": [], "members": [{"role": "lead", "does": "canary-leads"}],
    "customer_seat": {"decision": "not offered", "state": "not offered", "why": "canary-why"}, "meets_at": {"place": "canary room"}, "or_at": {"place": "canary hall"},
    "first_meeting_within": "1h", "decision_log": "canary log", "stand_down": ["canary-end"],
}
PAGES = {"docs/clients/harbour/secret.md": "---\nclassification: internal\n---\n\n# Canary page\n", "plans/clients/harbour/attachments/canary.txt": "canary-content\n"}


@pytest.fixture(scope="module")
def editions(tmp_path_factory, run):
    """Every file of the client's and of the auditor's edition, and of the internal one, by its path."""
    root = tmp_path_factory.mktemp("editions")
    files = {"people.yml": PEOPLE, "credentials.yml": CREDENTIALS, "others.yml": OTHERS, "contact-trees/all.yml": TREE, "dispute-protocol.yml": PROTOCOL, "incident-team.yml": TEAM}
    files |= {f"procedures/{name}.yml": procedure for name, procedure in PROCEDURES.items()}
    write_plans(root, {f"clients/harbour/{name}": content for name, content in files.items()} | {"clients/other/client.yml": {**MINIMAL["clients/harbour/client.yml"], "name": "Canary Other Ltd"}})
    for name, text in PAGES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    shutil.copytree(REPOSITORY / "overrides", root / "overrides")
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    found = {}
    for edition in ("internal", "client", "auditor"):
        done = run(root, "build", "harbour", "--edition", edition, "--as-of", "2026-03-31")
        assert 0 == done.returncode, done.stdout + done.stderr
        home = root / ("site" if edition == "internal" else f"site-{edition}")
        found[edition] = {file.relative_to(home).as_posix(): file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file()}
    return found


def told(files, *words):
    """Which files hold one of these words, in their name or in any of their bytes."""
    return sorted({name for name, content in files.items() for word in words if word in name.lower() or word.encode() in content.lower()})


@pytest.mark.parametrize("edition, words", [("client", ["canary"]), ("auditor", ["canary", "960777", "960001"])])
def test_no_planted_word_comes_out(editions, edition, words):
    """Pages, search index, attachments, names of files and the notes beside them."""
    allowed = ("canary-auditor-",) if edition == "client" else ()  # what only an auditor may not see
    files = {name: _without(content, allowed) for name, content in editions[edition].items()}

    assert [] == told(files, *words)


def test_what_is_withheld_is_in_the_internal_edition(editions):
    """Or the test above would pass for a word that never comes out."""
    internal = b"".join(editions["internal"].values()).lower()
    planted = {word for plan in (PEOPLE, CREDENTIALS, OTHERS, PROCEDURES, PROTOCOL, TEAM, PAGES) for word in re.findall(r"canary-[a-z-]+", str(plan))}

    assert set() == {word for word in planted if word.encode() not in internal} - {"canary-ref"}


def test_the_client_keeps_what_is_its_own(editions):
    """Where its keys are, and the numbers that are not private."""
    assert told(editions["client"], "canary-auditor-path") and told(editions["client"], "7700 900001")


def test_nothing_leads_to_what_is_withheld(editions):
    """A build that had a broken link would have failed; here the words are, and no id."""
    page = editions["client"]["clients/harbour/procedures/restore.html"].decode()

    assert "Withheld in this edition" in page


def test_no_edition_but_the_internal_one_has_a_shelf(editions):
    """It names every client."""
    assert {"clients"} == {name.split("/")[0] for name in editions["client"]}
    assert not told(editions["client"], "all binders")


def test_every_field_that_is_not_for_all_is_planted():
    """A new one comes with its word here."""
    written = str((PEOPLE, CREDENTIALS, PROTOCOL))
    marked = {name for part in _parts(Client) for name, field in part.model_fields.items() if isinstance(field.json_schema_extra, dict) and "not_for" in field.json_schema_extra}

    assert marked and set() == {name for name in marked if not re.search(rf"'{name}': \[?'canary", written)}


def _without(content, words):
    for word in words:
        content = re.sub(word.encode() + rb"[a-z]+", b"", content)
    return content


def _parts(cls, seen=None):
    """A class of the model and all that it is made of."""
    seen = set() if seen is None else seen
    waiting = [cls]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Part) and one not in seen:
            seen.add(one)
            waiting += [field.annotation for field in one.model_fields.values()]
        else:
            waiting += get_args(one)
    return seen
