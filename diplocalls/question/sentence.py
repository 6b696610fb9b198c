"""A claim in the words of the press: what it claims, and what is found of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from ..record.filter import Filter
from ..record.model import WEEKDAYS, Call
from ..record.period import Period, around
from ..record.problem import QuestionError
from ..record.text import listed
from .asking import Question, ask
from .claim import Reading, Verdict, found_of, options, the_call
from .evidence import Back, Claim
from .vocabulary import FORM
from .words import Word, parts, read, spoken


class _Draft(NamedTuple):
    """A claim as far as its words were read: what it begins with, its span, the day of its call, the time back.

    `at` is the place of its first word, `head` that of what is counted; `shares` says that its span is that of the
    next, `was` that a verb stands between what is counted and the span.
    """

    kind: str = ""
    number: int = 1
    span: tuple[Word, ...] = ()
    day: tuple[Word, ...] = ()
    back: Back | None = None
    at: int = 0
    head: int = 0
    shares: bool = False
    was: bool = False


def judge(question: Question, text: str, *, on: str | None) -> list[Verdict]:
    """Return what is found of each claim of a sentence, about the call that `on`, the sentence or `as_of` names.

    Raises QuestionError for a word that is not known, for what is no count of calls, and where no call is named.
    """
    words = read(text, question.record)
    drafts = _drafts([*parts([word for word in words if word.code not in ".NPTQqwbaYFK"])])
    ends = [*(draft.at for draft in drafts[1:]), len(words)]
    return [_judged(question, draft, words[draft.at : end], on) for draft, end in zip(drafts, ends, strict=True)]


def _judged(question: Question, draft: _Draft, words: Sequence[Word], on: str | None) -> Verdict:
    """Return what is found of a claim; `words` are those that stand with it."""
    question = _narrowed(question, draft, words)
    covers, call = question.record.covers, _call(question, draft, on)
    for word in words:
        if word.code == "w":
            day = call.date if call else question.today
            day = _period(draft.span, day).first if draft.kind == "before" and _is_day(draft.span) else day
            if day.weekday() != word.value:
                raise QuestionError(f"{day} was a {WEEKDAYS[day.weekday()]}, and no {WEEKDAYS[word.value]}")
    if on is None and not draft.day and any(word.code == "F" for word in words):
        raise QuestionError("this call lies ahead of the sentence; write which it is by --on DAY")
    named = _period(draft.day, question.today).last if draft.day and not call else None
    seen = named or (call.date if call and (on is not None or draft.day) else question.today)
    claim = _claim(question, draft, call, seen)
    if named and draft.kind == "total" and (draft.span or draft.back or draft.day[0].text == "as of"):
        claim = claim._replace(until=min(claim.until or named, named))
    kept = {code: spoken(word for word in words if word.code == code) for code in _KEPT}
    said = [f"'{text}': {_KEPT[code]}" for code, text in kept.items() if text]
    if claim.back and not claim.back.hours:
        said.append(f"{claim.back}: {claim.back.limits(call.date if call else seen)} earlier")
    elif not (draft.span or question.selection.since) and covers and claim.since:
        said.append(f"no span is said: the whole record, complete {covers.since} to {covers.until}")

    def understood(asked: Reading) -> tuple[str, ...]:
        same = options(question, claim)
        same = f"in options: diplocalls claim {same}" if same else "in options: none say exactly this"
        return f"counted from {asked.since or 'the first call'} to {asked.until}, both days included", *said, same

    return found_of(question, claim, understood)


def _narrowed(question: Question, draft: _Draft, words: Sequence[Word]) -> Question:
    """Return the question with the topics, people and status that stand with what is counted."""
    filter, calls = Filter(**question.explicit), question.record.calls
    people = {word.at: word.value for word in words if word.code == "P"}
    for word in words:
        if word.code == "N" and len(word.value) > 1 and not all({*word.value} <= {*each.between} for each in calls):
            raise QuestionError(f"'{word.text}' is of {listed(word.value, 'and')}; name the person")
    people |= {word.at: word.value[0] for word in words if word.code == "N" and len(word.value) == 1}
    told = {at: each for at, each in people.items() if any(each not in call.between for call in calls)}
    topics = {word.at: word.value for word in words if word.code == "T"}
    for at in (*told, *topics):
        apart = "".join(word.code for word in words if min(at, draft.head) < word.at < max(at, draft.head))
        beside = set(apart) <= set(".oOncC#LSUpvQq" + "PNb" * (at in told))
        after = at > draft.head
        if {",", "V"} & {*apart} or not (beside or (at in told and after)) or (at in topics and not after):
            [word] = [word for word in words if word.at == at]
            raise QuestionError(f"'{word.text}' may be said of one call alone; write --topic or --with")
    if topics and len(list(filter.get("topics", ()))) > 1 and not filter.get("all_topics"):
        raise QuestionError("with a topic in the sentence write one --topic at most, or several with --all-topics")
    if topics:
        wanted = [*filter.get("topics", ()), *topics.values()]
        filter |= {"topics": wanted, "all_topics": len(wanted) > 1}
    if told:
        filter |= {"people": list(dict.fromkeys([*filter.get("people", ()), *told.values()]))}
    if any(word.code == "Q" for word in words):
        if filter.get("status"):
            raise QuestionError("say the status once: in the sentence, or by --status")
        filter |= {"status": ["confirmed"]}
    return ask(question.record, filter, today=question.today)


def _claim(question: Question, draft: _Draft, call: Call | None, seen: date) -> Claim:
    """Return what a draft claims of a call, or of the calls up to a day; days are named as `seen` from one."""
    kind, number, covers = draft.kind, draft.number, question.record.covers
    since, until = question.selection.since, question.selection.until
    codes = "".join(word.code for word in draft.span)
    if (draft.span or kind == "row") and (since or until):
        raise QuestionError("say the span once: in the sentence, or by --from, --to and --during")
    if draft.back:
        return _timed(draft, draft.back, call, since)._replace(until=until)
    if kind == "before":
        return _last(draft, codes, call, seen)
    if kind == "nth" and draft.was and draft.span:
        raise QuestionError("which call was it? write its day, or --on DAY")
    if "e" in codes or kind == "row":
        return Claim(kind, number, call)
    if draft.span:
        begins, after = re.search("[hE]", codes), "A" in codes
        within = not begins and not re.search("[sA]", codes)
        first = (kind, number) in (("nth", 1), ("total", 0)) or kind in ("longest", "shortest")
        first = first or (kind == "only" and bool(re.search("[nOD]", codes)))
        left_out = after or (first and not within and not begins)  # "since June": the first one after it
        span = _period(draft.span, seen, past=left_out)
        if call and within and span.last < call.date:
            if kind not in ("total", "only"):
                raise QuestionError(f"the call of {call.id} is not in {span}")
            call = None  # a count of days that are over
        since = span.last + timedelta(days=1) if left_out else span.first
        extreme = kind in ("longest", "shortest")
        named = call is None or kind == "only" or (extreme and (draft.day or {"y", "D"} & {*codes}))
        until = span.last if within and named and span.last <= question.today else None
        if kind == "only":
            return Claim("total", 1, None if within or draft.day else call, since, until)
        return Claim(kind, number, call, since, until)
    if draft.day and kind == "total" and draft.day[0].text != "as of":
        return Claim(kind, number, None, *_period(draft.day, seen))
    kind, call = ("total", None) if kind == "only" else (kind, call)
    until = question.today if draft.day and kind in ("longest", "shortest") else until
    return Claim(kind, number, call, covers.since if since is None and covers else since, until)


def _timed(draft: _Draft, back: Back, call: Call | None, since: date | None) -> Claim:
    """Return a claim of a time back."""
    if since or draft.kind not in ("nth", "total", "gap"):
        raise QuestionError("a length of time says nothing here; write the span, such as: of the year")
    kind = "gap" if draft.kind == "nth" and draft.number == 1 else draft.kind
    sense = "after" if kind == "gap" and back.sense == "in" else back.sense
    if kind == "gap" and (back.hours or (sense == "less than" and draft.kind == "nth")):
        raise QuestionError("how long after the call before? write in, almost, about or more than so many days")
    if draft.kind == "total" and not draft.number and sense not in ("in", "less than"):
        raise QuestionError("how long was there no call? write no calls in so many days")
    if kind != "gap" and sense == "after":
        raise QuestionError("only a first call comes after a length of time; write in, within or less than")
    if back.hours and sense not in ("in", "less than"):
        raise QuestionError(f"hours are taken as they are; write in {back.hours} hours")
    return Claim(kind, draft.number, call, back=Back(back.parts, sense))


def _last(draft: _Draft, codes: str, call: Call | None, seen: date) -> Claim:
    """Return a claim of the call before, or that a call was the last: "the last of the year" has no day and no verb."""
    if not draft.span or re.search("[sAhEe]", codes):
        raise QuestionError("say on which day or in which month, such as: their previous call was in May")
    day = _is_day(draft.span)
    span = _period(draft.span, seen)
    if call and day and call.date in span:
        raise QuestionError(f"the call before that of {call.id} was not on its own day; say which call is meant")
    before = day or draft.was
    if call is None and not before:
        raise QuestionError("which call is it? write --on DAY")
    return Claim("before" if before else "last", 1, call, *span)


def _call(question: Question, draft: _Draft, on: str | None) -> Call | None:
    """Return the call that a claim is about: named by `on`, by a day of its own, or the last as of a day."""
    call = the_call(question, on) if on is not None else None
    if draft.day:
        day = _period(draft.day, call.date if call else question.today).first
        if call and day not in (call.date, *call.date_in.values()):
            raise QuestionError(f"'{spoken(draft.day)}' is {day}, and --on is {call.id}")
        return call or (the_call(question, str(day)) if draft.kind != "total" else None)
    if call is None and "as_of" in question.explicit and question.calls and draft.kind not in ("total", "before"):
        return question.calls[-1]
    if call or draft.kind in ("total", "only") or (draft.kind == "before" and "as_of" in question.explicit):
        return call
    known = [each.id for each in question.calls][-12:] or ["none"]
    raise QuestionError(f"which call is it? write --on DAY; the last are {listed(known, 'and')}")


def _period(span: Sequence[Word], day: date, *, past: bool = False) -> Period:
    """Return the days that words name, seen from a day: without a year the last such; `past`: over before the day."""
    of = {word.code: word for word in span}
    if span[0].text in ("within", "entro", "as of") and not _is_day(span):
        raise QuestionError(f"'{spoken(span)}' ends a span; write its last day, or --to")
    if "E" in of:
        if span[0].code in "id" and not _TERMS & {*of["E"].text.split()}:
            raise QuestionError(f"'{span[0].text} {of['E'].text}' is no span of days; write since, or the days")
        event, at = of["E"].value.date, [word.code for word in span].index("E") + 1
        when = [word for word in span[at:] if word.code in "nOmyDup"]
        if when and event not in _period(when, event if {"m", "y"} & {word.code for word in when} else day):
            raise QuestionError(f"'{of['E'].text}' is {event} in the record, not in {spoken(when)}")
        return Period(event, event)
    if "D" in of:
        return Period.parse(of["D"].value, today=day)
    if "u" in of:
        unit = ("hour", "day", "week", "month", "year")[of["u"].value]
        if unit in ("hour", "day") or of["u"].text in _PLURAL:
            raise QuestionError(f"'{of['u'].text}' names no day; write it, such as 14 June 2025")
        return Period.parse(f"last-{unit}", today=day) if "p" in of else around(day, unit)
    if "m" not in of:
        return Period.parse(f"{of['y'].value:04}", today=day)
    date_ = of.get("n") or of.get("O") or of.get("o")
    rest = f"-{of['m'].value:02}" + (f"-{date_.value:02}" if date_ else "")
    if "y" in of:
        return Period.parse(f"{of['y'].value:04}{rest}", today=day)
    for year in range(day.year, max(day.year - 9, 0), -1):  # a leap day is so many years back at most
        with suppress(QuestionError):
            found = Period.parse(f"{year:04}{rest}", today=day)
            if found.last < day if past else found.first <= day:
                return found
    raise QuestionError(f"there is no '{spoken(span)}' before {day}")


def _drafts(found: Sequence[tuple[str, tuple[Word, ...]]]) -> list[_Draft]:
    """Return the claims that the parts of a sentence make."""
    drafts, joined = [_Draft()], None
    for at, (rule, part) in enumerate(found):
        draft, said = drafts[-1], spoken(part)
        if rule == "skip":
            joined = part[0] if part[0].code in "&," else joined
            if part[0].code == "V":  # a comma joins no second: "the last call, on 3 July, was the sixth"
                drafts[-1] = draft._replace(was=draft.was or bool(draft.kind and not (draft.span or draft.back)))
                joined = None if joined and joined.code == "," else joined
            continue
        is_day = rule == "span" and draft.kind != "before" and _is_day(part)
        new = draft.kind if rule not in ("span", "length") else draft.day if is_day else draft.span or draft.back
        if new and not joined:
            raise QuestionError(f"two claims in one, the second '{said}'; join them by a comma or 'and'")
        if new and joined:
            alone = joined.code == "&" and found[at - 2][0] == "head" and not (draft.span or draft.back)
            drafts[-1] = draft._replace(shares=alone)
            drafts.append(draft := _Draft(at=joined.at, day=draft.day))
        if is_day:
            drafts[-1] = draft._replace(day=part)
        elif rule == "length":
            drafts[-1] = draft._replace(back=_back(part, draft.number))
        elif rule == "span":
            drafts[-1] = draft._replace(span=part)
        else:
            drafts[-1] = _headed(draft, rule, part)._replace(head=part[0].at)
        joined = None
    for place in range(len(drafts) - 2, -1, -1):
        if drafts[place].shares:
            drafts[place] = drafts[place]._replace(span=drafts[place + 1].span, back=drafts[place + 1].back)
    if not all(draft.kind for draft in drafts):
        raise QuestionError(f"no count of calls is claimed; {FORM}")
    return drafts


def _is_day(part: Sequence[Word]) -> bool:
    """Return whether words name one day that nothing is counted from."""
    codes = "".join(word.code for word in part)
    day = re.fullmatch("[ifd]*(?:[nOo]f?m.*|m[nOo].*|D)", codes)
    return bool(day) and (part[-1].code != "D" or len(part[-1].value) == 10)


def _headed(draft: _Draft, rule: str, part: Sequence[Word]) -> _Draft:
    """Return a draft with what its words claim: an ordinal, a number, the longest, the one before, days in a row."""
    codes = "".join(word.code for word in part)
    number = next((word.value for word in part if word.code in "nOo"), 1)
    if rule == "after":
        back = _back(part, 1)
        vague = back.parts[0].endswith(("mo", "y"))  # nobody counts the days of "two months after"
        sense = back.sense if "B" in codes else "about" if vague else "exactly"
        return draft._replace(kind="gap", back=Back(back.parts, sense))
    if rule == "row" and any(word.code == "u" and word.value != 1 for word in part):
        raise QuestionError("only days are counted in a row; write a number and a span")
    if not isinstance(number, int) or (codes == "n" and part[0].text not in _TIMES):
        raise QuestionError(f"'{part[0].text}' of what? write it such as ten calls")
    kinds = {"L": "longest", "S": "shortest", "p": "before", "v": "before", "n": "total", "U": "only"}
    kind = "row" if rule == "row" else "nth" if "#" in codes else kinds.get(codes[0], "nth")
    return draft._replace(kind=kind, number=number, was=codes in ("p", "v"))  # "last spoke" has its verb


def _back(part: Sequence[Word], same: int) -> Back:
    """Return the time back that words name; half a month is 15 days, half a year six months."""
    of = {word.code: word for word in part}
    number = of["n"].value if "n" in of else same if "x" in of else 1
    half, unit = "H" in of or number != int(number), ("h", "d", "w", "mo", "y")[of["u"].value]
    if half and (unit not in ("mo", "y") or number % 1 not in (0, 0.5)):
        raise QuestionError(f"'{spoken(part)}' is no whole number of days; write it in days")
    if unit == "h" and any(word.text in ("for", "per", "durante", "during") for word in part):
        raise QuestionError(f"'{spoken(part)}' is how long a call took; write --longer-than")
    if unit == "d" and number == 1 and part[-1] is of["u"]:  # yesterday's call may be hours away, or nearly two days
        number, unit = 24, "h"
    parts = [f"{int(number)}{unit}"] * (number >= 1) + [{"mo": "15d", "y": "6mo"}.get(unit, "")] * half
    return Back(tuple(parts), _SENSES[of["B"].value] if "B" in of else "after" if "A" in of else "in")


_TERMS = {"term", "mandato", "presidency", "presidenza"}  # events that one can be in
_TIMES = ("once", "twice", "thrice")
_PLURAL = ("days", "weeks", "months", "years", "giorni", "settimane", "mesi", "anni")
_SENSES = ("less than", "almost", "about", "more than", "just over")
_KEPT = {"q": "the record counts the calls that a side announced", "Q": "only confirmed calls are counted"}
