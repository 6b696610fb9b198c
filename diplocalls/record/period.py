"""Days as people write them: 2025, 2025-Q2, June 2025, 14 June 2025, last-month, -45d."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .problem import QuestionError
from .text import listed, near, shorten

FORMS = (
    "2025, 2025-Q2, 2025-06, 2025-06-14, June 2025, 14 June 2025, "
    "today, yesterday, this-month, last-month, -45d, -6w, -2mo or -1y"
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
UNITS = ("week", "month", "quarter", "year")

_CALENDAR = re.compile(r"([0-9]{4})(?:-(?:[Qq]([0-9])|([0-9]{2})(?:-([0-9]{2}))?))?")
_SPELLED = re.compile(r"(?:([0-9]{1,2}) )?([A-Za-z]+)(?: ([0-9]{4}))?")
_SLASHES = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})")
_LENGTH = re.compile(r"([0-9]{1,6})(d|w|mo|y)")


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str, *, today: date) -> Period:
        """Return the days that `text` names, in one of FORMS.

        Raises QuestionError, with a sentence for the user, for anything else.
        """
        if text in ("today", "yesterday"):
            return cls(*[today if text == "today" else _before(today, text)] * 2)
        if text.startswith("-") and _LENGTH.fullmatch(text[1:]):
            return cls(*[back(today, text[1:])] * 2)
        which, _, unit = text.partition("-")
        if which in ("this", "last") and unit in UNITS:
            this = around(today, unit)
            return this if which == "this" else around(_before(this.first, text), unit)
        if match := _CALENDAR.fullmatch(text):
            year, quarter, month, day = (int(part) if part else None for part in match.groups())
            return _in_calendar(text, year or 0, quarter, month, day)
        if match := _SPELLED.fullmatch(" ".join(text.split())):
            return _spelled(match)
        if match := _SLASHES.fullmatch(text):
            raise QuestionError(f"'{text}' is not clear; {_both(*map(int, match.groups()))}")
        raise QuestionError(f"'{shorten(text)}' is not a date; write {FORMS}")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}" if self.first != self.last else str(self.first)


def back(day: date, length: str) -> date:
    """Return the day that lies `length` before `day`: 45d, 6w, 2mo or 1y.

    Months and years are of the calendar; a day that a month lacks becomes its last.
    Raises QuestionError, with a sentence for the user.
    """
    match = _LENGTH.fullmatch(length)
    if not match:
        raise QuestionError(f"'{shorten(length)}' is not a length of time; write 45d, 6w, 2mo or 1y")
    number, unit = int(match[1]), match[2]
    try:
        if unit in ("d", "w"):
            return day - timedelta(days=number * (7 if unit == "w" else 1))
        year, month = divmod(day.year * 12 + day.month - 1 - number * (12 if unit == "y" else 1), 12)
        return date(year, month + 1, min(day.day, _last_of_month(year, month + 1).day))
    except (OverflowError, ValueError):
        raise QuestionError(f"{length} before {day} lies outside the calendar") from None


def around(day: date, unit: str) -> Period:
    """Return the whole week (from Monday), month, quarter or year that `day` is in."""
    if unit == "week":
        if day >= date.max - timedelta(days=4):  # 9999-12-31 is a Friday
            return Period(date.max - timedelta(days=4), date.max)
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    return Period.parse(spell(day, unit), today=day)


def spell(day: date, unit: str) -> str:
    """Return the name of the `unit` (day, month, quarter or year) that `day` is in."""
    if unit == "year":
        return f"{day.year:04}"
    if unit == "quarter":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    return day.isoformat()[:7] if unit == "month" else day.isoformat()


def units(first: date, last: date, unit: str) -> Iterator[str]:
    """Yield the names of all months, quarters or years from `first` to `last`, none left out."""
    while first <= last:
        yield spell(first, unit)
        end = around(first, unit).last
        if end == date.max:
            return
        first = end + timedelta(days=1)


def _in_calendar(text: str, year: int, quarter: int | None, month: int | None, day: int | None) -> Period:
    if not year:
        raise QuestionError("there is no year 0000 in the calendar")
    if quarter is not None and not 1 <= quarter <= 4:
        raise QuestionError(f"there is no quarter {quarter} in '{text}'; write {year:04}-Q1 to {year:04}-Q4")
    if month is not None and not 1 <= month <= 12:
        raise QuestionError(f"there is no month {month:02} in '{text}'; write {year:04}-01 to {year:04}-12")
    start, end = (3 * quarter - 2, 3 * quarter) if quarter else (month or 1, month or 12)
    first, last = date(year, start, 1), _last_of_month(year, end)
    if day is None:
        return Period(first, last)
    if not 1 <= day <= last.day:
        raise QuestionError(f"there is no {text} in the calendar; {year:04}-{month:02} ends on {last}")
    return Period(*[first.replace(day=day)] * 2)


def _spelled(match: re.Match[str]) -> Period:
    """Return the days of a month's name with a year, such as 14 June 2025."""
    day, name, year = match.groups()
    text = match[0]
    if name.capitalize() not in MONTHS:
        hint = near(name.capitalize(), MONTHS) if year else ""
        raise QuestionError(f"'{shorten(text)}' is not a date{hint or f'; write {FORMS}'}")
    if not year:
        raise QuestionError(f"'{text}' of which year? write {text} 2025")
    return _in_calendar(text, int(year), None, MONTHS.index(name.capitalize()) + 1, int(day) if day else None)


def _both(first: int, second: int, year: int) -> str:
    """Return what a date with slashes could mean, in words."""
    readings = [
        f"{year:04}-{month:02}-{day:02} for {day} {MONTHS[month - 1]} {year:04}"
        for month, day in dict.fromkeys(((second, first), (first, second)))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    return f"write {listed(readings)}" if readings else f"write {FORMS}"


def _before(day: date, text: str) -> date:
    if day == date.min:
        raise QuestionError(f"'{text}' lies outside the calendar")
    return day - timedelta(days=1)


def _last_of_month(year: int, month: int) -> date:
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
