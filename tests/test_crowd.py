"""Many at once: fifty programs that meet one large record which none has read before."""

from pathlib import Path

import pytest
from console import environment
from program import start

from diplocalls.record import cache
from diplocalls.record.reading import read

ENTRY = "  - {{date: {year}-{month:02}-{day:02}, topics: [a, b], minutes: {day}, notes: [{{by: c, text: {text}}}]}}\n"


@pytest.mark.long
def test_fifty_programs_read_one_new_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has the same whole answer, and what stays in the folder is the one file, as it was read."""
    days = [(year, month, day) for year in range(2000, 2005) for month in range(1, 13) for day in range(1, 21)]
    entries = [ENTRY.format(year=year, month=month, day=day, text="x" * 500) for year, month, day in days]
    data = f"calls:\n{''.join(entries)}".encode()
    (tmp_path / "my.yaml").write_bytes(data)
    folder = tmp_path / "cache"
    monkeypatch.setenv("DIPLOCALLS_CACHE", str(folder))
    settings = environment(DIPLOCALLS_CACHE=str(folder))

    running = [start("export", "--json", "--data", "my.yaml", cwd=tmp_path, env=settings) for _ in range(50)]
    answers = [(*process.communicate(timeout=120), process.returncode) for process in running]

    [(out, err, status)] = set(answers)
    assert (out.count(b'"id": "200'), err, status) == (len(days), b"", 0)
    assert len(list(folder.iterdir())) == 1
    assert repr(cache.recall(cache.place(data), data)) == repr(read(data))
