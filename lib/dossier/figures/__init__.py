"""
One grammar of figures: title = finding, subtitle = unit and n, interval drawn, each mark opens its evidence.

    palette     colours that survive colour blindness, print and the dark
    sheet       matplotlib as a pen: shapes and text in pixels, grouped into marks
    svg         a drawing as small, safe SVG, inline or as a file
    figure      the drawing with caption, alternative text, data table and downloads
    bars        share_bars, stacked_bars, stance_bars
    intervals   dumbbell: several values of one row on one line
    lines       time_lines: periods, intervals, dated events
    matrix      matrix_heat: two variables crossed
    maps, names  dot_map, network_map; where names stand
"""

from dossier.figures.bars import share_bars
from dossier.figures.figure import Caption, Figure
from dossier.figures.intervals import dumbbell
from dossier.figures.lines import time_lines
from dossier.figures.maps import dot_map, network_map
from dossier.figures.matrix import matrix_heat
from dossier.figures.stacks import stacked_bars, stance_bars
from dossier.findings.tables import show_sentences, show_table

__all__ = [
    "Caption",
    "Figure",
    "dot_map",
    "dumbbell",
    "matrix_heat",
    "network_map",
    "share_bars",
    "show_sentences",
    "show_table",
    "stacked_bars",
    "stance_bars",
    "time_lines",
]
