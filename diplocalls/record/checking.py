"""What is not wrong with a record but likely not meant: warnings, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from .problem import Problem
from .reading import Reader, shared
from .text import CONTROL, shorten
from .tree import Node, Pairs, pairs, scalars
from .values import Kind, day, problem, start

LONGEST_SUMMARY = 160

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]")


class _Keys(dict[str, Node]):
    """The nodes of a mapping by their keys: an empty one for any other key, and all of them for what has no keys."""

    def __init__(self, node: Node) -> None:
        super().__init__({key[0]: item for key, item in pairs(node) if type(key[0]) is str})

    def __missing__(self, key: str) -> Node:
        return (None, 1, 1)


def warnings(root: Node, *, today: date) -> Iterator[Problem]:
    """Yield the warnings about the tree of a record, which may have faults besides."""
    top = _Keys(root)
    calls = [_Keys(node) for node in _items(top["calls"]) if type(node[0]) is Pairs]
    yield from _texts(root)
    yield from _days(calls, _Keys(top["covers"]), today)
    yield from _unused(top)
    yield from _sources(_Keys(top["sources"]), calls)
    for block, keys in (("people", ("name",)), ("events", ("label", "aliases"))):
        for where, first, second in shared(top[block], keys):
            said = f"'{shorten(str(where[0]))}' is the name of two {block}, '{shorten(first)}' and '{shorten(second)}'"
            yield _warn(where, f"{said}; only their ids tell them apart", "shared")
    zones = {name: _Keys(person)["zone"][0] for name, person in _Keys(top["people"]).items()}
    for call in calls:
        yield from _call(call)
        yield from _clock(call, zones, _items(call["between"]) or _items(top["between"]))


def _texts(root: Node) -> Iterator[Problem]:
    for _, node in scalars(root):
        value = node[0]
        if type(value) is not str:
            continue
        if value[:1] in "=+-@" and value:
            said = f"a text that starts with '{value[0]}' is a formula to a spreadsheet; reword it"
            yield _warn(node, said, "formula")
        if not value.isprintable() and (found := CONTROL.search(value) or _INVISIBLE.search(value)):
            yield _warn(node, f"the invisible character U+{ord(found[0]):04X}; remove it", "invisible")


def _days(calls: list[_Keys], covers: _Keys, today: date) -> Iterator[Problem]:
    first, last = _value(day, covers["from"]), _value(day, covers["partly_to"]) or _value(day, covers["to"])
    before: date | None = None
    earlier: datetime | None = None
    for call in calls:
        node, here = call["date"], _value(day, call["date"])
        if not here:
            continue
        began = _value(start, call["start"])
        if before and here < before:
            yield _warn(node, f"{here} stands after {before}; put the oldest first", "order")
        elif here == before and began and earlier and began < earlier:
            yield _warn(node, f"this call of {here} starts before the one above it; put the earlier first", "order")
        if here > today:
            yield _warn(node, f"{here} lies in the future", "future")
        elif (first and here < first) or (last and here > last):
            yield _warn(node, f"{here} lies outside what 'covers' states, {first} to {last}", "covers")
        before, earlier = max(here, before or here), began


def _unused(top: _Keys) -> Iterator[Problem]:
    used = {"topics": set(), "people": {str(node[0]) for node in _items(top["between"])}, "sources": set()}
    block_of = {"topic": "topics", "also": "topics", "placed_by": "people", "between": "people"}
    block_of |= {"topics": "topics", "sources": "sources"}
    for entry in (*_items(top["calls"]), top["events"]):
        for path, node in scalars(entry):
            key = next((part for part in reversed(path) if type(part) is str), "")
            if key in block_of and type(node[0]) is str:
                used[block_of[key]].add(node[0])
    parents = {name: str(_Keys(item)["parent"][0]) for name, item in _Keys(top["topics"]).items()}
    for topic in list(used["topics"]):
        while (topic := parents.get(topic, "None")) not in used["topics"]:  # a parent is used with its child
            used["topics"].add(topic)
    for block, what in (("topics", "topic"), ("people", "person"), ("sources", "source")):
        for name, _ in pairs(top[block]):
            if type(name[0]) is str and name[0] not in used[block]:
                yield _warn(name, f"no call uses the {what} '{shorten(name[0])}'", "unused")


def _sources(sources: _Keys, calls: list[_Keys]) -> Iterator[Problem]:
    for name, node in sources.items():
        if type(node[0]) is Pairs and not _Keys(node).keys() & {"url", "note", "via"}:
            yield _warn(node, f"the source '{shorten(name)}' has no 'url', 'note' or 'via' to find it by", "address")
    for call in calls:
        if "sources" in call:
            continue  # they stand for what has none of its own
        notes = [note for key in ("notes", "outcome", "aftermath", "not_discussed") for note in _items(call[key])]
        accounts = [each for dispute in _items(call["disputed"]) for each in _items(_Keys(dispute)["accounts"])]
        for what, end, nodes in (("this", ", or for the whole call", notes), ("this account", "", accounts)):
            for node in nodes:
                if not _items(_Keys(node)["sources"]):
                    yield _warn(node, f"no source for {what}; name one in its 'sources'{end}", "source")


def _call(call: _Keys) -> Iterator[Problem]:
    known = {str(node[0]) for key in ("topics", "also") for node in _items(call[key])}
    for topic in [_Keys(note)["topic"] for key in ("notes", "outcome", "not_discussed") for note in _items(call[key])]:
        if type(topic[0]) is str and topic[0] not in known:
            known.add(topic[0])
            said = f"a note on '{shorten(topic[0])}', which is not in the call's 'topics' or 'also'"
            yield _warn(topic, said, "topics")
    summary = call["summary"][0]
    if type(summary) is str and len(summary) > LONGEST_SUMMARY:
        most = f"{LONGEST_SUMMARY} are the most a list shows well"
        yield _warn(call["summary"], f"a summary of {len(summary)} characters; {most}", "summary")


def _clock(call: _Keys, zones: Mapping[str, Any], between: list[Node]) -> Iterator[Problem]:
    zone = zones.get(str(between[0][0])) if between else None
    if not zone or "start" not in call:
        return
    from zoneinfo import ZoneInfo

    here, began = _value(day, call["date"]), _value(start, call["start"])
    try:
        there = began and began.astimezone(ZoneInfo(str(zone))).date()
    except (LookupError, ValueError, OSError, OverflowError):  # no such zone here, or the end of the calendar
        return
    if here and there and here != there:
        yield _warn(call["start"], f"this start is on {there} in {zone}, but 'date' is {here}", "start")


def _warn(node: Node, message: str, rule: str) -> Problem:
    return problem(node, message, rule, warning=True)


def _items(node: Node) -> list[Node]:
    """Return the nodes of a list; a text is a list of one, and all else of none."""
    return node[0] if type(node[0]) is list else [node] if type(node[0]) is str else []


def _value(kind: Kind, node: Node) -> Any:
    return Reader().attempt(kind.convert, node) if node[0] else None
