"""
What may stand in a page.

Foreign HTML (Markdown cells, ``text/html`` of anything but our own objects) passes nh3. Our own objects
escape whatever comes from the corpus; as a second line, their HTML is read tag by tag against a closed list,
and a build stops at anything else.
"""

from html.parser import HTMLParser

import nh3

_FOREIGN = (
    "h1 h2 h3 h4 h5 h6 p ul ol li strong em b i code pre blockquote table caption thead tbody tfoot tr th td a br hr "
    "figure figcaption details summary section div span sub sup q cite mark abbr dl dt dd small s del ins kbd"
)
_FOREIGN_TAGS = set(_FOREIGN.split())
_FOREIGN_ATTRIBUTES = {
    "a": {"href", "title"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    "abbr": {"title"},
    "*": {"lang", "dir"},
}
_OWN_TAGS = _FOREIGN_TAGS | {"svg", "title", "desc", "g", "path", "rect", "circle", "text"}
_OWN = (
    "class id href title lang scope colspan rowspan start role tabindex download viewbox x y width height cx cy r d "
    "fill stroke-width paint-order stroke-dasharray fill-opacity text-anchor font-size aria-labelledby "
    "aria-describedby aria-label aria-hidden open data-n"
)
_OWN_ATTRIBUTES = set(_OWN.split())


def clean_foreign(html: str) -> str:
    """
    HTML without anything that could run, load or dress itself up as a part of the page.

    Examples
    --------
    >>> clean_foreign('<p onclick="x()">a<script>b</script><a href="javascript:c">d</a></p>')
    '<p>a<a rel="noopener noreferrer">d</a></p>'
    """
    cleaned = nh3.clean(
        html,
        tags=_FOREIGN_TAGS,
        attributes=_FOREIGN_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        clean_content_tags={"script", "style"},
    )
    return cleaned.replace("<th></th>", "<td></td>")  # a data frame's corner heads nothing


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fault = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _OWN_TAGS:
            self.fault = self.fault or f"<{tag}>"
        for name, value in attrs:
            if name not in _OWN_ATTRIBUTES:
                self.fault = self.fault or f"{tag} {name}="
            elif name == "href" and not _harmless(value or ""):
                self.fault = self.fault or f"{tag} href={value!r}"

    def handle_comment(self, data: str) -> None:
        self.fault = self.fault or f"<!--{data}"


def _harmless(href: str) -> bool:
    head = href.split("/", maxsplit=1)[0].split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return ":" not in head or href.startswith(("https://", "http://"))


def check_own(html: str) -> str:
    """
    Return our own HTML as it is, if it holds only what our objects make.

    Raises
    ------
    ValueError
        Naming the first tag or attribute that has no place there.

    Examples
    --------
    >>> check_own('<p>fine</p>')
    '<p>fine</p>'
    >>> check_own('<img src="x">')
    Traceback (most recent call last):
    ...
    ValueError: a figure or table holds <img>, which it may not
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.fault:
        raise ValueError(f"a figure or table holds {reader.fault}, which it may not")
    return html
