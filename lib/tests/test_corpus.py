"""The default corpus keeps the form that corpus/README.md promises."""

import re
from collections import Counter

import pytest

from dossier.corpus import open_corpus
from dossier.schema import SENTENCE_KEY
from dossier.sentences import load_sentences

WORD = re.compile(r"[^\W_]+", re.UNICODE)
RUN = 8  # words in common that make two notices share prose


@pytest.fixture(scope="module")
def articles():
    return open_corpus().articles


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'"))


def test_sizes(articles):
    lengths = articles.text.map(lambda text: len(text.split()))
    assert articles[(lengths < 120) | (lengths > 220)].article_id.tolist() == []
    assert len(articles) >= 24


def test_catalogue_is_filled_or_says_why_not(articles):
    assert (articles.title != "").all() and (articles.outlet != "").all() and (articles.genre != "").all()
    bare = articles[((articles.url == "") | (articles.published_date == "")) & (articles.note == "")]
    assert bare.article_id.tolist() == []
    assert set(articles.rights) == {"own"}


def test_no_two_notices_share_prose(articles):
    owner: dict[tuple[str, ...], str] = {}
    shared = Counter()
    for row in articles.itertuples():
        title = _words(row.title)
        named = {tuple(title[i : i + RUN]) for i in range(len(title))}
        words = _words(row.text)
        for i in range(len(words) - RUN + 1):
            run = tuple(words[i : i + RUN])
            if owner.setdefault(run, row.article_id) != row.article_id and run not in named:
                shared[owner[run], row.article_id] += 1
    assert not shared


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
