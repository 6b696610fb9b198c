"""An answer to where it goes: stdout, a file or a terminal; and what is not the answer to stderr."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO, TypeGuard

from . import files, formats
from .options import FORMATS, Common, Output
from .problem import QuestionError
from .table import Table
from .text import CleanStream, clean, listed, near, plural

if TYPE_CHECKING:
    from .screen import Screen

MOST_ROWS = 1000

Draw = Callable[["Screen"], None]


def put(text: str, path: str | None, force: bool, common: Common) -> None:
    """Write a text to a file, or to stdout."""
    if _is_file(path):
        write(path, lambda stream: stream.write(text), force)
        say(f"wrote {path}", common)
    else:
        print_out(lambda stream: stream.write(text), machine=True)


def deliver(
    found: Table, output: Output, common: Common, draw: Draw | None = None, *, default: str | None = None
) -> None:
    """Write an answer where and as the options say; what is not the answer goes to stderr."""
    form = form_of(output, default)
    if form == "table" and len(found.rows) > MOST_ROWS:
        say(
            f"{len(found.rows)} rows are no table to read: plain lines instead; --topic or --during keeps fewer",
            common,
        )
        form = "tsv"

    def fill(stream: TextIO) -> None:
        if form != "table":
            make = formats.excel if output.excel else formats.FORMATS[form]
            make(found, stream)
            return
        from .screen import Screen

        screen = Screen(stream, colour=_colour(common.color, stream))
        if draw:
            draw(screen)
        else:
            screen.table(found)

    if _is_file(output.output):
        write(output.output, fill, output.force)
        say(f"wrote {plural(len(found.rows), 'row')} to {output.output}", common)
    elif form != "table" or found.rows:
        print_out(fill, machine=form != "table")
    if form in ("csv", "tsv", "jsonl") or (form == "table" and not found.rows):
        for sentence in (*found.remarks, *(found.basis.sentences() if found.basis else ())):
            say(sentence, common)


def form_of(output: Output, default: str | None) -> str:
    """Return the format that the options, the file's ending or the terminal ask for."""
    asked = {name for name in ("csv", "json") if getattr(output, name)}
    if output.format is not None:
        if output.format not in FORMATS:
            raise QuestionError(f"no format '{output.format}'; write {listed(FORMATS)}{near(output.format, FORMATS)}")
        asked.add(output.format)
    if output.excel:
        asked.add("csv")
    if len(asked) > 1:
        extra = "; --excel is CSV" if output.excel else ""
        raise QuestionError(f"one format at a time, not {listed(sorted(asked), 'and')}{extra}")
    if asked:
        return asked.pop()
    if _is_file(output.output):
        ending = os.path.splitext(output.output)[1].lower()
        if ending not in formats.ENDINGS:
            known = listed(tuple(formats.ENDINGS))
            raise QuestionError(f"'{output.output}' has none of the endings {known}; name the format with --format")
        return formats.ENDINGS[ending]
    return default or ("table" if sys.stdout.isatty() else "tsv")


def _is_file(path: str | None) -> TypeGuard[str]:
    if path == "":
        raise QuestionError("write to a file that has a name; -o - is standard output")
    return path not in (None, "-")


def _colour(when: str | None, stream: TextIO) -> bool:
    """Return whether to write in colour: the option, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if when in ("always", "never"):
        return when == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty()


def write(path: str, fill: Callable[[TextIO], Any], force: bool) -> None:
    try:
        files.write(path, fill, force=force)
    except OSError as error:
        raise OSError(error.errno, f"cannot write '{path}': {reason(error)}") from error


def print_out(fill: Callable[[TextIO], Any], *, machine: bool) -> None:
    """Write to stdout: UTF-8 for programs; for people what the terminal can show, cleaned."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
        if machine:
            stream.reconfigure(newline="\n", **({} if stream.isatty() else {"encoding": "utf-8"}))
    try:
        if machine and stream.isatty():
            fill(CleanStream(stream))  # type: ignore[arg-type]
        else:
            fill(stream)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, f"cannot write to standard output: {reason(error)}") from error


def say(sentence: str, common: Common | None = None) -> None:
    """Tell the user something that is not the answer, on stderr."""
    if sys.stderr is None or (common and common.quiet):
        return
    if not sentence.isascii() or not sentence.isprintable():
        sentence = clean(sentence)
    try:
        print(sentence, file=sys.stderr, flush=True)
    except OSError:  # nobody hears it; the answer and the exit status stand all the same
        silence(2)


class Closed(io.TextIOBase):
    """What stands for a standard output that was closed before the program began."""

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(errno.EBADF, "it is closed")


def silence(descriptor: int) -> None:
    """Send what is still written to a stream nowhere, so that the interpreter's own last flush cannot fail."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def reason(error: OSError) -> str:
    return error.strerror or str(error)
