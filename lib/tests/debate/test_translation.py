"""A post and its translations, whole, free or cut, among decoys that share its subject and its words."""

import numpy as np
import pandas as pd
import pytest

from dossier.debate import trace_quotations
from dossier.debate.translation import pair_translations
from dossier.encoder import Encoder, load_encoder

POSTS = [
    ("The council has closed three libraries and bought a robot to answer the phone. We are told this is progress.",
     "La mairie a fermé trois bibliothèques et acheté un robot pour répondre au téléphone. C'est le progrès, dit-on.",
     "La mairie a fermé trois bibliothèques et acheté un robot pour répondre au téléphone."),
    ("A museum without guards, without guides and without a café is just a very expensive screen saver.",
     "Un musée sans gardiens, sans guides et sans café n'est qu'un économiseur d'écran très cher.",
     "Sans gardien, sans guide, sans café, votre musée n'est plus qu'un économiseur d'écran hors de prix."),
    ("I am a translator and I am not afraid. A machine can carry words across the river, but it cannot swim.",
     "Je suis traductrice et je n'ai pas peur. Une machine peut porter des mots au-delà du fleuve, mais pas nager.",
     "Une machine peut porter des mots d'une rive à l'autre, mais elle ne sait pas nager"),
]  # fmt: skip
DECOYS = [
    "La mairie ouvrira trois bibliothèques l'an prochain et embauchera des gens pour répondre au téléphone.",
    "Le musée ouvrira un café et une salle d'écrans géants au printemps, avec des guides en trois langues.",
    "Je suis traductrice et j'ai peur : en un an, j'ai perdu la moitié de mes clients.",
    "La machine traduit les mots du contrat en une seconde, il me reste à nager dans les corrections.",
    "The library robot reads stories to children on Saturdays and the council says they love it.",
    "Our translator left last year, and since then every menu in the hotel has been a joke.",
]


def test_each_post_takes_its_translations_and_no_decoy():
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("no encoder is installed")
    rows = [(f"{n}{kind}", text) for n, post in enumerate(POSTS) for kind, text in zip("eab", post, strict=True)]
    rows += [(f"decoy{n}", text) for n, text in enumerate(DECOYS)]
    table = pd.DataFrame(rows, columns=["article_id", "text"]).assign(quotation_no=1, kind="direct", voice="")
    found = trace_quotations(table, encoder=encoder).table
    groups = found.groupby("utterance")["article_id"].apply(lambda ids: " ".join(sorted(ids)))
    assert sorted(groups) == ["0a 0b 0e", "1a 1b 1e", "2a 2b 2e"]


@pytest.mark.parametrize(("third", "pairs"), [(-0.9, {(0, 1)}), (0.9, {(0, 1), (0, 2)})])
def test_nearest_on_one_side_suffices_but_not_below_the_threshold(third, pairs):
    english = "The weir will break in the night and nobody says it"
    french = ["La digue va céder dans la nuit et personne ne le dit", "Le moulin est à nous et pas à la mairie"]
    places = {english: [1.0, 0.0, 0.0], french[0]: [0.95, 0.31, 0.0], french[1]: [third, 0.43, 0.0]}
    toy = Encoder(lambda texts: np.array([places.get(text, [0.0, 0.0, 1.0]) for text in texts]), "toy")
    assert pair_translations([english, *french], groups=[0, 1, 2], encoder=toy) == pairs
