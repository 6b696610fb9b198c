"""Look up facts about diplomatic telephone calls in a hand-curated record.

>>> import diplocalls
>>> record = diplocalls.load()                       # or load("my.yaml")
>>> calls = record.select(topics=["iran"], since="2025-06", until="2025-06")
>>> [call.id for call in calls]
['2025-06-04', '2025-06-14']
"""

__version__ = "0.1.0"

from .call import Call
from .loading import load
from .period import Period
from .problem import Problem, RecordError
from .record import Record

__all__ = ["Call", "Period", "Problem", "Record", "RecordError", "load"]
