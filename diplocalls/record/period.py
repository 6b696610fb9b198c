"""Days as people write them: 2025, 2025-Q2, June 2025, 14 June 2025, last-month, -45d."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from .problem import QuestionError
from .text import listed, shorten

FORMS = (
    "2025, 2025-Q2, 2025-06, 2025-06-14, June 2025, 14 June 2025, "
    "today, yesterday, this-month, last-month, -45d, -6w, -2mo or -1y"
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_RELATIVE = {
    f"{which}-{unit}": (which, unit) for which in ("this", "last") for unit in ("week", "month", "quarter", "year")
}
_RELATIVE |= {"today": ("this", "day"), "yesterday": ("last", "day")}
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
        if text in _RELATIVE:
            which, unit = _RELATIVE[text]
            this = around(today, unit)
            if which == "this":
                return this
            if this.first == date.min:
                raise QuestionError(f"'{text}' lies outside the calendar")
            return around(this.first - timedelta(days=1), unit)
        if text.startswith("-") and _LENGTH.fullmatch(text[1:]):
            return cls(*[back(today, text[1:])] * 2)
        if match := _CALENDAR.fullmatch(text):
            return _in_calendar(text, *[int(part) if part else None for part in match.groups()])
        if (match := _SPELLED.fullmatch(" ".join(text.split()))) and match[2].capitalize() in MONTHS:
            if not match[3]:
                raise QuestionError(f"'{text}' of which year? write {match[0]} 2025")
            month = MONTHS.index(match[2].capitalize()) + 1
            return _in_calendar(match[0], int(match[3]), None, month, int(match[1]) if match[1] else None)
        if match := _SLASHES.fullmatch(text):
            first, second, year = map(int, match.groups())
            readings = [
                f"{year:04}-{month:02}-{day:02} for {day} {MONTHS[month - 1]} {year:04}"
                for month, day in dict.fromkeys(((second, first), (first, second)))
                if 1 <= month <= 12 and 1 <= day <= 31
            ]
            raise QuestionError(f"'{text}' is not clear; write {listed(readings) or FORMS}")
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
    """Return the whole day, week (from Monday), month, quarter or year that `day` is in."""
    if unit == "week":
        monday = day.toordinal() - day.weekday()
        return Period(date.fromordinal(monday), date.fromordinal(min(monday + 6, date.max.toordinal())))
    return Period.parse(spell(day, unit), today=day)


def spell(day: date, unit: str) -> str:
    """Return the name of the `unit` (day, month, quarter or year) that `day` is in."""
    text = day.isoformat()
    return {"day": text, "month": text[:7], "quarter": f"{text[:4]}-Q{(day.month + 2) // 3}", "year": text[:4]}[unit]


def units(first: date, last: date, unit: str) -> list[str]:
    """Return the names of all months, quarters or years from `first` to `last`, none left out."""
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    return list(dict.fromkeys(spell(date(month // 12, month % 12 + 1, 1), unit) for month in months))


def _in_calendar(text: str, year: int | None, quarter: int | None, month: int | None, day: int | None) -> Period:
    start, end = (1, 12) if month is None else (month, month)
    if quarter is not None:
        start, end = 3 * quarter - 2, 3 * quarter
    try:
        first = date(year or 0, start, 1 if day is None else day)
        return Period(first, first if day is not None else _last_of_month(first.year, end))
    except ValueError:
        raise QuestionError(f"there is no {text} in the calendar") from None


def _last_of_month(year: int, month: int) -> date:
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
