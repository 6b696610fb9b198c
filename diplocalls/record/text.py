"""Words for people: compared, listed, shortened, and kept from harming a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# What would move the cursor, colour the rest, or turn the reading direction of what follows.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def fold(text: str) -> str:
    """Return `text` as names are compared: lower case, no accents, one hyphen between words."""
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return "-".join(text.casefold().replace("-", " ").replace("_", " ").split())


def near(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` with the known names that hold the word, or the nearest one, or nothing."""
    from difflib import get_close_matches

    names = list(known)
    found = [f"'{name}'" for name in names if len(word) > 3 and word in re.split("[- ]", name)][:3]
    found = found or [f"'{name}'" for name in get_close_matches(word[:100], names, n=1, cutoff=0.65)]
    return f"; did you mean {listed(found)}?" if found else ""


def shorten(text: str, limit: int = 60) -> str:
    """Return `text` fit to be quoted in a message: one line, not endless."""
    text = clean(text.replace("\n", " ").replace("\t", " "))
    return text if len(text) <= limit else text[: limit - 3] + "..."


def plural(number: int, noun: str, nouns: str = "") -> str:
    """Return the number with its noun: 1 call, 2 calls."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """Return words as a list in a sentence: a, b or c."""
    return f" {last} ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def cut(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, ended with a dotted sign between words where it is longer."""
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        shorter = text.rpartition(" ")[0]
        text = shorter if shorter and cells(text.split(" ", 1)[0]) < width else text[:-1]
    return text.rstrip(" ,;:.") + "…"


def ordinal(number: int) -> str:
    """Return the number as an English ordinal: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def clean(text: str) -> str:
    r"""Return `text` with every control character spelled out, such as \x1b; tab and newline stay."""
    return text if text.isascii() and text.isprintable() else CONTROL.sub(_spell_out, text)


def _spell_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 32 else f"\\u{code:04x}"  # JSON has none of the former as they are
