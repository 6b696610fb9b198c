"""python -m diplocalls."""

import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run the program and end; an interrupt is quiet from the first import on."""
    gc.disable()  # a lookup is over before there is garbage worth 5 ms of collecting
    os.environ["TYPER_USE_RICH"] = "0"  # plain help and completions: Rich would take 30 ms, and read markup in a record
    try:
        from .answer.delivery import end_cleanly
        from .command.program import main

        end_cleanly()
        status = main()
    except KeyboardInterrupt:
        status = 130
    os._exit(status)  # all is written: the interpreter's own end takes a module after the other apart, for 10 ms


if __name__ == "__main__":
    main()
