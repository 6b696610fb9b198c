"""What the Tab key offers: the words of the record, and silence where it cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ..record.record import Record
from ..record.text import shorten

_ODD = re.compile(r"[^\w ,.;:()/+-]")

Pairs: TypeAlias = Iterator[tuple[str, str]]
Offer: TypeAlias = Callable[[Any, list[str], str], Pairs]  # as Typer calls it: context, arguments, what is begun


def _of_the_record(pairs: Callable[[Record], Pairs]) -> Offer:
    """Return a completion that offers words of the record, each with its meaning."""

    def offer(ctx: Any, args: list[str], incomplete: str) -> Pairs:
        record = record_of(ctx)
        for word, meaning in pairs(record) if record else ():
            if word.startswith(incomplete.lower()):
                # Typer and the shells read signs in it: a record that is not one's own must not run code
                yield word, shorten(" ".join(_ODD.sub(" ", meaning).split()), 70)

    offer.__doc__ = pairs.__doc__  # no `wraps`: Typer reads the signature
    return offer


@_of_the_record
def topics(record: Record) -> Pairs:
    """Offer the topics, each with its label and other names."""
    for topic in record.topics.values():
        yield topic.id, ", ".join((topic.label or topic.id, *topic.aliases))


@_of_the_record
def people(record: Record) -> Pairs:
    """Offer the people, each with the name."""
    return ((person.id, person.name) for person in record.people.values())


@_of_the_record
def calls(record: Record) -> Pairs:
    """Offer `first`, `latest` and the calls, each with its summary."""
    return _calls(record)


@_of_the_record
def calls_and_sources(record: Record) -> Pairs:
    """Offer the calls, and the sources with their titles."""
    yield from _calls(record)
    for source in record.sources.values():
        yield source.id, source.title or source.publisher


@_of_the_record
def dates(record: Record) -> Pairs:
    """Offer the years and months of the record's calls, its events, and the days that are relative."""
    for length in (4, 7):
        for name in dict.fromkeys(call.date.isoformat()[:length] for call in record.calls):
            yield name, ""
    for event in record.events.values():
        yield event.id, f"{event.date} {event.label or ''}"
    for word in ("today", "yesterday", "this-month", "last-month", "this-year", "last-year"):
        yield word, ""


def columns(ctx: Any, args: list[str], incomplete: str) -> Pairs:
    """Offer the columns of calls, after those that are there with commas between."""
    from ..answer.table import EXPORT

    done, comma, begun = incomplete.rpartition(",")
    return ((f"{done}{comma}{name}", "") for name in EXPORT if name.startswith(begun))


def words(*known: str) -> Offer:
    """Return a completion that offers fixed words; it reads no record."""

    def offer(ctx: Any, args: list[str], incomplete: str) -> Pairs:
        return ((word, "") for word in known if word.startswith(incomplete))

    return offer


def record_of(ctx: Any) -> Record | None:
    """Return the record that the line names, unless reading it could wait or fail."""
    from ..record.loading import load

    above = ctx.parent.params if ctx.parent else {}
    name = ctx.params.get("data") or above.get("data") or os.environ.get("DIPLOCALLS_DATA") or None
    try:
        return load(name) if name is None or os.path.isfile(name) else None
    except Exception:  # noqa: BLE001 - a word or a traceback here would break the user's line
        return None


def _calls(record: Record) -> Pairs:
    yield from (("first", "the first call"), ("latest", "the last call"))
    for call in record.calls:
        yield call.id, call.summary or ", ".join(call.topics)
