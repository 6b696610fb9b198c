"""What nobody would write, and Hypothesis does: no input makes the program fail, and every text comes back."""

import contextlib
import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import cases

from diplocalls import Period, Problem, QuestionError, Record, RecordError
from diplocalls.answer.formats import FORMATS
from diplocalls.command import program
from diplocalls.record.fields import CALL, RECORD
from diplocalls.record.model import STATUSES
from diplocalls.record.reading import read

settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
STEADY = settings.get_profile("steady")
DOCUMENTED = {0, 1, 2, 3, 4}
TODAY = date(2026, 11, 22)
OF_ALL = [name for name, form in FORMATS.items() if not (form.only or form.binary)]
COMMANDS = (
    "list",
    "list --long",
    "show first",
    "topics",
    "topics iran",
    "count",
    *(f"count --by {key}" for key in ("topic", "month", "quarter", "year", "weekday", "status", "caller")),
    "stats",
    "timeline",
    "search a",
    "claim --total 1",
    "claim --on first --nth 1 --from 2025",
    "sources",
    "sources first",
    "export",
    "check",
)

# JSON is YAML where its texts are printable; any other letter stands as an escape.
LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: text.strip() != "")
DAYS = st.dates().map(date.isoformat)
SOME_DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31)).map(date.isoformat)
TOPICS = ("ukraine", "iran", "middle-east", "énergie-2", "россия")
IDS = st.sampled_from(TOPICS)
PEOPLE = st.sampled_from(["trump", "putin"])


T = TypeVar("T")


def lists(values: st.SearchStrategy[T], min_size: int = 0) -> st.SearchStrategy[list[T]]:
    """Return a strategy of lists that hold nothing twice."""
    return st.lists(values, unique=True, min_size=min_size)


def entries(required: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy of mappings with these keys."""
    return st.fixed_dictionaries(required, optional=optional)


SOURCES = lists(st.sampled_from(["tass", "ria"]))
NOTE = entries({"text": TEXTS}, topic=IDS, by=TEXTS, sources=SOURCES)
NOTES = st.one_of(TEXTS, st.lists(st.one_of(TEXTS, NOTE), min_size=1))
ACCOUNTS = st.lists(entries({"says": TEXTS}, by=TEXTS, sources=SOURCES), min_size=2, max_size=3)
ENTRIES = entries(
    {"date": SOME_DAYS, "topics": lists(IDS, min_size=1), "notes": NOTES, "between": st.just(["trump", "putin"])},
    status=st.sampled_from(STATUSES),
    date_in=st.dictionaries(TEXTS, SOME_DAYS, max_size=2),
    minutes=st.integers(1, 1440),
    placed_by=PEOPLE,
    occasion=TEXTS,
    summary=TEXTS,
    outcome=NOTES,
    not_discussed=NOTES,
    disputed=st.lists(entries({"about": TEXTS, "accounts": ACCOUNTS}), max_size=2),
    sources=SOURCES,
)
DECLARED = st.fixed_dictionaries(dict.fromkeys(("tass", "ria"), entries({"publisher": TEXTS}, title=TEXTS, note=TEXTS)))
RECORDS = entries(
    {"calls": st.lists(ENTRIES, max_size=5, unique_by=lambda entry: entry["date"]), "sources": DECLARED},
    title=TEXTS,
    updated=DAYS,
    licence=TEXTS,
    covers=st.just({"from": "2025-02-01", "to": "2026-03-09", "partly_to": "2026-10-10"}),
)


def yaml(value: object) -> str:
    """Return a value as YAML: JSON, with the escapes that YAML has for letters beyond the first plane."""
    if isinstance(value, str):
        signs = (sign if " " <= sign <= "~" and sign not in '"\\' else f"\\U{ord(sign):08x}" for sign in value)
        return f'"{"".join(signs)}"'
    if isinstance(value, dict):
        return f"{{{', '.join(f'? {yaml(key)} : {yaml(item)}' for key, item in value.items())}}}"
    return f"[{', '.join(map(yaml, value))}]" if isinstance(value, list) else json.dumps(value)


def ask(*arguments: str) -> tuple[int, str]:
    """Run the program in this process; return its exit status and what it wrote to stdout."""
    before = sys.stdout, sys.stderr
    written = io.BytesIO()
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, "utf-8", newline="") for each in (written, io.BytesIO()))
    try:
        status = program.main(arguments)
        sys.stdout.flush()
        return status, written.getvalue().decode()
    finally:
        sys.stdout, sys.stderr = before


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a file for one record after the other."""
    return tmp_path_factory.mktemp("fuzz") / "my.yaml"


PIECES = st.sampled_from(
    [
        *(b"calls:", b"\n  - ", b"date: ", b"2025-01-01", b"&a ", b"*a", b"{", b"}", b"[", b"]", b"'", b'"', b"\\e"),
        *(b": ", b"? ", b"- ", b"\n", b", ", b"topics", b"notes", b"|\n  ", b">-\n ", b"!!str ", b"%", b"<<: "),
        *(b"\t", b"#", b"...", b"---", b"\r", b"\xef\xbb\xbf", b"\xc2\x85", b"sources", b"minutes: 1"),
    ]
)
PIECED = st.lists(st.one_of(PIECES, st.binary(max_size=3))).map(b"".join)


def problems(data: bytes) -> Sequence[Problem]:
    """Return the faults of a record; any other end of reading it fails the test."""
    try:
        assert isinstance(read(data), Record)
    except RecordError as error:
        return error.problems or pytest.fail("an error without a fault")
    return ()


@settings(STEADY, max_examples=400)
@given(st.one_of(st.binary(), PIECED, st.text(LETTERS).map(str.encode)))
def test_any_bytes_are_a_record_or_an_error(data: bytes) -> None:
    """And every fault has a place in the text, and says what is wrong in one line."""
    lines = data.decode(errors="replace").splitlines()
    for problem in problems(data):
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message
        assert "\n" not in problem.message


LINES = (Path(__file__).parent / "records" / "sound" / "whole.yaml").read_bytes().splitlines(keepends=True)
MOVES = st.tuples(st.sampled_from(["drop", "twice", "move", "cut"]), st.integers(0, 10**6), st.integers(0, 10**6))


@settings(STEADY, max_examples=300)
@given(st.lists(MOVES, min_size=1, max_size=4))
def test_a_record_edited_by_accident_is_a_record_or_an_error(moves: list[tuple[str, int, int]]) -> None:
    """Lines that are lost, doubled, moved or cut off are what an editor's slip leaves."""
    lines = list(LINES)
    for move, one, other in moves:
        line = lines[one % len(lines)]
        if move in ("drop", "move") and len(lines) > 1:
            lines.remove(line)
        if move in ("twice", "move"):
            lines.insert(other % (len(lines) + 1), line)
        if move == "cut":
            lines[one % len(lines)] = line[: other % (len(line) + 1)]
    problems(b"".join(lines))


SLIPS = {
    "a topic twice, the second bare": b"topics: {a: {label: b}, a: }\ncalls: []",
    "a topic twice, the first bare": b"topics: {a: , a: {label: b}}\ncalls: []",
    "a label twice": b"topics: {a: {label: b, label: c}}\ncalls: []",
    "a label that is a list": b"topics: {a: {label: [b]}, c: {label: {d: e}}}\ncalls: []",
    "aliases twice": b"topics: {a: {aliases: [b]}, a: {aliases: b, aliases: [c, b]}}\ncalls: []",
    "a parent twice": b"topics: {a: {parent: a}, a: {parent: b}, b: {parent: a, parent: b}}\ncalls: []",
    "no id, twice": b"topics: {aB: , aB: {label: b, parent: c}}\ncalls: []",
}
OVERWRITTEN = "a name that is no id is not looked for among the names before it"


@pytest.mark.parametrize("data", cases({name: (data,) for name, data in SLIPS.items()}))
def test_a_name_declared_twice_is_an_error(data: bytes) -> None:
    """What a fuzzer once found stays found."""
    assert problems(data)


ANYTHING = st.recursive(
    st.one_of(st.none(), TEXTS, st.just(""), st.integers(), st.booleans(), DAYS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(TEXTS, IDS), inner, max_size=3)),
    max_leaves=6,
)


@settings(STEADY, max_examples=300)
@given(
    st.sampled_from([*((name, None) for name in RECORD.fields), *(("calls", name) for name in CALL.fields)]), ANYTHING
)
def test_anything_in_any_field_is_a_record_or_an_error(place: tuple[str, str | None], value: object) -> None:
    """A field with a value that it cannot have is a fault, never a failure."""
    name, field = place
    record: dict[str, Any] = {"calls": [{"date": "2025-01-01", "topics": ["iran"], "notes": "a"}]}
    if field:
        record["calls"][0][field] = value
    else:
        record[name] = value
    problems(yaml(record).encode())


@pytest.mark.long
@settings(STEADY, max_examples=7)
@given(RECORDS)
@pytest.mark.parametrize("form", OF_ALL)
def test_every_command_answers_from_any_sound_record(form: str, path: Path, record: dict[str, Any]) -> None:
    """In every format, with a status that the help names."""
    path.write_text(yaml(record), encoding="utf-8")
    assert problems(path.read_bytes()) == ()
    for command in COMMANDS:
        status, _ = ask(*command.split(), "--data", str(path), "--format", form)
        assert status in DOCUMENTED - {3}, command


@settings(STEADY, max_examples=40)
@given(RECORDS)
def test_texts_come_back_exactly(path: Path, record: dict[str, Any]) -> None:
    """CSV, TSV and JSON give back the summary and the notes of every call, letter by letter."""
    path.write_text(yaml(record), encoding="utf-8")
    calls = sorted(record["calls"], key=lambda call: call["date"])
    summaries = [call.get("summary", "") for call in calls]
    notes = [[note if isinstance(note, str) else note["text"] for note in _listed(call["notes"])] for call in calls]
    command = ("export", "--status", "all", "--data", str(path), "--format")

    rows = list(csv.DictReader(io.StringIO(ask(*command, "csv")[1], newline="")))
    lines = [line.split("\t") for line in ask(*command, "tsv")[1].removesuffix("\n").split("\n")]
    found = json.loads(ask(*command, "json")[1])["calls"]

    assert [row["summary"] for row in rows] == summaries
    assert [_spelled_back(line[lines[0].index("summary")]) for line in lines[1:]] == summaries
    assert [call["summary"] or "" for call in found] == summaries
    assert [[note["text"] for note in call["notes"]] for call in found] == notes


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.sampled_from(
        ["--topic", "--from", "-45d", "2025-06", "--status", "all", "--with", "--by", "--json", "-h", "--"]
    ),
    st.sampled_from([word for command in COMMANDS for word in command.split()]),
)
WRITES = ("-o", "--o", "--sv", "--ht", "--in", "export")  # what writes a file, or edits a shell's start-up file


@settings(STEADY, max_examples=80)
@given(st.lists(WORDS.filter(lambda word: not word.startswith(WRITES)), max_size=6))
def test_any_words_have_a_documented_status(words: list[str]) -> None:
    """Whatever is typed, the status is one of those that the help names."""
    status, _ = ask(*words)
    assert status in DOCUMENTED


@settings(STEADY, max_examples=500)
@given(
    st.one_of(st.text(), st.from_regex(r"[-0-9Qqdwmoy]{1,11}"), DAYS, st.from_regex(r"-[0-9]{1,7}(d|w|mo|y)")),
    st.dates(),
)
def test_any_text_is_a_period_or_a_question_error(text: str, today: date) -> None:
    """A period starts no later than it ends."""
    with contextlib.suppress(QuestionError):
        period = Period.parse(text, today=today)
        assert period.first <= period.last


def _listed(notes: Any) -> list[Any]:
    return [notes] if isinstance(notes, str) else notes


def _spelled_back(cell: str) -> str:
    signs = iter(cell)
    return "".join(
        {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[next(signs)] if sign == "\\" else sign for sign in signs
    )
