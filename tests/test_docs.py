"""What the documentation promises of the format, of the record's day and of its own size."""

import re

from console import ROOT
from program import run

import diplocalls
from diplocalls.answer.formats import FORMATS
from diplocalls.command.options import FILTER
from diplocalls.record import fields
from diplocalls.record.filter import Filter


def field_table() -> str:
    """Return the tables of keys that data/README.md shows."""
    blocks = (fields.RECORD, fields.COVERS, fields.PERSON, fields.TOPIC, fields.EVENT)
    lines = []
    for block in (*blocks, fields.SOURCE, fields.CALL, fields.NOTE, fields.DISPUTE, fields.ACCOUNT):
        name = block.called.strip("'")
        lines += [
            "",
            f"**{name[0].upper()}{name[1:]}**",
            "",
            "| key | what it holds | example |",
            "| --- | --- | --- |",
        ]
        for key, field in block.fields.items():
            needed = " (needed)" if field.required else ""
            lines.append(f"| `{key}`{needed} | {field.description} | `{field.example}` |")
    return "\n".join(lines) + "\n"


def test_the_field_table_is_the_format() -> None:
    """data/README.md shows the table of the format as it is."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- fields -->\n(.*)\n<!-- end of fields -->", text, re.DOTALL)

    assert found
    assert found[1] == field_table()


def test_the_citation_is_of_this_edition() -> None:
    """CITATION.cff has the day of the record and the version of the program."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert f"date-released: {diplocalls.load().updated}\n" in text
    assert f"version: {diplocalls.__version__}\n" in text


def test_the_readme_names_what_there_is() -> None:
    """Every filter and every format stands in the README, and a filter's option has the name of its field."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert FILTER.keys() == Filter.__annotations__.keys()
    options = [each.__metadata__[0] for each in FILTER.values()]
    filters = [next(name for name in (option.default, *option.param_decls) if len(name) > 2) for option in options]

    assert [name for name in filters if f"`{name}`" not in text] == []
    assert [name for name in FORMATS if f"`{name}`" not in text] == []


def test_the_guides_are_short() -> None:
    """A reader gets through the README, and through CONTRIBUTING."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 260
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_the_picture_is_what_the_program_draws() -> None:
    """data/timeline.svg, which the README shows, is the picture of the record on the day that it was updated."""
    day = str(diplocalls.load().updated)
    drawn = run("timeline", "--as-of", day, "--format", "svg", "-q").out

    assert drawn == (ROOT / "data" / "timeline.svg").read_text(encoding="utf-8")
