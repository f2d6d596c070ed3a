"""The list of actors: read, looked up, refused with its line."""

import pytest

from dossier.errors import DossierError
from dossier.paths import DEFAULT_CORPUS
from dossier.voices import load_actors

REFUSED = [
    ('[[actors]]\ncanonical = "Ana Sorel"\nrolle = "meunière"\n', ":3: unknown key 'rolle'"),
    ('[[actors]]\nrole = "meunière"\n', ":1: an actor has no canonical name"),
    ('[[actors]]\ncanonical = "A"\nkind = "robot"\n', ":3: kind 'robot'"),
    ('[[actors]]\ncanonical = "A"\nvariants = "B"\n', ":3: variants must be a list"),
    ('[[actors]]\ncanonical = "A"\npublic = "yes"\n', ":3: public must be true or false"),
    ('[[actors]]\ncanonical = "A"\n\n[[actors]]\ncanonical = "B"\nvariants = ["a"]\n', ":4: the name 'a'"),
    ('[actor]\ncanonical = "A"\n', ":1: unknown key 'actor'"),
    ("[[actors]\n", "not valid TOML"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_fault_is_told_with_its_line(tmp_path, text, told):
    path = tmp_path / "actors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DossierError) as fault:
        load_actors(path)
    assert told in str(fault.value)


def test_missing_file_is_an_empty_list(tmp_path):
    assert load_actors(tmp_path / "actors.toml").entries == ()


def test_default_list_is_large_and_has_camps():
    known = load_actors(DEFAULT_CORPUS / "actors.toml")
    assert len(known.entries) >= 120
    assert known.find("wga").canonical == "Writers Guild of America"
    assert all(actor.role and actor.camp for actor in known.entries)
