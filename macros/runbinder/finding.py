"""What a check says about a place in the plans."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One statement about one place; `line` and `column` count from 1, line 0 means the whole file.

    `path` is relative to the project root and posix, so that reports are the same on every
    machine. `severity` is 'error', 'warning' or 'info'. `code` may be empty.
    """

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    hint: str = ""

    def __lt__(self, other: "Finding") -> bool:
        """In the order in which a person works through a file."""
        return self._order < other._order

    def __str__(self) -> str:
        """One line: editors and CI systems make a link of its beginning."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: " + " ".join(filter(None, (self.severity, self.code, self.message)))

    @property
    def _order(self) -> tuple[str, int, int, str, str]:
        return self.path, self.line, self.column, self.code, self.message
