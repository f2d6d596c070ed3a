"""The form of the notebooks: a question, one import cell, one parameters cell, short cells, words after figures."""

import ast
import itertools
import json
import re
import statistics
from pathlib import Path

import pytest

from dossier.codebook import load_codebook
from dossier.paths import DEFAULT_CORPUS, NOTEBOOKS, REPOSITORY

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
EXPECTED = ["10-corpus", "20-agreement", "30-topics", "40-themes", "45-theme", "50-voices", "60-explore"]
FIGURES = re.compile(
    r"\b(share_bars|stance_bars|stacked_bars|time_lines|matrix_heat|dumbbell|dot_map|network_map|draw_\w+)\("
)
READS = re.compile(r"\b(read_|answer_|trust_|note_)\w*\(")


def _cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [cell | {"text": "".join(cell["source"])} for cell in cells]


def _code(path: Path) -> list[dict]:
    return [cell for cell in _cells(path) if cell["cell_type"] == "code"]


def test_the_seven_notebooks_are_there():
    assert [p.stem for p in PATHS] == EXPECTED


@pytest.fixture(params=PATHS, ids=lambda p: p.stem)
def path(request) -> Path:
    return request.param


def test_stored_without_outputs_or_counters(path):
    assert not [c["id"] for c in _code(path) if c["outputs"] or c["execution_count"]]


def test_opens_with_a_question_and_ends_with_limits(path):
    prose = [c["text"] for c in _cells(path) if c["cell_type"] == "markdown"]
    assert re.match(r"# .*\?", prose[0])
    assert prose[-1].startswith("## Limits")


def test_imports_only_in_the_first_code_cell_and_parameters_in_the_second(path):
    first, second, *rest = _code(path)
    assert all(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.parse(first["text"]).body)
    assert "parameters" in second["metadata"]["tags"]
    for node in ast.parse(second["text"]).body:
        assert isinstance(node, ast.Assign) and node.targets[0].id.isupper()
    for cell in rest:
        kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Lambda)
        assert not [n for n in ast.walk(ast.parse(cell["text"])) if isinstance(n, kinds)], cell["id"]


def test_cells_are_short(path):
    lengths = [c["text"].count("\n") + 1 for c in _code(path)[2:]]
    assert max(lengths) <= 15 and statistics.median(lengths) <= 4


def test_every_imported_name_is_used(path):
    first, *rest = _code(path)
    names = {alias.asname or alias.name for node in ast.parse(first["text"]).body for alias in node.names}
    used = {n.id for cell in rest for n in ast.walk(ast.parse(cell["text"])) if isinstance(n, ast.Name)}
    assert names <= used, names - used


def test_the_answer_comes_before_the_first_step_and_figures_are_read(path):
    cells = _cells(path)
    answer = next(i for i, c in enumerate(cells) if c["cell_type"] == "code" and "answer_" in c["text"])
    assert not [c for c in cells[1:answer] if c["cell_type"] == "markdown"]
    unread = []
    for i, cell in enumerate(cells):
        if cell["cell_type"] == "code" and FIGURES.search(cell["text"]):
            section = [c["text"] for c in cells[i:]]
            stop = next((j for j, text in enumerate(section) if text.startswith("## ")), len(section))
            if not any(READS.search(text) for text in section[:stop]):
                unread.append(cell["id"])
    assert not unread


def test_no_path_of_a_machine_no_shell_no_silenced_warning(path):
    text = "\n".join(c["text"] for c in _cells(path))
    assert not re.search(r"(?<![\w.])/(?:home|work|root|Users|tmp)/|[A-Z]:\\\\|^[!%]|filterwarnings", text, flags=re.M)


def test_headings_step_down_one_at_a_time(path):
    levels = [
        len(m[1]) for c in _cells(path) if c["cell_type"] == "markdown" for m in [re.match(r"(#+) ", c["text"])] if m
    ]
    assert levels.count(1) == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_default_theme_is_in_the_codebook_and_readme_lists_the_notebook(path):
    themes = {theme.key for theme in load_codebook(DEFAULT_CORPUS / "codebook.toml").themes}
    for cell in _code(path):
        named = re.search(r'^THEME = "(\w+)"', cell["text"], flags=re.M)
        assert not named or named[1] in themes
    assert f"`{path.stem}`" in (REPOSITORY / "README.md").read_text("utf-8")
