"""Notebooks side by side: a few workers, each with one kernel at a time, stopped together."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from queue import Empty, Queue

from dossier.errors import DossierError
from dossier.pages.execute import Order

WORKERS = 2


def run_orders(orders: Sequence[Order], *, tell: Callable[[str], None], log: Path, workers: int = WORKERS) -> None:
    """
    Run every order; at the first fault the rest is stopped.

    Parameters
    ----------
    orders : sequence of Order
    tell : callable
        Is given one line as each notebook ends.
    log : Path
        What kernels say on their error channel goes here.
    workers : int, 1 or more
        How many run at a time; never more than there are processors.

    Raises
    ------
    DossierError
        Naming notebook and cell of the first fault.
    """
    if not orders:
        return
    crew = _Crew(orders, tell, log, max(1, min(workers, len(orders), os.cpu_count() or 1)))
    try:
        crew.work()
    finally:
        crew.stop()
    if crew.faults:
        order, fault = crew.faults[0]
        raise DossierError(f"{fault}. The reports that were there are untouched.", path=Path(order.notebook).name)


class _Crew:
    def __init__(self, orders: Sequence[Order], tell: Callable[[str], None], log: Path, size: int):
        self.queue: Queue[Order] = Queue()
        for order in orders:
            self.queue.put(order)
        self.total, self.done = len(orders), 0
        self.tell, self.log, self.size = tell, log, size
        self.faults: list[tuple[Order, str]] = []
        self.processes: list[subprocess.Popen[str]] = []
        self.lock = threading.Lock()

    def work(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("w", encoding="utf-8") as log:
            for _ in range(self.size):
                process = subprocess.Popen(
                    [sys.executable, "-m", "dossier.pages.worker"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8",
                )  # fmt: skip
                self.processes.append(process)
            threads = [threading.Thread(target=self._feed, args=(p,), daemon=True) for p in self.processes]
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                time.sleep(0.05)  # a plain join would hold back Ctrl-C on some systems

    def _feed(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None and process.stdout is not None
        while not self.faults:
            try:
                order = self.queue.get_nowait()
            except Empty:
                return
            begun = time.monotonic()
            try:
                process.stdin.write(json.dumps(asdict(order)) + "\n")
                process.stdin.flush()
                answer = process.stdout.readline()
            except (OSError, ValueError):
                answer = ""
            fault = json.loads(answer)["fault"] if answer else "its process ended before it was done"
            with self.lock:
                self.done += 1
                if fault:
                    self.faults.append((order, fault))
                else:
                    self.tell(f"[{self.done}/{self.total}] {order.page}  {time.monotonic() - begun:.1f} s")

    def stop(self) -> None:
        for process in self.processes:
            if process.stdin is not None:
                process.stdin.close()
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
            if process.stdout is not None:
                process.stdout.close()
