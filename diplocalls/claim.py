"""Does a claim about how many calls there were hold?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from . import query
from .call import Call
from .period import back
from .record import Record
from .text import plural

HOLDS, FAILS, UNDECIDED = "HOLDS", "DOES NOT HOLD", "UNDECIDED"


class Reading(NamedTuple):
    """The claim under one reading: what is counted, from which day to which, and what comes out."""

    name: str
    verdict: str
    found: int
    claimed: int
    since: date | None
    until: date
    calls: tuple[Call, ...]
    why: str


def judge(
    record: Record,
    filter: query.Filter,
    *,
    number: int,
    until: date,
    on: Call | None = None,
    within: str | None = None,
) -> list[Reading]:
    """Return the claim's readings, as it was asked first, then what others would give.

    With `on`, the claim is that this call was number `number` of those that `filter` keeps
    from its first day on, or `within` a length of time (such as 45d) back from the call;
    without, that there were `number` of them up to `until`.
    """

    def reading(name: str, filter: query.Filter, shift: str | None = None) -> Reading:
        calls = _dated(record.calls, shift)
        last = next(call.date for call in calls if call.id == on.id) if on else until
        # a call of the same day counts up to the one asked about, not beyond it
        place = next(place for place, call in enumerate(calls) if call.id == on.id) + 1 if on else len(calls)
        if within is not None:  # the window moves with the call's date
            filter = filter._replace(since=back(last, within))
        counted = query.select(calls[:place], filter._replace(until=last))
        there = on is None or any(call.id == on.id for call in counted)
        verdict, why = _verdict(record, filter.since, last, len(counted), number, there)
        return Reading(name, verdict, len(counted), number, filter.since, last, counted, why)

    readings = [reading("as asked", filter)]
    everybody = (*filter.statuses, "claimed")
    if "claimed" not in filter.statuses:
        readings.append(reading("with claimed contacts", filter._replace(statuses=everybody)))
    if "reported" in filter.statuses and (on is None or on.status != "reported"):
        readings.append(reading("without merely reported calls", filter._replace(statuses=("confirmed",))))
    capitals = dict.fromkeys(capital for call in record.calls for capital in call.date_in)
    readings += [reading(f"by the date in {capital}", filter, capital) for capital in capitals]
    return readings


def _verdict(record: Record, since: date | None, until: date, found: int, number: int, there: bool) -> tuple[str, str]:
    covers = record.covers
    open_ends = []
    if covers and min(since or until, until) < covers.since:
        open_ends.append(
            f"reaches back before {covers.since}, where the record starts (--since {covers.since} asks within it)"
        )
    if covers and until > covers.until:
        open_ends.append(f"reaches past {covers.until}, up to which the record is complete")
    if not there:
        return FAILS, "the call is not among those counted"
    if found > number:
        return FAILS, f"{plural(found, 'call')} on record, more than the claim's {number}"
    if open_ends:
        return UNDECIDED, f"{plural(found, 'call')} on record, but the window {' and '.join(open_ends)}"
    said = "" if covers else "; the record does not state its coverage, so this goes by what it holds"
    if found == number:
        return HOLDS, f"{plural(found, 'call')} on record, as claimed{said}"
    return FAILS, f"{plural(found, 'call')} on record, fewer than the claim's {number}{said}"


def _dated(calls: Sequence[Call], capital: str | None) -> list[Call]:
    """Return the calls with their dates in a capital, in that order."""
    if capital is None:
        return list(calls)
    moved = [call._replace(date=call.date_in.get(capital, call.date)) for call in calls]
    return sorted(moved, key=lambda call: call.date)


def ordinal(number: int) -> str:
    """Return the number as an English ordinal: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
