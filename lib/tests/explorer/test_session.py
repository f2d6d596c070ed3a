"""A coder's file: saved at each decision, undone also after a crash, shared by two windows, merged with another's."""

import pandas as pd
import pytest

from dossier.annotations import hash_text, read_marks
from dossier.errors import DossierError, UsageError
from dossier.explorer import Session, join_copies, merge_coders, merge_files
from dossier.explorer.marking import Decision
from dossier.explorer.merging import list_differences
from dossier.explorer.session import extend_sample
from dossier.schema import MARKS

ADA, NONE = Decision({"work": "threat"}, "Ada", "named"), Decision()


def test_a_decision_is_in_the_file_at_once(tmp_path, coded):
    session = Session(tmp_path, coder="ada", version="v1")
    session.decide(coded.iloc[0], Decision({"work": "threat", "noise": "mixed"}))
    session.decide(coded.iloc[1], NONE)
    marks = read_marks(tmp_path / "ada.csv")
    assert marks[["article_id", "sentence_no", "theme", "stance"]].to_numpy().tolist() == [
        ["a", 1, "noise", "mixed"], ["a", 1, "work", "threat"], ["a", 2, "", ""],
    ]  # fmt: skip
    assert marks.text_hash[0] == hash_text("Sentence number 0.") and set(marks.coder) == {"ada"}
    assert Session(tmp_path, coder="ada", version="v1").done == 2  # a kernel that starts anew finds them


def test_a_second_decision_replaces_the_first_and_undo_brings_it_back(tmp_path, coded):
    session = Session(tmp_path, coder="ada", version="v1")
    session.decide(coded.iloc[0], ADA)
    session.decide(coded.iloc[0], NONE)
    assert session.read_decision(("a", 1)) == NONE
    assert session.undo() == ("a", 1) and session.read_decision(("a", 1)) == ADA
    assert session.undo() == ("a", 1) and session.done == 0 and session.undo() is None


def test_undo_goes_back_behind_a_crash(tmp_path, coded):
    before = Session(tmp_path, coder="ada", version="v1")
    for place in (5, 2, 8):
        before.decide(coded.iloc[place], NONE)
    after = Session(tmp_path, coder="ada", version="v1")
    assert [after.undo() for _ in range(3)] == [("c", 1), ("a", 3), ("b", 2)]


def test_two_windows_on_one_file_keep_each_others_decisions(tmp_path, coded):
    one, two = (Session(tmp_path, coder="ada", version="v1") for _ in range(2))
    one.decide(coded.iloc[0], ADA)
    two.decide(coded.iloc[1], NONE)
    assert one.refresh()[["article_id", "sentence_no"]].to_numpy().tolist() == [["a", 1], ["a", 2]]


def test_a_file_that_cannot_be_written_takes_no_decision(tmp_path, coded, monkeypatch):
    session = Session(tmp_path, coder="ada", version="v1")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dossier.explorer.session.write_marks", fail)
    with pytest.raises(DossierError, match="No space left"):
        session.decide(coded.iloc[0], ADA)
    assert session.done == 0


@pytest.mark.parametrize("name", ["", "../ada", "Ada", "a b", "random-sample", "machine", "-x", "a" * 41])
def test_names_that_are_no_file(tmp_path, name):
    with pytest.raises(UsageError, match="name"):
        Session(tmp_path, coder=name, version="v1")


def test_the_sample_grows_without_repeats(tmp_path, coded):
    path = tmp_path / "random-sample.csv"
    extend_sample(path, coded.iloc[[9, 0]])
    extend_sample(path, coded.iloc[[0, 1]])
    assert pd.read_csv(path).to_numpy().tolist() == [
        [r.article_id, r.sentence_no, hash_text(r.text)] for r in coded.iloc[[0, 1, 9]].itertuples()
    ]


def _code(folder, coder, decisions, coded):
    session = Session(folder, coder=coder, version="v1")
    for place, decision in decisions.items():
        session.decide(coded.iloc[place], decision)
    return session.marks


def test_merging_keeps_what_agrees_what_was_settled_and_lists_the_rest(tmp_path, coded):
    ada = _code(tmp_path, "ada", {0: ADA, 1: NONE, 2: ADA, 3: NONE}, coded)
    ben = _code(tmp_path, "ben", {0: ADA, 1: ADA, 2: NONE, 4: NONE}, coded)
    _code(tmp_path, "agreed", {2: ADA}, coded)
    left = merge_files(tmp_path, "ada", "ben")
    assert left.to_numpy().tolist() == [["a", 2, "0", "work: threat @Ada"]]
    agreed = read_marks(tmp_path / "agreed.csv")
    assert agreed[["sentence_no", "theme"]].to_numpy().tolist() == [[1, "work"], [3, "work"]]
    assert set(agreed.coder) == {"agreed"}
    said = list_differences({"ada": ada, "ben": ben}, settled=agreed).said
    assert said.tolist() == ["ada: 0 · ben: work: threat @Ada"]
    everything, _ = merge_coders(ada, ben, alone=True)
    assert sorted(set(zip(everything.article_id, everything.sentence_no, strict=True))) == [
        ("a", 1),
        ("a", 4),
        ("b", 1),
    ]
    assert merge_files(tmp_path, "ada", "ben").equals(left)  # merging twice changes nothing


@pytest.mark.parametrize("pair", [("ada", "ada"), ("ada", "nobody"), ("agreed", "ada")])
def test_merging_names_what_is_wrong(tmp_path, coded, pair):
    _code(tmp_path, "ada", {0: ADA}, coded)
    with pytest.raises(UsageError, match=r"coder"):
        merge_files(tmp_path, *pair)


def test_copies_of_one_file_join_and_the_later_decision_stands(tmp_path, coded):
    home = _code(tmp_path / "home", "ada", {0: ADA, 1: NONE}, coded)
    away = _code(tmp_path / "away", "ada", {1: ADA, 2: NONE}, coded)
    for first, second in ((home, away), (away, home)):
        joined, differing = join_copies(first, second)
        rows = joined.sort_values("sentence_no")[["sentence_no", "theme"]].to_numpy().tolist()
        assert rows == [[1, "work"], [2, "work"], [3, ""]] and len(differing) == 1
    assert join_copies(home, MARKS.empty().assign(coded_at=""))[0].equals(MARKS.check(home))
