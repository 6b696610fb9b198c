"""A page on a terminal, or as plain text of a fixed width."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from shutil import get_terminal_size
from typing import IO

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Table_
from rich.text import Text as Text_

from ..record.text import cells, clean
from .parts import Caption, Drawing, Facts, Grid, Item, Line, Part, Text

STYLES = {
    "strong": "bold",
    "title": "bold",
    "heading": "bold",
    "by": "bold",
    "topic": "italic",
    "match": "bold reverse",
    "mark": "magenta",
    "dim": "dim",
    "link": "underline",
    "yes": "bold green",
    "no": "bold red",
    "open": "bold magenta",
}
_PLAIN = str.maketrans({"–": "-", "…": "~", "█": "#", "─": "-", "●": "#", "○": "o", "┄": ".", "├": "|", "┤": "|"})
_ENDS = re.compile(r"(?:[ \t]|\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\)+$", re.MULTILINE)


def width(stream: IO[str]) -> int:
    """Return how many columns there are to write to: of the terminal, or 80, or as COLUMNS says."""
    known = stream.isatty() or "COLUMNS" in os.environ
    return max(get_terminal_size((80, 24)).columns if known else 80, 20)


def draw(parts: Iterable[Part], stream: IO[str], *, colour: bool) -> None:
    """Draw a page on a stream, in colour or plain; no line ends in a blank."""
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=width(stream),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    first = True
    for part in parts:
        for drawn in _drawn(part, console.width, first=first):
            flat = isinstance(part, Drawing)  # its lines may run over: a caret has to stay below its place
            console.print(drawn, overflow="ignore" if flat else "fold", no_wrap=flat or None, crop=False)
        first = False
        if buffer.tell() > 65536:
            _flush(buffer, stream)
    _flush(buffer, stream)


def _flush(buffer: StringIO, stream: IO[str]) -> None:
    text = _ENDS.sub(lambda end: re.sub("[ \t]", "", end[0]), buffer.getvalue())
    fancy = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    stream.write(text if fancy else text.translate(_PLAIN))
    buffer.seek(0)
    buffer.truncate()


def _drawn(part: Part, width: int, *, first: bool) -> Iterable[RenderableType]:
    """Yield what Rich prints for a part."""
    if not first and (isinstance(part, Caption) or (isinstance(part, Text) and part.style == "heading")):
        yield Text_()
    if isinstance(part, Text):
        yield _text(part.line, STYLES.get(part.style, ""))
    elif isinstance(part, Item):
        yield _hanging(_text(part.line), part.indent, part.start)
    elif isinstance(part, Facts):
        yield Padding(_facts(part, width), (0, 0, 0, part.indent), expand=False)
    elif isinstance(part, Grid):
        yield from _grid(part, width)
    elif isinstance(part, Drawing):
        yield from (Text_(clean(text), style=STYLES.get(style, "")) for text, style in part.lines)
    elif isinstance(part, Caption):
        yield from (Text_(clean(sentence), style=STYLES["dim"]) for sentence in part.sentences)


def _grid(grid: Grid, width: int) -> Iterable[RenderableType]:
    """Yield a table: lines where it fits, wrapped columns where it does not, a block a row where it cannot."""
    widths = grid.widths()
    gaps = 2 * (len(widths) - 1)
    if sum(widths) + gaps <= width:
        yield _row([Text_(column.name, style="bold") for column in grid.columns], grid, widths)
        yield Text_("─" * (sum(widths) + gaps), style="dim")
        yield from (_row([_text(cell) for cell in row], grid, widths) for row in grid.rows)
        return
    least = [
        need if column.whole or need <= (12 if at else 24) else 12
        for at, (column, need) in enumerate(zip(grid.columns, widths, strict=True))
    ]
    if sum(least) + gaps > width:
        for row in grid.rows:
            yield _text(row[0], "bold")
            named = [(column.name, cell) for column, cell in zip(grid.columns, row, strict=True)][1:]
            known = Facts([(name, cell) for name, cell in named if any(piece.text for piece in cell)])
            yield _hanging(_facts(known, width - 2), 2)
        return
    table = Table_(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for column, need, low in zip(grid.columns, widths, least, strict=True):
        justify = "right" if column.right else "left"
        whole = need == low
        table.add_column(Text_(column.name), justify=justify, no_wrap=whole, min_width=low, overflow="fold")  # type: ignore[arg-type]
    for row in grid.rows:
        table.add_row(*map(_text, row))
    yield table


def _row(row: Sequence[Text_], grid: Grid, widths: Sequence[int]) -> Text_:
    """Return a row of a table as one line."""
    out = Text_()
    for at, (column, text, width) in enumerate(zip(grid.columns, row, widths, strict=True)):
        room = " " * (width - cells(text.plain))
        out.append("  " if at else "")
        out.append(room if column.right else "").append_text(text).append("" if column.right else room)
    return out


def _facts(facts: Facts, width: int) -> Table_:
    """Return names and values beside each other."""
    table = Table_.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=width // 3, overflow="fold", style="bold" if facts.indent else "dim")
    table.add_column(overflow="fold")
    for name, value in facts.rows:
        table.add_row(Text_(clean(name)), _text(value))
    return table


def _hanging(content: RenderableType, indent: int, start: str = "") -> RenderableType:
    """Return a text that is indented, with `start` before its first line."""
    table = Table_.grid(padding=0)
    table.add_column(width=indent, no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text_(start), content)
    return table


def _text(pieces: Line, style: str = "") -> Text_:
    out = Text_(style=style, overflow="fold")
    for piece in pieces:
        look = Style.parse(STYLES.get(piece.style, ""))
        out.append(clean(piece.text), look + Style(link=piece.url) if piece.url else look)
    return out
