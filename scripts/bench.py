"""Measures Runbinder. Trust the ratios: absolute times say more about the machine.

`bench.py read` compares reading plans with what the YAML parser alone costs; the plans are made up, and the same everywhere.
`bench.py build` builds this repository's clients and copies of them, and compares one binder with the same pages as Markdown.
`bench.py check` checks as many clients as one likes, and again after a change.
"""

import argparse
import gc
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "macros"))  # a checkout need not be installed

import bench_build  # noqa: E402
import bench_check  # noqa: E402
from runbinder import load  # noqa: E402

MEGABYTE = 1_000_000
FILE_SIZE = 40_000
READ_LIMIT = 1.5

PERSON = """\
  person-{n}:
    name: Alex Example {n}
    position: site            # at the office three days a week
    reached:
      - mobile: "+44 7700 900{n:03}"
      - email: alex{n}@example.com
    languages: [English, Welsh]
    on_call: no
    hours: Mon-Fri 08:00-18:00
    notes: >
      Calls first between nine and five, then through the duty manager;
      asks for the word of the day before anything else.
"""
PROCEDURE = """\
  restart-relay-{n}:
    title: Restart mail relay {n}
    every: month
    done_by: relay-operator
    within: 30 min
    steps:
      - do: Look at the queue of relay {n} and write its length down
        expect: fewer than 200 messages
        if_not: "Stop: call the duty manager, then wait"
      - Restart the service, then wait for two minutes
      - do: Send a message to the duty mailbox
        expect: it arrives within a minute
        evidence: https://example.com/evidence/{n}
"""


def records(heading: str, record: str, size: int) -> str:
    """A family of numbered records of about `size` characters."""
    count = max(1, size // len(record.format(n=0)))
    return f"{heading}:\n" + "".join(record.format(n=number) for number in range(count))


def write_plans(folder: Path, megabytes: float) -> list[Path]:
    """Files of some 40 kB, half people and half procedures, until there are `megabytes` of them."""
    half = FILE_SIZE // 2
    text = records("people", PERSON, half) + records("procedures", PROCEDURE, half)
    files = [folder / f"plan-{number:04}.yml" for number in range(max(1, round(megabytes * MEGABYTE / len(text))))]
    for file in files:
        file.write_text(f"# {file.name}\n{text}", encoding="utf-8", newline="\n")
    return files


def compose(file: Path) -> None:
    """What everything is measured against: the C parser's nodes, from bytes."""
    yaml.compose(file.read_bytes(), Loader=yaml.CSafeLoader)


def read(file: Path) -> None:
    document, findings = load.read_file(file, file.name)
    assert document and not findings, findings[:1]


def seconds(work: Callable[[Path], None], files: list[Path]) -> float:
    """Processor time for all files; what earlier rounds left behind is cleared away first."""
    gc.collect()
    start = process_time()
    for file in files:
        work(file)
    return process_time() - start


def medians(works: dict[str, Callable[[Path], None]], files: list[Path], rounds: int) -> dict[str, float]:
    """The median of several rounds for each; they take turns, so that a slow minute hits them all."""
    times = [{name: seconds(work, files) for name, work in works.items()} for _ in range(rounds)]
    return {name: statistics.median(time[name] for time in times) for name in works}


def table(times: dict[str, float], base: str, megabytes: float) -> Iterator[str]:
    yield f"{'':24} {'seconds':>8} {'s/MB':>8} {'ratio':>8}"
    for name, time in times.items():
        yield f"{name:24} {time:8.3f} {time / megabytes:8.4f} {time / times[base]:8.2f}"


def bench_read(arguments: argparse.Namespace) -> int:
    """1 when reading costs more than it may."""
    if not yaml.__with_libyaml__:
        print("PyYAML has no C parser here: nothing to compare with")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        files = write_plans(Path(folder), arguments.megabytes)
        size = sum(file.stat().st_size for file in files) / MEGABYTE
        times = medians({"compose (C parser)": compose, "load.read_file": read}, files, arguments.rounds)
    print(f"{size:.1f} MB in {len(files)} files, median of {arguments.rounds} rounds, processor time")
    print("\n".join(table(times, "compose (C parser)", size)))
    ratio = times["load.read_file"] / times["compose (C parser)"]
    print(f"reading costs {ratio:.2f} of composing; at most {READ_LIMIT}")
    return int(ratio > READ_LIMIT)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True, metavar="command")
    command = commands.add_parser("read", help="reading plans against composing them with the C parser")
    command.add_argument("--megabytes", type=float, default=10, help="how much to read (10)")
    command.add_argument("--rounds", type=int, default=5, help="how often to measure (5)")
    command.set_defaults(run=bench_read)
    bench_build.add_to(commands)
    bench_check.add_to(commands)
    arguments = parser.parse_args()
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
