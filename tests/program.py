"""The program as users run it: a command line and a stream in, an exit status and two streams out."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from console import environment

SECONDS = 20
GIB = 2**30

SEVERAL = """
import sys
from diplocalls.command.program import main

statuses = []
for line in sys.argv[1:]:
    statuses.append(main(line.split()))
    print(end="\\f", flush=True)
    if not sys.stderr.isatty():
        print(end="\\f", file=sys.stderr, flush=True)
print(*statuses)
"""


class Answer(NamedTuple):
    """What a user gets: the exit status, and all of both streams."""

    status: int
    out: str
    err: str


def run(
    *arguments: str,
    stdin: bytes = b"",
    cwd: Path | None = None,
    memory: int = 2 * GIB,
    seconds: float = SECONDS,
    encoding: str = "utf-8",
    **extra: str,
) -> Answer:
    """Run `diplocalls` with these arguments, off a terminal, within some seconds and some bytes of memory."""
    return finish(["diplocalls", *arguments], stdin, cwd, memory, seconds, encoding, extra)


def shell(
    line: str,
    *,
    stdin: bytes = b"",
    cwd: Path | None = None,
    memory: int = 2 * GIB,
    seconds: float = SECONDS,
    encoding: str = "utf-8",
    shell: str = "sh",
    **extra: str,
) -> Answer:
    """Run a line of a shell, off a terminal; skip the test where there is no such shell."""
    return finish([_program(shell), "-c", line], stdin, cwd, memory, seconds, encoding, extra)


def start(*arguments: str, cwd: Path | None = None, **options: Any) -> subprocess.Popen[bytes]:
    """Start `diplocalls` with pipes to it and from it that the caller fills and empties."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(["diplocalls", *arguments], cwd=cwd, **{"env": environment(), **pipes, **options})


def cases(table: Mapping[str, Iterable[object]]) -> list[object]:
    """Return the parameters of a test from a dict of them by their ids."""
    return [pytest.param(*row, id=name) for name, row in table.items()]


def several(lines: Iterable[str]) -> list[str]:
    """Return a command that runs one line after the other in one process, which is quicker to start than many.

    A form feed follows what each shows, on both streams off a terminal, and the exit statuses come last.
    """
    return [sys.executable, "-c", SEVERAL, *lines]


def quoted(text: str) -> str:
    """Return `text` as a double-quoted text of YAML, every odd character as an escape."""
    plain = (sign.isascii() and (sign.isalnum() or sign in " .,:-") for sign in text)
    return '"' + "".join(s if ok else f"\\U{ord(s):08x}" for s, ok in zip(text, plain, strict=True)) + '"'


def call(notes: str = "Both want peace.", **fields: object) -> bytes:
    """Return a record of one call as bytes: fields are YAML, as they are to stand in the entry."""
    entry = {"date": "2025-03-18", "topics": "[iran]", "notes": notes, **fields}
    return f"calls: [{{{', '.join(f'{key}: {value}' for key, value in entry.items())}}}]\n".encode()


def full(text: str) -> bytes:
    """Return a record with `text` in every field that holds a text, as bytes."""
    word = quoted(text)
    return f"""\
title: {word}
updated: 2026-11-22
licence: {word}
covers: {{from: 2025-01-20, to: 2026-03-09, partly_to: 2026-10-10, rule: {word}}}
between: [trump, putin]
people:
  trump: {{name: {quoted("trump " + text)}, office: {word}, capital: {quoted("W" + text)}, zone: {word}}}
  putin: {{name: {quoted("putin " + text)}, office: {word}, capital: {word}, zone: {word}}}
topics:
  middle-east: {{label: {quoted("east " + text)}, aliases: [{quoted("orient " + text)}]}}
  iran: {{label: {word}, parent: middle-east}}
sources:
  tass: {{publisher: {word}, title: {word}, language: {word}, note: {word}, date: 2025-03-18, side: kremlin}}
  ria: {{publisher: {word}, url: "https://example.org/[red]?a=:smile:"}}
calls:
  - date: 2025-03-18
    date_in: {{{word}: 2025-03-19}}
    topics: [iran]
    occasion: {word}
    summary: {word}
    notes: [{{topic: iran, by: {word}, text: {word}, sources: [tass, ria]}}]
    outcome: [{{by: {word}, text: {word}, sources: [tass]}}]
    not_discussed: [{{by: {word}, text: {word}, sources: [tass]}}]
    disputed:
      - {{about: {word}, accounts: [{{by: {word}, says: {word}, sources: [tass]}}, {{says: {word}, sources: [ria]}}]}}
    sources: [tass]
  - {{date: 2025-04-18, status: reported, topics: [iran], notes: {word}, sources: [ria]}}
""".encode()


def finish(
    command: Sequence[str],
    stdin: bytes = b"",
    cwd: Path | None = None,
    memory: int = 2 * GIB,
    seconds: float = SECONDS,
    encoding: str = "utf-8",
    extra: Mapping[str, str] | None = None,
) -> Answer:
    """Run a command within some seconds and some bytes of memory; `extra` goes into its environment."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    done = subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**(extra or {})),
        timeout=seconds,
        preexec_fn=limit,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def _program(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"no {name} on this machine")
