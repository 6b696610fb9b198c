"""A table as CSV, TSV, JSON, JSON Lines or Markdown, to a given stream."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TextIO, TypeAlias

from .table import Cell, Table

Format: TypeAlias = Callable[[Table, TextIO], None]

ENDINGS = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "md"}


def csv(table: Table, stream: TextIO) -> None:
    """Write RFC 4180 quoting with LF line ends; the text of a cell is exact."""
    import csv

    plain = csv.writer(stream, lineterminator="\n")
    quoted = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)
    plain.writerow(table.columns)
    for row in table.rows:
        cells = [spelled(cell) for cell in row]
        # before Python 3.13 the writer leaves a lone carriage return bare, which readers take for a line end
        (quoted if any("\r" in cell for cell in cells) else plain).writerow(cells)


def excel(table: Table, stream: TextIO) -> None:
    """Write CSV for spreadsheets: BOM, CRLF, and a ' before a text that would be a formula."""
    import csv

    stream.write("\ufeff")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(map(_harmless, row) for row in table.rows)


def tsv(table: Table, stream: TextIO) -> None:
    r"""Write one row a line; tab, line ends and backslash in a text are \t, \n, \r and \\."""
    stream.write("\t".join(table.columns) + "\n")
    for row in table.rows:
        stream.write("\t".join([_one_line(spelled(cell)) for cell in row]) + "\n")


def json(table: Table, stream: TextIO) -> None:
    """Write {"meta": ..., "calls": [...]}, indented; the second key is the table's name."""
    head = {"meta": table.basis.meta() if table.basis else {}, **table.extra}
    stream.write("{\n")
    for key, value in head.items():
        stream.write(f"  {_dumps(key)}: {_indented(value)},\n")
    stream.write(f"  {_dumps(table.name)}: [")
    separator = "\n    "
    for item in table.items():
        stream.write(separator + _indented(item, "    "))
        separator = ",\n    "
    stream.write("]\n}\n" if separator == "\n    " else "\n  ]\n}\n")


def jsonl(table: Table, stream: TextIO) -> None:
    """Write one object a line."""
    for item in table.items():
        stream.write(_dumps(item) + "\n")


def markdown(table: Table, stream: TextIO) -> None:
    """Write a table of GitHub's Markdown, and the basis below it."""
    stream.write("| " + " | ".join(table.columns) + " |\n")
    stream.write("|" + " --- |" * len(table.columns) + "\n")
    for row in table.rows:
        stream.write("| " + " | ".join(_escaped(spelled(cell)) for cell in row) + " |\n")
    said = [*table.remarks, *(table.basis.sentences() if table.basis else ())]
    if said:
        stream.write("\n" + "  \n".join(_escaped(sentence) for sentence in said) + "\n")


def spelled(cell: Cell) -> str:
    """Return a cell as text: ISO dates, several values joined by `;`, nothing for None."""
    if cell is None:
        return ""
    if type(cell) is str:
        return cell
    if type(cell) is tuple:
        return ";".join(cell)
    return cell.isoformat(timespec="minutes") if isinstance(cell, datetime) else str(cell)


def _harmless(cell: Cell) -> str:
    text = spelled(cell)
    return (
        "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not isinstance(cell, int | float) else text
    )


def _one_line(text: str) -> str:
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text


def _escaped(text: str) -> str:
    for sign in "\\|`*_[]<>":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "<br>")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return str(value)


def _dumps(value: Any, indent: int | None = None) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, default=_plain, indent=indent)


def _indented(value: Any, margin: str = "  ") -> str:
    return _dumps(value, 2).replace("\n", "\n" + margin)


FORMATS: dict[str, Format] = {"csv": csv, "tsv": tsv, "json": json, "jsonl": jsonl, "md": markdown}
