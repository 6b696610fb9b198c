"""What the Tab key offers: the words of the record, and silence where it cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..record.record import Record
from ..record.text import shorten

_ODD = re.compile(r"[^\w ,.;:()/+-]")

Offers = Callable[..., Iterator[tuple[str, str]]]


def topics(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer the topics, each with its label and other names."""
    return _offer(record_of(ctx), incomplete, _topics)


def people(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer the people, each with the name."""
    return _offer(record_of(ctx), incomplete, lambda record: ((each.id, each.name) for each in record.people.values()))


def calls(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer `first`, `latest` and the calls, each with its summary."""
    return _offer(record_of(ctx), incomplete, _calls)


def calls_and_sources(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer the calls, and the sources with their titles."""
    return _offer(record_of(ctx), incomplete, lambda record: (*_calls(record), *_sources(record)))


def dates(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer the years and months of the record's calls, its events, and the days that are relative."""
    return _offer(record_of(ctx), incomplete, _dates)


def columns(incomplete: str) -> Iterator[tuple[str, str]]:
    """Offer the columns of calls, after those that are there with commas between."""
    from ..answer.table import EXPORT

    done, comma, begun = incomplete.rpartition(",")
    return ((f"{done}{comma}{name}", "") for name in EXPORT if name.startswith(begun))


def words(*known: str) -> Offers:
    """Return a completion that offers fixed words; it reads no record."""

    def offer(incomplete: str) -> Iterator[tuple[str, str]]:
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


def _offer(
    record: Record | None, incomplete: str, pairs: Callable[[Record], Iterable[tuple[str, str]]]
) -> Iterator[tuple[str, str]]:
    for word, meaning in pairs(record) if record else ():
        if word.startswith(incomplete.lower()):
            # Typer and the shells read signs in it: a record that is not one's own must not run code
            yield word, shorten(" ".join(_ODD.sub(" ", meaning).split()), 70)


def _topics(record: Record) -> Iterator[tuple[str, str]]:
    for topic in record.topics.values():
        yield topic.id, ", ".join((topic.label or topic.id, *topic.aliases))


def _calls(record: Record) -> Iterator[tuple[str, str]]:
    yield from (("first", "the first call"), ("latest", "the last call"))
    for call in record.calls:
        yield call.id, call.summary or ", ".join(call.topics)


def _sources(record: Record) -> Iterator[tuple[str, str]]:
    for source in record.sources.values():
        yield source.id, source.title or source.publisher


def _dates(record: Record) -> Iterator[tuple[str, str]]:
    for length in (4, 7):
        for name in dict.fromkeys(call.date.isoformat()[:length] for call in record.calls):
            yield name, ""
    for event in record.events.values():
        yield event.id, f"{event.date} {event.label or ''}"
    for word in ("today", "yesterday", "this-month", "last-month", "this-year", "last-year"):
        yield word, ""
