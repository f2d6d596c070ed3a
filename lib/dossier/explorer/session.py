"""
A coder's work: each decision is in the file before the next sentence is shown.

The file is written anew in one step, so that a crash leaves the last decision or the one before it, never half
a file. Two windows on one file see each other: it is read again whenever somebody else has written it.
"""

import datetime
import re
from pathlib import Path
from typing import Any

import pandas as pd

from dossier.annotations import hash_text, read_marks, write_marks
from dossier.errors import DossierError, UsageError
from dossier.explorer.marking import Decision
from dossier.schema import MARKS, SENTENCE_KEY
from dossier.store import write_atomically

KEY = list(SENTENCE_KEY)
TIME = "coded_at"  # kept behind the schema's columns: the order of the decisions, for undo and for the growth of scores
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_TAKEN = {"machine", "random-sample", "relink", "unplaced"}

Place = tuple[str, int]


class Session:
    """
    One coder at one file.

    Parameters
    ----------
    folder : Path
        The corpus's ``annotations/``; made with the first decision.
    coder : str
        Small letters, digits, hyphens: the file's name.
    version : str
        Version of the codebook that is followed.

    Raises
    ------
    UsageError
        If the name cannot be a file's or means something else.
    DossierError
        If the file has a fault (`annotations.read_marks`).
    """

    def __init__(self, folder: Path, *, coder: str, version: str):
        if not _NAME.fullmatch(coder) or coder in _TAKEN:
            raise UsageError(f"{coder!r} cannot be a coder's name: small letters, digits and hyphens, such as ada-b.")
        self.path, self.coder, self.version = folder / f"{coder}.csv", coder, version
        self.replaced: dict[str, pd.DataFrame] = {}
        self.marks = self._read()

    def _stamp(self) -> tuple[int, int]:
        if not self.path.is_file():
            return 0, 0
        seen = self.path.stat()
        return seen.st_mtime_ns, seen.st_size

    def _read(self) -> pd.DataFrame:
        self.stamp = self._stamp()
        marks = read_marks(self.path) if self.path.is_file() else MARKS.empty()
        for name in ("start", "end", TIME):
            marks[name] = marks[name].fillna("").astype("str") if name in marks else ""
        return marks

    def refresh(self) -> pd.DataFrame:
        """Return the marks, read again if somebody else has written the file."""
        if self._stamp() != self.stamp:
            self.marks = self._read()
        return self.marks

    def _write(self, marks: pd.DataFrame) -> None:
        try:
            write_marks(marks, self.path)
        except OSError as fault:
            raise DossierError(f"the decision could not be saved ({fault.strerror}).", path=self.path) from fault
        self.stamp, self.marks = self._stamp(), marks.reset_index(drop=True)

    def decide(self, sentence: "pd.Series[Any]", decision: Decision) -> None:
        """
        Save what is said of a sentence, in place of anything said before.

        Parameters
        ----------
        sentence : Series
            ``article_id, sentence_no, text``, and ``start, end`` where known.

        Raises
        ------
        DossierError
            If the file cannot be written: the decision is then not taken.
        """
        marks, now = self.refresh(), datetime.datetime.now().astimezone()
        at = now.isoformat(timespec="microseconds")
        here = _at(marks, (str(sentence["article_id"]), int(sentence["sentence_no"])))
        fixed = {
            "article_id": sentence["article_id"], "sentence_no": int(sentence["sentence_no"]),
            "text_hash": hash_text(sentence["text"]), "voice": decision.voice, "voice_kind": decision.voice_kind,
            "coder": self.coder, "codebook_version": self.version, "date": now.date().isoformat(),
            "start": str(sentence.get("start", "")), "end": str(sentence.get("end", "")), TIME: at,
        }  # fmt: skip
        fresh = pd.DataFrame([fixed | {"theme": t, "stance": s} for t, s in (decision.codes or {"": ""}).items()])
        self._write(pd.concat([marks[~here], fresh]) if len(marks) else fresh)
        self.replaced[at] = marks[here]

    def undo(self) -> Place | None:
        """
        Take back the last decision, also one of an earlier sitting; what it had replaced comes back.

        Returns
        -------
        tuple or None
            The sentence; None where no decision with a time is left.
        """
        marks = self.refresh()
        times = marks[TIME][marks[TIME] != ""]
        if times.empty:
            return None
        order = [datetime.datetime.fromisoformat(time) for time in times]
        last = marks.loc[times.index[order.index(max(order))]]
        place = (str(last["article_id"]), int(last["sentence_no"]))
        before = self.replaced.pop(str(last[TIME]), marks.iloc[:0])
        left = marks[~_at(marks, place)]
        self._write(pd.concat([left, before]) if len(left) and len(before) else left if len(left) else before)
        return place

    @property
    def done(self) -> int:
        """Number of sentences coded."""
        return len(self.marks[KEY].drop_duplicates())

    def read_decision(self, place: Place) -> Decision | None:
        """Return what was said of a sentence, None where it is not coded."""
        rows = self.marks[_at(self.marks, place)]
        if rows.empty:
            return None
        codes = {t: s for t, s in zip(rows.theme, rows.stance, strict=True) if t}
        return Decision(codes, str(rows.voice.iloc[0]), str(rows.voice_kind.iloc[0]))


def _at(marks: pd.DataFrame, place: Place) -> "pd.Series[bool]":
    return (marks.article_id == place[0]) & (marks.sentence_no == place[1])


def extend_sample(path: Path, drawn: pd.DataFrame) -> None:
    """
    Add sentences that were drawn at random and coded to the file of the random sample.

    Only these may correct the machine's counts: the estimate needs to know which sentences nobody chose.

    Parameters
    ----------
    drawn : DataFrame
        ``article_id, sentence_no, text``.
    """
    rows = pd.DataFrame({
        "article_id": drawn.article_id.astype("str"), "sentence_no": drawn.sentence_no.astype("str"),
        "text_hash": drawn.text.map(hash_text),
    })  # fmt: skip
    known = pd.read_csv(path, dtype=str, keep_default_na=False) if path.is_file() else rows.iloc[:0]
    joined = pd.concat([known, rows]).fillna("").drop_duplicates(KEY)
    ordered = joined.sort_values(KEY, key=lambda c: c.astype(int) if c.name == "sentence_no" else c)
    if len(ordered) > len(known):
        write_atomically(path, lambda draft: ordered.to_csv(draft, index=False, lineterminator="\n"))
