"""YAML text in, a Record out, or every problem with its place."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from .call import COUNTED, Account, Call, Dispute, Note
from .fields import an_id, day, items, kind, mapping, minutes, problem, start, status, text, url
from .files import place
from .problem import Problem, RecordError
from .record import Covers, Person, Record, Source, Topic
from .text import fold, listed, near, shorten
from .tree import MAX_DEPTH, Node, Pairs, compose, pairs

Convert: TypeAlias = Callable[[Node], Any]

_MOST_FAULTS = 10_000  # reported in one run; nobody mends more at a time
_MOST_HINTS = 100  # of a nearest name, which take a millisecond each


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
        root = compose(_decoded(data))
        return reader.record(root), root, reader.problems
    except Problem as fault:
        return None, root, [fault, *reader.problems]
    finally:
        if paused:
            gc.enable()


def _decoded(data: bytes) -> bytes:
    """Return `data` without a byte-order mark. Raises Problem where it is not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start])
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise Problem(message, line=line, column=column, rule="encoding") from None
    return data.removeprefix(b"\xef\xbb\xbf")


class Reader:
    """Makes a record of a tree, and gathers every fault in `problems` on the way.

    What a fault makes doubtful is not held against the rest: a name in a faulty block counts as declared.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.topics: Mapping[str, Topic] | None = None  # None: any name goes
        self.people: Mapping[str, Person] | None = None
        self.sources: Mapping[str, Source] | None = {}
        self.between: tuple[str, ...] | None = ()
        self.capitals: list[str] = []
        self._used: dict[str, str] = {}
        self._hints: dict[tuple[str, str], str] = {}

        # The format: each key with what its value must be.
        ids = self.many(self.source)
        self.a_note: dict[str, Convert] = {"topic": self.topic, "by": text, "text": text, "sources": ids}
        self.an_account: dict[str, Convert] = {"by": text, "says": text, "sources": ids}
        self.a_dispute: dict[str, Convert] = {"about": text, "accounts": self.accounts}
        self.a_call: dict[str, Convert] = {
            "date": day,
            "date_in": self.days_in,
            "status": status,
            "start": start,
            "minutes": minutes,
            "placed_by": self.person,
            "between": self.speakers,
            "occasion": text,
            "topics": self.many(self.topic, empty=False),
            "summary": text,
            "notes": self.some_notes,
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
            "people": self.declared("people", self.a_person, Person, required=("name",)),
            "topics": self.declared("topics", self.a_topic, Topic),
            "sources": self.declared("sources", self.a_source, Source, required=("publisher",)),
            "between": self.speakers,
            "calls": self.calls,
        }

    def record(self, root: Node) -> Record | None:
        """Return the record below `root`; None where there is a fault."""
        if root[0] is None:
            raise Problem("the record is empty; the smallest one is a 'calls:' list", rule="empty")
        found = self.entries(mapping(root, "a record"), self.a_record, "a record", required=("calls",))
        out: dict[str, Any] = {}
        for key, convert in self.a_record.items():
            if key not in found:
                continue
            out[key] = self.attempt(convert, found[key])
            if key in ("people", "topics", "sources", "between"):
                setattr(self, key, out[key])
            if key == "topics" and out[key] is not None:
                self.check_topics(found[key], out[key])
            if key == "people" and out[key]:
                self.capitals = [person.capital for person in out[key].values() if person.capital]
        if self.problems:
            return None
        if self.topics is None:  # an open list: the topics are those that the calls use
            out["topics"] = {topic: Topic(topic) for topic in self._used}
        return Record(**out)

    # Converters that know the record. Each returns a value or raises a Problem.

    def calls(self, node: Node) -> tuple[Call, ...]:
        entries: list[dict[str, Any]] = []
        seen: dict[object, int] = {}
        for item in items(node) if node[0] is not None else ():
            if len(self.problems) > _MOST_FAULTS:
                raise problem(item, "too many faults to go on; this call and those after it were not read")
            entry = self.attempt(self.call, item)
            if entry is None or "date" not in entry or entry["between"] is None:
                continue
            key = (entry["date"], frozenset(entry["between"]), entry.get("start"))
            if key in seen:
                same = f"the same day, people and start as the call on line {seen[key]}"
                self.fault(item, f"{same}; give each call of a day its own 'start'", rule="duplicate")
            seen.setdefault(key, item[1])
            entries.append(entry)
        entries.sort(key=lambda entry: entry["date"])
        calls: list[Call] = []
        number = same_day = 0
        for entry in entries:
            same_day = same_day + 1 if calls and calls[-1].date == entry["date"] else 1
            counts = entry.get("status", "confirmed") in COUNTED
            number += counts
            name = f"{entry['date']}-{same_day}" if same_day > 1 else str(entry["date"])
            calls.append(Call(id=name, number=number if counts else None, **entry))
        return tuple(calls)

    def call(self, node: Node) -> dict[str, Any]:
        found = self.entries(node, self.a_call, "a call")
        entry = self.values(found, self.a_call)
        sure = "status" not in found or entry.get("status") in COUNTED
        self.need(node, found, ("date", "topics", "notes") if sure else ("date", "notes"), "this call")
        if "start" in found:
            entry.setdefault("start", id(node))  # a faulty one is like no other
        between = entry.setdefault("between", self.between)
        caller = entry.get("placed_by")
        if caller and between and caller not in between:
            self.fault(found["placed_by"], f"'{caller}' placed this call but is not in its 'between'")
        return entry

    def notes(self, node: Node) -> tuple[Note, ...]:
        if type(node[0]) is str:
            return (Note(text(node)),)
        if type(node[0]) is Pairs:
            raise problem(node, "a text or a list belongs here; put '- ' before this note")
        return tuple(note for item in items(node) if (note := self.attempt(self.note, item)))

    def some_notes(self, node: Node) -> tuple[Note, ...]:
        if type(node[0]) is list:
            items(node, empty=False)
        return self.notes(node)

    def note(self, node: Node) -> Note | None:
        if type(node[0]) is not Pairs:
            return Note(text(node))
        out = self.values(self.entries(node, self.a_note, "a note", required=("text",)), self.a_note)
        return Note(**out) if "text" in out else None

    def dispute(self, node: Node) -> Dispute:
        out = self.values(self.entries(node, self.a_dispute, "a dispute", ("about", "accounts")), self.a_dispute)
        return Dispute(out.get("about", ""), out.get("accounts", ()))

    def accounts(self, node: Node) -> tuple[Account, ...]:
        if len(items(node)) < 2:
            raise problem(node, "a dispute has at least two accounts; put a single one under 'notes'")
        return tuple(each for item in items(node) if (each := self.attempt(self.account, item)))

    def account(self, node: Node) -> Account | None:
        out = self.values(self.entries(node, self.an_account, "an account", required=("says",)), self.an_account)
        return Account(**out) if "says" in out else None

    def topic(self, node: Node) -> str:
        topic = self.known(node, self.topics, "topic")
        return self._used.setdefault(topic, topic)

    def person(self, node: Node) -> str:
        return self.known(node, self.people, "person")

    def speakers(self, node: Node) -> tuple[str, ...] | None:
        faults = len(self.problems)
        people: tuple[str, ...] = self.many(self.person, empty=False)(node)
        return people if len(self.problems) == faults else None

    def source(self, node: Node) -> str:
        return self.known(node, self.sources, "source")

    def known(self, node: Node, names: Mapping[str, Any] | None, what: str) -> str:
        word = node[0]
        if names is None:
            return an_id(node)
        if type(word) is str and word in names:
            return word
        word = text(node, f"the id of a {what}")
        if (what, word) not in self._hints:
            few = len(self._hints) < _MOST_HINTS and len(names) < 20 * _MOST_HINTS
            self._hints[what, word] = _hint(word, names) if few else ""
        block = {"person": "people"}.get(what, f"{what}s")
        raise problem(node, f"the {what} '{shorten(word)}' is not declared under '{block}'{self._hints[what, word]}")

    def days_in(self, node: Node) -> dict[str, date]:
        out: dict[str, date] = {}
        seen = set()
        for key, item in pairs(mapping(node, "'date_in'")):
            city = self.attempt(text, key)
            if city is None:
                continue
            if city in seen:
                self.fault(key, f"'{shorten(city)}' stands here twice", rule="twice")
            elif self.capitals and city not in self.capitals:
                self.fault(key, f"'{shorten(city)}' is no capital of 'people'{near(city, self.capitals)}")
            seen.add(city)
            out[city] = self.attempt(day, item)
        return out

    def covers(self, node: Node) -> Covers | None:
        out = self.values(self.entries(node, self.covering, "'covers'", ("from", "to")), self.covering)
        since, until = out.pop("from", None), out.pop("to", None)
        if not since or not until:
            return None
        if not since <= until <= out.get("partly_to", until):
            raise problem(node, "in 'covers', 'from', 'to' and 'partly_to' are not in this order")
        return Covers(since, until, **out)

    def declared(
        self, block: str, fields: dict[str, Convert], make: Callable[..., Any], *, required: tuple[str, ...] = ()
    ) -> Convert:
        """Return the converter of a block of names, each with its own keys."""

        def one(name: str, node: Node) -> Any:
            if node[0] is None and not required:
                return make(id=name)
            values = self.values(self.entries(node, fields, f"'{shorten(name)}'", required), fields)
            return make(id=name, **{**dict.fromkeys(required, ""), **values})

        def convert(node: Node) -> dict[str, Any]:
            out: dict[str, Any] = {}
            for key, item in pairs(mapping(node, f"'{block}'", empty=True)):
                self.attempt(an_id, key)
                if key[0] in out:
                    self.fault(key, f"'{shorten(str(key[0]))}' is declared twice", rule="twice")
                elif type(key[0]) is str:
                    made = self.attempt(partial(one, key[0]), item)
                    out[key[0]] = made or make(id=key[0], **dict.fromkeys(required, ""))
            return out

        return convert

    def check_topics(self, node: Node, topics: Mapping[str, Topic]) -> None:
        """Find parents that are unknown or circular, and names that stand for two topics."""
        names: dict[str, str] = {}
        done = set()
        for key, item in pairs(node):
            topic = topics.get(str(key[0]))
            if topic is None or topic.id in done:
                continue
            done.add(topic.id)
            values = {str(name[0]): value for name, value in pairs(item)}
            if topic.parent and topic.parent not in topics:
                message = f"the parent '{shorten(topic.parent)}' is no topic{near(topic.parent, topics)}"
                self.fault(values["parent"], message)
            above, seen = topic.parent, {topic.id}
            while above and above in topics and above not in seen and len(seen) <= MAX_DEPTH:
                seen.add(above)
                above = topics[above].parent
            if len(seen) > MAX_DEPTH:
                self.fault(
                    values["parent"], f"the topic '{shorten(topic.id)}' stands under more than {MAX_DEPTH} others"
                )
            if above == topic.id:
                self.fault(values["parent"], f"the topic '{topic.id}' is its own ancestor")
            aliases = items(values["aliases"]) if topic.aliases else []
            for where in (key, *([values["label"]] if topic.label else []), *aliases):
                other = names.setdefault(fold(str(where[0])), topic.id)
                if other != topic.id:
                    self.fault(where, f"the name '{shorten(str(where[0]))}' stands for '{other}' and for '{topic.id}'")

    # The machinery: gather faults, go on.

    def attempt(self, convert: Convert, node: Node) -> Any:
        """Return what the converter makes of the node, or None and one fault more."""
        try:
            return convert(node)
        except Problem as fault:
            self.problems.append(fault)
            return None

    def many(self, convert: Convert, *, empty: bool = True) -> Convert:
        """Return the converter of a list of what `convert` takes; a list holds nothing twice."""

        def convert_all(node: Node) -> tuple[Any, ...]:
            out: list[Any] = []
            seen: set[object] = set()
            for item in items(node, empty=empty):
                try:
                    value = convert(item)
                except Problem as fault:
                    self.problems.append(fault)
                    continue
                if type(value) is str:
                    if value in seen:
                        self.fault(item, f"'{shorten(value)}' stands here twice", rule="twice")
                    seen.add(value)
                out.append(value)
            return tuple(out)

        return convert_all

    def values(self, found: Mapping[str, Node], fields: dict[str, Convert]) -> dict[str, Any]:
        """Return the values of nodes by their keys, each made by its converter."""
        out: dict[str, Any] = {}
        for key, item in found.items():
            try:
                out[key] = fields[key](item)
            except Problem as fault:
                self.problems.append(fault)
        return out

    def entries(
        self, node: Node, fields: dict[str, Convert], what: str, required: tuple[str, ...] = ()
    ) -> dict[str, Node]:
        """Return the nodes of a mapping by their keys; unknown, double and missing keys are faults."""
        found: dict[str, Node] = {}
        for key, item in pairs(mapping(node, what)):
            name = key[0]
            if type(name) is str and name in fields and name not in found:
                found[name] = item
            elif name == "<<":
                self.fault(key, "a merge key '<<'; write the keys out")
            elif type(name) is not str:
                self.fault(key, f"a key is a word, not {kind(key)}")
            elif name in found:
                self.fault(key, f"the key '{name}' stands here twice", rule="twice")
            else:
                self.fault(key, f"{what} has no key '{shorten(name)}'{near(name, fields)}", rule="key")
        self.need(node, found, required, what)
        return found

    def need(self, node: Node, found: Mapping[str, object], keys: Iterable[str], what: str) -> None:
        missing = [f"'{key}'" for key in keys if key not in found]
        if missing and not any(key[0] == "<<" for key, _ in pairs(node)):
            self.fault(node, f"{what} lacks {listed(missing, 'and')}", rule="missing")

    def fault(self, node: Node, message: str, *, rule: str = "format") -> None:
        self.problems.append(problem(node, message, rule))


def _hint(word: str, names: Mapping[str, Any]) -> str:
    """Return the name that an unknown word is another spelling of, or is near to."""
    for name, value in names.items():
        if isinstance(value, Topic) and fold(word) in map(fold, (name, value.label or "", *value.aliases)):
            return f"; write '{name}'"
    return near(word, names)
