"""What Tab offers, in real shells where they are installed, and by the shells' protocols everywhere."""

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import termios
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from console import ROOT, environment
from program import Answer, call, cases, finish, quoted, run, start

from diplocalls.answer.formats import FORMATS

SCRIPTS = str(ROOT / "tests" / "records" / "sound" / "other-scripts.yaml")
BROKEN = str(ROOT / "tests" / "records" / "broken" / "dates.yaml")
COMMANDS = "list show topics count stats timeline search claim sources export check schema new"
CALLS = "first latest 2025-02-07"
TASS = "tass-2025-07-03-ushakov"

OFFERED = {
    "commands": ("", COMMANDS),
    "a command": ("ti", "timeline"),
    "options": ("list --t", "--topic --to"),
    "options of the program": ("--", "--data --color --quiet --version --install-completion --show-completion --help"),
    "topics": ("list --topic ir", "iran"),
    "topics after the sign": ("list --topic=ir", "iran"),
    "a second topic": ("list -t iran -t mi", "military-aid middle-east"),
    "topics without an option": ("topics mi", "military-aid middle-east"),
    "topics to leave out": ("count --not-topic mi", "military-aid middle-east"),
    "topics of a new entry": ("new --topic ir", "iran"),
    "people": ("stats --with ", "trump putin"),
    "who placed it": ("stats --placed-by p", "putin"),
    "people of a new entry": ("new --with p", "putin"),
    "calls": ("show 2025-02", "2025-02-07 2025-02-12"),
    "calls by a word": ("show la", "latest"),
    "calls with sources": ("sources 2025-02", "2025-02-07 2025-02-12"),
    "sources": ("sources tass-2025-07-03-u", TASS),
    "the call of a claim": ("claim --on 2025-02", "2025-02-07 2025-02-12"),
    "formats": ("list --format ", " ".join(FORMATS)),
    "statuses": ("list --status ", "confirmed reported claimed denied all"),
    "keys": ("count --by ", "topic month quarter year weekday status caller"),
    "colours": ("list --color ", "auto always never"),
    "colours of the program": ("--color ", "auto always never"),
    "days of a check": ("check --as-of 2025-02", "2025-02"),
    "days of a new entry": ("new last-", "last-month last-year"),
    "another record": (f"list --data {SCRIPTS} --topic ", "ближний-восток إيران énergie-2"),
    "another record, named first": (f"--data {SCRIPTS} list --topic é", "énergie-2"),
    "formats with a faulty record": (f"list --data {BROKEN} --format js", "json jsonl"),
    "topics of a faulty record": (f"list --data {BROKEN} --topic ", ""),
    "topics of no record": ("list --data no.yaml --topic ", ""),
    "topics of a folder": ("list --data . --topic ", ""),
    "an open quote": ("list 'a", ""),
    "nothing": ("list zz", ""),
}


@pytest.mark.parametrize(("line", "offered"), cases(OFFERED))
def test_the_words_that_fit_are_offered(line: str, offered: str) -> None:
    """By the protocol of fish, which names what it means: one word a line, its help behind a tab."""
    answer = ask("fish", line)
    words = [found.partition("\t")[0] for found in answer.out.splitlines()]
    assert (answer.status, [word for word in words if word], answer.err) == (0, offered.split(), "")


FILES = ("list -o ", "list --output my", "timeline --svg ", "--data ", "check ", "check --data ", "export ", "new -o ")


@pytest.mark.parametrize("line", FILES)
def test_files_are_left_to_the_shell(line: str) -> None:
    """Nothing is offered where a file belongs, and each shell takes that for a sign to offer files itself."""
    asked = ask("fish", line, _TYPER_COMPLETE_FISH_ACTION="is-args")
    assert (asked, ask("fish", "list -t ir", _TYPER_COMPLETE_FISH_ACTION="is-args").status) == ((1, "", ""), 0)
    assert ask("zsh", line) == (0, "_files\n", "")
    bash = {"COMP_WORDS": f"diplocalls {line}", "COMP_CWORD": str(len(line.split(" ")))}
    assert ask("bash", line, **bash) == (0, "\n", "")
    assert "-o default" in run(_DIPLOCALLS_COMPLETE="source_bash").out
    assert ask("powershell", line) == (0, "\n", "")


def test_the_record_of_the_environment_is_completed() -> None:
    """The words offered are of the record that the command would read."""
    assert ask("fish", "list --topic é", DIPLOCALLS_DATA=SCRIPTS).out == "énergie-2\tÉnergie\n"


@pytest.mark.parametrize("name", ["-", "pipe"])
def test_tab_never_waits(name: str, tmp_path: Path) -> None:
    """A record that comes through a pipe is not there yet: nothing is read, and nothing is offered."""
    os.mkfifo(tmp_path / "pipe")
    variables = {"_DIPLOCALLS_COMPLETE": "complete_bash", "COMP_WORDS": f"diplocalls list --data {name} --topic i"}
    with start(cwd=tmp_path, env=environment(**variables, COMP_CWORD="5")) as process:
        try:
            assert process.wait(timeout=3) == 0
        finally:
            process.kill()


HELP = {
    "markup": ("[iran] [red]a[/red]", "iran red a /red"),
    "wrong markup": ("[/red]", "/red"),
    "sequences": ("a\x1b[31mb\x07\u202ec\x9b", "a 31mb c"),
    "lines": ("a\nb\tc", "a b c"),
}


@pytest.mark.parametrize(("label", "shown"), cases(HELP))
@pytest.mark.parametrize(("name", "sign"), [("powershell", ":::")])
def test_the_help_beside_a_word_is_plain(name: str, sign: str, label: str, shown: str, tmp_path: Path) -> None:
    """A label of the record is neither read as markup nor sent to the terminal as it stands."""
    answer = ask(name, f"list --data {labelled(tmp_path, label)} --topic ")
    assert answer == (0, f"iran{sign}{shown}\n", "")


# Each shell completes the program, and, instead of running it, shows the words that it would be run with.
SHELLS = {
    "bash": (
        "bash --norc --noprofile -i",
        'eval "$(_DIPLOCALLS_COMPLETE=source_bash diplocalls)"; diplocalls() { printf "<%s>\\n" "$*"; }',
    ),
    "zsh": (
        "zsh -f -i",
        "autoload -Uz compinit; compinit -u -D; "
        'eval "$(_DIPLOCALLS_COMPLETE=source_zsh diplocalls)"; diplocalls() { printf "<%s>\\n" "$*"; }',
    ),
    "fish": (
        "fish --no-config -i",
        '_DIPLOCALLS_COMPLETE=source_fish diplocalls | source; function diplocalls; echo "<$argv>"; end',
    ),
}
IN_SHELLS = {
    "command": ("timel", "timeline"),
    "option": ("list --all-", "list --all-topics"),
    "topic": ("list --topic middle", "list --topic middle-east"),
    "person": ("list --with tr", "list --with trump"),
    "call": ("show 2025-05", "show 2025-05-19"),
    "format": ("list --format ts", "list --format tsv"),
    "status": ("list --status rep", "list --status reported"),
    "nothing": (f"list --data {BROKEN} --topic middle", f"list --data {BROKEN} --topic middle"),
    "file to write": ("list -o my-", "list -o my-calls"),
    "file to draw": ("timeline --svg my-", "timeline --svg my-calls"),
    "file to read": ("list --data my-", "list --data my-calls"),
    "file of a check": ("check my-", "check my-calls"),
    "file of an export": ("export my-", "export my-calls"),
}


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_completes_what_is_begun(name: str, tmp_path: Path) -> None:
    """Tab makes the whole word of what was typed, and nothing appears between."""
    (tmp_path / "my-calls").touch()
    begun, whole = zip(*IN_SHELLS.values(), strict=True)
    assert press_tab(name, begun, cwd=tmp_path) == list(whole)


@pytest.mark.parametrize(
    "text",
    cases(
        {"$": (r"\$(touch ran)",), "`": (r"\`touch ran`",), '"': ('"; touch ran; "',), "'": ("'; touch ran; '",)},
    ),
)
def test_a_shell_runs_nothing_of_the_record(text: str, tmp_path: Path) -> None:
    """The words of a stranger's record are words, in every shell."""
    path = labelled(tmp_path, f"{text} a")
    for name in filter(shutil.which, SHELLS):
        assert press_tab(name, [f"list --data {path} --topic ir"], cwd=tmp_path) == [f"list --data {path} --topic iran"]
        assert not (tmp_path / "ran").exists(), name


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "powershell"])
def test_a_script_is_printed_for_every_shell(name: str) -> None:
    """The scripts that `--install-completion` installs name the program and its variable."""
    answer = run(_DIPLOCALLS_COMPLETE=f"source_{name}")
    assert (answer.status, answer.err) == (0, "")
    assert f"complete_{name}" in answer.out


def ask(name: str, line: str, **extra: str) -> Answer:
    """Return what a shell of this name would be offered for a line that the cursor ends."""
    variables = {"_DIPLOCALLS_COMPLETE": f"complete_{name}", "_TYPER_COMPLETE_ARGS": f"diplocalls {line}"}
    extra = {**variables, "_TYPER_COMPLETE_FISH_ACTION": "get-args", **extra}
    return finish(["diplocalls"], extra=extra)


def labelled(folder: Path, label: str) -> Path:
    """Write a record with one topic of this label; return its path."""
    path = folder / "my.yaml"
    path.write_bytes(f"topics: {{iran: {{label: {quoted(label)}}}}}\n".encode() + call())
    return path


def press_tab(name: str, begun: Iterable[str], *, cwd: Path) -> list[str]:
    """Type each line that is begun into a shell, then Tab and Return; return the lines as they were run."""
    program = shutil.which(name) or pytest.skip(f"no {name} on this machine")
    arguments, setup = SHELLS[name]
    process, master = pty.fork()
    if process == 0:
        os.chdir(cwd)
        os.execve(program, arguments.split(), environment(TERM="dumb", HOME=str(cwd), XDG_RUNTIME_DIR=str(cwd)))
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 400, 0, 0))
    until = time.monotonic() + 30

    def read(pattern: bytes) -> str:
        shown = b""
        while not (found := re.search(pattern, shown)):
            if not select.select([master], [], [], max(0, until - time.monotonic()))[0]:
                raise TimeoutError(f"{name} shows {shown!r}")
            shown += os.read(master, 65536)
        return found[1].decode()

    try:
        os.write(master, f"{setup}; echo rea''dy\n".encode())
        read(rb"(ready)\r\n")
        run_with = []
        for line in begun:
            os.write(master, f"diplocalls {line}\t\n".encode())
            run_with.append(read(rb"<([^<>]*)>\r?\n").rstrip())
        return run_with
    finally:
        os.close(master)
        os.waitpid(process, 0)
