"""What the handbook, README and CONTRIBUTING promise is there: fields, macros, commands, pages, files, examples."""

import re
from datetime import date
from pathlib import Path

import pytest
from markupsafe import escape

from runbinder import handbook
from runbinder.macros import MACROS
from runbinder.main import cli
from runbinder.model.binder import Plans, Profile
from runbinder.model.common import Part
from runbinder.model.people import Reachable
from runbinder.pages import pages
from runbinder.read import read
from runbinder.render import View
from runbinder.shelf import PROVIDER, provider_binder
from runbinder.tables import TABLES

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs" / "handbook").rglob("*.md"))
TEXTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES]
ONLY_BASES = {Reachable, Plans, Profile}


def _subclasses(cls):
    for one in (sub for sub in cls.__subclasses__() if sub.__module__.startswith("runbinder.model")):  # plans, not what else is read with their help
        yield one
        yield from _subclasses(one)


CLASSES = sorted(set(_subclasses(Part)) - ONLY_BASES, key=lambda cls: cls.__name__)


def _name(path):
    return path.relative_to(ROOT).as_posix()


def _kebab(cls, field):
    return "-".join([*(word.lower() for word in re.findall("[A-Z][a-z]*", cls.__name__)), cls.field_key(field).replace("_", "-")])


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT)


@pytest.fixture(scope="module")
def made(shelf):
    """HTML of the reference pages, by macro."""
    view = View(provider_binder(shelf, date(2026, 3, 31)), "handbook/fields.html")
    return {name: str(MACROS[name](view)) for name in ("fields", "macro_list", "command_list", "table_list")}


@pytest.fixture
def examples(tmp_path):
    """The files that the handbook's examples are, put together in one folder."""
    for page in PAGES:
        for text in re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            if path := re.match(r"# (plans/\S+\.yml)\n", text):
                file = tmp_path / path[1]
                assert not file.exists(), f"{path[1]} is an example twice"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
                for attached in re.findall(r"^    file: (\S+)$", text, re.MULTILINE):
                    (file.parent / "attachments").mkdir()
                    (file.parent / "attachments" / attached).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_is_in_the_handbook(cls, made):
    """Each class says what it is, each field has a sentence, and both stand on the page of fields under an anchor."""
    fields = {name: field for name, field in cls.model_fields.items() if not field.exclude}
    anchors = {_kebab(cls, name) for name in fields}

    assert [] == [name for name, field in fields.items() if not field.description]
    assert handbook.entity(cls).says
    assert set() == {anchor for anchor in anchors if f'id="{anchor}"' not in made["fields"]}
    assert f'id="the-{handbook.slug(cls)}"' in made["fields"]


def test_anchors_of_fields_are_unique(made):
    """Two fields of the handbook never share an anchor."""
    ids = re.findall(r' id="([^"]+)"', made["fields"])

    assert len(ids) == len(set(ids))


def test_every_macro_is_in_the_handbook(made):
    """Each macro stands there with a sentence and a call that names it."""
    listed = {one.name: one for one in handbook.macros(MACROS)}

    assert set(MACROS) == set(listed)
    assert [] == [name for name, one in listed.items() if not one.says or f"{{{{ {name}(" not in one.usage]
    assert [] == [name for name in MACROS if f'id="macro-{name.replace("_", "-")}"' not in made["macro_list"]]


def test_every_command_is_in_the_handbook(made):
    """Each command and each of its options stands there with its help text."""
    options = [(name, option) for name, command in cli.commands.items() for option in command.params if getattr(option, "help", None)]

    assert [] == [name for name in cli.commands if f'id="runbinder-{name}"' not in made["command_list"]]
    assert [] == [(name, option.name) for name, option in options if option.opts[-1] not in made["command_list"]]
    assert all(command.help for command in cli.commands.values())


def test_every_table_is_in_the_handbook(made):
    """Each that can be exported stands there with its columns and its page."""
    assert [] == [one.name for one in TABLES.values() if f'id="table-{one.name}"' not in made["table_list"]]
    assert [] == [one.name for one in TABLES.values() if str(escape(", ".join(one.columns))) not in made["table_list"]]


@pytest.mark.parametrize(("page", "macro"), [("fields", "fields"), ("macros", "macro_list"), ("commands", "command_list"), ("tables", "table_list")])
def test_the_reference_is_on_its_page(page, macro):
    """The hand-written page calls the macro that makes its reference part."""

    assert f'{{{{ {macro}("{PROVIDER}") }}}}' in (ROOT / "docs" / "handbook" / f"{page}.md").read_text(encoding="utf-8")


def test_every_page_of_a_binder_is_in_the_handbook(shelf):
    """The handbook's table of pages knows every page that the demo has."""
    text = (ROOT / "docs" / "handbook" / "pages.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`([a-z/<>-]+)`", text))
    there = {page.path for client in shelf.clients for page in pages(shelf.binder(client, date(2026, 3, 31)))}
    named = {path if path in known or "/" not in path else f"{path.rpartition('/')[0]}/<id>" for path in there}

    assert set() == named - known


def test_examples_read_without_findings(examples):
    """What the handbook shows as a file can be written as it stands; the first binder is whole."""
    found = read(examples)

    assert [] == [f"{one} ({one.hint})" for one in found.findings]
    assert ["oat-and-rye"] == list(found.clients)


def test_the_example_of_errors_is_what_is_said(examples):
    """The messages that the handbook explains are those that `check` gives for such a mistake."""
    for file, right, wrong in [("roles.yml", "holder:", "holdr:"), ("people.yml", "organisation: oat-and-rye", "organisation: oat-and-ry")]:
        plan = examples / "plans" / "clients" / "oat-and-rye" / file
        plan.write_text(plan.read_text(encoding="utf-8").replace(right, wrong, 1), encoding="utf-8")
    said = [line for one in read(examples).findings for line in (str(one), f"    {one.hint}")]
    text = (ROOT / "docs" / "handbook" / "language.md").read_text(encoding="utf-8")

    assert "$ runbinder check\n" + "\n".join(said) in text


def test_names_in_the_guide_exist():
    """A word in code type in the guide is a field, or a value that a field takes."""
    rows = [row for chapter in handbook.chapters() for one in chapter.entities for row in (*one.rows, *one.common)]
    values = {value.strip() for row in rows for value in row.value.removeprefix("list, any of: ").removeprefix("one of: ").split(",")}
    code = {span for page in PAGES if page.parent.name == "guide" for span in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))}
    names = {span.partition(":")[0] for span in code if not span.endswith((".yml", "/"))}

    assert len(names) > 50
    assert set() == {name for name in names if not set(name.split(".")) <= {row.key for row in rows} | values}


@pytest.mark.parametrize("path", TEXTS, ids=_name)
def test_commands_in_texts_exist(path):
    """Every command that a text tells the reader to type is one."""
    typed = re.findall(r"(?:scripts/run\.py|bin/runbinder|\$ runbinder) (?:-C \S+ )?([a-z-]+)", path.read_text(encoding="utf-8"))

    assert set() == set(typed) - {*cli.commands, "test"}


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=_name)
def test_links_to_files_lead_somewhere(path):
    """Links and pictures of the texts at the top are files of the repository."""
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")) if ":" not in target]

    assert [] == [target for target in targets if not (ROOT / target).exists()]


def test_rooms_for_a_change_exist():
    """Every file that CONTRIBUTING's table names is there; a part in <> stands for a name."""
    rows = [line for line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = [name for line in rows for name in re.findall(r"`([\w./<>-]+)`", line.split("|")[2])]

    assert len(named) > 20
    assert [] == [name for name in named if not list(ROOT.glob(re.sub(r"<\w+>", "*", name).rstrip("/")))]
