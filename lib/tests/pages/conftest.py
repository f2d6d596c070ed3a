# ruff: noqa: E501 - the cells of the toy notebooks are longer than a line of code
"""A small made-up corpus about a tram line, and toy notebooks that use every kind of figure."""

from pathlib import Path

import nbformat
import pytest

ARTICLES = {
    "echo-tram": ("own", "L'Écho du Val", "2024-03-02", "fr",
                  "Le tram passera par la place. Les marchands craignent le chantier.\n\n"
                  "« Nous perdrons deux saisons », dit Odile Marchais. La mairie promet une aide."),
    "valley-tram": ("open", "Valley Post", "2024-05", "en",
                    "The tram will cross the square. Traders fear the works.\n\nThe town promises help to all of them."),
    "gazette-tram": ("restricted", "Gazette de Sorbier", "2023", "fr",
                     "Le conseil a voté le tracé. Une élue s'y oppose. Un riverain applaudit. Le budget double. "
                     "Les arbres seront replantés. Le stade sera desservi par deux navettes les soirs de match seulement. "
                     "Une enquête publique est ouverte en mairie pour un mois entier. La ligne ouvrira avec un an de retard au moins."),
}  # fmt: skip
HOSTILE_TITLE = "</title></script><script>window.ran=1</script>\u202e=1+1 " + "x" * 10_000
HOSTILE_TEXT = (
    "<img src=x onerror=window.ran=2> ouvre la séance. </script><script>window.ran=3</script> Voilà la fin.\n\n"
    "[lien](javascript:window.ran=4) mène nulle part. {{ 7*7 }} et $\\frac{1}{2}$ restent du texte."
)


def write_article(
    folder: Path, name: str, rights: str, outlet: str, date: str, lang: str, text: str, title: str = ""
) -> None:
    shown = (title or f"Le tram, {name}").replace('"', "'")
    head = f'id: {name}\ntitle: "{shown}"\noutlet: "{outlet}"\npublished: {date}\nlang: {lang}\nrights: {rights}\n'
    (folder / "articles" / f"{name}.md").write_text(f"---\n{head}---\n\n{text}\n", "utf-8")


def make_corpus(folder: Path, *, hostile: bool = False) -> Path:
    (folder / "articles").mkdir(parents=True)
    (folder / "corpus.toml").write_text('title = "Un tram sur la place"\ncomposition = "collected"\n', "utf-8")
    for name, row in ARTICLES.items():
        write_article(folder, name, *row)
    if hostile:
        write_article(folder, "mechant", "own", "=HYPERLINK('x')<script>window.ran=5</script>", "2024", "fr", HOSTILE_TEXT,
                      title=HOSTILE_TITLE)  # fmt: skip
    return folder


CORPUS_CELLS = [
    ("md", "# What has been read?\n\nA question and its answer."),
    ("code", "from dossier.corpus import open_corpus\nfrom dossier.figures import share_bars, show_sentences, show_table\n"
             "from dossier.findings import record, say\nfrom dossier.sentences import load_sentences\n"
             "from dossier.strings import Words"),
    ("parameters", 'CORPUS = None  # folder\nREPORT_LANG = "en"  # reader\nTOP = 3  # outlets shown'),
    ("code", "corpus, words = open_corpus(CORPUS), Words(REPORT_LANG)\nsentences = load_sentences(corpus)\n"
             'placed = sentences[sentences.dropped == ""].merge(corpus.articles[["article_id", "outlet"]])'),
    ("code", 'counts = placed.groupby("outlet").size().rename("n").reset_index()\n'
             'by_outlet = record(counts, "sentences-by-outlet", rows=placed[["outlet", "article_id", "sentence_no"]],\n'
             '                   title="Sentences by outlet", description="Kept sentences.")'),
    ("code", 'say(words, "findings.unit_sentences", role="answer", n=by_outlet.link(None, len(placed)))'),
    ("md", "## Which outlets?\n\nA bar an outlet. <script>window.ran=6</script>"),
    ("code", 'share_bars(by_outlet, value="n", title="Outlets differ", words=words, subtitle="Sentences")'),
    ("code", 'say(words, "findings.unit_sentences", role="reading", n=by_outlet.link(counts.iloc[0], int(counts.n[0])))'),
    ("md", "## What do they say?"),
    ("code", "show_sentences(placed.head(6), articles=corpus.articles, sentences=sentences, words=words)"),
    ("code", 'show_table(corpus.articles[["title", "outlet"]], words=words, caption="Titles")'),
    ("code", 'corpus.articles[["title"]]'),
    ("code", 'show_table(sentences[["article_id", "text"]], words=words, caption="A text column")'),
]  # fmt: skip
MORE_CELLS = [
    ("md", "# Which words?"),
    ("code", "import pandas as pd\nfrom dossier.corpus import open_corpus\n"
             "from dossier.figures import dot_map, dumbbell, matrix_heat, network_map, stacked_bars, time_lines\n"
             "from dossier.findings import record\nfrom dossier.strings import Words"),
    ("parameters", 'CORPUS = None\nREPORT_LANG = "en"'),
    ("code", "articles, words = open_corpus(CORPUS).articles, Words(REPORT_LANG)\n"
             'rows = articles[["outlet", "lang", "article_id"]]\n'
             'table = rows.groupby(["outlet", "lang"]).size().rename("n").reset_index()\n'
             'pairs = record(table, "articles-by-outlet-and-lang", rows=rows, title="Articles by outlet and language")'),
    ("code", 'matrix_heat(pairs, row="outlet", column="lang", value="n", title="Who writes in what", words=words, lead=True)'),
    ("code", 'stacked_bars(pairs, row="outlet", part="lang", title="Parts add up", words=words, name="parts")'),
    ("code", 'dumbbell(pairs, row="outlet", part="lang", value="n", title="Two languages", words=words, name="two")'),
    ("code", 'years = articles.assign(period=articles.published_date.str[:4]).groupby("period").size().rename("n").reset_index()\n'
             'time_lines(years, value="n", title="By year", words=words, name="years", events=[("2023-06-01", "Vote")])'),
    ("code", 'places = table.assign(x=range(len(table)), y=range(len(table)))\n'
             'dot_map(places, label="outlet", size="n", title="A map", words=words, name="map")'),
    ("code", 'ties = pd.DataFrame({"source": table.outlet[:2], "target": table.outlet[1:3].values, "weight": [1, 2]})\n'
             'network_map(table.drop_duplicates("outlet"), ties, node="outlet", title="A net", words=words, name="net")'),
]  # fmt: skip


def make_notebooks(folder: Path, **cells: list[tuple[str, str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for stem, parts in (cells or {"10-corpus": CORPUS_CELLS, "30-words": MORE_CELLS}).items():
        notebook = nbformat.v4.new_notebook()
        for number, (kind, source) in enumerate(parts, start=1):
            make = nbformat.v4.new_markdown_cell if kind == "md" else nbformat.v4.new_code_cell
            cell = make(source, id=f"c{number:03d}")
            if kind == "parameters":
                cell.metadata["tags"] = ["parameters"]
            notebook.cells.append(cell)
        nbformat.write(notebook, folder / f"{stem}.ipynb")
    return folder


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A hostile corpus folder and its reports, built once."""
    from dossier.pages.build import build_reports

    base = tmp_path_factory.mktemp("été au tram")
    root = make_corpus(base / "corpus", hostile=True)
    build_reports(root, notebooks=make_notebooks(base / "notebooks"))
    return root, root / "reports"
