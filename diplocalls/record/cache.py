"""What was read of a record, kept in the user's cache folder as JSON behind its text, and believed only when whole."""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from functools import partial
from zlib import crc32

import msgspec

from .. import __version__
from .record import Record

FORMAT = 4  # of the kept files; tests/test_cache.py says when it has to rise
MOST_FILES = 24
MOST_BYTES = 256 * 2**20  # of all files


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


def place(text: bytes) -> str:
    """Return the path of the file that is of `text` alone; nothing where the cache is off or has no place."""
    there = folder()
    return there and os.path.join(there, f"{crc32(text, crc32(_head(b''))):08x}-{len(text):08x}.json")


def recall(path: str, text: bytes) -> Record | None:
    """Return the record that was read from `text`; None where none is kept at `path` that can be believed."""
    try:
        # a pipe put in the file's place would wait for a writer
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
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
        return msgspec.json.decode(payload, type=Record)
    except (OSError, msgspec.MsgspecError):
        return None


def keep(path: str, text: bytes, record: Record) -> None:
    """Keep the record that was read from `text`, and drop the oldest of what is kept; where that fails, nothing."""
    beside = f"{path}.{os.urandom(8).hex()}"
    with suppress(OSError, MemoryError, ValueError):
        payload = msgspec.json.encode(record)
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


def _head(payload: bytes | memoryview) -> bytes:
    """Return what a file begins with: of which version it is, and whether its payload is whole."""
    return f"diplocalls {__version__} {FORMAT} {crc32(payload):08x}\n".encode()


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
