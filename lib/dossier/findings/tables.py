"""Tables and lists of sentences for a page: semantic, escaped, with a link in every row that has evidence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dossier.findings.cells import column_label, escape, shorten, show_value
from dossier.findings.desk import current_desk
from dossier.findings.finding import Finding, Link
from dossier.findings.prose import MIME, Prose
from dossier.findings.rights import quotable_sentences
from dossier.strings import Words

ROWS_SHOWN, CELL_LIMIT, SENTENCE_LIMIT = 60, 400, 600


@dataclass(frozen=True, eq=False)
class Shown:
    """Something for a page, as HTML; shows itself in JupyterLab and in a report."""

    content: str
    kind: str = "table"
    plain: str = ""
    meta: dict[str, Any] = field(default_factory=dict)

    def html(self) -> str:
        """Return the HTML."""
        return self.content

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/html": self.content,
            "text/plain": self.plain,
            MIME: {"kind": self.kind, "html": self.content, **self.meta},
        }


def show_table(
    source: Finding | pd.DataFrame,
    *,
    words: Words | None = None,
    caption: str = "",
    columns: Sequence[str] | None = None,
    limit: int = ROWS_SHOWN,
) -> Shown:
    """
    Return a table with caption, scopes and links; at most `limit` rows, then how many more the CSV has.

    Parameters
    ----------
    source : Finding or DataFrame
        Of a finding, the first number of each row (or its label) opens the row's evidence.
    words : Words, optional
        The reader's language; by default that of the desk.
    caption : str
        By default the finding's title.
    columns : sequence of str, optional
        Columns to show, in order.

    Examples
    --------
    >>> "&lt;script&gt;" in show_table(pd.DataFrame({"outlet": ["<script>"], "n": [3]})).html()
    True
    """
    words = words or Words(current_desk().lang)
    finding = source if isinstance(source, Finding) else Finding(table=_plain_index(source), name="table")
    if finding.table.empty:
        return Shown(f'<p class="more">{escape(words("figures.no_rows"))}</p>', plain=caption or finding.title)
    shown = list(columns or finding.table.columns)
    numeric = {c for c in shown if finding.table[c].dtype.kind in "fiu" and c not in finding.labels}
    head = "".join(f'<th scope="col"{_number_class(c in numeric)}>{escape(column_label(c, words))}</th>' for c in shown)
    linked = _linked_columns(finding, shown)
    body = "".join(
        _row(finding, row, key, shown, numeric, linked, words)
        for (_, row), key in zip(finding.table.head(limit).iterrows(), _keys(finding), strict=False)
    )
    title = caption or finding.title or words("figures.table")
    more = len(finding.table) - limit
    rest = f'<p class="more">{escape(words("figures.more_rows", n=more))}</p>' if more > 0 else ""
    table = (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(shorten(title, limit=120))}">'
        f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{rest}"
    )
    return Shown(table, plain=title, meta={"finding": finding.name, "title": title})


def _plain_index(frame: pd.DataFrame) -> pd.DataFrame:
    named = [n for n in frame.index.names if n is not None]
    return (frame.reset_index() if named else frame.reset_index(drop=True)).rename(columns=str)


def _keys(finding: Finding) -> list[tuple[Any, ...]]:
    return finding.keys if finding.by else [()] * len(finding.table)


def _number_class(is_number: bool) -> str:
    return ' class="num"' if is_number else ""


def _linked_columns(finding: Finding, shown: list[str]) -> set[str]:
    """Columns whose cells open the evidence: the count that its list adds up to, the share of it; else the name."""
    if finding.rows is None:
        return set()
    named = {c for c in (finding.count, "share") if c and c in shown}
    return named or set(shown[:1])


def _row(finding: Finding, row: Any, key: tuple[Any, ...], shown: list[str], numeric: set[str], linked: set[str],
         words: Words) -> str:  # fmt: skip
    href = finding.href(key) if finding.by or len(finding.table) == 1 else ""
    cells = []
    for place, column in enumerate(shown):
        value = row[column]
        if isinstance(value, Link):
            inside = value.html()
        elif isinstance(value, Prose):
            inside = " ".join(value.paragraphs)
        else:
            text = shorten(finding.label(column, value, words), limit=CELL_LIMIT)
            inside = Link(text, href).html() if column in linked and href else escape(text)
        tag = 'th scope="row"' if place == 0 and inside else "td"
        cells.append(f"<{tag}{_number_class(column in numeric)}>{inside}</{tag.split(maxsplit=1)[0]}>")
    return f"<tr>{''.join(cells)}</tr>"


def show_sentences(
    rows: pd.DataFrame,
    *,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    words: Words,
    codes: pd.DataFrame | None = None,
    caption: str = "",
    limit: int = 12,
) -> Shown:
    """
    List sentences with their source, within what rights allow.

    Parameters
    ----------
    rows : DataFrame
        ``article_id``, ``sentence_no`` and optionally ``evidence`` (substrings to highlight, joined by `` | ``),
        ``stance``, ``voice``, ``note``; in the order to be shown.
    articles, sentences, codes : DataFrame
        Forms of `schema`; `codes` decides which sentences of a restricted article may be shown.
    """
    allowed = set(quotable_sentences(articles, sentences, codes=codes).itertuples(index=False, name=None))
    texts = sentences.set_index(["article_id", "sentence_no"])
    sources = articles.set_index("article_id")
    items = []
    for row in rows.head(limit).to_dict("records"):
        key = (row["article_id"], row["sentence_no"])
        sentence = texts.loc[key]
        if key in allowed:
            text = highlight(str(sentence["text"]), str(row.get("evidence") or ""))
            lang = sentence["lang"] if sentence["lang"] in {"fr", "en"} else ""
        else:
            text, lang = f"<i>{escape(words('figures.withheld'))}</i>", ""
        tagged = f' lang="{lang}"' if lang and lang != words.lang else ""
        items.append(f"<li><q{tagged}>{text}</q> <cite>{_cite(sources.loc[key[0]], key, row, words)}</cite></li>")
    title = f"<p class='list-title'>{escape(caption)}</p>" if caption else ""
    return Shown(f'<div class="sentences">{title}<ol>{"".join(items)}</ol></div>', kind="sentences", plain=caption)


def _cite(source: Any, key: tuple[str, int], row: dict[Any, Any], words: Words) -> str:
    parts = [source["outlet"] or source["title"] or key[0], words.date(source["published_date"])]
    if row.get("stance"):
        parts.append(show_value(row["stance"], "stance", words))
    parts += [row.get("voice"), row.get("note")]
    text = ", ".join(shorten(part, limit=80) for part in parts if part)
    if source["rights"] == "restricted" or not current_desk().building:
        return escape(text)
    return f'<a href="articles/{escape(key[0])}.html#s{key[1]}">{escape(text)}</a>'


def highlight(text: str, evidence: str, *, limit: int = SENTENCE_LIMIT) -> str:
    """
    Escape a sentence and mark the substrings that `evidence` lists, joined by `` | ``.

    Examples
    --------
    >>> highlight("Five jobs & more", "jobs")
    'Five <mark>jobs</mark> &amp; more'
    """
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    spans = []
    for part in (p for p in evidence.split(" | ") if p):
        start = shown.find(part)
        if start >= 0:
            spans.append((start, start + len(part)))
    out, place = [], 0
    for start, end in sorted(spans):
        if start >= place:
            out += [escape(shown[place:start]), f"<mark>{escape(shown[start:end])}</mark>"]
            place = end
    return "".join([*out, escape(shown[place:])])
