"""Does a claim about how many calls there were hold, and how would another reading change it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..record.filter import Selection
from ..record.model import Call
from ..record.period import back
from ..record.problem import QuestionError
from ..record.text import listed, ordinal, plural
from .asking import Question

HOLDS, FAILS, UNDECIDED = "HOLDS", "DOES NOT HOLD", "UNDECIDED"


class Reading(NamedTuple):
    """A claim under one reading: what is counted, from which day to which, and what comes out."""

    name: str
    verdict: str
    found: int
    claimed: int
    since: date | None
    until: date
    calls: tuple[Call, ...]
    why: str


class Verdict(NamedTuple):
    """What is found of a claim: the claim as a question, its readings, the one asked first, and the basis."""

    sentence: str
    readings: tuple[Reading, ...]
    question: Question


class Claim(NamedTuple):
    """A claim in values: that `call` was the `number`th of those counted, or, without a call, that there were so many.

    Counted from the first day of the selection, or from `within`, a time back from the call such as 45d,
    the day at its edge left out where it starts with `<`.
    """

    number: int
    call: Call | None = None
    ordinal: bool = False
    within: str | None = None


def judge(question: Question, *, on: str | None, nth: int | None, total: int | None, within: str | None) -> Verdict:
    """Return what is found of the claim that the options make.

    Raises QuestionError, with a sentence for the user, where they make none.
    """
    claim = _claim(question, on, nth, total, within)
    asked = _read(question, claim, "as asked", question.selection)
    readings = (asked, *_others(question, claim))
    counted = question.selection._replace(since=asked.since, until=asked.until)
    tests = "".join(f" {condition.name}" for condition in question.selection.conditions)
    if claim.call and claim.ordinal:
        said = f"the call of {claim.call.id} was the {ordinal(claim.number)} call{tests} {counted.span()}"
    else:
        were = "was" if claim.number == 1 else "were"
        said = f"there {were} {plural(claim.number, 'call')}{tests} {counted.span()}"
    return Verdict(said, readings, question._replace(selection=counted, calls=asked.calls))


def _claim(question: Question, on: str | None, nth: int | None, total: int | None, within: str | None) -> Claim:
    """Return the claim that the options make. Raises QuestionError where they make none, or two."""
    selection = question.selection
    if (total is None) == (nth is None) or (nth is not None and on is None):
        form = "write --on 2025-07-03 --nth 6 --since 2025, or --total 8 --from 2025 --to 2025-10-16"
        raise QuestionError(form)
    number = nth if nth is not None else total or 0
    if number < (0 if nth is None else 1):
        raise QuestionError(f"{number} is no count of calls; write a whole number")
    call = None if on is None else _one(question, on)
    if call is None:
        if within is not None:
            raise QuestionError("--within goes with --on; with --total write --from, --to or --during")
        return Claim(number)
    starts = [start for start in (selection.since, within) if start is not None]
    if len(starts) > 1 or (nth is not None and not starts):
        raise QuestionError("say from when to count, once: --since 2025-01-20, or --within 45d back from the call")
    start = back(call.date, within.removeprefix("<")) if within is not None else selection.since
    if start and start > call.date:
        raise QuestionError(f"the count starts on {start}, after the call of {call.id}")
    if selection.until and selection.until < call.date:
        raise QuestionError(f"the count ends on {selection.until}, before the call of {call.id}")
    return Claim(number, call, nth is not None, within)


def _one(question: Question, on: str) -> Call:
    """Return the one call that a word names. Raises QuestionError where a day has several."""
    found = question.record.candidates(on, today=question.today)
    if len(found) > 1:
        each = [f"{call.id}{f' at {call.start:%H:%M}' if call.start else ''}" for call in found]
        each[0] += f" (write {found[0].id}-1)" if found[0].id == on else ""
        raise QuestionError(f"'{on}' is {len(found)} calls; write which: {listed(each)}")
    return found[0]


def _others(question: Question, claim: Claim) -> Iterator[Reading]:
    """Yield the other readings; each changes one thing of what was asked, and nothing else."""
    selection, record = question.selection, question.record
    statuses = selection.statuses
    if "claimed" not in statuses:
        dated = selection._replace(statuses=(*statuses, "claimed"))
        yield _read(question, claim, "with claimed contacts", dated, remarks=False)
    sure = tuple(status for status in statuses if status != "reported")
    if sure and sure != statuses and (claim.call is None or claim.call.status != "reported"):
        yield _read(question, claim, "without reported calls", selection._replace(statuses=sure))
    for capital in dict.fromkeys(capital for call in record.calls for capital in call.date_in):
        yield _read(question, claim, f"by the date in {capital}", selection, capital=capital)
    if claim.within and not claim.within.startswith("<"):
        strict = claim._replace(within=f"<{claim.within}")
        yield _read(question, strict, f"in less than {claim.within}", selection)


def _read(
    question: Question, claim: Claim, name: str, selection: Selection, *, capital: str = "", remarks: bool = True
) -> Reading:
    """Return the claim under one reading; `remarks` says whether contacts that only a remark dates may count."""
    calls = [call._replace(date=call.date_in.get(capital, call.date)) for call in question.record.calls]
    calls.sort(key=lambda call: call.date)
    if not remarks:
        calls = [call for call in calls if call.dated_by is None or call.status in question.selection.statuses]
    last, since = selection.until or question.today, selection.since
    level: tuple[Call, ...] = ()
    if claim.call:
        place = next(at for at, call in enumerate(calls) if call.id == claim.call.id)
        last = calls[place].date
        level = tuple(call for call in question.record.level(claim.call) if selection.keeps(call))
        calls = [call for call in calls[: place + 1] if call not in level] + [calls[place]] * (claim.call in level)
        if claim.within:
            since = back(last, claim.within.removeprefix("<"))
            since += timedelta(days=claim.within.startswith("<"))
    counted = selection._replace(since=since, until=last).select(calls)
    there = claim.call is None or any(call.id == claim.call.id for call in counted)
    verdict, why = _verdict(question, claim, counted, since, last, len(level) if there else 0)
    if not there:
        verdict, why = FAILS, "the call is not among those counted"
    return Reading(name, verdict, len(counted), claim.number, since, last, counted, why)


def _verdict(
    question: Question, claim: Claim, counted: Sequence[Call], since: date | None, until: date, level: int
) -> tuple[str, str]:
    """Return whether a count is as claimed, and why; `level` calls more may have come before, in an unknown order."""
    covers, found, number = question.record.covers, len(counted), claim.number
    reported = sum(call.status == "reported" for call in counted)
    said = f"{plural(found, 'call')} on record{f', {reported} of them merely reported' if reported else ''}"
    if found > number:
        return FAILS, f"{said}, more than the claim's {number}"
    ends = []
    if covers and (since or date.min) < covers.since:
        ends.append(
            f"reaches back before {covers.since}, where the record starts (--from {covers.since} asks within it)"
        )
    if covers and until > covers.until:
        ends.append(f"reaches past {covers.until}, up to which the record is complete")
    if ends:
        return UNDECIDED, f"{said}, but the window {' and '.join(ends)}"
    if level and found <= number <= found + level:
        return UNDECIDED, f"{said}, and {level} more of the same day, whose order with this call is not known"
    goes = "" if covers else "; the record does not state its coverage, so this goes by what it holds"
    if found == number:
        return HOLDS, f"{said}, as claimed{goes}"
    return FAILS, f"{said}, fewer than the claim's {number}{goes}"
