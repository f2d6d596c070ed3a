"""
What may be passed on of texts that may not: a corpus folder with a mask for each word, and what was found in them.

The notebooks run on it and show no sentence. Per segment it holds word counts without order (`shuffling`), with
metadata and marks; names and settings pass through `hiding`. Stop words, evidence, cues, offsets and coders' remarks
stay behind, and so do the words of a segment that has too few to hide their order.
"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dossier.annotations import RANDOM_SAMPLE, hash_text, load_random_sample, write_marks
from dossier.coding import load_codes, load_scores
from dossier.corpus import Corpus
from dossier.debate import load_lineage
from dossier.exports.folders import new_folder
from dossier.exports.hiding import (
    Hidden,
    hide_title,
    read_plain_actors,
    read_plain_codebook,
    read_plain_settings,
    write_toml,
)
from dossier.exports.shuffling import LEAST_WORDS, Shuffled, shuffle_corpus
from dossier.exports.tables import load_codebook_of, load_every_mark
from dossier.handed import FOLDER, TERMS, mask_words, write_handed
from dossier.readers.frontmatter import write_front_matter
from dossier.reuse import load_families
from dossier.schema import CODES, FAMILIES, MARKS, SENTENCE_KEY, SENTENCES, VOICES
from dossier.sentences import load_sentences
from dossier.topics.loading import labels_path
from dossier.voices import load_quotations, load_voices

KEY = list(SENTENCE_KEY)
CATALOGUE = ("title", "outlet", "published", "lang", "url", "country", "genre", "collected")
README = """\
A corpus whose texts are not passed on. Every page and table of its reports can be made anew:

    dossier build THIS_FOLDER

articles/          the catalogue; under it a mask for each word, sentences in no order of the text
annotations/       the marks of each coder; random-sample.csv names the sentences drawn at random
corpus.toml, codebook.toml, actors.toml, topics.toml
                   the settings; without examples, and with numbers for people who are no public figures
derived/           what was found in the text, a CSV a table, UTF-8; types.json has the types of their columns
    segments       neighbouring sentences of one article, about 40 words
    terms          how often a segment holds a word, as written; without stop words, and without the words of a
                   segment that has fewer than {least} different ones
    sentences      kind, language, why left out; numbered anew, so that the order of the text cannot be told
    families       prose that repeats
    voices, speech, lineage   who speaks, what is reported of whom, which utterances travel: without a word of it;
                   a number stands for a voice that has no public name
    codes, scores  the machine coder's themes and stances, and how often it is right
"""


def write_derived(corpus: Corpus, *, out: Path) -> None:
    """
    Write the derived corpus of a corpus into the new folder `out`.

    Raises
    ------
    DossierError
        If `out` already holds something.
    """
    order, hidden = shuffle_corpus(corpus), Hidden(corpus)
    sentences = _mask_sentences(order.renumber(load_sentences(corpus)))
    with new_folder(out) as draft:
        (draft / "README.txt").write_bytes(README.format(least=LEAST_WORDS).encode())
        _write_settings(corpus, hidden, draft)
        _write_articles(corpus, sentences, draft / "articles")
        _write_annotations(corpus, order, hidden, draft / "annotations")
        write_handed(dict(_derive_tables(corpus, order, hidden, sentences)), draft / FOLDER)


def _mask_sentences(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return SENTENCES of masked texts, one a line, with the offsets that they have there."""
    masked = sentences.assign(text=sentences["text"].map(mask_words))
    lengths = masked["text"].str.len()
    ends = (lengths + 1).groupby(masked["article_id"]).cumsum() - 1
    return SENTENCES.check(masked.assign(start=ends - lengths, end=ends))[SENTENCES.names]


def _write_settings(corpus: Corpus, hidden: Hidden, folder: Path) -> None:
    write_toml(read_plain_settings(corpus), folder / "corpus.toml")
    if (codebook := read_plain_codebook(corpus)) is not None:
        write_toml(codebook, folder / "codebook.toml")
    if (actors := read_plain_actors(corpus, hidden)) is not None:
        write_toml(actors, folder / "actors.toml")
    if labels_path(corpus).is_file():
        (folder / labels_path(corpus).name).write_bytes(labels_path(corpus).read_bytes())


def _write_articles(corpus: Corpus, sentences: pd.DataFrame, folder: Path) -> None:
    folder.mkdir()
    lines = sentences.groupby("article_id")["text"].agg("\n".join)
    for row in corpus.articles.rename(columns={"published_date": "published"}).to_dict("records"):
        article = str(row["article_id"])
        row["title"] = hide_title(str(row["title"]), text=str(row["text"]))
        fields = {name: str(row[name]) for name in CATALOGUE if row[name]}
        inferred = [name for name in str(row["inferred"]).split(" | ") if name in fields]
        written = write_front_matter(
            {"id": article, **fields, "rights": "restricted", "inferred": inferred}, text=f"{lines[article]}\n"
        )
        (folder / f"{article}.md").write_bytes(written.encode("utf-8", "surrogatepass"))


def _write_annotations(corpus: Corpus, order: Shuffled, hidden: Hidden, folder: Path) -> None:
    folder.mkdir()
    texts = load_sentences(corpus)[[*KEY, "text"]]
    marks = order.renumber(hidden.table(load_every_mark(corpus)[MARKS.names].merge(texts, on=KEY)))
    hashes = [hash_text(mask_words(text)) for text in marks.pop("text")]
    for coder, own in marks.assign(text_hash=hashes).groupby("coder"):
        write_marks(own, folder / f"{coder}.csv")
    drawn = order.renumber(load_random_sample(corpus))
    if len(drawn):
        drawn.to_csv(folder / RANDOM_SAMPLE, index=False, lineterminator="\n")


def _derive_tables(
    corpus: Corpus, order: Shuffled, hidden: Hidden, sentences: pd.DataFrame
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give each table that the corpus hands on, of whose columns only those that its form names."""
    numbers = order.numbers.set_index(KEY)["number"]
    families = load_families(corpus)[FAMILIES.names]
    roots = families["family"].str.rsplit("#", n=1)
    named = [f"{article}#{numbers[article, int(old)]}" for article, old in roots]
    yield "sentences", sentences
    yield "segments", order.segments
    yield TERMS, order.terms
    yield "families", order.renumber(families.assign(family=named))
    yield "voices", hidden.table(order.renumber(load_voices(corpus)[VOICES.names]))
    if load_codebook_of(corpus) is not None:
        yield "codes", order.renumber(load_codes(corpus)[CODES.names].assign(evidence=""))
        yield "scores", load_scores(corpus)
    speech = _plain_speech(load_quotations(corpus), hidden)
    yield "speech", speech.drop(columns="old")
    anew = speech.set_index(["article_id", "old"])["quotation_no"]
    lineage = hidden.table(load_lineage(corpus).table.assign(text=""))
    places = zip(lineage["article_id"], lineage["quotation_no"], strict=True)
    yield "lineage", lineage.assign(quotation_no=[int(anew[place]) for place in places])


def _plain_speech(quotations: pd.DataFrame, hidden: Hidden) -> pd.DataFrame:
    """Return the quotations of each article by kind and voice, without a word; ``old`` is their number in the text."""
    offsets = dict.fromkeys(("start", "end", "cue_start", "cue_end", "source_start", "source_end"), 0)
    plain = hidden.table(quotations).assign(cue="", candidates="", frame="", old=quotations["quotation_no"], **offsets)
    plain = plain.sort_values(["article_id", "kind", "voice", "voice_kind"], kind="stable", ignore_index=True)
    return plain.assign(quotation_no=plain.groupby("article_id").cumcount() + 1)
