"""What Python users are promised."""

import doctest
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from console import ROOT, environment

import diplocalls
from diplocalls.question import claim, figures
from diplocalls.question.asking import ask


def test_the_docstring_of_the_package_is_true() -> None:
    """The example in the package's docstring gives what it shows."""
    assert doctest.testmod(diplocalls).failed == 0


def test_the_examples_of_the_readme_run() -> None:
    """Each block of Python in the README runs as it stands."""
    names: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S):
        exec(block, names)

    assert [call.id for call in names["calls"]] == ["2025-06-04", "2025-06-14"]


def test_errors_are_for_the_user() -> None:
    """A word that means nothing raises ValueError, a faulty file RecordError, a missing one OSError."""
    record = diplocalls.load()

    with pytest.raises(ValueError, match="did you mean 'iran'"):
        record.select(topics=["irann"])
    with pytest.raises(ValueError, match="'' is not a date"):
        record.select(since="")
    with pytest.raises(diplocalls.RecordError, match=r"twenty-faults.yaml:1:1: ") as error:
        diplocalls.load(Path(__file__).parent / "records" / "broken" / "twenty-faults.yaml")
    assert len(error.value.problems) == 20
    with pytest.raises(FileNotFoundError):
        diplocalls.load("nowhere.yaml")


def test_the_library_needs_neither_typer_nor_rich() -> None:
    """Importing and asking loads neither the command line nor the drawing."""
    code = (
        "import sys, diplocalls; diplocalls.load().select(); print([m for m in ('typer', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=True, cwd=ROOT)

    assert done.stdout == b"[]\n"


@pytest.mark.parametrize("command", ["", "--help", "list --help", "new --help"])
def test_help_needs_no_docstrings(command: str) -> None:
    """python -OO drops them; the help is the same all the same."""
    usual, bare = (
        subprocess.run(
            [sys.executable, *options, "-m", "diplocalls", *command.split()],
            capture_output=True,
            env=environment(),
            check=True,
        )
        for options in ((), ("-OO",))
    )

    assert usual.stdout == bare.stdout != b""
    assert bare.stderr == b""


def test_values_cannot_be_changed() -> None:
    """A record, a call and a note are values."""
    call = diplocalls.load().calls[0]

    with pytest.raises(AttributeError):
        call.minutes = 3  # type: ignore[misc]  # mypy refuses it too
    with pytest.raises(AttributeError):
        call.notes[0].text = "something else"  # type: ignore[misc]  # mypy refuses it too


def test_the_figures_behind_the_commands() -> None:
    """Gaps, cadence and claims are functions of calls."""
    record, today = diplocalls.load(), date(2025, 10, 16)
    question = ask(record, {"until": "2025-10-16"}, today=today)
    named = {figure.name: figure for figure in figures.cadence(question)}
    since = ask(record, {"since": "2025"}, today=today)
    verdict = claim.judge(since, on="2025-07-03", nth=6, total=None, within=None)

    assert figures.gaps(question.calls) == [34, 62, 16, 10, 19, 46, 59]
    assert named["longest silence"].value == 62
    assert named["longest silence"].calls == ("2025-03-18", "2025-05-19")
    assert (named["tightest 2"].value, named["tightest 4"].value) == (10, 45)
    assert verdict.readings[0].verdict == claim.HOLDS
    assert verdict.readings[0].calls == record.select(since="2025", until="2025-07-03")
