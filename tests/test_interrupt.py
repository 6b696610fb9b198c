"""Ctrl-C while the program starts: quiet from the first import of ours on."""

import subprocess
import sys
from pathlib import Path

import pytest
from console import ROOT, environment

# It presses Ctrl-C when Python looks for one module, and so at the same place each time.
PRESS = """
import signal, sys
from diplocalls.__main__ import main

class Finder:
    def find_spec(self, name, path, target=None):
        if name == module:
            signal.raise_signal(signal.SIGINT)

module = sys.argv.pop(1)
sys.meta_path.insert(0, Finder())
main()
"""
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "diplocalls").glob("*/*.py"))
]
# A command that needs it, for each module that `list` does without.
NEEDED_BY = {
    "answer.citation": "sources --format ris",
    "answer.page": "list --format text",
    "answer.parts": "show 1",
    "answer.picture": "timeline",
    "answer.screen": "list --format text",
    "question.claim": "claim --total 1",
    "question.evidence": "claim --total 1",
    "question.figures": "stats",
    "question.grammar": "claim ten calls",
    "question.search": "search iran",
    "question.sentence": "claim ten calls",
    "question.vocabulary": "claim ten calls",
    "question.words": "claim ten calls",
    "record.checking": "check",
    "record.schema": "schema",
}


FEW = ("typer.main", "yaml", "diplocalls.command.program", "diplocalls.record.cache", "diplocalls.question.words")
ALL = [*FEW, *(pytest.param(name, marks=pytest.mark.long) for name in MODULES if name not in FEW)]


@pytest.mark.parametrize("module", ALL)
def test_an_interrupt_while_a_module_is_imported(module: str, tmp_path: Path) -> None:
    """Wherever it meets the imports of the program, the status is 130, and there is neither a word nor a file."""
    command = NEEDED_BY.get(module.removeprefix("diplocalls."), "list").split()
    done = subprocess.run(
        [sys.executable, "-c", PRESS, module, *command],
        capture_output=True,
        cwd=tmp_path,
        env=environment(DIPLOCALLS_CACHE="off"),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr, list(tmp_path.iterdir())) == (130, b"", b"", [])
