"""The picture of the calls: whole, well-formed and within its width, whatever the record holds."""

import io
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import TextIO
from xml.etree import ElementTree

import pytest
from program import full

from diplocalls.answer import parts, picture, table
from diplocalls.question import asking, figures
from diplocalls.record.loading import load
from diplocalls.record.reading import read
from diplocalls.record.record import Record

RECORDS = {
    "shipped": load(),
    "hostile": read(full("<b>&\"'\x1b[31m\u202e"), name="hostile"),
}
VOID = {"meta"}


def ask(record: Record) -> asking.Question:
    return asking.ask(record, {"status": ("confirmed", "reported", "claimed", "denied")}, today=date(2026, 11, 25))


def answer(record: Record) -> table.Table:
    question = ask(record)
    return table.of_gaps(figures.gaps(question.calls), question)


def written(write: Callable[[table.Table, TextIO], None], record: Record) -> str:
    stream = io.StringIO()
    write(answer(record), stream)
    return stream.getvalue()


class Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_files_are_well_formed_and_hold_every_call(record: Record) -> None:
    drawn, page = written(picture.svg, record), written(picture.html, record)
    ElementTree.fromstring(drawn)
    reader = Balanced()
    reader.feed(page)
    assert reader.open == []
    for text in (drawn, page):
        assert all(str(call.date) in text for call in ask(record).calls)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|<b>|<script", text)


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_lines_fit_the_width(record: Record) -> None:
    for width in range(40, 201):
        drawing, *_ = picture.text(answer(record), width)
        assert isinstance(drawing, parts.Drawing)
        for line, style in drawing.lines:
            assert len(line) <= width
            assert line == line.rstrip()
            assert style in ("strong", "", "dim")
