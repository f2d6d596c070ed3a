"""The controversy on one page: each notebook's question, its answer, one figure, how far to trust it."""

from collections.abc import Sequence

from dossier.findings.cells import escape
from dossier.pages.body import Body
from dossier.pages.frame import Page
from dossier.pages.material import Material
from dossier.strings import Words

_FIRST = ("40", "50", "30")  # themes, voices, topics: what the controversy is, before how it was read


def index_page(bodies: Sequence[tuple[str, Body]], material: Material, words: Words) -> Page:
    """Return the index from the bodies of all pages, in order."""
    plain = sorted((pair for pair in bodies if not pair[0].startswith("theme-")), key=lambda pair: _rank(pair[0]))
    themes = [(file, body) for file, body in bodies if file.startswith("theme-")]
    parts = []
    for file, body in plain:
        parts.append(_entry(file, body, words))
        if themes and file.startswith("40"):
            parts.append(_theme_cards(themes, material, words))
    if themes and not any(file.startswith("40") for file, _ in plain):
        parts.append(_theme_cards(themes, material, words))
    n_articles = len(material.articles)
    kept = int((material.sentences["dropped"] == "").sum())
    lead = words("pages.index_lead", articles=words("findings.unit_articles", n=n_articles),
                 sentences=words("findings.unit_sentences", n=kept))  # fmt: skip
    return Page(
        file="index.html",
        title=material.title,
        main="".join(parts),
        kind="index",
        kicker=words("pages.index_kicker"),
        lead=f'<p class="stand">{escape(lead)}</p>',
    )


def _rank(file: str) -> tuple[int, str]:
    """Arguments and voices first; what they rest on after, since a reader of one page asks for the answer."""
    return (_FIRST.index(file[:2]) if file[:2] in _FIRST else len(_FIRST), file)


def _entry(file: str, body: Body, words: Words) -> str:
    anchor = file.removesuffix(".html")
    trust = f'<div class="trust"><h3>{escape(words("pages.trust"))}</h3>{body.trust}</div>' if body.trust else ""
    title = escape(body.title)
    on = f'{escape(words("pages.read_on"))}<span class="vh">: {title}</span>'
    return (
        f'<section class="entry" id="{anchor}"><h2><a href="{file}">{title}</a></h2>'
        f'<div class="answer">{body.answer}</div>{body.figure}{trust}'
        f'<p class="on"><a href="{file}">{on}</a></p></section>'
    )


def _theme_cards(themes: Sequence[tuple[str, Body]], material: Material, words: Words) -> str:
    cards = "".join(
        f'<li><h3><a href="{file}">{escape(_theme(file, material))}</a></h3>{body.answer}</li>' for file, body in themes
    )
    title = escape(words("pages.theme_by_theme"))
    return f'<section class="entry"><h2>{title}</h2><ul class="cards">{cards}</ul></section>'


def _theme(file: str, material: Material) -> str:
    key = file.removeprefix("theme-").removesuffix(".html")
    return material.themes.get(key, key)
