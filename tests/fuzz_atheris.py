"""Fuzz the reader, guided by coverage: `pip install atheris`, `python tests/fuzz_atheris.py -max_total_time=60`.

Every end but a record or a RecordError is a crash, whose input libFuzzer saves; a folder of inputs may be named
as well, such as tests/records/sound, to start from and, if it comes first, to add to. pytest does not collect this.
"""

import contextlib
import sys

import atheris

with atheris.instrument_imports():
    from diplocalls.record.problem import RecordError
    from diplocalls.record.reading import read


def try_one(data: bytes) -> None:
    """Read some bytes as a record."""
    with contextlib.suppress(RecordError):
        read(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
