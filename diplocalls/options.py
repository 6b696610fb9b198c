"""The options that commands share, and a program that builds only the command asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, NamedTuple, TypeAlias, get_type_hints

import typer
import typer.core
import typer.main
from typer.models import CommandInfo

from . import completion as offer
from .call import COUNTED, STATUSES
from .problem import QuestionError
from .text import listed

DONE, NO, MISUSED, UNREADABLE, UNDECIDED, INTERRUPTED, BROKEN = 0, 1, 2, 3, 4, 130, 70  # exit statuses
FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")
KEYS = ("topic", "month", "quarter", "year", "weekday", "status", "caller")
WHEN = ("auto", "always", "never")


def option(*names: str, help: str, metavar: str | None = None, complete: Any = None, panel: str | None = None) -> Any:
    """Return an option; `panel` is the heading in the help that it stands under."""
    return typer.Option(*names, metavar=metavar, help=help, autocompletion=complete, rich_help_panel=panel)


def which(help: str, complete: Any) -> Any:
    """Return the argument that names one call."""
    return typer.Argument(metavar="WHICH", help=help, autocompletion=complete)


def _filter(*names: str, metavar: str | None, help: str, complete: Any = None) -> Any:
    return option(*names, metavar=metavar, help=help, complete=complete, panel="Filters")


def _output(*names: str, help: str, metavar: str | None = None, complete: Any = None) -> Any:
    return option(*names, metavar=metavar, help=help, complete=complete, panel="Output")


_STATUS = f"{', '.join(STATUSES)} or all; repeated: any. Without it: {' and '.join(COUNTED)}."
_FORMAT = f"{', '.join(FORMATS)}. Without it: a table on a terminal, TSV elsewhere."

Topics: TypeAlias = Annotated[
    list[str] | None,
    _filter("--topic", "-t", metavar="TOPIC", help="On TOPIC or under it; repeated: on any.", complete=offer.topics),
]
NotTopics: TypeAlias = Annotated[
    list[str] | None, _filter("--not-topic", metavar="TOPIC", help="Drop calls on TOPIC.", complete=offer.topics)
]
AllTopics: TypeAlias = Annotated[
    bool, _filter("--all-topics", metavar=None, help="With several --topic: on all of them.")
]
From: TypeAlias = Annotated[
    str | None, _filter("--from", metavar="DATE", help="From the first day of DATE: 2025, 2025-06, -45d, ...")
]
To: TypeAlias = Annotated[str | None, _filter("--to", metavar="DATE", help="To the last day of DATE, included.")]
During: TypeAlias = Annotated[str | None, _filter("--during", metavar="DATE", help="Within DATE, such as 2025-Q2.")]
With: TypeAlias = Annotated[
    list[str] | None, _filter("--with", metavar="PERSON", help="PERSON takes part.", complete=offer.people)
]
PlacedBy: TypeAlias = Annotated[
    list[str] | None, _filter("--placed-by", metavar="PERSON", help="PERSON placed the call.", complete=offer.people)
]
Status: TypeAlias = Annotated[
    list[str] | None, _filter("--status", metavar="STATUS", help=_STATUS, complete=offer.words(*STATUSES, "all"))
]
AsOf: TypeAlias = Annotated[
    str | None, _filter("--as-of", metavar="DATE", help="The record as it stood on DATE; today is DATE.")
]
Format: TypeAlias = Annotated[
    str | None, _output("--format", metavar="FORMAT", help=_FORMAT, complete=offer.formats(*FORMATS))
]
Csv: TypeAlias = Annotated[bool, _output("--csv", help="Short for --format csv.")]
Json: TypeAlias = Annotated[bool, _output("--json", help="Short for --format json.")]
Excel: TypeAlias = Annotated[bool, _output("--excel", help="CSV for spreadsheets: BOM, CRLF, no formulas.")]
OutputFile: TypeAlias = Annotated[
    str | None, _output("--output", "-o", metavar="FILE", help="Write to FILE; its ending is the format; - is stdout.")
]
Force: TypeAlias = Annotated[bool, _output("--force", "-f", help="Write over a file that is there already.")]
Long: TypeAlias = Annotated[bool, _output("--long", help="One row per call and topic.")]
Data: TypeAlias = Annotated[
    str | None, option("--data", metavar="FILE", help="Read this record; - is stdin. Or set DIPLOCALLS_DATA.")
]
Color: TypeAlias = Annotated[
    str | None, option("--color", metavar="WHEN", help=f"{', '.join(WHEN)}.", complete=offer.words(*WHEN))
]
Quiet: TypeAlias = Annotated[bool, option("--quiet", "-q", help="Nothing on stderr but errors.")]


class Filters(NamedTuple):
    """What keeps or drops calls; the same on every command that reads calls."""

    topic: Topics = None
    all_topics: AllTopics = False
    not_topic: NotTopics = None
    from_: From = None
    to: To = None
    during: During = None
    with_: With = None
    placed_by: PlacedBy = None
    status: Status = None
    as_of: AsOf = None


class Output(NamedTuple):
    """Where an answer goes, and in which form."""

    format: Format = None
    csv: Csv = False
    json: Json = False
    excel: Excel = False
    output: OutputFile = None
    force: Force = False


class Common(NamedTuple):
    """Options of every command, before or after its name."""

    data: Data = None
    color: Color = None
    quiet: Quiet = False


_GROUPS: dict[str, Any] = {"Filters": Filters, "Output": Output, "Common": Common}


def expand(function: Callable[..., object]) -> Callable[..., object]:
    """Return `function` as Typer can read it: each option group becomes the options that are its fields.

    Twenty options on ten commands are so written once, and a command's signature says what it takes.
    """
    groups = {name: _GROUPS[hint] for name, hint in function.__annotations__.items() if hint in _GROUPS}

    def call(ctx: typer.Context, **given: Any) -> object:
        for name, group in groups.items():
            own = group(**{field: given.pop(field) for field in group._fields})
            if group is Common:  # what stands before the command holds where it says nothing of its own
                both = zip(own, ctx.obj or own, strict=True)
                own = Common(*(theirs if mine in (None, False) else mine for mine, theirs in both))
                if own.color not in (None, *WHEN):
                    raise QuestionError(f"--color takes {listed(WHEN)}, not '{own.color}'")
            given[name] = own
        return function(**given)

    hints = get_type_hints(function, include_extras=True)
    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    for name, parameter in inspect.signature(function).parameters.items():
        if name not in groups:
            parameters.append(parameter.replace(annotation=hints[name], kind=inspect.Parameter.KEYWORD_ONLY))
            continue
        for field, hint in get_type_hints(groups[name], include_extras=True).items():
            default = groups[name]._field_defaults[field]
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(inspect.Parameter(field, kind, default=default, annotation=hint))
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    call.__doc__ = function.__doc__
    return call


class Command(typer.core.TyperCommand):
    """A command whose help begins with examples (the indented lines of its docstring)."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _help(self, ctx, formatter)
        panels: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            found = parameter.get_help_record(ctx)
            if found:
                panel = getattr(parameter, "rich_help_panel", None)
                positional = parameter.param_type_name == "argument"
                panels.setdefault("Arguments" if positional else panel or "Options", []).append(found)
        for name in ("Arguments", *(name for name in panels if name not in ("Arguments", "Options")), "Options"):
            if name in panels:
                with formatter.section(name):
                    formatter.write_dl(panels[name], col_max=24)


class Program(typer.core.TyperGroup):
    """The program: it builds only the command that was asked for, as all of them cost 10 ms."""

    functions: dict[str, Callable[..., object]] = {}  # noqa: RUF012 - the program's commands, filled once

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(self.functions)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in self.functions:
            return None
        info = CommandInfo(cmd_name, cls=Command, callback=expand(self.functions[cmd_name]))
        info.context_settings = {"help_option_names": ["-h", "--help"]}
        return typer.main.get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _help(self, ctx, formatter)
        with formatter.section("Commands"):
            formatter.write_dl(described())
        with formatter.section("Options"):
            formatter.write_dl([found for each in self.get_params(ctx) if (found := each.get_help_record(ctx))])
        formatter.write_paragraph()
        for line in (self.epilog or "").splitlines():
            formatter.write(f"{line}\n")


def command(name: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Make a function a command of the program."""

    def register(function: Callable[..., object]) -> Callable[..., object]:
        Program.functions[name] = function
        return function

    return register


def described() -> list[tuple[str, str]]:
    """Return the commands, each with the first sentence of its docstring."""
    return [(name, (function.__doc__ or "").partition("\n")[0]) for name, function in Program.functions.items()]


def introduction(doc: str) -> str:
    """Return what a docstring of a command says: a sentence, and its examples as a terminal shows them."""
    what, _, examples = doc.partition("\n\n")
    return "\n".join([what, "", *(f"  $ {line.strip()}" for line in examples.strip().splitlines())])


def _help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write what the command does, examples, then its usage."""
    formatter.write(introduction(command.help or "") + "\n")
    formatter.write_paragraph()
    formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)))
