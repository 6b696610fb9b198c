"""A typed caller of the installed package: what `mypy --strict` sees is what the package promises."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from diplocalls import Call

CALLER = """\
from collections.abc import Mapping
from datetime import date, datetime
from typing import assert_type

import diplocalls
from diplocalls import Call, Filter, Period, Problem, QuestionError, Record, RecordError, load
from diplocalls.record.model import Dispute, Note

record = diplocalls.load()
assert_type(record, Record)
assert_type(load("my.yaml"), Record)
calls = record.select(topics=["iran"], since="2025-06", longer_than=60, status=("confirmed",), as_of="today")
assert_type(calls, tuple[Call, ...])
assert_type(record.calls, tuple[Call, ...])
assert_type(record.updated, date | None)
assert_type(Period.parse("2025-Q2", today=date(2025, 7, 3)).first, date)
filter: Filter = {"topics": ["iran"], "during": "2025"}
assert_type(record.select(**filter), tuple[Call, ...])
for call in calls:
    assert_type(call.id, str)
    assert_type(call.date, date)
    assert_type(call.status, str)
    assert_type(call.minutes, int | None)
    assert_type(call.placed_by, str | None)
    assert_type(call.topics, tuple[str, ...])
    assert_type(call.summary, str | None)
    assert_type(call.number, int | None)
    assert_type(call.date_in, Mapping[str, date])
    assert_type(call.start, datetime | None)
    assert_type(call.between, tuple[str, ...])
    assert_type(call.occasion, str | None)
    assert_type(call.notes, tuple[Note, ...])
    assert_type(call.outcome, tuple[Note, ...])
    assert_type(call.not_discussed, tuple[Note, ...])
    assert_type(call.disputed, tuple[Dispute, ...])
    assert_type(call.sources, tuple[str, ...])
    assert_type(call.main_topics, tuple[str, ...])
    assert_type(call.aftermath, tuple[Note, ...])
    assert_type(call.dated_by, str | None)
    assert_type(call.weekday, str)
    assert_type(call.counts, bool)
    assert_type([passage.text for passage in call.passages()], list[str])
try:
    record.candidates("first")
except QuestionError as error:
    assert_type(str(error), str)
except RecordError as error:
    assert_type([each for each in error.problems], list[Problem])

record.select(topic=["iran"])  # wrong: no such filter
record.select(longer_than="60")  # wrong: minutes are a number
record.select("iran")  # wrong: filters go by name
load(3)  # wrong: no path
diplocalls.laod()  # wrong: no such name
calls[0].minutes + 1  # wrong: the length may be unknown
calls[0].minutes = 3  # wrong: a call is a value
"""


@pytest.mark.long
def test_a_caller_sees_every_type(tmp_path: Path) -> None:
    """The types are those that are written, of every field of a call; each slip, and nothing else, is an error."""
    pytest.importorskip("mypy", reason="mypy is not installed")
    (tmp_path / "caller.py").write_text(CALLER, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", "caller.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    slips = [str(number) for number, line in enumerate(CALLER.splitlines(), 1) if "# wrong: " in line]

    found = re.findall(r"^caller\.py:(\d+): error: ", done.stdout, re.MULTILINE)
    assert list(dict.fromkeys(found)) == slips, done.stdout + done.stderr
    assert set(re.findall(r"assert_type\(call\.(\w+),", CALLER)) >= set(Call._fields)
