"""Statements, DNA files, the network and the silence map, on debates small enough to check by hand."""

import sqlite3
from itertools import combinations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.debate import (
    bound_absence,
    find_brokers,
    find_coalitions,
    link_congruence,
    make_statements,
    map_silence,
    measure_polarisation,
    place_network,
    plot_network,
    read_dna,
    speech_share,
    spoken_rows,
    voices_without_stance,
    who_speaks,
    write_dna,
)
from dossier.errors import DossierError
from dossier.schema import STATEMENTS


def said(*rows):
    names = ["actor", "theme", "stance", "published_date"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(
        statement_id=range(1, len(frame) + 1), article_id="a" + frame["published_date"],
        sentence_no=range(1, len(frame) + 1), coder="agreed",
    )  # fmt: skip


DEBATE = said(
    ("Ana", "mill", "threat", "2031"), ("Bo", "mill", "threat", "2031-02"), ("Cy", "mill", "opportunity", "2031"),
    ("Di", "mill", "opportunity", "2032"), ("Bo", "weir", "threat", "2032"), ("Cy", "weir", "threat", "2032"),
    ("Ed", "weir", "mixed", ""),
)  # fmt: skip


def test_congruence_by_hand():
    ties = link_congruence(DEBATE).set_index(["source", "target"])["weight"].to_dict()
    assert ties == {("Ana", "Bo"): 1, ("Ana", "Cy"): -1, ("Ana", "Di"): -1, ("Bo", "Cy"): 0, ("Bo", "Di"): -1,
                    ("Cy", "Di"): 1}  # fmt: skip


STANCE = st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["mill", "weir", "quay"]),
                   st.sampled_from(["threat", "opportunity", "mixed"]), st.just("2031"))  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(STANCE, min_size=1, max_size=25))
def test_congruence_against_matrix_products(rows):
    frame = said(*rows)
    sided = frame[frame.stance != "mixed"].drop_duplicates(["actor", "theme", "stance"])
    table = pd.crosstab(sided.actor, [sided.theme, sided.stance])
    flipped = pd.crosstab(
        sided.actor, [sided.theme, sided.stance.map({"threat": "opportunity", "opportunity": "threat"})]
    )
    oppose = table.dot(flipped.reindex(columns=table.columns, fill_value=0).T) if len(table) else table
    agree = table.dot(table.T) if len(table) else table
    got = link_congruence(frame).set_index(["source", "target"])
    for one, two in combinations(table.index, 2):
        a, o = agree.loc[one, two], oppose.loc[one, two]
        assert ((one, two) in got.index) == (a + o > 0)
        if a + o > 0:
            assert (got.loc[(one, two), "agree"], got.loc[(one, two), "oppose"]) == (a, o)


def test_coalitions_and_brokers():
    table = find_coalitions(DEBATE).set_index("actor")
    assert table.loc["Ana", "coalition"] == table.loc["Bo", "coalition"] != table.loc["Cy", "coalition"]
    assert table.loc["Ed", "coalition"] == 0
    chain = said(("Ana", "mill", "threat", ""), ("Bo", "mill", "threat", ""), ("Bo", "weir", "threat", ""),
                 ("Cy", "weir", "threat", ""))  # fmt: skip
    path = nx.betweenness_centrality(nx.path_graph(3))
    assert find_brokers(chain)[["actor", "betweenness"]].to_numpy().tolist() == [["Bo", path[1]]]


def test_polarisation_by_year():
    table = measure_polarisation(DEBATE).set_index("period")
    assert table.loc["2031", ["pairs", "opposed"]].tolist() == [3, 2]
    assert table.loc["2031", "polarisation"] == pytest.approx(2 / 3)
    assert table["undated"].unique().tolist() == [1]


def test_layout_is_the_same_twice_and_holds_everybody():
    places = place_network(DEBATE)
    pd.testing.assert_frame_equal(places, place_network(DEBATE))
    assert set(places.query("kind == 'actor'").node) == set(DEBATE.actor)


@pytest.mark.parametrize("crowd", [5, 300])
def test_names_do_not_cover_one_another(crowd):
    rows = [
        (f"Actor number {i}", ["mill", "weir", "quay"][i % 3], ["threat", "opportunity"][i % 2], "")
        for i in range(crowd)
    ]
    figure = plot_network(said(*rows))
    figure.draw_without_rendering()
    axes = figure.axes[0]
    boxes = [text.get_window_extent() for text in axes.texts if text.get_fontsize() < 9]
    assert len(boxes) >= min(crowd, 5)
    overlaps = sum(a.overlaps(b) for a, b in combinations(boxes, 2))
    assert overlaps <= len(boxes) * 0.1
    plotted = sum(len(points.get_offsets()) for points in axes.collections)
    assert plotted == crowd + 3


@pytest.mark.parametrize("name", ["out", "out.csv", "out.dna"])
def test_dna_round_trip(tmp_path, name):
    path = tmp_path / name
    wanted = DEBATE.assign(text="Le moulin, « là-bas », ferme.", organisation="LDM")
    write_dna(wanted, path)
    pd.testing.assert_frame_equal(read_dna(path), STATEMENTS.check(DEBATE)[STATEMENTS.names])


def test_dna_file_keeps_its_references(tmp_path):
    write_dna(DEBATE, tmp_path / "debate.dna")
    base = sqlite3.connect(tmp_path / "debate.dna")
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    counts = base.execute("SELECT COUNT(*), COUNT(DISTINCT DocumentId) FROM STATEMENTS").fetchone()
    assert counts == (8, 4)  # the mixed statement is written as agreement and as disagreement
    base.close()


def test_dna_refuses_a_full_folder_and_a_foreign_file(tmp_path):
    (tmp_path / "kept.txt").write_text("x")
    with pytest.raises(DossierError, match="already holds"):
        write_dna(DEBATE, tmp_path)
    with pytest.raises(DossierError, match="no statements of ours"):
        read_dna(tmp_path / "kept.txt")


def test_statements_from_codes_take_the_sentence_s_voice_once_a_family():
    key = {"article_id": ["a", "b"], "sentence_no": [1, 1]}
    codes = pd.DataFrame({**key, "theme": "mill", "coded": [True, True], "stance": "threat"})
    voices = pd.DataFrame({**key, "voice": ["Ana | les meuniers"] * 2, "voice_kind": "named"})
    families = pd.DataFrame({**key, "counted": [True, False]})
    articles = pd.DataFrame({"article_id": ["a", "b"], "published_date": ["2031", "2032"]})
    assert len(make_statements(codes, voices, articles)) == 4
    once = make_statements(codes, voices, articles, families=families)
    assert once[["article_id", "actor", "coder"]].to_numpy().tolist() == [
        ["a", "Ana", "machine"],
        ["a", "les meuniers", "machine"],
    ]


def test_views_count_by_hand():
    key = {"article_id": ["a", "a", "b"], "sentence_no": [1, 2, 1]}
    sentences = pd.DataFrame({**key, "dropped": "", "text": ["un deux", "un deux trois", "un"]})
    voices = pd.DataFrame({**key, "voice": ["Ana", "Ana | Bo", ""], "voice_kind": ["named", "named", "none"]})
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Gazette", "Courrier"]})
    spoken = spoken_rows(voices, sentences, articles)
    assert who_speaks(spoken)[["voice", "sentences", "words"]].to_numpy().tolist() == [["Ana", 2, 5], ["Bo", 1, 3]]
    assert speech_share(spoken).set_index("voice_kind")["share"].round(3).to_dict() == {
        "none": 0.333, "named": 0.667, "described": 0.0, "unknown": 0.0,
    }  # fmt: skip
    assert voices_without_stance(voices, DEBATE[DEBATE.actor == "Ana"])["voice"].tolist() == ["Bo"]


def test_silence_map_names_what_is_missing_with_its_bound():
    rows = map_silence(DEBATE.assign(outlet="Gazette", camp="meuniers"), themes=["mill", "weir", "quay"],
                       camps=["meuniers", "mairie"])  # fmt: skip
    told = set(rows[["silence", "where", "what"]].itertuples(index=False, name=None))
    assert ("theme", "", "quay") in told
    assert ("stance", "mill", "mixed") in told
    assert ("camp", "Gazette", "mairie") in told
    assert rows["at_most"].tolist() == [bound_absence(n) for n in rows["n"]]


@pytest.mark.parametrize(("n", "near"), [(30, 3 / 30), (100, 3 / 100), (1000, 3 / 1000)])
def test_bound_is_near_three_over_n(n, near):
    assert bound_absence(n) == pytest.approx(near, rel=0.06)
