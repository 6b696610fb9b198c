"""The JSON Schema that editors use, and the blank entries that `new` prints: both made from the format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from json import dumps
from typing import Any

from .fields import ACCOUNT, CALL, COVERS, DISPUTE, EVENT, NOTE, PERSON, RECORD, SOURCE, TOPIC, Block
from .model import COUNTED
from .text import listed
from .tree import Node, Pairs, compose, pairs
from .values import DEFINED


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a record, as far as a schema can say what the reader demands."""
    blocks = (COVERS, PERSON, TOPIC, EVENT, SOURCE, CALL, NOTE, DISPUTE, ACCOUNT)
    defs: dict[str, Any] = {**DEFINED, **{block.name: _block(block) for block in blocks}}
    defs["note"] |= {"type": [*DEFINED["text"]["type"], "object"], "pattern": DEFINED["text"]["pattern"]}
    defs["call"]["required"].remove("topics")
    defs["call"] |= {"if": {"properties": {"status": {"enum": list(COUNTED)}}}, "then": {"required": ["topics"]}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A record of telephone calls",
        "description": "Calls between leaders, told from sources and written by hand. The smallest record is a list"
        " of calls, each with a date, topics and notes. What a schema cannot say, `diplocalls check` does.",
        **_block(RECORD),
        "$defs": defs,
    }


def entry(day: date, *, topics: Sequence[str], people: Iterable[str]) -> str:
    """Return a sound, commented entry to paste under `calls:`; what is not known yet is commented out."""
    known = {
        "date": str(day),
        "between": f"[{', '.join(people)}]" if people else "",
        "topics": f"[{', '.join(topics)}]",
        "notes": f"[{{topic: {topics[0]}, text: 'What was said, in your own words.'}}]",
    }
    return "  - " + "    ".join(_lines(CALL, known)).removeprefix("# ")


def record(day: date, *, topics: Sequence[str], people: Mapping[str, str]) -> str:
    """Return a sound starter record with one entry; `people` are names by their ids."""
    who = people or {"somebody": "Somebody", "somebody-else": "Somebody Else"}
    named = [f"{each}: {{name: {dumps(name, ensure_ascii=False)}}}" for each, name in who.items()]
    known = {
        "title": dumps(f"Telephone calls between {listed(list(who.values()), 'and')}", ensure_ascii=False),
        "updated": str(day),
        "covers": f"{{from: {day}, to: {day}}}",
        "between": f"[{', '.join(who)}]",
        "people": f"{{{', '.join(named)}}}",
        "topics": f"{{{', '.join(f'{each}: {{}}' for each in topics)}}}",
    }
    head = [line for line in _lines(RECORD, known) if not line.startswith("# calls")]
    return "".join(head) + "calls:\n" + entry(day, topics=topics, people=())


def _block(block: Block) -> dict[str, Any]:
    return {
        "type": "object" if block.required else ["object", "null"],
        "required": list(block.required),
        "additionalProperties": False,
        "properties": {
            key: {
                "description": field.description,
                **field.kind.schema,
                "examples": [_plain(compose(field.example.encode()))],
            }
            for key, field in block.fields.items()
        },
    }


def _lines(block: Block, known: dict[str, str]) -> Iterator[str]:
    """Yield a line for each field: its value where it is known, else its example as a comment."""
    for key, field in block.fields.items():
        value = known.get(key)
        line = f"{key}: {value}" if value else f"# {key}: {field.example}"
        yield f"{line}  # {field.description[0].lower()}{field.description[1:].rstrip('.')}\n"


def _plain(node: Node) -> Any:
    value = node[0]
    if type(value) is Pairs:
        return {str(key[0]): _plain(item) for key, item in pairs(node)}
    if type(value) is list:
        return [_plain(item) for item in value]
    return int(value) if type(value) is str and value.isdigit() else value
