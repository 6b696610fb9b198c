"""What the Tab key offers: the words of the record, and silence where it cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..answer.formats import FORMATS
from ..answer.table import EXPORT
from ..question.asking import KEYS
from ..record.model import STATUSES
from ..record.record import Record
from ..record.text import shorten

_RELATIVE = ("today", "yesterday", "this-month", "last-month", "this-year", "last-year")


def offered(metavar: str | None) -> Callable[..., Iterator[tuple[str, str]]] | None:
    """Return the completion of a value by the name that it has in the help, or nothing: the shells then offer files."""
    if metavar not in _OFFERED or "_DIPLOCALLS_COMPLETE" not in os.environ:  # Typer would look into each, 1 ms
        return None
    known = _OFFERED[metavar]

    def offer(ctx: Any, incomplete: str) -> Iterator[tuple[str, str]]:
        done, comma, _ = incomplete.rpartition(",") if metavar == "NAMES" else ("", "", "")
        words = known(record_of(ctx)) if callable(known) else dict.fromkeys(known, "")
        for word, meaning in words.items():
            # Typer and the shells read signs in it: a record that is not one's own must not run code
            yield f"{done}{comma}{word}", shorten(" ".join(re.sub(r"[^\w ,.;:()/+-]", " ", meaning).split()), 70)

    return offer


def record_of(ctx: Any) -> Record:
    """Return the record that the line names, an empty one where reading it could wait or fail."""
    from ..record.loading import load

    above = ctx.parent.params if ctx.parent else {}
    name = ctx.params.get("data") or above.get("data") or os.environ.get("DIPLOCALLS_DATA") or None
    try:
        return load(name) if name is None or os.path.isfile(name) else Record(())
    except Exception:  # noqa: BLE001 - a word or a traceback here would break the user's line
        return Record(())


def _calls(record: Record) -> dict[str, str]:
    ends = {"first": "the first call", "latest": "the last call"}
    return ends | {call.id: call.headline for call in record.calls}


def _dates(record: Record) -> dict[str, str]:
    days = [call.date.isoformat() for call in record.calls]
    events = {event.id: f"{event.date} {event.label or ''}" for event in record.events.values()}
    return dict.fromkeys([day[:4] for day in days] + [day[:7] for day in days] + list(_RELATIVE), "") | events


# What a value can be: fixed words, or words of the record with their meanings. FILE is not here.
_OFFERED: dict[str | None, Sequence[str] | Callable[[Record], Mapping[str, str]]] = {
    "DATE": _dates,
    "FORMAT": tuple(FORMATS),
    "KEY": KEYS,
    "NAME": EXPORT,
    "NAMES": EXPORT,
    "PERSON": lambda record: {each.id: each.name for each in record.people.values()},
    "STATUS": (*STATUSES, "all"),
    "TOPIC": lambda record: {
        each.id: ", ".join((each.label or each.id, *each.aliases)) for each in record.topics.values()
    },
    "WHICH": _calls,
    "SOURCE": lambda record: (
        _calls(record) | {each.id: each.title or each.publisher for each in record.sources.values()}
    ),
}
