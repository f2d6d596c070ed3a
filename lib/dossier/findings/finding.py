"""A finding: a tidy table whose every row knows the sentences (or articles) that it counts, and their address."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from dossier.findings.cells import escape, known_label, show_value
from dossier.findings.desk import current_desk
from dossier.findings.slugs import unique_slugs
from dossier.schema import SENTENCE_KEY
from dossier.strings import Words

# One evidence page lists about this many sentences, so that no page grows over 400 KB.
ROWS_A_PAGE = 500
# A row that counts more than TEXT_LIMIT sentences shows the text of SAMPLE and where the others stand; more than
# LIST_LIMIT, only the sample, with all in a CSV.
TEXT_LIMIT, LIST_LIMIT, SAMPLE = 60, 2000, 40

Key = tuple[Any, ...]


def _weight(n: int) -> int:
    """How much of a page the list of `n` sentences takes, in sentences shown with their text."""
    if n <= TEXT_LIMIT:
        return n
    return SAMPLE + (n - SAMPLE) // 20 if n <= LIST_LIMIT else SAMPLE


@dataclass(frozen=True)
class Link:
    """A number or phrase that opens its evidence; `text` is plain, `number` what it says where it is a number."""

    text: str
    href: str
    number: float | None = None

    def __str__(self) -> str:
        return self.text

    def html(self) -> str:
        """Return the link as HTML; in the lab, where no page stands, only its text."""
        if not self.href or not current_desk().building:
            return escape(self.text)
        return f'<a class="n" href="{escape(self.href)}">{escape(self.text)}</a>'


@dataclass(frozen=True, eq=False)
class Finding:
    """
    A table that a report states, and what stands behind each row.

    Attributes
    ----------
    table : DataFrame, shape (n_rows, n_columns)
        Tidy: one row a thing counted. The order is kept.
    name : str
        Stable short name: file of the CSV and of the evidence pages.
    by : tuple of str
        Columns of `table` that identify a row, and of `rows` that say which row counts a sentence.
    rows : DataFrame
        Columns `by`, ``article_id`` and (unless whole articles are counted) ``sentence_no``; further columns
        ``evidence``, ``stance``, ``voice``, ``start``, ``end``, ``note`` are shown beside the sentence.
    count : str
        Column of `table` that the number of evidence rows must equal; empty where there is none.
    labels : mapping
        Column to a mapping of its values to what a reader sees.
    recorded : bool
        Whether it was stated by `record`, so that its CSV stands among the findings.
    """

    table: pd.DataFrame
    name: str
    title: str = ""
    description: str = ""
    by: tuple[str, ...] = ()
    rows: pd.DataFrame | None = None
    count: str = ""
    labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    recorded: bool = False

    @cached_property
    def keys(self) -> list[Key]:
        """Key of each row of the table, in order; a single empty key where `by` is empty."""
        if not self.by:
            return [()]
        return [tuple(row) for row in self.table[list(self.by)].itertuples(index=False, name=None)]

    @property
    def unit(self) -> str:
        """What the evidence lists: ``"sentences"`` or, without sentence numbers, whole ``"articles"``."""
        return "sentences" if self.rows is None or "sentence_no" in self.rows else "articles"

    def n_text(self, key: Key, words: Words) -> str:
        """How many sentences or articles stand behind a row, in words; empty without evidence."""
        n = self.n_behind.get(key)
        return "" if n is None else words(f"findings.unit_{self.unit}", n=n)

    def label(self, column: str, value: Any, words: Words | None = None) -> str:
        """Return what a reader sees for a value of a column."""
        words = words or Words(current_desk().lang)
        own = self.labels.get(column, {})
        if isinstance(value, Hashable) and value in own:
            return own[value]
        return show_value(value, column, words) if not isinstance(value, str) else known_label(column, value, words)

    def row_label(self, key: Key, words: Words | None = None) -> str:
        """Return the key of a row (or its first parts) as a reader sees it, joined by a middle dot."""
        return " · ".join(self.label(column, value, words) for column, value in zip(self.by, key, strict=False))

    @cached_property
    def n_behind(self) -> dict[Key, int]:
        """How many sentences (or articles) stand behind each row; empty without evidence."""
        if self.rows is None:
            return {}
        if not self.by:
            return {(): len(self.rows)}
        counts = self.rows.groupby(list(self.by), sort=False).size().to_dict()
        return {key: int(counts.get(key if len(key) > 1 else key[0], 0)) for key in self.keys}

    @property
    def blocks(self) -> list[list[Key]]:
        """Keys of the rows that count something; those that share their first part stand together."""
        behind = self.n_behind
        blocks: dict[Key, list[Key]] = {}
        for key in self.keys:
            if behind.get(key):
                blocks.setdefault(key[:1] if len(key) > 1 else key, []).append(key)
        return list(blocks.values())

    @cached_property
    def places(self) -> dict[Key, tuple[str, str]]:
        """Evidence page and anchor of each row that counts something, in the order of `blocks`."""
        behind = self.n_behind
        slugs = dict(zip(self.keys, unique_slugs("-".join(map(str, key)) or "all" for key in self.keys), strict=True))
        places, page, filled = {}, 1, 0
        for block in self.blocks:
            sizes = [_weight(behind[key]) for key in block]
            together = sum(sizes) if sum(sizes) <= ROWS_A_PAGE else 0
            for key, size in zip(block, sizes, strict=True):
                if filled and filled + (together or size) > ROWS_A_PAGE:
                    page, filled = page + 1, 0
                filled, together = filled + size, 0
                places[key] = (self.name if page == 1 else f"{self.name}-{page}", slugs[key])
        return places

    def key_of(self, row: Any) -> Key:
        """
        Key of a row given as mapping, Series, named tuple, tuple or single value.

        Raises
        ------
        KeyError
            If the table has no such row.
        """
        if not self.by or row is None:
            return ()
        if isinstance(row, Mapping | pd.Series):
            key = tuple(row[column] for column in self.by)
        elif hasattr(row, "_fields"):
            key = tuple(getattr(row, column) for column in self.by)
        elif isinstance(row, Sequence) and not isinstance(row, str):
            key = tuple(row)
        else:
            key = (row,)
        if key not in self.keys:
            raise KeyError(f"finding {self.name} has no row {key}")
        return key

    def href(self, row: Any = None) -> str:
        """Address of the sentences behind a row, from a page of the reports; empty where it counts none."""
        if self.rows is None or self.rows.empty:
            return ""
        if row is None and self.by:
            return f"evidence/{self.name}.html"
        page, anchor = self.places.get(self.key_of(row), ("", ""))
        return f"evidence/{page}.html#{anchor}" if page else ""

    def link(self, row: Any, text: object, *, number: float | None = None) -> Link:
        """
        Return `text` as a link to the sentences behind a row, to be used as a value in `say`.

        Parameters
        ----------
        row : mapping, Series, named tuple, tuple or value
            The row, or just its key. ``None`` opens the evidence of the whole finding.
        text : str or number
            What is shown; a whole number is grouped by the reader's language.
        """
        if number is None and isinstance(text, int | float):
            number = float(text)
        shown = show_value(text, "", Words(current_desk().lang)) if not isinstance(text, str) else text
        return Link(shown, self.href(row), number)

    def evidence(self, row: Any = None) -> pd.DataFrame:
        """Return the rows that a table row counts (all of them for ``None``): what a link opens, for use in the lab."""
        if self.rows is None:
            return pd.DataFrame(columns=[*self.by, *SENTENCE_KEY])
        if row is None or not self.by:
            return self.rows
        wanted = pd.Series(True, index=self.rows.index)
        for column, value in zip(self.by, self.key_of(row), strict=True):
            wanted &= self.rows[column] == value
        return self.rows[wanted]

    def _repr_html_(self) -> str:
        return str(self.table.to_html(index=False, max_rows=60, border=0))
