"""Checks of national and tax ids, by the name under which `national_ids.csv` calls them.

Each takes a compact number of the right form. Sources: the issuing authorities' rules as python-stdnum
and the Wikipedia page of each id give them; the tests compare all of them with python-stdnum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import mul

from identity_resolve.kinds.checks import CHARACTERS, CHECKS, is_valid_luhn, is_valid_verhoeff

__all__ = ["NATIONAL_CHECKS"]


def _sum(number: str, weights: Sequence[int]) -> int:
    """Digits by their weights, as far as both go."""
    return sum(map(mul, map(int, number), weights))


def _ean(number: str) -> bool:
    return CHECKS["ean"].is_valid(number)


def _tfn(number: str) -> bool:
    weights = (10, 7, 8, 4, 6, 3, 5, 1) if len(number) == 8 else (1, 4, 3, 7, 5, 8, 6, 9, 10)
    return _sum(number, weights) % 11 == 0


def _medicare_au(number: str) -> bool:
    return _sum(number, (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(number[8])


def _rijksregister(number: str) -> bool:
    rest = int(number[9:])
    return any(97 - int(century + number[:9]) % 97 == rest for century in ("", "2"))


def _egn(number: str) -> bool:
    return _sum(number, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(number[9])


def _cpf(number: str) -> bool:
    first = -_sum(number[:9], range(10, 1, -1)) % 11 % 10
    second = -_sum(number[:9] + str(first), range(11, 1, -1)) % 11 % 10
    return number[9:] == f"{first}{second}"


def _rut(number: str) -> bool:
    total = sum(int(d) * (2 + i % 6) for i, d in enumerate(reversed(number[:-1])))
    return number[-1] == "0K987654321"[total % 11]


def _rodne_cislo(number: str) -> bool:
    if len(number) == 9:
        return True
    return int(number) % 11 == 0 or (int(number[:9]) % 11 == 10 and number[9] == "0")


def _isikukood(number: str) -> bool:
    check = _sum(number[:10], (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:
        check = _sum(number[:10], (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return check == int(number[10])


def _dni(number: str) -> bool:
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return number[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23]


def _hetu(number: str) -> bool:
    return number[-1] == "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(number[:6] + number[-4:-1]) % 31]


def _nir(number: str) -> bool:
    if len(number) == 13:
        return True
    body = number[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(body) % 97 == int(number[13:])


def _nhs(number: str) -> bool:
    return _sum(number, range(10, 0, -1)) % 11 == 0


def _utr(number: str) -> bool:
    return number[0] == "21987654321"[_sum(number[1:], (6, 7, 8, 9, 10, 5, 4, 3, 2)) % 11]


def _hkid(number: str) -> bool:
    letters = number[:-7].rjust(2)
    values = [36 if c == " " else CHARACTERS.index(c) for c in letters + number[-7:-1]]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return CHARACTERS[-total % 11] == number[-1]


def _ppsn(number: str) -> bool:
    extra = (ord(number[8]) - 64) * 9 if len(number) == 9 and number[8] not in "WTX" else 0
    return number[7] == "WABCDEFGHIJKLMNOPQRSTUV"[(_sum(number[:7], range(8, 1, -1)) + extra) % 23]


def _teudat(number: str) -> bool:
    return is_valid_luhn(number.zfill(9))


def _kennitala(number: str) -> bool:
    return _sum(number[:9], (3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


_CF_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)  # fmt: skip


def _codice_fiscale(number: str) -> bool:
    values = [int(c) if c.isdigit() else ord(c) - 65 for c in number[:15]]
    total = sum(_CF_ODD[v] if place % 2 == 0 else v for place, v in enumerate(values))
    return number[15] == chr(65 + total % 26)


def _my_number(number: str) -> bool:
    check = _sum(number, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return int(number[11]) == (0 if check < 2 else 11 - check)


def _rrn(number: str) -> bool:
    total = _sum(number, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5))
    return (11 - total % 11) % 10 == int(number[12])


_CURP = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ"


def _curp(number: str) -> bool:
    alphabet = _CURP.replace("&", "Ñ")
    total = sum(alphabet.index(c) * (18 - i) for i, c in enumerate(number[:17]))
    return number[17] == str(-total % 10)


def _rfc(number: str) -> bool:
    alphabet = _CURP + " Ñ"
    if len(number) < 12:
        return True
    total = sum(alphabet.index(c) * (13 - i) for i, c in enumerate(number[:-1].rjust(12)))
    return number[-1] == "0123456789A"[-total % 11]


def _bsn(number: str) -> bool:
    number = number.zfill(9)
    return (_sum(number[:8], range(9, 1, -1)) - int(number[8])) % 11 == 0


def _fodselsnummer(number: str) -> bool:
    first = -_sum(number, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = -_sum(number[:9] + str(first), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return number[9:] == f"{first}{second}"


def _ird(number: str) -> bool:
    number = number.zfill(9)
    check = -_sum(number, (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    if check == 10:
        check = -_sum(number, (7, 4, 3, 2, 5, 2, 7, 6)) % 11
    return check == int(number[8])


def _nhi(number: str) -> bool:
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    values = [alphabet.index(c) + 1 if c in alphabet else int(c) for c in number[:6]]
    total = sum(value * weight for value, weight in zip(values, range(7, 1, -1), strict=True)) % 11
    return total != 0 and (11 - total) % 10 == int(number[6])


def _pesel(number: str) -> bool:
    return -_sum(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10 == int(number[10])


def _nif_pt(number: str) -> bool:
    check = -_sum(number, range(9, 1, -1)) % 11
    return check % 10 == int(number[8])


def _cnp(number: str) -> bool:
    check = _sum(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return int(number[12]) == (1 if check == 10 else check)


def _personnummer(number: str) -> bool:
    return is_valid_luhn(number[-10:])


def _nric(number: str) -> bool:
    total = _sum(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + (4 if number[0] in "TG" else 0)
    letters = "JZIHGFEDCBA" if number[0] in "ST" else "XWUTRQPNMLK"
    return number[0] == "M" or number[8] == letters[total % 11]


def _thai(number: str) -> bool:
    return (11 - _sum(number, range(13, 1, -1)) % 11) % 10 == int(number[12])


def _kimlik(number: str) -> bool:
    odd, even = sum(map(int, number[:9:2])), sum(map(int, number[1:8:2]))
    return (odd * 7 - even) % 10 == int(number[9]) and sum(map(int, number[:10])) % 10 == int(
        number[10]
    )


def _taiwan(number: str) -> bool:
    area = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(number[0]) + 10
    second = number[1] if number[1].isdigit() else str("ABCD".index(number[1]))
    digits = f"{area}{second}{number[2:]}"
    return _sum(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0


def _cuit(number: str) -> bool:
    return number[10] == "012345678990"[11 - _sum(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11]


def _cnpj(number: str) -> bool:
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = -_sum(number[:12], weights[1:]) % 11 % 10
    second = -_sum(number[:12] + str(first), weights) % 11 % 10
    return number[12:] == f"{first}{second}"


def _vnr(number: str) -> bool:
    return _sum(number, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(number[3])


def _latvian(number: str) -> bool:
    return (1 + _sum(number[:10], (10, 5, 8, 4, 2, 1, 6, 3, 7, 9))) % 11 % 10 == int(number[10])


def _emso(number: str) -> bool:
    return -_sum(number[:12], (7, 6, 5, 4, 3, 2) * 2) % 11 % 10 == int(number[12])


def _rntrc(number: str) -> bool:
    return _sum(number[:9], (-1, 5, 7, 9, 4, 6, 10, 5, 7)) % 11 % 10 == int(number[9])


def _adoazonosito(number: str) -> bool:
    return _sum(number[:9], range(1, 10)) % 11 == int(number[9])


def _iso7064(name: str) -> Callable[[str], bool]:
    return CHECKS[f"iso7064_{name}"].is_valid


NATIONAL_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "luhn": is_valid_luhn, "verhoeff": is_valid_verhoeff, "ean": _ean,
    "mod11_2": _iso7064("mod11_2"), "mod11_10": _iso7064("mod11_10"),
    "cuit": _cuit, "tfn": _tfn, "medicare_au": _medicare_au, "rijksregister": _rijksregister,
    "egn": _egn, "cpf": _cpf, "rut": _rut, "rodne_cislo": _rodne_cislo, "isikukood": _isikukood,
    "dni": _dni, "hetu": _hetu, "nir": _nir, "nhs": _nhs, "utr": _utr, "hkid": _hkid, "ppsn": _ppsn,
    "teudat": _teudat, "kennitala": _kennitala, "codice_fiscale": _codice_fiscale,
    "my_number": _my_number, "rrn": _rrn, "curp": _curp, "rfc": _rfc, "bsn": _bsn,
    "fodselsnummer": _fodselsnummer, "ird": _ird, "nhi": _nhi, "pesel": _pesel, "nif_pt": _nif_pt,
    "cnp": _cnp, "personnummer": _personnummer, "nric": _nric, "thai": _thai, "kimlik": _kimlik,
    "taiwan": _taiwan, "cnpj": _cnpj, "vnr": _vnr, "latvian": _latvian, "emso": _emso, "rntrc": _rntrc,
    "adoazonosito": _adoazonosito,
}  # fmt: skip
