"""What is not wrong with a record but likely not meant: warnings, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from .fields import ACCOUNT, CALL, NOTE, Block
from .problem import Problem
from .reading import Reader, shared
from .record import Record
from .text import CONTROL, shorten
from .tree import Node, pairs, scalars
from .values import problem

LONGEST_SUMMARY = 160

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]")


class Checker(Reader):
    """A reader that gathers `warnings` too; calls after `today` are one."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.warnings: list[Problem] = []
        self._today = today
        self._unsourced: list[Node] = []  # statements of the call that is being read
        self._before: tuple[date, datetime | None] = (date.min, None)  # the call before: its day and start

    def early(self, root: list[Node], node: Node) -> Node:  # noqa: ARG002 - nothing is early: every text is looked at
        return node

    def record(self, root: Node) -> Record | None:
        """Return the record below `root`; None where there is a fault."""
        self._check_texts(root)
        record = super().record(root)
        uses = _uses(record) if record else {}  # a fault may hide the use
        for key, node in pairs(root):
            block = str(key[0])
            for where, first, second in shared(node) if block != "topics" else ():
                said = f"is the name of '{shorten(first)}' and of '{shorten(second)}'; only their ids tell them apart"
                self._warn(where, f"'{shorten(str(where[0]))}' {said}", "shared")
            for name, item in pairs(node) if block in uses else ():
                source = record.sources.get(str(name[0])) if record and block == "sources" else None
                if source and not (source.url or source.note or source.via):
                    said = f"the source '{shorten(source.id)}' has no 'url', 'note' or 'via' to find it by"
                    self._warn(item, said, "address")
                if name[0] not in uses[block]:
                    self._warn(name, f"no call uses '{shorten(str(name[0]))}' of '{block}'", "unused")
        return record

    def values(self, found: Mapping[str, Node], block: Block) -> dict[str, Any]:
        """Return the values of nodes that have no fault, by the names of the values."""
        values = super().values(found, block)
        if block is CALL:
            self._check_call(found, values)
        elif block in (NOTE, ACCOUNT) and ("sources" not in found or values.get("sources") == ()):
            self._unsourced += [found[key] for key in block.required if key in found]
        return values

    def _check_texts(self, root: Node) -> None:
        for node in scalars(root):
            text = node[0] if type(node[0]) is str else ""
            if text.startswith(("=", "+", "-", "@")):
                said = f"a text that starts with '{text[0]}' is a formula to a spreadsheet; reword it"
                self._warn(node, said, "formula")
            if not text.isprintable() and (found := CONTROL.search(text) or _INVISIBLE.search(text)):
                self._warn(node, f"the invisible character U+{ord(found[0]):04X}; remove it", "invisible")

    def _check_call(self, found: Mapping[str, Node], values: Mapping[str, Any]) -> None:
        for node in self._unsourced if "sources" not in found else ():  # those of a call stand for all in it
            self._warn(node, "no source for this; name one in its 'sources', or for the whole call", "source")
        self._unsourced.clear()
        topics = {*values.get("main_topics", ()), *values.get("also", ())}
        for key in ("notes", "outcome", "not_discussed"):
            nodes = found[key][0] if len(values) == len(found) and key in found else None  # a fault may hide topics
            for node, note in zip(nodes, values[key], strict=True) if type(nodes) is list else ():
                if note.topic and note.topic not in topics:
                    topics.add(note.topic)
                    said = f"a note on '{shorten(note.topic)}', which is not in the call's 'topics' or 'also'"
                    self._warn(node, said, "topics")
        summary = values.get("summary", "")
        if len(summary) > LONGEST_SUMMARY:
            most = f"{LONGEST_SUMMARY} are the most a list shows well"
            self._warn(found["summary"], f"a summary of {len(summary)} characters; {most}", "summary")
        if "date" in values:
            self._check_date(found, values["date"], values.get("start"))
            self._check_start(found, values)

    def _check_date(self, found: Mapping[str, Node], day: date, start: datetime | None) -> None:
        node, covers = found["date"], self.head.get("covers")
        before, earlier = self._before
        if day < before or (day == before and start and earlier and start < earlier):
            self._warn(node, "this call was before the one above it; put the oldest first", "order")
        self._before = day, start
        if day > self._today:
            self._warn(node, f"{day} lies in the future", "future")
        elif covers and not (covers.since or day) <= day <= (covers.partly_to or covers.until or day):
            said = f"{covers.since} to {covers.partly_to or covers.until}"
            self._warn(node, f"{day} lies outside what 'covers' states, {said}", "covers")

    def _check_start(self, found: Mapping[str, Node], values: Mapping[str, Any]) -> None:
        between = values.get("between") or self.head["between"]
        zone = between and self.head["people"] and getattr(self.head["people"].get(between[0]), "zone", None)
        if not zone or "start" not in values:
            return
        from zoneinfo import ZoneInfo

        try:
            there = values["start"].astimezone(ZoneInfo(zone)).date()
        except (LookupError, ValueError, OSError, OverflowError):  # no such zone here, or the end of the calendar
            return
        if there != values["date"]:
            self._warn(found["start"], f"this start is on {there} in {zone}, but 'date' is {values['date']}", "start")

    def _warn(self, node: Node, message: str, rule: str) -> None:
        self.warnings.append(problem(node, message, rule, warning=True))


def _uses(record: Record) -> dict[str, set[str]]:
    """Return the topics, people and sources that a record uses; a topic is used with those under it."""
    said = [each for call in record.calls for each in call.statements()]
    topics = {*chain.from_iterable(call.topics for call in record.calls), *(each.topic for each in said if each.topic)}
    sources = chain(*(call.cited() for call in record.calls), *(event.sources for event in record.events.values()))
    return {
        "topics": set(chain.from_iterable(map(record.above, topics))),
        "people": {*record.between, *chain.from_iterable(call.between for call in record.calls)}
        | {call.placed_by for call in record.calls if call.placed_by},
        "sources": set(sources),
    }
