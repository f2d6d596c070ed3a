"""A researcher at the desks: a real JupyterLab in Chromium, typed at, its kernel killed, opened again."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pandas as pd
import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from dossier.annotations import read_marks, write_marks
from dossier.corpus import open_corpus
from dossier.lab import lab_command, lab_environment
from dossier.paths import NOTEBOOKS
from dossier.themes import load_units
from dossier.topics import load_topics

WAIT = 60_000  # milliseconds: the machine may be busy
CODES = ["1t", "0", "2o", "1m 2t", "0", "1t", "0", "2m @Ada Blum", "0", "1o"]
RULES = ["label", "button-name", "select-name", "aria-valid-attr", "duplicate-id-aria", "scrollable-region-focusable"]
TEXT = {"t": "threat", "o": "opportunity", "m": "mixed"}


@pytest.fixture
def lab(ferry: Path, notebook: Path, tmp_path: Path):
    """A lab on a copy of the notebook and the made-up corpus; yields its address and its process."""
    load_topics(open_corpus(ferry))
    load_units(open_corpus(ferry))  # derived tables stand before the kernel asks for them
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("RUNTIME", "CONFIG", "DATA")}
    own |= {f"JUPYTERLAB_{name}_DIR": str(tmp_path / name.lower()) for name in ("SETTINGS", "WORKSPACES")}
    command = lab_command(browser=False, notebooks=notebook.parent, root=tmp_path)
    command[-1:-1] = ["--allow-root", f"--ServerApp.port={port}", "--IdentityProvider.token=ferry"]
    with (tmp_path / "lab.log").open("w") as log:
        process = subprocess.Popen(command, env=lab_environment(ferry) | own, stdout=log, stderr=log)
        try:
            _await_server(f"http://127.0.0.1:{port}/api")
            yield f"http://127.0.0.1:{port}/lab/tree/notebooks/60-explore.ipynb?token=ferry", process
        finally:
            process.terminate()
            process.wait(timeout=30)


def _await_server(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("JupyterLab did not start")


def _run_all(page) -> None:
    """Run every cell; once more if the desks do not come, as when the kernel was not yet listening."""
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=WAIT)
    page.get_by_text("| Idle").wait_for(timeout=WAIT)
    name = page.get_by_label("Your name", exact=True)
    for _ in range(2):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            name.wait_for(timeout=WAIT)
            return
        except TimeoutError:
            page.keyboard.press("Escape")
    pytest.fail("the desks did not come")


def _type(page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def _await(page, told: str) -> None:
    """Wait until a desk's status says it."""
    page.locator("[role=status] p", has_text=told).wait_for(timeout=WAIT)


def _kernels(process: subprocess.Popen) -> list[int]:
    children = psutil.Process(process.pid).children(recursive=True)
    alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
    return [child.pid for child in alive if "ipykernel" in " ".join(child.cmdline())]


def _kill_kernel(process: subprocess.Popen) -> None:
    """Kill the kernel as a crash would, and wait until the server has started another."""
    (kernel,) = _kernels(process)
    os.kill(kernel, signal.SIGKILL)
    for _ in range(150):
        if [other for other in _kernels(process) if other != kernel]:
            return
        time.sleep(0.2)
    pytest.fail("JupyterLab did not start another kernel")


@pytest.mark.browser
@pytest.mark.slow
def test_search_read_code_ten_sentences_and_lose_nothing(browser, lab, ferry, notebook):
    address, process = lab
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    _run_all(page)

    _type(page, "Search", "horn")
    _await(page, "2 sentences of 14")
    _type(page, "Search", "/horn[^s]/")
    _await(page, "1 sentence of 14")
    page.get_by_role("button", name="Clear all").press("Enter")
    _await(page, "14 sentences of 14")
    _type(page, "Outlet", "Pier Post")
    _await(page, "5 sentences of 14")
    assert page.get_by_label("As code", exact=True).input_value() == "filter_units(units, Filter(outlet='Pier Post'))"
    page.get_by_role("button", name="Pier Post, 2023, 3").focus()
    page.keyboard.press("Enter")
    page.locator(".dsr .art .here", has_text="A horn was stolen from the museum.").wait_for(timeout=WAIT)
    page.get_by_role("button", name="Back to what was found").press("Enter")
    page.get_by_role("button", name="Pier Post, 2023, 3").wait_for(timeout=WAIT)

    _type(page, "Your name", "ada")
    _await(page, "No sentence coded yet in ada.csv.")
    page.get_by_label("Code", exact=True).click()
    for done, code in enumerate(CODES, start=1):
        page.keyboard.type(code)
        page.keyboard.press("Enter")
        _await(page, f"{done} sentence{'s' if done > 1 else ''} coded in ada.csv.")
    page.keyboard.type("u")
    page.keyboard.press("Enter")
    _await(page, "9 sentences coded in ada.csv.")
    page.keyboard.type(CODES[-1])
    page.keyboard.press("Enter")
    _await(page, "10 sentences coded in ada.csv.")
    _merge_with_another(page, ferry)
    faults = Axe().run(page, context=".widget-vbox", options={"runOnly": RULES}).response["violations"]
    assert not [(fault["id"], node["html"][:120]) for fault in faults for node in fault["nodes"]]
    _save(page, notebook)
    assert notebook.read_bytes() == (NOTEBOOKS / notebook.name).read_bytes()  # stored without outputs
    _kill_kernel(process)

    marks = read_marks(ferry / "annotations" / "ada.csv")
    said = [
        " ".join(sorted(f"{row.theme}:{row.stance}" for row in group.itertuples() if row.theme))
        for _, group in marks.sort_values("coded_at", kind="stable").groupby("coded_at")
    ]
    assert said == [_say(code) for code in CODES]
    assert marks.loc[marks.voice != "", "voice"].tolist() == ["Ada Blum"]

    page.reload()
    _run_all(page)
    _type(page, "Your name", "ada")
    _await(page, "10 sentences coded in ada.csv.")
    assert not [url for url in asked if not url.startswith((address.split("/lab")[0], "data:", "blob:"))]
    page.close()


def _merge_with_another(page, ferry: Path) -> None:
    """Merge with a second coder who says the same of all sentences but one."""
    marks = read_marks(ferry / "annotations" / "ada.csv")
    kept = marks[marks.theme != "work"].assign(coder="ben")
    write_marks(pd.concat([kept, marks[marks.theme == "work"].assign(coder="ben", stance="mixed")]),
                ferry / "annotations" / "ben.csv")  # fmt: skip
    _type(page, "First coder", "ada")
    _type(page, "Second coder", "ben")
    page.get_by_role("button", name="Merge into agreed.csv").press("Enter")
    _await(page, "Merged; 3 sentences are left to settle")
    agreed = read_marks(ferry / "annotations" / "agreed.csv")
    assert len(agreed[["article_id", "sentence_no"]].drop_duplicates()) == 7


def _save(page, notebook: Path) -> None:
    before = notebook.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    for _ in range(150):
        if notebook.stat().st_mtime_ns != before:
            return
        time.sleep(0.2)
    pytest.fail("the notebook was not saved")


def _say(code: str) -> str:
    themes = {"1": "work", "2": "noise"}
    parts = code.split(" @", maxsplit=1)[0].split()
    return " ".join(sorted(f"{themes[part[0]]}:{TEXT[part[1]]}" for part in parts if part != "0"))
