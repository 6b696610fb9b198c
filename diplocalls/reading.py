"""YAML text in, a Record out, or every problem with its place."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from .call import COUNTED, STATUSES, Account, Call, Dispute, Note
from .files import place, shipped, slurp
from .problem import Problem, RecordError
from .record import Covers, Person, Record, Source, Topic
from .text import fold, listed, near, plural, shorten
from .tree import Node, Pairs, compose, pairs

Convert: TypeAlias = Callable[[Node], Any]

_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})")
_URL = re.compile(r"https?://[^\s<>\"\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_HOURS = re.compile(r"([0-9]{1,2}):([0-5][0-9])")


def load(path: str | os.PathLike[str] | None = None) -> Record:
    """Return the record in the file `path` (- is standard input), or the one that ships.

    Raises RecordError, with all the file's faults, and OSError.
    """
    name = shipped() if path is None else os.fspath(path)
    return read(slurp(name), name=name)


def read(data: bytes, *, name: str = "record") -> Record:
    """Return the record that the YAML text `data` holds.

    Raises RecordError with every fault of the text, each with its place.
    """
    record, _, problems = examine(data)
    if record is None or problems:
        raise RecordError(problems, name=name)
    return record


def examine(data: bytes) -> tuple[Record | None, Node | None, list[Problem]]:
    """Return the record and the tree in the YAML text `data`, as far as there are any, and all faults."""
    reader = Reader()
    root = None
    paused = gc.isenabled()
    gc.disable()  # nodes die young and have no cycles: twice as fast on 10,000 calls
    try:
        root = compose(decoded(data))
        return reader.record(root), root, reader.problems
    except Problem as problem:
        return None, root, [problem, *reader.problems]
    finally:
        if paused:
            gc.enable()


def decoded(data: bytes) -> bytes:
    """Return `data` without a byte-order mark. Raises Problem where it is not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start])
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise Problem(message, line=line, column=column, rule="encoding") from None
    return data.removeprefix(b"\xef\xbb\xbf")


class Reader:
    """Makes a record of a tree, and gathers every fault in `problems` on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.topics: Mapping[str, Topic] | None = None
        self.people: Mapping[str, Person] | None = None
        self.sources: Mapping[str, Source] = {}
        self.between: tuple[str, ...] = ()
        self._used: dict[str, str] = {}
        self._near: dict[str, str] = {}

        # The format: each key with what its value must be. Required keys are named where the table is used.
        ids = self.many(self.source)
        self.a_note: dict[str, Convert] = {"topic": self.topic, "by": text, "text": text, "sources": ids}
        self.an_account: dict[str, Convert] = {"by": text, "says": text, "sources": ids}
        self.a_dispute: dict[str, Convert] = {"about": text, "accounts": self.many(self.account)}
        self.a_call: dict[str, Convert] = {
            "date": day,
            "date_in": self.days_in,
            "status": status,
            "start": start,
            "minutes": minutes,
            "placed_by": self.person,
            "between": self.many(self.person),
            "occasion": text,
            "topics": self.many(self.topic),
            "summary": text,
            "notes": self.notes,
            "outcome": self.notes,
            "not_discussed": self.notes,
            "disputed": self.many(self.dispute),
            "sources": ids,
        }
        self.a_person: dict[str, Convert] = dict.fromkeys(("name", "office", "capital", "zone"), text)
        self.a_topic: dict[str, Convert] = {"label": text, "aliases": self.many(text), "parent": text}
        self.a_source: dict[str, Convert] = {
            **dict.fromkeys(("publisher", "title", "language", "note"), text),
            "side": an_id,
            "date": day,
            "url": url,
        }
        self.covering: dict[str, Convert] = {"from": day, "to": day, "partly_to": day, "rule": text}
        self.a_record: dict[str, Convert] = {  # in the order in which they are read: names before their use
            "title": text,
            "updated": day,
            "licence": text,
            "covers": self.covers,
            "people": self.declared(self.a_person, Person, required=("name",)),
            "topics": self.declared(self.a_topic, Topic),
            "sources": self.declared(self.a_source, Source, required=("publisher",)),
            "between": self.many(self.person),
            "calls": self.calls,
        }

    def record(self, root: Node) -> Record | None:
        """Return the record below `root`; None where it holds no list of calls."""
        if root[0] is None:
            raise Problem("the record is empty; the smallest one is a 'calls:' list", rule="empty")
        if type(root[0]) is not Pairs:
            raise Problem(f"a record has keys, such as 'calls:'; this is {_kind(root)}", line=root[1], column=root[2])
        found = self.entries(root, self.a_record, "the record", required=("calls",))
        out: dict[str, Any] = {}
        for key, convert in self.a_record.items():
            if key in found:
                self.convert(out, key, convert, found[key])
            if key in ("people", "topics", "sources", "between") and key in out:
                setattr(self, key, out[key])
            if key == "topics" and key in out:
                self.check_topics(found[key], out[key])
        if "calls" not in out:
            return None
        if self.topics is None:  # an open list: the topics are those that the calls use
            out["topics"] = {topic: Topic(topic) for topic in self._used}
        return Record(**out)

    # Converters that know the record. Each returns a value or raises a Problem.

    def calls(self, node: Node) -> tuple[Call, ...]:
        entries = []
        seen: dict[object, int] = {}
        for item in _items(node, "calls", empty=True):
            entry = self.mapping(item, self.a_call, "this call", required=("date",))
            counts = entry.get("status", "confirmed") in COUNTED
            self.need(item, entry, ("topics", "notes") if counts else ("notes",))
            entry.setdefault("between", self.between)
            caller = entry.get("placed_by")
            if caller and entry["between"] and caller not in entry["between"]:
                self.fault(item, f"'{caller}' placed this call but is not in its 'between'")
            if "date" in entry:
                entries.append(entry)
                key = (entry["date"], frozenset(entry["between"]), entry.get("start"))
                if key in seen:
                    message = f"the same day, people and start as the call on line {seen[key]}"
                    self.fault(item, message + "; give each call of a day its own 'start'", rule="duplicate")
                seen.setdefault(key, item[1])
        if self.problems:
            return ()
        entries.sort(key=lambda entry: entry["date"])
        calls: list[Call] = []
        number = same_day = 0
        for entry in entries:
            spelled = entry["date"].isoformat()
            same_day = same_day + 1 if calls and calls[-1].date == entry["date"] else 1
            counts = entry.get("status", "confirmed") in COUNTED
            number += counts
            name = spelled if same_day == 1 else f"{spelled}-{same_day}"
            calls.append(Call(id=name, number=number if counts else None, **entry))
        return tuple(calls)

    def notes(self, node: Node) -> tuple[Note, ...]:
        if type(node[0]) is not list:
            return (Note(text(node)),)
        return tuple(out for item in node[0] if (out := self.note(item)))

    def note(self, node: Node) -> Note | None:
        if type(node[0]) is Pairs:
            out = self.mapping(node, self.a_note, "this note", required=("text",))
            return Note(**out) if "text" in out else None
        out = {}
        self.convert(out, "text", text, node)
        return Note(**out) if out else None

    def dispute(self, node: Node) -> Dispute:
        out = self.mapping(node, self.a_dispute, "this dispute", required=("about", "accounts"))
        if len(out.get("accounts", "..")) < 2:
            raise _problem(node, "a dispute has at least two accounts; put a single one under 'notes'")
        return Dispute(out.get("about", ""), out.get("accounts", ()))

    def account(self, node: Node) -> Account:
        out = self.mapping(node, self.an_account, "this account", required=("says",))
        return Account(**{"says": "", **out})

    def topic(self, node: Node) -> str:
        topic = self.known(node, self.topics, "topic")
        return self._used.setdefault(topic, topic)

    def person(self, node: Node) -> str:
        return self.known(node, self.people, "person")

    def source(self, node: Node) -> str:
        return self.known(node, self.sources, "source")

    def known(self, node: Node, names: Mapping[str, Any] | None, what: str) -> str:
        word = node[0]
        if names is None:
            return an_id(node)
        if type(word) is not str or word not in names:
            word = text(node)
            block = {"person": "people"}.get(what, what + "s")
            if word not in self._near:
                self._near[word] = near(word, names) if len(self._near) < 100 else ""
            raise _problem(node, f"the {what} '{shorten(word)}' is not declared under '{block}'{self._near[word]}")
        return word

    def days_in(self, node: Node) -> dict[str, date]:
        capitals = [person.capital for person in (self.people or {}).values() if person.capital]
        out: dict[str, date] = {}
        for key, item in pairs(_mapping(node, "date_in")):
            city = text(key)
            if capitals and city not in capitals:
                self.fault(key, f"'{shorten(city)}' is no capital of 'people'{near(city, capitals)}")
            self.convert(out, city, day, item)
        return out

    def covers(self, node: Node) -> Covers | None:
        out = self.mapping(node, self.covering, "'covers'", required=("from", "to"))
        since, until = out.pop("from", None), out.pop("to", None)
        if not since or not until:
            return None
        if not since <= until <= out.get("partly_to", until):
            raise _problem(node, "in 'covers', 'from', 'to' and 'partly_to' are not in this order")
        return Covers(since, until, **out)

    def declared(
        self, fields: dict[str, Convert], make: Callable[..., Any], *, required: tuple[str, ...] = ()
    ) -> Convert:
        """Return the converter of a block of names, each with its own keys."""

        def convert(node: Node) -> dict[str, Any]:
            out: dict[str, Any] = {}
            for key, item in pairs(_mapping(node, "this block", empty=True)):
                try:
                    name = an_id(key)
                except Problem as problem:
                    self.problems.append(problem)
                    continue
                if name in out:
                    self.fault(key, f"'{name}' is declared twice", rule="twice")
                empty = item[0] is None and not required
                out[name] = make(id=name, **({} if empty else self.mapping(item, fields, f"'{name}'", required)))
            return out

        return convert

    def check_topics(self, node: Node, topics: Mapping[str, Topic]) -> None:
        """Find parents that are unknown or circular, and names that stand for two topics."""
        names: dict[str, str] = {}
        for key, item in pairs(node):
            topic = topics.get(str(key[0]))
            if topic is None:
                continue
            place = next((value for name, value in pairs(item) if name[0] == "parent"), key)
            if topic.parent and topic.parent not in topics:
                self.fault(place, f"the parent '{shorten(topic.parent)}' is no topic{near(topic.parent, topics)}")
            above, seen = topic.parent, {topic.id}
            while above and above in topics and above not in seen:
                seen.add(above)
                above = topics[above].parent
            if above == topic.id:
                self.fault(place, f"the topic '{topic.id}' is its own ancestor")
            for name in dict.fromkeys(map(fold, (topic.id, topic.label or "", *topic.aliases))):
                if name and names.setdefault(name, topic.id) != topic.id:
                    self.fault(key, f"the name '{name}' stands for '{names[name]}' and for '{topic.id}'")

    # The machinery: gather faults, go on.

    def many(self, convert: Convert) -> Convert:
        """Return the converter of a list of what `convert` takes; a list holds nothing twice."""

        def convert_all(node: Node) -> tuple[Any, ...]:
            out: list[Any] = []
            for item in _items(node, "this"):
                try:
                    value = convert(item)
                except Problem as problem:
                    self.problems.append(problem)
                    continue
                if type(value) is str and value in out:
                    self.fault(item, f"'{shorten(value)}' stands here twice", rule="twice")
                out.append(value)
            return tuple(out)

        return convert_all

    def mapping(
        self, node: Node, fields: dict[str, Convert], what: str, required: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Return the values of a mapping by their keys, each made by its converter."""
        out: dict[str, Any] = {}
        for key, item in self.entries(node, fields, what, required).items():
            try:
                out[key] = fields[key](item)
            except Problem as problem:
                self.problems.append(problem)
        return out

    def entries(
        self, node: Node, fields: dict[str, Convert], what: str, required: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """Return the nodes of a mapping by their keys; unknown, double and missing keys are faults."""
        found: dict[str, Node] = {}
        for key, item in pairs(_mapping(node, what)):
            name = key[0]
            if type(name) is str and name in fields and name not in found:
                found[name] = item
            elif name == "<<":
                self.fault(key, "a merge key '<<'; write the keys out")
            elif type(name) is not str:
                self.fault(key, f"a key is a word, not {_kind(key)}")
            elif name in found:
                self.fault(key, f"the key '{name}' stands here twice", rule="twice")
            else:
                self.fault(key, f"{what} has no key '{shorten(name)}'{near(name, fields)}", rule="key")
        self.need(node, found, required, what)
        return found

    def need(self, node: Node, found: Mapping[str, object], keys: Iterable[str], what: str = "this call") -> None:
        missing = [key for key in keys if key not in found]
        if missing:  # a key whose value is at fault is there all the same
            present = {key[0] for key, _ in pairs(node)}
            missing = [f"'{key}'" for key in missing if key not in present]
        if missing:
            self.fault(node, f"{what} lacks {listed(missing, 'and')}", rule="missing")

    def convert(self, out: dict[str, Any], key: str, convert: Convert, node: Node) -> None:
        try:
            value = convert(node)
        except Problem as problem:
            self.problems.append(problem)
        else:
            if value is not None:
                out[key] = value

    def fault(self, node: Node, message: str, *, rule: str = "format") -> None:
        self.problems.append(_problem(node, message, rule))


# Converters that need no record. Each returns a value or raises a Problem.


def text(node: Node) -> str:
    value = node[0]
    if type(value) is not str:
        if value is None:
            raise _problem(node, "nothing stands here; give a text or remove the line")
        raise _problem(node, f"a text belongs here, not {_kind(node)}")
    if not value or value.isspace():
        raise _problem(node, "an empty text; give one or remove the line")
    return value


def is_id(word: str) -> bool:
    """Return whether `word` can be the id of a topic, person or source."""
    return word == word.lower() and bool(_ID.fullmatch(word))


def an_id(node: Node) -> str:
    word = text(node)
    if not is_id(word):
        raise _problem(
            node, f"'{shorten(word)}' is no id; write lower-case words joined by hyphens, such as middle-east"
        )
    return word


def day(node: Node) -> date:
    word = text(node)
    if _DATE.fullmatch(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise _problem(node, f"there is no {word} in the calendar") from None
    raise _problem(node, f"'{shorten(word)}' is not a date; write one day as YYYY-MM-DD, such as 2025-06-14")


def start(node: Node) -> datetime:
    word = text(node)
    if _START.fullmatch(word):
        try:
            return datetime.fromisoformat(word)
        except ValueError:
            pass
    form = "write day, time and offset, such as 2025-08-18T18:00-04:00"
    raise _problem(node, f"'{shorten(word)}' is not a time; {form}")


def minutes(node: Node) -> int:
    word = text(node)
    if re.fullmatch("[1-9][0-9]{0,3}", word) and int(word) <= 1440:
        return int(word)
    hours = _HOURS.fullmatch(word)
    form = f"write {int(hours[1]) * 60 + int(hours[2])}" if hours else "write a whole number from 1 to 1440, such as 90"
    raise _problem(node, f"'{shorten(word)}' is not a length in minutes; {form}")


def status(node: Node) -> str:
    word = text(node)
    if word not in STATUSES:
        raise _problem(node, f"the status '{shorten(word)}' is none of {listed(STATUSES)}{near(word, STATUSES)}")
    return word


def url(node: Node) -> str:
    word = text(node)
    if not _URL.fullmatch(word):
        raise _problem(node, f"'{shorten(word)}' is not an address; it starts with https:// and has no spaces")
    return word


def _mapping(node: Node, what: str, *, empty: bool = False) -> Node:
    if type(node[0]) is Pairs:
        return node
    if node[0] is None and empty:
        return (Pairs(), *node[1:])
    raise _problem(node, f"{what} has keys, each with a value; this is {_kind(node)}")


def _items(node: Node, what: str, *, empty: bool = False) -> list[Node]:
    if type(node[0]) is list:
        return node[0]
    if node[0] is None and empty:
        return []
    raise _problem(node, f"{what} is a list, such as [one, two] or lines that start with '- '; found {_kind(node)}")


def _kind(node: Node) -> str:
    if node[0] is None:
        return "nothing"
    if type(node[0]) is str:
        return "a text"
    return plural(len(node[0]) // 2, "key") if type(node[0]) is Pairs else "a list"


def _problem(node: Node, message: str, rule: str = "format") -> Problem:
    return Problem(message, line=node[1], column=node[2], rule=rule)
