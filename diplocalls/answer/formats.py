"""The formats of an answer: each with its endings, and a function of a table and a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import IO, Any, NamedTuple

from . import Later
from .table import Cell, Table


def csv(table: Table, stream: IO[str]) -> None:
    """Write RFC 4180 quoting with LF line ends; the text of a cell is exact."""
    import csv

    plain = csv.writer(stream, lineterminator="\n")
    quoted = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(table.columns)
    for row in table.rows:
        cells = [spelled(cell) for cell in row]
        # before Python 3.13 the writer leaves a lone carriage return bare, which readers take for a line end
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)


def tsv(table: Table, stream: IO[str]) -> None:
    r"""Write one row a line; tab, line ends and backslash in a text are \t, \n, \r and \\."""
    stream.write("\t".join(table.columns) + "\n")
    for row in table.rows:
        stream.write("\t".join([_one_line(spelled(cell)) for cell in row]) + "\n")


def json(table: Table, stream: IO[str]) -> None:
    """Write {"meta": ..., "calls": [...]}, indented; the last key is the table's name."""
    meta = {**table.question.meta(), "remarks": list(table.remarks)} if table.question else {}
    head = {"meta": meta, **table.extra}
    stream.write("{\n")
    for key, value in head.items():
        stream.write(f"  {_dumps(key)}: {_indented(value)},\n")
    stream.write(f"  {_dumps(table.name)}: [")
    separator = "\n    "
    for item in table.items():
        stream.write(separator + _indented(item, "    "))
        separator = ",\n    "
    stream.write("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def jsonl(table: Table, stream: IO[str]) -> None:
    """Write one object a line, without the basis."""
    for item in table.items():
        stream.write(_dumps(item) + "\n")


def markdown(table: Table, stream: IO[str]) -> None:
    """Write a table of GitHub's Markdown, and the basis below it."""
    from . import parts

    columns = [parts.Column(name) for name in table.columns]
    rows = [tuple([parts.line(spelled(cell, ", ")) for cell in row]) for row in table.rows]
    parts.markdown([parts.Grid(columns, rows), parts.Caption(table.sentences())], stream)


def spelled(cell: Cell, comma: str = ";") -> str:
    """Return a cell as text: ISO dates, several values joined by `comma`, nothing for None."""
    if cell is None:
        return ""
    if type(cell) is str:
        return cell
    if type(cell) is tuple:
        return comma.join(cell)
    return _plain(cell)


def _one_line(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    return str(value)


def _dumps(value: Any, indent: int | None = None) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, default=_plain, indent=indent)


def _indented(value: Any, margin: str = "  ") -> str:
    return _dumps(value, 2).replace("\n", "\n" + margin)


class Format(NamedTuple):
    """How a table is written, and which endings of a file ask for it.

    `write` is None for `text`, which is a page; `page` writes one where there is no table. `basis` says that the
    basis of the answer is in it; else it is told beside. `only` names the table that alone can be written so.
    """

    write: Callable[[Table, IO[Any]], None] | None
    endings: tuple[str, ...]
    binary: bool = False
    only: str = ""
    basis: bool = False
    page: Callable[[Iterable[Any], IO[str]], None] | None = None


citation, picture, spreadsheet = Later("answer.citation"), Later("answer.picture"), Later("answer.spreadsheet")

FORMATS: dict[str, Format] = {
    "text": Format(None, (".txt",), basis=True),
    "tsv": Format(tsv, (".tsv",)),
    "csv": Format(csv, (".csv",)),
    "json": Format(json, (".json",), basis=True),
    "jsonl": Format(jsonl, (".jsonl", ".ndjson")),
    "md": Format(markdown, (".md",), basis=True, page=Later("answer.parts").markdown),
    "xlsx": Format(spreadsheet.xlsx, (".xlsx",), binary=True, basis=True),
    "svg": Format(picture.svg, (".svg",), only="timeline", basis=True),
    "html": Format(picture.html, (".html",), only="timeline", basis=True),
    "bibtex": Format(citation.bibtex, (".bib",), only="sources"),
    "ris": Format(citation.ris, (".ris",), only="sources"),
    "csl-json": Format(citation.csl_json, (), only="sources"),
}
