"""Who speaks, for what and against whom, in words computed from the findings."""

import pandas as pd

from dossier.findings import Finding, Prose, say
from dossier.readings.common import highest, lower_first
from dossier.strings import Words


def answer_voices(voices: Finding, kinds: Finding, words: Words) -> Prose:
    """Say who is heard most, and how much of the corpus is somebody's words."""
    shares = kinds.table.set_index("voice_kind")["share"]
    if voices.table.empty:
        return say(words, "voices.answer_none", role="answer")
    first = voices.table.iloc[0]
    answer = say(
        words, "voices.answer", role="answer", voice=first.voice, n=voices.link(first, int(first.sentences)),
        articles=int(first.articles),
    )  # fmt: skip
    return answer + say(
        words, "voices.answer_kinds", role="answer", journalist=words.percent(shares["none"]),
        named=words.percent(shares["named"]), described=words.percent(shares["described"]),
        unknown=words.percent(shares["unknown"], digits=1),
    )  # fmt: skip


def trust_voices(voices: pd.DataFrame, words: Words) -> Prose:
    """Say what the figures rest on: people's codes (``by_hand``), and rules that prefer silence to a wrong name."""
    read = float(voices["by_hand"].mean()) if len(voices) else 0.0
    by_hand = say(words, "voices.trust_read", role="trust", read=words.percent(read))
    rules = say(words, "voices.trust", role="trust")
    return by_hand + rules if read else rules


def title_heard(voices: Finding, words: Words) -> str:
    """Title: the voice heard most."""
    return words("voices.title_heard", voice=voices.table.voice.iloc[0]) if len(voices.table) else words("voices.none")


def read_heard(everyone: pd.DataFrame, words: Words) -> Prose:
    """Say how concentrated speech is: what part the ten voices heard most hold."""
    if everyone.empty:
        return say(words, "voices.answer_none", role="reading")
    top = everyone.head(10).sentences.sum()
    return say(
        words, "voices.read_heard", role="reading", n=len(everyone),
        share=words.percent(top / everyone.sentences.sum()), once=int((everyone.sentences == 1).sum()),
    )  # fmt: skip


def read_kinds(kinds: Finding, words: Words) -> Prose:
    """Say how speech parts into named, described and unknown sources."""
    table = kinds.table.set_index("voice_kind")
    spoken = int(table.loc[["named", "described", "unknown"], "sentences"].sum())
    if not spoken:
        return say(words, "voices.answer_none", role="reading")
    row = kinds.table[kinds.table.voice_kind == "named"].iloc[0]
    return say(words, "voices.read_kinds", role="reading", n=spoken, named=kinds.link(row, int(row.sentences)))


def read_positions(positions: Finding, statements: pd.DataFrame, words: Words) -> Prose:
    """Say who makes most statements, and on which theme."""
    if positions.table.empty:
        return say(words, "voices.read_positions_none", role="reading")
    totals = statements.groupby("actor").size()
    actor = totals.sort_values(ascending=False, kind="stable").index[0]
    theme = statements[statements.actor == actor].theme.mode().iloc[0]
    return say(
        words, "voices.read_positions", role="reading", n=len(statements), actors=statements.actor.nunique(),
        actor=actor, most=int(totals.max()), theme=lower_first(positions.label("theme", theme, words)),
    )  # fmt: skip


def _threats(camps: Finding) -> pd.DataFrame:
    """Return ``camp, n, share``: statements, and the part that sees a threat, most first."""
    table = camps.table.assign(threat=camps.table.n.where(camps.table.stance == "threat", 0))
    sums = table.groupby("camp", sort=False)[["n", "threat"]].sum().reset_index()
    return sums.assign(share=sums.threat / sums.n)


def title_camps(camps: Finding, words: Words) -> str:
    """Title: the camp that sees most threat."""
    threats = _threats(camps)
    if len(threats) < 2:
        return words("voices.title_camps_few")
    return words("voices.title_camps", camp=lower_first(camps.label("camp", threats.camp.iloc[0], words)))


def read_camps(camps: Finding, statements: pd.DataFrame, words: Words) -> Prose:
    """Say which camps see most and least threat, and of how many statements the camp is known."""
    threats, known = _threats(camps), int((statements.camp != "").sum())
    reading = say(words, "voices.read_camps_known", role="reading", n=known, total=len(statements))
    if len(threats) < 2:
        return reading
    first, last = threats.iloc[0], threats.iloc[-1]
    return reading + say(
        words, "voices.read_camps", role="reading",
        first=lower_first(camps.label("camp", first.camp, words)), share_first=words.percent(first.share),
        n_first=int(first.n), last=lower_first(camps.label("camp", last.camp, words)),
        share_last=words.percent(last.share), n_last=int(last.n),
    )  # fmt: skip


def title_debate(nodes: Finding, words: Words) -> str:
    """Title: the theme that most voices speak of."""
    themes = nodes.table[nodes.table.kind == "theme"]
    return words("voices.title_debate", theme=themes.node.iloc[0]) if len(themes) else words("voices.none")


def read_network(coalitions: Finding, ties: pd.DataFrame, words: Words) -> Prose:
    """Say how many actors agree or oppose, and who stands between."""
    table = coalitions.table
    if ties.empty:
        return say(words, "voices.read_network_none", role="reading", n=len(table))
    agree, oppose = int((ties.weight > 0).sum()), int((ties.weight < 0).sum())
    reading = say(words, "voices.read_network", role="reading", n=len(table), agree=agree, oppose=oppose)
    between = table[table.betweenness > 0]
    if between.empty:
        return reading
    broker = highest(between, "betweenness").actor
    return reading + say(words, "voices.read_broker", role="reading", actor=broker)


def read_polarisation(polarisation: Finding, words: Words) -> Prose:
    """Say in which period actors split most."""
    known = polarisation.table.dropna(subset=["polarisation"])
    known = known[known.pairs >= 5]
    if len(known) < 2:
        return say(words, "voices.read_polarisation_few", role="reading")
    most = highest(known, "polarisation")
    return say(words, "voices.read_polarisation", role="reading", period=most.period, n=int(most.pairs),
               share=words.percent(float(most.polarisation)))  # fmt: skip


def read_lineage(spread: Finding, missed: str, words: Words) -> Prose:
    """Say how many utterances travel, and whether translations could be looked for."""
    n = spread.table.utterance.nunique() if len(spread.table) else 0
    reading = say(words, "voices.read_lineage", role="reading", n=n)
    return reading + say(words, "voices.missed_translations", role="reading") if missed else reading


def read_silence(silence: Finding, words: Words) -> Prose:
    """Say what is never said, and how rare it may still be."""
    if silence.table.empty:
        return say(words, "voices.read_silence_none", role="reading")
    first = silence.table.iloc[0]
    return say(words, "voices.read_silence", role="reading", n=len(silence.table), looked=int(first.n),
               at_most=words.percent(float(first.at_most)))  # fmt: skip
