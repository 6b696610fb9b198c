"""Which passages hold all of some words: whole words, plurals folded, in any case and with or without accents."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from ..record.model import Call, Passage
from ..record.problem import QuestionError
from ..record.record import Record
from ..record.text import fold, near, plural

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
    starred = [term.replace("*", r"\S*") for term in terms]
    patterns = [re.compile(rf"(?<!\S){term}(?!\S)") for term in starred]
    said = [(call, each) for call in calls for each in (*call.passages(), *_titles(call, record))]
    texts = [_words(_searched(each)) for _, each in said]
    return [each for each, text in zip(said, texts, strict=True) if all(one.search(text) for one in patterns)]


def on_topic(calls: Iterable[Call], topics: Container[str | None]) -> list[tuple[Call, Passage]]:
    """Return what each call holds on one of the topics; all that it holds where no statement of it has a topic."""
    found = []
    for call in calls:
        said = list(call.statements())
        unmarked = not any(each.topic for each in said)
        found += [(call, each) for each in said if unmarked or each.topic in topics]
    return found


def missing(calls: Sequence[Call], record: Record, terms: Sequence[str]) -> str:
    """Return what each term alone would find, and what is near to one that occurs nowhere, as a sentence."""
    known = dict.fromkeys(
        word for call in calls for each in call.passages() for word in _words(_searched(each)).split()
    )
    few = list(known)[:20_000]  # a nearest word of more would take seconds
    said = []
    for term in terms:
        if alone := len(passages(calls, record, [term])):
            said.append(f"'{term}' alone finds {plural(alone, 'passage')}")
        else:
            said.append(f"'{term}' occurs nowhere{near(term, few)}")
    return "; ".join(said)


def spans(text: str, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where in a text the words of the terms stand, from and to."""
    wanted = {word for term in terms for word in term.split()}
    starts = tuple(word[:-1] for word in wanted if word.endswith("*"))
    for found in _WORD.finditer(text):
        word = fold(found[0])
        if _singular(word) in wanted or (starts and word.startswith(starts)):
            yield found.span()


def _searched(passage: Passage) -> str:
    about = passage.where if passage.where.startswith("disputed") else ""
    return f"{about} {passage.by or ''} {passage.text}"


def _words(text: str, form: str = r"[^\W_]+") -> str:
    """Return a text as words that are compared, a blank between them: no case, no accents, no plural."""
    return " ".join(_singular(word) for word in re.findall(form, fold(text)))


def _singular(word: str) -> str:
    """Return a word without the ending of an English plural, which may be that of another word too."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _titles(call: Call, record: Record) -> Iterator[Passage]:
    for name in call.cited():
        source = record.sources[name]
        if source.title:
            yield Passage("source", f"{source.publisher}: {source.title}", sources=(name,))
