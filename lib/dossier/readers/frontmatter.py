"""
Front matter: the catalogue fields at the head of a text, between two lines of three dashes.

Read event by event with PyYAML, so that every value stays the text that was written (``001``, ``no``),
a key given twice is a fault, and nothing nested, tagged or aliased is ever built.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

FIELDS = (
    "id", "title", "outlet", "published", "lang", "url", "country", "genre", "people", "organisations", "rights",
    "collected", "inferred", "note",
)  # fmt: skip
LIST_FIELDS = ("people", "organisations", "inferred")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LONGEST = 65_536  # characters of a front matter; a catalogue row is never longer
_END = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY_LINE = re.compile(r"[A-Za-z_][\w -]*:(?:\s|$)")


@dataclass
class FrontMatter:
    """
    What stood at the head of a text.

    Parameters
    ----------
    values : dict of str to str or list of str
        As written.
    lines : dict of str to int
        Line of each key, from 1.
    faults : list of (int, str)
        Line and what is wrong.
    text : str
        All that follows the closing line, less one empty line.
    """

    values: dict[str, str | list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)
    text: str = ""

    def line(self, name: str) -> int:
        """Line of a field, or the first where it is not given."""
        return self.lines.get(name, 1)


def split_front_matter(source: str) -> FrontMatter:
    """
    Split a text into front matter and body; a text without front matter is all body.

    A text that merely opens with a rule of dashes is not taken for one: the line after it must be
    ``key:`` or the closing dashes.

    Examples
    --------
    >>> matter = split_front_matter("---\\ntitle: No\\npeople: [Ada Lem, Bo Quist]\\n---\\n\\nThe text.\\n")
    >>> matter.values, matter.text
    ({'title': 'No', 'people': ['Ada Lem', 'Bo Quist']}, 'The text.\\n')
    >>> split_front_matter("---\\na: 1\\na: 2\\n---\\n").faults
    [(3, "'a' is given twice: keep one.")]
    """
    head = re.match(r"---[ \t]*\n", source)
    if not head:
        return FrontMatter(text=source)
    closing = _END.search(source, head.end(), head.end() + _LONGEST)
    first = source[head.end() : head.end() + 200]
    if not closing or not (_KEY_LINE.match(first.lstrip("#\n ")) or closing.start() == head.end()):
        if closing is None and _KEY_LINE.match(first):
            message = "the front matter has no closing line of three dashes: add one."
            return FrontMatter(text=source, faults=[(1, message)])
        return FrontMatter(text=source)
    matter = FrontMatter(text=source[closing.end() :].removeprefix("\n"))
    try:
        _read_pairs(source[head.end() : closing.start()], matter)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        what = getattr(fault, "problem", None) or "cannot be read"
        line = 2 + (mark.line if mark else 0)
        matter.faults.append((line, f"the front matter is not valid YAML ({what}): put the value in double quotes."))
    return matter


def _read_pairs(written: str, matter: FrontMatter) -> None:
    events = (e for e in yaml.parse(written, Loader=_LOADER))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            _read_mapping(events, matter)
        elif isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.AliasEvent):
            matter.faults.append((_line(event), "front matter is a list of 'key: value' lines."))
            return


def _read_mapping(events: Iterator[Any], matter: FrontMatter) -> None:
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        if not isinstance(event, yaml.ScalarEvent):
            matter.faults.append((_line(event), "a key of the front matter is not plain text."))
            return
        key, line = event.value, _line(event)
        value = _read_value(next(events), events)
        if value is None:
            matter.faults.append((line, f"{key!r} holds something nested: give a text or a list of texts."))
            return
        if key in matter.values:
            matter.faults.append((line, f"{key!r} is given twice: keep one."))
        matter.values[key] = value
        matter.lines[key] = line


def _read_value(event: Any, events: Iterator[Any]) -> str | list[str] | None:
    if isinstance(event, yaml.ScalarEvent):
        return "" if event.value in {"~", "null"} and event.implicit[0] else str(event.value)
    if not isinstance(event, yaml.SequenceStartEvent):
        return None
    values: list[str] = []
    for item in events:
        if isinstance(item, yaml.SequenceEndEvent):
            return values
        if not isinstance(item, yaml.ScalarEvent):
            return None
        values.append(str(item.value))
    return None


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 2


def write_front_matter(values: Mapping[str, str | list[str]], *, text: str) -> str:
    """
    Return an article file: front matter, an empty line, the text untouched.

    Every value is a double-quoted scalar but plain words, so that `split_front_matter` gives back
    the same values whatever they hold.

    Examples
    --------
    >>> print(write_front_matter({"id": "a-1", "title": "Yes: no", "people": ["Ada Lem"]}, text="Text."))
    ---
    id: a-1
    title: "Yes: no"
    people: ["Ada Lem"]
    ---
    <BLANKLINE>
    Text.
    """
    lines = [f"{key}: {_scalar(value)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", "", text])


def _scalar(value: str | list[str]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(item) for item in value) + "]"
    return value if re.fullmatch(r"[a-z0-9][a-z0-9-]*", value) and value != "null" else _quoted(value)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _quoted(value: str) -> str:
    return '"' + "".join(_ESCAPES.get(c) or (c if _plain(c) else _code(c)) for c in value) + '"'


def _plain(character: str) -> bool:
    """Whether YAML may hold the character as it is, on one line."""
    return character.isprintable() or character in "\u00a0\u202f\u2009"


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
