"""What an entry of the record is: Call, Note, Dispute, Account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
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
    `minutes` is the best figure for the length; other figures stand in `disputed`.
    """

    id: str
    date: dt.date
    number: int | None = None
    status: str = "confirmed"
    date_in: Mapping[str, dt.date] = {}
    start: dt.datetime | None = None
    minutes: int | None = None
    placed_by: str | None = None
    between: tuple[str, ...] = ()
    occasion: str | None = None
    topics: tuple[str, ...] = ()
    summary: str | None = None
    notes: tuple[Note, ...] = ()
    outcome: tuple[Note, ...] = ()
    not_discussed: tuple[Note, ...] = ()
    disputed: tuple[Dispute, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def weekday(self) -> str:
        """The English name of the weekday of `date`."""
        return WEEKDAYS[self.date.weekday()]

    @property
    def counts(self) -> bool:
        """Whether lists and counts hold the call unless asked otherwise."""
        return self.status in COUNTED

    def passages(self) -> Iterator[Passage]:
        """Yield every text of the entry, in reading order."""
        if self.summary:
            yield Passage("summary", self.summary, sources=self.sources)
        if self.occasion:
            yield Passage("occasion", self.occasion, sources=self.sources)
        for where, notes in (("note", self.notes), ("outcome", self.outcome), ("not discussed", self.not_discussed)):
            for note in notes:
                yield Passage(where, *note)
        for dispute in self.disputed:
            for account in dispute.accounts:
                where = f"disputed, {dispute.about}"
                yield Passage(where, account.says, by=account.by, sources=account.sources)

    def cited(self) -> tuple[str, ...]:
        """Return the ids of all sources of the entry, each once, in the order they are met."""
        found = dict.fromkeys(self.sources)
        for passage in self.passages():
            found.update(dict.fromkeys(passage.sources))
        return tuple(found)
