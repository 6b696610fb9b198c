"""A table as an .xlsx workbook, its basis on a second sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import IO, TYPE_CHECKING

from ..record.problem import QuestionError
from .formats import spelled
from .table import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

MOST_ROWS, MOST_SIGNS = 2**20, 32_767  # of a sheet, its heading among them; of a cell, in UTF-16
NARROWEST, WIDEST = 6, 60
_FIRST = date(1900, 3, 1)  # before it, programs do not agree which number a day is


def xlsx(table: Table, stream: IO[bytes]) -> None:
    """Write a workbook: dates are dates, numbers numbers, every text a text. Raises QuestionError beyond its limits."""
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise QuestionError("xlsx needs XlsxWriter; pip install 'diplocalls[xlsx]' installs it") from error
    if len(table.rows) >= MOST_ROWS:
        most = f"a sheet holds {MOST_ROWS - 1} below its heading"
        raise QuestionError(f"{len(table.rows)} rows are too many for xlsx, where {most}; csv has no limit")
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    look = {"valign": "top", "text_wrap": True}
    head, plain = book.add_format({**look, "bold": True}), book.add_format(look)
    day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
    sheet = book.add_worksheet(table.name.capitalize()[:31])
    _fill(sheet, [table.columns, *table.rows], head, plain, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)
    record = table.question and table.question.record
    about: list[tuple[Cell, ...]] = [("about", "")]
    if table.question and record:
        about += [("title", record.title), ("licence", record.licence), ("updated", record.updated)]
        book.set_properties(
            {"title": (record.title or "")[:255], "created": datetime.combine(table.question.today, time())}
        )
    _fill(book.add_worksheet("Basis"), [*about, *(("basis", said) for said in table.sentences())], head, plain, day)
    book.close()
    stream.write(buffer.getvalue())


def _fill(sheet: Worksheet, rows: Sequence[tuple[Cell, ...]], head: Format, plain: Format, day: Format) -> None:
    """Write rows, the first of them as the heading, and make the columns as wide as what they hold."""
    widths = [NARROWEST] * len(rows[0])
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(at, column, cell, plain)
            elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST:
                sheet.write_datetime(at, column, cell, day)
            elif text := spelled(cell, "; "):
                if len(text.encode("utf-16-le")) > 2 * MOST_SIGNS:
                    raise QuestionError(f"'{rows[0][column]}' of {row[0]} is too long for a cell of xlsx; write csv")
                sheet.write_string(at, column, text, plain if at else head)
            longest = max(map(len, spelled(cell).splitlines()), default=0) + (4 if not at else 2)
            widths[column] = max(widths[column], min(longest, WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
