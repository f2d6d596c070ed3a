#!/usr/bin/env python3
"""
Set Dossier up and run it, with nothing but Python: the same on Linux, macOS and Windows.

    python3 bootstrap.py reports [--corpus DIR ...]   set up, run every notebook, write the reports
    python3 bootstrap.py test                         set up, run the whole test suite
    python3 bootstrap.py lab                          set up, open JupyterLab on the notebooks
    python3 bootstrap.py check                        set up, run lint, types and form checks
    python3 bootstrap.py bench                        set up, measure quality and speed
    python3 bootstrap.py env                          set up only

The environment is ``.venv`` beside this file, filled from a lock file with hashes, then the project
itself, editable. It is left alone while the lock file and ``pyproject.toml`` stay as they are.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")


def main(arguments: list[str]) -> int:
    """Run one task and return its exit code."""
    if not arguments or arguments[0] not in TASKS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    task, *rest = arguments
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        here = ".".join(map(str, sys.version_info[:2]))
        print(
            f"Dossier runs on Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and this is {here}: install one of those, "
            f"then run 'python3.12 bootstrap.py {task}'.",
            file=sys.stderr,
        )
        return 1
    try:
        set_up(dev=task in {"test", "check", "bench"})
        return TASKS[task](rest)
    except subprocess.CalledProcessError as fault:
        print(f"The set-up stopped at: {' '.join(map(str, fault.cmd))}", file=sys.stderr)
        return fault.returncode or 1
    except KeyboardInterrupt:
        return 130


def set_up(*, dev: bool) -> None:
    """Make ``.venv`` agree with the lock file (the one with test tools if `dev`), unless it already does."""
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()).hexdigest()
    stamp = VENV / f".{lock.stem}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    print(f"Installing {lock.name} (a few minutes the first time) …", flush=True)
    # Two calls: an editable install cannot be part of a hash-checked one.
    subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "-e", str(ROOT)], check=True)
    stamp.write_text(wanted)


def build(rest: list[str]) -> int:
    """Run the notebooks and write the reports; further arguments go to ``dossier build``."""
    return subprocess.call([str(PYTHON), "-m", "dossier", "build", *rest])


def test(rest: list[str]) -> int:
    """Run the test suite; further arguments go to pytest."""
    return subprocess.call([str(PYTHON), "-m", "pytest", *rest], cwd=ROOT)


def lab(rest: list[str]) -> int:
    """Open JupyterLab."""
    return subprocess.call([str(PYTHON), "-m", "dossier", "lab", *rest])


def check(rest: list[str]) -> int:
    """Run lint, types, the form tests and the check of the default corpus; say which of them failed."""
    tools: dict[str, list[str]] = {
        "ruff check": ["ruff", "check", "lib", "bench", "bootstrap.py"],
        "ruff format": ["ruff", "format", "--check", "lib", "bench", "bootstrap.py"],
        "mypy": ["mypy"],
        "form tests": ["pytest", "lib/tests/test_form.py", "lib/tests/test_notebooks.py", "lib/tests/test_corpus.py"],
        "corpus": ["dossier", "check"],
    }
    failed = [name for name, tool in tools.items() if subprocess.call([str(PYTHON), "-m", *tool, *rest], cwd=ROOT)]
    print("make check: " + (f"failed: {', '.join(failed)}" if failed else "all well"))
    return 1 if failed else 0


def bench(rest: list[str]) -> int:
    """Measure quality and speed beside the rivals; further arguments go to ``bench/run.py``."""
    return subprocess.call([str(PYTHON), str(ROOT / "bench" / "run.py"), *rest], cwd=ROOT)


def stop_there(rest: list[str]) -> int:
    """Do nothing more: the set-up was the task."""
    return 2 if rest else 0


TASKS = {"env": stop_there, "reports": build, "test": test, "lab": lab, "check": check, "bench": bench}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
