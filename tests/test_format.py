"""The format is written once: what stands under any key of a call comes out again."""

import pytest
from program import run

from diplocalls.record.fields import CALL

NOTE = "[{{topic: t, by: b, text: {0}, sources: [s]}}]"
VALUES = {
    "date": ("2025-03-18", "2025-03-18"),
    "date_in": ("{Moscow: 2025-03-19}", "2025-03-19"),
    "status": ("claimed", "claimed"),
    "dated_by": ("remark", "remark"),
    "start": ("2025-03-18T07:08-04:00", "07:08"),
    "minutes": ("1234", "1234"),
    "placed_by": ("caller", "caller"),
    "between": ("[caller, called]", "called"),
    "topics": ("[main-topic, t]", "main-topic"),
    "also": ("[other-topic]", "other-topic"),
    "disputed": ("[{about: u-about, accounts: [{says: u-one}, {says: u-disputed}]}]", "u-disputed"),
    "sources": ("[u-source, s]", "u-source"),
    **{key: (f"u-{key}", f"u-{key}") for key in ("occasion", "summary")},
    **{key: (NOTE.format(f"u-{key}"), f"u-{key}") for key in ("notes", "outcome", "aftermath", "not_discussed")},
}
RECORD = "sources: {s: {publisher: P}, u-source: {publisher: u-source}}\ncalls:\n  - " + "\n    ".join(
    f"{key}: {value}" for key, (value, _) in VALUES.items()
)


@pytest.mark.parametrize("command", ["export - --csv", "export - --json", "show first"])
def test_every_key_of_a_call_comes_out(command: str) -> None:
    """A key that is new to the format needs a value here, a column there, and a place on the call's page."""
    answer = run(*command.split(), "--data", "-", "--status", "all", "-q", stdin=RECORD.encode())

    assert set(VALUES) == set(CALL.fields)
    assert answer.status == 0, answer.err
    assert [key for key, (_, unique) in VALUES.items() if unique not in answer.out] == []
