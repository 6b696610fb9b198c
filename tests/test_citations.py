"""Citations are read back by a reader of BibTeX, and keep to the rules of CSL-JSON, whatever a source is called."""

import json
import re

import pytest
from bibtexparser.entrypoint import parse_string
from jsonschema import Draft202012Validator
from program import call, cases, quoted, run

import diplocalls

ODD = {
    "TeX's own": r"100% of R&D #1: a_b costs $5 ~ ^ \ or \textbf{not}",
    "braces": "{one} } two { three {{four}}",
    "BibTeX's own": 'a "title" = {x}, @misc{b, # c}',
    "letters": "Città, Київ, Путин, ÉNERGIE 电话",
    "lines": "one\n  two\tthree",
}

PRINTED = re.compile(r"\\(text[a-z]+)\{\}|\\([%&#_$])|[{}]|([\\%&#_$~^])")
SIGNS = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}"}
SIGNS |= {"textasciitilde": "~", "textasciicircum": "^"}

# What CSL's schema of input data (csl-data.json) says of the variables that are written here, in our own words.
TEXT = {"type": "string", "minLength": 1}
ITEM = {
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        "type": {"enum": ["webpage"]},
        **dict.fromkeys(("id", "title", "publisher", "URL", "language", "note"), TEXT),
        "issued": {
            "type": "object",
            "required": ["date-parts"],
            "additionalProperties": False,
            "properties": {
                "date-parts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 2,
                    "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
                }
            },
        },
    },
}


def read_back(text: str) -> dict[str, dict[str, str]]:
    """Return what a reader finds in BibTeX: the fields of each entry, by its key, with the signs that TeX prints."""
    library = parse_string(text)
    assert library.failed_blocks == []
    return {
        entry.key: {
            field.key: field.value if field.key == "url" else PRINTED.sub(_printed, field.value)
            for field in entry.fields
        }
        for entry in library.entries
    }


def _printed(found: re.Match[str]) -> str:
    assert not found[3], f"TeX would take {found[3]} for its own in {found.string}"
    return SIGNS.get(found[1] or "", found[2] or "")  # a brace that is no sign groups, and prints nothing


def test_bibtex_holds_every_source_as_it_is() -> None:
    """Of each source that is cited: title, publisher, day and address, letter by letter."""
    record = diplocalls.load()
    cited = {name: record.sources[name] for each in record.calls if each.counts for name in each.cited()}
    found = read_back(run("sources", "--format", "bibtex", "-q").out)

    assert {name: (each["publisher"], each["url"]) for name, each in found.items() if "url" in each} == {
        name: (source.publisher, source.url) for name, source in cited.items() if source.url
    }
    assert {name: each["title"] for name, each in found.items()} == {
        name: source.title or f"[{source.short}]" for name, source in cited.items()
    }
    assert {name: (each["date"], each["year"], each["month"]) for name, each in found.items() if "date" in each} == {
        name: (f"{source.date}", f"{source.date:%Y}", f"{source.date:%b}".lower())
        for name, source in cited.items()
        if source.date
    }


@pytest.mark.parametrize("text", cases({name: (text,) for name, text in ODD.items()}))
def test_a_source_of_any_name_comes_back(text: str) -> None:
    """No sign of a title, a publisher or a note is taken for TeX's, BibTeX's or JSON's own."""
    source = f"s: {{publisher: {quoted(text)}, title: {quoted(text)}, note: {quoted(text)}, url: 'https://a.example/'}}"
    data = f"sources: {{{source}}}\n".encode() + call(sources="[s]")
    bibtex, csl = (run("sources", "--data", "-", "--format", each, stdin=data) for each in ("bibtex", "csl-json"))
    line = " ".join(text.split())

    assert (bibtex.status, csl.status) == (0, 0)
    assert read_back(bibtex.out) == {
        "s": {"title": line, "publisher": line, "url": "https://a.example/", "note": line.rstrip(".")}
    }
    [item] = json.loads(csl.out)
    assert (item["title"], item["publisher"], item["note"]) == (text, text, text)


@pytest.mark.parametrize("words", [(), ("--status", "all"), ("latest",)])
def test_csl_json_keeps_to_its_rules(words: tuple[str, ...]) -> None:
    """No variable that a citation processor would not know, and each of its type."""
    items = json.loads(run("sources", *words, "--format", "csl-json", "-q").out)
    validator = Draft202012Validator({"type": "array", "minItems": 1, "items": ITEM})

    assert [error.message for error in validator.iter_errors(items)] == []
    assert len({item["id"] for item in items}) == len(items)
