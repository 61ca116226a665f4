"""The command ``webdoc``, and ``python -m webdoc``."""

from __future__ import annotations

import gc
import sys

from webdoc import stopping


def main() -> None:
    """Run a command. Ctrl-C says so in a sentence wherever it falls, while webdoc itself is loaded too."""
    stopping.listen()
    # A command makes much and lets go of it at once: looking for cycles so often is a tenth of its time.
    gc.set_threshold(200_000, 20, 20)
    try:
        from webdoc import cli

        cli.main()
    except stopping.Stopped as stopped:
        sys.exit(stopped.code)
    finally:
        stopping.finish()
        # All goes away with the process: nobody need look for what could go.
        gc.freeze()


if __name__ == "__main__":
    main()
