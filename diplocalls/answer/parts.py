"""What a page is made of, so that a screen and a Markdown page both can draw it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, NamedTuple, TypeAlias

from ..record.text import cells, clean


class Piece(NamedTuple):
    """A run of text: its style is what it is (`by`, `topic`, `match`, `mark`, `dim`, a verdict), not how it looks."""

    text: str
    style: str = ""
    url: str | None = None


Line: TypeAlias = tuple[Piece, ...]


class Text(NamedTuple):
    """A paragraph, empty for a blank line; by its style a `title`, or a `heading`, with a blank line before."""

    line: Line
    style: str = ""


class Item(NamedTuple):
    """A text as far in as what stands before its first line; `quote` is a passage of the record."""

    line: Line
    start: str = "  "
    quote: bool = False


class Facts(NamedTuple):
    """Names and values beside each other."""

    rows: Sequence[tuple[str, Line]]


class Column(NamedTuple):
    """A column of a grid: its heading, its cells, and whether they stand to the right."""

    name: str
    cells: Sequence[Line]
    right: bool = False

    def width(self) -> int:
        """Return how many columns of a terminal it needs."""
        texts = ("".join(piece.text for piece in cell) for cell in self.cells)
        return max(cells(text) for text in (self.name, *texts))


class Grid(NamedTuple):
    """A table."""

    columns: Sequence[Column]

    def rows(self) -> Iterator[tuple[Line, ...]]:
        """Yield the cells of each row."""
        return zip(*(column.cells for column in self.columns), strict=True)


class Drawing(NamedTuple):
    """Lines that keep their blanks, each with a style."""

    lines: Sequence[tuple[str, str]]


class Caption(NamedTuple):
    """The basis of an answer, a sentence each."""

    sentences: Sequence[str]


BREAK = " \n"  # between pieces: a new line on a screen, a blank in Markdown
Part: TypeAlias = Text | Item | Facts | Grid | Drawing | Caption


def line(*pieces: str | Piece) -> Line:
    """Return a line of pieces and plain texts, without those that are empty."""
    made = [Piece(piece) if isinstance(piece, str) else piece for piece in pieces]
    return tuple([piece for piece in made if piece.text])


def markdown(parts: Iterable[Part], stream: IO[str]) -> None:
    """Write a page in GitHub's Markdown."""
    before: type | None = None
    for part in parts:
        text = "".join(_markdown(part))
        if text:
            together = type(part) is before and isinstance(part, Item) and not part.quote
            stream.write(("" if before is None or together else "\n") + text)
            before = type(part)


def escaped(text: str) -> str:
    """Return a text whose signs mean nothing to Markdown; a line end becomes a break."""
    text = re.sub(r"([\\|`*_\[\]<>~&])", r"\\\1", text)
    text = re.sub(r"^([0-9]*)([.)](?= |$)|(?<![0-9])[#+-])", r"\1\\\2", text)  # a heading, or an item of a list
    return "<br>".join(text.splitlines())


def _markdown(part: Part) -> Iterator[str]:
    if isinstance(part, Text):
        mark = {"title": "# ", "heading": "## "}.get(part.style, "")
        yield f"{mark}{_inline(part.line)}\n" if part.line else ""
    elif isinstance(part, Item):
        start = part.start.strip("[]. ")
        mark = f"{start}." if start.isdigit() else "-"
        yield f"> {_inline(part.line)}\n" if part.quote else f"{mark} {_inline(part.line)}\n"
    elif isinstance(part, Facts):
        for name, value in part.rows:
            yield f"- {f'**{escaped(clean(name))}:** ' if name else ''}{_inline(value)}\n"
    elif isinstance(part, Grid):
        yield "| " + " | ".join(escaped(column.name) for column in part.columns) + " |\n"
        yield "|" + "".join(" ---: |" if column.right else " --- |" for column in part.columns) + "\n"
        for row in part.rows():
            yield "| " + " | ".join(map(_inline, row)) + " |\n"
    elif isinstance(part, Drawing):
        yield "```text\n" + "".join(f"{clean(text)}\n" for text, _ in part.lines) + "```\n"
    elif isinstance(part, Caption):
        yield "  \n".join(escaped(clean(sentence)) for sentence in part.sentences) + "\n"


def _inline(pieces: Line) -> str:
    return "".join(map(_piece, pieces)).strip()


def _piece(piece: Piece) -> str:
    text = clean(piece.text)
    if piece.url:
        return f"<{piece.url}>" if text == piece.url else f"[{escaped(text)}]({piece.url})"
    core = text.strip()
    if core and piece.style in ("by", "match", "strong", "yes", "no", "open"):
        return text.replace(core, f"**{escaped(core)}**", 1)
    return escaped(text)
