"""Look up facts about diplomatic telephone calls in a hand-curated record.

>>> import diplocalls
>>> record = diplocalls.load()                       # or load("my.yaml")
>>> calls = record.select(topics=["iran"], since="2025-06", until="2025-06")
>>> [call.id for call in calls]
['2025-06-04', '2025-06-14']
"""

__version__ = "0.2.0"

from .record.filter import Filter
from .record.loading import load
from .record.model import Call
from .record.period import Period
from .record.problem import Problem, QuestionError, RecordError
from .record.record import Record

__all__ = ["Call", "Filter", "Period", "Problem", "QuestionError", "Record", "RecordError", "load"]
