"""
The same sentences behind several numbers are listed once.

A theme's page repeats a row of the page of all themes; listing its sentences again would only make the
report heavier. Links go straight to the one list; the page that does not have it says where it is.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dossier.pages.evidence import Place, Recorded, find_blocks
from dossier.store import digest

WORTH_SHARING = 3  # a shorter list is only sought elsewhere under the same heading
_LINK = re.compile(r'href="(evidence/[a-z0-9-]+)\.html#([a-z0-9-]+)"')
_NO_PLACES: Mapping[str, Place] = {}


def name_list(rows: pd.DataFrame) -> str:
    """Return what names a list: its sentences, with the words highlighted in them, in any order."""
    columns = [c for c in ("article_id", "sentence_no", "evidence", "start", "end") if c in rows]
    return digest(columns, sorted(rows[columns].astype(str).itertuples(index=False, name=None)))


def find_twins(recorded: Sequence[Recorded], *, known: Mapping[str, Place] = _NO_PLACES) -> dict[Place, Place]:
    """
    Return, for each list that stands elsewhere word for word, where.

    A list stands at a place of `known` (the portraits'), or is the sum of lists that stand together (a theme's, of
    its stances), or is that of an earlier finding.
    """
    leaves = [(finding, _leaves(finding)) for finding in recorded if finding.has_lists]
    alone = {name for finding, lists in leaves if len(finding.about["by"]) < 2 for name, _ in lists.values()}
    first, headings = dict(known), dict[Place, str]()
    pinned: set[Place] = set()
    for finding, lists in leaves:
        for block in find_blocks(finding):
            names = [lists[number] for number in block.numbers]
            if not block.anchor or any(name in known for name, _ in names):
                continue
            whole = name_list(pd.concat([finding.lists[number] for number in block.numbers]))
            if whole in alone and whole not in first:
                first[whole] = (f"evidence/{block.page}", block.anchor)
                headings[first[whole]] = block.label
                pinned.update(place for _, place in names)
    twins: dict[Place, Place] = {}
    for finding, lists in leaves:
        for number, (name, place) in lists.items():
            group = finding.about["groups"][number]
            earlier = first.setdefault(name, place)
            headings.setdefault(earlier, group["label"])
            worth = group["n"] >= WORTH_SHARING or headings[earlier] == group["label"]
            if worth and earlier != place and place not in pinned:
                twins[place] = earlier
    return twins


def _leaves(finding: Recorded) -> dict[int, tuple[str, Place]]:
    groups: list[dict[str, Any]] = finding.about["groups"]
    return {
        number: (name_list(rows), (f"evidence/{groups[number]['page']}", groups[number]["anchor"]))
        for number, rows in finding.lists.items()
    }


def share_links(html: str, twins: Mapping[Place, Place]) -> str:
    """
    Send links to a repeated list straight to the one that there is.

    Examples
    --------
    >>> share_links('<a href="evidence/b.html#x">', {("evidence/b", "x"): ("evidence/a", "y")})
    '<a href="evidence/a.html#y">'
    """

    def aim(match: re.Match[str]) -> str:
        page, anchor = twins.get((match[1], match[2]), (match[1], match[2]))
        return f'href="{page}.html#{anchor}"'

    return _LINK.sub(aim, html)
