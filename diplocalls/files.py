"""Files in and out: a record's bytes, and an answer written whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable
from typing import NoReturn, TextIO

from .problem import Problem, QuestionError, RecordError

MAX_BYTES = 128 * 2**20
FIFO_SECONDS = 10
STDIN = "<stdin>"


def shipped() -> str:
    """Return the path of the record that ships: beside the code, or in a checkout above it."""
    here = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(here, "data", "calls.yaml")
    return inside if os.path.exists(inside) else os.path.join(os.path.dirname(here), "data", "calls.yaml")


def slurp(name: str) -> bytes:
    """Return what the file `name` holds (- is standard input), but never endlessly much.

    Raises RecordError where it is too large or plainly no text, and OSError.
    """
    descriptor = sys.stdin.fileno() if name == "-" else _open(name)
    shown = STDIN if name == "-" else name
    with open(descriptor, "rb", closefd=name != "-") as stream:
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(2**20):
            if not chunks and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise RecordError([Problem("this is UTF-16; save the file as UTF-8", rule="encoding")], name=shown)
            if b"\0" in chunk:
                line, column = place(b"".join(chunks) + chunk[: chunk.index(b"\0")])
                message = "a NUL byte; a record is a text in UTF-8"
                raise RecordError([Problem(message, line=line, column=column, rule="encoding")], name=shown)
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BYTES:
                raise RecordError([Problem(f"larger than {MAX_BYTES >> 20} MiB; split the record")], name=shown)
    return b"".join(chunks)


def write(path: str, fill: Callable[[TextIO], None], *, force: bool) -> None:
    """Write a file through a temporary one beside it, so that nobody ever sees half of it.

    A link is followed. Raises QuestionError where a file is there and `force` is not
    given, or where the target is no plain file, and OSError.
    """
    if path.endswith(("/", os.sep)):
        raise QuestionError(f"'{path}' is a folder")
    target = os.path.realpath(path)
    refusal = QuestionError(f"'{path}' is there already; --force writes over it")
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no plain file; -o - writes to standard output"
        raise QuestionError(f"'{path}' is {what}")
    if mode is not None and not force:
        raise refusal
    for name in ("SIGTERM", "SIGHUP"):  # an end from outside takes the temporary file with it
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    temporary = os.path.join(os.path.dirname(target), f".{os.path.basename(target)[:100]}.{os.urandom(6).hex()}")
    try:
        with open(temporary, "x", encoding="utf-8", errors="backslashreplace", newline="") as stream:
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


def place(before: bytes) -> tuple[int, int]:
    """Return the line and column that follow the bytes `before`, both from 1."""
    line = before[before.rfind(b"\n") + 1 :]
    return before.count(b"\n") + 1, len(line.decode(errors="replace")) + 1


def _end(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _rename_new(temporary: str, target: str, refusal: QuestionError) -> None:
    """Rename, but never over a file that another process wrote meanwhile."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise refusal from None
    except OSError:  # a file system without hard links
        os.replace(temporary, target)


def _open(name: str) -> int:
    """Open a file to read; a pipe that nobody writes to must not hang the program for ever."""
    fifo = stat.S_ISFIFO(os.stat(name).st_mode)
    descriptor = os.open(name, os.O_RDONLY | getattr(os, "O_BINARY", 0) | (os.O_NONBLOCK if fifo else 0))
    if fifo:
        import select

        ready, _, _ = select.select([descriptor], [], [], FIFO_SECONDS)
        if not ready:
            os.close(descriptor)
            raise TimeoutError(0, f"nothing came through the pipe in {FIFO_SECONDS} seconds", name)
        os.set_blocking(descriptor, True)
    if stat.S_ISDIR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise IsADirectoryError(0, "it is a folder", name)
    return descriptor
