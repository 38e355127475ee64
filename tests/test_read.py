"""A folder becomes a shelf: every record from the file it may stand in, and every fault at its line, all in one run."""

import pytest

from runbinder.errors import Fixable
from runbinder.read import clients_of, read
from runbinder.testing import MINIMAL, binder_of, findings_of, shelf_of, write_plans

CLIENT = "clients/harbour/"
ANNA = "people: {anna: {name: Anna, organisation: harbour}}\n"
TREE = "purpose: To call\nstarts_with: anna\nif_no_answer: next\n"


def route_of(files, *route):
    """Where a route of the client is written, without the folder."""
    path, line, column = shelf_of(files).locate("harbour", ("clients", "harbour", *route))
    return f"{path.removeprefix('plans/' + CLIENT)}:{line}:{column}"


# What is read


def test_the_least_that_can_be_read():
    """A provider and a client, a file each."""
    shelf = shelf_of({})

    assert ([], ["harbour"], "kestrel") == (shelf.findings, list(shelf.clients), shelf.provider.profile.id)


def test_a_record_may_be_a_file():
    """In the folder of its family, whose name has hyphens; the file's name is its id."""
    binder = binder_of({CLIENT + "people.yml": ANNA, CLIENT + "contact-trees/invocation.yml": TREE})

    assert ["invocation"] == list(binder.client.contact_trees)


def test_records_may_share_a_file():
    """By family and id, whatever the file is called; a family may stand in several files."""
    binder = binder_of({CLIENT + "a.yml": ANNA, CLIENT + "b.yml": ANNA.replace("anna", "bob") + "roles: {scribe: {does: Writes., holder: bob}}\n"})

    assert (["anna", "bob"], ["scribe"]) == (list(binder.client.people), list(binder.client.roles))


def test_a_file_may_be_one_record():
    """client.yml and provider.yml, the plans of which there is one, and the calendar."""
    binder = binder_of({CLIENT + "calendar.yml": "starts: '08:00'\n"})

    assert "08:00:00" == str(binder.client.calendar.starts)


def test_settings_are_read_if_there_are_any():
    """And stand beside the folders."""
    assert ["Runbook binder", "Ours"] == [shelf_of(files).settings.title for files in ({}, {"settings.yml": "title: Ours\n"})]


def test_a_readme_and_hidden_files_are_left_alone():
    """They are for people and for tools."""
    assert [] == findings_of({CLIENT + "README.md": "Hello", CLIENT + ".notes.yml": "x: 1", CLIENT + ".git/config": "x"})


def test_a_folder_that_is_set_aside_is_no_client(tmp_path):
    """Its name begins with a dot or an underscore."""
    write_plans(tmp_path, {"clients/_old/client.yml": "", "clients/.git/x.yml": "", "clients/quay/client.yml": ""})

    assert ["harbour", "quay"] == clients_of(tmp_path)


def test_moments_are_in_the_clients_zone():
    """Each client has its own, from client.yml, whatever order the files are in."""
    alarm = "monitoring_issues: {disk: {what: Full, seen_by: anna, owner: anna, seen_at: 2026-07-01 10:00}}\n"
    binder = binder_of({CLIENT + "people.yml": ANNA, CLIENT + "alarms.yml": alarm})

    assert "2026-07-01T10:00:00+01:00" == binder.client.monitoring_issues["disk"].seen_at.isoformat()


def test_the_digest_follows_the_text():
    """The same plans have the same; a changed comma, in the provider's too, has another."""
    changed = {"provider/notes.yml": "glossary: {dock: A place}\n"}, {"settings.yml": "title: x\n"}, {CLIENT + "attachments/a.txt": "x"}
    digests = [binder_of(files).digest for files in ({}, {}, *changed)]

    assert digests[0] == digests[1]
    assert 4 == len(set(digests))


def test_the_digest_leaves_out_what_is_written_down_at_a_hand_over():
    """In whichever file the register of copies is; all else in that file counts."""
    one = "{holder: anna, medium: usb, location: Safe, number: '1', delivered: 2026-0%s, version: '%s'}\n"
    for file, text in (("copies.yml", "copies: {one: " + one.strip() + "}\n"), ("people.yml", ANNA + "copies: {one: " + one.strip() + "}\n"), ("copies/one.yml", one.strip().strip("{}").replace(", ", "\n") + "\n")):
        base = {CLIENT + "people.yml": ANNA, CLIENT + file: text % ("1-10", "2.0")}
        others = {CLIENT + file: text % ("2-11", "2.1")}, {CLIENT + file: (text % ("1-10", "2.0")).replace("Safe", "Shelf")}
        digests = [binder_of({**base, **more}).digest for more in ({}, *others)]

        assert digests[0] == digests[1] != digests[2], file


# The provider's records


def test_what_the_client_has_not_is_the_providers():
    """References go to the client's own records first, then to the provider's."""
    provider = {"provider/people.yml": "people: {rosa: {name: Rosa, organisation: kestrel}}\n"}
    binder = binder_of({**provider, CLIENT + "roles.yml": "roles: {manager: {does: Leads., holder: rosa}}\n"})

    assert ("provider", "Rosa") == (binder.find("rosa", ("person",)).party, binder.find("rosa", ("person",)).title)


def test_the_clients_record_stands_before_the_providers():
    """Of two with the same id, the one that its binder is about."""
    binder = binder_of({"provider/people.yml": ANNA.replace("harbour", "kestrel"), CLIENT + "people.yml": ANNA.replace("name: Anna", "name: Anna Harbour")})

    assert ("client", "Anna Harbour") == (binder.find("anna", ("person",)).party, binder.find("anna", ("person",)).title)


def test_a_client_does_not_see_another():
    """What a client may name is its own or the provider's."""
    other = {"clients/quay/client.yml": MINIMAL[CLIENT + "client.yml"], "clients/quay/people.yml": ANNA.replace("harbour", "quay")}
    expected = ["clients/harbour/roles.yml:1:33: there is no person 'anna'"]

    assert expected == findings_of({**other, CLIENT + "roles.yml": "roles: {scribe: {does: Writes., holder: anna}}\n"})


# Where a fault is

RECORD = "title: Restore\nschedule: {every: day}\ndone_by: anna\nsteps:\n  - Begin.\n  - {do: Look., takes: long}\n"


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("procedures/restore.yml", RECORD, "procedures/restore.yml:6:17"),
        ("all.yml", "procedures:\n  restore:\n    " + RECORD.replace("\n", "\n    ").rstrip(" "), "all.yml:8:21"),
        ("client.yml", "name: H\naims_at: five\n", "client.yml:2:1"),
        ("calendar.yml", "starts: early\n", "calendar.yml:1:1"),
        ("mappings.yml", "control_mappings:\n  - {control: a/b, coverage: half}\n", "mappings.yml:2:20"),
        ("people.yml", "people:\n  anna:\n    name: Anna\n", "people.yml:2:3"),
        ("people/anna.yml", "name: Anna\n", "people/anna.yml:1:1"),
    ],
)
def test_a_fault_is_at_its_line(file, text, place):
    """In a record's own file, in a family's, in one that is a record; what is missing is where its record begins."""
    assert place in [":".join(one.split(":")[:3]).removeprefix(CLIENT) for one in findings_of({CLIENT + file: text})]


def test_a_sound_record_has_its_line_too():
    """Checks find their places by the same routes."""
    files = {CLIENT + "all.yml": ANNA.replace("{anna", "\n  {anna") + "calendar:\n  starts: '08:00'\n", CLIENT + "people/bob.yml": "name: Bob\norganisation: harbour\n"}

    assert ["all.yml:2:4", "people/bob.yml:2:1", "all.yml:4:3", "client.yml:2:2"] == [
        route_of(files, *route) for route in (("people", "anna"), ("people", "bob", "organisation"), ("calendar", "starts"), ("profile", "name"))
    ]


# What is asked for


def test_an_unknown_client_is_answered_with_the_nearest(tmp_path):
    """What was asked for by name is not read as nothing."""
    with pytest.raises(Fixable, match="there is no client 'harbor'") as caught:
        read(write_plans(tmp_path, {}), ["harbor"])

    assert "did you mean 'harbour'?" == caught.value.hint


def test_only_what_was_asked_for_is_read(tmp_path):
    """The other clients may be broken."""
    shelf = read(write_plans(tmp_path, {"clients/quay/client.yml": "name: [\n"}), ["harbour"])

    assert ([], ["harbour"]) == (shelf.findings, list(shelf.clients))


def test_a_folder_without_plans_can_not_be_read(tmp_path):
    """And the hint says what to do."""
    with pytest.raises(Fixable, match="there is no folder 'plans'"):
        read(tmp_path)
