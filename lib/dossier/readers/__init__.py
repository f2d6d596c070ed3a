"""
Readers: bytes to articles. One small module a format, one registry.

    encoding, characters    bytes to text, and what was mended on the way
    frontmatter, fields     the catalogue of an article: names, synonyms, forms
    dates, languages        what may be read or inferred, and what must stay empty
    html, pdf, docx, ...    one module a format
    registry                which module reads which file
    importing, manifest     sources into a corpus folder, every input file accounted for
"""
