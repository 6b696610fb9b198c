"""A question from the options: which record, which of its calls, and on what basis."""

from __future__ import annotations

import os
import sys
from datetime import date
from typing import NamedTuple

from . import files, query
from .basis import Basis, basis
from .call import COUNTED, STATUSES, Call
from .delivery import say
from .loading import load
from .options import Common, Filters
from .period import Period
from .problem import QuestionError
from .record import Record


class Question(NamedTuple):
    """What was asked of which record, and the calls that answer it."""

    record: Record
    filter: query.Filter
    calls: tuple[Call, ...]
    basis: Basis
    today: date


def ask(filters: Filters, common: Common, *, default: tuple[str, ...] = COUNTED) -> Question:
    """Read the record and select from it what the filters keep."""
    record = load_named(common.data)
    today = date.today()
    if filters.as_of is not None:
        today = Period.parse(filters.as_of, today=today).last
        record = record.as_of(today)
    kept = record.filter(
        topics=filters.topic or (),
        every_topic=filters.all_topics,
        not_topics=filters.not_topic or (),
        since=filters.from_,
        until=filters.to,
        during=filters.during,
        people=filters.with_ or (),
        placed_by=filters.placed_by or (),
        statuses=filters.status or default,
        today=today,
    )
    spans = [f"the record as it stood on {today}"] if filters.as_of else []
    for option, word in (("during", filters.during), ("from", filters.from_), ("to", filters.to)):
        span = Period.parse(word, today=today) if word is not None else None
        meant = span and str({"during": span, "from": span.first, "to": span.last}[option])
        if meant and meant != word:
            spans.append(f"--{option} {word} = {meant}")
    calls = query.select(record.calls, kept)
    if not calls:
        say(query.explain(record.calls, kept), common)
    return Question(record, kept, calls, basis(record, kept, calls, today=today, spans=tuple(spans)), today)


def about(call: Call, question: Question) -> Basis:
    """Return the basis of an answer that is about one call alone."""
    only = query.Filter(since=call.date, until=call.date, statuses=STATUSES)
    return question.basis._replace(calls=1, statuses={call.status: 1}, left_out={}, spans=(), filter=only)


def record_name(given: str | None) -> str | None:
    """Return the name of the record to read, from the command line or the environment; None is the one that ships."""
    if given == "":
        raise QuestionError("'' names no record; write a file's name, or - for standard input")
    return given or os.environ.get("DIPLOCALLS_DATA") or None


def load_named(name: str | None) -> Record:
    name = record_name(name)
    if name != "-":
        return load(name)
    from .reading import read

    return read(stdin(), name=files.STDIN)


def stdin() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise QuestionError("- reads the record from standard input; pipe one in, or name a file")
    return files.slurp("-")
