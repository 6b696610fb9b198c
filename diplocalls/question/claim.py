"""Does a claim about the calls hold, and how would another reading change it?"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..record.filter import Selection
from ..record.model import Call, count_reported
from ..record.problem import QuestionError
from ..record.text import listed, ordinal, plural
from .asking import Question
from .evidence import COUNTS, EXTREMES, KINDS, Back, Claim, Found

OPTIONS = {"topics": "--topic", "not_topics": "--not-topic", "people": "--with"}  # where the name is another
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
    """What is found of a claim: the claim as a question, its readings, the one asked first, and the basis.

    `understood` says how a sentence was read, a line each.
    """

    sentence: str
    readings: tuple[Reading, ...]
    question: Question
    understood: tuple[str, ...] = ()


def judge(question: Question, *, on: str | None, nth: int | None, total: int | None, within: str | None) -> Verdict:
    """Return what is found of the claim that the options make.

    Raises QuestionError, with a sentence for the user, where they make none.
    """
    selection = question.selection
    if (total is None) == (nth is None) or (nth is not None and on is None):
        raise QuestionError("write --on 2025-07-03 --nth 6 --since 2025, or --total 8 --from 2025 --to 2025-10-16")
    number = nth if nth is not None else total or 0
    call = None if on is None else the_call(question, on)
    if call is None and within is not None:
        raise QuestionError("--within goes with --on; with --total write --from, --to or --during")
    starts = [start for start in (selection.since, within) if start is not None]
    if call and (len(starts) > 1 or (nth is not None and not starts)):
        raise QuestionError("say from when to count, once: --since 2025-01-20, or --within 45d back from the call")
    sense = "less than" if within and within.startswith("<") else "in"
    length = None if within is None else Back(within.removeprefix("<"), sense)
    kind = "total" if nth is None else "nth"
    return found_of(question, Claim(kind, number, call, selection.since, selection.until, length))


def found_of(question: Question, claim: Claim) -> Verdict:
    """Return what is found of a claim. Raises QuestionError where it makes no sense."""
    call, number = claim.call, claim.number
    if number < (1 if claim.kind == "nth" else 0):
        raise QuestionError(f"{number} is no count of calls; write a whole number")
    if not call and claim.since and claim.since > (claim.until or question.today):
        raise QuestionError(f"the count starts on {claim.since}, after {claim.until or question.today}, when it ends")
    if call and claim.kind != "before":
        if claim.since and claim.since > call.date:
            raise QuestionError(f"the count starts on {claim.since}, after the call of {call.id}")
        if claim.until and claim.until < call.date:
            raise QuestionError(f"the count ends on {claim.until}, before the call of {call.id}")
    asked = _read(question, claim, "as asked", question.selection, question.record.calls)
    counted = question.selection._replace(since=asked.since, until=asked.until)
    tests = "".join(f" {condition.name}" for condition in question.selection.conditions)
    said = KINDS[claim.kind][1].format(
        call=named(question, call) if call else asked.until,
        nth=ordinal(claim.number),
        noun=f"call{tests}",
        were="was" if number == 1 else "were",
        many=f"{plural(number, 'call')}{tests}",
        back=f" {claim.back}{',' if claim.kind in COUNTS else ''}" if claim.back else "",
        span=counted.span(),
        days=Selection(since=claim.since, until=claim.until).span(),
        until=asked.until,
    )
    basis = question._replace(selection=counted, calls=asked.calls)
    return Verdict(said, (asked, *_others(question, claim, asked)), basis)


def the_call(question: Question, on: str) -> Call:
    """Return the one call that a word names. Raises QuestionError where a day has several."""
    found = question.record.candidates(on, today=question.today)
    if len(found) > 1:
        each = [f"{call.id}{f' at {call.start:%H:%M}' if call.start else ''}" for call in found]
        each[0] += f" (write {found[0].id}-1)" if found[0].id == on else ""
        raise QuestionError(f"'{on}' is {len(found)} calls; write which: {listed(each)}")
    return found[0]


def named(question: Question, call: Call) -> str:
    """Return the word that names a call and no other."""
    return f"{call.id}-1" if len(question.record.candidates(call.id, today=question.today)) > 1 else call.id


def options(question: Question, claim: Claim) -> str:
    """Return the options that say exactly what a claim does, or nothing where none do."""
    back, call, gap = claim.back, claim.call, claim.kind == "gap"
    senses = {"after": "<", "more than": ""} if gap else {"in": "", "less than": "<"}
    exact = claim.since is not None or claim.kind == "total"
    if back:
        exact = call is not None and back.sense in senses and not back.hours
    if not exact or claim.kind not in (*COUNTS, "gap"):
        return ""
    words = ["--on", named(question, call)] if call else []
    words += ["--total" if claim.kind == "total" else "--nth", str(claim.number)]
    words += ["--within", senses[back.sense] + back.length] if back else []
    words += ["--since", str(claim.since)] if claim.since else []
    words += ["--to", str(claim.until)] if claim.until else []
    for name, value in question.explicit.items():
        option = OPTIONS.get(name, f"--{name.replace('_', '-')}")
        if name not in ("since", "until", "during") and value is not False:
            values = [""] if value is True else [str(value)] if isinstance(value, str | int) else value
            words += [part for each in values for part in (option, each) if part]  # type: ignore[attr-defined]
    return shlex.join(words)


def _others(question: Question, claim: Claim, asked: Reading) -> Iterator[Reading]:
    """Yield the other readings; each changes one thing of what was asked, and nothing else."""
    selection, calls = question.selection, question.record.calls
    statuses = selection.statuses
    dated = [call for call in calls if call.dated_by is None or call.status in statuses]
    if "claimed" not in statuses and (claim.call is None or claim.call.id in {call.id for call in dated}):
        more = selection._replace(statuses=(*statuses, "claimed"))
        yield _read(question, claim, "with claimed contacts", more, dated)
    sure = tuple(status for status in statuses if status != "reported")
    if sure and sure != statuses and (claim.call is None or claim.call.status != "reported"):
        yield _read(question, claim, "without reported calls", selection._replace(statuses=sure), calls)
    for capital in dict.fromkeys(capital for call in calls for capital in call.date_in):
        there = [call._replace(date=call.date_in.get(capital, call.date)) for call in calls]
        there.sort(key=lambda call: call.date)
        yield _read(question, claim, f"by the date in {capital}", selection, there)
    beside = {"in": "less than", "after": "more than", "exactly": "about"}
    if claim.back and (sense := beside.get(claim.back.sense)):
        length = claim.back._replace(sense=sense)
        yield _read(question, claim._replace(back=length), f"in {sense} {length.length}", selection, calls)
    if claim.kind in EXTREMES:
        told = [call.id for call in asked.calls if any(each.about == "length" for each in call.disputed)]
        if told:
            why = f"accounts differ on the length of {listed(told, 'and')}"
            yield asked._replace(name="by other accounts of the lengths", verdict=UNDECIDED, why=why)
        name, until = ("up to the call", None) if claim.until else ("with the later calls", question.today)
        yield _read(question, claim._replace(until=until), name, selection, calls)


def _read(question: Question, claim: Claim, name: str, selection: Selection, calls: Sequence[Call]) -> Reading:
    """Return the claim under one reading: `calls` are those of the record as it has them."""
    anytime, call = selection._replace(since=None, until=None), claim.call
    before = kept = anytime.select(calls)
    doubtful = [each for each, _ in anytime.doubtful(calls)]
    day, level = question.today if claim.kind == "before" else claim.until or question.today, set[str]()
    if call:
        place = next(at for at, each in enumerate(calls) if each.id == call.id)
        day = calls[place].date
        level = {each.id for each in question.record.level(call)} & {each.id for each in kept}
        past = {each.id for each in calls[: place + 1]} - level
        before = tuple([each for each in kept if each.id in past])
    find, _ = KINDS[claim.kind]
    found = find(claim, before, day, kept)
    near = [each for each in doubtful if (found.since or date.min) <= each.date <= found.until]
    verdict, why = _verdict(question, claim, found, len(level), len(near))
    if call and claim.kind not in ("before", "total"):  # "no calls on Gaza" is said of others than the call
        if call.id in {each.id for each in doubtful}:
            verdict, why = UNDECIDED, "it is not known whether the call is among those counted"
        elif call.id not in {each.id for each in kept} or (claim.since or day) > day:
            verdict, why = FAILS, "the call is not among those counted"
    number = max(claim.number + found.fit, 0)
    return Reading(name, verdict, number, claim.number, found.since, found.until, tuple(found.calls), why)


def _verdict(question: Question, claim: Claim, found: Found, level: int, doubtful: int) -> tuple[str, str]:
    """Return whether a claim holds, and why; `level` calls more may have come before, `doubtful` ones may belong."""
    covers, reported = question.record.covers, count_reported(found.calls)
    said = found.said + (f"; {reported} of them merely reported" if reported else "")
    if found.fit > 0:
        return FAILS, said
    doubts = [found.doubt] if found.doubt else []
    for more, what in (
        (doubtful, "of which it is not known whether they belong"),
        (level, "of the same day, whose order with this call is not known"),
    ):
        if more and (claim.kind not in COUNTS or -more <= found.fit):
            doubts.append(f"and {more} more {what}")
    ends = []
    if covers and (found.since or date.min) < covers.since:
        start = f"{covers.since}, where the record starts (--from {covers.since} asks within it)"
        ends.append(f"reaches back before {start}")
    if covers and found.until > covers.until:
        ends.append(f"reaches past {covers.until}, up to which the record is complete")
    if not covers and found.until > question.today and (claim.kind == "last" or not claim.call):
        ends.append(f"ends on {found.until}, which is not over")
    if ends:
        doubts.append(f"but the window {' and '.join(ends)}")
    if doubts:
        return UNDECIDED, f"{said}; {doubts[-1]}"  # the last weighs most
    goes = "" if covers else "; the record does not state its coverage, so this goes by what it holds"
    return (FAILS if found.fit else HOLDS), said + goes
