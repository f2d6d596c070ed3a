"""
Bytes to text: which encoding, and how it was chosen.

In order: byte order mark, strict UTF-8, UTF-16 without mark, UTF-8 with stray bytes, then the single-byte
encoding whose accents make sense (Windows unless another fits better), then charset-normalizer among
the likely ones, marked uncertain. Text that was encoded twice is repaired with ftfy, line by line,
only where most of a line's accents are broken.
"""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "byte order mark"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "byte order mark"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "byte order mark"),
)
_ONE_BYTE = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_GUESSED = ["utf_8", "utf_16", "cp1252", "mac_roman", "cp850", "cp1250"]
_ACCENTS = frozenset("éèêëàâäîïôöùûüçœæñáíóúÉÈÊËÀÂÎÏÔÙÛÜÇŒÆ")
_MARKS = frozenset("’‘“”«»…–—€°•\u00a0·©®²º½")
_FEWEST_BYTES = 8  # below it, zeros in every other byte say nothing
_CHANCE = 4  # accents of one-byte encodings hardly ever form a UTF-8 sequence: one in four is no chance
_SCORED = 200_000  # bytes that decide between one-byte encodings
# é, ’ and the like written in UTF-8 and read as Windows-1252.
_BROKEN = re.compile(
    "Ã[\u00a0-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\x81\x8d\x8f\x90\x9d]|â€[™œ˜¦“”\u009d\u00a6]|Â[«»°\u00a0·]|Å[“’]"
)


@dataclass(frozen=True)
class Decoded:
    """Text with the name of its encoding, how that was chosen, and what a user should look at."""

    text: str
    encoding: str
    how: str
    warnings: tuple[str, ...] = ()


class NotTextError(ValueError):
    """The bytes are not a text; the message says what they look like."""


def decode_bytes(data: bytes) -> Decoded:
    """
    Decode a file: BOM removed, CRLF as LF, double encoding repaired.

    Raises
    ------
    NotTextError
        If the bytes are not text.

    Examples
    --------
    >>> decode_bytes("L’été".encode("cp1252")).encoding, decode_bytes("L’été".encode("mac_roman")).encoding
    ('cp1252', 'mac_roman')
    >>> decode_bytes("acteur, métier".encode("utf-8").decode("cp1252").encode("utf-8")).text
    'acteur, métier'
    """
    text, encoding, how, warnings = _decode(data)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    text, repaired = repair_double_encoding(text)
    if repaired:
        warnings = (*warnings, f"encoded twice: repaired in {repaired} lines")
    return Decoded(text, encoding, how, warnings)


def _decode(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    for mark, encoding, how in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, how)
    if b"\0" in data:
        return _without_mark(data)
    try:
        return data.decode("utf-8"), "utf-8", "valid UTF-8", ()
    except UnicodeDecodeError:
        return _mixed(data) or _one_byte(data)


def _marked(data: bytes, encoding: str, how: str) -> tuple[str, str, str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return text, encoding, how, ((f"{broken} characters could not be read",) if broken else ())


def _without_mark(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    """UTF-16 of Western text has a zero in every other byte; any other zero means that it is not text."""
    encoding = utf16_without_mark(data)
    if not encoding:
        raise NotTextError("holds NUL bytes: this is not a text")
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")
    return text, encoding, "zeros in every other byte", ()


def utf16_without_mark(data: bytes) -> str:
    """
    Name of the UTF-16 form of bytes without BOM, or an empty string.

    Examples
    --------
    >>> utf16_without_mark("Il pleut.".encode("utf-16-be")), utf16_without_mark(b"a\\0\\0\\0b\\0\\0\\0")
    ('utf-16-be', '')
    """
    sample = data[:8192]
    if len(sample) < _FEWEST_BYTES:
        return ""
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / max(len(odd), 1)
    if zeros_odd > 0.6 and zeros_even < 0.02:
        return "utf-16-le"
    return "utf-16-be" if zeros_even > 0.6 and zeros_odd < 0.02 else ""


def _mixed(data: bytes) -> tuple[str, str, str, tuple[str, ...]] | None:
    """Read UTF-8 with bytes of Windows-1252 in it; None where what could be UTF-8 is so little that it is chance."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    valid = sum(ch in _ACCENTS or ch in _MARKS for ch in text)
    if _CHANCE * valid <= stray:
        return None
    mended = re.sub(
        "[\udc80-\udcff]+", lambda m: m[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )
    return mended, "utf-8", "UTF-8 with stray bytes", (f"mixed encodings: {stray} bytes read as cp1252",)


def _one_byte(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    scores = {encoding: _plausibility(data[:_SCORED], encoding) for encoding in _ONE_BYTE}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] > 0.5:
        # Windows-1252 is by far the commonest: another has to be better, not as good.
        chosen = "cp1252" if scores["cp1252"] == scores[best] else best
        return data.decode(chosen, "replace"), chosen, "its accents make words", ()
    return _guessed(data)


def _plausibility(data: bytes, encoding: str) -> float:
    """Share of characters beyond ASCII that French or English writes, and where it writes them; -1 to 1."""
    text = data.decode(encoding, "replace")
    points, n = 0.0, 0
    for found in re.finditer("[^\x00-\x7f]", text):
        at = found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        n += 1
        points += _points(found[0], before, after)
    return points / n if n else 0.0


def _points(character: str, before: str, after: str) -> float:
    beside_letter = before.isalpha() or after.isalpha()
    if character in _ACCENTS:
        strange = character.isupper() and before.islower()
        return -1.0 if strange else (1.0 if beside_letter or after in " ,.;:'’" else 0.3)
    if character in "’‘":
        return 1.0 if beside_letter else 0.2
    if character in _MARKS:
        return -0.5 if before.isalpha() and after.isalpha() and character not in "–—·" else 0.8
    return -1.0


def _guessed(data: bytes) -> tuple[str, str, str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SCORED], cp_isolation=_GUESSED).best()
    encoding = str(best.encoding) if best else "cp1252"
    warning = f"encoding uncertain: read as {encoding}, check the accents"
    return data.decode(encoding, "replace"), encoding, "guessed by charset-normalizer", (warning,)


def repair_double_encoding(text: str) -> tuple[str, int]:
    """
    Repair lines that were encoded twice; return the text and the number of lines repaired.

    A line is touched only where broken accents outnumber whole ones, so that an article *about*
    encoding keeps its examples.

    Examples
    --------
    >>> repair_double_encoding("Lâ€™actrice a jouÃ©.")
    ('L’actrice a joué.', 1)
    >>> repair_double_encoding("Les « Ã© » trahissent un défaut déjà présent à l’origine.")[1]
    0
    """
    if not _BROKEN.search(text):
        return text, 0
    import ftfy

    lines, repaired = text.split("\n"), 0
    for n, line in enumerate(lines):
        broken = len(_BROKEN.findall(line))
        whole = sum(c in _ACCENTS or c in "«»’" for c in _BROKEN.sub("", line))
        if broken and broken > whole:
            mended = ftfy.fix_encoding(line)
            repaired += mended != line
            lines[n] = mended
    return "\n".join(lines), repaired
