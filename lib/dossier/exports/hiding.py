"""What of a corpus's names and settings is passed on without its text: no description, no private name, no example."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.corpus import Corpus
from dossier.exports.tables import load_codebook_of, load_every_mark
from dossier.handed import mask_words
from dossier.store import digest
from dossier.voices import load_quotations, load_voices
from dossier.voices.actors import load_actors

JOIN = " | "
_LEAST = 4  # words: a shorter title is a name, not a line of the text


class Hidden:
    """
    Voices that are not passed on by name: numbers stand for them, so that all counts stay as they are.

    Hidden are descriptions, which are runs of the text's own words; those whom ``actors.toml`` says are no public
    figures; and who signs a post, unless it says that they are.
    """

    def __init__(self, corpus: Corpus):
        quotations, self._actors = load_quotations(corpus), load_actors(corpus.root / "actors.toml")
        tables = [load_voices(corpus), quotations, load_every_mark(corpus)]
        voiced = pd.concat([table[["voice", "voice_kind"]] for table in tables]).drop_duplicates()
        posts = quotations.loc[quotations["kind"] == "post", "voice"]
        self._signers = {name for voice in posts for name in voice.split(JOIN)}
        # The kind is that of the first voice; of the others only the list of actors can tell.
        self._named = {voice.split(JOIN)[0] for voice in voiced.loc[voiced["voice_kind"] == "named", "voice"]}
        names = {name for voice in voiced["voice"] if voice for name in voice.split(JOIN)}
        names |= {actor.canonical for actor in self._actors.entries}
        hidden = sorted((name for name in names if not self._is_public(name)), key=digest)
        self.numbers = {name: f"№ {number}" for number, name in enumerate(hidden, start=1)}

    def _is_public(self, name: str) -> bool:
        actor = self._actors.find(name)
        if actor is not None and (actor.public is not None or name not in self._signers):
            return actor.public is not False
        return actor is None and name in self._named and name not in self._signers

    def voice(self, voice: str) -> str:
        """Return a voice, or several, with numbers for those that are hidden."""
        return JOIN.join(self.numbers.get(name, name) for name in voice.split(JOIN))

    def table(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table whose column ``voice`` tells no hidden name."""
        return table.assign(voice=[self.voice(voice) for voice in table["voice"]])


def read_plain_settings(corpus: Corpus) -> dict[str, Any]:
    """Return ``corpus.toml`` as data; what it left to be inferred is written out, for the texts are gone."""
    path = corpus.root / "corpus.toml"
    data = tomllib.loads(path.read_text("utf-8-sig")) if path.is_file() else {}
    data.pop("codebook_from", None)
    return {**data, "title": corpus.settings.title, "languages": list(corpus.settings.languages)}


def read_plain_codebook(corpus: Corpus) -> dict[str, Any] | None:
    """Return the codebook as data, without its examples, which may be sentences of the corpus; None without one."""
    codebook = load_codebook_of(corpus)
    if codebook is None or codebook.path is None:
        return None
    data = tomllib.loads(codebook.path.read_text("utf-8-sig"))
    for theme in data["themes"]:
        examples = theme.pop("examples", [])
        if not theme.get("families"):  # a theme stands on terms or on examples
            theme["examples"] = [{**e, "text": mask_words(e["text"])} | {"note": ""} for e in examples]
    return data


def read_plain_actors(corpus: Corpus, hidden: Hidden) -> dict[str, Any] | None:
    """Return ``actors.toml`` as data, private people by their number; None without one."""
    path = corpus.root / "actors.toml"
    if not path.is_file():
        return None
    data = tomllib.loads(path.read_text("utf-8-sig"))
    for actor in data.get("actors", []):
        if actor["canonical"] in hidden.numbers:
            actor.update(canonical=hidden.voice(actor["canonical"]), variants=[], role="")
    return data


def hide_title(title: str, *, text: str) -> str:
    """
    Return a title, or nothing where it is a line of the text too: there it would be a sentence passed on.

    Examples
    --------
    >>> hide_title("Un pont qui ferme", text="Un pont qui ferme\\nEt la suite."), hide_title("Le pont", text="Le pont")
    ('', 'Le pont')
    """
    words = " ".join(title.casefold().split())
    return "" if len(words.split()) >= _LEAST and words in " ".join(text.casefold().split()) else title


def write_toml(data: dict[str, Any], path: Path) -> None:
    """Write data as TOML: a list of tables as blocks, whatever stands deeper on one line."""
    blocks = {key: value for key, value in data.items() if _is_blocks(value)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in data.items() if key not in blocks]
    for name, tables in blocks.items():
        for table in tables:
            lines += ["", f"[[{_key(name)}]]", *(f"{_key(key)} = {_value(value)}" for key, value in table.items())]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def _is_blocks(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())}}}"
    return json.dumps(value) if isinstance(value, bool | int | float) else _quoted(str(value))


def _key(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
