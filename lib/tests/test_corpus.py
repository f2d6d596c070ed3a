"""The default corpus keeps the form that corpus/README.md promises."""

import re

import pytest

from dossier.checks.quotas import quota_faults
from dossier.corpus import open_corpus
from dossier.schema import SENTENCE_KEY
from dossier.sentences import load_sentences

WORD = re.compile(r"[^\W_]+", re.UNICODE)


@pytest.fixture(scope="module")
def articles():
    return open_corpus().articles


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def test_the_quotas_of_the_corpus_are_kept():
    corpus = open_corpus()
    quota = corpus.settings.quota
    assert (quota.articles, quota.outlets, quota.without_theme) == (150, 60, 30)
    assert (quota.shortest, quota.longest, quota.shared_words) == (120, 220, 8)
    assert quota.languages == {"fr": 125, "en": 25} and len(quota.themes) == 4
    assert list(quota_faults(corpus)) == []


def test_catalogue_is_filled_or_says_why_not(articles):
    assert (articles.title != "").all() and (articles.outlet != "").all() and (articles.genre != "").all()
    bare = articles[((articles.url == "") | (articles.published_date == "")) & (articles.note == "")]
    assert bare.article_id.tolist() == []
    assert set(articles.rights) == {"own"}


def test_notices_quote_nobody(articles):
    # Words between marks would pass for somebody's own: only titles of works, short, may stand so.
    long = [
        f"{row.article_id}: {quoted}"
        for row in articles.itertuples()
        for quoted in re.findall(r"«\s*([^»]+?)\s*»|“([^”]+)”", row.text)
        if len(_words(" ".join(quoted))) > 9
    ]
    assert not long


def test_sentences_hold_every_character(articles):
    sentences = load_sentences(open_corpus())
    assert not sentences.duplicated(list(SENTENCE_KEY)).any()
    for article_id, rows in sentences.groupby("article_id"):
        text = articles.set_index("article_id").text[article_id]
        assert [text[a:b] for a, b in zip(rows.start, rows.end, strict=True)] == rows.text.tolist()
        assert len("".join(rows.text.str.split().str.join(""))) == len("".join(text.split()))
