"""What a record is made of: calls, notes and disputes; people, topics, sources and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

# NamedTuples, not frozen dataclasses: as immutable, but 0.2 ms instead of 1.4 ms each to define
# at every start, and several times faster to make, which a record of 10,000 calls feels.

STATUSES = ("confirmed", "reported", "claimed", "denied")
COUNTED = STATUSES[:2]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Note(NamedTuple):
    """A statement about a call: what was said, agreed, or left out, and who says so."""

    text: str
    topic: str | None = None
    by: str | None = None
    sources: tuple[str, ...] = ()


class Account(NamedTuple):
    """One of several accounts that do not agree."""

    says: str
    by: str | None = None
    sources: tuple[str, ...] = ()


class Dispute(NamedTuple):
    """A matter on which accounts differ, with the accounts side by side."""

    about: str
    accounts: tuple[Account, ...]


class Passage(NamedTuple):
    """A text of a call, with where it stands in the entry."""

    where: str
    text: str
    topic: str | None = None
    by: str | None = None
    sources: tuple[str, ...] = ()


class Call(NamedTuple):
    """One telephone call, or one claimed contact.

    `date` is the day by the clock of the first of `between`; `date_in` gives the day in
    capitals where it was another. `number` is the call's place among those that count
    (confirmed and reported), 1 for the first of the record, and None for the others.
    `minutes` is the best figure for the length; other figures stand in `disputed`. `topics`
    are all of them, the main ones first. Exports have these fields as their columns, in this
    order: a new one comes last.
    """

    id: str
    date: dt.date
    status: str = "confirmed"
    minutes: int | None = None
    placed_by: str | None = None
    topics: tuple[str, ...] = ()
    summary: str | None = None
    number: int | None = None
    date_in: Mapping[str, dt.date] = {}
    start: dt.datetime | None = None
    between: tuple[str, ...] = ()
    occasion: str | None = None
    notes: tuple[Note, ...] = ()
    outcome: tuple[Note, ...] = ()
    not_discussed: tuple[Note, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    sources: tuple[str, ...] = ()
    main_topics: tuple[str, ...] = ()
    aftermath: tuple[Note, ...] = ()
    dated_by: str | None = None

    @property
    def weekday(self) -> str:
        """The English name of the weekday of `date`."""
        return WEEKDAYS[self.date.weekday()]

    @property
    def counts(self) -> bool:
        """Whether lists and counts hold the call unless asked otherwise."""
        return self.status in COUNTED

    @property
    def headline(self) -> str:
        """What the call was, in a sentence: its summary, or its first note."""
        return self.summary or (self.notes[0].text if self.notes else "")

    def passages(self) -> Iterator[Passage]:
        """Yield every text of the entry, in reading order."""
        for where, text in (("summary", self.summary), ("occasion", self.occasion)):
            if text:
                yield Passage(where, text, sources=self.sources)
        yield from self.statements()

    def statements(self) -> Iterator[Passage]:
        """Yield what is said about the call, each with who says so and the sources."""
        for where in ("notes", "outcome", "aftermath", "not_discussed"):
            for note in getattr(self, where):
                yield Passage({"notes": "note"}.get(where, where.replace("_", " ")), *note)
        for dispute in self.disputed:
            for says, by, sources in dispute.accounts:
                yield Passage(f"disputed, {dispute.about}", says, None, by, sources)

    def cited(self) -> tuple[str, ...]:
        """Return the ids of all sources of the entry, each once, in the order they are met."""
        cited = [name for each in self.statements() for name in each.sources]
        return tuple(dict.fromkeys([*self.sources, *cited]))


def count_reported(calls: Iterable[Call]) -> int:
    """Return how many of the calls are merely reported."""
    return sum(call.status == "reported" for call in calls)


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


class Event(NamedTuple):
    """A day that people count from, such as an inauguration."""

    id: str
    date: dt.date
    label: str | None = None
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Source(NamedTuple):
    """Where a fact was read; `side` tells whose account it carries, `read` how it was read, `via` in whose copy."""

    id: str
    publisher: str
    title: str | None = None
    date: dt.date | None = None
    url: str | None = None
    side: str | None = None
    language: str | None = None
    note: str | None = None
    read: str | None = None
    via: str | None = None

    @property
    def short(self) -> str:
        """The source as a sentence cites it: publisher and day."""
        return f"{self.publisher}, {self.date}" if self.date else self.publisher


class Covers(NamedTuple):
    """What the record claims to hold: all calls `since` to `until`, and some until `partly_to`."""

    since: dt.date
    until: dt.date
    partly_to: dt.date | None = None
    rule: str | None = None
