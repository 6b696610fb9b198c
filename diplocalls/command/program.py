"""The program: its commands and their help, and the one place for errors and exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from inspect import cleandoc, getsource
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .. import __version__
from ..answer.delivery import reason, say, wrapped
from ..record.loading import load, shown
from ..record.problem import QuestionError, RecordError
from ..record.text import near, plural
from . import keeping, lookup
from .options import BROKEN, COLOR, DATA, DONE, MISUSED, QUIET, UNREADABLE, expanded

MOST_FAULTS = 20
HEADINGS = ("Look up", "Export", "Keep a record", "Arguments", "Own options", "Filters", "Output", "Options")
CONTEXT = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}
COMMANDS: dict[Any, Any] = {each.name: each for app in (lookup.APP, keeping.APP) for each in app.registered_commands}


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write what a command does, examples, its usage, then names and meanings under their headings.

    Typer's own would need Rich, which takes 30 ms.
    """
    what, _, examples = command.help.partition("\n\n")
    usage = " ".join(("Usage:", ctx.command_path, *command.collect_usage_pieces(ctx)))
    formatter.write(f"{wrapped(what)}\n\n")
    formatter.write("".join(f"  $ {line}\n" for line in examples.splitlines()))
    formatter.write(f"\n{wrapped(usage, indent='  ')}\n")
    panels: dict[str, list[tuple[str, str]]] = {heading: [] for heading in HEADINGS}
    for name, each in COMMANDS.items() if isinstance(command, Program) else ():
        panels[each.rich_help_panel].append((name, _doc(each.callback).partition("\n")[0]))
    for parameter in command.get_params(ctx):
        panels[parameter.rich_help_panel or "Options"].append(parameter.get_help_record(ctx))
    for heading, rows in panels.items():
        formatter.write(f"\n{heading}:\n" if rows else "")
        room = max((len(name) for name, _ in rows), default=0)
        for name, meaning in rows:
            formatter.write(wrapped(meaning, f"  {name:{room}}  ", " " * (room + 4)) + "\n")
    for paragraph in command.epilog.split("\n\n") if command.epilog else ():
        formatter.write(f"\n{wrapped(paragraph)}\n")


class Command(TyperCommand):
    """A command whose help is ours."""

    format_help = _write_help


class Program(TyperGroup):
    """The program: it builds only the command that was asked for, as all of them cost 17 ms."""

    format_help = _write_help

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        if cmd_name not in COMMANDS:
            return None
        function = COMMANDS[cmd_name].callback
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name, cls=Command, help=_doc(function), context_settings=CONTEXT)(expanded(function))
        return get_command(alone)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; the one place where errors are printed."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull)  # noqa: SIM115 - it stays open, and whoever writes to it fails
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments or arguments[0] == "help":
        arguments = [*arguments[1:2], "--help"]
    try:
        status = APP(arguments, prog_name="diplocalls", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):  # Typer ends so where a pipe was closed
            raise
        return DONE
    except Exception as error:
        status, said = _failure(error)
        if status == BROKEN and os.environ.get("DIPLOCALLS_DEBUG"):
            raise
        say(f"diplocalls: {said}")
        return status


def _failure(error: Exception) -> tuple[int, str]:
    """Return the exit status of an error, and what to say of it."""
    match error:
        case typer.TyperException():
            return MISUSED, _misuse(error)
        case QuestionError():
            return MISUSED, str(error)
        case RecordError():
            return UNREADABLE, _unreadable(error)
        case OSError() if error.filename is not None:
            return UNREADABLE, f"cannot read '{error.filename}': {reason(error)}"
        case OSError():
            said = reason(error)
            return UNREADABLE, said if said.startswith("cannot") else f"cannot write to standard output: {said}"
        case MemoryError():
            return UNREADABLE, "not enough memory for this record; split it"
    said = f"unexpected {type(error).__name__}: {error}; a fault of the program, please report it"
    return BROKEN, f"{said} (DIPLOCALLS_DEBUG=1 shows where)"


def _unreadable(error: RecordError) -> str:
    """Tell the faults of a record, but not endlessly many; return how many there are."""
    from shlex import quote

    for problem in error.problems[:MOST_FAULTS]:
        say(problem.show(error.name))
    more, name = len(error.problems) - MOST_FAULTS, "-" if error.name == shown("-") else quote(error.name)
    rest = f"; {more} more, which 'diplocalls check {name}' shows" if more > 0 else ""
    return f"the record cannot be read: {plural(len(error.problems), 'fault')}{rest}"


def _misuse(error: Any) -> str:
    """Return what is wrong with a command line, and what is near to an option or a command that is unknown."""
    said = error.format_message().rstrip(".")
    place: Any = getattr(error, "ctx", None)
    if hasattr(error, "possibilities"):
        wrong = error.option_name
        known = [name for each in place.command.get_params(place) for name in each.opts if name.startswith("--")]
        said = f"no such option {wrong}{f'; write {_MEANT[wrong]}' if wrong in _MEANT else near(wrong, known)}"
    return f"{said[:1].lower()}{said[1:]}{f' (see {place.command_path} --help)' if place else ''}"


def _doc(function: Any) -> str:
    """Return the docstring of a function, from its source where python -OO dropped it."""
    return cleandoc(function.__doc__ or getsource(function).split('"""')[1])


def _version(wanted: bool) -> None:
    if wanted:
        print(f"diplocalls {__version__}, record updated {load().updated}", flush=True)
        raise typer.Exit


APP = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
    help="""\
Look up facts about diplomatic telephone calls: which, how many, about what, who says so.

diplocalls list
diplocalls list --topic iran --from 2025-06
diplocalls list --csv > calls.csv""",
    epilog="""\
Exit status: 0 done, 1 the answer is no, 2 the command line is wrong, 3 a record or file cannot be read or written, \
4 the record cannot decide, 130 interrupted.

It writes no file that is not named, but for what it keeps of records that it has read, in your cache folder: \
DIPLOCALLS_CACHE=FOLDER moves it, DIPLOCALLS_CACHE=off turns it off. It never uses the network.

diplocalls COMMAND --help tells more; the README is the manual.""",
)


@APP.callback()
def before(
    data: DATA = None,
    color: COLOR = None,
    quiet: QUIET = False,
    version: Annotated[
        bool, typer.Option("--version", help="The program's version and the record's day.", callback=_version)
    ] = False,
) -> None:
    """Take the options that may stand before a command, which reads them itself."""


# What people write for an option that has another name.
_MEANT = {
    **dict.fromkeys(("--last", "--newest", "--latest"), "--reverse, with --limit N for the last N"),
    **dict.fromkeys(("--year", "--month", "--date", "--day"), "--during DATE"),
    **dict.fromkeys(("--caller", "--initiator"), "--placed-by PERSON, or count --by caller"),
    **dict.fromkeys(("--longest", "--shortest"), "--sort minutes, with --reverse for the longest first"),
    **dict.fromkeys(("--markdown", "--md"), "--format md"),
    **dict.fromkeys(("--excel", "--xlsx"), "-o calls.xlsx"),
    "--about": "--topic TOPIC",
    "--bibtex": "--format bibtex",
    "--by": "count --by KEY",
    "--first": "--limit N",
    "--person": "--with PERSON",
}
