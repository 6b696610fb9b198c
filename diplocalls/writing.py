"""A new entry, or a whole starter record, for a person to fill in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date


def entry(day: date, *, topics: Sequence[str], people: Sequence[str], minutes: int | None, indent: str = "  ") -> str:
    """Return a sound, commented entry to paste under `calls:`; what is not known yet is commented out."""
    lines = [
        f"- date: {day}              # the day by the clock of the first who speaks",
        "  # date_in: {Moscow: 2025-08-19}  # the day in a capital where it was another",
        "  # status: reported            # confirmed if left out; or reported, claimed, denied",
        "  # start: 2025-08-18T18:00-04:00  # with the offset, and only where a source gives it",
        f"  minutes: {minutes}"
        if minutes
        else "  # minutes: 40                 # the best figure; others go under disputed",
        "  # placed_by: trump            # who called, where known",
        f"  between: [{', '.join(people)}]"
        if people
        else "  # between: [trump, putin]     # who speaks, unless the record's head says so",
        "  # occasion: What gave rise to the call",
        f"  topics: [{', '.join(topics)}]",
        "  # summary: One sentence of at most 160 characters that says what the call was.",
        "  notes:",
    ]
    for topic in topics:
        lines += [
            f"    - topic: {topic}",
            "      # by: Who says so",
            "      text: What was said, in your own words.",
            "      # sources: [agency-2025-08-18]  # ids from the block 'sources'",
        ]
    lines += [
        "  # outcome:",
        "  #   - {text: What was agreed or announced., by: Who says so, sources: [agency-2025-08-18]}",
        "  # not_discussed:",
        "  #   - {text: What was left out., by: Who says so, sources: [agency-2025-08-18]}",
        "  # disputed:",
        "  #   - about: length",
        "  #     accounts:",
        "  #       - {by: One side, says: about 40 minutes, sources: [agency-2025-08-18]}",
        "  #       - {by: The other, says: nearly an hour, sources: [paper-2025-08-19]}",
        "  # sources: [agency-2025-08-18]  # for the entry as a whole",
    ]
    return "".join(f"{indent}{line}\n" for line in lines)


def indent_of(text: str) -> str:
    """Return the indentation of the entries in the text of a record; two blanks where it has none."""
    found = re.search(r"^calls:.*\n(?:[ \t]*(?:#.*)?\n)*( *)- ", text, re.MULTILINE)
    return found[1] if found else "  "


def record(day: date, *, topics: Sequence[str], people: Sequence[str], minutes: int | None) -> str:
    """Return a sound starter record with one entry."""
    who = people or ("trump", "putin")
    lines = [
        "title: Telephone calls between A and B",
        f"updated: {day}           # the day of the last edit; answers name it",
        "# licence: CC-BY-4.0",
        "covers:                       # what the record claims to hold",
        f"  from: {day}",
        f"  to: {day}              # complete up to here",
        "  # partly_to: 2026-12-31       # beyond 'to', calls may be missing",
        "  # rule: What counts as a call in this record.",
        f"between: [{', '.join(who)}]       # who speaks, unless an entry says otherwise",
        "people:",
        *(f"  {person}: {{name: {person.capitalize()}}}  # office, capital, zone: Europe/Moscow" for person in who),
        "topics:                       # with this block the list is closed; without it, any topic goes",
        *(f"  {topic}: {{label: {topic.capitalize()}}}  # parent, aliases: [other spellings]" for topic in topics),
        "# sources:",
        "#   agency-2025-08-18:",
        "#     publisher: Agency",
        "#     title: Title of the page",
        "#     date: 2025-08-18",
        "#     url: https://example.org/page",
        "#     side: independent         # whose account it carries",
        "calls:",
    ]
    return "\n".join(lines) + "\n" + entry(day, topics=topics, people=(), minutes=minutes)
