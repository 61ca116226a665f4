"""``python -m webdoc``."""

from webdoc.cli import main

if __name__ == "__main__":
    main()
