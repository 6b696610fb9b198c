"""Whatever a record holds, the answer is right or the error is clear, within bounds of time and memory."""

import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from console import on_terminal
from program import GIB, call, cases, finish, full, quoted, run, several, shell

from diplocalls.answer.formats import FORMATS

SEQUENCES = "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ \x9b31m \x07\x00\x7f"
MARKUP = "[red]bold[/red] [link=https://evil.example]here[/link] :smile: [iran]"
BIDI = "\u202eturned\u202c \u2066kept apart\u2069"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

COMMANDS = (
    "list",
    "show first",
    "topics",
    "topics iran",
    "search iran",
    "sources",
    "sources first",
    "sources tass",
    "claim --on 2025-03-18 --nth 1 --from 2025-02",
    "count --by topic",
    "stats",
    "timeline",
    "export",
    "check",
)
OF_ALL = [name for name, form in FORMATS.items() if not (form.only or form.binary)]


def bomb() -> bytes:
    """Return 30 lists of ten aliases each: 10 to the power of 30 values."""
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 31))]
    return "\n".join(lines).encode()


def utf_16(end: str) -> bytes:
    """Return a record in UTF-16 of this byte order, without a mark."""
    return call().decode().encode(f"utf-16-{end}")


CANNOT = "\ndiplocalls: the record cannot be read: 1 fault\n"
EMPTY = "1:1: the record is empty; the smallest one is a 'calls:' list"
NOT_A_DAY = "is not a date; write one day as YYYY-MM-DD, such as 2025-06-14"
NUL = "the control character U+0000; save the file as UTF-8"
NOT_UTF_8 = "is not UTF-8; save the file as UTF-8"
DEEP = "not YAML: exceeded maximum nesting depth"
TAG = "has no meaning in a record; remove it"

REFUSED = {
    "alias bomb": (bomb, "7:25: aliases stand for more than 1,000,000 values"),
    "alias of itself": (lambda: call("&a [*a]"), "1:55: the alias '*a' contains itself"),
    "alias of itself in a key": (lambda: b"&a {*a : b}", "1:5: the alias '*a' contains itself"),
    "alias without anchor": (lambda: call("*a"), "1:51: the alias '*a' has no anchor '&a'"),
    "tag of a program": (
        lambda: call("!!python/object/apply:os.system [id]"),
        f"1:51: the tag 'tag:yaml.org,2002:python/object/apply:os.system' {TAG}",
    ),
    "tag": (lambda: b"calls: !mine []", f"1:8: the tag '!mine' {TAG}"),
    "merge key": (lambda: b"<<: {title: a}\ncalls: []", "1:1: a merge key '<<'; write the keys out"),
    "900 lists deep": (lambda: b"calls: " + b"[" * 900, "1:47: nested more than 40 deep"),
    "10,000 mappings deep": (lambda: b"{a: " * 10_000, "1:161: nested more than 40 deep"),
    "10,000 items deep": (lambda: b"- " * 10_000, "1:81: nested more than 40 deep"),
    "NUL byte": (lambda: call("a\0b"), f"1:52: {NUL}"),
    "control byte": (lambda: call("a\x01b"), "1:52: the control character U+0001; remove it"),
    "escape byte": (lambda: call("a\x1b[31mb"), "1:52: the control character U+001B; remove it"),
    "C1 character": (lambda: call("a\x9b31mb"), "1:52: the control character U+009B; remove it"),
    "Latin-1": (lambda: call("Mañana").decode().encode("latin-1"), f"1:53: the byte 0xf1 {NOT_UTF_8}"),
    "surrogate": (lambda: call("|").replace(b"|", b"\xed\xa0\x80"), f"1:51: the byte 0xed {NOT_UTF_8}"),
    "escaped surrogate": (lambda: call(r'"\ud800"'), "1:54: not YAML: found invalid Unicode character escape code"),
    "UTF-16 LE": (lambda: b"\xff\xfe" + utf_16("le"), f"1:1: the byte 0xff {NOT_UTF_8}"),
    "UTF-16 BE": (lambda: b"\xfe\xff" + utf_16("be"), f"1:1: the byte 0xfe {NOT_UTF_8}"),
    "UTF-16 LE without a mark": (lambda: utf_16("le"), f"1:2: {NUL}"),
    "UTF-16 BE without a mark": (lambda: utf_16("be"), f"1:1: {NUL}"),
    "nothing": (lambda: b"", EMPTY),
    "a mark and nothing": (lambda: b"\xef\xbb\xbf", EMPTY),
    "a second document": (lambda: b"calls: []\n---\n[}", "2:1: a second document; a record is one"),
    "a list as a key": (lambda: b"? [a]\n: b\ncalls: []", "1:3: a key is a word, not a list"),
    "a day after the calendar": (lambda: b"updated: 10000-01-01\ncalls: []", f"1:10: '10000-01-01' {NOT_A_DAY}"),
    "a day before the calendar": (
        lambda: b"updated: 0000-12-31\ncalls: []",
        "1:10: '0000-12-31' is not a date; write one day as YYYY-MM-DD, such as 2025-06-14",
    ),
    "sequences in a key": (lambda: b'"\\e[31m": a\ncalls: []', r"1:1: a record has no key '\x1b[31m'"),
    "sequences in a day": (lambda: b'updated: "\\e\\u202e"\ncalls: []', rf"1:10: '\x1b\u202e' {NOT_A_DAY}"),
}


LARGE = {
    "10,000 blocks deep": (
        lambda: b"".join(b" " * depth + b"a:\n" for depth in range(10_000)),
        "41:41: nested more than 40 deep",
    ),
    "a line of 100 MB": (lambda: b"x" * 10**8, "1:1: a record has keys, each with a value, not a text"),
    "larger than any record": (lambda: b"#" * (2**27 + 1), "1:1: larger than 128 MiB; split the record"),
}


def test_a_record_is_refused_with_its_place(tmp_path: Path) -> None:
    """The error is the whole of stderr, the status is 3, and neither time nor memory runs away."""
    places = {name: f"{place}.yaml" for place, name in enumerate(REFUSED)}
    for name, (make, _) in REFUSED.items():
        (tmp_path / places[name]).write_bytes(make())

    answer = finish(several([f"list --data {place}" for place in places.values()]), cwd=tmp_path)

    errors = dict(zip(REFUSED, answer.err.split("\f")[:-1], strict=True))
    assert errors == {name: f"{places[name]}:{said}{CANNOT}" for name, (_, said) in REFUSED.items()}
    assert answer.out == "\f" * len(REFUSED) + " ".join("3" * len(REFUSED)) + "\n"


@pytest.mark.parametrize(("make", "said"), cases(LARGE))
def test_a_large_record_is_refused_with_its_place(make: Callable[[], bytes], said: str, tmp_path: Path) -> None:
    """So is what is too much to be read, at once."""
    (tmp_path / "my.yaml").write_bytes(make())
    assert run("list", "--data", "my.yaml", cwd=tmp_path) == (3, "", f"my.yaml:{said}{CANNOT}")


def test_10000_lists_deep_are_refused() -> None:
    """A libyaml that bounds the depth itself reads ahead and speaks first; either way there is a place."""
    answer = run("list", "--data", "-", stdin=b"calls: " + b"[" * 10_000)
    said = {f"<stdin>:{each}{CANNOT}" for each in ("1:47: nested more than 40 deep", f"1:1007: {DEEP}")}
    assert (answer.status, answer.out, answer.err in said) == (3, "", True), answer.err


NOTE = b"calls: [{date: 2025-03-18, topics: [t4999], notes: x}]\n"
HEAVY = {
    "20 MB of small values": (lambda: b"calls: [" + b"a," * 10**7 + b"]", "list"),
    "a long text aliased": (lambda: call(f'[&a "{"x" * 10**5}", {"*a, " * 20_000}]'), "export"),
    "20,000 topics": (lambda: call(topics=[f"t{number}" for number in range(20_000)]), "topics"),
    "5,000 parents": (
        lambda: (
            b"topics:\n  t0:\n"
            + b"".join(b"  t%d: {parent: t%d}\n" % (number, number - 1) for number in range(1, 5000))
            + NOTE
        ),
        "topics",
    ),
    "100,000 unknown keys": (
        lambda: b"calls: []\n" + b"".join(b"k%d: x\n" % number for number in range(10**5)),
        "list",
    ),
}


@pytest.mark.long
@pytest.mark.parametrize(("make", "command"), cases(HEAVY))
def test_a_record_beyond_use_is_answered_or_refused(make: Callable[[], bytes], command: str, tmp_path: Path) -> None:
    """Either is right; running out of time, of memory or of stack is not."""
    (tmp_path / "my.yaml").write_bytes(make())

    answer = run(command, "--data", "my.yaml", cwd=tmp_path, memory=GIB, seconds=60)

    assert answer.status in (0, 3), answer.err[-500:]


TAKEN = {
    "byte-order mark": (b"\xef\xbb\xbf" + call("Peace."), "Peace."),
    "CRLF": (call("Peace.").replace(b", ", b",\r\n  "), "Peace."),
    "CR alone": (call("Peace.").replace(b", ", b",\r  "), "Peace."),
    "sequences": (call(quoted(SEQUENCES)), SEQUENCES),
    "markup": (call(quoted(MARKUP)), MARKUP),
    "right to left": (call(quoted(BIDI)), BIDI),
    "line separators": (call(quoted("a\u2028b\u2029c\x85d\re\nf\tg\x0bh")), "a\u2028b\u2029c\x85d\re\nf\tg\x0bh"),
    "ends of Unicode": (call(quoted("\x01\ufffe\uffff\U0010ffff")), "\x01\ufffe\uffff\U0010ffff"),
    "any script": (call("مكالمة 电话 звонок τηλέφωνο 📞"), "مكالمة 电话 звонок τηλέφωνο 📞"),
    "10 MB of text": (call("x" * 10**7), "x" * 10**7),
    "10,000 letters of a topic": (call("Peace.", topics=f"[{'t' * 10_000}]"), "Peace."),
    "first day": (call("Peace.", date="0001-01-01", start='"0001-01-01T00:00+14:00"'), "Peace."),
    "last day": (call("Peace.", date="9999-12-31", start='"9999-12-31T23:59-12:00"'), "Peace."),
}


@pytest.mark.parametrize(("data", "text"), cases(TAKEN))
def test_an_odd_text_comes_back_exactly(data: bytes, text: str) -> None:
    """Off a terminal JSON holds the note letter by letter, and the status is 0."""
    answer = run("export", "--json", "--data", "-", stdin=data)

    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out)["calls"][0]["notes"][0]["text"] == text


def test_the_ends_of_the_calendar_are_days_too() -> None:
    """A record from the first day that there is to the last is answered by every command."""
    path = os.path.join(os.path.dirname(__file__), "records", "sound", "ends-of-the-calendar.yaml")
    lines = [
        *("list --as-of 0001-01-01", "list --as-of 9999", "list --from 0001 --to 9999", "claim --total 2"),
        *("claim --total 3 --to 9999", "claim --on latest --nth 3 --from 0001", "show first", "show latest", "topics"),
        *("stats", "stats --to 9999", "count --by month --to 0002", "count --by year", "timeline", "export"),
    ]

    for form in ("text", "json"):
        answer = finish(several([f"{line} --data {path} --format {form}" for line in lines]))
        assert answer.out.rpartition("\f")[2] == " ".join("0" * len(lines)) + "\n", answer.err


@pytest.mark.parametrize("form", OF_ALL)
def test_no_control_character_of_the_data_reaches_a_terminal(form: str, tmp_path: Path) -> None:
    """From every command, with colour off, nothing is left of sequences, C1 controls and direction marks."""
    (tmp_path / "my.yaml").write_bytes(full(f"{SEQUENCES} {BIDI}"))
    lines = [f"{command} --data my.yaml --color never --format {form}" for command in COMMANDS]

    *parts, statuses = on_terminal(several(lines), cwd=tmp_path)[0].split("\f")

    assert [line for line, part in zip(lines, parts, strict=True) if FORBIDDEN.search(part)] == []
    assert statuses.split() == ["0"] * len(lines)


PRINTED = [
    name for name in COMMANDS if name not in ("topics", "count --by topic", "stats", "timeline", "check", "export")
]


@pytest.mark.parametrize("colour", ["never", "always"])
def test_markup_prints_as_it_stands(colour: str, tmp_path: Path) -> None:
    """Neither Rich's markup nor its names of pictures are read in the data, with colour or without."""
    (tmp_path / "my.yaml").write_bytes(full(MARKUP))
    lines = [f"{command} --data my.yaml --color {colour}" for command in PRINTED]

    shown, _ = on_terminal(several(lines), width=400, cwd=tmp_path)

    plain = re.sub("\x1b\\[[0-9;]*m|\x1b\\]8;[^\x1b]*\x1b\\\\", "", shown).split("\f")[:-1]
    words = MARKUP.partition("[iran]")[0].strip()
    assert [line for line, part in zip(lines, plain, strict=True) if words not in " ".join(part.split())] == []
    assert FORBIDDEN.findall("".join(plain)) == []


def test_no_control_character_of_the_command_line_reaches_a_terminal(tmp_path: Path) -> None:
    """A word that is quoted in an error is as little to be trusted as the record."""
    odd = "\033]0;owned\007\u202e"
    lines = [
        *("list --topic", "list --data", "list --from", "list -o", "list --", "list", "export"),
        *("show", "search", "new -t", "check", "", "claim --on 1 --nth 1 --from", "count --by", "list --format"),
    ]

    *parts, _ = on_terminal(several([f"{line} {odd}" for line in lines]), cwd=tmp_path, NO_COLOR="1")[0].split("\f")

    assert FORBIDDEN.findall("".join(parts)) == []
    assert [line for line, part in zip(lines, parts, strict=True) if "owned" not in part] == []


NO_RECORD = {
    "a folder": (".", "", "diplocalls: cannot read '.': Is a directory\n"),
    "no file": ("no.yaml", "", "diplocalls: cannot read 'no.yaml': No such file or directory\n"),
    "a file as a folder": ("/dev/null/a", "", "diplocalls: cannot read '/dev/null/a': Not a directory\n"),
    "a link to nothing": ("a", "ln -s gone a; ", "diplocalls: cannot read 'a': No such file or directory\n"),
    "a link to itself": ("a", "ln -s a a; ", "diplocalls: cannot read 'a': Too many levels of symbolic links\n"),
    "zeros for ever": ("/dev/zero", "", f"/dev/zero:1:1: larger than 128 MiB; split the record{CANNOT}"),
    "nothing": ("/dev/null", "", f"/dev/null:{EMPTY}{CANNOT}"),
    "text for ever": ("-", "yes '# a' | ", f"<stdin>:1:1: larger than 128 MiB; split the record{CANNOT}"),
    "an empty stream": ("-", ": | ", f"<stdin>:{EMPTY}{CANNOT}"),
}


@pytest.mark.parametrize(("name", "before", "said"), cases(NO_RECORD))
def test_what_is_no_record_is_said_to_be_none(name: str, before: str, said: str, tmp_path: Path) -> None:
    """Devices, links and streams without end get a clear error and status 3, at once."""
    assert shell(f"{before}diplocalls list --data {name}", cwd=tmp_path, memory=GIB) == (3, "", said)


def test_a_closed_stdin_is_no_record() -> None:
    """Where nothing is piped in, the command line was wrong."""
    said = "diplocalls: - reads the record from standard input; pipe one in, or name a file\n"
    assert shell("diplocalls list --data - <&-") == (2, "", said)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """The reason is the system's own."""
    (tmp_path / "my.yaml").touch(mode=0o000)
    said = "diplocalls: cannot read 'my.yaml': Permission denied\n"
    assert run("list", "--data", "my.yaml", cwd=tmp_path) == (3, "", said)


def test_a_named_pipe_with_a_writer_is_read(tmp_path: Path) -> None:
    """So that `--data <(program)` works."""
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(call("Peace."),))
    writer.start()
    answer = run("count", "--data", "pipe", "--quiet", cwd=tmp_path)
    writer.join()
    assert answer == (0, "count\tcalls\tconfirmed\treported\nall\t1\t1\t0\n", "")
