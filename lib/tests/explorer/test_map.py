"""The mouse on the map: dragging writes the squares into the field, as a reader would type them."""

import pandas as pd
import pytest

from dossier.explorer.map_drawing import draw_map
from dossier.explorer.mapping import place_squares
from dossier.explorer.rendering import STYLE
from dossier.strings import Words


@pytest.mark.browser
def test_dragging_names_the_squares(browser):
    points = place_squares(pd.DataFrame({"x": [0.1, 0.9], "y": [0.9, 0.1]}))
    drawn = draw_map(points, pd.Series(["boats", "sounds"]), box="", words=Words("en"))
    page = browser.new_page(viewport={"width": 700, "height": 800})
    page.set_content(
        f'{STYLE}<div class="dossier-topics"><div class="dossier-squares"><input aria-label="Squares" '
        f"onchange=\"this.title='heard'\"></div>{drawn}</div>"
    )
    box = page.locator("svg.map").bounding_box()
    scale = box["width"] / 552  # 12 squares of 44 pixels, a margin of 22 and 2

    def at(column: float, row: float) -> tuple[float, float]:
        return box["x"] + scale * (22 + 44 * column), box["y"] + scale * (22 + 44 * row)

    page.mouse.move(*at(3.5, 4.5))
    page.mouse.down()
    page.mouse.move(*at(1.5, 2.5), steps=4)
    page.mouse.up()
    field = page.get_by_role("textbox", name="Squares")
    assert field.input_value() == "B3:D5" and field.get_attribute("title") == "heard"
    assert page.get_by_role("img", name="Map of 2 points").count() == 1
    page.close()
