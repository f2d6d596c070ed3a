"""The codebook: what is refused, with its line; what the default one holds."""

import pytest

from dossier.codebook import load_codebook, read_codebook
from dossier.errors import DossierError
from dossier.paths import DEFAULT_CORPUS

GOOD = """version = "1"

[[themes]]
key = "noise"
label_en = "Noise"
label_fr = "Bruit"
definition_en = "Sound that disturbs."
definition_fr = "Un son qui dérange."

[[themes.families]]
name = "sound"
lang = "fr"
terms = ["bruit*", "vacarme"]

[[themes.examples]]
text = "La rue gronde toute la nuit."
lang = "fr"
stance = "threat"

[[themes]]
key = "light"
label_en = "Light"
label_fr = "Lumière"
definition_en = "Lamps in the street."
definition_fr = "Les lampes de la rue."

[[themes.families]]
name = "lamps"
lang = "fr"
terms = ["lampadaire*"]
"""


def test_a_good_codebook_reads_in_order():
    codebook = read_codebook(GOOD)
    assert codebook.keys == ("noise", "light")
    assert codebook.theme("noise").families[0].terms == ("bruit*", "vacarme")
    assert codebook.theme("noise").examples[0].counts
    assert codebook.theme("noise").label("fr") == "Bruit"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('key = "noise"', 'key = "noise"\ncolour = "red"', 5, "unknown key 'colour'"),
        ('lang = "fr"\nterms = ["lampa', 'lang = "de"\nterms = ["lampa', 28, "lang is fr or en"),
        ('terms = ["lampadaire*"]', 'terms = ["vacarme"]', 30, "is a term of 'noise' and of 'light'"),
        ('terms = ["lampadaire*"]', "terms = []", 28, "has no terms"),
        ('stance = "threat"', 'stance = "menace"', 16, "stance 'menace'"),
        ('key = "light"', 'key = "noise"', 21, "two themes"),
        ('key = "light"', 'key = "Light!"', 21, "small letters"),
        ('definition_en = "Lamps in the street."\n', "", 20, "no definition_en"),
        ('[[themes.families]]\nname = "lamps"\nlang = "fr"\nterms = ["lampadaire*"]\n', "", 20, "is empty"),
    ],
)
def test_a_fault_is_told_with_its_line(old, new, line, says):
    assert old in GOOD
    with pytest.raises(DossierError, match=says) as fault:
        read_codebook(GOOD.replace(old, new, 1))
    assert f"codebook.toml:{line}:" in str(fault.value)


@pytest.mark.parametrize("source", ["", 'version = "1"', 'version = "1"\nthemes = 3', "version = [", "[[themes]]"])
def test_half_a_codebook_is_refused(source):
    with pytest.raises(DossierError):
        read_codebook(source)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DossierError, match=r"codebook\.toml: there is no codebook here"):
        load_codebook(tmp_path)


def test_the_fingerprint_follows_any_word():
    assert read_codebook(GOOD).fingerprint == read_codebook(GOOD).fingerprint
    assert read_codebook(GOOD).fingerprint != read_codebook(GOOD.replace("vacarme", "tumulte")).fingerprint


def test_the_default_codebook_has_both_languages_and_near_misses():
    codebook = load_codebook(DEFAULT_CORPUS)
    for theme in codebook.themes:
        assert {family.lang for family in theme.families} == {"fr", "en"}
        assert {"threat", "opportunity", "mixed", ""} <= {example.stance for example in theme.examples}
