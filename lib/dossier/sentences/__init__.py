"""
Sentences: a text as the rows that everything else is counted in.

    lexicon      abbreviations, openers, function words: data
    blocks       the layout: paragraphs, headings, bullets, rows
    glue         line breaks that were lost
    boundaries   where a sentence ends
    posts        embedded posts and their tails
    languages    French, English or neither
    rules        the words that give web furniture away: data
    lines        a page as lines
    forms        lines that their form gives away
    neighbours   bars, cards, profiles, repeats, the rest of the page
    furniture    what is not the article, with a reason: `mark_furniture`
    splitting    all of these: `split_sentences`
    repeats      lines that an outlet prints in every article
    corrections  the user's word on what is furniture
    loading      the sentences of a corpus: `load_sentences`
    tables       ``dossier sentences``
"""

from dossier.sentences.furniture import mark_furniture
from dossier.sentences.loading import load_sentences
from dossier.sentences.splitting import find_sentences, split_sentences

__all__ = ["find_sentences", "load_sentences", "mark_furniture", "split_sentences"]
