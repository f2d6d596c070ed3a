"""The command line: runs one command and turns faults into exit codes."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from dossier import __version__
from dossier.commands import make_parser
from dossier.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_OURS, EXIT_REFUSED, DossierError


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command and return its exit code.

    Returns
    -------
    int
        0 done (warnings allowed), 1 nothing usable or refused, 2 wrong usage, 3 our fault, 130 interrupted.
    """
    arguments = make_parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or EXIT_DONE)
    except DossierError as fault:
        print(f"dossier: {fault}", file=sys.stderr)
        return fault.exit_code
    except KeyboardInterrupt:
        print("dossier: interrupted; what was there before is untouched.", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError) as fault:
        print(f"dossier: {fault.filename}: {fault.strerror}: check the path.", file=sys.stderr)
        return EXIT_REFUSED
    except Exception as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        print(
            f"dossier: this is our fault, please report it: {type(fault).__name__}: {fault} "
            f"({Path(place.filename).name}:{place.lineno}, dossier {__version__}).",
            file=sys.stderr,
        )
        if os.environ.get("DOSSIER_DEBUG"):
            traceback.print_exc()
        return EXIT_OURS
