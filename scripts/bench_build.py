"""Measures building: many clients, and one binder against the same pages as Markdown under plain MkDocs and Material."""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from selectolax.lexbor import LexborHTMLParser, LexborNode

ROOT = Path(__file__).resolve().parents[1]
PLAIN = """\
site_name: The same pages as Markdown
use_directory_urls: false
theme: {name: material, font: false, features: [navigation.tabs, navigation.indexes, content.code.copy]}
plugins: [search, offline]
markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true}}, pymdownx.highlight, pymdownx.superfences]
"""


def project(target: Path, clients: int) -> Path:
    """This repository with so many clients: its own, and copies of them under names of their own."""
    for part in ("overrides", "docs", "plans"):
        shutil.copytree(ROOT / part, target / part)
    shutil.copy(ROOT / "mkdocs.yml", target)
    home = target / "plans" / "clients"
    names = sorted(one.name for one in home.iterdir())
    for number in range(len(names), clients):
        name = names[number % len(names)]
        for file in (path for path in (home / name).rglob("*") if path.is_file()):
            own = f"{name}-{number}"  # everything whose name begins with the client's gets the copy's
            copy = home / own / re.sub(rf"\b{name}\b", own, file.relative_to(home / name).as_posix())
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(re.sub(rf"\b{name}\b", own, file.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def timed(folder: Path, *words: str, fine: tuple[int, ...] = (0,), **env: str) -> tuple[float, float]:
    """A command in a process of its own, ending with a `fine` code: seconds by the clock, as somebody waits for it, and of processors."""
    start, before = perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", *words], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT / "macros"), **env}, capture_output=True, encoding="utf-8")
    assert done.returncode in fine, done.stdout + done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def as_markdown(html: str) -> str:
    """The article of a built page as somebody would write it by hand: headings, paragraphs, lists, pipe tables, code, links."""
    article = LexborHTMLParser(html).css_first("article")
    for part in article.css("footer, .headerlink, script, style"):
        part.decompose()
    for link in article.css("a[href]"):
        link.replace_with(f"[{' '.join(link.text().split())}]({re.sub('[.]html(?=#|$)', '.md', link.attributes['href'] or '')})")

    def line(node: LexborNode) -> str:
        return " ".join(node.text(separator=" ").split()).replace("|", "\\|")

    def blocks(node: LexborNode) -> Iterator[str]:
        for child in node.iter():
            if re.fullmatch("h[1-6]", child.tag):
                yield f"{'#' * int(child.tag[1])} {line(child)}"
            elif child.tag == "pre":
                yield f"```\n{child.text()}\n```"
            elif child.tag == "table":
                rows = [[line(cell) for cell in row.css("th, td")] for row in child.css("tr")]
                yield "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])
            elif child.tag in ("ul", "ol"):
                yield "\n".join(f"- {line(item)}" for item in child.iter())
            elif child.tag in ("div", "section", "dl", "nav", "figure", "details") and child.css_first("p, div, ul, ol, table, pre, dt"):
                yield from blocks(child)
            elif line(child):
                yield line(child)

    return "\n\n".join(blocks(article))


def many(arguments: argparse.Namespace) -> None:
    print(f"{'clients':>8} {'pages':>7} {'seconds':>8} {'processor':>10} {'ms/page':>8} {'MB':>7} {'nothing new':>12} {'one edited':>11}")
    for clients in arguments.clients:
        with tempfile.TemporaryDirectory() as folder:
            root = project(Path(folder) / "p", clients)
            took, processor = timed(root, "runbinder", "build", "-j", str(arguments.jobs))
            files = [file for file in (root / "site").rglob("*") if file.is_file()]
            pages, size = sum(file.suffix == ".html" for file in files), sum(file.stat().st_size for file in files) / 1_000_000
            nothing, _ = timed(root, "runbinder", "build")
            with (root / "plans/clients" / arguments.client / "client.yml").open("a", encoding="utf-8") as plan:
                plan.write("# edited\n")
            edited, _ = timed(root, "runbinder", "build")
            print(f"{clients:8} {pages:7} {took:8.1f} {processor:10.1f} {1000 * processor / pages:8.1f} {size:7.1f} {nothing:12.2f} {edited:11.2f}", flush=True)


def against_markdown(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, plain = project(Path(folder) / "p", 0), Path(folder) / "plain"
        timed(root, "mkdocs", "build", RUNBINDER_CLIENT=arguments.client)
        pages = {page.relative_to(root / "site"): as_markdown(page.read_text(encoding="utf-8")) for page in (root / "site").rglob("*.html")}
        for page, text in pages.items():
            (plain / "docs" / page).parent.mkdir(parents=True, exist_ok=True)
            (plain / "docs" / page).with_suffix(".md").write_text(text, encoding="utf-8")
        (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
        times = [(*timed(root, "mkdocs", "build", RUNBINDER_CLIENT=arguments.client), *timed(plain, "mkdocs", "build")) for _ in range(arguments.rounds)]
    clock, processor, plain_clock, plain_processor = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{arguments.client}: {len(pages)} pages, {sum(map(len, pages.values())) / 1000:.0f} kB as Markdown; median of {arguments.rounds}, start-up included")
    print(f"Runbinder                                {clock:6.2f} s, processor {processor:6.2f} s")
    print(f"MkDocs and Material, pages as Markdown   {plain_clock:6.2f} s, processor {plain_processor:6.2f} s; ratio {processor / plain_processor:.2f}")


def bench_build(arguments: argparse.Namespace) -> int:
    many(arguments)
    against_markdown(arguments)
    return 0


def add_to(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("build", help="building many clients, and one against plain MkDocs and Material")
    command.add_argument("--clients", type=int, nargs="*", default=[4, 40, 200], help="how many clients (4 40 200)")
    command.add_argument("--client", default="harbour", help="whose binder is edited and compared (harbour)")
    command.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at work (one per core)")
    command.add_argument("--rounds", type=int, default=3, help="how often to measure the comparison (3)")
    command.set_defaults(run=bench_build)
