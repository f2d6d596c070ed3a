"""Names beside dots, checked by geometry."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.figures.names import place_names

SIZE = (300.0, 200.0)
START = {"start": 0.0, "middle": 0.5, "end": 1.0}


def box(place, width):
    x, y, anchor = place
    left = x - START[anchor] * width
    return left, y - 7, left + width, y + 7


def meet(one, two):
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


@pytest.mark.parametrize(
    ("dot", "lines", "anchor"),
    [
        ((150, 100, 5), [], "start"),
        ((150, 100, 5), [((150, 100), (300, 100))], "end"),
        ((290, 100, 5), [], "end"),
        ((150, 100, 5), [((0, 100), (300, 100))], "middle"),
    ],
)
def test_a_name_avoids_lines_and_the_edge(dot, lines, anchor):
    assert [place[2] for place in place_names([dot], [40], lines=lines, size=SIZE)] == [anchor]


def test_a_name_without_a_place_is_left_out():
    assert place_names([(50, 50, 5)], [400], lines=[], size=SIZE) == [None]
    assert place_names([], [], lines=[], size=SIZE) == []


DOTS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 200), st.integers(4, 20)), max_size=25)


@settings(max_examples=40, deadline=None)
@given(DOTS)
def test_no_name_covers_a_name_or_leaves_the_sheet(dots):
    widths = [20.0 + 7 * (n % 9) for n in range(len(dots))]
    lines = [(one[:2], two[:2]) for one, two in pairwise(dots)]
    places = place_names(dots, widths, lines=lines, size=SIZE)
    boxes = [box(place, width) for place, width in zip(places, widths, strict=True) if place is not None]
    assert not any(meet(one, two) for one, two in combinations(boxes, 2))
    assert all(b[0] >= -1e-6 and b[1] >= -1e-6 and b[2] <= 300 + 1e-6 and b[3] <= 200 + 1e-6 for b in boxes)
    assert places == place_names(dots, widths, lines=lines, size=SIZE)
