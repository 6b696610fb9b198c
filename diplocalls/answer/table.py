"""An answer as columns and rows of values, and the page that people read in its place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ..question.asking import Question
from ..record.model import Call, Dispute, Note, Passage, count_reported
from ..record.problem import Problem, QuestionError
from ..record.text import listed, near, plural
from . import Later

if TYPE_CHECKING:
    from ..question.claim import Verdict
    from ..question.figures import Figure, OnTopic
    from .parts import Part

pages, picture = Later("answer.page"), Later("answer.picture")

LIST = ("id", "date", "weekday", "status", "minutes", "placed_by", "topics", "summary")
EXPORT = (*LIST, *(name for name in Call._fields if name not in LIST))
PASSAGES = ("id", "date", "status", "where", "topic", "by", "text", "sources")
STATEMENTS = tuple(name for name in PASSAGES if name != "status")


class Table(NamedTuple):
    """Columns and rows, whose cells are values of the record. `name` is what the rows are.

    `remarks` say what the rows alone do not. `page` makes of a table, and a width, what people read. `default` is the
    format where none is asked for: without it `text` on a terminal, `tsv` off it; an answer that is always `text`
    is a page in Markdown too. JSON has `extra` keys beside the rows, and all columns, other formats the first `shown`.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    question: Question | None = None
    remarks: tuple[str, ...] = ()
    page: Callable[[Table, int], Iterable[Part]] = pages.of_table
    default: str = ""
    extra: Mapping[str, Any] = {}
    shown: int | None = None

    def lines(self) -> Iterator[tuple[Any, ...]]:
        """Yield the names of the columns that are shown, then the rows."""
        return (row[: self.shown] for row in (self.columns, *self.rows))

    def column(self, name: str) -> list[Any]:
        """Return the cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]

    def sentences(self, marks: Mapping[str, str] | None = None) -> list[str]:
        """Return what is to be said below the rows; `marks` are the signs of statuses to explain."""
        return [*self.remarks, *(self.question.sentences(marks) if self.question else ())]


def spelled(value: Any, comma: str = ";") -> str:
    """Return a value of the record as text for reading: ISO dates, several values joined by `comma`.

    Statements are a line each, `topic, by: text [sources]`; None is nothing.
    """
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return "\n".join(map(_statement, value))
    if isinstance(value, dict):
        value = tuple([f"{name}={each}" for name, each in value.items()])
    if isinstance(value, tuple):
        return comma.join(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return "" if value is None else str(value)


def _statement(each: Note | Dispute) -> str:
    """Return a statement as a line, of a dispute one for each account, the matter its topic."""
    if isinstance(each, Dispute):
        return "\n".join(_statement(Note(says, each.about, by, sources)) for says, by, sources in each.accounts)
    who = ", ".join(filter(None, (each.topic, each.by)))
    cited = f" [{'; '.join(each.sources)}]" if each.sources else ""
    return " ".join(f"{who}{': ' if who else ''}{each.text}{cited}".splitlines())


class Arrangement(NamedTuple):
    """The columns and the order of calls that a user asks for; `long` is a row per call and topic."""

    columns: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    long: bool = False

    def calls(self, question: Question) -> tuple[Sequence[Call], tuple[str, ...]]:
        """Return the calls in the order of a column, what is unknown last, the first `limit` of them; and remarks."""
        calls, every = question.calls, plural(len(question.calls), "call")
        remarks: tuple[str, ...] = ()
        if self.limit is not None and self.limit < 0:
            raise QuestionError(f"{self.limit} is no number of calls; write 3 for the first three")
        if self.sort is not None:
            name = _column(self.sort)

            def of(call: Call) -> Any:
                value = getattr(call, name)
                return value if isinstance(value, int | date) else spelled(value, ",")

            unknown = [call for call in calls if not getattr(call, name)]
            known = [call for call in calls if getattr(call, name)]
            calls = (*sorted(known, key=of, reverse=self.reverse), *unknown)
            remarks = (f"{len(unknown)} of {every} without {name}, sorted last",) if unknown else ()
        elif self.reverse:
            calls = calls[::-1]
        shown = calls[: self.limit]
        return shown, (f"{len(shown)} of {every} shown", *remarks) if len(shown) < len(calls) else remarks

    def table(self, question: Question, default: tuple[str, ...]) -> Table:
        """Return one row per call, or per call and topic; JSON has every field unless columns were named."""
        calls, remarks = self.calls(question)
        columns = default if self.columns is None else tuple(dict.fromkeys(map(_column, self.columns.split(","))))
        names = EXPORT if self.columns is None and not self.long else columns
        rows = [tuple([getattr(call, name) for name in names]) for call in calls]
        if self.long:
            if "topics" not in columns:
                raise QuestionError("--long is a row per call and topic; name the column topics")
            at = columns.index("topics")
            rows = [(*row[:at], topic, *row[at + 1 :]) for row in rows for topic in row[at] or ("",)]
            names = (*names[:at], "topic", *names[at + 1 :])
            remarks += ("one row per call and topic: rows do not add up to calls",)
        return Table("calls", names, rows, question, remarks, shown=len(columns))


def of_list(question: Question, arrange: Arrangement, *, wide: bool) -> Table:
    """Return one row per call, on a page one line, or, if `wide`, all its topics and its summary."""
    found = arrange.table(question, LIST)
    if not (arrange.columns or arrange.long):
        return found._replace(page=partial(pages.of_list, wide=wide))
    if wide:
        raise QuestionError("--wide has every topic and the summary; it goes without --columns and --long")
    return found


def of_export(question: Question, arrange: Arrangement, *, notes: bool) -> Table:
    """Return one row per call with every field, or, of `notes`, one row per statement."""
    if not notes:
        return arrange.table(question, EXPORT)._replace(default="csv")
    if arrange.columns or arrange.long:
        raise QuestionError("--notes has columns of its own; it goes without --columns and --long")
    calls, remarks = arrange.calls(question)
    said = ((call, each) for call in calls for each in call.statements())
    found = of_passages(said, question, remarks, columns=STATEMENTS)
    return found._replace(name="statements", page=pages.of_table, default="csv")


def of_call(call: Call, question: Question) -> Table:
    """Return one row, with every field of a call."""
    return Arrangement().table(question.about(call), EXPORT)._replace(page=pages.of_call, default="text")


def of_topics(found: Sequence[OnTopic], question: Question) -> Table:
    """Return one row per topic, children after their parent."""
    from ..question.figures import OnTopic

    told = {each.topic for each in found}
    silent = [topic for topic in question.record.topics if topic not in told]
    silent[20:] = [f"{len(silent) - 20} more"] if len(silent) > 20 else []
    remarks = (_OVERLAP, f"no call here on {listed(silent)}") if silent and found else (_OVERLAP,)
    return Table("topics", OnTopic._fields, found, question, remarks, pages.of_topics)


def of_count(question: Question) -> Table:
    """Return one row, with how many calls there are; on a page a sentence."""
    return of_counts({"all": question.statuses()}, "count", question)._replace(page=pages.of_count)


def of_counts(found: Mapping[str, Mapping[str, int]], by: str, question: Question) -> Table:
    """Return one row per value of `by`, with the calls of each status apart."""
    statuses = question.selection.statuses
    rows = [
        (name, sum(count.values()), *(count.get(status, 0) for status in statuses)) for name, count in found.items()
    ]
    remarks = (_OVERLAP,) if by == "topic" else ()
    bars = partial(pages.of_table, bar="calls")
    return Table("counts", (by, "calls", *statuses), rows, question, remarks, bars)


def of_figures(found: Sequence[Figure], question: Question) -> Table:
    """Return one row per figure, with the days and the calls it rests on."""
    columns = ("figure", "value", "unit", "from", "to", "calls", "note", "reported")
    rows = [figure[1:] for figure in found]
    return Table("stats", columns, rows, question, page=partial(pages.of_figures, found), default="text")


def of_gaps(gaps: Sequence[int], question: Question) -> Table:
    """Return one row per call with the days since the one before it."""
    rows = [
        (call.id, call.date, gap, call.minutes, call.status)
        for call, gap in zip(question.calls, [None, *gaps][: len(question.calls)], strict=True)
    ]
    columns = ("id", "date", "days_since", "minutes", "status")
    return Table("timeline", columns, rows, question, page=picture.text, default="text")


def of_passages(
    found: Iterable[tuple[Call, Passage]],
    question: Question,
    remarks: tuple[str, ...] = (),
    *,
    terms: Sequence[str] = (),
    columns: tuple[str, ...] = PASSAGES,
) -> Table:
    """Return one row per passage, with its call, who says so and the sources; a page marks the terms in them."""
    rows = [
        tuple([getattr(each if name in Passage._fields else call, name) for name in columns]) for call, each in found
    ]
    marked = partial(pages.of_passages, terms)
    return Table("passages", columns, rows, question, remarks, marked, default="text")


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
    return Table("sources", (*columns, "read", "via", "reported"), rows, question, remarks, pages.of_sources)


def of_verdicts(verdicts: Sequence[Verdict]) -> Table:
    """Return one row per reading of each claim, the one that was asked first; the last column is the claim."""
    columns = ("reading", "verdict", "found", "claimed", "from", "to", "calls", "why", "reported", "claim")
    rows: list[tuple[Any, ...]] = []
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
        "calls": [{name: getattr(call, name) for name in EXPORT} for call in calls.values()],
        "sources": [question.record.sources[name] for name in cited],
    }
    drawn = partial(pages.of_verdicts, verdicts)
    return Table("readings", columns, rows, question, tuple(others), drawn, default="text", extra=extra)


def of_problems(found: Sequence[Problem], name: str, page: Callable[[Table, int], Iterable[Part]]) -> Table:
    """Return one row per fault or warning of the record `name`."""
    columns = ("file", "line", "column", "level", "rule", "message")
    levels = {False: "error", True: "warning"}
    rows = [(name, each.line, each.column, levels[each.warning], each.rule, each.message) for each in found]
    return Table("problems", columns, rows, page=page, default="text")


def _column(name: str) -> str:
    """Return the column that a user names. Raises QuestionError."""
    name = name.strip().lower()
    if name in EXPORT:
        return name
    from ..record.fields import MEANT

    meant = f"; did you mean '{MEANT[name]}'?" if name in MEANT else near(name, EXPORT)
    raise QuestionError(f"no column '{name}'; the columns are {listed(EXPORT, 'and')}{meant}")


_OVERLAP = "a call counts under each of its topics and their parents: rows do not add up to calls"
