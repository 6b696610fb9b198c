"""Pipes, files, signals and surroundings: what scripts rely on."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from console import ROOT, environment, on_terminal
from program import Answer, call, cases, finish, quoted, run, several, shell, start
from rich.cells import cell_len

import diplocalls

SOUND = ROOT / "tests" / "records" / "sound"
WHOLE, SCRIPTS = str(SOUND / "whole.yaml"), str(SOUND / "other-scripts.yaml")
BROKEN = str(ROOT / "tests" / "records" / "broken" / "dates.yaml")

ANSWERS = (
    "list",
    "show latest",
    "topics",
    "topics iran",
    "count --by month",
    "stats",
    "timeline",
    "search iran",
    "claim --total 1 --from 2025-01-20 --to 2025-02-12",
    "sources",
    "sources latest",
    "export",
)

UNWRITABLE = {
    "table": ("list --format text",),
    "tsv": ("list",),
    "csv": ("list --csv",),
    "json": ("list --json",),
    "jsonl": ("export --format jsonl",),
    "md": ("topics --format md",),
    "page": ("show latest --format text",),
    "picture": ("timeline --format text",),
    "schema": ("schema",),
    "entry": ("new",),
    "faults": (f"check {BROKEN}",),
    "help": ("--help",),
    "help of a command": ("list --help",),
    "version": ("--version",),
}
HELP = ("help", "help of a command", "version")


PIPED = {"short": ("list",), "long": ("export",), "table": ("sources --format text",), "help": ("--help",)}


@pytest.mark.parametrize("command", cases(PIPED))
def test_a_closed_pipe_is_quiet(command: str) -> None:
    """`| head -1` ends the program without a word, and with status 0."""
    answer = shell(f"{{ diplocalls {command}; echo $? >&3; }} 3>&2 2>&1 | head -1 > /dev/null")
    assert answer == (0, "", "0\n")


@pytest.mark.parametrize("command", cases(UNWRITABLE))
def test_a_full_disk_behind_stdout_is_an_error(command: str) -> None:
    """The status is 3, and the error says what could not be written to."""
    said = "diplocalls: cannot write to standard output: No space left on device\n"
    assert shell(f"diplocalls {command} > /dev/full") == (3, "", said)


@pytest.mark.parametrize("command", cases(UNWRITABLE))
def test_a_closed_stdout_is_an_error(command: str) -> None:
    """An answer that nobody can get is no success."""
    assert shell(f"diplocalls {command} >&-") == (3, "", "diplocalls: cannot write to standard output: it is closed\n")


SPEECHLESS = {
    "done": (f"list --data {WHOLE}", 0),
    "no": ("claim --total 3 --from 2025-01-20 --to 2025-02-12", 1),
    "misused": ("list --from 2025-13", 2),
    "misspelt": ("lits", 2),
    "unreadable": ("list --data no.yaml", 3),
    "faulty": (f"list --data {BROKEN}", 3),
    "undecided": ("claim --total 1 --during 2024", 4),
}


@pytest.mark.parametrize(("command", "status"), cases(SPEECHLESS))
def test_a_closed_stderr_changes_no_status(command: str, status: int) -> None:
    """A script that has no use for the words still gets the status."""
    answer = shell(f"diplocalls {command} 2>&-")
    assert (answer.status, answer.err) == (status, "")


@pytest.mark.parametrize(("command", "status"), cases(SPEECHLESS))
@pytest.mark.parametrize("stderr", ["full", "a closed pipe"])
def test_a_stderr_that_takes_nothing_changes_no_status(command: str, status: int, stderr: str) -> None:
    """Nor does it matter where the words were to go: a status of 1 would say that a claim does not hold."""
    line = f"diplocalls {command} >&4 2>{'/dev/full' if stderr == 'full' else '&1'}; echo $? >&3"
    assert shell(f"exec 3>&1 4>/dev/null; {{ {line}; }} | true").out == f"{status}\n"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of a record whose export is larger than any pipe."""
    path = tmp_path_factory.mktemp("large") / "my.yaml"
    days = map(date.fromordinal, range(730_000, 736_000))
    calls = "".join(f"  - {{date: {day}, topics: [a], notes: [*text]}}\n" for day in days)
    path.write_text(f"title: &text {quoted('x' * 5000)}\ncalls:\n{calls}")
    return str(path)


def test_an_interrupt_while_stdin_is_slow() -> None:
    """Ctrl-C ends the wait: status 130 and no word."""
    with start("list", "--data", "-") as process:
        assert process.stdin
        process.stdin.write(b"calls:\n")
        process.stdin.flush()
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        assert (process.communicate(timeout=20), process.returncode) == ((b"", b""), 130)


def test_an_interrupt_while_stdout_is_slow(large: str) -> None:
    """Ctrl-C ends an answer that a pipe takes slowly: status 130 and no word."""
    with start("export", "--data", large) as process:
        assert process.stdout
        process.stdout.read(1)
        process.send_signal(signal.SIGINT)
        assert (process.communicate(timeout=20)[1], process.returncode) == (b"", 130)


SIGNALS = {"Ctrl-C": (signal.SIGINT, 130), "terminate": (signal.SIGTERM, 143), "hang up": (signal.SIGHUP, 129)}


@pytest.mark.parametrize(("number", "status"), cases(SIGNALS))
def test_an_interrupt_leaves_no_file(number: int, status: int, large: str, tmp_path: Path) -> None:
    """Neither the file nor the temporary one is there when the program is told to end in the midst of writing."""
    for _ in range(20):  # on a busy machine the program may have ended before it is told to
        with start("export", "--data", large, "a.csv", "--force", cwd=tmp_path) as process:
            while process.poll() is None and not any(tmp_path.iterdir()):
                time.sleep(0.001)
            process.send_signal(number)
            said = process.communicate(timeout=20)
        if process.returncode:
            break
        (tmp_path / "a.csv").unlink()
    assert (list(tmp_path.iterdir()), said) == ([], (b"", b""))
    assert process.returncode in (status, -number)


def test_a_hangup_that_is_ignored_ends_no_write(large: str, tmp_path: Path) -> None:
    """So that `nohup` holds what it promises: the file is written whole."""

    def ignore() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with start("export", "--data", large, "a.csv", "-q", cwd=tmp_path, preexec_fn=ignore) as process:
        while process.poll() is None and not any(tmp_path.iterdir()):
            time.sleep(0.001)
        process.send_signal(signal.SIGHUP)
        said = process.communicate(timeout=60)
    assert (said, process.returncode) == ((b"", b""), 0)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


NO_TARGET = {
    "a folder": ("folder", "'folder' is no plain file; name one, or - for standard output", 2),
    "a link to a folder": ("to-folder", "'to-folder' is no plain file; name one, or - for standard output", 2),
    "a device": ("/dev/full", "'/dev/full' is no plain file; name one, or - for standard output", 2),
    "a file that is there": ("old.csv", "'old.csv' is there already; --force writes over it", 2),
    "a link to it": ("to-old", "'to-old' is there already; --force writes over it", 2),
    "no such folder": ("no/a.csv", "cannot write 'no/a.csv': No such file or directory", 3),
    "a folder that is not there": ("no/", "'no/' is no plain file; name one, or - for standard output", 2),
    "a file as a folder": ("old.csv/a.csv", "cannot write 'old.csv/a.csv': Not a directory", 3),
    "a folder that takes no files": ("/proc/a.csv", "cannot write '/proc/a.csv': No such file or directory", 3),
    "a link to itself": ("to-itself", "cannot write 'to-itself': Too many levels of symbolic links", 3),
    "a name too long": ("a" * 300, f"cannot write '{'a' * 300}': File name too long", 3),
    "no name": ("", "'' is no plain file; name one, or - for standard output", 2),
}


@pytest.mark.parametrize(
    ("name", "said", "status"),
    cases(
        NO_TARGET,
    ),
)
def test_what_cannot_be_written_is_left_alone(name: str, said: str, status: int, tmp_path: Path) -> None:
    """The error says why, and the folder holds what it held."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "old.csv").write_text("old")
    for link, target in (("to-folder", "folder"), ("to-old", "old.csv"), ("to-itself", "to-itself")):
        (tmp_path / link).symlink_to(target)
    before = sorted(tmp_path.rglob("*"))

    assert run("list", "--csv", "-o", name, "-q", cwd=tmp_path) == (status, "", f"diplocalls: {said}\n")

    assert (sorted(tmp_path.rglob("*")), (tmp_path / "old.csv").read_text()) == (before, "old")


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["new", "over"])
def test_a_disk_that_fills_up_leaves_the_old_file(force: tuple[str, ...], large: str, tmp_path: Path) -> None:
    """A file is written whole or not at all, and no temporary one stays."""
    old = [("a.csv", "old")] if force else []
    for name, text in old:
        (tmp_path / name).write_text(text)

    answer = shell(f"ulimit -f 64; diplocalls export --data {large} a.csv {' '.join(force)}", cwd=tmp_path)

    assert answer == (3, "", "diplocalls: cannot write 'a.csv': File too large\n")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == old


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into every folder")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """The reason is the system's own."""
    (tmp_path / "folder").mkdir(mode=0o500)
    said = "diplocalls: cannot write 'folder/a.csv': Permission denied\n"
    assert run("export", "folder/a.csv", cwd=tmp_path) == (3, "", said)


@pytest.mark.parametrize("name", ["a.csv", "link", "dangling"])
def test_a_file_is_written_where_its_name_points(name: str, tmp_path: Path) -> None:
    """A link stays a link, one to nothing makes its file, and a file that is written over keeps its permissions."""
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o640)
    (tmp_path / "link").symlink_to("a.csv")
    (tmp_path / "dangling").symlink_to("new.csv")
    names = {"a.csv", "link", "dangling"} | ({"new.csv"} if name == "dangling" else set())

    answer = run("list", "--data", WHOLE, "--csv", "--force", "-o", name, cwd=tmp_path)

    assert (answer.status, answer.out, answer.err.splitlines()[0]) == (0, "", f"wrote 3 rows to {name}")
    assert (tmp_path / name).read_text() == run("list", "--data", WHOLE, "--csv").out
    assert {path.name for path in tmp_path.iterdir()} == names
    assert [(tmp_path / link).is_symlink() for link in ("link", "dangling")] == [True, True]
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["new", "over"])
def test_two_programs_that_write_one_file(force: tuple[str, ...], large: str, tmp_path: Path) -> None:
    """The file is whole, and without --force only one of the two says that it wrote it."""
    both = [start("export", "--data", large, "a.csv", *force, cwd=tmp_path) for _ in range(2)]
    said = [process.communicate(timeout=60)[1].decode().splitlines()[0] for process in both]

    wrote, refused = "wrote 6000 rows to a.csv", "diplocalls: 'a.csv' is there already; --force writes over it"
    assert sorted(said) == ([wrote] * 2 if force else [refused, wrote])
    assert sorted(process.returncode for process in both) == ([0, 0] if force else [0, 2])
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    with (tmp_path / "a.csv").open(newline="") as stream:
        assert sum(1 for _ in csv.reader(stream)) == 6001


@pytest.mark.parametrize("command", ANSWERS)
def test_stdout_is_the_answer_alone(command: str) -> None:
    """CSV and JSON parse as they come; the basis is on stderr or in `meta`, and --quiet takes it from stderr."""
    answer = finish(several([f"{command} --csv", f"{command} --json --quiet"]))
    table, page, statuses = answer.out.split("\f")
    said, nothing, _ = answer.err.split("\f")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    found = json.loads(page)
    assert (len(set(statuses.split())), nothing) == (1, "")
    assert len(next(iter(reversed(found.values())))) == len(rows) - 1
    basis = found["meta"]["basis"]
    assert said.splitlines()[-len(basis) :] == basis


SURROUNDINGS = {
    "nothing set": {"LANG": "", "HOME": ""},
    "C": {"LC_ALL": "C"},
    "ASCII": {"PYTHONIOENCODING": "ascii"},
    "Windows": {"PYTHONIOENCODING": "cp1252"},
    "dumb": {"TERM": "dumb"},
    "narrow": {"COLUMNS": "20"},
    "no width": {"COLUMNS": "0"},
    "odd width": {"COLUMNS": "wide"},
}


FOR_PROGRAMS = several([f"list --data {SCRIPTS} --format {form}" for form in ("csv", "json")])


@pytest.fixture(scope="module")
def usual() -> Answer:
    """Return the answers for programs in usual surroundings."""
    return finish(FOR_PROGRAMS)


@pytest.mark.parametrize("extra", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_odd_surroundings_change_nothing_that_programs_read(extra: dict[str, Any], usual: Answer) -> None:
    """CSV and JSON are UTF-8 everywhere; a table comes out in what the stream can hold, without colour."""
    assert finish(FOR_PROGRAMS, extra=extra) == usual
    table = run("show", "first", "--data", SCRIPTS, "--format", "table", encoding="latin-1", **extra)
    assert (table.status, table.err, "\x1b" in table.out) == (0, "", False)


COLOURS = {
    "a terminal": ("", {}, True),
    "NO_COLOR": ("", {"NO_COLOR": "1"}, False),
    "NO_COLOR empty": ("", {"NO_COLOR": ""}, True),
    "dumb": ("", {"TERM": "dumb"}, False),
    "never": ("--color never", {"FORCE_COLOR": "1"}, False),
    "always over NO_COLOR": ("--color always", {"NO_COLOR": "1"}, True),
    "always over dumb": ("--color always", {"TERM": "dumb"}, True),
    "NO_COLOR over FORCE_COLOR": ("", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    "FORCE_COLOR=0 does not force": ("", {"FORCE_COLOR": "0", "NO_COLOR": "1"}, False),
    "off a terminal": ("| cat", {}, False),
    "FORCE_COLOR off a terminal": ("| cat", {"FORCE_COLOR": "1"}, True),
    "FORCE_COLOR=0 off a terminal": ("| cat", {"FORCE_COLOR": "0"}, False),
    "always off a terminal": ("--color always | cat", {}, True),
    "data has no colour": ("--csv --color always | cat", {"FORCE_COLOR": "1"}, False),
}


@pytest.mark.parametrize(("options", "extra", "coloured"), cases(COLOURS))
def test_colour_follows_the_options_then_the_surroundings(options: str, extra: dict[str, Any], coloured: bool) -> None:
    """No escape where there is to be no colour, not even for bold."""
    form = "" if "--csv" in options else "--format text"
    shown, status = on_terminal(f"diplocalls show latest --data {WHOLE} {form} {options}", **extra)
    assert ("\x1b" in shown, status) == (coloured, 0)


def test_an_answer_needs_no_terminal_at_all() -> None:
    """A session of its own has no terminal to ask; the answer is as in a pipe."""
    with start("list", start_new_session=True) as process:
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out.decode(), err.decode()) == run("list")


@pytest.mark.parametrize("width", [20, 60, 80, 120, 200])
def test_an_answer_fits_the_terminal(width: int) -> None:
    """From 60 columns up no line is wider than the terminal, and at no width is anything cut with an ellipsis."""
    commands = ("list --wide", *ANSWERS[1:-1])  # the last is CSV on a terminal too

    shown, _ = on_terminal(several(["list", *commands]), width=width)
    short, *pages, statuses = shown.split("\f")  # a line a call: that answer alone may end in an ellipsis

    assert statuses.split() == ["0"] * (1 + len(commands))
    assert "…" not in "".join(pages)
    assert [line for line in shown.splitlines() if width >= 60 and cell_len(_plain(line)) > width] == []
    assert short


@pytest.mark.parametrize("width", [80, 200])
def test_a_table_of_many_columns_is_not_cut(width: int) -> None:
    """Every word of a call is on the terminal."""
    [first] = json.loads(run("export", "--json", "--to", "2025-02").out)["calls"]
    shown = _plain(on_terminal("diplocalls export --format text --to 2025-02", width=width)[0]).split()
    assert [word for word in (first["id"], first["weekday"], *first["summary"].split()) if word not in shown] == []


def test_a_column_is_as_wide_as_what_stands_in_it() -> None:
    """A control character, which is spelled out, takes as much room as its spelling."""
    record = call(summary=r'"a\e[31mb\u202ec"')
    shown, _ = on_terminal(
        ["sh", "-c", 'printf %s "$0" | diplocalls list --data - --format text', record], width=120, NO_COLOR="1"
    )
    assert "iran    a\\x1b[31mb\\u202ec\n" in shown


LONG = "The Residence of the President by the Lake with the Long Name"


def test_a_page_shows_its_facts_beside_long_names() -> None:
    """The names of a record may be long; what stands beside them is still there."""
    record = call(date_in=f"{{{LONG}: 2025-03-19}}", occasion="A birthday", placed_by="somebody")
    shown, _ = on_terminal(
        ["sh", "-c", 'printf %s "$0" | diplocalls show first --data - --format text', record], width=60
    )
    assert [fact for fact in ("2025-03-19", "A birthday", "somebody", "iran") if fact not in shown] == []
    assert "…" not in shown


def test_every_address_is_whole() -> None:
    """In a pipe on one line, on a terminal too or in pieces that follow one another."""
    urls = {source.url for source in diplocalls.load().sources.values() if source.url}
    piped = run("sources", "--status", "all").out
    shown = re.sub(r"\s*\n\s*", "", _plain(on_terminal("diplocalls sources --status all", width=60)[0]))
    cited = {url for url in urls if url in piped.replace("\t", " ").split(" ")}
    assert (len(cited) > 10, [url for url in cited if url not in shown]) == (True, [])


@pytest.mark.parametrize("command", ["claim 'ten calls in 2025'", "topics iran", "show 2025-07-03", "stats", "list -w"])
def test_no_line_ends_in_a_blank(command: str) -> None:
    """On a terminal in colour too, where a style or a link ends at the line's end."""
    shown, _ = on_terminal(f"diplocalls {command}", TERM="xterm-256color")
    plain = _plain(shown)

    assert "\x1b[" in shown
    assert [line for line in plain.splitlines() if line != line.rstrip()] == []


def _plain(text: str) -> str:
    return re.sub("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x1b]*\x1b\\\\", "", text)


def test_a_record_that_has_not_come_whole_is_refused() -> None:
    """Half of a record may be sound: what a stream that does not wait has so far is no answer."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.write(writer, b"calls:\n- {date: 2025-03-18, topics: [a], notes: x}\n")
    command = [sys.executable, "-m", "diplocalls", "count", "--data", "-"]
    done = subprocess.run(command, stdin=reader, capture_output=True, check=False, env=environment())
    os.close(reader)
    os.close(writer)

    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.startswith(b"<stdin>:1:1: it breaks off")
