"""Sources as citations: BibTeX, RIS and CSL-JSON, for reference managers and typesetters."""

from __future__ import annotations

from typing import TextIO

from ..record.model import Source
from ..record.period import MONTHS
from ..record.text import clean
from .table import Table

# What TeX would take for its own. The braces by name: BibTeX counts those that are written out, backslash or not.
_TEX = {sign: "\\" + sign for sign in "%&#_$"}
_TEX |= {"\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
_TEX |= {"~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
_READ = {"copy": "read in a copy", "cited": "not seen, as cited", "page": "read at the source"}


def bibtex(table: Table, stream: TextIO) -> None:
    """Write an entry a source, of the type `misc`, which every style and reader knows.

    `date` is biblatex's, `year` and `month` are BibTeX's. A title stands in two pairs of braces: it keeps its capitals.
    """
    for source in _sources(table):
        fields = {"title": f"{{{_tex(_title(source))}}}", "publisher": _tex(source.publisher)}
        if source.date:
            fields |= {"date": source.date.isoformat(), "year": f"{source.date.year:04}"}
        # the braces and backslashes of an address as a browser would send them: TeX's \url could not end else
        url = (source.url or "").replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
        fields |= {"url": url, "language": _tex(source.language or ""), "note": _tex(_note(source))}
        stream.write(f"@misc{{{source.id},\n")
        for name, value in fields.items():
            if value:
                stream.write(f"  {name} = {{{value}}},\n")
            if name == "year" and source.date:
                stream.write(f"  month = {MONTHS[source.date.month - 1][:3].lower()},\n")
        stream.write("}\n\n")


def ris(table: Table, stream: TextIO) -> None:
    """Write a record a source, of the type ELEC: a page of the web."""
    for source in _sources(table):
        date = source.date
        fields = [("TY", "ELEC"), ("ID", source.id), ("TI", _title(source)), ("PB", source.publisher)]
        fields += [("PY", f"{date.year:04}"), ("DA", f"{date:%Y/%m/%d}".zfill(10))] if date else []
        fields += [("UR", source.url or ""), ("LA", source.language or ""), ("N1", _note(source))]
        stream.write("".join(f"{tag}  - {_line(value)}\n" for tag, value in fields if value) + "ER  - \n\n")


def csl_json(table: Table, stream: TextIO) -> None:
    """Write an array of items of the type `webpage`; texts are exact."""
    from json import dumps

    items = []
    for source in _sources(table):
        date = source.date
        item = {
            "id": source.id,
            "type": "webpage",
            "title": _title(source),
            "publisher": source.publisher,
            "issued": date and {"date-parts": [[date.year, date.month, date.day]]},
            "URL": source.url,
            "language": source.language,
            "note": _note(source),
        }
        items.append({name: value for name, value in item.items() if value})
    stream.write(dumps(items, ensure_ascii=False, indent=2) + "\n")


def remarks(source: Source) -> list[str]:
    """Return what a reader must know of a source: whose account it carries, how it was read, what the record notes."""
    how = _READ.get(source.read or "", "")
    if source.via:
        how = f"{how or 'read'} {'by' if source.read == 'cited' else 'at'} {source.via}"
    side = f"{source.side} account" if source.side else ""
    return list(filter(None, (side, how, (source.note or "").rstrip("."))))


def _sources(table: Table) -> list[Source]:
    """Return the sources that the rows of a table of sources are about."""
    assert table.question
    return [table.question.record.sources[name] for name in table.column("id")]


def _title(source: Source) -> str:
    """Return the title, or, where the record has none, what the source is, in brackets, as styles ask for it."""
    return source.title or f"[{source.short}]"


def _note(source: Source) -> str:
    return "; ".join([*remarks(source), *["without a title in the record"] * (not source.title)])


def _line(text: str) -> str:
    return clean(" ".join(text.split()))


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(text))
