"""
Statements: an actor takes a stance on a theme in an article, as Discourse Network Analyzer counts them.

A coded sentence gives one statement for each of its voices and themes. Sentences without a voice give
none: what the journalist says is in the codes, not in the network.
"""

from typing import TYPE_CHECKING

import pandas as pd

from dossier.schema import SENTENCE_KEY, STATEMENTS
from dossier.voices.actors import load_actors
from dossier.voices.tables import load_voices

if TYPE_CHECKING:
    from dossier.corpus import Corpus

MACHINE, AGREED = "machine", "agreed"
_KEY = list(SENTENCE_KEY)


def make_statements(
    coded: pd.DataFrame, voices: pd.DataFrame, articles: pd.DataFrame, *, families: pd.DataFrame | None = None
) -> pd.DataFrame:
    """
    Join codes, voices and dates to statements.

    Parameters
    ----------
    coded : DataFrame
        MARKS (their own voice is used) or CODES (those that are coded, voice from `voices`).
    voices : DataFrame
        VOICES of the same sentences.
    articles : DataFrame
        ARTICLES, for dates.
    families : DataFrame, optional
        FAMILIES; with them, reused sentences give a statement once.

    Returns
    -------
    DataFrame
        STATEMENTS in the order of articles and sentences, with ``actor_kind`` (named or described) behind.

    Examples
    --------
    >>> marks = pd.DataFrame({"article_id": ["a"], "sentence_no": [1], "theme": ["jobs"], "stance": ["threat"],
    ...     "voice": ["Ana Sorel | Bo Lind"], "voice_kind": ["named"], "coder": ["agreed"]})
    >>> dates = pd.DataFrame({"article_id": ["a"], "published_date": ["2031-05"]})
    >>> make_statements(marks, marks, dates)[["actor", "stance", "published_date"]].values.tolist()
    [['Ana Sorel', 'threat', '2031-05'], ['Bo Lind', 'threat', '2031-05']]
    """
    rows = _coded_rows(coded, voices)
    if families is not None:
        kept = families.loc[families["counted"], _KEY]
        rows = rows.merge(kept, on=_KEY)
    rows = rows[(rows["theme"] != "") & (rows["stance"] != "") & (rows["voice"] != "")]
    rows = rows.assign(actor=rows["voice"].str.split(" | ", regex=False)).explode("actor", ignore_index=True)
    rows = rows.merge(articles[["article_id", "published_date"]], on="article_id", how="left")
    order = {article: place for place, article in enumerate(articles["article_id"])}
    rows = rows.assign(place=rows["article_id"].map(order)).sort_values(["place", "sentence_no"], kind="stable")
    rows = rows.drop_duplicates([*_KEY, "actor", "theme", "coder"]).reset_index(drop=True)
    return STATEMENTS.check(rows.assign(statement_id=range(1, len(rows) + 1)))[[*STATEMENTS.names, "actor_kind"]]


def _coded_rows(coded: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    if "coded" in coded:
        coded = coded[coded["coded"]].drop(columns=["voice", "voice_kind"], errors="ignore")
        by_hand = coded.get("by_hand", pd.Series(False, index=coded.index))
        coded = coded.assign(coder=by_hand.map({True: AGREED, False: MACHINE}))
        coded = coded.merge(voices[[*_KEY, "voice", "voice_kind"]], on=_KEY)
    return coded[[*_KEY, "theme", "stance", "voice", "voice_kind", "coder"]].rename(
        columns={"voice_kind": "actor_kind"}
    )


def load_statements(corpus: "Corpus", *, coder: str | None = None) -> pd.DataFrame:
    """
    Return the statements of a corpus, reused sentences once.

    Parameters
    ----------
    corpus : Corpus
    coder : str, optional
        ``"machine"`` or the name of a marks file. Without it, statements rest on what is held of each sentence:
        the agreed marks where they cover it, else the machine.

    Returns
    -------
    DataFrame
        STATEMENTS with ``actor_kind, organisation, camp, title, outlet, text`` behind.
    """
    from dossier.annotations import load_marks
    from dossier.coding import load_codes, load_settled_codes, load_settled_voices
    from dossier.reuse import load_families
    from dossier.sentences import load_sentences

    if coder is None:
        coded, voices = load_settled_codes(corpus), load_settled_voices(corpus)
    else:
        coded = load_codes(corpus) if coder == MACHINE else load_marks(corpus, coder)
        voices = load_voices(corpus)
    statements = make_statements(coded, voices, corpus.articles, families=load_families(corpus))
    sentences = load_sentences(corpus)[[*_KEY, "text"]]
    statements = statements.merge(corpus.articles[["article_id", "title", "outlet"]], on="article_id", how="left")
    statements = statements.merge(sentences, on=_KEY, how="left")
    known = load_actors(corpus.root / "actors.toml")
    actors = {name: known.find(name) for name in statements["actor"].unique()}
    for column in ("organisation", "camp"):
        found = {name: getattr(actor, column) if actor else "" for name, actor in actors.items()}
        statements[column] = statements["actor"].map(found).fillna("")
    return statements
