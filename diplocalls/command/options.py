"""The options that commands share, written once; the exit statuses; how a command gets its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from inspect import Parameter, signature
from typing import Any, NamedTuple, TypeAlias, get_args

from typer.core import TyperArgument, TyperOption

from ..answer.delivery import Output
from ..answer.formats import FORMATS
from ..answer.table import Arrangement
from ..record.model import COUNTED, STATUSES
from ..record.problem import QuestionError
from ..record.text import listed
from . import completion as offer

# Exit statuses: done, the answer is no, the command line is wrong, what cannot be read or written, ...
DONE, NO, MISUSED, UNREADABLE, UNDECIDED, BROKEN = 0, 1, 2, 3, 4, 70
HEADINGS = ARGUMENTS, OWN, FILTERS, OUTPUT, OPTIONS = "Arguments", "Own options", "Filters", "Output", "Options"
WHEN = ("auto", "always", "never")

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


class Shared(NamedTuple):
    """Options that commands share: the heading they stand under in the help, each by its field, what they make."""

    heading: str
    options: dict[str, Any]
    make: Callable[[Mapping[str, Any]], Any]

    def parameters(self) -> list[TyperOption]:
        """Return the options as Typer reads them."""
        return [make(field, self.heading) for field, make in self.options.items()]


def option(
    *names: str, kind: Any = TEXT, help: str, metavar: str | None = None, complete: Any = None, hidden: bool = False
) -> Any:
    """Return an option, but for its field and heading; where a signature has it, that says its kind and default."""

    def make(field: str, heading: str, kind: Any = kind, default: Any = None) -> TyperOption:
        return TyperOption(
            param_decls=[field, *names],
            type=_TYPES[kind],
            is_flag=kind is bool,
            multiple=kind == TEXTS,
            default=False if kind is bool else default,
            help=help,
            metavar=metavar,
            autocompletion=complete,
            hidden=hidden,
            rich_help_panel=heading,
        )

    return make


def argument(metavar: str, help: str, complete: Any = None) -> Any:
    """Return an argument, but for its field, kind and default, which a signature says."""

    def make(field: str, _: str, kind: Any, default: Any) -> TyperArgument:
        required = default is Parameter.empty
        return TyperArgument(
            param_decls=[field],
            type=str,
            nargs=-1 if kind == list[str] else 1,
            required=required,
            default=None if required else default,
            help=help,
            metavar=metavar,
            autocompletion=complete,
            rich_help_panel=ARGUMENTS,
        )

    return make


def parameters(function: Callable[..., object]) -> list[Any]:
    """Return the options and arguments that a command's signature says, a group of options where it names one.

    Twenty options on ten commands are so written once.
    """
    made = []
    for name, parameter in signature(function, eval_str=True).parameters.items():
        if group := SHARED.get(function.__annotations__[name]):
            made += group.parameters()
        else:
            kind, make = get_args(parameter.annotation)
            made.append(make(name, OWN, kind, parameter.default))
    return made


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
    common = Common(**{**ctx.parent.params, **own})
    if common.color not in (None, *WHEN):
        raise QuestionError(f"--color takes {listed(WHEN)}, not '{common.color}'")
    return common


def _of(kind: Any, values: Mapping[str, Any]) -> Any:
    return kind(*(values[field] for field in kind._fields))


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
    quoted = f"'{word}'" if " " in word else word
    return f"'{word}' is one argument too many; write {command} {option} {quoted}"


_TYPES: dict[Any, type] = {bool: bool, NUMBER: int, TEXT: str, TEXTS: str}

# One for each field of Filter, by its name.
_FILTER = {
    "topics": option(
        "--topic",
        "-t",
        kind=TEXTS,
        metavar="TOPIC",
        help="On TOPIC or under it; repeated: on any.",
        complete=offer.topics,
    ),
    "all_topics": option("--all-topics", kind=bool, help="With several --topic: on all of them."),
    "main": option("--main", kind=bool, help="Only where --topic is a main topic."),
    "not_topics": option(
        "--not-topic", kind=TEXTS, metavar="TOPIC", help="Drop calls on TOPIC.", complete=offer.topics
    ),
    "since": option(
        "--from",
        "--since",
        metavar="DATE",
        help="From the first day of DATE: 2025, 2025-Q2, 2025-06, 2025-06-14, June 2025, -45d, last-month, an event.",
        complete=offer.dates,
    ),
    "until": option("--to", "--until", metavar="DATE", help="To the last day of DATE, included.", complete=offer.dates),
    "during": option("--during", metavar="DATE", help="Within DATE, or DATE..DATE.", complete=offer.dates),
    "people": option("--with", kind=TEXTS, metavar="PERSON", help="PERSON takes part.", complete=offer.people),
    "placed_by": option(
        "--placed-by", kind=TEXTS, metavar="PERSON", help="PERSON placed the call.", complete=offer.people
    ),
    "longer_than": option("--longer-than", kind=NUMBER, metavar="MINUTES", help="Longer than MINUTES."),
    "shorter_than": option("--shorter-than", kind=NUMBER, metavar="MINUTES", help="Shorter than MINUTES."),
    "status": option(
        "--status",
        kind=TEXTS,
        metavar="STATUS",
        help=f"{', '.join(STATUSES)} or all; repeated: any. Without it: {' and '.join(COUNTED)}.",
        complete=offer.words(*STATUSES, "all"),
    ),
    "as_of": option(
        "--as-of", metavar="DATE", help="Calls after DATE are not seen, and today is DATE.", complete=offer.dates
    ),
}

_OUTPUT = {
    "format": option(
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}. jsonl has the rows alone, json the basis too.",
        complete=offer.words(*FORMATS),
    ),
    "csv": option("--csv", kind=bool, help="Short for --format csv."),
    "json": option("--json", kind=bool, help="Short for --format json."),
    "path": option("--output", "-o", metavar="FILE", help="Write to FILE; its ending is the format; - is stdout."),
    "force": option("--force", "-f", kind=bool, help="Write over a file that is there already."),
    "excel": option("--excel", kind=bool, help="", hidden=True),
}

_ARRANGEMENT = {
    "columns": option(
        "--columns", "-c", metavar="NAMES", help="Only these, such as date,minutes.", complete=offer.columns
    ),
    "sort": option(
        "--sort", metavar="NAME", help="By this column; what is unknown comes last.", complete=offer.columns
    ),
    "reverse": option("--reverse", "-r", kind=bool, help="The other way round: newest first."),
    "limit": option("--limit", "-n", kind=NUMBER, metavar="N", help="Only the first N."),
    "long": option("--long", kind=bool, help="One row per call and topic, for pivot tables."),
}

_COMMON = {
    "data": option("--data", metavar="FILE", help="Read this record; - is stdin. Or set DIPLOCALLS_DATA."),
    "color": option("--color", metavar="WHEN", help=f"{', '.join(WHEN)}.", complete=offer.words(*WHEN)),
    "quiet": option("--quiet", "-q", kind=bool, help="Nothing on stderr but errors."),
}

# The groups, by the names that signatures call them.
SHARED = {
    "Filter": Shared(
        FILTERS, _FILTER, lambda values: {name: values[name] for name in _FILTER if values[name] not in (None, ())}
    ),
    "Output": Shared(OUTPUT, _OUTPUT, lambda values: _of(Output, values)),
    "Arrangement": Shared(OWN, _ARRANGEMENT, lambda values: _of(Arrangement, values)),
    "Common": Shared(OPTIONS, _COMMON, lambda values: _of(Common, values)),
}
