"""The commands that answer: a signature and a few lines each; the options that they share are written once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from ..answer import Later, table
from ..answer.delivery import Answer, Output, deliver, form_of, say
from ..answer.formats import FORMATS
from ..answer.table import Arrangement
from ..question.asking import KEYS, Question
from ..question.asking import ask as ask_record
from ..record.filter import Filter
from ..record.loading import load
from ..record.model import STATUSES, Call
from ..record.problem import QuestionError
from ..record.record import FIRST_AND_LAST
from ..record.text import fold, listed, near, plural, shorten
from . import completion as offer
from .options import DONE, EXPORT, LOOK_UP, NO, NUMBER, TEXT, TEXTS, UNDECIDED, Common, argument, command, option

# What only one command or one form needs is imported there: all of it would cost each lookup 8 ms.
if TYPE_CHECKING:
    from ..answer import listing, page, picture
else:
    listing, page, picture = Later("listing"), Later("page"), Later("picture")

_WHICH = "A day such as 2025-07-03, a number such as 6, first, latest, or an id"


@command("list", LOOK_UP)
def list_(
    filter: Filter,
    output: Output,
    common: Common,
    arrange: Arrangement,
    wide: Annotated[bool, option("--wide", "-w", help="All topics and the summary, wrapped.")] = False,
) -> None:
    """Which calls? A line each, oldest first.

    diplocalls list
    diplocalls list --topic iran --from 2025-06
    diplocalls list --sort minutes --reverse --limit 3
    diplocalls list --during 2025 --csv > calls.csv
    """
    question = ask(filter, common)
    calls = arrange.calls(question.calls)
    found = arrange.table(calls, question, table.LIST)
    if arrange.columns or arrange.long:
        if wide:
            raise QuestionError("--wide has every topic and the summary; it goes without --columns and --long")
        deliver(Answer(found, lambda width: listing.of_table(found, width)), output)
    else:
        deliver(Answer(found, lambda width: listing.of_list(calls, question, width, wide=wide)), output)


@command("show", LOOK_UP)
def show(
    which: Annotated[str, argument("WHICH", f"{_WHICH}.", offer.calls)], filter: Filter, output: Output, common: Common
) -> None:
    """Everything about one call.

    diplocalls show 2025-07-03
    diplocalls show 6
    diplocalls show latest --topic iran
    """
    question = ask(filter, common, default=STATUSES)
    call = the_call(which, question, common)
    found = Arrangement().table([call], question.about(call), table.EXPORT)
    deliver(Answer(found, lambda _: page.of_call(call, question), rows=False), output)


@command("topics", LOOK_UP)
def topics(
    filter: Filter,
    output: Output,
    common: Common,
    name: Annotated[TEXT, argument("TOPIC", "Only this topic, call by call.", offer.topics)] = None,
) -> None:
    """About what? A summary per topic; with a TOPIC, what was said on it.

    diplocalls topics
    diplocalls topics iran --during 2025
    """
    from ..question import figures, search

    if name is not None:
        if len(list(filter.get("topics", ()))) > 1 and not filter.get("all_topics"):
            raise QuestionError("with a TOPIC write one --topic at most, or several with --all-topics")
        question = ask({**filter, "topics": [*filter.get("topics", ()), name], "all_topics": True}, common)
        said = search.on_topic(question.calls, question.record.under(question.record.topic(name)))
        silent = [call.id for call in question.calls if call.id not in {each.id for each, _ in said}]
        remarks = (f"touched on, with no statement of its own, on {listed(silent, 'and')}",) if silent else ()
        found = table.of_passages(said, question, remarks)
        deliver(Answer(found, lambda _: page.of_passages(said, found, question.record), rows=False), output)
        return
    question = ask(filter, common)
    found = table.of_topics(figures.on_topics(question.calls, question.record), question)
    deliver(Answer(found, lambda width: listing.of_topics(found, question, width)), output)


@command("count", LOOK_UP)
def count(
    filter: Filter,
    output: Output,
    common: Common,
    by: Annotated[
        TEXT, option("--by", metavar="KEY", help=f"One of {', '.join(KEYS)}.", complete=offer.words(*KEYS))
    ] = None,
) -> None:
    """How many calls?

    diplocalls count --during 2025
    diplocalls count --by month --during 2025
    diplocalls count --by topic --csv
    """
    question = ask(filter, common)
    if by is None:
        found = table.of_counts({"all": question.statuses()}, "count", question)
        deliver(Answer(found, lambda _: listing.of_count(question)), output)
        return
    from ..question import figures

    if by not in KEYS:
        raise QuestionError(f"cannot count by '{by}'; write {listed(KEYS)}{near(by, KEYS)}")
    found = table.of_counts(figures.counts(question, by), by, question)
    deliver(Answer(found, lambda width: listing.of_table(found, width, bar="calls")), output)


@command("stats", LOOK_UP)
def stats(filter: Filter, output: Output, common: Common) -> None:
    """How often, how long, how long between?

    diplocalls stats
    diplocalls stats --to 2025-10-16
    diplocalls stats --topic iran
    """
    from ..question import figures

    question = ask(filter, common)
    found = figures.cadence(question)
    deliver(Answer(table.of_figures(found, question), lambda _: page.of_figures(found, question), rows=False), output)


@command("timeline", LOOK_UP)
def timeline(
    filter: Filter,
    output: Output,
    common: Common,
    svg: Annotated[TEXT, option("--svg", metavar="FILE", help="Write the picture as SVG; - is stdout.")] = None,
    html: Annotated[TEXT, option("--html", metavar="FILE", help="Write it as a web page; - is stdout.")] = None,
) -> None:
    """A picture of the calls over time, gaps to scale.

    diplocalls timeline
    diplocalls timeline --during 2025 -o calls.svg
    diplocalls timeline -o calls.html
    """
    from ..question import figures

    question = ask(filter, common)
    found = table.of_gaps(figures.gaps(question.calls), question)
    answer = Answer(found, lambda width: picture.text(question, width), rows=False)
    drawn = {name: path for name, path in (("svg", svg), ("html", html)) if path is not None}
    for name, path in drawn.items():
        deliver(answer, output._replace(format=name, path=path, csv=False, json=False))
    if not drawn or any((output.path, output.format, output.csv, output.json)):
        deliver(answer, output)


@command("search", LOOK_UP)
def search_(
    words: Annotated[list[str], argument("WORDS...", 'All of these; "two words" together, WORD* for beginnings.')],
    filter: Filter,
    output: Output,
    common: Common,
) -> None:
    """Who said this? Passages with all the words, in any case, accents and plurals ignored.

    diplocalls search moratorium
    diplocalls search prisoner exchange --during 2025
    diplocalls search "nuclear weapons"
    """
    from ..question import search

    question = ask(filter, common)
    terms = search.terms(words)
    said = search.passages(question.calls, question.record, terms)
    if not said and question.calls:
        say(f"no passage matches: {search.missing(question.calls, question.record, terms)}", common.quiet)
    calls = len({call.id for call, _ in said})
    remark = f"{plural(len(said), 'passage')} in {plural(calls, 'call')} of the {len(question.calls)} searched"
    found = table.of_passages(said, question, (remark,))
    deliver(Answer(found, lambda _: page.of_passages(said, found, question.record, terms), rows=False), output)


@command("claim", LOOK_UP)
def claim_(
    filter: Filter,
    output: Output,
    common: Common,
    words: Annotated[TEXTS, argument("[WORDS]...", "The claim, in English or Italian.", None)] = None,
    on: Annotated[TEXT, option("--on", metavar="WHICH", help="The call it is about.", complete=offer.calls)] = None,
    nth: Annotated[NUMBER, option("--nth", metavar="N", help="It was the Nth since --since, or in --within.")] = None,
    within: Annotated[
        TEXT, option("--within", metavar="TIME", help="In TIME before it: 45d, 6w, 2mo, 1y; '<2mo' is less than that.")
    ] = None,
    total: Annotated[NUMBER, option("--total", metavar="N", help="There were N calls in the span.")] = None,
) -> int:
    """Does a news sentence about the calls hold?

    diplocalls claim "the fourth in less than two months" --on 2025-07-03
    diplocalls claim --on 2025-07-03 --nth 6 --since 2025
    diplocalls claim --on 2025-07-03 --nth 4 --within '<2mo'
    diplocalls claim --total 3 --during 2025-06 --topic iran
    """
    from ..question import claim

    question = ask(filter, common)
    if words:
        from ..question import sentence

        if any(each is not None for each in (nth, total, within)):
            raise QuestionError("a sentence goes without --nth, --total and --within: it says what they would")
        verdicts = sentence.judge(question, " ".join(words), on=on)
    else:
        verdicts = [claim.judge(question, on=on, nth=nth, total=total, within=within)]
    deliver(Answer(table.of_verdicts(verdicts), lambda _: page.of_verdicts(verdicts), rows=False), output)
    found = {verdict.readings[0].verdict for verdict in verdicts}
    return NO if claim.FAILS in found else UNDECIDED if claim.UNDECIDED in found else DONE


@command("sources", LOOK_UP)
def sources(
    filter: Filter,
    output: Output,
    common: Common,
    which: Annotated[
        TEXT, argument("WHICH", f"{_WHICH} of a call or a source, or words of a publisher.", offer.calls_and_sources)
    ] = None,
) -> None:
    """The bibliography, and how many facts rest on each source.

    diplocalls sources
    diplocalls sources 2025-07-03
    diplocalls sources tass
    """
    question = ask(filter, common)
    if which in question.record.sources:
        said = [(call, each) for call in question.calls for each in call.passages() if which in each.sources]
        passages = table.of_passages(said, question)
        if FORMATS[form_of(output, "text")].only != "sources":
            deliver(Answer(passages, lambda _: page.of_passages(said, passages, question.record)), output)
            return
    calls, question, among = _bibliography(which, question, common)
    found = table.of_sources(calls, question, among)
    deliver(Answer(found, lambda _: page.of_sources(found, question.record)), output)


@command("export", EXPORT)
def export(
    filter: Filter,
    output: Output,
    common: Common,
    arrange: Arrangement,
    file: Annotated[TEXT, argument("FILE", "Where to; - is stdout.", None)] = None,
    notes: Annotated[
        bool, option("--notes", help="One row per statement: who says what on which topic, by which sources.")
    ] = False,
) -> None:
    """Every field of the calls that match, as CSV unless you say otherwise.

    diplocalls export calls.csv
    diplocalls export --notes -o notes.csv
    diplocalls export --status all --json -o calls.json
    """
    if file is not None and output.path is not None:
        raise QuestionError(f"write to '{file}' or to '{output.path}', not to both")
    output = output._replace(path=output.path if file is None else file)
    question = ask(filter, common)
    calls = arrange.calls(question.calls)
    if notes and (arrange.columns or arrange.long):
        raise QuestionError("--notes has columns of its own; it goes without --columns and --long")
    found = table.of_statements(calls, question) if notes else arrange.table(calls, question, table.EXPORT)
    deliver(Answer(found, lambda width: listing.of_table(found, width), default="csv"), output)


def ask(filter: Filter, common: Common, **options: Any) -> Question:
    """Return the question that the options put to the record that they name."""
    return ask_record(load(common.record()), filter, today=date.today(), **options)


def the_call(which: str, question: Question, common: Common) -> Call:
    """Return the call that a word names; the filters must not leave it out."""
    if which in FIRST_AND_LAST and (why := question.explain()):
        raise QuestionError(why)
    among = question.calls if "status" in question.explicit else [call for call in question.calls if call.counts]
    found = question.record.candidates(which, among, today=question.today)
    call = next((each for each in found if question.selection.keeps(each)), found[0])
    if missed := question.selection.missed(call):
        raise QuestionError(f"the filters leave out the call of {call.id}, which is not {missed}")
    same = [each.id for each in question.record.calls if each.date == call.date and each.id != call.id]
    if same:
        say(f"on the same day also: {listed(same, 'and')}", common.quiet)
    return call


def _bibliography(which: str | None, question: Question, common: Common) -> tuple[Sequence[Call], Question, Any]:
    """Return the calls, the basis and the sources that a word names: a call, a source, or words of a publisher."""
    record = question.record
    if which is None:
        return question.calls, question, None
    if which in record.sources:
        return question.calls, question, [which]
    words = re.compile(rf"(?<!\w){re.escape(fold(which))}(?!\w)")
    named = [each.id for each in record.sources.values() if words.search(fold(f"{each.publisher} {each.via or ''}"))]
    any_status = question.selection._replace(statuses=STATUSES) if "status" not in question.explicit else None
    try:
        call = the_call(which, question._replace(selection=any_status or question.selection), common)
    except QuestionError:
        if named and fold(which):
            return question.calls, question, named
        if which[:1].isdigit() or which in FIRST_AND_LAST:
            raise
        hint = near(which, record.sources)
        raise QuestionError(f"'{shorten(which)}' is no call, no source and no publisher here{hint}") from None
    return [call], question.about(call), None
