"""A tree in, a Record out, or every problem with its place."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby
from typing import Any

from .fields import CALL, MEANT, RECORD, Block
from .model import COUNTED, STATUSES, Call, Topic
from .problem import Problem, RecordError
from .record import Record
from .text import fold, listed, near, shorten
from .tree import MAX_DEPTH, Node, compose, decoded, pairs
from .values import Convert, Kind, a_text, an_id, form_of, items, mapping, problem

_NAMED = {"topics", "people", "sources", "between"}  # the blocks of what a call names
_MOST_FAULTS = 10_000  # reported in one run; nobody mends more at a time
_MOST_HINTS = 100  # faults with a nearest name, which takes a millisecond each


def read(data: bytes, *, name: str = "record") -> Record:
    """Return the record that the YAML text `data` holds.

    Raises RecordError with every fault of the text, each with its place.
    """
    record, problems = examine(data, Reader())
    if record is None or problems:
        raise RecordError(problems, name=name)
    return record


def examine(data: bytes, reader: Reader) -> tuple[Record | None, list[Problem]]:
    """Return the record in the YAML text `data`, if it is sound, and all faults; the reader may note more."""
    paused = gc.isenabled()
    gc.disable()  # nodes die young and have no cycles: twice as fast on 10,000 calls
    root = None
    try:
        root = compose(decoded(data), reader.early)
        return reader.record(root), reader.problems
    except Problem as fault:  # where the text breaks off, what was read before may be cut short
        return None, [fault, *(reader.problems if root else ())]
    finally:
        if paused:
            gc.enable()


def shared(node: Node) -> Iterator[tuple[Node, str, str]]:
    """Yield each name that two ids of a block have, with both."""
    known: dict[str, str] = {}
    for key, item in pairs(node):
        values = [value for name, value in pairs(item) if name[0] in ("name", "label", "aliases")]
        for each in (key, *chain.from_iterable(value[0] if type(value[0]) is list else [value] for value in values)):
            if type(key[0]) is str and type(each[0]) is str:
                first = known.setdefault(fold(each[0]), key[0])
                if first != key[0]:
                    yield each, first, key[0]


class Reader:
    """Makes a record of a tree, and gathers every fault in `problems` on the way.

    What a fault makes doubtful is not held against the rest: a name in a faulty block counts as declared.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        # the blocks of the record as far as they are read; None: any name goes
        self.head: dict[str, Any] = {"topics": None, "people": None, "sources": {}, "between": ()}
        self._read: set[str] = set()  # the keys of the blocks that are read
        self._used: dict[str, str] = {}

    def early(self, root: list[Node], node: Node) -> Node:
        """Return a call as its values, if all that it can name stands before it in the root, else its node.

        So a tree of one call at a time is enough: less than half the memory, and a sixth less time.
        """
        opened = len(root) % 2 and root[-1][0]  # a key that has no value yet
        if opened != "calls" or len(self.problems) > _MOST_FAULTS:
            return node
        if not self._read:
            stand = zip(root[::2], root[1::2], strict=False)  # the last key has no value yet
            found: dict[Any, Node] = {key[0]: item for key, item in stand if type(key[0]) is str}
            if not found.keys() >= _NAMED:
                return node
            self._blocks(found)
        return self.attempt(_entry, node) or {}, node[1]

    def record(self, root: Node) -> Record | None:
        """Return the record below `root`; None where there is a fault."""
        found = self.entries(root, RECORD)
        self.need(root, found, RECORD.required, RECORD.called)
        self._blocks(found)
        if self.head["topics"]:
            self._check_topics(found["topics"], self.head["topics"])
        if self.problems:
            return None
        if self.head["topics"] is None:  # an open list: the topics are those that the calls use
            self.head["topics"] = {topic: Topic(topic) for topic in self._used}
        return Record(**{key: value for key, value in self.head.items() if value is not None})

    def calls(self, node: Node) -> tuple[Call, ...]:
        """Return the calls in order, each with its id and number."""
        entries: list[dict[str, Any]] = []
        seen: dict[object, int] = {}
        for item in items(node) if node[0] is not None else ():
            if len(self.problems) > _MOST_FAULTS and type(item[0]) is not dict:
                raise problem(item, "too many faults to go on; this call and those after it were not read")
            entry = item[0] if type(item[0]) is dict else self.attempt(_entry, item)
            if not entry or "date" not in entry or entry["between"] is None:
                continue
            key = (entry["date"], frozenset(entry["between"]), entry.get("start"))
            if key in seen:
                same = f"the same day, people and start as the call on line {seen[key]}"
                self.fault(item, f"{same}; give each call of a day its own 'start'", rule="duplicate")
            seen.setdefault(key, item[1].line + 1)
            entries.append(entry)
        return () if self.problems else tuple(_in_order(entries))

    def _blocks(self, found: Mapping[str, Node]) -> None:
        """Read the blocks that are found, but for those that are read already, names before their use."""
        for key, field in RECORD.fields.items():
            if key in found and key not in self._read:
                self._read.add(key)
                self.head[key] = self.attempt(field.kind.convert, found[key])

    # The machinery that converters use: gather faults, go on.

    def attempt(self, convert: Convert, node: Node) -> Any:
        """Return what the converter makes of the node, or None and one fault more."""
        try:
            return convert(node, self)
        except Problem as fault:
            self.problems.append(fault)
            return None

    def many(self, convert: Convert, node: Node, *, least: int = 0) -> tuple[Any, ...] | None:
        """Return the values of a list, None where one has a fault; no text may stand there twice."""
        out: list[Any] = []
        seen: set[object] = set()
        faults = len(self.problems)
        for item in items(node, least=least):
            value = self.attempt(convert, item)
            if type(value) is str:
                if value in seen:
                    self.fault(item, f"'{shorten(value)}' stands here twice", rule="twice")
                seen.add(value)
            out.append(value)
        return tuple(out) if len(self.problems) == faults else None

    def make(self, block: Block, node: Node, called: str = "", **given: Any) -> Any:
        """Return what the block makes of a node's values, with None for each that it must have and has not."""
        found = self.entries(node, block, called)
        values = self.values(found, block)
        if len(values) < len(found) or not block.required.keys() <= found.keys():
            self.need(node, found, block.required, called or block.called)
            values = {**dict.fromkeys(block.required.values()), **values}
        return block.make(**given, **values)

    def values(self, found: Mapping[str, Node], block: Block) -> dict[str, Any]:
        """Return the values of nodes that have no fault, by the names of the values."""
        out: dict[str, Any] = {}
        for key, item in found.items():
            name, convert = block.readers[key]
            try:
                value = convert(item, self)
            except Problem as fault:
                self.problems.append(fault)
                continue
            if value is not None:
                out[name] = value
        return out

    def entries(self, node: Node, block: Block, called: str = "") -> dict[str, Node]:
        """Return the nodes of a mapping by their keys; unknown and double keys are faults."""
        found: dict[str, Node] = {}
        called = called or block.called
        fields = block.fields
        for key, item in pairs(mapping(node, called, empty=not block.required)):
            name = key[0]
            if type(name) is str and name in fields and name not in found:
                found[name] = item
            elif name == "<<":
                self.fault(key, "a merge key '<<'; write the keys out")
            elif type(name) is not str:
                self.fault(key, f"a key is a word, not {form_of(key)}")
            elif name in found:
                self.fault(key, f"the key '{name}' stands here twice", rule="twice")
            else:
                meant = MEANT.get(name)
                hint = f"; did you mean '{meant}'?" if meant in fields else near(name, fields)
                self.fault(key, f"{called} has no key '{shorten(name)}'{hint}", rule="key")
        return found

    def need(self, node: Node, found: Mapping[str, Node], keys: Iterable[str], called: str) -> None:
        """Hold missing keys against a node, unless a merge key may have hidden them."""
        missing = [f"'{key}'" for key in keys if key not in found]
        if missing and not any(key[0] == "<<" for key, _ in pairs(node)):
            self.fault(node, f"{called} lacks {listed(missing, 'and')}", rule="missing")

    def names(self, node: Node, kind: Kind, each: Callable[[str], Convert]) -> dict[str, Any]:
        """Return what `each` converts of a mapping, by the keys, which are of a kind; a faulty key goes too."""
        out: dict[str, Any] = {}
        for key, item in pairs(node):
            name = key[0]
            self.attempt(kind.convert, key)
            if type(name) is str and name in out:
                self.fault(key, f"'{shorten(name)}' stands here twice", rule="twice")
            elif type(name) is str:
                out[name] = self.attempt(each(name), item)
        return out

    def known(self, node: Node, block: str, what: str) -> str:
        """Return the id of a topic, person or source that is declared."""
        names, word = self.head[block], node[0]
        if names is None:
            word = an_id.convert(node, self)
            return self._used.setdefault(word, word) if block == "topics" else word
        if type(word) is str and word in names:
            return word
        word = a_text(node, what=f"the id of a {what}")
        few = len(self.problems) < _MOST_HINTS and len(names) < 20 * _MOST_HINTS
        hint = near(word, names) if few else ""
        raise problem(node, f"the {what} '{shorten(word)}' is not declared under '{block}'{hint}")

    def fault(self, node: Node, message: str, *, rule: str = "format") -> None:
        """Hold a fault against a node."""
        self.problems.append(problem(node, message, rule))

    def _check_topics(self, node: Node, topics: Mapping[str, Topic | None]) -> None:
        """Find parents that are unknown or circular, and names that stand for two topics."""
        parents = {name: topic.parent for name, topic in topics.items() if topic and topic.parent}
        for key, item in pairs(node):
            topic = str(key[0])
            if topic not in parents:
                continue
            above, chain = parents[topic], [topic]
            where = next(value for name, value in pairs(item) if name[0] == "parent")
            if above not in topics:
                self.fault(where, f"the parent '{shorten(above)}' is no topic{near(above, topics)}")
            while above in parents and above not in chain and len(chain) <= MAX_DEPTH:
                chain.append(above)
                above = parents[above]
            if above == topic:
                self.fault(where, f"the topic '{shorten(topic)}' is its own ancestor")
            elif len(chain) > MAX_DEPTH:
                self.fault(where, f"the topic '{shorten(topic)}' stands under more than {MAX_DEPTH} others")
        for found, first, second in shared(node):
            self.fault(found, f"the name '{shorten(str(found[0]))}' stands for '{first}' and for '{second}'")


def _entry(node: Node, reader: Reader) -> dict[str, Any]:
    """Return the values of one call as far as they are sound."""
    found = reader.entries(node, CALL)
    entry = reader.values(found, CALL)
    sure = "status" not in found or entry.get("status") in COUNTED
    reader.need(node, found, [key for key in CALL.required if sure or key != "topics"], "this call")
    main, also = entry.get("main_topics") or (), entry.pop("also", None) or ()
    if double := [topic for topic in also if topic in main]:
        reader.fault(found["also"], f"'{double[0]}' stands in 'topics' already", rule="twice")
    entry["topics"] = (*main, *also)
    if "start" in found:
        entry.setdefault("start", object())  # a faulty one is like no other
    between = entry.setdefault("between", None if "between" in found else reader.head["between"])
    caller = entry.get("placed_by")
    if caller and between and caller not in between:
        reader.fault(found["placed_by"], f"'{caller}' placed this call but is not in its 'between'")
    return entry


def _in_order(entries: list[dict[str, Any]]) -> Iterator[Call]:
    """Yield the calls by day, then by start, those of unknown start as they stand in the file; numbered."""
    entries.sort(key=lambda entry: (entry["date"], "start" not in entry, entry.get("start")))
    number = 0
    for day, of_day in groupby(entries, key=lambda entry: entry["date"]):
        for place, entry in enumerate(of_day, 1):
            counts = entry.get("status", STATUSES[0]) in COUNTED
            number += counts
            yield Call(id=f"{day}-{place}" if place > 1 else str(day), number=number if counts else None, **entry)
