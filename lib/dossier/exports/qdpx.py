"""
The corpus as a REFI-QDA project (``.qdpx``), for NVivo, MAXQDA, ATLAS.ti, QualCoder and others.

A zip with ``project.qde`` and one plain text a source. Each theme is a code with a child code a stance; each
mark is a selection of its sentence, by its coder. Identifiers are derived from names, so that the same corpus
gives the same file. Standard: REFI-QDA Project Exchange 1.5.
"""

import uuid
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from dossier.annotations import list_coders, load_marks
from dossier.codebook import load_codebook
from dossier.corpus import Corpus
from dossier.schema import MARKS, STANCES
from dossier.sentences import load_sentences
from dossier.store import write_atomically

NAMESPACE = "urn:QDA-XML:project:1.0"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip's own clock would make two exports differ
_DATE = "2000-01-01T00:00:00Z"  # for marks without a date, and for the project itself: same input, same bytes


def make_guid(*parts: str) -> str:
    """
    Return an identifier that depends on its parts only.

    Examples
    --------
    >>> make_guid("code", "jobs") == make_guid("code", "jobs")
    True
    """
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "dossier:" + "\x1f".join(parts)))


def write_qdpx(corpus: Corpus, *, out: Path) -> None:
    """Write every article, the codebook and the marks of every coder."""
    marks = pd.concat(
        [load_marks(corpus, coder).assign(coder=coder) for coder in list_coders(corpus)] or [MARKS.empty()]
    )
    placed = marks.merge(
        load_sentences(corpus)[["article_id", "sentence_no", "start", "end"]], on=["article_id", "sentence_no"]
    )
    project = ET.Element(
        "Project",
        {"xmlns": NAMESPACE, "name": corpus.settings.title or corpus.root.name, "origin": "Dossier",
         "creationDateTime": _DATE, "modifiedDateTime": _DATE},
    )  # fmt: skip
    users = ET.SubElement(project, "Users")
    for coder in sorted(set(placed.coder)):
        ET.SubElement(users, "User", {"guid": make_guid("user", coder), "name": coder})
    _add_codebook(project, corpus)
    _add_sources(project, corpus.articles, placed)
    write_atomically(out, lambda draft: _write_zip(draft, project, corpus.articles))


def _add_codebook(project: ET.Element, corpus: Corpus) -> None:
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    for theme in load_codebook(corpus.root / "codebook.toml").themes:
        code = ET.SubElement(
            codes, "Code", {"guid": make_guid("code", theme.key), "name": theme.key, "isCodable": "true"}
        )
        for stance in STANCES:
            guid = make_guid("code", theme.key, stance)
            ET.SubElement(code, "Code", {"guid": guid, "name": f"{theme.key}: {stance}", "isCodable": "true"})


def _add_sources(project: ET.Element, articles: pd.DataFrame, placed: pd.DataFrame) -> None:
    sources = ET.SubElement(project, "Sources")
    marked = dict(tuple(placed[placed.theme != ""].groupby("article_id")))
    for article in articles.itertuples():
        guid = make_guid("source", article.article_id)
        source = ET.SubElement(sources, "TextSource", {"guid": guid, "name": article.article_id,
                                                       "plainTextPath": f"internal://{guid}.txt"})  # fmt: skip
        for mark in marked.get(article.article_id, placed.iloc[:0]).itertuples():
            _add_selection(source, mark)


def _add_selection(source: ET.Element, mark: "tuple[object, ...]") -> None:
    coder, theme, stance = (str(getattr(mark, name)) for name in ("coder", "theme", "stance"))
    place = (str(mark.article_id), str(mark.sentence_no))  # type: ignore[attr-defined]
    user, when = make_guid("user", coder), f"{mark.date}T00:00:00Z" if mark.date else _DATE  # type: ignore[attr-defined]
    selection = ET.SubElement(
        source,
        "PlainTextSelection",
        {"guid": make_guid("selection", *place, theme, coder), "name": f"{place[0]} #{place[1]}",
         "startPosition": str(mark.start), "endPosition": str(mark.end),  # type: ignore[attr-defined]
         "creatingUser": user, "creationDateTime": when},
    )  # fmt: skip
    coding = ET.SubElement(
        selection,
        "Coding",
        {"guid": make_guid("coding", *place, theme, coder), "creatingUser": user, "creationDateTime": when},
    )
    ET.SubElement(coding, "CodeRef", {"targetGUID": make_guid("code", theme, stance)})


def _write_zip(path: Path, project: ET.Element, articles: pd.DataFrame) -> None:
    ET.indent(project)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {"project.qde": ET.tostring(project, encoding="utf-8", xml_declaration=True)}
        for article in articles.itertuples():
            files[f"sources/{make_guid('source', article.article_id)}.txt"] = str(article.text).encode()
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)


def read_qdpx(path: Path) -> pd.DataFrame:
    """
    Read the coded selections of a project back, from this or another program.

    Returns
    -------
    DataFrame, one row per code of a selection
        ``source`` (its name), ``start``, ``end`` (code points in its plain text), ``text``, ``code``, ``coder``.
    """
    with zipfile.ZipFile(path) as archive:
        project = ET.fromstring(archive.read("project.qde"))
        names = {name.rsplit("/", 1)[-1].lower(): name for name in archive.namelist()}
        space = {"q": project.tag.partition("}")[0].lstrip("{")}
        users = {u.get("guid"): u.get("name", "") for u in project.iterfind("q:Users/q:User", space)}
        codes = {c.get("guid"): c.get("name", "") for c in project.iterfind("q:CodeBook//q:Code", space)}
        rows = []
        for source in project.iterfind("q:Sources/q:TextSource", space):
            file = source.get("plainTextPath", "").rsplit("/", 1)[-1].lower()
            text = (
                archive.read(names[file]).decode("utf-8-sig")
                if file in names
                else source.findtext("q:PlainTextContent", "", space)
            )
            for selection in source.iterfind("q:PlainTextSelection", space):
                start, end = int(selection.get("startPosition", 0)), int(selection.get("endPosition", 0))
                for coding in selection.iterfind("q:Coding", space):
                    reference = coding.find("q:CodeRef", space)
                    code = codes.get(reference.get("targetGUID"), "") if reference is not None else ""
                    coder = users.get(coding.get("creatingUser") or selection.get("creatingUser"), "")
                    rows.append((source.get("name", ""), start, end, text[start:end], code, coder))
    return pd.DataFrame(rows, columns=["source", "start", "end", "text", "code", "coder"])
