"""The commands for those who keep a record: check, schema, new."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import typer

from ..answer import table
from ..answer.delivery import Output, deliver, put, say
from ..record.loading import load, shipped, shown, slurp
from ..record.period import Period
from ..record.problem import Problem, QuestionError
from ..record.text import clean, plural
from .options import DATA, DONE, NO, TEXT, TEXTS, argument, option, record_name

if TYPE_CHECKING:
    from ..answer.parts import Part

APP = typer.Typer()
_WIDEST = 100


@APP.command("check", rich_help_panel="Keep a record")
def check(
    output: Output,
    data: DATA = None,
    file: Annotated[TEXT, argument("FILE", "The record; - is stdin.")] = None,
    strict: Annotated[bool, option("--strict", "Warnings count as faults.")] = False,
    as_of: Annotated[str, option("--as-of DATE", "Today is DATE.")] = "today",
) -> int:
    """Is the record sound? Every fault and warning at once.

    diplocalls check my.yaml
    diplocalls check my.yaml --strict
    """
    from ..record.checking import Checker
    from ..record.reading import examine

    if file is not None and data is not None:
        raise QuestionError(f"check '{file}' or '{data}', one at a time")
    name = record_name(data if file is None else file)
    checker = Checker(Period.parse(as_of, today=date.today()).last)
    text = slurp(name)
    record, found = examine(text, checker)
    problems = sorted([*found, *checker.warnings], key=attrgetter("line", "column"))
    faults = sum(not problem.warning for problem in problems)
    deliver(table.of_problems(problems, name, lambda *_: _places(problems, name, text)), output)
    entries = f", {plural(len(record.calls), 'entry', 'entries')}" if record else ""
    said = f"{plural(faults, 'fault')}, {plural(len(problems) - faults, 'warning')}" if problems else "sound"
    say(f"{shown(name)}: {said}{entries}", output.quiet)
    return NO if faults or (strict and problems) else DONE


@APP.command("schema", rich_help_panel="Keep a record")
def schema(output: Output, data: DATA = None) -> None:
    """The JSON Schema of the record, for editors.

    diplocalls schema > schema.json
    """
    from ..record.schema import schema

    put(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", output)


@APP.command("new", rich_help_panel="Keep a record")
def new(
    output: Output,
    data: DATA = None,
    day: Annotated[str, argument("DATE", "The day of the call.")] = "today",
    topic: Annotated[TEXTS, option("--topic -t TOPIC", "What it was about.")] = None,
    with_: Annotated[TEXTS, option("--with PERSON", "Who spoke.")] = None,
    record: Annotated[bool, option("--record", "A whole starter record.")] = False,
    copy: Annotated[TEXT, option("--copy FILE", "Write the record that ships to FILE.")] = None,
) -> None:
    """A correct, commented entry to paste into a record, or a record to start from.

    diplocalls new 2026-11-20 --topic ukraine >> my.yaml
    diplocalls new --record -o my.yaml
    diplocalls new --copy my.yaml
    """
    from ..record import schema

    if copy is not None:
        if topic or with_ or record or (day, output.path, data) != ("today", None, None):
            raise QuestionError("--copy FILE writes the record as it ships; leave the rest out")
        lines = slurp(shipped()).decode().splitlines(keepends=True)
        put("".join(line for line in lines if "$schema=" not in line), output._replace(path=copy))
        return
    span = Period.parse(day, today=date.today())
    if span.first != span.last:
        raise QuestionError(f"'{day}' is more than one day; write one, such as 2026-11-20")
    known = load(record_name(data))
    vocabulary = known._replace(topics={}) if record else known  # a new record has topics of its own
    topics = list(dict.fromkeys(_named(each, vocabulary.topic) for each in topic or ())) or ["a-topic"]
    ids = [_named(each, known.person) for each in with_ or ()]
    people = {each: known.name(each) if each in known.people else each.replace("-", " ").title() for each in ids}
    if record and len(people) == 1:
        raise QuestionError("a call is between two at least; write --with twice")
    make = schema.record if record else schema.entry
    put(make(span.first, topics=topics, people=people), output)


def _places(problems: Iterable[Problem], name: str, text: bytes) -> Iterator[Part]:
    """Yield each problem as FILE:LINE:COLUMN: message [rule], then its line of the record and a caret."""
    from ..answer.parts import Drawing, Text, line

    source = text.decode(errors="replace").removeprefix("\ufeff").splitlines()
    for problem in problems:
        yield Text(line(f"{problem.show(name)} [{problem.rule}]"))
        place = problem.column - 1
        start = max(0, place - _WIDEST // 2)
        for row in source[problem.line - 1 : problem.line]:
            before, after = clean(row[start:place]), clean(row[place : start + _WIDEST])
            yield Drawing([(f"    {before}{after}", "dim"), (f"    {' ' * len(before)}^", "dim")])


def _named(word: str, find: Callable[[str], str]) -> str:
    """Return the id that a word stands for in a record; any id will do."""
    from ..record.values import is_id

    try:
        return find(word)
    except QuestionError as error:
        if is_id(word):
            return word
        raise QuestionError(f"{error}; a new one is written as an id, such as a-topic") from None
