"""The page of an article whose rights allow one: every sentence with its number, marks, and the figures it feeds."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dossier.figures.tables import highlight
from dossier.findings.cells import escape, shorten, show_value
from dossier.pages.frame import Page
from dossier.pages.material import Material
from dossier.strings import Words

Feeds = dict[tuple[str, int], list[tuple[str, str]]]
Codes = dict[tuple[str, int], list[dict[Any, Any]]]


def article_pages(material: Material, feeds: Feeds, titles: Mapping[str, str], words: Words) -> list[Page]:
    """Return a page for each own or open article, in the order of the corpus; `titles` names the findings."""
    codes: Codes = defaultdict(list)
    coded = material.codes[material.codes["coded"]] if len(material.codes) else material.codes
    for row in coded.to_dict("records"):
        codes[(str(row["article_id"]), int(row["sentence_no"]))].append(row)
    sentences = dict(iter(material.sentences.groupby("article_id", sort=False)))
    pages = []
    for article, source in material.by_article.items():
        if not material.has_page(article) or article not in sentences:
            continue
        rows = sentences[article].to_dict("records")
        notes = _notes(rows, feeds)
        items = "".join(_sentence(row, codes, (feeds, notes), material, words) for row in rows)
        pages.append(
            Page(
                file=f"articles/{article}.html",
                title=shorten(source["title"] or article, limit=160),
                main=f'<ol class="text">{items}</ol>{_foot(notes, titles, words)}',
                kind="article",
                kicker=shorten(source["outlet"] or words("pages.article"), limit=120),
                lead=_about(source, words),
                lang=source["lang"] if source["lang"] in {"fr", "en"} else "",
            )
        )
    return pages


def _about(source: dict[str, Any], words: Words) -> str:
    parts = [words.date(source["published_date"]), source["genre"], source["country"]]
    said = escape(" · ".join(shorten(part, limit=80) for part in parts if part))
    if str(source["url"]).startswith(("https://", "http://")):
        said += f' · <a href="{escape(source["url"])}" rel="noopener noreferrer">{escape(words("pages.original"))}</a>'
    note = f"<p>{escape(shorten(source['note'], limit=400))}</p>" if source["note"] else ""
    own = f"<p>{escape(words('pages.own_text'))}</p>" if source["rights"] == "own" else ""
    return f'<p class="ways">{said}</p>{own}{note}'


def _sentence(row: dict[Any, Any], codes: Codes, fed: tuple[Feeds, dict[str, tuple[int, str]]],
              material: Material, words: Words) -> str:  # fmt: skip
    key = (str(row["article_id"]), int(row["sentence_no"]))
    mine = codes.get(key, [])
    evidence = " | ".join(str(code["evidence"]) for code in mine if code["evidence"])
    text = highlight(material.masks.text(str(row["text"])), evidence, limit=4000)
    lang = f' lang="{row["lang"]}"' if row["lang"] in {"fr", "en"} else ""
    kind = f' class="{"off" if row["dropped"] else row["kind"]}"' if row["dropped"] or row["kind"] != "text" else ""
    tags = "".join(
        f' <b class="{escape(code["stance"])}">{escape(material.themes.get(code["theme"], code["theme"]))}: '
        f"{escape(show_value(code['stance'], 'stance', words))}</b>"
        for code in mine
    )
    if row["dropped"]:
        tags = f" <i>{escape(show_value(row['dropped'], 'dropped', words))}</i>"
    counted = _feeds(fed[0].get(key, []), fed[1], words)
    return f'<li id="s{key[1]}" value="{key[1]}"{kind}><span{lang}>{text}</span>{tags}{counted}</li>'


def _notes(rows: list[dict[Any, Any]], feeds: Feeds) -> dict[str, tuple[int, str]]:
    """Number the findings that count any sentence of an article, in the order they are met; with their address."""
    notes: dict[str, tuple[int, str]] = {}
    for row in rows:
        for href, name in feeds.get((str(row["article_id"]), int(row["sentence_no"])), []):
            notes.setdefault(name, (len(notes) + 1, href.split("#")[0]))
    return notes


def _feeds(feeds: list[tuple[str, str]], notes: dict[str, tuple[int, str]], words: Words) -> str:
    if not feeds:
        return ""
    numbers = sorted({notes[name][0] for _, name in feeds})
    links = " ".join(f'<a href="#f{number}">{number}</a>' for number in numbers)
    return f" <small>{escape(words('pages.counted_in'))} {links}</small>"


def _foot(notes: dict[str, tuple[int, str]], titles: Mapping[str, str], words: Words) -> str:
    if not notes:
        return ""
    items = "".join(
        f'<li id="f{number}"><a href="../evidence/{escape(href)}">{escape(titles.get(name, name))}</a></li>'
        for name, (number, href) in notes.items()
    )
    return f'<h2>{escape(words("pages.counted_in_these"))}</h2><ol class="feeds">{items}</ol>'
