"""A record from a file, from standard input, or the one that ships."""

from __future__ import annotations

import os
import stat
import sys

from .problem import Problem, QuestionError, RecordError
from .record import Record

MAX_BYTES = 128 * 2**20
KEPT_FROM = 16_000


def load(path: str | os.PathLike[str] | None = None) -> Record:
    """Return the record in the file `path` (- is standard input), or the one that ships.

    Raises RecordError, with all the file's faults, OSError, and QuestionError where - has nothing to read.
    """
    name = shipped() if path is None else os.fspath(path)
    data = slurp(name)
    place = ""
    if name != "-" and len(data) >= KEPT_FROM and os.path.isfile(name):
        from . import cache

        place = cache.place(data)
        if place and (record := cache.recall(place, data)):
            return record
    from .reading import read  # with PyYAML, 15 ms that a record read before does not need

    record = read(data, name=shown(name))
    if place:
        cache.keep(place, data, record)
    return record


def shipped() -> str:
    """Return the path of the record that ships: beside the code, or in a checkout above it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "data", "calls.yaml")
    return inside if os.path.exists(inside) else os.path.join(os.path.dirname(package), "data", "calls.yaml")


def shown(name: str) -> str:
    """Return a record's name as messages have it."""
    return "<stdin>" if name == "-" else name


def slurp(name: str) -> bytes:
    """Return what the file `name` holds (- is standard input), but never endlessly much.

    Raises RecordError where it is too large, or written to meanwhile; OSError; QuestionError.
    """
    if name == "-" and (sys.stdin is None or sys.stdin.isatty()):
        raise QuestionError("- reads the record from standard input; pipe one in, or name a file")
    with open(sys.stdin.fileno() if name == "-" else name, "rb", closefd=name != "-") as stream:
        before = os.fstat(stream.fileno())
        chunks: list[bytes] = []  # one of the greatest size would take its memory at once
        while sum(map(len, chunks)) <= MAX_BYTES and (chunk := stream.read(2**24)) != b"":
            if chunk is None:  # a stream that does not wait: what it has so far may be half a record
                raise _refused(name, "it breaks off, as it does not wait for its writer; write it to a file first")
            chunks.append(chunk)
        after = os.fstat(stream.fileno())
    data = b"".join(chunks)
    if len(data) > MAX_BYTES:
        raise _refused(name, f"larger than {MAX_BYTES >> 20} MiB; split the record")
    regular = stat.S_ISREG(before.st_mode)  # a pipe changes as it is read
    if regular and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _refused(name, "the file was written to while it was read; read it again")
    return data


def _refused(name: str, message: str) -> RecordError:
    return RecordError([Problem(message)], name=shown(name))
