"""
One notebook in a fresh kernel, offline and without a trace of the machine.

No port is opened (the kernel talks through files, but on Windows), no user's Jupyter or IPython settings are
read, threads and hash seed are fixed, and no time is written into the notebook.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from dossier.findings import desk
from dossier.pages.plan import set_parameters
from dossier.pages.translate import translate_cells

CELL_TIMEOUT = 900  # seconds
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


@dataclass(frozen=True)
class Order:
    """A run as it is handed to a worker; all plain values, so that it can travel as JSON."""

    notebook: str
    page: str
    parameters: dict[str, Any]
    corpus: str
    lang: str
    folder: str


def run_order(order: Order) -> str:
    """
    Execute a notebook; write ``notebook.ipynb`` and its findings below the order's folder.

    Returns
    -------
    str
        Empty, or what went wrong: the cell, and the error's own words.
    """
    source = Path(order.notebook)
    notebook = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call]
    translate_cells(notebook, stem=source.stem, lang=order.lang)
    shown = _inject(notebook, order)
    with tempfile.TemporaryDirectory(prefix="dossier-") as scratch:
        fault = _execute(notebook, order, scratch)
    if fault:
        return fault
    for cell, text in shown:
        cell.source = text
    folder = Path(order.folder)
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / "notebook.ipynb")  # type: ignore[no-untyped-call]
    return ""


def _inject(notebook: nbformat.NotebookNode, order: Order) -> list[tuple[nbformat.NotebookNode, str]]:
    """Set the parameters to run with; return the cells with the source to show, which names no path."""
    public = {**order.parameters, "REPORT_LANG": order.lang}
    shown = []
    for cell in notebook.cells:
        if cell.cell_type == "code" and "parameters" in cell.metadata.get("tags", []):
            shown.append((cell, set_parameters(cell.source, public)))
            cell.source = set_parameters(cell.source, {**public, "CORPUS": order.corpus})
    return shown


def _environment(order: Order, scratch: str) -> dict[str, str]:
    own = dict.fromkeys(_THREADS, "1") | {
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "JUPYTER_RUNTIME_DIR": scratch,
        "JUPYTER_CONFIG_DIR": scratch,
        "IPYTHONDIR": scratch,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        desk.FOLDER: order.folder,
        desk.PAGE: order.page,
        desk.LANG: order.lang,
        desk.CORPUS: order.corpus,
    }
    return {**os.environ, **own}


def _execute(notebook: nbformat.NotebookNode, order: Order, scratch: str) -> str:
    os.environ["JUPYTER_RUNTIME_DIR"] = scratch
    manager = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    if sys.platform != "win32":
        manager.transport, manager.ip = "ipc", str(Path(scratch) / "kernel")
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=CELL_TIMEOUT,
        record_timing=False,
        resources={"metadata": {"path": str(Path(order.notebook).parent)}},
    )
    try:
        client.execute(env=_environment(order, scratch), stderr=None)
    except CellExecutionError as error:
        return f"{_place(notebook)}: {error.ename}: {_first_line(error.evalue)}"
    except (CellTimeoutError, TimeoutError):
        return f"{_place(notebook)}: no answer for {CELL_TIMEOUT} seconds"
    except DeadKernelError:
        return f"{_place(notebook)}: the kernel died, perhaps for want of memory"
    return ""


def _place(notebook: nbformat.NotebookNode) -> str:
    """Return the number and first line of the cell that failed: the last one that was begun."""
    failed = 0
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "code" and (cell.execution_count or cell.outputs):
            failed = number
    first = notebook.cells[failed - 1].source.strip().split("\n")[0] if failed else ""
    return f"cell {failed} ({first[:60]})"


def _first_line(text: str) -> str:
    return (text.strip().split("\n") or [""])[0][:500]
