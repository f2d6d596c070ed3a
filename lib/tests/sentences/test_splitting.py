"""Boundaries in made-up text: each case shows the sentences that it must give."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.sentences import find_sentences, split_sentences

# "|" marks where a sentence must end; it stands for nothing in the text.
CASES = [
    "Le maire a parlé.| La salle a applaudi.",
    "« Il pleut », a dit Mme Roche.| Elle est partie.",
    "Il a dit : « Je pars.| Je reviens demain. »| Puis il est sorti.",
    "« Où est-il ? », demande la fille.| Personne ne répond.",
    "« Viens ! » crie le père.| Le chien accourt.",
    "Il tenait le rôle du boucher ».|Roche a repris la parole.",
    "Un accord a été trouvé dans le domaine.|Il sera signé lundi.",
    "Faut-il partir ? »|Plusieurs élus le pensent.",
    "Que faire ?|Comment agir ?|Devons-nous attendre ?",
    "la fin de sa sortie|Les habitants attendent une réponse.",
    "M. Petit et Mme. Roche ont vu le Dr. Blanc.| Ils sont rentrés.",
    "J. K. Martin et George W. Moreau signent.| Rien ne change.",
    "Il a choisi le plan B.| Il le regrette.",
    "Le taux est de 3.5 points, soit 1.000 euros.| Voir p. 12 et art. 4 du code.",
    "Écrire à jean.petit@exemple.fr ou sur www.exemple.com.| Merci d’avance.",
    "L’atelier (c’est vrai !) ferme en mai.| Nul ne sait pourquoi.",
    "Il vend des pommes, des poires, etc.| Le marché ferme à midi.",
    "Il vend des pommes, etc. dans la rue.",
    "Né av. J.-C. dans le Nord, il y resta.| On le sait.",
    "The U.S. Senate voted.| It was late.",
    "She works for Brown Inc. and likes it.| They pay well.",
    "“Why now?” Smith asked.| Nobody knew.",
    "“We won.”| The crowd cheered.",
    "Il hésite…| Elle non.| Bref, rien ne va plus...",
    "Il hésite… puis il part.",
    "[…] Le texte reprend ici.| Voilà.",
    "(Oui, je sais.)| La suite arrive.",
    "Le mot \"fin\" est là.| \"Je reste\", dit-elle.| Il rit.",
    "Elle a dit \"je reste.\"| Il a ri.",
    "1. Ouvrir la porte.| Entrer sans bruit.",
    "Yahoo! France a fermé son bureau.| Le reste suit.",
    "Trop cher ;)| On ira ailleurs.",
    "C’est fini.| iPhone et tablettes sont interdits.",
    "Le bus passe à 20 h.| Le train à 21 h.",
    "YouTube et LinkedIn suivent PlayStation sur eBay.",
]  # fmt: skip


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_they_should(marked: str):
    text = marked.replace("|", "")
    assert [text[a:b] for a, b, _ in find_sentences(text)] == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", ""])
def test_guillemets_with_any_space(space: str):
    text = f"Il dit : «{space}Non.{space}» Elle part."
    assert [text[a:b] for a, b, _ in find_sentences(text)] == [f"Il dit : «{space}Non.{space}»", "Elle part."]


LAYOUT = """\
Le quai neuf

Le quai a été refait. Il ouvre lundi.

- un marché aux fleurs
• deux bancs et une fontaine

Étape des travauxCoût prévu
Pose des pavésDeux cents mille euros
Nom\tPrix

Vivement l'ouverture — Ana Roche (@anaroche) June 6, 2024
"""


def test_kinds_follow_the_layout():
    table = split_sentences(LAYOUT)
    found = list(zip(table["kind"], table["text"], strict=True))
    assert found == [
        ("heading", "Le quai neuf"),
        ("text", "Le quai a été refait."),
        ("text", "Il ouvre lundi."),
        ("bullet", "- un marché aux fleurs"),
        ("bullet", "• deux bancs et une fontaine"),
        ("row", "Étape des travaux"),
        ("row", "Coût prévu"),
        ("row", "Pose des pavés"),
        ("row", "Deux cents mille euros"),
        ("row", "Nom\tPrix"),
        ("post", "Vivement l'ouverture"),
        ("post", "— Ana Roche (@anaroche) June 6, 2024"),
    ]


def test_wrapped_lines_are_one_paragraph():
    text = (
        "Le conseil a examiné hier soir le projet de quai, que les riverains\n"
        "demandent depuis dix ans et que la région promet de payer pour une\n"
        "moitié. Le vote est remis au mois prochain, faute de quorum, et les\n"
        "riverains patientent."
    )
    assert split_sentences(text)["end"].tolist() == [text.index("moitié.") + 7, len(text)]


def test_a_line_that_begins_with_a_comma_goes_on():
    assert len(split_sentences("Selon la mairie\n, le quai ouvrira lundi.")) == 1


def test_an_english_post_above_its_tail_is_a_post_in_a_french_text():
    text = (
        "Le nouveau quai ne plaît pas à tous les habitants de la ville.\n\n"
        "They really should have asked the people who live there first.\n\n"
        "What a waste of money that was. — Ben Hill (@benhill) June 6, 2024\n\n"
        "La mairie n'a pas voulu répondre à ces critiques."
    )
    table = split_sentences(text)
    assert table["kind"].tolist() == ["text", "post", "post", "post", "text"]
    assert table["lang"].tolist()[:3] == ["fr", "en", "en"]


def test_languages():
    told = split_sentences(
        "Le conseil municipal a voté le budget hier soir.\nOui.\nIl a refusé l'impôt.\n"
        "The council did not want to wait any longer for it.\n"
        "Der Stadtrat hat gestern Abend über den neuen Haushalt der Stadt abgestimmt und ihn angenommen."
    )["lang"]
    assert told.tolist() == ["fr", "fr", "fr", "en", "und"]
    assert split_sentences("12 345", lang="en")["lang"].tolist() == ["en"]
    assert split_sentences("12 345")["lang"].tolist() == ["und"]


WILD = st.text(
    alphabet=st.one_of(
        st.sampled_from(list(" \n\n\t\u00a0\u202f.!?…;:,«»\"“”’'()[]-–—•@#|0123456789abcdeéÀMLPl")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=300,
)


@given(WILD)
@settings(max_examples=300, deadline=None)
def test_nothing_is_lost_and_offsets_slice(text: str):
    table = split_sentences(text)
    place = 0
    for start, end, sentence in zip(table["start"], table["end"], table["text"], strict=True):
        assert place <= start < end and text[start:end] == sentence
        assert not text[place:start].strip()
        assert not sentence[0].isspace() and not sentence[-1].isspace()
        place = end
    assert not text[place:].strip()
    assert table["sentence_no"].tolist() == list(range(1, len(table) + 1))


@given(WILD, WILD)
@settings(max_examples=200, deadline=None)
def test_a_paragraph_behind_changes_no_boundary_before_it(text: str, more: str):
    alone = [(a, b) for a, b, _ in find_sentences(text)]
    longer = [(a, b) for a, b, _ in find_sentences(text + "\n\n" + more)]
    assert longer[: len(alone)] == alone


def test_time_grows_with_length_even_on_one_line():
    piece = "Le maire a dit : « Non. Jamais ! » M. Petit est parti, etc. Voir www.exemple.fr (p. 4). "
    used = []
    for times in (1_000, 8_000):
        begun = time.process_time()
        find_sentences(piece * times)
        used.append(time.process_time() - begun)
    assert used[1] < 24 * used[0], "eight times the text may take no more than three times eight times the time"
