"""How many, how often, how long between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..record.model import STATUSES, WEEKDAYS, Call, Topic, count_reported
from ..record.period import spell, units
from ..record.record import Record
from ..record.text import plural
from .asking import Question


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
    calls, record = question.calls, question.record
    out: dict[str, Counter[str]] = {}
    if by in ("month", "quarter", "year") and (span := _span(question)):
        out = {name: Counter() for name in units(*span, by)}
    elif by == "weekday":
        out = {name: Counter() for name in WEEKDAYS}
    elif by == "topic":
        out = {topic: Counter() for topic in record.topics}
    above = {topic: record.above(topic) for topic in record.topics}
    for call in calls:
        names: Iterable[str] = (_name(call, by),)
        if by == "topic":
            names = dict.fromkeys(name for topic in call.topics for name in above[topic]) or ("(none)",)
        for name in names:
            out.setdefault(name, Counter())[call.status] += 1
    if by == "status":
        return {name: out[name] for name in STATUSES if name in out}
    if by in ("topic", "caller"):
        found = {name: count for name, count in out.items() if count.total()}
        return dict(sorted(found.items(), key=lambda item: -item[1].total()))
    return out


def on_topics(calls: Sequence[Call], record: Record) -> list[OnTopic]:
    """Return what the calls hold on each topic, children after their parent, most calls first."""
    members: dict[str, list[Call]] = {}
    main: Counter[str] = Counter()
    for call in calls:
        for name in dict.fromkeys(name for each in call.topics for name in record.above(each)):
            members.setdefault(name, []).append(call)
        main.update({name for each in call.main_topics for name in record.above(each)})
    children: dict[str | None, list[Topic]] = {}
    for topic in record.topics.values():
        if topic.id in members:
            children.setdefault(topic.parent, []).append(topic)

    def below(parent: str | None) -> Iterator[OnTopic]:
        for topic in sorted(children.get(parent, ()), key=lambda topic: -len(members[topic.id])):
            on = members[topic.id]
            people = tuple(dict.fromkeys(person for call in on for person in call.between))
            yield OnTopic(
                topic.id,
                topic.label or topic.id,
                parent,
                len(on),
                round(len(on) / len(calls), 3),
                on[0].date,
                on[-1].date,
                people,
                main[topic.id],
                count_reported(on),
                next((call.date for call in reversed(on) if call.status == "confirmed"), None),
            )
            yield from below(topic.id)

    return list(below(None))


def gaps(calls: Sequence[Call]) -> list[int]:
    """Return the days between each call and the one after it."""
    return [(after.date - before.date).days for before, after in pairwise(calls)]


def runs(calls: Sequence[Call], number: int) -> Iterator[tuple[int, Sequence[Call]]]:
    """Yield each run of `number` calls in a row with the days from its first to its last."""
    for start in range(len(calls) - number + 1):
        run = calls[start : start + number]
        yield (run[-1].date - run[0].date).days, run


def cadence(question: Question) -> list[Figure]:
    """Return the figures of how often the calls came and how long they were; none where there is no call."""
    calls = question.calls
    return [*_calls(calls, question.last()), *_between(calls), *_lengths(calls)] if calls else []


def hours(minutes: int) -> str:
    """Return minutes in words: 50 min, 17 h 55 min."""
    whole, rest = divmod(minutes, 60)
    return " ".join([f"{whole} h"] * bool(whole) + [f"{rest} min"] * bool(rest or not whole))


def _calls(calls: Sequence[Call], today: date) -> Iterator[Figure]:
    yield _figure("calls", "calls", len(calls), "calls", calls)._replace(calls=())
    yield _figure("calls", "first call", None, "", calls[:1])
    sure = [call for call in calls if call.status == "confirmed"][-1:]
    for last, which in (([calls[-1]], ""), (sure, " confirmed")):
        if last and not (which and last == [calls[-1]]):
            yield _figure("calls", f"last{which} call", None, "", last)
            silence = (today - last[0].date).days
            if silence >= 0:
                since = _figure("calls", f"silence since the last{which}", silence, "days", last)
                yield since._replace(last=today)
    months: dict[str, list[Call]] = {}
    for call in calls:
        months.setdefault(spell(call.date, "month"), []).append(call)
    most = max(map(len, months.values()))
    busiest = [run for run in months.values() if len(run) == most]
    yield from _ties([_figure("calls", "busiest month", most, "calls", run) for run in busiest])


def _between(calls: Sequence[Call]) -> Iterator[Figure]:
    between = sorted(gaps(calls))
    if not between:
        return
    half = len(between) // 2
    median = between[half] if len(between) % 2 else (between[half - 1] + between[half]) / 2
    mean = round((calls[-1].date - calls[0].date).days / len(between), 1)
    for name, value in (("mean gap", mean), ("median gap", median)):
        yield _figure("gaps", name, value, "days", calls)._replace(calls=())
    yield from _extremes("longest silence", calls, 2, max)
    for number in (2, 3, 4, 5):
        yield from _extremes(f"tightest {number}", calls, number, min)


def _lengths(calls: Sequence[Call]) -> Iterator[Figure]:
    timed = [call for call in calls if call.minutes]
    lengths = [call.minutes or 0 for call in timed]
    if not lengths:
        return
    known = f"{len(timed)} of {plural(len(calls), 'call')} with a known length"
    for name, value in (("total length", sum(lengths)), ("mean length", round(sum(lengths) / len(timed), 1))):
        yield _figure("lengths", name, value, "minutes", timed)._replace(calls=(), note=known)
    for name, best in (("longest call", max(lengths)), ("shortest call", min(lengths))):
        found = []
        for call in timed:
            if call.minutes == best:
                differ = any(dispute.about == "length" for dispute in call.disputed)
                figure = _figure("lengths", name, best, "minutes", [call])
                found.append(figure._replace(note="accounts differ" if differ else ""))
        yield from _ties(found)


def _span(question: Question) -> tuple[date, date] | None:
    """Return the first and the last day of the periods that a count shows, empty ones included."""
    calls, selection, covers = question.calls, question.selection, question.record.covers
    since = selection.since
    if covers and since:
        since = max(since, min([covers.since, *(call.date for call in calls[:1])]))
    until = selection.until and question.last()
    first = since or (calls[0].date if calls else None)
    last = max(filter(None, (until, calls[-1].date if calls else None)), default=None)
    return (first, last) if first and last else None


def _extremes(name: str, calls: Sequence[Call], number: int, best: Callable[[Iterable[int]], int]) -> list[Figure]:
    """Return the runs of `number` calls that take the most or the fewest days."""
    found = list(runs(calls, number))
    if not found:
        return []
    wanted = best(days for days, _ in found)
    return _ties([_figure("gaps", name, days, "days", run) for days, run in found if days == wanted])


def _ties(figures: list[Figure]) -> list[Figure]:
    """Return figures of equal value, or the first of them where there are many."""
    return figures if len(figures) <= 3 else [figures[0]._replace(note=f"the first of {len(figures)} of equal value")]


def _figure(group: str, name: str, value: int | float | None, unit: str, calls: Sequence[Call]) -> Figure:
    ids = tuple([call.id for call in calls])
    return Figure(group, name, value, unit, calls[0].date, calls[-1].date, ids, reported=count_reported(calls))


def _name(call: Call, by: str) -> str:
    if by == "weekday":
        return call.weekday
    if by == "status":
        return call.status
    if by == "caller":
        return call.placed_by or "(not known)"
    return spell(call.date, by)
