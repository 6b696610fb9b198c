"""Broken records name their own faults: each `#!` line at the end of a file is one line of the reader's error."""

from datetime import date
from pathlib import Path

import pytest
from console import ROOT

import diplocalls
from diplocalls.record.checking import Checker
from diplocalls.record.reading import Reader, examine

SHIPPED = (ROOT / "data" / "calls.yaml").read_text(encoding="utf-8")
BROKEN = sorted(Path(__file__).parent.glob("records/broken/*.yaml"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_reader_reports_what_the_file_says(path: Path) -> None:
    """The whole error text is compared: a fault too many is as wrong as one too few."""
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [f"{path}:{line.removeprefix('#! ')}" for line in lines if line.startswith("#! ")]
    assert expected
    with pytest.raises(diplocalls.RecordError) as caught:
        diplocalls.load(path)
    assert str(caught.value).splitlines() == expected


def test_faults_stand_at_the_end() -> None:
    """Only there do they leave the lines above them where an editor shows them."""
    for path in BROKEN:
        marks = [line.startswith("#! ") for line in path.read_text(encoding="utf-8").splitlines()]
        assert marks == sorted(marks), path.name


def test_twenty_faults_are_found_in_one_run() -> None:
    """Twenty different faults on twenty lines: none hides another."""
    path = Path(__file__).parent / "records" / "broken" / "twenty-faults.yaml"
    with pytest.raises(diplocalls.RecordError) as caught:
        diplocalls.load(path)
    problems = caught.value.problems
    assert len(problems) == 20
    assert len({problem.line for problem in problems}) == 20
    assert len({problem.message for problem in problems}) == 20


@pytest.mark.parametrize("damage", ["", "      - 7", "    date: 2025-13-01", "      sources: [nobody]", "? {a: b}"])
def test_calls_that_are_read_early_have_the_same_faults(damage: str) -> None:
    """Whether a call is read before the tree is whole, which `check` waits for, changes no answer."""
    lines = SHIPPED.splitlines()
    for at in range(0, len(lines), 61):
        text = "\n".join([*lines[:at], damage, *lines[at + 1 :]]).encode()
        record, early = examine(text, Reader())
        whole, late = examine(text, Checker(date.max))

        assert record == whole
        assert {str(problem) for problem in early} == {str(problem) for problem in late}


def test_calls_may_stand_before_the_names_that_they_use() -> None:
    """The order of the blocks changes nothing but the time that reading takes."""
    head, _, calls = SHIPPED.partition("\ncalls:\n")
    turned = f"calls:\n{calls}\n{head}".encode()

    assert examine(turned, Reader()) == examine(SHIPPED.encode(), Reader())
