"""The reader's desk: filter, search, read in context, with the counts that follow."""

import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import ipywidgets
import pandas as pd

from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.explorer.concordance import find_concordance
from dossier.explorer.context import join_evidence, list_margin, name_codes, read_article, read_context
from dossier.explorer.counting import COUNTED, draw_counts, find_place, list_choices
from dossier.explorer.desks import Desk, button, number_field, row, show, tell, text_field
from dossier.explorer.filters import Filter, filter_units, known_themes, read_line, write_line
from dossier.explorer.rendering import name_source, render_article, render_hit, render_place, wrap
from dossier.explorer.searching import compile_query
from dossier.explorer.standing import stand_in_reader
from dossier.figures.figure import LAB_STYLE
from dossier.findings.cells import escape
from dossier.schema import STANCES
from dossier.strings import Words

PAGE = 8  # sentences shown at a time
PLACES = 5_000  # sentences whose places a concordance sorts
SLOW = 0.3  # seconds after which a search tells how far it is


def open_reader(
    units: pd.DataFrame, *, corpus: Corpus, sentences: pd.DataFrame, words: Words, start: Filter | None = None
) -> Desk:
    """
    Return the desk to read at.

    Parameters
    ----------
    units : DataFrame
        As `themes.load_units` makes it.
    corpus : Corpus
    sentences : DataFrame
        Form ``schema.SENTENCES``: what was left out stays readable in its article.
    words : Words
        The reader's language.
    start : Filter, optional
        What is kept at first; also what a static page shows.
    """
    names = name_codes(find_codebook(corpus.root), words)
    reader = Reader(units, sentences, words, names)
    reader.put(start or Filter())
    kept = filter_units(units, start or Filter())
    return Desk(
        "reader",
        reader.children,
        lambda: stand_in_reader(kept, units, corpus=corpus, sentences=sentences, words=words, names=names),
    )


class Reader:
    """The widgets of the desk, and what is shown in them now."""

    def __init__(
        self, units: pd.DataFrame, sentences: pd.DataFrame, words: Words, names: Mapping[str, str] | None = None
    ):
        self.units, self.sentences, self.words = units, sentences, words
        self.names = names or {}
        self.places = units.groupby("article_id", sort=False).indices
        self.chosen, self.kept, self.table = Filter(), units, units
        self.view, self.sort, self.first, self.busy = "sentences", "right", 0, False
        self.fields = self._make_fields()
        self.line = text_field(words("explorer.line"), wide=True)
        self.by = text_field(words("explorer.count_by"), find_place(units), options=COUNTED)
        self.status, self.figure, self.article = ipywidgets.HTML(), ipywidgets.HTML(), ipywidgets.HTML()
        wide = {"flex": "1 1 30rem"}
        openers = [button("", partial(self.read, place), width="15rem") for place in range(PAGE)]
        self.hits = [(opener, ipywidgets.HTML(layout=wide)) for opener in openers]
        self.back = button(words("explorer.back"), self.close)
        self.results, self.reading = ipywidgets.VBox(self._list_results()), ipywidgets.VBox([self.back, self.article])
        self.children: Sequence[Any] = [
            row(*self.fields.values()), row(self.line, button(words("explorer.clear"), lambda: self.put(Filter()))),
            self.status, self.results, self.reading,
        ]  # fmt: skip
        show(self.reading, False)
        for field in self.fields.values():
            field.observe(lambda _: self.search(), "value")
        self.line.observe(lambda _: self.paste(), "value")
        self.by.observe(lambda _: tell(self.figure, self._draw), "value")

    def _make_fields(self) -> dict[str, Any]:
        say, units = self.words, self.units
        fields = {"text": text_field(say("explorer.search"), hint=say("explorer.search_hint"), wide=True)}
        fields["theme"] = text_field(say("explorer.theme"), options=known_themes(units))
        fields["stance"] = text_field(say("explorer.stance"), options=STANCES)
        for name in ("voice", "outlet", "genre", "lang"):
            fields[name] = text_field(say(f"explorer.{name}"), options=list_choices(units, by=name))
        for name in ("since", "until"):
            fields[name] = text_field(say(f"explorer.{name}"), hint="2024-06")
        fields["at_least"] = number_field(say("explorer.at_least"))
        if "topic" in units:
            fields["topic"] = number_field(say("explorer.topic"), 0, high=int(units.topic.max()), step=1)
        return fields

    def _list_results(self) -> list[Any]:
        say = self.words
        views = row(
            button(say("explorer.view_sentences"), lambda: self.look("sentences")),
            button(say("explorer.view_right"), lambda: self.look("concordance", "right")),
            button(say("explorer.view_left"), lambda: self.look("concordance", "left")),
            button(say("explorer.previous"), lambda: self.turn(-PAGE)),
            button(say("explorer.next"), lambda: self.turn(PAGE)),
        )
        return [views, *(row(*hit) for hit in self.hits), self.by, self.figure]

    def put(self, chosen: Filter) -> None:
        """Set every field to a filter, and search."""
        self.busy = True
        for name, field in self.fields.items():
            field.value = getattr(chosen, name)
        self.busy = False
        self.search()

    def paste(self) -> None:
        """Read the line of code back into the fields."""
        if not self.busy:
            tell(self.status, self._paste)

    def _paste(self) -> str:
        self.put(read_line(self.line.value))
        return self._tell_counts()

    def search(self) -> None:
        """Apply the fields, unless they are just being set."""
        if not self.busy:
            tell(self.status, self._search)

    def _search(self) -> str:
        values = {name: field.value for name, field in self.fields.items()}
        given: dict[str, Any] = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
        self.chosen = Filter(**given)
        self.kept = filter_units(self.units, self.chosen, progress=self._progress())
        self.busy = True
        self.line.value = write_line(self.chosen)
        self.busy = False
        self.look(self.view, self.sort)
        tell(self.figure, self._draw)
        return self._tell_counts()

    def _progress(self) -> Any:
        begun = time.monotonic()

        def told(share: float) -> None:
            if time.monotonic() - begun > SLOW:
                self.status.value = wrap(escape(self.words("explorer.searching", share=self.words.percent(share))))

        return told

    def _tell_counts(self) -> str:
        share = self.words.percent(len(self.kept) / max(len(self.units), 1), digits=1)
        told = self.words("explorer.kept", n=len(self.kept), total=len(self.units), share=share,
                          articles=int(self.kept.article_id.nunique()))  # fmt: skip
        return f"<p>{escape(told)}</p>"

    def _draw(self) -> str:
        figure = draw_counts(self.kept, by=self.by.value.strip(), words=self.words, subtitle=str(self.chosen))
        return f"<style>{LAB_STYLE}</style>{figure.html()}"

    def look(self, view: str, sort: str = "right") -> None:
        """Show what is kept as sentences in context, or as a concordance sorted right or left."""
        self.view, self.sort, self.first = view, sort, 0
        self.table = self.kept
        if view == "concordance":
            tell(self.status, self._list_places)
        self.turn(0)

    def _list_places(self) -> str:
        if not self.chosen.text:
            self.table, self.view = self.kept, "sentences"
            raise UsageError(self.words("explorer.no_word"))
        self.table = find_concordance(self.kept.head(PLACES), self.chosen.text, sort=self.sort, any_word=True)
        return self._tell_counts()

    def turn(self, by: int) -> None:
        """Show the page `by` rows further on."""
        self.first = max(0, min(self.first + by, (max(len(self.table), 1) - 1) // PAGE * PAGE))
        rows: list[dict[str, Any]] = self.table.iloc[self.first : self.first + PAGE].to_dict("records")  # type: ignore[assignment]
        shown = self.kept.iloc[self.first : self.first + PAGE] if self.view == "sentences" else self.kept.iloc[:0]
        told = list(zip(join_evidence(shown), list_margin(shown, names=self.names), strict=True))
        for place, (opener, text) in enumerate(self.hits):
            show(opener, place < len(rows))
            show(text, place < len(rows))
            if place < len(rows):
                opener.description = name_source(rows[place])
                opener.tooltip = self.words("explorer.read_article", source=opener.description)
                text.value = (
                    render_place(rows[place]) if self.view == "concordance" else self._hit(rows[place], *told[place])
                )

    def _hit(self, found: dict[str, Any], evidence: str, margin: str) -> str:
        context = read_context(
            self.units.iloc[self.places[found["article_id"]]], found["article_id"], found["sentence_no"], around=1
        )
        pattern = compile_query(self.chosen.text) if self.chosen.text else None
        return render_hit(context, pattern=pattern, evidence=evidence, margin=margin)

    def read(self, place: int) -> None:
        """Show the whole article of one of the sentences on the page."""
        found = self.table.iloc[self.first + place]
        known = self.units.iloc[self.places[found.article_id]]
        article = read_article(known, self.sentences, str(found.article_id), names=self.names)
        heading = ", ".join(filter(None, known.iloc[0][["title", "outlet", "published_date"]]))
        self.article.value = render_article(
            article, sentence_no=int(found.sentence_no), heading=heading, words=self.words
        )
        show(self.results, False)
        show(self.reading, True)
        self.back.focus()

    def close(self) -> None:
        """Go back from the article to what was found."""
        show(self.reading, False)
        show(self.results, True)
        self.hits[0][0].focus()
