"""The whole record: calls, topics, people, sources, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypedDict, Unpack

from . import query
from .call import COUNTED, STATUSES, Call
from .period import Period
from .problem import QuestionError
from .text import fold, listed, near, plural, shorten


class Person(NamedTuple):
    """Somebody who telephones; `zone` is a name of the tz database, such as Europe/Moscow."""

    id: str
    name: str
    office: str | None = None
    capital: str | None = None
    zone: str | None = None


class Topic(NamedTuple):
    """What a call can be about; calls on it count under its `parent` too."""

    id: str
    label: str | None = None
    aliases: tuple[str, ...] = ()
    parent: str | None = None


class Source(NamedTuple):
    """Where a fact was read; `side` tells whose account it carries."""

    id: str
    publisher: str
    title: str | None = None
    date: date | None = None
    url: str | None = None
    side: str | None = None
    language: str | None = None
    note: str | None = None


class Covers(NamedTuple):
    """What the record claims to hold: all calls `since` to `until`, and some until `partly_to`."""

    since: date
    until: date
    partly_to: date | None = None
    rule: str | None = None


class Words(TypedDict, total=False):
    """A question in words, which are those of the command line.

    Topics and people by id, label, name or alias; days as 2025, 2025-Q2, 2025-06, 2025-06-14,
    today or back from it, such as -45d; statuses by their names, or all.
    """

    topics: Iterable[str]
    every_topic: bool
    not_topics: Iterable[str]
    since: str | None
    until: str | None
    during: str | None
    people: Iterable[str]
    placed_by: Iterable[str]
    statuses: Iterable[str]


class Record(NamedTuple):
    """A record of calls, oldest first, and everything that is declared beside them."""

    calls: tuple[Call, ...]
    title: str | None = None
    updated: date | None = None
    licence: str | None = None
    covers: Covers | None = None
    between: tuple[str, ...] = ()
    people: Mapping[str, Person] = {}
    topics: Mapping[str, Topic] = {}
    sources: Mapping[str, Source] = {}

    def select(self, *, today: date | None = None, **words: Unpack[Words]) -> tuple[Call, ...]:
        """Return the calls that all of the words keep, oldest first.

        `today` is where words such as -45d count back from; see Words for the rest.
        Raises QuestionError, with a sentence for the user, for a word that means nothing.
        """
        return query.select(self.calls, self.filter(today=today or date.today(), **words))

    def filter(self, *, today: date, **words: Unpack[Words]) -> query.Filter:
        """Return what `select` keeps as a value; words and errors are those of `select`."""
        spans = {"during": words.get("during"), "since": words.get("since"), "until": words.get("until")}
        day = {name: Period.parse(word, today=today) for name, word in spans.items() if word is not None}
        first = [day[name].first for name in ("during", "since") if name in day]
        last = [day[name].last for name in ("during", "until") if name in day]
        if first and last and max(first) > min(last):
            raise QuestionError(f"the span ends on {min(last)}, before it starts on {max(first)}")
        return query.Filter(
            topics=tuple(self.under(self.topic(name)) for name in words.get("topics", ())),
            every_topic=words.get("every_topic", False),
            not_topics=tuple(self.under(self.topic(name)) for name in words.get("not_topics", ())),
            since=max(first, default=None),
            until=min(last, default=None),
            people=tuple(self.person(name) for name in words.get("people", ())),
            placed_by=tuple(self.person(name) for name in words.get("placed_by", ())),
            statuses=_statuses(words.get("statuses", COUNTED)),
        )

    def as_of(self, day: date) -> Record:
        """Return the record as it stood on `day`: later calls are not seen."""
        covers = self.covers
        if covers:
            partly = covers.partly_to and min(covers.partly_to, day)
            covers = covers._replace(until=min(covers.until, day), partly_to=partly)
        return self._replace(calls=tuple(call for call in self.calls if call.date <= day), covers=covers)

    def topic(self, name: str) -> str:
        """Return the id of the topic with this id, label or alias, in any case, accents or not."""
        if name in self.topics:
            return name
        names: dict[str, str] = {}
        for topic in self.topics.values():
            for word in (topic.id, topic.label, *topic.aliases):
                if word:
                    names.setdefault(fold(word), topic.id)
        if fold(name) in names:
            return names[fold(name)]
        hint = near(fold(name), names) or f"; the topics are {listed(list(self.topics)[:40], 'and')}"
        raise QuestionError(f"no topic '{shorten(name)}' in the record{hint}")

    def under(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the topic and of all that stand under it, the topic first."""
        children: dict[str | None, list[str]] = {}
        for each in self.topics.values():
            children.setdefault(each.parent, []).append(each.id)
        found = [topic]
        for above in found:
            found += children.get(above, ())
        return tuple(found)

    def person(self, name: str) -> str:
        """Return the id of the person with this id or name, in any case, accents or not."""
        known = {fold(person.id): person.id for person in self.people.values()}
        known |= {fold(person.name): person.id for person in self.people.values()}
        if not self.people:
            known = {fold(person): person for call in self.calls for person in call.between}
        if fold(name) in known:
            return known[fold(name)]
        ids = list(dict.fromkeys(known.values()))
        hint = near(fold(name), known) or (f"; the people are {listed(ids[:40], 'and')}" if ids else "")
        raise QuestionError(f"no person '{shorten(name)}' in the record{hint}")

    def find(self, which: str, calls: Iterable[Call] | None = None) -> Call:
        """Return the call that `which` names: an id, a day, a number, `first` or `latest`.

        A day is that of any capital. `first` and `latest` are among `calls` (the whole record).
        Raises QuestionError, with the calls before and after, where there is none.
        """
        among = [call for call in (self.calls if calls is None else calls) if call.counts]
        if which in ("first", "latest"):
            if not among:
                raise QuestionError("no call matches")
            return among[0 if which == "first" else -1]
        word = which.removeprefix("#")
        if word.isascii() and word.isdigit() and len(word) < 10:
            found = [call for call in self.calls if call.number == int(word)]
            total = sum(call.counts for call in self.calls)
            why = f"no call number {word}; the record counts {plural(total, 'call')}"
        else:
            found = [call for call in self.calls if call.id == word]
            why = ""
            if not found:
                day = _one_day(word)
                found = [call for call in self.calls if day in call.date_in.values()]
                why = f"no call on {word}{_around(day, self.calls)}"
        if not found:
            raise QuestionError(why)
        return found[0]


def _statuses(words: Iterable[str]) -> tuple[str, ...]:
    words = tuple(words)
    for word in words:
        if word != "all" and word not in STATUSES:
            choice = (*STATUSES, "all")
            raise QuestionError(f"no status '{shorten(word)}'; write {listed(choice)}{near(word, choice)}")
    return STATUSES if "all" in words else tuple(word for word in STATUSES if word in words) or COUNTED


def _one_day(word: str) -> date:
    form = "write a day such as 2025-07-03, a number such as 6, first, latest, or an id such as 2025-12-28-2"
    try:
        span = Period.parse(word, today=date.today())
    except QuestionError as error:
        if word[:4].isdigit() and word.count("-") == 2:  # plainly meant as a day: say what is wrong with it
            raise
        raise QuestionError(f"'{shorten(word)}' names no call; {form}") from error
    if span.first != span.last:
        raise QuestionError(f"'{word}' is more than one day; {form}")
    return span.first


def _around(day: date, calls: Iterable[Call]) -> str:
    """Return the calls before and after a day without one, for the end of a sentence."""
    counted = [call for call in calls if call.counts]
    before = [f"the one before is {call.id}" for call in counted if call.date < day][-1:]
    after = [f"the one after is {call.id}" for call in counted if call.date > day][:1]
    return "; " + ", ".join(before + after) if before or after else ""
