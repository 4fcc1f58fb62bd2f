import re
import string

from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import email as module
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.email import EMAIL
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from tests.kinds.tables import assert_reads

CONTEXT = Context()


def parse(text: str) -> Parsed:
    return EMAIL.parse(text, CONTEXT)


def address(text: str) -> object:
    parsed = parse(text)
    return parsed if isinstance(parsed, Reason) else parsed[0]


def mailbox(text: str) -> object:
    parsed = parse(text)
    return parsed if isinstance(parsed, Reason) else parsed[1]


def count_addresses(cell: str) -> int:
    pieces = re.split(EMAIL.split or "", cell)
    return sum(isinstance(parse(piece), tuple) for piece in pieces if piece.strip())


def is_header(header: str) -> bool:
    return re.fullmatch(EMAIL.headers, header) is not None


def test_spellings_of_an_address_become_one() -> None:
    assert_reads(
        address,
        {
            "Jo.Smith@Example.COM": "jo.smith@example.com",
            "  jo@company.co.uk ": "jo@company.co.uk",
            "mailto:Jo@x.com?subject=hi": "jo@x.com",
            '"Smith, Jo" <jo@x.com>': "jo@x.com",
            "Jo Smith <jo@x.com>,": "jo@x.com",
            "'jo@x.com'": "jo@x.com",
            "(jo@x.com).": "jo@x.com",
            "jo @ x.com": "jo@x.com",
            "jo\u200b@x.com": "jo@x.com",
            "ｊｏ＠x.com": "jo@x.com",
            "o'neil@x.com": "o'neil@x.com",
            "jo@XN--MNCHEN-3YA.de": "jo@münchen.de",
            "JO@MÜNCHEN.de": "jo@münchen.de",
            "ÉMILE@x.fr": "émile@x.fr",
            "info@company.com": "info@company.com",
        },
    )


def test_mailbox_follows_the_rule_of_the_provider() -> None:
    assert_reads(
        mailbox,
        {
            "j.o.smith+news@gmail.com": "josmith@gmail.com",
            "josmith@googlemail.com": "josmith@gmail.com",
            "jo.smith+a@hotmail.com": "jo.smith@hotmail.com",
            "jo+a@hotmail.co.uk": "jo@hotmail.co.uk",
            "jo@me.com": "jo@icloud.com",
            "any@jo.fastmail.com": "jo@fastmail.com",
            "j_o-s.m@proton.me": "josm@protonmail.com",
            "jo+a@ya.ru": "jo@yandex.ru",
            "jo-shop@yahoo.com": "jo-shop@yahoo.com",  # the provider's rule is too weak to match on
            "jo+a@company.com": "jo+a@company.com",
            "+tag@gmail.com": "+tag@gmail.com",
            "jo-smith@yandex.com": "jo.smith@yandex.ru",
            "jo.smith+a@ya.ru": "jo.smith@yandex.ru",
            "_-_@pm.me": "__@protonmail.com",
            "x1y2@privaterelay.appleid.com": "x1y2@privaterelay.appleid.com",
        },
    )


def test_what_is_no_address_is_refused() -> None:
    assert_reads(
        parse,
        {
            "test@example.com": Reason.PLACEHOLDER,
            "TEST@Test.com": Reason.PLACEHOLDER,
            "noreply@company.com": Reason.PLACEHOLDER,
            "No-Reply@company.com": Reason.PLACEHOLDER,
            "aaaa@x.com": Reason.PLACEHOLDER,
            "jo@localhost": Reason.PLACEHOLDER,
            "jo@site.invalid": Reason.PLACEHOLDER,
            "Nobody <nobody@nowhere.com>": Reason.PLACEHOLDER,
            "n/a": Reason.PLACEHOLDER,
            "jo": Reason.BAD_FORMAT,
            "@x.com": Reason.BAD_FORMAT,
            "jo@x": Reason.BAD_FORMAT,
            "jo@@x.com": Reason.BAD_FORMAT,
            "jo..x@x.com": Reason.BAD_FORMAT,
            "jo@-x.com": Reason.BAD_FORMAT,
            "jo@[1.2.3.4]": Reason.BAD_FORMAT,
            "jo@192.168.1.1": Reason.BAD_FORMAT,
            "jo@ac_me.com": Reason.BAD_FORMAT,
            "jo@" + "ab" * 32 + ".com": Reason.BAD_FORMAT,
            "www.acme.com": Reason.BAD_FORMAT,
            "2125551234": Reason.BAD_FORMAT,
            "/o=ExchangeLabs/cn=Recipients/cn=jo": Reason.BAD_FORMAT,
            "mary ann smith@gmail.com": Reason.BAD_FORMAT,  # a blank may be a slip
            "jo@acme.co uk": Reason.BAD_FORMAT,
            "jo@x.com or jane@x.com": Reason.BAD_FORMAT,
            "look at acme.com": Reason.BAD_FORMAT,
            "ab" * 33 + "@x.co": Reason.TOO_LONG,
            "ab" * 125 + "@x.co": Reason.TOO_LONG,
            "a" * 10_000_000: Reason.TOO_LONG,
            "\x00": Reason.BAD_FORMAT,
        },
    )


def test_every_placeholder_of_the_table_is_refused() -> None:
    for row in read_rows("placeholder_values.csv"):
        if row["kind"] == "email":
            assert parse(row["value"]) is Reason.PLACEHOLDER, row["value"]


def test_patterns_of_the_table_can_be_joined() -> None:
    rows = read_rows("placeholder_values.csv")
    patterns = [row["value"] for row in rows if row["kind"] == "email_regex"]
    assert all(pattern.startswith("^") for pattern in patterns)  # one match at the start finds all
    assert sum(bool(re.search(r"\\\d", pattern)) for pattern in patterns) == 1  # groups are counted


labels = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=8)
locals_ = st.text(string.ascii_letters + string.digits + "._+-'", min_size=1, max_size=12)
domains = st.lists(labels, min_size=1, max_size=3).map(".".join)
endings = st.sampled_from(["com", "org", "co.uk", "test", "arpa", "onion", "x", "c0", "museum"])
addresses = st.builds("{}@{}.{}".format, locals_, domains, endings)
texts = st.one_of(
    st.text(),
    addresses,
    st.builds("{}@{}.de".format, st.text(min_size=1, max_size=6), st.text(min_size=1, max_size=6)),
)


@given(addresses)
def test_plain_addresses_are_read_as_the_library_reads_them(raw: str) -> None:
    lowered = raw.lower()
    if module._PLAIN.fullmatch(lowered) is None:
        return
    assert validate_email(raw, check_deliverability=False).normalized.lower() == lowered


@given(addresses)
def test_what_the_library_accepts_is_accepted(raw: str) -> None:
    try:
        expected = validate_email(raw, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return
    parsed = parse(raw)
    stripped = raw != raw.strip("'")
    assert parsed is Reason.PLACEHOLDER or stripped or parsed[0] == expected


@given(addresses)
def test_the_joined_patterns_agree_with_the_table(raw: str) -> None:
    parsed = parse(raw)
    if isinstance(parsed, tuple):
        assert not is_placeholder("email", parsed[0])


@given(texts)
def test_parsing_never_raises_and_is_idempotent(raw: str) -> None:
    parsed = parse(raw)
    if isinstance(parsed, tuple):
        assert parse(EMAIL.render(*parsed)) == parsed
        assert parsed[0] == parsed[0].lower()


def test_examples_are_accepted_and_look_like_it() -> None:
    for example in EMAIL.examples:
        assert isinstance(parse(example), tuple)
        assert re.fullmatch(EMAIL.looks_like or "", example)


def test_cells_are_split_into_addresses() -> None:
    assert_reads(
        count_addresses,
        {
            "a@x.com;b@y.com": 2,
            "a@x.com, b@y.com": 2,
            "a@x.com b@y.com": 2,
            "a@x.com | b@y.com / c@z.com": 3,
            "Jo Smith <jo@x.com>": 1,
            "jo @ x.com": 1,
        },
    )


def test_headers_name_the_column() -> None:
    assert_reads(
        is_header,
        {
            "email": True,
            "e_mail": True,
            "mail": True,
            "email_address": True,
            "contact_email": True,
            "customer_email_2": True,
            "email1": True,
        },
    )


def test_other_headers_do_not() -> None:
    assert_reads(
        is_header,
        {
            "is_email": False,
            "email_opt_in": False,
            "email_verified": False,
            "mailing_address": False,
        },
    )
