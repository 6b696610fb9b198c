"""A text as words that are known, in English and Italian."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from ..record.model import Event, Topic
from ..record.problem import QuestionError
from ..record.record import Record
from ..record.text import near, shorten
from .vocabulary import ABOUT, ARTICLES, FORM, JOINED, NUMBERS, REFUSED, WORDS

Name = tuple[str, ...]  # the words of a name or phrase
Meaning = tuple[str, Any]  # what a phrase is to the grammar, and its value there


class Word(NamedTuple):
    """A word or phrase: what it is to the grammar, its value there, and its text.

    Its kind is one of the table's, or `person`, `country` (of somebody's office), `topic`, `event` or `term` (an event
    that one can be in) of the record; `date` or `period` as ISO 8601 writes it, `year`, `decimal` or `comma`. The value
    of an event is its day, and whose it is where this name of it does not say so.
    """

    kind: str
    value: Any
    text: str


def read(text: str, record: Record) -> list[Word]:
    """Return the words of a claim, without those that change nothing.

    Raises QuestionError for a word that is not known, and for what makes it no count of calls.
    """
    lexicon = _lexicon(record)
    words = list(_words(_tokens(text.strip(" ,;:–—-")), lexicon, record))
    for at, word in enumerate(words):
        if word.kind == "refused":
            raise QuestionError(f"'{word.text}' {word.value}")
        if word.kind == "unknown":
            hint = near(word.text, [" ".join(name) for name, (kind, _) in lexicon.items() if kind != "refused"])
            if any(each.kind in ("since", "after") for each in words[max(at - 4, 0) : at]):
                hint = "; where it is an event that the record does not name, write --since DATE in its place"
            raise QuestionError(f"'{shorten(word.text)}' is no word of a claim{hint}; {FORM}")
    return [word for word in words if word.kind != "empty"]


def spoken(words: Iterable[Word]) -> str:
    """Return the text of words."""
    return " ".join(word.text for word in words)


def spellings(kind: str) -> Iterator[tuple[Any, str]]:
    """Yield the values of a kind of words, each with each of its spellings."""
    for number, spelled in enumerate(WORDS[kind].split(", "), NUMBERS.get(kind, 0)):
        names = spelled.split("|")
        for name in names:
            endings = (_OF_ONE if kind == "ordinal" else "aeio") if name.endswith("-") else ("",)
            yield from ((number if kind in NUMBERS else names[0], name.removesuffix("-") + each) for each in endings)


def _lexicon(record: Record) -> dict[Name, Meaning]:
    """Return what phrases mean: those of the tables, and the names of the record, which may hold no word of these."""
    common = {tuple(name.split()): (kind, value) for kind in WORDS for value, name in spellings(kind)}
    refused = {tuple(name.split()): ("refused", why) for why, names in REFUSED.items() for name in names.split("|")}
    people = _people(record)
    names: dict[Name, Meaning] = {name: ("person", those) for name, those in people.items()}
    names |= _events(record, people)
    for topic in record.topics.values():
        names |= {(about, *_tokens(name)): ("topic", topic.id) for name in _names_of(topic) for about in ABOUT}
    # "on the first of May" names no topic
    own = {name: meaning for name, meaning in names.items() if any((word,) not in common for word in name)}
    return refused | own | common


def _people(record: Record) -> dict[Name, frozenset[str]]:
    """Return whose each name is, and each part of a name."""
    found: dict[Name, frozenset[str]] = {}
    for person in record.people.values():
        for name in map(_tokens, (person.id, person.name, *person.name.split())):
            found[name] = found.get(name, frozenset()) | {person.id}
    return found


def _events(record: Record, people: Mapping[Name, frozenset[str]]) -> dict[Name, Meaning]:
    """Return what the names of events mean, without those that two events have."""
    found: dict[Name, Meaning | None] = {}
    for event in record.events.values():
        names = dict.fromkeys(map(_tokens, _names_of(event)))  # in their order: hints name the first
        own = {name: frozenset[str]().union(*[people.get((word,), ()) for word in name]) for name in names}
        whose = frozenset[str]().union(*own.values())
        for name in names:
            meaning = "event" if _TERMS.isdisjoint(name) else "term", (event.date, frozenset() if own[name] else whose)
            found[name] = None if name in found else meaning
    return {name: meaning for name, meaning in found.items() if meaning}


def _names_of(each: Event | Topic) -> list[str]:
    return [each.id, each.label or each.id, *each.aliases]


def _words(tokens: Name, lexicon: Mapping[Name, Meaning], record: Record) -> Iterator[Word]:
    """Yield the words of a text, the longest phrases that there are; others are `unknown`."""
    at = 0
    while at < len(tokens):
        lengths = range(min(_LONGEST, len(tokens) - at), 0, -1)
        length = next((length for length in lengths if tokens[at : at + length] in lexicon), 1)
        here = tokens[at : at + length]
        yield Word(*(lexicon.get(here) or _single(tokens[at], record)), " ".join(here))
        at += length


@lru_cache(2000)  # the names of a record are asked for again and again
def _tokens(text: str) -> Name:
    """Return the words and signs of a text, without case, accents, articles and the signs that end sentences."""
    text = re.sub(r"(?i)\bè(?!\w)|\be'(?!\w)", " essere ", normalize("NFC", text).replace("’", "'"))
    text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()
    text = re.sub(r"\bu\.s\.(?:a\.)?", "us", text)
    text = re.sub(r"(?<=[^\W\d])[-‐‑–/](?=[^\W\d])", " ", re.sub(r"'s\b|'", " ", text))
    for phrase, word in JOINED.items():
        text = re.sub(rf"\b(?:{phrase})\b", word, text)
    return tuple([token for token in [found[0] for found in _TOKEN.finditer(text)] if token not in _IGNORED])


def _single(token: str, record: Record) -> Meaning:
    """Return what a word is that stands in no table: a sign, a number, a date, the country of somebody's office."""
    if token in _JOINS:
        return "comma", None
    found = _TOKEN.fullmatch(token)
    if found and (iso := found["iso"]):
        return "date" if len(iso) == 10 else "period", iso.upper()
    if found and (number := found["number"]):
        value = float(number.replace(",", "."))
        if value != int(value):
            return ("unknown" if found["nth"] else "decimal"), value
        is_year = len(number) == 4 and 1900 <= value <= 2100
        return "ordinal" if found["nth"] else "year" if is_year else "number", int(value)
    offices = {person.id: _tokens(person.office) for person in record.people.values() if person.office}
    people = frozenset(name for name, office in offices.items() if office and _is_of(token, office[-1]))
    return ("country", people) if people else ("unknown", None)


def _is_of(token: str, country: str) -> bool:
    """Return whether a word is of a country, as Russian and Russo are of Russia, and Australian is not of Austria."""
    if country == "us":
        return token in _STATES
    stem = re.sub("(ia|ea|ey|[aeoy])$", "", country)
    return len(stem) > 2 and re.fullmatch(f"{re.escape(stem)}{_OF_COUNTRY}", token) is not None


_OF_ONE = "ao"  # an ordinal is of one call, and "none" is no ninth
_LONGEST = 6
_TERMS = {"term", "mandato", "presidency", "presidenza"}
_STATES = ("us", "usa", "american", "americano", "americani", "statunitense", "statunitensi")
_OF_COUNTRY = "([ie]?an[aeios]?|ians|[aeiosy]|ia|ea|ey|es[ei]|ish|ns?)?"  # Russian, russa, italiano, francese, Turkish
_IGNORED, _JOINS = {*".!?\"“”«»()[]…'", *ARTICLES.split("|")}, set(",;:–—-")
_TOKEN = re.compile(
    r"(?P<iso>[0-9]{4}-(?:q[0-9]|[0-9]{2}(?:-[0-9]{2})?)\b)|[^\W\d_]+"
    r"|(?P<number>[0-9]{1,6}(?:[.,][0-9]{1,2})?)(?![0-9])(?P<nth>/?[ao]\b|°|(?:st|nd|rd|th)\b)?|[0-9][0-9.,]*|\S"
)
