"""Files of every awkward class, made in the test's own folder: none is kept in the repository."""
# ruff: noqa: E501 - sources stand as their programs write them

import io
import json
import zipfile
from pathlib import Path

PROSE = (
    "« L’été dernier, la mairie a fermé le pont », déclare Odile Ramplat. Où passer ? Ça coûtait déjà cher à l’époque."
)
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le pont ferme - La Gazette</title>
<meta property="og:title" content="Le pont de Marvile ferme : les riverains s'inquiètent">
<meta property="og:site_name" content="La Gazette de Marvile">
<meta property="article:published_time" content="2024-05-14T08:30:00+02:00">
<link rel="canonical" href="https://gazette.example/pont"><script>var x = "<p>piege</p>";</script></head><body>
<header><nav><ul><li><a href="/">Accueil</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<div id="cookie-banner"><p>Nous utilisons des cookies pour mesurer notre audience et adapter les contenus.</p></div>
<main><{box}><h1>Le pont de Marvile ferme : les riverains s'inquiètent</h1>
<p class="chapo">La mairie coupe la circulation dès samedi. Les commerçants craignent pour leur chiffre d'affaires.</p>
<div class="share"><a href="#">Facebook</a><a href="#">Twitter</a></div>
<p>La décision est tombée mardi soir. Après trois mois d'expertise, les ingénieurs ont jugé que l'ouvrage ne pouvait
plus supporter le passage des camions, ni même celui des autobus du réseau local.</p>
<div class="wrap"><h2>Un détour de douze kilomètres</h2></div>
<p>Pour rejoindre la rive droite, il faudra passer par l'aval. Une heure perdue chaque jour, soupire un boulanger du
quai qui tient sa boutique depuis vingt ans et ne sait pas s'il rouvrira en janvier.</p>
<blockquote><p>« Nous n'avons pas été consultés. »</p><cite>Mina Ferroul, fleuriste</cite></blockquote>
<p>La fleuriste affirme avoir écrit deux fois au maire sans recevoir de réponse, et promet de lancer une pétition avant
la fin de la semaine si rien ne bouge d'ici là.</p>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Closing the only bridge in town is a choice.</p>&mdash; Tom
Quillan (@tquillan_x) <a href="https://twitter.com/x/status/1">May 14, 2024</a></blockquote>
<h2>Ce qui change samedi</h2>
<ul><li>Fermeture totale aux véhicules à partir de six heures.</li><li>Passage des piétons maintenu.</li></ul>
<table><tr><th>Ligne</th><th>Trajet</th></tr><tr><td>Ligne 3</td><td>par la rocade</td></tr></table>
<p>Les travaux devraient durer quatorze mois. Le conseil municipal votera le budget en juin, et l'opposition demande
déjà un audit indépendant des comptes du chantier.</p>
<div class="related"><h3>À lire aussi</h3><ul><li><a href="/a">Le marché change de place</a></li></ul></div>
</{box}><section class="comments"><h3>Commentaires</h3><p>Encore une décision prise sans nous, comme toujours.</p></section>
</main><footer><p>Mentions légales - © 2024 La Gazette de Marvile</p></footer></body></html>"""


def page(box: str = "article") -> str:
    return PAGE.replace("{box}", box)


def docx_bytes(*paragraphs: str, styles: dict[str, str] | None = None, table: list[list[str]] | None = None) -> bytes:
    import docx

    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text, style=(styles or {}).get(text))
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for i, row in enumerate(table):
            for j, cell in enumerate(row):
                grid.cell(i, j).text = cell
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx_bytes(*rows: list[object], title: str = "Feuille 1") -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf_bytes(*pages: list[str]) -> bytes:
    """A PDF written by hand: Helvetica, one text object a page, one line a string."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            "/Encoding /WinAnsiEncoding >> >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, offsets = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{n} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{tail}".encode()


def zip_bomb(name: str = "word/document.xml", *, megabytes: int = 60) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, b"<a>" + b"x" * (megabytes << 20) + b"</a>")
    return buffer.getvalue()


def jsonl(*entries: object) -> bytes:
    return "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries).encode()


# Each class of bad input: file name, bytes, expected status, and words of the reason or warning that must be told.
BAD_INPUTS: dict[str, tuple[str, bytes, str, str]] = {
    "utf-8 with BOM": ("bom.txt", PROSE.encode("utf-8-sig"), "read", ""),
    "utf-16 with BOM": ("utf16.txt", PROSE.encode("utf-16"), "read", ""),
    "utf-16 without BOM, little end": ("utf16le.txt", PROSE.encode("utf-16-le"), "read", ""),
    "utf-16 without BOM, big end": ("utf16be.txt", PROSE.encode("utf-16-be"), "read", ""),
    "cp1252": ("cp1252.txt", PROSE.encode("cp1252"), "read", ""),
    "mac_roman": ("mac.txt", PROSE.encode("mac_roman"), "read", ""),
    "double-encoded": ("twice.txt", PROSE.encode().decode("cp1252", "replace").encode(), "read", "encoded twice"),
    "mixed encodings": ("mixed.txt", (PROSE * 3).encode() + b" fatigu\xe9", "read", "mixed encodings"),
    "CRLF": ("crlf.txt", PROSE.replace(". ", ".\r\n").encode(), "read", ""),
    "decomposed accents": ("nfd.txt", "Le me\u0301tier change a\u0300 Lyon.".encode(), "read", "NFC"),
    "control characters": (
        "bell.txt",
        b"Le pont\x07 ferme. " + b"La mairie l'a dit. " * 20,
        "read",
        "control characters removed",
    ),
    "direction marks": ("bidi.txt", "Le pont \u202eemref\u202c samedi.".encode(), "read", "direction marks"),
    "NUL bytes": ("nul.txt", b"Le pont\x00 ferme samedi.", "refused", "NUL"),
    "picture named .txt": ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "refused", "a picture"),
    "program named .html": ("page.html", b"MZ\x90\x00\x03" + bytes(64), "refused", "a program"),
    "mostly controls": ("controls.txt", bytes(range(1, 9)) * 50 + b"texte", "refused", "control"),
    "empty": ("empty.txt", b"", "skipped", "empty"),
    "white space": ("space.txt", b" \n\t \n", "skipped", "white space"),
    "one word": ("word.txt", b"Bonjour", "skipped", "one word"),
    "page without text": (
        "app.html",
        b"<html><body><div id=app></div><script>x()</script></body>",
        "skipped",
        "no text",
    ),
    "50,000 nested boxes": (
        "deep.html",
        b"<html><body>" + b"<div>" * 50_000 + b"<p>Le pont ferme samedi.",
        "read",
        "all its words",
    ),
    "5 MB in one line": ("line.html", b"<html><body><p>" + b"le pont " * 650_000, "read", ""),
    "entities in HTML": (
        "ent.html",
        b"<!DOCTYPE html [<!ENTITY a 'aaa'>]><html><body><p>Le pont &a; ferme.</p></body></html>",
        "read",
        "",
    ),
    "entity bomb in TEI": (
        "bomb.xml",
        b'<!DOCTYPE TEI [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><TEI><text>&b;</text></TEI>',
        "refused",
        "entities",
    ),
    "external entity": (
        "xxe.xml",
        b'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI>&x;</TEI>',
        "refused",
        "entities",
    ),
    "XML that is not TEI": ("rss.xml", b"<rss><channel/></rss>", "refused", "not TEI"),
    "broken TEI": ("broken.xml", b"<TEI>\n<text>\n<body></text>", "refused", "line 3"),
    "docx bomb": ("bomb.docx", zip_bomb(), "refused", "unpack to"),
    "xlsx bomb": ("bomb.xlsx", zip_bomb("xl/worksheets/sheet1.xml"), "refused", "unpack to"),
    "damaged docx": ("broken.docx", b"PK\x03\x04 and nothing more", "refused", "damaged"),
    "docx that is none": ("none.docx", zip_bomb(megabytes=1), "refused", "not a Word file"),
    "old Word file": ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(100), "refused", "save it as .docx"),
    "damaged PDF": ("broken.pdf", b"%PDF-1.4\nnothing", "refused", "damaged"),
    "PDF without text": ("scan.pdf", pdf_bytes([]), "skipped", "text layer"),
    "YAML nested": ("nested.md", b"---\ntitle: [[[a]]]\n---\nLe pont ferme.", "refused", "line 2"),
    "YAML deep": ("yaml.md", b"---\ntitle: " + b"[" * 20_000 + b"\n---\nLe pont ferme.", "refused", "line 2"),
    "YAML alias": ("alias.md", b"---\ntitle: &a x\nnote: *a\n---\nLe pont ferme.", "refused", "line 3"),
    "YAML tag": ("tag.md", b"---\ntitle: !!python/object:os.system x\n---\nLe pont ferme samedi.", "read", ""),
    "YAML key twice": ("key.md", b"---\ntitle: a\ntitle: b\n---\nLe pont ferme.", "refused", "line 3"),
    "YAML unquoted colon": ("colon.md", b"---\ntitle: A: b\n---\nLe pont ferme.", "refused", "line 2"),
    "JSON deep": ("deep.jsonl", b'{"text": ' + b"[" * 20_000 + b"}", "refused", "line 1"),
    "JSON key twice": ("twice.jsonl", b'{"text": "a b", "text": "c d"}', "refused", "given twice"),
    "JSON list of numbers": ("numbers.json", b"[1, 2]", "refused", "not an object"),
    "table without text": ("bare.csv", b"id,score\n1,2\n", "refused", "no column holds the text"),
    "table without rows": ("rows.csv", b"id,text\n", "skipped", "without rows"),
    "future date": ("future.md", b"---\npublished: 2999-01-01\n---\nLe pont ferme samedi.", "read", "2999-01-01"),
    "unknown suffix": ("data.parquet", b"PAR1....", "refused", "not a format"),
    "archive": ("all.zip", b"PK\x03\x04....", "refused", "unpack it first"),
}


def write(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path
