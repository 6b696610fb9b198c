"""An answer to where it goes: stdout, a file or a terminal; and what is not the answer to stderr."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from io import StringIO, TextIOWrapper, UnsupportedOperation
from shutil import get_terminal_size
from typing import NamedTuple, TextIO

from ..record.problem import QuestionError
from ..record.text import clean, listed, near, plural
from .formats import FORMATS, Format
from .table import Table


class Output(NamedTuple):
    """Where an answer goes, and in which form."""

    format: str | None = None
    csv: bool = False
    json: bool = False
    path: str | None = None
    force: bool = False
    color: str | None = None
    quiet: bool = False


def deliver(table: Table, output: Output) -> None:
    """Write a table, or the page that people read in its place, where and as the options say.

    What is not the answer goes to stderr.
    """
    name = form_of(output, table.default or ("text" if sys.stdout.isatty() else "tsv"))
    form = FORMATS[name]
    if form.only not in ("", table.name):
        raise QuestionError(f"{name} is a format of '{form.only}' alone")
    # a claim that there was no call is answered
    if table.question and table.name != "readings" and (why := table.question.explain()):
        say(why, output.quiet)

    def fill(stream: TextIO) -> None:
        if form.write:
            form.write(table, stream)
        else:
            from .screen import draw, width

            draw(table.page(table, width(stream)), stream, colour=coloured(output.color, stream))

    _send(fill, form, output, "" if table.default == "text" else f"{plural(len(table.rows), 'row')} to ")
    for sentence in () if form.basis else table.sentences():
        say(sentence, output.quiet)


def put(text: str, output: Output) -> None:
    """Write a text to a file, or to stdout. Raises QuestionError where a format is asked for: it has but one."""
    if output.format or output.csv or output.json:
        raise QuestionError("this answer has a form of its own; leave the format out")
    _send(lambda stream: stream.write(text), FORMATS["md"], output)


def form_of(output: Output, default: str) -> str:
    """Return the format that the options, the file's ending or the terminal ask for."""
    asked = {name for name, wanted in (("csv", output.csv), ("json", output.json)) if wanted}
    if output.format is not None:
        name = "text" if output.format == "table" else output.format
        if name not in FORMATS:
            raise QuestionError(f"no format '{name}'; write {listed(list(FORMATS))}{near(name, FORMATS)}")
        asked.add(name)
    if len(asked) > 1:
        raise QuestionError(f"one format at a time, not {listed(sorted(asked), 'and')}")
    if asked or output.path in (None, "", "-"):
        return asked.pop() if asked else default
    for name, form in FORMATS.items():
        if output.path.lower().endswith(form.endings):
            return name
    endings = listed([ending for form in FORMATS.values() for ending in form.endings])
    raise QuestionError(f"'{output.path}' has none of the endings {endings}; name the format with --format")


def write(path: str, fill: Callable[[TextIO], object], *, force: bool) -> None:
    """Write a file through a temporary one beside it, so that nobody ever sees half of it.

    A link is followed, and what is written over keeps its permissions. Raises QuestionError where a
    file is there and `force` is not given, or where the target is no plain file, and OSError.
    """
    target = os.path.realpath(path)
    # a name of the file's own could be too long for the file system, which counts bytes
    temporary = os.path.join(os.path.dirname(target), f".diplocalls.{os.urandom(8).hex()}")
    try:
        mode = _mode(path, target)
        if mode is not None and not force:
            raise FileExistsError
        private = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
        with open(private, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(temporary, mode)
        _name(temporary, target, force=force)
    except FileExistsError:
        raise QuestionError(f"'{path}' is there already; --force writes over it") from None
    except OSError as error:
        raise OSError(error.errno, f"cannot write '{path}': {reason(error)}") from error
    finally:
        if os.path.lexists(temporary):
            os.unlink(temporary)


def say(sentence: str, quiet: bool = False) -> None:
    """Tell the user something that is not the answer, on stderr; on a terminal wrapped between words."""
    if sys.stderr is None or quiet:
        return
    lines = clean(sentence).split("\n")
    with suppress(OSError):  # where nobody hears it, the answer and the exit status stand all the same
        if sys.stderr.isatty():
            lines = [wrapped(line) for line in lines]
        print("\n".join(lines), file=sys.stderr, flush=True)


def wrapped(text: str, begun: str = "", indent: str = "") -> str:
    """Return a paragraph as wide as the terminal; a word that is wider stays whole, so that it can be copied."""
    from textwrap import TextWrapper

    width = max(get_terminal_size().columns, len(indent) + 20)
    wrapper = TextWrapper(width, begun, indent, break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(text)


def end_cleanly() -> None:
    """Make an end from outside an exit, which takes a temporary file with it; a signal that is ignored stays so."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, _: sys.exit(128 + number))


def reason(error: OSError) -> str:
    """Return why the system refused."""
    return "it is closed" if isinstance(error, UnsupportedOperation) else error.strerror or str(error)


def coloured(when: str | None, stream: TextIO) -> bool:
    """Return whether to write in colour: the option, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if when in ("always", "never"):
        return when == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.environ.get("FORCE_COLOR", "0") not in ("", "0") or stream.isatty()


def _send(fill: Callable[[TextIO], object], form: Format, output: Output, what: str = "") -> None:
    """Write to the file that is named, and say so, or to stdout."""
    if output.path in (None, "-"):
        _print(fill, form)
    else:
        write(output.path, fill, force=output.force)
        say(f"wrote {what}{output.path}", output.quiet)


def _print(fill: Callable[[TextIO], object], form: Format) -> None:
    """Write to stdout: UTF-8 for programs; for people what the terminal can show, cleaned."""
    machine, terminal = form.write is not None, sys.stdout.isatty()
    if form.binary and terminal:
        raise QuestionError("this format is no text for a terminal; name a file with -o")
    if isinstance(sys.stdout, TextIOWrapper):
        encoding = "utf-8" if machine and not terminal else None
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")
    if machine and terminal:
        buffer = StringIO()
        fill(buffer)
        sys.stdout.write(clean(buffer.getvalue()))
    else:
        fill(sys.stdout)
    sys.stdout.flush()


def _mode(path: str, target: str) -> int | None:
    """Return the permissions of a file, None where there is none yet. Raises QuestionError for what is no file."""
    mode = os.stat(target).st_mode if os.path.lexists(target) else None
    if not os.path.basename(path) or (mode is not None and not stat.S_ISREG(mode)):
        raise QuestionError(f"'{path}' is no plain file; name one, or - for standard output")
    return None if mode is None else stat.S_IMODE(mode)


def _name(temporary: str, target: str, *, force: bool) -> None:
    """Give a file its name; without `force` never over a file that another process wrote meanwhile."""
    if not force:
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            force = True
    if force:
        os.replace(temporary, target)
