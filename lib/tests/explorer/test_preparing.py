"""What the desks stand on: read where it is kept, made beside where it is not."""

import time

import pytest

from dossier.codebook import load_codebook
from dossier.corpus import open_corpus
from dossier.errors import UsageError
from dossier.explorer import Filter, filter_units, open_tables, order_sentences, preparing, usable_filter
from dossier.explorer.coder import CoderDesk
from dossier.explorer.preparing import NEWS, _Bars, bare_units
from dossier.explorer.workshop import ROUND
from dossier.sentences import load_sentences
from dossier.store import NotKeptError, only_kept
from dossier.strings import Words
from dossier.topics import load_topics

EN = Words("en")


@pytest.mark.slow
def test_the_lab_opens_before_themes_are_there_and_with_them_later(ferry, monkeypatch):
    corpus = open_corpus(ferry)
    monkeypatch.setenv("DOSSIER_LAB", "1")
    monkeypatch.setattr(preparing, "PATIENCE", 0.0)
    early = open_tables(corpus, words=EN)
    assert len(early.units) == 14 and early.topics.refused and "Being prepared" in NEWS.value
    for _ in range(600):
        try:
            with only_kept():
                load_topics(corpus)
            break
        except NotKeptError:
            time.sleep(0.2)
    late = open_tables(corpus, words=EN)
    assert {"work", "noise", "topic"} <= set(late.units.columns) and not NEWS.value


def test_without_themes_a_coder_codes_and_is_told_what_waits(ferry):
    corpus = open_corpus(ferry)
    sentences = load_sentences(corpus)
    units = bare_units(corpus, sentences)
    assert str(usable_filter(Filter(stance="threat", text="crew"), units)) == "Filter(text='crew')"
    with pytest.raises(UsageError, match="not coded yet"):
        filter_units(units, Filter(theme="work"))
    order = order_sentences(units, by="uncertain")
    assert order.index.tolist() == order_sentences(units, by="random").index.tolist() != units.index.tolist()
    desk = CoderDesk(units, corpus=corpus, sentences=sentences, words=EN, codebook=load_codebook(ferry))
    desk.open("ada", "uncertain", "")
    for _ in range(ROUND):
        desk.take("1t")
    assert f"{ROUND} sentences coded" in desk.told.value
    desk.workshop._train(foresee=False)
    assert "not read these sentences yet" in desk.workshop.shown.value


def test_progress_bars_are_handed_on_once_a_second(capsys):
    bars = _Bars()
    bars.stage = "voices"
    for _ in range(2):
        bars.write("voices:  12%|█▏        | 6/50 [00:10<01:13,  1.66s/it]")
    assert capsys.readouterr().out == '["voices", "12", "01:13"]\n'
