"""What is wrong in a folder of plans is found in one run, each thing once, and at its line."""

import pytest

from runbinder.testing import findings_of, shelf_of

CLIENT = "clients/harbour/"
ANNA = "people: {anna: {name: Anna, organisation: harbour}}\n"


def test_every_fault_of_every_file_is_found_in_one_run():
    """Text that is no YAML, a value of the wrong shape and a name that leads nowhere, in reading order."""
    files = {
        CLIENT + "a.yml": "roles:\n  scribe: {does: Writes., holder: nobody}\n", CLIENT + "b.yml": "sites: [\n",
        CLIENT + "c.yml": "people:\n  anna: {name: Anna, organisation: harbour, left: soon}\n", "provider/z.yml": "persons: {}\n",
    }
    expected = [
        "clients/harbour/a.yml:2:27: there is no person 'nobody'",
        "clients/harbour/b.yml:2:1: the file ends before a bracket is closed",
        "clients/harbour/c.yml:2:45: 'soon' is not a date",
        "provider/z.yml:1:1: unknown key 'persons'",
    ]

    assert expected == findings_of(files)


def test_a_broken_record_is_still_there():
    """To name it is no second fault."""
    broken = {CLIENT + "people.yml": "people:\n  anna: {name: Anna}\n", CLIENT + "roles.yml": "roles: {scribe: {does: Writes., holder: anna}}\n"}

    assert ["clients/harbour/people.yml:2:3: 'organisation' is missing"] == findings_of(broken)


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [("clients/harbour/people/anna.yml", "name: [\n", 2), ("clients/harbour/people.yml", "people:\n  anna:\n    name: [\n", 4), ("provider/people.yml", "people: {anna: {name: [\n", 2)],
)
def test_a_record_whose_file_is_no_yaml_is_still_there(file, text, line):
    """Its file's name may be its id, and so may every key in it, so that one slip is one finding and not hundreds."""
    broken = {file: text, CLIENT + "roles.yml": "roles: {scribe: {does: 'Ask [[person:anna]].', holder: anna}}\n"}

    assert [f"{file}:{line}:1: the file ends before a bracket is closed"] == findings_of(broken)


def test_a_record_inside_a_broken_plan_is_still_there():
    """A scenario whose plan is cut off up to its root is known by its id too."""
    files = {
        CLIENT + "transition.yml": "scenarios:\n  bus: {title: Both gone}\n",
        CLIENT + "exercises/first.yml": "title: First\nkind: tabletop\nscope: All.\nplanned: 2026-03-31\ncovers: [bus]\n",
    }

    assert ["clients/harbour/transition.yml"] == sorted({one.split(":")[0] for one in findings_of(files)})


def test_a_broken_provider_keeps_its_name():
    """One missing line there does not make a fault of every line that names the provider."""
    broken = {"provider/provider.yml": "id: kestrel\nname: Kestrel\ntimezone: UTC\n", CLIENT + "people.yml": ANNA.replace("harbour", "kestrel")}

    assert ["provider/provider.yml:1:1: 'summary' is missing"] == findings_of(broken)


def test_a_record_written_twice_names_both_places():
    """In two files, or in a file of its own and in its family's."""
    files = {CLIENT + "a.yml": ANNA, CLIENT + "b.yml": ANNA, CLIENT + "people/anna.yml": "name: Anna\norganisation: harbour\n"}
    expected = [
        "clients/harbour/b.yml:1:10: 'people/anna' is written twice (first at plans/clients/harbour/a.yml:1)",
        "clients/harbour/people/anna.yml:1:1: 'people/anna' is written twice (first at plans/clients/harbour/a.yml:1)",
    ]

    assert expected == findings_of(files)


@pytest.mark.parametrize("empty", ["people:\n", "people: []\n", "people: none\n"])
def test_a_family_that_is_none_is_one_fault(empty):
    """Also where another file has the same family."""
    (found,) = findings_of({CLIENT + "a.yml": empty, CLIENT + "b.yml": ANNA})

    assert found.startswith("clients/harbour/a.yml:1:1: 'people' has keys of its own, not")


def test_two_of_a_kind_have_two_ids():
    """A supplier is an organisation, and a finding has its id alone: one would hide the other from every reference."""
    files = {
        CLIENT + "organisations.yml": "organisations:\n  acme: {name: Acme, party: supplier}\n",
        CLIENT + "suppliers.yml": "suppliers:\n  acme: {name: Acme, supplies: Racks, category: hardware}\n",
    }
    expected = ["clients/harbour/suppliers.yml:2:3: 'acme' is the id of another organisation (plans/clients/harbour/organisations.yml:2)"]

    assert expected == findings_of(files)


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("people.yaml", "people.yaml:0:0: this file is not read"),
        ("photo.jpg", "photo.jpg:0:0: this file is not read"),
        ("persons/anna.yml", "persons/anna.yml:0:0: 'persons/' is not a family of records"),
        ("people/staff/anna.yml", "people/staff/anna.yml:0:0: 'people/' is not a family of records"),
        ("people/Anna Smith.yml", "people/Anna Smith.yml:1:1: 'Anna Smith' is not an id"),
        ("people/con.yml", "people/con.yml:1:1: 'con' can not be a file name on every system"),
    ],
)
def test_a_file_that_can_not_be_read_is_a_finding(file, message):
    """Nothing that lies in a client's folder is passed over in silence."""
    assert [CLIENT + message] == findings_of({CLIENT + file: "name: Anna\norganisation: harbour\n"})


def test_an_attachment_has_its_file():
    """The nearest name is offered, as it is written in a plan."""
    files = {CLIENT + "attachments.yml": "attachments: {plan: {file: flor.svg, title: Floor, kind: diagram}}\n", CLIENT + "attachments/floor.svg": "<svg/>"}
    (found,) = shelf_of(files).findings

    assert ("there is no file 'flor.svg' in plans/clients/harbour/attachments", "did you mean 'floor.svg'?") == (found.message, found.hint)
    assert [] == findings_of({**files, CLIENT + "attachments/flor.svg": "<svg/>"})


def test_an_attachment_without_a_likeness_is_to_be_put_there():
    """A name that resembles only by the folder it is in, is no likeness."""
    files = {CLIENT + "attachments.yml": "attachments: {plan: {file: x.svg, title: Floor, kind: diagram}}\n", **{f"{CLIENT}attachments/{n}{n}{n}.csv": "" for n in range(20)}}

    assert ["put it there, or correct the name"] == [one.hint for one in shelf_of(files).findings]


@pytest.mark.parametrize("file", ["../client.yml", "/etc/hostname"])
def test_an_attachment_lies_in_its_folder(file):
    """A path out of it leads nowhere, even where there is such a file."""
    files = {CLIENT + "attachments.yml": f"attachments: {{plan: {{file: {file}, title: Floor, kind: diagram}}}}\n"}

    assert 1 == len(findings_of(files))


def test_a_client_without_its_profile_says_which_file_is_missing():
    """A folder may have been made and not filled; what else is in it is checked all the same."""
    found = shelf_of({CLIENT + "client.yml": None, CLIENT + "roles.yml": "roles: {scribe: {does: Writes., holder: anna}}\n"}).findings

    assert ["plans/clients/harbour", "plans/clients/harbour/roles.yml"] == [one.path for one in found]
    assert "client.yml" in found[0].hint
