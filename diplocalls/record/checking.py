"""What is not wrong with a record but likely not meant: warnings, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from .problem import Problem
from .text import CONTROL, fold, shorten
from .tree import Node, Pairs, pairs, scalars
from .values import problem

LONGEST_SUMMARY = 160

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\ufff9-\ufffb]")


def warnings(root: Node, *, today: date) -> Iterator[Problem]:
    """Yield the warnings about the tree of a record, which may have faults besides."""
    top = _block(root)
    calls = [node for node in _list(top.get("calls")) if type(node[0]) is Pairs]
    yield from _texts(root)
    yield from _days(calls, _block(top.get("covers")), today)
    yield from _unused(top, calls)
    yield from _sources(_block(top.get("sources")), calls)
    yield from _topics(_block(top.get("topics")))
    yield from _shared(_block(top.get("people")), "people", ("name",))
    yield from _shared(_block(top.get("events")), "events", ("label", "aliases"))
    for call in calls:
        yield from _call(_block(call), _block(top.get("people")), _list(top.get("between")))


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


def _days(calls: list[Node], covers: Mapping[str, Node], today: date) -> Iterator[Problem]:
    first = _day(covers.get("from"))
    last = _day(covers.get("partly_to")) or _day(covers.get("to"))
    before: date | None = None
    earlier: datetime | None = None
    for call in calls:
        entry = _block(call)
        node, start = entry.get("date"), _start(entry.get("start"))
        day = _day(node)
        if not day or not node:
            continue
        if before and day < before:
            yield _warn(node, f"{day} stands after {before}; put the oldest first", "order")
        elif day == before and start and earlier and start < earlier:
            yield _warn(node, f"this call of {day} starts before the one above it; put the earlier first", "order")
        if day > today:
            yield _warn(node, f"{day} lies in the future", "future")
        elif (first and day < first) or (last and day > last):
            yield _warn(node, f"{day} lies outside what 'covers' states, {first} to {last}", "covers")
        before, earlier = max(day, before or day), start


def _unused(top: Mapping[str, Node], calls: list[Node]) -> Iterator[Problem]:
    used: dict[str, set[str]] = {"topics": set(), "people": set(), "sources": set()}
    block_of = {"topic": "topics", "topics": "topics", "also": "topics", "sources": "sources"}
    block_of |= {"placed_by": "people", "between": "people"}
    for entry in (*calls, *_block(top.get("events")).values()):
        for path, node in scalars(entry):
            key = next((part for part in reversed(path) if type(part) is str), "")
            if key in block_of and type(node[0]) is str:
                used[block_of[key]].add(str(node[0]))
    used["people"] |= {str(node[0]) for node in _list(top.get("between"))}
    parents = {name: str(_block(item).get("parent", (None,))[0]) for name, item in _block(top.get("topics")).items()}
    for topic in list(used["topics"]):
        while (topic := parents.get(topic, "None")) not in used["topics"]:  # a parent is used with its child
            used["topics"].add(topic)
    for block, names in used.items():
        what = {"topics": "topic", "people": "person", "sources": "source"}[block]
        for declared, _ in pairs(top.get(block, (None, 1, 1))):
            if type(declared[0]) is str and declared[0] not in names:
                yield _warn(declared, f"no call uses the {what} '{shorten(declared[0])}'", "unused")


def _sources(sources: Mapping[str, Node], calls: list[Node]) -> Iterator[Problem]:
    for name, node in sources.items():
        if type(node[0]) is Pairs and not _block(node).keys() & {"url", "note", "via"}:
            yield _warn(node, f"the source '{shorten(name)}' has no 'url', 'note' or 'via' to find it by", "address")
    for call in calls:
        entry = _block(call)
        if entry.get("sources"):
            continue  # they stand for what has none of its own
        accounts = [each for dispute in _list(entry.get("disputed")) for each in _list(_block(dispute).get("accounts"))]
        for key in ("notes", "outcome", "aftermath", "not_discussed"):
            notes = entry.get(key)
            for note in [notes] if notes and type(notes[0]) is str else _list(notes):
                if not _list(_block(note).get("sources")):
                    yield _warn(note, "no source for this; name one in its 'sources', or for the whole call", "source")
        for account in accounts:
            if not _list(_block(account).get("sources")):
                yield _warn(account, "no source for this account; name one in its 'sources'", "source")


def _topics(topics: Mapping[str, Node]) -> Iterator[Problem]:
    known: dict[str, tuple[str, str]] = {}
    for topic, word, place in _words(topics, ("label", "aliases")):
        like, other = known.setdefault(_bare(word), (word, topic))
        if other != topic and fold(word) != fold(like):
            yield _warn(place, f"'{shorten(word)}' is nearly '{shorten(like)}' of the topic '{other}'", "near")


def _shared(block: Mapping[str, Node], what: str, keys: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a warning for each name that two people or events have: nobody can be asked for by it."""
    known: dict[str, str] = {}
    for name, word, place in _words(block, keys):
        other = known.setdefault(fold(word), name)
        if other != name:
            said = f"'{shorten(word)}' is the name of two {what}, '{shorten(other)}' and '{shorten(name)}'"
            yield _warn(place, f"{said}; only their ids tell them apart", "shared")


def _call(entry: Mapping[str, Node], people: Mapping[str, Node], between: list[Node]) -> Iterator[Problem]:
    listed = {str(node[0]): node for node in _list(entry.get("topics"))}
    also = {str(node[0]) for node in _list(entry.get("also"))}
    noted: dict[str, Node] = {}
    for key in ("notes", "outcome", "not_discussed"):
        for note in _list(entry.get(key)):
            topic = _block(note).get("topic")
            if topic and type(topic[0]) is str:
                noted.setdefault(topic[0], topic)
    for name, node in noted.items():
        if name not in listed and name not in also:
            yield _warn(node, f"a note on '{shorten(name)}', which is not in the call's 'topics' or 'also'", "topics")
    summary = entry.get("summary")
    if summary and type(summary[0]) is str and len(summary[0]) > LONGEST_SUMMARY:
        most = f"{LONGEST_SUMMARY} are the most a list shows well"
        yield _warn(summary, f"a summary of {len(summary[0])} characters; {most}", "summary")
    people_here = _list(entry.get("between")) or between
    person = _block(people.get(str(people_here[0][0]))) if people_here else {}
    day, zone = _day(entry.get("date")), person.get("zone")
    if "start" in entry and day and zone:
        yield from _clock(entry["start"], day, str(zone[0]))


def _clock(node: Node, day: date, zone: str) -> Iterator[Problem]:
    from zoneinfo import ZoneInfo

    start = _start(node)
    try:
        there = start and start.astimezone(ZoneInfo(zone))
    except (LookupError, ValueError, OSError, OverflowError):  # no such zone here, or the end of the calendar
        return
    if there and there.date() != day:
        yield _warn(node, f"this start is on {there.date()} in {zone}, but 'date' is {day}", "start")


def _warn(node: Node, message: str, rule: str) -> Problem:
    return problem(node, message, rule, warning=True)


def _words(block: Mapping[str, Node], keys: tuple[str, ...]) -> Iterator[tuple[str, str, Node]]:
    """Yield every name in a block of names: the id that it belongs to, the name, and its place."""
    for name, node in block.items():
        yield name, name, node
        for key in keys:
            value = _block(node).get(key)
            for each in [value] if value and type(value[0]) is str else _list(value):
                yield name, str(each[0]), each


def _block(node: Node | None) -> Mapping[str, Node]:
    return {key[0]: item for key, item in pairs(node) if type(key[0]) is str} if node else {}


def _list(node: Node | None) -> list[Node]:
    return node[0] if node and type(node[0]) is list else []


def _day(node: Node | None) -> date | None:
    try:
        return date.fromisoformat(str(node[0])) if node else None
    except ValueError:
        return None


def _start(node: Node | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(node[0])) if node else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _bare(word: str) -> str:
    """Return a name without what spellings of the same name differ in: hyphens, and a plural s."""
    return "".join(part.removesuffix("s") for part in fold(word).split("-"))
