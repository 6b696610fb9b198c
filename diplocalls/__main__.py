"""python -m diplocalls."""

import gc
import os
import sys


def main() -> int:
    """Run the program; an interrupt is quiet from the first import on."""
    gc.disable()  # a lookup is over before there is garbage worth 5 ms of collecting
    os.environ["TYPER_USE_RICH"] = "0"  # plain help and completions: Rich would take 30 ms, and read markup in a record
    try:
        from .command.program import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
