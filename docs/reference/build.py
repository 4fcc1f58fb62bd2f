"""Write kinds.md, the page of all kinds, from KINDS: ``make reference``."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice, product, zip_longest
from pathlib import Path
from typing import Any

from identity_resolve.comparison.library import comparisons
from identity_resolve.domain import Identifier, IdentifierClass
from identity_resolve.kinds import KINDS, normalize
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.number import TAIL

PAGE = Path(__file__).with_name("kinds.md")

INTRO = """\
# Kinds

Every kind of value the library knows: what it may prove, how it is written, what becomes of it. This page
is made from `identity_resolve.KINDS` by `make reference`; do not edit it. Why there are classes, and what
they mean: [four classes](../concepts/four-classes.md). A kind that is missing:
[add a kind](../how-to/add-a-kind.md).

*Sharing* is how many customers may have one value before it counts as nobody's in particular
(`limits.share` in settings changes it). *Several* says whether one customer may have more than one at a
time: of a kind without it, two different values speak against one customer. Columns are known by their
names, in any case and with the usual words around them (`Home Phone 2`), if their values fit.

Numbers are all compared alike, within their issuer: the same; the same, issuer or prefix missing on one
side; one capture error apart; one character apart; different. A slip counts only as far as other fields
agree. Where a kind is compared otherwise, its entry says how.
"""

CLASSES = {
    IdentifierClass.PERSON_KEY: "One customer, one value per issuer. Equal values link; two different "
    "ones of one issuer conflict.",
    IdentifierClass.CONTACT_POINT: "Where somebody can be reached. A household may share it; equal "
    "values support; a second one is no conflict.",
    IdentifierClass.ASSET_KEY: "What somebody owns. It changes owners; equal values support.",
    IdentifierClass.INTERACTION_KEY: "Something that happened once, with one customer. Equal values "
    "link, within their issuer.",
    IdentifierClass.ATTRIBUTE: "What is true of a person and of many others. Equal values support by "
    "their rarity.",
}
WORDS_SHOWN = 14
EACH = 3
NUMBER_LEVEL = "issuer or prefix missing"
MANY = 1_000_000
KEYED = re.compile(r"(?<=-)[0-9a-f]{32}")
"""A keyed hash, another one in every process."""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRO, *(line for group in CLASSES for line in _group(group))])


def _group(group: IdentifierClass) -> Iterator[str]:
    kinds = [kind for kind in KINDS.values() if kind.identifier_class is group]
    yield f"## {group.value.capitalize()}s\n\n{CLASSES[group]}\n"
    yield "| kind | is a | sharing | several |\n| --- | --- | ---: | --- |"
    for kind in kinds:
        several = "yes" if kind.many else ""
        yield f"| [`{kind.name}`](#{kind.name}) | {kind.title} | {_limit(kind)} | {several} |"
    yield ""
    for kind in kinds:
        yield from _section(kind)


def _limit(kind: Kind) -> str:
    return "any" if kind.share_limit >= MANY else str(kind.share_limit)


def _section(kind: Kind) -> Iterator[str]:
    yield f"### {kind.name}\n"
    yield f"{_sentence(kind.title)} {_how_read(kind)}\n"
    yield "| written | value | tells |\n| --- | --- | --- |"
    for example in kind.examples:
        yield _example(kind, example)
    yield ""
    yield from _facts(kind)
    yield ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}.".replace("..", ".")


def _how_read(kind: Kind) -> str:
    """The first paragraph of the docstring of what parses it, and what its canonical form keeps."""
    function = kind.parse
    while isinstance(function, partial):
        function = function.func
    said = (inspect.getdoc(function) or "").partition("\n\n")[0].replace("\n", " ")
    said = re.sub(r"``(.+?)``", r"`\1`", said) if not said.startswith(">>>") else ""
    first = normalize(kind.name, kind.examples[0])
    if isinstance(first, Identifier) and re.match(r"[A-Z0-9-]*:", first.value):
        said += (
            " It means something only with its issuer: the value is `ISSUER:NUMBER`, with nothing"
            " before the colon where none is known."
        )
    return said.strip()


def _example(kind: Kind, example: str) -> str:
    found = normalize(kind.name, example)
    if not isinstance(found, Identifier):
        return f"| {_code(example)} | refused: {found.reason} | |"
    parts = ", ".join(f"{k} {_code(v)}" for k, v in found.parts.items() if v)
    value = parts if sum(map(bool, found.parts.values())) > 1 else _code(found.value)
    facts = ", ".join(f"{k} {v}" for k, v in sorted(found.facts.items()))
    return f"| {_code(example)} | {value} | {facts.replace('|', chr(92) + '|')} |"


def _code(text: str) -> str:
    text = KEYED.sub("...", text)
    return f"`{text.replace('|', chr(92) + '|').replace(chr(10), ' ')}`"


def _facts(kind: Kind) -> Iterator[str]:
    names = words_of(_names_alone(kind.headers))
    yield f"- Columns: {_list(names)}"
    if kind.parts != (kind.name,):
        yield f"- Fills: {_list(kind.parts)}"
    if kind.cues:
        yield f"- Announced in free text by: {_list(words_of(kind.cues))}"
    if whys := list(dict.fromkeys(shape.why for shape in kind.shapes)):
        yield f"- Known without a name by: {'; '.join(whys)}"
    for comparison in comparisons(kind.parts):
        if any(NUMBER_LEVEL in level.title for level in comparison.levels):
            continue  # said once, in the introduction
        yield f"- Compared ({comparison.name}): {'; '.join(level.title for level in comparison.levels)}"


def _list(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words) or "none"


def _names_alone(headers: str) -> str:
    """The names in a pattern of headers, without the usual words around them."""
    for numbered in (True, False):
        before, after = header_pattern("\0", numbered=numbered).split("\0")
        if headers.startswith(before) and headers.endswith(after):
            return headers[len(before) : len(headers) - len(after)]
    return headers


def words_of(pattern: str, shown: int = WORDS_SHOWN) -> list[str]:
    """Some of the texts that a regular expression matches, of every alternative the first ones.

    >>> words_of("acc(?:oun)?t|uid")
    ['acct', 'uid', 'account']
    """
    parsed = re._parser.parse(pattern.replace(TAIL, "(?:_number)"))  # type: ignore[attr-defined]
    alternatives = _alternatives(parsed)
    each = max(EACH, shown // len(alternatives))
    texts = [list(islice(_expand(tokens), each)) for tokens in alternatives]
    turns = (text for turn in zip_longest(*texts) for text in turn if text)
    found = dict.fromkeys(" ".join(text.replace("_", " ").split()) for text in turns)
    return [text for text in found if len(text) > 1 and "…" not in text][:shown]


def _alternatives(parsed: Any) -> list[Any]:
    """The alternatives of a pattern, also where a group holds them all."""
    tokens = list(parsed)
    while len(tokens) == 1 and str(tokens[0][0]) == "SUBPATTERN":
        tokens = list(tokens[0][1][3])
    if len(tokens) == 1 and str(tokens[0][0]) == "BRANCH":
        return list(tokens[0][1][1])
    return [tokens]


def _expand(tokens: Any) -> Iterator[str]:
    """Texts a sequence of tokens matches; what comes first changes first."""
    pieces = [list(islice(_expand_one(str(op), value), 40)) for op, value in tokens]
    return ("".join(reversed(texts)) for texts in islice(product(*reversed(pieces)), 400))


def _expand_one(op: str, value: Any) -> Iterator[str]:
    match op:
        case "LITERAL":
            yield chr(value)
        case "SUBPATTERN":
            yield from _expand(value[3])
        case "ATOMIC_GROUP":
            yield from _expand(value)
        case "BRANCH":
            for branch in value[1]:
                yield from _expand(branch)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            yield from _repeated(value[0], list(islice(_expand(value[2]), 40)))
        case "IN":
            yield _one_of(value)
        case "ANY" | "CATEGORY":
            yield "…"
        case _:
            yield ""  # an assertion


def _repeated(least: int, texts: list[str]) -> Iterator[str]:
    """Texts that may be left out: a blank is written, an ending or mark is not, of others both."""
    if least or texts[0] in ("_", " "):
        yield texts[0] * max(least, 1)
    elif len(texts[0]) == 1:
        yield ""
    else:
        yield from ("", *(text for text in texts if not text.endswith("_")))


def _one_of(choices: Any) -> str:
    """A character of a class: a blank or line where it may be one."""
    literals = [chr(value) for op, value in choices if str(op) == "LITERAL"]
    for usual in ("_", " "):
        if usual in literals:
            return usual
    if literals:
        return literals[0]
    return (
        "…" if str(choices[0][0]) != "CATEGORY" else " " if "SPACE" in str(choices[0][1]) else "1"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE}: {len(KINDS)} kinds\n")
