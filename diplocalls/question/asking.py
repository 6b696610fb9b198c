"""Question: the calls that a filter keeps of a record, and on what basis, in words and values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from ..record.filter import Filter, Selection, resolve
from ..record.model import COUNTED, STATUSES, Call
from ..record.problem import QuestionError
from ..record.record import FIRST_AND_LAST, Record
from ..record.text import listed

KEYS = ("topic", "month", "quarter", "year", "weekday", "status", "caller")  # what calls can be counted by
LEGEND = {
    "reported": "seen only in secondary or weak sources",
    "claimed": "one side's remark",
    "denied": "claimed by somebody, denied by a government",
}
_DOUBTS = {"before": "earlier calls may be missing", "after": "later silence proves nothing"}


class Question(NamedTuple):
    """What was asked of which record, and the calls that answer it: the basis of an answer.

    `today` is the day of the question, from which days such as -45d count back; `explicit` holds
    what the user wrote.
    """

    record: Record
    selection: Selection
    calls: tuple[Call, ...]
    today: date
    explicit: Filter = {}  # noqa: RUF012 - never changed

    def find(self, which: str) -> Call:
        """Return the call that a word names, of any status unless one is asked for; of several the first.

        Raises QuestionError, with a sentence for the user, where there is none or the filter leaves it out.
        """
        if which in FIRST_AND_LAST and not self.calls:
            raise QuestionError(self.explain())
        selection = self.selection if "status" in self.explicit else self.selection._replace(statuses=STATUSES)
        found = self.record.candidates(which, self.calls, today=self.today)
        for call in found:
            if not selection.missed(call):
                return call
        missed = selection.missed(found[0])
        raise QuestionError(f"the filters leave out the call of {found[0].id}, which is not {missed}")

    def about(self, call: Call) -> Question:
        """Return the basis of an answer that is about one call alone; it names the others of that day."""
        same = [each.id for each in self.record.calls if each.date == call.date and each.id != call.id]
        understood = (f"on the same day also: {listed(same, 'and')}",) if same else ()
        only = Selection(since=call.date, until=call.date, statuses=STATUSES, understood=understood)
        return self._replace(selection=only, calls=(call,))

    def statuses(self) -> dict[str, int]:
        """Return how many of the calls have each status, in the order of STATUSES."""
        return _by_status(self.calls)

    def left_out(self) -> dict[str, int]:
        """Return how many entries of each other status the filter would keep."""
        everything = self.selection._replace(statuses=STATUSES).select(self.record.calls)
        return _by_status([call for call in everything if call.status not in self.selection.statuses])

    def unknown(self) -> dict[str, int]:
        """Return how many calls were left out only because their length, or who placed them, is not known."""
        found = Counter(of for _, of in self.selection.doubtful(self.record.calls))
        return {of: found[of] for of in ("length", "caller")}

    def last(self) -> date:
        """Return the last day that the question is about."""
        return min(self.selection.until or self.today, self.today)

    def explain(self) -> str:
        """Return what leaves no call, in a sentence for the user; nothing where there are calls."""
        return "" if self.calls else self.selection.explain(self.record.calls)

    def sentences(self, marks: Mapping[str, str] | None = None) -> Iterator[str]:
        """Yield the basis in words, a sentence each; `marks` are the signs of statuses to explain."""
        yield self._counted(marks or {})
        for name, number in self.unknown().items():
            if number:
                yield f"{number} of unknown {name} left out"
        yield from self.selection.understood
        if "as_of" in self.explicit:
            yield f"as of {self.today}: later calls are not seen, and days count from it"
        yield self._coverage()

    def meta(self) -> dict[str, Any]:
        """Return the basis as plain values, for JSON."""
        covers = self.record.covers
        return {
            "title": self.record.title,
            "updated": self.record.updated,
            "licence": self.record.licence,
            "calls": len(self.calls),
            "statuses": self.statuses(),
            "left_out": self.left_out(),
            **{f"unknown_{name}": number for name, number in self.unknown().items()},
            "from": self.selection.since,
            "to": self.selection.until,
            "as_of": self.today,
            "filters": [*self.selection.names(), f"of status {listed(self.selection.statuses)}"],
            "covers": covers and dict(zip(("from", "to", "partly_to", "rule"), covers, strict=True)),
            "beyond": self.beyond(),
            "basis": list(self.sentences()),
        }

    def _counted(self, marks: Mapping[str, str]) -> str:
        """Return how many calls there are, of which status, by which conditions, and what is not counted."""
        statuses, left = self.statuses(), self.left_out()
        kinds = {status in COUNTED for status in statuses}
        noun = "call" if False not in kinds else "contact" if True not in kinds else "entry"
        if len(self.calls) != 1:
            noun = "entries" if noun == "entry" else f"{noun}s"
        parts = []
        for status, number in statuses.items():
            one = f"{number} {status}{f' {noun}' if len(statuses) == 1 else ''}"
            parts.append(f"{one} ({marks[status]} {LEGEND[status]})" if marks.get(status) else one)
        total = "" if len(statuses) == 1 else f"{len(self.calls) or 'no'} {noun}{': ' if parts else ''}"
        said = ", ".join([f"{total}{', '.join(parts)}", *self.selection.names()])
        if left:
            others = ", ".join(f"{number} {status}" for status, number in left.items())
            said += f"; not counted: {others} (--status all shows {'it' if sum(left.values()) == 1 else 'them'})"
        return said

    def _coverage(self) -> str:
        """Return the day of the record and, where the question reaches past it, what the record covers."""
        updated, covers, beyond = self.record.updated, self.record.covers, self.beyond()
        said = [f"updated {updated}"] if updated else []
        if not covers:
            said.append("the record does not state what it covers")
        elif any(beyond.values()) or not said:
            partly = f", in part to {covers.partly_to}" if covers.partly_to else ""
            said.append(f"complete {covers.since} to {covers.until}{partly}")
            if self.selection.span():
                said += [_DOUBTS[side] for side, reached in beyond.items() if reached]
        return "; ".join(said)

    def beyond(self) -> dict[str, bool]:
        """Return whether the question reaches past the record's coverage, before and after; an open side does."""
        covers, since, until = self.record.covers, self.selection.since, self.selection.until
        return {
            "before": not covers or (since or date.min) < covers.since,
            "after": not covers or (until or self.today) > covers.until,
        }


def ask(record: Record, filter: Filter, *, today: date) -> Question:
    """Return the question that a filter puts to a record.

    Raises QuestionError, with a sentence for the user, for a word that means nothing.
    """
    seen, today = record.as_of(filter.get("as_of"), today=today)
    if "as_of" in filter:
        filter = {**filter, "as_of": str(today)}  # so that one who asks again does not count -45d back from it
    selection = resolve(seen, filter, today=today)
    return Question(seen, selection, selection.select(seen.calls), today, filter)


def _by_status(calls: Sequence[Call]) -> dict[str, int]:
    found = Counter(call.status for call in calls)
    return {status: found[status] for status in STATUSES if found[status]}
