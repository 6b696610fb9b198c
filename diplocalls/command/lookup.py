"""The commands that answer: a signature and a few lines each; the options that they share are written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..answer import Later, table
from ..answer.delivery import Output, deliver, form_of, say
from ..answer.formats import FORMATS
from ..answer.table import Arrangement
from ..question.asking import KEYS, Question
from ..record.filter import Filter
from ..record.problem import QuestionError
from ..record.text import listed, plural
from .options import DATA, DONE, NO, NUMBER, TEXT, TEXTS, UNDECIDED, argument, option, question_of

# What only one command needs is imported there: all of it would cost each lookup 8 ms.
if TYPE_CHECKING:
    from ..question import figures, search, sentence
else:
    figures, search, sentence = map(Later, ("question.figures", "question.search", "question.sentence"))

APP = typer.Typer()
_WHICH = "A day such as 2025-07-03, a number such as 6, first, latest, or an id"
_WITHIN = "In TIME before it: 45d, 6w, 2mo, 1y; '<2mo' is less than that."
_SOURCE = f"{_WHICH} of a call or a source, or words of a publisher."


@APP.command("list", rich_help_panel="Look up")
def list_(
    question: Question,
    output: Output,
    arrange: Arrangement,
    wide: Annotated[bool, option("--wide -w", "All topics and the summary, wrapped.")] = False,
) -> None:
    """Which calls? A line each, oldest first.

    diplocalls list
    diplocalls list --topic iran --from 2025-06
    diplocalls list --sort minutes --reverse --limit 3
    diplocalls list --during 2025 --csv > calls.csv
    """
    deliver(table.of_list(question, arrange, wide=wide), output)


@APP.command("show", rich_help_panel="Look up")
def show(which: Annotated[str, argument("WHICH", f"{_WHICH}.")], question: Question, output: Output) -> None:
    """Everything about one call.

    diplocalls show 2025-07-03
    diplocalls show 6
    diplocalls show latest --topic iran
    """
    deliver(table.of_call(question.find(which), question), output)


@APP.command("topics", rich_help_panel="Look up")
def topics(
    filter: Filter,
    output: Output,
    data: DATA = None,
    name: Annotated[TEXT, argument("TOPIC", "Only this topic, call by call.")] = None,
) -> None:
    """About what? A summary per topic; with a TOPIC, what was said on it.

    diplocalls topics
    diplocalls topics iran --during 2025
    """
    if name is None:
        question = question_of(data, **filter)
        found = table.of_topics(figures.on_topics(question.calls, question.record), question)
        deliver(found, output)
        return
    beside = list(filter.get("topics", ()))
    if len(beside) > 1 and not filter.get("all_topics"):
        raise QuestionError("with a TOPIC write one --topic at most, or several with --all-topics")
    filter = {**filter, "topics": [*beside, name], "all_topics": True}
    question = question_of(data, **filter)
    said = search.on_topic(question.calls, question.record.under(question.record.topic(name)))
    told = {call.id for call, _ in said}
    silent = [call.id for call in question.calls if call.id not in told]
    remarks = (f"touched on, with no statement of its own, on {listed(silent, 'and')}",) if silent else ()
    deliver(table.of_passages(said, question, remarks), output)


@APP.command("count", rich_help_panel="Look up")
def count(
    question: Question,
    output: Output,
    by: Annotated[TEXT, option("--by KEY", f"One of {', '.join(KEYS)}.")] = None,
) -> None:
    """How many calls?

    diplocalls count --during 2025
    diplocalls count --by month --during 2025
    diplocalls count --by topic --csv
    """
    if by is None:
        deliver(table.of_count(question), output)
    else:
        deliver(table.of_counts(figures.counts(question, by), by, question), output)


@APP.command("stats", rich_help_panel="Look up")
def stats(question: Question, output: Output) -> None:
    """How often, how long, how long between?

    diplocalls stats
    diplocalls stats --to 2025-10-16
    diplocalls stats --topic iran
    """
    deliver(table.of_figures(figures.cadence(question), question), output)


@APP.command("timeline", rich_help_panel="Look up")
def timeline(
    question: Question,
    output: Output,
    svg: Annotated[TEXT, option("--svg FILE", "Write the picture as SVG; - is stdout.")] = None,
    html: Annotated[TEXT, option("--html FILE", "Write it as a web page; - is stdout.")] = None,
) -> None:
    """A picture of the calls over time, gaps to scale.

    diplocalls timeline
    diplocalls timeline --during 2025 -o calls.svg
    diplocalls timeline -o calls.html
    """
    if svg == html == "-":
        raise QuestionError("standard output takes one picture; name a file for the other")
    found = table.of_gaps(figures.gaps(question.calls), question)
    drawn = {name: path for name, path in (("svg", svg), ("html", html)) if path is not None}
    for name, path in drawn.items():
        deliver(found, output._replace(format=name, path=path, csv=False, json=False))
    if not drawn or any((output.path, output.format, output.csv, output.json)):
        deliver(found, output)


@APP.command("search", rich_help_panel="Look up")
def search_(
    words: Annotated[list[str], argument("WORDS...", 'All of these; "two words" together, WORD* for beginnings.')],
    question: Question,
    output: Output,
) -> None:
    """Who said this? Passages with all the words, in any case, accents and plurals ignored.

    diplocalls search moratorium
    diplocalls search prisoner exchange --during 2025
    diplocalls search "nuclear weapons"
    """
    terms = search.terms(words)
    said = search.passages(question.calls, question.record, terms)
    if not said and question.calls:
        say(f"no passage matches: {search.missing(question.calls, question.record, terms)}", output.quiet)
    calls = len({call.id for call, _ in said})
    remark = f"{plural(len(said), 'passage')} in {plural(calls, 'call')} of the {len(question.calls)} searched"
    deliver(table.of_passages(said, question, (remark,), terms=terms), output)


@APP.command("claim", rich_help_panel="Look up")
def claim_(
    question: Question,
    output: Output,
    words: Annotated[TEXTS, argument("[WORDS]...", "The claim, in English or Italian.")] = None,
    on: Annotated[TEXT, option("--on WHICH", "The call it is about.")] = None,
    nth: Annotated[NUMBER, option("--nth N", "It was the Nth since --since, or in --within.")] = None,
    within: Annotated[TEXT, option("--within TIME", _WITHIN)] = None,
    total: Annotated[NUMBER, option("--total N", "There were N calls in the span.")] = None,
) -> int:
    """Does a news sentence about the calls hold?

    diplocalls claim "the fourth in less than two months" --on 2025-07-03
    diplocalls claim --on 2025-07-03 --nth 6 --since 2025
    diplocalls claim --on 2025-07-03 --nth 4 --within '<2mo'
    diplocalls claim --total 3 --during 2025-06 --topic iran
    """
    from ..question import claim

    if words:
        if any(each is not None for each in (nth, total, within)):
            raise QuestionError("a sentence goes without --nth, --total and --within: it says what they would")
        verdicts = sentence.judge(question, " ".join(words), on=on)
    else:
        verdicts = [claim.judge(question, on=on, nth=nth, total=total, within=within)]
    deliver(table.of_verdicts(verdicts), output)
    found = {verdict.readings[0].verdict for verdict in verdicts}
    return NO if claim.FAILS in found else UNDECIDED if claim.UNDECIDED in found else DONE


@APP.command("sources", rich_help_panel="Look up")
def sources(
    question: Question,
    output: Output,
    which: Annotated[TEXT, argument("WHICH", _SOURCE, "SOURCE")] = None,
) -> None:
    """The bibliography, and how many facts rest on each source.

    diplocalls sources
    diplocalls sources 2025-07-03
    diplocalls sources tass
    """
    if which in question.record.sources and FORMATS[form_of(output, "text")].only != "sources":
        said = [(call, each) for call in question.calls for each in call.passages() if which in each.sources]
        deliver(table.of_passages(said, question)._replace(default=""), output)
        return
    question, among = search.sources(question, which) if which is not None else (question, None)
    deliver(table.of_sources(question.calls, question, among), output)


@APP.command("export", rich_help_panel="Export")
def export(
    question: Question,
    output: Output,
    arrange: Arrangement,
    file: Annotated[TEXT, argument("FILE", "Where to; - is stdout.")] = None,
    notes: Annotated[bool, option("--notes", "One row per statement: who says what, by which sources.")] = False,
) -> None:
    """Every field of the calls that match, as CSV unless you say otherwise.

    diplocalls export calls.csv
    diplocalls export --notes -o notes.csv
    diplocalls export --status all --json -o calls.json
    """
    if file is not None and output.path is not None:
        raise QuestionError(f"write to '{file}' or to '{output.path}', not to both")
    output = output._replace(path=output.path if file is None else file)
    deliver(table.of_export(question, arrange, notes=notes), output)
