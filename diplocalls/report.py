"""Faults and warnings as lines for people, editors and CI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .problem import Problem
from .text import clean

_WIDEST = 100


def lines(problems: Iterable[Problem], name: str, data: bytes) -> Iterator[str]:
    """Yield each problem as FILE:LINE:COLUMN: message [rule], then its line of the record and a caret."""
    source = data.decode(errors="replace").removeprefix("\ufeff").splitlines() if data else []
    for problem in problems:
        level = "warning: " if problem.warning else ""
        yield f"{clean(name)}:{problem.line}:{problem.column}: {level}{clean(problem.message)} [{problem.rule}]\n"
        if problem.line <= len(source):
            start = max(0, problem.column - 1 - _WIDEST // 2)
            before = clean(source[problem.line - 1][start : problem.column - 1]).replace("\t", " ")
            after = clean(source[problem.line - 1][problem.column - 1 : start + _WIDEST])
            yield f"    {before}{after}\n    {' ' * len(before)}^\n"


def github(problems: Iterable[Problem], name: str) -> Iterator[str]:
    """Yield each problem as a workflow command that GitHub shows beside the line."""
    for problem in problems:
        level = "warning" if problem.warning else "error"
        where = f"file={_value(name)},line={problem.line},col={problem.column},title={problem.rule}"
        yield f"::{level} {where}::{_data(problem.message)}\n"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
