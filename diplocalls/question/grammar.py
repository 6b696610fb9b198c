"""The grammar of a claim: which words make one thing together, and the forms of claims that such things make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ..record.problem import QuestionError
from ..record.text import listed
from .evidence import EXTREMES
from .vocabulary import CALLER, EXACT, FORM
from .words import Word, spoken

# Of both tables: a rule is written in kinds of words, and in parts that it names in capitals; `?` may be left out, `*`
# may be there several times, `|` is or, and `(?<=on)` stands after it. Rules of THINGS apply one after the other.
PARTS = {
    "ONE": "((country title* | title+ (of? country)?) comma?)? person | country title+ | title+ of? country | he",
    "TWO": "(they (title | titles)? | titles)? one_side (and | comma)? one_side | country and country titles"
    "| titles of? country and country | they (title | titles)? | titles | (?<=between) title",
    "SIDE": "one_side | two_sides",
    "WHOSE": "SIDE | title",
    "YEAR": "(comma? year)?",
    "DATE": "(number of? month | month (number | ordinal)) YEAR"
    "| ((?<=on) | (?<=since) | (?<=weekday)) ordinal of? month YEAR",
    "LENGTH": "(bound | exact)? ((number | decimal) half? (unit | units) | one half? unit) half?",
    "SPAN": "final? (date | month) final? | year | period | unit",
    "EVENT": "start? of? WHOSE? (verb | was)* (event | term) (of WHOSE (to voice)?)? WHEN?",
    "WHEN": "(on | in | of | at | one)? SPAN",
    "WITH": "with one_side | between two_sides",
    "QUALITY": "(public | confirmed)*",
    "CALL": "QUALITY two_sides? noun QUALITY",
    "CALLS": "QUALITY two_sides? (noun | nouns) QUALITY",
    "WAS": "verb* was (verb | was)*",
    "SPOKE": "(verb | was)* only? verb (one? noun)?",
    "TALKED": "future? SPOKE (with one_side)?",
    "SUBJECT": "SIDE when? ((TALKED | future) when? (with one_side)?)? | WAS SIDE? | (TALKED | future) SIDE? when?",
    "THING": "(one | new)? SIDE? when? noun (of? when)? (WITH | SIDE)? when? (WAS | comma) SIDE?",
    "START": "(source comma?)? (for voice comma? WAS | voice comma)?",
    "STORY": "(THING | SUBJECT (in_year | in_days)? comma (SPOKE | WAS)?)? SUBJECT?",
    "DAY": "START (when noun? comma?)? STORY",
    "LEAD": "START ((when noun? | in_time | since_day | in_year) comma?)? STORY in_year?",
    "TALE": "START ((when noun? | COUNTED) comma?)? STORY in_year?",
    "ON": "(topic | of two_sides | WITH)*",
    "THAT": "SIDE SPOKE (with one_side)?",
    "ASIDE": "ON (THAT | two_sides)?",
    "COUNTED": "in_time | since_day | after_day | in_year | in_days",
    "DAYS": "in_year | in_days | of_month",
    "END": "WITH? (comma? WAS? when)? (comma? source)?",
    "TAIL": "WITH? (comma? WAS? when)? (comma? THAT $)? (comma? source)?",
    "LAST": "(final | previous) CALL? | for final CALL | noun QUALITY previous",
}
THINGS = {
    "one_side": "ONE",
    "two_sides": "TWO",
    "source": "(according | secondo) (voice | SIDE) | (SIDE | voice) (said | confirmed)",
    "ordinal": "secondo",
    "date": "DATE",
    "month": "month (of? year)?",
    "in_time": "(in | within | past | for | since | after) final? only? LENGTH final? | past bound? unit half?"
    "| (in | within | past) only? (bound | exact)? same units half?",
    "length": "LENGTH",
    "since_day": "((?<=ordinal) of one_side)? since EVENT | (in | of | for) WHOSE? term (of WHOSE)? WHEN?"
    "| since (start of?)? SPAN",
    "after_day": "after (EVENT | SPAN)",
    "in_year": "(in | of | at)? year",
    "in_days": "(in | of | at)? (period | final month | month final) | (at | one | in) month | (in | of) unit",
    "of_month": "of month",
    "when": "(on | in | of | at | one | as_of)? final? (weekday comma?)? date final? | on? weekday",
}
FORMS = {  # claims by what they say
    "gap": "DAY (at | one)? only? length (after | since) (final | previous) CALL?",
    "row": "DAY (in | for)? one? (ordinal | number) straight ASIDE TAIL",
    "nth": "LEAD (in | for)? only? (one? ordinal CALL ASIDE (COUNTED | of_month | ever)? TAIL"
    "| ordinal QUALITY ASIDE (COUNTED | ever) TAIL | ordinal QUALITY ASIDE END)",
    "total": "TALE ((only | exact)? number CALLS ASIDE (WAS (between two_sides)? | SPOKE WAS?)? | only? times ASIDE)"
    "(COUNTED | of_month | ever)? TAIL",
    "extreme": "TALE (extreme (of CALLS | CALL)? | noun QUALITY extreme) ASIDE (COUNTED | of_month | ever)? TAIL",
    "before": "DAY ((LAST | latest CALL?) ON (THAT? WAS (between two_sides)? | SPOKE (with one_side)?) (when | DAYS)"
    "| LAST ON when | (previous CALL? | noun QUALITY previous) ON DAYS)",
    "last": "DAY final CALL? ON DAYS TAIL",
}
_OF_CALL = ("nth", *EXTREMES)
_YEARS = ("in_year", "in_days", "of_month")
_SPANS = ("in_time", "since_day", "after_day", "in_year", "in_days", "of_month", "ever")
_ODD = {  # what may stand where no rule takes it, by why it makes no claim
    EXACT: "bound number",
    CALLER: "(noun | nouns | at | to | only) (one_side | country)+",
    "is anybody in that office; name the person": "(with | between | of)? one (title | titles | one_side | country)",
}


class Clause(NamedTuple):
    """One claim of a sentence: its kind and number, the span of what is counted, and the day of its call."""

    kind: str
    number: int
    words: tuple[Word, ...]
    span: Word | None
    day: Word | None


def clauses(words: Sequence[Word]) -> list[Clause]:
    """Return the claims that a sentence makes. Raises QuestionError for a word that has no place in it."""
    things = _joined(words, THINGS)
    begun = {kind: f"(^ | (?<=comma) | (?<=and)) ({form})" for kind, form in FORMS.items()}
    parts = _joined(things, {**begun, "join": "comma? and | comma"})
    for at, part in enumerate(parts):
        if part.kind not in (("join",) if at % 2 else FORMS):
            odd = inside(_joined(things, _ODD), *_ODD)
            place = f"after '{parts[at - 1].text.split()[-1]}'" if at else "where a claim begins"
            raise QuestionError(f"'{odd.text}' {odd.kind}" if odd else f"'{part.text}' has no place {place}; {FORM}")
    if len(parts) % 2 == 0:
        raise QuestionError(f"no count of calls is claimed; {FORM}")
    if [word.kind for part in parts[:2] for word in part.value] == ["ordinal", "comma"]:
        raise QuestionError(f"'{parts[0].text}' says of what, or comes before the claim? leave it out")
    found = [_clause(part) for part in parts[::2]]
    for at in range(1, len(found)):
        found[at - 1 : at + 1] = _beside(found[at - 1], found[at], plainly=parts[2 * at - 1].value[0].kind == "and")
    return found


def inside(words: Iterable[Word], *kinds: str) -> Word | None:
    """Return the first of words that is of one of these kinds."""
    return next((word for word in words if word.kind in kinds), None)


def _clause(claim: Word) -> Clause:
    """Return what a claim says, with the day of the call before as its span."""
    words = tuple([word for word in claim.value if word.kind != "source"])
    spans, days = ([word for word in words if word.kind in kinds] for kinds in (_SPANS, ("when",)))
    if claim.kind == "before" and not spans:
        spans = [days.pop()]
    for more in (*spans[1:], *days[1:]):
        raise QuestionError(f"'{more.text}' is said beside other days; write one span, or --on DAY")
    number, extreme = inside(words, "ordinal", "number", "times"), inside(words, "extreme")
    kind = extreme.value if extreme else claim.kind
    span, day = spans[0] if spans else None, days[0] if days else None
    return Clause(kind, number.value if number else 1, words, span, day)


def _beside(before: Clause, clause: Clause, *, plainly: bool) -> tuple[Clause, Clause]:
    """Return two claims of a sentence with what one has from the other; `plainly`: by "and" without a comma."""
    if clause.kind in _OF_CALL and clause.day and not clause.span and before.span and before.span.kind in _YEARS:
        clause = clause._replace(span=before.span)  # "the first this year was on 9 March, the second on 18 March"
    _hear_beside(before, clause, plainly=plainly)
    if plainly and not before.span and before.words[-1].kind in ("ordinal", "extreme"):
        apart = inside(clause.words, "topic", "confirmed") or (before.kind in EXTREMES and clause.span)
        if apart and not inside(clause.words, "noun", "nouns"):  # "the eighth and the first on Gaza"
            raise QuestionError(f"'{spoken(before.words)}' is of which calls? say it of both, or of each on its own")
        both = (*before.words, *clause.words)
        return before._replace(span=clause.span, words=both), clause  # "the tenth and last call of the year"
    totals = [each.kind == "total" for each in (before, clause)]
    # "On 3 July there were two calls, and no others"
    shared = all(totals) and before.words[-1] is not before.day and not clause.span
    if not clause.day and (shared or not any(totals)):
        clause = clause._replace(day=before.day)
    return before, clause


def _hear_beside(before: Clause, clause: Clause, *, plainly: bool) -> None:
    """Raise QuestionError where it is open of which call a claim beside another is, or since when it counts."""
    told = before.day and before.words[-1].kind not in ("ordinal", "extreme")  # but "their second and last call"
    dated = before.kind == "total" or (told and inside(clause.words, "final"))
    if before.kind == "before" or (dated and clause.kind in ("before", "last")):
        raise QuestionError(f"'{spoken(clause.words)}' is said of which of the two calls? write it on its own")
    of_call = clause.kind in _OF_CALL
    short = before.day or (before.span and before.span.kind in ("in_days", "of_month"))
    if before.kind == "total" and of_call and not clause.day and short:  # "once in May, their sixth this year"
        raise QuestionError(f"'{spoken(clause.words)}' is said of which call? write it on its own")
    bare, ends_bare = (not (each.span or each.day) for each in (before, clause))
    likewise = plainly and bare != ends_bare and before.kind == clause.kind and (bare or clause.kind == "total")
    fewer = clause.number != 1 and inside(clause.words, "topic", "confirmed")  # "twice this year, twice on Iran"
    others = fewer or inside(clause.words, "extreme") or (of_call and clause.day)
    of_day = before.day and clause.kind == "total" and not clause.day and inside(clause.words, "topic", "confirmed")
    if likewise or ((before.span or of_day) and not clause.span and others):
        raise QuestionError(f"'{spoken(before.words)}': since when? say it of both, or of each on its own")


def _joined(words: Sequence[Word], rules: Mapping[str, str]) -> Sequence[Word]:
    """Return words with those as one that a rule takes together, rule after rule; its name is their kind."""
    for kind, rule in rules.items():
        kinds, joined, at = "".join(f"{word.kind};" for word in words), list[Word](), 0
        for match in _rule(rule).finditer(kinds):
            start, end = (kinds.count(";", 0, place) for place in match.span())
            here = tuple(words[start:end])
            joined += [*words[at:start], Word(kind, _VALUES.get(kind, tuple)(here), spoken(here))]
            at = end
        words = [*joined, *words[at:]]
    return words


def _one(words: Sequence[Word]) -> frozenset[str]:
    """Return the one person whom words name in one or more ways, or nobody: "he"."""
    named = [word.value for word in words if word.kind in ("person", "country")]
    found = frozenset.intersection(*named) if named else frozenset[str]()
    if named and len(found) != 1:
        raise QuestionError(f"'{spoken(words)}' is of {listed(sorted(found), 'and') or 'nobody'}; name the person")
    return found


def _two(words: Sequence[Word]) -> frozenset[str]:
    """Return the two people whom words name, or those of them that they name: "they", "he and Putin"."""
    named = [word.value for word in words if word.kind in ("one_side", "country")]
    found = frozenset[str]().union(*named)
    he = frozenset() in named and not inside(words, "and")  # "Trump, he said"
    if he or len(found) != sum(map(len, named)) or len(found) > 2:
        raise QuestionError(f"'{spoken(words)}' is of {listed(sorted(found), 'and')}; name the two")
    return found


def _iso(words: Sequence[Word]) -> str:
    """Return a day or month as ISO 8601 writes it, without a year as --07-03."""
    of = {word.kind: word.value for word in words}
    day = of.get("number", of.get("ordinal"))
    return f"{of.get('year', '-')}-{of['month']:02}" + (f"-{day:02}" if day is not None else "")


_VALUES: dict[str, Callable[[Sequence[Word]], Any]] = {
    "one_side": _one,
    "two_sides": _two,
    "date": _iso,
    "month": _iso,
    "ordinal": lambda _: 2,
}


@cache
def _rule(text: str) -> re.Pattern[str]:
    """Return a rule as a pattern for the kinds of words, a semicolon after each."""
    while (spelled := re.sub("[A-Z]+", lambda part: f"({PARTS[part[0]]})", text)) != text:
        text = spelled
    text = re.sub("[a-z_]+", r"(?:\g<0>;)", re.sub(r"\((?!\?)", "(?:", text))
    return re.compile(f"(?<![a-z_])(?:{text})".replace(" ", ""))
