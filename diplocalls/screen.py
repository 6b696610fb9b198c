"""A table or a page on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import TextIO

from rich import box
from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from . import claim
from .basis import LEGEND, Basis
from .call import Call, Dispute, Note
from .formats import spelled
from .record import Record
from .table import Cell, Table
from .text import clean, plural

NARROW = 50  # below this, dates wrap and a list is no table
MARKS = {"confirmed": "", "reported": "?", "claimed": "~", "denied": "x"}
VERDICTS = {claim.HOLDS: "bold green", claim.FAILS: "bold red", claim.UNDECIDED: "bold magenta"}


class Screen:
    """Draws answers on a stream of a fixed width, in colour or plain."""

    def __init__(self, stream: TextIO, *, colour: bool) -> None:
        width = max(get_terminal_size((80, 24)).columns, 20)
        self.console = Console(
            file=stream,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
        )
        self.width = width
        self.fancy = (stream.encoding or "").lower().startswith("utf")

    def table(
        self, table: Table, *, bar: str | None = None, indent: Sequence[int] = (), hide: Sequence[str] = ()
    ) -> None:
        """Draw any table but for the columns to `hide`; the number in the column `bar` becomes a bar."""
        shown = [
            at
            for at, name in enumerate(table.columns)
            if name not in hide and not all(row[at] in (None, "", ()) for row in table.rows)
        ]
        names = [table.columns[at].replace("_", " ").capitalize() for at in shown]
        rows = [
            [Text(f"{row[at]:.0%}") if table.columns[at] == "share" else _cell(row[at]) for at in shown]
            for row in table.rows
        ]
        widths = [max([len(name), *(cells[at].cell_len for cells in rows)]) for at, name in enumerate(names)]
        room = min(24, self.width // 4) if self.width >= 72 else 6
        least = sum(min(width, 10) + 2 for width in widths) - 2 + (room + 2 if bar else 0)
        if self.width < least:
            for cells in rows:
                lines = [
                    Text(f"{name}: ").append_text(cell) for name, cell in zip(names[1:], cells[1:], strict=True) if cell
                ]
                self._print(cells[0], _hanging(Text("\n").join(lines), 2))
            self.caption(table.basis, table.remarks)
            return
        grid = _grid()
        for at, (place, name) in enumerate(zip(shown, names, strict=True)):
            number = all(isinstance(row[place], int | float | None) for row in table.rows)
            whole = widths[at] <= 10 or (at == 0 and widths[0] <= 24 and widths[0] - 10 + least <= self.width)
            justify: JustifyMethod = "right" if number else "left"
            grid.add_column(Text(name, overflow="fold"), justify=justify, no_wrap=whole, overflow="fold")
        numbers = [row[table.columns.index(bar)] for row in table.rows] if bar else []
        most = max((number for number in numbers if isinstance(number, int | float)), default=0)
        if bar:
            grid.add_column("", no_wrap=True, width=room)
        for place, cells in enumerate(rows):
            if indent:
                cells[0].pad_left(2 * indent[place])
            grid.add_row(*cells, *([self._bar(numbers[place], most, room)] if bar else []))
        self._print(grid)
        self.caption(table.basis, table.remarks)

    def calls(self, calls: Sequence[Call], basis: Basis) -> None:
        """Draw one row per call, with its topics beside or, on a narrow terminal, below the summary."""
        wide = self.width >= 100
        marked = any(MARKS[call.status] for call in calls)
        digits = len(str(max((call.number or 0 for call in calls), default=0)))
        # Fixed widths and no padding: Rich then neither measures nor wraps each cell, half of its time.
        widths = {f"{'#':>{digits}}": digits + 1, **({"": 2} if marked else {}), "Date": 11, "Day": 4, "Min": 4}
        if wide:
            widths["Topics"] = max(20, self.width // 4)
        widths["Call"] = max(self.width - sum(widths.values()) - len(widths), 8)
        grid = Grid(box=box.SIMPLE_HEAD, padding=0, pad_edge=False, show_edge=False, header_style="bold")
        for name, width in widths.items():
            grid.add_column(Text(name, overflow="fold"), width=width, style="magenta" if not name else None)
        for call in calls:
            topics = clean(", ".join(call.topics))
            what = Text(clean(_headline(call)))
            if topics and not wide:
                what.append(f"\n({topics})", style="cyan")
            if self.width < NARROW:
                head = (
                    f"{call.number or ''}{MARKS[call.status]} {call.date} {call.weekday[:3]} {call.minutes or '?'} min"
                )
                self._print(Text(head, style="bold"), _hanging(what, 2))
                continue
            cells: list[RenderableType] = [
                Text(f"{call.number or '':>{digits}}"),
                *([Text(MARKS[call.status])] if marked else []),
                Text(str(call.date)),
                Text(call.weekday[:3]),
                Text(f"{call.minutes or '':>3}"),
                *([Padding(Text(topics, style="cyan"), (0, 1, 0, 0))] if wide else []),
                what,
            ]
            grid.add_row(*cells)
        if self.width >= NARROW:
            self._print(grid)
        used = dict.fromkeys(call.status for call in calls)
        legend = [f"{MARKS[status]} {status}: {LEGEND[status]}" for status in used if MARKS[status]]
        self.caption(basis, ("; ".join(legend),) if legend else ())

    def page(self, call: Call, record: Record, facts: Iterable[tuple[str, str]], basis: Basis) -> None:
        """Draw everything about one call, with numbered sources at the end."""
        numbers = {name: at for at, name in enumerate(call.cited(), 1)}
        title = Text(f"{call.weekday}, {call.date}", style="bold")
        if call.status != "confirmed":
            title.append(f"  {call.status}: {LEGEND[call.status]}", style="magenta")
        self._print(title)
        if call.summary:
            self._print(Text(clean(call.summary)))
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=self.width // 3, overflow="fold", style="dim")
        grid.add_column(ratio=1, overflow="fold")
        for name, value in facts:
            grid.add_row(Text(clean(name)), Text(clean(value)))
        self._print(Text(), grid)
        topics = dict.fromkeys((None, *call.topics, *(note.topic for note in call.notes)))
        for topic in topics:
            known = record.topics.get(topic or "")
            heading = (known and known.label) or topic or "About the call"
            self._notes(heading, [note for note in call.notes if note.topic == topic], numbers)
        self._notes("What came of it", call.outcome, numbers)
        self._notes("Said not to have been discussed", call.not_discussed, numbers)
        if call.disputed:
            self._heading("Accounts that differ")
            for dispute in call.disputed:
                self._dispute(dispute, numbers)
        if numbers:
            self._heading("Sources")
            for source, number in numbers.items():
                self._source(number, source, record)
        self.caption(basis)

    def verdict(self, readings: Sequence[claim.Reading], question: str, record: Record, basis: Basis) -> None:
        """Draw the verdict on a claim, the calls counted with their sources, and the other readings."""
        asked = readings[0]
        self._print(Text.assemble((asked.verdict, VERDICTS[asked.verdict]), f"  {question}"))
        window = f"{asked.since or 'the start of the record'} to {asked.until}"
        self._print(Text(f"{asked.why}; counted from {window}, both days included"), Text())
        for number, call in enumerate(asked.calls, 1):
            mark = f" ({call.status})" if MARKS[call.status] else ""
            line = Text(f"{call.date} {call.weekday[:3]}{mark}  ").append(clean(_headline(call)))
            self._print(_hanging(line, 5, f"{number:>3}"))
            names = call.sources or call.cited()[:1]
            for name in names[:1]:
                source = record.sources[name]
                cited = Text(clean(f"{source.publisher}{': ' + source.title if source.title else ''} "), style="dim")
                self._print(_hanging(cited.append_text(_link(source.url)), 5))
        if len(readings) > 1:
            self._heading("On another reading")
            for each in readings[1:]:
                line = (
                    Text(clean(f"{each.name}: "))
                    .append(each.verdict, style=VERDICTS[each.verdict])
                    .append(clean(f", {each.why}"))
                )
                self._print(_hanging(line, 2))
        self.caption(basis)

    def passages(self, table: Table, words: Sequence[str]) -> None:
        """Draw passages under their calls, with the words that were looked for highlighted."""
        before = None
        for name, day, status, where, topic, by, text, sources in table.rows:
            if name != before:
                mark = f"  {status}" if status != "confirmed" else ""
                self._print(Text() if before else "", Text(f"{name}{mark}" if name else f"{day}", style="bold"))
            before = name
            place = clean(f"{where}{f', {topic}' if topic else ''}: ")
            line = Text.assemble((place, "cyan"), (clean(f"{by}: ") if by else "", "bold"), clean(str(text)))
            folded = _letters(line.plain)
            for word in words:
                for found in re.finditer(re.escape(word), folded):
                    line.stylize("reverse", found.start(), found.end())
            if sources:
                line.append(clean(f" [{spelled(sources)}]"), style="dim")
            self._print(_hanging(line, 2))
        self.caption(table.basis, table.remarks)

    def bibliography(self, table: Table, record: Record) -> None:
        """Draw a table of sources as a numbered list, with what rests on each."""
        for number, row in enumerate(table.rows, 1):
            facts, calls = int(str(row[-2])), int(str(row[-1]))
            self._source(number, str(row[0]), record, f"{plural(facts, 'fact')} in {plural(calls, 'call')}: {row[0]}")
        self.caption(table.basis, table.remarks)

    def lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Draw lines as they are, each with its style; nothing wraps."""
        for line, style in lines:
            self.console.print(Text(clean(line), style=style), overflow="ignore", no_wrap=True, crop=False)

    def caption(self, basis: Basis | None, remarks: Sequence[str] = ()) -> None:
        """Draw the basis of the answer, and what else must be said, below it."""
        said = [*remarks, *(basis.sentences() if basis else ())]
        if said:
            lines = Text("\n").join(Text(clean(sentence), style="dim italic") for sentence in said)
            self._print(Text(), _hanging(lines, 2))

    def _notes(self, heading: str, notes: Sequence[Note], numbers: dict[str, int]) -> None:
        if notes:
            self._heading(heading)
        for note in notes:
            line = Text.assemble((clean(f"{note.by}: ") if note.by else "", "bold"), clean(note.text))
            self._print(_hanging(line.append_text(_refs(note, numbers)), 2))

    def _dispute(self, dispute: Dispute, numbers: dict[str, int]) -> None:
        self._print(_hanging(Text(clean(dispute.about), style="italic"), 2))
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="bold", max_width=self.width // 3)
        grid.add_column(ratio=1)
        for each in dispute.accounts:
            grid.add_row(Text(clean(each.by or "")), Text(clean(each.says)).append_text(_refs(each, numbers)))
        self._print(Padding(grid, (0, 0, 0, 4), expand=False))

    def _source(self, number: int, name: str, record: Record, rests: str = "") -> None:
        source = record.sources[name]
        said = ", ".join(spelled(each) for each in (source.publisher, source.title, source.date) if each)
        extra = ", ".join(each for each in (source.side and f"{source.side} account", source.language) if each)
        line = Text(clean(said + (f" ({extra})" if extra else "")))
        if source.note:
            line.append(clean(f"; {source.note}"), style="dim")
        self._print(_hanging(line, 6, f"{f'[{number}]':>5}"))
        if source.url:
            self._print(_hanging(_link(source.url), 6))
        if rests:
            self._print(_hanging(Text(clean(rests), style="cyan"), 6))

    def _heading(self, heading: str) -> None:
        self._print(Text(), Text(clean(heading), style="bold cyan"))

    def _bar(self, number: Cell, most: float, room: int) -> Text:
        filled = round(room * number / most) if isinstance(number, int | float) and most else 0
        return Text(("█" if self.fancy else "#") * (max(filled, 1) if number else 0), style="cyan")

    def _print(self, *parts: RenderableType) -> None:
        for part in parts:
            if part != "":
                self.console.print(part, overflow="fold")


def _grid() -> Grid:
    return Grid(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_edge=False, header_style="bold")


def _cell(cell: Cell) -> Text:
    return Text(clean(", ".join(cell) if isinstance(cell, tuple) else spelled(cell)), overflow="fold")


def _headline(call: Call) -> str:
    return call.summary or (call.notes[0].text if call.notes else "")


def _hanging(line: Text, indent: int, start: str = "") -> RenderableType:
    """Return a text that is indented, with `start` before its first line."""
    grid = Grid.grid(padding=0)
    grid.add_column(width=indent, no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(start), line)
    return grid


def _refs(note: Note | object, numbers: dict[str, int]) -> Text:
    cited = [f"[{numbers[name]}]" for name in getattr(note, "sources", ())]
    return Text(" " + "".join(cited) if cited else "", style="dim")


def _link(url: str | None) -> Text:
    return Text(clean(url or ""), style=Style(underline=True, link=url) if url else "", overflow="fold")


def _letters(text: str) -> str:
    """Return `text` for comparing, letter by letter, so that positions stay."""
    from unicodedata import normalize

    return "".join((normalize("NFKD", letter)[:1] or letter).casefold()[:1] or " " for letter in text)
