"""The grammar of a claim: which words stand together, and which of these parts make a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..record.problem import QuestionError
from .vocabulary import CALLER, EXACT, FORM, RATE, UNITS
from .words import Word, spoken


class Part(NamedTuple):
    """Words that stand together, and the rule by which they do."""

    rule: str
    words: tuple[Word, ...]

    def word(self, *kinds: str) -> Word | None:
        """Return the first word of one of these kinds."""
        return next((word for word in self.words if word.kind in kinds), None)


class Clause(NamedTuple):
    """One claim of a sentence: its head, such as `sixth call`, the span of what is counted, and the day of its call.

    `kind` and `number` are those of a claim. `apart`: those whom the words name may be of one call alone. `told`: a
    verb stands between head and span, as in "their last call was in May".
    """

    kind: str
    number: int
    head: Part
    span: Part | None
    day: Part | None
    apart: bool
    told: bool
    words: tuple[Word, ...]

    @property
    def dated(self) -> bool:
        """Whether it says of which days it is."""
        return bool(self.span or self.day)


def clauses(words: Sequence[Word]) -> list[Clause]:
    """Return the claims that a sentence makes. Raises QuestionError for a word that has no place in it."""
    reader = _Reader(words)
    found = [reader.clause()]
    while reader.at < len(reader.words):
        joined = reader.take("join")
        if not joined:
            raise reader.misplaced()
        before, after = found[-1], reader.clause()
        earlier = before.head.rule == "before" and before.span and before.told
        if earlier or (before.head.rule, after.head.rule) == ("total", "before"):
            raise QuestionError(f"'{spoken(after.head.words)}' is said of which of the two calls? write it on its own")
        shared = before.dated != after.dated if after.kind == "total" else before.dated < after.dated
        if shared and joined.words[0].kind == "and" and before.kind == after.kind:
            raise QuestionError(f"'{spoken(before.words)}': since when? say it of both, or of each in its own sentence")
        bare = before.words[-1] is before.head.words[-1] and not (before.span or _names_calls(before.head))
        if bare and joined.words[0].kind == "and" and before.head.rule != after.head.rule:
            words = (*before.words, *after.words)  # "the tenth and last call of the year"
            found[-1] = before._replace(span=after.span, apart=after.apart, told=after.told, words=words)
        leads = before.day and before.day.rule != "closing"  # "On 3 July it was the sixth of the year and the fourth"
        found.append(after._replace(day=before.day) if leads and not after.day else after)
    return found


class _Reader:
    """A place in a sentence, from which parts are taken one after the other."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)
        self.at = 0

    def take(self, *rules: str) -> Part | None:
        """Return the next words that fit one of the rules, the first that does, and go on after them."""
        for rule in rules:
            if length := _fit(_RULES[rule], self.words[self.at :]):
                self.at += length
                return Part(rule, self.words[self.at - length : self.at])
        return None

    def opening(self) -> tuple[Part | None, Part | None, bool]:
        """Return the day and the span that stand before the head, and whether who spoke may be of one call alone."""
        day, span = self.take("day"), self.take(*_SPANS)
        if day or span:
            self.take("comma")
        subject = self.take("thing", "subject")
        if not subject:
            return day, span, False
        if subject.word("month", "date", "weekday"):  # "the call of 3 July was"
            day = day or subject
        else:  # "they spoke on 3 July, the sixth call of the year"
            day, span = day or self.take("day"), span or self.take("within")
        apart = bool(self.take("comma")) or subject.rule == "thing"
        # "Putin on Thursday held", "Trump e Putin al telefono, è la sesta"; but not "Putin was the sixth"
        self.take("verbs" if apart or (day and day.word("noun")) else "spoke")
        return day, span, bool(subject.word("verb") and self.take("among")) or apart

    def clause(self) -> Clause:
        """Return the next claim: a day or span, who spoke, the head, its scope, the span, the day."""
        if self.take("said", "view"):
            self.take("comma")
        start = self.at
        day, span, apart = self.opening()
        head = self.take(*_HEADS)
        if not head:
            raise self.misplaced()
        if span and (head.rule in ("gap", "row", "before") or (head.rule == "nth" and not _may_lead(span))):
            raise QuestionError(f"'{spoken(span.words)}' is when it was, or from when to count? write --on DAY instead")
        spans = {"gap": (), "row": (), "before": ("on", "within")}.get(head.rule, (*_SPANS, "ever"))
        event = self.take("event") if spans and not span else None  # "of Trump's second term" is of no call of Trump
        while not event and self.take("scope"):
            pass
        relative = self.take("relative", "people") if not event and _names_calls(head) else None
        told = head.rule in ("total", "before") and not head.word("times") and bool(self.take("verbs"))  # "once spoke"
        if head.rule == "before" and not told and (relative or head.word("latest")):
            # "the last time they spoke this year": of which call? "their latest call this year" need not be the last
            raise self.misplaced()
        span = span or event or self.take(*spans)
        if span and head.words[-1].kind == "ordinal" and _fit(_RULES["of_month"], span.words):
            raise QuestionError(f"'{spoken((*head.words, *span.words))}' may be a date; write the noun, such as 'call'")
        apart = bool(self.take("among")) or apart  # "the first of the year with Putin" need not be the first with him
        if head.rule != "gap":  # "a day after the last call, of 28 December"
            day = day or self.take("closing")
        # "for the sixth time this year, the two spoke"; but "secondo Trump hanno parlato" is no second call
        trailing = self.take("trailing") if span or head.words[-1].kind != "ordinal" else None
        apart = apart or bool(trailing and trailing.words[0].kind == "comma" and head.words[0].kind != "for")
        number, extreme = head.word("ordinal", "number", "times"), head.word("longest", "shortest")
        kind, words = extreme.kind if extreme else head.rule, self.words[start : self.at]
        self.take("said")
        return Clause(kind, number.value if number else 1, head, span, day, apart, told, words)

    def misplaced(self) -> QuestionError:
        """Return the error that names the next word, which no rule takes."""
        rest = self.words[self.at :]
        if not rest:
            return QuestionError(f"no count of calls is claimed; {FORM}")
        for shape, reason in _ODD:
            if length := _fit(shape, rest):
                return QuestionError(f"'{spoken(rest[:length])}' {reason}")
        place = f"after '{self.words[self.at - 1].text}'" if self.at else "where a claim begins"
        return QuestionError(f"'{rest[0].text}' has no place {place}; {FORM}")


def _names_calls(head: Part) -> bool:
    return head.words[-1].kind in ("noun", "nouns")


def _may_lead(span: Part) -> bool:
    """Return whether an ordinal is counted in the span before it: in 2025, since May; but not "this week they"."""
    unit = span.word("unit")
    return span.rule != "within" or (span.word("month") is None and (unit is None or UNITS[unit.value] == "year"))


def _fit(rule: re.Pattern[str], words: Sequence[Word]) -> int:
    """Return how many words at the start fit a rule."""
    found = rule.match("".join(f"{word.kind};" for word in words))
    return found[0].count(";") if found else 0


def _rule(text: str) -> re.Pattern[str]:
    """Return a rule as a pattern for the kinds of words, a semicolon after each."""
    return re.compile(re.sub("[a-z_]+", r"(?:\g<0>;)", text.replace("(", "(?:")).replace(" ", ""))


_STATE = "country (and country)?"  # of a person: "Russia and the US spoke" may be said of ministers
_WHO = f"(({_STATE})? (title* person+ | title+) (of? {_STATE} person?)?)"
_NAMES = f"({_WHO} ((and | comma) {_WHO})*)"
_PEOPLE = f"(pair (title | titles)? | ({_STATE})? titles (of? {_STATE})? {_NAMES}? | {_NAMES})"
_OTHER = (  # "with the leader" and "with the leaders": with whom?
    "(other | (title | country)* (person | country title | title of? country) person? (comma person)?)"
)
_WITH = f"(with {_OTHER} | between {_PEOPLE})"
_SPOKE = f"((verb | was)* only? (verb (one noun)? (with {_OTHER})? | spoke_to {_OTHER}))"
_WAS = "((verb | was)+)"
_QUALITY = "(public | confirmed)*"
_CALL = f"({_QUALITY} {_PEOPLE}? noun {_QUALITY})"
_CALLS = f"({_QUALITY} {_PEOPLE}? (noun | nouns) {_QUALITY})"
_DATE = "(date | (number of? month | month (number | ordinal)) (comma? year | last)?)"
_ON = f"((on | in | of | at)? one? (weekday comma?)? {_DATE} | on (weekday comma?)? ordinal of? month (comma? year)?)"
_DAY = f"({_ON} | as_of {_DATE} | on? weekday)"
_HELD = f"({_DAY} | of weekday)"  # the call of Monday is that day's, but the second call of Monday is not the second
_MONTH = "month (of? year | last)?"
_FROM = f"(last? {_DATE} | ordinal of? month year? | {_MONTH} | last (month | unit) | year | period | this? unit)"
_WHEN = f"((on | in | of | at)? {_FROM} | unit last)"
_EVENT = f"(start? of? {_PEOPLE}? {_WAS}? (event | term) (of {_PEOPLE} (to voice)?)? {_WHEN}?)"

# What stands together, by the kinds of its words: `?` may be left out, `*` may be there several times, `|` is or.
_HEADS = {
    "row": "(in | for)? one? ordinal (straight day | day straight) | number (straight days | days straight)",
    "gap": "at? only? (bound | exact)? (number | one) half? (day | days | unit | units) half? (after | since)"
    f"(last | previous) {_CALL}?",
    "nth": f"(in | for)? only? (one ordinal {_CALL} | ordinal {_QUALITY} {_CALL}?)",
    "total": f"(only | exact)? number {_CALLS} | only? times",
    "extreme": f"(longest | shortest) (of {_CALLS} | {_CALL})? | noun {_QUALITY} (longest | shortest)",
    "before": f"(last | previous | latest) {_QUALITY} {_CALL}? | for last {_CALL} | noun {_QUALITY} previous",
}
_SPANS = {
    "length": "(in | within | past | for | since | after) last? only? (bound | exact)? (number | decimal | one | same)"
    "half? (hour | hours | day | days | unit | units) half? last? | past bound? (hour | day | unit) half?",
    "event": f"since {_EVENT} | (in | of | for) {_PEOPLE}? term (of {_PEOPLE})? {_WHEN}?",
    "since": f"since (start of?)? {_FROM}",
    "after": f"after ({_EVENT} | {_FROM})",
    "within": "(in | of | at)? (this unit | unit this | last (unit | month) | (unit | month) last)"
    "| at month (of? year)? | (in | of) (month (of? year)? | year | period | unit)",
}
_OTHERS = {
    "comma": "comma",
    "join": "comma? and | comma",
    "said": f"comma? (according (voice | {_PEOPLE}) | ({_PEOPLE} | voice) (said | confirmed))",
    "view": f"for voice comma? {_WAS} | voice comma",
    "ever": "ever",
    "thing": f"(one | new | {_PEOPLE})? noun {_HELD}? ({_WITH} | {_PEOPLE})? {_HELD}? ({_WAS} {_PEOPLE}? | comma)",
    "subject": f"future? verb* was {_WAS}? {_PEOPLE}? | {_PEOPLE} (future? {_SPOKE} | future)?"
    f"| (future? {_SPOKE} | future) {_PEOPLE}?",
    "spoke": _SPOKE,
    "verbs": f"verb* was {_WAS}? (between {_PEOPLE})? | {_SPOKE} {_WAS}?",
    "relative": f"{_PEOPLE} {_SPOKE}",
    "people": _PEOPLE,
    "scope": f"topic | of {_PEOPLE} | {_WITH}",
    "on": f"last? {_ON}",
    "day": f"{_DAY} noun?",
    "among": _WITH,
    "of_month": "of month",
    "closing": f"comma? (verb* was {_WAS}?)? {_DAY}",
    "trailing": f"comma? {_PEOPLE} {_SPOKE} $",
}
_RULES = {rule: _rule(text) for rule, text in {**_HEADS, **_SPANS, **_OTHERS}.items()}
_ODD = [  # what may stand where no rule takes it, and why it makes no claim
    (_rule("one (hour | day | unit)"), RATE),
    (_rule("bound number"), EXACT),
    (_rule("only noun"), "is a count of one; write it as one call"),
    (_rule("(with | between | of)? one (title | titles | country)+"), "is anybody in that office; name the person"),
    (_rule("since (person | country | title | titles)+"), "is no day; write --since DATE, or --placed-by PERSON"),
    (_rule("(noun | nouns | at | to | only) (person | country | title | titles)+"), CALLER),
]
