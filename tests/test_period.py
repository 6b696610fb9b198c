"""What people write for days, and what it means."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplocalls.record.period import Period, back, spell, units
from diplocalls.record.problem import QuestionError

TODAY = date(2025, 7, 3)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-q4", "2025-10-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025-06-14", "2025-06-14", "2025-06-14"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("9999-Q4", "9999-10-01", "9999-12-31"),
        ("today", "2025-07-03", "2025-07-03"),
        ("yesterday", "2025-07-02", "2025-07-02"),
        ("-45d", "2025-05-19", "2025-05-19"),
        ("-6w", "2025-05-22", "2025-05-22"),
        ("-2mo", "2025-05-03", "2025-05-03"),
        ("-1y", "2024-07-03", "2024-07-03"),
        ("-0d", "2025-07-03", "2025-07-03"),
        ("June 2025", "2025-06-01", "2025-06-30"),
        ("14 june 2025", "2025-06-14", "2025-06-14"),
        ("this-week", "2025-06-30", "2025-07-06"),
        ("last-week", "2025-06-23", "2025-06-29"),
        ("this-month", "2025-07-01", "2025-07-31"),
        ("last-month", "2025-06-01", "2025-06-30"),
        ("last-quarter", "2025-04-01", "2025-06-30"),
        ("last-year", "2024-01-01", "2024-12-31"),
    ],
)
def test_what_a_span_means(text: str, first: str, last: str) -> None:
    """Each form names the days from its first to its last."""
    assert Period.parse(text, today=TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *[
            (text, f"there is no {text} in the calendar")
            for text in ("2025-13", "2025-00", "2025-Q0", "2025-Q5", "2025-02-29", "2025-02-00", "0000", "31 June 2025")
        ],
        ("-9999y", "9999y before 2025-07-03 lies outside the calendar"),
        ("-999999d", "999999d before 2025-07-03 lies outside the calendar"),
    ],
)
def test_a_span_that_is_not_in_the_calendar(text: str, said: str) -> None:
    """A span that looks right but does not exist is not another."""
    with pytest.raises(QuestionError) as error:
        Period.parse(text, today=TODAY)

    assert str(error.value) == said


@pytest.mark.parametrize("text", ["yesterday", "last-week", "last-month", "last-quarter", "last-year"])
def test_nothing_is_before_the_first_day(text: str) -> None:
    """Where the calendar begins, there is no day before."""
    with pytest.raises(QuestionError) as error:
        Period.parse(text, today=date.min)

    assert str(error.value) == f"'{text}' lies outside the calendar"


OTHERWISE = """25|2025-6|2025-6-14|14-06-2025|06/14|2025-06-14T10:00|2025 |+45d|45d|-45|-d|-1.5y|-45D|Today
tomorrow|last week|this-day|Juen 2025|2025-W23|20250614|2025-Q2-1|garbage| ||٢٠٢٥"""


@pytest.mark.parametrize("text", OTHERWISE.replace("\n", "|").split("|"))
def test_anything_else_is_an_error_that_shows_the_forms(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(QuestionError, match="is not a date; write 2025, 2025-Q2, 2025-06"):
        Period.parse(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("14.06.2025", "'14.06.2025' is not clear; write 2025-06-14 for 14 June 2025"),
        ("06/14/2025", "'06/14/2025' is not clear; write 2025-06-14 for 14 June 2025"),
        (
            "07/03/2025",
            "'07/03/2025' is not clear; write 2025-03-07 for 7 March 2025 or 2025-07-03 for 3 July 2025",
        ),
        ("June", "'June' of which year? write June 2025"),
    ],
)
def test_a_day_that_leaves_a_doubt(text: str, said: str) -> None:
    """Nothing is guessed here either, but what it could mean is written out."""
    with pytest.raises(QuestionError) as error:
        Period.parse(text, today=TODAY)

    assert str(error.value) == said


@pytest.mark.parametrize(
    ("day", "length", "then"),
    [
        ("2025-07-03", "45d", "2025-05-19"),
        ("2025-03-31", "1mo", "2025-02-28"),
        ("2024-03-31", "1mo", "2024-02-29"),
        ("2024-02-29", "1y", "2023-02-28"),
        ("2025-01-15", "13mo", "2023-12-15"),
        ("2025-07-03", "0mo", "2025-07-03"),
    ],
)
def test_back(day: str, length: str, then: str) -> None:
    """Months and years are of the calendar; a day that a month lacks becomes its last."""
    assert back(date.fromisoformat(day), length) == date.fromisoformat(then)


@given(st.dates(), st.sampled_from(["day", "month", "quarter", "year"]))
def test_the_name_of_a_day_s_unit_holds_the_day(day: date, unit: str) -> None:
    """Spelling the unit of a day and reading it back gives a span with the day in it."""
    assert day in Period.parse(spell(day, unit), today=TODAY)


@given(st.dates(), st.integers(0, 3000), st.sampled_from(["month", "quarter", "year"]))
def test_units_leave_nothing_out(first: date, days: int, unit: str) -> None:
    """Consecutive units touch, and the first and the last day are in the first and the last."""
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    spans = [Period.parse(name, today=TODAY) for name in units(first, last, unit)]

    assert first in spans[0]
    assert last in spans[-1]
    assert all((after.first - before.last).days == 1 for before, after in itertools.pairwise(spans))
