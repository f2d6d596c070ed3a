"""A small made-up corpus about a ferry, and its units without any machine."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dossier.paths import NOTEBOOKS

CODEBOOK = """\
version = "t1"

[[themes]]
key = "work"
label_en = "Work"
label_fr = "Travail"
definition_en = "Crews and their pay."
definition_fr = "Les équipages et leur paie."
includes_en = ["posts lost or created"]

[[themes.families]]
name = "crew"
lang = "en"
terms = ["crew*", "sailor*", "pay"]

[[themes.examples]]
text = "The crew fears for its pay."
lang = "en"
stance = "threat"

[[themes.examples]]
text = "A crew photograph hangs in the hall."
lang = "en"
stance = "none"

[[themes]]
key = "noise"
label_en = "Noise"
label_fr = "Bruit"
definition_en = "What is heard on the shore."
definition_fr = "Ce qu'on entend sur la rive."

[[themes.families]]
name = "sound"
lang = "en"
terms = ["noise", "horn*", "silent"]

[[themes.examples]]
text = "The new horns wake the shore."
lang = "en"
stance = "threat"

[[themes.examples]]
text = "The engine is almost silent."
lang = "en"
stance = "opportunity"
"""
ARTICLES = {
    "echo": ("Lake Echo", "2024-03-02", "The ferry will run at night. The crew asks for better pay. Its horns wake the "
             "shore. The mayor calls the engine silent. Tickets stay at two coins."),
    "gazette": ("Shore Gazette", "2024-05", "Sailors walked out on Monday. Nobody was replaced. The noise is measured "
                "weekly. A second boat is on order."),
    "post": ("Pier Post", "2023", "Two crews share one ship. The pier was painted. A horn was stolen from the museum. "
             "The crossing takes nine minutes. Swans keep away."),
}  # fmt: skip


def make_ferry(folder: Path) -> Path:
    (folder / "articles").mkdir(parents=True)
    (folder / "corpus.toml").write_text('title = "A ferry by night"\ncomposition = "collected"\n', "utf-8")
    (folder / "codebook.toml").write_text(CODEBOOK, "utf-8")
    (folder / "actors.toml").write_text("", "utf-8")
    for name, (outlet, date, text) in ARTICLES.items():
        head = f'id: {name}\ntitle: "The ferry, {name}"\noutlet: "{outlet}"\npublished: {date}\nlang: en\nrights: own\n'
        (folder / "articles" / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n", "utf-8")
    return folder


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    return make_ferry(tmp_path / "ferry")


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    """A copy of the explorer's notebook, so that no test writes into the repository."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    shutil.copy(NOTEBOOKS / "60-explore.ipynb", folder)
    return folder / "60-explore.ipynb"


@pytest.fixture
def coded():
    """Twelve sentences in three articles; the machine sees work in the first four, with falling probability."""
    table = pd.DataFrame({
        "article_id": np.repeat(["a", "b", "c"], 4), "sentence_no": [1, 2, 3, 4] * 3,
        "text": [f"Sentence number {n}." for n in range(12)], "start": 0, "end": 18, "outlet": "Echo", "title": "",
        "published_date": "2024", "year": "2024", "genre": "news", "lang": "en", "kind": "text", "voice": "",
        "counted": [True] * 11 + [False],
    })  # fmt: skip
    table["work_p"] = [0.95, 0.9, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.04, 0.03]
    table["noise_p"] = 0.01
    for theme, line in (("work", 0.55), ("noise", 0.5)):
        table[theme] = (table[f"{theme}_p"] >= line).astype(int)
        table[f"{theme}_stance"] = np.where(table[theme] == 1, "threat", "")
        table[f"{theme}_evidence"], table[f"{theme}_by_hand"] = "", False
        table[f"{theme}_machine"] = table[f"{theme}_stance"]
    return table
