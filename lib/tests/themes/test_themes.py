"""The views on themes, on twelve made-up sentences that a reader can count."""

from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from dossier.themes import (
    article_shares,
    borderline_sentences,
    coder_errors,
    compare_parts,
    distinctive_words,
    machine_view,
    meeting_rows,
    select_counted,
    select_large,
    stance_shares,
    theme_meetings,
    theme_rows,
    theme_shares,
    typical_sentences,
    voice_counts,
    word_rows,
)
from dossier.themes.meetings import adjust_holm
from dossier.themes.words import log_odds

THEMES = ["jobs", "rules"]


@pytest.fixture
def units():
    """Three articles of four sentences; jobs in 1, 2, 5 and 9; rules in 2 and 10."""
    table = pd.DataFrame({
        "article_id": np.repeat(["a", "b", "c"], 4), "sentence_no": [1, 2, 3, 4] * 3,
        "text": ["Layoffs loom."] * 2 + ["A plain fact."] * 10, "outlet": np.repeat(["Echo", "Echo", "Midi"], 4),
        "published_date": "2024", "voice": ["Ada", "Ada | Ben"] + [""] * 10,
        "voice_kind": ["named"] * 2 + ["none"] * 10,
        "article_family": np.repeat(["a", "b", "c"], 4), "counted": [True] * 11 + [False],
        "drawn": False,
    })  # fmt: skip
    table["jobs"] = [1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    table["rules"] = [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    table["jobs_stance"] = ["threat", "threat", "", "", "opportunity", "", "", "", "mixed", "", "", ""]
    table["rules_stance"] = ["", "mixed", "", "", "", "", "", "", "", "threat", "", ""]
    for theme in THEMES:
        table[f"{theme}_p"] = np.where(table[theme] == 1, 0.9, 0.1) + np.arange(12) / 1000
        table[f"{theme}_evidence"] = ""
        table[f"{theme}_by_hand"] = False
        table[f"{theme}_machine"] = table[f"{theme}_stance"]
    return table


def test_shares_and_the_rows_behind_them_add_up(units):
    shares = theme_shares(units, THEMES).set_index("theme")
    assert shares.loc["jobs", ["n", "n_total"]].tolist() == [4, 12]
    assert shares.loc["jobs", "share"] == pytest.approx(4 / 12)
    assert theme_rows(units, THEMES).groupby("theme").size().to_dict() == {"jobs": 4, "rules": 2}


def test_shares_by_outlet_keep_a_theme_that_is_absent(units):
    by_outlet = theme_shares(units, THEMES, by=["outlet"]).set_index(["theme", "outlet"])
    assert by_outlet.loc[("jobs", "Midi"), "n"] == 1 and by_outlet.loc[("jobs", "Echo"), "n_total"] == 8
    one_article = units[units.article_id == "b"]
    assert theme_shares(one_article, THEMES).set_index("theme").loc["rules", "share"] == 0


def test_stances_of_a_theme_add_up_to_one(units):
    stances = stance_shares(units, THEMES)
    assert stances.groupby("theme")["share"].sum().round(9).to_dict() == {"jobs": 1.0, "rules": 1.0}
    assert stances.query("theme == 'jobs' and stance == 'threat'").n.item() == 2


def test_articles_count_once_however_many_sentences(units):
    assert article_shares(units, ["jobs"]).n.item() == 3


def test_themes_meet_in_one_sentence_against_chance(units):
    met = theme_meetings(units, THEMES).iloc[0]
    assert (met.n_both, met.lift) == (1, pytest.approx(1 / (4 * 2 / 12)))
    assert meeting_rows(units, THEMES)[["article_id", "sentence_no"]].to_numpy().tolist() == [["a", 2]]
    assert theme_meetings(units, THEMES, within="article").n_both.item() == 2


def test_repeats_are_counted_on_request(units):
    assert len(select_counted(units)) == 11 and len(select_counted(units, repeats=True)) == 12
    assert select_large(units, by="outlet", at_least=5).outlet.unique().tolist() == ["Echo"]


def test_parts_with_few_articles_are_not_compared_and_many_are_by_a_plain_formula(units):
    assert compare_parts(units, THEMES, part=units.outlet == "Echo").p.isna().all()
    rng = np.random.default_rng(1)
    many = pd.DataFrame({"jobs": rng.integers(0, 2, 4000), "article_family": np.arange(4000)})
    part = pd.Series(np.arange(4000) < 2000)
    found = compare_parts(many, ["jobs"], part=part).iloc[0]
    one, two = many.jobs[:2000].mean(), many.jobs[2000:].mean()
    error = np.sqrt(one * (1 - one) / 2000 + two * (1 - two) / 2000)
    assert found.difference == pytest.approx(one - two)
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.01)
    assert found.p == pytest.approx(2 * NormalDist().cdf(-abs(one - two) / error), abs=0.01)


def test_holm_by_hand():
    assert adjust_holm(np.array([0.01, 0.02, 0.04])).tolist() == pytest.approx([0.03, 0.04, 0.04])


def test_log_odds_by_the_formula_of_the_paper():
    inside, outside = np.array([6.0, 4.0]), np.array([1.0, 9.0])
    prior = np.array([7.0, 13.0]) * 0.1  # two words in twenty, spread as the corpus is
    y, x = inside[0] + prior[0], outside[0] + prior[0]
    delta = np.log(y / (12 - y)) - np.log(x / (12 - x))
    table = log_odds(inside, outside)
    assert table.log_odds[0] == pytest.approx(delta)
    assert table.z[0] == pytest.approx(delta / np.sqrt(1 / y + 1 / x))


def test_words_of_a_theme_open_their_sentences(units):
    many = pd.concat([units] * 2, ignore_index=True)
    found = distinctive_words(many, inside=many.jobs == 1)
    assert found.term.str.lower().str.startswith("layoff").any()
    rows = word_rows(units, "jobs", terms=found.term.tolist()[:1])
    assert set(zip(rows.article_id, rows.sentence_no, strict=True)) == {("a", 1), ("a", 2)}


def test_sentences_to_read(units):
    assert typical_sentences(units, "jobs", per_stance=1).stance.tolist() == ["threat", "opportunity", "mixed"]
    assert len(borderline_sentences(units, "jobs", n=3)) == 3
    units.loc[:2, ["jobs_by_hand", "jobs", "jobs_stance"]] = [(True, 1, s) for s in ("opportunity", "threat", "mixed")]
    wrong = coder_errors(units, "jobs").set_index("sentence_no").error.to_dict()
    assert wrong == {1: "other stance", 3: "missed"}


def test_a_sentence_with_two_voices_counts_for_both(units):
    counts = voice_counts(units, "jobs").set_index("voice").n.to_dict()
    assert counts == {"Ada": 2, "Ben": 1}


def test_what_a_person_read_counts_before_the_machine(units):
    units.loc[[0, 3], ["jobs_by_hand", "jobs", "jobs_stance"]] = [(True, 0, ""), (True, 1, "mixed")]
    share = theme_shares(units, ["jobs"]).iloc[0]
    assert (share.n, share.machine, share.read) == (4, pytest.approx(4 / 12), pytest.approx(2 / 12))
    assert machine_view(units).jobs.tolist() == [1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
