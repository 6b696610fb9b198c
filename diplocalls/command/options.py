"""The options that commands share, written once; how a command gets its options; the exit statuses."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, Literal, TypeAlias, Unpack

import typer

from ..answer.delivery import Output
from ..answer.formats import FORMATS
from ..answer.table import Arrangement
from ..question.asking import Question, ask
from ..record.filter import Filter
from ..record.loading import load, shipped
from ..record.model import COUNTED, STATUSES
from ..record.problem import QuestionError
from .completion import offered, record_of

# Exit statuses: done, the answer is no, the command line is wrong, what cannot be read or written, ...
DONE, NO, MISUSED, UNREADABLE, UNDECIDED, BROKEN = 0, 1, 2, 3, 4, 70


def option(usage: str, help: str, heading: str = "Own options") -> Any:
    """Return an option, such as `--topic -t TOPIC`, a command's own unless another heading is given."""
    names = [word for word in usage.split() if word.startswith("-")]
    metavar = next((word for word in usage.split() if not word.startswith("-")), None)
    return typer.Option(*names, help=help, metavar=metavar, autocompletion=offered(metavar), rich_help_panel=heading)


def argument(metavar: str, help: str, words: str | None = None) -> Any:
    """Return an argument; Tab offers what it does for `words`, or else for the metavar."""
    offer = offered(words or metavar)
    return typer.Argument(help=help, metavar=metavar, autocompletion=offer, rich_help_panel="Arguments")


TEXT: TypeAlias = str | None
TEXTS: TypeAlias = list[str] | None
NUMBER: TypeAlias = int | None
WHEN: TypeAlias = Literal["auto", "always", "never"] | None

_DATA = "Read this record; - is stdin. Or set DIPLOCALLS_DATA."
DATA: TypeAlias = Annotated[TEXT, option("--data FILE", _DATA, "Options")]
COLOR: TypeAlias = Annotated[WHEN, option("--color WHEN", "auto, always, never.", "Options")]
QUIET: TypeAlias = Annotated[bool, option("--quiet -q", "Nothing on stderr but errors.", "Options")]


def expanded(function: Callable[..., object]) -> Callable[..., object]:
    """Return a function as Typer can read it: a parameter that stands for shared options becomes those options.

    Twenty options on ten commands are so written once.
    """
    own = signature(function, eval_str=True).parameters
    shared = {name: SHARED[each.annotation] for name, each in own.items() if each.annotation in SHARED}
    made = [Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    made += [each.replace(kind=Parameter.KEYWORD_ONLY) for name, each in own.items() if name not in shared]
    for _, options in shared.values():
        made += [Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=options[name]) for name in options]

    def call(ctx: typer.Context, **given: Any) -> object:
        if ctx.args:
            raise QuestionError(_misplaced(ctx))
        # what stands before the command holds where the command itself says nothing
        before = ctx.parent.params if ctx.parent else {}
        given = {name: before.get(name) if value is None else value for name, value in given.items()}
        for name, (make, options) in shared.items():
            wanted = {each: given.pop(each) for each in options}
            given[name] = make(**{each: value for each, value in wanted.items() if value is not None})
        return function(**given)

    call.__signature__ = Signature(made)  # type: ignore[attr-defined]
    return call


def record_name(data: str | None) -> str:
    """Return the name of the record to read: the one that is given, that of the environment, or the one that ships."""
    return data if data is not None else os.environ.get("DIPLOCALLS_DATA") or shipped()


def question_of(data: str | None = None, **filter: Unpack[Filter]) -> Question:
    """Return the question that the options put to the record that they name."""
    return ask(load(record_name(data)), filter, today=date.today())


def _misplaced(ctx: Any) -> str:
    """Return what to write for a word that a command does not take as it stands."""
    word, said = ctx.args[0], f"'{ctx.args[0]}' is one argument too many"
    record = record_of(ctx)
    days = partial(record.period, today=date.today())
    meanings = (("--during", days), ("--topic", record.topic), ("--with", record.person))
    for name, find in meanings if "topics" in ctx.params else ():
        with suppress(QuestionError):
            find(word)
            from shlex import quote

            return f"{said}; write {ctx.command_path} {name} {quote(word)}"
    return f"{said} (see {ctx.command_path} --help)"


def _under(heading: str, **options: tuple[Any, str, str]) -> dict[str, Any]:
    """Return options as annotations, from the kind, the usage and the meaning of each."""
    return {name: Annotated[kind, option(usage, help, heading)] for name, (kind, usage, help) in options.items()}


_DATES = "2025, 2025-Q2, 2025-06, 2025-06-14, June 2025, -45d, last-month, an event"
_STATUSES = f"{', '.join(STATUSES)} or all; repeated: any. Without it: {' and '.join(COUNTED)}."

# One for each field of Filter, by its name.
FILTER = _under(
    "Filters",
    topics=(TEXTS, "--topic -t TOPIC", "On TOPIC or under it; repeated: on any."),
    all_topics=(bool, "--all-topics", "With several --topic: on all of them."),
    main=(bool, "--main", "Only where --topic is a main topic."),
    not_topics=(TEXTS, "--not-topic TOPIC", "Drop calls on TOPIC."),
    since=(TEXT, "--from --since DATE", f"From the first day of DATE: {_DATES}."),
    until=(TEXT, "--to --until DATE", "To the last day of DATE, included."),
    during=(TEXT, "--during DATE", "Within DATE, or DATE..DATE."),
    people=(TEXTS, "--with PERSON", "PERSON takes part."),
    placed_by=(TEXTS, "--placed-by PERSON", "PERSON placed the call; or unknown."),
    longer_than=(NUMBER, "--longer-than MINUTES", "Longer than MINUTES."),
    shorter_than=(NUMBER, "--shorter-than MINUTES", "Shorter than MINUTES."),
    status=(TEXTS, "--status STATUS", _STATUSES),
    as_of=(TEXT, "--as-of DATE", "Calls after DATE are not seen, and today is DATE."),
)
OUTPUT = _under(
    "Output",
    format=(TEXT, "--format FORMAT", f"{', '.join(FORMATS)}. jsonl has the rows alone, json the basis too."),
    csv=(bool, "--csv", "Short for --format csv."),
    json=(bool, "--json", "Short for --format json."),
    path=(TEXT, "--output -o FILE", "Write to FILE; its ending is the format; - is stdout."),
    force=(bool, "--force -f", "Write over a file that is there already."),
)
ARRANGEMENT = _under(
    "Own options",
    columns=(TEXT, "--columns -c NAMES", "Only these, such as date,minutes."),
    sort=(TEXT, "--sort NAME", "By this column; what is unknown comes last."),
    reverse=(bool, "--reverse -r", "The other way round: newest first."),
    limit=(NUMBER, "--limit -n N", "Only the first N."),
    long=(bool, "--long", "One row per call and topic, for pivot tables."),
)

# By what stands for them in a signature: what makes it of them.
SHARED: dict[Any, tuple[Callable[..., object], dict[str, Any]]] = {
    Filter: (Filter, FILTER),
    Question: (question_of, {**FILTER, "data": DATA}),
    Output: (Output, {**OUTPUT, "color": COLOR, "quiet": QUIET}),
    Arrangement: (Arrangement, ARRANGEMENT),
}
