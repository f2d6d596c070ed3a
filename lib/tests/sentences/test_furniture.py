"""Furniture in made-up pages: what is dropped and why, and above all what is not."""

import pandas as pd
import pytest

from dossier.schema import DROP_REASONS
from dossier.sentences import mark_furniture, split_sentences

BODY = (
    "Le conseil a voté hier soir la réfection du quai, que les riverains demandaient depuis dix ans. "
    "Les travaux commenceront au printemps et dureront deux ans.\n\n"
    "Selon la mairie, la moitié de la somme viendra de la région, qui l'a confirmé lundi. "
    "L'opposition juge le calendrier intenable et demande un audit des comptes du port."
)


def reasons(page: str) -> dict[str, str]:
    table = split_sentences(page)
    return dict(zip(table["text"], table["dropped"], strict=True))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Temps de lecture : 3 min", "reading-time"),
        ("5 min read", "reading-time"),
        ("Facebook", "share"),
        ("Partager sur Facebook", "share"),
        ("Copier le lien", "share"),
        ("Ce billet n'est pas ouvert aux commentaires.", "comments"),
        ("Articles en lien", "link-card"),
        ("18:20Monde - Un pont de trois kilomètres ouvre au-dessus du détroit", "link-card"),
        ("Le Fanal utilise votre adresse e-mail pour vous envoyer sa lettre.", "promo"),
        ("Restez en contact", "promo"),
        ("Source originale : Le Fanal", "source-line"),
        ("Bottom of page", "menu"),
        ("212 résultats trouvés", "menu"),
        ("Tél. : 01 23 45 67 89", "contact"),
        ("redaction@exemple.fr", "contact"),
        ("Ce site utilise des cookies pour améliorer votre expérience.", "cookies"),
        ("We use cookies to give you the best experience on our website.", "cookies"),
        ("Tous droits réservés", "cookies"),
        ("Laisser un commentaire", "comments"),
        ("Connectez-vous pour ajouter un commentaire", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("Lire aussi : Le port de l'autre rive cherche un acheteur", "link-card"),
        ("https://www.exemple.fr/quai", "link-card"),
        ("Abonnez-vous à notre lettre du matin", "promo"),
        ("Publicité", "promo"),
        ("Cet article est réservé aux abonnés", "promo"),
        ("Publié le 12 juin 2024 à 10h12", "byline"),
        ("Par Jeanne Roche", "byline"),
        ("12/06/2024", "byline"),
        ("Jeanne Roche, le 12 juin 2024", "byline"),
        ("Source : port autonome", "source-line"),
        ("© Agence du Port", "source-line"),
        ("Accueil > Région > Port", "menu"),
        ("Retour en haut", "menu"),
        ("__________", "menu"),
        ("View this post on Instagram", "post-tail"),
    ],
)
def test_a_line_of_furniture_is_dropped_with_its_reason(line: str, reason: str):
    page = f"Le quai sera refait au printemps\n\n{line}\n\n{BODY}"
    found = reasons(page)
    dropped = {text: why for text, why in found.items() if why}
    assert " ".join(dropped) == line and set(dropped.values()) == {reason}


@pytest.mark.parametrize(
    "line",
    [
        "Facebook a retiré la vidéo du quai.",
        "Les commentaires des riverains sont sévères.",
        "Le temps de lecture des rapports inquiète les élus.",
        "Partager le quai entre piétons et cyclistes",
        "Contact rompu entre la mairie et les riverains",
        "Le port utilise des cookies pour suivre les plaisanciers, selon un rapport.",
        "Les sources de financement restent floues.",
        "Accueil glacial pour le ministre",
        "La publicité pour le port a coûté cher.",
        "Par principe, la mairie refuse.",
        "Suivre le chantier coûtera cher à la ville.",
        "- les pêcheurs",
        "Un accord rejeté",
        "Share prices fell after the vote on the quay.",
        "Print and radio were told first.",
        "Photo du quai en main, le maire a convaincu la salle.",
        "Source de revenus, le port emploie mille personnes.",
        "Publié en mai, le rapport du port a fait du bruit.",
        "Publié le 5 mai, le décret interdit la pêche du quai.",
        "Soutenir la pêche locale",
        "Sponsored content is booming, editors say.",
        "Subscribe models are failing local papers.",
        "Modération et prudence",
        "Pas de commentaires sur le quai, répond la mairie.",
        "Signer la pétition ne suffit plus, disent-ils.",
    ],
)
def test_what_only_looks_like_furniture_is_kept(line: str):
    first, second = BODY.split("\n\n")
    assert not any(reasons(f"{first}\n\n{line}\n\n{second}").values())


def test_everything_behind_a_comment_form_is_dropped():
    page = f"Le quai neuf\n\n{BODY}\n\nLaisser un commentaire\n\nNos autres dossiers\n\nDécouvrez le port en images."
    found = reasons(page)
    assert [text for text, why in found.items() if why] == [
        "Laisser un commentaire", "Nos autres dossiers", "Découvrez le port en images.",
    ]  # fmt: skip


def test_a_comment_prompt_above_the_article_drops_only_itself():
    assert [t for t, why in reasons(f"Le quai neuf\n\nLaisser un commentaire\n\n{BODY}").items() if why] == [
        "Laisser un commentaire"
    ]


def test_a_bar_of_short_lines_above_the_article_is_a_menu_and_the_title_stays():
    page = f"Ville\nPort\nRégion\nSports\nMétéo du jour\n\nLe quai sera refait au printemps\n\n{BODY}"
    found = reasons(page)
    assert found["Port"] == "menu" and found["Le quai sera refait au printemps"] == ""


def test_titles_listed_above_or_behind_the_article_are_cards():
    titles = [f"- Le conseil de la commune {n} vote enfin son budget" for n in "ABCDE"]
    listed = "\n".join(titles)
    found = reasons(f"{listed}\n\nLe quai sera refait\n\n{BODY}")
    assert [found[title] for title in titles] == ["link-card"] * 5 and found["Le quai sera refait"] == ""
    assert set(reasons(f"{BODY}\n\n{listed}").values()) == {"", "link-card"}
    demands = f"{BODY}\n\nLe syndicat pose ses conditions :\n{listed}"
    assert not any(reasons(demands).values())


def test_a_link_to_the_rest_of_a_teaser_drops_no_title_below_it():
    below = "Un second titre, assez long lui aussi\n\nLe bac repart lundi."
    page = f"Un premier titre assez long\n\n{BODY}\n\nRead more\n\n{below}"
    assert reasons(page)["Un second titre, assez long lui aussi"] == ""


def test_headings_bullets_and_rows_inside_the_article_are_content():
    first, second = BODY.split("\n\n")
    page = (
        f"{first}\n\nConclusion\n\n- le quai\n- le bac\n- le pont\n- le phare\n\nÉtapeCoût\nPavésDix mille\n\n{second}"
    )
    assert not any(reasons(page).values())


def test_a_profile_and_a_card_around_a_post():
    page = (
        "Post de Jeanne ROCHE\n\nVoir le profil de Jeanne ROCHE\n\nDirectrice - Port Conseil\n\n"
        f"{BODY}\n\nLe quai vu du ciel\n\nLe quai vu du ciel\n\nhttps://www.exemple.fr"
    )
    found = split_sentences(page)["dropped"].tolist()
    assert found == ["byline"] * 3 + [""] * 4 + ["link-card"] * 3


def test_a_button_whose_line_break_was_lost_is_dropped_alone():
    found = reasons(f"{BODY}\n\nLire la suiteElle avait trente ans quand le quai fut ouvert aux promeneurs.")
    assert [text for text, why in found.items() if why] == ["Lire la suite"]


def test_a_list_of_other_articles_amid_the_text_drops_no_paragraph():
    first, second = BODY.split("\n\n")
    found = reasons(f"{first}\n\n{first[:90]}.\n\nLire aussi\nLe phare du cap sera vendu aux enchères\n\n{second}")
    assert [text for text, why in found.items() if why] == ["Lire aussi", "Le phare du cap sera vendu aux enchères"]


def test_a_box_on_the_author_is_dropped():
    page = f"{BODY}\n\nÀ propos de l'auteur\nAna Roche, journaliste\nElle écrit sur les ports depuis dix ans."
    assert list(reasons(page).values())[-3:] == ["promo"] * 3


def test_a_line_said_twice_counts_once():
    found = split_sentences(f"Le quai sera refait au printemps\n\n{BODY}\n\nLe quai sera refait au printemps\n")
    assert found["dropped"].tolist()[0] == "" and found["dropped"].tolist()[-1] == "repeat"


def test_a_post_is_content_and_its_tail_is_not():
    table = split_sentences(f"{BODY}\n\nVivement lundi ! — Ana Roche (@anaroche) 6 juin 2024\n\n{BODY[:200]}")
    posts = table[table["kind"] == "post"]
    assert posts["dropped"].tolist() == ["", "post-tail"]


def test_mark_furniture_keeps_every_row_and_uses_the_closed_list():
    page = f"Menu\n\n{BODY}\n\n12 commentaires\n\nRépondre"
    table = split_sentences(page)
    again = mark_furniture(table.assign(dropped=""), text=page)
    pd.testing.assert_frame_equal(table, again)
    assert set(again["dropped"]) <= {"", *DROP_REASONS}
