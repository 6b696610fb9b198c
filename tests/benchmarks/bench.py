"""How fast diplocalls is, against references and peers that anyone can run.

    python tests/benchmarks/bench.py            # all sizes; about 12 minutes
    python tests/benchmarks/bench.py --quick    # fewer runs, no 50,000 calls; about 3 minutes

Run it in an environment where diplocalls is installed, as users have it: `pip install .`, not
`pip install -e .`. Any other is measured with --python PATH and --diplocalls PATH, which must belong
together. It needs nothing else but a POSIX system and 300 MB for temporary files; the peers recsel,
yq (that of PyPI), csvgrep, sqlite-utils and hledger are measured where they are on the PATH.

Every figure is of whole processes, run in pairs A B A B after a warm-up of each: the median wall
time of A and of B, the median of the pairwise ratios of wall time and of processor time (user and
system, which other work on the machine disturbs less), and the peak memory of A. Output goes to
/dev/null, except `on a terminal`. A goal is what the project aims at; nothing here fails for missing
one. The exit status is 0 unless a command fails.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import platform
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

import records

MB = 1_000_000
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
DISTURBING = ("PYTHON", "DIPLOCALLS_", "_DIPLOCALLS", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(DISTURBING)} | {"TERM": "xterm"}

LOAD = "import gc, yaml, sys; gc.disable(); yaml.load(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader)"
PARSE = "import yaml, sys\nfor event in yaml.parse(open(sys.argv[1], 'rb'), Loader=yaml.CSafeLoader): pass"
PROBE = """
import importlib.metadata, importlib.util, json, os
found = importlib.metadata.distribution("diplocalls")
if json.loads(found.read_text("direct_url.json") or "{}").get("dir_info", {}).get("editable"):
    print("diplocalls is installed editable, which adds to every start; use `pip install .`")
for name in ("diplocalls.command.program", "typer.main", "yaml.loader", "rich.console"):
    if not os.path.exists(importlib.util.find_spec(name).cached or ""):
        print(name, "has no byte code, and is compiled at every start; use `python -m compileall`")
"""


class Command(NamedTuple):
    """A program to run: where its output goes, and how it must end."""

    words: list[str]
    environment: Mapping[str, str] = MappingProxyType({})
    terminal: bool = False
    status: int = 0


class Run(NamedTuple):
    """What one run took: seconds of wall and of processor time, and bytes of memory."""

    wall: float
    processor: float
    memory: int


def run(command: Command) -> Run:
    """Run a command to its end. Raises SystemExit where it fails."""
    above, below = os.openpty() if command.terminal else (-1, os.open(os.devnull, os.O_WRONLY))
    if command.terminal:
        fcntl.ioctl(below, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    started = time.perf_counter()
    process = os.posix_spawn(
        command.words[0],
        command.words,
        {**CLEAN, **command.environment},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_DUP2, below, 1),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    os.close(below)
    if command.terminal:
        try:
            while os.read(above, 65536):
                pass
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(above)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != command.status:
        sys.exit(f"exit status {os.waitstatus_to_exitcode(status)}, not {command.status}: {' '.join(command.words)}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT)


def compare(measure: str, a: Command, b: Command, number: int, goal: str = "") -> Run:
    """Run A and B in turn, print the row of the measure, and return the medians of A."""
    run(a), run(b)  # fills the caches of the disk, and writes byte code
    pairs = [(run(a), run(b)) for _ in range(number)]
    first, second = (Run(*(median(values) for values in zip(*runs, strict=True))) for runs in zip(*pairs, strict=True))
    wall = median(one.wall / other.wall for one, other in pairs)
    processor = median(one.processor / other.processor for one, other in pairs)
    cells = (f"{first.wall * 1000:,.1f}", f"{second.wall * 1000:,.1f}", f"{wall:.2f}", goal, f"{processor:.2f}")
    row(measure, *cells, f"{first.memory / MB:,.1f} MB")
    return first


def row(*cells: str) -> None:
    """Print a row of the Markdown table."""
    print("| " + " | ".join(cells) + " |", flush=True)


def days(command: Command) -> list[str]:
    """Return the days in a command's output: what it found. Nothing where it fails."""
    done = subprocess.run(command.words, env=CLEAN, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return [] if done.returncode else sorted(set(re.findall(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", done.stdout)))


def peers(files: records.Files) -> dict[str, list[str]]:
    """Return the commands by which other programs find the calls on Iran, by the program's name."""
    table = os.path.splitext(os.path.basename(files.csv))[0]
    query = f"select date from [{table}] where topics like '%iran%'"
    return {
        "recsel": ["-e", "Topics ~ 'iran'", "-p", "Date,Topics", files.rec],
        "yq": ["-r", '.calls[] | select(.topics | index("iran")) | .date', files.yaml],
        "csvgrep": ["-c", "topics", "-m", "iran", files.csv],
        "sqlite-utils": ["memory", files.csv, query],
        "hledger": ["-f", files.journal, "register", "tag:topics=iran"],
    }


def main() -> None:
    """Make the records, run the measures, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer runs, no 50,000 calls")
    parser.add_argument("--python", default=sys.executable, help="the Python that has diplocalls installed")
    parser.add_argument("--diplocalls", help="the diplocalls of that Python")
    options = parser.parse_args()
    python = os.path.abspath(shutil.which(options.python) or options.python)
    beside = os.path.join(os.path.dirname(python), "diplocalls")
    program = options.diplocalls or (beside if os.path.isfile(beside) else shutil.which("diplocalls"))
    if not program:
        sys.exit("diplocalls is not installed; run `pip install .`, or name it with --diplocalls PATH")
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory(prefix="diplocalls-bench-") as folder:
        os.chdir(folder)  # or `python -c` would import from the checkout
        measure(program, python, folder, options.quick)
        os.chdir("/")


def measure(program: str, python: str, folder: str, quick: bool) -> None:
    """Run every measure."""
    starts, runs, large = (5, 3, 3) if quick else (25, 9, 5)
    sizes = (15, 1_000, 10_000) if quick else (15, 1_000, 10_000, 50_000)

    def tool(*words: str, terminal: bool = False, status: int = 0) -> Command:
        return Command([program, *words], terminal=terminal, status=status)

    def reference(code: str, *words: str, terminal: bool = False) -> Command:
        return Command([python, "-c", code, *words], terminal=terminal)

    def on_iran(path: str, status: int = 0) -> Command:
        return tool("--data", path, "list", "--topic", "iran", "--csv", status=status)

    ask = [python, "-c", PROBE + "import sys; print(f'{found.version}, Python {sys.version.split()[0]}')"]
    *warnings, version = subprocess.run(ask, env=CLEAN, check=True, capture_output=True, text=True).stdout.splitlines()
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        print("note: PYTHONDONTWRITEBYTECODE is not handed on to what is measured", file=sys.stderr)
    print(f"diplocalls {version}, {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs\n")
    files = {size: records.make(folder, size) for size in sizes}

    row("Measure: A against B", "A ms", "B ms", "Ratio", "Goal", "CPU ratio", "Peak of A")
    row("---", "---:", "---:", "---:", "---:", "---:", "---:")
    bare, imports = reference("pass"), reference("import typer, yaml")
    compare(
        "`list --csv`, shipped record, against `import typer, yaml`", tool("list", "--csv"), imports, starts, "1.15"
    )
    compare(
        "`list` on a terminal, shipped record, against `import typer, yaml, rich.console, rich.table`",
        tool("list", terminal=True),
        reference("import typer, yaml, rich.console, rich.table", terminal=True),
        starts,
        "1.20",
    )
    asked = {"COMP_WORDS": "diplocalls list --topic ", "COMP_CWORD": "3", "_DIPLOCALLS_COMPLETE": "complete_bash"}
    for name, command in (
        ("`list --help`", tool("list", "--help")),
        ("`--version`", tool("--version")),
        ("completion of `list --topic `", Command([program], asked)),
    ):
        compare(f"{name} against `import typer, yaml`", command, imports, starts)
        compare(f"{name} against `python -c pass`", command, bare, starts)

    peak = 0
    for size, made in files.items():
        number = runs if size <= 1_000 else large
        goal = "0.75" if size == 10_000 else ""
        name = f"`list --topic iran --csv`, {size:,} calls"
        command = on_iran(made.yaml)
        taken = compare(f"{name}, against CSafeLoader", command, reference(LOAD, made.yaml), number, goal)
        compare(f"{name}, against the bare parse", command, reference(PARSE, made.yaml), number)
        peak = taken.memory if size == 10_000 else peak
    size, made = 10_000, files[10_000]
    if not quick:
        compare("the same, 50,000 calls against 10,000", on_iran(files[50_000].yaml), on_iran(made.yaml), large, "5.5")
    name = f"its peak memory at 10,000 calls, over the file's {made.size / MB:.1f} MB"
    row(name, "", "", f"{peak / made.size:.1f}", "20", "", f"{peak / MB:,.1f} MB")
    faulty = records.make(folder, size, faulty=True)
    compare("a faulty record refused, against the sound one", on_iran(faulty.yaml, 3), on_iran(made.yaml), large)

    found = days(on_iran(made.yaml))
    missing, other = [], []
    for name, arguments in peers(made).items():
        path = shutil.which(name)
        if path is None:
            missing.append(name)
            continue
        command = Command([path, *arguments])
        if days(command) != found:  # another program of this name, or another version
            other.append(name)
            continue
        compare(f"`list --topic iran --csv`, 10,000 calls, against {name}", on_iran(made.yaml), command, large)
    if missing:
        print(f"\nNot installed: {', '.join(missing)}.")
    if other:
        print(f"\nNot compared, as they do not find the same calls: {', '.join(other)}.")


if __name__ == "__main__":
    main()
