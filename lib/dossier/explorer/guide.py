"""The codebook at hand: keys, definitions and examples beside the sentence."""

from collections.abc import Sequence

from dossier.codebook import Codebook, Theme
from dossier.explorer.rendering import wrap
from dossier.findings.cells import escape, known_label
from dossier.strings import Words

EXAMPLES = 4  # of each theme


def list_keys(codebook: Codebook, words: Words) -> str:
    """Return the keys of the themes and stances, in one line of HTML."""
    themes = " · ".join(f"<kbd>{n}</kbd> {escape(t.label(words.lang))}" for n, t in enumerate(codebook.themes, start=1))
    stances = " · ".join(
        f"<kbd>{key}</kbd> {escape(known_label('stance', stance, words))}"
        for key, stance in (("t", "threat"), ("o", "opportunity"), ("m", "mixed"))
    )
    return wrap(f"<p>{themes} — {stances}<br>{escape(words('explorer.keys'))}</p>")


def render_guide(codebook: Codebook, words: Words) -> str:
    """Return each theme's definition, what it includes and excludes, its rule of stance, and examples."""
    return wrap("".join(_render_theme(n, theme, words) for n, theme in enumerate(codebook.themes, start=1)))


def _render_theme(number: int, theme: Theme, words: Words) -> str:
    french = words.lang == "fr"
    includes, excludes = (theme.includes_fr, theme.excludes_fr) if french else (theme.includes_en, theme.excludes_en)
    rule = theme.stance_rule_fr if french else theme.stance_rule_en
    parts = [
        f"<p><strong>{number} {escape(theme.label(words.lang))}</strong>: {escape(theme.definition(words.lang))}</p>"
    ]
    parts += [
        _line(words("explorer.includes"), "; ".join(includes)),
        _line(words("explorer.excludes"), "; ".join(excludes)),
    ]
    parts += [_line(words("explorer.rule"), rule), f"<ul>{''.join(_render_examples(theme, words))}</ul>"]
    return "".join(parts)


def _line(label: str, text: str) -> str:
    return f"<p><em>{escape(label)}</em> {escape(text)}</p>" if text else ""


def _render_examples(theme: Theme, words: Words) -> Sequence[str]:
    """Examples in the reader's language first; half of them such that do not count, where there are some."""
    ordered = sorted(theme.examples, key=lambda example: example.lang != words.lang)
    yes = [e for e in ordered if e.counts][: EXAMPLES // 2 + 1]
    no = [e for e in ordered if not e.counts][: EXAMPLES // 2]
    told = [
        (e.text, known_label("stance", e.stance, words) if e.counts else words("explorer.not_it")) for e in yes + no
    ]
    return [f"<li>{escape(text)} <em>({escape(what)})</em></li>" for text, what in told]
