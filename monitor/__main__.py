"""Where the program begins: `feedscope`, `python -m monitor`, and the frozen program."""

import multiprocessing
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Imported here, because the engine's process imports this module again and needs none of it.
    from monitor.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
