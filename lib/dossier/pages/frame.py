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
    # There are as many article pages as articles: they bring a small sheet of their own.
    names = {"article": ["article"], "evidence": ["base", "nav", "list"]}.get(kind, ["base", "nav", "report", "figure"])
    sheets = "".join((TEMPLATES / f"{name}.css").read_text("utf-8") for name in names)
    if kind in {"report", "index"}:
        sheets += ".fig svg{}" + style_rules({name: f"var(--{name})" for name in LIGHT})
    colours = LIGHT if kind in {"report", "index"} else {k: v for k, v in LIGHT.items() if k in _BASIC}
    day = "".join(f"--{name}:{value};" for name, value in colours.items())
    night = "".join(f"--{name}:{DARK[name]};" for name in colours)
    root = f":root{{{day}}}@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}"
    return root + minify(sheets)


_BASIC = {"ink", "soft", "rule", "paper", "c1", "c2", "threat", "opportunity", "mixed", "q0", "q1"}


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
    return (TEMPLATES / "page.js").read_text("utf-8").strip()


@lru_cache(maxsize=1)
def policy() -> str:
    """Return the content security policy: one script by its hash, nothing from outside."""
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def dress(page: Page, site: Site) -> str:
    """Return a page as a whole HTML document."""
    depth = page.file.count("/")
    files = [file for file, _ in site.pages]
    here = files.index(page.file) if page.file in files else None
    values: dict[str, Any] = {
        "page": page,
        "site": site,
        "words": site.words,
        "up": "../" * depth,
        "policy": Markup(policy()),
        "style": Markup(_style(page.kind)),
        "script": Markup(script()),
        "main": Markup(page.main),
        "lead": Markup(page.lead),
        "before": site.pages[here - 1] if here else None,
        "after": site.pages[here + 1] if here is not None and here + 1 < len(files) else None,
    }
    return _templates().get_template("page.html.j2").render(**values)
