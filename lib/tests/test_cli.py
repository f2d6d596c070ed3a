"""Exit codes and messages of the command line, as other programs rely on them."""

import subprocess
import sys
import time

import pytest

from dossier import cli, commands
from dossier.errors import DossierError


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (DossierError("no text.", path="a.csv", line=3), 1, "a.csv:3: no text."),
        (KeyboardInterrupt(), 130, "interrupted"),
        (FileNotFoundError(2, "No such file", "gone.csv"), 1, "gone.csv"),
        (ZeroDivisionError("division"), 3, "our fault"),
    ],
)
def test_faults_become_exit_codes(monkeypatch, capsys, raised, code, said):
    def run(_arguments):
        raise raised

    monkeypatch.setattr(commands, "_run_check", run)
    assert cli.main(["check"]) == code
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["dance"], ["topics", "x.csv"], ["code", "x.csv", "--text", "t"]])
def test_wrong_usage_ends_with_2(words):
    with pytest.raises(SystemExit) as stop:
        cli.main(words)
    assert stop.value.code == 2


def test_labels_and_learn_from_go_together(capsys):
    assert cli.main(["code", "x.csv", "--text", "t", "--labels", "A", "-o", "o.csv"]) == 2
    assert "--learn-from" in capsys.readouterr().err


def test_help_answers_without_heavy_imports():
    code = "import sys, dossier.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\n"
    code += "print(sorted({'pandas', 'numpy', 'sklearn', 'matplotlib'} & set(sys.modules)))"
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]"), f"after {time.perf_counter() - started:.2f} s: {done.stdout[-200:]}"
