"""Which passages hold all of some words, in any case and with or without accents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .call import Call, Passage
from .record import Record
from .text import fold, near


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the words of texts as they are compared, each once."""
    return list(dict.fromkeys(word for text in texts for word in fold(text).split("-") if word))


def passages(calls: Iterable[Call], record: Record, words: Sequence[str]) -> list[tuple[Call, Passage]]:
    """Return the passages with all the words, titles of sources included, each with its call."""
    return [
        (call, each) for call in calls for each in (*call.passages(), *_titles(call, record)) if _holds(each, words)
    ]


def missing(calls: Iterable[Call], words: Sequence[str]) -> str:
    """Return which of the words occur nowhere, and what is near to them, in a sentence for the user."""
    known = {word for call in calls for each in call.passages() for word in fold(each.text).split("-")}
    nowhere = [word for word in words if not any(word in each for each in known)]
    said = [f"'{word}' occurs nowhere{near(word, known)}" for word in nowhere]
    return ", ".join(said) or "no single one has all the words"


def _titles(call: Call, record: Record) -> Iterator[Passage]:
    for name in call.cited():
        source = record.sources[name]
        if source.title:
            yield Passage("source", f"{source.publisher}: {source.title}", sources=(name,))


def _holds(passage: Passage, words: Sequence[str]) -> bool:
    about = passage.where if passage.where.startswith("disputed") else ""
    text = fold(f"{about} {passage.by or ''} {passage.text}")
    return all(word in text for word in words)
