"""What may be passed on is a corpus that gives the same counts as the text, and never two words in a row."""

import ast
import re
from itertools import pairwise

import nbformat
import numpy as np
import pandas as pd
import pytest

from dossier.annotations import list_coders, load_coder_pair, load_marks, load_random_sample
from dossier.checks import check_corpus
from dossier.coding import load_codes, load_scores
from dossier.corpus import open_corpus
from dossier.debate import load_lineage, load_statements
from dossier.errors import DossierError
from dossier.exports import export_corpus
from dossier.exports.derived import write_derived
from dossier.exports.hiding import write_toml
from dossier.exports.shuffling import count_words
from dossier.findings import desk
from dossier.findings.prose import MIME
from dossier.handed import is_masked
from dossier.pages.build import build_reports
from dossier.paths import NOTEBOOKS
from dossier.reuse import load_families, trace_reuse
from dossier.sentences import load_sentences
from dossier.themes import load_units, select_counted, stance_shares, theme_shares
from dossier.topics import load_topics
from dossier.topics.segments import load_segments, sentences_of
from dossier.voices import load_quotations, load_voices

THEMES = ["noise", "money"]


@pytest.fixture(scope="session")
def derived(corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived") / "d"
    write_derived(corpus, out=folder)
    return open_corpus(folder)


@pytest.fixture(scope="session")
def derived_topics(topic_corpus, tmp_path_factory):
    folder = tmp_path_factory.mktemp("derived") / "t"
    write_derived(topic_corpus, out=folder)
    return open_corpus(folder)


def terms_of(corpus):
    return pd.read_csv(corpus.root / "derived" / "terms.csv", keep_default_na=False)


def words_of(text):
    return re.findall(r"\w+", text)


def test_a_derived_corpus_is_a_corpus_without_fault_or_text(corpus, derived):
    assert not [fault for fault in check_corpus(derived.root) if "old_theme" not in fault]
    assert derived.articles.article_id.tolist() == corpus.articles.article_id.tolist()
    assert derived.settings.title == corpus.settings.title
    assert set(derived.articles.rights) == {"restricted"}
    sentences = load_sentences(derived)
    assert sentences.text.map(is_masked).all()
    for row in sentences.itertuples():
        assert derived.text(row.article_id)[row.start : row.end] == row.text
    kinds = ["article_id", "kind", "lang", "dropped"]
    assert sentences[kinds].value_counts().to_dict() == load_sentences(corpus)[kinds].value_counts().to_dict()


@pytest.mark.parametrize("repeats", [False, True])
def test_theme_shares_and_stances_equal_those_from_the_text(corpus, derived, repeats):
    ours, theirs = (select_counted(load_units(c), repeats=repeats) for c in (corpus, derived))
    assert stance_shares(ours, THEMES).n.sum() > 2
    for view in (theme_shares, stance_shares):
        pd.testing.assert_frame_equal(view(ours, THEMES), view(theirs, THEMES))


def test_every_mark_is_there_with_its_voice(corpus, derived):
    assert list_coders(derived) == list_coders(corpus)
    columns = ["article_id", "theme", "stance", "voice", "voice_kind", "date"]
    for coder in list_coders(corpus):
        mine, wanted = (load_marks(c, coder)[columns].sort_values(columns) for c in (derived, corpus))
        assert mine.to_numpy().tolist() == wanted.to_numpy().tolist()
        assert not {"start", "end", "remark"} & set(load_marks(derived, coder))
    assert [len(marks) for marks in load_coder_pair(derived)] == [len(marks) for marks in load_coder_pair(corpus)]


def test_what_was_found_in_the_text_is_handed_on(corpus, derived):
    pd.testing.assert_frame_equal(load_scores(derived), load_scores(corpus))
    assert sorted(load_codes(derived).probability) == sorted(load_codes(corpus).probability)
    pd.testing.assert_frame_equal(trace_reuse(load_families(derived)), trace_reuse(load_families(corpus)))
    for load in (load_voices, load_quotations):
        ours, theirs = (load(c)[["article_id", "voice_kind"]].value_counts().to_dict() for c in (corpus, derived))
        assert ours == theirs
    assert len(load_statements(derived)) == len(load_statements(corpus)) > 0
    assert len(load_lineage(derived).table) == len(load_lineage(corpus).table)


def test_topics_equal_those_from_the_text(topic_corpus, derived_topics):
    ours, theirs = load_topics(topic_corpus, k=3), load_topics(derived_topics, k=3)
    assert len(ours.segments) == len(theirs.segments) > 60
    firsts = [{frozenset(found.words(topic, n=10)) for topic in (1, 2, 3)} for found in (ours, theirs)]
    assert len(firsts[0]) == 3
    assert firsts[0] == firsts[1]
    assert sorted(ours.topics.segments) == sorted(theirs.topics.segments)


def test_word_counts_of_an_article_equal_those_of_its_text(topic_corpus, derived_topics):
    terms = terms_of(derived_topics).query("article_id == 'a03'")
    mine = terms.groupby("term")["count"].sum().to_dict()
    assert mine == dict(count_words(topic_corpus.text("a03"), lang="fr"))


def test_each_sentence_stands_in_the_segment_that_it_stood_in(topic_corpus, derived_topics):
    inside = [sentences_of(load_segments(c), load_sentences(c)) for c in (topic_corpus, derived_topics)]
    sizes = [sorted(places.groupby("row").size()) for places in inside]
    assert sizes[0] == sizes[1]
    lengths = [load_sentences(c).text.str.split().str.len().groupby(load_sentences(c).article_id).agg(sorted) for c in
               (topic_corpus, derived_topics)]  # fmt: skip
    assert lengths[0].tolist() == lengths[1].tolist()


def test_no_two_neighbouring_words_of_a_text_stand_together_in_any_file(corpus, derived):
    """Every pair of neighbouring words of every text, but those of names that are passed on, sought in every line."""
    files = {p.name: p.read_text("utf-8") for p in derived.root.rglob("*") if p.is_file() and "build" not in p.parts}
    assert set(files) >= {"terms.csv", "le-pont.md", "README.txt", "agreed.csv", "codebook.toml"}
    titles = corpus.articles.title.tolist()
    for text in corpus.articles.text:
        for one, two in pairwise(words_of(text)):
            if f"{one} {two}" in {"Odile Marchais", "L Écho", "du Val"} or any(one in t and two in t for t in titles):
                continue
            for name, content in files.items():
                if name not in ("README.txt", "codebook.toml"):
                    assert not re.search(rf"\b{one}\W{{0,3}}\s\W{{0,3}}{two}\b", content), (name, one, two)


def test_no_order_tells_where_words_and_sentences_stood(topic_corpus, derived_topics):
    """The rank of a word in its segment's list says nothing of its place in the segment's text."""
    bags = {
        frozenset(zip(rows.term, rows["count"], strict=True)): rows.term.tolist()
        for _, rows in terms_of(derived_topics).groupby(["article_id", "segment_no"])
    }
    together = []
    for text in load_segments(topic_corpus).text:
        first = {word: place for place, word in reversed(list(enumerate(words_of(text))))}
        listed = bags[frozenset(count_words(text, lang="fr").items())]
        places = pd.Series([first[word] for word in listed]).rank().to_numpy()
        together.append(np.corrcoef(places, np.arange(len(places)))[0, 1])
    assert len(together) > 60
    assert abs(np.mean(together)) < 0.1


def test_a_segment_of_few_words_keeps_them_to_itself(tmp_path):
    (tmp_path / "c" / "articles").mkdir(parents=True)
    (tmp_path / "c" / "articles" / "a.txt").write_text("Le vieux pont de Valmont ferme samedi.\n", "utf-8")
    (tmp_path / "c" / "articles" / "b.txt").write_text("Le vieux pont de Valmont ferme samedi pour travaux.\n", "utf-8")
    write_derived(open_corpus(tmp_path / "c"), out=tmp_path / "d")
    back = open_corpus(tmp_path / "d")
    assert len(load_segments(back)) == 2
    # a holds vieux, pont, Valmont, ferme; b travaux too
    assert terms_of(back).groupby("article_id").size().to_dict() == {"b": 5}


def test_descriptions_private_names_and_titles_that_are_lines_stay_behind(tmp_path):
    folder = tmp_path / "c"
    (folder / "articles").mkdir(parents=True)
    (folder / "actors.toml").write_text(
        '[[actors]]\ncanonical = "Ana Sorel"\npublic = false\nvariants = ["A. Sorel"]\nrole = "sailor of the lake"\n'
        '\n[[actors]]\ncanonical = "Bo Lind"\n', "utf-8"
    )  # fmt: skip
    head = '---\ntitle: "Le vieux pont ferme"\nlang: fr\n---\n\n'
    (folder / "articles" / "a.md").write_text(
        f"{head}Le vieux pont ferme\n\n« Nous perdrons une saison entière », dit Ana Sorel.\n\n"
        "« Tout ira mieux ensuite », répond Bo Lind.\n",
        "utf-8",
    )
    (folder / "articles" / "b.md").write_text(
        "« Rien ne bouge sur le quai », dit un porte-parole de la mairie.\n", "utf-8"
    )
    corpus = open_corpus(folder)
    assert {"Ana Sorel", "Bo Lind"} < set(load_voices(corpus).voice)
    assert "described" in set(load_voices(corpus).voice_kind)
    write_derived(corpus, out=tmp_path / "d")
    back = open_corpus(tmp_path / "d")
    voices = load_voices(back)
    shown = {kind: set(voices.voice[voices.voice_kind == kind]) for kind in ("named", "described")}
    assert "Bo Lind" in shown["named"]
    assert {*shown["named"], *shown["described"]} == {"Bo Lind", "№ 1", "№ 2"}
    assert back.articles.title.tolist() == ["", ""]
    kept = "".join(p.read_text("utf-8") for p in (tmp_path / "d").rglob("*.[tcm][oLsd]*") if "terms" not in p.name)
    assert not [name for name in ("Sorel", "sailor", "porte-parole", "vieux") if name in kept]


def test_settings_are_written_as_toml_that_reads_the_same(tmp_path):
    import tomllib

    data = {"a": 'x "y" \\ \x7f\n', "n": [1, 2.5, True], "t": [{"k-1": "v", "in": {"de ep": ["é"]}}, {}]}
    write_toml(data, tmp_path / "x.toml")
    assert tomllib.loads((tmp_path / "x.toml").read_text("utf-8")) == data


def test_a_derived_corpus_can_be_derived_again(derived, tmp_path):
    export_corpus(derived, form="derived", out=tmp_path / "again")
    again = open_corpus(tmp_path / "again")
    pd.testing.assert_frame_equal(theme_shares(load_units(again), THEMES), theme_shares(load_units(derived), THEMES))
    assert len(load_random_sample(again)) == len(load_random_sample(derived))


def test_a_table_at_fault_is_named(corpus, tmp_path):
    write_derived(corpus, out=tmp_path / "d")
    (tmp_path / "d" / "derived" / "families.csv").write_text("article_id\nx\n", "utf-8")
    with pytest.raises(DossierError, match=r"families\.csv"):
        load_families(open_corpus(tmp_path / "d"))


def run_notebook(path, corpus, folder, monkeypatch, **parameters):
    """Run a notebook's cells here, and return all that it shows."""
    for name, value in {desk.FOLDER: folder, desk.PAGE: path.stem, desk.LANG: "en", desk.CORPUS: corpus.root}.items():
        monkeypatch.setenv(name, str(value))
    names, shown = {}, []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), path.name, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names |= {"CORPUS": corpus.root, **parameters}
        value = eval(compile(ast.Expression(last.value), path.name, "eval"), names) if last else None
        for part in value.tables() if hasattr(value, "tables") else [value]:
            bundle = part._repr_mimebundle_() if hasattr(part, "_repr_mimebundle_") else {}
            shown.append(str(bundle.get(MIME, "")) + str(bundle.get("text/html", "")))
    return "\n".join(shown)


def test_all_notebooks_run_with_the_same_findings_and_show_no_four_words(corpus, derived, tmp_path, monkeypatch):
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    assert len(paths) == 7
    said = ""
    for path in paths:
        theme = {"THEME": "noise" if path.stem.startswith("45") else "", "TOPICS": None, "MIN_SENTENCES": 1}
        run_notebook(path, corpus, tmp_path / "text", monkeypatch, **theme)
        said += run_notebook(path, derived, tmp_path / "none", monkeypatch, **theme)
    ours, theirs = (
        {p.name: p.read_bytes() for p in (tmp_path / name / "findings").glob("*.csv")} for name in ("text", "none")
    )
    assert set(ours) == set(theirs)
    # Words are not there, nor a title that is a line of its text; a number stands for a voice without a name.
    differ = {"noise-words.csv", "articles.csv", "noise-voices.csv", "statements.csv"}
    assert {name for name in ours if ours[name] != theirs[name]} <= differ
    assert_no_run(said + "".join(content.decode() for content in theirs.values()), corpus)


def assert_no_run(written, corpus, *, length=4):
    """No `length` words of a text stand in a row in what is `written`; names and titles are facts and may."""
    plain = " ".join(words_of(re.sub("<[^>]*>", " ", written)))
    for title in [*corpus.articles.title, *corpus.articles.outlet]:
        plain = plain.replace(" ".join(words_of(title)) or "\0", " . ")
    for text in load_sentences(corpus).text:
        words = words_of(text)
        for at in range(len(words) - length + 1):
            assert f" {' '.join(words[at : at + length])} " not in plain


def test_pages_are_built_and_say_that_texts_are_not_passed_on(corpus, derived, tmp_path):
    assert build_reports(derived.root, out=tmp_path / "r", only=["theme-noise"]) > 3
    pages = {p.relative_to(tmp_path / "r").as_posix(): p.read_text("utf-8") for p in (tmp_path / "r").rglob("*.html")}
    assert not [name for name in pages if name.startswith("articles/")]
    assert "derived corpus" in pages["methods.html"]
    assert [name for name in pages if name.startswith("evidence/") and "text not shown" in pages[name]]
    assert "text not shown" in pages["theme-noise.html"]
    others = [p.read_text("utf-8") for p in (tmp_path / "r").rglob("*") if p.suffix in {".csv", ".svg"}]
    assert_no_run("\n".join([*pages.values(), *others]), corpus)
