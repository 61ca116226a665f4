"""``python -m webdoc``."""

from webdoc.cli import main

main()
