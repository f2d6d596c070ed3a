"""An executed notebook as the body of a page: by nbconvert, with an own template."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbconvert import TemplateExporter
from nbconvert.filters.markdown import markdown2html
from traitlets.config import Config

from dossier.findings.cells import escape, shorten
from dossier.findings.prose import MIME
from dossier.findings.slugs import unique_slugs
from dossier.pages.clean import check_own, clean_foreign
from dossier.pages.plan import read_parameters
from dossier.strings import Words

TEMPLATES = Path(__file__).parent / "template"
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TABLE = re.compile(r'<details class="data">.*?</details>', re.DOTALL)
_PILCROW = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>')
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class PageExporter(TemplateExporter):
    """nbconvert with our template; its HTML exporter would write the page anew after us."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def __init__(self) -> None:
        own = {"extra_template_basedirs": [str(TEMPLATES)], "template_name": "dossier"}
        super().__init__(config=Config({"PageExporter": own}))  # type: ignore[no-untyped-call]


@dataclass
class Body:
    """
    A notebook's page without its frame, and what the index takes from it.

    Attributes
    ----------
    title : str
        The question: text of the first heading.
    html : str
        The rest, with anchors in its headings.
    contents : list of (anchor, text)
        Second-level headings.
    answer, trust : str
        HTML of the paragraphs with these roles.
    figure : str
        HTML of the figure that stands for the page, without its table; empty where there is none.
    parameters : list of (name, value, remark)
    figures : list of str
        Names of its figures, in order.
    shown : list of (finding, anchor, title)
        Figures and tables, in order: which finding each shows, where (no anchor for a table), under which title.
    """

    title: str
    html: str
    contents: list[tuple[str, str]] = field(default_factory=list)
    answer: str = ""
    trust: str = ""
    figure: str = ""
    parameters: list[tuple[str, str, str]] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    shown: list[tuple[str, str, str]] = field(default_factory=list)


def render_body(notebook: nbformat.NotebookNode, *, words: Words, name: str) -> Body:
    """
    Turn an executed notebook into a body.

    Raises
    ------
    ValueError
        If an output that claims to be ours holds what our objects never make.
    """
    exporter = PageExporter()
    exporter.register_filter("page_markdown", _markdown)  # type: ignore[no-untyped-call]
    exporter.register_filter("page_output", lambda output: _output(output, words))  # type: ignore[no-untyped-call]
    exporter.register_filter("page_escape", escape)  # type: ignore[no-untyped-call]
    exporter.register_filter("page_blocks", join_code)  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(notebook, resources={"words": words})
    title, html, contents = _number_headings(html, fallback=name)
    payloads = [o["data"][MIME] for c in notebook.cells for o in c.get("outputs", []) if MIME in o.get("data", {})]
    answer = "".join(p["html"] for p in payloads if p.get("role") == "answer")
    trust = "".join(p["html"] for p in payloads if p.get("role") == "trust")
    figure = _lead(payloads)
    names = [p["name"] for p in payloads if p.get("kind") == "figure"]
    shown = [
        (p["finding"], f"fig-{p['name']}" if p["kind"] == "figure" else "", p["title"])
        for p in payloads
        if p.get("finding")
    ]
    return Body(title, html, contents, answer, trust, figure, read_parameters(notebook), names, shown)


def _lead(payloads: Sequence[dict[str, Any]]) -> str:
    figures = [p for p in payloads if p.get("kind") == "figure"]
    chosen = next((p for p in figures if p.get("lead")), figures[0] if figures else None)
    return _TABLE.sub("", chosen["html"]) if chosen else ""


def _markdown(source: str) -> str:
    return clean_foreign(_PILCROW.sub("", markdown2html(source)))


@dataclass(frozen=True)
class Block:
    """What stands together on a page: Markdown, or outputs with all the code that led to them."""

    markdown: str = ""
    outputs: Sequence[Any] = ()
    code: str = ""


def join_code(cells: Sequence[Any]) -> list[Block]:
    """
    Return the blocks of a notebook.

    The code of a paragraph stands with the figure or table above it; code that shows nothing, with the next
    one; what is left, at the end of its section. A page is for reading, and the code one click away.
    """
    blocks: list[Block] = []
    waiting: list[str] = []
    above: int | None = None  # the block of this section that holds code
    for cell in cells:
        if cell.cell_type == "markdown":
            if cell.source.lstrip().startswith("#"):
                _settle(blocks, waiting, above)
                above = None
            blocks.append(Block(markdown=cell.source))
        elif cell.cell_type == "code" and cell.source.strip():
            waiting.append(cell.source.strip())
            if not cell.outputs:
                continue
            if any(not _is_paragraph(output) for output in cell.outputs):
                blocks.append(Block(outputs=cell.outputs, code="\n\n".join(waiting)))
                above = len(blocks) - 1
                waiting.clear()
            else:
                blocks.append(Block(outputs=cell.outputs))
    _settle(blocks, waiting, above)
    return blocks


def _settle(blocks: list[Block], waiting: list[str], above: int | None) -> None:
    """Give the code that waits to the last figure of its section, or to a block of its own."""
    if waiting and above is not None:
        block = blocks[above]
        blocks[above] = Block(outputs=block.outputs, code="\n\n".join([block.code, *waiting]))
    elif waiting:
        blocks.append(Block(code="\n\n".join(waiting)))
    waiting.clear()


def _is_paragraph(output: Any) -> bool:
    return bool(output.get("data", {}).get(MIME, {}).get("kind") == "prose")


def _output(output: dict[str, Any], words: Words) -> str:
    kind = output.get("output_type")
    if kind == "stream":
        text = _ANSI.sub("", output.get("text", ""))
        return f'<pre class="out">{escape(text)}</pre>' if output.get("name") == "stdout" and text.strip() else ""
    data = output.get("data", {})
    if MIME in data:
        return check_own(data[MIME]["html"])
    if "text/html" in data:
        return f'<div class="foreign scroll" tabindex="0">{clean_foreign(data["text/html"])}</div>'
    if "text/markdown" in data:
        return _markdown(data["text/markdown"])
    for mime in ("image/svg+xml", "image/png", "image/jpeg"):
        if mime in data:
            return _image(data[mime], mime, data.get("text/plain", ""), words)
    plain = data.get("text/plain", "")
    return f'<pre class="out">{escape(plain)}</pre>' if plain and not _is_repr(plain) else ""


def _is_repr(text: str) -> bool:
    """Tell whether a text is the name of an object and its place in memory: nothing for a reader, new on each run."""
    return bool(re.match(r"<.* at 0x[0-9a-f]+>$", text.strip()))


def _image(content: str, mime: str, plain: str, words: Words) -> str:
    packed = base64.b64encode(content.encode()).decode() if mime.endswith("xml") else content.replace("\n", "")
    alt = words("pages.picture") if plain.startswith("<") or not plain else shorten(plain, limit=200)
    return f'<img class="foreign" src="data:{mime};base64,{packed}" alt="{escape(alt)}">'


def _number_headings(html: str, *, fallback: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Take the first h1 out as the title, make any other h1 an h2, give the rest anchors."""
    found = list(_HEADING.finditer(html))
    texts = [re.sub(r"<[^>]+>", "", match[2]).strip() for match in found]
    slugs = unique_slugs(texts)
    first = next((i for i, match in enumerate(found) if match[1] == "1"), None)
    contents: list[tuple[str, str]] = []
    parts, place = [], 0
    level_before = 1
    for i, match in enumerate(found):
        parts.append(html[place : match.start()])
        place = match.end()
        if i == first:
            continue
        level = min(max(int(match[1]), 2), level_before + 1)
        level_before = level
        if level == 2:
            contents.append((slugs[i], texts[i]))
        parts.append(f'<h{level} id="{slugs[i]}">{match[2]}</h{level}>')
    parts.append(html[place:])
    title = texts[first] if first is not None else fallback
    return _unescape(title), "".join(parts), [(slug, _unescape(text)) for slug, text in contents]


def _unescape(text: str) -> str:
    import html

    return html.unescape(text)
