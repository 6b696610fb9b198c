"""A claim in the words of the press: what it claims, and what is found of it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..record.filter import Filter
from ..record.model import WEEKDAYS, Call
from ..record.period import Period, around
from ..record.problem import QuestionError
from ..record.text import listed
from .asking import Question, ask
from .claim import Reading, Verdict, found_of, the_call
from .evidence import Back, Claim
from .words import FORM, REFUSED, Word, read


class _Draft(NamedTuple):
    """A claim as far as its words were read; `shares` says that its span is that of the next."""

    kind: str = ""
    number: int = 1
    span: tuple[Word, ...] = ()
    back: Back | None = None
    shares: bool = False


def judge(question: Question, text: str, *, on: str | None) -> list[Verdict]:
    """Return what is found of each claim of a sentence, about the call that `on`, the sentence or `as_of` names.

    Raises QuestionError for a word that is not known, for what is no count of calls, and where no call is named.
    """
    words = read(text, question.record)
    drafts, days = _drafts([*_parts([word for word in words if word.code not in ".NPTQqw"])])
    people = dict.fromkeys(word.value for word in words if word.code == "P")
    told = {person for person in people if any(person not in call.between for call in question.record.calls)}
    filter: Filter = {**question.explicit}
    if topics := [word.value for word in words if word.code == "T"]:
        topics = [*filter.get("topics", ()), *topics]
        filter |= {"topics": topics, "all_topics": len(topics) > 1}
    if told:
        filter |= {"people": [*filter.get("people", ()), *told]}
    if any(word.code == "Q" for word in words):
        filter |= {"status": ["confirmed"]}
    question = ask(question.record, filter, today=question.today)
    call = _call(question, days, on, needed=any(draft.kind not in ("total", "before") for draft in drafts))
    kept = {code: " ".join(word.text for word in words if word.code == code) for code in _KEPT}
    notes = [f"'{said}': {_KEPT[code]}" for code, said in kept.items() if said]
    for word in words:
        if word.code == "w" and call and call.date.weekday() != word.value:
            raise QuestionError(f"the call of {call.id} was on a {call.weekday}, not on {WEEKDAYS[word.value]}")
    return [_judged(question, draft, call, notes) for draft in drafts]


def _judged(question: Question, draft: _Draft, call: Call | None, notes: Sequence[str]) -> Verdict:
    day, covers = call.date if call else question.today, question.record.covers
    claim = _claim(question, draft, call, day)
    if call is None and claim.kind != "total" and not (claim.kind == "before" and "as_of" in question.explicit):
        known = [each.id for each in question.calls][-12:]
        raise QuestionError(
            f"which call is it? write --on DAY{'; the last are ' if known else ''}{listed(known, 'and')}"
        )
    said = [*notes]
    if claim.back and not claim.back.hours:
        said.append(f"{claim.back}: {claim.back.limits(day)} before {day}, which is not counted")
    elif not draft.span and not question.selection.since and covers and claim.since:
        said.append(f"no span is said: the whole record, complete {covers.since} to {covers.until}")

    def understood(asked: Reading) -> tuple[str, ...]:
        options = _options(question, claim)
        same = f"in options: diplocalls claim {options}" if options else "in options: none say exactly this"
        return (
            f"counted from {asked.since or 'the first call'} to {asked.until}, both days included",
            *dict.fromkeys(said),
            same,
        )

    return found_of(question, claim, understood)


def _claim(question: Question, draft: _Draft, call: Call | None, day: date) -> Claim:
    """Return what a draft claims of a call, or of the calls up to a day."""
    kind, number, back, covers = draft.kind, draft.number, draft.back, question.record.covers
    since, until = question.selection.since, None if call else question.selection.until
    if draft.span and (since or until):
        raise QuestionError("say the span once: in the sentence, or by --from, --to and --during")
    if kind == "before" and not draft.span:
        raise QuestionError("say when the call before was, such as: their previous call was in May")
    if back and (since or kind not in ("nth", "total", "gap")):
        raise QuestionError("a length of time says nothing here; write the span, such as: of the year")
    if back:
        kind = "gap" if kind == "nth" and number == 1 else kind
        sense = "after" if kind == "gap" and back.sense == "in" else back.sense
        if kind == "gap" and (back.hours or sense == "less than"):
            raise QuestionError(
                "how long was it after the call before? write in, almost, about or more than so many days"
            )
        if back.hours and sense not in ("in", "less than"):
            raise QuestionError(f"hours are taken as they are; write in {back.hours} hours")
        return Claim(kind, number, call, back=Back(back.parts, sense))
    codes = "".join(word.code for word in draft.span)
    if kind == "before":
        kind = "last" if codes[0] == "f" and not re.search("[nO]|D", codes) else kind
        return Claim(kind, 1, call, *_period(draft.span, day))
    if "e" in codes or kind == "row":
        return Claim(kind, number, call)
    if draft.span:
        within, begins = not re.search("[shE]", codes), re.search("[hE]", codes)
        first = not within and not begins and (kind, number) in (("nth", 1), ("total", 0))  # "since June": after it
        span = _period(draft.span, day, past=first)
        if call and within and span.last < call.date:
            if kind != "total":
                raise QuestionError(f"the call of {call.id} is not in {span}")
            call = None  # a count of days that are over
        over = not call and within and span.last <= question.today
        since = span.last + timedelta(days=1) if first else span.first
        until = span.last if over or (within and kind in ("longest", "shortest")) else None
    elif since is None and covers:
        since = covers.since
    return Claim(kind, number, call, since, until)


def _call(question: Question, days: Sequence[tuple[Word, ...]], on: str | None, *, needed: bool) -> Call | None:
    """Return the call that a sentence is about: named by `on`, by a day of its own, or the last as of a day."""
    call = the_call(question, on) if on is not None else None
    named = {_period(each, call.date if call else question.today).first for each in days}
    if len(named) > 1 or (call and named - {call.date, *call.date_in.values()}):
        said = [str(day) for day in sorted({*named, *([call.date] if call else [])})]
        raise QuestionError(f"about which day is it, {listed(said)}? name one call at a time")
    if call is None and named:
        return the_call(question, str(named.pop()))
    if call is None and needed and "as_of" in question.explicit and question.calls:
        return question.calls[-1]
    return call


def _period(span: Sequence[Word], day: date, *, past: bool = False) -> Period:
    """Return the days that words name, seen from a day: without a year the last such; `past`: over before the day."""
    of = {word.code: word for word in span}
    if "E" in of:
        event, at = of["E"].value, [word.code for word in span].index("E") + 1
        when = [word for word in span[at:] if word.code in "nOmyDup"]
        if when and event not in _period(when, event if {"m", "y"} & {word.code for word in when} else day):
            said = " ".join(word.text for word in when)
            raise QuestionError(f"'{of['E'].text}' is {event} in the record, not in {said}")
        return Period(event, event)
    if "D" in of:
        return Period.parse(of["D"].value, today=day)
    if "u" in of:
        unit = ("hour", "day", "week", "month", "year")[of["u"].value]
        if unit in ("hour", "day"):
            raise QuestionError(f"'{of['u'].text}' names no day; write it, such as 14 June 2025")
        return Period.parse(f"last-{unit}", today=day) if "p" in of else around(day, unit)
    if "m" not in of:
        return Period.parse(f"{of['y'].value:04}", today=day)
    date_ = of.get("n") or of.get("O")
    rest = f"-{of['m'].value:02}" + (f"-{date_.value:02}" if date_ else "")
    years = [of["y"].value] if "y" in of else list(range(day.year, max(day.year - 9, 0), -1))
    for year in years:
        try:
            found = Period.parse(f"{year:04}{rest}", today=day)
        except QuestionError:  # no 29 February in it
            if year == years[-1]:
                raise
            continue
        if "y" in of or (found.last < day if past else found.first <= day):
            return found
    raise QuestionError(f"there is no such day before {day}")


def _options(question: Question, claim: Claim) -> str:
    """Return the options that say exactly what a claim does, or nothing where none do."""
    back, words = claim.back, ["--on", claim.call.id] if claim.call else []
    of = {"nth": ("--nth", {"in": "", "less than": "<"}), "total": ("--total", {"in": "", "less than": "<"})}
    option, senses = {**of, "gap": ("--nth", {"after": "<", "more than": ""})}.get(claim.kind, ("", {}))
    if not option or (back and (back.sense not in senses or back.hours or len(back.parts) > 1 or not claim.call)):
        return ""
    if not (back or claim.since or option == "--total"):
        return ""
    words += [option, str(claim.number)]
    words += ["--within", senses[back.sense] + back.parts[0]] if back else []
    words += ["--since", str(claim.since)] if claim.since else []
    words += ["--to", str(claim.until)] if claim.until else []
    for name, value in question.explicit.items():
        named = _NAMED.get(name, f"--{name.replace('_', '-')}")
        if name not in ("since", "until", "during") and value is not False:
            values = [""] if value is True else [str(value)] if isinstance(value, str | int) else value
            words += [part for each in values for part in (named, each) if part]  # type: ignore[attr-defined]
    return shlex.join(words)


def _drafts(parts: Sequence[tuple[str, tuple[Word, ...]]]) -> tuple[list[_Draft], list[tuple[Word, ...]]]:
    """Return the claims that the parts of a sentence make, and the spans among them that are days of a call."""
    drafts, days, joined = [_Draft()], list[tuple[Word, ...]](), ""
    for at, (rule, part) in enumerate(parts):
        draft, said = drafts[-1], " ".join(word.text for word in part)
        if rule == "skip":
            joined = part[0].code if part[0].code in "&," else joined
            continue
        if rule == "span" and draft.kind != "before" and _is_day(part):
            days.append(part)
        elif rule in ("span", "length"):
            if draft.span or draft.back:
                if not joined:
                    raise QuestionError(f"two spans for one claim, the second '{said}'")
                drafts.append(draft := _Draft())
            back = _back(part, draft.number) if rule == "length" else None
            drafts[-1] = draft._replace(span=() if back else part, back=back)
        else:
            if draft.kind:
                if not joined:
                    raise QuestionError(f"two claims in one, the second '{said}'; join them by a comma or 'and'")
                shares = joined == "&" and parts[at - 2][0] == "head" and not (draft.span or draft.back)
                drafts[-1] = draft._replace(shares=shares)
                drafts.append(draft := _Draft())
            drafts[-1] = _headed(draft, rule, part)
        joined = ""
    for place in range(len(drafts) - 2, -1, -1):
        if drafts[place].shares:
            drafts[place] = drafts[place]._replace(span=drafts[place + 1].span, back=drafts[place + 1].back)
    if not all(draft.kind for draft in drafts):
        raise QuestionError(f"no count of calls is claimed; {FORM}")
    return drafts, days


def _parts(words: Sequence[Word]) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Yield what stands together in a sentence, by the rule that joins it. Raises QuestionError for what does not."""
    codes, at = "".join(word.code for word in words), 0
    while at < len(codes):
        rule, end = next((rule, found.end()) for rule, shape in _SHAPES if (found := shape.match(codes, at)))
        if rule in _NONE:
            raise QuestionError(f"'{' '.join(word.text for word in words[at:end])}' {_NONE[rule]}")
        yield rule, tuple(words[at:end])
        at = end


def _is_day(part: Sequence[Word]) -> bool:
    """Return whether words name one day that nothing is counted from."""
    codes = "".join(word.code for word in part)
    return bool(re.fullmatch("[if]*(?:[nO]f?m.*|m[nO].*|D)", codes)) and (
        part[-1].code != "D" or len(part[-1].value) == 10
    )


def _headed(draft: _Draft, rule: str, part: Sequence[Word]) -> _Draft:
    """Return a draft with what its words claim: an ordinal, a number, the longest, the one before, days in a row."""
    codes = "".join(word.code for word in part)
    number = next((word.value for word in part if word.code in "nOo"), 1)
    if rule == "after":
        back = _back(part, 1)
        sense = "exactly" if back.sense == "in" else back.sense
        return draft._replace(kind="gap", back=Back(back.parts, sense))
    if rule == "row" and any(word.code == "u" and word.value != 1 for word in part):
        raise QuestionError("only days are counted in a row; write a number and a span")
    if not isinstance(number, int):
        raise QuestionError(f"'{number}' is no number of calls")
    kinds = {"L": "longest", "S": "shortest", "p": "before", "v": "before", "n": "total"}
    kind = "row" if rule == "row" else "nth" if "#" in codes else kinds.get(codes[0], "nth")
    return draft._replace(kind=kind, number=number)


def _back(part: Sequence[Word], same: int) -> Back:
    """Return the time back that words name; half a month is 15 days, half a year six months."""
    of = {word.code: word for word in part}
    number = of["n"].value if "n" in of else same if "x" in of else 1
    half, unit = "H" in of or number != int(number), ("h", "d", "w", "mo", "y")[of["u"].value]
    if half and (unit not in ("mo", "y") or number % 1 not in (0, 0.5)):
        raise QuestionError(f"'{' '.join(word.text for word in part)}' is no whole number of days; write it in days")
    parts = [f"{int(number)}{unit}"] * (number >= 1) + [{"mo": "15d", "y": "6mo"}.get(unit, "")] * half
    return Back(tuple(parts), _SENSES[of["B"].value] if "B" in of else "in")


_NAMED = {"topics": "--topic", "not_topics": "--not-topic", "people": "--with"}  # else an option is a filter's name
_SENSES = ("less than", "almost", "about", "more than", "just over")
_KEPT = {
    "q": "the record counts the calls that a side announced",
    "Q": "only confirmed calls are counted",
}
_NONE = {
    "rate": REFUSED[1],
    "exact": REFUSED[2],
    "odd": f"has no meaning where it stands; {FORM}",
}
_DATE = r"(?:[nO]f?m(?:,?y|p)?|m[nO](?!c)(?:,?y)?|p?mf?[yp]?|D|y|pu|up|u)"
# What stands together, in the letters of words.py: `n m` is 14 June, `o k u` the second consecutive day.
_SHAPES = [
    (rule, re.compile(shape))
    for rule, shape in {
        "row": r"i?(?:[oO](?:ku|uk)|n(?:ku|uk))",
        "after": r"B?[n1]H?uH?s[pv]c?",
        "rate": r"(?<=[cn])1u",
        "length": r"[is]+p?B?p?[nx1]H?p?uH?|[is]+p?Bp?uH?|i+puH?",
        "span": rf"[isf]*h?[ft]*(?:E(?:[if]*{_DATE})?|{_DATE}|e)",
        "head": r"#?[oOn]c?|c?#n|[LS]c?|[pv]c?",
        "exact": r"Bn",
        "skip": r"[c1,&ift]",
        "odd": r".",
    }.items()
]
