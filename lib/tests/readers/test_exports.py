"""Exports of press data bases and text tools, in shapes taken from files that those programs wrote."""
# ruff: noqa: E501 - sources stand as their programs write them

import pytest

from dossier.readers.draft import Draft, Source, Unusable
from dossier.readers.registry import find_format

from .fixtures import docx_bytes, write

EUROPRESSE_OLD = """<html xmlns:n1="http://www.cedrom-sni.com/schema/newsv1.xsd"><head>
<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"></head><body><form id="frmSave"><input
value="Sauvegarder"/></form><table><tr><td><table id="tbHeaderImages"><tr><td><img src="x"></td></tr></table><span
class="DocPublicationName">Le Fanal, no. 5968</span><br><span class="DocHeader">Éditorial, </span><span
class="DocHeader">jeudi </span><span class="DocHeader">4 octobre 2012</span><span class="DocHeader">, p. 03</span><br>
<br>Surtitre<br><span class="TitreArticleVisu">Un titre avec <span style="color:red">couleur</span> dedans</span><br>
<br>Odile Ramplat<br><p></p>Le pont est <span style="color:red">ici</span> fermé.<font style="font-weight:bold;"> Et
tout seul.</font><p></p>Fin.<p></p><b><i>© 2012 Le Fanal. Tous droits réservés.</i></b><p></p>Numéro de document :
news·20121004·MAG·156190<br><table><tr><td>news·20121004·MAG·156190</td></tr></table></td></tr></table></body></html>"""

EUROPRESSE_NEW = """<!DOCTYPE html><html><head><meta charset="utf-8"><style>.DocPublicationName{color:red}
.titreArticleVisu{font-size:1em}</style></head><body><article><header><div class="rdp__DocPublicationName"><span
class="DocPublicationName">Le Fanal (site web)   <span>Lyon</span></span></div><div><span class="DocHeader">Société,
mardi 14 mars 2006 - 10:05 UTC, p. 16</span></div><div class="titreArticle"><p class="sm-margin-bottom">TRIBUNE</p><p
class="titreArticleVisu rdp__articletitle">Le titre</p></div><p class="sm-margin-bottomNews">Odile Ramplat</p><div
class="rdp__subtitle">Un chapeau.</div></header><section><div class="DocText"><div class="docOcurrContainer"><p>Un
<mark>pont</mark> ferme.</p><p>Un autre ouvre.</p></div></div></section><aside><p>Illustration</p></aside><footer><small>
© 2006</small><p>Numéro de document : news·20060315·LM·0q1503_12</p></footer></article><article><header><div><span
class="DocPublicationName">Le Fanal</span></div><div><span class="DocHeader">lundi 13 mars 2006</span></div><div
class="titreArticle"><p class="titreArticleVisu">Deux</p></div><div>Jean Blaquet</div></header><section><p>Un
paragraphe.</p></section></article><article><header><span class="DocPublicationName">Le Fanal</span></header><section>
</section></article></body></html>"""

FACTIVA = """<html><head><meta charset="utf-8"><title>Factiva</title></head><body><div class="article frArticle"><table>
<tr><td class="index"><b>HD</b>&nbsp;</td><td><b class="frHeadline">Essai</b></td></tr><tr><td><b>WC</b>&nbsp;</td><td>295
mots</td></tr><tr><td><b>PD</b>&nbsp;</td><td>29 décembre 2011</td></tr><tr><td><b>SN</b>&nbsp;</td><td>Le Fanal</td></tr>
<tr><td><b>LA</b>&nbsp;</td><td>Français</td></tr><tr><td><p><b>LP</b>&nbsp;</p></td><td><p class="articleParagraph">Un
pont.</p><p class="articleParagraph">Une rive.</p></td></tr><tr><td><p><b>TD</b>&nbsp;</p></td><td><p
class="articleParagraph">Fin.</p></td></tr><tr><td><br/><b>AN</b>&nbsp;</td><td><br/>Document FANALFR0020111229e7ct0001r
</td></tr></table></div><div class="article enArticle"><div id="hd"><span class="enHeadline">A bridge</span></div><div
class="author">By Tom Quillan</div><div>1,234 words</div><div>3 January 1993</div><div>The Lantern</div><div>LANT</div>
<div>English</div><div>Copyright</div><p class="articleParagraph">One.</p><p class="articleParagraph">Two.</p><p>Document
lant000020050901dp1302dda</p></div></body></html>"""


def _field(slug: str, value: str) -> str:
    return f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">{slug}: </SPAN><SPAN CLASS="c2">{value}</SPAN></P>\n</DIV>\n'


def _centred(text: str) -> str:
    return f'<BR><DIV CLASS="c3"><P CLASS="c1"><SPAN CLASS="c2">{text}</SPAN></P>\n</DIV>\n'


NEXIS = (
    "<HTML><HEAD><!-- LXNComment 2827:501651797 --></HEAD><BODY>"
    + _centred("1 of 2 DOCUMENTS") + _centred("The Lantern") + _centred("December 19, 1991, Sunday, An Edition")
    + '<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">A bridge;<BR>second part</SPAN></P></DIV>'
    + _field("BYLINE", "By TOM QUILLAN") + _field("LENGTH", "584 words")
    + '<BR><DIV CLASS="c5"><P CLASS="c9"><SPAN>A bridge\ncloses.</SPAN></P><P CLASS="c9"><SPAN>So it is.</SPAN></P></DIV>'
    + _field("LOAD-DATE", "December 20, 1991") + _field("LANGUAGE", "ENGLISH") + _centred("Copyright 1991 The Lantern")
    + _centred("2 of 2 DOCUMENTS") + _centred("Le Fanal") + _centred("12 April 2013 Tuesday")
    + '<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c7">Le pont</SPAN></P></DIV>'
    + _field("RUBRIQUE", "SOCIETE; Pg. 35") + _field("ENCART", "Une introduction")
    + '<BR><DIV CLASS="c5"><P CLASS="c9"><SPAN>Un pont ferme.</SPAN></P><P><SPAN>Note: un autre ouvre.</SPAN></P></DIV>'
    + _field("SUJET", "PONT (90%)") + _field("LANGUE", "FRENCH; FRANÇAIS") + "</BODY></HTML>"
)  # fmt: skip

NEXIS_UNI = ["A bridge closes", "The Lantern", "May 3, 2021 Monday", "Copyright 2021 The Lantern", "Section: CITY; Pg. 2",
             "Length: 9 words", "Byline: Tom Quillan", "Body", "A bridge closes.", "So it is.", "Load-Date: May 4, 2021",
             "End of Document", "Deux ponts", "Le Fanal", "4 mai 2021 mardi", "Length: 5 mots", "Body", "Un pont ferme.",
             "End of Document"]  # fmt: skip

IRAMUTEQ = "**** *source_le_fanal *date_2024_06 *ton_vif\nLe pont ferme.\n-*suite\nIl rouvrira.\n\n**** *journal_x\n\n**** *annee_2023\nUn texte.\n"

TEI = """<?xml version="1.0" encoding="UTF-8"?><teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><TEI xml:id="a1"
xml:lang="fr"><teiHeader><fileDesc><titleStmt><title>Numérisation</title></titleStmt><publicationStmt><date when="2026"/>
</publicationStmt><sourceDesc><biblStruct><analytic><title level="a">Le pont</title><author>Odile Ramplat</author>
</analytic><monogr><title level="j">Le Fanal</title><imprint><date when="2024-06-13">jeudi</date></imprint></monogr>
</biblStruct></sourceDesc></fileDesc></teiHeader><text><body><div><head>Un <hi>titre</hi></head><p>Le pont
ferme.<note>Ou pas.</note></p><list><item>un</item><item>deux</item></list></div></body></text></TEI><TEI><teiHeader/>
<text><body><p/></body></text></TEI></teiCorpus>"""


def read(tmp_path, name, text, encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    source = Source(write(tmp_path, name, data), name)
    kind = find_format(source)
    return kind.name, list(kind.read(source))


def facts(draft: Draft) -> tuple[str, ...]:
    return (*tuple(draft.get(name) for name in ("title", "outlet", "published", "lang")), draft.text)


def test_europresse_before_2015(tmp_path):
    name, (draft,) = read(tmp_path, "e.html", EUROPRESSE_OLD, "iso-8859-1")
    assert name == "Europresse"
    text = "Le pont est ici fermé. Et tout seul.\n\nFin."
    assert facts(draft) == ("Un titre avec couleur dedans", "Le Fanal", "2012-10-04", "", text)
    assert draft.get("note") == "author: Odile Ramplat; Europresse news·20121004·MAG·156190"


def test_europresse_today(tmp_path):
    name, (first, second, empty) = read(tmp_path, "e.HTML", EUROPRESSE_NEW)
    assert name == "Europresse"
    assert facts(first) == (
        "Le titre",
        "Le Fanal",
        "2006-03-14",
        "",
        "Un chapeau.\n\nUn pont ferme.\n\nUn autre ouvre.",
    )
    assert "Odile Ramplat" in first.get("note")
    assert facts(second) == ("Deux", "Le Fanal", "2006-03-13", "", "Un paragraphe.")
    assert "Jean Blaquet" in second.get("note")
    assert isinstance(empty, Unusable) and empty.part == "document 3"


def test_factiva_both_shapes(tmp_path):
    name, (coded, lines) = read(tmp_path, "f.html", FACTIVA)
    assert name == "Factiva"
    assert facts(coded) == ("Essai", "Le Fanal", "2011-12-29", "fr", "Un pont.\n\nUne rive.\n\nFin.")
    assert facts(lines) == ("A bridge", "The Lantern", "1993-01-03", "en", "One.\n\nTwo.")
    assert lines.get("note") == "author: Tom Quillan; Factiva lant000020050901dp1302dda"


def test_nexis_html_in_both_languages(tmp_path):
    name, (english, french) = read(tmp_path, "n.htm", NEXIS)
    assert name == "LexisNexis"
    assert facts(english) == (
        "A bridge; second part",
        "The Lantern",
        "1991-12-19",
        "en",
        "A bridge closes.\n\nSo it is.",
    )
    text = "Une introduction\n\nUn pont ferme.\n\nNote: un autre ouvre."
    assert facts(french) == ("Le pont", "Le Fanal", "2013-04-12", "fr", text)


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_nexis_uni(tmp_path, suffix):
    data = docx_bytes(*NEXIS_UNI) if suffix == "docx" else "\n\n".join(NEXIS_UNI).encode()
    _, (english, french) = read(tmp_path, f"n.{suffix}", data)
    assert facts(english) == ("A bridge closes", "The Lantern", "2021-05-03", "", "A bridge closes.\n\nSo it is.")
    assert facts(french) == ("Deux ponts", "Le Fanal", "2021-05-04", "", "Un pont ferme.")


def test_iramuteq(tmp_path):
    name, (first, empty, third) = read(tmp_path, "c.txt", IRAMUTEQ)
    assert name == "IRaMuTeQ"
    assert facts(first) == ("", "le fanal", "2024-06", "", "Le pont ferme.\nIl rouvrira.")
    assert first.get("note") == "ton=vif" and first.warnings == ["1 section lines (-*) left out"]
    assert isinstance(empty, Unusable) and third.get("published") == "2023"


def test_tei_corpus(tmp_path):
    name, (draft, empty) = read(tmp_path, "t.xml", TEI)
    assert name == "TEI"
    assert facts(draft) == ("Le pont", "Le Fanal", "2024-06-13", "fr", "Un titre\n\nLe pont ferme.\n\n- un\n- deux")
    assert (draft.get("id"), draft.get("note")) == ("a1", "author: Odile Ramplat")
    assert isinstance(empty, Unusable)


NEXIS_TEXT = """
Download Request: Selected Items: 1-2

                               1 of 2 DOCUMENTS


                                 Le Fanal (Marvile)

                            January 11, 2010 Monday
                                   Edition 1

The bridge closes

BYLINE: Odile Ramplat

LENGTH: 35 words

The bridge of Marvile closes on Saturday, and its two
lanes with it.

Question: who pays?

LOAD-DATE: January 11, 2010

LANGUAGE: ENGLISH

                             Copyright 2010 Le Fanal
                              All Rights Reserved

                               2 of 2 DOCUMENTS

                                 Le Fanal (Marvile)

                            January 12, 2010 Tuesday

The quay opens

LENGTH: 5 words

The quay opens again.
"""


def test_nexis_text_of_the_classic_interface(tmp_path):
    source = Source(write(tmp_path, "a.txt", NEXIS_TEXT.encode()), "a.txt")
    one, two = find_format(source).read(source)
    assert one.text == "The bridge of Marvile closes on Saturday, and its two lanes with it.\n\nQuestion: who pays?"
    assert (one.get("title"), one.get("outlet")) == ("The bridge closes", "Le Fanal (Marvile)")
    assert (one.get("published"), one.get("lang"), one.get("note")) == ("2010-01-11", "en", "author: Odile Ramplat")
    assert (two.get("title"), two.text) == ("The quay opens", "The quay opens again.")
