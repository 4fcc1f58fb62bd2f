"""A phone number out of the text around it: labels, notes, extensions, spreadsheets, typing."""

from __future__ import annotations

import re
import unicodedata

from identity_resolve.kinds.phone_nanp import NOT_DIGIT
from identity_resolve.kinds.phone_plan import MIN_DIGITS
from identity_resolve.kinds.spoken import read_spoken

__all__ = [
    "ascii_digits",
    "find_lone_number",
    "find_numbers",
    "has_letters",
    "is_masked",
    "is_other_number",
    "is_withheld",
    "read_words",
    "repair_spreadsheet",
    "split_extension",
    "with_code_once",
    "with_one_plus",
    "with_plus",
    "without_labels",
    "without_link",
    "without_typing_errors",
]

_LETTER = re.compile(r"[^\W\d_]")

_WRAPPED = re.compile(r"""=?["']*(.*?)["']*""")
_DECIMAL = re.compile(r"(\+?\d{7,15})[.,]0+")
_SCIENTIFIC = re.compile(r"\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_GROUPED = re.compile(r"(\d{1,3}(?:,\d{3}){2,})(?:\.0+)?")

_PLACES = (
    r"(?:tele(?:phone|fono|fone|fon)|t[eé]l[eé]phone|t[eé]l|phone|ph|fax|mobile|mobil|m[oó]vil|mob"
    r"|cellulare|cellular|celular|cell|cel|handy|home|work|office|main|day|evening|direct|land ?line"
    r"|whats ?app|sms|text|call|number|nr|no|num|[tmchwopfd])"
)
_BEFORE = re.compile(rf"(?:\(?{_PLACES}\b[\s:.#)/-]*)+(?=[+(\d])", re.IGNORECASE)
_AFTER = re.compile(rf"[\s,;(\[-]+{_PLACES}[)\].]*\Z", re.IGNORECASE)
_NOTE = re.compile(r"(?<=\d)\s*[(\[][^()\[\]\d]*[)\]]?\s*\Z")
_CODE_BEFORE = re.compile(r"\A(\(?)(?:\*(?:67|82|31)#?|[09],+|0xx)[\s,-]*(?=[+(\d])", re.IGNORECASE)
"""Hides the caller, gets a line from a switchboard, or stands for a Brazilian carrier."""

_EXTENSION_WORDS = (
    r"(?:extension|extn|ext|e\.?xt|x|#|poste|anexo|ramal|interno|int|durchwahl|dw|доб(?:авочный)?"
    r"|wew|内線)"
)
_EXTENSION = re.compile(
    rf"(.*?\d.*?)[\s,;(.-]*{_EXTENSION_WORDS}[.:=\s#-]*(\d{{1,7}})\)?", re.IGNORECASE
)
_PAUSED = re.compile(r"(.*\d)\s*(?:[,;]{1,6}|[pPwW]{1,3})\s*(\d{1,7})#?")
_HINT = re.compile(r"[^\W\d_]|[#,;]")
_EMPTY_EXTENSION = re.compile(r"(?<=\d)[\s,;(-]+(?:extension|extn|ext|x)[.:=)\s]*\Z", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"(?<=\d{4})/\d{1,4}\Z")

_SIP = re.compile(r"sips?:([+\d][\d.()-]*)@.*", re.IGNORECASE)
_CHAT_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?(\d{7,15})\b.*",
    re.IGNORECASE,
)
_SCHEME = re.compile(
    r"(?:tel|sms|smsto|callto|whatsapp|facetime)://?|\w{2,8}:(?=\+\d)", re.IGNORECASE
)
_PARAMETER = re.compile(r";(?:phone-context|isub|user|cic|rn|npdi)(?:=[^;]*)?", re.IGNORECASE)
_MASKED = re.compile(
    r"[*?]|•{2}|#{2}|(?<![a-w])x{2,}|(?<=[\d\s.-])n{2,4}(?=[\s.-]|\Z)", re.IGNORECASE
)
_WITHHELD = re.compile(
    r"anonymous|blocked|caller unknown|id unavailable|number withheld|out of area|payphone"
    r"|private(?: caller| number)?|restricted|toll free|unavailable|unknown (?:caller|number)|unlisted"
    r"|withheld|no caller id"
    r"|(?:(?:has|have|with) )?no (?:tele)?(?:phone|mobile|cell|tel|landline|number)(?: ?number| no)?"
    r"(?: (?:given|provided|available|on file))?|(?:none|not) (?:given|provided|available|on file)"
    r"|(?:(?:customer|client|patient) )?(?:refuse[ds]|decline[ds])"
)
_OTHER_NUMBER = re.compile(
    r"(?:(?:19|20)\d\d([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:19|20)\d\d)(?:[ T]\d\d?:\d\d.*)?"
    r"|\d{3}-\d\d-\d{4}"
)
_TRUNK = re.compile(r"\A(?:\+|00)?\s*\(?\+?(?!39\D)([1-9]\d{0,2})\)?[\s.-]*\(0\)")
"""A country code and a zero that is left out behind it; in Italy it is not."""

_ABROAD_PREFIX = re.compile(r"\A\(?00[\s.-]*(?=[1-9])")
_CODE_TWICE = re.compile(r"\A\+([1-9]\d{0,2})[\s.()-]+(?:00?|\+)?\1[\s.()-]*(?=\d)")
_PLUSES = re.compile(r"\A\(?0?\+[\s+(-]*")
_ONE_NUMBER = re.compile(r"\+\d[\d\s().-]{6,20}\d|\(?\b[2-9]\d\d\)?[\s.-]?\d{3}[\s.-]?\d{4}\b")
_RUN_OF_LETTERS = re.compile(r"[^\W\d_]+|\|+")
_TYPED = str.maketrans("OoIl|", "00111")
_RUN_OF_DIGITS = re.compile(r"(?<![^\s:(.=])\+?\(?\d[\d\s().+/-]*\d(?![^\s).,;:!?])")
_MOST_WORDS = 5


def ascii_digits(text: str) -> str:
    """Digits of all scripts as ASCII.

    >>> ascii_digits("٢١٢ 555")
    '212 555'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def has_letters(text: str) -> bool:
    """Whether there is a letter of any script."""
    return _LETTER.search(text) is not None


def is_withheld(text: str) -> bool:
    """Whether a person or a telephone system wrote that there is no number.

    >>> is_withheld("Anonymous"), is_withheld("no phone"), is_withheld("Ann")
    (True, True, False)
    """
    return _WITHHELD.fullmatch(text.casefold().strip(" .()<>+")) is not None


def is_masked(text: str) -> bool:
    """Whether digits were replaced to hide them.

    >>> is_masked("XXX-XXX-0143"), is_masked("(212) 555-01**"), is_masked("212-555-0143 x5")
    (True, True, False)
    """
    return _MASKED.search(text) is not None


def is_other_number(text: str) -> bool:
    """Whether it is a date, with or without a time, or a social security number.

    >>> is_other_number("2021-03-04 10:00"), is_other_number("078-05-1120")
    (True, True)
    """
    return _OTHER_NUMBER.fullmatch(text) is not None


def with_plus(text: str) -> str:
    """The number with a plus where the country code is told another way.

    >>> with_plus("0044 20 7946 0018"), with_plus("44 (0)20 7946 0018")
    ('+44 20 7946 0018', '+44 20 7946 0018')
    """
    return _ABROAD_PREFIX.sub("+", _TRUNK.sub(r"+\1 ", text, count=1), count=1)


def with_one_plus(text: str) -> str:
    """The number with one plus in front, however it was typed.

    >>> with_one_plus("(+44) 20"), with_one_plus("++44 20"), with_one_plus("0+44 20")
    ('+44) 20', '+44 20', '+44 20')
    """
    return _PLUSES.sub("+", text)


def with_code_once(text: str) -> str:
    """The number without the country code that a form put in front of another.

    >>> with_code_once("+44 44 7911 123456"), with_code_once("+44 0044 7911 123456")
    ('+44 7911 123456', '+44 7911 123456')
    """
    return _CODE_TWICE.sub(r"+\1 ", text, count=1)


def find_numbers(text: str) -> list[str]:
    """What may be whole numbers in a text.

    >>> find_numbers("212-555-0143 or +44 20 7946 0018")
    ['212-555-0143', '+44 20 7946 0018']
    """
    return [match[0] for match in _ONE_NUMBER.finditer(text)]


def without_link(text: str) -> str:
    """The number of a link (RFC 3966, RFC 3261, WhatsApp).

    >>> without_link("whatsapp:+14155552671"), without_link("https://wa.me/14155552671")
    ('+14155552671', '+14155552671')
    >>> without_link("sip:+14155552671@gw.example.com;user=phone")
    '+14155552671'
    """
    if sip := _SIP.fullmatch(text):
        return sip[1]
    if chat := _CHAT_LINK.fullmatch(text):
        return "+" + chat[1]
    scheme = _SCHEME.match(text)
    text = text[scheme.end() :] if scheme else text
    return _PARAMETER.sub("", text) if text.startswith("+") else text


def repair_spreadsheet(text: str) -> str | None:
    """Undo what a spreadsheet does to digits; None when it dropped some.

    >>> repair_spreadsheet("2.125551234E9"), repair_spreadsheet('="0123"')
    ('2125551234', '0123')
    >>> repair_spreadsheet("2,125551234E+09"), repair_spreadsheet("2.13E+09")
    ('2125551234', None)
    """
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    if scientific := _SCIENTIFIC.fullmatch(text):
        first, rest, exponent = scientific[1], scientific[2] or "", int(scientific[3])
        kept, dropped = rest[:exponent], rest[exponent:].strip("0")
        return first + kept if len(kept) == exponent and not dropped else None
    if decimal := _DECIMAL.fullmatch(text):
        return decimal[1]
    grouped = _GROUPED.fullmatch(text)
    return grouped[1].replace(",", "") if grouped else text


def without_labels(text: str) -> str:
    """The number in ``Cell: 212-555-0143``, ``(212) 555-0143 (home)`` or ``555-0143/44``.

    >>> without_labels("tel:212-555-0143 (home)"), without_labels("*67 212-555-0143 (wife)")
    ('212-555-0143', '212-555-0143')
    """
    text = _CODE_BEFORE.sub(r"\1", text)
    if before := _BEFORE.match(text):
        text = text[before.end() :]
    if not text[-1:].isdecimal():
        text = _EMPTY_EXTENSION.sub("", _AFTER.sub("", _NOTE.sub("", text)))
    return _ALTERNATIVE.sub("", text).rstrip(" .,;:-/") if "/" in text else text.rstrip(" .,;:-")


def split_extension(text: str) -> tuple[str, str]:
    """A number and its extension.

    >>> split_extension("212-555-0143;ext=56"), split_extension("2125550143,,56#")
    (('212-555-0143', '56'), ('2125550143', '56'))
    """
    if not _HINT.search(text):
        return text, ""
    match = _EXTENSION.fullmatch(text) or _PAUSED.fullmatch(text)
    if match is None or len(NOT_DIGIT.sub("", match[1])) < MIN_DIGITS:
        return text, ""
    return match[1], match[2]


def without_typing_errors(text: str) -> str:
    """Digits where letters that look like them were typed.

    >>> without_typing_errors("2l2-555-O143"), without_typing_errors("1-800-FLOWERS")
    ('212-555-0143', '1-800-FLOWERS')
    """
    if all(not run.strip("OoIl|") for run in _RUN_OF_LETTERS.findall(text)):
        return text.translate(_TYPED)
    return text


def find_lone_number(text: str) -> str:
    """The only digits of a text with a few words around them, or ``""``.

    >>> find_lone_number("USA: 212-555-0143"), find_lone_number("212-555-0143 ask for Bob")
    ('212-555-0143', '212-555-0143')
    >>> find_lone_number("TKT-2125550143"), find_lone_number("212-555-0143 (press 2)")
    ('', '')
    """
    match = _RUN_OF_DIGITS.search(text)
    if match is None:
        return ""
    around = f"{text[: match.start()]} {text[match.end() :]}"
    if len(around.split()) > _MOST_WORDS or any(character.isdecimal() for character in around):
        return ""
    return match[0]


def read_words(text: str) -> str:
    """The digits of a number that is spelled in words from end to end, or ``""``.

    >>> read_words("two one two, five five five oh one four three"), read_words("plus four four two")
    ('2125550143', '+442')
    >>> read_words("two one two and more")
    ''
    """
    head, plus, tail = text.lower().partition("plus ")
    body = tail if plus and not head.strip() else text
    spoken = read_spoken(body, 0)
    if spoken is None or body[spoken.end :].strip(" .,;!") or not spoken.text.isdecimal():
        return ""
    return ("+" if body is tail else "") + spoken.text
