"""python -m diplocalls."""

import sys


def main() -> int:
    """Run the program; an interrupt is quiet from the first import on."""
    try:
        from .cli import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
