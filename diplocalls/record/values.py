"""What single values of a record must be: converters of a node, which return a value or raise a Problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from .model import STATUSES
from .problem import Problem
from .text import fold, listed, near, shorten
from .tree import Node, Pairs

if TYPE_CHECKING:
    from .reading import Reader

Convert: TypeAlias = Callable[[Node, "Reader"], Any]

_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_START = re.compile(rf"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T{_TIME}(?::[0-5][0-9])?(?:Z|[+-]{_TIME})")
_URL = re.compile(r"https?://[^\s<>\"\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_HOURS = re.compile(r"([0-9]{1,2}):([0-5][0-9])")


def text(node: Node, reader: Reader) -> str:
    return a_text(node)


def an_id(node: Node, reader: Reader) -> str:
    word = a_text(node, "an id")
    if not is_id(word):
        form = f"'{fold(word)}'" if is_id(fold(word)) else "lower-case words joined by hyphens, such as middle-east"
        raise problem(node, f"'{shorten(word)}' is no id; write {form}")
    return word


def day(node: Node, reader: Reader) -> date:
    word = a_text(node, "a date")
    if not _DATE.fullmatch(word):
        raise problem(node, f"'{shorten(word)}' is not a date; write one day as YYYY-MM-DD, such as 2025-06-14")
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise problem(node, f"there is no {word} in the calendar") from None


def start(node: Node, reader: Reader) -> datetime:
    word = a_text(node, "a time")
    form = _START.fullmatch(word)
    if not form:
        said = "write day, time and offset, such as 2025-08-18T18:00-04:00"
        raise problem(node, f"'{shorten(word)}' is not a time; {said}")
    try:
        return datetime.fromisoformat(word)
    except ValueError:
        raise problem(node, f"there is no {form[1]} in the calendar") from None


def minutes(node: Node, reader: Reader) -> int:
    word = a_text(node, "a length in minutes")
    if re.fullmatch("[1-9][0-9]{0,3}", word) and int(word) <= 1440:
        return int(word)
    hours = _HOURS.fullmatch(word)
    total = int(hours[1]) * 60 + int(hours[2]) if hours else 0
    form = f"write {total}" if 1 <= total <= 1440 else "write a whole number from 1 to 1440, such as 90"
    raise problem(node, f"'{shorten(word)}' is not a length in minutes; {form}")


def status(node: Node, reader: Reader) -> str:
    return _one_of(node, STATUSES, "status")


def read(node: Node, reader: Reader) -> str:
    return _one_of(node, ("page", "copy", "cited"), "way of reading")


def dated_by(node: Node, reader: Reader) -> str:
    return _one_of(node, ("remark",), "ground of a date")


def url(node: Node, reader: Reader) -> str:
    word = a_text(node, "an address")
    if not _URL.fullmatch(word):
        raise problem(node, f"'{shorten(word)}' is not an address; it starts with https:// and has no spaces")
    return word


def a_text(node: Node, what: str = "a text") -> str:
    """Return the text of a node. Raises Problem where it is something else, or empty."""
    value = node[0]
    if type(value) is not str:
        raise problem(node, f"{what} belongs here, not {kind(node)}")
    if not value or value.isspace():
        raise problem(node, f"{what} belongs here, not an empty text")
    return value


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
        return (Pairs(), *node[1:])
    raise problem(node, f"{what} has keys, each with a value, not {kind(node)}")


def items(node: Node, *, empty: bool = True) -> list[Node]:
    """Return the nodes of a list. Raises Problem; `empty` says whether it may be one of none."""
    if type(node[0]) is list and (node[0] or empty):
        return node[0]
    found = "an empty one" if type(node[0]) is list else kind(node)
    raise problem(node, f"a list belongs here, such as [one] or lines that start with '- ', not {found}")


def kind(node: Node) -> str:
    """Return what a node is, in a word or two."""
    if node[0] is None:
        return "nothing"
    return "a text" if type(node[0]) is str else "keys with values" if type(node[0]) is Pairs else "a list"


def problem(node: Node, message: str, rule: str = "format", *, warning: bool = False) -> Problem:
    """Return a fault, or a warning, at the node's place."""
    return Problem(message, line=node[1], column=node[2], rule=rule, warning=warning)


def _one_of(node: Node, words: Sequence[str], what: str) -> str:
    word = a_text(node, f"a {what}")
    if word not in words:
        none = f"none of {listed(words)}" if len(words) > 1 else f"not '{words[0]}'"
        raise problem(node, f"the {what} '{shorten(word)}' is {none}{near(word, words)}")
    return word
