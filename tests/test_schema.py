"""The schema that editors use and the reader say the same of a record, as far as a schema can say it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from program import run

import diplocalls
from diplocalls.record import fields
from diplocalls.record.schema import schema as schema_of_the_format

HERE = Path(__file__).parent
SOUND = sorted(HERE.glob("records/sound/*.yaml"))
BROKEN = sorted(HERE.glob("records/broken/*.yaml"))
SHIPPED = HERE.parent / "data" / "calls.yaml"
WRITTEN = HERE.parent / "data" / "schema.json"
SCHEMA = schema_of_the_format()
DEFS = SCHEMA["$defs"]

# What only the reader finds. The schema takes these files, and a test holds it to that: a file that the
# schema learns to refuse has to leave this list.
BEYOND_A_SCHEMA = {
    "capitals": "the keys of `date_in` are values of `people`",
    "covers-backwards": "a schema cannot compare two values",
    "covers-partly-before-to": "a schema cannot compare two values",
    "declared-twice": "the tree that a schema sees keeps the last of two equal keys",
    "entries-twice": "a schema cannot compare parts of two entries",
    "keys-twice": "the tree that a schema sees keeps the last of two equal keys",
    "names-of-two-topics": "a schema cannot compare what stands under two keys",
    "not-in-the-calendar": "a pattern does not know leap years, and `format` is a hint that checkers may ignore",
    "parents": "a schema cannot follow ids",
    "placed-by-another": "a schema cannot look for one value in another",
    "tag": "tags are gone in the tree that a schema sees",
    "tag-of-a-program": "tags are gone in the tree that a schema sees",
    "undeclared": "the ids that are declared are keys of the record, unknown to the schema",
    "undeclared-without-blocks": "the ids that are declared are keys of the record, unknown to the schema",
}

# What never reaches a schema, because there is no tree of it, or none that JSON could hold.
WITHOUT_A_TREE = {
    "alias-of-itself",
    "alias-without-anchor",
    "control-character",
    "keys-that-are-no-words",
    "second-document",
    *(path.stem for path in BROKEN if path.stem.startswith("yaml-")),
}

REFUSED = [path for path in BROKEN if path.stem not in {*BEYOND_A_SCHEMA, *WITHOUT_A_TREE}]

PROPERTIES = {
    f"{where}.{name}": schema
    for where, part in (("record", SCHEMA), *DEFS.items())
    for name, schema in part.get("properties", {}).items()
}

# The tables of the format, and what stands for them in the schema.
TABLES = {
    "RECORD": SCHEMA,
    "CALL": DEFS["call"],
    "NOTE": DEFS["note"],
    "ACCOUNT": DEFS["account"],
    "DISPUTE": DEFS["dispute"],
    "PERSON": DEFS["person"],
    "TOPIC": DEFS["topic"],
    "EVENT": DEFS["event"],
    "SOURCE": DEFS["source"],
    "COVERS": DEFS["covers"],
}

# The plain values of YAML 1.2's core schema, which editors go by: no dates, no yes and no, no 1:30.
PLAIN: list[tuple[re.Pattern[str], Callable[[str], object]]] = [
    (re.compile(r"|~|null|Null|NULL"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda word: int(word, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda word: float(word.replace(".", ""))),
]


def tree(path: Path) -> Any:
    """Return what an editor sees in the file; raise YAMLError where it sees no tree."""
    with path.open("rb") as stream:
        node = yaml.compose(stream, Loader=yaml.SafeLoader)
    return None if node is None else value(node, {})


def value(node: Any, done: dict[int, Any]) -> Any:
    """Return a node's value; `done` holds those made before, by node, so that aliases stay cheap."""
    if id(node) in done:
        if done[id(node)] is Ellipsis:
            raise yaml.YAMLError("an alias contains itself")
        return done[id(node)]
    done[id(node)] = Ellipsis
    made: Any
    if isinstance(node, yaml.MappingNode):
        if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
            raise yaml.YAMLError("a key is no word")
        made = {key.value: value(item, done) for key, item in node.value}
    elif isinstance(node, yaml.SequenceNode):
        made = [value(item, done) for item in node.value]
    elif node.style:
        made = node.value
    else:
        made = next((make(node.value) for form, make in PLAIN if form.fullmatch(node.value)), node.value)
    done[id(node)] = made
    return made


def refusals(path: Path) -> list[str]:
    """Return what the schema says against the file, one line each."""
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(tree(path))]


def test_schema_is_a_schema() -> None:
    """It is valid by the rules of its own draft, and has no address that nobody serves."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)
    assert "$id" not in SCHEMA


def test_the_written_schema_is_that_of_the_format() -> None:
    """The file beside the record, which editors read, is what `schema` prints."""
    assert WRITTEN.read_text(encoding="utf-8") == run("schema").out
    assert json.loads(WRITTEN.read_text(encoding="utf-8")) == SCHEMA


@pytest.mark.parametrize("schema", PROPERTIES.values(), ids=PROPERTIES)
def test_every_property_helps_a_writer(schema: dict[str, Any]) -> None:
    """An editor shows the description and offers the examples, which therefore must be right."""
    assert schema["description"].endswith(".")
    assert schema["examples"]
    for example in schema["examples"]:
        Draft202012Validator({**schema, "$defs": DEFS}).validate(example)


@pytest.mark.parametrize("path", [*SOUND, SHIPPED], ids=lambda path: path.stem)
def test_both_take_a_sound_record(path: Path) -> None:
    """What the reader takes, an editor does not underline."""
    diplocalls.load(path)
    assert refusals(path) == []


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_both_refuse_a_broken_record(path: Path) -> None:
    """What the reader refuses, an editor underlines, wherever a schema can express it."""
    with pytest.raises(diplocalls.RecordError):
        diplocalls.load(path)
    assert refusals(path)


@pytest.mark.parametrize("stem", BEYOND_A_SCHEMA)
def test_some_faults_only_the_reader_finds(stem: str) -> None:
    """The schema takes what it cannot express: the list of reasons is complete and not too long."""
    path = HERE / "records" / "broken" / f"{stem}.yaml"
    with pytest.raises(diplocalls.RecordError):
        diplocalls.load(path)
    assert refusals(path) == []


@pytest.mark.parametrize("stem", sorted(WITHOUT_A_TREE))
def test_some_faults_leave_no_tree(stem: str) -> None:
    """An editor reports these as faults of YAML, before it asks the schema."""
    with pytest.raises(yaml.YAMLError):
        tree(HERE / "records" / "broken" / f"{stem}.yaml")


@pytest.mark.parametrize("table", TABLES)
def test_schema_has_the_keys_of_the_reader(table: str) -> None:
    """The schema and the format cannot drift apart, neither in the keys nor in which of them must be there."""
    schema, block = TABLES[table], getattr(fields, table)
    required = {key for key, field in block.fields.items() if field.required}
    if table == "CALL":  # a claimed or denied contact may have no topics
        required.remove("topics")
        assert schema["then"] == {"required": ["topics"]}
    assert list(schema["properties"]) == list(block.fields)
    assert set(schema.get("required", ())) == required
    assert schema["additionalProperties"] is False


def test_fixtures_are_what_their_names_say() -> None:
    """An editor or a checkout that changes line ends or drops the mark would leave them without a point."""
    assert (HERE / "records/sound/byte-order-mark.yaml").read_bytes().startswith(b"\xef\xbb\xbf")
    windows = (HERE / "records/sound/windows-lines.yaml").read_bytes()
    assert windows.count(b"\r\n") == windows.count(b"\n") > 0
    assert (HERE / "records/broken/yaml-tab.yaml").read_bytes().count(b"\n\t") == 1
