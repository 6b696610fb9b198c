"""The format, once: each key with the kind of its value, a description and an example.

Reading, the JSON Schema, the blank entry, the field table of data/README.md and the columns of
`export` come from here. A new field of a call is one line in CALL and one in model.Call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from .model import STATUSES, Account, Call, Covers, Dispute, Event, Note, Person, Source, Topic
from .record import Record
from .text import near, shorten
from .tree import Node, Pairs
from .values import (
    Convert,
    Kind,
    a_text,
    an_id,
    day,
    defined,
    items,
    mapping,
    minutes,
    one_of,
    problem,
    start,
    text,
    url,
)

if TYPE_CHECKING:
    from .reading import Reader


class Field(NamedTuple):
    """One key: the kind of its value, what it holds, and an example as YAML; `name` is the value's, if another."""

    key: str
    kind: Kind
    description: str
    example: str
    required: bool = False
    name: str = ""


class Block:
    """What has keys, such as a note: how it is called, what is made of its values, and its fields by their keys.

    `required` holds the keys that must be there, each with the name of its value; `name` is that of its definition
    in the JSON Schema.
    """

    def __init__(self, called: str, make: Callable[..., Any], *fields: Field) -> None:
        self.called, self.make = called, make
        self.fields = {field.key: field for field in fields}
        self.readers = {field.key: (field.name or field.key, field.kind.convert) for field in fields}
        self.required = {field.key: field.name or field.key for field in fields if field.required}
        self.name = called.split()[-1].strip("'")


def _one(block: Block) -> Kind:
    return Kind(lambda node, reader: reader.make(block, node), defined(block.name))


def _named(names: str, block: Block) -> Kind:
    values = {"propertyNames": defined("id"), "additionalProperties": defined(block.name)}

    def each(name: str) -> Convert:
        return lambda node, reader: reader.make(block, node, f"'{shorten(name)}'", id=name)

    return Kind(
        lambda node, reader: reader.names(mapping(node, f"'{names}'", empty=True), an_id, each),
        {"type": ["object", "null"], **values},
    )


def _id_of(names: str, what: str) -> Kind:
    return Kind(lambda node, reader: reader.known(node, names, what), defined("id"))


def _several(kind: Kind, **schema: int) -> Kind:
    """Return a list of a kind; `schema` is what the JSON Schema says besides, such as that it is not empty."""
    return Kind(
        lambda node, reader: reader.many(kind.convert, node, least=schema.get("minItems", 0)),
        {"type": "array", "items": kind.schema, **schema},
    )


def _ids_of(names: str, what: str, **schema: int) -> Kind:
    """Return a list of ids, each but once; nearly always all are declared, which one look tells."""
    one_by_one = _several(_id_of(names, what), uniqueItems=True, **schema)

    def convert(node: Node, reader: Reader) -> Any:
        words, declared = [each[0] for each in items(node)], reader.head[names]
        sound = {word for word in words if type(word) is str and word in declared} if declared else ()
        return tuple(words) if words and len(sound) == len(words) else one_by_one.convert(node, reader)

    return Kind(convert, one_by_one.schema)


_topic, _person = _id_of("topics", "topic"), _id_of("people", "person")
_topics, _people = _ids_of("topics", "topic", minItems=1), _ids_of("people", "person", minItems=1)
_sources, _texts = _ids_of("sources", "source"), _several(text, uniqueItems=True)
_read = one_of(("page", "copy", "cited"), "way of reading")
_dated_by = one_of(("remark",), "ground of a date")
_calls = Kind(lambda node, reader: reader.calls(node), {"type": ["array", "null"], "items": defined("call")})


@partial(Kind, schema={"pattern": r"\S"})
def _capital(node: Node, reader: Reader) -> str:
    city = a_text(node)
    capitals = [person.capital for person in (reader.head["people"] or {}).values() if person and person.capital]
    if capitals and city not in capitals:
        raise problem(node, f"'{shorten(city)}' is no capital of 'people'{near(city, capitals)}")
    return city


@partial(Kind, schema={"type": "object", "propertyNames": _capital.schema, "additionalProperties": day.schema})
def _days_in(node: Node, reader: Reader) -> dict[str, date]:
    return reader.names(mapping(node, "'date_in'"), _capital, lambda _: day.convert)


@partial(Kind, schema=defined("note"))
def _note(node: Node, reader: Reader) -> Any:
    if type(node[0]) is not Pairs:  # a text alone is a note that has nothing else
        node = (Pairs([("text", node[1]), node]), node[1])
    return reader.make(NOTE, node)


def _notes(**schema: int) -> Kind:
    """Return a text, or a list of texts and notes; `schema` as for any list."""
    several = _several(_note, **schema)

    def convert(node: Node, reader: Reader) -> Any:
        return several.convert(([node], node[1]) if type(node[0]) is str else node, reader)

    many = {"type": ["string", "number", "boolean", "array"], "pattern": r"\S", "items": _note.schema}
    return Kind(convert, {**many, **schema})


@partial(Kind, schema=defined("covers"))
def _covers(node: Node, reader: Reader) -> Covers:
    made: Covers = reader.make(COVERS, node)
    days = [each for each in (made.since, made.until, made.partly_to) if each]
    if days != sorted(days):
        raise problem(node, "in 'covers', 'from', 'to' and 'partly_to' are not in this order")
    return made


_CITED = "Ids of the sources that say so."
_TASS = "[tass-2025-07-03]"

NOTE = Block(
    "a note",
    Note,
    Field("topic", _topic, "The topic that it is about, by its id.", "ukraine"),
    Field("by", text, "Who says so, where only one side does.", "Ushakov"),
    Field("text", text, "What was said, in our own words.", "Both want talks to go on.", required=True),
    Field("sources", _sources, _CITED, _TASS),
)
ACCOUNT = Block(
    "an account",
    Account,
    Field("by", text, "Whose account it is.", "Ushakov"),
    Field("says", text, "What it says, in our own words.", "about 40 minutes", required=True),
    Field("sources", _sources, _CITED, _TASS),
)
DISPUTE = Block(
    "a dispute",
    Dispute,
    Field("about", text, "What the accounts differ on; `length` is known to the program.", "length", required=True),
    Field(
        "accounts",
        _several(_one(ACCOUNT), minItems=2),
        "The accounts, two or more, side by side.",
        f"[{{by: Ushakov, says: about 40 minutes, sources: {_TASS}}}, {{by: White House, says: an hour}}]",
        required=True,
    ),
)
CALL = Block(
    "a call",
    Call,
    Field("date", day, "The day by the clock of the first who speaks.", "2025-08-18", required=True),
    Field("date_in", _days_in, "The day in a capital where it was another.", "{Moscow: 2025-08-19}"),
    Field(
        "status",
        one_of(STATUSES, "status", default=STATUSES[0]),
        "How sure the call is: `confirmed` (where it is left out), `reported`, `claimed` or `denied`.",
        "reported",
    ),
    Field("dated_by", _dated_by, "`remark` for a contact that only a remark dates; else left out.", "remark"),
    Field("start", start, "Day and time with the offset, only where a source gives it.", "2025-08-18T18:00-04:00"),
    Field("minutes", minutes, "The best figure for the length; others stand under `disputed`.", "40"),
    Field("placed_by", _person, "Who called, where known.", "trump"),
    Field("between", _people, "Who spoke, where the record's head does not say so.", "[trump, putin]"),
    Field("occasion", text, "What gave rise to the call.", "Talks at the White House with European leaders"),
    Field("topics", _topics, "What it was about: its main topics.", "[ukraine]", required=True, name="main_topics"),
    Field("also", _topics, "Topics that were touched on besides.", "[greetings]"),
    Field("summary", text, "One sentence of at most 160 characters that says what it was.", "They agreed to talk."),
    Field(
        "notes",
        _notes(minItems=1),
        "What was said: a text, or a list of texts and of notes.",
        f"[{{topic: ukraine, by: Ushakov, text: Both want talks to go on., sources: {_TASS}}}]",
        required=True,
    ),
    Field("outcome", _notes(), "What the two agreed or announced.", f"[{{text: A truce., sources: {_TASS}}}]"),
    Field(
        "aftermath",
        _notes(),
        "What was said or done about it afterwards; it makes no topic of the call.",
        f"[{{by: Zelensky, text: He was told of it., sources: {_TASS}}}]",
    ),
    Field(
        "not_discussed",
        _notes(),
        "What one side said was left out.",
        f"[{{by: Ushakov, text: Where to meet., sources: {_TASS}}}]",
    ),
    Field(
        "disputed",
        _several(_one(DISPUTE)),
        "Accounts that do not agree, side by side.",
        "[{about: length, accounts: [{by: Ushakov, says: about 40 minutes}, {by: White House, says: an hour}]}]",
    ),
    Field("sources", _sources, "The best sources for the entry as a whole.", _TASS),
)
PERSON = Block(
    "a person",
    Person,
    Field("name", text, "The full name.", "Vladimir Putin", required=True),
    Field("office", text, "What the person is.", "President of Russia"),
    Field("capital", text, "The city whose clock is the person's.", "Moscow"),
    Field("zone", text, "Its zone in the tz database.", "Europe/Moscow"),
)
TOPIC = Block(
    "a topic",
    Topic,
    Field("label", text, "Its name for people.", "Middle East"),
    Field("aliases", _texts, "Other spellings, in any language.", "[medio oriente, mideast]"),
    Field("parent", text, "The topic under which calls on it count too.", "middle-east"),
)
EVENT = Block(
    "an event",
    Event,
    Field("date", day, "The day, as a source gives it.", "2025-01-20", required=True),
    Field("label", text, "Its name for people.", "Trump's return to office"),
    Field("aliases", _texts, "Other names that cannot mean another day.", "[took office, second term]"),
    Field("sources", _sources, _CITED, _TASS),
)
SOURCE = Block(
    "a source",
    Source,
    Field("publisher", text, "Who published it.", "TASS", required=True),
    Field("title", text, "The title as the page prints it; else left out.", "Putin and Trump held a new talk"),
    Field("date", day, "The day that the page prints.", "2025-07-03"),
    Field("url", url, "The address.", "https://tass.com/politics/1985185"),
    Field("side", an_id, "The government whose account it carries; left out, it is of no side.", "kremlin"),
    Field("read", _read, "How it was read: `page`, `copy` (a syndicated one) or `cited` (by another).", "copy"),
    Field("via", text, "Who carries the copy, or cites it.", "Straits Times"),
    Field("language", text, "Its language where it is not English, as ISO 639 writes it.", "ru"),
    Field("note", text, "What a reader has to know about it.", "An archived copy of a deleted post."),
)
COVERS = Block(
    "'covers'",
    Covers,
    Field("from", day, "The first day.", "2025-01-01", required=True, name="since"),
    Field("to", day, "The last day up to which no call is missing.", "2026-03-09", required=True, name="until"),
    Field("partly_to", day, "Beyond `to`, calls may be missing.", "2026-10-10"),
    Field("rule", text, "What counts as a call in this record.", "Calls that at least one side announced."),
)
RECORD = Block(  # in the order in which they are read: names before their use
    "a record",
    Record,
    Field("title", text, "The name of the record.", "Telephone calls between Donald Trump and Vladimir Putin"),
    Field("updated", day, "The day of the last edit; answers name it.", "2026-11-25"),
    Field("licence", text, "The terms of use, best as an SPDX identifier.", "CC-BY-4.0"),
    Field("covers", _covers, "What the record claims to hold.", "{from: 2025-01-01, to: 2026-03-09}"),
    Field(
        "people",
        _named("people", PERSON),
        "Who takes part, by ids; without it, any person goes.",
        "{trump: {name: Donald Trump}}",
    ),
    Field("topics", _named("topics", TOPIC), "With this block the list is closed.", "{ukraine: {label: Ukraine}}"),
    Field(
        "sources", _named("sources", SOURCE), "Where facts were read, by ids.", "{tass-2025-07-03: {publisher: TASS}}"
    ),
    Field("events", _named("events", EVENT), "Days that people count from.", "{inauguration: {date: 2025-01-20}}"),
    Field("between", _people, "Who speaks, unless an entry says otherwise.", "[trump, putin]"),
    Field("calls", _calls, "The calls, oldest first.", "[{date: 2025-03-18, topics: [a], notes: b}]", required=True),
)

# What people write for a key that has another name.
MEANT = {"length": "minutes", "duration": "minutes", "day": "date", "caller": "placed_by", "participants": "between"}
