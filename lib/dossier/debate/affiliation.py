"""Actors tied to the themes that they speak of: the affiliation network of a debate."""

import pandas as pd

from dossier.schema import SENTENCE_KEY

KEY = list(SENTENCE_KEY)


def keep_loudest(statements: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Keep the statements of the `top` actors who make most; ties go to the first in the alphabet."""
    totals = statements.groupby("actor").size().reset_index(name="n")
    loudest = totals.sort_values(["n", "actor"], ascending=[False, True]).head(top)
    return statements[statements.actor.isin(set(loudest.actor))]


def affiliation_rows(statements: pd.DataFrame, *, labels: dict[str, str]) -> pd.DataFrame:
    """
    Return the sentences behind each node: ``node, article_id, sentence_no, stance``, one row a statement and node.

    Parameters
    ----------
    statements : DataFrame, form ``schema.STATEMENTS``
    labels : mapping
        Theme key to what readers see.
    """
    actors = statements.assign(node=statements.actor)
    themes = statements.assign(node=statements.theme.map(labels).fillna(statements.theme))
    both = pd.concat([actors, themes], ignore_index=True)
    return both[["node", *KEY, "stance", "theme", "actor"]]


def affiliation_nodes(statements: pd.DataFrame, *, labels: dict[str, str]) -> pd.DataFrame:
    """
    Count the statements of each actor, and on each theme.

    Returns
    -------
    DataFrame, most first
        ``node, kind`` (actor or theme) ``, statements``.

    Examples
    --------
    >>> said = pd.DataFrame({"actor": ["Ada", "Ben"], "theme": ["jobs"] * 2, "stance": "threat", "article_id": "a",
    ...                      "sentence_no": [1, 2]})
    >>> affiliation_nodes(said, labels={"jobs": "Jobs"}).node.tolist()
    ['Jobs', 'Ada', 'Ben']
    """
    rows = affiliation_rows(statements, labels=labels)
    table = rows.groupby("node").size().reset_index(name="statements")
    table.insert(1, "kind", ["theme" if node in set(labels.values()) else "actor" for node in table.node])
    return table.sort_values(["statements", "node"], ascending=[False, True], ignore_index=True)


def affiliation_ties(statements: pd.DataFrame, *, labels: dict[str, str]) -> pd.DataFrame:
    """
    Tie each actor to the themes it speaks of, with the side it takes most often there.

    Returns
    -------
    DataFrame
        ``source`` (actor) ``, target`` (theme as readers see it) ``, weight`` (statements) ``, stance``; equal counts
        of sides are mixed.
    """
    counts = statements.groupby(["actor", "theme", "stance"]).size().reset_index(name="n")
    rows = []
    for (actor, theme), part in counts.groupby(["actor", "theme"], sort=True):
        most = part[part.n == part.n.max()]
        stance = str(most.stance.iloc[0]) if len(most) == 1 else "mixed"
        rows.append((actor, labels.get(str(theme), theme), int(part.n.sum()), stance))
    return pd.DataFrame(rows, columns=["source", "target", "weight", "stance"])
