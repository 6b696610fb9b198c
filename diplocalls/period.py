"""Spans of days as people write them: 2025, 2025-Q2, 2025-05, 2025-05-19, -45d."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from .problem import QuestionError

FORMS = "2025, 2025-Q2, 2025-06, 2025-06-14, today, yesterday, -45d, -6w, -2mo or -1y"

_CALENDAR = re.compile(r"([0-9]{4})(?:-(?:[Qq]([0-9])|([0-9]{2})(?:-([0-9]{2}))?))?")
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
            day = today - timedelta(days=text == "yesterday")
            return cls(day, day)
        if text.startswith("-") and _LENGTH.fullmatch(text[1:]):
            day = back(today, text[1:])
            return cls(day, day)
        match = _CALENDAR.fullmatch(text)
        if not match:
            raise QuestionError(f"'{text}' is not a date; write {FORMS}")
        year, quarter, month, day_of_month = (int(part) if part else None for part in match.groups())
        if not year:
            raise QuestionError("there is no year 0000 in the calendar")
        if quarter is not None:
            if not 1 <= quarter <= 4:
                raise QuestionError(f"there is no quarter {quarter} in '{text}'; write {year}-Q1 to {year}-Q4")
            return cls(date(year, 3 * quarter - 2, 1), _last_of_month(year, 3 * quarter))
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if not 1 <= month <= 12:
            raise QuestionError(f"there is no month {month:02} in '{text}'; write {year}-01 to {year}-12")
        if day_of_month is None:
            return cls(date(year, month, 1), _last_of_month(year, month))
        try:
            day = date(year, month, day_of_month)
        except ValueError:
            last = _last_of_month(year, month)
            raise QuestionError(f"there is no {text} in the calendar; {year}-{month:02} ends on {last}") from None
        return cls(day, day)

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
        raise QuestionError(f"'{length}' is not a length of time; write 45d, 6w, 2mo or 1y")
    number, unit = int(match[1]), match[2]
    try:
        if unit in ("d", "w"):
            return day - timedelta(days=number * (7 if unit == "w" else 1))
        year, month = divmod(day.year * 12 + day.month - 1 - number * (12 if unit == "y" else 1), 12)
        return date(year, month + 1, min(day.day, _last_of_month(year, month + 1).day))
    except (OverflowError, ValueError):
        raise QuestionError(f"{length} before {day} lies outside the calendar") from None


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
        name = spell(first, unit)
        yield name
        end = Period.parse(name, today=first).last
        if end == date.max:
            return
        first = end + timedelta(days=1)


def _last_of_month(year: int, month: int) -> date:
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
