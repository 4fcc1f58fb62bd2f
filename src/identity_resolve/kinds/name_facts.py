"""What a name tells beyond itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from identity_resolve.domain import Context
from identity_resolve.kinds.base import Description
from identity_resolve.kinds.name_marks import read_ticket
from identity_resolve.kinds.nickname import find_formal_names, is_known_given
from identity_resolve.kinds.script import find_script, romanize
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["describe_name", "find_name_marks", "remark_on_name"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BUSINESS = _words(
    """trust bank university hospital clinic dental services service plumbing electric construction
    insurance agency realty restaurant cafe motors transport trucking logistics enterprises systems
    technologies consulting holdings foundation department hotel motel rentals industries properties
    international associates ministries salon liquors pharmacy laundromat wholesale imports exports
    academy institute federation committee corporation enterprise solutions repair towing church
    school district firm sales payable receivable accounts billing rent rental haul auto estate
    household"""
)
_TITLE = re.compile(
    r"(?<![\w'])(mr|mrs|ms|miss|mx|dr|prof|professor|rev|reverend|sir|dame|hon|judge|capt|captain|lt"
    r"|col|sgt|maj|herr|frau|mme|mlle|monsieur|madame|sra|srta|senor|senora|sig|dott)(?=\.? ?\w)"
)
_SEVERAL = "several people"
_STATES = {
    "deceased": re.compile(r"\b(?:deceased|decd|dec'd|the late|estate of|est\. of)\b"),
    "minor": re.compile(r"\ba minor\b|[,(] ?minor\b"),
    "newborn": re.compile(r"\b(?:baby ?(?:boy|girl)|newborn|infant)\b"),
    "in trust": re.compile(r"\b(?:trustees?|ttee)\b"),
    _SEVERAL: re.compile(
        r" (?:&|\+|and|or|und|et|u\.|en|e) |(?<=\w{2})/(?=\w{2})|\w ?; ?\w| et (?:al|ux)\b"
        r"|\b(?:family|household)\b|^the \w+s$"
    ),
}
_ALSO = re.compile(r"\b(?:a/?\.?k/?\.?a\.?|alias|also known as) +([^,()]+)")
_BORN = re.compile(r"(?:née?|\bnee|\bborn|\bgeb(?:oren)?e?\b)\.? +([^,()\d]+)")
_NICKNAME = re.compile(r"""(?<=\w )["“'(]([^"“”'()]{2,20})["”')](?= \w)""")


def describe_name(parts: Mapping[str, str]) -> Description:
    """Generation, the names a nickname stands for, the script, and what speaks against a person.

    >>> dict(describe_name({"given": "liz", "family": "smith", "suffix": "jr"}).facts)
    {'generation': 'jr', 'nickname_of': 'elizabeth'}
    """
    facts: dict[str, str] = {}
    given, words = parts.get("given", ""), " ".join(parts.values()).replace("-", " ").split()
    if parts.get("suffix"):
        facts["generation"] = parts["suffix"]
    if formal := ", ".join(find_formal_names(given)):
        facts["nickname_of"] = formal
    if (script := find_script(" ".join(words))) not in ("", "latin"):
        facts["script"] = script
    if len(given) == 1 and given.isascii():
        facts["given"] = "initial"
    business = next((word for word in words[::-1] if word in _BUSINESS), "")
    is_person = len(words) == len("ab") and is_known_given(given)  # Charlotte Church
    if business and not is_person:
        facts["doubt"] = f"may be a business ({business})"
    elif any(map(str.isdigit, "".join(words))):
        facts["doubt"] = "has a digit"
    return Description(0.4 if "doubt" in facts else 1.0, facts)


def find_name_marks(text: str, _: Context) -> dict[str, str]:
    """What the text of a name tells that is no part of the name: title, state, other names, script.

    >>> find_name_marks("Dr. Jane Smith (née Jones), deceased", Context())
    {'title': 'dr', 'mark': 'deceased', 'born': 'jones'}
    >>> find_name_marks('William "Bill" Gates a/k/a Trey', Context())
    {'also': 'trey', 'nickname': 'bill'}
    """
    if len(text) > MAX_LENGTH:
        return {}
    raw = clean(text)
    cleaned = raw.lower()
    folded, facts = fold(cleaned), {}
    if title := _TITLE.search(folded):
        facts["title"] = title[1]
    mark = next((name for name, pattern in _STATES.items() if pattern.search(folded)), "")
    if mark and (mark != _SEVERAL or not read_ticket(folded, capitals=raw.isupper())):
        facts["mark"] = mark
    for name, pattern in (("also", _ALSO), ("born", _BORN), ("nickname", _NICKNAME)):
        if found := pattern.search(cleaned):
            facts[name] = fold(found[1]).strip()
    if romanize(cleaned) != cleaned:
        facts["script"] = find_script(cleaned)
    return facts


def remark_on_name(text: str, context: Context) -> Description:
    """What the text of a name tells beside the name; less sure where it names several people.

    >>> remark_on_name("Mr & Mrs John Smith", Context()).confidence
    0.5
    """
    marks = find_name_marks(text, context)
    return Description(0.5 if marks.get("mark") == _SEVERAL else 1.0, marks)
