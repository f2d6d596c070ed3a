"""
The pages that numbers open: for each row of a finding, the sentences that it counts.

Each sentence is listed once a row, so that the list adds up to the number. A text that may not be shown keeps
its place in the list; a row with more than `LIST_LIMIT` sentences lists a sample, and the CSV has them all.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.figures.tables import highlight
from dossier.findings.cells import escape, shorten, show_value
from dossier.findings.finding import LIST_LIMIT, SAMPLE
from dossier.pages.frame import Page
from dossier.pages.material import Material
from dossier.strings import Words

Place = tuple[str, str]  # evidence page and anchor
_NONE: Mapping[Place, Place] = {}
# Longer sentences are cut in a list; the article's page has them whole.
_CUT = 420


@dataclass(frozen=True)
class Recorded:
    """A finding as it was written by `findings.record`: its description, and its evidence (or none)."""

    about: dict[str, Any]
    rows: pd.DataFrame | None
    csv: Path

    @property
    def name(self) -> str:
        """Name of the finding."""
        return str(self.about["name"])


def read_recorded(folder: Path) -> Iterator[Recorded]:
    """Give the findings that a notebook recorded, by name."""
    for path in sorted((folder / "findings").glob("*.json")):
        rows = path.with_suffix(".parquet")
        yield Recorded(
            json.loads(path.read_text("utf-8")),
            pd.read_parquet(rows) if rows.is_file() else None,
            path.with_suffix(".csv"),
        )


def evidence_pages(
    recorded: Recorded, material: Material, words: Words, *, twins: Mapping[Place, Place] = _NONE
) -> list[Page]:
    """Return the evidence pages of a finding; none where it counts no sentences."""
    if recorded.rows is None or recorded.rows.empty:
        return []
    groups = dict(iter(recorded.rows.groupby("group", sort=True)))
    by_page: dict[str, list[str]] = defaultdict(list)
    jumps: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, group in enumerate(recorded.about["groups"]):
        twin = twins.get((group["page"], group["anchor"]))
        section = _pointer(group, twin, words) if twin else _section(group, groups[number], recorded, material, words)
        by_page[group["page"]].append(section)
        jumps[group["page"]].append((group["anchor"], group["label"]))
    names = list(by_page)
    return [
        Page(
            file=f"evidence/{name}.html",
            title=recorded.about["title"],
            main=_turn(names, name, words) + "".join(by_page[name]),
            kind="evidence",
            kicker=words("pages.evidence"),
            lead=_lead(recorded, words),
            contents=jumps[name] if len(jumps[name]) > 1 else (),
        )
        for name in names
    ]


def _pointer(group: dict[str, Any], twin: Place, words: Words) -> str:
    label = escape(shorten(group["label"] or words("pages.all_rows"), limit=200))
    said = escape(words("pages.listed_elsewhere", n=group["n"]))
    return (
        f'<section id="{group["anchor"]}"><h2>{label}</h2>'
        f'<p class="count"><a href="{twin[0]}.html#{twin[1]}">{said}</a></p></section>'
    )


def _lead(recorded: Recorded, words: Words) -> str:
    about = recorded.about
    back = f'<a href="../{escape(about["page"])}.html">{escape(words("pages.back_to_figure"))}</a>'
    csv = f'<a href="../findings/{recorded.name}.csv" download>{escape(words("pages.table_as_csv"))}</a>'
    said = f"<p>{escape(about['description'])}</p>" if about["description"] else ""
    return f'{said}<p class="ways">{back} · {csv}</p>'


def _turn(names: list[str], name: str, words: Words) -> str:
    if len(names) == 1:
        return ""
    links = [f"<b>{i}</b>" if n == name else f'<a href="{n}.html">{i}</a>' for i, n in enumerate(names, start=1)]
    named = escape(words("pages.parts"))
    return f'<nav class="turn" aria-label="{named}">{named} {" ".join(links)}</nav>'


def needs_csv(recorded: Recorded, material: Material) -> bool:
    """Tell whether some rows are not fully listed, so that the CSV of all rows must stand beside the page."""
    if recorded.rows is None or recorded.rows.empty:
        return False
    if any(group["n"] > LIST_LIMIT for group in recorded.about["groups"]):
        return True
    return not all(material.has_page(str(article)) for article in recorded.rows["article_id"].unique())


def draw_sample(rows: pd.DataFrame, size: int) -> pd.DataFrame:
    """
    Return `size` rows by a fixed rule: lowest hash of article and sentence number; then in reading order.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["a"] * 5, "sentence_no": range(5)})
    >>> len(draw_sample(rows, 2)), draw_sample(rows, 2).equals(draw_sample(rows[::-1], 2))
    (2, True)
    """
    keys = [f"{a}#{n}" for a, n in zip(rows["article_id"], rows.get("sentence_no", [0] * len(rows)), strict=True)]
    hashed = [hashlib.sha256(key.encode()).hexdigest() for key in keys]
    kept = rows.assign(_hash=hashed).sort_values("_hash").head(size)
    return kept.drop(columns="_hash").sort_index()


def _section(group: dict[str, Any], rows: pd.DataFrame, recorded: Recorded, material: Material, words: Words) -> str:
    whole, by = "sentence_no" not in rows, recorded.about["by"]
    unit = "findings.unit_articles" if whole else "findings.unit_sentences"
    said = words(unit, n=group["n"])
    shown = rows
    if group["n"] > LIST_LIMIT:
        shown = draw_sample(rows, SAMPLE)
        said = words("pages.sample_of", n=group["n"], shown=len(shown))
    if not whole:
        shown = shown.sort_values(["article_id", "sentence_no"], kind="stable")
    lang = words.lang if whole else _main_language(shown, material, words)
    items = "".join(
        _article_item(row, material, words) if whole else _sentence_item(row, by, lang, material, words)
        for row in shown.to_dict("records")
    )
    tag = "" if lang == words.lang else f' lang="{lang}"'
    label = escape(shorten(group["label"] or words("pages.all_rows"), limit=200))
    numbers = f" <small>{escape(shorten(group['row'], limit=300))}</small>" if group["row"] else ""
    more = ""
    if needs_csv(recorded, material):
        more = f' <a href="{recorded.name}.csv" download>{escape(words("pages.all_as_csv"))}</a>'
    return (
        f'<section id="{group["anchor"]}" data-n="{group["n"]}"><h2>{label}</h2>'
        f'<p class="count"><b>{escape(said)}</b>{numbers}{more}</p><ol class="rows"{tag}>{items}</ol></section>'
    )


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
    source, said = _cite(key[0], row, dropped, by, material, words)
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


def _cite(article: str, row: dict[Any, Any], dropped: str, by: Sequence[str], material: Material,
          words: Words) -> tuple[str, str]:  # fmt: skip
    """Return outlet and ISO date (which need no language), and what else is said of the sentence."""
    source = material.by_article.get(article, {})
    named = [source.get("outlet") or source.get("title") or article, source.get("published_date", "")]
    said = []
    for column in ("theme", "stance", "voice", "note"):
        value = row.get(column)
        if value and not pd.isna(value) and column not in by:
            label = material.themes.get(value, value) if column == "theme" else show_value(value, column, words)
            said.append(material.masks.text(str(label)))
    if dropped:
        said.append(show_value(dropped, "dropped", words))
    shown = [", ".join(escape(shorten(part, limit=70)) for part in parts if part) for parts in (named, said)]
    return shown[0], shown[1]


def _article_item(row: dict[Any, Any], material: Material, words: Words) -> str:
    article = str(row["article_id"])
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


def back_links(all_recorded: Iterable[Recorded]) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Return, for each sentence, the addresses and titles of the findings that count it."""
    feeds: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for recorded in all_recorded:
        if recorded.rows is None or "sentence_no" not in recorded.rows or recorded.rows.empty:
            continue
        groups = recorded.about["groups"]
        columns = zip(recorded.rows["article_id"], recorded.rows["sentence_no"], recorded.rows["group"], strict=True)
        for article, number, group in dict.fromkeys(columns):
            place = groups[int(group)]
            if place["n"] <= LIST_LIMIT:
                feeds[(str(article), int(number))].append((f"{place['page']}.html#{place['anchor']}", recorded.name))
    return feeds
