"""The JSON Schema that editors use, and the blank entries that `new` prints: both made from the format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from . import fields, values
from .fields import ACCOUNT, CALL, COVERS, DISPUTE, EVENT, NOTE, PERSON, RECORD, SOURCE, TOPIC, Block, Field
from .model import COUNTED, STATUSES
from .tree import Node, Pairs, compose, pairs

_ID = r"[^\s\x00-/:-`{-\xa0\xc0-\xde\u0400-\u042f\u2000-\u206f]+"  # no capitals, as far as a pattern can say it
_DAY = r"(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"

# An editor takes 2025 for a number and true for a truth value; to the reader they are the texts they are.
_LEAVES: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
    "id": {"type": ["string", "integer", "boolean"], "pattern": f"^{_ID}(?:-{_ID})*$", "minimum": 0},
    "ids": {"type": "array", "items": {"$ref": "#/$defs/id"}, "uniqueItems": True},
    "day": {"type": "string", "format": "date", "pattern": f"^{_DAY}$"},
    "notes": {"type": ["string", "number", "boolean", "array"], "pattern": r"\S", "items": {"$ref": "#/$defs/note"}},
}

_TEXT, _IDS, _NOTES = ({"$ref": f"#/$defs/{name}"} for name in ("text", "ids", "notes"))

# What stands in the schema for each converter.
_OF: dict[values.Convert, dict[str, Any]] = {
    values.text: _TEXT,
    values.an_id: {"$ref": "#/$defs/id"},
    values.day: {"$ref": "#/$defs/day"},
    values.start: {"type": "string", "pattern": rf"^{_DAY}T{_TIME}(?::[0-5][0-9])?(?:Z|[+-]{_TIME})$"},
    values.minutes: {
        "type": ["integer", "string"],
        "minimum": 1,
        "maximum": 1440,
        "pattern": "^(?:[1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)$",
    },
    values.status: {"enum": list(STATUSES), "default": STATUSES[0]},
    values.dated_by: {"enum": ["remark"]},
    values.read: {"enum": ["page", "copy", "cited"]},
    values.url: {"type": "string", "pattern": r"^https?://[^\s<>\"\x00-\x20\x7f-\x9f\u2028-\u202e\u2066-\u2069]+$"},
    fields.topic: {"$ref": "#/$defs/id"},
    fields.person: {"$ref": "#/$defs/id"},
    fields.topics: {**_IDS, "minItems": 1},
    fields.speakers: {**_IDS, "minItems": 1},
    fields.sources: _IDS,
    fields.texts: {"type": "array", "items": _TEXT, "uniqueItems": True},
    fields.days_in: {
        "type": "object",
        "propertyNames": {"pattern": r"\S"},
        "additionalProperties": {"$ref": "#/$defs/day"},
    },
    fields.some_notes: {**_NOTES, "minItems": 1},
    fields.notes: _NOTES,
    fields.accounts: {"type": "array", "items": {"$ref": "#/$defs/account"}, "minItems": 2},
    fields.disputes: {"type": "array", "items": {"$ref": "#/$defs/dispute"}},
    fields.covers: {"$ref": "#/$defs/covers"},
    fields.calls: {"type": ["array", "null"], "items": {"$ref": "#/$defs/call"}},
    **{
        convert: {
            "type": ["object", "null"],
            "propertyNames": {"$ref": "#/$defs/id"},
            "additionalProperties": {"$ref": f"#/$defs/{name}"},
        }
        for convert, name in (
            (fields.people, "person"),
            (fields.some_topics, "topic"),
            (fields.some_sources, "source"),
            (fields.events, "event"),
        )
    },
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a record, as far as a schema can say what the reader demands."""
    blocks = (COVERS, PERSON, TOPIC, EVENT, SOURCE, CALL, NOTE, DISPUTE, ACCOUNT)
    defs = _LEAVES | {block.called.split()[-1].strip("'"): _block(block) for block in blocks}
    defs["topic"]["type"] = ["object", "null"]
    defs["note"] |= {"type": ["string", "number", "boolean", "object"], "pattern": r"\S"}
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


def entry(day: date, *, topics: Sequence[str], people: Sequence[str], minutes: int | None) -> str:
    """Return a sound, commented entry to paste under `calls:`; what is not known yet is commented out."""
    note = f"[{{topic: {topics[0]}, text: 'What was said, in your own words.'}}]"
    known = {
        "date": str(day),
        "minutes": str(minutes or ""),
        "between": f"[{', '.join(people)}]" if people else "",
        "topics": f"[{', '.join(topics)}]",
        "notes": note,
    }
    return "  - " + "    ".join(_lines(CALL, known)).removeprefix("# ")


def record(day: date, *, topics: Sequence[str], people: Sequence[str], minutes: int | None) -> str:
    """Return a sound starter record with one entry."""
    who = people or ("somebody", "somebody-else")
    known = {
        "title": "Telephone calls between A and B",
        "updated": str(day),
        "covers": f"{{from: {day}, to: {day}}}",
        "between": f"[{', '.join(who)}]",
        "people": "{" + ", ".join(f"{each}: {{name: {each.replace('-', ' ').title()}}}" for each in who) + "}",
        "topics": "{" + ", ".join(f"{each}: {{}}" for each in topics) + "}",
        "calls": "",
    }
    head = [line for line in _lines(RECORD, known) if not line.startswith("# calls")]
    return "".join(head) + "calls:\n" + entry(day, topics=topics, people=(), minutes=minutes)


def examples(field: Field) -> Any:
    """Return the example of a field as JSON has it."""
    return _plain(compose(f"x: {field.example}".encode()))["x"]


def _block(block: Block) -> dict[str, Any]:
    properties = {
        key: {"description": field.description, **_OF[field.convert], "examples": [examples(field)]}
        for key, field in block.fields.items()
    }
    required = [key for key, field in block.fields.items() if field.required]
    return {
        "type": "object",
        **({"required": required} if required else {}),
        "additionalProperties": False,
        "properties": properties,
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
