"""
matplotlib as a pen: a sheet in pixels, origin at the top left, on which shapes and text belong to marks.

A figure is drawn twice, wide and narrow, because text that is scaled down for a telephone cannot be read.
"""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure as MplFigure
from matplotlib.ft2font import FT2Font
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.patheffects import withStroke

from dossier.figures.palette import LIGHT
from dossier.findings.cells import shorten

WIDE, NARROW = 680, 350
TEXT, SMALL = 13, 11.5
HALO = 3  # pixels of paper round a name
_MARGIN = 1.06  # browsers round letters to whole pixels, some upwards
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "dossier",
    "text.parse_math": False,
    "text.usetex": False,
    "font.family": "DejaVu Sans",
    "path.simplify": False,
}


@dataclass(frozen=True)
class Mark:
    """What one thing drawn stands for: an address (or none) and its words."""

    href: str
    text: str


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    weight = "bold" if bold else "normal"
    return FT2Font(font_manager.findfont(font_manager.FontProperties(family="DejaVu Sans", weight=weight)))


@lru_cache(maxsize=4096)
def text_width(text: str, *, size: float = TEXT, bold: bool = False) -> float:
    """
    Width in pixels of a text in the widest of the fonts that a page may show it in.

    Examples
    --------
    >>> 20 < text_width("word") < 45
    True
    """
    font = _font(bold)
    font.set_size(size, 72)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a glyph that the font lacks is measured as a box
        font.set_text(text)
    width: float = font.get_width_height()[0] / 64 * _MARGIN
    return width


def fit_text(text: str, width: float, *, size: float = TEXT, bold: bool = False) -> str:
    """Cut a text so that it is at most `width` pixels long."""
    shown = shorten(text, limit=120)
    while len(shown) > 2 and text_width(shown, size=size, bold=bold) > width:
        shown = shorten(shown, limit=max(2, min(len(shown) - 1, int(len(shown) * 0.92))))
    return shown


@dataclass
class Sheet:
    """A drawing of a given size in pixels; every shape may belong to a mark, named by its number."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        with _rules():
            self.figure = MplFigure(figsize=(self.width / 72, self.height / 72), dpi=72)
            self.axes = self.figure.add_axes((0, 0, 1, 1))
            self.axes.set_xlim(0, self.width)
            self.axes.set_ylim(self.height, 0)
            self.axes.axis("off")
        self._drawn = 0

    @property
    def narrow(self) -> bool:
        """Whether this is the drawing for a telephone."""
        return self.width < 500

    def mark(self, href: str, text: str) -> int:
        """Open a mark and return its number, to be given to the shapes that belong to it."""
        self.marks.append(Mark(href, shorten(text, limit=300)))
        return len(self.marks) - 1

    def _gid(self, mark: int | None, kind: str) -> str:
        self._drawn += 1
        return f"{'x' if mark is None else mark}~{kind}~{self._drawn}"

    def rect(self, x: float, y: float, w: float, h: float, fill: str, *, mark: int | None = None,
             hollow: bool = False) -> None:  # fmt: skip
        """Draw a rectangle filled (or, if `hollow`, only bordered) with a colour of the palette."""
        style = (
            {"facecolor": "none", "edgecolor": LIGHT[fill]} if hollow else {"facecolor": LIGHT[fill], "linewidth": 0}
        )
        self.axes.add_patch(Rectangle((x, y), max(w, 0), h, gid=self._gid(mark, "rect"), zorder=self._drawn, **style))

    def dot(self, x: float, y: float, r: float, fill: str, *, mark: int | None = None, hollow: bool = False) -> None:
        """Draw a dot with a rim of paper, so that neighbours stay apart; a hollow one has its colour as rim."""
        face, rim = ("paper", fill) if hollow else (fill, "paper")
        dot = Circle((x, y), r, facecolor=LIGHT[face], edgecolor=LIGHT[rim], linewidth=1.6 if hollow else 1,
                     gid=self._gid(mark, "dot"), zorder=self._drawn)  # fmt: skip
        self.axes.add_patch(dot)

    def line(self, points: Sequence[tuple[float, float]], stroke: str, *, mark: int | None = None, width: float = 1,
             dashed: bool = False) -> None:  # fmt: skip
        """Draw a line through points."""
        xs, ys = zip(*points, strict=True)
        style = (0, (3, 3)) if dashed else "-"
        self.axes.plot(xs, ys, color=LIGHT[stroke], linewidth=width, linestyle=style, clip_on=False,
                       gid=self._gid(mark, "line"), zorder=self._drawn)  # fmt: skip

    def area(self, points: Sequence[tuple[float, float]], fill: str, *, mark: int | None = None) -> None:
        """Draw a shape filled lightly: a band of intervals."""
        shape = Polygon(list(points), closed=True, facecolor=LIGHT[fill], alpha=0.18, linewidth=0,
                        gid=self._gid(mark, "area"), zorder=self._drawn)  # fmt: skip
        self.axes.add_patch(shape)

    def text(self, x: float, y: float, text: str, *, mark: int | None = None, fill: str = "ink", size: float = TEXT,
             anchor: str = "start", bold: bool = False) -> None:  # fmt: skip
        """Write a line of text; `y` is its middle, `anchor` start, middle or end."""
        aligned = {"start": "left", "middle": "center", "end": "right"}[anchor]
        colour = LIGHT["paper" if fill == "on-dark" else fill]
        self.axes.text(x, y + size * 0.36, text, color=colour, fontsize=size, ha=aligned, va="baseline",
                       fontweight="bold" if bold else "normal", gid=self._gid(mark, f"text-{fill}"),
                       zorder=self._drawn)  # fmt: skip

    def name(self, x: float, y: float, text: str, *, mark: int | None = None, anchor: str = "start") -> None:
        """Write a small name with a halo of paper, so that it can be read across lines."""
        self.text(x, y, text, mark=mark, size=SMALL, anchor=anchor)
        self.axes.texts[-1].set_gid(self._gid(mark, "halo-ink"))

    def save(self, target: Path | Any, *, form: str, dpi: int = 72) -> None:
        """Write the drawing as matplotlib does, without a date."""
        for text in self.axes.texts:  # matplotlib would write a halo as outlines of letters: svg.py has a shorter way
            haloed = form == "png" and "~halo-" in str(text.get_gid())
            text.set_path_effects([withStroke(linewidth=HALO, foreground=LIGHT["paper"])] if haloed else [])
        metadata = {"Date": None} if form == "svg" else {"Software": None}
        with _rules():
            self.figure.savefig(target, format=form, dpi=dpi, metadata=metadata, facecolor=LIGHT["paper"])


@contextmanager
def _rules() -> Iterator[None]:
    """Matplotlib's own defaults and ours, whatever a user's settings say."""
    with warnings.catch_warnings(), mpl.rc_context():
        warnings.simplefilter("ignore")
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)  # type: ignore[arg-type]
        yield
