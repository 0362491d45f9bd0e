"""The composition root: opens the program with its window; ``ui.program`` builds and wires the parts."""

import sys

from ui.launch import main
from ui.program import Program

__all__ = ["Program", "main"]

if __name__ == "__main__":
    sys.exit(main())
