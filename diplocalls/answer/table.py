"""An answer as columns and rows of plain values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ..question.asking import Question
from ..record.model import Call, Dispute, Note, Passage, count_reported
from ..record.problem import Problem, QuestionError
from ..record.text import listed, near, plural

if TYPE_CHECKING:
    from ..question.claim import Verdict
    from ..question.figures import Figure, OnTopic

Cell: TypeAlias = str | int | float | date | datetime | tuple[str, ...] | None

LIST = ("id", "date", "weekday", "status", "minutes", "placed_by", "topics", "summary")
EXPORT = (*LIST, *(name for name in Call._fields if name not in LIST))
PASSAGES = ("id", "date", "status", "where", "topic", "by", "text", "sources")
STATEMENTS = tuple(name for name in PASSAGES if name != "status")


class Table(NamedTuple):
    """Columns and rows. `name` is what the rows are; `remarks` say what the rows alone do not.

    JSON has `objects` in place of the rows where they hold more, and `extra` keys beside them.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    question: Question | None = None
    remarks: tuple[str, ...] = ()
    objects: Callable[[], Iterable[Mapping[str, Any]]] | None = None
    extra: Mapping[str, Any] = {}

    def items(self) -> Iterable[Mapping[str, Any]]:
        """Return the rows as JSON has them: one object each."""
        if self.objects:
            return self.objects()
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def column(self, name: str) -> list[Any]:
        """Return the cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def sentences(self) -> list[str]:
        """Return what is to be said below the rows."""
        return [*self.remarks, *(self.question.sentences() if self.question else ())]


class Arrangement(NamedTuple):
    """The columns and the order of calls that a user asks for; `long` is a row per call and topic."""

    columns: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    long: bool = False

    def calls(self, calls: Sequence[Call]) -> Sequence[Call]:
        """Return calls in the order of a column, what is unknown last, and the first `limit` of them."""
        if self.limit is not None and self.limit < 0:
            raise QuestionError(f"{self.limit} is no number of calls; write 3 for the first three")
        if self.sort is not None:
            [name, *others] = _chosen(self.sort)
            if others:
                raise QuestionError(f"--sort takes one column, not '{self.sort}'")

            def of(call: Call) -> Any:
                return cell(getattr(call, name))

            known = sorted(filter(of, calls), key=of, reverse=self.reverse)
            calls = [*known, *(call for call in calls if not of(call))]
        elif self.reverse:
            calls = calls[::-1]
        return calls[: self.limit]

    def table(self, calls: Sequence[Call], question: Question, default: Sequence[str]) -> Table:
        """Return one row per call, or per call and topic; JSON has every field unless columns were named."""
        columns = tuple(default) if self.columns is None else _chosen(self.columns)
        remarks = limited(calls, question)
        for name in _chosen(self.sort) if self.sort else ():
            if lacking := sum(not cell(getattr(call, name)) for call in question.calls):
                every = plural(len(question.calls), "call")
                remarks += (f"{lacking} of {every} without {name}, sorted last",)
        if not self.long:
            rows = [tuple([cell(getattr(call, name)) for name in columns]) for call in calls]
            keys = EXPORT if self.columns is None else columns
            return Table("calls", columns, rows, question, remarks, lambda: (values(call, keys) for call in calls))
        if "topics" not in columns:
            raise QuestionError("--long is a row per call and topic; name the column topics")
        rows = [
            tuple([topic if name == "topics" else cell(getattr(call, name)) for name in columns])
            for call in calls
            for topic in call.topics or ("",)
        ]
        names = tuple("topic" if name == "topics" else name for name in columns)
        overlap = "one row per call and topic: rows do not add up to calls"
        return Table("calls", names, rows, question, (*remarks, overlap))


def limited(calls: Sequence[Call], question: Question) -> tuple[str, ...]:
    """Return what to say where not all of the calls are shown."""
    every = len(question.calls)
    return (f"{len(calls)} of {plural(every, 'call')} shown",) if len(calls) < every else ()


def of_topics(found: Sequence[OnTopic], question: Question) -> Table:
    """Return one row per topic, children after their parent."""
    from ..question.figures import OnTopic

    return Table("topics", OnTopic._fields, found, question, (_OVERLAP,))


def of_counts(found: Mapping[str, Mapping[str, int]], by: str, question: Question) -> Table:
    """Return one row per value of `by`, with the calls of each status apart."""
    statuses = question.selection.statuses
    rows: list[tuple[Cell, ...]] = [
        (name, sum(count.values()), *(count.get(status, 0) for status in statuses)) for name, count in found.items()
    ]
    return Table("counts", (by, "calls", *statuses), rows, question, (_OVERLAP,) if by == "topic" else ())


def of_figures(found: Sequence[Figure], question: Question) -> Table:
    """Return one row per figure, with the days and the calls it rests on."""
    columns = ("figure", "value", "unit", "from", "to", "calls", "note", "reported")
    return Table("stats", columns, [figure[1:] for figure in found], question)


def of_gaps(gaps: Sequence[int], question: Question) -> Table:
    """Return one row per call with the days since the one before it."""
    rows = [
        (call.id, call.date, gap, call.minutes, call.status)
        for call, gap in zip(question.calls, [None, *gaps][: len(question.calls)], strict=True)
    ]
    return Table("timeline", ("id", "date", "days_since", "minutes", "status"), rows, question)


def of_passages(
    found: Iterable[tuple[Call, Passage]],
    question: Question,
    remarks: tuple[str, ...] = (),
    columns: tuple[str, ...] = PASSAGES,
    name: str = "passages",
) -> Table:
    """Return one row per passage, with its call, who says so and the sources."""
    rows = [
        tuple([getattr(each if column in Passage._fields else call, column) for column in columns])
        for call, each in found
    ]
    return Table(name, columns, rows, question, remarks)


def of_statements(calls: Sequence[Call], question: Question) -> Table:
    """Return one row per statement of the calls: note, outcome, aftermath, omission or account."""
    said = ((call, each) for call in calls for each in call.statements())
    return of_passages(said, question, limited(calls, question), STATEMENTS, "statements")


def of_sources(calls: Sequence[Call], question: Question, among: Iterable[str] | None = None) -> Table:
    """Return one row per source that the calls rest on, with how many facts and calls do; of `among`, if given."""
    facts = Counter(name for call in calls for passage in call.statements() for name in passage.sources)
    used: defaultdict[str, list[Call]] = defaultdict(list)
    for call in calls:
        for name in call.cited():
            used[name].append(call)
    found = [question.record.sources[name] for name in (used if among is None else among) if name in used]
    found.sort(key=lambda source: (source.date or date.max, source.id))
    columns = ("id", "publisher", "title", "date", "url", "side", "language", "note", "facts", "calls")
    rows = []
    for source in found:
        on = used[source.id]
        rows.append((*source[:8], facts[source.id], len(on), source.read, source.via, count_reported(on)))
    remarks = ("a fact with several sources counts for each: rows do not add up to facts",)
    return Table("sources", (*columns, "read", "via", "reported"), rows, question, remarks)


def of_verdicts(verdicts: Sequence[Verdict]) -> Table:
    """Return one row per reading of each claim, the one that was asked first; the last column is the claim."""
    columns = ("reading", "verdict", "found", "claimed", "from", "to", "calls", "why", "reported", "claim")
    rows: list[tuple[Cell, ...]] = []
    claims = []
    for verdict in verdicts:
        readings = [{**each._asdict(), "calls": tuple([call.id for call in each.calls])} for each in verdict.readings]
        for each, found in zip(verdict.readings, readings, strict=True):
            rows.append((*found.values(), count_reported(each.calls), verdict.sentence))
        basis = list(verdict.question.sentences())
        claims.append({"claim": verdict.sentence, **readings[0], "understood": verdict.understood, "basis": basis})
    question, said = verdicts[0].question, claims[0]["basis"]
    others = dict.fromkeys(each for claim in claims for each in claim["basis"] if each not in said)
    calls = {call.id: call for verdict in verdicts for call in verdict.readings[0].calls}
    cited = dict.fromkeys(name for call in calls.values() for name in call.cited())
    extra = {
        "claim": claims[0],
        "claims": claims,
        "calls": [values(call, EXPORT) for call in calls.values()],
        "sources": [plain(question.record.sources[name]) for name in cited],
    }
    return Table("readings", columns, rows, question, tuple(others), extra=extra)


def of_problems(found: Sequence[Problem], name: str) -> Table:
    """Return one row per fault or warning of the record `name`."""
    columns = ("file", "line", "column", "level", "rule", "message")
    levels = {False: "error", True: "warning"}
    rows = [(name, each.line, each.column, levels[each.warning], each.rule, each.message) for each in found]
    return Table("problems", columns, rows)


def _chosen(columns: str) -> tuple[str, ...]:
    """Return the columns that a user names, with commas between. Raises QuestionError."""
    names = tuple(name.strip().lower() for name in columns.split(","))
    for name in names:
        if name not in EXPORT:
            from ..record.fields import MEANT

            meant = f"; did you mean '{MEANT[name]}'?" if name in MEANT else near(name, EXPORT)
            raise QuestionError(f"no column '{name}'; the columns are {listed(EXPORT, 'and')}{meant}")
    return tuple(dict.fromkeys(names))


def values(call: Call, columns: Sequence[str]) -> dict[str, Any]:
    """Return fields of a call by their names, as JSON has them."""
    return {name: plain(getattr(call, name)) for name in columns}


def plain(value: Any) -> Any:
    """Return a value of the record as JSON has it: named tuples are objects, an empty mapping is null."""
    if hasattr(value, "_asdict"):
        return {name: plain(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return (value or None) if isinstance(value, Mapping) else value


def cell(value: Any) -> Cell:
    """Return a field of a call as a cell: single values as they are, statements as lines for reading."""
    if isinstance(value, Mapping):
        return tuple([f"{name}={each}" for name, each in value.items()])
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return "\n".join([_line(note) for each in value for note in _notes(each)])
    return value  # type: ignore[no-any-return]


def _notes(each: Note | Dispute) -> Sequence[Note]:
    """Return a statement as notes: of a dispute one for each account, the matter its topic."""
    if isinstance(each, Dispute):
        return [Note(says, each.about, by, sources) for says, by, sources in each.accounts]
    return [each]


def _line(note: Note) -> str:
    """Return a note as a line: `topic, by: text [sources]`."""
    who = ", ".join(filter(None, (note.topic, note.by)))
    cited = f" [{'; '.join(note.sources)}]" if note.sources else ""
    return " ".join(f"{who}{': ' if who else ''}{note.text}{cited}".splitlines())


_OVERLAP = "a call counts under each of its topics and their parents: rows do not add up to calls"
