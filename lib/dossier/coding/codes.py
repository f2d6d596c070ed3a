"""A corpus's machine codes: the coder trained from its folder, its codes, and how well it does."""

import os
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from dossier.annotations import load_marks
from dossier.codebook import Codebook, load_codebook
from dossier.coding.flips import note_flips
from dossier.coding.model import ThemeCoder
from dossier.coding.scores import Score, score_classes, score_flags, tier
from dossier.coding.training import UNITS, Examples, add_neighbours, load_examples, mark_rows
from dossier.coding.weak import tell_wanted
from dossier.corpus import Corpus, open_corpus
from dossier.encoder import Encoder, load_encoder
from dossier.paths import DEFAULT_CORPUS, build_dir
from dossier.reuse import load_families
from dossier.schema import CODES, STANCES
from dossier.sentences import load_sentences
from dossier.store import derive

AGREED = "agreed"


def vector_folder(root: Path) -> Path:
    """
    Folder of the one store of sentence vectors.

    It stands by the repository's corpus, whose sentences train every coder; where that cannot be
    written, by the corpus at hand.
    """
    shared = build_dir(DEFAULT_CORPUS)
    return shared if DEFAULT_CORPUS.is_dir() and os.access(shared.parent, os.W_OK) else build_dir(root)


def find_codebook(root: Path) -> Codebook:
    """Return the codebook of a corpus folder, or that of the corpus it was made like."""
    own = root / "codebook.toml"
    like = None if own.is_file() or not (root / "corpus.toml").is_file() else open_corpus(root).like
    return load_codebook(own if like is None else like)


def gather_examples(root: Path, *, codebook: Codebook) -> Examples:
    """
    Return all that the coder of a corpus folder learns from.

    The folder's agreed marks and training sentences; and, where its codebook was taken from another
    corpus, that one's too.
    """
    corpus = open_corpus(root) if (root / "corpus.toml").is_file() else None
    marks = _agreed(corpus) if corpus is not None else None
    examples = load_examples(root, codebook=codebook, marks=marks)
    like = corpus.like if corpus is not None else None
    if like is None or like.resolve() == root.resolve():
        return examples
    return Examples.join([examples, gather_examples(like, codebook=codebook)])


def _agreed(corpus: Corpus) -> pd.DataFrame | None:
    """Agreed marks with texts and neighbours; articles that repeat one another carry one group."""
    marks = load_marks(corpus, coder=AGREED)
    if marks.empty:
        return None
    rows = mark_rows(marks, load_sentences(corpus))
    families = load_families(corpus).drop_duplicates("article_id").set_index("article_id")["article_family"]
    return rows.assign(group=rows["article_id"].map(families).fillna(rows["article_id"]))


def fit_coder(root: Path, *, encoder: Encoder | None = None) -> ThemeCoder:
    """
    Train the coder of a corpus folder.

    Parameters
    ----------
    root : Path
        The folder with ``codebook.toml`` and, as far as they exist, ``annotations/`` and ``training/``.
    encoder : Encoder, optional
        Sentence vectors; without it the coder is weaker.
    """
    codebook = find_codebook(root)
    return ThemeCoder(codebook, encoder).fit(gather_examples(root, codebook=codebook))


def wanted_of_folder(root: Path) -> list[str]:
    """Return one line for each theme of a corpus folder that wants coded cases."""
    codebook = find_codebook(root)
    return tell_wanted(gather_examples(root, codebook=codebook), keys=codebook.keys)


def corpus_encoder(root: Path) -> Encoder | None:
    """Return the encoder that this installation has, with the shared store of vectors."""
    return load_encoder(folder=vector_folder(root))


def load_codes(corpus: Corpus) -> pd.DataFrame:
    """
    Return the machine's codes of every kept sentence.

    A sentence with an agreed mark gets the code that a coder gives which has not seen its article (nor one
    that repeats it), so that machine and hand can be compared.

    Returns
    -------
    DataFrame, form ``schema.CODES``
    """
    encoder = corpus_encoder(corpus.root)
    codebook = find_codebook(corpus.root)
    examples = gather_examples(corpus.root, codebook=codebook)

    def compute() -> pd.DataFrame:
        coder = ThemeCoder(codebook, encoder).fit(examples)
        sentences = load_sentences(corpus)
        codes = code_sentences(sentences, coder=coder, examples=examples)
        for line in note_flips(codes, sentences, folder=corpus.build_dir):
            print(line, file=sys.stderr)
        return codes

    made_from = (corpus.fingerprint, codebook.fingerprint, examples.fingerprint, encoder and encoder.fingerprint)
    return derive(corpus.build_dir, "codes", compute, made_from=made_from)


def code_sentences(sentences: pd.DataFrame, *, coder: ThemeCoder, examples: Examples) -> pd.DataFrame:
    """
    Code the kept rows of a SENTENCES table; those the coder was trained on get left-out codes.

    Returns
    -------
    DataFrame, form ``schema.CODES``
    """
    rows = add_neighbours(sentences[sentences["dropped"] == ""], document="article_id")
    shares, stances = coder.predict_all(rows)
    shares, stances = _put_left_out(rows, shares, stances, coder=coder, examples=examples)
    coded = shares >= coder.thresholds_
    evidence = coder.evidence(rows, coded)
    keys = coder.codebook.keys
    best = stances.argmax(axis=2)
    return CODES.check(
        pd.DataFrame(
            {
                "article_id": np.repeat(rows["article_id"].to_numpy(), len(keys)),
                "sentence_no": np.repeat(rows["sentence_no"].to_numpy(), len(keys)),
                "theme": np.tile(np.array(keys, dtype=object), len(rows)),
                "probability": shares.ravel(),
                "coded": coded.ravel(),
                "stance": [STANCES[place] for place in best.ravel()],
                "stance_probability": stances.max(axis=2).ravel(),
                "evidence": [slices for row in evidence for slices in row],
            }
        )
    )


def _put_left_out(
    rows: pd.DataFrame,
    shares: npt.NDArray[np.float64],
    stances: npt.NDArray[np.float64],
    *,
    coder: ThemeCoder,
    examples: Examples,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Replace what the coder says of sentences that trained it by what it says without their group."""
    place = {text: n for n, text in enumerate(examples.rows["text"])}
    case = {(row, theme): n for n, (row, theme) in enumerate(coder.stance_.cases.tolist())}
    for at, text in enumerate(rows["text"]):
        trained = place.get(text)
        if trained is None:
            continue
        shares[at] = coder.left_out_[trained]
        for theme in range(shares.shape[1]):
            if (trained, theme) in case:
                stances[at, theme] = coder.stance_.left_out[case[trained, theme]]
    return shares, stances


def load_scores(corpus: Corpus) -> pd.DataFrame:
    """
    Return how well the machine does on the agreed marks, each coded without its own article.

    Returns
    -------
    DataFrame
        One row a theme, ``what`` = theme; one a theme's stance given the theme, ``what`` = stance; one for
        the stances of all themes. Columns ``theme, what, basis, n, n_positive, precision, recall, f1, low,
        high, tier``; `basis` says whether marks or, where there are none, constructed sentences were scored:
        then the tier is weak whatever the score.
    """
    encoder = corpus_encoder(corpus.root)
    codebook = find_codebook(corpus.root)
    examples = gather_examples(corpus.root, codebook=codebook)

    def compute() -> pd.DataFrame:
        return score_coder(ThemeCoder(codebook, encoder).fit(examples), examples)

    made_from = (corpus.fingerprint, codebook.fingerprint, examples.fingerprint, encoder and encoder.fingerprint)
    return derive(corpus.build_dir, "scores", compute, made_from=made_from)


def score_coder(coder: ThemeCoder, examples: Examples) -> pd.DataFrame:
    """Score a fitted coder's left-out codes; see `load_scores`."""
    marked = (examples.rows["source"] == "marks").to_numpy()
    basis = "marks" if marked.any() else "constructed"
    use = marked if marked.any() else np.ones(len(marked), dtype=bool)
    groups = examples.rows["group"].to_numpy()
    rows = []
    for n, key in enumerate(coder.codebook.keys):
        seen = use & ~np.isnan(examples.themes[:, n])
        truth = examples.themes[seen, n] > 0.5
        coded = coder.left_out_[seen, n] >= coder.thresholds_[n]
        if len(truth):
            rows.append(_row(key, "theme", basis, score_flags(truth, coded, groups=groups[seen].tolist())))
    cases, truth = coder.stance_.cases, coder.stance_.truth
    for key in (*coder.codebook.keys, ""):
        seen = use[cases[:, 0]] & ((cases[:, 1] == coder.codebook.keys.index(key)) if key else True)
        if seen.any():
            said = coder.stance_.left_out[seen].argmax(axis=1).tolist()
            score = score_classes(
                truth[seen].tolist(), said, groups=groups[cases[seen, 0]].tolist(), classes=len(STANCES)
            )
            rows.append(_row(key, "stance", basis, score))
    return pd.DataFrame(rows)


def _row(theme: str, what: str, basis: str, score: Score) -> dict[str, object]:
    trusted = tier(score) if basis == "marks" else "weak"
    return {"theme": theme, "what": what, "basis": basis, **score._asdict(), "tier": trusted}


def units_of(texts: pd.Series, documents: pd.Series | None) -> pd.DataFrame:
    """Return rows with neighbours from a plain column of texts and, where given, of documents."""
    frame = pd.DataFrame({"text": texts.to_numpy(), "document": "" if documents is None else documents.to_numpy()})
    return add_neighbours(frame, document=None if documents is None else "document")[list(UNITS)]
