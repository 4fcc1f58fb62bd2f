"""The forms in which other systems take identifiers: normalized their way, then plain SHA-256.

Without a key anybody can test guesses: these hashes are for exchange with whom they are named after,
not for privacy. The rules are the vendors' own, also where they differ from `normalize`:

- UID2 and EUID: unifiedid.com "Normalization and Encoding" (gs-normalization-encoding), the same steps
  on euid.eu. The hash in base64 of its bytes.
- Google: Ads API "Enhanced conversions" and ``OfflineUserAddressInfo``. Hex.
- Meta: Conversions API "Customer Information Parameters". Hex.
"""

from __future__ import annotations

import binascii
import hashlib
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from identity_resolve.domain import Identifier, Reason, Rejected
from identity_resolve.errors import SettingsError
from identity_resolve.kinds import normalize
from identity_resolve.kinds.country import find_country

__all__ = ["euid", "google", "meta", "uid2"]

_EMAIL = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]+")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_NORTH_AMERICAN = re.compile(r"1?([2-9]\d{2}[2-9]\d{6})", re.ASCII)
_NANP = frozenset({"US", "CA", "PR", "GU", "VI", "AS", "MP"})
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_BASE64 = re.compile(r"[0-9A-Za-z+/]{43}=")
_GOOGLE_MAIL = ("gmail.com", "googlemail.com")

Prepare: TypeAlias = "Callable[[str, str], str | Reason]"
"""Text and region to the text that is hashed."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A published form: how each field is prepared, and how a hash is written."""

    name: str
    fields: Mapping[str, Prepare]
    encode: Callable[[bytes], str]


def uid2(kind: str, text: str, *, region: str = "US") -> str | Rejected:
    """The hash of an ``email`` or ``phone`` that UID2 takes. A SHA-256 hash passes, in base64.

    Raises:
        SettingsError: it is neither.

    >>> uid2("email", "JaneSaoirse+Work@gmail.com"), uid2("phone", "1 (234) 567-8901")
    ('ku4mBX7Z3qJTXWyLFB1INzkyR2WZGW4ANSJUiW21iI8=', 'EObwtHBUqDNZR33LNSMdtt5cafsYFuGmuY4ZLenlue4=')
    """
    return _publish(_UID2, kind, text, region)


def euid(kind: str, text: str, *, region: str = "US") -> str | Rejected:
    """The hash of an ``email`` or ``phone`` that EUID takes: that of `uid2`.

    >>> euid("email", "user@example.com") == uid2("email", "user@example.com")
    True
    """
    return _publish(_UID2, kind, text, region)


def google(kind: str, text: str, *, region: str = "US") -> str | Rejected:
    """The hash that Google Customer Match and enhanced conversions take. A SHA-256 hash passes, in hex.

    Args:
        kind: ``email``, ``phone``, ``given_name``, ``family_name`` or ``street``; Google takes country,
            state, city and postcode in clear.
        text: the value as written.
        region: country of numbers without a country code.

    Raises:
        SettingsError: it is none of these.

    >>> google("email", "Jane.Doe+Shopping@googlemail.com") == google("email", "janedoe@googlemail.com")
    True
    """
    return _publish(_GOOGLE, kind, text, region)


def meta(kind: str, text: str, *, region: str = "US") -> str | Rejected:
    """The hash that Meta's Conversions API and custom audiences take. A SHA-256 hash passes, in hex.

    Args:
        kind: by Meta's name or ours: ``em`` email, ``ph`` phone, ``fn`` given_name, ``ln`` family_name,
            ``ge`` sex, ``db`` birth_date, ``ct`` city, ``st`` region, ``zp`` postcode, ``country``.
        text: the value as written.
        region: country of numbers and postcodes that do not say theirs.

    Raises:
        SettingsError: it is none of these.

    >>> meta("ph", "(650)555-1212")
    'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176'
    """
    return _publish(_META, kind, text, region)


def _publish(form: _Form, kind: str, text: str, region: str) -> str | Rejected:
    prepare = form.fields.get(kind)
    if prepare is None:
        near = get_close_matches(kind, form.fields, n=3) or list(form.fields)
        raise SettingsError(f"{form.name} takes no such hash; known: {', '.join(near)}")
    stripped = text.strip()
    if not stripped:
        return Rejected(kind, text, Reason.EMPTY)
    if digest := _read_digest(stripped):
        return form.encode(digest)
    prepared = prepare(stripped, region)
    if isinstance(prepared, Reason) or not prepared:
        return Rejected(kind, text, prepared or Reason.BAD_FORMAT)
    return form.encode(hashlib.sha256(prepared.encode(errors="surrogatepass")).digest())


def _read_digest(text: str) -> bytes | None:
    """The bytes of a SHA-256 hash in hex or base64, if the text is one."""
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)
    return b64decode(text) if _BASE64.fullmatch(text) else None


def _base64(digest: bytes) -> str:
    return b64encode(digest).decode()


def _hex(digest: bytes) -> str:
    return binascii.hexlify(digest).decode()


def _email(text: str, _region: str) -> str | Reason:
    """In lower case; what is no plain address is repaired by `normalize` first."""
    lower = text.lower()
    if _EMAIL.fullmatch(lower):
        return lower
    found = normalize("email", text)
    return found.value if isinstance(found, Identifier) else found.reason


def _mailbox_at(*domains: str) -> Prepare:
    """An address, at the given domains without dots and what follows a plus sign."""

    def prepare(text: str, region: str) -> str | Reason:
        email = _email(text, region)
        if isinstance(email, Reason):
            return email
        local, _, domain = email.rpartition("@")
        if domain in domains:
            local = local.partition("+")[0].replace(".", "")
        return f"{local}@{domain}" if local else Reason.BAD_FORMAT

    return prepare


def _phone(text: str, region: str) -> str | Reason:
    """E.164; a number that nobody can have is passed on where its country is plain."""
    found = normalize("phone", text, region=region)
    if isinstance(found, Identifier):
        return found.parts["phone"]
    digits = re.sub(r"[\s()./-]", "", text)
    if _INTERNATIONAL.fullmatch(digits):
        return digits
    national = _NORTH_AMERICAN.fullmatch(digits)
    return f"+1{national[1]}" if national and region in _NANP else found.reason


def _phone_digits(text: str, region: str) -> str | Reason:
    phone = _phone(text, region)
    return phone if isinstance(phone, Reason) else phone.removeprefix("+")


def _lower(text: str, _region: str) -> str:
    return " ".join(text.lower().split())


def _without(text: str, *categories: str) -> str:
    """Text without characters whose Unicode category begins with one of these."""
    return "".join(c for c in text if not unicodedata.category(c).startswith(categories))


def _name(text: str, _region: str) -> str:
    """In lower case, without punctuation; accents and other scripts stay."""
    lower = unicodedata.normalize("NFC", text.lower())
    return " ".join(_without(lower, "P", "S", "C").split())


def _place(text: str, _region: str) -> str:
    """In lower case, letters alone."""
    return _without(unicodedata.normalize("NFC", text.lower()), "P", "S", "C", "Z", "N")


def _state(text: str, region: str) -> str:
    """The two letters of a state of the United States; outside of it as a city."""
    found = normalize("region", text, region=region) if region == "US" else None
    return _place(found.value if isinstance(found, Identifier) else text, region)


def _postcode(text: str, region: str) -> str:
    """In lower case without blanks and dashes; of a US code the first five digits."""
    packed = re.sub(r"[\W_]", "", text.lower())
    return packed[:5] if region == "US" and packed.isdigit() else packed


def _country(text: str, _region: str) -> str | Reason:
    """ISO 3166-1 alpha-2 in lower case."""
    return find_country(text).lower() or Reason.BAD_FORMAT


def _sex(text: str, _region: str) -> str | Reason:
    """``f`` or ``m``; Meta knows no other."""
    found = normalize("sex", text)
    if isinstance(found, Rejected):
        return found.reason
    return found.value if found.value in ("f", "m") else Reason.OUT_OF_RANGE


def _birth_date(text: str, region: str) -> str | Reason:
    """``YYYYMMDD``, where the day is known."""
    found = normalize("birth_date", text, region=region)
    if isinstance(found, Rejected):
        return found.reason
    digits = found.value.replace("-", "")
    return digits if len(digits) == len("YYYYMMDD") else Reason.TOO_SHORT


_UID2 = _Form("UID2", {"email": _mailbox_at("gmail.com"), "phone": _phone}, _base64)

_GOOGLE = _Form(
    "Google",
    {
        "email": _mailbox_at(*_GOOGLE_MAIL),
        "phone": _phone,
        "given_name": _lower,
        "family_name": _name,
        "street": _lower,
    },
    _hex,
)

_META_FIELDS: Mapping[str, tuple[str, Prepare]] = {
    "em": ("email", _email),
    "ph": ("phone", _phone_digits),
    "fn": ("given_name", _name),
    "ln": ("family_name", _name),
    "ge": ("sex", _sex),
    "db": ("birth_date", _birth_date),
    "ct": ("city", _place),
    "st": ("region", _state),
    "zp": ("postcode", _postcode),
    "country": ("country", _country),
}

_META = _Form(
    "Meta",
    {name: prepare for theirs, (ours, prepare) in _META_FIELDS.items() for name in (theirs, ours)},
    _hex,
)
