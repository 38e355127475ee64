"""The longest path as a picture: where each piece begins and ends on one axis, and where the promise and the MTPD stand.

Positions are percent of the width, so that a template can draw them without arithmetic. No HTML.
"""

from dataclasses import dataclass
from datetime import timedelta

from runbinder.analysis.recovery import Piece
from runbinder.analysis.recovery_promise import Standing, clock
from runbinder.model.values import Duration

_STEPS = tuple(Duration.read(text) for text in ("5m", "10m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "24h", "2d", "4d", "7d", "14d", "28d"))
_FAR = 2.5
"""A limit beyond so many times the path is named at the edge: drawn to scale it would leave nothing to see of the path."""
_ROOM = 1.04
"""What is left free to the right of the last thing drawn."""
_TICKS = 6


@dataclass(frozen=True)
class Bar:
    """A piece on the axis. `late` is the part of it after the promised time; `breaks` marks the piece in which that time ran out."""

    piece: Piece
    starts: Duration
    ends: Duration
    left: float
    span: float
    late: float
    breaks: bool


@dataclass(frozen=True)
class Mark:
    """A limit on the axis; one that is too far away stands at the edge."""

    name: str
    at: Duration
    left: float
    beyond: bool


@dataclass(frozen=True)
class Picture:
    """All bars of a path, the limits, and the ticks of the axis with their words."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[str, float], ...]


def picture(standing: Standing) -> Picture | None:
    """The path of a service as bars; None where there is nothing to draw."""
    path, end = standing.outlook.path, standing.achievable
    if not path or not end:
        return None
    limits = [("promised", standing.promised), ("mtpd", standing.plan.mtpd)]
    near = [at for _, at in limits if at and at <= end * _FAR]
    whole = max(end, *near, end) * _ROOM
    marks = tuple(Mark(name, at, _percent(min(at, whole), whole), at > whole) for name, at in limits if at)
    return Picture(tuple(_bar(piece, starts, ends, standing.promised, whole) for piece, starts, ends in clock(path)), marks, _ticks(whole))


def _bar(piece: Piece, starts: Duration, ends: Duration, limit: Duration | None, whole: timedelta) -> Bar:
    late = max(ends - max(limit, starts), timedelta(0)) if limit else timedelta(0)
    return Bar(piece, starts, ends, _percent(starts, whole), _percent(piece.takes, whole), _percent(late, whole), bool(limit and starts <= limit < ends))


def _ticks(whole: timedelta) -> tuple[tuple[str, float], ...]:
    step = next((one for one in _STEPS if whole / one <= _TICKS), _STEPS[-1])
    return tuple((str(Duration.read(step * number)), _percent(step * number, whole)) for number in range(1, int(whole / step) + 1))


def _percent(part: timedelta, whole: timedelta) -> float:
    return round(100 * (part / whole), 2)
