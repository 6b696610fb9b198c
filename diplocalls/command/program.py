"""The program: its commands and their help, and the one place for errors and exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from inspect import Parameter, cleandoc, getsource
from shlex import quote
from shutil import get_terminal_size
from textwrap import wrap
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from .. import __version__
from ..answer.delivery import coloured, reason, say, silence
from ..record.loading import load, shown
from ..record.problem import QuestionError, RecordError
from ..record.text import near, plural
from . import keeping, lookup  # noqa: F401 - they hold the commands
from .options import (
    BROKEN,
    COMMANDS,
    DONE,
    GROUPS,
    HEADINGS,
    MISUSED,
    OPTIONS,
    SHARED,
    UNREADABLE,
    expanded,
    with_parameters,
)

MOST_FAULTS = 20
CONTEXT = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}


def _write_help(command: Any, ctx: Any, formatter: Any) -> None:
    formatter.write("".join(_help(command, ctx)))


class Command(TyperCommand):
    """A command whose help is ours."""

    format_help = _write_help


class Program(TyperGroup):
    """The program: it builds only the command that was asked for, as all of them cost 17 ms."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        by_group = sorted(COMMANDS, key=lambda name: GROUPS.index(COMMANDS[name].group))
        self.commands = dict.fromkeys(by_group)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        if cmd_name not in COMMANDS:
            return None
        function = COMMANDS[cmd_name].function
        info = CommandInfo(cmd_name, cls=Command, callback=expanded(function), help=_doc(function))
        info.context_settings = CONTEXT
        return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)

    format_help = _write_help


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; the one place where errors are printed."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull)  # noqa: SIM115 - it stays open, and whoever writes to it fails
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:2], "--help"]
    try:
        status = APP(arguments, prog_name="diplocalls", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except typer.TyperException as error:
        return _failed(MISUSED, _misuse(error))
    except QuestionError as error:
        return _failed(MISUSED, str(error))
    except RecordError as error:
        for problem in error.problems[:MOST_FAULTS]:
            say(problem.show(error.name))
        more, quoted = len(error.problems) - MOST_FAULTS, "-" if error.name == shown("-") else quote(error.name)
        rest = f"; {more} more, which 'diplocalls check {quoted}' shows" if more > 0 else ""
        return _failed(UNREADABLE, f"the record cannot be read: {plural(len(error.problems), 'fault')}{rest}")
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):  # Typer ends so where a pipe was closed
            raise
        silence(1)
        return DONE
    except OSError as error:
        if error.filename is not None:
            return _failed(UNREADABLE, f"cannot read '{error.filename}': {reason(error)}")
        silence(1)
        said = reason(error)
        return _failed(UNREADABLE, said if said.startswith("cannot") else f"cannot write to standard output: {said}")
    except MemoryError:
        return _failed(UNREADABLE, "not enough memory for this record; split it")
    except Exception as error:
        if os.environ.get("DIPLOCALLS_DEBUG"):
            raise
        return _failed(
            BROKEN,
            f"unexpected {type(error).__name__}: {error}\n"
            "This is a fault of the program. Please report it with the command line;"
            " DIPLOCALLS_DEBUG=1 shows where it happened.",
        )


def _failed(status: int, message: str) -> int:
    say(f"diplocalls: {message.rstrip('.')}")
    return status


def _misuse(error: Any) -> str:
    """Return what is wrong with a command line, with the near word for one that is unknown."""
    place = getattr(error, "ctx", None)
    said = error.format_message().rstrip(".")
    if place and (wrong := getattr(error, "option_name", "")) and hasattr(error, "possibilities"):
        known = [name for each in place.command.get_params(place) for name in each.opts if name.startswith("--")]
        meant = f"; write {_MEANT[wrong]}" if wrong in _MEANT else near(wrong, known)
        said = f"no such option {wrong}{meant}"
    elif place and said.startswith("No such command"):
        word = said[len("No such command ") :].partition(". Did you mean")[0][1:-1]
        said = f"no such command '{word}'{near(word, COMMANDS)}"
    return f"{said[:1].lower()}{said[1:]}{f' (see {place.command_path} --help)' if place else ''}"


def _doc(function: Callable[..., object]) -> str:
    """Return the docstring of a function, from its source where python -OO dropped it."""
    return cleandoc(function.__doc__ or getsource(function).split('"""')[1])


def _help(command: Any, ctx: Any, *, short: bool = False) -> Iterator[str]:
    """Yield help: what a command does, examples, its usage, then names and meanings under their headings.

    Typer's own would need Rich, which takes 30 ms.
    """
    what, _, examples = command.help.partition("\n\n")
    yield _filled(what) + "\n"
    yield "".join(f"  $ {line.strip()}\n" for line in examples.splitlines())
    panels: dict[str, list[tuple[str, str]]] = {group: [] for group in GROUPS}
    if isinstance(command, Program):
        for name, (function, group) in COMMANDS.items():
            panels[group].append((name, _doc(function).partition("\n")[0]))
    if not short:
        yield "\n" + _filled(f"Usage: {' '.join((ctx.command_path, *command.collect_usage_pieces(ctx)))}", "  ")
        panels |= {heading: [] for heading in HEADINGS}
        for parameter in command.get_params(ctx):
            if found := parameter.get_help_record(ctx):
                panels[parameter.rich_help_panel or OPTIONS].append(found)
    for heading, rows in panels.items():
        yield from _panel(heading, rows) if rows else ()
    if command.epilog and not short:
        yield "".join(f"\n{_filled(paragraph)}" for paragraph in command.epilog.split("\n\n"))


def _panel(heading: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    strong, plain = ("\x1b[1m", "\x1b[0m") if coloured(None, sys.stdout) else ("", "")
    yield f"\n{strong}{heading}:{plain}\n"
    room = min(max(len(name) for name, _ in rows), 24) + 4
    for name, meaning in rows:
        begun = f"  {name:{room - 4}}  "
        if len(begun) > room:
            yield f"  {name}\n"
            begun = " " * room
        yield _filled(meaning, " " * room, begun, break_on_hyphens=False)


def _filled(text: str, indent: str = "", begun: str = "", **how: Any) -> str:
    """Return a paragraph as wide as the terminal; a word that is wider stays whole, so that it can be copied."""
    width = max(get_terminal_size((80, 24)).columns, len(indent) + 20, 40)
    lines = wrap(text, width, initial_indent=begun, subsequent_indent=indent, break_long_words=False, **how)
    return "\n".join(lines) + "\n"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"diplocalls {__version__}, record updated {load().updated}", flush=True)
        raise typer.Exit


def _program(ctx: typer.Context, **_: Any) -> None:
    if ctx.invoked_subcommand is None:
        print("".join(_help(ctx.command, ctx, short=True)) + "\ndiplocalls --help tells more.", flush=True)


_VERSION = typer.Option("--version", help="The program's version and the record's day.", callback=_version)
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
APP.callback(invoke_without_command=True)(
    with_parameters(
        _program,
        [
            *SHARED["Common"].parameters(),
            Parameter("version", Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, _VERSION]),
        ],
    )
)

# What people write for an option that has another name.
_MEANT = {
    **dict.fromkeys(("--last", "--newest", "--latest"), "--reverse, with --limit N for the last N"),
    **dict.fromkeys(("--year", "--month", "--date", "--day"), "--during DATE"),
    **dict.fromkeys(("--caller", "--initiator"), "--placed-by PERSON, or count --by caller"),
    **dict.fromkeys(("--markdown", "--md"), "--format md"),
    "--about": "--topic TOPIC",
    "--bibtex": "--format bibtex",
    "--by": "count --by KEY",
    "--first": "--limit N",
    "--longest": "--sort minutes --reverse",
    "--person": "--with PERSON",
    "--shortest": "--sort minutes",
    "--xlsx": "-o calls.xlsx",
}
