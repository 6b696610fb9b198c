"""Answers as pages: a call, passages, figures, a verdict, a bibliography, a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..question.asking import LEGEND, Question
from ..record.model import WEEKDAYS, Call, Note, Passage, count_reported
from ..record.record import Record
from ..record.text import listed, plural
from .listing import MARKS
from .parts import Caption, Drawing, Facts, Item, Part, Piece, Text, line
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
    yield Facts([(name, line(text, _cited(names, numbers))) for name, text, names in _facts(call, question)])
    sections: list[tuple[str, Sequence[Note]]] = []
    for topic in dict.fromkeys((None, *call.topics, *(note.topic for note in call.notes))):
        on = [note for note in call.notes if note.topic == topic]
        sections.append((record.label(topic) if topic else "About the call", on))
    sections += [("What came of it", call.outcome), ("What came after", call.aftermath)]
    for heading, notes in (*sections, ("Said not to have been discussed", call.not_discussed)):
        if notes:
            yield Text(line(heading), "heading")
        for note in notes:
            yield Item(line(_by(note.by), note.text, _cited(note.sources, numbers)))
    if call.disputed:
        yield Text(line("Accounts that differ"), "heading")
    for dispute in call.disputed:
        yield Item(line(Piece(dispute.about, "topic")))
        for each in dispute.accounts:
            yield Item(line(_by(each.by), each.says, _cited(each.sources, numbers)), indent=4)
    if numbers:
        yield Text(line("Sources"), "heading")
    for source, number in numbers.items():
        yield from _source(number, source, record)
    yield Caption(list(question.about(call).sentences()))


def of_passages(
    found: Sequence[tuple[Call, Passage]], table: Table, record: Record, terms: Sequence[str] = ()
) -> Iterator[Part]:
    """Yield passages under their calls, with the terms that were looked for marked, each with its sources."""
    before = ""
    for call, each in found:
        if call.id != before:
            yield Text(line(call.id if call.status == "confirmed" else f"{call.id}  {call.status}"), "heading")
        before = call.id
        place = Piece(f"{each.where}{f', {each.topic}' if each.topic else ''}: ", "topic")
        cited: list[str | Piece] = []
        for at, name in enumerate(each.sources):
            source = record.sources[name]
            cited += [Piece("; " if at else " ["), Piece(source.short, "dim", source.url)]
        yield Item(line(place, _by(each.by), *_matched(each.text, terms), *cited, "]" if cited else ""), quote=True)
    yield Caption(table.sentences())


def of_figures(found: Sequence[Figure], question: Question) -> Iterator[Part]:
    """Yield figures in their groups, each with the days that it rests on."""
    for group in dict.fromkeys(figure.group for figure in found):
        yield Text(line(group.capitalize()), "heading")
        yield Facts([(_figure_name(figure), line(_figure_text(figure))) for figure in found if figure.group == group])
    yield Caption(list(question.sentences(MARKS)))


def of_drawing(lines: Iterable[tuple[str, str]], question: Question) -> Iterator[Part]:
    """Yield a drawing of the calls, and its basis."""
    yield Drawing(list(lines))
    yield Caption(list(question.sentences()))


def of_verdicts(verdicts: Sequence[Verdict]) -> Iterator[Part]:
    """Yield what is found of each claim: how it was understood, the verdict, the calls counted, other readings."""
    if len(verdicts) > 1:
        yield Facts([(verdict.readings[0].verdict, line(verdict.sentence)) for verdict in verdicts])
        yield Text(line())
    for at, verdict in enumerate(verdicts):
        yield from [Text(line())] * bool(at)
        yield from _verdict(verdict)


def _verdict(verdict: Verdict) -> Iterator[Part]:
    asked, record = verdict.readings[0], verdict.question.record
    found = Piece(asked.verdict, VERDICTS[asked.verdict])
    if verdict.understood:
        yield Text(line(Piece("understood: ", "strong"), verdict.sentence))
        yield from (Item(line(each)) for each in verdict.understood)
        yield Text(line())
        yield Text(line(found, f"  {asked.why}"), "title")
    else:
        yield Text(line(found, f"  {verdict.sentence}"), "title")
        window = f"{asked.since or 'the start of the record'} to {asked.until}"
        yield Text(line(f"{asked.why}; counted from {window}, both days included"))
    others = verdict.readings[1:]
    like = [each.name for each in others if (each.verdict, each.why) == (asked.verdict, asked.why)]
    if others:
        yield Text(line("On another reading"), "heading")
    if like:
        yield Item(line(f"{listed(like, 'and')}: likewise"))
    for each in others:
        if each.name not in like:
            yield Item(line(f"{each.name}: ", Piece(each.verdict, VERDICTS[each.verdict]), f", {each.why}"))
    if asked.calls:
        yield Text(line("The calls counted"), "heading")
    for number, call in enumerate(asked.calls, 1):
        mark = Piece(f" ({call.status})", "mark") if MARKS[call.status] else ""
        yield Item(line(f"{call.date} {call.weekday[:3]}", mark, f"  {call.headline}"), f"{number:>3}", 5)
        for name in (call.sources or call.cited())[:1]:
            source = record.sources[name]
            said = ": ".join(filter(None, (source.short, source.title)))
            address = Piece(source.url, "link", source.url) if source.url else ""
            yield Item(line(Piece(f"{said} ", "dim"), address), "", 5)
    yield Caption(list(verdict.question.sentences()))


def of_sources(table: Table, record: Record) -> Iterator[Part]:
    """Yield a table of sources as a numbered list, with what rests on each."""
    counts = zip(*map(table.column, ("id", "facts", "calls", "reported")), strict=True)
    for number, (name, facts, calls, reported) in enumerate(counts, 1):
        yield from _source(number, name, record)
        some = f", {reported} of them merely reported" if reported else ""
        rests = f"{plural(facts, 'fact')} in {plural(calls, 'call')}{some}: {name}"
        yield Item(line(Piece(rests, "topic")), "", 6)
    yield Caption(table.sentences())


def _facts(call: Call, question: Question) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield the particulars of a call: name, text, and the ids of sources."""
    record, today = question.record, question.today
    for capital, day in call.date_in.items():
        yield f"In {capital}", f"{WEEKDAYS[day.weekday()]}, {day}", ()
    if call.dated_by:
        yield "Dated by", f"a {call.dated_by} alone", ()
    if call.start:
        precision = "seconds" if call.start.second else "minutes"
        yield "Start", "; ".join((call.start.isoformat(" ", precision), *_clocks(call, record))), ()
    if call.date <= today:
        yield "Ago", plural((today - call.date).days, "day") if call.date < today else "today", ()
    yield from _places(call, record)
    if call.minutes:
        from ..question.figures import hours

        spelled = f" ({hours(call.minutes)})" if call.minutes >= 60 else ""
        yield "Length", f"{plural(call.minutes, 'minute')}{spelled}", _grounds(call, "length")
    else:
        yield "Length", "not known", ()
    caller = record.name(call.placed_by) if call.placed_by else "not known"
    yield "Placed by", caller, _grounds(call, "placed by") if call.placed_by else ()
    if call.between != record.between:
        yield "Between", listed([record.name(person) for person in call.between], "and"), ()
    if call.occasion:
        yield "Occasion", call.occasion, ()
    also = [topic for topic in call.topics if topic not in call.main_topics]
    for name, topics in (("Main topics" if also else "Topics", call.main_topics or call.topics), ("Also", also)):
        if topics:
            yield name, ", ".join(map(record.label, topics)), ()


def _places(call: Call, record: Record) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Yield the place of a call among the others, and the call before."""
    counted = [each for each in record.calls if each.number]
    if call.number:
        of_year = [each for each in counted if each.date.year == call.date.year]
        said = f"number {call.number} of {_some(counted)} on record"
        yield "Place", f"{said}; number {of_year.index(call) + 1} of {_some(of_year)} in {call.date.year}", ()
    if level := [each.id for each in record.level(call) if each.number]:
        yield "Same day", f"also {listed(level, 'and')}, in an order that is not known: they share their places", ()
    before = [each for each in counted if each.date < call.date or (call.number and (each.number or 0) < call.number)]
    if before:
        days = (call.date - before[-1].date).days
        mark = " (reported)" if before[-1].status == "reported" else ""
        gap = f"{plural(days, 'day')} earlier" if days else "the same day"
        yield "The call before", f"{before[-1].id}{mark}, {gap}", ()


def _grounds(call: Call, about: str) -> Sequence[str]:
    """Return the sources of a fact: those of the accounts of it where they differ, else those of the entry."""
    accounts = [each for dispute in call.disputed if dispute.about == about for each in dispute.accounts]
    return list(dict.fromkeys(name for each in accounts for name in each.sources)) or call.sources


def _some(calls: Sequence[Call]) -> str:
    reported = count_reported(calls)
    return f"{len(calls)}, {reported} of them reported," if reported else str(len(calls))


def _clocks(call: Call, record: Record) -> Iterator[str]:
    """Yield the start by the clock of each capital whose zone the record gives and the machine knows."""
    from zoneinfo import ZoneInfo  # 5 ms, and only a page needs it

    for name in call.between:
        person = record.people.get(name)
        if call.start and person and person.zone:
            try:
                there = call.start.astimezone(ZoneInfo(person.zone))
            except (LookupError, ValueError, OSError, OverflowError):  # no such zone here, or the calendar ends
                continue
            yield f"{there:%H:%M} in {person.capital or person.zone}"


def _figure_name(figure: Figure) -> str:
    if figure.name.startswith("tightest "):
        return f"Tightest run of {figure.name.split()[1]}"
    return figure.name.capitalize()


def _figure_text(figure: Figure) -> str:
    """Return a figure in words: its value, the days it rests on, what must be said of it."""
    from ..question.figures import hours

    said = []
    if figure.value is not None:
        long = f" ({hours(round(figure.value))})" if figure.unit == "minutes" and figure.value >= 60 else ""
        one = figure.unit.removesuffix("s") if figure.value == 1 else figure.unit
        said.append(f"{figure.value} {one}{long}")
    if figure.first and len(figure.calls) == 1 and figure.unit != "days":
        said.append(f"{figure.first}, {WEEKDAYS[figure.first.weekday()]}")
    elif figure.first and figure.last:
        said.append(f"{figure.first} to {figure.last}" if figure.first != figure.last else str(figure.first))
    if figure.reported:
        said.append("merely reported" if len(figure.calls) == 1 else f"{figure.reported} of them merely reported")
    return "; ".join([*said, *filter(None, (figure.note,))])


def _matched(text: str, terms: Sequence[str]) -> Iterator[Piece]:
    """Yield a text in pieces, the words of the terms apart."""
    from ..question.search import spans

    done = 0
    for start, end in spans(text, terms) if terms else ():
        yield Piece(text[done:start])
        yield Piece(text[start:end], "match")
        done = end
    yield Piece(text[done:])


def _source(number: int, name: str, record: Record) -> Iterator[Part]:
    """Yield a source as a numbered entry, and its address below it."""
    source = record.sources[name]
    how = {"copy": "a copy", "cited": "as cited"}.get(source.read or "", "")
    via = source.via and f"{'by' if source.read == 'cited' else 'at'} {source.via}"
    read = " ".join(filter(None, (how, via)))
    extra = ", ".join(filter(None, (source.side and f"{source.side} account", source.language, read)))
    said = ", ".join(str(each) for each in (source.publisher, source.title, source.date) if each)
    note = Piece(f"; {source.note}", "dim") if source.note else ""
    yield Item(line(said + (f" ({extra})" if extra else ""), note), f"{f'[{number}]':>5}", 6)
    if source.url:
        yield Item(line(Piece(source.url, "link", source.url)), "", 6)


def _by(who: str | None) -> Piece:
    return Piece(f"{who}: " if who else "", "by")


def _cited(names: Sequence[str], numbers: dict[str, int]) -> Piece:
    cited = "".join(f"[{numbers[name]}]" for name in names if name in numbers)
    return Piece(f" {cited}" if cited else "", "dim")
