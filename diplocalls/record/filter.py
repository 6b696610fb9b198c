"""Filter, and which calls it keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from .model import COUNTED, STATUSES, Call
from .problem import QuestionError
from .text import listed, near, plural, shorten

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
    """A test that a call passes or not, with its name for the user: `on iran`; `of` is a field that may be unknown."""

    name: str
    keep: Callable[[Call], bool]
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

    def keeps(self, call: Call) -> bool:
        """Return whether the call is kept."""
        return not self.missed(call)

    def missed(self, call: Call) -> str:
        """Return the name of the first condition that the call does not meet, or nothing."""
        return next((each.name for each in self._missed(call)), "")

    def select(self, calls: Iterable[Call]) -> tuple[Call, ...]:
        """Return the calls that are kept, in their order."""
        for condition in self._conditions():
            calls = [call for call in calls if condition.keep(call)]
        return tuple(calls)

    def doubtful(self, calls: Iterable[Call]) -> dict[str, list[Call]]:
        """Return the calls that are left out only because a field is not known, by that field."""
        found: dict[str, list[Call]] = {each.of: [] for each in self.conditions if each.of}
        for call in calls if found else ():
            missed = {each.of if each.of and getattr(call, each.of) is None else "" for each in self._missed(call)}
            if missed and "" not in missed:
                found[min(missed)].append(call)
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

    def _missed(self, call: Call) -> Iterator[Condition]:
        return (each for each in self._conditions() if not each.keep(call))

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
    topics = _named(record.find_topic, filter.get("topics", ()), understood)
    conditions = (
        *_on_topics(record, filter, topics, _named(record.find_topic, filter.get("not_topics", ()), understood)),
        *_with_people(_named(record.find_person, filter.get("people", ()), understood)),
        *_placed_by(record, filter, understood),
        *_of_length(filter.get("longer_than"), filter.get("shorter_than")),
    )
    statuses = _statuses(filter.get("status", ()))
    return Selection(since, until, statuses, conditions, _under(record, topics), tuple(dict.fromkeys(understood)))


def _on_topics(record: Record, filter: Filter, topics: Sequence[str], others: Sequence[str]) -> Iterator[Condition]:
    if filter.get("main") and not topics:
        raise QuestionError("--main goes with --topic: it keeps the calls that have TOPIC as a main topic")
    groups = [(topic,) for topic in topics] if filter.get("all_topics") else [topics] if topics else []
    for group in groups:
        yield _on(listed(group), _under(record, group), main=filter.get("main", False))
    if others:
        unwanted = _under(record, others)
        yield Condition(f"not on {listed(others)}", lambda call: unwanted.isdisjoint(call.topics))


def _on(name: str, topics: frozenset[str], *, main: bool) -> Condition:
    if main:
        return Condition(f"on {name} as a main topic", lambda call: not topics.isdisjoint(call.main_topics))
    return Condition(f"on {name}", lambda call: not topics.isdisjoint(call.topics))


def _with_people(people: Iterable[str]) -> Iterator[Condition]:
    for person in people:
        yield Condition(f"with {person}", lambda call, person=person: person in call.between)  # type: ignore[misc]


def _placed_by(record: Record, filter: Filter, understood: list[str]) -> Iterator[Condition]:
    callers: list[str | None] = []
    for word in filter.get("placed_by", ()):
        try:
            callers += _named(record.find_person, [word], understood)
        except QuestionError:
            if word.lower() != UNKNOWN or word in record.people:
                raise
            callers.append(None)
    if callers:
        name = f"placed by {listed(sorted({each or UNKNOWN for each in callers}))}"
        yield Condition(name, lambda call: call.placed_by in callers, "" if None in callers else "placed_by")


def _of_length(longer: int | None, shorter: int | None) -> Iterator[Condition]:
    for minutes in (longer, shorter):
        if minutes is not None and minutes < 0:
            raise QuestionError(f"{minutes} is no length in minutes; write a whole number, such as 90")
    if longer is not None:
        yield Condition(f"longer than {longer} minutes", lambda call: (call.minutes or 0) > longer, "minutes")
    if shorter is not None:
        name = f"shorter than {shorter} minutes"
        yield Condition(name, lambda call: 0 < (call.minutes or 0) < shorter, "minutes")


def _named(find: Callable[[str], tuple[str, str]], words: Iterable[str], understood: list[str]) -> tuple[str, ...]:
    """Return the ids that words mean; what is to be said of one goes to `understood`."""
    found = [find(word) for word in words]
    understood.extend(said for _, said in found if said)
    return tuple(dict.fromkeys(name for name, _ in found))


def _under(record: Record, topics: Iterable[str]) -> frozenset[str]:
    return frozenset(name for topic in topics for name in record.under(topic))


def _days(record: Record, filter: Filter, today: date) -> tuple[date | None, date | None, list[str]]:
    """Return the first and the last day that the filter keeps, and how its days were understood."""
    since: list[date] = []
    until: list[date] = []
    understood: list[str] = []
    for key, word in (("during", filter.get("during")), ("from", filter.get("since")), ("to", filter.get("until"))):
        if word is None:
            continue
        span, label = record.period(word, today=today, spans=key == "during")
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
