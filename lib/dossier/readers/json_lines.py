"""JSON Lines, and JSON files that hold a list of objects: one article an object."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from dossier.readers.draft import Reading, RefusedError, SkippedError, Source
from dossier.readers.tables import Rows, read_rows


def read_json(source: Source) -> Reading:
    """Read each object of a JSON Lines file, or of a JSON list, as a row."""
    yield from read_rows(open_json(source), source)


def open_json(source: Source) -> Rows:
    """
    Return what reads the objects as rows under the names that any of them has.

    Raises
    ------
    RefusedError
        With the line: not JSON, a key given twice, nested beyond reason, not an object.
    SkippedError
        If there is none.
    """
    text = source.decoded.text
    names = list(dict.fromkeys(name for entry in _objects(text) for name in entry))
    if not names:
        raise SkippedError("no object in this JSON file")
    # Read twice rather than held: an export may have a hundred thousand articles.
    return lambda: chain([names], ([entry.get(name, "") for name in names] for entry in _objects(text)))


def _objects(text: str) -> Iterator[dict[str, str]]:
    if text.lstrip()[:1] == "[":
        yield from (_flat(entry, place=n) for n, entry in enumerate(_listed(_load(text, 1)), start=1))
        return
    split = (found[0] for found in re.finditer(r"[^\n]*\n|[^\n]+\Z", text))
    lines = ((n, line) for n, line in enumerate(split, start=1) if line.strip())
    first, second = next(lines, None), next(lines, None)
    if first is None:
        return
    if second is not None and first[1].strip() in {"{", "["}:  # one object printed over several lines
        yield from (_flat(entry, place=n) for n, entry in enumerate(_listed(_load(text, 1)), start=1))
    elif second is None:
        yield from (_flat(entry, place=first[0]) for entry in _listed(_load(first[1], first[0])))
    else:
        yield from (_flat(_load(line, n), place=n) for n, line in chain([first, second], lines))


def _load(text: str, line: int) -> Any:
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once)
    except json.JSONDecodeError as fault:
        raise RefusedError(f"line {line + fault.lineno - 1}: not JSON ({fault.msg})") from None
    except RecursionError:
        raise RefusedError(f"line {line}: nested too deep") from None
    except ValueError as fault:
        raise RefusedError(f"line {line}: {fault}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        raise ValueError(f"the key {twice!r} is given twice")
    return dict(pairs)


def _listed(loaded: Any) -> list[Any]:
    """The list that a JSON document is, or the only list of objects that it holds."""
    if isinstance(loaded, list):
        return loaded
    lists = (
        [v for v in loaded.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
        if isinstance(loaded, dict)
        else []
    )
    return lists[0] if len(lists) == 1 else [loaded]


def _flat(entry: Any, *, place: int) -> dict[str, str]:
    if not isinstance(entry, dict):
        raise RefusedError(f"entry {place}: not an object with named fields")
    return {str(name): _written(value) for name, value in entry.items()}


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(not isinstance(v, dict | list) for v in value):
        return " | ".join(_written(v) for v in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
