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
_DATE = r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_CLOCK = rf"T{_TIME}(?::[0-5][0-9])?(?:Z|[+-]{_TIME})"
_MINUTES = "(?:[1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)"
_URL = r"https?://[^\s<>\"\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+"


def a_text(node: Node, reader: Reader | None = None, *, what: str = "a text") -> str:
    """Return the text of a node. Raises Problem where it is something else, or empty."""
    value = node[0]
    if type(value) is not str:
        raise problem(node, f"{what} belongs here, not {form_of(node)}")
    if not value or value.isspace():
        raise problem(node, f"{what} belongs here, not an empty text")
    return value


text = Kind(a_text, defined("text"))


@partial(Kind, schema=defined("id"))
def an_id(node: Node, reader: Reader) -> str:
    word = a_text(node, what="an id")
    if not is_id(word):
        form = f"'{fold(word)}'" if is_id(fold(word)) else "lower-case words joined by hyphens, such as middle-east"
        raise problem(node, f"'{shorten(word)}' is no id; write {form}")
    return word


def _matching(what: str, pattern: str, form: str, make: Callable[[str], Any] = str, **schema: Any) -> Kind:
    """Return the kind of a text of a pattern, of which `make` makes the value; `form` shows how it is written."""

    def convert(node: Node, reader: Reader) -> Any:
        word = a_text(node, what=what)
        if not re.fullmatch(pattern, word):
            raise problem(node, f"'{shorten(word)}' is not {what}; {form}")
        try:
            return make(word)
        except ValueError:
            raise problem(node, f"there is no {word[:10]} in the calendar") from None

    return Kind(convert, {"type": "string", **schema, "pattern": f"^{pattern}$"})


_one_day = _matching(
    "a date", _DATE, "write one day as YYYY-MM-DD, such as 2025-06-14", date.fromisoformat, format="date"
)
day = Kind(_one_day.convert, defined("day"))
start = _matching(
    "a time", _DATE + _CLOCK, "write day, time and offset, such as 2025-08-18T18:00-04:00", datetime.fromisoformat
)
_in_a_day = {"type": ["integer", "string"], "minimum": 1, "maximum": 1440}
minutes = _matching(
    "a length in minutes", _MINUTES, "write a whole number from 1 to 1440, such as 90", int, **_in_a_day
)
url = _matching("an address", _URL, "it starts with https:// and has no spaces")

# An editor takes 2025 for a number and true for a truth value; to the reader they are the texts they are.
DEFINED: Mapping[str, Schema] = {
    "text": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
    "id": {"type": ["string", "integer", "boolean"], "pattern": f"^{_ID_SCHEMA}(?:-{_ID_SCHEMA})*$", "minimum": 0},
    "day": _one_day.schema,
}


def one_of(words: Sequence[str], what: str, **schema: str) -> Kind:
    """Return the kind of value that is one of `words`."""

    def convert(node: Node, reader: Reader) -> str:
        word = a_text(node, what=f"a {what}")
        if word not in words:
            raise problem(node, f"the {what} '{shorten(word)}' is not {listed(words)}{near(word, words)}")
        return word

    return Kind(convert, {"enum": list(words), **schema})


def is_id(word: str) -> bool:
    """Return whether `word` can be the id of a topic, person or source: lower-case words of any script."""
    if not word.isascii():
        from unicodedata import category

        word = "".join(letter for letter in word if category(letter)[0] != "M")
    return word == word.lower() and word != "null" and bool(_ID.fullmatch(word))  # YAML reads null as nothing


def mapping(node: Node, what: str, *, empty: bool = False) -> Node:
    """Return the node if it has keys. Raises Problem; `empty` says that it may hold nothing."""
    if type(node[0]) is Pairs:
        return node
    if node[0] is None and empty:
        return Pairs(), node[1]
    raise problem(node, f"{what} has keys, each with a value, not {form_of(node)}")


def items(node: Node, *, least: int = 0) -> list[Node]:
    """Return the nodes of a list. Raises Problem where it is something else, or shorter than `least`."""
    found = node[0]
    if type(found) is not list:
        raise problem(node, f"a list belongs here, such as [one] or lines that start with '- ', not {form_of(node)}")
    if len(found) < least:
        raise problem(node, f"a list of {least} or more belongs here, not of {len(found)}")
    return found


def form_of(node: Node) -> str:
    """Return what a node is, in a word or two."""
    if node[0] is None:
        return "nothing"
    return "a text" if type(node[0]) is str else "keys with values" if type(node[0]) is Pairs else "a list"


def problem(node: Node, message: str, rule: str = "format", *, warning: bool = False) -> Problem:
    """Return a fault, or a warning, at the node's place."""
    return Problem(message, line=node[1].line + 1, column=node[1].column + 1, rule=rule, warning=warning)
