"""
What a careful editor would print under a figure: paragraphs computed from findings, a module a notebook.

    common        leaders, ties, notes on how a corpus was put together
    corpus        what was read and left out, who takes from whom
    agreement     how far coders, and the machine, agree
    topics        what is talked about, and how firmly
    themes        which arguments, on which side
    voices        who speaks
"""
