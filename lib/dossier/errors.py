"""
Faults in what the user gave us, each told in one sentence.

The command line prints the sentence and ends with the fault's exit code; anything that is not a
`DossierError` is our own fault and ends with 3.
"""

from pathlib import Path

EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, EXIT_OURS, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


class DossierError(Exception):
    """
    Input that cannot be used: nothing usable, or refused.

    Parameters
    ----------
    message : str
        What is wrong and what to do, as one sentence.
    path : Path or str, optional
        The file at fault; printed first.
    line : int, optional
        The line of that file, counted from 1.

    Examples
    --------
    >>> print(DossierError("theme 'jobs' has no definition: write one.", path="codebook.toml", line=12))
    codebook.toml:12: theme 'jobs' has no definition: write one.
    """

    exit_code = EXIT_REFUSED

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None):
        place = "" if path is None else f"{path}:{line}: " if line is not None else f"{path}: "
        super().__init__(f"{place}{message}")


class UsageError(DossierError):
    """A command or a function called in a way that cannot work, whatever the data."""

    exit_code = EXIT_USAGE
