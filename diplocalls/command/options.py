"""The options that commands share, written once; the exit statuses; how a command gets its options."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from inspect import Parameter, Signature, get_annotations, signature
from shlex import quote
from typing import Annotated, Any, NamedTuple, TypeAlias, get_type_hints

import typer

from ..answer.delivery import Output
from ..answer.formats import FORMATS
from ..answer.table import Arrangement
from ..record.filter import Filter
from ..record.model import COUNTED, STATUSES
from ..record.problem import QuestionError
from ..record.text import listed
from . import completion as offer

# Exit statuses: done, the answer is no, the command line is wrong, what cannot be read or written, ...
DONE, NO, MISUSED, UNREADABLE, UNDECIDED, BROKEN = 0, 1, 2, 3, 4, 70
ARGUMENTS, OWN, OPTIONS = "Arguments", "Own options", "Options"
HEADINGS = (ARGUMENTS, OWN, "Filters", "Output", OPTIONS)
WHEN = ("auto", "always", "never")
GROUPS = LOOK_UP, EXPORT, KEEP = "Look up", "Export", "Keep a record"  # of commands, as the help has them

TEXT: TypeAlias = str | None
TEXTS: TypeAlias = list[str] | None
NUMBER: TypeAlias = int | None


class Registered(NamedTuple):
    """A command: what it does, and the group of commands that it stands in."""

    function: Callable[..., object]
    group: str


COMMANDS: dict[str, Registered] = {}


def command(name: str, group: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Make a function a command of the program."""

    def register(function: Callable[..., object]) -> Callable[..., object]:
        COMMANDS[name] = Registered(function, group)
        return function

    return register


class Common(NamedTuple):
    """Options of every command, before or after its name."""

    data: str | None = None
    color: str | None = None
    quiet: bool = False

    def record(self) -> str | None:
        """Return the name of the record to read, here or in the environment; None is the one that ships."""
        if self.data == "":
            raise QuestionError("'' names no record; write a file's name, or - for standard input")
        return self.data or os.environ.get("DIPLOCALLS_DATA") or None


class Shared(NamedTuple):
    """Options that commands share, each by the field of a class that it fills, and their heading in the help."""

    made: Any
    heading: str
    options: dict[str, Any]

    def parameters(self) -> list[Parameter]:
        """Return the options as a signature has them."""
        kinds = get_type_hints(self.made)
        made = []
        for field, info in self.options.items():
            kind = TEXTS if kinds[field] == Iterable[str] else kinds[field]
            default, hint = (False, kind) if kind is bool else (None, kind | None)
            info.rich_help_panel = self.heading
            made.append(Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[hint, info]))
        return made

    def make(self, values: Mapping[str, Any]) -> Any:
        """Return what the options make; what was not given is left out."""
        fields = get_annotations(self.made)
        return self.made(**{field: values[field] for field in fields if values[field] not in (None, (), [])})


def option(*names: str, help: str = "", metavar: str | None = None, complete: Any = None) -> Any:
    """Return an option, a command's own unless a table says another heading; without help it is hidden."""
    offered = complete or _OFFERED.get(metavar)
    return typer.Option(
        *names, help=help, hidden=not help, metavar=metavar, autocompletion=offered, rich_help_panel=OWN
    )


def argument(metavar: str, help: str, complete: Any = None) -> Any:
    """Return an argument."""
    offered = complete or _OFFERED.get(metavar)
    return typer.Argument(help=help, metavar=metavar, autocompletion=offered, rich_help_panel=ARGUMENTS)


def expanded(function: Callable[..., object]) -> Callable[..., object]:
    """Return a function as Typer can read it: each group of options in its signature becomes the options in its table.

    Twenty options on ten commands are so written once.
    """

    def call(ctx: typer.Context, **_: Any) -> object:
        return function(**given(function, ctx))

    made: list[Parameter] = []
    for name, parameter in signature(function, eval_str=True).parameters.items():
        group = SHARED.get(function.__annotations__[name])
        made += group.parameters() if group else [parameter.replace(kind=Parameter.KEYWORD_ONLY)]
    return with_parameters(call, made)


def with_parameters(call: Callable[..., object], parameters: Iterable[Parameter]) -> Callable[..., object]:
    """Return a function of a context with these parameters in its signature."""
    made = [Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context), *parameters]
    call.__signature__ = Signature(made)  # type: ignore[attr-defined]
    call.__annotations__ = {each.name: each.annotation for each in made}
    return call


def given(function: Callable[..., object], ctx: Any) -> dict[str, Any]:
    """Return what was given to a command, as its function takes it."""
    if ctx.args:
        raise QuestionError(_misplaced(ctx))
    values = {**ctx.params, **_common(ctx)._asdict()}
    hints = [(name, hint) for name, hint in function.__annotations__.items() if name != "return"]
    return {name: SHARED[hint].make(values) if hint in SHARED else values[name] for name, hint in hints}


def _common(ctx: Any) -> Common:
    """Return the common options; what stands before the command holds where it says nothing of its own."""
    own = {field: ctx.params[field] for field in Common._fields if ctx.params[field] not in (None, False)}
    common = Common(**{field: ctx.parent.params[field] for field in Common._fields} | own)
    if common.color not in (None, *WHEN):
        raise QuestionError(f"--color takes {listed(WHEN)}, not '{common.color}'")
    return common


def _misplaced(ctx: Any) -> str:
    """Return what to write for a word that a command does not take as it stands."""
    from ..record.period import Period

    word, command = ctx.args[0], ctx.command_path
    if "topics" not in ctx.params:
        return f"'{word}' is one argument too many (see {command} --help)"
    meanings: dict[str, Callable[[str], object]] = {"--during": partial(Period.parse, today=date.today())}
    if record := offer.record_of(ctx):
        meanings |= {"--topic": record.topic, "--with": record.person}
    option = "--topic"
    for meaning, find in meanings.items():
        with suppress(QuestionError):
            find(word)
            option = meaning
            break
    return f"'{word}' is one argument too many; write {command} {option} {quote(word)}"


# What Tab offers for a metavar; where it offers nothing, as for FILE, the shells offer files.
_OFFERED: dict[str | None, Any] = {
    "DATE": offer.dates,
    "FORMAT": offer.words(*FORMATS),
    "NAME": offer.columns,
    "NAMES": offer.columns,
    "PERSON": offer.people,
    "STATUS": offer.words(*STATUSES, "all"),
    "TOPIC": offer.topics,
    "WHEN": offer.words(*WHEN),
}

# One for each field of Filter, by its name.
FILTER = {
    "topics": option("--topic", "-t", metavar="TOPIC", help="On TOPIC or under it; repeated: on any."),
    "all_topics": option("--all-topics", help="With several --topic: on all of them."),
    "main": option("--main", help="Only where --topic is a main topic."),
    "not_topics": option("--not-topic", metavar="TOPIC", help="Drop calls on TOPIC."),
    "since": option(
        "--from",
        "--since",
        metavar="DATE",
        help="From the first day of DATE: 2025, 2025-Q2, 2025-06, 2025-06-14, June 2025, -45d, last-month, an event.",
    ),
    "until": option("--to", "--until", metavar="DATE", help="To the last day of DATE, included."),
    "during": option("--during", metavar="DATE", help="Within DATE, or DATE..DATE."),
    "people": option("--with", metavar="PERSON", help="PERSON takes part."),
    "placed_by": option("--placed-by", metavar="PERSON", help="PERSON placed the call; or unknown."),
    "longer_than": option("--longer-than", metavar="MINUTES", help="Longer than MINUTES."),
    "shorter_than": option("--shorter-than", metavar="MINUTES", help="Shorter than MINUTES."),
    "status": option(
        "--status",
        metavar="STATUS",
        help=f"{', '.join(STATUSES)} or all; repeated: any. Without it: {' and '.join(COUNTED)}.",
    ),
    "as_of": option("--as-of", metavar="DATE", help="Calls after DATE are not seen, and today is DATE."),
}

OUTPUT = {
    "format": option(
        "--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}. jsonl has the rows alone, json the basis too."
    ),
    "csv": option("--csv", help="Short for --format csv."),
    "json": option("--json", help="Short for --format json."),
    "path": option("--output", "-o", metavar="FILE", help="Write to FILE; its ending is the format; - is stdout."),
    "force": option("--force", "-f", help="Write over a file that is there already."),
    "excel": option("--excel"),
}

ARRANGEMENT = {
    "columns": option("--columns", "-c", metavar="NAMES", help="Only these, such as date,minutes."),
    "sort": option("--sort", metavar="NAME", help="By this column; what is unknown comes last."),
    "reverse": option("--reverse", "-r", help="The other way round: newest first."),
    "limit": option("--limit", "-n", metavar="N", help="Only the first N."),
    "long": option("--long", help="One row per call and topic, for pivot tables."),
}

COMMON = {
    "data": option("--data", metavar="FILE", help="Read this record; - is stdin. Or set DIPLOCALLS_DATA."),
    "color": option("--color", metavar="WHEN", help=f"{', '.join(WHEN)}."),
    "quiet": option("--quiet", "-q", help="Nothing on stderr but errors."),
}

# By the names of the classes, as signatures write them.
SHARED = {
    "Filter": Shared(Filter, "Filters", FILTER),
    "Output": Shared(Output, "Output", OUTPUT),
    "Arrangement": Shared(Arrangement, OWN, ARRANGEMENT),
    "Common": Shared(Common, OPTIONS, COMMON),
}
