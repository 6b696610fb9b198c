"""Files at the edges: the longest names, private ones, and disks that are full."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from console import ROOT
from program import Answer, cases, run, shell, start

SHIPPED = ROOT / "data" / "calls.yaml"
NAMES = {"ASCII": "a" * 246, "two bytes a letter": "ж" * 123, "four bytes a letter": "📞" * 61 + "ab"}


@pytest.mark.parametrize("name", cases({name: (text,) for name, text in NAMES.items()}))
def test_a_name_of_250_bytes_is_a_name(name: str, tmp_path: Path) -> None:
    """A file system takes 255 bytes of a name: nothing that the program writes beside a file needs more."""
    path = f"{name}.csv"
    shutil.copy(SHIPPED, tmp_path / f"{name}.yml")
    answers = [
        run("list", "--data", f"{name}.yml", "-o", path, "-q", *force, cwd=tmp_path) for force in ((), ("--force",))
    ]

    assert len(os.fsencode(path)) == 250
    assert answers == [Answer(0, "", "")] * 2
    assert (tmp_path / path).read_text(encoding="utf-8") == run("list", "--csv").out
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_what_is_written_over_is_never_more_readable(mode: int, tmp_path: Path) -> None:
    """Neither the file nor what is written beside it, at any moment, whatever the umask; and afterwards as before."""
    data = "calls:\n" + "".join(
        f"  - {{date: {year}-{month:02}-01, topics: [a], notes: [{'x' * 5000}]}}\n"
        for year in range(1900, 1950)
        for month in range(1, 13)
    )
    (tmp_path / "my.yaml").write_text(data, encoding="utf-8")
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "a.csv").touch()
    (folder / "a.csv").chmod(mode)
    seen: set[tuple[bool, int]] = set()
    with start("export", "--data", "my.yaml", "private/a.csv", "--force", cwd=tmp_path, umask=0) as process:
        while process.poll() is None:
            for each in os.scandir(folder):
                try:
                    seen.add((each.name == "a.csv", stat.S_IMODE(each.stat().st_mode)))
                except FileNotFoundError:
                    continue
        process.communicate(timeout=20)

    assert process.returncode == 0
    assert (False, 0o600) in seen
    assert {found | mode for _, found in seen} == {mode}
    assert (folder / "a.csv").stat().st_size > 600 * 5000
    assert (folder / "a.csv").stat().st_mode & 0o777 == mode


WRITTEN = {
    "text": "list -o a.txt",
    "csv": "export --csv -o a.csv",
    "json": "export a.json",
    "page": "show first -o a.md",
    "workbook": "list -o a.xlsx",
    "picture": "timeline -o a.svg",
    "picture's page": "timeline -o a.html",
    "schema": "schema -o a.json",
    "copy": "new --copy a.yaml",
}


@pytest.mark.parametrize("command", cases({name: (line,) for name, line in WRITTEN.items()}))
def test_a_full_disk_leaves_nothing_half_written(command: str, tmp_path: Path) -> None:
    """The status is 3, the error names the file and the reason, and the disk holds what it held."""
    name = command.split()[-1]
    answer = on_a_full_disk(f"diplocalls {command}; echo $? $(ls -A)", tmp_path)

    assert answer == (0, "3 filling\n", f"diplocalls: cannot write '{name}': No space left on device\n")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """With --force too, what was there stays whole."""
    line = "diplocalls export a.csv --force; echo $? $(ls -A) $(cat a.csv)"
    answer = on_a_full_disk(line, tmp_path, before="echo old > a.csv")

    assert answer == (0, "3 a.csv filling old\n", "diplocalls: cannot write 'a.csv': No space left on device\n")


def test_a_full_disk_under_the_cache_is_silent(tmp_path: Path) -> None:
    """The answer is as ever, and no half of what was to be kept stays."""
    answer = on_a_full_disk("mkdir c; DIPLOCALLS_CACHE=c diplocalls list --csv; ls -A c", tmp_path)

    assert answer == run("list", "--csv")


def on_a_full_disk(line: str, folder: Path, before: str = ":") -> Answer:
    """Run a line of a shell in a folder that is a full file system of its own; skip where none can be."""
    alone = "unshare --user --map-root-user --mount sh -c"
    mount = "mount -t tmpfs -o size=64k none ."
    if shell(f"{alone} '{mount}'", cwd=folder).status:
        pytest.skip("no file system can be mounted here")
    return shell(f"{alone} '{mount}; cd .; {before}; head -c 64k /dev/zero > filling 2> /dev/null; {line}'", cwd=folder)
