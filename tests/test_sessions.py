"""The sessions that README and tests/sessions show are what a user sees."""

from pathlib import Path

import pytest
from console import ROOT, blocks, matches, play

FILES = [ROOT / "README.md", ROOT / "data" / "README.md", *sorted((ROOT / "tests" / "sessions").glob("*.md"))]
BLOCKS = [pytest.param(width, steps, id=f"{path.name}:{line}") for path in FILES for line, width, steps in blocks(path)]


@pytest.mark.parametrize(("width", "steps"), BLOCKS)
def test_a_session_shows_what_it_says(width: int, steps: list[tuple[str, str]]) -> None:
    """Each command of a block shows the lines below it, on a terminal of the block's width."""
    for (command, expected), shown in zip(steps, play(steps, width=width), strict=True):
        assert matches(expected, shown), f"$ {command}\n{shown}"


def test_every_command_has_a_session() -> None:
    """The README and the sessions use each command that the program has."""
    from diplocalls.command import program  # noqa: F401 - it fills the table of commands
    from diplocalls.command.program import COMMANDS

    played = " ".join(command for path in FILES for _, _, steps in blocks(path) for command, _ in steps)

    assert [name for name in COMMANDS if f"diplocalls {name}" not in played] == []


def test_the_readme_opens_with_its_two_commands() -> None:
    """The set-up commands stand in the README's first screen, word for word."""
    top = "".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines(keepends=True)[:30])

    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/diplocalls list" in top
    assert "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/python -m pytest" in top


def test_every_pattern_of_lines_left_out_is_whole() -> None:
    """A session may leave lines out only by a line of three dots."""
    for path in FILES:
        assert Path(path).read_text(encoding="utf-8").count("```") % 2 == 0
