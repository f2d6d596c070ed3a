"""
A drawing as small, safe SVG.

What matplotlib writes is read back as XML and written anew from a short list of shapes: colours become
classes (so that a page can have its own for the dark), numbers lose their tail, the shapes of one mark
come together inside one link. Nothing else gets through.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from dossier.figures.palette import LIGHT, NAMES, style_rules
from dossier.figures.sheet import HALO, Mark, Sheet
from dossier.findings.cells import escape

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
FONT = "'Source Sans 3','Segoe UI',-apple-system,'Helvetica Neue',Arial,sans-serif"


def inline_svg(sheet: Sheet, *, labelled_by: str, described_by: str, kind: str, heading: str = "") -> str:
    """
    Return the drawing as an ``<svg>`` element for a page.

    Parameters
    ----------
    sheet : Sheet
    labelled_by, described_by : str
        Ids of the elements with title and alternative text; `heading` may hold these elements.
    kind : str
        Class of the element: ``"wide"`` or ``"narrow"``.
    """
    return (
        f'<svg class="{kind}" viewBox="0 0 {_short(sheet.width)} {_short(sheet.height)}" role="group" '
        f'aria-labelledby="{labelled_by}" aria-describedby="{described_by}">{heading}{_body(sheet, links=True)}</svg>'
    )


def svg_file(sheet: Sheet, *, title: str, description: str) -> str:
    """Return the drawing as a file of its own, in its light colours, without links."""
    w, h = _short(sheet.width), _short(sheet.height)
    style = f"text{{font-family:{FONT};font-size:13px}}.b{{font-weight:700}}{style_rules(LIGHT)}"
    style += f".f-on-dark{{fill:{LIGHT['paper']}}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc><style>{style}</style>"
        f'<rect width="{w}" height="{h}" class="f-paper"/>{_body(sheet, links=False)}</svg>\n'
    )


def png_file(sheet: Sheet, path: Path) -> None:
    """Write the drawing as PNG at twice its size, with a palette of 64 colours."""
    from PIL import Image

    raw = io.BytesIO()
    sheet.save(raw, form="png", dpi=144)
    raw.seek(0)
    image = Image.open(raw).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    image.save(path, format="PNG", optimize=True)


def _body(sheet: Sheet, *, links: bool) -> str:
    raw = io.BytesIO()
    sheet.save(raw, form="svg")
    root = etree.fromstring(raw.getvalue(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    loose: list[tuple[str, str]] = []
    for group in root.iter(f"{_SVG}g"):
        owner, _, rest = (group.get("id") or "").partition("~")
        if not rest:
            continue
        kind = rest.split("~")[0]
        loose.extend((owner, shape) for shape in _shapes(group, kind))
    return "".join(_grouped(loose, sheet.marks, links=links))


def _grouped(shapes: list[tuple[str, str]], marks: list[Mark], *, links: bool) -> Iterator[str]:
    """Give shapes in order; those of one mark together where its first stands."""
    by_mark: dict[str, list[str]] = {}
    for owner, shape in shapes:
        by_mark.setdefault(owner, []).append(shape)
    done = set()
    for owner, shape in shapes:
        if owner == "x":
            yield shape
        elif owner not in done:
            done.add(owner)
            mark = marks[int(owner)]
            title = f"<title>{escape(mark.text)}</title>" if mark.text else ""
            inside = title + "".join(by_mark[owner])
            yield f'<a href="{escape(mark.href)}">{inside}</a>' if links and mark.href else f"<g>{inside}</g>"


def _shapes(group: etree._Element, kind: str) -> Iterator[str]:
    for element in group:
        style = dict(part.split(":", 1) for part in (element.get("style") or "").replace(": ", ":").split("; ") if part)
        if element.tag == f"{_SVG}path":
            yield _path(element.get("d") or "", style, kind)
        elif element.tag == f"{_SVG}text":
            yield _text(element, style, kind)


def _path(d: str, style: dict[str, str], kind: str) -> str:
    numbers = [float(n) for n in _NUMBER.findall(d)]
    xs, ys = numbers[0::2], numbers[1::2]
    paint = _paint(style)
    if kind == "rect":
        x, y = min(xs), min(ys)
        box = f'x="{_short(x)}" y="{_short(y)}" width="{_short(max(xs) - x)}" height="{_short(max(ys) - y)}"'
        return f"<rect {box}{paint}/>"
    if kind == "dot":
        r = (max(xs) - min(xs)) / 2
        return f'<circle cx="{_short(min(xs) + r)}" cy="{_short(min(ys) + r)}" r="{_short(r)}"{paint}/>'
    points = "L".join(f"{_short(x)} {_short(y)}" for x, y in zip(xs, ys, strict=True))
    return f'<path d="M{points}{"Z" if kind == "area" else ""}"{paint}/>'


def _paint(style: dict[str, str]) -> str:
    fill, stroke = style.get("fill", "#000000"), style.get("stroke", "none")
    classes = [f"f-{NAMES[fill]}"] if fill in NAMES else []
    classes += [f"s-{NAMES[stroke]}"] if stroke in NAMES else []
    paint = f' class="{" ".join(classes)}"' if classes else ""
    paint += ' fill="none"' if fill == "none" else ""
    width = style.get("stroke-width", "1")
    paint += f' stroke-width="{_short(float(width))}"' if stroke in NAMES and float(width) != 1 else ""
    paint += f' stroke-dasharray="{style["stroke-dasharray"]}"' if "stroke-dasharray" in style else ""
    return paint + (f' fill-opacity="{_short(float(style["opacity"]), 2)}"' if "opacity" in style else "")


def _text(element: etree._Element, style: dict[str, str], kind: str) -> str:
    form, _, fill = kind.partition("-")
    halo = " s-paper" if form == "halo" else ""
    anchor = style.get("text-anchor", "start")
    size = float(style.get("font-size", "13px").removesuffix("px"))
    x, y = (float(element.get(axis) or 0) for axis in "xy")
    if (turned := re.search(r"translate\((\S+) (\S+)\)", element.get("transform") or "")) is not None:
        x, y = float(turned[1]), float(turned[2])
    attributes = f'x="{_short(x)}" y="{_short(y)}" class="f-{fill}{" b" if "font-weight" in style else ""}{halo}"'
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    attributes += f' font-size="{_short(size)}"' if size != 13 else ""
    attributes += f' stroke-width="{HALO}" paint-order="stroke"' if halo else ""
    return f"<text {attributes}>{escape(''.join(element.itertext()))}</text>"


def _short(value: float, digits: int = 1) -> str:
    return f"{round(value, digits) + 0.0:g}" if abs(value) < 1e5 else str(round(value))
