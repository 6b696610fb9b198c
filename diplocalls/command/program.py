"""The program: its commands and their help, and the one place for errors and exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Annotated, Any

import typer
import typer.core
import typer.main
from typer.models import CommandInfo

from .. import __version__
from ..answer.delivery import Closed, coloured, reason, say, silence
from ..record.loading import load
from ..record.problem import QuestionError, RecordError
from ..record.text import near, plural
from . import keeping, lookup  # noqa: F401 - they hold the commands
from .options import BROKEN, COMMANDS, DONE, INTERRUPTED, MISUSED, UNREADABLE, Color, Common, Data, Quiet, expand

MOST_FAULTS = 20
HELP = {"help_option_names": ["-h", "--help"], "allow_extra_args": True}


class Command(typer.core.TyperCommand):
    """A command whose help begins with examples (the indented lines of its docstring)."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        panels: dict[str, list[tuple[str, str]]] = {
            "Arguments": [],
            "Own options": [],
            "Filters": [],
            "Output": [],
            "Options": [],
        }
        for parameter in self.get_params(ctx):
            if found := parameter.get_help_record(ctx):
                positional = parameter.param_type_name == "argument"
                panel = getattr(parameter, "rich_help_panel", None) or (
                    "Options" if "--help" in parameter.opts else "Own options"
                )
                panels["Arguments" if positional else panel].append(found)
        usage = " ".join((ctx.command_path, *self.collect_usage_pieces(ctx)))
        formatter.write("".join(_help(self.help or "", usage, panels)))


class Program(typer.core.TyperGroup):
    """The program: it builds only the command that was asked for, as all of them cost 17 ms."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's signature
        if cmd_name not in COMMANDS:
            return None
        info = CommandInfo(cmd_name, cls=Command, callback=expand(COMMANDS[cmd_name].function))
        info.context_settings = HELP
        return typer.main.get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        records = [found for each in self.get_params(ctx) if (found := each.get_help_record(ctx))]
        usage = f"{ctx.command_path} [OPTIONS] COMMAND [ARGS]..."
        formatter.write("".join(_help(self.help or "", usage, {**_groups(), "Options": records})))
        for paragraph in (self.epilog or "").split("\n\n"):
            formatter.write("\n" + "\n".join(wrap(paragraph, _width(), break_long_words=False)) + "\n")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"diplocalls {__version__}, record updated {load().updated}", flush=True)
        raise typer.Exit


app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP,
    epilog="""\
Exit status: 0 done, 1 the answer is no, 2 the command line is wrong, 3 a record or file cannot be read or written, \
4 the record cannot decide, 130 interrupted.

It writes no file that is not named, but for what it keeps of records that it has read, in your cache folder: \
DIPLOCALLS_CACHE=FOLDER moves it, DIPLOCALLS_CACHE=off turns it off. It never uses the network.

diplocalls COMMAND --help tells more; the README is the manual.""",
)


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    data: Data = None,
    color: Color = None,
    quiet: Quiet = False,
    version: Annotated[
        bool, typer.Option("--version", help="The program's version and the record's day.", callback=_version)
    ] = False,
) -> None:
    """Look up facts about diplomatic telephone calls: which, how many, about what, who says so.

    diplocalls list
    diplocalls list --topic iran --from 2025-06
    diplocalls list --csv > calls.csv
    """
    ctx.obj = Common(data, color, quiet)
    if ctx.invoked_subcommand is None:
        print("".join(_help(ctx.command.help or "", "", _groups())) + "\ndiplocalls --help tells more.", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; the one place where errors are printed."""
    if sys.stdout is None:
        sys.stdout = Closed()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:2], "--help"]
    try:
        status = app(arguments, prog_name="diplocalls", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except typer.TyperException as error:
        _fail(_misuse(error))
        return MISUSED
    except QuestionError as error:
        _fail(str(error))
        return MISUSED
    except RecordError as error:
        return _unreadable(error)
    except SystemExit as ended:  # with 1, Typer tells that a pipe was closed
        if ended.code != 1:
            raise
        silence(1)
        return DONE
    except OSError as error:
        if error.filename is not None:
            _fail(f"cannot read '{error.filename}': {reason(error)}")
        else:
            said = reason(error)
            _fail(said if said.startswith("cannot") else f"cannot write to standard output: {said}")
            silence(1)
        return UNREADABLE
    except MemoryError:
        _fail("not enough memory for this record; split it")
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("DIPLOCALLS_DEBUG"):
            raise
        _fail(
            f"unexpected {type(error).__name__}: {error}\n"
            "This is a fault of the program. Please report it with the command line;"
            " DIPLOCALLS_DEBUG=1 shows where it happened."
        )
        return BROKEN


def _unreadable(error: RecordError) -> int:
    for problem in error.problems[:MOST_FAULTS]:
        say(problem.show(error.name))
    more = len(error.problems) - MOST_FAULTS
    rest = f"; {more} more, which 'diplocalls check {error.name}' shows" if more > 0 else ""
    _fail(f"the record cannot be read: {plural(len(error.problems), 'fault')}{rest}")
    return UNREADABLE


def _misuse(error: Any) -> str:
    """Return what is wrong with a command line, with the near word for one that is unknown."""
    place = getattr(error, "ctx", None)
    said = error.format_message().rstrip(".")
    if place and (wrong := getattr(error, "option_name", "")) and hasattr(error, "possibilities"):
        known = [name for each in place.command.get_params(place) for name in each.opts if name.startswith("--")]
        said = f"no such option {wrong}{near(wrong, known)}"
    elif place and said.startswith("No such command"):
        word = said.split("'")[1]
        said = f"no such command '{word}'{near(word, COMMANDS)}"
    return f"{said[:1].lower()}{said[1:]}{f' (see {place.command_path} --help)' if place else ''}"


def _groups() -> dict[str, list[tuple[str, str]]]:
    """Return the commands in their groups, each with the first sentence of its docstring."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, (function, group) in COMMANDS.items():
        groups.setdefault(group, []).append((name, (function.__doc__ or "").partition("\n")[0]))
    return groups


def _help(doc: str, usage: str, panels: dict[str, list[tuple[str, str]]]) -> Iterable[str]:
    """Yield help: what a command does, examples, its usage, then names and meanings under their headings."""
    what, _, examples = (doc or "Help is in docstrings, which python -OO drops.").partition("\n\n")
    width = _width()
    strong, plain = ("\x1b[1m", "\x1b[0m") if coloured(None, sys.stdout) else ("", "")
    yield "\n".join(wrap(what, width, break_long_words=False)) + "\n\n"
    yield "".join(f"  $ {line.strip()}\n" for line in examples.strip().splitlines())
    if usage:
        yield "\n" + "\n".join(wrap(f"Usage: {usage}", width, subsequent_indent="  ", break_long_words=False)) + "\n"
    for heading, rows in panels.items():
        if not rows:
            continue
        yield f"\n{strong}{heading}:{plain}\n"
        room = min(max(len(name) for name, _ in rows), 24) + 4
        for name, meaning in rows:
            lines = wrap(meaning, max(width - room, 20), break_long_words=False, break_on_hyphens=False) or [""]
            if len(name) > room - 4:
                yield f"  {name}\n"
                name = ""
            yield f"  {name:{room - 4}}  {lines[0]}\n".rstrip() + "\n"
            yield "".join(f"{'':{room}}{each}\n" for each in lines[1:])


def _width() -> int:
    return max(get_terminal_size((80, 24)).columns, 40)


def _fail(message: str) -> None:
    say(f"diplocalls: {message.rstrip('.')}")
