"""
A figure for a page: the drawing with all that a reader needs to check it.

Above: the finding as title, unit and n as subtitle. Within: marks that open their evidence. Below: what is
greyed and why, the source, downloads, and the numbers as a table that repeats the links.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Required, TypedDict

import pandas as pd

from dossier.figures.palette import DARK, LIGHT, style_rules
from dossier.figures.sheet import NARROW, WIDE, Sheet
from dossier.figures.svg import FONT, inline_svg, png_file, svg_file
from dossier.findings.cells import escape, shorten
from dossier.findings.desk import current_desk
from dossier.findings.finding import Finding
from dossier.findings.prose import MIME
from dossier.findings.slugs import slugify
from dossier.findings.tables import show_table
from dossier.store import write_atomically
from dossier.strings import Words


class Caption(TypedDict, total=False):
    """
    What every figure is told besides its data.

    title
        The finding, as a sentence; text or an HTML-free computed string.
    words
        The reader's language.
    subtitle
        Unit and n: "Share of 412 sentences; bars: 95 % interval".
    note
        A remark below: what is greyed, what is left out.
    source
        Where the numbers are from; by default the corpus.
    name
        Anchor and file name; by default the finding's.
    lead
        True for the figure that stands for its notebook on the index (else its first).
    """

    title: Required[str]
    words: Required[Words]
    subtitle: str
    note: str
    source: str
    name: str
    lead: bool


@dataclass(frozen=True, eq=False)
class Figure:
    """
    A drawing with caption, alternative text, table and downloads; shows itself in JupyterLab and in a report.

    Attributes
    ----------
    finding : Finding
        What is drawn.
    plan : callable
        Draws it on a sheet of the width it is given.
    alt : str
        Alternative text, computed from the data.
    caption : Caption
    """

    finding: Finding
    plan: Callable[[float], Sheet]
    alt: str
    caption: Caption

    @property
    def name(self) -> str:
        """Anchor and file name of the figure."""
        own = self.finding.name if self.finding.recorded else self.caption["title"]
        return slugify(self.caption.get("name") or own, limit=80)

    @cached_property
    def sheets(self) -> tuple[Sheet, Sheet]:
        """Return the drawing, wide and narrow."""
        return self.plan(WIDE), self.plan(NARROW)

    @property
    def mpl(self) -> Any:
        """Return the wide drawing as a matplotlib figure, to be changed by hand."""
        return self.sheets[0].figure

    def html(self) -> str:
        """Return the ``<figure>`` element."""
        name, words = f"fig-{self.name}", self.caption["words"]
        title, subtitle = (
            shorten(self.caption["title"], limit=240),
            shorten(self.caption.get("subtitle", ""), limit=300),
        )
        alt, remark = shorten(self.alt, limit=1200), shorten(self.caption.get("note", ""), limit=600)
        ids = {"labelled_by": f"{name}-t", "described_by": f"{name}-d"}
        heading = f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(alt)}</desc>'
        if self.finding.table.empty:
            drawn = f'<p class="fig-note">{escape(words("figures.alt_empty"))}</p>'
        else:
            wide, narrow = self.sheets
            drawn = inline_svg(wide, kind="wide", heading=heading, **ids) + inline_svg(narrow, kind="narrow", **ids)
        table = show_table(self.finding, words=words, caption=self.finding.title or title).html()
        below = f'<p class="fig-sub">{escape(subtitle)}</p>' if subtitle else ""
        note = f'<p class="fig-note">{escape(remark)}</p>' if remark else ""
        return (
            f'<figure class="fig" id="{name}"><figcaption><p class="fig-title">{escape(title)}</p>{below}</figcaption>'
            f"{drawn}"
            f'<div class="fig-foot">{note}<p class="fig-source">{self._source(words)}</p>'
            f'<details class="data"><summary>{escape(words("figures.data_table"))}</summary>'
            f"{table}</details></div></figure>"
        )

    def _source(self, words: Words) -> str:
        source = self.caption.get("source") or words("figures.source")
        if not current_desk().building:
            return escape(source)
        files = [(f"findings/{self.finding.name}.csv", "CSV")] if self.finding.recorded else []
        files += (
            []
            if self.finding.table.empty
            else [
                (f"figures/{self.name}.svg", "SVG"),
                (f"figures/{self.name}.png", "PNG"),
            ]
        )
        links = " · ".join(f'<a href="{path}" download>{label}</a>' for path, label in files)
        return f'{escape(source)} <span class="get">{escape(words("figures.download"))} {links}</span>'

    def save(self, folder: Path) -> None:
        """Write the figure as ``<name>.svg`` and ``<name>.png`` into a folder."""
        wide = self.sheets[0]
        text = svg_file(wide, title=self.caption["title"], description=self.alt)
        write_atomically(folder / f"{self.name}.svg", lambda draft: _write(draft, text))
        write_atomically(folder / f"{self.name}.png", lambda draft: png_file(wide, draft))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        desk = current_desk()
        if desk.building and not self.finding.table.empty:
            self.save(desk.folder / "figures")
        page = self.html()
        meta = {"kind": "figure", "name": self.name, "finding": self.finding.name, "title": self.caption["title"],
                "lead": bool(self.caption.get("lead")), "html": page}  # fmt: skip
        return {"text/html": f"<style>{LAB_STYLE}</style>{unlink(page)}", "text/plain": self.alt, MIME: meta}


def unlink(page: str) -> str:
    """
    Return a figure whose marks open nothing: JupyterLab stops at a link within a drawing, and has no page to open.

    Examples
    --------
    >>> unlink('<svg><a href="x"><path/></a></svg><a href="y">z</a>')
    '<svg><g><path/></g></svg><a href="y">z</a>'
    """
    drawn = re.compile(r"<svg.*?</svg>", flags=re.DOTALL)
    return drawn.sub(lambda m: re.sub(r'<a href="[^"]*">', "<g>", m[0]).replace("</a>", "</g>"), page)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


_LAB = ".jp-OutputArea-output "
LAB_STYLE = (
    style_rules(LIGHT, scope=_LAB)
    + "[data-jp-theme-light=false] .fig{color:#f0ede6}"
    + style_rules(DARK, scope="[data-jp-theme-light=false] ")
    + f".fig{{max-width:44rem;margin:0}}.fig svg{{width:100%;font:13px {FONT}}}.fig svg.narrow{{display:none}}"
    ".fig .b{font-weight:700}.fig .f-on-dark{fill:#fff}.fig-title{font-weight:700;font-size:1.1em;margin:0}"
    ".fig-sub,.fig-note,.fig-source{font-size:.9em;margin:.2em 0;opacity:.8}"
)


def as_finding(source: Finding | pd.DataFrame, *, name: str = "") -> Finding:
    """Return a finding; a bare table becomes one without links."""
    if isinstance(source, Finding):
        return source
    named = [n for n in source.index.names if n is not None]
    frame = (source.reset_index() if named else source.reset_index(drop=True)).rename(columns=str)
    return Finding(table=frame, name=name or "table")
