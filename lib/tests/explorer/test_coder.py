"""The coder's desk without a browser: the Enter key, blindness, settling, and a new training."""

import asyncio

import numpy as np
import pandas as pd
import pytest

from dossier.annotations import read_marks
from dossier.codebook import load_codebook
from dossier.corpus import open_corpus
from dossier.explorer import coder as room
from dossier.explorer import open_coder
from dossier.explorer.coder import CoderDesk
from dossier.sentences import load_sentences
from dossier.strings import Words
from dossier.themes import load_units

ENTER = {"event": "submit"}


@pytest.fixture
def desk(ferry):
    """A desk at the made-up corpus, with a machine's codes that were made up too."""
    corpus = open_corpus(ferry)
    sentences = load_sentences(corpus)
    units = sentences.merge(corpus.articles[["article_id", "title", "outlet", "genre", "published_date"]])
    units = units.assign(voice="", counted=True, noise=0, noise_p=0.1, noise_stance="", noise_evidence="",
                         work=1, work_stance="threat", work_evidence="")  # fmt: skip
    units["work_p"] = np.linspace(0.6, 0.9, len(units))
    made = CoderDesk(units, corpus=corpus, sentences=sentences, words=Words("en"),
                     codebook=load_codebook(ferry))  # fmt: skip
    made.open("ada", "uncertain", "")
    return made


def _count(desk) -> int:
    return desk.session.done


def test_only_the_enter_key_decides(desk, monkeypatch):
    monkeypatch.setattr(room, "PAUSE", 0.05)

    async def type_at_it() -> list[int]:
        done = []
        desk.keys.value = "1t"  # the field was left: nothing is said yet
        done.append(_count(desk))
        desk._hear(None, ENTER, [])  # back in the field, Enter without a change
        await asyncio.sleep(0.2)
        done.append(_count(desk))
        desk._hear(None, ENTER, [])  # Enter in the empty field, then a text without the key
        await asyncio.sleep(0.2)
        desk.keys.value = "0"
        done.append(_count(desk))
        desk._hear(None, ENTER, [])  # Enter, and the changed text behind it
        desk.keys.value = "2o"
        done.append(_count(desk))
        await asyncio.sleep(0.2)
        return [*done, _count(desk)]

    assert asyncio.run(type_at_it()) == [0, 1, 1, 2, 2]
    marks = desk.session.marks.sort_values("coded_at")
    assert marks.theme.tolist() == ["work", "noise"]  # the 0 that was changed to 2o was never taken


@pytest.mark.parametrize("typed", ["", "x", "9t", "1t 2"])
def test_what_is_unclear_saves_nothing_and_is_told(desk, typed):
    desk.take(typed)
    assert _count(desk) == 0 and "fault" in desk.told.value
    assert not (desk.corpus.root / "annotations" / "ada.csv").exists()


def test_skipping_comes_back_and_undo_shows_the_sentence_again(desk):
    first = desk.here.text
    desk.take("s")
    assert desk.here.text != first
    while desk.here.text != first:
        desk.take("0")
    assert _count(desk) == len(desk.units) - 1
    desk.take("1t")
    assert desk.here is None and "Nothing is left" in desk.sentence.value
    desk.take("u")
    assert desk.here.text == first and _count(desk) == len(desk.units) - 1


def test_nothing_of_the_machine_is_shown_unless_asked_for_and_never_to_a_second_coder(desk):
    assert "Threat" not in desk.sentence.value
    desk.hint.value = True
    assert "Work: Threat" in desk.sentence.value
    for keys in ("1t", "0", "2o"):
        desk.take(keys)
    desk.open("ben", "second", "ada")
    assert "Threat" not in desk.sentence.value and len(desk._queue(desk.session)) == 3
    desk.take("1t")
    assert "Alpha" not in desk.told.value  # not before ten sentences: it would tell what the other said


def test_what_two_saw_differently_is_settled_in_the_name_of_agreed(desk):
    for name, keys in (("ada", ["1t"] * 3), ("ben", ["1t", "0", "1o"])):
        desk.open(name, "random", "")
        for typed in keys:
            desk.take(typed)
    assert len(pd.read_csv(desk.corpus.root / "annotations" / "random-sample.csv")) == 3
    desk.workshop.one.value, desk.workshop.two.value = "ada", "ben"
    assert "2 sentences are left to settle" in desk.workshop._merge()
    desk.open("agreed", "uncertain", "")
    assert "ada: work: threat" in desk.sentence.value
    desk.take("1m")
    desk.take("0")
    assert desk.here is None
    agreed = read_marks(desk.corpus.root / "annotations" / "agreed.csv")
    assert sorted(agreed.stance) == ["", "mixed", "threat"] and set(agreed.coder) == {"agreed"}


def test_a_changed_text_is_told(desk):
    desk.take("1t")
    path = desk.corpus.root / "annotations" / "ada.csv"
    path.write_text(path.read_text("utf-8").replace(desk.session.marks.text_hash[0], "0" * 12), "utf-8")
    desk.open("ada", "uncertain", "")
    assert "1 mark no longer points" in desk.told.value


def test_training_again_lists_what_flipped(ferry):
    corpus = open_corpus(ferry)
    units = load_units(corpus)
    made = open_coder(units, corpus=corpus, sentences=load_sentences(corpus), words=Words("en"), coder="ada")
    assert made.box.children
    desk = CoderDesk(units, corpus=corpus, sentences=load_sentences(corpus), words=Words("en"),
                     codebook=load_codebook(ferry))  # fmt: skip
    desk.workshop._train(foresee=False)
    assert "Code some sentences first" in desk.workshop.shown.value
    desk.open("ada", "uncertain", "")
    for keys in ("0", "0", "1t", "0", "2t", "0"):
        desk.take(keys)
    before = desk.units
    desk.workshop._train(foresee=True)
    flipped = sum(int((before[t] != desk.units[t]).sum()) for t in ("work", "noise"))
    assert f"{flipped} theme" in desk.workshop.shown.value and "6 coded sentences" in desk.workshop.shown.value
    assert "F1" in desk.workshop._scores() and "now" in desk.workshop._foresee()
