"""What `check` says of a record: faults and warnings, in order, in every form."""

import csv
import io
import json
from pathlib import Path

import pytest
from console import on_terminal
from program import run

RECORDS = Path(__file__).parent / "records"
WARNED = RECORDS / "warned" / "everything.yaml"


def problems(*arguments: str, stdin: bytes = b"") -> list[dict[str, str]]:
    """Return the rows of `check --csv`."""
    answer = run("check", *arguments, "--as-of", "2026-01-01", "--csv", "-q", stdin=stdin)
    return list(csv.DictReader(io.StringIO(answer.out)))


def test_every_warning_names_its_place_and_rule() -> None:
    """The record with every warning gives those that its last lines name, in order."""
    named = [line[3:] for line in WARNED.read_text(encoding="utf-8").splitlines() if line.startswith("#? ")]
    found = [f"{row['line']}:{row['column']}: {row['message']} [{row['rule']}]" for row in problems(str(WARNED))]

    assert found == named
    assert {row["level"] for row in problems(str(WARNED))} == {"warning"}


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
def test_warnings_fail_under_strict_only(options: tuple[str, ...], status: int) -> None:
    """A record with warnings and no fault is sound enough, unless asked strictly."""
    assert run("check", str(WARNED), "--as-of", "2026-01-01", *options).status == status


def test_faults_and_warnings_come_together_in_the_order_of_the_file() -> None:
    """One run reports both kinds, sorted by place."""
    data = "calls:\n  - date: 2025-02-30\n    topics: [a]\n    notes: =1\n  - date: 2030-01-01\n    notes: 2\n"

    assert [(row["line"], row["level"], row["rule"]) for row in problems("-", stdin=data.encode())] == [
        ("2", "error", "format"),
        ("4", "warning", "formula"),
        ("4", "warning", "source"),
        ("5", "error", "missing"),
        ("5", "warning", "future"),
        ("6", "warning", "source"),
    ]


def test_a_terminal_shows_the_line_and_a_caret(tmp_path: Path) -> None:
    """Below each problem stand the line it is in and a mark under the place."""
    (tmp_path / "my.yaml").write_text("calls:\n  - date: 18 March\n    topics: [a]\n    notes: x\n", encoding="utf-8")
    shown, status = on_terminal("diplocalls check my.yaml", cwd=tmp_path, NO_COLOR="1")

    assert status == 1
    assert shown.splitlines()[:4] == [
        "my.yaml:2:11: '18 March' is not a date; write one day as YYYY-MM-DD, such as",
        "2025-06-14 [format]",
        "      - date: 18 March",
        "              ^",
    ]


def test_as_json() -> None:
    """JSON holds the problems as rows, each with its file, place, level and rule."""
    data = b"calls:\n  - date: '50%, no'\n    topics: [a]\n    notes: x\n    sources: [b]\n"
    as_json = json.loads(run("check", "-", "--json", "-q", stdin=data).out)

    assert as_json["problems"] == [
        {
            "file": "-",
            "line": 2,
            "column": 11,
            "level": "error",
            "rule": "format",
            "message": "'50%, no' is not a date; write one day as YYYY-MM-DD, such as 2025-06-14",
        },
        {
            "file": "-",
            "line": 5,
            "column": 15,
            "level": "error",
            "rule": "format",
            "message": "the source 'b' is not declared under 'sources'",
        },
    ]


def test_who_placed_a_call_is_used_where_nobody_says_who_spoke() -> None:
    """A caller is no name that nobody uses."""
    people = "people: {amy: {name: Amy}, bob: {name: Bob}}\n"
    calls = "calls: [{date: 2025-03-18, topics: [a], notes: b, placed_by: amy, sources: []}]\n"
    answer = run("check", "-", "--csv", "-q", stdin=f"{people}{calls}".encode())

    assert answer.out.splitlines()[1:] == ["-,1,28,warning,unused,no call uses 'bob' of 'people'"]


def test_a_faulty_record_stops_every_answer_with_the_same_faults() -> None:
    """`list` shows the faults that `check` does, at most twenty, and how many more there are."""
    entries = "".join(f"  - {{date: 2025-01-{day:02}, topics: [a], notes: x, minuets: 3}}\n" for day in range(1, 32))
    answer = run("list", "--data", "-", stdin=f"calls:\n{entries}".encode())

    assert answer.status == 3
    assert len(answer.err.splitlines()) == 21
    assert answer.err.splitlines()[-1] == (
        "diplocalls: the record cannot be read: 31 faults; 11 more, which 'diplocalls check -' shows"
    )


@pytest.mark.parametrize("day", ["2026-11-20", "today", "2026-11-20 --topic iran --with trump --with putin"])
def test_a_new_entry_passes_check(tmp_path: Path, day: str) -> None:
    """What `new` prints, appended to a starter record, is sound, but for the topic that stands for any."""
    record = run("new", "--record", "2026-11-18", "--topic", "iran", "--with", "trump", "--with", "putin").out
    entry = run("new", *day.split()).out
    (tmp_path / "my.yaml").write_text(record + entry, encoding="utf-8")
    answer = run("check", "my.yaml", "--csv", "-q", cwd=tmp_path)
    faults = [row["message"] for row in csv.DictReader(io.StringIO(answer.out)) if row["level"] == "error"]

    assert faults == ["the topic 'a-topic' is not declared under 'topics'"] * (0 if "--topic" in day else 2)
    assert answer.status == (1 if faults else 0)
