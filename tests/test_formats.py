"""Workbooks and citations are read back by other programs' readers."""

import json
from pathlib import Path

import openpyxl
import rispy
from program import call, run

import diplocalls


def test_a_workbook_holds_dates_numbers_and_texts(tmp_path: Path) -> None:
    """Dates are dates, minutes numbers, no text is a formula; the heading stays, and the basis has its sheet."""
    answer = run("list", "--data", "-", "-o", "a.xlsx", stdin=call(summary="'=1+1'", minutes=40), cwd=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    row = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))

    assert answer.status == 0
    assert (row["date"].is_date, row["date"].value.date().isoformat()) == (True, "2025-03-18")
    assert (row["minutes"].value, row["minutes"].data_type) == (40, "n")
    assert (row["summary"].value, row["summary"].data_type) == ("=1+1", "s")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:H2")
    assert any(cell.value == "1 confirmed call" for cell in book["Basis"]["B"])


def test_citations_hold_every_source() -> None:
    """RIS and CSL-JSON have an entry for each source, with publisher, day and address; BibTeX one for each too."""
    known = {name for each in diplocalls.load().calls if each.counts for name in each.cited()}
    ris = rispy.loads(run("sources", "--format", "ris", "-q").out)
    csl = json.loads(run("sources", "--format", "csl-json", "-q").out)
    bibtex = run("sources", "--format", "bibtex", "-q").out

    assert {each["id"] for each in csl} == {each["id"] for each in ris} == known
    assert all(each["title"] and each["publisher"] for each in (*csl, *ris))
    assert {line[6:-1] for line in bibtex.splitlines() if line.startswith("@misc{")} == known
    [one] = json.loads(run("sources", "tass-2025-12-16", "--format", "csl-json", "-q").out)
    assert one["issued"] == {"date-parts": [[2025, 12, 16]]}
    assert one["URL"] == "https://tass.com/politics/2059375"
