"""The coded selections of a REFI-QDA project, ours or another program's."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from dossier.errors import DossierError

COLUMNS = ["source", "start", "end", "text", "code", "coder", "note"]


def read_qdpx(path: Path) -> pd.DataFrame:
    """
    Read the coded selections of the text sources of a project.

    Returns
    -------
    DataFrame, one row per code of a selection
        ``source`` (its name), ``start``, ``end`` (code points in its plain text), ``text``, ``code`` (empty for a
        selection without one), ``coder`` and ``note`` (the selection's description).

    Raises
    ------
    DossierError
        If this is no such project.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = {_last(name): name for name in archive.namelist()}
            project = ET.fromstring(archive.read(next(name for end, name in files.items() if end.endswith(".qde"))))
            texts = {end: archive.read(name).decode("utf-8-sig") for end, name in files.items() if end.endswith("txt")}
            return pd.DataFrame(_selections(project, texts), columns=COLUMNS)
    except (zipfile.BadZipFile, StopIteration, ET.ParseError, UnicodeDecodeError, ValueError) as fault:
        raise DossierError(f"this is no REFI-QDA project that can be read ({fault}).", path=path) from None


def _last(path: str) -> str:
    """Return the last part of a path, in lower case: programs disagree about the folder's name."""
    return path.rsplit("/", 1)[-1].lower()


def _selections(project: ET.Element, texts: dict[str, str]) -> Iterator[tuple[object, ...]]:
    space = {"q": project.tag.partition("}")[0].lstrip("{")}
    users = {user.get("guid"): user.get("name", "") for user in project.iterfind("q:Users/q:User", space)}
    codes = {code.get("guid"): code.get("name", "") for code in project.iterfind("q:CodeBook//q:Code", space)}
    for source in project.iterfind("q:Sources/q:TextSource", space):
        inline = source.findtext("q:PlainTextContent", "", space)
        text = texts.get(_last(source.get("plainTextPath", "")), inline)
        for selection in source.iterfind("q:PlainTextSelection", space):
            start, end = int(selection.get("startPosition", 0)), int(selection.get("endPosition", 0))
            note = selection.findtext("q:Description", "", space)
            place = (source.get("name", ""), start, end, text[start:end])
            own = users.get(selection.get("creatingUser"), "")
            codings = selection.findall("q:Coding", space)
            for coding in codings:
                reference = coding.find("q:CodeRef", space)
                code = codes.get(reference.get("targetGUID"), "") if reference is not None else ""
                yield (*place, code, users.get(coding.get("creatingUser"), own), note)
            if not codings:
                yield (*place, "", own, note)
