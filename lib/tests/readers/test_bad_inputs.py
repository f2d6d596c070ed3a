"""Every class of bad input is read or refused with its reason; nothing is lost in silence, nothing raises."""

import time

import pytest

from dossier.corpus import open_corpus
from dossier.errors import DossierError
from dossier.readers.importing import import_sources

from .fixtures import BAD_INPUTS, PROSE, write


@pytest.mark.parametrize(("name", "data", "status", "words"), BAD_INPUTS.values(), ids=BAD_INPUTS)
def test_each_class_is_read_or_refused_with_its_reason(tmp_path, name, data, status, words):
    # A good neighbour, so that the import as a whole succeeds.
    write(tmp_path / "in", "zz-good.txt", b"La bonne page dit quelque chose de simple.")
    write(tmp_path / "in", name, data)
    begun = time.monotonic()
    manifest = import_sources([tmp_path / "in"], corpus=tmp_path / "corpus")
    assert time.monotonic() - begun < 20
    entry = next(e for e in manifest.entries if e.source == f"in/{name}" and not e.part)
    assert entry.status == status, entry
    assert words in f"{entry.reason} {entry.warnings}", entry
    assert bool(entry.articles) == (status == "read")
    open_corpus(tmp_path / "corpus")  # whatever was written can be opened


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])
def test_every_encoding_gives_the_same_text(tmp_path, encoding):
    write(tmp_path, "a.txt", PROSE.encode(encoding))
    import_sources([tmp_path / "a.txt"], corpus=tmp_path / "corpus")
    assert open_corpus(tmp_path / "corpus").text("a") == PROSE


def test_a_document_over_the_cap_is_refused_and_the_cap_can_be_raised(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIER_MAX_MEGABYTES", "1")
    write(tmp_path, "big.txt", b"Le pont ferme.\n" * 100_000)
    with pytest.raises(DossierError, match="more than the 1 MB"):
        import_sources([tmp_path / "big.txt"], corpus=tmp_path / "corpus")
    monkeypatch.setenv("DOSSIER_MAX_MEGABYTES", "2")
    assert import_sources([tmp_path / "big.txt"], corpus=tmp_path / "corpus").article_ids == ["big"]


def test_nothing_usable_says_why_and_leaves_a_manifest(tmp_path):
    write(tmp_path, "nul.txt", b"a\x00b")
    with pytest.raises(DossierError, match=r"nothing usable.*NUL"):
        import_sources([tmp_path / "nul.txt", tmp_path / "none.txt"], corpus=tmp_path / "corpus")
    listed = (tmp_path / "corpus" / "manifest.csv").read_text("utf-8")
    assert "nul.txt" in listed and "none.txt" in listed and "no such file" in listed
