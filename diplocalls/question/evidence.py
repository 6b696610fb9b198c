"""What a record holds of a claim: the calls that it counts, and whether they are missing or refute it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from math import inf
from typing import NamedTuple

from ..record.model import Call
from ..record.period import back
from ..record.text import listed, plural


class Back(NamedTuple):
    """A time back from a day, such as 2mo, 1mo15d or 36h, and in which sense, as `bounds` has them."""

    length: str
    sense: str = "in"

    def __str__(self) -> str:
        units = {"h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}
        parts = [plural(int(number), units[unit]) for number, unit in re.findall("([0-9]+)([a-z]+)", self.length)]
        return f"in {'' if self.sense in ('in', 'after') else f'{self.sense} '}{listed(parts, 'and')}"

    @property
    def hours(self) -> int:
        """The hours that it takes, where it is given in hours."""
        return int(self.length[:-1]) if re.fullmatch("[0-9]{1,6}h", self.length) else 0

    def bounds(self, day: date) -> tuple[float, float]:
        """Return the least and the most days, or hours, that a call may lie before `day`."""
        whole = self.hours or (day - reduce(back, re.split(_PARTS, self.length), day)).days
        return {  # a hedge has bounds in per cent, by a rule of ours that stands beside each answer in days
            "in": (0, whole),
            "less than": (0, whole - (_SECOND if self.hours else 1)),
            "almost": ((85 * whole + 99) // 100, whole),
            "about": ((90 * whole + 99) // 100, 110 * whole // 100),
            "more than": (whole + 1, inf),
            "just over": (whole + 1, 115 * whole // 100),
            "after": (whole, inf),
            "exactly": (whole, whole),
        }[self.sense]

    def limits(self, day: date) -> str:
        """Return the least and the most days in words."""
        least, most = self.bounds(day)
        if most == inf:
            return f"at least {plural(int(least), 'day')}"
        days = plural(int(most), "day")
        return f"exactly {days}" if least == most else f"{least} to {days}" if least else f"at most {days}"


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
    """What the record holds of a claim: `fit` is how many calls there are more than claimed, below 0 how many less.

    `said` tells it; `doubt` tells what keeps it from being known.
    """

    since: date | None
    until: date
    calls: Sequence[Call]
    fit: int
    said: str
    doubt: str = ""


def _in_window(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find the calls from a day on, or in a time back, as far as hours are known."""
    before = [call for call in before if call.date <= day]
    if not claim.back:
        return _counted(claim, claim.since, day, [call for call in before if (claim.since or date.min) <= call.date])
    hours, (least, most) = claim.back.hours, claim.back.bounds(day)
    apart = [_apart(call, claim.call, day, hours=hours > 0) for call in before]
    most = max([least, *[longest for _, longest in apart[-claim.number :]]]) if most == inf else most
    sure = [call for call, (_, longest) in zip(before, apart, strict=True) if longest <= most]
    found = _counted(claim, _ago(day, -(-most // 24) if hours else most), day, sure)
    fit, said, first = found.fit, found.said, (day - sure[0].date).days if sure else 0
    if hours:
        unsure = sum(shortest < most < longest for shortest, longest in apart)
        near = f"{plural(unsure, 'call')} more may lie so near: the record lacks a start"
        return found._replace(doubt=near if unsure and -unsure <= fit <= 0 else "")
    if not fit and claim.number > 1 and first < least:
        fit, said = 1, f"{plural(len(sure), 'call')} on record, as many as claimed, but nearer together"
    if first:
        edge = " and so on the edge" if first == most else ""
        said += f"; the first of them {plural(first, 'day')} before, of {claim.back.limits(day)}{edge}"
    if (fit < 0 or first >= most) and len(before) > len(sure):
        said += f"; the one before it {plural((day - before[-len(sure) - 1].date).days, 'day')} before"
    return found._replace(fit=fit, said=said)


def _counted(claim: Claim, since: date | None, until: date, calls: Sequence[Call]) -> Found:
    """Return calls as what is found of a claim that counts them."""
    fit = len(calls) - claim.number
    so = f"{'more' if fit > 0 else 'fewer'} than the claim's {claim.number}" if fit else "as claimed"
    return Found(since, until, calls, fit, f"{plural(len(calls), 'call')} on record, {so}")


def _previous(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find whether the call before was in a span of days, or in a time back."""
    earlier = [each for each in before if (each.id != claim.call.id if claim.call else each.date < day)]
    first, last, anytime = claim.since or date.min, claim.until or day, False
    if claim.back:
        least, most = claim.back.bounds(day)
        first, last, anytime = _ago(day, most), _ago(day, least), most == inf
    of_day = not claim.call and any(each.date == day for each in before)  # the last call, or the one before it?
    doubt = f"a call of {day} may be the last" if of_day else ""
    if not earlier:
        fit = 0 if anytime else -1
        return Found(first if fit else _ago(last, -1), day, (), fit, "no call before it on record", doubt)
    found = earlier[-1]
    fit = 1 if found.date > last else -1 if found.date < first else 0
    said = f"the call before was {found.id}, {plural((day - found.date).days, 'day')} earlier"
    said += f", of {claim.back.limits(day)}" if claim.back else ""
    return Found(first if fit < 0 else found.date, day, (found,), fit, said, doubt)


def _last(claim: Claim, before: Sequence[Call], day: date, kept: Sequence[Call]) -> Found:
    """Find the calls that came after."""
    until = claim.until or day
    later = [call for call in kept if day <= call.date <= until and call not in before]
    said = f"{plural(len(later), 'call') if later else 'none'} came after it"
    return Found(day, until, (*before[-1:], *later), len(later), said)


def _row(claim: Claim, before: Sequence[Call], day: date, _: Sequence[Call]) -> Found:
    """Find the days in a row with a call, up to the call's own."""
    days, length = {call.date for call in before}, 0
    while _ago(day, length) in days and day.toordinal() > length:
        length += 1
    counted = [call for call in before if (day - call.date).days < length]
    fit, said = length - claim.number, f"{plural(length, 'day')} in a row with a call"
    return Found(_ago(day, claim.number), day, counted, fit, said)


def _extreme(claim: Claim, _: Sequence[Call], day: date, kept: Sequence[Call]) -> Found:
    """Find the calls whose length is known to be beyond the call's; those after it can refute, and not confirm."""
    assert claim.call
    minutes, sign = claim.call.minutes, 1 if claim.kind == "longest" else -1
    asked = [each for each in kept if (claim.since or date.min) <= each.date <= max(day, claim.until or day)]
    others = [each for each in asked if each.id != claim.call.id]
    beyond = [each for each in others if minutes and each.minutes and sign * (each.minutes - minutes) >= 0]
    said = [f"it took {plural(minutes, 'minute')}"] if minutes else ["its length is not known"]
    said += [listed([f"{each.id} took {each.minutes}" for each in beyond], "and")] if beyond else []
    counted = [each for each in asked if each.date <= day or each in beyond]
    unknown = [each.id for each in counted if not each.minutes]
    doubt = f"the length of {listed(unknown, 'and')} is not known" if unknown else ""
    return Found(claim.since, day, counted, len(beyond), "; ".join(said), doubt)


def _ago(day: date, days: float) -> date:
    return date.fromordinal(int(min(max(day.toordinal() - days, 1), date.max.toordinal())))


def _apart(call: Call, last: Call | None, day: date, *, hours: bool) -> tuple[float, float]:
    """Return the least and the most days, or hours, from a call to the last, or to a day."""
    days = (day - call.date).days
    if not hours or (last and call.id == last.id):
        return days, days
    if last and call.start and last.start:
        return ((last.start - call.start).total_seconds() / 3600,) * 2
    return max(24 * days - 24, 0), 24 * days + 24


_PARTS = "(?<=[a-z])(?=[0-9])"  # between the parts of a length
_SECOND = 1 / 3600  # of an hour: less than so many hours is a second less
EXTREMES = ("longest", "shortest")
COUNTS = ("nth", "total")

# How what can be claimed is found, and how it is said: the call's day, the number as an ordinal or with its noun, what
# is counted, and from when to when.
KINDS: dict[str, tuple[Callable[[Claim, Sequence[Call], date, Sequence[Call]], Found], str]] = {
    "nth": (_in_window, "the call of {call} was the {nth} {noun}{back} {span}"),
    "total": (_in_window, "there {were} {many}{back} {span}"),
    "gap": (_previous, "the call of {call} was the first {noun}{back}"),
    "before": (_previous, "the {noun} before {call} was {days}"),
    "last": (_last, "the call of {call} was the last {noun} until {until}"),
    "row": (_row, "{call} was the {nth} day in a row with a {noun}"),
    "longest": (_extreme, "the call of {call} was the longest {noun}, by the best figures, {span}"),
    "shortest": (_extreme, "the call of {call} was the shortest {noun}, by the best figures, {span}"),
}
