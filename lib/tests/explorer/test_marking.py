"""Keys and what they say, there and back; nothing unclear is ever taken for a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.errors import UsageError
from dossier.explorer.marking import Decision, read_keys, write_keys
from dossier.schema import STANCES

THEMES = ["work", "noise", "price"]


@pytest.mark.parametrize(
    ("keys", "codes", "voice", "kind"),
    [
        ("1t", {"work": "threat"}, "", "none"),
        ("2+1-", {"noise": "opportunity", "work": "threat"}, "", "none"),
        (" 3 m , 1o ", {"price": "mixed", "work": "opportunity"}, "", "none"),
        ("1T @Ada Blum", {"work": "threat"}, "Ada Blum", "named"),
        ("0 @~a passer-by", {}, "a passer-by", "described"),
        ("0@?", {}, "", "unknown"),
    ],
)
def test_keys(keys, codes, voice, kind):
    assert read_keys(keys, THEMES) == Decision(codes, voice, kind)


@pytest.mark.parametrize("keys", ["", "  ", "t", "1", "4t", "1x", "0 1t", "1t 2", "@Ada", "1tt", "10t"])
def test_what_is_no_code_is_told_in_a_sentence(keys):
    with pytest.raises(UsageError, match=r"\.$"):
        read_keys(keys, THEMES)


@given(
    st.dictionaries(st.sampled_from(THEMES), st.sampled_from(STANCES)), st.sampled_from(["none", "unknown", "named"])
)
def test_a_decision_comes_back_from_its_keys(codes, kind):
    decision = Decision(codes, "Ada Blum" if kind == "named" else "", kind)
    assert read_keys(write_keys(decision, THEMES), THEMES) == decision
