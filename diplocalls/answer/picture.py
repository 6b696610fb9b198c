"""The calls over time as a picture: a lane a year, gaps to scale; as text, SVG or a web page."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from html import escape
from io import StringIO
from itertools import groupby, pairwise
from string import Template
from textwrap import wrap
from typing import NamedTuple, TextIO, TypeAlias

from ..question.asking import Question
from ..record.model import Call
from ..record.period import MONTHS
from ..record.record import Record
from ..record.text import clean, cut
from .parts import Drawing, Part, basis
from .table import Table

SHORT = tuple(name[:3] for name in MONTHS)
COMPLETE, IN_PART = "─", "┄"
_DAYS = 366
_LEFT, _RIGHT, _WIDE, _ROW = 60, 20, 960, 14
_LEGEND = {
    "●": "confirmed",
    "○": "not confirmed",
    COMPLETE: "complete",
    IN_PART: "in part",
    "+": "ten calls or more in one place",
    "–": "length unknown",
}

Stretch: TypeAlias = tuple[date, date, str]  # from, to, and how many days it takes, or COMPLETE, or IN_PART


class Lane(NamedTuple):
    """One year of the picture: the calls in it, the days without one, and what of it the record covers."""

    year: int
    calls: Sequence[Call]
    gaps: Sequence[Stretch]
    covered: Sequence[Stretch]


def lanes(question: Question) -> Iterator[Lane]:
    """Yield the picture's lanes, from the span's or the record's start to its end."""
    covers, selection = question.record.covers, question.selection
    edges, stretches = [call.date for call in (*question.calls[:1], *question.calls[-1:])], []
    if covers:
        end = covers.partly_to or covers.until
        edges += [covers.since, end]
        stretches = [(covers.until, end, IN_PART), (covers.since, covers.until, COMPLETE)]
    if not edges:
        return
    first = max(min(edges), selection.since or date.min)
    last = min(max(edges), selection.until or date.max)
    calls = {year: list(group) for year, group in groupby(question.calls, key=lambda call: call.date.year)}
    gaps = defaultdict(list)
    for before, after in pairwise(question.calls):
        gap = after.date - before.date
        middle = before.date + gap // 2  # a gap stands in the year that has the larger part of it
        gaps[middle.year].append((before.date, after.date, str(gap.days)))
    for year in range(first.year, last.year + 1):
        within = partial(_clipped, max(first, date(year, 1, 1)), min(last, date(year, 12, 31)))
        yield Lane(year, calls.get(year, ()), within(gaps[year]), within(stretches))


def text(table: Table, width: int) -> Iterator[Part]:
    """Yield the picture as a drawing of lines, and its basis."""
    assert table.question
    columns = max(width - 6, 12)
    drawn = [line for lane in lanes(table.question) for line in _text_lane(lane, columns)]
    if drawn:
        signs = {sign for line, _ in drawn for sign in line}
        said = [f"{sign} {meaning}" for sign, meaning in _LEGEND.items() if sign in signs]
        said += ["between calls: days", "a digit alone: calls in one place", "below a call: minutes"]
        whole = "  ".join(each.replace(" ", "\xa0") for each in said)  # wrapped between meanings, not within
        drawn += [(line.replace("\xa0", " "), "dim") for line in wrap(whole, width)]
        yield Drawing(drawn)
    yield from basis(table.sentences())


def svg(table: Table, stream: TextIO) -> None:
    """Write the picture as an SVG that refers to nothing outside itself."""
    assert table.question
    body: list[str] = []
    y = 50
    for lane in lanes(table.question):
        ends: list[float] = []
        body += _svg_lane(lane, y, ends)
        y += 100 + _ROW * max(len(ends), 1)
    legend = "Filled: confirmed. Hollow: not confirmed. Area: length; below, minutes. Between: days without a call."
    for sentence in (*[legend] * bool(body), *table.sentences()):
        for line in wrap(sentence, 140):
            body.append(_words(20, y + 12, line, 12, "grey"))
            y += 18
    title, about = table.question.record.title or "Telephone calls", "; ".join(table.sentences())
    names = {"title": _xml(title), "about": _xml(about), "heading": _xml(cut(title, 85))}
    stream.write(_filled("picture.svg", height=y + 14, body="".join(body), **names))


def html(table: Table, stream: TextIO) -> None:
    """Write the picture and the calls as a web page that refers to nothing outside itself."""
    assert table.question
    record, picture = table.question.record, StringIO()
    svg(table, picture)
    rows = "".join(_row(call, record) for call in table.question.calls)
    said = "".join(f"<p>{_xml(each)}</p>\n" for each in table.sentences())
    title = _xml(record.title or "Telephone calls")
    stream.write(_filled("picture.html", title=title, picture=picture.getvalue(), rows=rows, basis=said))


def _text_lane(lane: Lane, columns: int) -> Iterator[tuple[str, str]]:
    """Yield the lines of a year: the months, the calls and the days between them, the minutes of each call."""

    def column(day: date) -> int:
        return int(_place(day, columns))

    months = [
        (column(date(lane.year, month, 1)), SHORT[month - 1]) for month in range(1, 13, 1 if columns >= 48 else 3)
    ]
    axis = [(column(since), sign * (column(until) - column(since) + 1)) for since, until, sign in lane.covered]
    for since, until, days in lane.gaps:
        room = column(until) - column(since) - 1 - len(days)
        if len(days) > 1 and room >= 2:  # a digit alone is always a number of calls
            axis.append((column(since) + 1 + room // 2, days))
    below: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    ends: list[float] = []
    for at, group in groupby(lane.calls, key=lambda call: column(call.date)):
        on = list(group)
        sure = all(call.status == "confirmed" for call in on)
        axis.append((at, ("●" if sure else "○") if len(on) == 1 else str(len(on)) if len(on) < 10 else "+"))
        label = "/".join(str(call.minutes or "–") for call in on) if len(on) < 4 else f"{len(on)} calls"
        start = min(max(at - (len(label) - 1) // 2, 0), columns - len(label))
        below[_free_row(ends, start, start + len(label) + 1)].append((start, label))
    yield _written(f"{lane.year:04}", months, columns), "strong"
    yield _written("", axis, columns), ""
    yield from ((_written("", row, columns), "dim") for row in below.values())
    yield "", "dim"


def _row(call: Call, record: Record) -> str:
    """Return a call as a row of the page's table, its first source as a link."""
    source = next((record.sources[name] for name in call.sources or call.cited()), None)
    cited = _xml(source.publisher) if source else ""
    if source and source.url:
        cited = f'<a href="{_xml(source.url)}">{cited}</a>'
    caller = record.name(call.placed_by) if call.placed_by else "–"
    known = (call.number or "–", call.date, call.status, call.minutes or "–", caller, call.headline)
    cells = [*(_xml(str(each)) for each in known), cited]
    return f"<tr><td>{'</td><td>'.join(cells)}</td></tr>\n"


def _svg_lane(lane: Lane, top: int, ends: list[float]) -> Iterator[str]:
    """Yield a year and its calls; `ends` gathers where each row of labels ends."""
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
        about = _xml(cut(f"{call.date}, {call.status}: {call.headline}", 200))
        look = "call" if call.status == "confirmed" else "call open"
        yield f'<circle class="{look}" cx="{at}" cy="{axis}" r="{radius}"><title>{about}</title></circle>\n'
        label = f"{call.date.day} {SHORT[call.date.month - 1]}: {call.minutes or '–'}"
        half = len(label) * 3.2 + 3
        middle = min(max(at, _LEFT), _WIDE - half)
        row = _free_row(ends, middle - half, middle + half)
        yield _words(middle, axis + 36 + _ROW * row, label, 11, "ink", "middle")


def _clipped(first: date, last: date, stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return what of each stretch lies between two days."""
    found = [(max(since, first), min(until, last), what) for since, until, what in stretches]
    return [each for each in found if each[0] <= each[1]]


def _free_row(ends: list[float], start: float, end: float) -> int:
    """Return the first row in which there is room for a label; `ends` gathers where each row ends."""
    row = next((row for row, taken in enumerate(ends) if taken <= start), len(ends))
    ends[row : row + 1] = [end]
    return row


def _place(day: date, width: int) -> float:
    """Return where a day stands in a year of this width."""
    return (day - date(day.year, 1, 1)).days * width / _DAYS


def _x(day: date) -> float:
    return round(_LEFT + _place(day, _WIDE - _LEFT - _RIGHT), 1)


def _written(first: str, labels: Sequence[tuple[int, str]], columns: int) -> str:
    """Return a line with labels at their places, a later one over an earlier."""
    line = [" "] * columns
    for at, label in labels:
        line[at : at + len(label)] = label[: columns - at]
    return f"{first:6}{''.join(line)}".rstrip()


def _words(x: float, y: float, words: str, size: int, look: str, anchor: str = "start") -> str:
    place = f'x="{round(x, 1)}" y="{round(y, 1)}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text class="{look}" {place}>{_xml(words)}</text>\n'


def _xml(text: str) -> str:
    return escape(" ".join(clean(text).replace("\ufffe", "").replace("\uffff", "").split()))


def _filled(name: str, **values: object) -> str:
    """Return the template that stands beside this module under this name, with values in it."""
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as stream:
        return Template(stream.read()).substitute(values)
