"""
Colours by role. In a page they are CSS variables, so that the dark has its own; here is the light.

The categorical ones keep at least 3:1 against paper and stay apart for the common colour blindnesses
(after Okabe and Ito's set, darkened); threat and opportunity are orange against blue, never red against green.
"""

CATEGORIES = ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8")
STEPS = ("q0", "q1", "q2", "q3", "q4", "q5", "q6")

LIGHT = {
    "ink": "#1d1c1a",
    "soft": "#5c5850",
    "rule": "#d9d4c7",
    "paper": "#fefdfb",
    "weak": "#b3aea2",
    "c1": "#1f5a94",
    "c2": "#c4501b",
    "c3": "#0f7a63",
    "c4": "#8e3b7c",
    "c5": "#9a7408",
    "c6": "#3d8ab8",
    "c7": "#b8416a",
    "c8": "#6a6558",
    "threat": "#c4501a",
    "opportunity": "#1f5a93",
    "mixed": "#a39d8f",
    "q0": "#f3f0e8",
    "q1": "#d8e3ea",
    "q2": "#b3cbdb",
    "q3": "#86afc9",
    "q4": "#538db3",
    "q5": "#2d6b9a",
    "q6": "#184a75",
}
DARK = {
    "ink": "#f0ede6",
    "soft": "#b5afa2",
    "rule": "#45413a",
    "paper": "#191817",
    "weak": "#6f6a60",
    "c1": "#74aee3",
    "c2": "#ee8d5c",
    "c3": "#56bfa5",
    "c4": "#cf8fc0",
    "c5": "#d3ad45",
    "c6": "#9ccbe8",
    "c7": "#ec8fae",
    "c8": "#a39d8f",
    "threat": "#ee8d5b",
    "opportunity": "#74aee2",
    "mixed": "#6d685d",
    "q0": "#262421",
    "q1": "#24394a",
    "q2": "#26506f",
    "q3": "#2e6a94",
    "q4": "#4c8ab5",
    "q5": "#82b2d4",
    "q6": "#bcd9ec",
}
NAMES = {value: name for name, value in LIGHT.items()}
# Text that stands on a step: paper on the dark ones by day, ink on the light ones.
ON_STEP = {step: ("on-dark" if step in STEPS[4:] else "ink") for step in STEPS}


def style_rules(colours: dict[str, str], *, scope: str = "") -> str:
    """Return the CSS rules that give the classes of a drawing (``f-`` fill, ``s-`` stroke) their colours."""
    fills = [f"{scope}.f-{name}{{fill:{value}}}{scope}.s-{name}{{stroke:{value}}}" for name, value in colours.items()]
    return "".join(fills)


def step_of(value: float, *, top: float) -> str:
    """
    Step of the sequential scale for a value between 0 and `top`.

    Examples
    --------
    >>> step_of(0, top=1), step_of(0.5, top=1), step_of(1, top=1)
    ('q0', 'q3', 'q6')
    """
    if top <= 0 or value <= 0:
        return STEPS[0]
    return STEPS[min(len(STEPS) - 1, max(1, round(value / top * (len(STEPS) - 1))))]
