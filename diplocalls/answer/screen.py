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
from .parts import Grid, Line, Part, Text, facts, line, width_of

STYLES = {
    **dict.fromkeys(("strong", "title", "heading", "by"), "bold"),
    "topic": "italic",
    "match": "bold reverse",
    "mark": "magenta",
    **dict.fromkeys(("dim", "basis"), "dim"),
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
    before = ""
    for part in parts:
        style = part.style if isinstance(part, Text) else ""
        if buffer.tell() and (style in ("title", "heading") or style == "basis" != before):
            console.print()
        lines = list(_lines(part, console))
        for drawn in lines:
            drawn.rstrip()
        if lines:  # all at once: the lines of one link keep its number, so that a terminal marks them together
            console.print(Text_("\n").join(lines), soft_wrap=True)
        before = style
    fancy = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    stream.write(buffer.getvalue() if fancy else buffer.getvalue().translate(_PLAIN))


def _lines(part: Part, console: Console) -> Iterator[Text_]:
    """Yield a part line by line, no line wider than the console but those of a drawing."""
    if isinstance(part, Text):
        start = part.start or ("  " if part.style in ("item", "quote") else "")
        widths = [len(start), console.width - len(start)]
        yield from _row([Text_(start), _text(part.line, part.style)], widths, console, gap=0)
    elif isinstance(part, Grid):
        yield from _grid(part, console)
    else:  # its lines may run over: a caret has to stay below its place
        yield from (_text(line(text), style) for text, style in part.lines)


def _grid(grid: Grid, console: Console) -> Iterator[Text_]:
    """Yield a table, its cells wrapped where they must be, or, where it cannot fit, a block a row."""
    if not grid.rows:
        return
    heads, *rows = [line(name) for name in grid.heads], *grid.rows
    needs = [width_of(column) for column in zip(*([heads] if heads else []), *rows, strict=True)]
    room = console.width - 2 * (len(needs) - 1)
    if not heads:
        needs[0] = min(needs[0], console.width // 3)  # a name gives way to what it names
    least = [min(need, _NARROWEST) for need in needs]
    if heads and sum(least) > room:
        for first, *others in rows:
            named = [(f"  {name}", cell) for name, cell in zip(grid.heads[1:], others, strict=True) if cell]
            yield from _lines(Text(first, "strong"), console)
            yield from _lines(facts(named), console)
        return
    widths = [max(low, min(need, room)) for low, need in zip(least, needs, strict=True)]
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[widest] -= 1
    if heads:
        yield from _row([_text(head, "strong") for head in heads], widths, console, grid.right)
        yield Text_("─" * (sum(widths) + 2 * (len(widths) - 1)), "dim")
    for row in rows:
        yield from _row([_text(cell) for cell in row], widths, console, grid.right)


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
