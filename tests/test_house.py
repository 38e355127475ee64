"""The rules of the house that a machine can read: who imports whom, how long a file is, what is not left behind."""

import ast
import re
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "macros" / "runbinder"

# Each room may import from the lines above its own, and from its neighbours on the line.
ORDER = """
errors finding load secrets
model wording
validate writing
folder salvage shared references
read
digest asof history
analysis edition approval
tickets
checks
assess
readiness reports
zones prose pages arrange arrange_start arrange_transition vcards ics
render tables
shelf calls oscal
assessing audit_macros change_macros composing desk_macros due_macros handbook loss_macros testing tree_macros
plan_macros
handbook_macros
macros sitemap outline finish weblinks guard swap
site
engine
building publish recording recording_run
coldread
commands terminal
main __main__
"""
RANK = {room: rank for rank, line in enumerate(ORDER.split("\n")) for room in line.split()}
# Backward imports that are meant: each waits inside a function until it is called, and says why there.
MEANT = {("macros", "site"), ("handbook_macros", "main")}
ENGINE = {"site", "engine", "guard", "commands.serve"}
"""The rooms that know MkDocs."""


def modules():
    """Name below the package, and file."""
    return {".".join(file.relative_to(PACKAGE).with_suffix("").parts): file for file in sorted(PACKAGE.rglob("*.py")) if file.parent != PACKAGE or file.stem != "__init__"}


@cache
def imports(file):
    """What a file imports when it runs; not what only a type checker reads."""
    found = set()

    def look(node):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{node.module}.{alias.name}" if node.module == "runbinder" else node.module for alias in node.names)
        for child in ast.iter_child_nodes(node):
            look(child)

    look(ast.parse(file.read_text(encoding="utf-8")))
    return found


def rooms(file):
    """The rooms of the package that a file imports."""
    return {name.split(".")[1] for name in imports(file) if name.startswith("runbinder.")} - {"__version__"}


@cache
def tracked():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines(file):
    return len(file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("name", modules())
def test_imports_go_one_way(name):
    """From the plans to the pages and never back; a new room takes its place in the table."""
    room = name.split(".")[0]
    backward = {other for other in rooms(modules()[name]) if RANK.get(other, 99) > RANK.get(room, 0)}

    assert room in RANK, f"give {room} its place in ORDER"
    assert set() == {other for other in backward if (room, other) not in MEANT}


def test_no_exception_outlives_its_reason():
    """A backward import that is gone is taken off the list."""
    assert MEANT == {(room, other) for room, other in MEANT if other in rooms(modules()[room])}


def test_there_is_one_door_to_yaml():
    """load.py: nothing else has to be looked at to know what a plan may hold."""
    assert ["load"] == [name for name, file in modules().items() if "yaml" in {one.split(".")[0] for one in imports(file)}]


def test_few_rooms_know_mkdocs():
    """So that another engine can take its place."""
    assert ENGINE == {name for name, file in modules().items() if "mkdocs" in {one.split(".")[0] for one in imports(file)}}


def test_the_model_reads_nothing():
    """What a binder is, is said without files, clocks and processes; and without the rest of the package."""
    outside = {"os", "sys", "pathlib", "io", "subprocess", "tempfile", "time", "random", "logging", "json", "yaml", "click", "jinja2", "markdown_it", "mkdocs"}
    model = {name: file for name, file in modules().items() if name.startswith("model.")}

    assert {} == {name: some for name, file in model.items() if (some := {one.split(".")[0] for one in imports(file)} & outside)}
    assert {"model"} == {room for file in model.values() for room in rooms(file)}


def test_only_commands_speak():
    """A module that others call returns what it has to say."""
    speaking = {name for name, file in modules().items() if re.search(r"^\s*(print|click\.echo)\(", file.read_text(encoding="utf-8"), re.MULTILINE)}

    assert set() == {name for name in speaking if not name.startswith("commands.") and name != "terminal"}


def test_no_python_file_grows_for_ever():
    """Under 250 lines one can be read; over that it is two. The mistakes that YAML invites are one table."""
    long = {file.relative_to(ROOT).as_posix() for file in tracked() if file.suffix == ".py" and lines(file) >= 250}

    assert set() == long - {"tests/test_load.py"}


def test_no_page_of_a_browser_grows_for_ever():
    """Templates, styles and scripts: under 200 lines."""
    ours = [file for file in tracked() if file.suffix in (".j2", ".html", ".css", ".js") and {"overrides", "templates"} & set(file.relative_to(ROOT).parts)]

    assert len(ours) > 50
    assert [] == [file.relative_to(ROOT).as_posix() for file in ours if lines(file) >= 200]


def test_nothing_names_a_machine_it_was_made_on():
    """Paths of somebody's home or of a build folder mean nothing to anybody else."""
    shared = {Path("/"), Path(tempfile.gettempdir())}  # a checkout may stand there, and so may a plan's own file
    own = [re.escape(f"{place.as_posix()}/") for place in (ROOT, ROOT.parent, Path.home()) if place not in shared]
    here = re.compile(rb"(?<![\w.-])(/home/\w+|/Users/\w+|C:\\\\?Users\\\\?\w+|%s)" % "|".join(own).encode())
    named = {file.relative_to(ROOT).as_posix(): found[0] for file in tracked() if file != Path(__file__) and (found := here.search(file.read_bytes()))}

    assert {} == named


def test_nothing_is_put_off():
    """What has to be done is done, or stands in an issue."""
    put_off = re.compile(r"\b(TODO|FIXME|XXX)\b")
    ours = [file for file in tracked() if file.suffix in (".py", ".j2", ".css", ".js", ".toml", ".md", ".html") and file != Path(__file__)]

    assert [] == [file.relative_to(ROOT).as_posix() for file in ours if put_off.search(file.read_text(encoding="utf-8"))]


def test_text_is_read_the_same_everywhere():
    """As UTF-8, and not as whatever the machine likes."""
    def calls(file):
        return (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))

    bare = {name for name, file in modules().items() for call in calls(file)
            if call.func.attr in ("read_text", "write_text") and "encoding" not in {keyword.arg for keyword in call.keywords}}

    assert set() == bare
