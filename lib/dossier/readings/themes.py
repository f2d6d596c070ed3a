"""Which arguments are made and on which side, in words computed from the findings."""

import numpy as np
import pandas as pd

from dossier.findings import Finding, Prose, say
from dossier.readings.common import (
    MOSTLY_READ,
    Row,
    apart,
    highest,
    list_rows,
    lower_first,
    lowest,
    share_link,
    trust_counting,
)  # fmt: skip
from dossier.schema import STANCES
from dossier.strings import Words

ENOUGH = 10  # sentences of a theme below which no side is headlined


def _ranked(finding: Finding) -> pd.DataFrame:
    return finding.table.sort_values(["share", "theme"], ascending=[False, True], kind="stable")


def answer_themes(shares: Finding, stances: Finding, words: Words) -> Prose:
    """Answer in two sentences: which theme is argued most and least, and which side dominates it."""
    ranked = _ranked(shares)
    first, last = ranked.iloc[0], ranked.iloc[-1]
    if first["n"] == 0:
        return say(words, "themes.answer_none", role="answer", n=int(first["n_total"]))
    answer = say(
        words, "themes.answer", role="answer",
        leader=shares.label("theme", first["theme"], words), share=share_link(shares, first, words),
        last=lower_first(shares.label("theme", last["theme"], words)), share_last=share_link(shares, last, words),
    )  # fmt: skip
    return answer + _say_sides(stances, words)


def _main_side(of_theme: pd.DataFrame) -> Row:
    return of_theme.sort_values(["n", "stance"], ascending=[False, True]).iloc[0]


def _say_sides(stances: Finding, words: Words) -> Prose:
    parts: dict[str, list[str]] = {stance: [] for stance in STANCES}
    for theme, of_theme in stances.table.groupby("theme", sort=False):
        side = _main_side(of_theme)
        if side["n_total"] >= ENOUGH:
            name = lower_first(stances.label("theme", theme, words))
            parts[str(side["stance"])].append(f"{name} ({words.percent(float(side['share']))})")
    told = [words(f"themes.side_{stance}", themes=words.join(named)) for stance, named in parts.items() if named]
    if not told:
        return say(words, "themes.sides_too_few", role="answer")
    sentence = "; ".join(told) if words.lang == "en" else "\u202f; ".join(told)
    return Prose((sentence[:1].upper() + sentence[1:] + ".",), "answer")


def trust_themes(shares: Finding, scores: pd.DataFrame, words: Words) -> Prose:
    """Say how far theme figures can be trusted: who counted, the coder's scores, weak themes."""
    counted = trust_counting(shares.table, words)
    known = scores[scores.what == "theme"].dropna(subset=["f1"])
    if known.empty or (known.basis != "marks").any():
        return say(words, "themes.trust_unknown", role="trust") + counted
    best, worst = highest(known, "f1"), lowest(known, "f1")
    trust = say(
        words, "themes.trust", role="trust", n=int(known["n"].max()),
        best=lower_first(shares.label("theme", best.theme, words)), f1_best=words.number(best.f1, digits=2),
        worst=lower_first(shares.label("theme", worst.theme, words)), f1_worst=words.number(worst.f1, digits=2),
    )  # fmt: skip
    weak = [lower_first(shares.label("theme", t, words)) for t in known[known.tier == "weak"].theme]
    if weak and (shares.table["read"] < MOSTLY_READ).any():
        trust += say(words, "themes.trust_weak", role="trust", n=len(weak), themes=words.join(weak))
    return counted + trust


def read_shares(shares: Finding, words: Words) -> Prose:
    """Say who leads, by how much, and whether the lead is more than chance."""
    ranked = _ranked(shares)
    if len(ranked) < 2 or ranked.iloc[0]["n"] == 0:
        return say(words, "readings.nothing_to_compare", role="reading")
    first, second = ranked.iloc[0], ranked.iloc[1]
    if np.isnan(float(first["low"])):
        return say(words, "readings.no_intervals", role="reading", n=int(first["needed"]))
    return say(
        words, "themes.read_lead_sure" if apart(first, second) else "themes.read_lead_unsure", role="reading",
        leader=shares.label("theme", first["theme"], words), share=share_link(shares, first, words),
        second=lower_first(shares.label("theme", second["theme"], words)),
        share_second=share_link(shares, second, words),
    )  # fmt: skip


def read_stances(stances: Finding, words: Words) -> Prose:
    """Say, theme by theme, which side dominates and on how many sentences."""
    lines = []
    for theme, of_theme in stances.table.groupby("theme", sort=False):
        side = _main_side(of_theme)
        name = stances.label("theme", theme, words)
        if side["n_total"] < ENOUGH:
            lines.append(say(words, "themes.read_stance_few", role="reading", theme=name, n=int(side["n_total"])))
            continue
        stance = words(f"themes.as_{side['stance']}")
        share = stances.link(side, words.percent(float(side["share"])), number=float(side["share"]))
        lines.append(say(words, "themes.read_stance", role="reading", theme=name, stance=stance, share=share,
                         n=int(side["n_total"])))  # fmt: skip
    return Prose((" ".join(" ".join(line.paragraphs) for line in lines),), "reading")


def read_groups(shares: Finding, words: Words, *, group: str) -> Prose:
    """Say, for the theme that differs most between groups, where it is highest and lowest."""
    table = shares.table
    spread = table.groupby("theme")["share"].agg(lambda s: s.max() - s.min())
    if table[group].nunique() < 2 or spread.empty:
        return say(words, "themes.read_groups_few", role="reading", groups=words(f"themes.group_{group}"))
    theme = str(spread.idxmax())
    of_theme = table[table.theme == theme].sort_values("share")
    low, high = of_theme.iloc[0], of_theme.iloc[-1]
    bounded = not pd.isna([high["low"], low["low"]]).any()
    key = "sure" if apart(high, low) else "unsure" if bounded else "unbounded"
    return say(
        words, f"themes.read_groups_{key}", role="reading", theme=shares.label("theme", theme, words),
        high=shares.label(group, high[group], words), share_high=share_link(shares, high, words),
        low=shares.label(group, low[group], words), share_low=share_link(shares, low, words),
    )  # fmt: skip


def read_meetings(meetings: Finding, words: Words) -> Prose:
    """Say which two themes meet most often, against what chance would bring together."""
    met = meetings.table[meetings.table.n_both > 0]
    if met.empty:
        return say(words, "themes.read_meetings_none", role="reading")
    most = met.sort_values(["n_both", "lift"], ascending=False).iloc[0]
    return say(
        words, "themes.read_meetings", role="reading",
        n=meetings.link(most, int(most.n_both), number=float(most.n_both)),
        theme=meetings.label("theme", most.theme, words), other=lower_first(meetings.label("other", most.other, words)),
        lift=words.number(most.lift, digits=1),
    )  # fmt: skip


def read_comparison(comparison: Finding, words: Words, *, first: str, second: str) -> Prose:
    """Say which differences between two parts hold after allowing for their number."""
    table = comparison.table
    if table.p_adjusted.isna().all():
        return say(words, "themes.read_parts_few", role="reading", first=first, second=second)
    held = table[table.p_adjusted < 0.05]
    if held.empty:
        return say(words, "themes.read_parts_none", role="reading", first=first, second=second, n=len(table))
    parts = [
        words("themes.read_parts_one", theme=lower_first(comparison.label("theme", row.theme, words)),
              first=words.percent(row.first), second=words.percent(row.second))
        for row in list_rows(held)
    ]  # fmt: skip
    return say(
        words, "themes.read_parts", role="reading", first=first, second=second, held=words.join(parts), n=len(table)
    )


def subtitle_shares(shares: Finding, n: int, words: Words) -> str:
    """Subtitle: the unit, how many, and the interval where one is drawn."""
    said = words("themes.subtitle_sentences", n=n)
    return f"{said} {words('readings.interval_line')}" if shares.table.low.notna().any() else said


def title_shares(shares: Finding, words: Words) -> str:
    """Title: the theme argued most."""
    first = _ranked(shares).iloc[0]
    if first["n"] == 0:
        return words("themes.title_shares_none")
    return words("themes.title_shares", leader=shares.label("theme", first["theme"], words))


def title_stances(stances: Finding, words: Words) -> str:
    """Title: of the themes told mainly as a threat, the one where that side is strongest."""
    sides = [_main_side(part) for _, part in stances.table.groupby("theme", sort=False)]
    threats = [side for side in sides if side["stance"] == "threat" and side["n_total"] >= ENOUGH]
    if not threats:
        return words("themes.title_stances_none")
    strongest = max(threats, key=lambda side: float(side["share"]))
    return words("themes.title_stances", theme=stances.label("theme", strongest["theme"], words))


def title_groups(shares: Finding, words: Words, *, group: str) -> str:
    """Title: the theme that differs most between groups."""
    spread = shares.table.groupby("theme")["share"].agg(lambda s: s.max() - s.min())
    if shares.table[group].nunique() < 2:
        return words("themes.title_groups_few", groups=words(f"themes.group_{group}"))
    theme = shares.label("theme", spread.idxmax(), words)
    return words("themes.title_groups", theme=theme, groups=words(f"themes.group_{group}"))


def title_meetings(meetings: Finding, words: Words) -> str:
    """Title: the two themes that meet most beyond chance."""
    if not meetings.table.n_both.any():
        return words("themes.title_meetings_none")
    most = meetings.table[meetings.table.n_both > 0].sort_values(["lift", "n_both"], ascending=False).iloc[0]
    if most.lift <= 1:
        return words("themes.title_meetings_seldom")
    return words("themes.title_meetings", theme=meetings.label("theme", most.theme, words),
                 other=lower_first(meetings.label("other", most.other, words)))  # fmt: skip
