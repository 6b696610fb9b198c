"""The calls over time as a picture: a lane a year, gaps to scale; as text, SVG or a web page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple, TextIO

from ..question.asking import Question
from ..record.model import Call
from ..record.period import MONTHS
from ..record.record import Record
from ..record.text import clean, cut, plural
from .table import Table

SHORT = tuple(name[:3] for name in MONTHS)
COMPLETE, IN_PART = "─", "┄"
_DAYS = 366


class Lane(NamedTuple):
    """One year of the picture, the calls in it, and what lies between its first day and its last."""

    year: int
    calls: tuple[Call, ...]
    covered: tuple[tuple[date, date, str], ...]  # from, to, COMPLETE or IN_PART
    ends: tuple[tuple[date, str], ...]  # where the record starts, and until where it is complete
    gaps: tuple[tuple[date, date, int], ...]  # from, to, days in all


def lanes(question: Question) -> Iterator[Lane]:
    """Yield the picture's lanes, from the span's or the record's start to its end."""
    calls, covers, selection = question.calls, question.record.covers, question.selection
    days = [call.date for call in calls]
    edges, ends, stretches = [*days[:1], *days[-1:]], [], []
    if covers:
        edges += [covers.since, covers.partly_to or covers.until]
        ends = [(covers.since, "├"), (covers.until, "┤")]
        stretches = [(covers.since, covers.until, COMPLETE)]
        if covers.partly_to and covers.until < covers.partly_to:
            stretches += [(covers.until + timedelta(days=1), covers.partly_to, IN_PART)]
    if not edges:
        return
    first = min([max(min(edges), selection.since or date.min), *days[:1]])
    last = max([min(max(edges), selection.until or date.max), *days[-1:], first])
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        low, high = bisect_left(days, start), bisect_right(days, end)
        covered = ((max(since, start), min(until, end), sign) for since, until, sign in stretches)
        yield Lane(
            year,
            calls[low:high],
            tuple(each for each in covered if each[0] <= each[1]),
            tuple(each for each in ends if start <= each[0] <= end),
            _gaps(days[max(low - 1, 0) : high + 1], start, end),
        )


def text(question: Question, width: int) -> Iterator[tuple[str, str]]:
    """Yield the picture's lines, each with the style it is drawn in."""
    columns = max(width - 6, 12)
    signs: set[str] = set()
    for lane in lanes(question):
        head = [" "] * columns
        for month in range(1, 13, 1 if columns >= 48 else 3):
            _put(head, _column(date(lane.year, month, 1), columns), SHORT[month - 1])
        yield f"{lane.year:04}  {''.join(head)}".rstrip(), "strong"
        marks: dict[int, list[Call]] = {}
        for call in lane.calls:
            marks.setdefault(_column(call.date, columns), []).append(call)
        yield f"      {''.join(_axis(lane, marks, columns, signs))}".rstrip(), ""
        for row in _lengths(marks, columns, signs):
            yield f"      {''.join(row)}".rstrip(), "dim"
        yield "", "dim"
    legend = "  ".join(said.replace(" ", "\xa0") for sign, said in _LEGEND.items() if sign in signs)
    for line in wrap(legend, width, break_long_words=False):
        yield from ((part, "dim") for part in wrap(line.replace("\xa0", " "), width))


def svg(table: Table, stream: TextIO) -> None:
    """Write the picture as an SVG that refers to nothing outside itself."""
    assert table.question
    stream.writelines(_svg(table.question, ' xmlns="http://www.w3.org/2000/svg"', f"<style>\n{_STYLE}</style>\n"))


def html(table: Table, stream: TextIO) -> None:
    """Write the picture and the calls as a web page that refers to nothing outside itself."""
    question = table.question
    assert question
    columns = ("Number", "Date", "Status", "Minutes", "Placed by", "Summary", "Source")
    page = _HTML.format(
        title=_xml(question.record.title or "Telephone calls"),
        style=_STYLE + _PAGE,
        picture="".join(_svg(question)),
        head="".join(f'<th scope="col">{name}</th>' for name in columns),
        rows="".join(_row(call, question.record) for call in question.calls),
        basis="".join(f"<p>{_xml(each)}</p>\n" for each in _said(question)),
    )
    stream.write(page)


def _axis(lane: Lane, marks: dict[int, list[Call]], columns: int, signs: set[str]) -> list[str]:
    """Return the line of a year; `signs` gathers what there is to explain."""
    line = [" "] * columns
    for since, until, sign in lane.covered:
        start = _column(since, columns)
        _put(line, start, sign * (_column(until, columns) - start + 1))
    for day, sign in lane.ends:
        _put(line, _column(day, columns), sign)
    for since, until, days in lane.gaps:
        free = [column for column in range(_column(since, columns) + 1, _column(until, columns)) if column not in marks]
        label = str(days)
        if days > 9 and len(free) >= len(label) + 2:  # a digit alone is always a number of calls
            _put(line, free[0] + (len(free) - len(label)) // 2, label)
            signs.add("days")
    for column, on in marks.items():
        sure = all(call.status == "confirmed" for call in on)
        line[column] = ("●" if sure else "○") if len(on) == 1 else str(len(on)) if len(on) < 10 else "+"
    signs.update(sign for column, sign in enumerate(line) if column in marks or not sign.isdigit())
    return line


def _lengths(marks: dict[int, list[Call]], columns: int, signs: set[str]) -> list[list[str]]:
    """Return the lines below a year: the minutes of each call, no two touching."""
    rows: list[list[str]] = []
    for column, on in marks.items():
        label = "/".join(str(call.minutes or "–") for call in on[:4])
        if len(on) > 3 or len(label) > columns:
            label = f"{len(on)} calls"
        signs.update(["minutes", *(sign for sign in label if sign == "–")])
        start = max(min(max(column - (len(label) - 1) // 2, 0), columns - len(label)), 0)
        around = slice(max(start - 1, 0), start + len(label) + 1)
        row = next((row for row in rows if not "".join(row[around]).strip()), None)
        if row is None:
            row = [" "] * columns
            rows.append(row)
        _put(row, start, label)
    return rows


def _row(call: Call, record: Record) -> str:
    """Return a call as a row of the page's table, its first source as a link."""
    source = next((record.sources[name] for name in call.sources or call.cited()), None)
    cited = _xml(source.publisher) if source else ""
    if source and source.url:
        cited = f'<a href="{_xml(source.url)}">{cited}</a>'
    caller = _xml(record.name(call.placed_by)) if call.placed_by else "–"
    cells = (_xml(call.status), str(call.minutes or "–"), caller, _xml(call.headline), cited)
    return f'<tr><td>{call.number or "–"}</td><td class="day">{call.date}</td><td>{"</td><td>".join(cells)}</td></tr>\n'


def _svg(question: Question, space: str = "", style: str = "") -> Iterator[str]:
    """Yield the picture's elements, a line each."""
    body: list[str] = []
    y = _TOP
    for lane in lanes(question):
        rows: list[float] = []
        body += [*_svg_lane(lane, y, rows)]
        y += 100 + _ROW * max(len(rows), 1)
    legend = "Filled: confirmed. Hollow: not confirmed. Area: length; below, minutes. Between: days without a call."
    for line in [each for said in ([legend] * bool(body) + _said(question)) for each in wrap(said, 140)]:
        body.append(_words(20, y + 12, line, 12, "grey"))
        y += 18
    title = _flat(question.record.title or "Telephone calls")
    size = f'viewBox="0 0 {_WIDE} {y + 14}" width="{_WIDE}" height="{y + 14}"'
    yield f'<svg{space} {size} role="img" aria-labelledby="picture-title" aria-describedby="picture-desc">\n'
    yield f'<title id="picture-title">{_xml(title)}</title>\n<desc id="picture-desc">{_about(question.calls)}</desc>\n'
    yield f'{style}<rect class="paper" width="{_WIDE}" height="{y + 14}"/>\n'
    yield _words(20, 30, cut(title, 85), 18, "ink")
    yield from body
    yield "</svg>\n"


def _svg_lane(lane: Lane, top: int, rows: list[float]) -> Iterator[str]:
    """Yield a year and its calls; `rows` gathers where each row of labels ends."""
    axis = top + 62
    yield _words(20, axis + 5, f"{lane.year:04}", 13, "ink")
    for month, name in enumerate(SHORT, 1):
        at = _x(date(lane.year, month, 1))
        yield f'<line class="month" x1="{at}" y1="{top + 8}" x2="{at}" y2="{axis}"/>\n'
        yield _words(at + 3, top + 16, name, 11, "grey")
    for since, until, sign in lane.covered:
        dash = ' stroke-dasharray="3 4"' if sign == IN_PART else ""
        yield f'<line class="axis" x1="{_x(since)}" y1="{axis}" x2="{_x(until)}" y2="{axis}"{dash}/>\n'
    for since, until, days in lane.gaps:
        if _x(until) - _x(since) > 7 * len(f"{days} d"):
            yield _words((_x(since) + _x(until)) / 2, axis - 26, f"{days} d", 11, "grey", "middle")
    for call in lane.calls:
        at, radius = _x(call.date), round(min((call.minutes or 10) ** 0.5, 22), 1)
        about = _xml(f"{call.date}, {call.status}: {cut(_flat(call.headline), 200)}")
        look = "call" if call.status == "confirmed" else "call open"
        yield f'<circle class="{look}" cx="{at}" cy="{axis}" r="{radius}"><title>{about}</title></circle>\n'
        label = f"{call.date.day} {SHORT[call.date.month - 1]}: {call.minutes or '–'}"
        half = len(label) * 3.2 + 3
        middle = min(max(at, _LEFT), _WIDE - half)
        row = next((row for row, right in enumerate(rows) if right <= middle - half), len(rows))
        if row < 8:  # where there are more, the table has them
            rows[row : row + 1] = [middle + half]
            yield _words(middle, axis + 36 + _ROW * row, label, 11, "ink", "middle")


def _about(calls: Sequence[Call]) -> str:
    """Return the picture in words."""
    if not calls:
        return "No calls."
    said = f"{plural(len(calls), 'entry', 'entries')}, the first on {calls[0].date}, the last on {calls[-1].date}."
    gaps = [((after.date - before.date).days, before.date, after.date) for before, after in pairwise(calls)]
    if gaps:
        days, since, until = max(gaps, key=lambda gap: gap[0])
        said += f" The longest gap is {plural(days, 'day')}, from {since} to {until}."
    return said


def _said(question: Question) -> list[str]:
    return [re.sub(r" \(--status all shows (it|them)\)", "", _flat(each)) for each in question.sentences()]


def _gaps(days: Iterable[date], start: date, end: date) -> tuple[tuple[date, date, int], ...]:
    """Return the gaps between days that have their larger part from `start` to `end`."""
    found = []
    for before, after in pairwise(days):
        since, until = max(before, start), min(after, end)
        if before < after and (until - since).days * 2 >= (after - before).days:
            found.append((since, until, (after - before).days))
    return tuple(found)


def _column(day: date, columns: int) -> int:
    return (day - date(day.year, 1, 1)).days * columns // _DAYS


def _x(day: date) -> float:
    return round(_LEFT + (day - date(day.year, 1, 1)).days * (_WIDE - _LEFT - _RIGHT) / _DAYS, 1)


def _put(line: list[str], at: int, label: str) -> None:
    for column, letter in enumerate(label, at):
        if 0 <= column < len(line):
            line[column] = letter


def _words(x: float, y: float, words: str, size: int, look: str, anchor: str = "start") -> str:
    place = f'x="{round(x, 1)}" y="{round(y, 1)}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text class="{look}" {place}>{_xml(words)}</text>\n'


def _flat(text: str) -> str:
    return " ".join(clean(text).replace("\ufffe", "").replace("\uffff", "").split())


def _xml(text: str) -> str:
    return escape(_flat(text))


_LEGEND = {"●": "● confirmed", "○": "○ not confirmed", COMPLETE: "─ complete", IN_PART: "┄ in part"}
_LEGEND |= {"├": "├ the record starts", "┤": "┤ complete until here"}
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
_LEGEND |= {str(at): f"{at} {count} calls in one place" for at, count in enumerate(_COUNTS, 2)}
_LEGEND |= {"+": "+ ten calls or more in one place", "days": "between calls: days"}
_LEGEND |= {"minutes": "below a call: minutes", "–": "– length unknown"}
_LEFT, _RIGHT, _TOP, _WIDE, _ROW = 60, 20, 50, 960, 14
_STYLE = """\
svg { font-family: Helvetica, Arial, sans-serif }
.paper { fill: #ffffff } .ink { fill: #1c2126 } .grey { fill: #525c68 } .month { stroke: #e1e6ec }
.axis { stroke: #7d8896; stroke-width: 3 } .call { fill: #1f5fa8; stroke: #1f5fa8; stroke-width: 2 }
.open { fill: #ffffff }
@media screen and (prefers-color-scheme: dark) {
.paper, .open { fill: #15191e } .ink { fill: #e8ebef } .grey { fill: #a9b3bf } .month { stroke: #2c333c }
.axis { stroke: #7d8896 } .call { stroke: #7db2ee } .call:not(.open) { fill: #7db2ee }
}
"""
_PAGE = """\
body { margin: 1rem auto; max-width: 62rem; padding: 0 1rem; font: 1rem/1.5 Helvetica, Arial, sans-serif;
color: #1c2126; background: #ffffff }
svg { display: block; min-width: 960px; width: 100%; height: auto } a { color: #1f5fa8 }
table { border-collapse: collapse } caption { text-align: left; font-weight: bold }
th, td { padding: .25rem .5rem; text-align: left; vertical-align: top; border-bottom: 1px solid #7d8896 }
td { overflow-wrap: break-word } td.day { white-space: nowrap }
@media screen and (prefers-color-scheme: dark) {
body { color: #e8ebef; background: #15191e } a { color: #7db2ee }
}
@media print { body { max-width: none; margin: 0 } svg { min-width: 0 }
div { overflow: visible } tr { break-inside: avoid } }
"""
_HTML = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<div role="region" aria-label="The picture" tabindex="0" style="overflow-x:auto">
{picture}</div>
<div role="region" aria-label="The table" tabindex="0" style="overflow-x:auto">
<table>
<caption>The calls</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
{basis}</main>
</body>
</html>
"""
