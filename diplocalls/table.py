"""An answer as columns and rows of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .basis import Basis
from .call import Call, Note, Passage
from .problem import Problem
from .record import Record

if TYPE_CHECKING:
    from . import claim, figures

Cell: TypeAlias = str | int | float | date | datetime | tuple[str, ...] | None

LIST = ("id", "date", "weekday", "status", "minutes", "placed_by", "topics", "summary")


class Table(NamedTuple):
    """Columns and rows. `name` is what the rows are; `remarks` say what the rows alone do not.

    JSON has `objects` in place of the rows where they hold more, and `extra` keys beside them.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    basis: Basis | None = None
    remarks: tuple[str, ...] = ()
    objects: Callable[[], Iterable[Mapping[str, Any]]] | None = None
    extra: Mapping[str, Any] = {}

    def items(self) -> Iterable[Mapping[str, Any]]:
        """Return the rows as JSON has them: one object each."""
        if self.objects:
            return self.objects()
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def of_calls(calls: Sequence[Call], basis: Basis, *, columns: tuple[str, ...] = LIST, long: bool = False) -> Table:
    """Return one row per call, or, if `long`, one per call and topic."""
    rows: list[tuple[Cell, ...]]
    if long:
        at = columns.index("topics")
        columns = (*columns[:at], "topic", *columns[at + 1 :])
        makers = [_topic if name == "topic" else _MAKERS[name] for name in columns]
        each = (call._replace(topics=(topic,)) for call in calls for topic in call.topics or ("",))
        rows = [tuple([make(call) for make in makers]) for call in each]
        remarks = ("one row per call and topic: rows do not add up to calls",)
        return Table("calls", columns, rows, basis, remarks)
    makers = [_MAKERS[name] for name in columns]
    rows = [tuple([make(call) for make in makers]) for call in calls]
    return Table("calls", columns, rows, basis, objects=lambda: map(call_values, calls))


def of_topics(found: Sequence[figures.OnTopic], basis: Basis) -> Table:
    """Return one row per topic, children after their parent."""
    columns = ("topic", "label", "parent", "calls", "share", "first", "last", "people")
    rows = [
        (each.id, each.label, each.parent, each.calls, round(each.share, 3), each.first, each.last, each.people)
        for each in found
    ]
    return Table("topics", columns, rows, basis, (_OVERLAP,))


def of_counts(found: Mapping[str, Mapping[str, int]], by: str, basis: Basis) -> Table:
    """Return one row per value of `by`, with the calls of each status apart."""
    statuses = basis.filter.statuses
    rows: list[tuple[Cell, ...]] = [
        (name, sum(count.values()), *(count.get(status, 0) for status in statuses)) for name, count in found.items()
    ]
    return Table("counts", (by, "calls", *statuses), rows, basis, (_OVERLAP,) if by == "topic" else ())


def of_figures(found: Sequence[figures.Figure], basis: Basis) -> Table:
    """Return one row per figure, with the days and the calls it rests on."""
    return Table("stats", ("figure", "value", "unit", "from", "to", "calls", "note"), list(found), basis)


def of_gaps(calls: Sequence[Call], gaps: Sequence[int], basis: Basis) -> Table:
    """Return one row per call with the days since the one before it."""
    days = [None, *gaps]
    rows = [
        (call.id, call.date, gap, call.minutes, call.status)
        for call, gap in zip(calls, days[: len(calls)], strict=True)
    ]
    return Table("timeline", ("id", "date", "days_since", "minutes", "status"), rows, basis)


def of_passages(found: Iterable[tuple[Call, Passage]], basis: Basis, remarks: tuple[str, ...] = ()) -> Table:
    """Return one row per passage, with its call, who says so and the sources."""
    rows: list[tuple[Cell, ...]] = [
        (call.id, call.date, call.status, each.where, each.topic, each.by, each.text, each.sources)
        for call, each in found
    ]
    columns = ("id", "date", "status", "where", "topic", "by", "text", "sources")
    return Table("passages", columns, rows, basis, remarks)


def of_sources(calls: Sequence[Call], basis: Basis) -> Table:
    """Return one row per source that the calls rest on, with how many facts and calls do."""
    facts: dict[str, int] = {}
    used: dict[str, int] = {}
    for call in calls:
        for passage in call.passages():
            if passage.where not in ("summary", "occasion"):
                for name in passage.sources:
                    facts[name] = facts.get(name, 0) + 1
        for name in call.cited():
            used[name] = used.get(name, 0) + 1
    columns = ("id", "publisher", "title", "date", "url", "side", "language", "note", "facts", "calls")
    found = [basis.record.sources[name] for name in used]
    found.sort(key=lambda source: (source.date or date.max, source.id))
    rows = [(*source, facts.get(source.id, 0), used[source.id]) for source in found]
    remarks = ("a fact with several sources counts for each: rows do not add up to facts",)
    return Table("sources", columns, rows, basis, remarks)


def of_claim(readings: Sequence[claim.Reading], basis: Basis, record: Record) -> Table:
    """Return one row per reading of a claim, the one that was asked first."""
    columns = ("reading", "verdict", "found", "claimed", "from", "to", "calls", "why")
    rows = [
        (each.name, each.verdict, each.found, each.claimed, each.since, each.until, _ids(each.calls), each.why)
        for each in readings
    ]
    asked = readings[0]
    cited = dict.fromkeys(name for call in asked.calls for name in call.sources)
    extra = {
        "claim": {**asked._asdict(), "calls": _ids(asked.calls)},
        "calls": [call_values(call) for call in asked.calls],
        "sources": [record.sources[name]._asdict() for name in cited],
    }
    return Table("readings", columns, rows, basis, extra=extra)


def of_problems(found: Sequence[Problem], name: str) -> Table:
    """Return one row per fault or warning of the record `name`."""
    columns = ("file", "line", "column", "level", "rule", "message")
    rows: list[tuple[Cell, ...]] = [
        (name, each.line, each.column, "warning" if each.warning else "error", each.rule, each.message)
        for each in found
    ]
    return Table("problems", columns, rows)


def call_values(call: Call) -> dict[str, Any]:
    """Return a call with the record's fields by the record's names, all there, for JSON."""
    return {
        **call._asdict(),
        "weekday": call.weekday,
        "date_in": call.date_in or None,
        "notes": [note._asdict() for note in call.notes],
        "outcome": [note._asdict() for note in call.outcome],
        "not_discussed": [note._asdict() for note in call.not_discussed],
        "disputed": [
            {"about": dispute.about, "accounts": [account._asdict() for account in dispute.accounts]}
            for dispute in call.disputed
        ],
    }


def _ids(calls: Iterable[Call]) -> tuple[str, ...]:
    return tuple(call.id for call in calls)


def _note_line(note: Note) -> str:
    by = f"{note.by}: " if note.by else ""
    return f"{by}{note.text}{_cite(note.sources)}"


def _cite(sources: tuple[str, ...]) -> str:
    return f" [{'; '.join(sources)}]" if sources else ""


def _dispute_lines(call: Call) -> Iterator[str]:
    for dispute in call.disputed:
        for each in dispute.accounts:
            by = f"{each.by}: " if each.by else ""
            yield f"{dispute.about} - {by}{each.says}{_cite(each.sources)}"


def _topic(call: Call) -> Cell:
    return call.topics[0]


_OVERLAP = "a call counts under each of its topics and their parents: rows do not add up to calls"

_MAKERS: dict[str, Callable[[Call], Cell]] = {
    "id": lambda call: call.id,
    "date": lambda call: call.date,
    "weekday": lambda call: call.weekday,
    "status": lambda call: call.status,
    "minutes": lambda call: call.minutes,
    "placed_by": lambda call: call.placed_by,
    "topics": lambda call: call.topics,
    "summary": lambda call: call.summary,
    "number": lambda call: call.number,
    "date_in": lambda call: tuple(f"{capital}={day}" for capital, day in call.date_in.items()),
    "start": lambda call: call.start,
    "between": lambda call: call.between,
    "occasion": lambda call: call.occasion,
    "notes": lambda call: "\n".join(map(_note_line, call.notes)),
    "outcome": lambda call: "\n".join(map(_note_line, call.outcome)),
    "not_discussed": lambda call: "\n".join(map(_note_line, call.not_discussed)),
    "disputed": lambda call: "\n".join(_dispute_lines(call)),
    "sources": lambda call: call.sources,
}

EXPORT = (*LIST, *(name for name in _MAKERS if name not in LIST))
