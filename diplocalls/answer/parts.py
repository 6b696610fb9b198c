"""What a page is made of, so that a screen and a Markdown page both can draw it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import IO, NamedTuple, TypeAlias

from ..record.text import cells, clean


class Piece(NamedTuple):
    """A run of text: its style is what it is (`by`, `topic`, `match`, `mark`, `dim`, a verdict), not how it looks."""

    text: str
    style: str = ""
    url: str | None = None


Line: TypeAlias = tuple[Piece, ...]


class Text(NamedTuple):
    """A paragraph, empty for a blank line, as far in as what stands before its first line.

    Its style is what it is: a `title`, a `heading`, an `item` of a list, a `quote` from the record, the `basis`.
    """

    line: Line
    style: str = ""
    start: str = ""


class Column(NamedTuple):
    """A column of a grid: its heading, its cells, and whether they stand to the right."""

    name: str
    cells: Sequence[Line]
    right: bool = False

    def width(self) -> int:
        """Return how many columns of a terminal it needs."""
        texts = ("".join(piece.text for piece in cell) for cell in self.cells)
        return max(cells(clean(text)) for text in (self.name, *texts))


class Grid(NamedTuple):
    """A table; where no column has a heading, names in the first column and what they are in the second."""

    columns: Sequence[Column]

    def heads(self) -> list[str]:
        """Return the headings, or nothing where there are none."""
        names = [column.name for column in self.columns]
        return names if any(names) else []

    def rows(self) -> Iterator[tuple[Line, ...]]:
        """Yield the cells of each row."""
        return zip(*(column.cells for column in self.columns), strict=True)


class Drawing(NamedTuple):
    """Lines that keep their blanks, each with a style."""

    lines: Sequence[tuple[str, str]]


BREAK = " \n"  # between pieces: a new line on a screen, a blank in Markdown
Part: TypeAlias = Text | Grid | Drawing
# How texts of a style follow each other in Markdown; others are paragraphs.
_JOINED = {"item": "\n", "basis": "  \n"}
_BOLD = ("by", "match", "strong", "yes", "no", "open")


def line(*pieces: str | Piece) -> Line:
    """Return a line of pieces and plain texts, without those that are empty."""
    made = [Piece(piece) if isinstance(piece, str) else piece for piece in pieces]
    return tuple([piece for piece in made if piece.text])


def facts(rows: Iterable[tuple[str, str | Line]]) -> Grid:
    """Return names and values beside each other."""
    found = [(name, line(value) if isinstance(value, str) else value) for name, value in rows]
    names = [line(Piece(name, "dim")) for name, _ in found]
    return Grid((Column("", names), Column("", [value for _, value in found])))


def basis(sentences: Iterable[str]) -> Iterator[Part]:
    """Yield what an answer rests on, a text each."""
    return (Text(line(sentence), "basis") for sentence in sentences)


def markdown(parts: Iterable[Part], stream: IO[str]) -> None:
    """Write a page in GitHub's Markdown."""
    said = [(part.style if isinstance(part, Text) else "", _markdown(part)) for part in parts]
    kinds = groupby([each for each in said if each[1]], key=itemgetter(0))
    blocks = [_JOINED.get(style, "\n\n").join(text for _, text in group) for style, group in kinds]
    stream.write("\n\n".join(blocks) + "\n" * bool(blocks))


def escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Markdown; a line end becomes a break."""
    text = re.sub(r"([\\|`*_\[\]<>~&])", r"\\\1", text)
    text = re.sub(r"^([0-9]*)([.)](?= |$)|(?<![0-9])[#+-])", r"\1\\\2", text)  # a heading, or an item of a list
    return "<br>".join(text.splitlines())


def _markdown(part: Part) -> str:
    if isinstance(part, Text):
        number = part.start.strip("[]. ")
        marks = {"title": "# ", "heading": "## ", "quote": "> ", "item": f"{number}. " if number else "- "}
        return marks.get(part.style, "") * bool(part.line) + _inline(part.line)
    if isinstance(part, Drawing):
        return "\n".join(("```text", *(clean(text) for text, _ in part.lines), "```"))
    rows = [list(map(_inline, row)) for row in part.rows()]
    heads = part.heads()
    if not heads:
        return "\n".join(f"- **{name}:** {value}" for name, value in rows)
    rule = ["---:" if column.right else "---" for column in part.columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in (list(map(escaped, heads)), rule, *rows))


def _inline(pieces: Line) -> str:
    return "".join(map(_piece, pieces)).strip()


def _piece(piece: Piece) -> str:
    text = clean(piece.text)
    if piece.url:
        return f"<{piece.url}>" if text == piece.url else f"[{escaped(text)}]({piece.url})"
    core = text.strip()
    return text.replace(core, f"**{escaped(core)}**", 1) if core and piece.style in _BOLD else escaped(text)
