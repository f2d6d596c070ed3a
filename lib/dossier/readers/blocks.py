"""
HTML and XML elements to blocks of text: paragraphs, headings, bullets, table rows, posts.

Works on lxml trees by iteration, never by recursion, so that a page of fifty thousand nested boxes is
read as quickly as another.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_HIDDEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select",
                     "button", "textarea", "canvas", "audio", "video"))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tfoot", "tr", "ul",
    "caption", "head", "ab", "l", "lg", "item", "list", "quote", "row", "cell", "td", "th", "sp", "speaker", "title",
))  # fmt: skip
_CELLS = frozenset(("td", "th", "cell"))
_ROWS = frozenset(("tr", "row"))
_BULLETS = frozenset(("li", "item"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
_LONGEST_ROW = 1_000  # characters of a row of data
_BREAKS = frozenset(("br", "lb"))


@dataclass
class Block:
    """A block: `kind` is text, heading, bullet, row or post; `element` is where it stands in the tree."""

    kind: str
    text: str
    element: Any = None


def tag_of(element: Any) -> str:
    """Name of an element without namespace, in small letters; empty for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def iterate_blocks(root: Any, *, skip: Iterable[Any] = (), keep_heads: bool = False) -> Iterator[Block]:
    """
    Yield the blocks of an element in the order of the page.

    Parameters
    ----------
    root : element
        An lxml element.
    skip : iterable of element
        Elements to leave out.
    keep_heads : bool
        Whether ``head`` is a heading, as in TEI and in what trafilatura returns, and not the head of a page.

    Examples
    --------
    >>> from lxml import html
    >>> page = html.fromstring("<div><h2>Le pont</h2><p>Il <b>ferme</b>.<ul><li>samedi</li></ul></div>")
    >>> [(block.kind, block.text) for block in iterate_blocks(page)]
    [('heading', 'Le pont'), ('text', 'Il ferme.'), ('bullet', 'samedi')]
    """
    left_out = set(skip)
    buffer: list[str] = []
    kinds = ["text"]
    cells: list[str] | None = None
    holder = root

    def flush() -> Iterator[Block]:
        nonlocal buffer
        text = tidy("".join(buffer))
        buffer = []
        if text and cells is not None:
            cells.append(text)
        elif text:
            yield Block(kinds[-1], text, holder)

    kept = 0  # depth of elements whose line ends are part of the text
    for event, element in walk(root, left_out, hidden=_HIDDEN - {"head"} if keep_heads else _HIDDEN):
        tag = tag_of(element)
        if tag == "pre" and event in {"start", "end"}:
            kept += 1 if event == "start" else -1
        if event in {"text", "tail"}:
            written = getattr(element, event) or ""
            buffer.append(written if kept else written.replace("\n", " "))
        elif tag in _BREAKS and event == "start":
            buffer.append("\n")
        elif tag in _BLOCKS:
            yield from flush()
            holder = element
            if tag in _ROWS and event == "start" and _is_data_row(element):
                cells = []
            elif tag in _ROWS and cells is not None:
                if cells:
                    yield Block("row", " | ".join(cell.replace("\n", " ") for cell in cells), element)
                cells = None
            if event == "start":
                kinds.append(_kind(tag, kinds[-1]))
            elif len(kinds) > 1:
                kinds.pop()
    yield from flush()


def _is_data_row(row: Any) -> bool:
    """Whether a table row holds data: two short cells or more. Tables also lay out whole pages."""
    cells = [child for child in row if tag_of(child) in _CELLS]
    if len(cells) < 2 or any(tag_of(inner) == "table" for inner in row.iter()):
        return False
    return len("".join(row.itertext())) < _LONGEST_ROW


def _kind(tag: str, outer: str) -> str:
    if tag in _HEADINGS:
        return "heading"
    if tag in _BULLETS:
        return "bullet"
    return outer if outer in {"heading", "bullet"} and tag in {"p", "div"} else "text"


def walk(root: Any, left_out: set[Any], *, hidden: frozenset[str] = _HIDDEN) -> Iterator[tuple[str, Any]]:
    """Yield start, text, end and tail of every visible element under `root`, in order, without recursion."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        if closing:
            yield "end", element
        else:
            visible = bool(tag_of(element)) and tag_of(element) not in hidden and element not in left_out
            if visible and not is_hidden(element):
                yield "start", element
                yield "text", element
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
                continue
        if element is not root:
            yield "tail", element


def is_hidden(element: Any) -> bool:
    """Whether the page says that nobody sees the element."""
    style = element.get("style") or ""
    return element.get("hidden") is not None or bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style))


def tidy(text: str) -> str:
    """
    White space of markup made one space, no-break spaces kept; a break stays a line.

    Examples
    --------
    >>> tidy("  a \\t b\\n c")
    'a b\\nc'
    """
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip(" \u00a0") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def join_blocks(blocks: Iterable[Block]) -> str:
    """
    Return blocks as the text that is stored: an empty line between blocks, bullets and rows close together.

    Examples
    --------
    >>> join_blocks([Block("heading", "Le pont"), Block("bullet", "un"), Block("bullet", "deux")])
    'Le pont\\n\\n- un\\n- deux'
    """
    parts: list[str] = []
    last = ""
    for block in blocks:
        text = f"- {block.text}" if block.kind == "bullet" else block.text
        close = block.kind == last and last in {"bullet", "row"}
        parts.append(("\n" if close else "\n\n") + text if parts else text)
        last = block.kind
    return "".join(parts)
