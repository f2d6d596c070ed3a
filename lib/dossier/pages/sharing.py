"""
The same sentences behind several numbers are listed once.

A theme's page repeats a row of the page of all themes; listing its sentences again would only make the
report heavier. Links go straight to the first list; the later page says where it is.
"""

import re
from collections.abc import Mapping, Sequence

from dossier.pages.evidence import Place, Recorded
from dossier.store import digest

WORTH_SHARING = 10  # a shorter list costs less than the words that point elsewhere
_LINK = re.compile(r'href="evidence/([a-z0-9-]+)\.html#([a-z0-9-]+)"')


def find_twins(recorded: Sequence[Recorded]) -> dict[Place, Place]:
    """
    Return, for each list that repeats an earlier one word for word, the place of the earlier.

    Lists are the same if they hold the same sentences with the same words highlighted.
    """
    first: dict[str, Place] = {}
    twins: dict[Place, Place] = {}
    for finding in recorded:
        if finding.rows is None or finding.rows.empty:
            continue
        for number, rows in finding.rows.groupby("group", sort=True):
            group = finding.about["groups"][int(str(number))]
            if group["n"] < WORTH_SHARING:
                continue
            columns = [c for c in ("article_id", "sentence_no", "evidence", "start", "end") if c in rows]
            name = digest(columns, sorted(rows[columns].astype(str).itertuples(index=False, name=None)))
            place = (group["page"], group["anchor"])
            if (earlier := first.setdefault(name, place)) != place:
                twins[place] = earlier
    return twins


def share_links(html: str, twins: Mapping[Place, Place]) -> str:
    """
    Send links to a repeated list straight to the first one.

    Examples
    --------
    >>> share_links('<a href="evidence/b.html#x">', {("b", "x"): ("a", "y")})
    '<a href="evidence/a.html#y">'
    """

    def aim(match: re.Match[str]) -> str:
        page, anchor = twins.get((match[1], match[2]), (match[1], match[2]))
        return f'href="evidence/{page}.html#{anchor}"'

    return _LINK.sub(aim, html)
