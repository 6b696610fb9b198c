"""A text as words that are known, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from ..record.model import Event, Topic
from ..record.problem import QuestionError
from ..record.record import Record
from ..record.text import near, shorten
from .vocabulary import ARTICLES, FORM, JOINED, REFUSED, WORDS

ENGLISH, ITALIAN = 0, 1
Name = tuple[str, ...]  # the words of a name or phrase


class Word(NamedTuple):
    """A word or phrase: what it is to the grammar, its value there, and its text.

    Its kind is one of the tables', or `person`, `country` (of somebody's office), `topic`, `event` or `term` (an event
    that one can be in) of the record; `date` or `period` as ISO 8601 writes it, `year`, `decimal` or `comma`.
    """

    kind: str
    value: Any
    text: str


class Occasion(NamedTuple):
    """An event as a word has it: its day, the people whose it is, and those whom this name of it names."""

    day: date
    own: set[str]
    named: set[str]


def read(text: str, record: Record) -> list[Word]:
    """Return the words of a claim, in the language that knows more of them, without those that change nothing.

    Raises QuestionError for a word that neither knows, and for what makes it no count of calls.
    """
    topics = {_tokens(name): each.id for each in record.topics.values() for name in _names_of(each)}
    known = [_phrases(language, record, topics) for language in (ENGLISH, ITALIAN)]
    tokens = _tokens(text.strip(" ,;:–—-"))
    words = min(([*_words(tokens, phrases, record)] for phrases in known), key=_unknown)
    for at, word in enumerate(words):
        if word.kind == "unknown":
            hint = near(word.text, [" ".join(name) for phrases in known for name in phrases])
            if any(each.kind in ("since", "after") for each in words[max(at - 4, 0) : at]):
                hint = "; where it is an event that the record does not name, write --since DATE in its place"
            raise QuestionError(f"'{shorten(word.text)}' is no word of a claim{hint}; {FORM}")
    for word in words:
        if word.kind == "refused":
            raise QuestionError(f"'{word.text}' {word.value}")
    return [word for word in words if word.kind != "empty"]


def spoken(words: Iterable[Word]) -> str:
    """Return the text of words."""
    return " ".join(word.text for word in words)


def spellings(kind: str, language: int) -> list[list[str]]:
    """Return the spellings of each value of a kind of words."""
    found = [names.split("|") for names in WORDS[kind][language].split(", ")]
    if kind == "ordinal" and language == ITALIAN:
        return [[stem + ending for ending in "aoei"] for [stem] in found]
    return found


def _unknown(words: Sequence[Word]) -> int:
    return sum(word.kind == "unknown" for word in words)


def _named_in(tokens: Iterable[str], record: Record) -> set[str]:
    """Return the people whom words name."""
    return {person.id for person in record.people.values() if not {*tokens}.isdisjoint(_tokens(person.name))}


def _names_of(each: Event | Topic) -> list[str]:
    return [each.id, each.label or each.id, *each.aliases]


def _phrases(language: int, record: Record, topics: Mapping[Name, str]) -> dict[Name, tuple[str, Any]]:
    """Return what phrases are to the grammar, and their values: those of a language, and names of the record."""
    phrases: dict[Name, tuple[str, Any]] = {}
    for reason, names in REFUSED.items():
        phrases |= {tuple(name.split()): ("refused", reason) for name in names.split("|")}
    for kind in WORDS.keys() - {"about"}:
        for value, spelled in enumerate(spellings(kind, language), kind in _FROM_ONE):
            phrases |= {tuple(name.split()): (kind, value) for name in spelled}
    events: dict[Name, list[Occasion]] = {}
    for event in record.events.values():
        keys = {_tokens(name) for name in _names_of(event)}
        own = _named_in({token for key in keys for token in key}, record)
        for key in keys:
            events.setdefault(key, []).append(Occasion(event.date, own, _named_in(key, record)))
    common = {" ".join(words) for words, (kind, _) in phrases.items() if kind != "refused"}
    phrases |= {
        key: ("term" if _TERMS & {*key} else "event", named[0])
        for key, named in events.items()
        if len(named) == 1 and any(word not in common for word in key)  # not of words of the grammar alone
    }
    people: dict[Name, set[str]] = {}
    for person in record.people.values():
        parts = person.name.split()
        tails = [" ".join(parts[at:]) for at, part in enumerate(parts) if at == 0 or part.casefold() not in common]
        for name in (person.id, *parts, *tails):  # a call "da Silva" is from Silva
            people.setdefault(_tokens(name), set()).add(person.id)
    for key, those in people.items():
        phrases.setdefault(key, ("person", tuple(sorted(those))))  # a word of the grammar stays one: May, da
    for [about] in spellings("about", language):
        phrases |= {
            (about, *key): ("topic", topic)
            for key, topic in topics.items()
            if any(word not in common for word in key)  # "on the first of May" names no topic
        }
    return phrases


def _words(tokens: Name, phrases: Mapping[Name, tuple[str, Any]], record: Record) -> Iterator[Word]:
    """Yield words as one language has them, the longest phrases that there are; others are `unknown`."""
    countries: dict[str, list[str]] = {}
    for person in record.people.values():
        if office := _tokens(person.office or ""):
            countries.setdefault(office[-1], []).append(person.id)
    at = 0
    while at < len(tokens):
        lengths = range(min(_LONGEST, len(tokens) - at), 0, -1)
        length = next((length for length in lengths if tokens[at : at + length] in phrases), 1)
        here = tokens[at : at + length]
        yield Word(*(phrases.get(here) or _single(tokens[at], countries)), " ".join(here))
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
    return tuple([token for token in _TOKEN.findall(text) if token not in _IGNORED])


def _single(token: str, countries: Mapping[str, Sequence[str]]) -> tuple[str, Any]:
    """Return what a word is that stands in no table: a sign, a number, a date, the country of somebody's office."""
    if token in _JOINS:
        return "comma", None
    if _ISO.fullmatch(token):
        return "date" if len(token) == 10 else "period", token.upper()
    if number := _NUMBER.fullmatch(token):
        value = float(number[1].replace(",", "."))
        if value != int(value):
            return ("unknown" if number[2] else "decimal"), value
        is_year = len(number[1]) == 4 and 1900 <= value <= 2100
        return "ordinal" if number[2] else "year" if is_year else "number", int(value)
    people = [person for country, those in countries.items() if _is_of(token, country) for person in those]
    return ("country", tuple(people)) if people else ("unknown", None)


def _is_of(token: str, country: str) -> bool:
    """Return whether a word is of a country, as Russian and Russo are of Russia, and Australian is not of Austria."""
    if country == "us":
        return token in _STATES
    stem = re.sub("(ia|ea|ey|[aeoy])$", "", country)
    return len(stem) > 2 and re.fullmatch(f"{re.escape(stem)}{_OF_COUNTRY}", token) is not None


_LONGEST = 6
_FROM_ONE = ("ordinal", "month", "times")  # kinds of which the first value is 1, and not 0
_TERMS = {"term", "mandato", "presidency", "presidenza"}
_STATES = ("us", "usa", "american", "americano", "americani", "statunitense", "statunitensi")
_OF_COUNTRY = "([ie]?an[aeios]?|ians|[aeiosy]|ia|ea|ey|es[ei]|ish|ns?)?"  # Russian, russa, italiano, francese, Turkish
_IGNORED, _JOINS = {*".!?\"“”«»()[]…'", *ARTICLES.split("|")}, set(",;:–—-")
_TOKEN = re.compile(
    r"[0-9]{4}-(?:q[0-9]|[0-9]{2}(?:-[0-9]{2})?)\b|[0-9]+(?:[.,][0-9]+)?(?:/?[ao]\b|°|(?:st|nd|rd|th)\b)?|[^\W\d_]+|\S"
)
_NUMBER = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,2})?)(?:/?([ao°]|st|nd|rd|th))?")
_ISO = re.compile(r"[0-9]{4}-.+")
