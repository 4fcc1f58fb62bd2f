"""Bank accounts, cards and loyalty programs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.domain import Context, Identifier, IdentifierClass, Reason
from identity_resolve.kinds import normalize
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.card import KEY_VARIABLE, brand_of
from identity_resolve.kinds.finance import FINANCES
from tests.kinds.tables import assert_reads

KINDS = {kind.name: kind for kind in FINANCES}


def parse(kind: str, text: str, issuer: str = "", region: str = "US") -> Parsed:
    return KINDS[kind].parse(text, Context(region, issuer))


def found(kind: str, text: str, **context: str) -> Identifier:
    value = normalize(kind, text, **context)
    assert isinstance(value, Identifier)
    return value


IBANS = [
    "GB29NWBK60161331926819",
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "NL91ABNA0417164300",
    "ES9121000418450200051332",
    "IT60X0542811101000000123456",
    "CH9300762011623852957",
    "NO9386011117947",
    "BE68539007547034",
    "SE4550000000058398257466",
    "PL61109010140000071219812874",
    "AE070331234567890123456",
    "SA0380000000608010167519",
    "MT84MALT011000012345MTLCAST001S",
    "BR1800360305000010009795493C1",
]


def test_ibans_of_the_registry() -> None:
    for number in IBANS:
        spaced = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
        raws = (number, number.lower(), spaced, f"IBAN: {spaced}", f"IBAN {number}", f":{number}")
        swapped = number[:4] + number[5] + number[4] + number[6:]
        assert {raw: parse("iban", raw) for raw in raws} == dict.fromkeys(raws, (f":{number}",))
        assert swapped == number or isinstance(parse("iban", swapped), Reason), number
        assert parse("iban", number[:-1]) is Reason.TOO_SHORT, number
        assert parse("iban", number + "1") is Reason.TOO_LONG, number


NO_IBANS = [
    ("GB29 NWBK 6016 1331 9268 18", Reason.BAD_CHECK_DIGIT),
    ("GB29 1234 6016 1331 9268 19", Reason.BAD_FORMAT),
    ("ZZ29 NWBK 6016 1331 9268 19", Reason.UNKNOWN_ISSUER),
    ("n/a", Reason.PLACEHOLDER),
    ("0000 0000 0000", Reason.PLACEHOLDER),
    ("GB** **** **** 6819", Reason.BAD_FORMAT),
    ("12345678", Reason.BAD_FORMAT),
    ("GB29", Reason.TOO_SHORT),
]


def test_what_is_no_iban_is_refused() -> None:
    assert_reads(lambda raw: parse("iban", raw), {tuple(key): told for *key, told in NO_IBANS})


def test_an_iban_tells_its_country_and_bank() -> None:
    facts = found("iban", "GB29NWBK60161331926819").facts
    assert facts == {"country": "GB", "bank_code": "NWBK", "sort_code": "60-16-13"}
    assert found("iban", "IT60X0542811101000000123456").facts["bank_code"] == "05428"
    assert found("iban", "DE89370400440532013000").facts["bank_code"] == "37040044"


def test_look_alikes_in_an_iban_are_suggested_back() -> None:
    refused = normalize("iban", "GB29 NWBK 6O16 I331 9268 19")
    assert refused.suggestion == "GB29 NWBK 6016 1331 9268 19"
    assert normalize("iban", "GB29 NWBK 6016 1331 9268 18").suggestion == ""


CARDS = {
    "4111111111111111": "VISA",
    "4242424242424242": "VISA",
    "4222222222222": "VISA",
    "5555555555554444": "MASTERCARD",
    "2223003122003222": "MASTERCARD",
    "378282246310005": "AMEX",
    "6011111111111117": "DISCOVER",
    "30569309025904": "DINERS",
    "3530111333300000": "JCB",
    "6200000000000005": "UNIONPAY",
    "6759649826438453": "MAESTRO",
}  # published test numbers of payment processors


@pytest.mark.parametrize(("number", "brand"), CARDS.items())
def test_a_card_is_its_brand_last_four_digits_and_a_keyed_hash(number: str, brand: str) -> None:
    token, four, told = parse("payment_card", number)
    assert (four, told) == (number[-4:], brand)
    assert re.fullmatch(rf"{brand}:{four}-[0-9a-f]{{32}}", token)
    grouped = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    for raw in (
        grouped,
        grouped.replace(" ", "-"),
        f"{number}.0",
        f"Card # {number}",
        f'="{number}"',
    ):
        assert parse("payment_card", raw) == (token, four, told), raw
    assert parse("payment_card", f"{grouped} exp 12/29 CVV 123") == (token, four, told)
    assert parse("payment_card", f";{number}=29121011000012300000?") == (token, four, told)


def test_nothing_that_is_kept_of_a_card_holds_its_number() -> None:
    value = found("payment_card", "4111 1111 1111 1111")
    kept = " ".join((value.value, *value.parts.values(), *value.facts.values()))
    assert "411111" not in kept
    assert value.facts == {"last_four": "1111", "brand": "visa"}
    refused = normalize("payment_card", "4111 1111 1111 1112")
    assert refused.suggestion == ""


def test_the_hash_depends_on_the_key_and_on_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    unset = parse("payment_card", "4111111111111111")
    assert unset == parse("payment_card", "4111 1111 1111 1111")
    monkeypatch.setenv(KEY_VARIABLE, "one key")
    one = parse("payment_card", "4111111111111111")
    monkeypatch.setenv(KEY_VARIABLE, "another key")
    other = parse("payment_card", "4111111111111111")
    assert len({unset, one, other}) == 3
    assert parse("payment_card", one[0]) == one  # what is read back is not hashed again


MASKED = [
    ("**** **** **** 1234", "1234", ""),
    ("************1234", "1234", ""),
    ("XXXX-XXXX-XXXX-1234", "1234", ""),
    ("•••• 1234", "1234", ""),
    ("x1234", "1234", ""),
    ("...1234", "1234", ""),
    ("4*** **** **** 1234", "1234", "VISA"),
    ("Visa **** 1234", "1234", "VISA"),
    ("VISA-1234", "1234", "VISA"),
    ("Visa ending in 1234", "1234", "VISA"),
    ("Amex ending 1005", "1005", "AMEX"),
    ("XXXX-XXXXXX-X1005", "1005", ""),
    ("card ending in 1234", "1234", ""),
    ("last 4: 1234", "1234", ""),
]


def test_a_masked_card_keeps_its_last_four_digits_only() -> None:
    assert_reads(
        lambda raw: parse("payment_card", raw),
        {raw: ("", four, brand) for raw, four, brand in MASKED},
    )
    assert max(found("payment_card", raw).confidence for raw, *_ in MASKED) < 0.5


def test_a_masked_card_whose_first_digits_are_shown_is_told_from_others() -> None:
    forms = ("411112******1234", "4111-12**-****-1234", "4111 12XX XXXX 1234")
    tokens = {found("payment_card", form).value for form in forms}
    assert len(tokens) == 1
    others = ("411113******1234", "411112******1235", "4111 **** **** 1234")
    assert tokens.isdisjoint(found("payment_card", other).value for other in others)
    for value in tokens:
        assert value.startswith("VISA:1234-")
        assert found("payment_card", value).value == value


NO_CARDS = [
    ("4111 1111 1111 1112", Reason.BAD_CHECK_DIGIT),
    ("0000 0000 0000 0000", Reason.PLACEHOLDER),
    ("n/a", Reason.PLACEHOLDER),
    ("1234", Reason.TOO_SHORT),
    ("4" * 25, Reason.PLACEHOLDER),
    ("41111111111111111111", Reason.TOO_LONG),
    ("4.11111E+15", Reason.SPREADSHEET_DAMAGE),
    ("4111111111111110", Reason.SPREADSHEET_DAMAGE),  # the 16th digit became a zero
    ("visa", Reason.BAD_FORMAT),
    ("4111 1111 1111 111O", Reason.BAD_FORMAT),
]


def test_what_is_no_card_is_refused() -> None:
    assert_reads(
        lambda raw: parse("payment_card", raw), {tuple(key): told for *key, told in NO_CARDS}
    )


def test_brands_go_by_first_digits_and_length() -> None:
    assert brand_of("41111111111111111") == ""
    assert brand_of("2720990000000007") == "MASTERCARD"
    assert brand_of("2721000000000000") == ""


BANK_ACCOUNTS = [
    ("021000021 4417009876", ("021000021:4417009876",)),
    ("021000021/4417009876", ("021000021:4417009876",)),
    ("Routing: 021000021 Account: 4417009876", ("021000021:4417009876",)),
    ("Routing No. 021000021, Acct # 4417-0098-76", ("021000021:4417009876",)),
    ("⑆021000021⑆ 4417009876⑈", ("021000021:4417009876",)),
    ("021000022 4417009876", Reason.BAD_CHECK_DIGIT),
    ("20-00-00 55779911", ("200000:55779911",)),
    ("Sort code 20-00-00 Account 55779911", ("200000:55779911",)),
    ("5577-9911", (":55779911",)),
    ("****9911", Reason.BAD_FORMAT),
    ("000000000", Reason.PLACEHOLDER),
    ("12", Reason.TOO_SHORT),
]


def test_a_bank_account_stands_at_its_bank() -> None:
    assert_reads(
        lambda raw: parse("bank_account", raw), {tuple(key): told for *key, told in BANK_ACCOUNTS}
    )


def test_the_bank_may_stand_beside_the_account() -> None:
    assert parse("bank_account", "4417009876", "021000021") == ("021000021:4417009876",)
    assert parse("bank_account", "4417009876", "21000021") == ("021000021:4417009876",)


LOYALTY = [
    ("9123456789", "", ":9123456789"),
    ("SkyMiles # 9123456789", "", "DL:9123456789"),
    ("Delta SkyMiles 9123456789", "", "DL:9123456789"),
    ("DL 9123456789", "", "DL:9123456789"),
    ("9123456789", "Delta SkyMiles", "DL:9123456789"),
    ("9123456789", "DL", "DL:9123456789"),
    ("MileagePlus AB123456", "", "UA:AB123456"),
    ("Mileage Plus number: AB 123456", "", "UA:AB123456"),
    ("Flying Blue 2040210083", "", "AF:2040210083"),
    ("KL 2040210083", "", "AF:2040210083"),
    ("Hilton Honors # 440098123", "", "HILTON:440098123"),
    ("Marriott Bonvoy 440098123", "", "MARRIOTT:440098123"),
    ("Miles & More 992000123456789", "", "LH:992000123456789"),
    ("Loyalty No. 4417-0098", "", ":44170098"),
    ("Frequent flyer number: BA 40210083", "", "BA:40210083"),
    ("4417-0098", "Corner Shop", "CORNER-SHOP:44170098"),
    ("AB123456", "", ":AB123456"),
]


def test_the_issuer_of_a_loyalty_number_is_its_program() -> None:
    assert_reads(
        lambda raw, issuer: parse("loyalty", raw, issuer),
        {(text, issuer): (value,) for raw, issuer, value in LOYALTY for text in (raw, value)},
    )


NO_LOYALTY = ["n/a", "none", "000000", "-", "(null)"]


def test_no_loyalty_number() -> None:
    assert_reads(lambda raw: parse("loyalty", raw), dict.fromkeys(NO_LOYALTY, Reason.PLACEHOLDER))


HEADERS = [
    ("iban", "iban"),
    ("iban_number", "iban"),
    ("card_number", "payment_card"),
    ("credit_card", "payment_card"),
    ("cc_num", "payment_card"),
    ("bank_account_number", "bank_account"),
    ("checking_account", "bank_account"),
    ("loyalty_no", "loyalty"),
    ("loyalty_card_number", "loyalty"),
    ("frequent_flyer_number", "loyalty"),
    ("rewards_id", "loyalty"),
    ("skymiles_number", "loyalty"),
]


def test_headers_name_the_column() -> None:
    assert_reads(
        lambda header: next((k.name for k in FINANCES if re.fullmatch(k.headers, header)), ""),
        {tuple(key): told for *key, told in HEADERS},
    )


def test_accounts_and_cards_never_conflict() -> None:
    assert {KINDS[name].identifier_class for name in ("iban", "payment_card", "bank_account")} == {
        IdentifierClass.CONTACT_POINT
    }
    assert KINDS["loyalty"].identifier_class is IdentifierClass.PERSON_KEY


texts = st.one_of(st.text(), st.text("0123456789 -*X:/#.ABDEGLNVISAibanending=", max_size=34))


@given(st.sampled_from(sorted(KINDS)), texts, st.sampled_from(("", "DL", "021000021", "crm")))
def test_parsing_never_raises_and_is_idempotent(kind: str, raw: str, issuer: str) -> None:
    parsed = parse(kind, raw, issuer)
    if isinstance(parsed, tuple):
        assert parse(kind, KINDS[kind].render(*parsed), issuer) == parsed
        KINDS[kind].describe(parsed, Context())
    else:
        KINDS[kind].suggest(raw, Context())


CARDS = ["4111 1111 1111 1111", "4111 1111 1111 1112", "card 5500-0055-5555-5559"]


def test_a_card_number_is_kept_nowhere_in_clear() -> None:
    for text in CARDS:
        found = [ir.normalize("payment_card", text), ir.extract(text)]
        shown = "".join(filter(str.isdigit, repr(found)))
        assert "".join(filter(str.isdigit, text))[:12] not in shown
