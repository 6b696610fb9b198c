"""The commands for those who keep a record: check, schema, new."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

from ..answer import table
from ..answer.delivery import Answer, Output, deliver, put, say
from ..record.loading import load, shipped, shown, slurp
from ..record.period import Period
from ..record.problem import Problem, QuestionError, RecordError
from ..record.text import clean, fold, plural
from .options import DONE, KEEP, NO, NUMBER, TEXT, TEXTS, Common, argument, command, option

if TYPE_CHECKING:
    from ..answer.parts import Part

_WIDEST = 100


@command("check", KEEP)
def check(
    output: Output,
    common: Common,
    file: Annotated[TEXT, argument("FILE", "The record; - is stdin.")] = None,
    strict: Annotated[bool, option("--strict", help="Warnings count as faults.")] = False,
    as_of: Annotated[str, option("--as-of", metavar="DATE", help="Today is DATE.")] = "today",
) -> int:
    """Is the record sound? Every fault and warning at once.

    diplocalls check my.yaml
    diplocalls check my.yaml --strict
    """
    from ..record.checking import Checker
    from ..record.reading import examine

    if file is not None and common.data is not None:
        raise QuestionError(f"check '{file}' or '{common.data}', one at a time")
    name = common._replace(data=common.data if file is None else file).record() or shipped()
    today = Period.parse(as_of, today=date.today()).last
    data, record, checker = b"", None, Checker(today)
    try:
        data = slurp(name)
        record, problems = examine(data, checker)
    except RecordError as error:  # not even a text
        problems = list(error.problems)
    problems = sorted([*problems, *checker.warnings], key=attrgetter("line", "column"))
    faults = sum(not problem.warning for problem in problems)
    answer = Answer(table.of_problems(problems, name), lambda _: _places(problems, name, data), default="text")
    deliver(answer, output)
    entries = f", {plural(len(record.calls), 'entry', 'entries')}" if record else ""
    said = f"{plural(faults, 'fault')}, {plural(len(problems) - faults, 'warning')}" if problems else "sound"
    say(f"{shown(name)}: {said}{entries}", common.quiet)
    return NO if faults or (strict and problems) else DONE


@command("schema", KEEP)
def schema(output: Output, common: Common) -> None:
    """The JSON Schema of the record, for editors.

    diplocalls schema > schema.json
    """
    from ..record.schema import schema

    put(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", output)


@command("new", KEEP)
def new(
    output: Output,
    common: Common,
    day: Annotated[str, argument("DATE", "The day of the call.")] = "today",
    topic: Annotated[TEXTS, option("--topic", "-t", metavar="TOPIC", help="What it was about.")] = None,
    with_: Annotated[TEXTS, option("--with", metavar="PERSON", help="Who spoke.")] = None,
    minutes: Annotated[NUMBER, option("--minutes", metavar="N", help="How long, 1 to 1440.")] = None,
    record: Annotated[bool, option("--record", help="A whole starter record.")] = False,
    copy: Annotated[TEXT, option("--copy", metavar="FILE", help="Write the record that ships to FILE.")] = None,
) -> None:
    """A correct, commented entry to paste into a record, or a record to start from.

    diplocalls new 2026-11-20 --topic ukraine >> my.yaml
    diplocalls new --record -o my.yaml
    diplocalls new --copy my.yaml
    """
    from ..record import schema

    if copy is not None:
        if any((topic, with_, record, day != "today", (minutes, output.path, common.data) != (None, None, None))):
            raise QuestionError("--copy FILE writes the record as it ships; leave the rest out")
        output = output._replace(path=copy)
        text = slurp(shipped()).decode()
        put("".join(line for line in text.splitlines(keepends=True) if "$schema=" not in line), output)
        return
    span = Period.parse(day, today=date.today())
    if span.first != span.last:
        raise QuestionError(f"'{day}' is more than one day; write one, such as 2026-11-20")
    if minutes is not None and not 1 <= minutes <= 1440:
        raise QuestionError(f"{minutes} is no length in minutes; write a whole number from 1 to 1440, such as 90")
    known = load(common.record())
    vocabulary = known._replace(topics={}) if record else known  # a new record has topics of its own
    topics = list(dict.fromkeys(_named(each, vocabulary.topic) for each in topic or ())) or ["a-topic"]
    ids = dict.fromkeys(_named(each, known.person) for each in with_ or ())
    if record and len(ids) == 1:
        raise QuestionError("a call is between two at least; write --with twice")
    people = {each: known.name(each) if each in known.people else each.replace("-", " ").title() for each in ids}
    make = schema.record if record else schema.entry
    put(make(span.first, topics=topics, people=people, minutes=minutes), output)


def _places(problems: Iterable[Problem], name: str, data: bytes) -> Iterator[Part]:
    """Yield each problem as FILE:LINE:COLUMN: message [rule], then its line of the record and a caret."""
    from ..answer.parts import Drawing, Text, line

    source = data.decode(errors="replace").removeprefix("\ufeff").splitlines()
    for problem in problems:
        yield Text(line(f"{problem.show(name)} [{problem.rule}]"))
        if problem.line <= len(source):
            row, place = source[problem.line - 1], problem.column - 1
            start = max(0, place - _WIDEST // 2)
            before = clean(row[start:place]).replace("\t", " ")
            after = clean(row[place : start + _WIDEST])
            yield Drawing([(f"    {before}{after}", "dim"), (f"    {' ' * len(before)}^", "dim")])


def _named(word: str, find: Callable[[str], str]) -> str:
    """Return the id that a word stands for in a record; any id will do."""
    from ..record.values import is_id

    try:
        return find(word)
    except QuestionError:
        if is_id(word):
            return word
        if is_id(fold(word)):
            raise QuestionError(f"'{word}' is no id; write {fold(word)}") from None
        raise
