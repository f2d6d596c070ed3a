"""Search, context, counts and what stands in a report: on made-up sentences, and on a hundred thousand of them."""

import statistics
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.corpus import open_corpus
from dossier.errors import UsageError
from dossier.explorer import (
    Filter,
    count_kept,
    draw_counts,
    filter_units,
    find_concordance,
    keep_quotable,
    read_article,
    read_line,
    write_line,
)
from dossier.explorer import searching as search
from dossier.explorer.reader import Reader, open_reader
from dossier.explorer.rendering import mark_text, render_article
from dossier.explorer.searching import match_texts
from dossier.sentences import load_sentences
from dossier.strings import Words

TEXTS = pd.Series(["Le réemploi de l’emploi, hier.", "EMPLOI !", "Des employés", "Rien [sic].", "Deux  mots\u00a0liés"])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("emploi", [0, 1]),
        ("l'emploi", [0]),
        ("EMPLO", [0, 1, 2]),
        ("emploi hier", [0]),
        ('"deux mots liés"', [4]),
        ("[sic]", [3]),
        ("éMPLOI", []),
        (r"/\bréemploi/", [0]),
        (r"/(?<!ré)emploi(?!,)/", [1]),
        ("a.*b", []),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_words_are_found_at_their_beginning(wanted, found):
    assert np.flatnonzero(match_texts(TEXTS, wanted)).tolist() == found


@given(st.text(max_size=12).filter(lambda text: not text.startswith("/")))
def test_no_query_breaks_and_every_hit_is_shown(wanted):
    hits = match_texts(TEXTS, wanted)
    if hits.any() and wanted.strip("/ ") and search.split_query(wanted):
        shown = find_concordance(pd.DataFrame({"text": TEXTS[hits], "outlet": "", "article_id": "a", "sentence_no": 1}),
                                 wanted, any_word=True)  # fmt: skip
        assert len(shown) >= hits.sum()


def test_a_pattern_that_never_ends_is_stopped_and_told(monkeypatch):
    monkeypatch.setattr(search, "LONGEST", 0.3)
    begun = time.monotonic()
    with pytest.raises(UsageError, match="takes too long"):
        match_texts(pd.Series(["a" * 40 + "!"]), "/(a+)+$/")
    assert time.monotonic() - begun < 10


def test_progress_is_told_up_to_the_end(monkeypatch):
    monkeypatch.setattr(search, "STEP", 2)
    told = []
    match_texts(TEXTS, "/e/", progress=told.append)
    assert told == [0.4, 0.8, 1.0]


@given(st.builds(Filter, theme=st.text(max_size=5), text=st.text(max_size=9), topic=st.integers(0, 9),
                 at_least=st.floats(0, 1), voice=st.sampled_from(["", "O'Hara", 'Ada "A" Blum'])))  # fmt: skip
def test_a_filter_comes_back_from_its_line_of_code(chosen):
    assert read_line(write_line(chosen)) == chosen


@pytest.mark.parametrize(
    "line",
    ["", "x", "Filter(", "Filter(theme=1)", "Filter('jobs')", "Filter(colour='red')", "Filter(at_least=True)",
     "Filter(text=open('x'))", "Filter(**{})", "(" * 500],
)  # fmt: skip
def test_a_line_that_is_no_filter_is_told_and_never_run(line):
    with pytest.raises(UsageError):
        read_line(line)


def test_the_article_shows_what_was_left_out(coded):
    units = coded[(coded.article_id == "a") & (coded.sentence_no != 2)].assign(voice=["Ada", "", ""])
    sentences = coded[["article_id", "sentence_no", "start", "end", "kind", "text"]].assign(dropped="")
    sentences.loc[1, "dropped"] = "menu"
    article = read_article(units, sentences, "a")
    assert article.margin.tolist() == ["work: threat", "", "work: threat", "work: threat"]
    html = render_article(article, sentence_no=3, heading="<b>", words=Words("en"))
    assert "left out: menu" in html and "&lt;b&gt;" in html and html.count('class="here"') == 1
    with pytest.raises(UsageError, match="no article 'z'"):
        read_article(units, sentences, "z")


def test_counts_follow_what_is_kept(coded):
    coded.loc[0, "voice"] = "Ada | Ben"
    assert count_kept(coded, by="theme").to_numpy().tolist() == [["work", 4]]
    assert count_kept(coded, by="stance").to_numpy().tolist() == [["threat", 4]]
    assert count_kept(coded, by="voice").n.tolist() == [1, 1]
    assert "12 sentences kept" in draw_counts(coded, by="outlet", words=Words("en")).html()
    with pytest.raises(UsageError, match="not 'colour'"):
        count_kept(coded, by="colour")


def test_markup_of_the_corpus_stays_text():
    assert mark_text("<img src=x> it", evidence="<img") == "<mark>&lt;img</mark> src=x&gt; it"


def _units(corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    sentences = load_sentences(corpus)
    units = sentences.merge(corpus.articles[["article_id", "title", "outlet", "genre", "published_date", "rights"]])
    return units.assign(voice="", year=units.published_date.str[:4], work=1, work_p=0.9, work_stance="threat",
                        work_evidence=""), sentences  # fmt: skip


def test_a_report_shows_five_sentences_of_a_restricted_article_wherever_they_are_asked_for(ferry):
    path = ferry / "articles" / "post.md"
    path.write_text(
        path.read_text("utf-8").replace("rights: own", "rights: restricted") + "One more. And one.", "utf-8"
    )
    corpus = open_corpus(ferry)
    units, sentences = _units(corpus)
    places = find_concordance(units, "/[a-z]+/")
    shown, withheld = keep_quotable(places, units, corpus=corpus, sentences=sentences)
    assert shown[shown.article_id == "post"].sentence_no.nunique() == 5 and withheld > 0
    assert shown[shown.article_id == "echo"].sentence_no.nunique() == 5  # its own: all


def test_the_desk_leaves_a_table_in_a_report(ferry, monkeypatch, capsys):
    corpus = open_corpus(ferry)
    units, sentences = _units(corpus)
    desk = open_reader(units, corpus=corpus, sentences=sentences, words=Words("en"), start=Filter(text="horn"))
    shown = []
    monkeypatch.setattr("dossier.explorer.desks.display", shown.append)
    desk._ipython_display_()
    assert "A <q>" not in shown[1]._repr_html_() and "Its horns wake the shore." in shown[1]._repr_html_()
    assert "dossier-static-reader" in shown[0].children[0].value and "dossier-static-reader" in shown[1]._repr_html_()
    monkeypatch.setenv("DOSSIER_DESK", str(ferry))
    shown.clear()
    desk._ipython_display_()
    assert [type(one).__name__ for one in shown] == ["Shown"]  # no widget in a report


def test_the_line_sets_the_fields_and_faults_are_told(ferry):
    corpus = open_corpus(ferry)
    reader = Reader(*_units(corpus), Words("en"))
    reader.put(Filter(text="horn"))
    assert "2 sentences of 14" in reader.status.value and reader.line.value.endswith("Filter(text='horn'))")
    reader.line.value = "Filter(outlet='Lake Echo', text='horn')"
    assert reader.fields["outlet"].value == "Lake Echo" and "1 sentence of 14" in reader.status.value
    reader.fields["theme"].value = "nonsense"
    assert "no theme" in reader.status.value and "fault" in reader.status.value
    reader.put(Filter())
    reader.look("concordance")
    assert "concordance needs a word" in reader.status.value


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    """A hundred thousand sentences of twenty words, in five thousand articles."""
    rng = np.random.default_rng(4)
    words = np.array([f"mot{n}" for n in range(5000)] + ["métier"] * 40)
    n = 100_000
    table = pd.DataFrame({
        "article_id": np.repeat([f"a{n}" for n in range(5000)], 20), "sentence_no": np.tile(np.arange(1, 21), 5000),
        "text": [" ".join(row) for row in words[rng.integers(0, len(words), (n, 20))]],
        "outlet": rng.choice(["Echo", "Midi"], n), "voice": rng.choice(["", "Ada | Ben", "Ben"], n), "lang": "fr",
        "published_date": rng.choice(["2024-05-01", "2023", ""], n), "genre": "news", "title": "", "year": "2024",
        "counted": True,
    })  # fmt: skip
    for theme in ("work", "noise", "price", "shore"):
        table[theme], table[f"{theme}_p"] = rng.integers(0, 2, n), rng.random(n)
        table[f"{theme}_stance"] = np.where(table[theme] == 1, "threat", "")
        table[f"{theme}_evidence"] = ""
    return table


@pytest.mark.parametrize(
    "chosen", [Filter(text="métier"), Filter(theme="work", stance="threat"), Filter(voice="Ben", since="2024")]
)
def test_a_hundred_thousand_sentences_are_filtered_at_once(many, chosen):
    taken = []
    for _ in range(5):
        begun = time.process_time()
        kept = filter_units(many, chosen)
        taken.append(time.process_time() - begun)
    assert 0 < len(kept) < len(many) and statistics.median(taken) < 0.2


def test_the_browser_gets_a_page_and_never_the_corpus(many):
    reader = Reader(many, many.assign(dropped=""), Words("en"))
    reader.put(Filter())
    sent = [text.value for _, text in reader.hits] + [reader.figure.value, reader.status.value]
    sent += [str(field.options) for field in reader.fields.values() if hasattr(field, "options")]
    assert sum(map(len, sent)) < 60_000
