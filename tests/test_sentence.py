"""Sentences of the press are judged as they mean, or refused; none gives a traceback, and options say the same."""

import shlex
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diplocalls
from diplocalls.command.options import FILTER
from diplocalls.question import claim, sentence, vocabulary, words
from diplocalls.question.asking import Question, ask
from diplocalls.question.claim import Verdict
from diplocalls.record.filter import Filter
from diplocalls.record.model import Account, Call, Covers, Dispute, Event, Person, Topic
from diplocalls.record.problem import QuestionError
from diplocalls.record.record import Record

RECORD = diplocalls.load()
TODAY = date(2026, 11, 25)
COUNTED = [call.id for call in RECORD.calls if call.counts]
STEADY = settings(max_examples=100, derandomize=True, deadline=None, database=None)
PHRASES = [name for kind in vocabulary.WORDS for _, name in words.spellings(kind)]


def question(record: Record = RECORD, **filter: object) -> Question:
    return ask(record, cast(Filter, filter), today=TODAY)


def judged(text: str, on: str | None, record: Record = RECORD, **filter: object) -> list[Verdict]:
    return sentence.judge(question(record, **filter), text, on=on)


def outcome(text: str, on: str | None, record: Record = RECORD, **filter: object) -> str:
    """Return what the exit status tells: one claim that fails makes the sentence fail."""
    try:
        found = {verdict.readings[0].verdict for verdict in judged(text, on, record, **filter)}
    except QuestionError:
        return "REFUSED"
    return next(verdict for verdict in (claim.FAILS, claim.UNDECIDED, claim.HOLDS) if verdict in found)


def two(before: date, day: date, *starts: datetime) -> Record:
    """Return a record of two calls on these days, which covers years around them."""
    first, second = starts or (None, None)
    calls = (Call(str(before), before, number=1, start=first), Call(str(day), day, number=2, start=second))
    return Record(calls, covers=Covers(date(2020, 1, 1), date(2025, 12, 31)))


def test_the_press() -> None:
    """Sentences as outlets word them, true, false, beyond the record, and such as no count can judge."""
    lines = (Path(__file__).parent / "sentences.tsv").read_text().splitlines()[1:]
    wrong = []
    for wanted, on, as_of, text in (line.split("\t") for line in lines):
        found = outcome(text, on or None, RECORD, **({"as_of": as_of} if as_of else {}))
        if found != wanted:
            wrong.append((text, wanted, found))
    assert len(lines) > 250
    assert wrong == []


# Calls on these days alone, all covered: what a bound means is in the last column, in days.
GAP = [
    ("first in two months", {61: "HOLDS", 60: "DOES NOT HOLD", 62: "HOLDS"}),
    ("first in more than two months", {61: "DOES NOT HOLD", 62: "HOLDS", 200: "HOLDS"}),
    ("prima dopo oltre due mesi", {61: "DOES NOT HOLD", 62: "HOLDS"}),
    ("first in almost two months", {51: "DOES NOT HOLD", 52: "HOLDS", 61: "HOLDS", 62: "DOES NOT HOLD"}),
    ("prima in quasi due mesi", {51: "DOES NOT HOLD", 52: "HOLDS", 61: "HOLDS", 62: "DOES NOT HOLD"}),
    ("first in about two months", {54: "DOES NOT HOLD", 55: "HOLDS", 67: "HOLDS", 68: "DOES NOT HOLD"}),
    ("prima in circa due mesi", {54: "DOES NOT HOLD", 55: "HOLDS", 67: "HOLDS", 68: "DOES NOT HOLD"}),
    ("first in just over two months", {61: "DOES NOT HOLD", 62: "HOLDS", 70: "HOLDS", 71: "DOES NOT HOLD"}),
    ("prima in poco più di due mesi", {61: "DOES NOT HOLD", 62: "HOLDS", 70: "HOLDS", 71: "DOES NOT HOLD"}),
    ("second in less than two months", {60: "HOLDS", 61: "DOES NOT HOLD"}),
    ("seconda in meno di due mesi", {60: "HOLDS", 61: "DOES NOT HOLD"}),
    ("second in two months", {61: "HOLDS", 62: "DOES NOT HOLD"}),
    ("second in as many months", {61: "HOLDS", 62: "DOES NOT HOLD"}),
    ("seconda in altrettanti mesi", {61: "HOLDS", 62: "DOES NOT HOLD"}),
    ("second in the past month and a half", {45: "HOLDS", 46: "DOES NOT HOLD"}),
    ("second in about ten days", {8: "DOES NOT HOLD", 9: "HOLDS", 11: "HOLDS", 12: "DOES NOT HOLD"}),
    ("two months after their previous call", {54: "DOES NOT HOLD", 55: "HOLDS", 67: "HOLDS", 68: "DOES NOT HOLD"}),
    ("second consecutive day", {1: "HOLDS", 2: "DOES NOT HOLD"}),
    ("secondo giorno consecutivo", {1: "HOLDS", 2: "DOES NOT HOLD"}),
    ("first since 20 June", {5: "DOES NOT HOLD", 19: "DOES NOT HOLD", 20: "HOLDS", 30: "HOLDS"}),
    ("second since 20 June", {5: "HOLDS", 20: "HOLDS", 21: "DOES NOT HOLD"}),
    ("first since June", {9: "DOES NOT HOLD", 10: "HOLDS"}),
    ("second since June", {39: "HOLDS", 40: "DOES NOT HOLD"}),
    ("first of the month", {9: "DOES NOT HOLD", 10: "HOLDS"}),
    ("their previous call was in June", {9: "DOES NOT HOLD", 10: "HOLDS", 39: "HOLDS", 40: "DOES NOT HOLD"}),
]


@pytest.mark.parametrize(("text", "wanted"), GAP, ids=[text for text, _ in GAP])
def test_the_bounds(text: str, wanted: dict[int, str]) -> None:
    """Each word of a bound means its days: the call before 10 July lay so many days back."""
    day = date(2025, 7, 10)
    for days, verdict in wanted.items():
        assert outcome(text, str(day), two(day - timedelta(days), day)) == verdict, days


TIME = {
    "in 2025": ("in 2025", "nel 2025"),
    "year": ("this year", "dall'inizio dell'anno"),
    "<2mo": ("in less than two months", "in meno di due mesi"),
    "10d": ("in ten days", "negli ultimi dieci giorni"),
    "3w": ("within 3 weeks", "nel giro di tre settimane"),
    "since": ("since 14 June 2025", "dal 14 giugno 2025"),
    "event": ("since Trump took office", "dall'insediamento di Trump"),
}
OPTIONS: dict[str, dict[str, str]] = {
    "in 2025": {"since": "2025"},
    "since": {"since": "2025-06-14"},
    "event": {"since": "inauguration"},
}


@STEADY
@given(st.sampled_from(COUNTED), st.integers(2, 30), st.sampled_from(list(TIME)), st.booleans(), st.booleans())
def test_a_sentence_means_what_it_was_made_from(on: str, number: int, time: str, italian: bool, figures: bool) -> None:
    spelled = [name for value, name in words.spellings("ordinal") if value == number][:2]
    ordinal = (f"{number}ª" if italian else f"{number}th") if figures or not spelled else spelled[italian]
    text = f"{'la' if italian else 'the'} {ordinal} {'telefonata' if italian else 'call'} {TIME[time][italian]}"
    filter = OPTIONS.get(time, {"since": on[:4]} if time == "year" else {})
    within = time if time[-1] in "odw" and time != "in 2025" and time in ("<2mo", "10d", "3w") else None
    if time == "in 2025" and on[:4] != "2025":
        assert outcome(text, on) == "REFUSED"
        return
    try:
        wanted = claim.judge(question(RECORD, **filter), on=on, nth=number, total=None, within=within)
    except QuestionError:
        assert outcome(text, on) in ("REFUSED", claim.FAILS)
        return
    [found] = judged(text, on)
    assert found.readings[0] == wanted.readings[0]


def test_options_are_those_of_the_command_line() -> None:
    """What stands there to copy names each filter as the command line does."""
    for name, annotated in FILTER.items():
        [option] = annotated.__metadata__
        assert claim.OPTIONS.get(name, f"--{name.replace('_', '-')}") in (option.default, *option.param_decls)


@STEADY
@given(st.sampled_from(COUNTED), st.sampled_from([text for text, _ in GAP]))
def test_options_say_the_same(on: str, text: str) -> None:
    """What stands there to copy gives the same verdict."""
    try:
        [found] = judged(text, on)
    except QuestionError:
        return
    said = found.understood[-1]
    if "none" in said:
        return
    given_ = shlex.split(said.removeprefix("in options: "))
    options = dict(zip(given_[::2], given_[1::2], strict=True))
    filter = {"since": options["--since"]} if "--since" in options else {}
    again = claim.judge(
        question(RECORD, **filter),
        on=options["--on"],
        nth=int(options["--nth"]),
        total=None,
        within=options.get("--within"),
    )
    assert again.readings[0].verdict == found.readings[0].verdict


@STEADY
@given(
    st.lists(st.one_of(st.sampled_from(PHRASES), st.integers(0, 3000).map(str), st.text(max_size=5)), max_size=9),
    st.sampled_from([None, *COUNTED]),
)
def test_no_text_gives_a_traceback(parts: list[str], on: str | None) -> None:
    """A text is judged or refused with a sentence, whatever it holds."""
    assert outcome(" ".join(parts), on) in ("HOLDS", "DOES NOT HOLD", "UNDECIDED", "REFUSED")


@pytest.mark.parametrize("call", RECORD.calls, ids=lambda call: call.id)
def test_every_entry_can_be_asked_about(call: Call) -> None:
    """A claim about a contact that only a remark dates, and so is not counted, does not hold."""
    verdict = claim.judge(question(RECORD, since="2025"), on=call.id, nth=1, total=None, within=None)

    if not call.counts:
        assert (verdict.readings[0].verdict, verdict.readings[0].why) == (
            claim.FAILS,
            "the call is not among those counted",
        )
    assert len({reading.name for reading in verdict.readings}) == len(verdict.readings) > 1


def test_an_account_of_another_length_is_another_reading() -> None:
    """Where accounts differ on a length, the longest call is not decided on that reading."""
    record = two(date(2025, 5, 1), date(2025, 6, 1))
    dispute = Dispute("length", (Account("as told"), Account("half an hour")))
    told = record.calls[0]._replace(minutes=1, disputed=(dispute,))
    [found] = judged("the longest", "2025-06-01", record._replace(calls=(told, record.calls[1]._replace(minutes=10))))

    readings = {reading.name: (reading.verdict, reading.why) for reading in found.readings}
    assert readings["as asked"] == ("HOLDS", "it took 10 minutes")
    assert readings["by other accounts of the lengths"] == (
        "UNDECIDED",
        "accounts differ on the length of 2025-05-01",
    )


def test_hours_need_starts() -> None:
    """Within 24 hours is known by starts, and by the days alone only where these settle it."""
    day, noon = date(2025, 9, 10), datetime(2025, 9, 10, 12, tzinfo=UTC)
    for days, verdict in {1: "UNDECIDED", 2: "DOES NOT HOLD"}.items():
        assert outcome("second call in 24 hours", str(day), two(day - timedelta(days), day)) == verdict
    for hours, verdict in {23: "HOLDS", 24: "HOLDS", 25: "DOES NOT HOLD"}.items():
        before = noon - timedelta(hours=hours)
        known = two(before.date(), day, before, noon)
        assert outcome("second call in 24 hours", str(day), known) == verdict
        assert outcome("second call in less than 24 hours", str(day), known) == ("HOLDS" if hours < 24 else claim.FAILS)


def test_several_pairs() -> None:
    """Of several pairs a sentence that names anybody, or says "they", needs --with; the names must be of that pair."""
    people = {
        "macron": Person("macron", "Emmanuel Macron", "President of France"),
        "lula": Person("lula", "Lula da Silva", "President of Brazil"),
        "may": Person("may", "Theresa May", "Prime Minister of India"),
    }
    pairs = {"2025-02-01": "lula", "2025-03-01": "may", "2025-05-02": "lula"}
    calls = tuple(
        Call(day, date.fromisoformat(day), number=number, between=("macron", other))
        for number, (day, other) in enumerate(pairs.items(), 1)
    )
    record = Record(calls, covers=Covers(date(2025, 1, 1), date(2025, 12, 31)), people=people)
    for text, (alone, with_lula) in {
        "Macron's second call with Lula": ("REFUSED", "HOLDS"),
        "the second call with the Brazilian president": ("REFUSED", "HOLDS"),
        "the second of the year, the third with Lula": ("REFUSED", "DOES NOT HOLD"),
        "the third with Lula": ("REFUSED", "DOES NOT HOLD"),
        "one call in May": ("HOLDS", "HOLDS"),  # the month, and not the Prime Minister
        "the third call with a Brazilian president": ("REFUSED", "REFUSED"),
        "Macron spoke with Lula, his second call of the year": ("REFUSED", "HOLDS"),
        "Macron spoke with Lula for the second time": ("REFUSED", "HOLDS"),
        "for the second time this year, Macron and Lula spoke": ("REFUSED", "HOLDS"),
        "the second of the year, Macron and Lula spoke": ("REFUSED", "HOLDS"),
        "the second call of the year with Lula": ("REFUSED", "HOLDS"),
        "the call between Macron and Lula was the third of the year": ("REFUSED", "DOES NOT HOLD"),
        "the second indirect call": ("REFUSED", "REFUSED"),
        "the third call of the year": ("HOLDS", "DOES NOT HOLD"),
        "their third call of the year": ("REFUSED", "DOES NOT HOLD"),  # the third of all is the second of the two
        "la loro seconda telefonata dell'anno": ("REFUSED", "HOLDS"),
        "the two leaders' third call of the year": ("REFUSED", "DOES NOT HOLD"),
        "i due leader si sono sentiti per la seconda volta quest'anno": ("REFUSED", "HOLDS"),
        "si sono sentiti tre volte quest'anno": ("REFUSED", "DOES NOT HOLD"),
        "the president's third call of the year": ("REFUSED", "REFUSED"),
        "Macron's third call with the president": ("REFUSED", "REFUSED"),
        "Macron and Lula held their second call of the year": ("REFUSED", "HOLDS"),
        "Macron ha sentito Lula per la seconda volta quest'anno": ("REFUSED", "HOLDS"),
        "la seconda telefonata con Lula da Silva": ("REFUSED", "HOLDS"),
        "la seconda telefonata da Silva": ("REFUSED", "REFUSED"),
        "Macron's first call with Theresa May": ("REFUSED", "REFUSED"),
        "no calls with Lula and Theresa May": ("REFUSED", "REFUSED"),
        "Macron and Lula spoke for the second time in May, the third this year": ("REFUSED", "DOES NOT HOLD"),
        "no calls with Lula in April and no calls in March": ("REFUSED", "HOLDS"),
        "Macron spoke with Lula and Theresa May three times": ("REFUSED", "REFUSED"),
    }.items():
        assert outcome(text, "2025-05-02", record) == alone, text
        assert outcome(text, "2025-05-02", record, people=["macron", "lula"]) == with_lula, text


def test_a_name_is_of_nobody_else() -> None:
    """A name that two have names neither, and a word of one country is of no other that is spelled like it."""
    people = {
        "h": Person("h", "George Bush", "President of Austria"),
        "w": Person("w", "George W Bush", "President of Slovakia"),
        "x": Person("x", "Xavier", "President of Korea"),
    }
    pairs = [("2025-02-01", "h"), ("2025-03-01", "w"), ("2025-05-02", "h")]
    calls = tuple(
        Call(day, date.fromisoformat(day), number=at, between=(who, "x")) for at, (day, who) in enumerate(pairs, 1)
    )
    record = Record(calls, covers=Covers(date(2025, 1, 1), date(2025, 12, 31)), people=people)
    for text, verdict in {
        "the second call with Bush": "REFUSED",
        "the second call with George Bush": "HOLDS",
        "the second call with the Austrian president": "HOLDS",
        "the second call with the Australian president": "REFUSED",
        "the second call with the Slovenian president": "REFUSED",
        "the second call between the Korean and Austrian presidents": "HOLDS",
    }.items():
        assert outcome(text, "2025-05-02", record) == "REFUSED", text
        assert outcome(text, "2025-05-02", record, people=["h"]) == verdict, text


def test_a_topic_of_common_words_is_not_read_from_a_day() -> None:
    """Where a topic is called as a word of the grammar is, that word stays what it is."""
    call = Call("2025-05-01", date(2025, 5, 1), number=1, topics=("may", "first"))
    topics = {name: Topic(name, name.title()) for name in ("may", "first")}
    record = Record((call,), covers=Covers(date(2025, 1, 1), date(2025, 12, 31)), topics=topics)
    for text in ("the first call on the first of June", "the first call on May"):
        assert outcome(text, call.id, record) == "REFUSED"
    assert outcome("the first call, on the first of May", call.id, record) == "HOLDS"


def test_an_event_that_the_record_does_not_name_is_refused() -> None:
    """Only an event of the record is a day to count from."""
    calls = (Call("2025-02-12", date(2025, 2, 12), number=1),)
    covers = Covers(date(2025, 1, 1), date(2025, 12, 31))
    text = "first since the inauguration"
    assert outcome(text, "2025-02-12", Record(calls, covers=covers)) == "REFUSED"
    known = {"x": Event("x", date(2025, 1, 20), "Inauguration")}
    assert outcome(text, "2025-02-12", Record(calls, covers=covers, events=known)) == "HOLDS"
    bare = {"inauguration": Event("inauguration", date(2025, 1, 20))}
    assert outcome(text, "2025-02-12", Record(calls, covers=covers, events=bare)) == "HOLDS"
    two = {name: Event(name, date(2025, 1, day), aliases=("inauguration",)) for name, day in (("a", 20), ("b", 21))}
    assert outcome(text, "2025-02-12", Record(calls, covers=covers, events=two)) == "REFUSED"
