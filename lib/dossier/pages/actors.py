"""
Portraits: the page of each actor with enough statements, and the page that lists them.

Who it is, what it says by theme and side with every sentence, where and when, who stands beside and against it.
Fewer statements than `persons.ENOUGH` make no portrait; a private person has none.
"""

from collections.abc import Mapping

import pandas as pd

from dossier.figures.sheet import NARROW, SMALL, WIDE, Sheet, fit_text, text_width
from dossier.figures.svg import inline_svg
from dossier.findings.cells import escape, shorten, show_value
from dossier.findings.slugs import slugify
from dossier.pages.evidence import Place
from dossier.pages.frame import Page
from dossier.pages.listing import list_rows
from dossier.pages.material import Material
from dossier.pages.persons import ENOUGH
from dossier.pages.sharing import name_list
from dossier.schema import SENTENCE_KEY
from dossier.strings import Words

INDEX = "actors/index.html"
_SIDES = ("threat", "mixed", "opportunity")
_OTHER = {"threat": "opportunity", "opportunity": "threat"}
_NEIGHBOURS = 12
_SQUARE, _STEP = 13, 17  # pixels

Lists = dict[tuple[str, str], pd.DataFrame]  # statements of one actor by theme and stance


def portrait_pages(material: Material, words: Words) -> list[Page]:
    """Return the page of every actor of `Material.portraits`, and their index; none where there is none."""
    if not material.portraits:
        return []
    pages = [_portrait(actor, file, material, words) for actor, file in material.portraits.items()]
    return [_index(material, words), *pages]


def portrait_lists(material: Material) -> dict[str, Place]:
    """Return where lists stand on portraits, by `sharing.name_list`: an actor's statements, and by theme and stance."""
    places: dict[str, Place] = {}
    for actor, file in material.portraits.items():
        page = file.removesuffix(".html")
        lists = _lists(actor, material)
        places[name_list(pd.concat(lists.values())[list(SENTENCE_KEY)])] = (page, "statements")
        for key, rows in lists.items():
            places.setdefault(name_list(rows[list(SENTENCE_KEY)]), (page, _anchor(key)))
    return places


def link_voices(html: str, portraits: Mapping[str, str]) -> str:
    """
    Link each row of a table that is headed by a voice to the voice's portrait.

    Examples
    --------
    >>> link_voices('<th scope="row">Ada</th><th scope="row">Bo</th>', {"Ada": "actors/ada.html"})
    '<th scope="row"><a href="actors/ada.html">Ada</a></th><th scope="row">Bo</th>'
    """
    for actor, file in portraits.items():
        head = f'<th scope="row">{escape(actor)}</th>'
        html = html.replace(head, f'<th scope="row"><a href="{file}">{escape(actor)}</a></th>')
    return html


def _anchor(key: tuple[str, str]) -> str:
    return slugify("-".join(key))


def _lists(actor: str, material: Material) -> Lists:
    own = material.statements[material.statements["actor"] == actor]
    if len(material.codes):
        words_found = material.codes[[*SENTENCE_KEY, "theme", "evidence"]]
        own = own.merge(words_found, on=[*SENTENCE_KEY, "theme"], how="left")
    order = {theme: place for place, theme in enumerate(material.themes)}
    own = own.assign(_theme=own["theme"].map(order), _side=[_SIDES.index(s) for s in own["stance"]])
    own = own.sort_values(["_theme", "_side", "article_id", "sentence_no"], kind="stable")
    return {(str(t), str(s)): rows for (t, s), rows in own.groupby(["theme", "stance"], sort=False)}


def _portrait(actor: str, file: str, material: Material, words: Words) -> Page:
    lists = _lists(actor, material)
    sections = "".join(_section(key, rows, material, words) for key, rows in lists.items())
    n = sum(map(len, lists.values()))
    parts = [
        ("statements", words("pages.portrait_statements"), _figure(lists, material, words) + sections, n),
        ("where", words("pages.portrait_where"), _outlets(actor, material, words), 0),
        ("neighbours", words("pages.portrait_neighbours"), _neighbours(actor, material, words), 0),
    ]
    main = "".join(
        f'<section id="{anchor}"{f" data-n={chr(34)}{count}{chr(34)}" if count else ""}><h2>{escape(title)}</h2>'
        f"{content}</section>"
        for anchor, title, content, count in parts
    )
    rule = escape(words("pages.portrait_rule", n=ENOUGH))
    return Page(
        file=file,
        title=shorten(actor, limit=120),
        main=f'{main}<p class="ways">{rule} <a href="index.html">{escape(words("pages.portraits_all"))}</a></p>',
        kind="actor",
        kicker=words("pages.portrait"),
        lead=_lead(actor, material, words),
    )


def _lead(actor: str, material: Material, words: Words) -> str:
    own = material.statements[material.statements["actor"] == actor]
    dates = sorted(date for date in own["published_date"] if date)
    first, last = (words.date(dates[at]) if dates else "" for at in (0, -1))
    said = words(
        "pages.portrait_lead", n=len(own), articles=words("findings.unit_articles", n=own["article_id"].nunique()),
        outlets=words("pages.unit_outlets", n=own["outlet"].nunique()),
    )  # fmt: skip
    when = first if first == last else f"{first} – {last}"
    return (
        f'<p class="stand">{escape(_who(actor, material, words))}</p>'
        f'<p class="ways">{escape(said)}{escape(f" · {when}" if when else "")}</p>'
    )


def _who(actor: str, material: Material, words: Words) -> str:
    """Return role, organisation and camp, as far as the corpus says them."""
    known = material.actors.find(actor)
    camp = material.actors.camp_label(known.camp, lang=words.lang) if known else ""
    parts = [known.role, known.organisation, camp] if known else []
    return " · ".join(shorten(part, limit=120) for part in parts if part)


def _section(key: tuple[str, str], rows: pd.DataFrame, material: Material, words: Words) -> str:
    said, listed = list_rows(rows, by=("theme", "stance"), material=material, words=words)
    title = escape(_cell_name(key, material, words))
    return (
        f'<section id="{_anchor(key)}" data-n="{len(rows)}"><h3>{title}</h3>'
        f'<p class="count"><b>{escape(said)}</b></p>{listed}</section>'
    )


def _cell_name(key: tuple[str, str], material: Material, words: Words) -> str:
    return f"{material.themes.get(key[0], key[0])} · {show_value(key[1], 'stance', words)}"


def _figure(lists: Lists, material: Material, words: Words) -> str:
    """Draw a square a statement: a row a theme, a column a side; each cell opens its list."""
    sizes = {key: len(rows) for key, rows in lists.items()}
    most = max(sizes.values())
    leaders = [key for key, n in sizes.items() if n == most]
    title = words("pages.portrait_each")
    if len(leaders) == 1:
        title = words(
            "pages.portrait_most", cell=_cell_name(leaders[0], material, words), n=most, total=sum(sizes.values())
        )
    alt = "; ".join(f"{_cell_name(key, material, words)}: {n}" for key, n in sizes.items())
    heading = f'<title id="fig-t">{escape(title)}</title><desc id="fig-d">{escape(alt)}</desc>'
    drawn = "".join(
        inline_svg(
            _draw(sizes, width, material, words), kind=kind, heading=head, labelled_by="fig-t", described_by="fig-d"
        )
        for width, kind, head in ((WIDE, "wide", heading), (NARROW, "narrow", ""))
    )
    below = escape(words("pages.portrait_squares"))
    return (
        f'<figure class="fig"><figcaption><p class="fig-title">{escape(title)}</p><p class="fig-sub">{below}</p>'
        f"</figcaption>{drawn}</figure>"
    )


def _draw(sizes: Mapping[tuple[str, str], int], width: float, material: Material, words: Words) -> Sheet:
    themes = list(dict.fromkeys(theme for theme, _ in sizes))
    names = {theme: fit_text(material.themes.get(theme, theme), width * 0.3) for theme in themes}
    left = max(map(text_width, names.values())) + 14
    column = (width - left) / len(_SIDES)
    across = max(int((column - 30) // _STEP), 1)
    heights = {
        theme: max(-(-sizes.get((theme, side), 0) // across) for side in _SIDES) * _STEP + 12 for theme in themes
    }
    sheet = Sheet(width, 24 + sum(heights.values()))
    for place, side in enumerate(_SIDES):
        label = fit_text(show_value(side, "stance", words), column - 4, size=SMALL, bold=True)
        sheet.text(left + place * column, 8, label, size=SMALL, bold=True)
    y = 24.0
    for theme in themes:
        sheet.line([(0, y - 3), (width, y - 3)], "rule")
        sheet.text(0, y + 9, names[theme])
        for place, side in enumerate(_SIDES):
            if n := sizes.get((theme, side)):
                _draw_cell(sheet, left + place * column, y + 3, n, across, (theme, side), material, words)
        y += heights[theme]
    return sheet


def _draw_cell(sheet: Sheet, x: float, y: float, n: int, across: int, key: tuple[str, str], material: Material,
               words: Words) -> None:  # fmt: skip
    said = words("findings.unit_sentences", n=n)
    mark = sheet.mark(f"#{_anchor(key)}", f"{_cell_name(key, material, words)}: {said}")
    for square in range(n):
        row, place = divmod(square, across)
        sheet.rect(x + place * _STEP, y + row * _STEP, _SQUARE, _SQUARE, key[1], mark=mark)
    sheet.text(x + min(n, across) * _STEP + 3, y + _SQUARE / 2, words.number(n), mark=mark, size=SMALL, bold=True)


def _outlets(actor: str, material: Material, words: Words) -> str:
    own = material.statements[material.statements["actor"] == actor]
    items = []
    for (date, article), rows in own.groupby(["published_date", "article_id"], sort=True):
        source = material.by_article.get(str(article), {})
        named = escape(shorten(source.get("outlet") or article, limit=80))
        if material.has_page(str(article)):
            named = f'<a href="../articles/{escape(article)}.html">{named}</a>'
        when = words.date(str(date)) or words("pages.no_date")
        said = escape(f"{when}, {words('pages.unit_statements', n=len(rows))}")
        items.append(f"<li>{named} <cite>{said}</cite>")
    return f'<ul class="plain">{"".join(items)}</ul>'


def _neighbours(actor: str, material: Material, words: Words) -> str:
    """Return who takes the same and who the opposite side on a theme of this actor, most themes first."""
    named = material.statements[material.statements["actor_kind"] == "named"]
    sides = _main_sides(named)
    own = sides.loc[sides["actor"] == actor, ["theme", "stance"]]
    others = sides[sides["actor"] != actor]
    parts = [
        _company("pages.portrait_beside", others.merge(own, on=["theme", "stance"]), material, words),
        _company("pages.portrait_against", others.merge(own.assign(stance=own["stance"].map(_OTHER)),
                                                        on=["theme", "stance"]), material, words),
    ]  # fmt: skip
    return "".join(parts) or f"<p>{escape(words('pages.portrait_alone'))}</p>"


def _main_sides(statements: pd.DataFrame) -> pd.DataFrame:
    """Return ``actor, theme, stance``: the side that each takes more often; none where both are as frequent."""
    taken = statements[statements["stance"].isin(_OTHER)]
    counts = taken.groupby(["actor", "theme", "stance"]).size().rename("n").reset_index()
    most = counts[counts["n"] == counts.groupby(["actor", "theme"])["n"].transform("max")]
    return most.drop_duplicates(["actor", "theme"], keep=False)[["actor", "theme", "stance"]]


def _company(key: str, met: pd.DataFrame, material: Material, words: Words) -> str:
    counts = met.groupby("actor")["theme"].agg(list).reset_index()
    counts = counts.assign(n=counts["theme"].map(len)).sort_values(["n", "actor"], ascending=[False, True])
    if counts.empty:
        return ""
    items = []
    for row in counts.head(_NEIGHBOURS).to_dict("records"):
        name = escape(shorten(material.masks.text(row["actor"]), limit=80))
        if file := material.portraits.get(row["actor"]):
            name = f'<a href="../{file}">{name}</a>'
        themes = escape(words.join([material.themes.get(theme, theme) for theme in row["theme"]]))
        items.append(f"<li>{name} <cite>{themes}</cite>")
    more = (
        f"<li><cite>{escape(words('pages.and_more', n=len(counts) - len(items)))}</cite>"
        if len(counts) > len(items)
        else ""
    )
    return f'<h3>{escape(words(key))}</h3><ul class="plain">{"".join(items)}{more}</ul>'


def _index(material: Material, words: Words) -> Page:
    counts = material.statements.groupby("actor").size()
    items = "".join(
        f'<li><a href="../{file}">{escape(shorten(actor, limit=120))}</a> '
        f"<cite>{escape(_line(actor, int(counts[actor]), material, words))}</cite>"
        for actor, file in material.portraits.items()
    )
    named = material.statements.loc[material.statements["actor_kind"] == "named", "actor"].nunique()
    lead = words("pages.portraits_lead", shown=len(material.portraits), named=named, enough=ENOUGH)
    return Page(
        file=INDEX,
        title=words("pages.portraits"),
        main=f'<ul class="plain">{items}</ul>',
        kind="actor",
        kicker=words("pages.portrait"),
        lead=f'<p class="stand">{escape(lead)}</p>',
    )


def _line(actor: str, n: int, material: Material, words: Words) -> str:
    who = _who(actor, material, words)
    return f"{words('pages.unit_statements', n=n)}{' · ' if who else ''}{who}"
