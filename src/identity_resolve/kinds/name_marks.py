"""What stands around a name in one field: roles, notes, forms of other systems, companies."""

from __future__ import annotations

import re

from identity_resolve.kinds.nickname import is_known_given

__all__ = [
    "COMPANY_FIRST_WORDS",
    "MARKS",
    "WEAK_FORMS",
    "drop_marks",
    "is_company",
    "read_ticket",
    "reorder",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMPANY_FORMS = _words(
    """kg pvt llc inc incorporated ltd limited corp corporation llp lllp plc pllc gmbh ohg bv srl sarl pty
    pte ltda company co sons daughters bros brothers associates partners"""
)
WEAK_FORMS = _words("sa ab ag as nv oy spa se")
"""Forms of companies that are names, too, where a given name stands before them."""

COMPANY_FIRST_WORDS = _words("ooo zao oao pao ao gmbh pt ud")
"""Forms of companies that stand before the name, romanized."""

_COMPANY_SIGN = re.compile(r"株式会社|有限会社|有限公司|주식회사")
_INITIALS_ONLY = re.compile(r"[a-z]{1,3} ?& ?[a-z]{1,3}")
_AFTER_AND = _words("co sons daughters bros brothers associates partners")
_BODY = re.compile(
    r"(?:the )?(?:city|county|town|township|village|state|commonwealth|department|dept|bureau|office"
    r"|ministry|university|college|bank|church|school|board|board of education|friends) of (?:the )?"
    r"[^\W\d_]"
)

_BEFORE = re.compile(
    r"[\W_]*(?:z\. ?hd\.? |zu handen |de heer (?:en mevrouw )?"
    r"|(?:deceased|decd|trustees?|ttee|executor|executrix|guardian|administrator)\W+"
    r"|(?:the )?late (?=\w+\W+\w)|(?:attn|attention|fao|c/o|care of|dear|hello|hi)[\s:.,]+"
    r"|(?:to )?(?:the )?(?:parents?(?: or guardians?)?|guardians?|widow|heirs|household) of (?:the )?"
    r"|(?:the )?(?:estate|est\.?) of (?:the late )?|(?:customer|name|caller|client|contact)\s*:\s*)"
    r"(?=\w)"
)
_BEHIND = re.compile(
    r"(?<=[\w.)])[\W_]+(?:deceased|decd|dec'd|ttees?|trustees?|as trustee|poa|executor|executrix"
    r"|conservator|guardian|jtwros|jt ten|t\.?o\.?d|p\.?o\.?d|tr"
    r"|(?:the )?(?<!real )estate(?: of)?|et ?al|et ?ux|vip|do not (?:call|contact|mail)|dnc"
    r"|a minor(?: child)?|an? (?:single|married|unmarried) (?:man|woman|person)|husband and wife"
    r"|(?:d\.?o\.?b|born)\b.*)[\W_]*$|(?<=\w),\s*(?:minor|dec)[\W_]*$"
)
_CONTACT = re.compile(
    r"(.+?)[\s,-]*(?:\((?:attn|attention|contact|c/o)?[\s:.]*([^()\d]+)\)"
    r"|[\s,/-](?:attn|attention|contact|c/o|care of)\b[\s:.]*(\D+))"
)
_PARTS_OF_COMPANIES = _words(
    """office branch location store dept department division plant site warehouse north south east west
    st street ave avenue rd road blvd billing payable accounts"""
)
_OF_MOTHER = re.compile(r"\b(baby|(?:baby)?(?:boy|girl)|infant|new ?born|male|bb|bg) of [^\W\d_]+")
_HOUSEHOLD = re.compile(r"(?:the )?([^\W\d_]+(?:-[^\W\d_]+)?) (?:family|household)")
_JAPANESE_STYLE = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])\s*(?:様|さん|先生|殿|女士|小姐|太太|씨|님)$"
)
_THE_GENERATION = re.compile(r"[\s,]+the (\w+)$")
_ORDINALS = {
    "second": "ii",
    "third": "iii",
    "fourth": "iv",
    "younger": "jr",
    "elder": "sr",
    **{word: word for word in ("2nd", "3rd", "4th", "5th", "ii", "iii", "iv")},
}
_UND_ZU = re.compile(r"\bvon und zu\b")
_TITLE = re.compile(r"^(?:herrn?|hrn|mw)\.? (?=\w)")  # before a family name alone too
_BARE_ORDINAL = re.compile(r"(?<=\w )([23])d$")
_INITIALS = re.compile(r"jr (?=[^\W\d_]{2,}$)")
_IRISH = re.compile(
    r"(?<!\S)o (?=(?:brien|briain|neill?|connor|connell|donnell|hara|reilly|rourke|sullivan|leary"
    r"|malley|keefe|keeffe|toole|dowd|shea|grady|halloran|meara|callaghan|dwyer|gorman|hare|kane"
    r"|loughlin|mahon[e]?y|donoghue|donovan|flaherty|hagan|higgins|riordan|regan|driscoll)(?:,|$))"
)
_GOAN = re.compile(r"(?<=\w )d (?=(?:souza|sousa|silva|cruz|costa|mello|angelo|amico|ambrosio)$)")

_MACHINE = re.compile(r"([^\W\d_-]+(?:<[^\W\d_]+)*)<<([^\W\d_<]+(?:<[^\W\d_]+)*)<*")
_MESSAGE = re.compile(r"([^\^]+)\^([^\^]*)((?:\^[^\^]*){0,5})")
_FLOWN = r"([^\W\d_]+(?:[ '-][^\W\d_]+)*)/([^\W\d_]+(?:[ '-][^\W\d_]+)*?)"
_TICKET = re.compile(
    rf"{_FLOWN}([ .]?)(mr|mrs|ms|miss|mstr|mss|dr|chd|inf)(?: ?\((?:adt|chd|inf)\))?"
)
_PASSENGER = re.compile(_FLOWN)
_LEAST_GIVEN = 3
"""Letters of a given name nobody knows that a title may be stuck to (not ``OSMR``)."""

_NO_TITLE = _words(
    "abrams adams grams harms helms holms sims simms symms thoms timms toms wilhelms williams amr omr"
)
"""Names that end like a title."""

_FAMILY_PARTICLES = _words("van al ben del le la de el abu mac")
_LIST = re.compile(r"([^,\s]+),([^,\s]+),([^,\s]+)|([^,]+), ?([^,]+), ?([^\W\d_vi])\.?")
_LONG_LIST = re.compile(r"([^,]+), ?([^,\s]+), ?([^,\s]+), ?((?:[js]r|i[iv]|iii)\.?)")
_KATAKANA = re.compile(
    r"([\u30a1-\u30fa\u30fc]+)・((?:[\u30a1-\u30fa\u30fc]+・)*)([\u30a1-\u30fa\u30fc]+)"
)
_ORDER_SIGNS = frozenset("<^/,;|・?\ufffd")
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])[?\ufffd]+(?=[^\W\d_])")
_CHILD_OF = re.compile(
    r"(?<=\w) [sdw]/o (?=\w)"
)  # in India the father's name stands as a family name
_CHILD_OF_NAMED = re.compile(r"(\w{2,} \w{2,}) [sdw]/o .+")
_NOT_APPLICABLE = re.compile(r"(?<!\S)n/a(?!\S)")

MARKS = _words(
    """estate tod pod tr single married unmarried husband z zu heer deceased decd late
    trustee trustees ttee ttees executor executrix guardian administrator
    conservator attn attention fao care dear hello hi est poa jtwros vip dnc baby
    infant newborn unborn babyboy babygirl boy girl bb bg twin family household minor born dob third
    second fourth fifth al
    ux ten parent parents widow heirs s w herr herrn hrn mw"""
)
"""Words that may mean that more than a name is told."""

_TRIGGERS = (
    MARKS
    | _COMPANY_FORMS
    | _words("the of o d n jr 2d 3d und c customer name caller client contact et do as et")
)
_TOKENS = re.compile(r"\w+")


def is_company(text: str) -> bool:
    """Whether a prepared text names a company or a public body.

    >>> is_company("acme, inc."), is_company("city of oakland"), is_company("john smith")
    (True, True, False)
    """
    text = text.rstrip(", ")
    before, _, last = text.replace(".", "").rpartition(" ")
    if last in WEAK_FORMS and before:
        return not is_known_given(before.split(" ")[0])
    if before and last in _COMPANY_FORMS:
        return last not in _AFTER_AND or before.endswith((" &", " and"))
    if before and text.partition(" ")[0] in COMPANY_FIRST_WORDS:
        return True
    if "&" in text and _INITIALS_ONLY.fullmatch(text):
        return True
    if not text.isascii() and _COMPANY_SIGN.search(text):
        return True
    return " of " in text and _BODY.match(text) is not None


def _contact_of(text: str) -> str:
    """The person named behind an organization, or else the organization alone.

    >>> _contact_of("acme llc - attn: jane roe"), _contact_of("acme llc (austin office)")
    ('jane roe', 'acme llc')
    >>> _contact_of("jane roe (acme llc)")
    'jane roe (acme llc)'
    """
    found = _CONTACT.fullmatch(text)
    if found is None or not is_company(found[1]):
        return text
    person = found[2] or found[3]
    names = _TOKENS.findall(person)
    given = names[1:2] if "," in person else names[:1]
    is_person = len(names) > 1 and is_known_given(given[0]) and names[-1] not in _PARTS_OF_COMPANIES
    return person if is_person else found[1]


def reorder(text: str, *, capitals: bool = False) -> str:
    """A name of a passport, a message, a ticket or a list, written as people write it.

    >>> reorder("smith<<john<quincy<<<<"), reorder("smith^john^q^jr^dr"), reorder("smith/john mr")
    ('smith, john quincy', 'smith, john q jr dr', 'smith, john')
    >>> reorder("smith,john,quincy"), reorder("ジョン・スミス")
    ('smith, john quincy', 'スミス, ジョン ')
    """
    if _ORDER_SIGNS.isdisjoint(text):
        return text
    text = _LOST_LETTER.sub("", text).replace(";", ",").replace("|", ",")
    if found := _MACHINE.fullmatch(text):
        return f"{found[1]}, {found[2]}".replace("<", " ")
    if found := _MESSAGE.fullmatch(text):
        return f"{found[1]}, {found[2]}{found[3]}".replace("^", " ").strip(" ")
    if "/" in text and (ticket := read_ticket(text, capitals=capitals)):
        return ticket
    if found := _LIST.fullmatch(text):
        return f"{found[1] or found[4]}, {found[2] or found[5]} {found[3] or found[6]}"
    if found := _LONG_LIST.fullmatch(text):
        return f"{found[1]}, {found[2]} {found[3]}, {found[4]}"
    if found := _KATAKANA.fullmatch(text):
        return f"{found[3]}, {found[1]} {found[2]}".replace("・", " ")
    return text


def read_ticket(text: str, *, capitals: bool) -> str:
    """``smith/john mr`` with a comma for the slash, else ``""``; without a title only in capitals.

    >>> read_ticket("garcia/anamrs", capitals=False), read_ticket("lee/adams", capitals=False)
    ('garcia, ana', '')
    >>> read_ticket("smith/john", capitals=True), read_ticket("john/mary smith", capitals=True)
    ('smith, john', '')
    """
    if (found := _TICKET.fullmatch(text)) and _is_title(*found.groups()[1:]):
        is_passenger = not _begins_given(found[1])
    else:
        found = _PASSENGER.fullmatch(text) if capitals else None
        is_passenger = found is not None and _is_passenger(found[1], found[2].split(" "))
    return f"{found[1]}, {found[2]}" if found and is_passenger else ""


def _is_title(given: str, between: str, title: str) -> bool:
    """Whether what ends a name is a title, be it stuck to it."""
    if between:
        return True
    is_name = title == "dr" or given.rpartition(" ")[2] + title in _NO_TITLE
    return not is_name and (len(given) >= _LEAST_GIVEN or is_known_given(given))


def _is_passenger(family: str, given: list[str]) -> bool:
    """Whether a family and its given names are told, not two people (``JOHN/MARY SMITH``)."""
    is_couple = len(given) > 1 and len(given[-1]) > 1 and is_known_given(family)
    return is_known_given(given[0]) and not is_couple and not _begins_given(family)


def _begins_given(family: str) -> bool:
    """Whether words before a slash are a whole name."""
    first, *others = family.split(" ")
    return bool(others) and first not in _FAMILY_PARTICLES and is_known_given(first)


def drop_marks(text: str) -> str:
    """A folded name without roles and notes around it; words for a generation in short.

    >>> drop_marks("the estate of john smith, deceased"), drop_marks("attn: john smith the third")
    ('john smith', 'john smith iii')
    >>> drop_marks("baby boy of ann smith"), drop_marks("the smith family"), drop_marks("sean o brien")
    ('baby boy smith', 'fnu smith', 'sean obrien')
    """
    if _TRIGGERS.isdisjoint(_TOKENS.findall(text)):
        return _JAPANESE_STYLE.sub("", text) if not text.isascii() else text
    text, before = _contact_of(text), ""
    while before != text:
        before = text
        text = _BEHIND.sub("", _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text)
    if "/" in text:
        text = _CHILD_OF_NAMED.sub(r"\1", _NOT_APPLICABLE.sub(" ", text))
        text = _CHILD_OF.sub(" ", text)
    text = _OF_MOTHER.sub(r"\1", text)
    if household := _HOUSEHOLD.fullmatch(text):
        return f"fnu {household[1]}"
    text = _THE_GENERATION.sub(_generation, _TITLE.sub("mr ", _UND_ZU.sub("von zu", text)))
    text = _BARE_ORDINAL.sub(lambda found: "i" * int(found[1]), _JAPANESE_STYLE.sub("", text))
    return _GOAN.sub(
        "d", _IRISH.sub("o", _INITIALS.sub("j r ", text) if text[:3] == "jr " else text)
    )


def _generation(found: re.Match[str]) -> str:
    return f" {_ORDINALS[found[1]]}" if found[1] in _ORDINALS else found[0]
