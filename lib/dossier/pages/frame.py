"""What every page shares: head, policy, navigation, foot. Nothing is loaded from anywhere."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from dossier.figures.palette import DARK, LIGHT, style_rules
from dossier.pages.body import TEMPLATES
from dossier.strings import Words


@dataclass(frozen=True)
class Site:
    """
    The report as a whole.

    Attributes
    ----------
    title : str
        Name of the corpus.
    pages : sequence of (file, label)
        The main pages, in order.
    foot : str
        One line of provenance under every page.
    """

    title: str
    words: Words
    pages: Sequence[tuple[str, str]] = ()
    foot: str = ""


@dataclass(frozen=True)
class Page:
    """
    One page before its frame.

    Attributes
    ----------
    file : str
        Address below the reports folder.
    title : str
        Its first heading, plain text.
    main : str
        HTML, already safe.
    kind : str
        ``report``, ``index``, ``evidence`` or ``article``: decides how much style comes along.
    """

    file: str
    title: str
    main: str
    kind: str = "report"
    kicker: str = ""
    lead: str = ""
    contents: Sequence[tuple[str, str]] = field(default_factory=tuple)
    lang: str = ""


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)


@lru_cache(maxsize=4)
def _style(kind: str) -> str:
    sheets = "".join((TEMPLATES / f"{name}.css").read_text("utf-8") for name in _SHEETS[kind])
    used = {"article": _BASIC | STANCE_COLOURS, "evidence": _BASIC, "actor": _BASIC | STANCE_COLOURS}.get(kind)
    colours = LIGHT if used is None else {k: v for k, v in LIGHT.items() if k in used}
    if "figure" in _SHEETS[kind]:
        sheets += style_rules({name: f"var(--{name})" for name in colours})
    day = "".join(f"--{name}:{value};" for name, value in colours.items())
    night = "".join(f"--{name}:{DARK[name]};" for name in colours)
    root = f":root{{{day}}}@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"
    return root + minify(sheets)


_SHEETS = {
    "report": ["base", "nav", "report", "figure"],
    "index": ["base", "nav", "report", "figure"],
    "article": ["light", "article"],
    "evidence": ["light", "list"],
    "actor": ["light", "list", "figure"],
    "single": ["base", "nav", "report", "figure", "list", "article"],
}
_BASIC = {"ink", "soft", "rule", "paper", "c1", "c2"}
STANCE_COLOURS = {"threat", "opportunity", "mixed"}


def minify(sheet: str) -> str:
    """
    Return a style sheet without remarks and needless spaces.

    Examples
    --------
    >>> minify("a { color : red; } /* b */\\nc d > e { margin: 0 1px; }")
    'a{color:red}c d>e{margin:0 1px}'
    """
    text = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,>])\s*", r"\1", text)
    text = re.sub(r"\s*:\s+|\s+:\s+(?=[a-z#\d])", ":", text)
    return text.replace(" : ", ":").replace(";}", "}").strip()


@lru_cache(maxsize=1)
def script() -> str:
    """Return the one script of the pages: filter, sort, copy. Everything can be read without it."""
    lines = (line.strip() for line in (TEMPLATES / "page.js").read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@lru_cache(maxsize=1)
def policy() -> str:
    """Return the content security policy: one script by its hash, nothing from outside."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    return f"{_POLICY}; img-src data:; script-src 'sha256-{digest}'"


_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_FILTERED = 15  # rows; a shorter list needs no filter


def _needs_script(page: Page) -> bool:
    """Tell whether the script has anything to do on a page: a list to filter, a table to sort, a text to copy."""
    return page.main.count("<li") > _FILTERED or any(
        what in page.main for what in ("<table", 'class="copy"', 'class="get"')
    )


def dress(page: Page, site: Site) -> str:
    """Return a page as a whole HTML document."""
    depth = page.file.count("/")
    files = [file for file, _ in site.pages]
    here = files.index(page.file) if page.file in files else None
    scripted = page.kind != "article" and _needs_script(page)
    values: dict[str, Any] = {
        "page": page,
        "site": site,
        "words": site.words,
        "up": "../" * depth,
        "policy": Markup(policy() if scripted else _POLICY),
        "style": Markup(_style(page.kind)),
        "script": Markup(script()) if scripted else "",
        "main": Markup(page.main),
        "lead": Markup(page.lead),
        "before": site.pages[here - 1] if here else None,
        "after": site.pages[here + 1] if here is not None and here + 1 < len(files) else None,
    }
    return _templates().get_template("page.html.j2").render(**values)
