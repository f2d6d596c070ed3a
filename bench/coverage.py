"""
How often the intervals of `dossier.estimates` hold the truth, on made-up corpora whose truth is known.

Articles of about ten sentences each carry a theme at rates of their own (intra-article correlation 0.1), and the
machine's errors differ from article to article (3 % false, 30 % missed on average).

usage: python bench/coverage.py [DRAWS]
"""

import sys

import numpy as np

from dossier.estimates import estimate_share

ARTICLES, PREVALENCES, DRAWN = (5, 12, 40, 150), (0.02, 0.05, 0.1, 0.3), 150
CODINGS = ("hand", "corrected", "mostly read")


def draw_share(rng: np.random.Generator, *, articles: int, prevalence: float, coding: str):
    """Estimate the share of one made-up corpus."""
    inside = rng.beta(prevalence * 9, (1 - prevalence) * 9, articles)
    of = np.repeat(np.arange(articles), rng.poisson(8, articles) + 2)
    truth = (rng.random(len(of)) < inside[of]).astype(float)
    false, missed = rng.beta(0.3, 9.7, articles)[of], rng.beta(3, 7, articles)[of]
    machine = np.where(rng.random(len(of)) < np.where(truth == 1, missed, false), 1 - truth, truth)
    drawn = np.isin(np.arange(len(of)), rng.choice(len(of), min(DRAWN, len(of)), replace=False))
    if coding == "hand":
        return estimate_share(machine, of, read=truth)
    read = np.where(drawn | (rng.random(articles) < 0.7)[of], truth, np.nan) if coding == "mostly read" else None
    return estimate_share(machine, of, by_hand=np.where(drawn, truth, np.nan), read=read)


def main(draws: int = 2000) -> None:
    """Print a table: part of the intervals that hold the truth, and their mean width."""
    print("| articles | prevalence |" + "|".join(f" {coding} " for coding in CODINGS) + "|\n|---|---|---|---|---|")
    for articles in ARTICLES:
        for prevalence in PREVALENCES:
            cells = []
            for coding in CODINGS:
                rng = np.random.default_rng([articles, round(100 * prevalence), CODINGS.index(coding)])
                cell = {"articles": articles, "prevalence": prevalence, "coding": coding}
                shares = [draw_share(rng, **cell) for _ in range(draws)]
                known = [s for s in shares if not np.isnan(s.low)]
                held = np.mean([s.low <= prevalence <= s.high for s in known]) if known else np.nan
                width = np.mean([s.high - s.low for s in known]) if known else np.nan
                cells.append(f" {held:.3f} ({width:.3f}) " if known else " refused ")
            print(f"| {articles} | {prevalence:.2f} |" + "|".join(cells) + "|", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
