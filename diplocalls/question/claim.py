"""Does a claim about the calls hold, and what would another reading give?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple

from ..record.filter import Selection
from ..record.model import Call, Covers
from ..record.period import back
from ..record.problem import QuestionError
from ..record.text import listed, ordinal, plural
from .asking import Question

HOLDS, FAILS, UNDECIDED = "HOLDS", "DOES NOT HOLD", "UNDECIDED"

# The least and the most of the time that is said, in per cent, and whether the most is outside itself;
# a least of 100 is, and None is no bound.
BOUNDS: dict[str, tuple[int, int | None, bool]] = {
    "": (0, 100, False),
    "less than": (0, 100, True),
    "just under": (85, 100, True),
    "almost": (85, 100, False),
    "about": (90, 110, False),
    "just over": (100, 115, False),
    "more than": (100, None, False),
}
UNITS = {"h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}


class Back(NamedTuple):
    """A time back from a call, such as less than 2 months: a key of BOUNDS, a number and a key of UNITS."""

    how: str
    number: Fraction
    unit: str

    @classmethod
    def parse(cls, word: str) -> Back:
        """Return what --within means: 45d, or '<45d' strictly. Raises QuestionError."""
        length = word.removeprefix("<").strip()
        back(date(2000, 1, 1), length if length[:1] != "-" else "")  # raises where it is no length
        number = "".join(letter for letter in length if letter.isdigit())
        return cls("less than" if word[:1] == "<" else "", Fraction(number), length.removeprefix(number))

    def __str__(self) -> str:
        return f"{self.how} {float(self.number):g} {UNITS[self.unit]}{'s' * (self.number != 1)}".strip()

    def option(self) -> str:
        """Return the time as --within has it, or nothing where it cannot."""
        plain = self.how in ("", "less than") and self.number.denominator == 1 and self.unit != "h"
        return f"{'<' * bool(self.how)}{self.number}{self.unit}" if plain else ""

    def days(self, day: date) -> Fraction:
        """Return how many days the time is, counted back from `day`; for hours, how many minutes."""
        if self.unit in ("mo", "y"):
            whole, rest = divmod(self.number * (12 if self.unit == "y" else 1), 1)
            return (day - back(day, f"{whole}mo")).days + rest * Fraction(304, 10)
        return self.number * {"h": 60, "d": 1, "w": 7}[self.unit]

    def bounds(self, day: date) -> tuple[int, float]:
        """Return the least and the most whole days (for hours: minutes) that the time allows, counted back from `day`."""
        least, most, strict = BOUNDS[self.how]
        days = self.days(day)
        low = floor(days) + 1 if least == 100 else ceil(days * least / 100)
        if most is None:
            return low, inf
        return low, ceil(days) - 1 if strict else floor(days * most / 100)
