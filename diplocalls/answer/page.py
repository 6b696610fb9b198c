"""Answers as pages: a call, passages, figures, a verdict, a bibliography."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ..question.asking import LEGEND, Question
from ..record.model import WEEKDAYS, Call, Passage, Source, count_reported
from ..record.record import Record
from ..record.text import listed, plural
from . import citation
from .listing import MARKS
from .parts import BREAK, Caption, Facts, Item, Line, Part, Piece, Text, line
from .table import Table

if TYPE_CHECKING:
    from ..question.claim import Verdict
    from ..question.figures import Figure

VERDICTS = {"HOLDS": "yes", "DOES NOT HOLD": "no", "UNDECIDED": "open"}


def of_call(call: Call, question: Question) -> Iterator[Part]:
    """Yield everything about one call, with numbered sources at the end."""
    record = question.record
    numbers = {name: at for at, name in enumerate(call.cited(), 1)}
    status = Piece(f"  {call.status}: {LEGEND[call.status]}", "mark") if call.status != "confirmed" else ""
    yield Text(line(f"{call.weekday}, {call.date}", status), "title")
    if call.summary:
        yield Text(line(call.summary))
    yield Text(line())
    yield Facts([(name, line(text)) for name, text in _facts(call, question, numbers) if text])
    said: dict[str, list[Item]] = {name: [] for name in ("about the call", *map(record.label, call.topics))}
    for each in call.statements():
        about = (record.label(each.topic) if each.topic else "about the call") if each.where == "note" else each.where
        item = Item(line(_by(each.by), each.text, _cited(each.sources, numbers)))
        said.setdefault(about, []).append(item)
    yield from _sections((f"{about[0].upper()}{about[1:]}", item) for about, items in said.items() for item in items)
    sources = {f"{f'[{number}]':>5} ": record.sources[name] for name, number in numbers.items()}
    yield from _sections([("Sources", Item(_source(source), start)) for start, source in sources.items()])
    yield Caption(list(question.about(call).sentences()))


def of_passages(
    found: Sequence[tuple[Call, Passage]], table: Table, record: Record, terms: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield passages under their calls, with the terms that were looked for marked, each with its sources."""
    said = []
    for call, each in found:
        heading = call.id if call.status == "confirmed" else f"{call.id}  {call.status}"
        place = Piece(f"{each.where}{f', {each.topic}' if each.topic else ''}: ", "topic")
        sources = [record.sources[name] for name in each.sources]
        cited = [piece for source in sources for piece in (" [", Piece(source.short, "dim", source.url), "]")]
        said.append((heading, Item(line(place, _by(each.by), *_matched(each.text, terms), *cited), quote=True)))
    yield from _sections(said)
    yield Caption(table.sentences())


def of_figures(found: Sequence[Figure], question: Question) -> Iterator[Part]:
    """Yield figures in their groups, each with the days that it rests on."""
    for group in dict.fromkeys(figure.group for figure in found):
        yield Text(line(group.capitalize()), "heading")
        said = [
            (each.name.replace("tightest", "tightest run of"), _told(each)) for each in found if each.group == group
        ]
        yield Facts([(name.capitalize(), line(text)) for name, text in said])
    yield Caption(list(question.sentences(MARKS)))


def of_verdicts(verdicts: Sequence[Verdict]) -> Iterator[Part]:
    """Yield what is found of each claim: how it was understood, the verdict, the calls counted, other readings."""
    if len(verdicts) > 1:
        yield Facts([(verdict.readings[0].verdict, line(verdict.sentence)) for verdict in verdicts])
    for verdict in verdicts:
        yield from _verdict(verdict)


def _verdict(verdict: Verdict) -> Iterator[Part]:
    asked, *others = verdict.readings
    found = Piece(asked.verdict, VERDICTS[asked.verdict])
    if verdict.understood:
        yield Text(line("understood: ", verdict.sentence), "heading")
        yield from (Item(line(each)) for each in verdict.understood)
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
    yield from _sections([("On another reading", Item(each)) for each in said])
    counted = []
    for number, call in enumerate(asked.calls, 1):
        mark = Piece(f" ({call.status})", "mark") if MARKS[call.status] else ""
        pieces = [f"{call.date} {call.weekday[:3]}", mark, f"  {call.headline}"]
        for name in (call.sources or call.cited())[:1]:
            pieces += [BREAK, *_source(verdict.question.record.sources[name])]
        counted.append(("The calls counted", Item(line(*pieces), f"{number:>3}  ")))
    yield from _sections(counted)
    yield Caption(list(verdict.question.sentences()))


def of_sources(table: Table, record: Record) -> Iterator[Part]:
    """Yield a table of sources as a numbered list, with what rests on each."""
    counts = zip(*map(table.column, ("id", "facts", "calls", "reported")), strict=True)
    for number, (name, facts, calls, reported) in enumerate(counts, 1):
        some = f", {reported} of them merely reported" if reported else ""
        rests = f"{plural(facts, 'fact')} in {plural(calls, 'call')}{some}: {name}"
        yield Item(line(*_source(record.sources[name]), BREAK, Piece(rests, "topic")), f"{f'[{number}]':>5} ")
    yield Caption(table.sentences())


def _sections(items: Iterable[tuple[str, Item]]) -> Iterator[Part]:
    """Yield items under their headings, in the order in which each heading is met first."""
    found: dict[str, list[Item]] = {}
    for heading, item in items:
        found.setdefault(heading, []).append(item)
    for heading, under in found.items():
        yield Text(line(heading), "heading")
        yield from under


def _facts(call: Call, question: Question, numbers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the particulars of a call, each with its name; an empty one is not to be told."""
    record, ago = question.record, (question.today - call.date).days
    for capital, day in call.date_in.items():
        yield f"In {capital}", f"{WEEKDAYS[day.weekday()]}, {day}"
    yield "Dated by", f"a {call.dated_by} alone" if call.dated_by else ""
    yield "Start", "; ".join(_clocks(call, record))
    yield "Ago", "" if ago < 0 else plural(ago, "day") if ago else "today"
    yield from _places(call, record)
    length = caller = "not known"
    if call.minutes:
        differ = "; accounts differ" if any(dispute.about == "length" for dispute in call.disputed) else ""
        cited = _cited(_grounds(call, "length"), numbers)
        length = f"{plural(call.minutes, 'minute')}{_hours(call.minutes)}{differ}{cited}"
    if call.placed_by:
        caller = f"{record.name(call.placed_by)}{_cited(_grounds(call, 'placed by'), numbers)}"
    yield "Length", length
    yield "Placed by", caller
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
    before = [each for each in counted if each.date < call.date or (call.number and (each.number or 0) < call.number)]
    for last in before[-1:]:
        mark = " (reported)" if last.status == "reported" else ""
        days = (call.date - last.date).days
        when = f"{plural(days, 'day')} earlier" if days else "the same day"
        yield "The call before", f"{last.id}{mark}, {when}"


def _grounds(call: Call, about: str) -> Sequence[str]:
    """Return the sources of a fact: those of the accounts of it where they differ, else those of the entry."""
    accounts = [each for dispute in call.disputed if dispute.about == about for each in dispute.accounts]
    return list(dict.fromkeys(name for each in accounts for name in each.sources)) or call.sources


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
    value = "" if figure.value is None else f"{figure.value} {figure.unit}"
    if figure.value == 1:
        value = value.removesuffix("s")
    if figure.value and figure.unit == "minutes":
        value += _hours(round(figure.value))
    days = " to ".join(dict.fromkeys(str(day) for day in (figure.first, figure.last) if day))
    many = f"{figure.reported} of them " if len(figure.calls) != 1 else ""
    reported = f"{many}merely reported" if figure.reported else ""
    return "; ".join(filter(None, (value, days, reported, figure.note)))


def _hours(minutes: int) -> str:
    from ..question.figures import hours

    return f" ({hours(minutes)})" if minutes >= 60 else ""


def _matched(text: str, terms: Sequence[str]) -> Iterator[Piece]:
    """Yield a text in pieces, the words of the terms apart."""
    from ..question.search import spans

    done = 0
    for start, end in spans(text, terms) if terms else ():
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


def _cited(names: Sequence[str], numbers: Mapping[str, int]) -> str:
    cited = "".join(f"[{numbers[name]}]" for name in names)
    return f" {cited}" if cited else ""
