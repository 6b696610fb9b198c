"""Rows as a page: calls a line each, any table with bars, a count as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..question.asking import Question
from ..record.model import Call
from ..record.text import cells, cut, listed
from .parts import Caption, Column, Grid, Line, Part, Piece, Text, line
from .table import Cell, Table

UNKNOWN = "–"
MARKS = {"confirmed": "", "reported": "?", "claimed": "~", "denied": "x"}
NARROW = 50  # below it a list leaves out the weekday and the caller
WIDE = 100  # from here on it has the summary too


def of_list(
    calls: Sequence[Call], question: Question, remarks: Sequence[str], width: int, *, wide: bool = False
) -> Iterator[Part]:
    """Yield a line for each call, or, if `wide`, all its topics and its summary, wrapped."""
    columns = [
        Column("#", [line(str(call.number or "")) for call in calls], right=True),
        Column("", [line(Piece(MARKS[call.status], "mark")) for call in calls]),
        Column("Date", [line(str(call.date)) for call in calls]),
        Column("Day", [line(call.weekday[:3]) for call in calls]),
        Column("Min", [line(str(call.minutes or UNKNOWN)) for call in calls], right=True),
        Column("Caller", [line(cut(call.placed_by or UNKNOWN, 12)) for call in calls]),
    ]
    dropped = () if width >= NARROW else ("Day", "Caller")
    columns = [column for column in columns if column.width() and column.name not in dropped]
    if wide:
        columns.append(Column("Topics", [line(", ".join(call.topics)) for call in calls]))
        columns.append(Column("Call", [line(call.headline) for call in calls]))
    else:
        room = _room(columns, width)
        most = max(min(room // 2, 44) if width >= WIDE else room, 6)
        columns.append(Column("Topics", [_topics(call, question, most) for call in calls]))
    if width >= WIDE and not wide:
        room = max(_room(columns, width), 8)
        columns.append(Column("Call", [line(cut(" ".join(call.headline.split()), room)) for call in calls]))
    yield Grid(columns)
    yield Caption([*remarks, *question.sentences(MARKS)])


def of_table(
    table: Table, width: int, *, bar: str = "", indent: Sequence[int] = (), hide: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield any table but for the columns to `hide`; the number in the column `bar` becomes a bar."""
    columns = []
    for name in table.columns:
        values = table.column(name)
        if name not in hide and any(value not in (None, "", ()) for value in values):
            right = all(isinstance(value, int | float | None) for value in values)
            cells = [_cell(value, name) for value in values]
            columns.append(Column(name.replace("_", " ").capitalize(), cells, right=right))
    if indent:
        cells = [line("  " * deep, *cell) for deep, cell in zip(indent, columns[0].cells, strict=True)]
        columns[0] = columns[0]._replace(cells=cells)
    if bar:
        numbers = table.column(bar)
        most, room = max(numbers, default=0) or 1, max(min(_room(columns, width), 24), 4)
        bars = ["█" * (max(round(room * each / most), 1) if each else 0) for each in numbers]
        columns.append(Column("", [line(each) for each in bars]))
    yield Grid(columns)
    yield Caption(table.sentences())


def of_topics(table: Table, question: Question, width: int) -> Iterator[Part]:
    """Yield topics as a tree with bars, and the topics without a call."""
    record = question.record
    topics, people, reported = map(table.column, ("topic", "people", "reported"))
    silent = [topic for topic in record.topics if topic not in topics]
    silent[20:] = [f"{len(silent) - 20} more"] if len(silent) > 20 else []
    if silent and topics:
        table = table._replace(remarks=(*table.remarks, f"no call here on {listed(silent)}"))
    hide = ["label", "parent", *["people"] * (len(set(people)) <= 1)]
    if not any(reported):
        hide += ["reported", "last_confirmed"]
    elif width < WIDE:
        hide += ["main", "last_confirmed"]  # they give way to what must not be invisible
    indent = [len(record.above(topic)) - 1 for topic in topics]
    return of_table(table, width, bar="calls", indent=indent, hide=hide)


def of_count(question: Question) -> Iterator[Part]:
    """Yield how many calls there are, as a sentence."""
    [first, *others] = question.sentences(MARKS)
    yield Text(line(Piece(first, "strong")))
    yield Caption(others)


def _room(columns: Sequence[Column], width: int) -> int:
    """Return how much room is left beside columns, each with a gap after it."""
    return width - sum(column.width() + 2 for column in columns)


def _topics(call: Call, question: Question, width: int) -> Line:
    """Return as many of a call's main topics as fit, those asked for first and marked, and how many more."""
    asked = [topic for topic in call.topics if topic in question.selection.topics]
    order = [*asked, *(topic for topic in call.main_topics or call.topics if topic not in asked)]
    for count in range(len(order), 0, -1):
        more = len(call.topics) - count
        named = [f"[{topic}]" if topic in asked else topic for topic in order[:count]]
        rest = f" +{more}" if more else ""
        if cells(", ".join(named) + rest) <= width or count == 1:
            named[-1] = cut(named[-1], max(width - cells(", ".join([*named[:-1], ""]) + rest), 3))
            pieces: list[str | Piece] = []
            for at, name in enumerate(named):
                pieces += [", "] * bool(at) + [Piece(name, "match" if order[at] in asked else "")]
            return line(*pieces, Piece(rest, "dim"))
    return line("" if call.topics else UNKNOWN)


def _cell(cell: Cell, name: str) -> Line:
    if cell is None:
        return line(UNKNOWN)
    if name == "share" and isinstance(cell, float):
        return line(f"{cell:.0%}")
    text = ", ".join(cell) if isinstance(cell, tuple) else str(cell)
    return line(Piece(text, "mark" if name == "status" and text != "confirmed" else ""))
