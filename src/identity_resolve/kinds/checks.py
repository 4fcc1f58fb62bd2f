"""Check characters: the schemes in use, and which of them a column of numbers obeys.

Every scheme is a row of `CHECKS`: what characters it reads and how it computes its check characters.
Numbers are compact here (`identity_resolve.kinds.text.compact`): upper case, no separators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

__all__ = [
    "CHECKS",
    "Check",
    "is_valid",
    "is_valid_aba",
    "is_valid_damm",
    "is_valid_ean13",
    "is_valid_iso7064",
    "is_valid_luhn",
    "is_valid_verhoeff",
    "is_valid_weighted",
    "learn_check",
]

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CHARACTERS = DIGITS + LETTERS

ENOUGH = 30
"""Distinct numbers that `learn_check` asks for; by chance 30 pass a scheme of ten digits once in 1e30."""
OBEYED = 0.98
"""Share of numbers that must pass: more than a typing error in fifty is no scheme."""
SAMPLE = 5_000
_LEAST_VARIETY = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One scheme of check characters.

    Attributes:
        title: what a person calls it.
        alphabet: the characters before the check characters.
        length: how many check characters close a number.
        compute: check characters of a payload; ``""`` where the scheme has none for it.
    """

    title: str
    alphabet: str
    length: int
    compute: Callable[[str], str]

    def is_valid(self, number: str) -> bool:
        """Whether a compact number ends in its check characters."""
        payload = number[: -self.length]
        if not payload or payload.strip(self.alphabet):
            return False
        return self.compute(payload) == number[-self.length :]

    def complete(self, payload: str) -> str:
        """A payload with its check characters, or ``""`` where it has none."""
        if not payload or payload.strip(self.alphabet):
            return ""
        check = self.compute(payload)
        return payload + check if check else ""


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def _luhn(payload: str) -> str:
    even = sum(_DOUBLED[int(digit)] for digit in payload[::-2])
    return str(-(even + sum(map(int, payload[-2::-2]))) % 10)


def _weighted(payload: str, *, weights: Sequence[int], modulus: int, symbols: str = DIGITS) -> str:
    """Check of a weighted sum, weights from the right, repeated; no check beyond `symbols`."""
    count = len(weights)
    total = sum(int(c) * weights[i % count] for i, c in enumerate(reversed(payload)))
    check = -total % modulus
    return symbols[check] if check < len(symbols) else ""


def _pure(payload: str, *, modulus: int, radix: int, symbols: str, length: int) -> str:
    """A pure system of ISO 7064: the whole number leaves 1 (section 7)."""
    rest = 0
    for character in payload:
        rest = (rest + CHARACTERS.index(character) - _first(symbols)) * radix % modulus
    rest = (1 - rest * (radix if length == 2 else 1)) % modulus
    return symbols[rest] if length == 1 else symbols[rest // radix] + symbols[rest % radix]


def _first(symbols: str) -> int:
    return 10 if symbols[0] == "A" else 0


def _mod97(payload: str) -> str:
    """ISO 7064 mod 97-10; letters count as 10 to 35, as in IBAN, LEI and RF references."""
    digits = "".join(str(CHARACTERS.index(character)) for character in payload)
    return f"{98 - int(digits) * 100 % 97:02d}"


def _hybrid(payload: str, *, symbols: str) -> str:
    """A hybrid system of ISO 7064: modulus one above the number of symbols (section 8)."""
    size = len(symbols)
    rest = size
    for character in payload:
        rest = ((rest + symbols.index(character)) % size or size) * 2 % (size + 1)
    return symbols[(1 - rest) % size]


def _multiply(a: int, b: int) -> int:
    """Product in the dihedral group of order ten."""
    if a < 5:
        return (a + b) % 5 + (5 if b >= 5 else 0)
    return (a - b) % 5 + (0 if b >= 5 else 5)


def _permutations() -> tuple[tuple[int, ...], ...]:
    """The eight powers of Verhoeff's permutation."""
    step, rows = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4), [tuple(range(10))]
    for _ in range(7):
        rows.append(tuple(step[value] for value in rows[-1]))
    return tuple(rows)


_PERMUTED = _permutations()
_PRODUCTS = tuple(tuple(_multiply(a, b) for b in range(10)) for a in range(10))
_INVERSES = "0432156789"


def _verhoeff(payload: str) -> str:
    state = 0
    for place, digit in enumerate(reversed(payload), start=1):
        state = _PRODUCTS[state][_PERMUTED[place % 8][int(digit)]]
    return _INVERSES[state]


_QUASIGROUP = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def _damm(payload: str) -> str:
    state = "0"
    for digit in payload:
        state = _QUASIGROUP[int(state)][int(digit)]
    return state


def _pure_row(modulus: int, radix: int, alphabet: str, symbols: str, length: int) -> Check:
    compute = partial(_pure, modulus=modulus, radix=radix, symbols=symbols, length=length)
    return Check(f"ISO 7064 mod {modulus}-{radix}", alphabet, length, compute)


def _hybrid_row(symbols: str) -> Check:
    title = f"ISO 7064 mod {len(symbols) + 1},{len(symbols)}"
    return Check(title, symbols, 1, partial(_hybrid, symbols=symbols))


def _weighted_row(title: str, weights: Sequence[int], modulus: int, symbols: str) -> Check:
    compute = partial(_weighted, weights=weights, modulus=modulus, symbols=symbols)
    return Check(title, DIGITS, 1, compute)


CHECKS: dict[str, Check] = {
    "luhn": Check("Luhn", DIGITS, 1, _luhn),
    "verhoeff": Check("Verhoeff", DIGITS, 1, _verhoeff),
    "damm": Check("Damm", DIGITS, 1, _damm),
    "ean": _weighted_row("EAN, UPC and GTIN", (3, 1), 10, DIGITS),
    "aba": _weighted_row("ABA routing number", (7, 3, 1), 10, DIGITS),
    "mod11": _weighted_row("mod 11, weights 2 to 10", range(2, 11), 11, DIGITS + "X"),
    "mod11_7": _weighted_row("mod 11, weights 2 to 7", range(2, 8), 11, DIGITS + "X"),
    "iso7064_mod11_2": _pure_row(11, 2, DIGITS, DIGITS + "X", 1),
    "iso7064_mod11_10": _hybrid_row(DIGITS),
    "iso7064_mod97_10": Check("ISO 7064 mod 97-10", CHARACTERS, 2, _mod97),
    "iso7064_mod37_2": _pure_row(37, 2, CHARACTERS, CHARACTERS + "*", 1),
    "iso7064_mod37_36": _hybrid_row(CHARACTERS),
    "iso7064_mod27_26": _hybrid_row(LETTERS),
    "iso7064_mod661_26": _pure_row(661, 26, LETTERS, LETTERS, 2),
    "iso7064_mod1271_36": _pure_row(1271, 36, CHARACTERS, CHARACTERS, 2),
}
"""Schemes by name."""


def is_valid(name: str, number: str) -> bool:
    """Whether a compact number obeys a scheme of `CHECKS`.

    >>> is_valid("luhn", "79927398713"), is_valid("luhn", "79927398710")
    (True, False)
    """
    return CHECKS[name].is_valid(number)


def is_valid_luhn(number: str) -> bool:
    """Whether digits pass Luhn's check (ISO/IEC 7812-1 annex B; cards, IMEI, Canadian SIN).

    >>> is_valid_luhn("79927398713"), is_valid_luhn("79927398731")
    (True, False)
    """
    return CHECKS["luhn"].is_valid(number)


def is_valid_verhoeff(number: str) -> bool:
    """Whether digits pass Verhoeff's check (J. Verhoeff, 1969; Aadhaar).

    >>> is_valid_verhoeff("2363"), is_valid_verhoeff("2633")
    (True, False)
    """
    return CHECKS["verhoeff"].is_valid(number)


def is_valid_damm(number: str) -> bool:
    """Whether digits pass Damm's check (H. M. Damm, 2004).

    >>> is_valid_damm("5724"), is_valid_damm("5274")
    (True, False)
    """
    return CHECKS["damm"].is_valid(number)


def is_valid_ean13(number: str) -> bool:
    """Whether 13 digits are an EAN (GS1 General Specifications 7.9).

    >>> is_valid_ean13("4006381333931"), is_valid_ean13("4006381333932")
    (True, False)
    """
    return len(number) == 13 and CHECKS["ean"].is_valid(number)


def is_valid_aba(number: str) -> bool:
    """Whether nine digits are a US bank routing number (ABA, weights 3, 7, 1).

    >>> is_valid_aba("111000025"), is_valid_aba("111000026")
    (True, False)
    """
    return len(number) == 9 and CHECKS["aba"].is_valid(number)


def is_valid_iso7064(number: str, system: str) -> bool:
    """Whether a number obeys a system of ISO 7064.

    Args:
        number: the number with its check characters.
        system: ``11-2``, ``37-2``, ``97-10``, ``661-26``, ``1271-36`` (pure), or
            ``11-10``, ``27-26``, ``37-36`` (hybrid).

    >>> is_valid_iso7064("079X", "11-2"), is_valid_iso7064("794623", "11-10")
    (True, True)
    >>> is_valid_iso7064("G123498654321H", "37-2"), is_valid_iso7064("79444", "97-10")
    (True, True)
    >>> is_valid_iso7064("A12425GABC1234002M", "37-36"), is_valid_iso7064("ISO793W", "1271-36")
    (True, True)
    """
    return CHECKS[f"iso7064_mod{system.replace('-', '_')}"].is_valid(number)


def is_valid_weighted(
    number: str, weights: Sequence[int], modulus: int = 11, symbols: str = DIGITS
) -> bool:
    """Whether a number closes a weighted sum.

    Args:
        number: digits with their check character.
        weights: of the digits before it, from the right, repeated as needed.
        modulus: the whole sum, check included, is a multiple of it.
        symbols: check characters in order of their worth.

    >>> is_valid_weighted("9434765919", range(2, 11))  # a number of the NHS
    True
    >>> is_valid_weighted("080442957X", range(2, 11), symbols="0123456789X")  # an ISBN-10
    True
    """
    return _weighted_row("", weights, modulus, symbols).is_valid(number)


def learn_check(values: Iterable[str]) -> str | None:
    """The scheme a column of numbers obeys, a name of `CHECKS`, or None.

    Random numbers pass a check digit once in ten, so at least `ENOUGH` distinct numbers are asked
    for, of which more than `OBEYED` pass; numbers of one character repeated do not count, and the check
    characters must vary. Leading letters that all numbers share (``AC``) stand outside the check.

    >>> issued = [CHECKS["luhn"].complete(str(7992739871 + 13 * i)) for i in range(40)]
    >>> learn_check(f"AC-{number}" for number in issued), learn_check(issued[:5])
    ('luhn', None)
    """
    numbers = _sample(values)
    if len(numbers) < ENOUGH:
        return None
    bare = _without_common_letters(numbers)
    rates = {
        name: max(_rate(check, numbers), _rate(check, bare) if bare is not numbers else 0.0)
        for name, check in CHECKS.items()
    }
    best = max(rates, key=lambda name: rates[name])
    return best if rates[best] > OBEYED else None


def _sample(values: Iterable[str]) -> list[str]:
    """Distinct compact numbers, thinned out by their order, never by their arrival."""
    compact = {"".join(filter(str.isalnum, value)).upper() for value in values}
    numbers = sorted(number for number in compact if len(number) > 3 and len(set(number)) > 1)
    return numbers[:: len(numbers) // SAMPLE + 1]


def _without_common_letters(numbers: list[str]) -> list[str]:
    head = numbers[0][: len(numbers[0]) - len(numbers[0].lstrip(LETTERS))]
    if not head or not all(number.startswith(head) for number in numbers):
        return numbers
    return [number[len(head) :] for number in numbers]


def _rate(check: Check, numbers: Sequence[str]) -> float:
    """Share of numbers that pass; 0 as soon as too many fail."""
    allowed = len(numbers) * (1 - OBEYED)
    failed, seen = 0, set()
    for number in numbers:
        if check.is_valid(number):
            seen.add(number[-check.length :])
        else:
            failed += 1
            if failed > allowed:
                return 0.0
    return 1 - failed / len(numbers) if len(seen) >= _LEAST_VARIETY else 0.0
