"""A process that runs notebooks one after another: orders come as JSON lines, answers go back likewise."""

import json
import sys

from dossier.pages.execute import Order, run_order


def serve() -> None:
    """Run every order that comes in; answer each with ``{"fault": …}``."""
    for line in sys.stdin:
        try:
            fault = run_order(Order(**json.loads(line)))
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        print(json.dumps({"fault": fault}), flush=True)


if __name__ == "__main__":
    serve()
