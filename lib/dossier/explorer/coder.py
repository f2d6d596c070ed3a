"""The coder's desk: one sentence after another, by keyboard, each decision saved before the next is shown."""

import asyncio
from collections.abc import Sequence
from typing import Any

import ipywidgets
import pandas as pd

from dossier.annotations import list_coders, load_random_sample, read_marks, stale_marks
from dossier.codebook import Codebook
from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.errors import DossierError, UsageError
from dossier.explorer.context import list_margin, name_codes, read_context
from dossier.explorer.desks import Desk, button, row, show, tell, text_field
from dossier.explorer.guide import list_keys, render_guide
from dossier.explorer.learning import count_codes
from dossier.explorer.marking import Decision, read_keys, write_keys
from dossier.explorer.merging import AGREED, list_differences
from dossier.explorer.queues import DRAWN, ORDERS, draw_numbers, drawn_until, order_sentences
from dossier.explorer.rendering import name_source, render_hit, wrap
from dossier.explorer.session import Session, extend_sample
from dossier.explorer.standing import stand_in_coder
from dossier.explorer.workshop import Workshop
from dossier.findings.cells import escape
from dossier.schema import MARKS
from dossier.strings import Words

PAUSE = 1.0  # seconds in which a changed text may follow the Enter key


def open_coder(
    units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame, words: Words, coder: str = "",
    order: str = "uncertain", second_to: str = "",
) -> Desk:  # fmt: skip
    """
    Return the desk to code at; nothing is written before a coder has given a name and decided something.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it.
    corpus : Corpus
        Its ``annotations/`` holds the coders' files.
    sentences : DataFrame
        Form ``schema.SENTENCES``.
    words : Words
        The reader's language.
    coder : str
        Name of the coder; may be given at the desk.
    order : str
        One of `queues.ORDERS`.
    second_to : str
        The coder whose sentences are coded a second time, blind, with ``order="second"``; and with whom agreement
        is measured.
    """
    codebook, folder = find_codebook(corpus.root), corpus.root / "annotations"
    marks = {name: read_marks(folder / f"{name}.csv") for name in list_coders(corpus)}
    table = count_codes(marks, themes=codebook.keys)
    desk = CoderDesk(units, corpus=corpus, sentences=sentences, words=words, codebook=codebook)
    desk.open(coder, order, second_to)
    return Desk("coder", desk.children, lambda: stand_in_coder(table, words, names=desk.names))


class CoderDesk:
    """The widgets, the queue and the sitting."""

    def __init__(
        self, units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame, words: Words, codebook: Codebook
    ):
        self.units, self.corpus, self.words, self.codebook = units, corpus, words, codebook
        self.names = name_codes(codebook, words)
        self.session: Session | None = None
        self.here: Any = None
        self.skipped: set[tuple[str, int]] = set()
        self.entered = self.busy = False
        self.timer: asyncio.TimerHandle | None = None
        others = [name for name in list_coders(corpus) if name != AGREED]
        self.name = text_field(words("explorer.coder"), hint="ada-b")
        self.order = text_field(words("explorer.order"), ORDERS[0], options=ORDERS)
        self.second = text_field(words("explorer.second_to"), options=others)
        self.hint = ipywidgets.Checkbox(
            description=words("explorer.show_machine"), value=False, indent=False, layout={"width": "auto"}
        )
        self.sentence, self.told, self.guide = ipywidgets.HTML(), ipywidgets.HTML(), ipywidgets.HTML()
        self.keys = text_field(words("explorer.code"), hint="1t 3m")
        self.workshop = Workshop(self, sentences)
        self.children = self._lay_out()
        for field in (self.name, self.order, self.second):
            field.observe(lambda _: self.reopen(), "value")
        self.hint.observe(lambda _: self._show(), "value")
        self.keys.on_msg(self._hear)
        self.keys.observe(self._typed, "value")

    def _lay_out(self) -> Sequence[Any]:
        say = self.words
        self.guide.value = render_guide(self.codebook, say)
        show(self.guide, False)
        acts = row(
            self.keys,
            button(say("explorer.save"), lambda: self.take(self.keys.value)),
            button(say("explorer.skip"), lambda: self.take("s")),
            button(say("explorer.undo"), lambda: self.take("u")),
            button(say("explorer.guide"), lambda: self.take("?")),
        )
        return [
            row(self.name, self.order, self.second, self.hint), self.sentence, acts,
            ipywidgets.HTML(list_keys(self.codebook, say)), self.told, self.guide, *self.workshop.children,
        ]  # fmt: skip

    def open(self, coder: str, order: str, second_to: str) -> None:
        """Open a coder's file and show the first sentence of the order."""
        self.busy = True
        self.name.value, self.order.value, self.second.value = coder.strip(), order.strip(), second_to.strip()
        self.busy = False
        tell(self.told, self._open)

    def reopen(self) -> None:
        """Open what the fields name, when somebody has changed one."""
        if not self.busy:
            self.open(self.name.value, self.order.value, self.second.value)

    def _open(self) -> str:
        self.session, self.here, self.skipped = None, None, set()
        if self.order.value in ("random", "second") and DRAWN not in self.units:
            self.units = self.units.assign(**{DRAWN: draw_numbers(self.units)})
        self._show()
        if not self.name.value:
            return f"<p>{escape(self.words('explorer.no_coder'))}</p>"
        self.session = Session(self.corpus.root / "annotations", coder=self.name.value, version=self.codebook.version)
        self._advance()
        lost = len(stale_marks(self.session.marks, self.workshop.sentences))
        warned = f'<p class="fault">{escape(self.words("explorer.stale", n=lost))}</p>' if lost else ""
        return warned + self._count()

    def read_other(self) -> pd.DataFrame:
        """Return the marks of the coder named as the other one; empty where none is named."""
        if not self.second.value:
            return MARKS.empty()
        path = self.corpus.root / "annotations" / f"{self.second.value}.csv"
        if not path.is_file() or (self.session and self.session.path == path):
            raise UsageError(self.words("explorer.no_such_coder", coder=self.second.value))
        return read_marks(path)

    def _queue(self, session: Session) -> pd.DataFrame:
        """Return what is left to code; in the name of ``agreed``, what others saw differently."""
        if session.coder == AGREED:
            folder = self.corpus.root / "annotations"
            marks = {name: read_marks(folder / f"{name}.csv") for name in list_coders(self.corpus) if name != AGREED}
            left = list_differences(marks, settled=session.refresh())
            return self.units.merge(left, on=["article_id", "sentence_no"], how="inner")
        return order_sentences(
            self.units, by=self.order.value, marks=session.refresh(),
            sample=load_random_sample(self.corpus), other=self.read_other(),
        )  # fmt: skip

    def _advance(self) -> None:
        assert self.session is not None
        queue = self._queue(self.session)
        fresh = queue[[key not in self.skipped for key in zip(queue.article_id, queue.sentence_no, strict=True)]]
        fresh = fresh if len(fresh) else queue
        self._go(fresh.iloc[0] if len(fresh) else None)

    def _go(self, sentence: Any) -> None:
        self.here = sentence
        self._show()

    @property
    def blind(self) -> bool:
        """Whether nothing of the machine is shown: unless it is asked for, and always for a second coder."""
        return not self.hint.value or self.order.value == "second"

    def _show(self) -> None:
        if self.here is None:
            said = self.words("explorer.all_coded") if self.session else ""
            self.sentence.value = wrap(f"<p>{escape(said)}</p>", role="status")
            return
        article = self.units[self.units.article_id == self.here.article_id]
        context = read_context(article, self.here.article_id, self.here.sentence_no, around=2)
        shown = context if not self.blind else context.assign(voice="")
        margin = "" if self.blind else list_margin(self.here.to_frame().T, names=self.names)[0]
        margin = " · ".join(filter(None, (margin, str(self.here.get("said", "")))))
        hit = render_hit(shown, pattern=None, evidence="", margin=margin)
        source = escape(name_source(self.here.to_dict()))
        self.sentence.value = wrap(f'<p><small>{source}</small></p><div class="asked">{hit}</div>', role="status")

    def _hear(self, _: Any, content: Any, buffers: Any) -> None:
        """
        Note the Enter key; the text that it ends follows as a change, unless it was sent before.

        A text that comes without the key (the field was left) is never taken for a decision.
        """
        del buffers
        if isinstance(content, dict) and content.get("event") == "submit":
            self._forget_key()
            self.entered = True
            self.timer = asyncio.get_running_loop().call_later(PAUSE, self._take_entered)

    def _typed(self, _: Any) -> None:
        if self.entered and self.keys.value.strip():
            self._take_entered()

    def _take_entered(self) -> None:
        self._forget_key()
        if self.keys.value.strip():
            self.take(self.keys.value)

    def _forget_key(self) -> None:
        self.entered = False
        if self.timer is not None:
            self.timer.cancel()

    def take(self, typed: str) -> None:
        """Do what was typed: codes to be saved, ``u`` undo, ``s`` skip, ``?`` guide."""
        self._forget_key()
        tell(self.told, lambda: self._take(typed.strip()))
        self.keys.focus()

    def _take(self, typed: str) -> str:
        if typed == "?":
            show(self.guide, self.guide.layout.display == "none")
            self._clear()
            return self._count()
        if self.session is None:
            raise UsageError(self.words("explorer.no_coder"))
        if typed == "u":
            return self._undo(self.session)
        if self.here is None:
            raise UsageError(self.words("explorer.all_coded"))
        if typed == "s":
            self.skipped.add((self.here.article_id, int(self.here.sentence_no)))
            said = self.words("explorer.skipped")
        else:
            said = self._decide(self.session, read_keys(typed, self.codebook.keys))
        self._clear()
        self._advance()
        return f"<p>{escape(said)}</p>{self._count()}"

    def _decide(self, session: Session, decision: Decision) -> str:
        place = (str(self.here.article_id), int(self.here.sentence_no))
        session.decide(self.here, decision)
        if self.order.value == "random":
            drawn = drawn_until(self.units, session.marks, place)
            extend_sample(session.path.parent / "random-sample.csv", drawn)
        return self.words("explorer.saved", said=write_keys(decision, self.codebook.keys),
                          source=name_source(self.here.to_dict()))  # fmt: skip

    def _undo(self, session: Session) -> str:
        place = session.undo()
        self._clear()
        if place is None:
            raise UsageError(self.words("explorer.nothing_to_undo"))
        found = self.units[(self.units.article_id == place[0]) & (self.units.sentence_no == place[1])]
        if len(found):
            self._go(found.iloc[0])
        return f"<p>{escape(self.words('explorer.undone'))}</p>{self._count()}"

    def _clear(self) -> None:
        self.keys.value = ""

    def _count(self) -> str:
        if self.session is None:
            return ""
        said = [self.words("explorer.coded", n=self.session.done, file=self.session.path.name)]
        try:
            said += self.workshop.tell_progress(self.session.marks, self.read_other(), blind=self.blind)
        except DossierError as fault:
            said.append(str(fault))
        return "".join(f"<p>{escape(line)}</p>" for line in said)
