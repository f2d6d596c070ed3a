"""What may be passed on gives the same counts as the text, and never two words in a row."""

import re
from itertools import pairwise

import numpy as np
import pytest

from dossier.annotations import load_marks
from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.exports.derived import count_words, write_derived
from dossier.exports.derived_reading import count_matrix, derived_segments, read_derived, recount_themes
from dossier.sentences import load_sentences
from dossier.themes import load_units, select_counted
from dossier.topics.finding import find_topics
from dossier.topics.segments import load_segments, sentences_of


@pytest.fixture(scope="session")
def derived(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived") / "d"
    write_derived(corpus, out=folder)
    return folder


@pytest.fixture(scope="session")
def derived_topics(topic_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived") / "t"
    write_derived(topic_corpus, out=folder)
    return read_derived(folder)


def test_theme_counts_equal_those_from_the_text(corpus, derived):
    for repeats in (False, True):
        units = select_counted(load_units(corpus), repeats=repeats)
        wanted = {
            (theme, stance): n
            for theme in ("money", "noise")
            for stance, n in units.loc[units[theme] == 1, f"{theme}_stance"].value_counts().items()
        }
        counts = recount_themes(read_derived(derived), repeats=repeats)
        assert dict(zip(zip(counts.theme, counts.stance, strict=True), counts.n, strict=True)) == wanted
        assert wanted


def test_marks_by_theme_and_coder_are_all_there(corpus, derived):
    marks = read_derived(derived)["marks"]
    for coder in ("ana", "bo", "agreed"):
        wanted = load_marks(corpus, coder)
        mine = marks[marks.coder == coder]
        assert sorted(zip(mine.article_id, mine.theme, mine.stance, strict=True)) == sorted(
            zip(wanted.article_id, wanted.theme, wanted.stance, strict=True)
        )
    assert not {"text_hash", "start", "end", "remark"} & set(marks)


def test_topics_equal_those_from_the_text(topic_corpus, derived_topics):
    segments = load_segments(topic_corpus)
    assert len(segments) > 60
    ours, theirs = find_topics(segments, k=3), find_topics(derived_segments(derived_topics), k=3)

    def words(tables):
        return {frozenset(terms.head(10)) for _, terms in tables["terms"].groupby("topic").term}

    assert len(words(ours)) == 3
    assert words(ours) == words(theirs)
    assert sorted(ours["topics"].segments) == sorted(theirs["topics"].segments)


def test_word_counts_of_an_article_equal_those_of_its_text(topic_corpus, derived_topics):
    counts, words = count_matrix(derived_topics)
    rows = (derived_topics["segments"].article_id == "a03").to_numpy()
    mine = dict(zip(words, np.asarray(counts[rows].sum(axis=0)).ravel().tolist(), strict=True))
    wanted = count_words(topic_corpus.text("a03"), lang="fr")
    assert {word: n for word, n in mine.items() if n} == dict(wanted)


def test_each_sentence_stands_in_the_segment_that_it_stood_in(topic_corpus, derived_topics):
    segments, sentences = derived_topics["segments"], derived_topics["sentences"]
    sizes = sentences.groupby("segment").size()
    assert (sizes.to_numpy() == (segments.last_sentence - segments.first_sentence + 1).to_numpy()).all()
    wanted = sentences_of(load_segments(topic_corpus), load_sentences(topic_corpus)).groupby("row").size()
    assert sorted(sizes) == sorted(wanted)


def test_no_two_neighbouring_words_of_a_text_stand_together_anywhere(corpus, derived):
    """Every pair of neighbouring words of every text, sought in every line of every file."""
    files = {path.name: path.read_text("utf-8") for path in derived.iterdir()}
    assert set(files) >= {"terms.csv", "articles.csv", "README.txt"}
    names = {"Odile Marchais"}  # a voice with a name
    for text in corpus.articles.text:
        for one, two in pairwise(re.findall(r"\w+", text)):
            if f"{one} {two}" not in names:
                for name in ("terms.csv", "sentences.csv", "codes.csv", "marks.csv", "segments.csv"):
                    assert not re.search(rf"\b{one}\W{{0,3}}\s\W{{0,3}}{two}\b", files[name]), (name, one, two)
    for sentence in load_sentences(corpus).text:
        assert not [name for name, content in files.items() if sentence in content]


def test_no_order_tells_where_words_and_sentences_stood(topic_corpus, derived_topics):
    """The rank of a word in its segment's list says nothing of its place in the segment's text."""
    segments, sentences = load_segments(topic_corpus), derived_topics["sentences"]
    terms = derived_topics["terms"]
    together = []
    for text in segments.text:
        first = {word: place for place, word in reversed(list(enumerate(re.findall(r"\w+", text))))}
        wanted = count_words(text, lang="fr")
        for _, rows in terms.groupby("segment"):
            if dict(zip(rows.term, rows["count"], strict=True)) == dict(wanted):
                places = rows.term.map(first).rank().to_numpy()
                together.append(np.corrcoef(places, np.arange(len(places)))[0, 1])
                break
    assert len(together) == len(segments)
    assert abs(np.mean(together)) < 0.1
    numbers = load_sentences(topic_corpus).query("dropped == ''")
    assert len(numbers) == len(sentences)


def test_a_segment_of_few_words_keeps_them_to_itself(tmp_path):
    (tmp_path / "c" / "articles").mkdir(parents=True)
    (tmp_path / "c" / "articles" / "a.txt").write_text("Le vieux pont de Valmont ferme samedi.\n", "utf-8")
    (tmp_path / "c" / "articles" / "b.txt").write_text("Le vieux pont de Valmont ferme samedi pour travaux.\n", "utf-8")
    write_derived(open_corpus(tmp_path / "c"), out=tmp_path / "d")
    tables = read_derived(tmp_path / "d")
    assert len(tables["segments"]) == 2
    sizes = tables["terms"].merge(tables["segments"]).groupby("article_id").size().to_dict()
    assert sizes == {"b": 5}  # a holds vieux, pont, Valmont, ferme; b travaux too


def test_titles_and_described_voices_stay_behind(corpus, derived):
    tables = read_derived(derived)
    assert "title" not in tables["articles"]
    assert "text" not in tables["articles"]
    named = tables["sentences"].query("voice != ''")
    assert set(named.voice_kind) <= {"named"}
    assert "Odile Marchais" in set(named.voice)


def test_a_folder_that_is_not_derived_is_refused(tmp_path):
    with pytest.raises(DossierError, match=r"articles\.csv"):
        read_derived(tmp_path)
