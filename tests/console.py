"""Console sessions in Markdown, run on a pseudo-terminal: `python tests/console.py FILE...` writes them anew."""

import contextlib
import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
WIDTH = 80

Step = tuple[str, str]  # a command, and what it is to show

_BLOCK = re.compile(r"^```console(?P<options>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def environment(**extra: str) -> dict[str, str]:
    """Return the environment of a user who has installed the program and set nothing else."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {"PATH": path, "TERM": "xterm-256color", "LANG": "C.UTF-8", **kept, **extra}


def on_terminal(
    command: str | Sequence[str | bytes],
    *,
    width: int = WIDTH,
    cwd: str | Path | None = None,
    seconds: float = 60,
    **extra: str,
) -> tuple[str, int]:
    """Run a command on a pseudo-terminal; return all that it shows, and its exit status."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=cwd,
        env=environment(**extra),
        shell=isinstance(command, str),
        start_new_session=True,
    )
    os.close(slave)
    shown = b""
    until = time.monotonic() + seconds
    with contextlib.closing(os.fdopen(master, "rb", buffering=0)) as stream:
        while select.select([stream], [], [], max(0, until - time.monotonic()))[0]:
            try:
                part = stream.read(65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        else:
            process.kill()
            raise TimeoutError(f"{command} took more than {seconds} s")
    return shown.decode().replace("\r\n", "\n"), process.wait()


def blocks(path: Path) -> Iterator[tuple[int, int, list[Step]]]:
    """Yield the console blocks of a file: their line, their width, and (command, expected output) pairs."""
    text = path.read_text(encoding="utf-8")
    for found in _BLOCK.finditer(text):
        width = re.search(r"width=(\d+)", found["options"])
        parts = re.split(r"^\$ ", found["body"], flags=re.MULTILINE)[1:]
        steps = [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]
        yield text.count("\n", 0, found.start()) + 1, int(width[1]) if width else WIDTH, steps


def play(steps: Sequence[Step], *, width: int) -> Iterator[str]:
    """Run the commands of one block, one after the other in one empty folder; yield what each shows."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "tests" / "records", Path(folder) / "records")
        status = 0
        for command, _ in steps:
            shown, status = on_terminal(f"(exit {status}); {command}", width=width, cwd=folder, NO_COLOR="1")
            yield "".join(f"{line.rstrip()}\n" for line in shown.splitlines())


def matches(expected: str, shown: str) -> bool:
    """Return whether what is shown is what was expected; a line `...` stands for any lines."""
    pattern = re.escape(expected).replace(re.escape("...\n"), r"(?:.*\n)*?")
    return re.fullmatch(pattern, shown) is not None


def rewrite(path: Path) -> None:
    """Write what the commands of a file show today into it; blocks that leave lines out stay."""
    text = path.read_text(encoding="utf-8")

    def renew(found: re.Match[str]) -> str:
        [(_, width, steps)] = [block for block in blocks(path) if _line(text, found) == block[0]]
        shown = list(play(steps, width=width))
        kept = [expected if matches(expected, new) else new for (_, expected), new in zip(steps, shown, strict=True)]
        body = "".join(f"$ {command}\n{new}" for (command, _), new in zip(steps, kept, strict=True))
        return f"```console{found['options']}\n{body}```"

    path.write_text(_BLOCK.sub(renew, text), encoding="utf-8")


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name))
