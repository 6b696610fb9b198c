"""The options that commands share, written once; the exit statuses; how a command is made."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple, TypeAlias, get_type_hints

import typer

from ..answer.delivery import Output
from ..answer.formats import FORMATS
from ..answer.table import Arrangement
from ..record.model import COUNTED, STATUSES
from ..record.problem import QuestionError
from ..record.text import listed
from . import completion as offer

# Exit statuses: done, the answer is no, the command line is wrong, what cannot be read or written, ...
DONE, NO, MISUSED, UNREADABLE, UNDECIDED, INTERRUPTED, BROKEN = 0, 1, 2, 3, 4, 130, 70
WHEN = ("auto", "always", "never")


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


def option(
    *names: str, help: str, metavar: str | None = None, complete: Any = None, panel: str = "", hidden: bool = False
) -> Any:
    """Return an option; `panel` is the heading in the help that it stands under, a command's own have none."""
    return typer.Option(
        *names, metavar=metavar, help=help, autocompletion=complete, rich_help_panel=panel or None, hidden=hidden
    )


def argument(metavar: str, help: str, complete: Any = None) -> Any:
    """Return an argument."""
    return typer.Argument(metavar=metavar, help=help, autocompletion=complete)


def _filter(kind: Any, *names: str, help: str, metavar: str | None = None, complete: Any = None) -> Any:
    return Annotated[kind, option(*names, metavar=metavar, help=help, complete=complete, panel="Filters")]


def _output(
    kind: Any, *names: str, help: str, metavar: str | None = None, complete: Any = None, hidden: bool = False
) -> Any:
    return Annotated[kind, option(*names, metavar=metavar, help=help, complete=complete, panel="Output", hidden=hidden)]


TEXT: TypeAlias = str | None
TEXTS: TypeAlias = list[str] | None
NUMBER: TypeAlias = int | None

# One for each field of Filter, by its name.
FILTER: dict[str, Any] = {
    "topics": _filter(
        TEXTS, "--topic", "-t", metavar="TOPIC", help="On TOPIC or under it; repeated: on any.", complete=offer.topics
    ),
    "all_topics": _filter(bool, "--all-topics", help="With several --topic: on all of them."),
    "main": _filter(bool, "--main", help="Only where --topic is a main topic."),
    "not_topics": _filter(TEXTS, "--not-topic", metavar="TOPIC", help="Drop calls on TOPIC.", complete=offer.topics),
    "since": _filter(
        TEXT,
        "--from",
        "--since",
        metavar="DATE",
        help="From the first day of DATE: 2025, 2025-Q2, 2025-06, 2025-06-14, June 2025, -45d, last-month, an event.",
        complete=offer.dates,
    ),
    "until": _filter(
        TEXT, "--to", "--until", metavar="DATE", help="To the last day of DATE, included.", complete=offer.dates
    ),
    "during": _filter(TEXT, "--during", metavar="DATE", help="Within DATE, or DATE..DATE.", complete=offer.dates),
    "people": _filter(TEXTS, "--with", metavar="PERSON", help="PERSON takes part.", complete=offer.people),
    "placed_by": _filter(TEXTS, "--placed-by", metavar="PERSON", help="PERSON placed the call.", complete=offer.people),
    "longer_than": _filter(NUMBER, "--longer-than", metavar="MINUTES", help="Longer than MINUTES."),
    "shorter_than": _filter(NUMBER, "--shorter-than", metavar="MINUTES", help="Shorter than MINUTES."),
    "status": _filter(
        TEXTS,
        "--status",
        metavar="STATUS",
        help=f"{', '.join(STATUSES)} or all; repeated: any. Without it: {' and '.join(COUNTED)}.",
        complete=offer.words(*STATUSES, "all"),
    ),
    "as_of": _filter(
        TEXT, "--as-of", metavar="DATE", help="Calls after DATE are not seen, and today is DATE.", complete=offer.dates
    ),
}

OUTPUT: dict[str, Any] = {
    "format": _output(
        TEXT,
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}. jsonl has the rows alone, json the basis too.",
        complete=offer.words(*FORMATS),
    ),
    "csv": _output(bool, "--csv", help="Short for --format csv."),
    "json": _output(bool, "--json", help="Short for --format json."),
    "path": _output(
        TEXT, "--output", "-o", metavar="FILE", help="Write to FILE; its ending is the format; - is stdout."
    ),
    "force": _output(bool, "--force", "-f", help="Write over a file that is there already."),
    "excel": _output(bool, "--excel", help="", hidden=True),
}

Data: TypeAlias = Annotated[
    TEXT,
    option("--data", metavar="FILE", help="Read this record; - is stdin. Or set DIPLOCALLS_DATA.", panel="Options"),
]
Color: TypeAlias = Annotated[
    TEXT,
    option("--color", metavar="WHEN", help=f"{', '.join(WHEN)}.", complete=offer.words(*WHEN), panel="Options"),
]
Quiet: TypeAlias = Annotated[bool, option("--quiet", "-q", help="Nothing on stderr but errors.", panel="Options")]
COMMON: dict[str, Any] = {"data": Data, "color": Color, "quiet": Quiet}

ARRANGEMENT: dict[str, Any] = {
    "columns": Annotated[
        TEXT,
        option("--columns", "-c", metavar="NAMES", help="Only these, such as date,minutes.", complete=offer.columns),
    ],
    "sort": Annotated[
        TEXT,
        option("--sort", metavar="NAME", help="By this column; what is unknown comes last.", complete=offer.columns),
    ],
    "reverse": Annotated[bool, option("--reverse", "-r", help="The other way round: newest first.")],
    "limit": Annotated[NUMBER, option("--limit", "-n", metavar="N", help="Only the first N.")],
    "long": Annotated[bool, option("--long", help="One row per call and topic, for pivot tables.")],
}

_GROUPS: dict[str, tuple[dict[str, Any], Callable[..., Any]]] = {
    "Filter": (FILTER, lambda **given: {name: each for name, each in given.items() if each or each in ("", 0)}),
    "Output": (OUTPUT, Output),
    "Arrangement": (ARRANGEMENT, Arrangement),
    "Common": (COMMON, Common),
}


def expand(function: Callable[..., object]) -> Callable[..., object]:
    """Return `function` as Typer can read it: each group of options becomes the options in its table.

    Twenty options on ten commands are so written once, and a command's signature says what it takes.
    """
    groups = {name: _GROUPS[hint] for name, hint in function.__annotations__.items() if hint in _GROUPS}

    def call(ctx: typer.Context, **given: Any) -> object:
        if ctx.args:
            raise QuestionError(misplaced(ctx, given))
        common = _common_of(ctx, given)
        for name, (table, make) in groups.items():
            own = {field: given.pop(field) for field in table}
            given[name] = common if make is Common else make(**own)
            if make is Output:
                given[name] = given[name]._replace(color=common.color, quiet=common.quiet)
        return function(**given)

    hints = get_type_hints(function, include_extras=True)
    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in groups:
            parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        for field, hint in groups[name][0].items():
            default = False if hint.__origin__ is bool else None
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(inspect.Parameter(field, kind, default=default, annotation=hint))
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    call.__doc__ = function.__doc__
    return call


def misplaced(ctx: typer.Context, given: Mapping[str, Any]) -> str:
    """Return what to write for a word that a command does not take as it stands."""
    from ..record.period import Period

    word, command = ctx.args[0], ctx.command_path
    if "topics" not in given:
        return f"'{word}' is one argument too many (see {command} --help)"
    quoted = f"'{word}'" if " " in word else word
    option = "--topic"
    try:
        from datetime import date

        Period.parse(word, today=date.today())
        option = "--during"
    except QuestionError:
        record = offer.record_of(ctx)
        if record and not _known(record.topic, word) and _known(record.person, word):
            option = "--with"
    return f"'{word}' is one argument too many; write {command} {option} {quoted}"


def _known(find: Callable[[str], str], word: str) -> bool:
    try:
        return bool(find(word))
    except QuestionError:
        return False


def _common_of(ctx: typer.Context, given: Mapping[str, Any]) -> Common:
    """Return the common options; what stands before the command holds where it says nothing of its own."""
    before = ctx.obj or Common()
    own = {field: given[field] for field in Common._fields if given.get(field) not in (None, False)}
    common = before._replace(**own)
    if common.color not in (None, *WHEN):
        raise QuestionError(f"--color takes {listed(WHEN)}, not '{common.color}'")
    return common
