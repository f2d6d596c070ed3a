"""
How the rows behind a number are listed: each sentence once a row, so that the list adds up to the number.

A text that may not be shown keeps its place. Of a very long list a sample has its text and the others stand by
article, each with a link to its place; of an endless one only the sample is here, and the CSV has them all.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dossier.findings.cells import escape, shorten, show_value
from dossier.findings.finding import LIST_LIMIT, SAMPLE, TEXT_LIMIT
from dossier.findings.tables import highlight
from dossier.pages.material import Material
from dossier.strings import Words

# Longer sentences are cut in a list; the article's page has them whole.
_CUT = 420


def list_rows(rows: pd.DataFrame, *, by: Sequence[str], material: Material, words: Words) -> tuple[str, str]:
    """
    Return how many rows there are, in words, and the list.

    Parameters
    ----------
    rows : DataFrame
        ``article_id``, ``sentence_no`` (or whole articles), and what is shown beside a sentence.
    by : sequence of str
        Columns that the heading above already says.
    """
    if "sentence_no" not in rows:
        items = "".join(_article_item(str(article), material, words) for article in rows["article_id"].head(LIST_LIMIT))
        return words("findings.unit_articles", n=len(rows)), f'<ol class="rows">{items}</ol>'
    rows = rows.sort_values(["article_id", "sentence_no"], kind="stable")
    shown = rows if len(rows) <= TEXT_LIMIT else draw_sample(rows, SAMPLE)
    lang = _main_language(shown, material, words)
    items = "".join(_sentence_item(row, by, lang, material, words) for row in shown.to_dict("records"))
    tag = "" if lang == words.lang else f' lang="{lang}"'
    listed = f'<ol class="rows"{tag}>{items}</ol>'
    said = words("findings.unit_sentences", n=len(rows))
    if len(rows) > LIST_LIMIT:
        said = words("pages.sample_of", n=len(rows), shown=len(shown))
    elif len(rows) > len(shown):
        said = words("pages.some_with_text", n=len(rows), shown=len(shown))
        listed += _rest(rows.drop(shown.index), material, words)
    return said, listed


def draw_sample(rows: pd.DataFrame, size: int) -> pd.DataFrame:
    """
    Return `size` rows by a fixed rule: lowest hash of article and sentence number; then in reading order.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a"] * 5, "sentence_no": range(5)})
    >>> len(draw_sample(rows, 2)), draw_sample(rows, 2).equals(draw_sample(rows[::-1], 2).sort_index())
    (2, True)
    """
    keys = [f"{a}#{n}" for a, n in zip(rows["article_id"], rows["sentence_no"], strict=True)]
    hashed = pd.Series([hashlib.sha256(key.encode()).hexdigest() for key in keys], index=rows.index)
    return rows.loc[rows.index.isin(hashed.sort_values().index[:size])]


def _rest(rows: pd.DataFrame, material: Material, words: Words) -> str:
    """Return where further sentences stand: each article with the numbers of its sentences."""
    parts = []
    for article, group in rows.groupby("article_id", sort=True):
        name, numbers = str(article), group["sentence_no"].tolist()
        cite = _cite_article(name, material)
        if material.has_page(name):
            cite = f'<a href="../articles/{escape(name)}.html#s{numbers[0]}">{cite}</a>'
        parts.append(f"<li>{cite}: {', '.join(map(str, numbers))}")
    return f'<p>{escape(words("pages.the_others", n=len(rows)))}</p><ul class="rest">{"".join(parts)}</ul>'


def _sentence_item(row: dict[Any, Any], by: Sequence[str], lang: str, material: Material, words: Words) -> str:
    """Return one row; `lang` is that of the list, so that only a sentence in another language says its own."""
    key = (str(row["article_id"]), int(row["sentence_no"]))
    text, own, dropped, start = material.by_sentence.get(key, ("", "und", "", 0))
    if key in material.allowed:
        body = highlight(material.masks.text(text), _evidence(row, text, start), limit=_CUT)
    else:
        own, body = words.lang, f"<i>{escape(words('pages.withheld', number=key[1]))}</i>"
    own = own if own in {"fr", "en"} else lang
    tag = "" if own == lang else f' lang="{own}"'
    source, said = _cite_article(key[0], material), _remarks(row, dropped, by, material, words)
    if said:  # words of the reader's language behind a sentence that may be in another
        said = said if own == words.lang else f'<span lang="{words.lang}">{said}</span>'
        source = f"{source}, {said}"
    if material.has_page(key[0]):
        return f'<li{tag}>{body} <a href="../articles/{escape(key[0])}.html#s{key[1]}">{source}</a>'
    return f"<li{tag}>{body} <cite>{source}</cite>"


def _main_language(rows: pd.DataFrame, material: Material, words: Words) -> str:
    """Return the language of most of the sentences that are shown."""
    keys = zip(rows["article_id"].astype(str), rows["sentence_no"].astype(int), strict=True)
    langs = [material.by_sentence.get(key, ("", "und", "", 0))[1] for key in keys if key in material.allowed]
    known = sorted(lang for lang in langs if lang in {"fr", "en"})
    return max(sorted(set(known)), key=known.count) if known else words.lang


def _evidence(row: dict[Any, Any], text: str, start: int) -> str:
    """Return the words to highlight: given as such, or as offsets in the article."""
    if row.get("evidence") and not pd.isna(row["evidence"]):
        return str(row["evidence"])
    if "start" in row and "end" in row and not pd.isna(row["start"]):
        return text[max(int(row["start"]) - start, 0) : max(int(row["end"]) - start, 0)]
    return ""


def _cite_article(article: str, material: Material) -> str:
    """Return outlet and ISO date, which need no language."""
    source = material.by_article.get(article, {})
    named = (source.get("outlet") or source.get("title") or article, source.get("published_date", ""))
    return ", ".join(escape(shorten(part, limit=70)) for part in named if part)


def _remarks(row: dict[Any, Any], dropped: str, by: Sequence[str], material: Material, words: Words) -> str:
    said = []
    for column in ("theme", "stance", "voice", "note"):
        value = row.get(column)
        if value and not pd.isna(value) and column not in by:
            label = material.themes.get(value, value) if column == "theme" else show_value(value, column, words)
            said.append(material.masks.text(str(label)))
    if dropped:
        said.append(show_value(dropped, "dropped", words))
    return ", ".join(escape(shorten(part, limit=70)) for part in said if part)


def _article_item(article: str, material: Material, words: Words) -> str:
    source = material.by_article.get(article, {})
    title = escape(shorten(source.get("title") or article, limit=160))
    if material.has_page(article):
        title = f'<a href="../articles/{escape(article)}.html">{title}</a>'
    elif str(source.get("url", "")).startswith(("https://", "http://")):
        title = f'<a href="{escape(source["url"])}" rel="noopener noreferrer">{title}</a>'
    lang = source.get("lang", "")
    tag = f' lang="{lang}"' if lang in {"fr", "en"} and lang != words.lang else ""
    parts = [source.get("outlet", ""), words.date(source.get("published_date", ""))]
    cite = escape(", ".join(shorten(part, limit=70) for part in parts if part))
    return f"<li><span{tag}>{title}</span> <cite>{cite}</cite>"
