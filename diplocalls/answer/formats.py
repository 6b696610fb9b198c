"""The formats of an answer: each with its endings, and a function of a table and a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NamedTuple, TextIO

from ..record.problem import QuestionError
from . import Later
from .table import Table, spelled

citation, parts, picture = map(Later, ("answer.citation", "answer.parts", "answer.picture"))

_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})  # in TSV
_WIDEST = 420  # of a column, in pixels
_MOST_SIGNS = 32_767  # of a cell, in UTF-16, where XlsxWriter counts letters
_FIRST_DAY = date(1900, 3, 1)  # before it, programs do not agree which number a day is
_WORKBOOK = {
    "in_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "default_format_properties": {"valign": "top", "text_wrap": True},
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def csv(table: Table, stream: TextIO) -> None:
    """Write RFC 4180 quoting with LF line ends; the text of a cell is exact."""
    import csv

    plain = csv.writer(stream, lineterminator="\n")
    quoted = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in table.lines():
        cells = list(map(spelled, row))
        # before Python 3.13 the writer leaves a lone carriage return bare, which readers take for a line end
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)


def tsv(table: Table, stream: TextIO) -> None:
    r"""Write one row a line; tab, line ends and backslash in a text are \t, \n, \r and \\."""
    for row in table.lines():
        stream.write("\t".join([spelled(cell).translate(_ESCAPED) for cell in row]) + "\n")


def json(table: Table, stream: TextIO) -> None:
    """Write {"meta": ..., "calls": [...]}, indented; the last key is the table's name."""
    meta = {**table.question.meta(), "remarks": list(table.remarks)} if table.question else {}
    answer = {"meta": meta, **{name: _plain(value) for name, value in table.extra.items()}}
    stream.write(_dumps({**answer, table.name: list(_objects(table))}, indent=2) + "\n")


def jsonl(table: Table, stream: TextIO) -> None:
    """Write one object a line, without the basis."""
    for item in _objects(table):
        stream.write(_dumps(item) + "\n")


def markdown(table: Table, stream: TextIO) -> None:
    """Write a page, or a table of GitHub's Markdown and the basis below it."""
    if table.default == "text":
        parts.markdown(table.page(table, 80), stream)
        return
    names, *rows = table.lines()
    cells = [[parts.line(spelled(cell, ", ")) for cell in row] for row in rows]
    parts.markdown([parts.Grid(names, cells), *parts.basis(table.sentences())], stream)


def xlsx(table: Table, stream: TextIO) -> None:
    """Write a workbook: dates are dates, numbers numbers, every text a text. Raises QuestionError beyond its limits."""
    try:
        from xlsxwriter import Workbook  # type: ignore[import-untyped]
    except ImportError as error:
        raise QuestionError("xlsx needs XlsxWriter; pip install 'diplocalls[xlsx]' installs it") from error
    buffer = BytesIO()
    book = Workbook(buffer, _WORKBOOK)
    head = book.add_format({"bold": True})
    sheet = book.add_worksheet(table.name.capitalize())
    sheet.freeze_panes(1, 0)
    lines = list(table.lines())
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(lines[0]) - 1)
    _fill(sheet, lines, head)
    about: list[tuple[Any, ...]] = [("about", "")]
    if table.question:
        record = table.question.record
        about += [("title", record.title), ("licence", record.licence), ("updated", record.updated)]
        book.set_properties({"created": datetime.combine(table.question.today, time())})
    _fill(book.add_worksheet("Basis"), [*about, *(("basis", said) for said in table.sentences())], head)
    book.close()
    stream.buffer.write(buffer.getvalue())


def _fill(sheet: Any, rows: Sequence[tuple[Any, ...]], head: Any) -> None:
    """Write rows, the first of them as the heading, and make the columns as wide as what they hold."""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            exact = isinstance(cell, int | float) or (type(cell) is date and cell >= _FIRST_DAY)
            value = cell if exact else spelled(cell, "; ")
            too_long = len(str(value).encode("utf-16-le")) > 2 * _MOST_SIGNS
            if too_long or sheet.write(at, column, value, None if at else head):
                raise QuestionError(f"'{rows[0][column]}' of {row[0]} does not fit into xlsx; write csv")
    sheet.autofit(_WIDEST)


def _objects(table: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows as JSON has them: with all of the columns."""
    return (dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: named tuples are objects, an empty mapping is null."""
    if isinstance(value, tuple | list):
        return _plain(value._asdict()) if hasattr(value, "_asdict") else list(map(_plain, value))
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()} or None
    return value


def _dumps(value: object, indent: int | None = None) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, default=spelled, indent=indent)


class Format(NamedTuple):
    """How a table is written, and which endings of a file ask for it.

    `write` is None for `text`, which is drawn. `basis` says that the basis of the answer is in it; else it is told
    beside. `only` names the table that alone can be written so.
    """

    write: Callable[[Table, TextIO], None] | None
    endings: tuple[str, ...]
    binary: bool = False
    only: str = ""
    basis: bool = False


FORMATS: dict[str, Format] = {
    "text": Format(None, (".txt",), basis=True),
    "tsv": Format(tsv, (".tsv",)),
    "csv": Format(csv, (".csv",)),
    "json": Format(json, (".json",), basis=True),
    "jsonl": Format(jsonl, (".jsonl", ".ndjson")),
    "md": Format(markdown, (".md",), basis=True),
    "xlsx": Format(xlsx, (".xlsx",), binary=True, basis=True),
    "svg": Format(picture.svg, (".svg",), only="timeline", basis=True),
    "html": Format(picture.html, (".html",), only="timeline", basis=True),
    "bibtex": Format(citation.bibtex, (".bib",), only="sources"),
    "ris": Format(citation.ris, (".ris",), only="sources"),
    "csl-json": Format(citation.csl_json, (), only="sources"),
}
