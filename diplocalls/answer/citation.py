"""Sources as citations: BibTeX, RIS and CSL-JSON, for reference managers and typesetters."""

from __future__ import annotations

from collections.abc import Iterator
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
    for source, facts in _sources(table):
        fields = {name: f"{{{_tex(name, text)}}}" for name, text in facts.items() if text}
        if day := source.date:
            fields |= {"date": f"{{{day}}}", "year": f"{{{day.year:04}}}", "month": MONTHS[day.month - 1][:3].lower()}
        lines = [f"  {name} = {value},\n" for name, value in fields.items()]
        stream.write(f"@misc{{{source.id},\n{''.join(lines)}}}\n\n")


def ris(table: Table, stream: TextIO) -> None:
    """Write a record a source, of the type ELEC: a page of the web."""
    for source, facts in _sources(table):
        fields = [("TY", "ELEC"), ("ID", source.id), *zip(("TI", "PB", "UR", "LA", "N1"), facts.values(), strict=True)]
        if day := source.date:
            fields += [("PY", f"{day.year:04}"), ("DA", day.isoformat().replace("-", "/"))]
        stream.write("".join(f"{tag}  - {_line(value)}\n" for tag, value in fields if value) + "ER  - \n\n")


def csl_json(table: Table, stream: TextIO) -> None:
    """Write an array of items of the type `webpage`; texts are exact."""
    from json import dumps

    items = []
    for source, facts in _sources(table):
        texts = {"URL" if name == "url" else name: text for name, text in facts.items() if text}
        day = source.date
        dated = {"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {}
        items.append({"id": source.id, "type": "webpage", **texts, **dated})
    stream.write(dumps(items, ensure_ascii=False, indent=2) + "\n")


def remarks(source: Source) -> list[str]:
    """Return what a reader must know of a source: whose account it carries, how it was read, what the record notes."""
    how = _READ.get(source.read or "", "")
    if source.via:
        how = f"{how or 'read'} {'by' if source.read == 'cited' else 'at'} {source.via}"
    side = f"{source.side} account" if source.side else ""
    return list(filter(None, (side, how, (source.note or "").rstrip("."))))


def _sources(table: Table) -> Iterator[tuple[Source, dict[str, str]]]:
    """Yield the sources that the rows of a table of sources are about, and what is said of each besides its day.

    A source without a title in the record has in its place what it is, in brackets, as styles ask for it.
    """
    assert table.question
    for source in map(table.question.record.sources.__getitem__, table.column("id")):
        said = [*remarks(source), *["without a title in the record"] * (not source.title)]
        facts = {"title": source.title or f"[{source.short}]", "publisher": source.publisher}
        facts |= {"url": source.url or "", "language": source.language or "", "note": "; ".join(said)}
        yield source, facts


def _line(text: str) -> str:
    return clean(" ".join(text.split()))


def _tex(name: str, text: str) -> str:
    """Return the text of a field as TeX reads it."""
    if name == "url":  # the braces and backslashes as a browser would send them: TeX's \url could not end else
        return text.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
    escaped = "".join(_TEX.get(sign, sign) for sign in _line(text))
    return f"{{{escaped}}}" if name == "title" else escaped
