"""The form that the house keeps: sizes, docstrings, one-way imports, nothing of one controversy in the package."""

import ast
import statistics
from pathlib import Path

import pytest

from dossier.paths import PACKAGE, REPOSITORY
from dossier.strings import load_catalogue

MODULES = sorted(p for p in PACKAGE.rglob("*.py"))
# Rooms from left to right: each may import only what stands before it.
ROOMS = [
    {"errors", "paths", "schema", "strings", "handed", "store", "progress"}, {"readers", "corpus"}, {"sentences"},
    {"reuse"},
    {"voices"}, {"codebook"}, {"annotations", "agreement"}, {"encoder"}, {"coding"}, {"topics"},
    {"estimates", "debate"}, {"holdings", "themes"}, {"findings", "figures"}, {"explorer"}, {"readings"},
    {"pages", "exports"}, {"checks", "commands", "cli", "lab", "__main__"},
]  # fmt: skip


def _functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def _body_lines(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return body[-1].end_lineno - body[0].lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_module_keeps_to_the_sizes(path: Path):
    source = path.read_text("utf-8")
    assert source.count("\n") <= 300, "a module has at most 300 lines: split it by the reader's question"
    tree = ast.parse(source)
    long = [f.name for f in _functions(tree) if _body_lines(f) > 60]
    assert not long, f"functions over 60 lines: {long}"
    assert ast.get_docstring(tree), "a module says what it answers"


def test_functions_are_short_in_the_median():
    lengths = [_body_lines(f) for path in MODULES for f in _functions(ast.parse(path.read_text("utf-8")))]
    assert statistics.median(lengths) <= 10


def test_public_functions_and_classes_have_docstrings():
    bare = []
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                bare.append(f"{path.name}:{node.lineno} {node.name}")
    assert not bare


def _imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and not n.level}
    names |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return {name.split(".")[1] for name in names if name.startswith("dossier.")}


def test_each_room_imports_only_rooms_to_its_left():
    place = {room: i for i, rooms in enumerate(ROOMS) for room in rooms}
    wrong = []
    for path in MODULES:
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        wrong += [f"{room} imports {other}" for other in _imports_of(path) if place[other] > place[room]]
    assert not sorted(set(wrong))


def test_strings_are_complete_in_both_languages():
    english, french = load_catalogue("en"), load_catalogue("fr")
    english = {k: v for k, v in english.items() if not k.startswith("notebooks.")}
    french = {k: v for k, v in french.items() if not k.startswith("notebooks.")}
    assert set(english) == set(french)
    for key, value in english.items():
        assert _placeholders(value) == _placeholders(french[key]), key


def _placeholders(entry: object) -> set[str]:
    import string

    texts = list(entry.values()) if isinstance(entry, dict) else [str(entry)]
    named = {name.split(".")[0] for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}
    return named - {"n"} if isinstance(entry, dict) else named


def test_nothing_of_the_first_controversy_is_written_in_the_package():
    subject = ("cinema", "cinéma", "hollywood", "artificial intelligence", "intelligence artificielle", "doublage")
    files = [p for p in PACKAGE.rglob("*") if p.suffix in {".py", ".toml", ".j2", ".css", ".js"}]
    found = [f"{p.name}: {word}" for p in files for word in subject if word in p.read_text("utf-8").lower()]
    assert not found


def test_readme_tree_names_every_top_level_file():
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    missing = [p.name for p in REPOSITORY.iterdir() if not p.name.startswith(".") and f"{p.name}" not in readme]
    assert not [name for name in missing if name not in {"build", "reports"} and not name.endswith(".egg-info")]
