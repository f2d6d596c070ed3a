"""The topic desk: read, name, join, split and compare topics, test them on oneself, brush their map."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets
import pandas as pd

from dossier.corpus import Corpus
from dossier.errors import UsageError
from dossier.explorer.desks import Desk, button, number_field, row, tell, text_field
from dossier.explorer.rendering import render_table, wrap
from dossier.explorer.standing import stand_in_topics
from dossier.explorer.topic_views import (
    SIDE,
    brush_points,
    check_topic,
    list_near,
    list_topics,
    name_topics,
    place_squares,
    read_topic,
    split_topic,
)
from dossier.findings.cells import escape
from dossier.strings import Words
from dossier.topics import Topics, load_topics
from dossier.topics.folding import compare_topics
from dossier.topics.intrusion import make_word_tasks, score_answers
from dossier.topics.views import map_segments

SHOWN = 12  # segments listed of a square


def open_topics(topics: Topics, *, corpus: Corpus, words: Words) -> Desk:
    """
    Return the desk to look at topics.

    Parameters
    ----------
    topics : Topics
        As `topics.load_topics` gives them; with a reason in place of topics where the corpus is too small.
    corpus : Corpus
        Its ``topics.toml`` keeps the names given.
    words : Words
        The reader's language.
    """
    desk = TopicDesk(topics, corpus, words)
    return Desk("topics", desk.children, lambda: [stand_in_topics(topics, words)])


class TopicDesk:
    """The widgets, the topics as they are named now, the map and the test once asked for."""

    def __init__(self, topics: Topics, corpus: Corpus, words: Words):
        self.topics, self.corpus, self.words = topics, corpus, words
        self.points: pd.DataFrame | None = None
        self.tasks: pd.DataFrame = pd.DataFrame()
        self.answers: dict[int, str] = {}
        last = max(len(topics.topics), 1)
        self.number = number_field(words("explorer.topic"), 1, high=last, step=1)
        self.other = number_field(words("explorer.other_topic"), 1, high=last, step=1)
        self.label = text_field(words("explorer.topic_name"))
        self.many = number_field(words("explorer.how_many"), 10, high=200, step=1)
        self.box = text_field(words("explorer.square"), hint="C4, B2:D5")
        self.answer = text_field(words("explorer.intruder"))
        self.told, self.shown = ipywidgets.HTML(), ipywidgets.HTML()
        self.children = self._lay_out()
        self.box.observe(lambda _: self._do(self._brush), "value")
        self.answer.observe(lambda _: self._do(self._take_answer), "value")
        self._do(self._list)

    def _lay_out(self) -> Sequence[Any]:
        def act(key: str, what: Callable[[], str]) -> Any:
            return button(self.words(f"explorer.{key}"), lambda: self._do(what))

        return [
            row(self.number, act("read_typical", lambda: self._read(False)),
                act("read_borderline", lambda: self._read(True)), act("near", self._near), act("split", self._split),
                act("list_topics", self._list)),
            row(self.label, act("name_topic", self._name), self.other, act("join_topics", self._join)),
            row(self.many, act("compare_topics", self._compare)),
            row(act("draw_map", self._map), self.box, act("test", self._test), self.answer),
            self.told, self.shown,
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

    def _split(self) -> str:
        parts = split_topic(self.topics, self.number.value)
        return self._table(parts, "caption_split", topic=self.number.value)

    def _name(self) -> str:
        self.topics = name_topics(self.corpus, self.topics, [self.number.value], self.label.value)
        return self._list()

    def _join(self) -> str:
        numbers = [self.number.value, self.other.value]
        if numbers[0] == numbers[1]:
            raise UsageError(self.words("explorer.two_topics"))
        self.topics = name_topics(self.corpus, self.topics, numbers, self.label.value or self._name_of(numbers[0]))
        return self._list()

    def _compare(self) -> str:
        other = load_topics(self.corpus, k=int(self.many.value))
        if other.refused:
            raise UsageError(other.reason)
        return self._table(compare_topics(self.topics.terms, other.terms), "caption_compare", k=int(self.many.value))

    def _map(self) -> str:
        if self.points is None:
            self.points = place_squares(map_segments(self.topics))
        return render_squares(self.points, self.words)

    def _brush(self) -> str:
        drawn = self._map()
        if not self.box.value.strip():
            return drawn
        assert self.points is not None
        inside = brush_points(self.points, self.box.value)
        table = self.topics.segments.iloc[inside.index[:SHOWN]]
        heading = self.words("explorer.in_square", n=len(inside), square=self.box.value.strip().upper())
        return drawn + self._segments(table, heading)

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


def render_squares(points: pd.DataFrame, words: Words) -> str:
    """Return the map as a table of squares: how many segments each holds, and the topic that leads there."""
    leads = points.groupby("square").topic.agg(lambda topics: topics.mode().iloc[0]).to_dict()
    sizes = points.square.value_counts().to_dict()
    told = {square: f"<td>{n}<br><small>{leads[square]}</small></td>" for square, n in sizes.items()}
    letters = "ABCDEFGH"[:SIDE]
    head = "".join(f'<th scope="col">{letter}</th>' for letter in letters)
    lines = ((r, "".join(told.get(f"{c}{r}", "<td></td>") for c in letters)) for r in range(1, SIDE + 1))
    body = "".join(f'<tr><th scope="row">{r}</th>{cells}</tr>' for r, cells in lines)
    caption = escape(words("explorer.caption_map", n=len(points)))
    return wrap(f"<table><caption>{caption}</caption><tr><td></td>{head}</tr>{body}</table>")
