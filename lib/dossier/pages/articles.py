"""The page of an article whose rights allow one: every sentence with its number, marks, and the figures it feeds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dossier.findings.cells import escape, shorten, show_value
from dossier.findings.tables import highlight
from dossier.pages.evidence import Feeds, Recorded, back_links
from dossier.pages.frame import Page
from dossier.pages.material import Material
from dossier.readings.common import genre_labels
from dossier.strings import Words

Codes = dict[tuple[str, int], list[dict[Any, Any]]]


def article_pages(
    material: Material, recorded: Sequence[Recorded], labels: Mapping[str, str], words: Words
) -> list[Page]:
    """Return a page for each own or open article, in the order of the corpus; `labels` names the notebooks' pages."""
    feeds, by_name = back_links(recorded), {finding.name: finding for finding in recorded}
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
        fed = _feeds(rows, feeds, by_name)
        every = _pages_of_all(rows, fed)
        items = "".join(_sentence(row, codes, material, words) + _links(row, fed, every, labels, words) for row in rows)
        pages.append(
            Page(
                file=f"articles/{article}.html",
                title=shorten(source["title"] or article, limit=160),
                main=f'{_of_all(every, fed, labels, words)}<ol class="text">{items}</ol>'
                + _foot(fed, by_name, labels, words),
                kind="article",
                kicker=shorten(source["outlet"] or words("pages.article"), limit=120),
                lead=_about(source, words),
                lang=source["lang"] if source["lang"] in {"fr", "en"} else "",
            )
        )
    return pages


def _about(source: dict[str, Any], words: Words) -> str:
    genre = genre_labels(words)["genre"].get(source["genre"], source["genre"]) if source["genre"] else ""
    parts = [words.date(source["published_date"]), genre, source["country"]]
    said = escape(" · ".join(shorten(part, limit=80) for part in parts if part))
    if str(source["url"]).startswith(("https://", "http://")):
        said += f' · <a href="{escape(source["url"])}" rel="noopener noreferrer">{escape(words("pages.original"))}</a>'
    note = f"<p>{escape(shorten(source['note'], limit=400))}</p>" if source["note"] else ""
    own = f"<p>{escape(words('pages.own_text'))}</p>" if source["rights"] == "own" else ""
    return f'<p class="ways">{said}</p>{own}{note}'


def _sentence(row: dict[Any, Any], codes: Codes, material: Material, words: Words) -> str:
    key = (str(row["article_id"]), int(row["sentence_no"]))
    mine = codes.get(key, [])
    evidence = " | ".join(str(code["evidence"]) for code in mine if code["evidence"])
    text = highlight(material.masks.text(str(row["text"])), evidence, limit=4000)
    lang = f' lang="{row["lang"]}"' if row["lang"] in {"fr", "en"} else ""
    kind = f' class="{"off" if row["dropped"] else row["kind"]}"' if row["dropped"] or row["kind"] != "text" else ""
    tags = "".join(
        f' <b class="{escape(code["stance"])}">{escape(material.themes.get(code["theme"], code["theme"]))} · '
        f"{escape(show_value(code['stance'], 'stance', words))}</b>"
        for code in mine
    )
    if row["dropped"]:
        tags = f" <i>{escape(show_value(row['dropped'], 'dropped', words))}</i>"
    return f'<li id="s{key[1]}" value="{key[1]}"{kind}><span{lang}>{text}</span>{tags}'


Fed = dict[str, dict[str, list[int]]]  # page of a notebook, finding, numbers of the sentences that it counts


def _feeds(rows: list[dict[Any, Any]], feeds: Feeds, by_name: Mapping[str, Recorded]) -> Fed:
    fed: Fed = {}
    for row in rows:
        for name in feeds.get((str(row["article_id"]), int(row["sentence_no"])), []):
            page = by_name[name].shown_at.partition("#")[0]
            fed.setdefault(page, {}).setdefault(name, []).append(int(row["sentence_no"]))
    return fed


def _pages_of_all(rows: list[dict[Any, Any]], fed: Fed) -> list[str]:
    """Pages that count every kept sentence of an article: they are named once, above the text."""
    kept = {int(row["sentence_no"]) for row in rows if not row["dropped"]}
    return [page for page, found in fed.items() if kept <= {number for numbers in found.values() for number in numbers}]


def _of_all(every: Sequence[str], fed: Fed, labels: Mapping[str, str], words: Words) -> str:
    if not every:
        return ""
    return f'<p class="feeds">{escape(words("pages.all_counted_in"))} {_anchors(every, fed, labels)}</p>'


def _links(row: dict[Any, Any], fed: Fed, every: Sequence[str], labels: Mapping[str, str], words: Words) -> str:
    """Name the further pages that count a sentence; each opens the list of figures below."""
    number = int(row["sentence_no"])
    pages = [page for page, found in fed.items() if page not in every and any(number in n for n in found.values())]
    return f" <small>{escape(words('pages.counted_in'))} {_anchors(pages, fed, labels)}</small>" if pages else ""


def _anchors(pages: Sequence[str], fed: Fed, labels: Mapping[str, str]) -> str:
    return ", ".join(f'<a href="#f{list(fed).index(page)}">{escape(labels.get(page, page))}</a>' for page in pages)


def _foot(fed: Fed, by_name: Mapping[str, Recorded], labels: Mapping[str, str], words: Words) -> str:
    """Return the figures that count sentences of an article, with the numbers of these sentences."""
    if not fed:
        return ""
    parts = []
    for place, (page, findings) in enumerate(fed.items()):
        items = "".join(
            f'<li><a href="../{escape(by_name[name].shown_at)}">{escape(shorten(by_name[name].title, limit=44))}</a> '
            f"{say_numbers(numbers)}"
            for name, numbers in findings.items()
        )
        parts.append(f'<h3 id="f{place}">{escape(labels.get(page, page))}</h3><ul class="feeds">{items}</ul>')
    return f"<h2>{escape(words('pages.counted_in_these'))}</h2>{''.join(parts)}"


def say_numbers(numbers: Iterable[int]) -> str:
    """
    Whole numbers in order, runs of three and more as ranges.

    Examples
    --------
    >>> say_numbers([1, 2, 4, 5, 6, 9])
    '1, 2, 4–6, 9'
    """
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)
