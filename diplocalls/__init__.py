"""Look up facts about diplomatic telephone calls in a hand-curated record.

>>> import diplocalls
>>> record = diplocalls.load()                       # or load("my.yaml")
>>> calls = record.select(topics=["iran"], since="2025-06", until="2025-06")
>>> [call.id for call in calls]
['2025-06-04', '2025-06-14']
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from .record.filter import Filter
    from .record.loading import load
    from .record.model import Call
    from .record.period import Period
    from .record.problem import Problem, QuestionError, RecordError
    from .record.record import Record

__all__ = ["Call", "Filter", "Period", "Problem", "QuestionError", "Record", "RecordError", "load"]

_WHERE = {"Call": "model", "Filter": "filter", "load": "loading", "Period": "period", "Record": "record"}

if not TYPE_CHECKING:  # or a misspelt name would have a type

    def __getattr__(name: str) -> Any:
        """Import what is asked for only then: an interrupt of the program while it imports must find it ready."""
        if name not in __all__:
            raise AttributeError(f"module 'diplocalls' has no attribute '{name}'")
        from importlib import import_module

        return getattr(import_module(f".record.{_WHERE.get(name, 'problem')}", __name__), name)
