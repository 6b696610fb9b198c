"""A text as words that are known, in one language, and what stands together among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from unicodedata import combining, normalize

from ..record.model import Event
from ..record.problem import QuestionError
from ..record.record import Record
from ..record.text import listed, near, shorten
from .vocabulary import CALLER, EN, EXACT, FORM, IT, RATE, REFUSED

# What stands together, in the letters of the words, and makes it another claim.
_TRAPS = (
    (re.compile(r"P[cC]P|fPaP|[cC]\.*aP|s\.*P(?![.P&fV]*E)|UP"), CALLER),
    (re.compile(r"1\.*N"), "is anybody in that office, or one of several; name the person"),
    (re.compile(r"1f?n|1of"), "is part of a number; write the whole claim"),
    (re.compile(r"[smyD].*a\.*(?:[nO]f?m|m|y|D|E)|(?<!V)a\.*[nO]f?m"), "ends a span; write --from and --to"),
    (re.compile(r"[oO]\.*E"), "is of another time than the event; write the day"),
    (re.compile(r"w\.*[cC]|[sA]\.*w|m[cC]V"), "says which calls are meant; write their days"),
)


class Word(NamedTuple):
    """A word or phrase: what it is to the grammar (a letter of the tables), its value there, its text and place.

    Besides the tables': E an event of the record, T a topic, P a person, N the office or country of one, D a date
    as ISO 8601 writes it, O an ordinal in figures, y a year, and the comma.
    """

    code: str
    value: Any
    text: str
    at: int = 0


def read(text: str, record: Record) -> list[Word]:
    """Return the words of a claim, in the language that knows more of them.

    Raises QuestionError for a word that neither knows, and for what makes it no count of calls.
    """
    topics = {
        _tokens(name): topic.id
        for topic in record.topics.values()
        for name in (topic.id, topic.label or "", *topic.aliases)
        if name
    }
    found = [(*_words(_tokens(text), table, record, topics), table) for table in (EN, IT)]
    words, unknown, table = min(found, key=lambda each: len(each[1]))
    if unknown:
        known = [name for code in table.keys() - {"about"} for names in _values(table, code) for name in names]
        tokens, mixed = _tokens(text), any(unknown[0] not in each[1] for each in found)
        hint = "; write the claim in one language" if mixed else near(unknown[0], known)
        if _SINCE & {*tokens[max(tokens.index(unknown[0]) - 4, 0) : tokens.index(unknown[0])]}:
            hint = "; where it is an event that the record does not name, write --since DATE in its place"
        raise QuestionError(f"'{shorten(unknown[0])}' is no word of a claim{hint}; {FORM}")
    words = _settled(words)
    for word in words:
        if word.code == "R":
            raise QuestionError(f"'{word.text}' {REFUSED[word.value]}")
    for trap, reason in _TRAPS:
        if caught := trap.search("".join(word.code for word in words)):
            raise QuestionError(f"'{spoken(words[slice(*caught.span())])}' {reason}")
    _check_owners(words, record)
    return words


def parts(words: Sequence[Word]) -> Iterator[tuple[str, tuple[Word, ...]]]:
    """Yield what stands together in a sentence, by the rule that joins it. Raises QuestionError for what does not."""
    codes, at = "".join(word.code for word in words), 0
    while at < len(codes):
        rule, end = next((rule, found.end()) for rule, shape in _SHAPES if (found := shape.match(codes, at)))
        if rule in _NONE:
            raise QuestionError(f"'{spoken(words[at:end])}' {_NONE[rule]}")
        yield rule, tuple(words[at:end])
        at = end


def spoken(words: Iterable[Word]) -> str:
    """Return the text of words."""
    return " ".join(word.text for word in words)


def _settled(words: Sequence[Word]) -> list[Word]:
    """Return words with what their neighbours make of them; who says so is no part of a claim."""
    codes = "".join(word.code for word in words) + " "
    found: list[Word] = []
    for at, word in enumerate(words):
        rest = codes[at + 1 :]
        if (
            word.text == "secondo" and codes[at - 1 : at] != "." and re.match(r"\.{0,2}[PNK]|\.+,", rest)
        ):  # according to
            found.append(word._replace(code="Y"))
        elif word.text == "prima" and rest[0] == "f" and re.search(r"c\.*$", codes[:at]):
            raise QuestionError(f"'{word.text} {words[at + 1].text}' is the first of, or before? write the day")
        elif (
            word.code in "oO" and words[at + 1 : at + 2] and words[at + 1].text in ("president", "leader", "presidente")
        ):
            raise QuestionError(f"'{word.text} {words[at + 1].text}' counts people, and no calls")
        elif word.text == "primo" and rest[0] == "m":  # "dal primo luglio"
            found.append(word._replace(code="O"))
        elif word.code == "f" and rest[0] == "p" and words[at + 1].text.startswith("ultim"):  # "dell'ultimo mese"
            found.append(word._replace(code="i"))
        elif word.code == "Q" and (codes[at - 1 : at] == "P" or rest[0] == ","):  # "Putin confirmed": he said so
            found.append(word._replace(code="Y"))
        elif word.text in ("over the past", "over the last"):
            found += [word, Word("p", None, "past")]
        elif word.code == "P" and (rest[0] in "YQ" or (found and found[-1].code == "Y")):
            found.append(word._replace(code="."))
        else:
            found.append(word)
    return [word._replace(at=at) for at, word in enumerate(found)]


def _check_owners(words: Sequence[Word], record: Record) -> None:
    """Refuse an event beside which another stands than those whom it is of, such as "since Putin took office"."""
    people = {token: person.id for person in record.people.values() for token in _tokens(person.name)}
    codes = "".join(word.code for word in words)
    for event in (word for word in words if word.code == "E"):
        names = " ".join((event.value.label or "", *event.value.aliases))
        own = {people[token] for token in _tokens(names) if token in people}
        before, after = (
            re.search(r"[PNK]\.*$", codes[: event.at]),
            re.match(r"f?\.*(?:[PNK]\.*)+", codes[event.at + 1 :]),
        )
        beside = [*words[before.start() if before else event.at : event.at]]
        beside += words[event.at + 1 : event.at + 1 + after.end()] if after else []
        told = {people[token] for token in event.text.split() if token in people}
        told |= {word.value if word.code == "P" else word.value[0] for word in beside if word.code in "PN"}
        if own and (told - own or any(word.code == "K" for word in beside)):
            raise QuestionError(
                f"'{event.text}' is {event.value.date} in the record, and of {listed(sorted(own), 'and')}"
            )


def _words(
    tokens: Sequence[str], table: Mapping[str, str], record: Record, topics: Mapping[tuple[str, ...], str]
) -> tuple[list[Word], list[str]]:
    """Return words as one language has them, and those that it does not know."""
    phrases: dict[tuple[str, ...], tuple[str, Any]] = {}
    for code in table.keys() - {"about"}:
        for value, names in enumerate(_values(table, code), code in "om"):
            phrases |= dict.fromkeys((tuple(name.split()) for name in names), (code, value))
    offices: dict[str, set[str]] = {}
    for person in record.people.values():
        for name in (person.id, person.name, *person.name.split()):
            phrases.setdefault(_tokens(name), ("P", person.id))  # a word of the grammar stays one: May, da
        if office := _tokens(person.office or ""):
            offices.setdefault(office[-1], set()).add(person.id)
    for about in table["about"].split("|"):
        phrases |= {(about, *name): ("T", topic) for name, topic in topics.items()}
    loose = {words[0] for words, (code, _) in phrases.items() if len(words) == 1 and code in ".f1P"}
    events: dict[tuple[str, ...], Event | None] = {}
    for event in record.events.values():
        for name in (event.id, event.label or "", *event.aliases):
            key = tuple(word for word in _tokens(name) if word not in loose)
            if any((word,) not in phrases for word in key):  # not of words of the grammar alone
                events[key] = event if events.get(key, event) is event else None  # a name of two means neither
    at = 0
    found: list[Word] = []
    unknown: list[str] = []
    while at < len(tokens):
        here = _event(tokens, at, events, loose) or _phrase(tokens, at, phrases) or _single(tokens[at], offices)
        if here:
            found.append(Word(*here[1:], " ".join(tokens[at : at + here[0]])))
        else:
            unknown.append(tokens[at])
        at += here[0] if here else 1
    return found, unknown


def _values(table: Mapping[str, str], code: str) -> Iterator[list[str]]:
    """Yield the spellings of each value of a kind of words."""
    for names in table[code].split(","):
        stems = [name.strip() for name in names.split("|")]
        yield [stem + ending for stem in stems for ending in "aoei"] if table is IT and code == "o" else stems


def _tokens(text: str) -> tuple[str, ...]:
    """Return the words and signs of a text, without case, accents and the signs that join words or end sentences."""
    text = re.sub(r"(?i)\bè(?!\w)|\be'(?!\w)", " essere ", normalize("NFC", text).replace("’", "'"))
    text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()
    text = re.sub(r"\bu\.s\.(?:a\.)?|\bunited states\b|\bstati uniti\b", "us", text)
    text = re.sub(r"(?<=[^\W\d])[-‐‑–/](?=[^\W\d])", " ", re.sub(r"'s\b|'", " ", text))
    return tuple([token for token in _TOKEN.findall(text) if token not in _IGNORED])


def _event(
    tokens: Sequence[str], at: int, events: Mapping[tuple[str, ...], Event | None], loose: set[str]
) -> tuple[int, str, Any] | None:
    """Return how many words from a place on name an event; between them others may stand that change nothing."""
    found = []
    for words, event in events.items():
        end = at
        for word in words:
            while end > at and tokens[end : end + 1] and tokens[end] in loose:
                end += 1
            if tuple(tokens[end : end + 1]) != (word,):
                break
            end += 1
        else:
            found += [(end - at, "E", event)] if event else []
    return max(found, key=lambda each: each[0], default=None)


def _phrase(
    tokens: Sequence[str], at: int, phrases: Mapping[tuple[str, ...], tuple[str, Any]]
) -> tuple[int, str, Any] | None:
    """Return how many words from a place on are a phrase, the longest that there is, and what it is."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        if found := phrases.get(tuple(tokens[at : at + length])):
            return (length, *found)
    return None


def _single(token: str, offices: Mapping[str, set[str]]) -> tuple[int, str, Any] | None:
    """Return what a word is that stands in no table: a sign, a number, a date, the office or country of somebody."""
    if token in _JOINS:
        return 1, ",", None
    if _DATE.fullmatch(token):
        return 1, "D", token.upper()
    if number := _NUMBER.fullmatch(token):
        value = float(number[1].replace(",", "."))
        if number[2] or value != int(value):
            return 1, "O" if number[2] else "n", int(value) if number[2] else value
        return 1, "y" if len(number[1]) == 4 and 1900 <= value <= 2100 else "n", int(value)
    alike = [people for name, people in offices.items() if _is_of(token, name)]
    return (1, "N", tuple(sorted(set().union(*alike)))) if alike else None  # Russian, Russo: of Russia


def _is_of(token: str, country: str) -> bool:
    """Return whether a word is of a country, as Russian and Russo are of Russia, and indirect is not of India."""
    if country == "us":
        return token in _STATES
    longer = len(token) - len(country)
    return token[:4] == country[:4] and len(token) > 3 and (longer < 3 or (longer == 3 and token[:5] == country[:5]))


_LONGEST = 6
_SINCE = {"since", "after", "da", "dal", "dalla", "dall", "dallo", "dai", "dopo"}
_STATES = ("us", "usa", "american", "americano", "americani", "statunitense", "statunitensi")
_IGNORED, _JOINS = set(".!?\"“”«»()[]…'"), set(",;:–—-")
_TOKEN = re.compile(
    r"[0-9]{4}-(?:q[0-9]|[0-9]{2}(?:-[0-9]{2})?)\b|[0-9]+(?:[.,][0-9]+)?(?:/?[ao]\b|°|(?:st|nd|rd|th)\b)?|[^\W\d_]+|\S"
)
_NUMBER = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,2})?)(?:/?([ao°]|st|nd|rd|th))?")
_DATE = re.compile(r"[0-9]{4}-.+")
_NONE = {
    "rate": RATE,
    "exact": EXACT,
    "part": "counts days or months, and no calls",
    "odd": f"has no meaning where it stands; {FORM}",
}
_DAYS = r"(?:[nO]f?m(?:,?y|p)?|m[nOo](?!C)(?:,?y)?|p?m(?![nOo](?!C))f?[yp]?|D|y|pu|up|u)"
# What stands together, in the letters of the tables: `n m` is 14 June, `o k u` the second consecutive day.
_SHAPES = [
    (rule, re.compile(shape))
    for rule, shape in {
        "row": r"[id]?(?:[oO](?:ku|uk)|n(?:ku|uk))",
        "part": r"[oO]u",
        "after": r"B?[n1]H?uH?[sA][pv]c?",
        "rate": r"1u",
        "length": r"[isA]+f?p?B?p?[nx1]H?p?uH?|[isA]+p?Bp?uH?|i+puH?",
        "span": rf"[dsA]of?m(?:,?y)?|(?:[sA]f*h|[isfAd]*)[ft]*(?:V?E(?:[ifd]*{_DAYS})?|{_DAYS}|e)",
        "head": r"#?[oO][cC]?|[cC]?#n|n[cC]?|[LSU][cC]|[LS]|[pv]c?",
        "exact": r"Bn",
        "skip": r"[cC1,&iftdVU]",
        "odd": r".",
    }.items()
]
