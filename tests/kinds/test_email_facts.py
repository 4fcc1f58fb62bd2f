"""What addresses tell, what refused texts were meant to be, and the fast path against the library."""

import csv
import importlib.resources
import re
import string

from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.domain import Context, Identifier, Reason, Rejected
from identity_resolve.kinds import email as module
from identity_resolve.kinds import normalize
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.email import EMAIL
from identity_resolve.kinds.email_facts import _domains, is_provider
from identity_resolve.kinds.email_text import guesses, is_hashed, repair
from identity_resolve.kinds.tables import read_rows
from tests.kinds.tables import assert_reads

CONTEXT = Context()


def value(raw: str) -> str:
    found = normalize("email", raw)
    return found.value if isinstance(found, Identifier) else str(found.reason)


def suggestion(raw: str) -> str:
    """What is suggested for a refused text; an address that was accepted stands in brackets."""
    found = normalize("email", raw)
    return found.suggestion if isinstance(found, Rejected) else f"<{found.value}>"


def confidence(raw: str) -> float:
    found = normalize("email", raw)
    return found.confidence if isinstance(found, Identifier) else 0.0


def parse(raw: str) -> Parsed:
    return EMAIL.parse(raw, CONTEXT)


def facts_of(raw: str) -> dict[str, str]:
    found = normalize("email", raw)
    assert isinstance(found, Identifier)
    return dict(found.facts)


def test_addresses_are_found_in_the_text_around_them() -> None:
    assert_reads(
        value,
        {
            "Email: jo@x.com": "jo@x.com",
            "jo at gmail dot com": "jo@gmail.com",
            "JO AT GMAIL DOT COM": "jo@gmail.com",
            "jo (at) gmail (dot) com": "jo@gmail.com",
            "jo[dot]smith[at]acme[dot]com": "jo.smith@acme.com",
            "jo{at}acme{dot}com": "jo@acme.com",
            "jo<at>acme<dot>com": "jo@acme.com",
            "jo -at- acme -dot- com": "jo@acme.com",
            "jo(at)acme.com": "jo@acme.com",
            "jo arroba gmail punto com": "jo@gmail.com",
            "jo underscore smith at acme dot co dot uk": "jo_smith@acme.co.uk",
            "jo dot smith plus news at acme dot com": "jo.smith+news@acme.com",
            "jo@gmail .com": "jo@gmail.com",
            "jo@gmail. com": "jo@gmail.com",
            "jo@x.com - home": "jo@x.com",
            "jo@x.com work address": "jo@x.com",
            "Jo Smith jo@x.com": "jo@x.com",
            "Ann Smith asmith@x.com": "asmith@x.com",
            "my address is jo@x.com": "jo@x.com",
            "[28.01.] jo@x.com": "jo@x.com",
            "“jo@x.com”": "jo@x.com",
            "«jo@x.com»": "jo@x.com",
            "**jo@x.com**": "jo@x.com",
            "jo@x.com<br>": "jo@x.com",
            "jo@x.com\\r\\n": "jo@x.com",
            "jo@x.com?subject=hi": "jo@x.com",
            "reach me at jo@x.com": "jo@x.com",
            "jo@x.com; jo@x.com": "jo@x.com",
            "smtp:jo@x.com;SIP:jo@x.com": "jo@x.com",
            "&lt;jo@x.com&gt;": "jo@x.com",
            "jo@x.com#mailto:jo@x.com#": "jo@x.com",
            "mailto:jo%2Bnews@x.com": "jo+news@x.com",
            "jo.o&#39;neil@x.com": "jo.o'neil@x.com",
            "jo’neil@x.com": "jo'neil@x.com",
            "jo#EXT#@acme.onmicrosoft.com": "jo#ext#@acme.onmicrosoft.com",
            "!def!xyz%abc@acme.com": "!def!xyz%abc@acme.com",
            "E-mail address: jo@x.com": "jo@x.com",
            "SMTP:Jo@x.com": "jo@x.com",
            "jo@x.com (work)": "jo@x.com",
            "Smith, Jo (jo@x.com)": "jo@x.com",
            "jo@x.com <mailto:jo@x.com>": "jo@x.com",
            '<a href="mailto:jo@x.com">jo@x.com</a>': "jo@x.com",
            "[jo@x.com](mailto:jo@x.com)": "jo@x.com",
            "jo%40x.com": "jo@x.com",
            "mailto:jo%40x.com": "jo@x.com",
            "jo&#64;x.com": "jo@x.com",
            '"jo.smith"@x.com': "jo.smith@x.com",
            "jo＠gmail。com": "jo@gmail.com",
            "jo@gmail.com/": "jo@gmail.com",
            "<jo@gmail.com": "jo@gmail.com",
            "jo&co@acme.com": "jo&co@acme.com",
            "jo/dept@acme.com": "jo/dept@acme.com",
            "почта@почта.рф": "почта@почта.рф",
            "用户@例子.公司": "用户@例子.公司",
            "JO@FAẞ.DE": "jo@faß.de",
            "jo@xn--fa-hia.de": "jo@faß.de",
        },
    )


def test_facts_of_an_address() -> None:
    table = {
        "jo@gmail.com": {"provider": "gmail"},
        "j.o+a@gmail.com": {"provider": "gmail", "alias_strength": "strong", "tag": "a"},
        "jo@hotmail.co.uk": {"provider": "microsoft"},
        "jo@pm.me": {"provider": "proton", "alias_strength": "medium"},
        "any@jo.fastmail.com": {"provider": "fastmail", "alias_strength": "strong"},
        "jo-shop@yahoo.com": {"alias_strength": "weak", "likely_mailbox": "jo@yahoo.com"},
        "jo+a@acme.com": {"alias_strength": "weak", "likely_mailbox": "jo@acme.com", "tag": "a"},
        "info@acme.com": {"role": "info", "role_class": "rfc2142"},
        "customer.service@acme.com": {"role": "customerservice", "role_class": "shared"},
        "sales2@acme.com": {"role": "sales"},
        "jo@yopmail.com": {"disposable": "yes"},
        "jo@mailinator.com": {"disposable": "yes"},
        "jo@10minutemail.com": {"disposable": "yes"},
        "jo@opayq.com": {"disposable": "", "relay": "blur"},
        "jo@sub.guerrillamail.com": {"disposable": "yes"},
        "x1@privaterelay.appleid.com": {"relay": "apple private relay"},
        "1+jo@users.noreply.github.com": {"relay": "github", "likely_mailbox": ""},
        "x@hous.craigslist.org": {"relay": "craigslist"},
        "abc@reply.acme.com": {"relay": "reply address"},
        "2125550143@vtext.com": {"sms_gateway": "verizon", "phone": "2125550143"},
        "jo@gmial.com": {"disposable": "yes", "did_you_mean": "jo@gmail.com"},
        "jo@gmaul.com": {"did_you_mean": "jo@gmail.com"},
        "jo@acme.con": {"did_you_mean": "jo@acme.com"},
        "jo@gmail.com.com": {"did_you_mean": "jo@gmail.com"},
        "jo@mail.com": {"did_you_mean": ""},
        "jo@ymail.com": {"did_you_mean": ""},
        "jo@yahoo.co.jp": {"did_you_mean": ""},
        "jo@www.gmail.com": {"provider": ""},
        "5d41402abc4b2a76b9719d911017c592@x.com": {"hashed": "yes"},
        "jo@münchen.de": {"ascii": "jo@xn--mnchen-3ya.de", "smtputf8": ""},
        "josé@español.es": {"smtputf8": "yes", "ascii_domain": "xn--espaol-zwa.es"},
        "jо@acme.com": {"mixed_script": "yes"},  # a Cyrillic o
        "jo@example.org": {"reserved": "yes"},
        "walmart@walmart.com": {"suspicious": "repeats its domain"},
        "test2@acme.com": {"suspicious": "a word for tests"},
    }
    told = {raw: facts_of(raw) for raw in table}
    assert_reads(lambda raw: {name: told[raw].get(name, "") for name in table[raw]}, table)


def test_what_may_not_be_a_persons_own_is_believed_less() -> None:
    assert confidence("jo@acme.com") == 1.0
    for raw in ("info@acme.com", "jo@yopmail.com", "x1@privaterelay.appleid.com", "jo@gmaul.com"):
        assert confidence(raw) < 1.0, raw


def test_a_typing_error_is_suggested_and_not_rewritten() -> None:
    assert normalize("email", "jo@gmial.com").value == "jo@gmial.com"


def test_a_refused_text_gets_a_safe_suggestion() -> None:
    assert_reads(
        suggestion,
        {
            "x@gmail,com": "x@gmail.com",
            "jo@hotmail,co,uk": "jo@hotmail.co.uk",
            "jo@gmailcom": "jo@gmail.com",
            "jo@comcastnet": "jo@comcast.net",
            "jo@gmail": "jo@gmail.com",
            "jo AT acme.com": "jo@acme.com",
            "jo@gmail com": "jo@gmail.com",
            "jo@gmail_com": "jo@gmail.com",
            "jo@@gmail.com": "jo@gmail.com",
            "jo.@gmail.com": "jo@gmail.com",
            "jo..x@gmail.com": "jo.x@gmail.com",
            "jo@gmail..com": "jo@gmail.com",
            "jo@.gmail.com": "jo@gmail.com",
            "jo#gmail.com": "jo@gmail.com",
            "jo2gmail.com": "jo@gmail.com",
            "jogmail.com": "jo@gmail.com",
            "jo,smith@gmail.com": "jo.smith@gmail.com",
            "jo@x.com; jane@y.com": "jo@x.com",
            "jo smith@gmail.com": "",  # josmith, jo.smith or smith
            "jo@acmecom": "",
            "none@gmail,com": "",
            "jo": "",
            "n/a": "",
            "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514": "",
        },
    )


def test_words_for_no_address_are_placeholders() -> None:
    assert_reads(
        parse,
        {
            "noemail": Reason.PLACEHOLDER,
            "no e-mail": Reason.PLACEHOLDER,
            "no email address": Reason.PLACEHOLDER,
            "has no email": Reason.PLACEHOLDER,
            "no email on file": Reason.PLACEHOLDER,
            "Customer refused": Reason.PLACEHOLDER,
            "none given": Reason.PLACEHOLDER,
            "do-not-reply@acme.com": Reason.PLACEHOLDER,
            "no-reply+a1@acme.com": Reason.PLACEHOLDER,
            "noone@noone.com": Reason.PLACEHOLDER,
            "name@domain.com": Reason.PLACEHOLDER,
        },
    )


def test_hex_hashes_are_recognized() -> None:
    for length in (32, 40, 64):
        assert is_hashed("0f" * (length // 2))
        assert is_hashed("0F" * (length // 2))
        assert not is_hashed("0f" * (length // 2) + "0")


def test_domains_are_listed_once_with_a_source() -> None:
    data = importlib.resources.files("identity_resolve.kinds") / "data" / "email_domains.csv"
    rows = list(csv.DictReader(data.read_text(encoding="utf-8").splitlines()))
    assert len({row["domain"] for row in rows}) == len(rows)
    for row in rows:
        assert row["class"] in ("provider", "relay", "sms_gateway", "disposable")
        assert row["source"]
        assert row["domain"] == row["domain"].lower()
    assert len(_domains()) > 10_000


def test_no_domain_of_a_provider_is_a_typing_error() -> None:
    for row in read_rows("email_typo_domains.csv"):
        assert not is_provider(row["typo"]), row["typo"]


atom = st.text(string.ascii_letters + string.digits + "_+-", min_size=1, max_size=12)
label = st.text(string.ascii_letters + string.digits + "-", min_size=1, max_size=14)
plain = st.builds(
    "{}@{}.{}".format,
    st.lists(atom, min_size=1, max_size=4).map(".".join),
    st.lists(label, min_size=1, max_size=4).map(".".join),
    st.sampled_from(
        ["com", "co.uk", "COM", "test", "arpa", "local", "invalid", "xn--p1ai", "x", "io"]
    ),
)


@settings(max_examples=500)
@given(plain)
def test_fast_path_equals_the_library(raw: str) -> None:
    lowered = raw.lower()
    if len(lowered) > module._PLAIN_LENGTH or module._PLAIN.fullmatch(lowered) is None:
        return
    assert validate_email(raw, check_deliverability=False).normalized.lower() == lowered
    assert (
        EMAIL.parse(raw, CONTEXT) is Reason.PLACEHOLDER or EMAIL.parse(raw, CONTEXT)[0] == lowered
    )


@settings(max_examples=500)
@given(plain)
def test_what_the_library_refuses_is_refused(raw: str) -> None:
    try:
        validate_email(raw, check_deliverability=False)
    except EmailNotValidError:
        repaired = repair(raw)
        assert isinstance(EMAIL.parse(raw, CONTEXT), Reason) or repaired != raw.lower()


messy = st.text("jo@x.,;: ()<>[]\"'%40gmailcom-_+2#/", max_size=40)


@settings(deadline=None, max_examples=500)
@given(st.one_of(messy, st.text(), plain))
def test_guesses_and_facts_never_raise(raw: str) -> None:
    suggestion = EMAIL.suggest(raw, CONTEXT)
    if suggestion:
        assert EMAIL.parse(suggestion, CONTEXT)[0] == suggestion
    assert all(isinstance(guess, str) for guess in guesses(raw, is_provider))
    parsed = EMAIL.parse(raw, CONTEXT)
    if isinstance(parsed, tuple):
        assert EMAIL.parse(parsed[0], CONTEXT) == parsed
        described = EMAIL.describe(parsed, CONTEXT)
        assert 0 < described.confidence <= 1
        assert all(described.facts.values())


def test_shapes_know_an_address() -> None:
    for raw in ("jo@acme.com", "o'neil@acme.co.uk", "josé@münchen.de", "mailto:jo@x.com"):
        assert any(re.fullmatch(shape.pattern, raw, re.IGNORECASE) for shape in EMAIL.shapes), raw
