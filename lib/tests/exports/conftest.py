"""A small made-up corpus about a bridge, with text that is hostile to every form; and a larger one for topics."""

import random
from pathlib import Path

import pandas as pd
import pytest

from dossier.annotations import hash_text, write_marks
from dossier.corpus import open_corpus
from dossier.schema import MARKS
from dossier.sentences import load_sentences

HOSTILE_TITLE = '**** =1+1 ]]> <b>"guillemets"</b>, & virgules'
CODEBOOK = """version = "3"

[[themes]]
key = "noise"
label_en = "Noise"
label_fr = "Bruit"
definition_en = "Sound that disturbs & more ]]>."
definition_fr = "Un son qui dérange."

[[themes.families]]
name = "sound"
lang = "fr"
terms = ["bruit*", "vacarme"]

[[themes]]
key = "money"
label_en = "Money"
label_fr = "Argent"
definition_en = "What the works cost."
definition_fr = "Le prix des travaux."

[[themes.families]]
name = "price"
lang = "fr"
terms = ["budget", "dépense*"]
"""
ARTICLES = {
    "le-pont": (HOSTILE_TITLE, "=CMD()", "2024-06-13", "own", (
        "=HYPERLINK est un mot du conseil 🎭🎭 de Valmont.\n\n"
        "Les riverains redoutent le bruit des camions sur le quai. Le budget des travaux double ]]> encore.\n\n"
        "**** *piege_1 est le nom que porte une étoile.\n\n-*theme est une autre ligne étrange du procès-verbal.\n\n"
        "« Nous perdrons deux saisons de pêche », dit Odile Marchais, présidente des pêcheurs du lac.\n\n"
        "2024 *annee_1 ouvre une dernière phrase sur le\x07 vieux pont."
    )),
    "le_pont": ("Un pont,\tencore", "L'Écho du Val", "2024-06", "open", (
        "La mairie promet une aide aux marchands de la place. Le vacarme du chantier durera deux étés entiers."
    )),
    "tramway": ("", "Gazette de Sorbier", "", "restricted", (
        "Le conseil a voté le tracé de la ligne nouvelle. La dépense inquiète une élue de la vallée voisine. "
        "Les riverains redoutent le bruit des camions sur le quai. Le stade sera desservi par trois navettes gratuites."
    )),
}  # fmt: skip


def write_article(folder: Path, name: str, title: str, outlet: str, date: str, rights: str, text: str) -> None:
    quoted = title.replace('"', '\\"').replace("\t", "\\t")
    head = f'id: {name}\ntitle: "{quoted}"\noutlet: "{outlet}"\npublished: {date}\nlang: fr\nrights: {rights}\n'
    (folder / "articles" / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n", "utf-8")


def mark(sentences: pd.DataFrame, containing: str, theme: str, stance: str, voice: str = "") -> dict[str, object]:
    row = sentences[sentences.text.str.contains(containing, regex=False)].iloc[0]
    return {"article_id": row.article_id, "sentence_no": row.sentence_no, "text_hash": hash_text(row.text),
            "theme": theme, "stance": stance, "voice": voice, "voice_kind": "named" if voice else "none",
            "coder": "x", "codebook_version": "3", "date": "2024-07-01",
            "start": row.start, "end": row.end, "remark": row.text}  # fmt: skip


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports") / "pont"
    (folder / "articles").mkdir(parents=True)
    (folder / "corpus.toml").write_text('title = "Un pont & <un> lac"\n', "utf-8")
    (folder / "codebook.toml").write_text(CODEBOOK, "utf-8")
    for name, (title, outlet, date, rights, text) in ARTICLES.items():
        write_article(folder, name, title, outlet, date, rights, text)
    opened = open_corpus(folder)
    sentences = load_sentences(opened)
    marks = [
        mark(sentences, "redoutent le bruit", "noise", "threat"),
        mark(sentences, "Le budget des travaux", "money", "threat"),
        mark(sentences, "Le budget des travaux", "old_theme", "mixed"),
        mark(sentences, "Odile Marchais", "noise", "threat", voice="Odile Marchais"),
        mark(sentences, "Le conseil a voté", "", ""),
    ]
    for coder, rows in {"ana": marks, "bo": marks[:2], "agreed": marks[:4]}.items():
        table = pd.DataFrame(rows).assign(coder=coder)
        write_marks(MARKS.check(table), folder / "annotations" / f"{coder}.csv")
    return opened


SUBJECTS = (
    "quai navire grue cargaison docker marée capitaine bassin remorqueur conteneur amarrage phare écluse pilote houle "
    "voilier mouette tempête pêcheur filet chalut criée poisson ancre coque mât cabine boussole sirène jetée ponton "
    "équipage matelot naufrage bouée chenal estuaire douane entrepôt armateur",
    "classe élève cartable institutrice cantine récréation dictée bulletin préau rentrée cahier leçon tableau craie "
    "crayon pupitre directrice concierge devoir grammaire calcul géographie lecture poésie chorale kermesse goûter "
    "pensionnat surveillant diplôme concours examen professeur collège lycée stylo gomme trousse ardoise bibliothèque",
    "pommier récolte cidre greffe pressoir gelée abeille panier cueilleur ruche taille verger bourgeon pollen racine "
    "écorce sécateur échelle tracteur fumier compost irrigation sécheresse grêle puceron coccinelle confiture tonneau "
    "vendange marché cagette variété pépinière haie talus mulot hérisson noyer cerisier prunier",
)
_LINKS = ["de", "la", "des", "et", "sur", "sous", "avec", "pour", "dans", "par", "sans", "vers"]


@pytest.fixture(scope="session")
def topic_corpus(tmp_path_factory):
    """Twelve articles of twenty-four sentences, each about one of three subjects; no codebook."""
    folder = tmp_path_factory.mktemp("topics") / "vallee"
    (folder / "articles").mkdir(parents=True)
    draw = random.Random(7)
    for number in range(12):
        words = SUBJECTS[number % 3].split()
        sentences = [" ".join(draw.choice(words if i % 2 else _LINKS) for i in range(14)) for _ in range(24)]
        text = " ".join(f"Le {sentence}." for sentence in sentences)
        write_article(folder, f"a{number:02}", "", "Écho", "2024", "restricted", text)
    return open_corpus(folder)
