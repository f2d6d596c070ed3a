"""Below the coder's desk: how the codes agree and score so far, a new training, and the merging of two files."""

from collections.abc import Sequence
from typing import Any

import ipywidgets
import pandas as pd

from dossier.errors import UsageError
from dossier.explorer.desks import button, row, tell, text_field
from dossier.explorer.filters import known_themes
from dossier.explorer.learning import (
    count_sentences,
    first_coded,
    follow_agreement,
    follow_scores,
    foresee_codes,
)
from dossier.explorer.merging import merge_files
from dossier.explorer.refitting import Refit, refit_coder
from dossier.explorer.rendering import render_table, wrap
from dossier.findings.cells import escape
from dossier.strings import Words

FEW = 5  # sentences below which no statistic is shown
ROUND = 10  # sentences after which a blind coder is told how it goes


class Workshop:
    """
    What the numbers say, on demand.

    Parameters
    ----------
    desk : CoderDesk
    sentences : DataFrame
        Form ``schema.SENTENCES``.
    """

    def __init__(self, desk: Any, sentences: pd.DataFrame):
        self.desk, self.sentences = desk, sentences
        self.words: Words = desk.words
        say = self.words
        self.shown = ipywidgets.HTML()
        self.one, self.two = text_field(say("explorer.merge_one")), text_field(say("explorer.merge_two"))
        self.children: Sequence[Any] = [
            row(
                button(say("explorer.scores"), lambda: tell(self.shown, self._scores)),
                button(say("explorer.next_codes"), lambda: tell(self.shown, self._foresee)),
                button(say("explorer.refit"), lambda: self._train(foresee=False)),
                button(say("explorer.refit_more"), lambda: self._train(foresee=True)),
            ),
            row(self.one, self.two, button(say("explorer.merge"), lambda: tell(self.shown, self._merge))),
            self.shown,
        ]

    @property
    def themes(self) -> list[str]:
        """Theme keys, in the codebook's order."""
        return list(self.desk.codebook.keys)

    def _marks(self) -> pd.DataFrame:
        if self.desk.session is None or not self.desk.session.done:
            raise UsageError(self.words("explorer.nothing_coded"))
        if not known_themes(self.desk.units):
            raise UsageError(self.words("explorer.not_coded_yet"))
        marks: pd.DataFrame = self.desk.session.marks
        return marks

    def tell_progress(self, marks: pd.DataFrame, other: pd.DataFrame, *, blind: bool) -> list[str]:
        """
        Say the latest score and, where a second coder is named, the agreement, in a line each.

        To a blind coder only after every `ROUND` sentences: a figure that moves with each decision would tell
        what the other said.
        """
        lines = []
        if blind:
            marks = first_coded(marks, n=count_sentences(marks) // ROUND * ROUND)
        if count_sentences(marks) >= FEW and known_themes(self.desk.units):
            latest = follow_scores(marks, self.desk.units, themes=self.themes, step=10**9)
            told = [
                f"{t} {self._number(f1)} ({n})"
                for t, f1, n in zip(latest.theme, latest.f1, latest.n_positive, strict=True)
            ]
            lines.append(self.words("explorer.score_line", scores=", ".join(told)))
        if len(other) and len(marks):
            found = follow_agreement(marks, other, themes=self.themes)
            told = [f"{t} {self._number(alpha)}" for t, alpha in zip(found.theme, found.alpha, strict=True)]
            n = int(found.n_units.max())
            lines.append(self.words("explorer.agreement_line", n=n, alphas=", ".join(told)))
        return lines

    def _number(self, value: float) -> str:
        return "–" if pd.isna(value) else self.words.number(value, digits=2)

    def _table(self, table: pd.DataFrame, key: str, **values: object) -> str:
        caption = str(self.words(f"explorer.{key}", **values))
        return render_table(table, caption=caption, words=self.words, limit=40)

    def _scores(self) -> str:
        growth = follow_scores(self._marks(), self.desk.units, themes=self.themes)
        return self._table(growth, "caption_growth")

    def _foresee(self) -> str:
        table = foresee_codes(self._marks(), self.desk.units, themes=self.themes)
        return self._table(table, "caption_foresee", more=50)

    def _train(self, *, foresee: bool) -> None:
        self.shown.value = wrap(f"<p>{escape(self.words('explorer.training'))}</p>", role="status")
        tell(self.shown, lambda: self._refit(foresee))

    def _refit(self, foresee: bool) -> str:
        done: Refit = refit_coder(
            self.desk.corpus, self.desk.units, sentences=self.sentences, marks=self._marks(), foresee=foresee
        )
        self.desk.units = done.units
        flips = done.flips
        said = self.words("explorer.refitted", n=len(flips), marks=done.n_marks, coded=done.n_coded,
                          seconds=self.words.number(done.seconds, digits=1))  # fmt: skip
        parts = [f"<p>{escape(said)}</p>", self._table(flips, "caption_flips") if len(flips) else ""]
        parts += [self._table(done.gains, "caption_gains", more=50) if len(done.gains) else ""]
        return "".join(parts)

    def _merge(self) -> str:
        folder = self.desk.corpus.root / "annotations"
        left = merge_files(folder, self.one.value.strip(), self.two.value.strip())
        said = self.words("explorer.merged", n=len(left))
        return f"<p>{escape(said)}</p>" + (self._table(left, "caption_left") if len(left) else "")
