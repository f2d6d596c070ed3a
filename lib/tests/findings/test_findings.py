"""A finding is its table, the rows behind it and their addresses; what disagrees is refused."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.findings import Prose, quotable_sentences, record, say, say_share
from dossier.findings.cells import escape, neutralise, shorten, visible
from dossier.findings.finding import LIST_LIMIT, ROWS_A_PAGE, TEXT_LIMIT
from dossier.findings.slugs import slugify, unique_slugs
from dossier.strings import Words

TABLE = pd.DataFrame({"outlet": ["Le Soir", "Midi", "Nul"], "n": [2, 1, 0], "share": [0.5, 0.25, 0.0]})
ROWS = pd.DataFrame({"outlet": ["Le Soir", "Le Soir", "Midi"], "article_id": ["a", "a", "b"], "sentence_no": [1, 2, 7]})


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_DESK", str(tmp_path))
    monkeypatch.setenv("DOSSIER_PAGE", "10-corpus")
    return tmp_path


def test_record_writes_table_dictionary_and_rows(desk):
    record(TABLE, "outlets", rows=ROWS, title="Two outlets", meanings={"share": "of four"})
    assert (desk / "findings/outlets.csv").read_text("utf-8").splitlines() == [
        "outlet,n,share", "Le Soir,2,0.5", "Midi,1,0.25", "Nul,0,0",
    ]  # fmt: skip
    about = json.loads((desk / "findings/outlets.json").read_text("utf-8"))
    assert [(g["label"], g["anchor"], g["n"]) for g in about["groups"]] == [
        ("Le Soir", "le-soir", 2),
        ("Midi", "midi", 1),
    ]
    assert [d["meaning"] for d in about["dictionary"]] == ["Outlet", "number of cases counted", "of four"]
    rows = pd.read_parquet(desk / "findings/outlets.parquet")
    assert rows["group"].tolist() == [0, 0, 1] and rows["sentence_no"].tolist() == [1, 2, 7]


def test_rows_open_their_sentences():
    finding = record(TABLE, "outlets", rows=ROWS)
    assert finding.href({"outlet": "Midi"}) == finding.href(TABLE.iloc[1]) == "evidence/outlets.html#midi"
    assert finding.href("Nul") == "", "a row that counts nothing opens nothing"
    assert finding.link("Midi", 1).html() == '<a class="n" href="evidence/outlets.html#midi">1</a>'
    assert finding.evidence("Le Soir")["sentence_no"].tolist() == [1, 2]
    with pytest.raises(KeyError, match="no row"):
        finding.href("Elsewhere")


def test_no_links_in_the_lab(monkeypatch):
    finding = record(TABLE, "outlets", rows=ROWS)
    monkeypatch.delenv("DOSSIER_DESK")
    assert finding.link("Midi", 1).html() == "1"


@pytest.mark.parametrize(
    ("table", "rows", "options", "message"),
    [
        (TABLE.assign(n=[3, 1, 0]), ROWS, {}, "says 3 for Le Soir, but 2 rows"),
        (TABLE, ROWS.assign(outlet="Autre"), {}, "belongs to no row of the table"),
        (pd.concat([TABLE, TABLE]), ROWS, {}, "do not tell the rows"),
        (TABLE, ROWS, {"by": "theme"}, "lacks the column 'theme'"),
        (TABLE, ROWS.drop(columns="article_id"), {}, "article_id"),
    ],
)
def test_what_does_not_add_up_is_refused(table, rows, options, message):
    with pytest.raises(ValueError, match=message):
        record(table, "outlets", rows=rows, **options)


def test_evidence_of_rows_that_are_not_stated_is_left_out():
    finding = record(TABLE.head(1), "outlets", rows=ROWS)
    assert finding.n_behind == {("Le Soir",): 2} and len(finding.rows) == 2


def test_names_are_slugs():
    with pytest.raises(ValueError, match="'my-finding'"):
        record(TABLE, "My finding")


def test_a_table_with_one_list_behind_it():
    rows = ROWS.drop(columns="outlet")
    finding = record(pd.DataFrame({"what": ["sentences"], "n": [3]}), "all", rows=rows, by=())
    assert finding.href() == "evidence/all.html#all"


def test_long_evidence_is_split_between_pages_and_sampled():
    fit = ROWS_A_PAGE // TEXT_LIMIT
    sizes = {f"a{i}": TEXT_LIMIT for i in range(fit)} | {"b": TEXT_LIMIT, "c": LIST_LIMIT + 1, "d": TEXT_LIMIT}
    table = pd.DataFrame({"g": list(sizes), "n": list(sizes.values())})
    rows = pd.concat([pd.DataFrame({"g": g, "article_id": "x", "sentence_no": range(n)}) for g, n in sizes.items()])
    places = record(table, "big", rows=rows).places
    assert [places[(g,)][0] for g in sizes] == ["big"] * fit + ["big-2"] * 3


def test_rows_that_share_their_first_part_stand_together():
    table = pd.DataFrame({"theme": ["a", "b", "a"], "side": ["x", "x", "y"], "n": [1, 1, 1]})
    rows = table.drop(columns="n").assign(article_id="t", sentence_no=[1, 2, 3])
    assert list(record(table, "pairs", rows=rows).places) == [("a", "x"), ("a", "y"), ("b", "x")]


@given(st.text(max_size=60))
def test_slugs_are_safe_names(text):
    assert set(slugify(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len({*unique_slugs([text, text, text])}) == 3


@given(st.text(max_size=200), st.integers(3, 50))
def test_shown_text_is_short_and_without_controls(text, limit):
    shown = shorten(text, limit=limit)
    assert len(shown) <= limit
    assert not any(ord(c) < 32 and c not in "\n\t" for c in visible(text))
    assert "<" not in escape(text) and '"' not in escape(text)


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t1", "\r1"])
def test_formulas_are_neutralised(value):
    assert neutralise(value) == "'" + value


def test_prose_escapes_what_is_not_a_link():
    finding = record(TABLE, "outlets", rows=ROWS)
    prose = say(
        Words("en"), "findings.between", share=finding.link("Midi", "24%"), low="<b>", high="{x}", role="answer"
    )
    assert prose.paragraphs[0] == (
        'about <a class="n" href="evidence/outlets.html#midi">24%</a> (between &lt;b&gt; and {x})'
    )
    bundle = prose._repr_mimebundle_()
    assert bundle["application/vnd.dossier+json"]["role"] == "answer"
    assert (prose + Prose(("x",))).paragraphs[1] == "x"


def test_plural_follows_a_linked_number():
    finding = record(TABLE, "outlets", rows=ROWS)
    said = [
        say(Words(lang), "findings.unit_sentences", n=finding.link("Midi", n))
        for lang in ("en", "fr")
        for n in (0, 1, 2)
    ]
    plain = [
        p.paragraphs[0].replace('<a class="n" href="evidence/outlets.html#midi">', "").replace("</a>", "") for p in said
    ]
    assert plain == ["no sentence", "1 sentence", "2 sentences", "aucune phrase", "1 phrase", "2 phrases"]


@pytest.mark.parametrize(
    ("share", "low", "high", "n", "said"),
    [
        (0.24, 0.1, 0.4, 50, "environ 24\u202f% (entre 10\u202f% et 40\u202f%)"),
        (0.0, 0.0, 0.07, 40, "aucun cas vu (7\u202f% au plus)"),
        (0.5, 0.1, 0.9, 4, "trop peu pour conclure (4)"),
        (0.5, None, None, 60, "50\u202f%"),
    ],
)
def test_shares_in_words(share, low, high, n, said):
    assert say_share(Words("fr"), share, low=low, high=high, n=n) == said


def test_a_restricted_article_shows_five_sentences():
    articles = pd.DataFrame({"article_id": ["a", "b"], "rights": ["restricted", "own"]})
    sentences = pd.DataFrame({"article_id": ["a"] * 9 + ["b"] * 9, "sentence_no": [*range(1, 10)] * 2, "dropped": ""})
    codes = pd.DataFrame({"article_id": "a", "sentence_no": range(1, 10), "probability": [i / 10 for i in range(9)]})
    shown = quotable_sentences(articles, sentences, codes=codes).groupby("article_id")["sentence_no"].agg(list)
    assert shown["a"] == [5, 6, 7, 8, 9] and len(shown["b"]) == 9
