"""Filter, and which calls it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import gt, lt
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from .model import COUNTED, STATUSES, Call
from .period import Period
from .problem import QuestionError
from .text import fold, listed, near, plural, shorten

if TYPE_CHECKING:
    from .record import Record


UNKNOWN = "unknown"  # who placed a call, where nobody has this name


class Filter(TypedDict, total=False):
    """What a question keeps, in the words of its user; what is left out keeps everything.

    Topics and people go by id, label, name or alias; `placed_by` takes UNKNOWN too. Days are written
    as in `period.FORMS` or are events of the record, both ends included; `during` takes DAY..DAY too.
    Lengths are minutes and strict. `status` holds names of STATUSES, or `all`; left out, the two that
    count. Calls after `as_of` are not seen, and days such as -45d count back from it.
    """

    topics: Iterable[str]
    all_topics: bool
    main: bool
    not_topics: Iterable[str]
    since: str
    until: str
    during: str
    people: Iterable[str]
    placed_by: Iterable[str]
    longer_than: int
    shorter_than: int
    status: Iterable[str]
    as_of: str


class Condition(NamedTuple):
    """What is asked of a call, with its name for the user: `on iran`.

    `keep` is None, which is not yes either, for a call of which `of` would have to be known.
    """

    name: str
    keep: Callable[[Call], bool | None]
    of: str = ""


class Selection(NamedTuple):
    """A filter as a record understands it: days, statuses, and the other conditions.

    `topics` are those that were asked for, with all that stand under them; `understood` says in words
    what was made of the user's.
    """

    since: date | None = None
    until: date | None = None
    statuses: tuple[str, ...] = COUNTED
    conditions: tuple[Condition, ...] = ()
    topics: frozenset[str] = frozenset()
    understood: tuple[str, ...] = ()

    def span(self) -> str:
        """Return the days that are kept, in words, or nothing."""
        if self.since and self.until:
            return f"on {self.since}" if self.since == self.until else f"from {self.since} to {self.until}"
        return f"from {self.since}" if self.since else f"to {self.until}" if self.until else ""

    def names(self) -> list[str]:
        """Return the names of what is asked of a call besides its status: days first."""
        return [condition.name for condition in self._conditions()][:-1]

    def missed(self, call: Call) -> str:
        """Return the name of the first condition that the call does not meet, or nothing."""
        return next((each.name for each in self._conditions() if not each.keep(call)), "")

    def select(self, calls: Iterable[Call]) -> tuple[Call, ...]:
        """Return the calls that are kept, in their order."""
        for condition in self._conditions():
            calls = [call for call in calls if condition.keep(call)]
        return tuple(calls)

    def doubtful(self, calls: Iterable[Call]) -> list[tuple[Call, str]]:
        """Return the calls that are left out only because something is not known of them, each with what that is."""
        found, conditions = [], list(self._conditions())
        for call in calls if any(each.of for each in conditions) else ():
            missed = [(kept, each.of) for each in conditions if not (kept := each.keep(call))]
            if missed and all(kept is None for kept, _ in missed):
                found.append((call, missed[-1][1]))
        return found

    def explain(self, calls: Iterable[Call]) -> str:
        """Return what leaves none of the calls, in a sentence for the user, or nothing."""
        left = list(calls)
        if not left:
            return "the record holds no call"
        said = f"{plural(len(left), 'entry', 'entries')} in the record"
        for name, keep, _ in self._conditions():
            kept = [call for call in left if keep(call)]
            if not kept:
                more = f"; --status all shows {'it' if len(left) == 1 else 'them'}"
                return f"no call matches: of {said}, none is {name}{more if name == listed(self.statuses) else ''}"
            if len(kept) < len(left):
                said = f"{plural(len(kept), 'entry', 'entries')} {name}"
            left = kept
        return ""

    def _conditions(self) -> Iterator[Condition]:
        """Yield all that is asked of a call: the days first, the status last."""
        if self.since or self.until:
            since, until = self.since or date.min, self.until or date.max
            yield Condition(self.span(), lambda call: since <= call.date <= until)
        yield from self.conditions
        yield Condition(listed(self.statuses), lambda call: call.status in self.statuses)


def resolve(record: Record, filter: Filter, *, today: date) -> Selection:
    """Return the filter as the record understands it.

    Raises QuestionError, with a sentence for the user, for a word that means nothing, or two things.
    """
    since, until, understood = _days(record, filter, today)

    def ids(what: str, words: Iterable[str]) -> list[str]:
        found = [record.named(what, word) for word in words]
        understood.extend(said for _, said in found if said)
        return list(dict.fromkeys(name for name, _ in found))

    topics = ids("topic", filter.get("topics", ()))
    conditions = (
        *_on_topics(record, filter, topics, ids("topic", filter.get("not_topics", ()))),
        *_by_people(record, filter, ids),
        *_of_length("longer", filter.get("longer_than"), gt),
        *_of_length("shorter", filter.get("shorter_than"), lt),
    )
    statuses = _statuses(filter.get("status", ()))
    return Selection(since, until, statuses, conditions, record.under(*topics), tuple(dict.fromkeys(understood)))


def _on_topics(record: Record, filter: Filter, topics: list[str], others: list[str]) -> Iterator[Condition]:
    main = filter.get("main", False)
    if main and not topics:
        raise QuestionError("--main goes with --topic: it keeps the calls that have TOPIC as a main topic")
    groups = [[topic] for topic in topics] if filter.get("all_topics") else [topics] if topics else []
    for group in groups:
        yield _on(f"on {listed(group)}{' as a main topic' if main else ''}", record.under(*group), main=main)
    if others:
        unwanted = record.under(*others)
        yield Condition(f"not on {listed(others)}", lambda call: unwanted.isdisjoint(call.topics))


def _on(name: str, wanted: frozenset[str], *, main: bool) -> Condition:
    return Condition(name, lambda call: not wanted.isdisjoint(call.main_topics if main else call.topics))


def _by_people(record: Record, filter: Filter, ids: Callable[[str, Iterable[str]], list[str]]) -> Iterator[Condition]:
    for person in ids("person", filter.get("people", ())):
        yield Condition(f"with {person}", lambda call, person=person: person in call.between)  # type: ignore[misc]
    callers: list[str | None] = []
    for word in filter.get("placed_by", ()):
        names = {fold(name) for each in record.people.values() for name in (each.id, each.name)}
        names |= {person for call in record.calls for person in call.between}
        unknown = word.lower() == UNKNOWN and UNKNOWN not in names
        callers += [None] if unknown else ids("person", [word])
    if callers:
        name = f"placed by {listed(sorted({each or UNKNOWN for each in callers}))}"
        yield Condition(name, lambda call: call.placed_by in callers or (False if call.placed_by else None), "caller")


def _of_length(word: str, minutes: int | None, beyond: Callable[[int, int], bool]) -> Iterator[Condition]:
    if minutes is None:
        return
    if minutes < 0:
        raise QuestionError(f"{minutes} is no length in minutes; write a whole number, such as 90")
    name = f"{word} than {minutes} minutes"
    yield Condition(name, lambda call: None if call.minutes is None else beyond(call.minutes, minutes), "length")


def _days(record: Record, filter: Filter, today: date) -> tuple[date | None, date | None, list[str]]:
    """Return the first and the last day that the filter keeps, and how its days were understood."""
    since: list[date] = []
    until: list[date] = []
    understood: list[str] = []
    for key, word in (("during", filter.get("during")), ("from", filter.get("since")), ("to", filter.get("until"))):
        if word is None:
            continue
        start, dots, end = word.partition("..") if key == "during" else (word, "", "")
        if dots and not (start and end):
            raise QuestionError(f"'{shorten(word)}' lacks an end; write both days, or --from or --to with one")
        span, label = record.period(start, today=today)
        if dots:
            span, label = Period(span.first, record.period(end, today=today)[0].last), ""
        since += [span.first] if key != "to" else []
        until += [span.last] if key != "from" else []
        meant = str({"during": span, "from": span.first, "to": span.last}[key])
        if meant != word:
            understood.append(f"{key} {word}: {meant}{label and f', {label}'}")
    if since and until and max(since) > min(until):
        raise QuestionError(f"the span ends on {min(until)}, before it starts on {max(since)}")
    return max(since, default=None), min(until, default=None), understood


def _statuses(words: Iterable[str]) -> tuple[str, ...]:
    words = tuple(word.lower() for word in words)
    choice = (*STATUSES, "all")
    for word in words:
        if word not in choice:
            raise QuestionError(f"no status '{shorten(word)}'; write {listed(choice)}{near(word, choice)}")
    return STATUSES if "all" in words else tuple(word for word in STATUSES if word in words) or COUNTED
