"""A page on a terminal, or as plain text of a fixed width."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest
from shutil import get_terminal_size
from typing import IO

from rich.console import Console
from rich.style import Style
from rich.text import Text as Text_

from ..record.text import cells, clean
from .parts import Caption, Drawing, Facts, Grid, Item, Line, Part, Text, line

STYLES = {
    **dict.fromkeys(("strong", "title", "heading", "by"), "bold"),
    "topic": "italic",
    "match": "bold reverse",
    "mark": "magenta",
    "dim": "dim",
    "link": "underline",
    "yes": "bold green",
    "no": "bold red",
    "open": "bold magenta",
}
_NARROWEST = 12  # a column that is wrapped is no narrower
_PLAIN = str.maketrans("–…█─●○┄", "-~#-#o.")


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
        no_color=False,  # Rich would read NO_COLOR itself
        legacy_windows=False,
    )
    for part in parts:
        if buffer.tell() and (isinstance(part, Caption) or (isinstance(part, Text) and part.style)):
            console.print()
        lines = list(_lines(part, console))
        for drawn in lines:
            drawn.rstrip()
        if lines:  # all at once: the lines of one link keep its number, so that a terminal marks them together
            console.print(Text_("\n").join(lines), soft_wrap=True)
    fancy = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    stream.write(buffer.getvalue() if fancy else buffer.getvalue().translate(_PLAIN))


def _lines(part: Part, console: Console) -> Iterator[Text_]:
    """Yield a part line by line, no line wider than the console but those of a drawing."""
    width = console.width
    if isinstance(part, Text):
        yield from _row([_text(part.line, part.style)], [width], console)
    elif isinstance(part, Item):
        widths = [len(part.start), width - len(part.start)]
        yield from _row([Text_(part.start), _text(part.line)], widths, console, gap=0)
    elif isinstance(part, Facts):
        first = min(max((cells(name) for name, _ in part.rows), default=0), width // 3)
        for name, value in part.rows:
            yield from _row([_text(line(name), "dim"), _text(value)], [first, width - first - 2], console)
    elif isinstance(part, Grid):
        yield from _grid(part, console)
    elif isinstance(part, Drawing):  # its lines may run over: a caret has to stay below its place
        yield from (_text(line(text), style) for text, style in part.lines)
    elif isinstance(part, Caption):
        for sentence in part.sentences:
            yield from _row([_text(line(sentence), "dim")], [width], console)


def _grid(grid: Grid, console: Console) -> Iterator[Text_]:
    """Yield a table, its cells wrapped where they must be, or, where it cannot fit, a block a row."""
    needs = [column.width() for column in grid.columns]
    room = console.width - 2 * (len(needs) - 1)
    rows = list(grid.rows())
    if not rows:
        return
    least = [min(need, _NARROWEST) for need in needs]
    if sum(least) > room:
        for row in rows:
            named = [(f"  {column.name}", cell) for column, cell in zip(grid.columns[1:], row[1:], strict=True) if cell]
            yield from _lines(Text(row[0], "strong"), console)
            yield from _lines(Facts(named), console)
        return
    widths = [max(low, min(need, room)) for low, need in zip(least, needs, strict=True)]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[widest] -= 1
    right = {at for at, column in enumerate(grid.columns) if column.right}
    yield from _row([Text_(column.name, "bold") for column in grid.columns], widths, console, right)
    yield Text_("─" * (sum(widths) + 2 * (len(widths) - 1)), "dim")
    for row in rows:
        yield from _row([_text(cell) for cell in row], widths, console, right)


def _row(
    row: Sequence[Text_], widths: Sequence[int], console: Console, right: Container[int] = (), gap: int = 2
) -> Iterator[Text_]:
    """Yield texts beside each other, each wrapped to its width; those at the places `right` stand to the right."""
    wrapped = [
        [text] if cells(text.plain) <= width and "\n" not in text.plain else text.wrap(console, width, overflow="fold")
        for text, width in zip(row, widths, strict=True)
    ]
    for each in zip_longest(*wrapped, fillvalue=Text_()):
        out = Text_()
        for at, (text, width) in enumerate(zip(each, widths, strict=True)):
            room = " " * (width - cells(text.plain))
            before, after = (room, "") if at in right else ("", room)
            out.append(" " * gap * bool(at) + before).append_text(text).append(after)
        yield out


def _text(pieces: Line, style: str = "") -> Text_:
    out = Text_(style=STYLES.get(style, ""))
    for piece in pieces:
        look = Style.parse(STYLES.get(piece.style, ""))
        out.append(clean(piece.text).replace("\t", " "), look + Style(link=piece.url) if piece.url else look)
    return out
