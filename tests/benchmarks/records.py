"""Made-up records of any size, in the shape of data/calls.yaml, and the same calls for other programs.

The same number of calls gives the same bytes everywhere: only Random.random() is used, which Python
promises to keep. Nothing is held in memory, as a child's peak memory counts that of its parent.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

FIRST = date(1850, 1, 1)  # 50,000 days on it is 1986
SPEAKERS = ("Kremlin", "White House", "Peskov", "TASS", "Trump to reporters", "Ushakov")
PUBLISHERS = ("TASS", "NPR via WUSF", "The Moscow Times", "Reuters via LBC", "Ukrainska Pravda", "CGTN")
TOPICS = (
    *("ukraine", "ceasefire", "energy-truce", "peace-talks", "military-aid", "fighting", "territory", "black-sea"),
    *("prisoners", "middle-east", "iran", "israel", "gaza", "syria", "india-pakistan", "venezuela", "arms-control"),
    *("us-russia", "economy", "energy", "space", "sanctions", "culture", "meeting", "contacts", "greetings"),
)
PARENTS = {"ceasefire": "ukraine", "territory": "ukraine", "iran": "middle-east", "gaza": "middle-east"}
WORDS = (
    *(
        "they",
        "spoke",
        "about",
        "the",
        "talks",
        "and",
        "agreed",
        "that",
        "a",
        "meeting",
        "of",
        "both",
        "sides",
        "could",
    ),
    *("follow", "when", "envoys", "had", "reported", "on", "what", "the", "capitals", "expect", "from", "a", "truce"),
    *("while", "trade", "prisoners", "and", "the", "strikes", "of", "the", "week", "came", "up", "only", "briefly"),
)
FIELDS = ("date", "minutes", "placed_by", "topics", "summary", "notes", "outcome", "disputed", "sources")


class Statement(NamedTuple):
    """A note, an outcome, or one of the accounts of a dispute."""

    topic: str
    by: str
    text: str
    sources: list[str]


class Entry(NamedTuple):
    """One made-up call."""

    day: date
    minutes: int
    placed_by: str
    topics: list[str]
    summary: str
    notes: list[Statement]
    outcome: Statement
    accounts: list[Statement]
    sources: list[str]


class Files(NamedTuple):
    """The same calls in the formats of several programs; `size` is that of the record in bytes."""

    yaml: str
    rec: str
    csv: str
    journal: str
    size: int = 0


def make(folder: str, number: int, *, faulty: bool = False) -> Files:
    """Write a record of `number` calls, and the same calls for the peers; faulty: each 100th day is no day."""
    path = os.path.join(folder, f"{'faulty' if faulty else 'calls'}-{number}")
    files = Files(f"{path}.yaml", f"{path}.rec", f"{path}.csv", f"{path}.journal")
    with ExitStack() as stack:
        record, rec, rows, journal = (
            stack.enter_context(open(path, "w", encoding="utf-8", newline="")) for path in files[:4]
        )
        record.writelines(_head(number))
        rec.write("%rec: Call\n%key: Date\n\n")
        table = csv.writer(rows)
        table.writerow(FIELDS)
        for place, entry in enumerate(_entries(number), 1):
            day = f"{entry.day.year}-02-30" if faulty and place % 100 == 0 else entry.day.isoformat()
            record.writelines(f"{line}\n" for line in _yaml(entry, day))
            said = [f"{each.topic}, {each.by}: {each.text} [{' '.join(each.sources)}]" for each in entry.notes]
            result = f"{entry.outcome.by}: {entry.outcome.text} [{' '.join(entry.outcome.sources)}]"
            differ = [f"length, {each.by}: {each.text} [{' '.join(each.sources)}]" for each in entry.accounts]
            topics, cited = ";".join(entry.topics), ";".join(entry.sources)
            rec.write(f"Date: {day}\nMinutes: {entry.minutes}\nPlacedBy: {entry.placed_by}\nTopics: {topics}\n")
            rec.write(f"Summary: {entry.summary}\n" + "".join(f"Note: {each}\n" for each in said))
            rec.write(f"Outcome: {result}\n" + "".join(f"Disputed: {each}\n" for each in differ))
            rec.write(f"Sources: {cited}\n\n")
            fixed = (day, entry.minutes, entry.placed_by, topics, entry.summary)
            table.writerow((*fixed, "\n".join(said), result, "\n".join(differ), cited))
            journal.write(f"{day} {entry.summary}  ; topics:{topics}\n")
            journal.writelines(f"    ; {each}\n" for each in (*said, result, *differ, cited))
            journal.write(f"    (calls:{entry.placed_by})  {entry.minutes} min\n\n")
    return files._replace(size=os.path.getsize(files.yaml))


def _sources(number: int) -> int:
    return 40 + number // 10


def _entries(number: int) -> Iterator[Entry]:
    random = Random(20250212).random

    def some(most: int, names: int) -> list[int]:
        """Return one to `most` different numbers below `names`."""
        return list(dict.fromkeys(int(random() * names) for _ in range(1 + int(random() * most))))

    def sentence(words: int) -> str:
        said = " ".join(WORDS[int(random() * len(WORDS))] for _ in range(words))
        return said.capitalize() + "."

    def sources(most: int) -> list[str]:
        return [f"agency-{place:05}" for place in some(most, _sources(number))]

    def statement(place: int, topics: list[str], words: int) -> Statement:
        return Statement(
            topics[place % len(topics)], SPEAKERS[place % len(SPEAKERS)], sentence(words + place), sources(2)
        )

    for place in range(number):
        topics = [TOPICS[each] for each in some(7, len(TOPICS))]
        yield Entry(
            day=FIRST + timedelta(days=place),
            minutes=5 + int(random() * 150),
            placed_by=("trump", "putin")[random() < 0.5],
            topics=topics,
            summary=sentence(13),
            notes=[statement(each, topics, 11) for each in range(4)],
            outcome=statement(4, topics, 5),
            accounts=[statement(each, topics, 5) for each in range(2)],
            sources=sources(3),
        )


def _head(number: int) -> Iterator[str]:
    last = FIRST + timedelta(days=number)
    yield f"title: A made-up record of {number} calls\nupdated: {last}\nlicence: CC0-1.0\n"
    yield f"covers:\n  from: {FIRST}\n  to: {last}\n  rule: Every call that was made up.\nbetween: [trump, putin]\n"
    yield "people:\n  trump: {name: Donald Trump, office: President of the United States, capital: Washington}\n"
    yield "  putin: {name: Vladimir Putin, office: President of Russia, capital: Moscow}\ntopics:\n"
    for topic in TOPICS:
        parent = f", parent: {PARENTS[topic]}" if topic in PARENTS else ""
        yield f"  {topic}: {{label: {topic.replace('-', ' ').capitalize()}{parent}, aliases: [about {topic}]}}\n"
    yield "sources:\n"
    for place in range(_sources(number)):
        yield f"  agency-{place:05}:\n    publisher: {PUBLISHERS[place % len(PUBLISHERS)]}\n"
        yield f"    title: Trump and Putin speak by telephone, report {place}\n"
        yield f"    date: {FIRST + timedelta(days=place)}\n    url: https://agency.example/politics/report-{place}.html\n"
        yield "    side: independent\n"
    yield "calls:\n"


def _yaml(entry: Entry, day: str) -> Iterator[str]:
    yield f"  - date: {day}"
    yield f"    minutes: {entry.minutes}"
    yield f"    placed_by: {entry.placed_by}"
    yield f"    topics: [{', '.join(entry.topics)}]"
    yield f"    summary: >-\n      {entry.summary}"
    for key, statements in (("notes", entry.notes), ("outcome", [entry.outcome])):
        yield f"    {key}:"
        for each in statements:
            folded = f">-\n          {each.text}" if len(each.text) > 90 else each.text
            yield f"      - topic: {each.topic}\n        by: {each.by}\n        text: {folded}"
            yield f"        sources: [{', '.join(each.sources)}]"
    yield "    disputed:\n      - about: length\n        accounts:"
    for each in entry.accounts:
        yield f"          - {{by: {each.by}, says: {each.text} sources: [{', '.join(each.sources)}]}}".replace(
            ". sources", ", sources"
        )
    yield f"    sources: [{', '.join(entry.sources)}]\n"
