"""A claim in the words of the press: what it claims, and what is found of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ..record.filter import Filter
from ..record.model import WEEKDAYS, Call
from ..record.period import Period
from ..record.problem import QuestionError
from ..record.text import listed
from .asking import Question, ask
from .claim import Verdict, found_of, options, the_call
from .evidence import EXTREMES, Back, Claim
from .grammar import Clause, clauses, inside
from .vocabulary import OWN
from .words import Word, read, spoken


def judge(question: Question, text: str, *, on: str | None) -> list[Verdict]:
    """Return what is found of each claim of a sentence, about the call that `on`, the sentence or `as_of` names.

    Raises QuestionError for a word that is not known, for what is no count of calls, and where no call is named.
    """
    if stop := re.search(r"(?!sept)[^\W\d_]{4,}[.!?…]+\s+\w|[0-9][.!?…]+\s+\w", text.casefold()):
        raise QuestionError(f"'{stop[0]}' begins another sentence; write one at a time")
    # "their" and "si" are gone from the words that are read; of several pairs they leave open which is meant
    theirs = not {*OWN.split("|"), "si"}.isdisjoint(re.findall("[a-z]+", text.casefold()))
    verdicts, conditions = [], 0
    for clause in clauses(read(text, question.record)):
        _hear_sides(question, clause, theirs)
        narrowed = _narrowed(question, clause)
        if len(narrowed.selection.conditions) < conditions:
            raise QuestionError(f"'{spoken(clause.words)}' is said on what? write it on its own")
        conditions = len(narrowed.selection.conditions)
        verdicts.append(_judged(narrowed, clause, on))
    return verdicts


def _judged(question: Question, clause: Clause, on: str | None) -> Verdict:
    """Return what is found of a claim."""
    covers, call = question.record.covers, _call(question, clause, on)
    if on is not None and clause.kind in EXTREMES:  # the day but names the call, up to which is counted
        clause = clause._replace(day=None)
    seen = question.today
    if call and (on is not None or "as_of" not in question.explicit):
        seen = call.date
    elif clause.day and not call:
        seen = _days(clause.day.value, question.today).last
    claim = _claim(question, clause, call, seen)
    if claim.call and (claim.kind, claim.number) == ("total", 0) and not question.selection.conditions:
        raise QuestionError(f"the call of {claim.call.id} is one; write --as-of with the day before")
    if clause.day and not call:
        claim = claim._replace(until=min(claim.until or seen, seen))
    verdict = found_of(question, claim)
    asked = verdict.readings[0]
    said = [f"counted from {asked.since or 'the first call'} to {asked.until}, both days included"]
    for kind, meaning in _KEPT.items():
        if kept := [word for word in clause.words if word.kind == kind]:
            said.append(f"'{spoken(kept)}': {meaning}")
    if claim.back and not claim.back.hours:
        said.append(f"{claim.back}: {claim.back.limits(call.date if call else seen)} earlier")
    elif not (clause.span or question.selection.since) and covers and claim.since:
        said.append(f"no span is said: the whole record, complete {covers.since} to {covers.until}")
    said.append(f"in options: {options(question, claim) or 'none say exactly this'}")
    return verdict._replace(understood=tuple(said))


def _narrowed(question: Question, clause: Clause) -> Question:
    """Return the question with the topics and the status that a clause names."""
    filter = Filter(**question.explicit)
    if topics := [word.value for word in clause.words if word.kind == "topic"]:
        if filter.get("topics"):
            raise QuestionError("say the topic once: in the sentence, or by --topic")
        filter |= {"topics": topics, "all_topics": len(topics) > 1}
    if inside(clause.words, "confirmed"):
        if filter.get("status"):
            raise QuestionError("say the status once: in the sentence, or by --status")
        filter |= {"status": ["confirmed"]}
    return ask(question.record, filter, today=question.today)


def _hear_sides(question: Question, clause: Clause, theirs: bool) -> None:
    """Raise QuestionError where words leave open who spoke with whom, or name others than those of the calls."""
    said = [word for word in clause.words if word.kind in ("one_side", "two_sides", "with")]
    order, named = [word.kind for word in said], _named(said)
    at = order.index("with") if "with" in order else len(order)
    one, other = _named(said[:at]), _named(said[at + 1 : at + 2])
    if not re.fullmatch(_WHO_WITH_WHOM, " ".join(order)) or ("with" in order and (one & other or not one | other)):
        raise QuestionError(f"'{spoken(said)}' leaves open who spoke with whom; name the two")
    span = clause.span.value if clause.span and clause.span.kind == "since_day" else ()
    led = _named(span[1:2]) if span and span[0].kind == "of" else set()  # "the third of Trump since he took office"
    named |= led
    pairs = {frozenset(call.between) for call in question.calls or question.record.calls}
    alone = inside(clause.words, "verb") or clause.kind in ("row", "gap", "before")
    if len(pairs) > 1 and (said or led or theirs or alone):
        options = " ".join(f"--with {each}" for each in sorted(named)) or "--with PERSON for each"
        raise QuestionError(f"of which two are the calls that are counted? write {options}")
    if not all(named <= pair for pair in pairs):
        raise QuestionError(f"no call here is of {listed(sorted(named), 'and')}")


def _named(words: Iterable[Word]) -> set[str]:
    """Return the people whom words name."""
    return {each for word in words if word.kind in ("one_side", "two_sides") for each in word.value}


def _call(question: Question, clause: Clause, on: str | None) -> Call | None:
    """Return the call that a claim is about: named by `on`, by a day of its own, or the last as of a day."""
    kind, day, as_of = clause.kind, clause.day, "as_of" in question.explicit
    if day and inside(day.value, "as_of") and kind != "total":
        raise QuestionError(f"'{day.text}' ends a count of calls; write --as-of DATE")
    if on is not None:
        call = the_call(question, on)
    elif kind == "total" and inside(clause.words, "future"):
        raise QuestionError("these calls lie ahead of the sentence; write which it is by --on DAY")
    elif kind != "total" and day and inside(day.value, "date"):
        return the_call(question, str(_days(day.value, question.today).first))
    elif kind == "total" or (kind == "before" and as_of):
        return None
    elif as_of and question.calls and kind not in ("before", "last", "gap") and not inside(clause.words, "future"):
        call = question.calls[-1]
    else:
        known = [each.id for each in question.calls][-12:] or ["none"]
        raise QuestionError(f"which call is it? write --on DAY; the last are {listed(known, 'and')}")
    if day and on is None and not inside(day.value, "date") and (question.today - call.date).days > _WEEK:
        raise QuestionError(f"'{day.text}' is which day? write the date")
    named = _days(day.value, call.date).first if day else call.date
    if day and named not in (call.date, *call.date_in.values()):
        raise QuestionError(f"'{day.text}' is {named}, and the call is that of {call.id}")
    return call


def _claim(question: Question, clause: Clause, call: Call | None, seen: date) -> Claim:
    """Return what a clause claims of a call, or of the calls up to a day; days are named as `seen` from one."""
    kind, number, span = clause.kind, clause.number, clause.span
    covers, selection = question.record.covers, question.selection
    if (span or kind in ("gap", "row")) and (selection.since or selection.until):
        raise QuestionError("say the span once: in the sentence, or by --from, --to and --during")
    if kind == "gap" or (span and span.kind == "in_time"):
        return _timed(clause, call)
    if kind == "row" or (span and span.kind == "ever"):
        return Claim(kind, number, call)
    if span:
        return _spanned(question, clause, span, call, seen)
    of_day = [day for noun, day in pairwise(clause.words) if noun.kind == "noun" and day is clause.day]
    if of_day and kind == "nth":
        raise QuestionError(f"'{of_day[0].text}' is when it was, or of which day? write it such as 'was on 3 July'")
    if clause.day and kind == "total" and not inside(clause.day.value, "as_of"):
        return Claim(kind, number, None, *_days(clause.day.value, seen))
    until = question.today if clause.day and kind in EXTREMES else selection.until
    return Claim(kind, number, call, selection.since or (covers.since if covers else None), until)


def _spanned(question: Question, clause: Clause, span: Word, call: Call | None, seen: date) -> Claim:
    """Return a claim about the calls of a span of days, or that the call before or the last lies in one."""
    kind, number, within = clause.kind, clause.number, span.kind in ("in_year", "in_days", "of_month")
    first = kind in EXTREMES or (kind, number) in (("nth", 1), ("total", 0))
    from_next = span.kind == "since_day" and first and not inside(span.value, "start", *_EVENTS)
    left_out = span.kind == "after_day" or from_next  # "since June": the first after it
    event, beside = inside(span.value, *_EVENTS), _named(span.value)
    own = event.value[1] if event else set()
    whose = beside or next((named for word in clause.words if (named := _named([word]))), set())
    if own and (beside - own or (whose and not whose & own)):  # Putin's call since taking office
        raise QuestionError(f"'{span.text}' is of {listed(sorted(own), 'and')}, not of {listed(sorted(whose), 'and')}")
    days = _days(span.value, seen, past=left_out)
    if kind in ("before", "last"):
        if span.kind == "when" and not inside(span.value, "date"):
            raise QuestionError(f"'{span.text}' is which day? write the date")
        if call and span.kind == "when" and call.date in days:
            raise QuestionError(f"the call before that of {call.id} was not on its own day; say which call is meant")
        return Claim(kind, 1, call, *days)
    if call and within and days.last < call.date:
        if kind != "total":
            raise QuestionError(f"the call of {call.id} is not in {days}")
        call = None  # a count of days that are over
    year = inside(span.value, "year", "period")
    ended = clause.day or (year and not str(year.value).startswith("this "))  # "this year" ends with the call
    whole = within and (call is None or (kind in EXTREMES and ended))
    until = days.last if whole and days.last <= question.today else None
    return Claim(kind, number, call, days.last + timedelta(days=1) if left_out else days.first, until)


def _timed(clause: Clause, call: Call | None) -> Claim:
    """Return a claim of a time back, such as "the fourth in less than two months"."""
    kind, number, span = clause.kind, clause.number, clause.span or inside(clause.words, "length")
    assert span
    bound, begins, first = inside(span.value, "bound"), span.value[0].kind, (kind, number) == ("nth", 1)
    length = _length(span, clause.number)
    sense = bound.value if bound else "exactly" if inside(span.value, "exact") else "after" if first else "in"
    counted, exact = kind in ("nth", "total") and not first, sense in ("in", "less than")
    odd = kind in EXTREMES or (first and sense == "less than") or (length.endswith("h") and not (counted and exact))
    if counted:  # "for two hours" is how long a call took
        odd = odd or begins == "after" or (begins == "for" and number > 0)
        odd = odd or ((call is None or number == 0) and not exact)
    if odd:
        raise QuestionError(
            f"'{span.text}' says nothing that can be counted here; write it such as 'the first in almost two months', "
            "'the second in less than 24 hours' or 'no calls in six weeks'"
        )
    if kind == "gap" and sense == "in":  # nobody counts the days of "two months after"
        sense = "about" if "mo" in length or "y" in length else "exactly"
    return Claim("gap" if first else kind, number, call, back=Back(length, sense))


def _length(span: Word, same: int) -> str:
    """Return the time that words name, as `--within` takes it; half a month is 15 days, half a year six months."""
    number, unit = inside(span.value, "number", "decimal"), inside(span.value, "unit", "units")
    assert unit
    many = number.value if number else same if inside(span.value, "same") else 1
    half = inside(span.value, "half") is not None or many % 1 == 0.5
    short = _SHORT[unit.value.removesuffix("s")]
    if (half and short not in _HALVES) or many % 1 not in (0, 0.5) or not many:
        raise QuestionError(f"'{span.text}' is no whole number of days; write it in days")
    if short == "d" and many == 1 and span.kind == "in_time":  # yesterday's call may lie hours back, or nearly two days
        return "24h"
    return (f"{int(many)}{short}" if many >= 1 else "") + (_HALVES[short] if half else "")


def _days(words: Sequence[Word], day: date, *, past: bool = False) -> Period:
    """Return the days that words name, seen from a day: without a year the last such; `past`: over before the day."""
    event, named, unit, weekday = (inside(words, *kinds) for kinds in (_EVENTS, _DATED, ("unit",), ("weekday",)))
    if event:
        found, when = Period(event.value[0], event.value[0]), words[words.index(event) + 1 :]
        seen = found.first if inside(when, "date", "month") and not inside(when, "final") else day
        if (named or unit) and found.first not in _days(when, seen):
            raise QuestionError(f"'{event.text}' is {found} in the record, not {spoken(when)}")
    elif named:
        found = _dated(str(named.value), day, past=past or inside(words, "final") is not None)
    elif unit and unit.value in ("hour", "day"):
        raise QuestionError(f"'{spoken(words)}' is no span to count in; write a date, a week, a month or a year")
    else:
        found = Period.parse(f"this-{unit.value}", today=day) if unit else Period(day, day)
    if weekday and found.first.weekday() != weekday.value:
        wrong, right = WEEKDAYS[weekday.value], WEEKDAYS[found.first.weekday()]
        raise QuestionError(f"{found.first} was a {right}, and no {wrong}")
    return found


def _dated(text: str, day: date, *, past: bool) -> Period:
    """Return the days of a date, month or year, without a year the last such that began, or is `past`, by a day."""
    if not text.startswith("--"):
        return Period.parse(text.replace(" ", "-"), today=day)
    for year in range(day.year, max(day.year - 9, 0), -1):  # a leap day is so many years back at most
        try:
            found = Period.parse(f"{year:04}{text[1:]}", today=day)
        except QuestionError:
            continue
        if past and day in found:
            raise QuestionError(f"is that of {day} itself meant, or the one before? write the year")
        if found.last < day if past else found.first <= day:
            return found
    raise QuestionError(f"there is no {text.removeprefix('--')} before {day}")


_WHO_WITH_WHOM = "(two_sides ?)*|(one_side )*with one_side( one_side| two_sides)*"
_WEEK = 6  # the most days that a weekday's name goes back
_EVENTS = ("event", "term")
_DATED = ("date", "period", "month", "year")
_SHORT = {"hour": "h", "day": "d", "week": "w", "month": "mo", "year": "y"}
_HALVES = {"mo": "15d", "y": "6mo"}
_KEPT = {"public": "the record counts the calls that a side announced", "confirmed": "only confirmed calls are counted"}
