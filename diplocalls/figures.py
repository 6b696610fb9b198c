"""How many, how often, how long between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .call import STATUSES, WEEKDAYS, Call, Passage
from .period import spell, units
from .record import Record, Topic
from .text import listed, plural


class Figure(NamedTuple):
    """One number, with its unit and what it rests on: the days it runs over and the calls."""

    name: str
    value: int | float | None
    unit: str
    first: date | None = None
    last: date | None = None
    calls: tuple[str, ...] = ()
    note: str = ""


class OnTopic(NamedTuple):
    """What a record holds on a topic and all under it; `share` is of all calls asked about, 0 to 1."""

    id: str
    label: str
    parent: str | None
    depth: int
    calls: int
    share: float
    first: date
    last: date
    people: tuple[str, ...]


def counts(
    calls: Sequence[Call], by: str, record: Record, *, since: date | None = None, until: date | None = None
) -> dict[str, Counter[str]]:
    """Return how many calls of each status fall on each value of `by`: topic, month, quarter,
    year, weekday, status or caller.

    Months, quarters and years have no holes from `since` (the first call) to `until` (the last);
    weekdays are all seven. A call counts under each of its topics and under their parents.
    """
    out: dict[str, Counter[str]] = {}
    if by in ("month", "quarter", "year") and (calls or (since and until)):
        first = since or calls[0].date
        last = until or calls[-1].date
        out = {name: Counter() for name in units(first, last, by)}
    elif by == "weekday":
        out = {name: Counter() for name in WEEKDAYS}
    elif by == "topic":
        out = {topic: Counter() for topic in record.topics}
    above = {topic: _above(topic, record) for topic in record.topics}
    for call in calls:
        for name in _names(call, by, above):
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
    for call in calls:
        for name in dict.fromkeys(name for each in call.topics for name in _above(each, record)):
            members.setdefault(name, []).append(call)
    children: dict[str | None, list[Topic]] = {}
    for topic in record.topics.values():
        if topic.id in members:
            children.setdefault(topic.parent, []).append(topic)
    out: list[OnTopic] = []

    def add(parent: str | None, depth: int) -> None:
        for topic in sorted(children.get(parent, ()), key=lambda topic: -len(members[topic.id])):
            on = members[topic.id]
            people = dict.fromkeys(person for call in on for person in call.between)
            label = topic.label or topic.id
            share = len(on) / len(calls)
            first, last = on[0].date, on[-1].date
            out.append(OnTopic(topic.id, label, parent, depth, len(on), share, first, last, tuple(people)))
            add(topic.id, depth + 1)

    add(None, 0)
    return out


def gaps(calls: Sequence[Call]) -> list[int]:
    """Return the days between each call and the one after it."""
    return [(after.date - before.date).days for before, after in pairwise(calls)]


def cadence(calls: Sequence[Call], *, today: date) -> list[Figure]:
    """Return the figures of how often the calls came; `calls` are in order and not empty."""
    first, last = calls[0], calls[-1]
    out = [
        Figure("calls", len(calls), "calls", first.date, last.date),
        Figure("first call", None, "", first.date, first.date, (first.id,)),
        Figure("last call", None, "", last.date, last.date, (last.id,)),
        Figure("silence since the last", (today - last.date).days, "days", last.date, today, (last.id,)),
    ]
    between = gaps(calls)
    if between:
        middle = sorted(between)
        half = len(middle) // 2
        median = middle[half] if len(middle) % 2 else (middle[half - 1] + middle[half]) / 2
        mean = round((last.date - first.date).days / len(between), 1)
        out.append(Figure("mean gap", mean, "days", first.date, last.date))
        out.append(Figure("median gap", median, "days", first.date, last.date))
        out.extend(_extremes("longest silence", calls, 2, max))
        for number in (2, 3, 4, 5):
            out.extend(_extremes(f"tightest {number}", calls, number, min))
    months: dict[str, list[Call]] = {}
    for call in calls:
        months.setdefault(spell(call.date, "month"), []).append(call)
    most = max(map(len, months.values()))
    out.extend(_ties([_figure("busiest month", most, "calls", run) for run in months.values() if len(run) == most]))
    timed = [call for call in calls if call.minutes]
    if timed:
        total = sum(call.minutes or 0 for call in timed)
        known = f"{len(timed)} of {len(calls)} calls have a known length"
        out.append(Figure("total length", total, "minutes", timed[0].date, timed[-1].date, note=known))
        mean = round(total / len(timed), 1)
        out.append(Figure("mean length", mean, "minutes", timed[0].date, timed[-1].date, note=known))
    return out


def facts(call: Call, record: Record) -> Iterable[tuple[str, str]]:
    """Yield the particulars of a call, each with its name, as a page shows them."""
    for capital, day in call.date_in.items():
        yield f"In {capital}", f"{WEEKDAYS[day.weekday()]}, {day}"
    if call.start:
        yield "Start", "; ".join((call.start.isoformat(" ", "minutes"), *_clocks(call, record)))
    if call.number:
        counted = [each for each in record.calls if each.number]
        of_year = [each for each in counted if each.date.year == call.date.year]
        said = f"number {call.number} of {len(counted)} on record"
        yield "Place", f"{said}, number {of_year.index(call) + 1} of {len(of_year)} in {call.date.year}"
        if call.number > 1:
            before = counted[call.number - 2]
            yield "Since the last", f"{plural((call.date - before.date).days, 'day')}, from {before.id}"
    if call.minutes:
        hours, rest = divmod(call.minutes, 60)
        spelled = f" ({hours} h {rest:02} min)" if hours else ""
        differ = any(dispute.about == "length" for dispute in call.disputed)
        yield "Length", f"{call.minutes} minutes{spelled}{'; accounts differ, see below' if differ else ''}"
    if call.placed_by:
        yield "Placed by", _name(call.placed_by, record)
    if call.between != record.between:
        yield "Between", listed([_name(person, record) for person in call.between], "and")
    if call.occasion:
        yield "Occasion", call.occasion
    if call.topics:
        labels = [record.topics[topic].label or topic for topic in call.topics]
        yield "Topics", ", ".join(labels)


def on_topic(call: Call, topics: Sequence[str]) -> Iterable[Passage]:
    """Yield the passages of a call that are on one of the topics; all its notes where none is marked so."""
    passages = [each for each in call.passages() if each.where in ("note", "outcome", "not discussed")]
    marked = [each for each in passages if each.topic in topics]
    return marked or [each for each in passages if each.topic is None]


def runs(calls: Sequence[Call], number: int) -> Iterable[tuple[int, Sequence[Call]]]:
    """Yield each run of `number` calls in a row with the days from its first to its last."""
    for start in range(len(calls) - number + 1):
        run = calls[start : start + number]
        yield (run[-1].date - run[0].date).days, run


def _clocks(call: Call, record: Record) -> Iterable[str]:
    """Yield the start by the clock of each capital whose zone the record gives and the machine knows."""
    from zoneinfo import ZoneInfo  # 5 ms, and only a page needs it

    for name in call.between:
        person = record.people.get(name)
        if call.start and person and person.zone:
            try:
                there = call.start.astimezone(ZoneInfo(person.zone))
            except (LookupError, ValueError, OSError):  # no such zone, or no tz database here
                continue
            yield f"{there:%H:%M} in {person.capital or person.zone}"


def _name(person: str, record: Record) -> str:
    return record.people[person].name if person in record.people else person


def _extremes(name: str, calls: Sequence[Call], number: int, best: Callable[[Iterable[int]], int]) -> list[Figure]:
    """Return the runs of `number` calls that take the most or the fewest days."""
    found = list(runs(calls, number))
    if not found:
        return []
    wanted = best(days for days, _ in found)
    return _ties([_figure(name, days, "days", run) for days, run in found if days == wanted])


def _ties(figures: list[Figure]) -> list[Figure]:
    """Return figures of equal value, or the first of them where there are many."""
    return figures if len(figures) <= 3 else [figures[0]._replace(note=f"the first of {len(figures)} of equal value")]


def _figure(name: str, value: int, unit: str, calls: Sequence[Call]) -> Figure:
    return Figure(name, value, unit, calls[0].date, calls[-1].date, tuple(call.id for call in calls))


def _above(topic: str, record: Record) -> list[str]:
    """Return the topic and all that it stands under."""
    found = [topic]
    while (parent := record.topics[found[-1]].parent if found[-1] in record.topics else None) is not None:
        found.append(parent)
    return found


def _names(call: Call, by: str, above: Mapping[str, list[str]]) -> Iterable[str]:
    if by == "topic":
        return dict.fromkeys(name for topic in call.topics for name in above[topic]) or ("(none)",)
    if by == "weekday":
        return (call.weekday,)
    if by == "status":
        return (call.status,)
    if by == "caller":
        return (call.placed_by or "(not known)",)
    return (spell(call.date, by),)
