"""
What every desk shares: it shows itself alive in the lab, and leaves a table where nothing can be alive.

In the lab a desk displays its widgets and, hidden by them, its table. Where there are no widgets (a report, a
notebook exported or opened again without its kernel) the rule that hides the table is missing too, so that the
table stands there.
"""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets
from IPython.display import display

from dossier.errors import DossierError
from dossier.explorer.preparing import NEWS
from dossier.explorer.rendering import STYLE, wrap
from dossier.findings.cells import escape
from dossier.findings.desk import current_desk

WIDE = {"width": "34rem", "max_width": "100%"}
FIELD = {"width": "19rem", "max_width": "100%"}
LABEL = {"description_width": "7rem"}


class Desk:
    """
    A box of widgets with the tables that stand in for it.

    Parameters
    ----------
    name : str
        A word of its own, in lower case: names the rule that hides the tables.
    children : sequence of widgets
    tables : callable
        Makes what a static page shows: objects with ``html()``.
    """

    def __init__(self, name: str, children: Sequence[Any], tables: Callable[[], Sequence[Any]]):
        self.name = name
        hide = ipywidgets.HTML(f"{STYLE}<style>.dossier-static-{name}{{display:none}}</style>")
        self.box = ipywidgets.VBox([hide, NEWS, *children])
        self.box.add_class(f"dossier-{name}")
        self.tables = tables

    def _ipython_display_(self) -> None:
        if current_desk().building:
            for table in self.tables():
                display(table)  # type: ignore[no-untyped-call]
            return
        display(self.box)  # type: ignore[no-untyped-call]
        for table in self.tables():
            display(Still(self.name, table))  # type: ignore[no-untyped-call]


class Still:
    """A table that shows where the desk of that name is not alive."""

    def __init__(self, name: str, table: Any):
        self.name, self.table = name, table

    def _repr_html_(self) -> str:
        return f'<div class="dossier-static-{self.name}">{self.table.html()}</div>'


def text_field(label: str, value: str = "", *, hint: str = "", options: Sequence[str] = (), wide: bool = False) -> Any:
    """
    Return a labelled text field, with suggestions if there are `options`.

    Every choice is a text field: JupyterLab takes the arrow and letter keys from lists and radio buttons.
    """
    kind = ipywidgets.Combobox if options else ipywidgets.Text
    more = {"options": tuple(options)} if options else {}
    return kind(value=value, description=label, placeholder=hint, continuous_update=False, style=LABEL,
                layout=WIDE if wide else FIELD, **more)  # fmt: skip


def number_field(label: str, value: float = 0.0, *, high: float = 1.0, step: float = 0.05) -> Any:
    """Return a labelled field for a number from 0 to `high`."""
    kind = ipywidgets.BoundedIntText if isinstance(value, int) else ipywidgets.BoundedFloatText
    return kind(value=value, min=0, max=high, step=step, description=label, style=LABEL, layout={"width": "13rem"})


def button(label: str, act: Callable[[], None], *, hint: str = "", width: str = "auto") -> Any:
    """Return a button that calls `act`."""
    made = ipywidgets.Button(description=label, tooltip=hint or label, layout={"width": width})
    made.on_click(lambda _: act())
    return made


def row(*children: Any) -> Any:
    """Return widgets side by side, wrapping where the window is narrow."""
    return ipywidgets.HBox(children, layout={"flex_flow": "row wrap", "align_items": "center"})


def tell(place: Any, act: Callable[[], str]) -> None:
    """Run `act` and show the sentence that it returns, or the fault that it raises, as a status."""
    try:
        place.value = wrap(act(), role="status")
    except DossierError as fault:
        place.value = wrap(f'<p class="fault">{escape(fault)}</p>', role="status")
    except Exception as fault:  # ours: seen at the desk too, since JupyterLab hides what a widget raises
        place.value = wrap(f'<p class="fault">{escape(f"{type(fault).__name__}: {fault}")}</p>', role="status")
        raise


def show(widget: Any, visible: bool) -> None:
    """Show or hide a widget, for eyes and for screen readers."""
    widget.layout.display = None if visible else "none"
