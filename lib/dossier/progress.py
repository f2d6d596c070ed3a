"""How far a long stage has come, and how long it may still take: a bar on a terminal, a line a minute elsewhere."""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
EVERY = 60.0  # seconds between two lines where there is no terminal


def follow(items: Sequence[Item], stage: str, *, unit: str = "it") -> Iterator[Item]:
    """
    Go through `items` and show how far that is, on the error channel; a stage under a minute leaves no line.

    Examples
    --------
    >>> list(follow(["a", "b"], "reading"))
    ['a', 'b']
    """
    if sys.stderr.isatty():
        yield from tqdm(items, desc=stage, unit=unit, leave=False)
        return
    begun = told = time.monotonic()
    for done, item in enumerate(items):
        now = time.monotonic()
        if done and now - told >= EVERY:
            told = now
            print(line_of(stage, done=done, total=len(items), seconds=now - begun), file=sys.stderr, flush=True)
        yield item


def line_of(stage: str, *, done: int, total: int, seconds: float) -> str:
    """
    Return one line of progress; `seconds` is what `done` of `total` took.

    Examples
    --------
    >>> line_of("voices", done=500, total=2000, seconds=100.0)
    'voices: 25 %, about 5 min left'
    """
    left = seconds / done * (total - done) / 60
    return f"{stage}: {100 * done // total} %, about {max(1, round(left))} min left"
