"""Rows as a page: calls a line each, any table with bars, a count as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..question.asking import Question
from ..record.model import Call
from ..record.text import cells, cut, listed
from .parts import Caption, Column, Grid, Line, Part, Piece, Text, line
from .table import Cell, Table, shown

UNKNOWN = "–"
MARKS = {"confirmed": "", "reported": "?", "claimed": "~", "denied": "x"}
NARROW, WIDE = 50, 100  # below: no day and caller in a list; from: the summary too


def of_list(calls: Sequence[Call], question: Question, width: int, *, wide: bool = False) -> Iterator[Part]:
    """Yield a line for each call, or, if `wide`, all its topics and its summary, wrapped."""
    roomy, marked = width >= NARROW, any(MARKS[call.status] for call in calls)
    first: list[tuple[bool, Column, Callable[[Call], str | Piece]]] = [
        (True, Column("#", right=True), lambda call: str(call.number or "")),
        (marked, Column(""), lambda call: Piece(MARKS[call.status], "mark")),
        (True, Column("Date"), lambda call: str(call.date)),
        (roomy, Column("Day"), lambda call: call.weekday[:3]),
        (True, Column("Min", right=True), lambda call: str(call.minutes or UNKNOWN)),
        (roomy, Column("Caller"), lambda call: cut(call.placed_by or UNKNOWN, 12)),
    ]
    columns = [column for there, column, _ in first if there]
    rows = [[line(of(call)) for there, _, of in first if there] for call in calls]
    room = width - sum(Grid(columns, rows).widths()) - 2 * len(columns)
    topics = max(room, 6)
    columns.append(Column("Topics", whole=not wide))
    summary = wide or width >= WIDE
    if summary:
        most = max((cells("".join(piece.text for piece in _topics(call, question, 999))) for call in calls), default=0)
        topics = max(min(most, 44, room // 2), 6)
        columns.append(Column("Call", whole=not wide))
    for row, call in zip(rows, calls, strict=True):
        row.append(line(", ".join(call.topics)) if wide else _topics(call, question, topics))
        if summary:
            said = call.headline if wide else cut(" ".join(call.headline.split()), max(room - topics - 2, 8))
            row.append(line(said))
    yield Grid(columns, rows)
    yield Caption([*shown(calls, question), *question.sentences(MARKS)])


def of_table(
    table: Table, width: int, *, bar: str = "", indent: Sequence[int] = (), hide: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield any table but for the columns to `hide`; the number in the column `bar` becomes a bar."""
    found = {name: table.column(name) for name in table.columns if name not in hide}
    found = {name: values for name, values in found.items() if not all(value in (None, "", ()) for value in values)}
    columns = []
    for name, values in found.items():
        right = all(isinstance(value, int | float | None) for value in values)
        columns.append(Column(name.replace("_", " ").capitalize(), right=right, whole=False))
    drawn = [[_cell(value, name) for value in values] for name, values in found.items()]
    rows = [list(row) for row in zip(*drawn, strict=True)]
    for row, deep in zip(rows, indent, strict=False):
        row[0] = line("  " * deep, *row[0])
    if bar:
        numbers = table.column(bar)
        room = max(min(24, width - sum(Grid(columns, rows).widths()) - 2 * len(columns)), 4)
        columns.append(Column(""))
        most = max(numbers, default=0) or 1
        for row, each in zip(rows, numbers, strict=True):
            row.append((Piece("█" * (max(round(room * each / most), 1) if each else 0), "bar"),))
    yield Grid(columns, rows)
    yield Caption(table.sentences())


def of_topics(table: Table, question: Question, width: int) -> Iterator[Part]:
    """Yield topics as a tree with bars, and the topics without a call."""
    record = question.record
    topics, people, reported = map(table.column, ("topic", "people", "reported"))
    silent = [topic for topic in record.topics if topic not in topics]
    silent[20:] = [f"{len(silent) - 20} more"] if len(silent) > 20 else []
    if silent and topics:
        table = table._replace(remarks=(*table.remarks, f"no call here on {listed(silent)}"))
    hide = ["label", "parent"]
    hide += ["people"] if len(set(people)) <= 1 else []
    hide += ["last_confirmed"] if width < WIDE or not any(reported) else []
    hide += ["main"] if width < WIDE and any(reported) else []  # it gives way to what must not be invisible
    hide += [] if any(reported) else ["reported"]
    indent = [len(record.above(topic)) - 1 for topic in topics]
    return of_table(table, width, bar="calls", indent=indent, hide=hide)


def of_count(question: Question) -> Iterator[Part]:
    """Yield how many calls there are, as a sentence."""
    [first, *others] = question.sentences(MARKS)
    yield Text(line(Piece(first, "strong")))
    yield Caption(others)


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
