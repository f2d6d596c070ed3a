"""Dates are read as precisely as they are written, and never invented."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.readers.dates import read_date, settle_day_first
from dossier.readers.draft import Draft
from dossier.readers.infer import infer_fields

READ = {
    "2024-06-13T10:00:00+02:00": "2024-06-13", "2024-06-13 10:00": "2024-06-13", "20240613": "2024-06-13",
    "13.06.2024": "2024-06-13", "13 juin 2024, 10h": "2024-06-13", "Économie, mardi 14 mars 2006, p. 16": "2006-03-14",
    "December 19, 1991, Sunday": "1991-12-19", "12 April 2013 Tuesday": "2013-04-12", "AOÛT 2023": "2023-08",
    "Aug. 7, 1985": "1985-08-07", "déc. 2020": "2020-12", "2024": "2024", "06/2024": "2024-06", "2024-06": "2024-06",
    "06/06/2024": "2024-06-06", "1er janvier 2020": "2020-01-01", "03-Jan-1993": "1993-01-03", "juin 2024": "2024-06",
    "13/06/2024": "2024-06-13", "06/13/2024": "2024-06-13",
}  # fmt: skip
EMPTY = {
    "06/07/2024": "may be 6 July or June 7", "32 juin 2024": "not in the calendar", "13/13/2024": "not in the calendar",
    "2023-02-29": "not in the calendar", "2999-01-01": "future", "n.d.": "cannot be read", "5 mai": "cannot be read",
    "10/11/24": "two digits", "12345": "cannot be read",
}  # fmt: skip


@pytest.mark.parametrize(("written", "value"), READ.items())
def test_read(written, value):
    assert read_date(written).value == value


@pytest.mark.parametrize(("written", "why"), EMPTY.items())
def test_left_empty_with_a_reason(written, why):
    reading = read_date(written)
    assert reading.value == "" and why in reading.warning


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2020, 12, 31)))
def test_every_day_is_read_in_every_unambiguous_form(day):
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    forms = [day.isoformat(), f"{day.day} {months[day.month - 1]} {day.year}", day.strftime("%B %d, %Y"),
             day.strftime("%d %b %Y")]  # fmt: skip
    assert {read_date(form).value for form in forms} == {day.isoformat()}
    assert read_date(day.strftime("%d/%m/%Y"), day_first=True).value == day.isoformat()
    assert read_date(day.strftime("%d/%m/%Y")).value in {"", day.isoformat()}


def test_a_column_settles_its_dates_or_does_not():
    assert settle_day_first(["06/07/2024", "25/07/2024"]) is True
    assert settle_day_first(["06/07/2024", "07/25/2024"]) is False
    assert settle_day_first(["25/07/2024", "07/25/2024"]) is None


@pytest.mark.parametrize(
    ("text", "title", "published"),
    [
        (
            " date 2024-06 Le pont fait l'objet de critiques\n\nLa mairie s'explique.",
            "Le pont fait l'objet de critiques",
            "2024-06",
        ),
        (
            "• Email : a@b.example\n\nUn pont : quelle suite ?\n\nPublié le 12 juin 2024 à 10h\n\nTexte.",
            "Un pont : quelle suite ?",
            "2024-06-12",
        ),
        (
            "la description de la page, en petites lettres.\n\nEntretien avec le maire\n\nTexte.",
            "Entretien avec le maire",
            "",
        ),
        ("La mairie ferme le pont. Les riverains s'inquiètent.", "", ""),
        ("Biographie\n\nAda Lem est née le 12 juin 1950 à Marvile.", "", ""),
    ],
)
def test_what_a_bare_text_tells_is_marked_as_inferred(text, title, published):
    draft = Draft(text)
    infer_fields(draft)
    assert (draft.get("title"), draft.get("published")) == (title, published)
    assert ("title" in draft.inferred, "published" in draft.inferred) == (bool(title), bool(published))
