"""Record: everything that is known, with look-ups by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Unpack

from .filter import Filter, resolve
from .model import Call, Covers, Event, Person, Source, Topic
from .period import Period
from .problem import QuestionError
from .text import fold, listed, near, plural, shorten

FIRST_AND_LAST = ("first", "latest", "last")  # of the calls that match


class Record(NamedTuple):
    """A record of calls, oldest first, and everything that is declared beside them."""

    calls: tuple[Call, ...]
    title: str | None = None
    updated: dt.date | None = None
    licence: str | None = None
    covers: Covers | None = None
    between: tuple[str, ...] = ()
    people: Mapping[str, Person] = {}
    topics: Mapping[str, Topic] = {}
    sources: Mapping[str, Source] = {}
    events: Mapping[str, Event] = {}

    def select(self, *, today: dt.date | None = None, **filter: Unpack[Filter]) -> tuple[Call, ...]:
        """Return the calls that the filter keeps, oldest first; see Filter for its words.

        `today` is where days such as -45d count back from.
        Raises QuestionError, a ValueError with a sentence for the user, for a word that means nothing.
        """
        record, today = self.as_of(filter.get("as_of"), today=today or dt.date.today())
        return resolve(record, filter, today=today).select(record.calls)

    def as_of(self, word: str | None, *, today: dt.date) -> tuple[Record, dt.date]:
        """Return the record without the calls after the day that `word` names, and that day, which is then today.

        None leaves both as they are.
        """
        if word is None:
            return self, today
        day = self.period(word, today=today)[0].last
        covers = self.covers
        if covers:
            until = max(covers.since, min(covers.until, day))
            covers = covers._replace(until=until, partly_to=covers.partly_to and max(until, min(covers.partly_to, day)))
        return self._replace(calls=tuple([call for call in self.calls if call.date <= day]), covers=covers), day

    def period(self, word: str, *, today: dt.date) -> tuple[Period, str]:
        """Return the days that `word` names, and what to say of the event where it is one."""
        try:
            return Period.parse(word, today=today), ""
        except QuestionError as error:
            name, said = self.named("event", word, otherwise=str(error))
            event = self.events[name]
            return Period(event.date, event.date), "; ".join(filter(None, (event.label or event.id, said)))

    def topic(self, name: str) -> str:
        """Return the id of the topic with this id, label or alias, in any case, accents or not."""
        return self.named("topic", name)[0]

    def person(self, name: str) -> str:
        """Return the id of the person with this id or name, in any case, accents or not."""
        return self.named("person", name)[0]

    def named(self, what: str, word: str, *, otherwise: str = "") -> tuple[str, str]:
        """Return the id of the topic, person or event (`what`) that a word means: of several the one of just this id.

        With it comes what to say where another has that name too. Raises QuestionError where nothing has the name,
        or several have; `otherwise` is what that says of the former.
        """
        names: dict[str, tuple[str | None, ...]]
        if what == "person":
            names = {each.id: (each.name,) for each in self.people.values()}
            names = names or {each: () for call in self.calls for each in call.between}
        else:
            declared: Mapping[str, Topic | Event] = self.topics if what == "topic" else self.events
            names = {each.id: (each.label, *each.aliases) for each in declared.values()}
        spelled = {name: [fold(each) for each in (name, *others) if each] for name, others in names.items()}
        found = [name for name, spellings in spelled.items() if fold(word) in spellings]
        if word in names:
            others = [name for name in found if name != word]
            return word, f"the {what} '{word}' by its id; {listed(others, 'and')} has that name too" if others else ""
        if len(found) == 1:
            return found[0], ""
        block = "people" if what == "person" else f"{what}s"
        if found:
            ids = listed([f"'{name}'" for name in found], "and")
            raise QuestionError(f"'{shorten(word)}' is the name of {len(found)} {block}, {ids}; write the id")
        hint = near(fold(word), chain.from_iterable(spelled.values()))
        if not otherwise:
            if names and not hint:
                hint = f"; the {block} are {listed(list(names)[:40], 'and')}"
                hint += "; search finds any word" if what == "topic" else ""
            otherwise = f"no {what} '{shorten(word)}' in the record"
        raise QuestionError(f"{otherwise}{hint}")

    def under(self, *topics: str) -> frozenset[str]:
        """Return the ids of the topics and of all that stand under one of them."""
        return frozenset([*topics, *[each for each in self.topics if not set(self.above(each)).isdisjoint(topics)]])

    def above(self, topic: str) -> tuple[str, ...]:
        """Return the ids of the topic and of all that it stands under, the topic first."""
        found = [topic]
        while found[-1] in self.topics and (parent := self.topics[found[-1]].parent):
            found.append(parent)
        return tuple(found)

    def label(self, topic: str) -> str:
        """Return the name of a topic for people."""
        return (self.topics[topic].label if topic in self.topics else None) or topic

    def name(self, person: str) -> str:
        """Return the name of a person for people."""
        return self.people[person].name if person in self.people else person

    def candidates(
        self, which: str, among: Sequence[Call] | None = None, *, today: dt.date | None = None
    ) -> tuple[Call, ...]:
        """Return the calls that `which` can name, at least one: an id, a day, a number, `first` or `latest`.

        A day is that of any capital. `first` and `latest` are among the calls given, or those that count.
        Raises QuestionError, with the calls before and after, where there is none.
        """
        counted = [call for call in self.calls if call.counts]
        if which in FIRST_AND_LAST:
            calls = counted if among is None else among
            if not calls:
                raise QuestionError("no call matches")
            return (calls[0 if which == "first" else -1],)
        word = which.removeprefix("#")
        if word.isascii() and word.isdigit() and len(word) < 10:
            found = [call for call in counted if call.number == int(word)]
            why = f"no call number {word}; the record counts {plural(len(counted), 'call')}"
        elif named := [call for call in self.calls if word in (call.id, f"{call.id}-1") and word != str(call.date)]:
            return tuple(named)
        else:
            day = self._day(word, today or dt.date.today())
            found = [call for call in self.calls if call.date == day]
            found = found or [call for call in self.calls if day in call.date_in.values()]
            beside = [f"the one before is {call.id}" for call in counted if call.date < day][-1:]
            beside += [f"the one after is {call.id}" for call in counted if call.date > day][:1]
            why = f"no call on {day}{'; ' if beside else ''}{', '.join(beside)}"
        if not found:
            raise QuestionError(why)
        return tuple(found)

    def level(self, call: Call) -> tuple[Call, ...]:
        """Return the other calls of the call's day whose order with it the record does not know."""
        same = [each for each in self.calls if each.date == call.date and each.id != call.id]
        return tuple([each for each in same if not each.start or not call.start or each.start == call.start])

    def _day(self, word: str, today: dt.date) -> dt.date:
        form = "write a day such as 2025-07-03, a number such as 6, first, latest, or an id such as 2025-12-28-2"
        try:
            span, _ = self.period(word, today=today)
        except QuestionError as error:
            if word[:1].isdigit():  # plainly meant as a day
                raise
            raise QuestionError(f"'{shorten(word)}' names no call; {form}") from error
        if span.first != span.last:
            raise QuestionError(f"'{word}' is more than one day; {form}")
        return span.first
