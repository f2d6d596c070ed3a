"""
One command from a corpus folder to its reports.

What has not changed is not run again; all pages are made beside the old reports and take their place
together; a fault or Ctrl-C on the way leaves the old ones as they were.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dossier.codebook import load_codebook
from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.findings.cells import write_safe_csv
from dossier.pages.actors import INDEX, link_voices, portrait_lists, portrait_pages
from dossier.pages.articles import article_pages
from dossier.pages.body import Body
from dossier.pages.changes import compare_findings, tell_changes
from dossier.pages.crew import run_orders
from dossier.pages.evidence import Recorded, evidence_pages, needs_csv
from dossier.pages.execute import Order
from dossier.pages.frame import Page, Site, dress
from dossier.pages.gathering import gather_findings, place_findings, read_bodies
from dossier.pages.index import index_page
from dossier.pages.material import Material, load_material
from dossier.pages.methods import Provenance, methods_page
from dossier.pages.plan import Job, build_key, choose_jobs, corpus_digest, job_key, list_jobs, package_versions
from dossier.pages.redaction import make_redactor
from dossier.pages.sharing import find_twins, share_links
from dossier.pages.single import NAME as SINGLE
from dossier.pages.single import single_page
from dossier.pages.staging import is_whole, refuse_foreign, staged, write_marker, write_zip
from dossier.pages.tables import missing_tables, write_tables
from dossier.paths import DEFAULT_CORPUS, NOTEBOOKS, build_dir, reports_dir
from dossier.strings import Words, load_catalogue

_KEPT_RUNS = 3


def build_reports(
    corpus_root: Path | str | None = None,
    *,
    out: Path | None = None,
    only: Sequence[str] | None = None,
    report_lang: str = "en",
    notebooks: Path = NOTEBOOKS,
    single_file: bool = False,
    tables: Sequence[str] = (),
) -> int:
    """
    Execute the notebooks on a corpus and write its reports.

    Parameters
    ----------
    corpus_root : Path or str, optional
        The corpus folder; the repository's where not given.
    out : Path, optional
        Folder of the reports; by default ``reports/`` for the repository's corpus, ``<corpus>/reports`` else.
        Replaced only where it is empty or carries our marker.
    only : sequence of str, optional
        Run just these notebooks (``30-topics``) or pages (``theme-jobs``); others are shown as last run, if
        they stand there unchanged, and left out else.
    report_lang : "en" or "fr"
        The reader's language.
    notebooks : Path
        Folder of the notebooks.
    single_file : bool
        Whether to write the whole report as one HTML file too: ``report.html``.
    tables : sequence of "tex" or "docx"
        Forms in which the tables of the findings are written too, below ``tables/``.

    Returns
    -------
    int
        Number of pages written; 0 where nothing had changed.

    Raises
    ------
    DossierError
        If the corpus is at fault, a notebook fails, or `out` is a folder of something else.
    """
    root = Path(corpus_root or DEFAULT_CORPUS).resolve()
    target = (out or reports_dir(root)).absolute()
    refuse_foreign(target)
    if not root.is_dir():
        raise DossierError(
            "there is no such corpus folder: make one with 'dossier new' or 'dossier import'.", path=root
        )
    jobs = list_jobs(_theme_keys(root), folder=notebooks)
    chosen, corpus = choose_jobs(jobs, only), corpus_digest(root)
    keys = {job.page: job_key(job, corpus=corpus, lang=report_lang) for job in jobs}
    runs = _runs_folder(root)
    shown = [job for job in jobs if job in chosen or _is_run(runs, job, keys)]
    key = build_key(shown, corpus=corpus, lang=report_lang)
    lacking = missing_tables(target, tables) or (single_file and not (target / SINGLE).is_file())
    if is_whole(target, key) and not lacking:
        _tell(f"Nothing has changed: {_short_path(target)}/index.html stands.")
        return 0
    words, opened, begun = Words(report_lang), open_corpus(root), time.monotonic()
    _tell(f"{len(opened.articles)} articles")
    material = load_material(opened, words, coded=any(job.needs_codes for job in shown), tell=_tell)
    _tell(f"{len(material.sentences)} sentences ready  {time.monotonic() - begun:.1f} s")
    _run_missing(chosen, runs, keys, corpus=root, lang=report_lang)
    settings = opened.settings
    provenance = Provenance(
        fingerprint=opened.fingerprint,
        corpus_digest=corpus,
        report_key=key,
        versions=package_versions(),
        settings={k: getattr(settings, k) for k in ("composition", "base", "query", "dates", "exclusions", "note")},
        codebook=_codebook_name(root),
    )
    with staged(target) as stage:
        done = [(job, _run_folder(runs, job, keys)) for job in shown]
        bodies = read_bodies(done, words)
        recorded = place_findings(gather_findings(done, stage), bodies, words)
        n_pages = _write_pages(stage, bodies, recorded, material, provenance, words)
        changes = compare_findings(target / "findings", stage / "findings") if target.is_dir() else None
        write_zip(stage, "report.zip")
        if tables:
            write_tables(stage, forms=tables, titles={r.name: r.title for r in recorded}, words=words)
        if single_file:
            _write_single(stage, bodies, material, words)
        write_marker(stage, key=key)
    if changes is not None:
        for line in tell_changes(changes, build_dir(root) / "changes.csv"):
            _tell(line)
    _tell(f"{n_pages} pages: open {_short_path(target)}/index.html")
    return n_pages


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _short_path(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def _theme_keys(root: Path) -> list[str]:
    path = root / "codebook.toml"
    return [theme.key for theme in load_codebook(path).themes] if path.is_file() else []


def _codebook_name(root: Path) -> str:
    path = root / "codebook.toml"
    if not path.is_file():
        return ""
    codebook = load_codebook(path)
    return f"{codebook.version} ({codebook.fingerprint[:12]})"


def _runs_folder(root: Path) -> Path:
    """Return the folder of executed notebooks: below build/, or a passing one where that cannot be written."""
    folder = build_dir(root) / "runs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="dossier-runs-"))
    return folder


def _run_folder(runs: Path, job: Job, keys: dict[str, str]) -> Path:
    return runs / f"{job.page}-{keys[job.page]}"


def _is_run(runs: Path, job: Job, keys: dict[str, str]) -> bool:
    return (_run_folder(runs, job, keys) / "notebook.ipynb").is_file()


def _run_missing(jobs: Sequence[Job], runs: Path, keys: dict[str, str], *, corpus: Path, lang: str) -> None:
    missing = [job for job in jobs if not _is_run(runs, job, keys)]
    orders = []
    for job in missing:
        folder = _run_folder(runs, job, keys)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        orders.append(Order(str(job.notebook), job.page, job.parameters, str(corpus), lang, str(folder)))
    run_orders(orders, tell=_tell, log=runs / "kernels.log")
    for job in missing:
        old = sorted(runs.glob(f"{job.page}-????????????????"), key=lambda p: -p.stat().st_mtime)
        for folder in old[_KEPT_RUNS:]:
            shutil.rmtree(folder, ignore_errors=True)


def _write_pages(stage: Path, bodies: list[tuple[str, Body]], recorded: list[Recorded], material: Material,
                 provenance: Provenance, words: Words) -> int:  # fmt: skip
    site = Site(
        title=material.title,
        words=words,
        pages=_navigation(bodies, material, words),
        foot=words("pages.foot", version=provenance.versions.get("dossier", ""), corpus=provenance.fingerprint),
    )
    twins = find_twins(recorded, known=portrait_lists(material))
    pages = [index_page(bodies, material, words)]
    pages += [
        Page(file=f, title=b.title, main=link_voices(b.html, material.portraits), contents=b.contents,
             kicker=_kicker(f, material))
        for f, b in bodies
    ]  # fmt: skip
    pages = [replace(page, main=share_links(page.main, twins)) for page in pages]
    pages += [methods_page(bodies, material, provenance, words), *portrait_pages(material, words)]
    for finding in recorded:
        pages += evidence_pages(finding, material, words, twins=twins)
        if needs_csv(finding, material) and finding.rows is not None:
            rows = finding.rows.drop(columns=["group", "evidence", "text", "note"], errors="ignore")
            write_safe_csv(rows, stage / "evidence" / f"{finding.name}.csv")
    pages += article_pages(material, recorded, dict(site.pages), words)
    held = make_redactor(material.withheld, label=words("figures.withheld"), free=material.free)
    for page in pages:
        text = held.html(material.masks.html(dress(page, site)))
        (stage / page.file).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    for path in sorted([*stage.rglob("*.csv"), *stage.rglob("*.svg")]):
        text = material.masks.html(path.read_text("utf-8"))
        text = held.plain(text) if path.suffix == ".csv" else held.html(text)
        path.write_text(text, encoding="utf-8", newline="\n")
    return len(pages)


def _navigation(bodies: list[tuple[str, Body]], material: Material, words: Words) -> list[tuple[str, str]]:
    main = [(file, _label(file, material, words)) for file, _ in bodies]
    if material.portraits:
        after = next((i for i, (file, _) in enumerate(main, start=1) if file == "50-voices.html"), len(main))
        main.insert(after, (INDEX, words("pages.portraits")))
    return [("index.html", words("pages.nav_index")), *main, ("methods.html", words("pages.nav_methods"))]


def _write_single(stage: Path, bodies: list[tuple[str, Body]], material: Material, words: Words) -> None:
    main = [file for file, _ in _navigation(bodies, material, words)]
    others = sorted(p.relative_to(stage).as_posix() for p in stage.rglob("*/*.html"))
    page = single_page(stage, files=[*main, *(file for file in others if file not in main)], title=material.title)
    text = dress(page, Site(title=material.title, words=words))
    (stage / SINGLE).write_text(text, encoding="utf-8", newline="\n")


def _kicker(file: str, material: Material) -> str:
    """Return what stands above the title of a theme's page: the theme."""
    stem = file.removesuffix(".html")
    return material.themes.get(stem.removeprefix("theme-"), "") if stem.startswith("theme-") else ""


def _label(file: str, material: Material, words: Words) -> str:
    stem = file.removesuffix(".html")
    if stem.startswith("theme-"):
        return material.themes.get(stem.removeprefix("theme-"), stem.removeprefix("theme-"))
    return str(
        load_catalogue(words.lang).get(f"pages.nav_{stem}", stem.split("-", 1)[-1].replace("-", " ").capitalize())
    )
