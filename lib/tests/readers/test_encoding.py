"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.readers.characters import clean_characters
from dossier.readers.encoding import NotTextError, decode_bytes

SHORT = ["Le café", "déjà vu à Noël", "L'été est là. Une chose coûte cher.", "naïve", "à l'œuvre"]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r\ufeff", exclude_categories=["Cs"])))
def test_utf8_comes_back_as_it_was_but_for_line_ends(text):
    broken = any(sign in text for sign in ("Ã", "â€", "Â", "Å"))  # what encoding twice leaves behind
    assert decode_bytes(text.encode("utf-8-sig")).text == text or broken
    assert decode_bytes(text.replace("\n", "\r\n").encode("utf-8-sig")).encoding == "utf-8"


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_one_byte_encodings_of_short_texts(text, encoding):
    if "œ" in text and encoding == "cp850":
        pytest.skip("cp850 cannot write œ")
    assert decode_bytes(text.encode(encoding)).text == text


def test_iso_8859_15_where_it_differs_from_windows():
    assert (
        decode_bytes("L'œuvre a coûté cher à sa sœur.".encode("iso8859-15")).text == "L'œuvre a coûté cher à sa sœur."
    )


def test_only_broken_lines_are_repaired():
    written = ["Une ligne saine : l’été.", "Une ligne cassÃ©e, l’Ã©tÃ©.", "Le signe « Ã© » est un défaut de l’époque."]
    lines = decode_bytes("\n".join(written).encode()).text.split("\n")
    assert lines[0] == "Une ligne saine : l’été."
    assert lines[1].startswith("Une ligne cassée")
    assert "« Ã© »" in lines[2]


@pytest.mark.parametrize("data", [b"a\x00b", b"\x00" * 100, bytes(range(256))])
def test_bytes_that_are_no_text(data):
    with pytest.raises(NotTextError):
        decode_bytes(data)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_clean_characters_is_stable_and_keeps_line_ends(text):
    once, _ = clean_characters(text)
    assert clean_characters(once)[0] == once
    assert "\x0c" not in once and "\r" not in once and "\x07" not in once


def test_other_line_separators_stay_since_offsets_point_at_them():
    assert clean_characters("a\u2028b\x85c")[0] == "a\u2028b\x85c"
