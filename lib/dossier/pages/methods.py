"""How the report was made: corpus, what was left out, parameters, versions, rights, licence, citation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dossier.coding.model import SPARING_FROM
from dossier.coding.sparing import MOST_ENCODED
from dossier.findings.cells import escape
from dossier.findings.rights import QUOTED_AT_MOST
from dossier.findings.tables import show_table
from dossier.handed import is_masked
from dossier.pages.body import Body
from dossier.pages.frame import Page
from dossier.pages.material import Material
from dossier.strings import Words


@dataclass(frozen=True)
class Provenance:
    """What the methods page states besides the material."""

    fingerprint: str
    corpus_digest: str
    report_key: str
    versions: Mapping[str, str]
    settings: Mapping[str, Any]
    codebook: str = ""


def methods_page(bodies: Sequence[tuple[str, Body]], material: Material, provenance: Provenance, words: Words) -> Page:
    """Return the methods and provenance page."""
    sections = [
        ("corpus", _corpus(material, provenance, words)),
        ("dropped", _dropped(material, words)),
        ("counting", _paragraphs("counting", words)),
        ("rights", _rights(material, words)),
        ("parameters", _parameters(bodies, words)),
        ("software", _software(provenance, words)),
        ("licence", _paragraphs("licence", words)),
        ("cite", _cite(material, provenance, words)),
    ]
    main = "".join(f'<h2 id="{key}">{escape(words(f"pages.methods_{key}"))}</h2>{content}' for key, content in sections)
    return Page(
        file="methods.html",
        title=words("pages.methods_title"),
        main=main,
        kicker=words("pages.methods_kicker"),
        lead=f'<p class="stand">{escape(words("pages.methods_lead"))}</p>',
        contents=[(key, words(f"pages.methods_{key}")) for key, _ in sections],
    )


def _paragraphs(key: str, words: Words) -> str:
    bounds = {"sparing_from": words.number(SPARING_FROM), "most_encoded": words.number(MOST_ENCODED)}
    parts = words(f"pages.methods_{key}_text", quoted=QUOTED_AT_MOST, **bounds).split("\n\n")
    return "".join(f"<p>{escape(part.strip())}</p>" for part in parts if part.strip())


def _table(frame: pd.DataFrame, caption: str, words: Words) -> str:
    return show_table(frame, words=words, caption=caption, limit=500).html()


def _corpus(material: Material, provenance: Provenance, words: Words) -> str:
    stated = [(words(f"pages.setting_{k}"), str(v)) for k, v in provenance.settings.items() if v]
    articles = material.articles
    rights = articles["rights"].value_counts().sort_index()
    rows = [
        *stated,
        (words("pages.setting_articles"), words.number(len(articles))),
        *((words(f"pages.setting_rights_{k}"), words.number(int(n))) for k, n in rights.items()),
        (words("pages.setting_fingerprint"), provenance.fingerprint),
        (words("pages.setting_codebook"), provenance.codebook or "–"),
    ]
    frame = pd.DataFrame(rows, columns=[words("pages.what"), words("pages.value")])
    return _table(frame, words("pages.methods_corpus"), words)


def _dropped(material: Material, words: Words) -> str:
    sentences = material.sentences
    counts = sentences[sentences["dropped"] != ""].groupby("dropped").size().rename("n").reset_index()
    said = words("pages.methods_dropped_text", n=int(counts["n"].sum()), total=len(sentences))
    table = _table(counts, words("pages.methods_dropped"), words) if len(counts) else ""
    return f"<p>{escape(said)}</p>{table}"


def _rights(material: Material, words: Words) -> str:
    private = words("pages.methods_private", n=len(material.masks.names))
    derived = words("exports.methods_derived") if material.sentences["text"].map(is_masked).all() else ""
    said = f"<p>{escape(derived)}</p>" if derived else _paragraphs("rights", words)
    return f"{said}<p>{escape(private)}</p>"


def _parameters(bodies: Sequence[tuple[str, Body]], words: Words) -> str:
    rows = [(body.title, name, value, remark) for _, body in bodies for name, value, remark in body.parameters]
    if not rows:
        return f"<p>{escape(words('pages.no_parameters'))}</p>"
    columns = [words("pages.page"), words("pages.parameter"), words("pages.value"), words("pages.meaning")]
    return _table(pd.DataFrame(rows, columns=columns), words("pages.methods_parameters"), words)


def _software(provenance: Provenance, words: Words) -> str:
    frame = pd.DataFrame(list(provenance.versions.items()), columns=[words("pages.package"), words("pages.version")])
    return _table(frame, words("pages.methods_software"), words)


def _cite(material: Material, provenance: Provenance, words: Words) -> str:
    text = words(
        "pages.citation", title=material.title, version=provenance.versions.get("dossier", ""),
        corpus=provenance.corpus_digest,
    )  # fmt: skip
    return (
        f'<blockquote class="cite" id="citation">{escape(text)}</blockquote>'
        f'<p><button type="button" class="copy" data-copy="citation" hidden>{escape(words("pages.copy"))}</button></p>'
    )
