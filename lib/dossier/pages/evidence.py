"""
The pages that numbers open: for each row of a finding, the sentences that it counts.

Rows that share their first part (a theme with its stances) stand under one heading, whose list is the sum of
theirs. A list that stands elsewhere word for word is not repeated: see `sharing`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.findings.cells import escape, shorten
from dossier.findings.finding import LIST_LIMIT
from dossier.findings.slugs import unique_slugs
from dossier.pages.frame import Page
from dossier.pages.listing import list_rows
from dossier.pages.material import Material
from dossier.strings import Words

Place = tuple[str, str]  # file of a page without .html, seen from the reports folder, and anchor
Feeds = dict[tuple[str, int], list[str]]  # names of the findings that count a sentence
_NONE: Mapping[Place, Place] = {}


@dataclass(frozen=True, eq=False)
class Recorded:
    """
    A finding as it was written by `findings.record`: its description, and its evidence (or none).

    Attributes
    ----------
    title : str
        What its evidence is headed with.
    shown_at : str
        Address of the figure or page that shows it, from the reports folder.
    """

    about: dict[str, Any]
    rows: pd.DataFrame | None
    csv: Path
    title: str = ""
    shown_at: str = ""

    @property
    def name(self) -> str:
        """Name of the finding."""
        return str(self.about["name"])

    @property
    def has_lists(self) -> bool:
        """Whether any sentence or article stands behind it."""
        return self.rows is not None and not self.rows.empty

    @cached_property
    def lists(self) -> dict[int, pd.DataFrame]:
        """Rows behind each group, by its number; empty where nothing stands behind."""
        return {} if self.rows is None else {int(str(n)): rows for n, rows in self.rows.groupby("group", sort=True)}


@dataclass(frozen=True)
class Block:
    """Groups of a page that share their first part; `anchor` is empty unless it holds all of them."""

    page: str
    label: str
    anchor: str
    numbers: list[int] = field(default_factory=list)


def read_recorded(folder: Path) -> Iterator[Recorded]:
    """Give the findings that a notebook recorded, by name."""
    for path in sorted((folder / "findings").glob("*.json")):
        rows = path.with_suffix(".parquet")
        about = json.loads(path.read_text("utf-8"))
        yield Recorded(
            about,
            pd.read_parquet(rows) if rows.is_file() else None,
            path.with_suffix(".csv"),
            title=about["title"],
            shown_at=f"{about['page']}.html",
        )


def find_blocks(recorded: Recorded) -> list[Block]:
    """Return the blocks of a finding whose rows have several parts, in order; none for another."""
    groups = recorded.about["groups"]
    if len(recorded.about["by"]) < 2:
        return []
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    pages: dict[str, set[str]] = defaultdict(set)
    for number, group in enumerate(groups):
        members[group["page"], group["first"]].append(number)
        pages[group["first"]].add(group["page"])
    firsts = list(dict.fromkeys(group["first"] for group in groups))
    taken = list(dict.fromkeys(group["anchor"] for group in groups))
    anchors = dict(zip(firsts, unique_slugs([*taken, *firsts])[len(taken) :], strict=True))
    return [
        Block(page, first, anchors[first] if len(pages[first]) == 1 else "", numbers)
        for (page, first), numbers in members.items()
    ]


def evidence_pages(
    recorded: Recorded, material: Material, words: Words, *, twins: Mapping[Place, Place] = _NONE
) -> list[Page]:
    """Return the evidence pages of a finding; none where it counts no sentences."""
    if not recorded.has_lists:
        return []
    groups, lists = recorded.about["groups"], recorded.lists
    blocks = find_blocks(recorded)
    level = 3 if blocks else 2
    sections = []
    for number, group in enumerate(groups):
        twin = twins.get((f"evidence/{group['page']}", group["anchor"]))
        heading = _heading(group, level, len(group["first"]) + 3 if blocks else 0, material, words)
        sections.append(
            _pointer(group, heading, twin, words)
            if twin
            else _section(group, heading, lists[number], recorded, material, words)
        )
    by_page: dict[str, list[str]] = defaultdict(list)
    jumps: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for block in blocks:
        inside = "".join(sections[number] for number in block.numbers)
        by_page[block.page].append(_wrap(block, inside, [lists[number] for number in block.numbers], material, words))
        jumps[block.page].append((block.anchor or groups[block.numbers[0]]["anchor"], block.label))
    for number, group in enumerate(groups if not blocks else ()):
        by_page[group["page"]].append(sections[number])
        jumps[group["page"]].append((group["anchor"], group["label"]))
    return [
        Page(
            file=f"evidence/{name}.html",
            title=recorded.title,
            main=_turn(list(by_page), name, words) + "".join(parts),
            kind="evidence",
            kicker=words("pages.evidence"),
            lead=_lead(recorded, material, words),
            contents=jumps[name] if len(jumps[name]) > 1 else (),
        )
        for name, parts in by_page.items()
    ]


def _name(label: str, shown: str, material: Material, words: Words) -> str:
    """Return a heading's text; a voice that has a portrait is linked to it."""
    text = escape(shorten(shown or words("pages.all_rows"), limit=200))
    portrait = material.portraits.get(label)
    return f'<a href="../{portrait}">{text}</a>' if portrait else text


def _heading(group: dict[str, Any], level: int, cut: int, material: Material, words: Words) -> str:
    return f"<h{level}>{_name(group['label'], group['label'][cut:], material, words)}</h{level}>"


def _pointer(group: dict[str, Any], heading: str, twin: Place, words: Words) -> str:
    said = escape(words("pages.listed_elsewhere", n=group["n"]))
    link = f'<a href="../{twin[0]}.html#{twin[1]}">{said}</a>'
    return f'<section id="{group["anchor"]}">{heading}<p class="count">{link}</p></section>'


def _wrap(block: Block, inside: str, lists: list[pd.DataFrame], material: Material, words: Words) -> str:
    """Put the sections of a block under one heading; with their sum, unless a sentence is in several of them."""
    rows = pd.concat(lists)
    unit = [c for c in ("article_id", "sentence_no") if c in rows]
    said = words("findings.unit_sentences" if len(unit) == 2 else "findings.unit_articles", n=len(rows))
    count = "" if len(lists) == 1 or rows.duplicated(unit).any() else f'<p class="count"><b>{escape(said)}</b></p>'
    anchor = f' id="{block.anchor}" data-n="{len(rows)}"' if block.anchor else ""
    return f"<section{anchor}><h2>{_name(block.label, block.label, material, words)}</h2>{count}{inside}</section>"


def _section(group: dict[str, Any], heading: str, rows: pd.DataFrame, recorded: Recorded, material: Material,
             words: Words) -> str:  # fmt: skip
    said, listed = list_rows(rows, by=recorded.about["by"], material=material, words=words)
    numbers = f" <small>{escape(shorten(group['row'], limit=300))}</small>" if group["row"] else ""
    more = ""
    if group["n"] > LIST_LIMIT:
        more = f' <a href="{recorded.name}.csv" download>{escape(words("pages.all_as_csv"))}</a>'
    return (
        f'<section id="{group["anchor"]}" data-n="{group["n"]}">{heading}'
        f'<p class="count"><b>{escape(said)}</b>{numbers}{more}</p>{listed}</section>'
    )


def _lead(recorded: Recorded, material: Material, words: Words) -> str:
    about = recorded.about
    ways = [
        f'<a href="../{escape(recorded.shown_at)}">{escape(words("pages.back_to_figure"))}</a>',
        f'<a href="../findings/{recorded.name}.csv" download>{escape(words("pages.table_as_csv"))}</a>',
    ]
    if needs_csv(recorded, material):
        ways.append(f'<a href="{recorded.name}.csv" download>{escape(words("pages.all_as_csv"))}</a>')
    said = f"<p>{escape(about['description'])}</p>" if about["description"] else ""
    return f'{said}<p class="ways">{" · ".join(ways)}</p>'


def _turn(names: list[str], name: str, words: Words) -> str:
    if len(names) == 1:
        return ""
    links = [f"<b>{i}</b>" if n == name else f'<a href="{n}.html">{i}</a>' for i, n in enumerate(names, start=1)]
    named = escape(words("pages.parts"))
    return f'<nav class="turn" aria-label="{named}">{named} {" ".join(links)}</nav>'


def needs_csv(recorded: Recorded, material: Material) -> bool:
    """Tell whether some rows are not fully listed, so that the CSV of all rows must stand beside the page."""
    if recorded.rows is None or recorded.rows.empty:
        return False
    if any(group["n"] > LIST_LIMIT for group in recorded.about["groups"]):
        return True
    return not all(material.has_page(str(article)) for article in recorded.rows["article_id"].unique())


def back_links(all_recorded: Iterable[Recorded]) -> Feeds:
    """Return, for each sentence, the names of the findings that count it, in the order of the notebooks."""
    feeds: Feeds = defaultdict(list)
    for recorded in all_recorded:
        if recorded.rows is None or "sentence_no" not in recorded.rows:
            continue
        keys = recorded.rows[["article_id", "sentence_no"]].drop_duplicates()
        for article, number in keys.itertuples(index=False, name=None):
            feeds[(str(article), int(number))].append(recorded.name)
    return feeds
