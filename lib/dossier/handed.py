"""
The tables that a derived corpus hands on in place of its texts.

A derived corpus (`exports.derived` writes one) is a corpus folder like any other in whose texts each word is a
`MASK`. What would else be found in the text stands in its folder ``derived/``, a CSV a table, with the types of their
columns in ``types.json``; `store` takes it from there, so that every room and notebook runs unchanged.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from dossier.errors import DossierError

FOLDER = "derived"
MASK = "▒"
TERMS = "terms"  # of the segments: each word and how often, in place of a text
_APART = " . "  # between words: a full stop, so that nothing takes neighbours for a phrase


def mask_words(text: str) -> str:
    """
    Return a mask for each word of a text, one at least.

    Examples
    --------
    >>> mask_words("Le pont ferme."), is_masked("▒ ▒ ▒"), is_masked("Le pont")
    ('▒ ▒ ▒', True, False)
    """
    return " ".join([MASK] * max(len(text.split()), 1))


def is_masked(text: str) -> bool:
    """Whether a text is nothing but masks: its words are not passed on."""
    return text.startswith(MASK) and not text.strip(f"{MASK} \n")


def write_handed(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write tables, and the types of their columns, into the new folder `folder`."""
    folder.mkdir()
    types = {name: {str(column): str(kind) for column, kind in table.dtypes.items()} for name, table in tables.items()}
    (folder / "types.json").write_bytes(json.dumps(types, indent=1, sort_keys=True).encode())
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def find_handed(build: Path, name: str) -> Callable[[], pd.DataFrame] | None:
    """
    Return what reads the table `name` where the corpus hands it on; None where it is made from the text.

    Parameters
    ----------
    build : Path
        The corpus's build folder.
    name : str
        What the table holds.
    """
    folder = build.parent / FOLDER
    if not (folder / f"{name}.csv").is_file():
        return None
    return lambda: _read_segments(folder) if name == "segments" else _read(folder, name)


def _read(folder: Path, name: str) -> pd.DataFrame:
    path = folder / f"{name}.csv"
    try:
        types = json.loads((folder / "types.json").read_text("utf-8"))[name]
        plain = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
        numbers = {column: kind for column, kind in types.items() if kind.startswith(("int", "float"))}
        flags = {column: plain[column] == "True" for column, kind in types.items() if kind == "bool"}
        empty = {column: plain[column].replace("", "nan") for column in numbers}
        return plain.assign(**empty).astype(numbers).assign(**flags)
    except (OSError, ValueError, KeyError) as fault:
        raise DossierError(f"this is no table that 'dossier export derived' wrote: {fault}.", path=path) from None


def _read_segments(folder: Path) -> pd.DataFrame:
    """Return the segments with their words for a text, parted by full stops and in no order of the text."""
    key = ["article_id", "segment_no"]
    terms = _read(folder, TERMS)
    words = terms.loc[terms.index.repeat(terms["count"])].groupby(key)["term"].agg(_APART.join)
    segments = _read(folder, "segments")
    texts = words.reindex(pd.MultiIndex.from_frame(segments[key]), fill_value="")
    return segments.assign(text=texts.to_numpy(object))
