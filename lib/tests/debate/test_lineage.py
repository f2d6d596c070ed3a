"""One utterance in several articles: whole, cut, translated, among decoys."""

import pandas as pd
import pytest

from dossier.debate import join_utterances, trace_quotations
from dossier.encoder import load_encoder


def quoted(*texts, kind="direct"):
    return pd.DataFrame({
        "article_id": [f"a{i}" for i in range(len(texts))], "quotation_no": 1, "kind": kind,
        "voice": "Ana Sorel", "text": list(texts),
    })  # fmt: skip


def groups(lineage):
    return lineage.table.groupby("utterance")["article_id"].apply(list).tolist()


WHOLE = "The old mill will close next spring and nobody asked the people who work there"


def test_whole_cut_and_reworded_by_hand():
    found = trace_quotations(
        quoted(
            WHOLE, WHOLE + ".", "The old mill will close next spring", "A new bridge will open in the autumn for all"
        )
    )
    assert groups(found) == [["a0", "a1", "a2"]]
    assert found.table["how"].tolist() == ["source", "same", "cut"]
    assert found.table["kept"].iloc[2] == pytest.approx(8 / 15)


def test_without_encoder_it_says_what_is_missed():
    assert trace_quotations(quoted(WHOLE)).missed == "translations"


def test_indirect_speech_and_short_words_are_no_utterances():
    assert trace_quotations(quoted(WHOLE, WHOLE, kind="indirect")).table.empty
    assert trace_quotations(quoted("Not now", "Not now")).table.empty


def test_parts_around_an_incise_are_one_utterance():
    text = "« Le moulin ferme », dit Ana. « Et la digue aussi. » Puis " + "rien du tout " * 8 + "« Fin »"
    spans = [(2, 17), (32, 51), (text.index("Fin"), text.index("Fin") + 3)]
    rows = pd.DataFrame([
        {"article_id": "a", "quotation_no": n, "start": a, "end": b, "kind": "direct", "voice": "Ana"}
        for n, (a, b) in enumerate(spans, 1)
    ])  # fmt: skip
    assert len(join_utterances(rows, {"a": text})) == 2


def test_translations_among_decoys():
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("no encoder is installed")
    rows = quoted(
        "They sold the river and sent us the bill for the water.",
        "Ils ont vendu la rivière et nous ont envoyé la facture de l'eau.",
        "L'eau de la rivière coûte plus cher chaque année.",
        "My grandfather built this weir with his hands, and you want to blow it up.",
        "Mon grand-père a construit ce barrage de ses mains, et vous voulez le faire sauter.",
        "Le barrage sera détruit au printemps prochain, dit la mairie.",
    )
    assert groups(trace_quotations(rows, encoder=encoder)) == [["a0", "a1"], ["a3", "a4"]]
