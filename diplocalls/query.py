"""Which calls: one Filter value, pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from .call import COUNTED, Call
from .text import listed, plural


class Filter(NamedTuple):
    """What a question keeps; an empty field keeps everything.

    Ids are those of the record. Each of `topics` is a topic with all that stand under it,
    the topic itself first; a call is kept that is on any of them, or, with `every_topic`, on all.
    """

    topics: tuple[tuple[str, ...], ...] = ()
    every_topic: bool = False
    not_topics: tuple[tuple[str, ...], ...] = ()
    since: date | None = None
    until: date | None = None
    people: tuple[str, ...] = ()
    placed_by: tuple[str, ...] = ()
    statuses: tuple[str, ...] = COUNTED

    def steps(self) -> list[tuple[str, Callable[[Call], bool]]]:
        """Return the filter's tests, each with its name for the user; the status comes last."""
        steps: list[tuple[str, Callable[[Call], bool]]] = []
        if self.since or self.until:
            since, until = self.since or date.min, self.until or date.max
            steps.append((self.span(), lambda call: since <= call.date <= until))
        wanted = [frozenset(topics) for topics in self.topics]
        if wanted and (self.every_topic or len(wanted) == 1):
            for names, topic in zip(self.topics, wanted, strict=True):
                steps.append((f"on {names[0]}", lambda call, topic=topic: not topic.isdisjoint(call.topics)))  # type: ignore[misc]
        elif wanted:
            every = frozenset[str]().union(*wanted)
            named = [topics[0] for topics in self.topics]
            steps.append((f"on {listed(named)}", lambda call: not every.isdisjoint(call.topics)))
        if self.not_topics:
            unwanted = frozenset[str]().union(*self.not_topics)
            named = [topics[0] for topics in self.not_topics]
            steps.append((f"not on {listed(named)}", lambda call: unwanted.isdisjoint(call.topics)))
        for person in self.people:
            steps.append((f"with {person}", lambda call, person=person: person in call.between))  # type: ignore[misc]
        if self.placed_by:
            steps.append((f"placed by {listed(self.placed_by)}", lambda call: call.placed_by in self.placed_by))
        steps.append((f"of status {listed(self.statuses)}", lambda call: call.status in self.statuses))
        return steps

    def span(self) -> str:
        """Return the days that the filter keeps, as words."""
        if self.since and self.until:
            return f"on {self.since}" if self.since == self.until else f"from {self.since} to {self.until}"
        return f"from {self.since}" if self.since else f"to {self.until}" if self.until else ""


def select(calls: Iterable[Call], filter: Filter) -> tuple[Call, ...]:
    """Return the calls that the filter keeps, in their order."""
    for _, keep in filter.steps():
        calls = [call for call in calls if keep(call)]
    return tuple(calls)


def explain(calls: Iterable[Call], filter: Filter) -> str:
    """Return which of the filter's tests leaves no call, in a sentence for the user."""
    left = list(calls)
    if not left:
        return "the record holds no call"
    said = f"{plural(len(left), 'entry', 'entries')} in the record"
    for name, keep in filter.steps():
        kept = [call for call in left if keep(call)]
        if not kept:
            other = name.startswith("of status")
            hint = f"; --status all shows {'it' if len(left) == 1 else 'them'}" if other else ""
            return f"no call matches: of {said}, none is {name}{hint}"
        if len(kept) < len(left):
            said = f"{plural(len(kept), 'entry', 'entries')} {name}"
        left = kept
    return ""
