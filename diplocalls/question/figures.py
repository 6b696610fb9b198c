"""How many, how often, how long between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from ..record.model import STATUSES, WEEKDAYS, Call, count_reported
from ..record.period import spell, units
from ..record.problem import QuestionError
from ..record.record import Record
from ..record.text import listed, near, plural
from .asking import KEYS, Question

_Rated: TypeAlias = tuple[int, Sequence[Call]]
_Values: TypeAlias = tuple[Iterable[str], Callable[[Call], str]]  # those that come first in a count, and a call's own


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
    Raises QuestionError, with a sentence for the user, where calls cannot be counted so.
    """
    if by not in KEYS:
        raise QuestionError(f"cannot count by '{by}'; write {listed(KEYS)}{near(by, KEYS)}")
    if by == "topic":
        found = _by_topic(question.calls, question.record, "topics")
        found["(none)"] = [call for call in question.calls if not call.topics]
    else:
        names, of = _BY.get(by) or _periods(question, by)
        found = {name: [] for name in names}
        for call in question.calls:
            found.setdefault(of(call), []).append(call)
    if by in ("topic", "caller"):
        found = dict(sorted(found.items(), key=lambda item: -len(item[1])))
    gapless = by not in ("topic", "caller", "status")
    return {name: Counter(call.status for call in on) for name, on in found.items() if on or gapless}


def on_topics(calls: Sequence[Call], record: Record) -> list[OnTopic]:
    """Return what the calls hold on each topic, children after their parent, most calls first."""
    found = _by_topic(calls, record, "topics")
    main = _by_topic(calls, record, "main_topics")
    rank = {topic: (-len(on), place) for place, (topic, on) in enumerate(found.items())}
    path = {topic: [rank[each] for each in reversed(record.above(topic))] for topic in found}
    return [
        OnTopic(
            topic=topic,
            label=record.label(topic),
            parent=record.topics[topic].parent,
            calls=len(on),
            share=round(len(on) / len(calls), 3),
            first=on[0].date,
            last=on[-1].date,
            people=tuple(dict.fromkeys(person for call in on for person in call.between)),
            main=len(main[topic]),
            reported=count_reported(on),
            last_confirmed=next((call.date for call in reversed(on) if call.status == "confirmed"), None),
        )
        for topic, on in sorted(found.items(), key=lambda item: path[item[0]])
        if on
    ]


def gaps(calls: Sequence[Call]) -> list[int]:
    """Return the days between each call and the one after it."""
    return [days for days, _ in _runs(calls, 2)]


def cadence(question: Question) -> list[Figure]:
    """Return the figures of how often the calls came and how long they were; none where there is no call."""
    calls = question.calls
    return [*_calls(calls, question.last()), *_between(calls), *_lengths(calls)] if calls else []


def hours(minutes: int) -> str:
    """Return minutes, an hour or more, in words: 17 h 55 min."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def _calls(calls: Sequence[Call], today: date) -> Iterator[Figure]:
    yield _figure("calls", "calls", len(calls), "calls", calls, calls=())
    yield _figure("calls", "first call", None, "", calls[:1])
    ends = {"last": calls[-1:]}
    confirmed = [call for call in calls if call.status == "confirmed"]
    if confirmed and confirmed[-1] != calls[-1]:
        ends["last confirmed"] = confirmed[-1:]
    for name, end in ends.items():
        yield _figure("calls", f"{name} call", None, "", end)
        silence = (today - end[0].date).days
        if silence >= 0:
            yield _figure("calls", f"silence since the {name}", silence, "days", end, last=today)
    months = [list(run) for _, run in groupby(calls, key=lambda call: spell(call.date, "month"))]
    yield from _best("calls", "busiest month", "calls", max, [(len(run), run) for run in months])


def _between(calls: Sequence[Call]) -> Iterator[Figure]:
    between = sorted(gaps(calls))
    if not between:
        return
    half = len(between) // 2
    median = between[half] if len(between) % 2 else (between[half - 1] + between[half]) / 2  # statistics takes 10 ms
    for name, value in (("mean gap", round(sum(between) / len(between), 1)), ("median gap", median)):
        yield _figure("gaps", name, value, "days", calls, calls=())
    yield from _best("gaps", "longest silence", "days", max, _runs(calls, 2))
    for number in (2, 3, 4, 5):
        yield from _best("gaps", f"tightest {number}", "days", min, _runs(calls, number))


def _lengths(calls: Sequence[Call]) -> Iterator[Figure]:
    lengths = [(call.minutes, [call]) for call in calls if call.minutes]
    if not lengths:
        return
    total = sum(minutes for minutes, _ in lengths)
    timed = [call for _, [call] in lengths]
    known = f"{len(timed)} of {plural(len(calls), 'call')} with a known length"
    for name, value in (("total length", total), ("mean length", round(total / len(timed), 1))):
        yield _figure("lengths", name, value, "minutes", timed, calls=(), note=known)
    differ = {call.id for call in timed if any(dispute.about == "length" for dispute in call.disputed)}
    for name, best in (("longest call", max), ("shortest call", min)):
        for figure in _best("lengths", name, "minutes", best, lengths):
            note = "accounts differ" if differ.issuperset(figure.calls) else ""
            yield figure._replace(note=figure.note or note)


def _runs(calls: Sequence[Call], number: int) -> list[_Rated]:
    """Return so many calls in a row, wherever they start, with the days from the first to the last."""
    runs = [calls[start : start + number] for start in range(len(calls) - number + 1)]
    return [((run[-1].date - run[0].date).days, run) for run in runs]


def _best(group: str, name: str, unit: str, best: Callable[..., int], among: Sequence[_Rated]) -> list[Figure]:
    """Return the figures of the best value, or the first of them where there are many."""
    wanted = best(value for value, _ in among) if among else None
    found = [_figure(group, name, value, unit, on) for value, on in among if value == wanted]
    return found if len(found) <= 3 else [found[0]._replace(note=f"the first of {len(found)} of equal value")]


def _figure(group: str, name: str, value: int | float | None, unit: str, on: Sequence[Call], **more: Any) -> Figure:
    ids = tuple([call.id for call in on])
    figure = Figure(group, name, value, unit, on[0].date, on[-1].date, ids, reported=count_reported(on))
    return figure._replace(**more)


def _by_topic(calls: Sequence[Call], record: Record, field: str) -> dict[str, list[Call]]:
    """Return the calls on each topic of the record and all under it, by one of their fields of topics."""
    found: dict[str, list[Call]] = {topic: [] for topic in record.topics}
    above = {topic: record.above(topic) for topic in record.topics}
    for call in calls:
        for name in dict.fromkeys(name for topic in getattr(call, field) for name in above[topic]):
            found[name].append(call)
    return found


def _periods(question: Question, unit: str) -> _Values:
    """Return the months, quarters or years that a count shows, empty ones included, and what gives that of a call."""
    since, covers = question.selection.since, question.record.covers
    days = [call.date for call in (*question.calls[:1], *question.calls[-1:])]
    if covers and since:
        since = max(since, min([covers.since, *days]))
    until = [question.last()] if question.selection.until else []
    first, last = since or min(days, default=None), max([*until, *days], default=None)
    names = units(first, last, unit) if first and last else ()
    return names, lambda call: spell(call.date, unit)


# What calls can be counted by besides topics and periods.
_BY: dict[str, _Values] = {
    "weekday": (WEEKDAYS, attrgetter("weekday")),
    "status": (STATUSES, attrgetter("status")),
    "caller": ([], lambda call: call.placed_by or "(not known)"),
}
