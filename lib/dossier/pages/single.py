"""
The whole report as one HTML file, made from its finished pages: to be mailed, or kept.

Pages become sections, their anchors get the page's name before them, links between pages become links within.
What can only stand beside a page (tables and drawings to download) is left out.
"""

import html
import posixpath
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.pages.frame import Page

NAME = "report.html"
_MAIN = re.compile(r'<main id="main"[^>]*>(.*)</main>', re.DOTALL)
_KIND = re.compile(r'<body class="(\w+)">')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_BESIDE = re.compile(
    r'<nav class="(?:turn-page|contents|turn)".*?</nav>|<span class="get">.*?</span>|<p><button type="button".*?</p>',
    re.DOTALL,
)
_NAMES = re.compile(r'\b(id|aria-labelledby|aria-describedby)="([^"]+)"')
_LINK = re.compile(r'<a\b([^>]*?) ?href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def single_page(folder: Path, *, files: Sequence[str], title: str) -> Page:
    """
    Return the pages of a finished report as one.

    Parameters
    ----------
    folder : Path
        The report.
    files : sequence of str
        Its pages, in reading order.
    title : str
        Name of the report.
    """
    names = {file: f"p-{file.removesuffix('.html').replace('/', '--')}" for file in files}
    sections, contents = [], []
    for file, name in names.items():
        text = (folder / file).read_text("utf-8")
        kind, main, heading = _KIND.search(text), _MAIN.search(text), _HEADING.search(text)
        if kind is None or main is None or heading is None:
            continue
        inside = _rename(_relink(_BESIDE.sub("", main[1]), file, names), name)
        sections.append(f'<section class="{kind[1]}" id="{name}">{_lower(inside)}</section>')
        if "/" not in file:
            contents.append((name, html.unescape(heading[1])))
    return Page(file=NAME, title=title, main="".join(sections), kind="single", contents=contents)


def _rename(content: str, name: str) -> str:
    def put(match: re.Match[str]) -> str:
        return f'{match[1]}="{" ".join(f"{name}--{part}" for part in match[2].split())}"'

    return _NAMES.sub(put, content)


def _relink(content: str, file: str, names: Mapping[str, str]) -> str:
    """Send links to pages of the report to their sections; take those to files beside it away."""

    def aim(match: re.Match[str]) -> str:
        before, href, after, inside = match.groups()
        if href.startswith(("https://", "http://", "mailto:")):
            return match[0]
        target, _, anchor = href.partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(file), target)) if target else file
        if page not in names:
            return "" if "download" in after else inside
        return f'<a{before} href="#{names[page]}{f"--{anchor}" if anchor else ""}"{after}>{inside}</a>'

    return _LINK.sub(aim, content)


def _lower(section: str) -> str:
    """Make every heading one level lower: the one h1 is the report's."""
    return re.sub(r"<(/?)h([1-5])\b", lambda m: f"<{m[1]}h{int(m[2]) + 1}", section)
