"""The texts behind the numbers: sentences, codes and voices of a corpus, and what of them may be shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from dossier.codebook import load_codebook
from dossier.coding import load_settled_codes
from dossier.corpus import Corpus
from dossier.debate import load_statements
from dossier.findings.rights import quotable_sentences
from dossier.pages.persons import Masks, choose_portraits, make_masks
from dossier.schema import CODES, STATEMENTS
from dossier.sentences import load_sentences
from dossier.strings import Words
from dossier.voices import load_quotations
from dossier.voices.actors import Actor, Actors, load_actors


@dataclass(frozen=True)
class Material:
    """
    Everything that pages beside the notebooks' show.

    Attributes
    ----------
    articles, sentences, codes : DataFrame
        Forms of `schema`; `codes` are a person's where one coded, and may be empty.
    themes : dict
        Theme key to its label in the reader's language.
    masks : Masks
        Pseudonyms of private authors.
    title : str
        Name of the corpus.
    statements : DataFrame
        As `debate.load_statements` gives them; may be empty.
    actors : Actors
        What ``actors.toml`` says of voices.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    codes: pd.DataFrame = field(default_factory=CODES.empty)
    themes: dict[str, str] = field(default_factory=dict)
    masks: Masks = field(default_factory=Masks)
    title: str = "Dossier"
    statements: pd.DataFrame = field(default_factory=lambda: STATEMENTS.empty().assign(actor_kind=""))
    actors: Actors = field(default_factory=Actors)

    @cached_property
    def allowed(self) -> set[tuple[str, int]]:
        """Return the sentences whose text may be shown."""
        shown = quotable_sentences(self.articles, self.sentences, codes=self.codes)
        return set(shown.itertuples(index=False, name=None))

    @cached_property
    def portraits(self) -> dict[str, str]:
        """Return the file of each actor who has a page."""
        return choose_portraits(self.statements, self.masks)

    @cached_property
    def withheld(self) -> list[str]:
        """Return the texts of sentences that rights keep back."""
        allowed, rights = self.allowed, {key: row["rights"] for key, row in self.by_article.items()}
        return [str(v[0]) for k, v in self.by_sentence.items() if rights.get(k[0]) == "restricted" and k not in allowed]

    @property
    def free(self) -> list[str]:
        """Return the texts that may be shown: titles, outlets and every sentence not held back."""
        allowed = [str(self.by_sentence[key][0]) for key in sorted(self.allowed)]
        return [*self.articles["title"], *self.articles["outlet"], *allowed]

    @cached_property
    def by_sentence(self) -> dict[tuple[str, int], Any]:
        """Return text, language and drop reason of each sentence, by its key."""
        columns = self.sentences[["article_id", "sentence_no", "text", "lang", "dropped", "start"]]
        return {(row[0], int(row[1])): row[2:] for row in columns.itertuples(index=False, name=None)}

    @cached_property
    def by_article(self) -> dict[str, dict[str, Any]]:
        """Return each article's catalogue row, by its id."""
        return {
            str(row["article_id"]): {str(k): v for k, v in row.items()}
            for row in self.articles.drop(columns="text").to_dict("records")
        }

    def has_page(self, article_id: str) -> bool:
        """Tell whether an article has a page of its own."""
        return self.by_article.get(article_id, {}).get("rights") in {"own", "open"}


def load_material(corpus: Corpus, words: Words, *, coded: bool = True, tell: Callable[[str], object] = str) -> Material:
    """
    Return the material of a corpus; what is missing (a codebook, codes) is empty.

    Parameters
    ----------
    corpus : Corpus
    words : Words
    coded : bool
        Whether a page needs codes and statements; without, none are made: on a large corpus most of the time.
    tell : callable
        Is given a line as each stage begins.

    Raises
    ------
    DossierError
        If a file of the corpus is at fault.
    """
    codebook = corpus.root / "codebook.toml"
    themes = {t.key: t.label(words.lang) for t in load_codebook(codebook).themes} if codebook.is_file() else {}
    tell("splitting into sentences…")
    sentences, actors = load_sentences(corpus), load_actors(corpus.root / "actors.toml")
    tell(f"{len(sentences)} sentences: finding voices…")
    material = Material(
        articles=corpus.articles,
        sentences=sentences,
        themes=themes,
        masks=_masks(corpus, sentences, actors, words),
        title=corpus.settings.title_in(words.lang),
        actors=actors,
    )
    if not themes or not coded:
        return material
    tell("coding…")
    return replace(material, codes=load_settled_codes(corpus), statements=load_statements(corpus))


def _masks(corpus: Corpus, sentences: pd.DataFrame, actors: Actors, words: Words) -> Masks:
    quotations = load_quotations(corpus)
    posts = quotations[(quotations["kind"] == "post") & (quotations["voice_kind"] == "named")]
    public = [actor for actor in actors.entries if actor.public]
    private = [actor for actor in actors.entries if actor.public is False]
    return make_masks(
        [*posts["voice"], *_names(private)], texts=sentences["text"], public=_names(public),
        noun=words("pages.private_author"),
    )  # fmt: skip


def _names(actors: Sequence[Actor]) -> list[str]:
    return [name for actor in actors for name in (actor.canonical, *actor.variants)]
