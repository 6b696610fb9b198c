"""The program: commands, what all of them take, and the one place for errors and exit codes."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from . import __version__, answers, keeping  # noqa: F401 - they hold the commands
from .delivery import Closed, reason, say, silence
from .loading import load
from .options import (
    BROKEN,
    DONE,
    INTERRUPTED,
    MISUSED,
    UNREADABLE,
    Color,
    Common,
    Data,
    Program,
    Quiet,
    described,
    introduction,
)
from .problem import QuestionError, RecordError
from .text import plural

MOST_FAULTS = 20


def _version(wanted: bool) -> None:
    if wanted:
        record = load()
        print(f"diplocalls {__version__}, record updated {record.updated}", flush=True)
        raise typer.Exit


# What Typer raises for a wrong command line; it has a public name (TyperException) only from 0.28 on.
_Misuse: Any = typer.BadParameter.__mro__[2]

app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\
Exit status: 0 done, 1 the answer is no, 2 the command line is wrong, 3 a record or
file cannot be read or written, 4 the record cannot decide, 130 interrupted.
It reads and writes no file that is not named, and never uses the network.
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
        width = max(len(name) for name, _ in described())
        commands = "\n".join(f"  {name:{width}}  {what}" for name, what in described())
        print(
            f"{introduction(inspect.getdoc(program) or '')}\n\n{commands}\n\ndiplocalls --help tells more.", flush=True
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; the one place where errors are printed."""
    if sys.stdout is None:
        sys.stdout = Closed()
    try:
        status = app(arguments, prog_name="diplocalls", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except _Misuse as error:
        place = getattr(error, "ctx", None)
        _fail(error.format_message(), f" (see {place.command_path} --help)" if place else "")
        return MISUSED
    except QuestionError as error:
        _fail(str(error))
        return MISUSED
    except RecordError as error:
        for problem in error.problems[:MOST_FAULTS]:
            say(problem.show(error.name))
        more = len(error.problems) - MOST_FAULTS
        rest = f"; {more} more, which 'diplocalls check {error.name}' shows" if more > 0 else ""
        _fail(f"the record cannot be read: {plural(len(error.problems), 'fault')}{rest}")
        return UNREADABLE
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


def _fail(message: str, hint: str = "") -> None:
    say(f"diplocalls: {message.rstrip('.')}{hint}")
