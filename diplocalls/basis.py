"""What an answer rests on, and how that is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from . import query
from .call import COUNTED, STATUSES, Call
from .record import Record
from .text import listed

LEGEND = {
    "reported": "seen only in secondary or weak sources",
    "claimed": "one side's remark",
    "denied": "claimed by somebody, denied by a government",
}


class Basis(NamedTuple):
    """The ground of an answer: how many calls of which status, what is left out, how far the record reaches."""

    record: Record
    filter: query.Filter
    calls: int
    statuses: dict[str, int]
    left_out: dict[str, int]
    spans: tuple[str, ...]
    today: date

    @property
    def beyond(self) -> str:
        """What to say where the question reaches past the record's coverage, or nothing."""
        covers = self.record.covers
        if not covers:
            return ""
        since, until = self.filter.since, self.filter.until or self.today
        said = []
        if min(since or until, until) < covers.since:
            said.append(f"the record starts on {covers.since}: what came before it is not on it")
        if until > covers.until:
            partly = f" and in part to {covers.partly_to}" if covers.partly_to else ""
            said.append(f"complete to {covers.until}{partly}: later silence proves nothing")
        return "; ".join(said)

    def sentences(self) -> Iterator[str]:
        """Yield the basis in words, a sentence each, without a full stop."""
        counted = [f"{self.statuses[status]} {status}" for status in STATUSES if self.statuses.get(status)]
        if len(counted) == 1:
            said = f"{counted[0]} {_noun(self.statuses, self.calls)}"
        else:
            said = f"{self.calls or 'no'} {_noun(self.statuses, self.calls)}"
            said += f", {listed(counted, 'and')}" if counted else ""
        said = ", ".join([said, *(name for name, _ in self.filter.steps()[:-1])])
        left = [f"{self.left_out[status]} {status}" for status in STATUSES if self.left_out.get(status)]
        if left:
            noun = _noun(self.left_out, sum(self.left_out.values()))
            said += f"; {listed(left, 'and')} {noun} not counted (--status all shows them)"
        yield said
        yield from self.spans
        updated = f"record updated {self.record.updated}" if self.record.updated else ""
        if not self.record.covers:
            updated += ", and does not state" if updated else "the record does not state"
            yield f"{updated} what it covers"
        elif said := "; ".join(filter(None, (updated, self.beyond))):
            yield said

    def meta(self) -> dict[str, Any]:
        """Return the basis as plain values, for JSON."""
        covers = self.record.covers
        return {
            "title": self.record.title,
            "updated": self.record.updated,
            "licence": self.record.licence,
            "calls": self.calls,
            "statuses": self.statuses,
            "left_out": self.left_out,
            "from": self.filter.since,
            "to": self.filter.until,
            "as_of": self.today,
            "filters": [name for name, _ in self.filter.steps()],
            "covers": covers
            and {"from": covers.since, "to": covers.until, "partly_to": covers.partly_to, "rule": covers.rule},
            "basis": list(self.sentences()),
        }


def _noun(statuses: Mapping[str, int], number: int) -> str:
    """Return what entries of these statuses are: calls, contacts, or entries where they are mixed."""
    if set(statuses) <= set(COUNTED):
        return "call" if number == 1 else "calls"
    if set(statuses).isdisjoint(COUNTED):
        return "contact" if number == 1 else "contacts"
    return "entry" if number == 1 else "entries"


def basis(
    record: Record, filter: query.Filter, calls: Sequence[Call], *, today: date, spans: tuple[str, ...] = ()
) -> Basis:
    """Return the basis of an answer from `calls`, which are what `filter` keeps of `record`."""
    everything = query.select(record.calls, filter._replace(statuses=STATUSES))
    left_out = Counter(call.status for call in everything if call.status not in filter.statuses)
    return Basis(
        record=record,
        filter=filter,
        calls=len(calls),
        statuses=dict(Counter(call.status for call in calls)),
        left_out=dict(left_out),
        spans=spans,
        today=today,
    )
