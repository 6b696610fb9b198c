"""YAML text in, a tree out whose every leaf is still text and knows its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from .problem import Problem
from .text import shorten

# A loader would guess types, keep the last of two equal keys, and lose the places; PyYAML's own
# composer keeps them, but asks its resolver in Python for every scalar (2.4 times as slow), and
# has the whole document before any of it can be read (3.7 times the memory).

MAX_DEPTH = 40
MAX_NODES = 5_000_000  # in the tree at once, as of about 50,000 calls that wait; each takes 150 bytes of memory
MAX_ALIASED = 1_000_000


class Pairs(list["Node"]):
    """The keys and values of a mapping, in turn, as they stand in the text."""

    __slots__ = ()


# (value, mark): a text, None for nothing (an empty value, ~ or null), a list, or Pairs, or what was made of it; and
# its place in the text, of which PyYAML's mark has `line` and `column`, from 0.
Node: TypeAlias = tuple[str | list["Node"] | Pairs | dict[str, Any] | None, Any]

_NOTHING = frozenset(("", "~", "null"))

_HINTS = {
    "mapping values are not allowed": "a text that holds ': ' needs quotes; a key stands below its neighbours",
    "could not find expected ':'": "a key needs a colon and a space after it",
    "cannot start any token": "indent with spaces, not tabs; quote a text that starts with @ ` or %",
    "did not find expected key": "check the indentation, and quotes inside quotes",
    "did not find expected '-' indicator": "check the indentation of the list",
    "did not find expected ',' or ']'": "close the list with ], and quote a text that holds a comma or a bracket",
    "did not find expected ',' or '}'": "close the brace, and quote a text that holds a comma or a brace",
    "tab character": "indent with spaces, not tabs",
    "hexdecimal number": "in double quotes a backslash is written twice",
    "unknown escape character": "in double quotes a backslash is written twice",
}


def compose(data: bytes, each: Callable[[list[Node], Node], Node] = lambda _, node: node) -> Node:
    """Return the tree of the one YAML document in `data`, which is UTF-8.

    Of what stands in a list of the root, the tree has what `each` makes of it and of the root as far as it is read.
    Raises Problem where the text is not YAML, holds a tag, an alias of itself, a second
    document, or is nested or aliased beyond all use.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(data)
    try:
        return _compose(loader, each)
    except yaml.reader.ReaderError:
        _blame_character(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "the text breaks off"
        if said == "found unexpected end of stream":  # say where the quotes open
            mark, said = getattr(error, "context_mark", None) or mark, "a quoted text that does not end"
        hint = next((f" ({hint})" for start, hint in _HINTS.items() if start in said), "")
        raise _at(mark, f"not YAML: {said}{hint}", "yaml") from None
    finally:
        loader.dispose()


def decoded(data: bytes) -> bytes:
    """Return `data` without a byte-order mark. Raises Problem where it is not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line, column = place(data[: error.start])
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise Problem(message, line=line, column=column, rule="encoding") from None
    return data.removeprefix(b"\xef\xbb\xbf")


def place(before: bytes) -> tuple[int, int]:
    """Return the line and column that follow the bytes `before`, both from 1."""
    line = before[before.rfind(b"\n") + 1 :]
    return before.count(b"\n") + 1, len(line.decode(errors="replace")) + 1


def _compose(loader: Any, each: Callable[[list[Node], Node], Node]) -> Node:
    next_event = loader.get_event
    nodes: list[Node] = []  # of the list or mapping that is open
    above: list[tuple[Any, int, list[Node]]] = []  # those around it: the event it began with, the size then, the nodes
    anchors: dict[str, tuple[Node | None, int]] = {}
    size = aliased = 0
    while True:
        event = next_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            node = (None if value in _NOTHING and not event.style else value, event.start_mark)
            size += 1
            if event.tag is not None or size > MAX_NODES:
                raise _refused(event, "more values than a record can hold; split it")
            if event.anchor is not None:
                anchors[event.anchor] = (node, 1 + (len(value) >> 6))
            nodes.append(node)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None or len(above) == MAX_DEPTH:
                raise _refused(event, f"nested more than {MAX_DEPTH} deep")
            if event.anchor is not None:
                anchors[event.anchor] = (None, 0)
            above.append((event, size + aliased, nodes))
            nodes = Pairs() if kind is MappingStartEvent else []
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            begun, before, around = above.pop()
            node = (nodes, begun.start_mark)
            size += 1
            if begun.anchor is not None:
                anchors[begun.anchor] = (node, size + aliased - before)
            nodes = around
            if len(above) == 2 and type(nodes) is list:
                composed, node = node, each(above[1][2], node)
                size = size if node is composed else before - aliased + 1  # its tree is dropped
            nodes.append(node)
        elif kind is AliasEvent:
            name = shorten(event.anchor)
            if event.anchor not in anchors:
                raise _at(event.start_mark, f"the alias '*{name}' has no anchor '&{name}'", "yaml")
            target, more = anchors[event.anchor]
            aliased += more
            if target is None or aliased > MAX_ALIASED:
                many = f"aliases stand for more than {MAX_ALIASED:,} values"
                raise _at(event.start_mark, many if target else f"the alias '*{name}' contains itself")
            nodes.append((target[0], event.start_mark))
        elif kind is DocumentEndEvent:
            break
        elif event is None or kind is StreamEndEvent:
            raise Problem("the record is empty; the smallest one is a 'calls:' list", rule="empty")
    event = next_event()
    if type(event) is not StreamEndEvent:
        raise _at(event.start_mark, "a second document; a record is one")
    return nodes[0]


def scalars(node: Node) -> Iterator[Node]:
    """Yield every leaf below `node`, keys left out."""
    value = node[0]
    if isinstance(value, list):
        for each in value[1::2] if type(value) is Pairs else value:
            yield from scalars(each)
    else:
        yield node


def pairs(node: Node) -> Iterator[tuple[Node, Node]]:
    """Return the keys and values of a mapping; nothing for any other node."""
    turns = iter(node[0] if type(node[0]) is Pairs else ())
    return zip(turns, turns, strict=True)


def _at(mark: Any, message: str, rule: str = "format") -> Problem:
    return Problem(message, line=mark.line + 1 if mark else 1, column=mark.column + 1 if mark else 1, rule=rule)


def _refused(event: Any, message: str) -> Problem:
    """Return what is wrong with a value: its tag, if it has one, else the message."""
    if event.tag is None:
        return _at(event.start_mark, message)
    return _at(event.start_mark, f"the tag '{shorten(event.tag)}' has no meaning in a record; remove it", "yaml")


def _blame_character(data: bytes) -> NoReturn:
    import re

    text = data.decode()
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    line, column = place(text[: found.start()].encode() if found else b"")
    what = f"the control character U+{ord(found[0]):04X}" if found else "a character that YAML does not allow"
    mend = "save the file as UTF-8" if found and found[0] == "\0" else "remove it"
    raise Problem(f"{what}; {mend}", line=line, column=column, rule="yaml")
