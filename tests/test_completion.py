"""What Tab offers, in real shells where they are installed, and by the shells' protocols everywhere."""

import os
import pty
import select
import shutil
import time

import pytest
from console import ROOT, environment
from program import call, cases, quoted, run, shell

SCRIPTS = str(ROOT / "tests" / "records" / "sound" / "other-scripts.yaml")
BROKEN = str(ROOT / "tests" / "records" / "broken" / "dates.yaml")
COMMANDS = "list show topics count stats timeline search claim sources export check schema new"
CALLS = "first latest 2025-02-07"
TASS = "tass-2025-07-03-before"

OFFERED = {
    "commands": ("", COMMANDS),
    "a command": ("ti", "timeline"),
    "options": ("list --t", "--topic --to"),
    "options of the program": ("--", "--data --color --quiet --version"),
    "topics": ("list --topic ir", "iran"),
    "topics after the sign": ("list --topic=ir", "iran"),
    "topics in any case": ("list --topic IR", "iran"),
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
    "sources": ("sources tass-2025-07-03-b", TASS),
    "the call of a claim": ("claim --on 2025-02", "2025-02-07 2025-02-12"),
    "formats": ("list --format ", "table tsv csv json jsonl md"),
    "formats of faults": ("check --format g", "github"),
    "statuses": ("list --status ", "confirmed reported claimed denied all"),
    "keys": ("count --by ", "topic month quarter year weekday status caller"),
    "colours": ("list --color ", "auto always never"),
    "colours of the program": ("--color ", "auto always never"),
    "another record": (f"list --data {SCRIPTS} --topic ", "ближний-восток إيران énergie-2"),
    "another record, named first": (f"--data {SCRIPTS} list --topic é", "énergie-2"),
    "formats with a faulty record": (f"list --data {BROKEN} --format js", "json jsonl"),
    "topics of a faulty record": (f"list --data {BROKEN} --topic ", ""),
    "topics of no record": ("list --data no.yaml --topic ", ""),
    "topics of a folder": ("list --data . --topic ", ""),
    "an open quote": ("list 'a", ""),
    "nothing": ("list zz", ""),
}
MISSING = {
    "topics of a new entry": "`new` has no completion",
    "people of a new entry": "`new` has no completion",
    "sources": "`sources` offers calls only",
    "the call of a claim": "--on has no completion",
    "formats of faults": "`check` has one format more",
    "colours of the program": "the program's own --color has no completion",
    "formats with a faulty record": "the record is read for words that do not stand in it",
}


@pytest.mark.parametrize(("line", "offered"), cases(OFFERED, MISSING))
def test_the_words_that_fit_are_offered(line, offered):
    """By the protocol of fish, which names what it means: one word a line, its help behind a tab."""
    answer = ask("fish", line)
    words = [found.partition("\t")[0] for found in answer.out.splitlines()]
    assert (answer.status, [word for word in words if word not in ("--help",)], answer.err) == (0, offered.split(), "")


@pytest.mark.xfail(strict=True, reason="completion reads the record that ships")
def test_the_record_of_the_environment_is_completed():
    """The words offered are of the record that the command would read."""
    assert ask("fish", "list --topic é", DIPLOCALLS_DATA=SCRIPTS).out == "énergie-2\tÉnergie\n"


@pytest.mark.xfail(strict=True, reason="Tab reads standard input, or a pipe, to its end")
@pytest.mark.parametrize("name", ["-", "pipe"])
def test_tab_never_waits(name, tmp_path):
    """A record that comes through a pipe is not there yet: nothing is read, and nothing is offered."""
    os.mkfifo(tmp_path / "pipe")
    line = f"diplocalls list --data {name} --topic "
    variables = f"_DIPLOCALLS_COMPLETE=complete_bash COMP_CWORD=5 COMP_WORDS='{line}'"
    assert shell(f"sleep 30 | timeout -k 1 5 env {variables} diplocalls & wait", cwd=tmp_path, seconds=60) == (
        0,
        "\n",
        "",
    )


HELP = {
    "markup": ("[iran] [red]a[/red]", "[iran] [red]a[/red]"),
    "wrong markup": ("[/red]", "[/red]"),
    "sequences": ("a\x1b[31mb\x07\u202ec\x9b", r"a\x1b[31mb\x07\u202ec\x9b"),
    "lines": ("a\nb\tc", "a b c"),
}
DRAWN = "Typer reads markup in the help, and passes control characters on"


@pytest.mark.parametrize(("label", "shown"), cases(HELP, dict.fromkeys(("markup", "wrong markup", "sequences"), DRAWN)))
@pytest.mark.parametrize(("name", "sign"), [("fish", "\t"), ("powershell", ":::")])
def test_the_help_beside_a_word_is_plain(name, sign, label, shown, tmp_path):
    """A label of the record is neither read as markup nor sent to the terminal as it stands."""
    answer = ask(name, f"list --data {labelled(tmp_path, label)} --topic ")
    assert answer == (0, f"iran{sign}{shown}\n", "")


SETUPS = {
    "bash": 'eval "$(_DIPLOCALLS_COMPLETE=source_bash diplocalls)"; PS1="> "; bind "set bell-style none"',
    "zsh": 'autoload -Uz compinit; compinit -u -D; eval "$(_DIPLOCALLS_COMPLETE=source_zsh diplocalls)"; PS1="> "',
    "fish": "_DIPLOCALLS_COMPLETE=source_fish diplocalls | source",
}
IN_SHELLS = {
    "command": ("diplocalls timel", "diplocalls timeline "),
    "option": ("diplocalls list --all-", "diplocalls list --all-topics "),
    "topic": ("diplocalls list --topic middle", "diplocalls list --topic middle-east "),
    "person": ("diplocalls list --with tr", "diplocalls list --with trump "),
    "call": ("diplocalls show 2025-05", "diplocalls show 2025-05-19 "),
    "format": ("diplocalls list --format ts", "diplocalls list --format tsv "),
    "status": ("diplocalls list --status rep", "diplocalls list --status reported "),
    "nothing": (f"diplocalls list --data {BROKEN} --topic middle", f"diplocalls list --data {BROKEN} --topic middle"),
}


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_shell_completes_what_is_begun(name, tmp_path):
    """Tab makes the whole word of what was typed, and nothing appears between."""
    shown = type_into(name, [f"{begun}\t" for begun, _ in IN_SHELLS.values()], cwd=tmp_path)
    assert {begun: line.split("> ")[-1] for begun, line in zip(IN_SHELLS, shown, strict=True)} == {
        begun: line for begun, (_, line) in IN_SHELLS.items()
    }


@pytest.mark.xfail(strict=True, reason="Typer leaves a backslash before a quoted sign, and zsh runs what follows")
@pytest.mark.parametrize("text", [r"\$(touch ran)", r"\`touch ran`", r'"; touch ran; "', "'; touch ran; '"])
def test_a_shell_runs_nothing_of_the_record(text, tmp_path):
    """The words of a stranger's record are words, in every shell."""
    path = labelled(tmp_path, f"{text} a")
    script = f"diplocalls list --data {path} --topic ir\t"
    shown = {name: type_into(name, [script], cwd=tmp_path)[-1] for name in SETUPS if shutil.which(name)}
    assert not (tmp_path / "ran").exists()
    assert [name for name, line in shown.items() if "--topic iran" not in line] == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "powershell"])
def test_a_script_is_printed_for_every_shell(name):
    """The scripts that `--install-completion` installs name the program and its variable."""
    answer = run(_DIPLOCALLS_COMPLETE=f"source_{name}")
    assert (answer.status, answer.err) == (0, "")
    assert f"complete_{name}" in answer.out


def ask(name, line, **extra):
    """Return what a shell of this name would be offered for a line that the cursor ends."""
    variables = {"_DIPLOCALLS_COMPLETE": f"complete_{name}", "_TYPER_COMPLETE_ARGS": f"diplocalls {line}"}
    return run(**variables, _TYPER_COMPLETE_FISH_ACTION="get-args", **extra)


def labelled(folder, label):
    """Write a record with one topic of this label; return its path."""
    path = folder / "my.yaml"
    path.write_bytes(f"topics: {{iran: {{label: {quoted(label)}}}}}\n".encode() + call())
    return path


def type_into(name, lines, *, cwd, seconds=20):
    """Type lines into a shell on a terminal, each on a fresh line; return what each shows of itself."""
    program = shutil.which(name) or pytest.skip(f"no {name} on this machine")
    bare = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["--no-config", "-i"]}[name]
    process, master = pty.fork()
    if process == 0:
        os.chdir(cwd)
        os.execve(program, [program, *bare], environment(TERM="dumb", HOME=str(cwd), COLUMNS="400"))

    def read_until(mark):
        shown, until = b"", time.monotonic() + seconds
        while mark not in shown and time.monotonic() < until:
            if select.select([master], [], [], 0.1)[0]:
                shown += os.read(master, 65536)
        return shown.decode(errors="replace")

    try:
        os.write(master, f"{SETUPS[name]}; echo rea''dy\n".encode())
        read_until(b"ready\r\n")
        shown = []
        for number, line in enumerate(lines):
            os.write(master, line.encode())
            time.sleep(1)
            os.write(master, b"\x15" + f"echo do''ne{number}\n".encode())
            shown.append(read_until(f"done{number}\r\n".encode()))
        return shown
    finally:
        os.close(master)
        os.waitpid(process, 0)
