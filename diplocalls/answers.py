"""The commands that answer: a signature, the options of which are written once, and a few lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from . import completion as offer
from . import table
from .asking import about, ask
from .basis import basis
from .call import STATUSES
from .delivery import deliver, say, write
from .options import DONE, KEYS, NO, UNDECIDED, Common, Filters, Long, Output, command, option, which
from .period import Period, back
from .problem import QuestionError
from .text import listed, near, plural

if TYPE_CHECKING:
    from .screen import Screen

# What only one command needs is imported there: all of it would cost each lookup 8 ms.

_WHICH = "A day such as 2025-07-03, a number such as 6, first, latest, or an id"
Which: TypeAlias = Annotated[str, which(f"{_WHICH}.", offer.calls)]
CallOrSource: TypeAlias = Annotated[str | None, which(f"{_WHICH} of a call or a source.", offer.calls_and_sources)]
TopicName: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="TOPIC", help="Only this topic, call by call.", autocompletion=offer.topics)
]
By: TypeAlias = Annotated[
    str | None, option("--by", metavar="KEY", help=f"One of {', '.join(KEYS)}.", complete=offer.words(*KEYS))
]


@command("list")
def list_(
    filters: Filters,
    output: Output,
    common: Common,
    long: Long = False,
) -> None:
    """Which calls? A table, oldest first.

    diplocalls list
    diplocalls list --topic iran --from 2025-06
    diplocalls list --during 2025 --csv > calls.csv
    """
    question = ask(filters, common)
    answer = table.of_calls(question.calls, question.basis, long=long)
    deliver(answer, output, common, None if long else lambda screen: screen.calls(question.calls, question.basis))


@command("show")
def show(which: Which, filters: Filters, output: Output, common: Common) -> None:
    """Everything about one call.

    diplocalls show 2025-07-03
    diplocalls show 6
    diplocalls show latest --topic iran
    """
    from . import figures

    question = ask(filters, common, default=STATUSES)
    call = question.record.find(which, question.calls)
    if call not in question.calls:
        failed = next(name for name, keep in question.filter.steps() if not keep(call))
        raise QuestionError(f"the filters leave out the call of {call.id}, which is not {failed}")
    same_day = [each.id for each in question.record.calls if each.date == call.date and each.id != call.id]
    if same_day:
        say(f"on the same day also: {listed(same_day, 'and')}", common)
    ground = about(call, question)
    answer = table.of_calls([call], ground, columns=table.EXPORT)
    facts = list(figures.facts(call, question.record))
    deliver(answer, output, common, lambda screen: screen.page(call, question.record, facts, ground))


@command("topics")
def topics(filters: Filters, output: Output, common: Common, name: TopicName = None) -> None:
    """About what? A summary per topic; with a TOPIC, what was said on it.

    diplocalls topics
    diplocalls topics iran --during 2025
    """
    from . import figures

    if name is not None:
        if len(filters.topic or ()) > 1 and not filters.all_topics:
            raise QuestionError("with a TOPIC write one --topic at most, or several with --all-topics")
        question = ask(filters._replace(topic=[*(filters.topic or ()), name], all_topics=True), common)
        wanted = question.record.under(question.record.topic(name))
        found = [(call, each) for call in question.calls for each in figures.on_topic(call, wanted)]
        answer = table.of_passages(found, question.basis)
        deliver(answer, output, common, lambda screen: screen.passages(answer, ()))
        return
    question = ask(filters, common)
    summary = figures.on_topics(question.calls, question.record)
    spoken = {each.id for each in summary}
    silent = [topic for topic in question.record.topics if topic not in spoken]
    silent[20:] = [f"{len(silent) - 20} more"] if len(silent) > 20 else []
    answer = table.of_topics(summary, question.basis)
    if silent and summary:
        answer = answer._replace(remarks=(*answer.remarks, f"no call here on {listed(silent)}"))
    depths = [each.depth for each in summary]
    same = len({each.people for each in summary}) == 1
    hide = ("label", "parent", "people") if same else ("label", "parent")
    deliver(answer, output, common, lambda screen: screen.table(answer, bar="calls", indent=depths, hide=hide))


@command("count")
def count(filters: Filters, output: Output, common: Common, by: By = None) -> None:
    """How many calls?

    diplocalls count --during 2025
    diplocalls count --by month --during 2025
    diplocalls count --by topic --csv
    """
    from . import figures

    question = ask(filters, common)
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

    question = ask(filters, common)
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
        str | None, option("--svg", metavar="FILE", help="Write the picture as SVG.", panel="Output")
    ] = None,
    html: Annotated[
        str | None, option("--html", metavar="FILE", help="Write it as a web page.", panel="Output")
    ] = None,
) -> None:
    """A picture of the calls over time, gaps to scale.

    diplocalls timeline
    diplocalls timeline --during 2025 --svg calls.svg
    """
    from . import figures, picture

    question = ask(filters, common)
    for path, draw in ((svg, picture.svg), (html, picture.html)):
        if path is not None:
            write(path, lambda stream, draw=draw: stream.write(draw(question.calls, question.basis)), output.force)  # type: ignore[misc]
            say(f"wrote a picture of {plural(len(question.calls), 'call')} to {path}", common)
    if (svg is None and html is None) or any(output[:-1]):
        answer = table.of_gaps(question.calls, figures.gaps(question.calls), question.basis)

        def on_screen(screen: Screen) -> None:
            screen.lines(picture.text(question.calls, question.basis, width=screen.width, fancy=screen.fancy))
            screen.caption(question.basis)

        deliver(answer, output, common, on_screen)


@command("search")
def search_(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All of these, in any case, accents ignored.")],
    filters: Filters,
    output: Output,
    common: Common,
) -> None:
    """Who said this? Passages with all the words.

    diplocalls search moratorium
    diplocalls search prisoner exchange --during 2025
    """
    from . import search

    question = ask(filters, common)
    wanted = search.words_of(words)
    if not wanted:
        raise QuestionError("nothing to search for; write a word, such as moratorium")
    found = search.passages(question.calls, question.record, wanted)
    if not found and question.calls:
        say(f"no passage matches: {search.missing(question.calls, wanted)}", common)
    calls = len({call.id for call, _ in found})
    remark = f"{plural(len(found), 'passage')} in {plural(calls, 'call')} of the {len(question.calls)} searched"
    answer = table.of_passages(found, question.basis, (remark,))
    deliver(answer, output, common, lambda screen: screen.passages(answer, wanted))


@command("claim")
def claim_(
    filters: Filters,
    output: Output,
    common: Common,
    on: Annotated[
        str | None, option("--on", metavar="WHICH", help="The call it is about.", complete=offer.calls)
    ] = None,
    nth: Annotated[int | None, option("--nth", metavar="N", help="It was the Nth.")] = None,
    since: Annotated[str | None, option("--since", metavar="DATE", help="Counted since DATE.")] = None,
    within: Annotated[
        str | None, option("--within", metavar="TIME", help="Counted within TIME before it: 45d, 6w, 2mo, 1y.")
    ] = None,
    total: Annotated[int | None, option("--total", metavar="N", help="There were N calls in the span.")] = None,
) -> int:
    """Does a news sentence about the count of calls hold?

    diplocalls claim --on 2025-07-03 --nth 6 --since 2025-01-20
    diplocalls claim --on 2025-07-03 --nth 4 --within 2mo
    diplocalls claim --total 3 --during 2025-06 --topic iran
    """
    from . import claim

    if (total is None) == (nth is None) or (nth is None) != (on is None):
        raise QuestionError(
            "write --on 2025-07-03 --nth 6 --since 2025-01-20, or --total 8 --from 2025 --to 2025-10-16"
        )
    number = nth if nth is not None else total or 0
    if number < (0 if nth is None else 1):
        raise QuestionError(f"{number} is no count of calls; write a whole number")
    question = ask(filters, common)
    record, kept, last = question.record, question.filter, question.filter.until or question.today
    call = None
    if on is not None:
        call = record.find(on)
        starts = [kept.since] if kept.since else []
        starts += [Period.parse(since, today=question.today).first] if since is not None else []
        starts += [back(call.date, within)] if within is not None else []
        if len(starts) != 1:
            raise QuestionError("say from when to count, once: --since 2025-01-20, or --within 45d back from the call")
        if starts[0] > call.date:
            raise QuestionError(f"the count starts on {starts[0]}, after the call of {call.id}")
        if kept.until and kept.until < call.date:
            raise QuestionError(f"the count ends on {kept.until}, before the call of {call.id}")
        kept, last = kept._replace(since=starts[0]), call.date
    elif since is not None or within is not None:
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
def sources(filters: Filters, output: Output, common: Common, which: CallOrSource = None) -> None:
    """The bibliography, and how many facts rest on each source.

    diplocalls sources
    diplocalls sources 2025-07-03
    diplocalls sources tass-2025-07-03
    """
    question = ask(filters, common)
    calls, ground = question.calls, question.basis
    if which in question.record.sources:
        found = [(call, each) for call in calls for each in call.passages() if which in each.sources]
        answer = table.of_passages(found, question.basis)
        deliver(answer, output, common, lambda screen: screen.passages(answer, ()))
        return
    if which is not None:
        try:
            calls = (question.record.find(which, calls),)
            ground = about(calls[0], question)
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
    long: Long = False,
) -> None:
    """Every field of the calls that match, as CSV unless you say otherwise.

    diplocalls export calls.csv
    diplocalls export --status all --json -o calls.json
    """
    if file and output.output:
        raise QuestionError(f"write to '{file}' or to '{output.output}', not to both")
    output = output._replace(output=output.output if file is None else file)
    question = ask(filters, common)
    answer = table.of_calls(question.calls, question.basis, columns=table.EXPORT, long=long)
    deliver(answer, output, common, default="csv")
