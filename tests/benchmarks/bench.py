"""How fast diplocalls is, against references and peers that anyone can run.

    python tests/benchmarks/bench.py            # about 8 minutes
    python tests/benchmarks/bench.py --quick    # fewer runs; about 3 minutes

Run it in an environment where diplocalls is installed, as users have it: `pip install .`, not
`pip install -e .`. Any other is measured with --python PATH and --diplocalls PATH, which must belong
together. It needs nothing else but a POSIX system and 100 MB for temporary files; the peers recsel,
yq (that of PyPI), csvgrep, sqlite-utils and hledger are measured where they are on the PATH.

Every figure is of whole processes, run in pairs A B A B after a warm-up of each: the median wall
time of A and of B, the median of the pairwise ratios of wall time and of processor time (user and
system, which other work on the machine disturbs less), and the peak memory of both. A first lookup
finds an empty cache folder and fills it, a second one finds what the first has left. Output goes to
/dev/null, except `on a terminal`. The exit status is 0 unless a command fails.
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
SHIPPED = "from diplocalls.record.loading import shipped; print(shipped(), end='')"
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
    """A program to run: where its output goes, how it must end, and a folder that is not to be there before it."""

    words: list[str]
    environment: Mapping[str, str] = MappingProxyType({})
    terminal: bool = False
    status: int = 0
    fresh: str = ""


class Run(NamedTuple):
    """What one run took: seconds of wall and of processor time, and bytes of memory."""

    wall: float
    processor: float
    memory: int


def run(command: Command) -> Run:
    """Run a command to its end. Raises SystemExit where it fails."""
    if command.fresh:
        shutil.rmtree(command.fresh, ignore_errors=True)
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


def compare(measure: str, a: Command, b: Command, number: int) -> None:
    """Run A and B in turn, and print the row of the measure."""
    run(a), run(b)  # fills the caches of the disk, and writes byte code
    pairs = [(run(a), run(b)) for _ in range(number)]
    first, second = (Run(*(median(values) for values in zip(*runs, strict=True))) for runs in zip(*pairs, strict=True))
    ratios = [median(getattr(one, each) / getattr(other, each) for one, other in pairs) for each in Run._fields[:2]]
    times = (f"{each.wall * 1000:,.1f}" for each in (first, second))
    row(measure, *times, *(f"{each:.2f}" for each in ratios), *(f"{each.memory / MB:,.1f}" for each in (first, second)))


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
    parser.add_argument("--quick", action="store_true", help="fewer runs")
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

    def tool(*words: str, terminal: bool = False) -> Command:
        return Command([program, *words], {"DIPLOCALLS_CACHE": cache}, terminal=terminal)

    def reference(code: str, *words: str, terminal: bool = False) -> Command:
        return Command([python, "-c", code, *words], terminal=terminal)

    ask = [python, "-c", PROBE + "import sys; print(f'{found.version}, Python {sys.version.split()[0]}')"]
    *warnings, version = subprocess.run(ask, env=CLEAN, check=True, capture_output=True, text=True).stdout.splitlines()
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        print("note: PYTHONDONTWRITEBYTECODE is not handed on to what is measured", file=sys.stderr)
    print(f"diplocalls {version}, {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs\n")

    row("Measure: A against B", "A ms", "B ms", "Ratio", "CPU ratio", "Peak of A, MB", "of B")
    row("---", *["---:"] * 6)
    cache = os.path.join(folder, "cache")
    typer, both = reference("import typer"), reference("import typer, yaml")
    drawn = reference("import typer, yaml, rich.console, rich.table", terminal=True)
    asked = {
        "DIPLOCALLS_CACHE": cache,
        "COMP_WORDS": "diplocalls list --topic ",
        "COMP_CWORD": "3",
        "_DIPLOCALLS_COMPLETE": "complete_bash",
    }
    shown = tool("list", terminal=True)
    compare("`list` on a terminal, against `import typer, yaml, rich.console, rich.table`", shown, drawn, starts)
    for words in (["list", "--help"], ["--version"]):
        compare(f"`{' '.join(words)}` against `import typer, yaml`", tool(*words), both, starts)
    compare("completion of `list --topic `, against `import typer, yaml`", Command([program], asked), both, starts)

    shipped = subprocess.run([python, "-c", SHIPPED], env=CLEAN, check=True, capture_output=True, text=True).stdout
    made = {number: records.make(folder, number) for number in (1_000, 10_000)}
    paths = {"shipped record": shipped, **{f"{number:,} calls": files.yaml for number, files in made.items()}}
    for name, path in paths.items():
        number = {"shipped record": starts, "1,000 calls": runs}.get(name, large)
        second = tool("--data", path, "list", "--topic", "iran", "--csv")
        first, load = second._replace(fresh=cache), reference(LOAD, path)
        name = f"`list --topic iran --csv`, {name}"
        compare(f"{name}, first lookup, against CSafeLoader", first, load, number)
        compare(f"{name}, second lookup, against CSafeLoader", second, load, number)
        compare(f"{name}, second lookup, against `import typer`", second, typer, starts)
        compare(f"{name}, second lookup, against `import typer, yaml`", second, both, starts)
        kept = second._replace(environment={"DIPLOCALLS_CACHE": f"{cache}-kept"})
        compare(f"{name}, second lookup, against the first", kept, first, number)

    faulty = records.make(folder, 10_000, faulty=True)
    refused = tool("--data", faulty.yaml, "list")._replace(status=3)
    compare("a faulty record of 10,000 calls refused, against the first lookup of the sound one", refused, first, large)
    found, skipped = days(second), []
    for name, arguments in peers(made[10_000]).items():
        path = shutil.which(name) or ""
        command = Command([path, *arguments])
        if not path or days(command) != found:
            skipped.append(f"{name} ({'it does not find the same calls' if path else 'not installed'})")
            continue
        compare(f"10,000 calls, second lookup, against {name}", second, command, large)
        compare(f"10,000 calls, first lookup, against {name}", first, command, large)
    if skipped:
        print(f"\nNot compared: {', '.join(skipped)}.")


if __name__ == "__main__":
    main()
