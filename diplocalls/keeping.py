"""The commands for those who keep a record: check, schema, new."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from . import completion as offer
from . import files, table
from .asking import load_named, record_name, stdin
from .delivery import deliver, form_of, put, say
from .options import DONE, NO, Common, Force, Output, OutputFile, command, option
from .period import Period
from .problem import QuestionError, RecordError
from .text import plural


@command("check")
def check(
    output: Output,
    common: Common,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="The record; - is stdin.")] = None,
    strict: Annotated[bool, option("--strict", help="Warnings count as faults.")] = False,
    as_of: Annotated[str | None, option("--as-of", metavar="DATE", help="Today is DATE.")] = None,
) -> int:
    """Is the record sound? Every fault and warning at once.

    diplocalls check my.yaml
    diplocalls check my.yaml --strict --format github
    """
    from . import checking, report
    from .reading import examine

    name = record_name(common.data if file is None else file) or files.shipped()
    today = Period.parse(as_of, today=date.today()).last if as_of is not None else date.today()
    data, record, root = b"", None, None
    try:
        data = files.slurp(name) if name != "-" else stdin()
    except RecordError as error:  # not even a text
        problems = list(error.problems)
    else:
        record, root, problems = examine(data)
    problems += checking.warnings(root, today=today) if root else []
    problems.sort(key=lambda problem: problem.place)
    faults = sum(not problem.warning for problem in problems)
    if output.format == "github":
        put("".join(report.github(problems, name)), output.output, output.force, common)
    elif form_of(output, "lines") == "lines":
        put("".join(report.lines(problems, name, data)), output.output, output.force, common)
    else:
        deliver(table.of_problems(problems, name), output, common)
    entries = f", {plural(len(record.calls), 'entry', 'entries')}" if record else ""
    said = f"{plural(faults, 'fault')}, {plural(len(problems) - faults, 'warning')}" if problems else "sound"
    say(f"{os.path.basename(name)}: {said}{entries}", common)
    return NO if faults or (strict and problems) else DONE


@command("schema")
def schema(common: Common, file: OutputFile = None, force: Force = False) -> None:
    """The JSON Schema of the record, for editors.

    diplocalls schema > schema.json
    """
    with open(os.path.join(os.path.dirname(__file__), "schema.json"), encoding="utf-8") as stream:
        put(stream.read(), file, force, common)


@command("new")
def new(
    common: Common,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day of the call.")] = "today",
    topic: Annotated[
        list[str] | None, option("--topic", "-t", metavar="TOPIC", help="What it was about.", complete=offer.topics)
    ] = None,
    with_: Annotated[
        list[str] | None, option("--with", metavar="PERSON", help="Who spoke.", complete=offer.people)
    ] = None,
    minutes: Annotated[int | None, option("--minutes", metavar="N", help="How long, 1 to 1440.")] = None,
    record: Annotated[bool, option("--record", help="A whole starter record.")] = False,
    file: OutputFile = None,
    force: Force = False,
) -> None:
    """A correct, commented entry to paste into a record.

    diplocalls new 2026-11-20 --topic ukraine >> my.yaml
    diplocalls new --record -o my.yaml
    """
    from . import writing

    span = Period.parse(day, today=date.today())
    if span.first != span.last:
        raise QuestionError(f"'{day}' is more than one day; write one, such as 2026-11-20")
    if minutes is not None and not 1 <= minutes <= 1440:
        raise QuestionError(f"{minutes} is no length in minutes; write a whole number from 1 to 1440, such as 90")
    mine = record_name(common.data)
    known = load_named(common.data)
    any_topic = not mine or not any(each.label for each in known.topics.values())
    any_person = not mine or not known.people
    topics = [_named(each, None if record else known.topic, own=any_topic) for each in topic or ()]
    people = [_named(each, None if record else known.person, own=any_person) for each in with_ or ()]
    topics = topics or list(known.topics)[:1] or ["ukraine"]
    if record:
        text = writing.record(span.first, topics=topics, people=people, minutes=minutes)
    else:
        indent = writing.indent_of(files.slurp(mine).decode()) if mine and mine != "-" else "  "
        text = writing.entry(span.first, topics=topics, people=people, minutes=minutes, indent=indent)
    put(text, file, force, common)


def _named(word: str, find: Callable[[str], str] | None, *, own: bool) -> str:
    """Return the id that a word stands for in a record; any id will do where no record was named."""
    from .fields import is_id

    try:
        if find:
            return find(word)
    except QuestionError:
        if not (own and is_id(word)):
            raise
    if not is_id(word):
        raise QuestionError(f"'{word}' is no id; write lower-case words joined by hyphens, such as middle-east")
    return word
