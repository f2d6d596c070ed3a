"""Made-up sentences by made-up people: what is quoted, who says it."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.sentences import split_sentences
from dossier.voices import Actor, Actors, code_voices, find_quotations, find_speech, voice_sentences
from dossier.voices.tables import rows_as_sentences

# rows of one document, and the voice of the last row
LAST_VOICE = [
    (["« Rien ne presse », a déclaré Zoé Armand."], "Zoé Armand"),
    (["«Rien ne presse», lance la meunière Zoé Armand, en visite au marché."], "Zoé Armand"),
    (["\"Rien ne presse\", a rappelé à l'AFP Paul Sorel, le maire du village."], "Paul Sorel"),
    (["“Nothing is urgent,” Paul Sorel told the Gazette."], "Paul Sorel"),
    (["Paul Sorel a ajouté : « Nous verrons bien demain matin. »"], "Paul Sorel"),
    (["Selon Zoé Armand, le moulin fermera avant la fin du mois."], "Zoé Armand"),
    (["Le moulin fermera avant la fin du mois, d'après Zoé Armand."], "Zoé Armand"),
    (["Pour Zoé Armand, le moulin a fait son temps."], "Zoé Armand"),
    (["Aux yeux de Paul Sorel, le moulin a fait son temps."], "Paul Sorel"),
    (["Zoé Armand craint que le moulin ne ferme."], "Zoé Armand"),
    (["Zoé Armand promet de rouvrir le moulin."], "Zoé Armand"),
    (["Zoé Armand dénonce un projet bâclé."], "Zoé Armand"),
    (["Les meuniers appellent la mairie à revoir le tracé."], "les meuniers"),
    (["Des voix s'élèvent pour dénoncer un projet bâclé."], "des voix"),
    (["Le gouvernement a assuré que le moulin resterait ouvert."], "le gouvernement"),
    (["Certains redoutent une fermeture."], "certains"),
    (["Zoé Armand, la meunière du village, estime que tout est perdu."], "Zoé Armand"),
    (["Le moulin rouvrira au printemps, explique Zoé Armand."], "Zoé Armand"),
    (["Comme le souligne Zoé Armand, « l'eau monte plus vite que les digues »."], "Zoé Armand"),
    (["Zoé Armand est convaincue que l'eau montera."], "Zoé Armand"),
    (["Zoé Armand : « L'eau montera plus vite que nos digues »"], "Zoé Armand"),
    (["« L'eau monte, soupire Zoé Armand, et personne ne bouge. »"], "Zoé Armand"),
    (["« L'eau monte », gémit-elle."], ""),
    (["Zoé Armand vit au moulin.", "Elle craint que l'eau ne monte."], "Zoé Armand"),
    (["Zoé Armand vit au moulin avec Paul Sorel.", "« L'eau monte », a-t-il dit."], "Paul Sorel"),
    (["« L'eau monte », assure Zoé Armand.", "« Il faut partir dès demain. »"], "Zoé Armand"),
    (["« L'eau monte », assure Zoé Armand.", "Et de conclure : « Il faut partir dès demain. »"], "Zoé Armand"),
    (["Paul Sorel, acteur, a vu le film.", "L'acteur estime que la fin est ratée."], "Paul Sorel"),
    (["Les éleveurs sont partis.", "Ils regrettent que rien ne change."], "les éleveurs"),
    (["Un habitant du quai a commenté avec humeur :", "Vous noyez nos caves et vous appelez cela un parc."],
     "un habitant du quai"),
    (["Le quai, rumine Zoé Armand, n'a plus de pavés."], "Zoé Armand"),
    (["Le quai, fait-elle valoir, n'a plus de pavés."], ""),
    (["Zoé Armand vend des barques.", "À l'en croire, le quai ne tiendra pas."], "Zoé Armand"),
    (["Zoé Armand regrette la crue.", "Le quai ne lui semble pas perdu."], "Zoé Armand"),
    (["Zoé Armand y voit une chance pour le port."], "Zoé Armand"),
    (["Zoé Armand tient la bataille pour perdue."], "Zoé Armand"),
    (["Zoé Armand présente la crue comme un mal utile."], "Zoé Armand"),
    (["La pêche est un métier que Zoé Armand juge ingrat."], "Zoé Armand"),
    (["Telle était la crainte de Zoé Armand."], "Zoé Armand"),
    (["62 % des pêcheurs redoutent la crue."], "62 % des pêcheurs"),
    (["Zoé Armand et Paul Sorel craignent la crue."], "Zoé Armand | Paul Sorel"),
    (["Les pêcheurs partent.", "Ces derniers craignent de tout perdre."], "les pêcheurs"),
    (["« Rien ne presse », affirme la coopérative Marenval.", "La coopérative Marenval vend du sel.",
      "La coopérative assure que le sel tiendra."], "Marenval"),
    (["« Qui paiera la digue cette fois-ci ?", "Personne ! » s'emporte Zoé Armand."], "Zoé Armand"),
    (["« Nous n'avons plus un seul bateau au port. »", "Zoé Armand dirige la criée."], ""),
    (["According to Mara Quill, the weir will hold."], "Mara Quill"),
    (["In the absence of firm data, weir experts estimated that the wall could break."], "weir experts"),
    (["Mara Quill lives by the weir.", "She fears that the weir will break."], "Mara Quill"),
    (["For the boatmen, she says, the weir is a wall."], ""),
    (["Marenval managing director Mara Quill said that the weir would hold."], "Mara Quill"),
    (["“The weir will hold for many years,” said Marenval chief engineer Mara Quill."], "Mara Quill"),
    (["Resident Mary Quill said that the weir would hold."], "Mary Quill"),
    (["Mary and Paul Quill own the mill.", "Mrs Quill said: “The weir will not hold for long.”"], "Mary Quill"),
    (["Paul Sorel tient le moulin.", "Mme Sorel craint que la digue ne cède."], "Sorel"),
    (["Zoé Sorel et Paul Sorel sont là.", "M. Sorel craint que la digue ne cède."], "Paul Sorel"),
    (["La Ligue nationale des amis de la digue (LNAD) craint une crue."],
     "Ligue nationale des amis de la digue (LNAD)"),
    (["La Ligue nationale des amis de la digue (Lnad) a tenu congrès.", "« L'eau monte », a prévenu la Lnad."],
     "Ligue nationale des amis de la digue (Lnad)"),
    (["Paul Sorel, meunier, vit sur l'île.", "L'homme craint que l'eau ne monte."], "Paul Sorel"),
    (["Or, selon, les pêcheurs, « l'eau monte plus vite que les digues »."], "les pêcheurs"),
    (["« L'eau monte plus vite que les digues. » (Zoé Armand, dans une lettre publiée mardi)"], "Zoé Armand"),
    (["Les pêcheurs refusent le barrage."], "les pêcheurs"),
    (["Zoé Armand vit au port.", "Elle se dit « prête à partir dès demain »."], "Zoé Armand"),
    (["La Lnad a tout juste indiqué aux pêcheurs que la digue tiendrait."], "Lnad"),
    (["(Lens) La mairie déplore la crue."], "la mairie"),
]  # fmt: skip

INTERVIEW = """La libraire Zoé Armand quitte Lens cet été.

Comment avez-vous vécu la saison ?

Elle a été longue pour nous. Trois salles ont fermé.

Et la suite ?

Je la vois plus calme.

Propos recueillis à Lens."""
NAMED_TURNS = """Rencontre avec Zoé Armand, libraire.

Le Courrier : Quel est votre chantier ?

Zoé Armand : Un pont sur la Loire. Il ouvrira au printemps.

Le Courrier : Et ensuite ?

Z. A. : Rien."""
NO_INTERVIEW = """Trois questions demeurent.

Qui paiera le pont ?

La mairie a voté un budget.

Quand ouvrira-t-il ?

Le chantier dure deux ans."""


@pytest.mark.parametrize(
    ("text", "voiced"),
    [(INTERVIEW, [3, 4, 6]), (NAMED_TURNS, [3, 4, 6]), (NO_INTERVIEW, [])],
    ids=["questions", "names", "rhetorical questions"],
)
def test_answers_of_an_interview_belong_to_whoever_is_asked(text: str, voiced: list[int]):
    sentences = split_sentences(text)
    voices = voice_sentences(find_speech(text, sentences), sentences)
    assert voices.loc[voices["voice"] == "Zoé Armand", "sentence_no"].tolist() == voiced
    assert set(voices["voice"]) <= {"", "Zoé Armand"}


UNVOICED = [
    "Alors que les pêcheurs envisagent de partir, le port reste ouvert.",
    "La loi que prévoit le Code du port attend un décret.",
    "L'IA promet de bouleverser le métier de meunier.",
    "Zoé Armand a vendu son moulin à la commune.",
    "Le film « La Meunière du soir » sort mercredi.",
    "On craint que l'eau ne monte.",
    "La demande de farine explose depuis un an.",
    "Le pont, long de trente mètres, relie les deux rives.",
    "Il faut que la digue tienne.",
    "Ce « progrès » coûte cher à la vallée.",
    "Zoé Armand refuse la tasse de thé.",
    "La critique a bien accueilli la pièce.",
    "Nous pensons que la digue tiendra.",
    "Qui peut dire que la digue tiendra ?",
    "The weir was built in two summers.",
]


@pytest.mark.parametrize(("rows", "voice"), LAST_VOICE, ids=[rows[-1][:40] for rows, _ in LAST_VOICE])
def test_last_row_has_this_voice(rows, voice):
    assert code_voices(rows)["voice"].iloc[-1] == voice


@pytest.mark.parametrize("row", UNVOICED)
def test_journalist_has_no_voice(row):
    assert code_voices([row]).to_numpy().tolist() == [["", "none"]]


def test_unsure_source_is_unknown_with_candidates():
    rows = ["Anne Vidal et Léa Roussel sont venues.", "« Tout sera prêt dès lundi matin », a-t-elle promis."]
    text, sentences = rows_as_sentences(rows)
    found = find_quotations(text, sentences)
    assert found["voice_kind"].tolist() == ["unknown"]
    assert set(found["candidates"].iloc[0].split(" | ")) == {"Anne Vidal", "Léa Roussel"}


def test_every_sentence_of_a_quotation_has_its_source():
    rows = ["« L'eau monte.", "Elle montera encore.", "Partons », ordonne Zoé Armand.", "Il pleut."]
    assert code_voices(rows)["voice"].tolist() == ["Zoé Armand"] * 3 + [""]


def test_span_holds_the_words_without_the_marks():
    text, sentences = rows_as_sentences(["Il note : « Non, pas “ça”, jamais. », puis part."])
    found = find_quotations(text, sentences)
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == ["Non, pas “ça”, jamais."]


def test_post_is_signed_by_its_tail():
    rows = ["A wall of water and nobody counted it.", "Shame on us — Lou Ames (@louames) June 6, 2031", "Fin."]
    found = code_voices(rows)
    assert found["voice"].tolist() == ["Lou Ames", "Lou Ames", ""]


def test_surname_and_variant_become_the_canonical_name():
    actors = Actors((Actor("Ligue des meuniers", ("LDM",), kind="organisation"),))
    rows = ["Zoé Armand est là.", "Armand assure que tout va bien.", "La LDM dénonce un scandale."]
    assert code_voices(rows, actors=actors)["voice"].tolist() == ["", "Zoé Armand", "Ligue des meuniers"]


def test_tool_is_no_speaker():
    rows = ["Le logiciel Moulino trie le grain.", "Moulino annonce que le grain est mûr."]
    assert code_voices(rows)["voice"].tolist() == ["", ""]


def test_documents_are_read_apart():
    rows = ["Zoé Armand est là.", "Elle craint que l'eau monte."]
    assert code_voices(rows, documents=["a", "b"])["voice"].tolist() == ["", ""]
    with pytest.raises(ValueError, match="2 texts but 1 documents"):
        code_voices(rows, documents=["a"])


def test_missing_and_empty_rows_stay():
    found = code_voices(["", "« Oui, bien sûr », dit Zoé Armand.", float("nan")])
    assert found["voice_kind"].tolist() == ["none", "named", "none"]


MARKS = st.text(alphabet="ab C«»“”\"'’—-:,.!?\n(@) il dit", max_size=60)


@settings(max_examples=120, deadline=None)
@given(st.lists(MARKS, max_size=6))
def test_any_text_gives_spans_inside_it(rows):
    text, sentences = rows_as_sentences(rows)
    found = find_quotations(text, sentences)
    assert (found["start"] >= 0).all()
    assert (found["start"] <= found["end"]).all()
    assert (found["end"] <= len(text)).all()
    assert len(code_voices(rows)) == len(rows)


def test_same_input_same_output():
    rows = [row for rows, _ in LAST_VOICE for row in rows]
    pd.testing.assert_frame_equal(code_voices(rows), code_voices(rows))
