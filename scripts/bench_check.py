"""Measures `check` on many clients: nothing known yet, nothing changed, one client changed, one client asked for, the provider changed."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench_build import project, timed

FINDINGS = (0, 1)
"""Exit codes of a check that came to its end; among the demo's clients is one with findings."""


def cases(root: Path, client: str, rounds: int) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Name and times of each case. The two in which every client is judged take minutes, and are measured once."""

    def run(*words: str) -> tuple[float, float]:
        return timed(root, "runbinder", "check", *words, fine=FINDINGS)

    def touched(file: Path) -> tuple[float, float]:
        with file.open("a", encoding="utf-8") as plan:
            plan.write("# edited\n")
        return run()

    shutil.rmtree(root / ".cache", ignore_errors=True)
    yield "nothing known yet", [run()]
    yield "nothing changed", [run() for _ in range(rounds)]
    yield f"{client} changed", [touched(root / "plans/clients" / client / "client.yml") for _ in range(rounds)]
    yield f"{client} alone", [run(client) for _ in range(rounds)]
    yield "the provider changed", [touched(root / "plans/provider/provider.yml")]


def bench_check(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder) / "p", arguments.clients)
        files = [file for file in (root / "plans/clients").rglob("*") if file.is_file()]
        print(f"{arguments.clients} clients, {len(files)} files, {sum(file.stat().st_size for file in files) / 1_000_000:.0f} MB; the least of {arguments.rounds} rounds, start-up included")
        print(f"{'':24} {'seconds':>8} {'processor':>10} {'rounds':>7}")
        for name, times in cases(root, arguments.client, arguments.rounds):
            print(f"{name:24} {min(clock for clock, _ in times):8.2f} {min(processor for _, processor in times):10.2f} {len(times):7}", flush=True)
    return 0


def add_to(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("check", help="checking many clients, and again after a change")
    command.add_argument("--clients", type=int, default=1000, help="how many clients (1000)")
    command.add_argument("--client", default="harbour", help="whose plans are changed (harbour)")
    command.add_argument("--rounds", type=int, default=5, help="how often to measure what is quick (5)")
    command.set_defaults(run=bench_check)
