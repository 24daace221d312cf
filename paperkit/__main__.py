"""``python -m paperkit`` is the command ``paperkit``."""

from paperkit.cli import main

if __name__ == "__main__":
    main()
