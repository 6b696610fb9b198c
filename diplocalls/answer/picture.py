"""The calls over time as a picture: a lane a year, gaps to scale; as text, SVG or a web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from itertools import pairwise
from typing import NamedTuple

from .basis import Basis
from .call import Call
from .text import clean

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = 366


class Glyphs(NamedTuple):
    """The signs of a picture in text; the plain ones are for a terminal that has no others."""

    confirmed: str = "●"
    other: str = "○"
    full: str = "─"
    part: str = "┄"
    start: str = "├"
    end: str = "┤"


PLAIN = Glyphs("#", "o", "-", ".", "|", "|")


class Lane(NamedTuple):
    """One year of the picture: what is shown of it, what the record covers of it, the calls, the gaps."""

    year: int
    first: date
    last: date
    covered: tuple[date, date] | None
    partly: tuple[date, date] | None
    calls: tuple[Call, ...]
    gaps: tuple[tuple[date, date, int], ...]  # from, to (within the year), days in all


def lanes(calls: Sequence[Call], basis: Basis) -> list[Lane]:
    """Return the picture's lanes, from the span's or the record's start to its end."""
    covers = basis.record.covers
    edges = [calls[0].date, calls[-1].date] if calls else []
    if covers:
        edges += [covers.since, covers.partly_to or covers.until]
    if not edges:
        return []
    first = max(min(edges), basis.filter.since or date.min)
    last = min(max(edges), basis.filter.until or date.max)
    last = max(last, first)
    ends = []
    for year in range(first.year, last.year + 1):
        start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        covered = _overlap(start, end, covers.since, covers.until) if covers else None
        after = covers and covers.partly_to and covers.until < covers.partly_to and covers.until + timedelta(days=1)
        partly = _overlap(start, end, after, covers.partly_to) if covers and after and covers.partly_to else None
        within = tuple(call for call in calls if call.date.year == year)
        gaps = _gaps(calls, start, end)
        ends.append(Lane(year, start, end, covered, partly, within, gaps))
    return ends


def text(calls: Sequence[Call], basis: Basis, *, width: int, fancy: bool) -> Iterator[tuple[str, str]]:
    """Yield the picture's lines, each with the style it is drawn in."""
    glyphs = Glyphs() if fancy else PLAIN
    columns = max(width - 7, 12)
    for lane in lanes(calls, basis):

        def at(day: date) -> int:
            return (day - date(day.year, 1, 1)).days * columns // _DAYS

        step = 1 if columns >= 48 else 3
        head = [" "] * columns
        for month in range(1, 13, step):
            _put(head, at(date(lane.year, month, 1)), MONTHS[month - 1])
        line = [" "] * columns
        for stretch, glyph in ((lane.covered, glyphs.full), (lane.partly, glyphs.part)):
            if stretch:
                for column in range(at(stretch[0]), at(stretch[1]) + 1):
                    line[column] = glyph
        covers = basis.record.covers
        if covers and lane.covered and lane.covered[0] == covers.since:
            line[at(covers.since)] = glyphs.start
        if covers and lane.covered and lane.covered[1] == covers.until:
            line[at(covers.until)] = glyphs.end
        marks: dict[int, list[Call]] = {}
        for call in lane.calls:
            marks.setdefault(at(call.date), []).append(call)
        for since, until, days in lane.gaps:
            room = range(at(since) + 1, at(until))
            label = str(days)
            free = [column for column in room if column not in marks]
            if len(free) >= len(label) + 2:
                _put(line, free[0] + (len(free) - len(label)) // 2, label)
        lengths: list[list[str]] = []
        for column, on in marks.items():
            sure = all(call.status == "confirmed" for call in on)
            line[column] = (glyphs.confirmed if sure else glyphs.other) if len(on) == 1 else _count(len(on))
            label = "/".join(str(call.minutes or "?") for call in on) if len(on) < 4 else f"{len(on)} calls"
            start = min(max(column - (len(label) - 1) // 2, 0), columns - len(label))
            row = next(
                (row for row in lengths if not "".join(row[max(start - 1, 0) : start + len(label) + 1]).strip()), None
            )
            if row is None:
                row = [" "] * columns
                lengths.append(row)
            _put(row, start, label)
        yield f"{lane.year:04}  " + "".join(head).rstrip(), "bold"
        yield "      " + "".join(line).rstrip(), ""
        for row in lengths:
            yield "      " + "".join(row).rstrip(), "dim"
        yield "", ""
    yield (
        f"{glyphs.confirmed} confirmed  {glyphs.other} not confirmed  {glyphs.full} complete  {glyphs.part} in part",
        "dim",
    )
    yield "between calls: days  below a call: minutes", "dim"


_COLOUR, _PALE, _GREY, _INK = "#1f5fa8", "#c9d3df", "#6b7480", "#1c2126"
_LEFT, _RIGHT, _TOP, _LANE, _WIDE = 60, 20, 58, 92, 960


def svg(calls: Sequence[Call], basis: Basis) -> str:
    """Return the picture as an SVG that refers to nothing outside itself."""
    found = lanes(calls, basis)
    said = [sentence.replace(" (--status all shows them)", "") for sentence in basis.sentences()]
    height = _TOP + _LANE * len(found) + 18 * (len(said) + 1) + 14
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {height}" width="{_WIDE}" height="{height}"'
        ' font-family="Helvetica, Arial, sans-serif" role="img">',
        f"<title>{_xml(basis.record.title or 'Telephone calls')}</title>",
        f'<rect width="{_WIDE}" height="{height}" fill="#ffffff"/>',
        _words(20, 30, basis.record.title or "Telephone calls", size=18, weight="bold"),
    ]
    for number, lane in enumerate(found):
        parts += _svg_lane(lane, _TOP + _LANE * number)
    y = _TOP + _LANE * len(found) + 12
    legend = "Filled: confirmed. Hollow: not confirmed. Area: length; below, minutes. Between: days without a call."
    for line in (legend, *said):
        parts.append(_words(20, y, line, size=12, colour=_GREY))
        y += 18
    return "\n".join([*parts, "</svg>"]) + "\n"


def html(calls: Sequence[Call], basis: Basis) -> str:
    """Return the picture as a web page that refers to nothing outside itself."""
    title = _xml(basis.record.title or "Telephone calls")
    drawing = svg(calls, basis).replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width">\n'
        "<style>body { margin: 1rem auto; max-width: 60rem } svg { width: 100%; height: auto }</style>\n"
        f"</head>\n<body>\n{drawing}</body>\n</html>\n"
    )


def _svg_lane(lane: Lane, top: int) -> Iterator[str]:
    axis = top + 44

    def x(day: date) -> float:
        return round(_LEFT + (day - date(lane.year, 1, 1)).days * (_WIDE - _LEFT - _RIGHT) / _DAYS, 1)

    yield _words(20, axis + 5, f"{lane.year}", size=14, weight="bold")
    for month, name in enumerate(MONTHS, 1):
        at = x(date(lane.year, month, 1))
        yield f'<line x1="{at}" y1="{top + 10}" x2="{at}" y2="{axis}" stroke="#eceff3"/>'
        yield _words(at + 3, top + 18, name, size=11, colour=_GREY)
    for stretch, dash in ((lane.covered, ""), (lane.partly, ' stroke-dasharray="3 4"')):
        if stretch:
            ends = f'x1="{x(stretch[0])}" y1="{axis}" x2="{x(stretch[1])}" y2="{axis}"'
            yield f'<line {ends} stroke="{_PALE}" stroke-width="3"{dash}/>'
    for since, until, days in lane.gaps:
        if x(until) - x(since) > 20:
            yield _words((x(since) + x(until)) / 2, axis - 15, f"{days} d", size=11, colour=_GREY, anchor="middle")
    right = 0.0
    for call in lane.calls:
        radius = round((call.minutes or 10) ** 0.5, 1)
        sure = call.status == "confirmed"
        paint = (
            f'fill="{_COLOUR}" fill-opacity="0.8"' if sure else f'fill="#ffffff" stroke="{_COLOUR}" stroke-width="2"'
        )
        about = f"{call.date}, {call.status}: {call.summary or ''}"
        yield f'<circle cx="{x(call.date)}" cy="{axis}" r="{radius}" {paint}><title>{_xml(about)}</title></circle>'
        label = f"{call.date.day} {MONTHS[call.date.month - 1]}: {call.minutes or '?'}"
        low = axis + 26 if x(call.date) - 30 >= right else axis + 40
        right = max(right, x(call.date) + 30) if low == axis + 26 else right
        middle = min(max(x(call.date), _LEFT), _WIDE - 40)
        yield _words(middle, low, label, size=11, anchor="middle")


def _gaps(calls: Sequence[Call], start: date, end: date) -> tuple[tuple[date, date, int], ...]:
    """Return the gaps between calls that have their larger part from `start` to `end`."""
    found = []
    for before, after in pairwise(calls):
        days = (after.date - before.date).days
        since, until = max(before.date, start), min(after.date, end)
        if days and (until - since).days * 2 >= days:
            found.append((since, until, days))
    return tuple(found)


def _overlap(first: date, last: date, since: date, until: date) -> tuple[date, date] | None:
    since, until = max(first, since), min(last, until)
    return (since, until) if since <= until else None


def _put(line: list[str], at: int, label: str) -> None:
    for column, letter in enumerate(label, at):
        if 0 <= column < len(line):
            line[column] = letter


def _count(number: int) -> str:
    return str(number) if number < 10 else "+"


def _words(
    x: float, y: float, words: str, *, size: int, colour: str = _INK, weight: str = "normal", anchor: str = "start"
) -> str:
    look = f'font-size="{size}" fill="{colour}" font-weight="{weight}" text-anchor="{anchor}"'
    return f'<text x="{round(x, 1)}" y="{round(y, 1)}" {look}>{_xml(words)}</text>'


def _xml(text: str) -> str:
    return escape(clean(text).replace("\ufffe", "").replace("\uffff", ""))
