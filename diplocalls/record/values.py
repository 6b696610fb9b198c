"""What single values of a record must be: how each is read of a node, and what the JSON Schema says of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .problem import Problem
from .text import fold, listed, near, shorten
from .tree import Node, Pairs

if TYPE_CHECKING:
    from .reading import Reader

Convert: TypeAlias = Callable[[Node, "Reader"], Any]
Schema: TypeAlias = Mapping[str, Any]


class Kind(NamedTuple):
    """What a value must be: a converter, which returns the value or raises a Problem, and a JSON Schema."""

    convert: Convert
    schema: Schema


def defined(name: str) -> Schema:
    """Return what stands in a JSON Schema for the definition `name`."""
    return {"$ref": f"#/$defs/{name}"}


_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ID_SCHEMA = r"[^\s\x00-/:-`{-\xa0\xc0-\xde\u0400-\u042f\u2000-\u206f]+"  # no capitals, as far as a pattern can say it
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DATE_SCHEMA = r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_CLOCK = rf"T{_TIME}(?::[0-5][0-9])?(?:Z|[+-]{_TIME})"
_MINUTES = "[1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440"
_URL = r"https?://[^\s<>\"\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"

# An editor takes 2025 for a number and true for a truth value; to the reader they are the texts they are.
DEFINED: Mapping[str, Schema] = {
    "text": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
    "id": {"type": ["string", "integer", "boolean"], "pattern": f"^{_ID_SCHEMA}(?:-{_ID_SCHEMA})*$", "minimum": 0},
    "day": {"type": "string", "format": "date", "pattern": f"^{_DATE_SCHEMA}$"},
}


@partial(Kind, schema=defined("text"))
def text(node: Node, reader: Reader) -> str:
    return a_text(node)


@partial(Kind, schema=defined("id"))
def an_id(node: Node, reader: Reader) -> str:
    word = a_text(node, "an id")
    if not is_id(word):
        form = f"'{fold(word)}'" if is_id(fold(word)) else "lower-case words joined by hyphens, such as middle-east"
        raise problem(node, f"'{shorten(word)}' is no id; write {form}")
    return word


@partial(Kind, schema=defined("day"))
def day(node: Node, reader: Reader) -> date:
    word = a_text(node, "a date")
    if not re.fullmatch(_DATE, word):
        raise problem(node, f"'{shorten(word)}' is not a date; write one day as YYYY-MM-DD, such as 2025-06-14")
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise problem(node, f"there is no {word} in the calendar") from None


@partial(Kind, schema={"type": "string", "pattern": f"^{_DATE_SCHEMA}{_CLOCK}$"})
def start(node: Node, reader: Reader) -> datetime:
    word = a_text(node, "a time")
    if not re.fullmatch(_DATE + _CLOCK, word):
        said = "write day, time and offset, such as 2025-08-18T18:00-04:00"
        raise problem(node, f"'{shorten(word)}' is not a time; {said}")
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        raise problem(node, f"there is no {word[:10]} in the calendar") from None


@partial(Kind, schema={"type": ["integer", "string"], "minimum": 1, "maximum": 1440, "pattern": f"^(?:{_MINUTES})$"})
def minutes(node: Node, reader: Reader) -> int:
    word = a_text(node, "a length in minutes")
    if re.fullmatch(_MINUTES, word):
        return int(word)
    hours = re.fullmatch("([0-9]{1,2}):([0-5][0-9])", word)
    total = int(hours[1]) * 60 + int(hours[2]) if hours else 0
    form = f"write {total}" if 1 <= total <= 1440 else "write a whole number from 1 to 1440, such as 90"
    raise problem(node, f"'{shorten(word)}' is not a length in minutes; {form}")


@partial(Kind, schema={"type": "string", "pattern": f"^{_URL}$"})
def url(node: Node, reader: Reader) -> str:
    word = a_text(node, "an address")
    if not re.fullmatch(_URL, word):
        raise problem(node, f"'{shorten(word)}' is not an address; it starts with https:// and has no spaces")
    return word


def one_of(words: Sequence[str], what: str, **schema: str) -> Kind:
    """Return the kind of value that is one of `words`."""

    def convert(node: Node, reader: Reader) -> str:
        word = a_text(node, f"a {what}")
        if word not in words:
            none = f"none of {listed(words)}" if len(words) > 1 else f"not '{words[0]}'"
            raise problem(node, f"the {what} '{shorten(word)}' is {none}{near(word, words)}")
        return word

    return Kind(convert, {"enum": list(words), **schema})


def is_id(word: str) -> bool:
    """Return whether `word` can be the id of a topic, person or source: lower-case words of any script."""
    if not word.isascii():
        from unicodedata import category

        word = "".join(letter for letter in word if category(letter)[0] != "M")
    return word == word.lower() and word != "null" and bool(_ID.fullmatch(word))  # YAML reads null as nothing


def a_text(node: Node, what: str = "a text") -> str:
    """Return the text of a node. Raises Problem where it is something else, or empty."""
    value = node[0]
    if type(value) is not str:
        raise problem(node, f"{what} belongs here, not {form_of(node)}")
    if not value or value.isspace():
        raise problem(node, f"{what} belongs here, not an empty text")
    return value


def mapping(node: Node, what: str, *, empty: bool = False) -> Node:
    """Return the node if it has keys. Raises Problem; `empty` says that it may hold nothing."""
    if type(node[0]) is Pairs:
        return node
    if node[0] is None and empty:
        return (Pairs(), *node[1:])
    raise problem(node, f"{what} has keys, each with a value, not {form_of(node)}")


def items(node: Node, *, empty: bool = True) -> list[Node]:
    """Return the nodes of a list. Raises Problem; `empty` says whether it may be one of none."""
    if type(node[0]) is list and (node[0] or empty):
        return node[0]
    found = "an empty one" if type(node[0]) is list else form_of(node)
    raise problem(node, f"a list belongs here, such as [one] or lines that start with '- ', not {found}")


def form_of(node: Node) -> str:
    """Return what a node is, in a word or two."""
    if node[0] is None:
        return "nothing"
    return "a text" if type(node[0]) is str else "keys with values" if type(node[0]) is Pairs else "a list"


def problem(node: Node, message: str, rule: str = "format", *, warning: bool = False) -> Problem:
    """Return a fault, or a warning, at the node's place."""
    return Problem(message, line=node[1], column=node[2], rule=rule, warning=warning)
