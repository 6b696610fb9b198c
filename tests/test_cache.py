"""What was read is kept, and is never stale, never believed when damaged, and never in the way."""

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from console import ROOT, environment
from program import run

from diplocalls.record import cache, loading
from diplocalls.record.loading import load
from diplocalls.record.reading import read
from diplocalls.record.record import Record

SHIPPED = ROOT / "data" / "calls.yaml"
SOUND = sorted((ROOT / "tests" / "records" / "sound").glob("*.yaml"))
# Of what the kept form rests on. Where it differs, raise cache.FORMAT if a record of before would now be read
# otherwise, then write the new pair here.
KNOWN = {4: "094926dbb2d06916"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a cache folder of its own."""
    monkeypatch.setenv("DIPLOCALLS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.parametrize("path", [*SOUND, SHIPPED], ids=lambda path: path.stem)
def test_what_is_recalled_is_what_was_read(path: Path, folder: Path) -> None:
    """Every value comes back equal and of its type."""
    data = path.read_bytes()
    record = read(data)
    cache.keep(cache.place(data), data, record)

    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]
    assert repr(cache.recall(cache.place(data), data)) == repr(record)


@pytest.mark.parametrize("off", ["off", ""])
def test_a_cache_that_is_off_believes_no_file(off: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kept record in the current folder, which anybody may have put there, is not read in place of one's own."""
    monkeypatch.setenv("DIPLOCALLS_CACHE", str(tmp_path))
    data = SHIPPED.read_bytes()
    record = read(data)
    cache.keep(cache.place(data), data, record._replace(calls=record.calls[:3]))
    monkeypatch.setenv("DIPLOCALLS_CACHE", off)
    monkeypatch.chdir(tmp_path)

    assert [path.suffix for path in tmp_path.iterdir()] == [".json"]
    assert load(SHIPPED).calls == record.calls


def test_a_new_format_has_a_new_number() -> None:
    """Whoever changes a field or a converter is told to look at the number of the cache's format."""
    names = ("model", "fields", "values", "reading", "tree", "cache")
    code = list(Record._fields)
    for text in ((Path(cache.__file__).parent / f"{name}.py").read_text(encoding="utf-8") for name in names):
        lines = dict(enumerate(text.splitlines(), 1))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
                for number in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1):
                    del lines[number]  # what is said of the code changes nothing
        code += [line for line in lines.values() if line and not line.lstrip().startswith("#")]

    assert KNOWN.get(cache.FORMAT) == hashlib.sha256("\n".join(code).encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    "damage", ["cut short", "noise", "empty", "a letter off", "another text's", "another version's", "writable by all"]
)
def test_a_damaged_file_is_not_believed(damage: str, folder: Path) -> None:
    """The record is read anew, whatever is in the place of what was kept."""
    first = loading.load(SHIPPED)
    [file] = folder.iterdir()
    data, text = file.read_bytes(), SHIPPED.read_bytes()
    wrong = {
        "cut short": data[:-9],
        "noise": os.urandom(500),
        "empty": b"",
        "a letter off": data[: len(text)] + data[len(text) :].replace(b"Reuters", b"Reuter5"),
        "another text's": data.replace(text, text.replace(b"Reuters", b"Reuter5")),
        "another version's": data.replace(b" 0.", b" 9.", 1),
    }
    file.write_bytes(wrong.get(damage, data))
    if damage == "writable by all":
        file.chmod(0o666)

    assert loading.load(SHIPPED) == first


def test_a_record_changed_by_one_byte_is_read_anew(folder: Path, tmp_path: Path) -> None:
    """What is kept is of one text alone."""
    path = tmp_path / "my.yaml"
    path.write_bytes(SHIPPED.read_bytes())
    before = loading.load(path)
    path.write_bytes(SHIPPED.read_bytes().replace(b"title: Telephone", b"title: telephone", 1))

    after = loading.load(path)

    assert before.title
    assert after.title
    assert (before.title[:9], after.title[:9]) == ("Telephone", "telephone")
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("place", ["off", "", "/dev/null", "/proc/nowhere"])
def test_without_a_place_nothing_is_lost(place: str, tmp_path: Path) -> None:
    """Where the folder is off or cannot be written, the answer is the same, and nothing is said."""
    usual = run("list", "--csv", "-q", cwd=tmp_path)

    assert run("list", "--csv", "-q", cwd=tmp_path, DIPLOCALLS_CACHE=place) == usual
    assert list(tmp_path.iterdir()) == []


def test_standard_input_and_faults_are_never_kept(folder: Path) -> None:
    """What came by a pipe leaves no file, and neither does a record that cannot be read."""
    run("list", "--data", "-", stdin=SHIPPED.read_bytes(), DIPLOCALLS_CACHE=str(folder))
    faulty = SHIPPED.read_bytes().replace(b"date: 2025-02-12", b"date: 2025-02-30", 1)
    answers = [run("list", "--data", "/dev/stdin", stdin=faulty, DIPLOCALLS_CACHE=str(folder)) for _ in range(2)]

    assert [answer.status for answer in answers] == [3, 3]
    assert not folder.exists()


def test_many_processes_at_once(folder: Path) -> None:
    """They read and write the same folder, and each has the right answer."""
    command = [sys.executable, "-m", "diplocalls", "count", "--during", "2025", "--csv", "-q"]
    settings = environment(DIPLOCALLS_CACHE=str(folder))
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=settings, cwd=ROOT) for _ in range(8)]

    assert {process.communicate(timeout=60)[0] for process in running} == {
        b"count,calls,confirmed,reported\nall,10,10,0\n"
    }


def test_the_oldest_are_dropped(folder: Path) -> None:
    """No more than two dozen files stay."""
    record = read(SOUND[0].read_bytes())
    for number in range(cache.MOST_FILES + 5):
        text = b"%d" % number
        cache.keep(cache.place(text), text, record)

    assert len(list(folder.iterdir())) == cache.MOST_FILES
