"""What is shown: to a stream that is given."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


class Later:
    """A module whose functions import it only when they are called: CSV needs no page, 3 ms."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *given, **named: getattr(import_module(f"..{self._module}", __name__), name)(*given, **named)
