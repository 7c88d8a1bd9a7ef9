"""Where the command ``thongbao`` begins: what is imported takes a moment, in which somebody may think better of it."""

import sys


def main() -> None:
    """Import the command line and run it; Ctrl-C meanwhile ends without a word."""
    try:
        from flows.cli import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()
