"""The topic desk: read, name, join, split and compare topics, test them on oneself, brush their map."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets
import pandas as pd

from dossier.coding.codes import find_codebook
from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.explorer.context import name_codes
from dossier.explorer.desks import Desk, button, number_field, row, show, tell, text_field
from dossier.explorer.map_drawing import count_squares, draw_map, name_topic_keys
from dossier.explorer.mapping import COLOURED, POINTS, brush_points, group_points, place_points
from dossier.explorer.rendering import render_table, wrap
from dossier.explorer.standing import stand_in_topics
from dossier.explorer.topic_views import (
    check_topic,
    cut_topic,
    list_near,
    list_topics,
    name_topics,
    read_topic,
    restore_topic,
)
from dossier.findings.cells import escape
from dossier.strings import Words
from dossier.topics import Topics, load_topics
from dossier.topics.folding import compare_topics
from dossier.topics.intrusion import make_word_tasks, score_answers
from dossier.topics.labels import MOST_PARTS

SHOWN = 12  # segments listed of a square


def open_topics(topics: Topics, units: pd.DataFrame, *, corpus: Corpus, words: Words) -> Desk:
    """
    Return the desk to look at topics.

    Parameters
    ----------
    topics : Topics
        As `topics.load_topics` gives them; with a reason in place of topics where the corpus is too small.
    units : DataFrame
        As `themes.load_units` makes it: themes and outlets colour the map.
    corpus : Corpus
        Its ``topics.toml`` keeps names, joins and cuts.
    words : Words
        The reader's language.
    """
    desk = TopicDesk(topics, units, corpus, words)
    return Desk("topics", desk.children, lambda: stand_in_topics(topics, units, corpus=corpus, words=words))


class TopicDesk:
    """The widgets, the topics as they are drawn now, the map and the test once asked for."""

    def __init__(self, topics: Topics, units: pd.DataFrame, corpus: Corpus, words: Words):
        self.topics, self.units, self.corpus, self.words = topics, units, corpus, words
        self.tasks: pd.DataFrame = pd.DataFrame()
        self.answers: dict[int, str] = {}
        last = max(len(topics.topics), 1)
        self.number = number_field(words("explorer.topic"), 1, high=last, step=1)
        self.other = number_field(words("explorer.other_topic"), 1, high=last, step=1)
        self.label = text_field(words("explorer.topic_name"))
        self.parts = number_field(words("explorer.parts"), 2, high=MOST_PARTS, step=1)
        self.many = number_field(words("explorer.how_many"), 10, high=200, step=1)
        self.of = text_field(words("explorer.points"), POINTS[0], options=POINTS)
        self.colour = text_field(words("explorer.colour_by"), COLOURED[0], options=COLOURED)
        self.box = text_field(words("explorer.square"), hint="C4, B2:D5")
        self.box.add_class("dossier-squares")
        self.answer = text_field(words("explorer.intruder"))
        self.map = ipywidgets.HTML(layout={"flex": "0 1 28rem"})
        self.shown = ipywidgets.HTML(layout={"flex": "1 1 22rem"})
        show(self.map, False)
        self.children = self._lay_out()
        for field in (self.of, self.colour, self.box):
            field.observe(lambda _: self._do(self._brush), "value")
        self.answer.observe(lambda _: self._do(self._take_answer), "value")
        self._do(self._list)

    def _lay_out(self) -> Sequence[Any]:
        def act(key: str, what: Callable[[], str]) -> Any:
            return button(self.words(f"explorer.{key}"), lambda: self._do(what))

        return [
            row(self.number, act("read_typical", lambda: self._read(False)),
                act("read_borderline", lambda: self._read(True)), act("near", self._near),
                act("list_topics", self._list)),
            row(self.label, act("name_topic", self._name), self.other, act("join_topics", self._join)),
            row(self.parts, act("split", self._split), act("restore", self._restore)),
            row(self.many, act("compare_topics", self._compare), act("test", self._test), self.answer),
            row(act("draw_map", self._brush), self.of, self.colour, self.box),
            ipywidgets.HBox([self.map, self.shown], layout={"flex_flow": "row wrap"}),
        ]  # fmt: skip

    def _do(self, what: Callable[[], str]) -> None:
        def safe() -> str:
            if self.topics.refused:
                raise UsageError(self.topics.reason)
            return what()

        tell(self.shown, safe)

    def _table(self, table: pd.DataFrame, key: str, **values: object) -> str:
        return render_table(table, caption=self.words(f"explorer.{key}", **values), words=self.words, limit=30)

    def _list(self) -> str:
        return self._table(list_topics(self.topics), "caption_topics")

    def _read(self, borderline: bool) -> str:
        number = self.number.value
        table = read_topic(self.topics, number, borderline=borderline)
        return self._segments(table, f"{number} {self._name_of(number)}")

    def _name_of(self, number: int) -> str:
        check_topic(self.topics, number)
        table = self.topics.topics
        return str(table.loc[table.topic == number, "label"].iloc[0])

    def _segments(self, table: pd.DataFrame, heading: str) -> str:
        places = zip(table.article_id, table.first_sentence, table.last_sentence, table.text, strict=True)
        items = [f"<li>{escape(text)} <em>({escape(a)}, {first}–{last})</em></li>" for a, first, last, text in places]
        return wrap(f"<p><strong>{escape(heading)}</strong></p><ul>{''.join(items)}</ul>")

    def _near(self) -> str:
        return self._table(list_near(self.topics, self.number.value), "caption_near", topic=self.number.value)

    def _name(self) -> str:
        return self._redraw(name_topics(self.corpus, self.topics, [self.number.value], self.label.value))

    def _join(self) -> str:
        numbers = [self.number.value, self.other.value]
        if numbers[0] == numbers[1]:
            raise UsageError(self.words("explorer.two_topics"))
        label = self.label.value or self._name_of(numbers[0])
        return self._redraw(name_topics(self.corpus, self.topics, numbers, label))

    def _split(self) -> str:
        return self._redraw(cut_topic(self.corpus, self.topics, self.number.value, parts=max(2, self.parts.value)))

    def _restore(self) -> str:
        return self._redraw(restore_topic(self.corpus, self.topics, self.number.value))

    def _redraw(self, topics: Topics) -> str:
        """Go on with the topics as they are drawn now; other desks and pages read them when they are run again."""
        self.topics, self.label.value = topics, ""
        self.number.max = self.other.max = max(len(topics.topics), 1)
        if self.map.value:
            self._draw()
        return f"<p>{escape(self.words('explorer.drawn'))}</p>{self._list()}"

    def _compare(self) -> str:
        other = load_topics(self.corpus, k=int(self.many.value))
        if other.refused:
            raise UsageError(other.reason)
        return self._table(compare_topics(self.topics.terms, other.terms), "caption_compare", k=int(self.many.value))

    def _draw(self) -> pd.DataFrame:
        points = place_points(self.topics, self.units, corpus=self.corpus, of=self.of.value.strip())
        groups = group_points(points, self.colour.value.strip(), names=self._names(), words=self.words)
        self.map.value = draw_map(points, groups, box=self.box.value, words=self.words)
        show(self.map, True)
        return points.assign(group=groups)

    def _names(self) -> dict[str, str]:
        themes = name_codes(find_codebook(self.corpus.root), self.words)
        return themes | name_topic_keys(self.topics.topics)

    def _brush(self) -> str:
        if not self.map.value:
            self.shown.value = wrap(f"<p>{escape(self.words('explorer.laying_out'))}</p>", role="status")
        points = self._draw()
        if not self.box.value.strip():
            return self._table(count_squares(points, points.group), "caption_map", n=len(points))
        inside = brush_points(points, self.box.value)
        heading = self.words("explorer.in_square", n=len(inside), square=self.box.value.strip().upper())
        return self._segments(inside.head(SHOWN), heading)

    def _test(self) -> str:
        self.tasks = make_word_tasks([self.topics.words(number, n=20) for number in self.topics.topics.topic])
        self.answers = {}
        return self._ask()

    def _ask(self) -> str:
        left = self.tasks[~self.tasks.task.isin(list(self.answers))] if len(self.tasks) else self.tasks
        if len(left):
            choices = escape(left.iloc[0]["choices"].replace(" | ", ", "))
            return f"<p>{escape(self.words('explorer.which_word'))}</p><p><strong>{choices}</strong></p>"
        if self.tasks.empty:
            raise UsageError(self.words("explorer.no_test"))
        score = score_answers(self.tasks, self.answers)
        told = self.words("explorer.tested", right=int(score["right"]), n=int(score["answered"]),
                          chance=self.words.percent(score["chance"]))  # fmt: skip
        return f"<p>{escape(told)}</p>"

    def _take_answer(self) -> str:
        said = self.answer.value.strip()
        if not said:  # the field was emptied for the next word
            return self._ask()
        left = self.tasks[~self.tasks.task.isin(list(self.answers))] if len(self.tasks) else self.tasks
        if len(left):
            task = left.iloc[0]
            choices = {choice.casefold(): choice for choice in task["choices"].split(" | ")}
            if said.casefold() not in choices:
                raise UsageError(self.words("explorer.no_choice", said=said))
            self.answers[int(task["task"])] = choices[said.casefold()]
        self.answer.value = ""
        return self._ask()
