"""Options in, answers out, one place for errors and exit codes."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from . import __version__, files, query, table
from .basis import Basis, basis
from .call import COUNTED, STATUSES, Call, Passage
from .delivery import deliver, form_of, print_out, put, reason, say, write
from .loading import load
from .options import (
    KEYS,
    By,
    Common,
    Filters,
    Output,
    Program,
    TopicName,
    Which,
    command,
    described,
    introduction,
)
from .period import Period, back
from .problem import QuestionError, RecordError
from .record import Record
from .text import fold, listed, near, plural

if TYPE_CHECKING:
    from .screen import Screen

# What only one command needs is imported there: 25 modules cost a lookup 8 ms.

DONE, NO, MISUSED, UNREADABLE, UNDECIDED, INTERRUPTED, BROKEN = 0, 1, 2, 3, 4, 130, 70
MOST_FAULTS = 20


class Question(NamedTuple):
    """What was asked of which record, and the calls that answer it."""

    record: Record
    filter: query.Filter
    calls: tuple[Call, ...]
    basis: Basis
    today: date


@command("list")
def list_(
    filters: Filters,
    output: Output,
    common: Common,
    long: Annotated[bool, typer.Option("--long", help="One row per call and topic.", rich_help_panel="Output")] = False,
) -> None:
    """Which calls? A table, oldest first.

    diplocalls list
    diplocalls list --topic iran --from 2025-06
    diplocalls list --during 2025 --csv > calls.csv
    """
    question = _ask(filters, common)
    answer = table.of_calls(question.calls, question.basis, long=long)
    deliver(answer, output, common, None if long else lambda screen: screen.calls(question.calls, question.basis))


@command("show")
def show(which: Annotated[str, Which], filters: Filters, output: Output, common: Common) -> None:
    """Everything about one call.

    diplocalls show 2025-07-03
    diplocalls show 6
    diplocalls show latest --topic iran
    """
    from . import figures

    question = _ask(filters, common, default=STATUSES)
    call = question.record.find(which, question.calls)
    if call not in question.calls:
        failed = next(name for name, keep in question.filter.steps() if not keep(call))
        raise QuestionError(f"the filters leave out the call of {call.id}, which is not {failed}")
    same_day = [each.id for each in question.record.calls if each.date == call.date and each.id != call.id]
    if same_day:
        say(f"on the same day also: {listed(same_day, 'and')}", common)
    ground = _ground(call, question)
    answer = table.of_calls([call], ground, columns=table.EXPORT)
    facts = list(figures.facts(call, question.record))
    deliver(answer, output, common, lambda screen: screen.page(call, question.record, facts, ground))


@command("topics")
def topics(filters: Filters, output: Output, common: Common, name: Annotated[str | None, TopicName] = None) -> None:
    """About what? A summary per topic; with a TOPIC, what was said on it.

    diplocalls topics
    diplocalls topics iran --during 2025
    """
    from . import figures

    if name is not None:
        question = _ask(filters._replace(topic=[*(filters.topic or ()), name], all_topics=True), common)
        wanted = question.record.under(question.record.topic(name))
        found = [(call, each) for call in question.calls for each in figures.on_topic(call, wanted)]
        answer = table.of_passages(found, question.basis)
        deliver(answer, output, common, lambda screen: screen.passages(answer, ()))
        return
    question = _ask(filters, common)
    summary = figures.on_topics(question.calls, question.record)
    silent = [topic for topic in question.record.topics if topic not in {each.id for each in summary}]
    answer = table.of_topics(summary, question.basis)
    if silent and summary:
        answer = answer._replace(remarks=(*answer.remarks, f"no call here on {listed(silent)}"))
    depths = [each.depth for each in summary]
    same = len({each.people for each in summary}) == 1
    hide = ("label", "parent", "people") if same else ("label", "parent")
    deliver(answer, output, common, lambda screen: screen.table(answer, bar="calls", indent=depths, hide=hide))


@command("count")
def count(filters: Filters, output: Output, common: Common, by: Annotated[str | None, By] = None) -> None:
    """How many calls?

    diplocalls count --during 2025
    diplocalls count --by month --during 2025
    diplocalls count --by topic --csv
    """
    from . import figures

    question = _ask(filters, common)
    if by is None:
        total = {"all": {status: question.basis.statuses.get(status, 0) for status in question.filter.statuses}}
        deliver(table.of_counts(total, "count", question.basis), output, common)
        return
    if by not in KEYS:
        raise QuestionError(f"cannot count by '{by}'; write {listed(KEYS)}{near(by, KEYS)}")
    since, until = question.filter.since, question.filter.until
    if question.record.covers and since:
        since = max(since, min(question.record.covers.since, question.calls[0].date if question.calls else since))
    if until:
        until = min(until, question.today)
    found = figures.counts(question.calls, by, question.record, since=since, until=until)
    answer = table.of_counts(found, by, question.basis)
    deliver(answer, output, common, lambda screen: screen.table(answer, bar="calls"))


@command("stats")
def stats(filters: Filters, output: Output, common: Common) -> None:
    """How often, how long, how long between?

    diplocalls stats
    diplocalls stats --to 2025-10-16
    diplocalls stats --topic iran
    """
    from . import figures

    question = _ask(filters, common)
    today = min(question.today, question.filter.until or question.today)
    found = figures.cadence(question.calls, today=today) if question.calls else []
    answer = table.of_figures(found, question.basis)
    deliver(answer, output, common, lambda screen: screen.table(answer, hide=("calls",)))


@command("timeline")
def timeline(
    filters: Filters,
    output: Output,
    common: Common,
    svg: Annotated[
        str | None, typer.Option("--svg", metavar="FILE", help="Write the picture as SVG.", rich_help_panel="Output")
    ] = None,
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Write the picture as a web page.", rich_help_panel="Output"),
    ] = None,
) -> None:
    """A picture of the calls over time, gaps to scale.

    diplocalls timeline
    diplocalls timeline --during 2025 --svg calls.svg
    """
    from . import figures, picture

    question = _ask(filters, common)
    for path, draw in ((svg, picture.svg), (html, picture.html)):
        if path is not None:
            write(path, lambda stream, draw=draw: stream.write(draw(question.calls, question.basis)), output.force)  # type: ignore[misc]
            say(f"wrote a picture of {plural(len(question.calls), 'call')} to {path}", common)
    if svg is None and html is None:
        answer = table.of_gaps(question.calls, figures.gaps(question.calls), question.basis)

        def on_screen(screen: Screen) -> None:
            screen.lines(picture.text(question.calls, question.basis, width=screen.width, fancy=screen.fancy))
            screen.caption(question.basis)

        deliver(answer, output, common, on_screen)


@command("search")
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All of these, in any case, accents ignored.")],
    filters: Filters,
    output: Output,
    common: Common,
) -> None:
    """Who said this? Passages with all the words.

    diplocalls search moratorium
    diplocalls search prisoner exchange --during 2025
    """
    question = _ask(filters, common)
    wanted = list(dict.fromkeys(fold(part).replace("-", " ") for word in words for part in word.split()))
    wanted = [word for word in wanted if word]
    if not wanted:
        raise QuestionError("nothing to search for; write a word, such as moratorium")
    found = [
        (call, each)
        for call in question.calls
        for each in (*call.passages(), *_titles(call, question.record))
        if _has_all(each, wanted)
    ]
    if not found and question.calls:
        everything = [fold(each.text).split("-") for call in question.calls for each in call.passages()]
        known = {word for words in everything for word in words}
        missing = [f"'{word}' occurs nowhere{near(word, known)}" for word in wanted if not _occurs(word, known)]
        say("no passage matches: " + (", ".join(missing) or "no single one has all the words"), common)
    calls = len({call.id for call, _ in found})
    remark = f"{plural(len(found), 'passage')} in {plural(calls, 'call')} of the {len(question.calls)} searched"
    answer = table.of_passages(found, question.basis, (remark,))
    deliver(answer, output, common, lambda screen: screen.passages(answer, wanted))


@command("claim")
def claim_(
    filters: Filters,
    output: Output,
    common: Common,
    on: Annotated[str | None, typer.Option("--on", metavar="WHICH", help="The call the sentence is about.")] = None,
    nth: Annotated[int | None, typer.Option("--nth", metavar="N", help="It was the Nth.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Counted since DATE.")] = None,
    within: Annotated[
        str | None, typer.Option("--within", metavar="TIME", help="Counted within TIME before it: 45d, 6w, 2mo, 1y.")
    ] = None,
    total: Annotated[int | None, typer.Option("--total", metavar="N", help="There were N calls in the span.")] = None,
) -> int:
    """Does a news sentence about the count of calls hold?

    diplocalls claim --on 2025-07-03 --nth 6 --since 2025-01-01
    diplocalls claim --on 2025-07-03 --nth 4 --within 2mo
    diplocalls claim --total 3 --during 2025-06 --topic iran
    """
    from . import claim

    if (total is None) == (nth is None) or (nth is None) != (on is None):
        raise QuestionError(
            "write --on 2025-07-03 --nth 6 --since 2025-01-01, or --total 8 --from 2025 --to 2025-10-16"
        )
    number = nth if nth is not None else total or 0
    if number < (0 if nth is None else 1):
        raise QuestionError(f"{number} is no count of calls; write a whole number")
    question = _ask(filters, common)
    record, kept, last = question.record, question.filter, question.filter.until or question.today
    call = None
    if on is not None:
        call = record.find(on)
        starts = [day for day in (kept.since, since and Period.parse(since, today=question.today).first) if day]
        starts += [back(call.date, within)] if within else []
        if len(starts) != 1:
            raise QuestionError("say from when to count, once: --since 2025-01-01, or --within 45d back from the call")
        if starts[0] > call.date:
            raise QuestionError(f"the count starts on {starts[0]}, after the call of {call.id}")
        if kept.until and kept.until < call.date:
            raise QuestionError(f"the count ends on {kept.until}, before the call of {call.id}")
        kept, last = kept._replace(since=starts[0]), call.date
    elif since or within:
        raise QuestionError("--since and --within go with --on; with --total write --from, --to or --during")
    readings = claim.judge(record, kept, number=number, until=last, on=call, within=within)
    counted = kept._replace(until=last)
    ground = basis(record, counted, readings[0].calls, today=question.today, spans=question.basis.spans)
    tests = "".join(f" {name}" for name, _ in kept._replace(since=None, until=None).steps()[:-1])
    if call:
        sentence = f"the call of {call.id} was the {claim.ordinal(number)} call{tests} {counted.span()}"
    else:
        were = "was" if number == 1 else "were"
        sentence = f"there {were} {plural(number, 'call')}{tests} {counted.span()}"
    answer = table.of_claim(readings, ground, record)
    deliver(answer, output, common, lambda screen: screen.verdict(readings, sentence, record, ground))
    return {claim.HOLDS: DONE, claim.FAILS: NO, claim.UNDECIDED: UNDECIDED}[readings[0].verdict]


@command("sources")
def sources(filters: Filters, output: Output, common: Common, which: Annotated[str | None, Which] = None) -> None:
    """The bibliography, and how many facts rest on each source.

    diplocalls sources
    diplocalls sources 2025-07-03
    diplocalls sources tass-2025-07-03
    """
    question = _ask(filters, common)
    calls, ground = question.calls, question.basis
    if which in question.record.sources:
        found = [(call, each) for call in calls for each in call.passages() if which in each.sources]
        answer = table.of_passages(found, question.basis)
        deliver(answer, output, common, lambda screen: screen.passages(answer, ()))
        return
    if which is not None:
        try:
            calls = (question.record.find(which, calls),)
            ground = _ground(calls[0], question)
        except QuestionError as error:
            hint = "" if which[:1].isdigit() else near(which, question.record.sources)
            raise QuestionError(f"{error}{hint}") from None
    answer = table.of_sources(calls, ground)
    deliver(answer, output, common, lambda screen: screen.bibliography(answer, question.record))


@command("export")
def export(
    filters: Filters,
    output: Output,
    common: Common,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="Where to; - is stdout.")] = None,
    long: Annotated[bool, typer.Option("--long", help="One row per call and topic.", rich_help_panel="Output")] = False,
) -> None:
    """Every field of the calls that match, as CSV unless you say otherwise.

    diplocalls export calls.csv
    diplocalls export --status all --json -o calls.json
    """
    if file and output.output:
        raise QuestionError(f"write to '{file}' or to '{output.output}', not to both")
    output = output._replace(output=file or output.output)
    question = _ask(filters, common)
    answer = table.of_calls(question.calls, question.basis, columns=table.EXPORT, long=long)
    deliver(answer, output, common, default="csv")


@command("check")
def check(
    output: Output,
    common: Common,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="The record; - is stdin.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as faults.")] = False,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Today is DATE.")] = None,
) -> int:
    """Is the record sound? Every fault and warning at once.

    diplocalls check my.yaml
    diplocalls check my.yaml --strict --format github
    """
    from . import checking, report
    from .reading import examine

    name = file or common.data or os.environ.get("DIPLOCALLS_DATA") or files.shipped()
    today = Period.parse(as_of, today=date.today()).last if as_of else date.today()
    data = files.slurp(name) if name != "-" else _stdin()
    record, root, problems = examine(data)
    problems += checking.warnings(root, today=today) if root else []
    problems.sort(key=lambda problem: problem.place)
    faults = sum(not problem.warning for problem in problems)
    answer = table.of_problems(problems, name)
    form = output.format if output.format == "github" else form_of(output, "lines")
    if form in ("lines", "github"):
        lines = report.github(problems, name) if form == "github" else report.lines(problems, name, data)
        print_out(lambda stream: stream.writelines(lines), machine=False)
    else:
        deliver(answer, output, common)
    entries = f", {plural(len(record.calls), 'entry', 'entries')}" if record else ""
    said = f"{plural(faults, 'fault')}, {plural(len(problems) - faults, 'warning')}" if problems else "sound"
    say(f"{os.path.basename(name)}: {said}{entries}", common)
    return NO if faults or (strict and problems) else DONE


@command("schema")
def schema(output: Output, common: Common) -> None:
    """The JSON Schema of the record, for editors.

    diplocalls schema > schema.json
    """
    with open(os.path.join(os.path.dirname(__file__), "schema.json"), encoding="utf-8") as stream:
        put(stream.read(), output, common)


@command("new")
def new(
    output: Output,
    common: Common,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day of the call.")] = "today",
    topic: Annotated[
        list[str] | None, typer.Option("--topic", "-t", metavar="TOPIC", help="What it was about.")
    ] = None,
    with_: Annotated[list[str] | None, typer.Option("--with", metavar="PERSON", help="Who spoke.")] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", metavar="N", help="How long, 1 to 1440.")] = None,
    record: Annotated[bool, typer.Option("--record", help="A whole starter record.")] = False,
) -> None:
    """A correct, commented entry to paste into a record.

    diplocalls new 2026-11-20 --topic ukraine >> my.yaml
    diplocalls new --record -o my.yaml
    """
    from . import writing

    span = Period.parse(day, today=date.today())
    if span.first != span.last:
        raise QuestionError(f"'{day}' is more than one day; write one, such as 2026-11-20")
    if minutes is not None and not 1 <= minutes <= 1440:
        raise QuestionError(f"{minutes} is no length in minutes; write a whole number from 1 to 1440, such as 90")
    mine = common.data or os.environ.get("DIPLOCALLS_DATA")
    known = _load(common.data)
    any_topic = not mine or not any(each.label for each in known.topics.values())
    any_person = not mine or not known.people
    topics = [_named(each, None if record else known.topic, own=any_topic) for each in topic or ()]
    people = [_named(each, None if record else known.person, own=any_person) for each in with_ or ()]
    topics = topics or list(known.topics)[:1] or ["ukraine"]
    if record:
        text = writing.record(span.first, topics=topics, people=people, minutes=minutes)
    else:
        indent = writing.indent_of(files.slurp(mine).decode()) if mine and mine != "-" else "  "
        text = writing.entry(span.first, topics=topics, people=people, minutes=minutes, indent=indent)
    put(text, output._replace(format=output.format or "yaml"), common)


def _ask(filters: Filters, common: Common, *, default: tuple[str, ...] = COUNTED) -> Question:
    """Read the record and select from it what the filters keep."""
    record = _load(common.data)
    today = date.today()
    if filters.as_of:
        today = Period.parse(filters.as_of, today=today).last
        record = record.as_of(today)
    kept = record.filter(
        topics=filters.topic or (),
        every_topic=filters.all_topics,
        not_topics=filters.not_topic or (),
        since=filters.from_,
        until=filters.to,
        during=filters.during,
        people=filters.with_ or (),
        placed_by=filters.placed_by or (),
        statuses=filters.status or default,
        today=today,
    )
    spans = [f"the record as it stood on {today}"] if filters.as_of else []
    for option, word in (("during", filters.during), ("from", filters.from_), ("to", filters.to)):
        span = Period.parse(word, today=today) if word else None
        meant = span and str({"during": span, "from": span.first, "to": span.last}[option])
        if meant and meant != word:
            spans.append(f"--{option} {word} = {meant}")
    calls = query.select(record.calls, kept)
    if not calls:
        say(query.explain(record.calls, kept), common)
    return Question(record, kept, calls, basis(record, kept, calls, today=today, spans=tuple(spans)), today)


def _ground(call: Call, question: Question) -> Basis:
    """Return the basis of an answer that is about one call alone."""
    only = query.Filter(since=call.date, until=call.date, statuses=STATUSES)
    return question.basis._replace(calls=1, statuses={call.status: 1}, left_out={}, spans=(), filter=only)


def _load(name: str | None) -> Record:
    name = name or os.environ.get("DIPLOCALLS_DATA") or None
    if name != "-":
        return load(name)
    from .reading import read

    return read(_stdin(), name="<stdin>")


def _stdin() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise QuestionError("- reads the record from standard input; pipe one in, or name a file")
    return files.slurp("-")


def _named(word: str, find: Callable[[str], str] | None, *, own: bool) -> str:
    """Return the id that a word stands for in a record; any id will do where no record was named."""
    from .fields import is_id

    try:
        if find:
            return find(word)
    except QuestionError:
        if not (own and is_id(word)):
            raise
    if not is_id(word):
        raise QuestionError(f"'{word}' is no id; write lower-case words joined by hyphens, such as middle-east")
    return word


def _titles(call: Call, record: Record) -> list[Passage]:
    found = (record.sources[name] for name in call.cited())
    return [Passage("source", f"{each.publisher}: {each.title}", sources=(each.id,)) for each in found if each.title]


def _has_all(passage: Passage, words: Sequence[str]) -> bool:
    about = passage.where if passage.where.startswith("disputed") else ""
    text = fold(f"{about} {passage.by or ''} {passage.text}").replace("-", " ")
    return all(word in text for word in words)


def _occurs(word: str, known: set[str]) -> bool:
    return any(word in each for each in known)


def _version(wanted: bool) -> None:
    if wanted:
        record = load()
        print(f"diplocalls {__version__}, record updated {record.updated}")
        raise typer.Exit


# What Typer raises for a wrong command line; it has a public name (TyperException) only from 0.28 on.
_Misuse: Any = typer.BadParameter.__mro__[2]

app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\
Exit status: 0 done, 1 the answer is no, 2 the command line is wrong, 3 a record or
file cannot be read or written, 4 the record cannot decide, 130 interrupted.
It reads and writes no file that is not named, and never uses the network.
diplocalls COMMAND --help tells more; the README is the manual.""",
)


@app.callback(invoke_without_command=True)
def program(
    ctx: typer.Context,
    data: Annotated[
        str | None, typer.Option("--data", metavar="FILE", help="Read this record; - is stdin. Or set DIPLOCALLS_DATA.")
    ] = None,
    color: Annotated[str | None, typer.Option("--color", metavar="WHEN", help="auto, always or never.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="The program's version and the record's day.", callback=_version)
    ] = False,
) -> None:
    """Look up facts about diplomatic telephone calls: which, how many, about what, who says so.

    diplocalls list
    diplocalls list --topic iran --from 2025-06
    diplocalls list --csv > calls.csv
    """
    ctx.obj = Common(data, color, quiet)
    if ctx.invoked_subcommand is None:
        width = max(len(name) for name, _ in described())
        commands = "\n".join(f"  {name:{width}}  {what}" for name, what in described())
        print(f"{introduction(inspect.getdoc(program) or '')}\n\n{commands}\n\ndiplocalls --help tells more.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status; the one place where errors are printed."""
    try:
        status = app(arguments, prog_name="diplocalls", standalone_mode=False)
        return status if isinstance(status, int) else DONE
    except _Misuse as error:
        place = getattr(error, "ctx", None)
        _fail(error.format_message(), f" (see {place.command_path} --help)" if place else "")
        return MISUSED
    except QuestionError as error:
        _fail(str(error))
        return MISUSED
    except RecordError as error:
        for problem in error.problems[:MOST_FAULTS]:
            say(problem.show(error.name))
        more = len(error.problems) - MOST_FAULTS
        rest = f"; {more} more, which 'diplocalls check {error.name}' shows" if more > 0 else ""
        _fail(f"the record cannot be read: {plural(len(error.problems), 'fault')}{rest}")
        return UNREADABLE
    except BrokenPipeError:
        _forget_stdout()
        return DONE
    except OSError as error:
        if error.filename is not None:
            _fail(f"cannot read '{error.filename}': {reason(error)}")
        else:
            _fail(reason(error))
            _forget_stdout()
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("DIPLOCALLS_DEBUG"):
            raise
        _fail(
            f"unexpected {type(error).__name__}: {error}\n"
            "This is a fault of the program. Please report it with the command line;"
            " DIPLOCALLS_DEBUG=1 shows where it happened."
        )
        return BROKEN


def _fail(message: str, hint: str = "") -> None:
    say(f"diplocalls: {message.rstrip('.')}{hint}")


def _forget_stdout() -> None:
    """Keep the interpreter from failing at its own last flush."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
