"""New actors proposed: speakers that the texts name and ``actors.toml`` lacks. Nothing is added by itself."""

from typing import TYPE_CHECKING

import pandas as pd

from dossier.voices.actors import load_actors
from dossier.voices.names import first_name_gender
from dossier.voices.tables import load_speech

if TYPE_CHECKING:
    from dossier.corpus import Corpus


def propose_actors(corpus: "Corpus", *, least: int = 1) -> pd.DataFrame:
    """
    List named speakers that ``actors.toml`` does not know, most heard first.

    Parameters
    ----------
    corpus : Corpus
    least : int
        Fewest quotations.

    Returns
    -------
    DataFrame
        ``canonical, kind, quotations, articles, article_id, block``: kind is a guess (person where the
        first name is known, else organisation), ``block`` the TOML to paste after checking it.
    """
    known = load_actors(corpus.root / "actors.toml")
    speech = load_speech(corpus)
    named = speech[(speech["voice_kind"] == "named") & ~speech["voice"].map(lambda v: known.find(v) is not None)]
    table = named.groupby("voice").agg(
        quotations=("start", "size"), articles=("article_id", "nunique"), article_id=("article_id", "first")
    )
    table = table[table["quotations"] >= least].reset_index(names="canonical")
    table["kind"] = ["person" if first_name_gender(name) else "organisation" for name in table["canonical"]]
    table["block"] = [_block(name, kind) for name, kind in zip(table["canonical"], table["kind"], strict=True)]
    table = table.sort_values(["quotations", "canonical"], ascending=[False, True], ignore_index=True)
    return table[["canonical", "kind", "quotations", "articles", "article_id", "block"]]


def _block(name: str, kind: str) -> str:
    safe = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'[[actors]]\ncanonical = "{safe}"\nkind = "{kind}"\npublic = false\n'
