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
from ..record.text import clean, cut, plural
from .table import Table

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = 366
_COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


class Lane(NamedTuple):
    """One year of the picture: what the record covers of it, whether that starts or ends here, calls, gaps."""

    year: int
    covered: tuple[date, date] | None
    partly: tuple[date, date] | None
    starts: bool
    ends: bool
    calls: tuple[Call, ...]
    gaps: tuple[tuple[date, date, int], ...]  # from, to (within the year), days in all


def lanes(question: Question) -> list[Lane]:
    """Return the picture's lanes, from the span's or the record's start to its end."""
    calls, covers, selection = question.calls, question.record.covers, question.selection
    days = [call.date for call in calls]
    edges = [*days[:1], *days[-1:], *([covers.since, covers.partly_to or covers.until] if covers else [])]
    if not edges:
        return []
    first = min([max(min(edges), selection.since or date.min), *days[:1]])
    last = max([min(max(edges), selection.until or date.max), *days[-1:], first])
    found = []
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        covered = partly = None
        if covers:
            covered = _overlap(start, end, covers.since, covers.until)
            if covers.partly_to and covers.until < covers.partly_to:
                partly = _overlap(start, end, covers.until + timedelta(days=1), covers.partly_to)
        starts = bool(covers and covered and covered[0] == covers.since)
        ends = bool(covers and covered and covered[1] == covers.until)
        low, high = bisect_left(days, start), bisect_right(days, end)
        gaps = _gaps(days[max(low - 1, 0) : high + 1], start, end)
        found.append(Lane(year, covered, partly, starts, ends, calls[low:high], gaps))
    return found


def text(question: Question, width: int) -> Iterator[tuple[str, str]]:
    """Yield the picture's lines, each with the style it is drawn in."""
    columns = max(width - 6, 12)
    signs: set[str] = set()
    found = lanes(question)
    for lane in found:
        head = [" "] * columns
        for month in range(1, 13, 1 if columns >= 48 else 3):
            _put(head, _column(date(lane.year, month, 1), columns), MONTHS[month - 1])
        yield f"{lane.year:04}  {''.join(head)}".rstrip(), "strong"
        marks: dict[int, list[Call]] = {}
        for call in lane.calls:
            marks.setdefault(_column(call.date, columns), []).append(call)
        yield f"      {''.join(_axis(lane, marks, columns, signs))}".rstrip(), ""
        for row in _lengths(marks, columns, signs):
            yield f"      {''.join(row)}".rstrip(), "dim"
        yield "", "dim"
    line = ""
    for each in _legend(signs):
        if line and len(line) + 2 + len(each) > width:
            yield line, "dim"
            line = ""
        line += ("  " if line else "") + each
    if line:
        yield from ((part, "dim") for part in wrap(line, width) if len(line) > width)
        yield from [(line, "dim")] * (len(line) <= width)


def _axis(lane: Lane, marks: dict[int, list[Call]], columns: int, signs: set[str]) -> list[str]:
    """Return the line of a year; `signs` gathers what there is to explain."""
    line = [" "] * columns
    for stretch, sign in ((lane.covered, "─"), (lane.partly, "┄")):
        if stretch:
            for column in range(_column(stretch[0], columns), _column(stretch[1], columns) + 1):
                line[column] = sign
    if lane.covered and lane.starts:
        line[_column(lane.covered[0], columns)] = "├"
    if lane.covered and lane.ends:
        line[_column(lane.covered[1], columns)] = "┤"
    for since, until, days in lane.gaps:
        free = [column for column in range(_column(since, columns) + 1, _column(until, columns)) if column not in marks]
        label = str(days)
        if days > 9 and len(free) >= len(label) + 2:  # a digit alone is always a number of calls
            _put(line, free[0] + (len(free) - len(label)) // 2, label)
            signs.add("days")
    for column, on in marks.items():
        sure = all(call.status == "confirmed" for call in on)
        line[column] = ("●" if sure else "○") if len(on) == 1 else str(len(on)) if len(on) < 10 else "+"
        signs.update([line[column]] if len(on) > 1 else ())
    signs.update(sign for sign in line if sign in "●○─┄├┤+")
    return line


def _lengths(marks: dict[int, list[Call]], columns: int, signs: set[str]) -> list[list[str]]:
    """Return the lines below a year: the minutes of each call, no two touching."""
    rows: list[list[str]] = []
    for column, on in marks.items():
        label = "/".join(str(call.minutes or "–") for call in on[:4])
        if len(on) > 3 or len(label) > columns:
            label = f"{len(on)} calls"
        signs.update((["–"] if "–" in label else []) + (["minutes"] if label[0] in "–123456789" else []))
        start = max(min(max(column - (len(label) - 1) // 2, 0), columns - len(label)), 0)
        around = slice(max(start - 1, 0), start + len(label) + 1)
        row = next((row for row in rows if not "".join(row[around]).strip()), None)
        if row is None:
            row = [" "] * columns
            rows.append(row)
        _put(row, start, label)
    return rows


def _legend(signs: set[str]) -> Iterator[str]:
    """Yield what the signs that occur mean."""
    several = [f"{sign} {_COUNTS[int(sign) - 2]} calls in one place" for sign in sorted(signs) if sign.isdigit()]
    names = {"●": "● confirmed", "○": "○ not confirmed", "─": "─ complete", "┄": "┄ in part"}
    names |= {"├": "├ the record starts", "┤": "┤ complete until here"}
    yield from (said for sign, said in names.items() if sign in signs)
    yield from several
    ends = {"+": "+ ten calls or more in one place", "days": "between calls: days"}
    ends |= {"minutes": "below a call: minutes", "–": "– length unknown"}
    yield from (said for sign, said in ends.items() if sign in signs)


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


def svg(table: Table, stream: TextIO) -> None:
    """Write the picture as an SVG that refers to nothing outside itself."""
    assert table.question
    stream.writelines(_svg(table.question, ' xmlns="http://www.w3.org/2000/svg"', f"<style>\n{_STYLE}</style>\n"))


def html(table: Table, stream: TextIO) -> None:
    """Write the picture and the calls as a web page that refers to nothing outside itself."""
    question = table.question
    assert question
    title = _xml(question.record.title or "Telephone calls")
    stream.write(
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>\n{_STYLE}{_PAGE}</style>\n'
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
        '<div role="region" aria-label="The picture" tabindex="0" style="overflow-x:auto">\n'
    )
    stream.writelines(_svg(question, "", ""))
    stream.write('</div>\n<div role="region" aria-label="The table" tabindex="0" style="overflow-x:auto">\n')
    stream.write("<table>\n<caption>The calls</caption>\n<thead><tr>")
    columns = ("Number", "Date", "Status", "Minutes", "Placed by", "Summary", "Source")
    stream.writelines(f'<th scope="col">{name}</th>' for name in columns)
    stream.write("</tr></thead>\n<tbody>\n")
    stream.writelines(_row(call, question) for call in question.calls)
    stream.write("</tbody>\n</table>\n</div>\n")
    stream.writelines(f"<p>{_xml(each)}</p>\n" for each in _said(question))
    stream.write("</main>\n</body>\n</html>\n")


def _row(call: Call, question: Question) -> str:
    record = question.record
    sources = [record.sources[name] for name in (call.sources or call.cited())[:1] if name in record.sources]
    source = "".join(
        f'<a href="{_xml(each.url)}">{_xml(each.publisher)}</a>' if each.url else _xml(each.publisher)
        for each in sources
    )
    cells = [_xml(call.status), str(call.minutes or "–")]
    cells += [_xml(record.name(call.placed_by)) if call.placed_by else "–", _xml(call.headline), source]
    return f'<tr><td>{call.number or "–"}</td><td class="day">{call.date}</td><td>{"</td><td>".join(cells)}</td></tr>\n'


def _svg(question: Question, space: str, style: str) -> Iterator[str]:
    """Yield the picture's elements, a line each."""
    body: list[str] = []
    y = _TOP
    for lane in lanes(question):
        rows: list[float] = []
        body += [*_svg_lane(lane, y), *_svg_calls(lane, y + 62, rows)]
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


def _svg_lane(lane: Lane, top: int) -> Iterator[str]:
    axis = top + 62
    yield _words(20, axis + 5, f"{lane.year:04}", 13, "ink")
    for month, name in enumerate(MONTHS, 1):
        at = _x(date(lane.year, month, 1))
        yield f'<line class="month" x1="{at}" y1="{top + 8}" x2="{at}" y2="{axis}"/>\n'
        yield _words(at + 3, top + 16, name, 11, "grey")
    for stretch, dash in ((lane.covered, ""), (lane.partly, ' stroke-dasharray="3 4"')):
        if stretch:
            ends = f'x1="{_x(stretch[0])}" y1="{axis}" x2="{_x(stretch[1])}" y2="{axis}"'
            yield f'<line class="axis" {ends}{dash}/>\n'
    for since, until, days in lane.gaps:
        if _x(until) - _x(since) > 7 * len(f"{days} d"):
            yield _words((_x(since) + _x(until)) / 2, axis - 26, f"{days} d", 11, "grey", "middle")


def _svg_calls(lane: Lane, axis: int, rows: list[float]) -> Iterator[str]:
    """Yield the calls of a year; `rows` gathers where each row of labels ends."""
    for call in lane.calls:
        at, radius = _x(call.date), round(min((call.minutes or 10) ** 0.5, 22), 1)
        about = _xml(f"{call.date}, {call.status}: {cut(_flat(call.headline), 200)}")
        look = "call" if call.status == "confirmed" else "call open"
        yield f'<circle class="{look}" cx="{at}" cy="{axis}" r="{radius}"><title>{about}</title></circle>\n'
        label = f"{call.date.day} {MONTHS[call.date.month - 1]}: {call.minutes or '–'}"
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


def _overlap(first: date, last: date, since: date, until: date) -> tuple[date, date] | None:
    since, until = max(first, since), min(last, until)
    return (since, until) if since <= until else None


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
