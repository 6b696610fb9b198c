"""An answer to where it goes: stdout, a file or a terminal; and what is not the answer to stderr."""

from __future__ import annotations

import errno
import io
import os
import signal
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from shutil import get_terminal_size
from typing import IO, TYPE_CHECKING, Any, NamedTuple, NoReturn

from ..record.problem import QuestionError
from ..record.text import clean, listed, near, plural
from .formats import FORMATS, Format
from .table import Table

if TYPE_CHECKING:
    from .parts import Part

MOST_ROWS = 1000


class Output(NamedTuple):
    """Where an answer goes, and in which form."""

    format: str | None = None
    csv: bool = False
    json: bool = False
    path: str | None = None
    force: bool = False
    color: str | None = None
    quiet: bool = False


class Answer(NamedTuple):
    """A table, and the page that people read in its place, made for a width.

    Off a terminal `rows` are TSV, and in Markdown a table; the others stay a page.
    """

    table: Table
    page: Callable[[int], Iterable[Part]]
    rows: bool = True
    default: str | None = None


def deliver(answer: Answer, output: Output) -> None:
    """Write an answer where and as the options say; what is not the answer goes to stderr."""
    table = answer.table
    name = form_of(output, answer.default or ("text" if sys.stdout.isatty() or not answer.rows else "tsv"))
    form = FORMATS[name]
    if form.only not in ("", table.name):
        raise QuestionError(f"{name} is a format of '{form.only}' alone")
    if name == "text" and answer.rows and table.question and len(table.rows) > MOST_ROWS:
        few = "plain lines instead; --limit, --topic or --during keeps fewer"
        say(f"{len(table.rows)} rows are no table to read: {few}", output.quiet)
        name, form = "tsv", FORMATS["tsv"]
    empty = answer.rows and not table.rows
    # a claim that there was no call is answered
    if table.question and table.name != "readings" and (why := table.question.explain()):
        say(why, output.quiet)

    def fill(stream: IO[Any]) -> None:
        if form.page and not answer.rows:
            form.page(answer.page(80), stream)
        elif form.write:
            form.write(table, stream)
        elif not empty:
            from .screen import draw, width

            draw(answer.page(width(stream)), stream, colour=coloured(output.color, stream))

    if path := _file(output.path):
        write(path, fill, force=output.force, binary=form.binary)
        rows = answer.rows or (form.write and not form.page and not form.only)
        what = plural(len(table.rows), "row") if rows else "the picture" if form.only == "timeline" else "the page"
        say(f"wrote {what} to {path}", output.quiet)
    elif name != "text" or not empty:
        print_out(fill, form)
    if not form.basis or (form.write is None and empty):
        for sentence in table.sentences():
            say(sentence, output.quiet)


def put(text: str, output: Output) -> None:
    """Write a text to a file, or to stdout. Raises QuestionError where a format is asked for: it has but one."""
    if output.format or output.csv or output.json:
        raise QuestionError("this answer has a form of its own; leave the format out")
    if path := _file(output.path):
        write(path, lambda stream: stream.write(text), force=output.force)
        say(f"wrote {path}", output.quiet)
    else:
        print_out(lambda stream: stream.write(text), FORMATS["md"])


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
    if asked:
        return asked.pop()
    if path := _file(output.path):
        ending = os.path.splitext(path)[1].lower()
        of = {ending: name for name, form in FORMATS.items() for ending in form.endings}
        if ending not in of:
            raise QuestionError(f"'{path}' has none of the endings {listed(list(of))}; name the format with --format")
        return of[ending]
    return default


def write(path: str, fill: Callable[[IO[Any]], Any], *, force: bool, binary: bool = False) -> None:
    """Write a file through a temporary one beside it, so that nobody ever sees half of it.

    A link is followed, and what is written over keeps its permissions. Raises QuestionError where a
    file is there and `force` is not given, or where the target is no plain file, and OSError.
    """
    if path.endswith(("/", os.sep)):
        raise QuestionError(f"'{path}' is a folder")
    try:
        _replace(path, os.path.realpath(path), fill, force, binary)
    except OSError as error:
        raise OSError(error.errno, f"cannot write '{path}': {reason(error)}") from error


def print_out(fill: Callable[[IO[Any]], Any], form: Format) -> None:
    """Write to stdout: UTF-8 for programs; for people what the terminal can show, cleaned."""
    stream: Any = sys.stdout
    machine, terminal = form.write is not None, stream.isatty()
    if form.binary:
        if terminal:
            raise QuestionError("this format is no text for a terminal; name a file with -o")
        stream = stream.buffer
    elif hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8" if machine and not terminal else None, errors="backslashreplace")
        if machine or not terminal:
            stream.reconfigure(newline="\n")
    try:
        fill(CleanStream(stream) if machine and terminal else stream)  # type: ignore[arg-type]
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OSError(error.errno, f"cannot write to standard output: {reason(error)}") from error


def say(sentence: str, quiet: bool = False) -> None:
    """Tell the user something that is not the answer, on stderr; on a terminal wrapped between words."""
    if sys.stderr is None or quiet:
        return
    sentence = clean(sentence)
    try:
        if sys.stderr.isatty():
            sentence = "\n".join(wrapped(line) for line in sentence.split("\n"))
        print(sentence, file=sys.stderr, flush=True)
    except OSError:  # nobody hears it; the answer and the exit status stand all the same
        silence(2)


def wrapped(text: str, begun: str = "", indent: str = "") -> str:
    """Return a paragraph as wide as the terminal; a word that is wider stays whole, so that it can be copied."""
    from textwrap import TextWrapper

    width = max(get_terminal_size().columns, len(indent) + 20)
    wrapper = TextWrapper(width, begun, indent, break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(text)


class CleanStream:
    """A stream to a terminal that lets no control character of the data through."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text`, cleaned."""
        return self._stream.write(clean(text))


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
    """Return why the system refused."""
    return error.strerror or str(error)


def _file(path: str | None) -> str:
    """Return the name of the file to write to; nothing for standard output."""
    if path == "":
        raise QuestionError("write to a file that has a name; -o - is standard output")
    return "" if path in (None, "-") else path


def coloured(when: str | None, stream: IO[str]) -> bool:
    """Return whether to write in colour: the option, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if when in ("always", "never"):
        return when == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty()


def _replace(path: str, target: str, fill: Callable[[IO[Any]], Any], force: bool, binary: bool) -> None:
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    refusal = QuestionError(f"'{path}' is there already; --force writes over it")
    if mode is not None and not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no plain file; -o - writes to standard output"
        raise QuestionError(f"'{path}' is {what}")
    if mode is not None and not force:
        raise refusal
    for name in ("SIGTERM", "SIGHUP"):  # an end from outside takes the temporary file with it
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    # a name of the file's own could be too long for the file system, which counts bytes
    temporary = os.path.join(os.path.dirname(target), f".diplocalls.{os.urandom(8).hex()}")
    try:
        private = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else 0o600)
        text: dict[str, Any] = {"encoding": "utf-8", "errors": "backslashreplace", "newline": ""}
        with open(private, "wb" if binary else "w", **({} if binary else text)) as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(temporary, stat.S_IMODE(mode))
        if force:
            os.replace(temporary, target)
        else:
            _rename_new(temporary, target, refusal)
    finally:
        if os.path.lexists(temporary):
            os.unlink(temporary)


def _rename_new(temporary: str, target: str, refusal: QuestionError) -> None:
    """Rename, but never over a file that another process wrote meanwhile."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise refusal from None
    except OSError:  # a file system without hard links
        os.replace(temporary, target)


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)
