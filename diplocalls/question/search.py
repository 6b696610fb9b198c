"""Which passages hold all of some words: whole words, plurals folded, in any case and with or without accents."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from ..record.model import Call, Passage
from ..record.problem import QuestionError
from ..record.record import FIRST_AND_LAST, Record
from ..record.text import fold, near, plural, shorten
from .asking import Question

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")  # an accent may be a sign of its own


def terms(texts: Iterable[str]) -> list[str]:
    """Return what is looked for: each word, or the phrase of a text of several, such as "nuclear weapons".

    `WORD*` is every word that begins so. Raises QuestionError where nothing is left to look for.
    """
    found = list(dict.fromkeys(filter(None, (_words(text, r"[^\W_]+\*?") for text in texts))))
    if not found:
        raise QuestionError("nothing to search for; write a word, such as moratorium, or its start, such as morat*")
    return found


def passages(calls: Iterable[Call], record: Record, terms: Sequence[str]) -> list[tuple[Call, Passage]]:
    """Return the passages with all the terms, titles of sources included, each with its call."""
    patterns = [_pattern(term) for term in terms]
    texts = ((call, *text) for call in calls for text in _texts(call, record))
    return [(call, each) for call, each, words in texts if all(pattern.search(words) for pattern in patterns)]


def on_topic(calls: Iterable[Call], topics: Container[str | None]) -> list[tuple[Call, Passage]]:
    """Return what each call holds on one of the topics; all that it holds where no statement of it has a topic."""
    found = []
    for call in calls:
        said = list(call.statements())
        unmarked = not any(each.topic for each in said)
        found += [(call, each) for each in said if unmarked or each.topic in topics]
    return found


def sources(question: Question, which: str) -> tuple[Question, list[str]]:
    """Return the basis and the sources that a word means: one by its id, all of a call, or those of a publisher.

    Raises QuestionError, with a sentence for the user, where it means none.
    """
    known = question.record.sources
    if which in known:
        return question, [which]
    try:
        call = question.find(which)
        return question.about(call), list(call.cited())
    except QuestionError:
        wanted = re.compile(rf"(?<!\w){re.escape(fold(which))}(?!\w)")
        found = [each.id for each in known.values() if wanted.search(fold(f"{each.publisher} {each.via or ''}"))]
        if found and fold(which):
            return question, found
        if which[:1].isdigit() or which in FIRST_AND_LAST:  # plainly meant as a call
            raise
        hint = near(which, known)
        raise QuestionError(f"'{shorten(which)}' is no call, no source and no publisher here{hint}") from None


def missing(calls: Sequence[Call], record: Record, terms: Sequence[str]) -> str:
    """Return what each term alone would find, and what is near to one that occurs nowhere, as a sentence."""
    texts = [words for call in calls for _, words in _texts(call, record)]
    known = list(dict.fromkeys(" ".join(texts).split()))[:20_000]  # a nearest word of more would take seconds
    said = []
    for term in terms:
        pattern = _pattern(term)
        if alone := sum(bool(pattern.search(words)) for words in texts):
            said.append(f"'{term}' alone finds {plural(alone, 'passage')}")
        else:
            said.append(f"'{term}' occurs nowhere{near(term, known)}")
    return "; ".join(said)


def spans(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where in a text the words of the terms stand, from and to."""
    wanted = [_pattern(word) for term in terms for word in term.split()]
    for found in _WORD.finditer(text):
        word = _singular(fold(found[0]))
        if any(each.search(word) for each in wanted):
            yield found.span()


def _pattern(term: str) -> re.Pattern[str]:
    """Return what finds a term in a text as `_words` gives it."""
    starred = term.replace("*", r"\S*")
    return re.compile(rf"(?<!\S){starred}(?!\S)")


def _texts(call: Call, record: Record) -> Iterator[tuple[Passage, str]]:
    """Yield the passages of a call, and the titles of its sources, each with the words that a search compares."""
    for each in call.passages():
        about = each.where if each.where.startswith("disputed") else ""
        yield each, _words(f"{about} {each.by or ''} {each.text}")
    for source in map(record.sources.__getitem__, call.cited()):
        if source.title:
            title = Passage("source", f"{source.publisher}: {source.title}", sources=(source.id,))
            yield title, _words(title.text)


def _words(text: str, form: str = r"[^\W_]+") -> str:
    """Return a text as words that are compared, a blank between them: no case, no accents, no plural."""
    return " ".join(_singular(word) for word in re.findall(form, fold(text)))


def _singular(word: str) -> str:
    """Return a word without the ending of an English plural, which may be that of another word too."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
