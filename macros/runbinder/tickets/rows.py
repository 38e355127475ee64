"""A CSV file -> its rows and the lines they begin on: encoding, separator and heading are found out, quotation is taken strictly."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runbinder.errors import Fixable
from runbinder.tickets.times import shown

_HEAD = 65536
_SEPARATOR_LINE = re.compile(r"\W?sep=.?\W*")
"""What spreadsheets write above the heading to say what separates the cells."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line and what to do; a warning says how something was read."""

    line: int
    message: str
    hint: str = ""
    severity: str = "error"


@dataclass(frozen=True)
class Table:
    """A file, and how it is read."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, known: Callable[[Sequence[str]], int]) -> "Table":
        """Raises Fixable for what is no CSV file. The right separator is the one that makes the most `known` headings."""
        try:
            encoding = _encoding(path)
            delimiter = _delimiter(path, encoding, known)
            faults: list[Fault] = []
            header = next((row for _, row in cls(path, encoding, delimiter, ())._all(faults)), None)
        except OSError as error:
            raise Fixable(f"{path} can not be read: {error.strerror}") from None
        if header is None or faults:
            raise Fixable(f"the heading of {path.name} can not be read", faults[0].message if faults else "the first line names the columns")
        return cls(path, encoding, delimiter, tuple(header))

    def rows(self, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
        """Every row below the heading that has something in it, one at a time; what can not be taken apart goes to `faults`."""
        rows = self._all(faults)
        next(rows, None)
        yield from rows

    def _all(self, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
        with _open(self.path, self.encoding) as file:
            reader, headed = csv.reader(file, delimiter=self.delimiter, strict=True), False
            while True:
                line = reader.line_num + 1
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    faults.append(_fault(line, reader.line_num, error))
                    continue
                if any(cell and not cell.isspace() for cell in row) and (headed or not _SEPARATOR_LINE.fullmatch(self.delimiter.join(row))):
                    headed = True
                    yield line, row


def _fault(first: int, last: int, error: csv.Error) -> Fault:
    unclosed = last > first or "end of data" in str(error) or "field limit" in str(error)
    what = f"a quotation mark is opened and not closed: {f'lines {first} to {last}' if last > first else 'the row'} can not be read" if unclosed else f"the row can not be read: {error}"
    return Fault(first, what, 'within a quoted text a quotation mark is written twice: ""')


def _delimiter(path: Path, encoding: str, known: Callable[[Sequence[str]], int]) -> str:
    with _open(path, encoding) as file:
        lines = (file.readline(_HEAD) for _ in range(50))
        line = next((one for one in lines if one.strip(" \t\r\n,;|") and not _SEPARATOR_LINE.fullmatch(one)), "")
    if not line:
        raise Fixable(f"{path.name} is empty", "export the tickets again, with a heading")
    found = []
    for delimiter in ",;\t|":
        try:
            header = next(csv.reader([line], delimiter=delimiter))
        except csv.Error:
            continue
        found.append((known(header), len(header), delimiter))
    if not found:
        raise Fixable(f"the heading of {path.name} can not be read: '{shown(line)}'", "the first line names the columns")
    return max(found, key=lambda one: one[:2])[2]


def _encoding(path: Path) -> str:
    """UTF-8 if all of the file is; else what spreadsheets on Windows write."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        piece = file.read(4096)
        if piece.startswith(b"PK\x03\x04"):
            raise Fixable(f"{path.name} is a workbook and not a CSV file", "save it as CSV (UTF-8)")
        if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if b"\x00" in piece:
            raise Fixable(f"{path.name} is not a text file", "export the tickets as CSV")
        try:
            while piece:
                decoder.decode(piece)
                piece = file.read(1 << 20)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _open(path: Path, encoding: str) -> IO[str]:
    return path.open(encoding=encoding, newline="", errors="strict" if encoding == "utf-8-sig" else "replace")
