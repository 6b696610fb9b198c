"""Answers as pages: of a table and a width, the parts that a screen or Markdown draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..question.asking import LEGEND, Question
from ..record.model import WEEKDAYS, Call, Source, count_reported
from ..record.record import Record
from ..record.text import cells, cut, listed, plural
from . import Later
from .parts import BREAK, Line, Part, Piece, Text, basis, facts, grid, line, width_of
from .table import Table, spelled

if TYPE_CHECKING:
    from ..question.claim import Verdict
    from ..question.figures import Figure

citation, figures, search = map(Later, ("answer.citation", "question.figures", "question.search"))
UNKNOWN = "–"
MARKS = {"confirmed": "", "reported": "?", "claimed": "~", "denied": "x"}
NARROW = 50  # below it a list leaves out the weekday and the caller
WIDE = 100  # from here on it has the summary too
VERDICTS = {"HOLDS": "yes", "DOES NOT HOLD": "no", "UNDECIDED": "open"}


def of_list(table: Table, width: int, *, wide: bool = False) -> Iterator[Part]:
    """Yield a line for each call, or, if `wide`, all its topics and its summary, wrapped."""
    assert table.question
    known, asked = {call.id: call for call in table.question.calls}, table.question.selection.topics
    calls = [known[name] for name in table.column("id")]
    columns = {
        "#": [line(str(call.number or "")) for call in calls],
        "": [line(Piece(MARKS[call.status], "mark")) for call in calls],
        "Date": [line(str(call.date)) for call in calls],
        "Day": [line(call.weekday[:3]) for call in calls],
        "Min": [line(str(call.minutes or UNKNOWN)) for call in calls],
        "Caller": [line(cut(call.placed_by or UNKNOWN, 12)) for call in calls],
    }
    dropped = ("Day", "Caller") if width < NARROW else ()
    columns = {name: each for name, each in columns.items() if name not in dropped and (name or any(each))}
    if wide:
        columns["Topics"] = [line(", ".join(call.topics)) for call in calls]
        columns["Call"] = [line(call.headline) for call in calls]
    else:
        room = _room(columns, width)
        most = max(min(room // 2, 44) if width >= WIDE else room, 6)
        columns["Topics"] = [_topics(call, asked, most) for call in calls]
        if width >= WIDE:
            room = max(_room(columns, width), 8)
            columns["Call"] = [line(cut(" ".join(call.headline.split()), room)) for call in calls]
    yield grid(columns, right=("#", "Min"))
    yield from basis(table.sentences(MARKS))


def of_table(
    table: Table, width: int, *, bar: str = "", indent: Sequence[int] = (), hide: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield any table but for the columns to `hide`; the number in the column `bar` becomes a bar."""
    columns, right = {}, []
    for name in table.columns[: table.shown]:
        values = table.column(name)
        if name not in hide and any(value not in (None, "", (), {}) for value in values):
            label = name.replace("_", " ").capitalize()
            columns[label] = [_cell(name, value) for value in values]
            right += [label] * all(isinstance(value, int | float | None) for value in values)
    if indent:
        first = next(iter(columns))
        columns[first] = [line("  " * deep, *cell) for deep, cell in zip(indent, columns[first], strict=True)]
    if bar:
        numbers = table.column(bar)
        most, room = max(numbers, default=0) or 1, max(min(_room(columns, width), 24), 4)
        bars = ["█" * (max(round(room * each / most), 1) if each else 0) for each in numbers]
        columns[""] = [line(each) for each in bars]
    yield grid(columns, right=right)
    yield from basis(table.sentences())


def of_topics(table: Table, width: int) -> Iterator[Part]:
    """Yield topics as a tree with bars."""
    assert table.question
    above = table.question.record.above
    topics, people, reported = map(table.column, ("topic", "people", "reported"))
    hide = ["label", "parent", *["people"] * (len(set(people)) <= 1)]
    if not any(reported):
        hide += ["reported", "last_confirmed"]
    elif width < WIDE:
        hide += ["main", "last_confirmed"]  # they give way to what must not be invisible
    return of_table(table, width, bar="calls", indent=[len(above(topic)) - 1 for topic in topics], hide=hide)


def of_count(table: Table, width: int) -> Iterator[Part]:
    """Yield how many calls there are, as a sentence."""
    [first, *others] = table.sentences(MARKS)
    yield Text(line(Piece(first, "strong")))
    yield from basis(others)


def of_call(table: Table, width: int) -> Iterator[Part]:
    """Yield everything about one call, with numbered sources at the end."""
    assert table.question
    question, [call] = table.question, table.question.calls
    record, numbers = question.record, {name: f"[{at}]" for at, name in enumerate(call.cited(), 1)}
    status = Piece(f"  {call.status}: {LEGEND[call.status]}", "mark") if call.status != "confirmed" else ""
    yield Text(line(f"{call.weekday}, {call.date}", status), "title")
    if call.summary:
        yield Text(line(call.summary))
    yield Text(line())
    yield facts((name, text) for name, text in _facts(call, question, numbers) if text)
    said: dict[str, list[Text]] = {name: [] for name in ("about the call", *map(record.label, call.topics))}
    for each in call.statements():
        about = (record.label(each.topic) if each.topic else "about the call") if each.where == "note" else each.where
        item = Text(line(_by(each.by), each.text, _cited(each.sources, numbers)), "item")
        said.setdefault(about, []).append(item)
    sources = [Text(_source(record.sources[name]), "item", f"{number:>5} ") for name, number in numbers.items()]
    yield from _sections(said)
    yield from _sections({"sources": sources})
    yield from basis(table.sentences())


def of_passages(terms: Sequence[str], table: Table, width: int) -> Iterator[Part]:
    """Yield passages under their calls, with the terms that were looked for marked, each with its sources."""
    assert table.question
    said = defaultdict(list)
    for call, _, status, where, topic, by, text, sources in table.rows:
        heading = call if status == "confirmed" else f"{call}  {status}"
        place = Piece(f"{where}{f', {topic}' if topic else ''}: ", "topic")
        found = [table.question.record.sources[name] for name in sources]
        cited = [piece for source in found for piece in (" [", Piece(source.short, "dim", source.url), "]")]
        said[heading].append(Text(line(place, _by(by), *_matched(text, terms), *cited), "quote"))
    yield from _sections(said)
    yield from basis(table.sentences())


def of_figures(found: Sequence[Figure], table: Table, width: int) -> Iterator[Part]:
    """Yield figures in their groups, each with the days that it rests on."""
    for group in dict.fromkeys(each.group for each in found):
        grouped = [each for each in found if each.group == group]
        yield Text(line(group.capitalize()), "heading")
        yield facts((each.name.replace("tightest", "tightest run of").capitalize(), _told(each)) for each in grouped)
    yield from basis(table.sentences(MARKS))


def of_sources(table: Table, width: int) -> Iterator[Part]:
    """Yield a table of sources as a numbered list, with what rests on each."""
    assert table.question
    counts = zip(*map(table.column, ("id", "facts", "calls", "reported")), strict=True)
    for number, (name, known, calls, reported) in enumerate(counts, 1):
        some = f", {reported} of them merely reported" if reported else ""
        rests = f"{plural(known, 'fact')} in {plural(calls, 'call')}{some}: {name}"
        content = line(*_source(table.question.record.sources[name]), BREAK, Piece(rests, "topic"))
        yield Text(content, "item", f"{f'[{number}]':>5} ")
    yield from basis(table.sentences())


def of_verdicts(verdicts: Sequence[Verdict], table: Table, width: int) -> Iterator[Part]:
    """Yield what is found of each claim: how it was understood, the verdict, the calls counted, other readings."""
    if len(verdicts) > 1:
        yield facts((verdict.readings[0].verdict, verdict.sentence) for verdict in verdicts)
    for verdict in verdicts:
        yield from _verdict(verdict)


def _verdict(verdict: Verdict) -> Iterator[Part]:
    asked, *others = verdict.readings
    found = Piece(asked.verdict, VERDICTS[asked.verdict])
    if verdict.understood:
        yield Text(line("understood: ", verdict.sentence), "heading")
        yield from (Text(line(each), "item") for each in verdict.understood)
        yield Text(line(found, f"  {asked.why}"), "title")
    else:
        yield Text(line(found, f"  {verdict.sentence}"), "title")
        window = f"{asked.since or 'the start of the record'} to {asked.until}"
        yield Text(line(f"{asked.why}; counted from {window}, both days included"))
    like = [each for each in others if (each.verdict, each.why) == (asked.verdict, asked.why)]
    said = [line(f"{listed([each.name for each in like], 'and')}: likewise")] if like else []
    for each in others:
        if each not in like:
            said.append(line(f"{each.name}: ", Piece(each.verdict, VERDICTS[each.verdict]), f", {each.why}"))
    counted = []
    for number, call in enumerate(asked.calls, 1):
        mark = Piece(f" ({call.status})", "mark") if MARKS[call.status] else ""
        pieces = [f"{call.date} {call.weekday[:3]}", mark, f"  {call.headline}"]
        for name in (call.sources or call.cited())[:1]:
            pieces += [BREAK, *_source(verdict.question.record.sources[name])]
        counted.append(Text(line(*pieces), "item", f"{number:>3}  "))
    readings = [Text(each, "item") for each in said]
    yield from _sections({"on another reading": readings, "the calls counted": counted})
    yield from basis(verdict.question.sentences())


def _sections(found: Mapping[str, Sequence[Text]]) -> Iterator[Part]:
    """Yield items under their headings, where there are any."""
    for heading, items in found.items():
        if items:
            yield Text(line(heading[:1].upper() + heading[1:]), "heading")
            yield from items


def _facts(call: Call, question: Question, numbers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the particulars of a call, each with its name; an empty one is not to be told."""
    record, ago = question.record, (question.today - call.date).days
    for capital, day in call.date_in.items():
        yield f"In {capital}", f"{WEEKDAYS[day.weekday()]}, {day}"
    yield "Dated by", f"a {call.dated_by} alone" if call.dated_by else ""
    yield "Start", "; ".join(_clocks(call, record))
    yield "Ago", "" if ago < 0 else plural(ago, "day") if ago else "today"
    yield from _places(call, record)
    length = plural(call.minutes, "minute") + _hours(call.minutes) if call.minutes else ""
    yield "Length", _grounded(length, call, "length", numbers)
    yield "Placed by", _grounded(record.name(call.placed_by or ""), call, "placed by", numbers)
    yield "Between", "" if call.between == record.between else listed(list(map(record.name, call.between)), "and")
    yield "Occasion", call.occasion or ""
    also = [topic for topic in call.topics if topic not in call.main_topics]
    yield "Main topics" if also else "Topics", ", ".join(map(record.label, call.main_topics or call.topics))
    yield "Also", ", ".join(map(record.label, also))


def _places(call: Call, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the place of a call among the others, and the call before."""
    counted = [each for each in record.calls if each.number]
    if call.number:
        of_year = [each for each in counted if each.date.year == call.date.year]
        said = f"number {call.number} of {_some(counted)} on record"
        yield "Place", f"{said}; number {of_year.index(call) + 1} of {_some(of_year)} in {call.date.year}"
    if level := [each.id for each in record.level(call) if each.number]:
        yield "Same day", f"also {listed(level, 'and')}, in an order that is not known: they share their places"
    before = [each for each in counted if each.date < call.date or (each.number or 0) < (call.number or 0)]
    for last in before[-1:]:
        mark = " (reported)" if last.status == "reported" else ""
        days = (call.date - last.date).days
        when = f"{plural(days, 'day')} earlier" if days else "the same day"
        yield "The call before", f"{last.id}{mark}, {when}"


def _grounded(text: str, call: Call, about: str, numbers: Mapping[str, str]) -> str:
    """Return a fact with its sources: those of the accounts of it where they differ, else those of the entry."""
    accounts = [each for dispute in call.disputed if dispute.about == about for each in dispute.accounts]
    sources = list(dict.fromkeys(name for each in accounts for name in each.sources)) or call.sources
    differ = "; accounts differ" if accounts else ""
    return f"{text}{differ}{_cited(sources, numbers)}" if text else "not known"


def _some(calls: Sequence[Call]) -> str:
    reported = count_reported(calls)
    return f"{len(calls)}, {reported} of them reported," if reported else str(len(calls))


def _clocks(call: Call, record: Record) -> Iterator[str]:
    """Yield the start as it is recorded, then by the clock of each capital whose zone the machine knows."""
    if call.start:
        from zoneinfo import ZoneInfo  # 5 ms, and only such a page needs it

        yield call.start.isoformat(" ", "seconds" if call.start.second else "minutes")
        for person in filter(None, map(record.people.get, call.between)):
            with suppress(LookupError, ValueError, OSError, OverflowError):  # no such zone here, or the calendar ends
                if person.zone:
                    there = call.start.astimezone(ZoneInfo(person.zone))
                    yield f"{there:%H:%M} in {person.capital or person.zone}"


def _told(figure: Figure) -> str:
    """Return a figure in words: its value, the days it rests on, what must be said of it."""
    unit = figure.unit.removesuffix("s") if figure.value == 1 else figure.unit
    value = "" if figure.value is None else f"{figure.value} {unit}"
    if figure.value and figure.unit == "minutes":
        value += _hours(round(figure.value))
    days = " to ".join(dict.fromkeys(str(day) for day in (figure.first, figure.last) if day))
    many = f"{figure.reported} of them " if len(figure.calls) != 1 else ""
    reported = f"{many}merely reported" if figure.reported else ""
    return "; ".join(filter(None, (value, days, reported, figure.note)))


def _hours(minutes: int) -> str:
    return f" ({figures.hours(minutes)})" if minutes >= 60 else ""


def _matched(text: str, terms: Sequence[str]) -> Iterator[Piece]:
    """Yield a text in pieces, the words of the terms apart."""
    done = 0
    for start, end in search.spans(text, terms) if terms else ():
        yield Piece(text[done:start])
        yield Piece(text[start:end], "match")
        done = end
    yield Piece(text[done:])


def _source(source: Source) -> Line:
    """Return a source as a bibliography has it, its address on a line of its own."""
    said = ", ".join(str(each) for each in (source.publisher, source.title, source.date, source.language) if each)
    remarks = Piece("".join(f"; {each}" for each in citation.remarks(source)), "dim")
    return line(said, remarks, BREAK if source.url else "", Piece(source.url or "", "link", source.url))


def _by(who: str | None) -> Piece:
    return Piece(f"{who}: " if who else "", "by")


def _cited(names: Iterable[str], numbers: Mapping[str, str]) -> str:
    return f" {''.join(numbers[name] for name in names)}".rstrip()


def _room(columns: Mapping[str, Sequence[Line]], width: int) -> int:
    """Return how much room is left beside columns, each with a gap after it."""
    return width - sum(width_of([line(name), *column]) + 2 for name, column in columns.items())


def _topics(call: Call, topics: Container[str], width: int) -> Line:
    """Return as many of a call's main topics as fit, those asked for first and marked, and how many more."""
    asked = [topic for topic in call.topics if topic in topics]
    order = [*asked, *(topic for topic in call.main_topics or call.topics if topic not in asked)]
    named = [Piece(f"[{topic}]", "match") if topic in asked else Piece(topic) for topic in order]
    for count in range(len(order), 0, -1):
        rest = f" +{len(call.topics) - count}" if len(call.topics) > count else ""
        if cells(", ".join(piece.text for piece in named[:count]) + rest) <= width:
            following = [piece for each in named[1:count] for piece in (", ", each)]
            return line(*named[:1], *following, Piece(rest, "dim"))
    if not named:
        return line(UNKNOWN)
    return line(named[0]._replace(text=cut(named[0].text, max(width - len(rest), 3))), Piece(rest, "dim"))


def _cell(name: str, value: Any) -> Line:
    if name == "share":
        return line(f"{value:.0%}")
    text = UNKNOWN if value is None else spelled(value, ", ")
    return line(Piece(text, "mark" if name == "status" and text != "confirmed" else ""))
