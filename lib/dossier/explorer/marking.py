"""
A sentence's codes as a few keys, and back.

``1t 3m`` codes the first theme of the codebook as threat and the third as mixed; ``0`` says that no theme is there.
``@Ada Blum`` at the end names the voice, ``@?`` an unknown one, ``@~a passer-by`` a described one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dossier.errors import UsageError

KEYS = {"t": "threat", "o": "opportunity", "m": "mixed", "-": "threat", "+": "opportunity", "=": "mixed"}
LETTERS = {"threat": "t", "opportunity": "o", "mixed": "m"}
_CODE = re.compile(r"\s*(\d+)\s*([a-z+=-])")


@dataclass(frozen=True)
class Decision:
    """What a coder says of one sentence: a stance for each theme that is there, and who speaks."""

    codes: Mapping[str, str] = field(default_factory=dict)
    voice: str = ""
    voice_kind: str = "none"


def read_keys(keys: str, themes: Sequence[str]) -> Decision:
    """
    Read what a coder typed.

    Parameters
    ----------
    themes : sequence of str
        Theme keys in the order of the codebook: the first is 1.

    Raises
    ------
    UsageError
        If nothing was typed, or something that is no code: nothing is ever saved by mistake.

    Examples
    --------
    >>> read_keys("1t 2+ @Ada Blum", ["jobs", "rules"])
    Decision(codes={'jobs': 'threat', 'rules': 'opportunity'}, voice='Ada Blum', voice_kind='named')
    >>> read_keys("0", ["jobs"]).codes
    {}
    """
    typed, _, said = keys.partition("@")
    voice, kind = _read_voice(said) if "@" in keys else ("", "none")
    typed = typed.strip().lower()
    if not typed:
        raise UsageError("type the themes, such as 1t, or 0 where there is none.")
    if typed == "0":
        return Decision({}, voice, kind)
    codes: dict[str, str] = {}
    place = 0
    while place < len(typed):
        found = _CODE.match(typed, place)
        if found is None or found[2] not in KEYS or not 1 <= int(found[1]) <= len(themes):
            raise UsageError(
                f"{typed[place:].strip()!r} is no code: a theme from 1 to {len(themes)} and t, o or m, such as 1t."
            )
        codes[themes[int(found[1]) - 1]] = KEYS[found[2]]
        place = found.end()
        while place < len(typed) and typed[place] in " ,;":
            place += 1
    return Decision(codes, voice, kind)


def _read_voice(said: str) -> tuple[str, str]:
    said = said.strip()
    if said == "?":
        return "", "unknown"
    if said.startswith("~") and said[1:].strip():
        return said[1:].strip(), "described"
    return (said, "named") if said else ("", "none")


def write_keys(decision: Decision, themes: Sequence[str]) -> str:
    """
    Return the keys that say a decision.

    Examples
    --------
    >>> write_keys(Decision({"rules": "mixed"}, "a passer-by", "described"), ["jobs", "rules"])
    '2m @~a passer-by'
    """
    keys = [f"{n}{LETTERS[decision.codes[key]]}" for n, key in enumerate(themes, 1) if key in decision.codes]
    voice = {"named": f" @{decision.voice}", "described": f" @~{decision.voice}", "unknown": " @?"}
    return (" ".join(keys) or "0") + voice.get(decision.voice_kind, "")
