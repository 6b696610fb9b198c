"""A claim in the words of the press: what it claims, and what is found of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from itertools import dropwhile, groupby, pairwise, takewhile

from ..record.filter import Filter
from ..record.model import WEEKDAYS, Call
from ..record.period import Period, around
from ..record.problem import QuestionError
from ..record.text import listed
from .asking import Question, ask
from .claim import Verdict, found_of, options, the_call
from .evidence import EXTREMES, Back, Claim
from .grammar import Clause, Part, clauses
from .vocabulary import OWN, SENSES, UNITS
from .words import Word, read, spoken


def judge(question: Question, text: str, *, on: str | None) -> list[Verdict]:
    """Return what is found of each claim of a sentence, about the call that `on`, the sentence or `as_of` names.

    Raises QuestionError for a word that is not known, for what is no count of calls, and where no call is named.
    """
    # "their" and "si" are gone from the words that are read; of several pairs they leave open which is meant
    theirs = not {*OWN.split("|"), "si"}.isdisjoint(re.findall("[a-z]+", text.casefold()))
    asked = [(clause, _narrowed(question, clause, theirs)) for clause in clauses(read(text, question.record))]
    for (first, before), (second, after) in pairwise(asked):
        fewer = len(after.selection.conditions) < len(before.selection.conditions)
        if fewer and (first.kind == second.kind == "total" or not any(word.kind == "topic" for word in first.words)):
            raise QuestionError(f"'{spoken(second.words)}' is said of whom, and on what? write it on its own")
    return [_judged(narrowed, clause, on) for clause, narrowed in asked]


def _judged(question: Question, clause: Clause, on: str | None) -> Verdict:
    """Return what is found of a claim."""
    covers, call = question.record.covers, _call(question, clause, on)
    seen = question.today
    if call and (on is not None or clause.day):
        seen = call.date
    elif clause.day:
        seen = _days(clause.day.words, question.today).last
    claim = _claim(question, clause, call, seen)
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
    same = options(question, claim)
    said.append(f"in options: {same or 'none say exactly this'}")
    return verdict._replace(understood=tuple(said))


def _narrowed(question: Question, clause: Clause, theirs: bool) -> Question:
    """Return the question with the topics, people and status of a clause; `theirs`: it is of some pair, or of one."""
    filter, calls = Filter(**question.explicit), question.record.calls
    of_span = clause.span.words if clause.span else ()  # "since Trump took office" is of no call of Trump
    words = [word for word in clause.words if not any(word is each for each in of_span)]
    _hear_both(words)
    people = _people(words, calls, apart=clause.apart)
    topics = [word.value for word in words if word.kind == "topic"]
    if topics and len(list(filter.get("topics", ()))) > 1 and not filter.get("all_topics"):
        raise QuestionError("with a topic in the sentence write one --topic at most, or several with --all-topics")
    if topics:
        wanted = [*filter.get("topics", ()), *topics]
        filter |= {"topics": wanted, "all_topics": len(wanted) > 1}
    if people:
        filter |= {"people": list(dict.fromkeys([*filter.get("people", ()), *people]))}
    if any(word.kind == "confirmed" for word in clause.words):
        if filter.get("status"):
            raise QuestionError("say the status once: in the sentence, or by --status")
        filter |= {"status": ["confirmed"]}
    question = ask(question.record, filter, today=question.today)
    if len({frozenset(call.between) for call in question.calls}) > 1 and (theirs or _unnamed(words)):
        raise QuestionError("of which two is it said? name them, or write --with PERSON for each")
    return question


def _people(words: Sequence[Word], calls: Sequence[Call], *, apart: bool) -> list[str]:
    """Return the people of whose calls a claim is, where not all calls are theirs."""
    people: set[str] = set()
    for word in words:
        if word.kind not in _PERSONS or all({*word.value} <= {*call.between} for call in calls):
            continue
        if len(word.value) > 1:
            raise QuestionError(f"'{word.text}' is of {listed(word.value, 'and')}; name the person")
        if apart:
            raise QuestionError(f"'{word.text}' may be said of one call alone; write --with")
        people.update(word.value)
    if len(people) > 1 and not any(people <= {*call.between} for call in calls):
        raise QuestionError(f"no call is of {listed(sorted(people), 'and')}; write a claim for each call's two")
    return sorted(people)


def _unnamed(words: Sequence[Word]) -> bool:
    """Return whether words tell of people without a name: they, the presidents; but not President Putin."""
    runs = groupby(words, key=lambda word: word.kind in (*_PERSONS, "title", "titles"))
    return any(word.kind == "pair" for word in words) or any(of_people and not _named(run) for of_people, run in runs)


def _hear_both(words: Sequence[Word]) -> None:
    """Raise QuestionError where words leave open who spoke with whom."""
    at = next((at for at, word in enumerate(words) if word.kind in ("with", "spoke_to")), len(words))
    other = _named(takewhile(lambda word: word.kind in (*_PERSONS, "title"), words[at + 1 :]))
    him = any(word.kind == "other" and word.value == 0 for word in words[at + 1 : at + 2])
    several = any(word.kind in ("pair", "titles") for word in words[:at])
    if (him and len(_named(words[:at])) != 1) or ((him or other) and (other & _named(words[:at]) or several)):
        raise QuestionError(f"'{spoken(words[: at + 2])}' is said of whom? name the two")  # "they spoke with Putin"
    kinds = {word.kind for word in words}
    told = any((before.kind, word.kind) == ("ordinal", "of") for before, word in pairwise(words))  # "la terza di Trump"
    if kinds & {*_PERSONS, "title"} and len(_named(words)) < 2 and not (told or kinds & _BOTH):  # "Trump's sixth call"
        one = spoken(word for word in words if word.kind in (*_PERSONS, "title"))
        raise QuestionError(f"'{one}' is one side, and a call with anybody may be meant; name the two")


def _call(question: Question, clause: Clause, on: str | None) -> Call | None:
    """Return the call that a claim is about: named by `on`, by a day of its own, or the last as of a day."""
    call = the_call(question, on) if on is not None else None
    kind, as_of = clause.kind, "as_of" in question.explicit
    if call is None and not clause.day and any(word.kind == "future" for word in clause.words):
        raise QuestionError("this call lies ahead of the sentence; write which it is by --on DAY")
    if clause.day and clause.day.word("as_of") and kind != "total":
        raise QuestionError(f"'{spoken(clause.day.words)}' ends a count of calls; write --as-of DATE")
    if call is None and clause.day and clause.day.word("month", "date"):
        return the_call(question, str(_days(clause.day.words, question.today).first)) if kind != "total" else None
    if call is None and as_of and question.calls and kind not in ("total", "before", "gap"):
        call = question.calls[-1]
    if call is None and kind != "total" and not (kind == "before" and as_of):
        known = [each.id for each in question.calls][-12:] or ["none"]
        raise QuestionError(f"which call is it? write --on DAY; the last are {listed(known, 'and')}")
    if call and clause.day:
        day = _days(clause.day.words, call.date).first
        if day not in (call.date, *call.date_in.values()):
            raise QuestionError(f"'{spoken(clause.day.words)}' is {day}, and the call is that of {call.id}")
    return call


def _claim(question: Question, clause: Clause, call: Call | None, seen: date) -> Claim:
    """Return what a clause claims of a call, or of the calls up to a day; days are named as `seen` from one."""
    kind, number, span = clause.kind, clause.number, clause.span
    covers, since, until = question.record.covers, question.selection.since, question.selection.until
    if (span or kind in ("gap", "row")) and (since or until):
        raise QuestionError("say the span once: in the sentence, or by --from, --to and --during")
    if kind == "gap" or (span and span.rule == "length"):
        return _timed(clause, call)
    if kind == "before":
        return _before(clause, call, seen)
    if kind == "row" or (span and span.rule == "ever"):
        return Claim(kind, number, call)
    if span:
        return _spanned(question, clause, span, call, seen)
    if clause.day and kind == "total" and not clause.day.word("as_of"):
        return Claim(kind, number, None, *_days(clause.day.words, seen))
    if clause.day and kind in EXTREMES:
        until = question.today
    return Claim(kind, number, call, covers.since if since is None and covers else since, until)


def _spanned(question: Question, clause: Clause, span: Part, call: Call | None, seen: date) -> Claim:
    """Return a claim about the calls of a span of days."""
    kind, number, within = clause.kind, clause.number, span.rule == "within"
    first = kind in EXTREMES or (kind, number) in (("nth", 1), ("total", 0))
    from_next = span.rule == "since" and first and not span.word("start")  # "since June": the first after it
    left_out = span.rule == "after" or from_next
    _hear_owner(clause, span)
    days = _days(span.words, seen, past=left_out)
    if call and within and days.last < call.date:
        if kind != "total":
            raise QuestionError(f"the call of {call.id} is not in {days}")
        call = None  # a count of days that are over
    whole = within and (call is None or (kind in EXTREMES and (clause.day or span.word("year", "period"))))
    until = days.last if whole and days.last <= question.today else None
    return Claim(kind, number, call, days.last + timedelta(days=1) if left_out else days.first, until)


def _hear_owner(clause: Clause, span: Part) -> None:
    """Raise QuestionError where an event may be another's than the record's: Putin's call since taking office."""
    event = span.word("event", "term")
    if event and not event.value.named | _named(span.words):
        after = dropwhile(lambda word: word.kind not in _PERSONS, clause.words)
        others = _named(takewhile(lambda word: word.kind in (*_PERSONS, "title", "titles", "and", "comma"), after))
        if others and event.value.own and not others & event.value.own:
            whose = listed(sorted(others), "and")
            raise QuestionError(f"'{spoken(span.words)}' may be said of {whose}; say of whom it is")


def _timed(clause: Clause, call: Call | None) -> Claim:
    """Return a claim of a time back, such as "the fourth in less than two months"."""
    kind, number, part = clause.kind, clause.number, clause.span or clause.head
    parts, begins, bound = _lengths(part, number), part.words[0].kind, part.word("bound")
    hours, first = parts[0].endswith("h"), (kind, number) == ("nth", 1)
    sense = SENSES[bound.value] if bound else "exactly" if part.word("exact") else "after" if first else "in"
    if kind == "gap" and sense in ("in", "after"):  # nobody counts the days of "two months after"
        sense = "about" if parts[-1].endswith(("mo", "y")) else "exactly"
    exact = sense in ("in", "less than")
    odd = kind not in ("nth", "total", "gap") or (hours and not exact)
    if first:
        odd = odd or sense == "less than"
    elif kind != "gap":  # "for two hours" is how long a call took
        odd = odd or begins == "after" or (begins == "for" and number > 0)
        odd = odd or ((call is None or number == 0) and not exact)
    if odd:
        raise QuestionError(
            f"'{spoken(part.words)}' says nothing that can be counted of '{spoken(clause.head.words)}'; write it such "
            "as 'the first in almost two months', 'the second in less than 24 hours' or 'no calls in six weeks'"
        )
    return Claim("gap" if first else kind, number, call, back=Back(parts, sense))


def _lengths(part: Part, same: int) -> tuple[str, ...]:
    """Return the time that words name, as `--within` takes it; half a month is 15 days, half a year six months."""
    number, unit = part.word("number", "decimal"), part.word("hour", "hours", "day", "days", "unit", "units")
    assert unit
    many = number.value if number else same if part.word("same") else 1
    half = part.word("half") is not None or many % 1 == 0.5
    short = unit.kind[0] if unit.kind[0] in "hd" else ("w", "mo", "y")[unit.value]
    if (half and short not in _HALVES) or many % 1 not in (0, 0.5):
        raise QuestionError(f"'{spoken(part.words)}' is no whole number of days; write it in days")
    if short == "d" and many == 1 and part.rule == "length":  # yesterday's call may lie hours back, or nearly two days
        many, short = 24, "h"
    whole = (f"{int(many)}{short}",) if many >= 1 else ()
    return (*whole, _HALVES[short]) if half else whole


def _before(clause: Clause, call: Call | None, seen: date) -> Claim:
    """Return a claim of the call before, or that a call was the last: "the last of the year" has no day and no verb."""
    if not clause.span or clause.span.rule not in ("on", "within"):
        raise QuestionError("say on which day or in which month, such as: their previous call was in May")
    days, by_day = _days(clause.span.words, seen), clause.span.rule == "on"
    if call and by_day and call.date in days:
        raise QuestionError(f"the call before that of {call.id} was not on its own day; say which call is meant")
    earlier = by_day or clause.told or clause.head.word("previous") is not None
    if call is None and not earlier:
        raise QuestionError("which call is it? write --on DAY")
    return Claim("before" if earlier else "last", 1, call, *days)


def _days(words: Sequence[Word], day: date, *, past: bool = False) -> Period:
    """Return the days that words name, seen from a day: without a year the last such; `past`: over before the day."""
    of = {word.kind: word for word in words}
    if event := of.get("event") or of.get("term"):
        return _of_event(event, words, day)
    found = _dated(of, words, day, past)
    if "weekday" in of and found.first.weekday() != of["weekday"].value:
        wrong, right = WEEKDAYS[of["weekday"].value], WEEKDAYS[found.first.weekday()]
        raise QuestionError(f"{found.first} was a {right}, and no {wrong}")
    return found


def _of_event(event: Word, words: Sequence[Word], day: date) -> Period:
    """Return the day of an event, which must be of those and in the days that stand beside it."""
    found, own, _ = event.value
    beside = _named(words)
    if own and beside - own:  # "since Putin took office"
        raise QuestionError(f"'{event.text}' is {found} in the record, and of {listed(sorted(own), 'and')}")
    when = words[words.index(event) + 1 :]
    kinds = {word.kind for word in when}
    seen = found if kinds & {"month", "year"} and "last" not in kinds else day
    if kinds & {"date", "period", "month", "year", "unit"} and found not in _days(when, seen):
        raise QuestionError(f"'{event.text}' is {found} in the record, not {spoken(when)}")
    return Period(found, found)


def _named(words: Iterable[Word]) -> set[str]:
    """Return the people whom words name."""
    return {each for word in words if word.kind in _PERSONS for each in word.value}


def _dated(of: Mapping[str, Word], words: Sequence[Word], day: date, past: bool) -> Period:
    """Return the days of a date, a month, a week or a year; a weekday alone is the day itself."""
    if iso := of.get("date") or of.get("period"):
        return Period.parse(iso.value, today=day)
    if "unit" in of:
        unit = UNITS[of["unit"].value]
        return Period.parse(f"last-{unit}", today=day) if "last" in of else around(day, unit)
    if "month" not in of:
        return Period.parse(f"{of['year'].value:04}", today=day) if "year" in of else Period(day, day)
    number = of.get("number") or of.get("ordinal")
    rest = f"-{of['month'].value:02}" + (f"-{number.value:02}" if number else "")
    if "year" in of:
        return Period.parse(f"{of['year'].value:04}{rest}", today=day)
    past = past or "last" in of
    for year in range(day.year, max(day.year - 9, 0), -1):  # a leap day is so many years back at most
        with suppress(QuestionError):
            found = Period.parse(f"{year:04}{rest}", today=day)
            if found.last < day if past else found.first <= day:
                return found
    raise QuestionError(f"there is no '{spoken(words)}' before {day}")


_PERSONS = ("person", "country")
_BOTH = {"with", "spoke_to", "between", "pair", "other", "titles", "and"}  # words of a call's two sides
_HALVES = {"mo": "15d", "y": "6mo"}
_KEPT = {"public": "the record counts the calls that a side announced", "confirmed": "only confirmed calls are counted"}
