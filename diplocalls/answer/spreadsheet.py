"""A table as an .xlsx workbook, its basis on a second sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, TextIO

from ..record.problem import QuestionError
from .formats import spelled
from .table import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

WIDEST = 420  # of a column, in pixels
_FIRST = date(1900, 3, 1)  # before it, programs do not agree which number a day is
_OPTIONS = {
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "default_format_properties": {"valign": "top", "text_wrap": True},
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def xlsx(table: Table, stream: TextIO) -> None:
    """Write a workbook: dates are dates, numbers numbers, every text a text. Raises QuestionError beyond its limits."""
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise QuestionError("xlsx needs XlsxWriter; pip install 'diplocalls[xlsx]' installs it") from error
    buffer = BytesIO()
    book = Workbook(buffer, _OPTIONS)
    head = book.add_format({"bold": True})
    sheet = book.add_worksheet(table.name.capitalize())
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    _fill(sheet, [table.columns, *table.rows], head)
    about: list[tuple[Cell, ...]] = [("about", "")]
    if table.question:
        record = table.question.record
        about += [("title", record.title), ("licence", record.licence), ("updated", record.updated)]
        book.set_properties({"created": datetime.combine(table.question.today, time())})
    _fill(book.add_worksheet("Basis"), [*about, *(("basis", said) for said in table.sentences())], head)
    book.close()
    stream.buffer.write(buffer.getvalue())


def _fill(sheet: Worksheet, rows: Sequence[tuple[Cell, ...]], head: Format) -> None:
    """Write rows, the first of them as the heading, and make the columns as wide as what they hold."""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            exact = isinstance(cell, int | float) or (type(cell) is date and cell >= _FIRST)
            if sheet.write(at, column, cell if exact else spelled(cell, "; "), None if at else head):
                raise QuestionError(f"'{rows[0][column]}' of {row[0]} does not fit into xlsx; write csv")
    sheet.autofit(WIDEST)
