"""The options that commands share, and a program that builds only the command asked for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer
import typer.core
import typer.main
from typer.models import CommandInfo

from .call import COUNTED, STATUSES

DONE, NO, MISUSED, UNREADABLE, UNDECIDED, INTERRUPTED, BROKEN = 0, 1, 2, 3, 4, 130, 70  # exit statuses
FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")
KEYS = ("topic", "month", "quarter", "year", "weekday", "status", "caller")
WHEN = ("auto", "always", "never")


def _completer(offer: Callable[[Any], dict[str, str]]) -> Callable[..., Iterator[tuple[str, str]]]:
    """Return a completion from the record; it is silent whatever the record holds."""

    def complete(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
        from .loading import load

        try:
            found = offer(load(ctx.params.get("data") or (ctx.parent and ctx.parent.params.get("data")) or None))
        except Exception:  # noqa: BLE001 - a print or a traceback here would break the user's line
            return
        for word, help in found.items():
            if word.startswith(incomplete.lower()):
                yield word, help

    return complete


def _topics(record: Any) -> dict[str, str]:
    return {topic.id: ", ".join((topic.label or topic.id, *topic.aliases)) for topic in record.topics.values()}


def _people(record: Any) -> dict[str, str]:
    return {person.id: person.name for person in record.people.values()}


def _calls(record: Any) -> dict[str, str]:
    named = {"latest": "the last call", "first": "the first call"}
    return named | {call.id: call.summary or ", ".join(call.topics) for call in record.calls}


def _words(*words: str) -> Callable[..., Iterator[tuple[str, str]]]:
    return _completer(lambda _: dict.fromkeys(words, ""))


def _filter(*names: str, metavar: str, help: str, complete: Any = None) -> Any:
    return typer.Option(*names, metavar=metavar, help=help, autocompletion=complete, rich_help_panel="Filters")


def _output(*names: str, help: str, metavar: str | None = None, complete: Any = None) -> Any:
    return typer.Option(*names, metavar=metavar, help=help, autocompletion=complete, rich_help_panel="Output")


Which = typer.Argument(
    metavar="WHICH",
    help="A day such as 2025-07-03, a number such as 6, first, latest, or an id.",
    autocompletion=_completer(_calls),
)
TopicName = typer.Argument(metavar="TOPIC", help="Only this topic, call by call.", autocompletion=_completer(_topics))
By = typer.Option("--by", metavar="KEY", help=f"One of {', '.join(KEYS)}.", autocompletion=_words(*KEYS))


class Filters(NamedTuple):
    """What keeps or drops calls; the same on every command that reads calls."""

    topic: Annotated[
        list[str] | None,
        _filter(
            "--topic",
            "-t",
            metavar="TOPIC",
            help="Calls on TOPIC or one under it; repeated: on any of them.",
            complete=_completer(_topics),
        ),
    ] = None
    all_topics: Annotated[
        bool, typer.Option("--all-topics", help="With several --topic: on all of them.", rich_help_panel="Filters")
    ] = False
    not_topic: Annotated[
        list[str] | None,
        _filter("--not-topic", metavar="TOPIC", help="Drop calls on TOPIC.", complete=_completer(_topics)),
    ] = None
    from_: Annotated[
        str | None, _filter("--from", metavar="DATE", help="From the first day of DATE: 2025, 2025-06, -45d, ...")
    ] = None
    to: Annotated[str | None, _filter("--to", metavar="DATE", help="To the last day of DATE, included.")] = None
    during: Annotated[str | None, _filter("--during", metavar="DATE", help="Within DATE, such as 2025-Q2.")] = None
    with_: Annotated[
        list[str] | None,
        _filter("--with", metavar="PERSON", help="Calls that PERSON takes part in.", complete=_completer(_people)),
    ] = None
    placed_by: Annotated[
        list[str] | None,
        _filter("--placed-by", metavar="PERSON", help="Calls that PERSON placed.", complete=_completer(_people)),
    ] = None
    status: Annotated[
        list[str] | None,
        _filter(
            "--status",
            metavar="STATUS",
            help=f"{', '.join(STATUSES)} or all; repeated: any. Without it: {' and '.join(COUNTED)}.",
            complete=_words(*STATUSES, "all"),
        ),
    ] = None
    as_of: Annotated[
        str | None,
        _filter("--as-of", metavar="DATE", help="The record as it stood on DATE; today is DATE."),
    ] = None


class Output(NamedTuple):
    """Where an answer goes, and in which form."""

    format: Annotated[
        str | None,
        _output(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}. Without it: a table on a terminal, TSV elsewhere.",
            complete=_words(*FORMATS),
        ),
    ] = None
    csv: Annotated[bool, _output("--csv", help="Short for --format csv.")] = False
    json: Annotated[bool, _output("--json", help="Short for --format json.")] = False
    excel: Annotated[bool, _output("--excel", help="CSV for spreadsheets: BOM, CRLF, no formulas.")] = False
    output: Annotated[
        str | None,
        _output("--output", "-o", metavar="FILE", help="Write to FILE; its ending chooses the format. - is stdout."),
    ] = None
    force: Annotated[bool, _output("--force", "-f", help="Write over a file that is there already.")] = False


class Common(NamedTuple):
    """Options of every command, before or after its name."""

    data: Annotated[
        str | None,
        typer.Option("--data", metavar="FILE", help="Read this record; - is stdin. Or set DIPLOCALLS_DATA."),
    ] = None
    color: Annotated[
        str | None,
        typer.Option("--color", metavar="WHEN", help="auto, always or never.", autocompletion=_words(*WHEN)),
    ] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False


_GROUPS: dict[str, Any] = {"Filters": Filters, "Output": Output, "Common": Common}


def expand(function: Callable[..., object]) -> Callable[..., object]:
    """Return `function` as Typer can read it: each option group becomes the options that are its fields.

    Twenty options on ten commands are so written once, and a command's signature says what it takes.
    """
    groups = {name: _GROUPS[hint] for name, hint in function.__annotations__.items() if hint in _GROUPS}

    def call(ctx: typer.Context, **given: Any) -> object:
        above = ctx.obj or Common()
        for name, group in groups.items():
            own = group(**{field: given.pop(field) for field in group._fields})
            given[name] = (
                Common(*(mine or theirs for mine, theirs in zip(own, above, strict=True))) if group is Common else own
            )
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
