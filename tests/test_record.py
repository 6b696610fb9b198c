"""The record that ships: sourced, consistent, and in agreement with the ordinals that its sources print."""

import hashlib
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from program import run

import diplocalls
from diplocalls.question import figures
from diplocalls.question.asking import ask
from diplocalls.record.model import Account, Call, Event, Note, Person
from diplocalls.record.problem import QuestionError
from diplocalls.record.record import Record

RECORD = diplocalls.load()
COUNTED = [call for call in RECORD.calls if call.counts]


def notes(call: Call) -> list[Note | Account]:
    """Return all notes, outcomes, omissions and accounts of a call, and what came after."""
    accounts = [account for dispute in call.disputed for account in dispute.accounts]
    return [*call.notes, *call.outcome, *call.aftermath, *call.not_discussed, *accounts]


def hashes(text: str) -> set[str]:
    """Return the hashes of every eight words in a row of a text."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[at : at + 8]) for at in range(len(words) - 7))
    return {hashlib.sha256(run.encode()).hexdigest()[:10] for run in runs}


@pytest.mark.parametrize("call", RECORD.calls, ids=lambda call: call.id)
def test_everything_is_sourced(call: Call) -> None:
    """Each note, outcome, omission and account of an entry, and the entry, names a source."""
    assert call.sources
    assert [note for note in notes(call) if not note.sources] == []


def test_every_source_is_used() -> None:
    """Each declared source stands behind something."""
    events = {name for event in RECORD.events.values() for name in event.sources}
    assert set(RECORD.sources) == {name for call in RECORD.calls for name in call.cited()} | events


def test_what_was_read_second_hand_says_so() -> None:
    """A copy names who carries it, a page that was only cited who cites it; no title is one that was made up."""
    sources = RECORD.sources.values()

    assert [source.id for source in sources if source.read in ("copy", "cited") and not source.via] == []
    assert [source.id for source in sources if not source.read or not (source.url or source.via)] == []
    assert [source.id for source in sources if re.search("[Tt]itle", source.note or "")] == []


@pytest.mark.parametrize("call", [call for call in COUNTED if call.status == "confirmed"], ids=lambda call: call.id)
def test_three_kinds_of_source_stand_behind_a_confirmed_call(call: Call) -> None:
    """A primary page, a news agency and a source of no side; what could not be found is named here."""
    primary = {"Kremlin", "White House", "US Department of State", "Donald Trump on Truth Social"}
    agencies = {"AFP", "AP", "Interfax", "RIA Novosti", "Reuters", "TASS"}
    missing = {"2025-12-29": {"primary"}, "2026-04-29": {"primary", "agency"}}
    sources = [RECORD.sources[name] for name in call.sources]
    found = {
        "primary": any(source.publisher in primary for source in sources),
        "agency": any(source.publisher in agencies for source in sources),
        "independent": any(not source.side and source.read != "cited" for source in sources),
    }

    assert {kind for kind, there in found.items() if not there} == missing.get(call.id, set())
    assert any(source.read in ("page", "copy") for source in sources)


def test_a_contact_that_only_a_remark_dates_says_so() -> None:
    """No claimed or denied contact of this record has a day of its own."""
    assert [call.id for call in RECORD.calls if not call.counts and call.dated_by != "remark"] == []
    assert [call.id for call in COUNTED if call.dated_by] == []


def test_an_event_has_a_source() -> None:
    """A day that people count from is not from memory."""
    assert [event.id for event in RECORD.events.values() if not event.sources] == []


@pytest.mark.parametrize("call", RECORD.calls, ids=lambda call: call.id)
def test_a_summary_is_one_sentence(call: Call) -> None:
    """A summary is one sentence of at most 160 characters."""
    assert call.summary
    assert len(call.summary) <= 160
    assert call.summary.endswith(".")
    assert not re.search(r"[.!?]\s+[A-Z]", call.summary)


def test_the_counted_calls() -> None:
    """The record holds these calls, of this status."""
    assert {call.id: call.status for call in COUNTED} == {
        "2025-02-12": "confirmed",
        "2025-03-18": "confirmed",
        "2025-05-19": "confirmed",
        "2025-06-04": "confirmed",
        "2025-06-14": "confirmed",
        "2025-07-03": "confirmed",
        "2025-08-18": "confirmed",
        "2025-10-16": "confirmed",
        "2025-12-28": "confirmed",
        "2025-12-29": "confirmed",
        "2026-03-09": "confirmed",
        "2026-04-29": "confirmed",
        "2026-06-14": "reported",
        "2026-07-04": "reported",
        "2026-09-08": "reported",
        "2026-10-09": "reported",
    }


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2025-05-19", 3),
        ("2025-06-04", 4),
        ("2025-06-14", 5),
        ("2025-07-03", 6),
        ("2025-10-16", 8),
        ("2025-12-28", 9),
        ("2025-12-29", 10),
    ],
)
def test_the_ordinals_that_sources_print(day: str, number: int) -> None:
    """What news reports called the third, sixth, eighth, tenth call is that in the record."""
    assert RECORD.candidates(day)[0].number == number
    assert run("claim", "--on", day, "--nth", str(number), "--since", "2025").status == 0


def test_the_first_of_2026() -> None:
    """9 March 2026 was the first call of its year."""
    assert run("claim", "--on", "2026-03-09", "--nth", "1", "--since", "2026").status == 0


def test_the_gaps_by_both_clocks() -> None:
    """The days between the first eight calls, by the Washington date and by the Moscow date."""
    moscow = [call.date_in.get("Moscow", call.date) for call in COUNTED[:8]]

    assert figures.gaps(COUNTED[:8]) == [34, 62, 16, 10, 19, 46, 59]
    assert [(after - before).days for before, after in pairwise(moscow)] == [34, 62, 16, 10, 19, 47, 58]


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        ("2025-02-12", "Wednesday"),
        ("2025-03-18", "Tuesday"),
        ("2025-05-19", "Monday"),
        ("2025-06-04", "Wednesday"),
        ("2025-06-14", "Saturday"),
        ("2025-07-03", "Thursday"),
        ("2025-10-16", "Thursday"),
        ("2026-04-29", "Wednesday"),
        ("2026-07-04", "Saturday"),
    ],
)
def test_weekdays(day: str, weekday: str) -> None:
    """A call's weekday is the one that its sources print."""
    assert RECORD.candidates(day)[0].weekday == weekday


def test_the_coverage() -> None:
    """The record states from when to when it is complete, and by which rule."""
    assert RECORD.covers
    assert RECORD.covers.since == date(2025, 1, 1)
    assert RECORD.covers.until == date(2026, 3, 9)
    assert RECORD.covers.partly_to == date(2026, 10, 10)
    assert RECORD.covers.rule


def test_claims_say_who_made_and_who_denied_them() -> None:
    """A denied contact names in its summary who claimed and who denied it."""
    denied = {call.id: call.summary for call in RECORD.calls if call.status == "denied"}

    assert set(denied) == {"2025-03-14", "2025-06-17", "2025-12-15"}
    assert all(text and "Trump" in text and re.search("White House|Peskov|Kremlin", text) for text in denied.values())


def test_the_same_thing_has_the_same_topic() -> None:
    """Topics are a list to choose from: not too many, each used, each with a label, alias names never shared."""
    used = {topic for call in RECORD.calls for topic in call.topics}

    assert all(len(call.main_topics) <= 4 for call in RECORD.calls)
    assert all(call.topics[: len(call.main_topics)] == call.main_topics for call in RECORD.calls)
    assert all(topic.label for topic in RECORD.topics.values())
    assert used | {topic.parent for topic in RECORD.topics.values() if topic.id in used} - {None} == set(RECORD.topics)


def test_the_trap_of_the_eastern_clock() -> None:
    """A July start is never told in standard time, and no faulty page of the research got in."""
    text = " ".join(passage.text for call in RECORD.calls for passage in call.passages())

    assert not re.search(r"\bEST\b", text)
    assert not re.search(r"Trump condemned Israel", text)


def test_the_record_shares_no_sentence_with_the_article() -> None:
    """No eight words in a row are those of the article or its translation, which are kept as hashes only."""
    lines = (Path(__file__).parent / "article-runs.txt").read_text(encoding="ascii").splitlines()
    known = {word for line in lines[1:] for word in line.split()}
    own = "Il presidente russo Vladimir Putin e il presidente"  # the article's first eight words: the test can fail
    texts = [passage.text for call in RECORD.calls for passage in call.passages()]

    assert hashes(own) <= known
    assert [text for text in texts if hashes(text) & known] == []


def test_the_record_is_sound_and_silent_under_strict() -> None:
    """`check --strict` has nothing to say but that."""
    answer = run("check", "--strict")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.endswith(f"calls.yaml: sound, {len(RECORD.calls)} entries\n")


def test_nobody_known_is_not_somebody_named_so() -> None:
    """`unknown` keeps the calls of unknown caller, unless it names a person."""
    day = date(2025, 1, 1)
    calls = (Call("a", day, placed_by="x"), Call("b", day), Call("c", day, placed_by="unknown"))
    people = {"x": Person("x", "Xavier"), "y": Person("y", "Ypsilanti")}
    named = {**people, "unknown": Person("unknown", "Somebody")}

    def kept(record: Record, *callers: str) -> list[str]:
        return [call.id for call in record.select(placed_by=callers)]

    assert kept(Record(calls[:2], people=people), "Unknown") == ["b"]
    assert kept(Record(calls[:2], people=people), "unknown", "xavier") == ["a", "b"]
    assert kept(Record(calls, people=named), "unknown") == kept(Record(calls, people=named), "Somebody") == ["c"]
    twice = {name: Person(name, "Unknown") for name in ("x", "y")}
    with pytest.raises(QuestionError, match="is the name of 2 people"):
        kept(Record(calls[:2], people=twice), "unknown")


def test_an_event_is_found_by_its_exact_id_first() -> None:
    """Where another event has that name too, the answer says so; a name of two is refused."""
    events = {
        "summit": Event("summit", date(2025, 8, 15), "The summit"),
        "return": Event("return", date(2025, 1, 20), "Return", ("Summit", "the summit")),
    }
    question = ask(Record((), events=events), {"since": "summit"}, today=date(2026, 1, 1))

    assert question.selection.since == date(2025, 8, 15)
    assert question.selection.understood == (
        "from summit: 2025-08-15, The summit; the event 'summit' by its id; return has that name too",
    )
    with pytest.raises(diplocalls.QuestionError, match="'the summit' is the name of 2 events, 'summit' and 'return'"):
        question.record.select(since="the summit")
