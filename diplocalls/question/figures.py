"""How many, how often, how long between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from ..record.model import STATUSES, WEEKDAYS, Call, count_reported
from ..record.period import spell, units
from ..record.record import Record
from ..record.text import plural
from .asking import Question

_Rated: TypeAlias = tuple[int, Sequence[Call]]


class Figure(NamedTuple):
    """One number, with its unit and what it rests on: the days it runs over and the calls.

    `reported` says how many of those calls are merely reported; `group` is calls, gaps or lengths.
    """

    group: str
    name: str
    value: int | float | None
    unit: str
    first: date | None = None
    last: date | None = None
    calls: tuple[str, ...] = ()
    note: str = ""
    reported: int = 0


class OnTopic(NamedTuple):
    """What a record holds on a topic and all under it, as a row; `share` is of all calls asked about, 0 to 1."""

    topic: str
    label: str
    parent: str | None
    calls: int
    share: float
    first: date
    last: date
    people: tuple[str, ...]
    main: int
    reported: int
    last_confirmed: date | None


def counts(question: Question, by: str) -> dict[str, Counter[str]]:
    """Return how many calls of each status fall on each value of `by`, one of `asking.KEYS`.

    Months, quarters and years have no holes from the first day asked for, or the first call, to the last;
    weekdays are all seven. A call counts under each of its topics and under their parents.
    """
    if by == "topic":
        found = _by_topic(question.calls, question.record, "topics")
        found["(none)"] = [call for call in question.calls if not call.topics]
    else:
        names, of = _BY.get(by) or (_periods(question, by), lambda call: spell(call.date, by))
        found = {name: [] for name in names}
        for call in question.calls:
            found.setdefault(of(call), []).append(call)
    if by in ("topic", "caller"):
        found = dict(sorted(found.items(), key=lambda item: -len(item[1])))
    gapless = by not in ("topic", "caller", "status")
    return {name: Counter(call.status for call in on) for name, on in found.items() if on or gapless}


def on_topics(calls: Sequence[Call], record: Record) -> list[OnTopic]:
    """Return what the calls hold on each topic, children after their parent, most calls first."""
    members = _by_topic(calls, record, "topics")
    main = _by_topic(calls, record, "main_topics")
    rank = {topic: (-len(on), place) for place, (topic, on) in enumerate(members.items())}
    path = {topic: [rank[each] for each in reversed(record.above(topic))] for topic, on in members.items() if on}
    out = []
    for topic in sorted(path, key=path.__getitem__):
        on = members[topic]
        people = dict.fromkeys(person for call in on for person in call.between)
        confirmed = [call.date for call in on if call.status == "confirmed"]
        row = OnTopic(
            topic=topic,
            label=record.label(topic),
            parent=record.topics[topic].parent,
            calls=len(on),
            share=round(len(on) / len(calls), 3),
            first=on[0].date,
            last=on[-1].date,
            people=tuple(people),
            main=len(main[topic]),
            reported=count_reported(on),
            last_confirmed=confirmed[-1] if confirmed else None,
        )
        out.append(row)
    return out


def gaps(calls: Sequence[Call]) -> list[int]:
    """Return the days between each call and the one after it."""
    return [(after.date - before.date).days for before, after in pairwise(calls)]


def cadence(question: Question) -> list[Figure]:
    """Return the figures of how often the calls came and how long they were; none where there is no call."""
    calls = question.calls
    return [*_calls(calls, question.last()), *_between(calls), *_lengths(calls)] if calls else []


def hours(minutes: int) -> str:
    """Return minutes in words: 50 min, 17 h 55 min."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def _calls(calls: Sequence[Call], today: date) -> Iterator[Figure]:
    yield _figure("calls", "calls", len(calls), "calls", calls)._replace(calls=())
    yield _figure("calls", "first call", None, "", calls[:1])
    sure = [call for call in calls if call.status == "confirmed"]
    for last, which in ((calls[-1:], ""), (sure[-1:], " confirmed")):
        if last and not (which and last[0] == calls[-1]):
            yield _figure("calls", f"last{which} call", None, "", last)
            silence = (today - last[0].date).days
            if silence >= 0:
                yield _figure("calls", f"silence since the last{which}", silence, "days", last)._replace(last=today)
    months = [list(run) for _, run in groupby(calls, key=lambda call: spell(call.date, "month"))]
    yield from _best("calls", "busiest month", "calls", max, [(len(run), run) for run in months])


def _between(calls: Sequence[Call]) -> Iterator[Figure]:
    between = sorted(gaps(calls))
    if not between:
        return
    half = len(between) // 2
    median = between[half] if len(between) % 2 else (between[half - 1] + between[half]) / 2
    mean = round((calls[-1].date - calls[0].date).days / len(between), 1)
    for name, value in (("mean gap", mean), ("median gap", median)):
        yield _figure("gaps", name, value, "days", calls)._replace(calls=())
    tightest = [(f"tightest {number}", number, min) for number in (2, 3, 4, 5)]
    for name, number, best in (("longest silence", 2, max), *tightest):
        runs = [calls[start : start + number] for start in range(len(calls) - number + 1)]
        yield from _best("gaps", name, "days", best, [((run[-1].date - run[0].date).days, run) for run in runs])


def _lengths(calls: Sequence[Call]) -> Iterator[Figure]:
    timed = [call for call in calls if call.minutes]
    lengths = [call.minutes or 0 for call in timed]
    if not lengths:
        return
    known = f"{len(timed)} of {plural(len(calls), 'call')} with a known length"
    for name, value in (("total length", sum(lengths)), ("mean length", round(sum(lengths) / len(timed), 1))):
        yield _figure("lengths", name, value, "minutes", timed)._replace(calls=(), note=known)
    differ = {call.id for call in timed if any(dispute.about == "length" for dispute in call.disputed)}
    for name, best in (("longest call", max), ("shortest call", min)):
        for figure in _best("lengths", name, "minutes", best, [(call.minutes or 0, [call]) for call in timed]):
            yield figure._replace(note=figure.note or "accounts differ") if differ.issuperset(figure.calls) else figure


def _best(group: str, name: str, unit: str, best: Callable[..., int], among: Sequence[_Rated]) -> list[Figure]:
    """Return the figures of the best value, or the first of them where there are many."""
    wanted = best(value for value, _ in among) if among else None
    found = [_figure(group, name, value, unit, on) for value, on in among if value == wanted]
    return found if len(found) <= 3 else [found[0]._replace(note=f"the first of {len(found)} of equal value")]


def _figure(group: str, name: str, value: int | float | None, unit: str, calls: Sequence[Call]) -> Figure:
    ids = tuple([call.id for call in calls])
    return Figure(group, name, value, unit, calls[0].date, calls[-1].date, ids, reported=count_reported(calls))


def _by_topic(calls: Sequence[Call], record: Record, field: str) -> dict[str, list[Call]]:
    """Return the calls on each topic of the record and all under it, by one of their fields of topics."""
    found: dict[str, list[Call]] = {topic: [] for topic in record.topics}
    above = {topic: record.above(topic) for topic in record.topics}
    for call in calls:
        for name in dict.fromkeys(name for topic in getattr(call, field) for name in above[topic]):
            found[name].append(call)
    return found


def _periods(question: Question, by: str) -> Sequence[str]:
    """Return the months, quarters or years that a count shows, empty ones included."""
    since, covers = question.selection.since, question.record.covers
    days = [call.date for call in (*question.calls[:1], *question.calls[-1:])]
    if covers and since:
        since = max(since, min([covers.since, *days]))
    until = [question.last()] if question.selection.until else []
    first, last = since or min(days, default=None), max([*until, *days], default=None)
    return units(first, last, by) if first and last else ()


# What a call can be counted by besides topics and periods: the values that come first, and a call's own.
_BY: dict[str, tuple[Sequence[str], Callable[[Call], str]]] = {
    "weekday": (WEEKDAYS, attrgetter("weekday")),
    "status": (STATUSES, attrgetter("status")),
    "caller": ((), lambda call: call.placed_by or "(not known)"),
}
