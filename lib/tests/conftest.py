"""What several test modules share: a Chromium, and the folder of real articles where there is one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, and no clock: the machine may be busy.
settings.register_profile("dossier", deadline=None, derandomize=True)
settings.load_profile("dossier")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium. Where none is found the test is skipped, or fails if DOSSIER_REQUIRE_BROWSER is set."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("DOSSIER_REQUIRE_BROWSER"):
            pytest.fail(f"no browser found: install one of {', '.join(BROWSERS)}")
        pytest.skip(f"no browser found (looked for {', '.join(BROWSERS)})")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def real_articles() -> Path:
    """The folder of real press pages that DOSSIER_REAL_ARTICLES names; the pages are never part of the project."""
    named = os.environ.get("DOSSIER_REAL_ARTICLES")
    if not named:
        pytest.skip("DOSSIER_REAL_ARTICLES names no folder of real articles")
    folder = Path(named)
    if not any(folder.glob("*.txt")):
        pytest.fail(f"DOSSIER_REAL_ARTICLES: {folder} holds no .txt")
    return folder
