"""What was read of a record, kept in the user's cache folder as JSON behind its text, and believed only when whole."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from itertools import accumulate, chain, count, islice, pairwise
from typing import Any
from zlib import crc32

from .. import __version__
from . import model
from .record import Record

FORMAT = 3  # of the kept files; tests/test_cache.py says when it has to rise
MOST_FILES = 24
MOST_BYTES = 256 * 2**20  # of all files

_TEXT = {str, type(None)}
_PLAIN = _TEXT | {int, float, bool}
_MADE = {each.__name__: each for each in (Record, *vars(model).values()) if hasattr(each, "_fields")}


def folder() -> str:
    """Return the folder that DIPLOCALLS_CACHE names, or the user's; nothing where the cache is off or has no place."""
    if (named := os.environ.get("DIPLOCALLS_CACHE")) is not None:
        return "" if named == "off" else named
    if sys.platform == "win32":
        parts = (os.environ.get("LOCALAPPDATA", ""), "diplocalls", "Cache")
    elif sys.platform == "darwin":
        parts = (os.path.expanduser("~"), "Library/Caches", "diplocalls")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        parts = (base if os.path.isabs(base) else os.path.expanduser("~/.cache"), "diplocalls", "")
    return os.path.join(*parts) if os.path.isabs(parts[0]) else ""


def recall(text: bytes) -> Record | None:
    """Return the record that was read from `text`; None where none is kept that can be believed."""
    try:
        # a pipe put in the file's place would wait for a writer
        handle = os.open(_path(text), os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(handle, "rb", buffering=0) as stream:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
                return None
            if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
                return None
            kept = stream.read()
        payload = memoryview(kept)[len(_head(b"")) + len(text) :]
        head = _head(payload)
        if not (kept.startswith(head) and kept.startswith(text, len(head))):
            return None
        [record] = _values(*json.loads(str(payload, "utf-8")))
    except (OSError, LookupError, TypeError, ValueError):
        return None
    return record if type(record) is Record else None


def keep(text: bytes, record: Record) -> None:
    """Keep the record that was read from `text`, and drop the oldest of what is kept; where that fails, nothing."""
    path = _path(text)
    beside = f"{path}.{os.urandom(8).hex()}"
    with suppress(OSError, TypeError, ValueError, MemoryError):
        column = _column([record])
        payload = json.dumps(column, ensure_ascii=False, check_circular=False, separators=(",", ":")).encode()
        if len(text) + len(payload) >= MOST_BYTES // 2:
            return
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        try:
            with open(beside, "xb", opener=partial(os.open, mode=0o600)) as stream:
                stream.writelines((_head(payload), text, payload))
            os.replace(beside, path)
        finally:
            with suppress(OSError):
                os.unlink(beside)
        _drop_oldest()


# The text itself is kept beside what was read of it: comparing the two is as fast as a hash that nobody can
# forge, and hashlib takes 4 ms to import.


def _path(text: bytes) -> str:
    return os.path.join(folder(), f"{crc32(text, crc32(_head(b''))):08x}-{len(text):08x}.json")


def _head(payload: bytes | memoryview) -> bytes:
    """Return what a file begins with: of which version it is, and whether its payload is whole."""
    return f"diplocalls {__version__} {FORMAT} {sys.byteorder} {crc32(payload):08x}\n".encode()


def _drop_oldest() -> None:
    # the longer names are of files that are being written
    found = [
        each
        for each in os.scandir(folder())
        if re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{8}\.json(\.[0-9a-f]{16})?", each.name)
    ]
    size = 0
    for place, each in enumerate(sorted(found, key=lambda each: each.stat().st_mtime_ns, reverse=True)):
        size += each.stat().st_size
        if place >= MOST_FILES or size > MOST_BYTES:
            os.unlink(each)


# A record goes column by column: all dates, all topics of all notes. Nothing else reads as fast:
# at 10,000 calls 70 ms, against 115 ms call by call, as the values are made by loops in C.


def _column(values: Sequence[Any]) -> list[Any]:
    """Return values of one type as JSON has them: the type's name, and what they are made of."""
    types = set(map(type, values))
    if types <= _TEXT:
        table: dict[str | None, int] = defaultdict(count().__next__)
        places = list(map(table.__getitem__, values))
        if 2 * len(table) < len(values):
            return ["pick", list(table), _packed(places)]
    if types <= _PLAIN:
        return ["plain", values]
    if None in values:
        present = {place: each for place, each in enumerate(values) if each is not None}
        return ["some", len(values), _packed(present), _column(list(present.values()))]
    [kind] = types
    if kind is date or kind is datetime:
        return [kind.__name__, [each.isoformat() for each in values]]
    if kind is tuple:
        return ["tuple", _packed(map(len, values)), _column(list(chain.from_iterable(values)))]
    if kind is dict:
        items = chain.from_iterable(each.values() for each in values)
        return ["dict", _packed(map(len, values)), _column(list(chain.from_iterable(values))), _column(list(items))]
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]  # all else is a NamedTuple
    return [kind.__name__, dict(zip(fields, map(_column, zip(*values, strict=True)), strict=True))]


def _values(name: str, *parts: Any) -> Sequence[Any]:
    """Return the values that `_column` was given. Raises ValueError, TypeError or LookupError where it was not."""
    match name, *parts:
        case "plain", values:
            return list(values)
        case "pick", table, places:
            return list(map(table.__getitem__, _numbers(places)))
        case "some", number, places, column:
            present = dict(zip(_numbers(places), _values(*column), strict=True))
            return list(map(present.get, range(number)))
        case "date", texts:
            return list(map(date.fromisoformat, texts))
        case "datetime", texts:
            return list(map(datetime.fromisoformat, texts))
        case "tuple", lengths, column:
            flat = tuple(_values(*column))
            return [flat[start:end] for start, end in pairwise(accumulate(_numbers(lengths), initial=0))]
        case "dict", lengths, keys, values:
            items = zip(_values(*keys), _values(*values), strict=True)
            return [dict(islice(items, length)) for length in _numbers(lengths)]
    kind, [columns] = _MADE[name], parts
    rows = zip(*[_values(*columns[field]) for field in kind._fields], strict=True)
    return list(map(partial(tuple.__new__, kind), rows))


def _packed(numbers: Iterable[int]) -> str:
    """Return numbers as base64: JSON takes 50 ns to read each, and there are 450,000 at 10,000 calls."""
    return b2a_base64(array("I", numbers), newline=False).decode()


def _numbers(packed: str) -> Sequence[int]:
    return array("I", a2b_base64(packed))
