"""What can be wrong, where, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter


class Problem(Exception):  # noqa: N818 - it may be a warning
    """A fault or a warning: what is wrong, its place in the text (line and column, from 1) and the rule it breaks."""

    def __init__(
        self, message: str, *, line: int = 1, column: int = 1, rule: str = "format", warning: bool = False
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.rule, self.warning = message, line, column, rule, warning

    def show(self, name: str) -> str:
        """Return the problem as editors and CI read it: FILE:LINE:COLUMN: message."""
        return f"{name}:{self.line}:{self.column}: {'warning: ' if self.warning else ''}{self.message}"


class RecordError(Exception):
    """A record that cannot be read: `problems` holds every fault, `name` the file's name."""

    def __init__(self, problems: Iterable[Problem], *, name: str) -> None:
        self.problems = tuple(sorted(problems, key=attrgetter("line", "column")))
        self.name = name
        super().__init__("\n".join(problem.show(name) for problem in self.problems))


class QuestionError(ValueError):
    """A question that cannot be answered as it was put; the text is a sentence for the user."""
