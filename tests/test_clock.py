"""Days after today, and a clock that is set back: no count loses a call, and nothing runs backwards."""

import csv
import io
from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from program import run

from diplocalls.question import figures
from diplocalls.question.asking import ask
from diplocalls.record.model import Call, Covers
from diplocalls.record.record import Record

STEADY = settings(
    max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
TODAY = date(2025, 7, 3)
DAYS = st.dates(date(2024, 11, 1), date(2026, 2, 28))


def test_a_count_goes_on_to_a_call_after_today() -> None:
    """The months between today and it are there, and empty."""
    last = date.today() + timedelta(days=150)
    data = f"calls: [{{date: 2025-11-30, topics: [a], notes: b}}, {{date: {last}, topics: [a], notes: b}}]"
    months = [f"{place // 12}-{place % 12 + 1:02}" for place in range(2025 * 12 + 10, last.year * 12 + last.month)]
    for more in ([], ["--to", str(last + timedelta(days=60))]):
        answer = run("count", "--by", "month", "--data", "-", "--csv", "-q", *more, stdin=data.encode())
        found = {row["month"]: row["calls"] for row in csv.DictReader(io.StringIO(answer.out))}

        assert (answer.status, answer.err) == (0, "")
        assert found == {month: "1" if month in (months[0], months[-1]) else "0" for month in months}


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Return a record of calls, with or without a coverage."""
    days = sorted(draw(st.lists(DAYS, unique=True, max_size=6)))
    statuses = st.sampled_from(["confirmed", "reported"])
    since, until, partly = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    covers = Covers(since, until, draw(st.sampled_from([None, partly])))
    calls = tuple(Call(str(day), day, draw(statuses)) for day in days)
    return Record(calls, covers=draw(st.sampled_from([None, covers])))


@STEADY
@given(records(), DAYS, st.one_of(st.none(), DAYS))
@example(Record((), covers=Covers(TODAY, TODAY, TODAY)), TODAY, TODAY - timedelta(days=1))
def test_nothing_runs_backwards(record: Record, today: date, as_of: date | None) -> None:
    """No silence is less than nothing, no coverage ends before it starts, and no month is lost or twice."""
    question = ask(record, {"as_of": str(as_of)} if as_of else {}, today=today)
    named = {figure.name: figure for figure in figures.cadence(question)}
    covers, seen = question.record.covers, as_of or today
    months = figures.counts(question, "month")
    silence = [(seen - call.date).days for call in question.calls[-1:] if call.date <= seen]

    assert [figure for figure in named.values() if figure.first and figure.last and figure.first > figure.last] == []
    assert [figure.value for name, figure in named.items() if name == "silence since the last"] == silence
    assert [name for name, figure in named.items() if figure.value is not None and figure.value < 0] == []
    assert (covers is None) == (record.covers is None)
    assert not covers or covers.since <= covers.until <= (covers.partly_to or covers.until)
    assert not as_of or all(call.date <= as_of for call in question.calls)
    assert {name: sum(count.values()) for name, count in months.items() if count} == Counter(
        f"{call.date:%Y-%m}" for call in question.calls
    )
    assert len(months) == (_month(question.calls[-1]) - _month(question.calls[0]) + 1 if question.calls else 0)


def test_a_question_that_is_asked_again_sees_the_same() -> None:
    """A claim in words asks again, with its topics: `--as-of -45d` counts back once."""
    record = Record(tuple([Call(str(day), day) for day in (TODAY - timedelta(days=50), TODAY - timedelta(days=40))]))
    question = ask(record, {"as_of": "-45d"}, today=TODAY)
    again = ask(question.record, question.explicit, today=question.today)

    assert len(question.calls) == 1
    assert (again.calls, again.today) == (question.calls, question.today)


def _month(call: Call) -> int:
    return call.date.year * 12 + call.date.month
