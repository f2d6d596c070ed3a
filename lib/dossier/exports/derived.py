"""
What may be passed on of texts that may not: per segment, word counts without order, with metadata and marks.

Nothing is put in order by chance, since a chance that can be repeated can be undone: segments, the words of a
segment and the sentences of a segment stand in the order of their digests, and sentences are numbered anew
in that order. Stop words, evidence, titles, described voices and hashes of sentences stay behind; so do the
words of a segment that has too few to hide their order. `read_derived` gives back what topics and themes
are counted from.
"""

import hashlib
from collections import Counter
from pathlib import Path

import pandas as pd

from dossier.annotations import load_random_sample
from dossier.codebook import Codebook
from dossier.coding import load_codes
from dossier.corpus import Corpus
from dossier.exports.folders import new_folder
from dossier.exports.tables import load_codebook_of, load_every_mark
from dossier.reuse import load_families
from dossier.schema import CODES, FAMILIES, SENTENCE_KEY, VOICES
from dossier.sentences import load_sentences
from dossier.topics.segments import load_segments, sentences_of
from dossier.topics.stop_words import load_stop_words
from dossier.topics.tokens import tokenise
from dossier.voices import load_quotations, load_voices

KEY = list(SENTENCE_KEY)
# Each table by a list of its columns: whatever else a table carries (offsets, a coder's remarks) stays behind.
CODED = [*KEY, "theme", "probability", "coded", "stance", "stance_probability"]
MARKED = [*KEY, "theme", "stance", "voice", "voice_kind", "coder", "codebook_version", "date"]
CATALOGUE = ["article_id", "outlet", "published_date", "lang", "url", "country", "genre", "rights"]
LEAST_WORDS = 5  # different words that a segment must hold: five can stand in 120 orders, and stop words between
THEME = ["key", "label_en", "label_fr", "definition_en", "definition_fr"]
README = """\
Derived data of a corpus whose texts are not passed on. CSV, UTF-8.

articles    the catalogue without titles and texts
segments    neighbouring sentences of one article, about 40 words; first_sentence and last_sentence are new numbers
terms       how often a segment holds a word, as written; stop words left out; fewer than {least} words: left out
sentences   of each kept sentence: kind, language, voice if named, family of repeats; numbered anew, so that the
            order of the text cannot be told
codes       the machine coder's themes and stances
marks       those of each coder; random-sample names the sentences drawn at random
quotations  kind and voice of each
themes      the codebook's themes
"""


def write_derived(corpus: Corpus, *, out: Path) -> None:
    """
    Write the derived tables of a corpus, a CSV each, into the new folder `out`.

    Raises
    ------
    DossierError
        If `out` already holds something.
    """
    tables = derive_tables(corpus)
    with new_folder(out) as draft:
        (draft / "README.txt").write_bytes(README.format(least=LEAST_WORDS).encode())
        for name, table in tables.items():
            table.to_csv(draft / f"{name}.csv", index=False, lineterminator="\n")


def derive_tables(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Return the tables that may be passed on, by name."""
    codebook = load_codebook_of(corpus)
    codes = (load_codes(corpus) if codebook else CODES.empty())[CODED]
    segments, terms, places = _derive_segments(corpus)
    voices = _named_only(load_voices(corpus))[VOICES.names]
    families = _named_anew(load_families(corpus)[FAMILIES.names], places)
    sentences = places[KEY].merge(load_sentences(corpus)[[*KEY, "kind", "lang"]], on=KEY).merge(voices, on=KEY)
    return {
        "articles": corpus.articles[CATALOGUE],
        "segments": segments,
        "terms": terms,
        "sentences": _number_anew(sentences.merge(families, on=KEY), places),
        "codes": _number_anew(codes, places),
        "marks": _number_anew(_named_only(load_every_mark(corpus))[MARKED], places),
        "random-sample": _number_anew(load_random_sample(corpus), places),
        "quotations": _list_quotations(corpus),
        "themes": _list_themes(codebook),
    }


def _derive_segments(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return segments in the order of their digests, their words, and the new number of each sentence."""
    segments, sentences = load_segments(corpus), load_sentences(corpus)
    words = [count_words(text, lang=lang) for text, lang in zip(segments["text"], segments["lang"], strict=True)]
    digests = [
        _digest(article, sorted(bag.items())) for article, bag in zip(segments["article_id"], words, strict=True)
    ]
    order = sorted(range(len(segments)), key=lambda row: (segments["article_id"].iloc[row], digests[row]))
    number = {row: place for place, row in enumerate(order, start=1)}

    places = sentences_of(segments, sentences).merge(sentences[[*KEY, "text"]], on=KEY)
    places["segment"] = places["row"].map(number)
    places["digest"] = [_digest(text) for text in places["text"]]
    places = places.sort_values(["segment", "digest"], kind="stable")
    places["number"] = places.groupby("article_id").cumcount() + 1

    spans = places.groupby("segment")["number"].agg(first_sentence="min", last_sentence="max").reset_index()
    kept = segments.iloc[order][["article_id", "lang", "counted"]].reset_index(drop=True)
    table = pd.concat([spans[["segment"]], kept, spans[["first_sentence", "last_sentence"]]], axis=1)
    rows = [
        (number[row], word, n)
        for row in order if len(words[row]) >= LEAST_WORDS
        for word, n in sorted(words[row].items(), key=lambda item: _digest(number[row], item[0]))
    ]  # fmt: skip
    return table, pd.DataFrame(rows, columns=["segment", "term", "count"]), places[[*KEY, "number", "segment"]]


def count_words(text: str, *, lang: str) -> Counter[str]:
    """
    Count the words of a text as written, without the stop words of its language (of both where it is unknown).

    Examples
    --------
    >>> sorted(count_words("Le pont ferme : le vieux pont de Valmont.", lang="fr").items())
    [('Valmont', 1), ('ferme', 1), ('pont', 2), ('vieux', 1)]
    """
    stop = load_stop_words(*((lang,) if lang in {"fr", "en"} else ("fr", "en")))
    tokens = tokenise([text])
    return Counter(word for word in (tokens.types[code] for code in tokens.codes) if word.lower() not in stop)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _number_anew(table: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Give sentences their new numbers; rows of sentences that are web furniture are left out."""
    anew = table.merge(places, on=KEY)
    anew["sentence_no"] = anew["number"]
    further = [column for column in anew.columns if column not in {*KEY, "number", "segment"}]
    order = [*KEY, *[column for column in ("theme", "coder") if column in further]]
    return anew[[*KEY, "segment", *further]].sort_values(order, ignore_index=True)


def _named_anew(families: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Name families by the new number of the sentence they are called after."""
    names = zip(places["article_id"], places["sentence_no"], places["number"], strict=True)
    anew = {f"{article}#{old}": f"{article}#{new}" for article, old, new in names}
    return families.assign(family=families["family"].map(anew))


def _named_only(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the voices that have a name: a description is a run of the text's own words."""
    first = table.loc[table["voice_kind"] == "named", "voice"].str.split(" | ", regex=False).str[0]
    names = set(first)
    named = [" | ".join(v for v in voice.split(" | ") if v in names) for voice in table["voice"]]
    return table.assign(voice=named)


def _list_quotations(corpus: Corpus) -> pd.DataFrame:
    columns = ["article_id", "kind", "voice", "voice_kind"]
    return _named_only(load_quotations(corpus))[columns].sort_values(columns, ignore_index=True)


def _list_themes(codebook: Codebook | None) -> pd.DataFrame:
    themes = codebook.themes if codebook else ()
    return pd.DataFrame([[getattr(theme, name) for name in THEME] for theme in themes], columns=THEME)
