"""
What the desks stand on, opened at once: tables that are kept are read, the others are made by a worker beside.

The lab never waits long: a corpus whose themes take an hour to code is searched, read and coded meanwhile. The
worker is a process of its own, so that the kernel stays free; it ends with the kernel, and what it has finished
is kept. A build, or a notebook that runs elsewhere, waits until all is there.
"""

import asyncio
import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets
import pandas as pd
from IPython.display import display

from dossier.corpus import Corpus, open_corpus
from dossier.explorer.rendering import STYLE, wrap
from dossier.findings.cells import escape
from dossier.reuse import load_families
from dossier.sentences import load_sentences
from dossier.store import NotKeptError, only_kept
from dossier.strings import Words
from dossier.themes import add_topic, load_units
from dossier.themes.units import CATALOGUE
from dossier.topics import Topics, load_topics
from dossier.voices import load_voices

LAB = "DOSSIER_LAB"  # set by `dossier lab`: a person is waiting
LARGE = 5_000  # sentences from which themes take minutes
PATIENCE, LITTLE = 60.0, 5.0  # seconds that a person waits for themes and topics of a small, and of a large, corpus
STAGES: dict[str, Callable[[Corpus], Any]] = {
    "sentences": load_sentences,
    "families": load_families,
    "voices": load_voices,
    "codes": load_units,
    "topics": load_topics,
}
_BAR = re.compile(r"(\d+)%\|.*<([\d:]+)")
NEWS = ipywidgets.HTML()  # one line for all desks: what is being prepared


@dataclass(frozen=True)
class Tables:
    """
    What the desks stand on.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it, with ``topic``; without themes, voices and topics while they are being made.
    sentences : DataFrame
        Form ``schema.SENTENCES``.
    topics : Topics
    """

    units: pd.DataFrame
    sentences: pd.DataFrame
    topics: Topics


def open_tables(corpus: Corpus, *, words: Words) -> Tables:
    """
    Open what stands, and have the rest made: beside, where a person waits in the lab.

    Parameters
    ----------
    corpus : Corpus
    words : Words
        The reader's language, for the line that tells how far it is.
    """
    if LAB not in os.environ:
        return _load(corpus)
    NEWS.value = ""
    try:
        with only_kept():
            return _load(corpus)
    except NotKeptError:
        worker = Worker(corpus, words)
    display(NEWS)  # type: ignore[no-untyped-call]
    worker.wait_for("sentences")
    sentences = load_sentences(corpus)
    worker.wait_for("topics", seconds=PATIENCE if len(sentences) < LARGE else LITTLE)
    if worker.done("topics"):
        NEWS.value = ""
        return _load(corpus)
    worker.follow()
    none = pd.DataFrame()
    topics = Topics(none, none, none, none, none, none, none, reason=words("explorer.wait"))
    return Tables(bare_units(corpus, sentences), sentences, topics)


def _load(corpus: Corpus) -> Tables:
    sentences, topics = load_sentences(corpus), load_topics(corpus)
    return Tables(add_topic(load_units(corpus), topics.segments), sentences, topics)


def bare_units(corpus: Corpus, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the kept sentences with their catalogue rows, before anything is known of themes and voices."""
    kept = sentences[sentences.dropped == ""].drop(columns="dropped")
    units = kept.merge(corpus.articles[CATALOGUE], on="article_id", validate="many_to_one")
    return units.assign(voice="", voice_kind="none", counted=True, year=units.published_date.str[:4])


class Worker:
    """The process that makes the tables, and what it has told."""

    def __init__(self, corpus: Corpus, words: Words):
        self.words, self.finished, self.said = words, set[str](), ""
        self.loop: asyncio.AbstractEventLoop | None = None
        command = [sys.executable, "-m", "dossier.explorer.preparing", str(corpus.root.resolve())]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def done(self, stage: str) -> bool:
        """Whether a stage, and so all before it, is kept."""
        return stage in self.finished

    def wait_for(self, stage: str, *, seconds: float = float("inf")) -> None:
        """Wait, telling how far it is, until a stage is done, the worker has ended or time is up."""
        until = time.monotonic() + seconds
        while not self.done(stage) and self.process.poll() is None and time.monotonic() < until:
            self._tell()
            time.sleep(0.2)
        self._tell()

    def follow(self) -> None:
        """Go on telling while the kernel does other things."""
        with contextlib.suppress(RuntimeError):
            self.loop = asyncio.get_running_loop()
        self._tell()

    def _listen(self) -> None:
        assert self.process.stdout and self.process.stderr
        for line in self.process.stdout:
            stage, share, left = json.loads(line)
            if share == "done":
                self.finished.add(stage)
            else:
                self.said = self._say(stage, share, left)
            self._call()
        if self.process.wait():
            fault = self.process.stderr.read().strip().splitlines()
            self.said = self.words("explorer.not_prepared", why=fault[-1] if fault else "")
        elif self.done("topics"):
            self.said = self.words("explorer.prepared")
        self._call()

    def _say(self, stage: str, share: str, left: str) -> str:
        what = self.words(f"explorer.stage_{stage}")
        far = self.words("explorer.far", share=share, left=left) if share else ""
        return self.words("explorer.preparing", what=what, far=far)

    def _call(self) -> None:
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        told = f"{STYLE}{wrap(f'<p class=news>{escape(self.said)}</p>', role='status')}" if self.said else ""
        if NEWS.value != told:
            NEWS.value = told


class _Bars:
    """Stands for stderr in the worker: hands on what progress bars write, once a second."""

    encoding, stage, told = "utf-8", "", 0.0

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        """Nothing is held back."""

    def write(self, text: str) -> int:
        found = _BAR.search(text)
        if found and time.monotonic() - self.told > 1:
            self.told = time.monotonic()
            _report(self.stage, found[1], found[2])
        return len(text)


def _report(stage: str, share: str = "", left: str = "") -> None:
    print(json.dumps([stage, share, left]), flush=True)


def prepare(root: str) -> None:
    """Make every table of a corpus, telling each step as a line of JSON: stage, per cent, time left."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    bars, corpus = _Bars(), open_corpus(root)
    with contextlib.redirect_stderr(bars):
        for bars.stage, load in STAGES.items():
            _report(bars.stage)
            load(corpus)
            _report(bars.stage, "done")


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    prepare(sys.argv[1])
