"""The format, once: each key with the converter of its value, a description and an example.

Reading, the JSON Schema, the blank entry, the field table of data/README.md and the columns of
`export` come from here. A new field of a call is one line in CALL and one in model.Call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from .model import Account, Call, Covers, Dispute, Event, Note, Person, Source, Topic
from .text import near, shorten
from .tree import Node, Pairs, pairs
from .values import Convert as Convert
from .values import a_text, an_id, dated_by, items, mapping, minutes, problem, read, start, status, text, url
from .values import day as a_day

if TYPE_CHECKING:
    from .reading import Reader


class Field(NamedTuple):
    """One key: its converter, what it holds, and an example as YAML; `name` is the value's where it is another."""

    key: str
    convert: Convert
    description: str
    example: str
    required: bool = False
    name: str = ""


class Block(NamedTuple):
    """What has keys, such as a note: how it is called, its fields, and what is made of their values."""

    called: str
    fields: dict[str, Field]
    make: Callable[..., Any]


def topic(node: Node, reader: Reader) -> str:
    return reader.known(node, "topics", "topic")


def topics(node: Node, reader: Reader) -> tuple[str, ...]:
    return reader.many(topic, node, empty=False)


def person(node: Node, reader: Reader) -> str:
    return reader.known(node, "people", "person")


def speakers(node: Node, reader: Reader) -> tuple[str, ...] | None:
    faults = len(reader.problems)
    people = reader.many(person, node, empty=False)
    return people if len(reader.problems) == faults else None


def sources(node: Node, reader: Reader) -> tuple[str, ...]:
    return reader.many(lambda item, reader: reader.known(item, "sources", "source"), node)


def texts(node: Node, reader: Reader) -> tuple[str, ...]:
    return reader.many(text, node)


def days_in(node: Node, reader: Reader) -> dict[str, date]:
    out: dict[str, date] = {}
    capitals = [person.capital for person in (reader.declared["people"] or {}).values() if person.capital]
    seen = set()
    for key, item in pairs(mapping(node, "'date_in'")):
        city = reader.attempt(text, key)
        if city is None:
            continue
        if city in seen:
            reader.fault(key, f"'{shorten(city)}' stands here twice", rule="twice")
        elif capitals and city not in capitals:
            reader.fault(key, f"'{shorten(city)}' is no capital of 'people'{near(city, capitals)}")
        seen.add(city)
        out[city] = reader.attempt(a_day, item)
    return out


def note(node: Node, reader: Reader) -> Note | None:
    return reader.make(NOTE, node) if type(node[0]) is Pairs else Note(a_text(node))


def notes(node: Node, reader: Reader) -> tuple[Note, ...]:
    if type(node[0]) is str:
        return (Note(a_text(node)),)
    if type(node[0]) is Pairs:
        raise problem(node, "a text or a list belongs here; put '- ' before this note")
    return tuple([made for item in items(node) if (made := reader.attempt(note, item))])


def some_notes(node: Node, reader: Reader) -> tuple[Note, ...]:
    if type(node[0]) is list:
        items(node, empty=False)
    return notes(node, reader)


def accounts(node: Node, reader: Reader) -> tuple[Account, ...]:
    if len(items(node)) < 2:
        raise problem(node, "a dispute has at least two accounts; put a single one under 'notes'")
    found = [reader.attempt(lambda item, reader: reader.make(ACCOUNT, item), item) for item in items(node)]
    return tuple([each for each in found if each])


def disputes(node: Node, reader: Reader) -> tuple[Dispute, ...]:
    return tuple([made for made in reader.many(lambda item, reader: reader.make(DISPUTE, item), node) if made])


def covers(node: Node, reader: Reader) -> Covers | None:
    made: Covers | None = reader.make(COVERS, node)
    if made and not made.since <= made.until <= (made.partly_to or made.until):
        raise problem(node, "in 'covers', 'from', 'to' and 'partly_to' are not in this order")
    return made


def people(node: Node, reader: Reader) -> dict[str, Person]:
    return reader.names("people", PERSON, node)


def some_topics(node: Node, reader: Reader) -> dict[str, Topic]:
    return reader.names("topics", TOPIC, node)


def events(node: Node, reader: Reader) -> dict[str, Event]:
    return reader.names("events", EVENT, node)


def some_sources(node: Node, reader: Reader) -> dict[str, Source]:
    return reader.names("sources", SOURCE, node)


def calls(node: Node, reader: Reader) -> tuple[Call, ...]:
    return reader.calls(node)


def _fields(*fields: Field) -> dict[str, Field]:
    return {field.key: field for field in fields}


_CITED = "Ids of the sources that say so."
_TASS = "[tass-2025-07-03]"

NOTE = Block(
    "a note",
    _fields(
        Field("topic", topic, "The topic that it is about, by its id.", "ukraine"),
        Field("by", text, "Who says so, where only one side does.", "Ushakov"),
        Field("text", text, "What was said, in our own words.", "Both want talks to go on.", required=True),
        Field("sources", sources, _CITED, _TASS),
    ),
    Note,
)
ACCOUNT = Block(
    "an account",
    _fields(
        Field("by", text, "Whose account it is.", "Ushakov"),
        Field("says", text, "What it says, in our own words.", "about 40 minutes", required=True),
        Field("sources", sources, _CITED, _TASS),
    ),
    Account,
)
DISPUTE = Block(
    "a dispute",
    _fields(
        Field("about", text, "What the accounts differ on; `length` is known to the program.", "length", required=True),
        Field(
            "accounts",
            accounts,
            "The accounts, two or more, side by side.",
            f"[{{by: Ushakov, says: about 40 minutes, sources: {_TASS}}}, {{by: White House, says: an hour}}]",
            required=True,
        ),
    ),
    Dispute,
)
CALL = Block(
    "a call",
    _fields(
        Field("date", a_day, "The day by the clock of the first who speaks.", "2025-08-18", required=True),
        Field("date_in", days_in, "The day in a capital where it was another.", "{Moscow: 2025-08-19}"),
        Field(
            "status",
            status,
            "How sure the call is: `confirmed` (where it is left out), `reported`, `claimed` or `denied`.",
            "reported",
        ),
        Field("dated_by", dated_by, "`remark` for a contact that only a remark dates; else left out.", "remark"),
        Field("start", start, "Day and time with the offset, only where a source gives it.", "2025-08-18T18:00-04:00"),
        Field("minutes", minutes, "The best figure for the length; others stand under `disputed`.", "40"),
        Field("placed_by", person, "Who called, where known.", "trump"),
        Field("between", speakers, "Who spoke, where the record's head does not say so.", "[trump, putin]"),
        Field("occasion", text, "What gave rise to the call.", "Talks at the White House with European leaders"),
        Field("topics", topics, "What it was about: its main topics.", "[ukraine]", required=True, name="main_topics"),
        Field("also", topics, "Topics that were touched on besides.", "[greetings]"),
        Field("summary", text, "One sentence of at most 160 characters that says what it was.", "They agreed to talk."),
        Field(
            "notes",
            some_notes,
            "What was said: a text, or a list of texts and of notes.",
            f"[{{topic: ukraine, by: Ushakov, text: Both want talks to go on., sources: {_TASS}}}]",
            required=True,
        ),
        Field("outcome", notes, "What the two agreed or announced.", f"[{{text: A truce., sources: {_TASS}}}]"),
        Field(
            "aftermath",
            notes,
            "What was said or done about it afterwards; it makes no topic of the call.",
            f"[{{by: Zelensky, text: He was told of it., sources: {_TASS}}}]",
        ),
        Field(
            "not_discussed",
            notes,
            "What one side said was left out.",
            f"[{{by: Ushakov, text: Where to meet., sources: {_TASS}}}]",
        ),
        Field(
            "disputed",
            disputes,
            "Accounts that do not agree, side by side.",
            "[{about: length, accounts: [{by: Ushakov, says: about 40 minutes}, {by: White House, says: an hour}]}]",
        ),
        Field("sources", sources, "The best sources for the entry as a whole.", _TASS),
    ),
    Call,
)
PERSON = Block(
    "a person",
    _fields(
        Field("name", text, "The full name.", "Vladimir Putin", required=True),
        Field("office", text, "What the person is.", "President of Russia"),
        Field("capital", text, "The city whose clock is the person's.", "Moscow"),
        Field("zone", text, "Its zone in the tz database.", "Europe/Moscow"),
    ),
    Person,
)
TOPIC = Block(
    "a topic",
    _fields(
        Field("label", text, "Its name for people.", "Middle East"),
        Field("aliases", texts, "Other spellings, in any language.", "[medio oriente, mideast]"),
        Field("parent", text, "The topic under which calls on it count too.", "middle-east"),
    ),
    Topic,
)
EVENT = Block(
    "an event",
    _fields(
        Field("date", a_day, "The day, as a source gives it.", "2025-01-20", required=True),
        Field("label", text, "Its name for people.", "Trump's return to office"),
        Field("aliases", texts, "Other names that cannot mean another day.", "[took office, second term]"),
        Field("sources", sources, _CITED, _TASS),
    ),
    Event,
)
SOURCE = Block(
    "a source",
    _fields(
        Field("publisher", text, "Who published it.", "TASS", required=True),
        Field("title", text, "The title as the page prints it; else left out.", "Putin and Trump held a new talk"),
        Field("date", a_day, "The day that the page prints.", "2025-07-03"),
        Field("url", url, "The address.", "https://tass.com/politics/1985185"),
        Field("side", an_id, "The government whose account it carries; left out, it is of no side.", "kremlin"),
        Field("read", read, "How it was read: `page`, `copy` (a syndicated one) or `cited` (by another).", "copy"),
        Field("via", text, "Who carries the copy, or cites it.", "Straits Times"),
        Field("language", text, "Its language where it is not English, as ISO 639 writes it.", "ru"),
        Field("note", text, "What a reader has to know about it.", "An archived copy of a deleted post."),
    ),
    Source,
)
COVERS = Block(
    "'covers'",
    _fields(
        Field("from", a_day, "The first day.", "2025-01-01", required=True, name="since"),
        Field("to", a_day, "The last day up to which no call is missing.", "2026-03-09", required=True, name="until"),
        Field("partly_to", a_day, "Beyond `to`, calls may be missing.", "2026-10-10"),
        Field("rule", text, "What counts as a call in this record.", "Calls that at least one side announced."),
    ),
    Covers,
)
RECORD = Block(  # in the order in which they are read: names before their use
    "a record",
    _fields(
        Field("title", text, "The name of the record.", "Telephone calls between Donald Trump and Vladimir Putin"),
        Field("updated", a_day, "The day of the last edit; answers name it.", "2026-11-25"),
        Field("licence", text, "The terms of use, best as an SPDX identifier.", "CC-BY-4.0"),
        Field("covers", covers, "What the record claims to hold.", "{from: 2025-01-01, to: 2026-03-09}"),
        Field(
            "people", people, "Who takes part, by ids; without it, any person goes.", "{trump: {name: Donald Trump}}"
        ),
        Field("topics", some_topics, "With this block the list is closed.", "{ukraine: {label: Ukraine}}"),
        Field("sources", some_sources, "Where facts were read, by ids.", "{tass-2025-07-03: {publisher: TASS}}"),
        Field("events", events, "Days that people count from.", "{inauguration: {date: 2025-01-20}}"),
        Field("between", speakers, "Who speaks, unless an entry says otherwise.", "[trump, putin]"),
        Field("calls", calls, "The calls, oldest first.", "[{date: 2025-03-18, topics: [a], notes: b}]", required=True),
    ),
    dict,
)

# What people write for a key that has another name.
MEANT = {"length": "minutes", "duration": "minutes", "day": "date", "caller": "placed_by", "participants": "between"}
