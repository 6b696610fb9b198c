"""What a page is made of, so that a screen and a Markdown page both can draw it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
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


class Grid(NamedTuple):
    """A table, a row after the other, some of its columns to the right; without headings names and what they are."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Line]]
    right: Container[int] = ()


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


def grid(columns: Mapping[str, Sequence[Line]], *, right: Container[str]) -> Grid:
    """Return a table of columns by their headings, those named in `right` to the right."""
    places = [at for at, name in enumerate(columns) if name in right]
    return Grid(list(columns), list(zip(*columns.values(), strict=True)), places)


def facts(rows: Iterable[tuple[str, str | Line]]) -> Grid:
    """Return names and values beside each other."""
    return Grid(
        (), [(line(Piece(name, "dim")), line(value) if isinstance(value, str) else value) for name, value in rows]
    )


def width_of(column: Iterable[Line]) -> int:
    """Return how many columns of a terminal the widest of some lines takes."""
    return max((cells(clean("".join(piece.text for piece in each))) for each in column), default=0)


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
    rows = [list(map(_inline, row)) for row in part.rows]
    if not part.heads:
        return "\n".join(f"- **{name}:** {value}" for name, value in rows)
    rule = ["---:" if at in part.right else "---" for at in range(len(part.heads))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (list(map(escaped, part.heads)), rule, *rows))


def _inline(pieces: Line) -> str:
    return "".join(map(_piece, pieces)).strip()


def _piece(piece: Piece) -> str:
    text = clean(piece.text)
    if piece.url:
        return f"<{piece.url}>" if text == piece.url else f"[{escaped(text)}]({piece.url})"
    core = text.strip()
    return text.replace(core, f"**{escaped(core)}**", 1) if core and piece.style in _BOLD else escaped(text)
