"""Rows as a page: calls a line each, any table with bars, a count as a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..question.asking import Question
from ..record.model import Call
from ..record.text import cells, cut, listed
from .parts import Caption, Column, Grid, Line, Part, Piece, Text, line
from .table import Cell, Table, shown

if TYPE_CHECKING:
    from ..question.figures import OnTopic

UNKNOWN = "–"
MARKS = {"confirmed": "", "reported": "?", "claimed": "~", "denied": "x"}
NARROW, WIDE = 50, 100  # below: no day and caller in a list; from: the summary too


def of_list(calls: Sequence[Call], question: Question, width: int, *, wide: bool = False) -> Iterator[Part]:
    """Yield a line for each call, or, if `wide`, all its topics and its summary, wrapped."""
    marked = any(MARKS[call.status] for call in calls)
    columns = [Column("#", right=True), *([Column("")] if marked else []), Column("Date")]
    columns += [Column("Day")] if width >= NARROW else []
    columns += [Column("Min", right=True)]
    columns += [Column("Caller")] if width >= NARROW else []
    head = [list(_head(call, marked=marked, short=width < NARROW)) for call in calls]
    room = width - sum(Grid(columns, [tuple(row) for row in head]).widths()) - 2 * len(columns)
    columns += [Column("Topics", whole=not wide)]
    whole = wide or width >= WIDE
    if whole:
        columns += [Column("Call", whole=not wide)]
        most = max((cells("".join(piece.text for piece in _topics(call, question, 999))) for call in calls), default=0)
        topics = max(min(most, 44, room // 2), 6)
    rows = []
    for row, call in zip(head, calls, strict=True):
        if wide:
            row += [line(", ".join(call.topics)), line(call.headline)]
        else:
            row += [_topics(call, question, topics if whole else max(room, 6))]
            row += [line(cut(" ".join(call.headline.split()), max(room - topics - 2, 8)))] if whole else []
        rows.append(tuple(row))
    yield Grid(columns, rows)
    yield Caption([*shown(calls, question), *question.sentences(MARKS)])


def of_table(
    table: Table, width: int, *, bar: str = "", indent: Sequence[int] = (), hide: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield any table but for the columns to `hide`; the number in the column `bar` becomes a bar."""
    shown = [
        at
        for at, name in enumerate(table.columns)
        if name not in hide and not all(row[at] in (None, "", ()) for row in table.rows)
    ]
    columns = []
    for at in shown:
        right = all(isinstance(row[at], int | float | None) for row in table.rows)
        columns.append(Column(table.columns[at].replace("_", " ").capitalize(), right=right, whole=False))
    rows = [tuple([_cell(row[at], table.columns[at]) for at in shown]) for row in table.rows]
    for at, deep in enumerate(indent):
        rows[at] = (line("  " * deep, *rows[at][0]), *rows[at][1:])
    if bar:
        numbers = [int(str(row[table.columns.index(bar)])) for row in table.rows]
        room = max(min(24, width - sum(Grid(columns, rows).widths()) - 2 * len(columns)), 4)
        columns.append(Column(""))
        most = max(numbers, default=0) or 1
        bars = [Piece("█" * (max(round(room * each / most), 1) if each else 0), "bar") for each in numbers]
        rows = [(*row, (bar_,)) for row, bar_ in zip(rows, bars, strict=True)]
    yield Grid(columns, rows)
    yield Caption(table.sentences())


def of_topics(summary: Sequence[OnTopic], table: Table, width: int) -> Iterator[Part]:
    """Yield topics as a tree with bars, and the topics without a call."""
    question = table.question
    silent = (
        [topic for topic in question.record.topics if topic not in {each.id for each in summary}] if question else []
    )
    silent[20:] = [f"{len(silent) - 20} more"] if len(silent) > 20 else []
    if silent and summary:
        table = table._replace(remarks=(*table.remarks, f"no call here on {listed(silent)}"))
    people = len({row[table.columns.index("people")] for row in table.rows}) > 1
    some = any(row[table.columns.index("reported")] for row in table.rows)
    hide = (
        "label",
        "parent",
        "last_confirmed",
        *(() if people else ("people",)),
        *(() if some and width >= WIDE else ("reported",)),
    )
    return of_table(table, width, bar="calls", indent=[each.depth for each in summary], hide=hide)


def of_count(question: Question) -> Iterator[Part]:
    """Yield how many calls there are, as a sentence."""
    [first, *others] = question.sentences(MARKS)
    yield Text(line(Piece(first, "strong")))
    yield Caption(others)


def _head(call: Call, *, marked: bool, short: bool) -> Iterator[Line]:
    """Yield the cells that stand before the topics of a call in a list."""
    yield line(str(call.number or ""))
    if marked:
        yield line(Piece(MARKS[call.status], "mark"))
    yield line(str(call.date))
    if not short:
        yield line(call.weekday[:3])
    yield line(str(call.minutes or UNKNOWN))
    if not short:
        yield line(cut(call.placed_by or UNKNOWN, 12))


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
