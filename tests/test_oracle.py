"""A naive second reading of what the command line promises, written from the promises, over random records."""

import calendar
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplocalls.question import claim, figures
from diplocalls.question.asking import ask
from diplocalls.record.filter import Filter
from diplocalls.record.model import Call, Covers, Topic
from diplocalls.record.record import Record

PARENTS = {"ukraine": None, "ceasefire": "ukraine", "truce": "ceasefire", "iran": None}
TOPICS = {name: Topic(name, aliases=(f"about {name}",), parent=parent) for name, parent in PARENTS.items()}
FIRST, LAST = date(2024, 2, 25), date(2024, 4, 2)  # a leap day and month ends
DAYS = st.dates(FIRST, LAST)
STATUSES = ("confirmed", "reported", "claimed", "denied")
TODAY = date(2024, 4, 1)
STEADY = settings(
    max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


def under(topic: str | None, wanted: str) -> bool:
    """Return whether a topic is the wanted one or stands under it."""
    while topic is not None and topic != wanted:
        topic = PARENTS[topic]
    return topic == wanted


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return a record of calls on different days, some of them covered."""
    calls, number = [], 0
    for day in sorted(draw(st.lists(DAYS, unique=True, max_size=9))):
        status = draw(st.sampled_from(STATUSES))
        number += status in STATUSES[:2]
        topics = tuple(draw(st.lists(st.sampled_from(list(PARENTS)), unique=True, min_size=1, max_size=3)))
        minutes = draw(st.sampled_from([None, 30, 60, 90]))
        dated = draw(st.sampled_from([None, "remark"])) if status == "claimed" else None
        moved = {"Moscow": day + timedelta(days=1)} if draw(st.booleans()) else {}
        counted = number if status in STATUSES[:2] else None
        calls.append(
            Call(
                str(day),
                day,
                status,
                minutes,
                topics=topics,
                main_topics=topics[:1],
                number=counted,
                date_in=moved,
                dated_by=dated,
            )
        )
    since, until = sorted(draw(st.tuples(DAYS, DAYS)))
    return Record(tuple(calls), covers=draw(st.sampled_from([None, Covers(since, until)])), topics=TOPICS)


ANYHOW: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "topics": st.lists(st.sampled_from([*PARENTS, "about iran"]), unique=True, min_size=1, max_size=2),
        "all_topics": st.booleans(),
        "not_topics": st.lists(st.sampled_from(list(PARENTS)), unique=True, max_size=1),
        "since": DAYS.map(str),
        "until": DAYS.map(str),
        "longer_than": st.sampled_from([0, 30, 60]),
        "shorter_than": st.sampled_from([31, 90]),
        "status": st.lists(st.sampled_from([*STATUSES, "all"]), unique=True, min_size=1, max_size=2),
    },
)
FILTERS = ANYHOW.filter(lambda words: words.get("since", "0") <= words.get("until", "9"))


def kept(record: Record, filter: Filter) -> list[Call]:
    """Return the calls that a filter keeps, condition by condition."""
    out = []
    for each in record.calls:
        wanted = [name.removeprefix("about ") for name in filter.get("topics", ())]
        on = [any(under(topic, name) for topic in each.topics) for name in wanted]
        statuses = filter.get("status") or STATUSES[:2]
        if wanted and not (all(on) if filter.get("all_topics") else any(on)):
            continue
        if any(under(topic, name) for topic in each.topics for name in filter.get("not_topics", ())):
            continue
        if not filter.get("since", "0") <= str(each.date) <= filter.get("until", "9"):
            continue
        if "longer_than" in filter and not (each.minutes and each.minutes > filter["longer_than"]):
            continue
        if "shorter_than" in filter and not (each.minutes and each.minutes < filter["shorter_than"]):
            continue
        if "all" in statuses or each.status in statuses:
            out.append(each)
    return out


@STEADY
@given(records(), FILTERS)
def test_filters_counts_and_gaps(record: Record, filter: Filter) -> None:
    """The calls, how many of each month and topic, and the days between them are those of a plain reading."""
    question = ask(record, filter, today=TODAY)
    calls = kept(record, filter)
    months = {name: sum(count.values()) for name, count in figures.counts(question, "month").items()}
    topics = {name: sum(count.values()) for name, count in figures.counts(question, "topic").items()}

    assert list(question.calls) == calls == list(record.select(today=TODAY, **filter))
    assert {name: number for name, number in months.items() if number} == {
        str(each.date)[:7]: sum(str(other.date)[:7] == str(each.date)[:7] for other in calls) for each in calls
    }
    assert topics == {
        name: number for name in PARENTS if (number := sum(any(under(t, name) for t in each.topics) for each in calls))
    }
    assert figures.gaps(calls) == [(b.date - a.date).days for a, b in pairwise(calls)]


def back(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@STEADY
@given(records(), st.integers(1, 5), st.sampled_from(["14d", "<14d", "1mo", "<1mo"]), st.data())
def test_claims(record: Record, number: int, within: str, data: st.DataObject) -> None:
    """An ordinal within a time back is judged by the calls that lie in it, and by what the record covers."""
    counted = [each for each in record.calls if each.number]
    if not counted:
        return
    call = data.draw(st.sampled_from(counted))
    [verdict] = [claim.judge(ask(record, {}, today=TODAY), on=call.id, nth=number, total=None, within=within)]

    def expected(statuses: tuple[str, ...], *, moscow: bool = False, length: str = within) -> tuple[str, int]:
        days = {each.id: each.date_in.get("Moscow", each.date) if moscow else each.date for each in record.calls}
        day = days[call.id]
        start = day - timedelta(days=14) if "14d" in length else back(day, 1)
        first = start + timedelta(days=1) if length.startswith("<") else start
        found = [
            each
            for each in record.calls
            if each.status in statuses
            and first <= days[each.id] <= day
            and not each.dated_by
            and each.date <= call.date
        ]
        covers = record.covers
        if len(found) > number:
            return claim.FAILS, len(found)
        if covers and (first < covers.since or day > covers.until):
            return claim.UNDECIDED, len(found)
        return claim.HOLDS if len(found) == number else claim.FAILS, len(found)

    found = {each.name: (each.verdict, each.found) for each in verdict.readings}
    wanted = {"as asked": expected(STATUSES[:2]), "with claimed contacts": expected(STATUSES[:3])}
    if call.status != "reported":
        wanted["without reported calls"] = expected(STATUSES[:1])
    if any(each.date_in for each in record.calls):
        wanted["by the date in Moscow"] = expected(STATUSES[:2], moscow=True)
    if not within.startswith("<"):
        wanted[f"in less than {within}"] = expected(STATUSES[:2], length=f"<{within}")
    assert found == wanted
