"""Lines that their form gives away, whatever their words: addresses, dates, names with a date, credits, bars."""

import re

from dossier.sentences.lexicon import load_data
from dossier.sentences.lines import ENDED
from dossier.sentences.posts import DATE, MONTH

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.){1,3}[a-z]{2,6}(?:/\S*)?")
_PART = r"(?:[^\W\d_a-z][\w’'.-]*,?|de|du|des|la|le|van|von|el|et|and|&|,|-)"
_NAME = re.compile(rf"{_PART}(?: {_PART}){{1,11}}(?: \([^()]{{2,50}}\))?")
_WEEKDAY = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|\w{3,6}day)"
_HOUR = r"(?:[ ,·|à-]+(?:at )?\d{1,2}[:h]\d{0,2}(?: ?[ap]\.?m\.?)?)?"
_DAY = rf"(?:{DATE}|\d{{1,2}}[ .]\d{{1,2}}[ .]\d{{4}}|(?:{MONTH}) \d{{4}})"
_DATE_LINE = re.compile(rf"(?:le |on )?{_WEEKDAY}?,? ?{_DAY}{_HOUR}(?: \w{{2,4}})?", re.IGNORECASE)
_CUE = (
    r"(?:publi\w*|posted|updated|last updated|mis(?:e)? (?:à jour|en ligne)|modifié\w*|rédigé\w*|écrit|written|paru\w*"
    r"|par|by)"
)
_CUED_DATE = re.compile(rf"{_CUE}\b.{{0,60}}\b{DATE}", re.IGNORECASE)
_DATED_CUE = re.compile(rf".{{0,40}}(?i:{DATE}.{{0,20}}\b{_CUE}) [^\W\d_a-z]")
_TWO_DATES = re.compile(rf"(?i:{DATE}.{{0,30}}\b{_CUE}.{{0,12}}{DATE}{_HOUR})")
_SIGNED_DATE = re.compile(
    rf"{_NAME.pattern}(?<! du)(?<! de)(?<! des),? ?(?:[|·•–-] )?(?i:(?:le |on )?(?:{_WEEKDAY} )?{DATE}{_HOUR})"
)
_CREDIT = re.compile(
    r"\(?(?:©|[^\W\d_a-z][\w’'.-]*(?: [\w’'.-]+){1,3}/(?=\w))[^.!?]{2,40}\)?|\([^()]{2,40}/[^()]{2,30}\)"
    r"|\((?:AFP|AP|Reuters|REUTERS|Getty Images|EPA|Belga|SIPA|Sipa|DR|D\.R\.)\)"
)
_CRUMBS = re.compile(r"\s[|>›»·•]\s")
_MOST_WORDS = 20


def judge_form(line: str) -> str:
    """
    Return the reason why a line that stands alone is furniture by its form, or an empty string.

    Examples
    --------
    >>> [judge_form(line) for line in ("https://exemple.fr/a", "12 juin 2024", "Facebook | X", "#port #quai")]
    ['link-card', 'byline', 'share', 'menu']
    >>> judge_form("Manifestation du 12 juin 2024")
    ''
    """
    words = line.split()
    if len(words) > _MOST_WORDS:
        return ""
    if ADDRESS.fullmatch(line):
        return "link-card"
    if is_dateline(line):
        return "byline"
    if _CREDIT.fullmatch(line):
        return "source-line"
    networks = load_data("furniture_names")["networks"]
    bare = [word for w in words if (word := w.strip("•·|/,-&+:").lower())]
    if bare and all(word in networks for word in bare):
        return "share"
    tags = all(word.startswith("#") and len(word) > 1 for word in words)
    crumbs = len(_CRUMBS.findall(line)) >= 2 and not ENDED.search(line)
    return "menu" if tags or crumbs else ""


def is_dateline(line: str) -> bool:
    """
    Whether a line says when, and perhaps by whom, a text was published, and nothing else.

    Examples
    --------
    >>> [is_dateline(line) for line in ("Ana Roche, le 12 juin 2024", "Updated June 3, 2024", "Brest, juin 1944")]
    [True, True, False]
    """
    if any(form.fullmatch(line) for form in (_DATE_LINE, _SIGNED_DATE, _TWO_DATES)):
        return True
    unended = not line.endswith(".")
    return unended and bool(_CUED_DATE.match(line) or _DATED_CUE.match(line))


def is_name(line: str) -> bool:
    """
    Whether a line looks like the names of one or several people, perhaps with a remark in brackets.

    Examples
    --------
    >>> [is_name(line) for line in ("Ana Roche et Paul de Brest", "Ana Roche (à Brest)", "Ana parle")]
    [True, True, False]
    """
    return bool(_NAME.fullmatch(line.strip(" .,-–")))
