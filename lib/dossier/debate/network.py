"""
The network of the debate: actors tied by the stances they share.

Two actors are congruent where they take the same stance on a theme; they conflict where they take
opposed ones (Leifeld 2017, Discourse network analysis, in the Oxford Handbook of Political Networks).
Mixed stances tie nobody, and only named actors are tied. Every table is in a fixed order, every layout has a seed.
"""

from collections.abc import Iterable
from itertools import combinations

import networkx as nx
import pandas as pd

SIDES = ("threat", "opportunity")
SEED = 1


def keep_named(statements: pd.DataFrame) -> pd.DataFrame:
    """
    Keep the statements of named actors, where ``actor_kind`` tells them.

    A description (``the author``) is somebody else in every article: it is counted there, but ties nobody.
    """
    if "actor_kind" not in statements:
        return statements
    return statements[statements["actor_kind"] == "named"]


def tabulate_positions(statements: pd.DataFrame) -> pd.DataFrame:
    """
    Count statements by actor, theme and stance.

    Returns
    -------
    DataFrame
        ``actor, theme, threat, opportunity, mixed, statements, position``: position from -1 (all
        threat) to 1 (all opportunity), mixed counted as 0.

    Examples
    --------
    >>> said = pd.DataFrame({"actor": ["a", "a", "b"], "theme": ["t"] * 3, "stance": ["threat", "mixed", "threat"]})
    >>> tabulate_positions(said)[["actor", "position"]].values.tolist()
    [['a', -0.5], ['b', -1.0]]
    """
    sides = {side: (statements["stance"] == side).astype(int) for side in (*SIDES, "mixed")}
    counts = statements[["actor", "theme"]].assign(**sides).groupby(["actor", "theme"]).sum().reset_index()
    total = counts[[*SIDES, "mixed"]].sum(axis=1)
    position = (counts["opportunity"] - counts["threat"]) / total
    return counts.assign(statements=total, position=position.astype(float))


def link_congruence(statements: pd.DataFrame, *, least: int = 1) -> pd.DataFrame:
    """
    Tie actors who share or oppose stances.

    Parameters
    ----------
    statements : DataFrame
        STATEMENTS.
    least : int
        Fewest shared or opposed (theme, stance) pairs for a tie to be listed.

    Returns
    -------
    DataFrame
        ``source, target, agree, oppose, weight``: number of themes on which both take one side, on
        which they take opposite ones, and agree minus oppose.

    Examples
    --------
    >>> said = pd.DataFrame({"actor": ["a", "b", "c"], "theme": ["t"] * 3,
    ...     "stance": ["threat", "threat", "opportunity"]})
    >>> link_congruence(said)[["source", "target", "weight"]].values.tolist()
    [['a', 'b', 1], ['a', 'c', -1], ['b', 'c', -1]]
    """
    statements = keep_named(statements)
    sided = statements[statements["stance"].isin(SIDES)]
    takes: dict[str, set[tuple[str, str]]] = {}
    for actor, theme, stance in sided[["actor", "theme", "stance"]].drop_duplicates().itertuples(index=False):
        takes.setdefault(actor, set()).add((theme, stance))
    rows = []
    for one, two in combinations(sorted(takes), 2):
        agree = len(takes[one] & takes[two])
        oppose = len(takes[one] & {(theme, SIDES[stance == SIDES[0]]) for theme, stance in takes[two]})
        if agree + oppose >= least:
            rows.append((one, two, agree, oppose, agree - oppose))
    return pd.DataFrame(rows, columns=["source", "target", "agree", "oppose", "weight"])


def find_coalitions(statements: pd.DataFrame, *, resolution: float = 1.0) -> pd.DataFrame:
    """
    Group actors into coalitions by greedy modularity on their net agreement (Clauset, Newman, Moore 2004).

    Returns
    -------
    DataFrame
        ``actor, coalition, statements, position, degree, betweenness``, a row for each actor; coalitions
        are numbered from 1 by size, actors without a tie have 0. Betweenness (0 to 1) marks brokers.
    """
    statements = keep_named(statements)
    ties = link_congruence(statements)
    actors = sorted(statements["actor"].unique())
    graph = _graph(actors, ties[ties["weight"] > 0])
    linked = graph.subgraph([n for n in graph if graph.degree(n)]).copy()
    groups: Iterable[Iterable[str]] = []
    if linked.number_of_edges():
        groups = nx.community.greedy_modularity_communities(linked, weight="weight", resolution=resolution)
    ordered = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    member = {actor: number for number, group in enumerate(ordered, 1) for actor in group}
    between = nx.betweenness_centrality(graph) if graph.number_of_edges() else {}
    positions = tabulate_positions(statements)
    said = positions.groupby("actor")["statements"].sum()
    leaning = (positions["position"] * positions["statements"]).groupby(positions["actor"]).sum() / said
    table = pd.DataFrame({"actor": actors, "coalition": [member.get(a, 0) for a in actors]})
    table["statements"] = table["actor"].map(said).fillna(0).astype(int)
    table["position"] = table["actor"].map(leaning).astype(float)
    table["degree"] = [int(graph.degree(a)) for a in actors]
    table["betweenness"] = [float(between.get(a, 0.0)) for a in actors]
    return table.sort_values(["statements", "actor"], ascending=[False, True], ignore_index=True)


def _graph(actors: Iterable[str], ties: pd.DataFrame) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(actors)
    graph.add_weighted_edges_from(ties[["source", "target", "weight"]].itertuples(index=False, name=None))
    return graph


def find_brokers(statements: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Actors that stand between others in the agreement network, highest betweenness (0 to 1) first."""
    table = find_coalitions(statements)
    table = table[table["betweenness"] > 0].sort_values(["betweenness", "actor"], ascending=[False, True])
    return table.head(top).reset_index(drop=True)


def measure_polarisation(statements: pd.DataFrame, *, period: str = "year") -> pd.DataFrame:
    """
    Measure how far actors split, by period.

    Polarisation is the share of tied pairs of actors who oppose more than they agree, within the
    period; beside it the spread of positions (standard deviation, 0 to 1).

    Parameters
    ----------
    statements : DataFrame
        STATEMENTS; those without a date precise enough are left out and counted in ``undated``.
    period : {"year", "month"}

    Returns
    -------
    DataFrame
        ``period, actors, statements, pairs, opposed, polarisation, spread, undated``; polarisation is
        NaN without pairs.
    """
    statements = keep_named(statements)
    width = 4 if period == "year" else 7
    dated = statements[statements["published_date"].str.len() >= width]
    rows = []
    for name, part in dated.groupby(dated["published_date"].str[:width]):
        ties = link_congruence(part)
        opposed = int((ties["weight"] < 0).sum())
        leaning = tabulate_positions(part).groupby("actor")["position"].mean()
        rows.append((name, part["actor"].nunique(), len(part), len(ties), opposed,
                     opposed / len(ties) if len(ties) else float("nan"), float(leaning.std(ddof=0))))  # fmt: skip
    names = ["period", "actors", "statements", "pairs", "opposed", "polarisation", "spread"]
    return pd.DataFrame(rows, columns=names).assign(undated=len(statements) - len(dated))


def place_network(statements: pd.DataFrame, *, top: int | None = None, seed: int = SEED) -> pd.DataFrame:
    """
    Place actors and themes in the plane: who speaks of what, by a seeded spring layout.

    Parameters
    ----------
    statements : DataFrame
        STATEMENTS.
    top : int, optional
        Keep only the actors with most statements.
    seed : int
        The same seed gives the same places.

    Returns
    -------
    DataFrame
        ``node, kind`` (actor or theme) ``, x, y`` (-1 to 1) ``, statements, position, coalition``.
    """
    coalitions = find_coalitions(statements)
    kept = coalitions if top is None else coalitions.head(top)
    positions = tabulate_positions(statements[statements["actor"].isin(kept["actor"])])
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.add_nodes_from(("actor", actor) for actor in kept["actor"])
    graph.add_nodes_from(("theme", theme) for theme in sorted(positions["theme"].unique()))
    for actor, theme, count in positions[["actor", "theme", "statements"]].itertuples(index=False):
        graph.add_edge(("actor", actor), ("theme", theme), weight=float(count) ** 0.5)
    if not len(graph):
        return pd.DataFrame(columns=["node", "kind", "x", "y", "statements", "position", "coalition"])
    places = nx.spring_layout(graph, seed=seed, weight="weight", iterations=120, k=2.2 / max(len(graph), 1) ** 0.5)
    info = kept.set_index("actor")
    said = positions.groupby("theme")["statements"].sum()
    rows = [
        (name, kind, float(places[kind, name][0]), float(places[kind, name][1]),
         int(info["statements"][name] if kind == "actor" else said[name]),
         float(info["position"][name]) if kind == "actor" else float("nan"),
         int(info["coalition"][name]) if kind == "actor" else 0)
        for kind, name in graph.nodes
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["node", "kind", "x", "y", "statements", "position", "coalition"])
