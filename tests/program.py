"""The real command, run as a user runs it."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from console import environment

PROGRAM = str(Path(sys.executable).parent / "diplocalls")


class Result(NamedTuple):
    """What a run of the program gave."""

    status: int
    stdout: str
    stderr: str


def run(*arguments, stdin="", cwd=None, seconds=30, **extra):
    """Run the program off a terminal; `extra` goes into its environment."""
    done = subprocess.run(
        [PROGRAM, *arguments],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=cwd,
        timeout=seconds,
        env=environment(**extra),
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
