"""A record from its file; the one that ships as it was read when the package was built."""

from __future__ import annotations

import os

from . import __version__ as version
from .files import shipped, slurp
from .record import Record

COMPILED = "calls.compiled"


def load(path: str | os.PathLike[str] | None = None) -> Record:
    """Return the record in the file `path` (- is standard input), or the one that ships.

    Raises RecordError, with all the file's faults, and OSError.
    """
    name = shipped() if path is None else os.fspath(path)
    data = slurp(name)
    record = _compiled(name, data) if path is None else None
    if record is None:
        from .reading import read  # with PyYAML, 15 ms that the record that ships does not need

        record = read(data, name=name)
    return record


def compiled(data: bytes) -> bytes:
    """Return the record in the YAML text `data` as a wheel carries it, for `load` to take up.

    Raises RecordError: a package with a faulty record cannot be built.
    """
    import pickle

    from .reading import read

    return pickle.dumps((version, data, pickle.dumps(read(data, name="data/calls.yaml"))))


def _compiled(name: str, data: bytes) -> Record | None:
    """Return what was read at the build, if it was read from this very text by this very version.

    Like a .pyc file it is part of the installed package, and as trusted; a checkout has none.
    """
    import pickle

    try:
        with open(os.path.join(os.path.dirname(name), COMPILED), "rb") as stream:
            made_by, text, record = pickle.load(stream)  # noqa: S301 - our own file, beside our own code
        return pickle.loads(record) if (made_by, text) == (version, data) else None  # noqa: S301
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the YAML text has it all
        return None
