"""What a record holds of a claim: the calls that it counts, and whether they are missing or refute it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from operator import le, lt
from typing import NamedTuple

from ..record.model import Call
from ..record.period import back
from ..record.text import listed, plural


class Back(NamedTuple):
    """A time back from a day: its parts, such as 2mo or 36h, and in which sense, as `days` has them."""

    parts: tuple[str, ...]
    sense: str = "in"

    def __str__(self) -> str:
        units = {"h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}
        each = [re.fullmatch("([0-9]+)([a-z]+)", part) for part in self.parts]
        long = listed([plural(int(part[1]), units[part[2]]) for part in each if part], "and")
        return f"in {'' if self.sense in ('in', 'after') else f'{self.sense} '}{long}"

    @property
    def hours(self) -> int:
        """The hours that it takes, where it is given in hours."""
        found = re.fullmatch("([0-9]{1,6})h", self.parts[0])
        return int(found[1]) if found else 0

    def days(self, day: date) -> tuple[int, int | None]:
        """Return the least and the most days that a call may lie before `day`; None is no end."""
        whole = (day - reduce(back, self.parts, day)).days
        return {  # a hedge has bounds in per cent, by a rule of ours that stands beside each answer in days
            "in": (0, whole),
            "less than": (0, whole - 1),
            "almost": ((85 * whole + 99) // 100, whole),
            "about": ((90 * whole + 99) // 100, 110 * whole // 100),
            "more than": (whole + 1, None),
            "just over": (whole + 1, 115 * whole // 100),
            "after": (whole, None),
            "exactly": (whole, whole),
        }[self.sense]

    def limits(self, day: date) -> str:
        """Return the least and the most days in words."""
        least, most = self.days(day)
        if most is None:
            return f"at least {plural(least, 'day')}"
        if least == most:
            return f"exactly {plural(least, 'day')}"
        return f"{least} to {plural(most, 'day')}" if least else f"at most {plural(most, 'day')}"


class Claim(NamedTuple):
    """A claim in values; `kind` is one of KINDS, which says what of the calls is claimed.

    Days count from `since`, or from `back` before the call, to the call, or to `until` where there is none.
    """

    kind: str
    number: int = 1
    call: Call | None = None
    since: date | None = None
    until: date | None = None
    back: Back | None = None


class Found(NamedTuple):
    """What the record holds of a claim: `fit` is below 0 where calls are missing, above where it is refuted.

    `said` and `more` tell it, with room between them; `doubt` tells what keeps it from being known.
    """

    since: date | None
    until: date
    calls: Sequence[Call]
    number: int
    fit: int
    said: str
    more: str = ""
    doubt: str = ""


def _in_window(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find the calls from a day on, or in a time back."""
    back = claim.back
    if back is None:
        since = claim.since or date.min
        return _counted(claim, claim.since, day, [call for call in before if since <= call.date <= day])
    if back.hours:
        return _in_hours(claim, back, before, day)
    least, most = back.days(day)
    if most is None:
        most = max([least, *[(day - call.date).days for call in before[-claim.number :]]])
    found = _counted(claim, _ago(day, most), day, [call for call in before if 0 <= (day - call.date).days <= most])
    fit, more = found.fit, found.more
    first = (day - found.calls[0].date).days if found.calls else 0
    if not fit and claim.number > 1 and first < least:
        fit, more = 1, ", as many as claimed, but nearer together"
    if first:
        edge = " and so on the edge" if first == most else ""
        more += f"; the first of them {plural(first, 'day')} before, of {back.limits(day)}{edge}"
    if (fit < 0 or first >= most) and len(before) > found.number:
        more += f"; the one before it {plural((day - before[-found.number - 1].date).days, 'day')} before"
    return found._replace(fit=fit, more=more)


def _in_hours(claim: Claim, back: Back, before: Sequence[Call], day: date) -> Found:
    """Find the calls of the hours before a call, or before a moment of a day, as far as starts are known."""
    short = lt if back.sense == "less than" else le
    apart = [(call, *_hours(call, claim.call, day)) for call in before]
    sure = [call for call, _, longest in apart if short(longest, back.hours)]
    unsure = sum(shortest < back.hours and not short(longest, back.hours) for _, shortest, longest in apart)
    found = _counted(claim, _ago(day, -(-back.hours // 24)), day, sure)
    if unsure and len(sure) <= claim.number <= len(sure) + unsure:
        return found._replace(doubt=f"{plural(unsure, 'call')} more may lie so near: the record lacks a start")
    return found


def _counted(claim: Claim, since: date | None, until: date, calls: Sequence[Call]) -> Found:
    """Return calls as what is found of a claim that counts them."""
    number, fit = len(calls), len(calls) - claim.number
    more = f", {'more' if fit > 0 else 'fewer'} than the claim's {claim.number}" if fit else ", as claimed"
    return Found(since, until, calls, number, fit, f"{plural(number, 'call')} on record", more)


def _gap(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find the call before, and how long before it was."""
    assert claim.back
    least, most = claim.back.days(day)
    near = [call for call in before if (day - call.date).days < least]
    since = _ago(day, least - 1 if most is None else most)
    if len(before) < 2:
        return Found(since, day, near, 1, 0 if most is None else -1, _NONE_BEFORE)
    gap = (day - before[-2].date).days
    fit = 1 if gap < least else -1 if most is not None and gap > most else 0
    said = f"{_said_of(before[-2], day)}, of {claim.back.limits(day)}"
    return Found(since, day, near, len(near), fit, said)


def _before(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find whether the call before was in a span of days."""
    earlier = [each for each in before if (each.id != claim.call.id if claim.call else each.date < day)]
    since, until = claim.since or date.min, claim.until or day
    if not earlier:
        return Found(since, day, (), 0, -1, _NONE_BEFORE)
    found = earlier[-1]
    fit = 1 if found.date > until else -1 if found.date < since else 0
    return Found(since if fit < 0 else found.date, day, (found,), int(not fit), fit, _said_of(found, day))


def _last(claim: Claim, before: Sequence[Call], day: date, kept: Sequence[Call]) -> Found:
    """Find the calls that came after."""
    until = claim.until or day
    later = [call for call in kept if day <= call.date <= until and call not in before]
    said = f"{plural(len(later), 'call') if later else 'none'} came after it"
    return Found(day, until, (*before[-1:], *later), 1 + len(later), len(later), said)


def _row(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find the days in a row with a call, up to the call's own."""
    days = {call.date for call in before}
    length = 0
    while _ago(day, length) in days and day.toordinal() > length:
        length += 1
    counted = [call for call in before if (day - call.date).days < length]
    said = f"{plural(length, 'day')} in a row with a call"
    return Found(_ago(day, claim.number), day, counted, length, length - claim.number, said)


def _extreme(claim: Claim, before: Sequence[Call], day: date, kept: Sequence[Call]) -> Found:
    """Find the calls whose length is known to be beyond the call's."""
    call = next((each for each in before if claim.call and each.id == claim.call.id), None)
    others = [each for each in kept if (claim.since or date.min) <= each.date <= day and each != call]
    later = [each for each in kept if day < each.date <= (claim.until or day)]  # they can refute, and not confirm
    counted = [*others, call] if call else others
    if not call or not call.minutes:
        said = "the length of this call is not known"
        return Found(claim.since, day, counted, 1, 0, said, doubt="it cannot be compared")
    sign = 1 if claim.kind == "longest" else -1
    beyond = [each for each in (*others, *later) if each.minutes and sign * (each.minutes - call.minutes) >= 0]
    said = f"it took {plural(call.minutes, 'minute')}"
    if beyond:
        said += f"; {listed([f'{each.id} took {each.minutes}' for each in beyond], 'and')}"
    unknown = [each.id for each in others if not each.minutes]
    doubt = f"the length of {listed(unknown, 'and')} is not known" if unknown else ""
    counted += [each for each in beyond if each in later]
    return Found(claim.since, day, counted, 1 + len(beyond), len(beyond), said, doubt=doubt)


def _said_of(earlier: Call, day: date) -> str:
    days = (day - earlier.date).days
    return f"the call before was {earlier.id}, {plural(days, 'day')} earlier"


def _ago(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, 1))


def _hours(call: Call, last: Call | None, day: date) -> tuple[float, float]:
    """Return the least and the most hours from a call to the last, or to a day; days leave a day on each side."""
    if last and call.id == last.id:
        return 0, 0
    if last and call.start and last.start:
        return ((last.start - call.start).total_seconds() / 3600,) * 2
    days = (day - call.date).days
    return max(24 * days - 24, 0), 24 * days + 24


_NONE_BEFORE = "no call before it on record"


class Kind(NamedTuple):
    """What can be claimed: how it is found, how it is said, and whether it is a count of calls."""

    find: Callable[[Claim, Sequence[Call], date, Sequence[Call]], Found]
    say: str
    counts: bool = False


EXTREMES = ("longest", "shortest")
# In `say`: the call's day, the number as an ordinal or with its noun, what is counted, and from when to when.
KINDS: dict[str, Kind] = {
    "nth": Kind(_in_window, "the call of {call} was the {nth} {noun}{back} {span}", counts=True),
    "total": Kind(_in_window, "there {were} {many}{back} {span}", counts=True),
    "gap": Kind(_gap, "the call of {call} was the first {noun}{back}"),
    "before": Kind(_before, "the {noun} before {call} was {days}"),
    "last": Kind(_last, "the call of {call} was the last {noun} until {until}"),
    "row": Kind(_row, "{call} was the {nth} day in a row with a {noun}"),
    "longest": Kind(_extreme, "the call of {call} was the longest {noun}, by the best figures, {span}"),
    "shortest": Kind(_extreme, "the call of {call} was the shortest {noun}, by the best figures, {span}"),
}
