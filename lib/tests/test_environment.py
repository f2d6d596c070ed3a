"""pyproject.toml is the one truth: environment.yml and the lock files must agree with it."""

import re
import tomllib

import yaml
from packaging.requirements import Requirement

from dossier.paths import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
CONDA = yaml.safe_load((REPOSITORY / "environment.yml").read_text("utf-8"))
FIVE = {"pandas", "matplotlib", "jupyterlab", "scikit-learn", "nbconvert"}


def test_conda_holds_the_five_at_the_floors_of_pyproject_then_the_project():
    *packages, pip = CONDA["dependencies"]
    named = {Requirement(p).name: str(Requirement(p).specifier) for p in packages if not p.startswith("python=")}
    floors = {Requirement(d).name: str(Requirement(d).specifier) for d in PROJECT["dependencies"]}
    assert set(named) - {"pip"} == FIVE
    assert {name: floors[name] for name in FIVE} == {name: named[name] for name in FIVE}
    assert pip == {"pip": ["-e ."]}


def test_conda_python_is_one_that_pyproject_allows():
    python = next(p for p in CONDA["dependencies"] if str(p).startswith("python=")).removeprefix("python=")
    assert Requirement(f"x{PROJECT['requires-python']}").specifier.contains(python)
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]


def _locked(name: str) -> dict[str, str]:
    text = (REPOSITORY / name).read_text("utf-8")
    assert "--hash=sha256:" in text and "://" not in text
    return {m[1].lower(): m[2] for m in re.finditer(r"^([\w.-]+)==([\w.!+]+)", text, flags=re.M)}


def test_locks_hold_every_dependency_within_its_bounds_and_agree():
    runtime, dev = _locked("requirements.lock"), _locked("requirements-dev.lock")
    extras = PROJECT["optional-dependencies"]
    for lock, wanted in ((runtime, [*PROJECT["dependencies"], *extras["formats"]]), (dev, extras["dev"])):
        for line in wanted:
            requirement = Requirement(line)
            assert requirement.specifier.contains(lock[requirement.name.lower()]), line
    assert runtime.items() <= dev.items()


def test_no_copyleft_package_is_needed_to_run():
    assert not {"krippendorff", "pymupdf", "netgraph", "igraph"} & set(_locked("requirements.lock"))
