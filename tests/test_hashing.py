"""Tokens stand for values in a whole run; published hashes are those that are published."""

import hashlib
import hmac
import logging
import random
from base64 import b64decode, b64encode, urlsafe_b64encode

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve import hashing
from identity_resolve.domain import Context, IdentifierClass, Reason, Rejected
from identity_resolve.errors import SettingsError
from identity_resolve.hashing import Key, token, tokenize
from identity_resolve.kinds import KINDS, normalize
from identity_resolve.kinds.token import is_exact, is_token, read_token, reading_tokens
from identity_resolve.sources.parsing import parse_column
from tests.build import DATA, partition

KEY = Key(bytes(range(32)))
EXACT = sorted(name for name, kind in KINDS.items() if is_exact(kind))
OTHERS = sorted(set(KINDS) - set(EXACT))
EXAMPLES = [(name, example) for name in EXACT for example in KINDS[name].examples]


def made(kind, text, key=KEY, **context):
    found = token(kind, text, key, **context)
    assert isinstance(found, str), found
    return found


class TestKey:
    def test_weak_secrets_are_refused_and_not_shown(self):
        for secret, fault in [
            (b"", "0 bytes; give 32"),
            (b"0123456789abcdef0123456789abcde", "31 bytes"),
            (b"a" * 64, "is not random"),
            (b"secret" * 8, "is not random"),
            ("0123456789abcdef0123456789abcdef", "is str; give bytes"),
        ]:
            with pytest.raises(SettingsError, match=fault) as raised:
                Key(secret)
            assert not secret or str(secret) not in str(raised.value)

    def test_every_fault_is_told(self):
        with pytest.raises(SettingsError, match=r"secret(.|\n)*version(.|\n)*bits"):
            Key(b"", version=0, bits=64)

    def test_a_secret_is_never_shown(self, caplog):
        key = hashing.new_key()
        with caplog.at_level(logging.DEBUG):
            made("email", "ann@lee.org", key)
        shown = f"{key!r} {key} {caplog.text}"
        assert key.secret.hex() not in shown
        assert repr(key.secret) not in shown

    def test_new_keys_differ(self):
        assert hashing.new_key().secret != hashing.new_key().secret


class TestToken:
    def test_it_is_the_hmac_of_kind_and_value(self):
        mac = hmac.new(KEY.secret, b"phone\0+14155552671", hashlib.sha256).digest()
        expected = urlsafe_b64encode(mac[:16]).decode().rstrip("=")
        assert made("phone", "(415) 555-2671") == f"k1.phone.{expected}"

    def test_spellings_of_one_value_are_one_token(self):
        spellings = ("+1 415 555 2671", "415.555.2671", "(415) 555-2671")
        assert len({made("phone", text) for text in spellings}) == 1

    def test_kinds_keys_and_values_have_nothing_in_common(self):
        tokens = [
            made("account", "A7730019"),
            made("opaque", "A7730019"),
            made("account", "A7730018"),
            made("account", "A7730019", Key(bytes(range(1, 33)))),
        ]
        assert len({text.rpartition(".")[2] for text in tokens}) == len(tokens)

    def test_length_and_version_are_those_of_the_key(self):
        long = made("phone", "4155552671", Key(KEY.secret, version=7, bits=256))
        assert long.startswith("k7.phone.")
        assert len(long) == len("k7.phone.") + 43
        short = made("phone", "4155552671")
        padded = [b64decode(t.rpartition(".")[2] + "==", b"-_") for t in (long, short)]
        assert padded[0][:16] == padded[1]

    def test_an_issuer_is_hashed_apart(self):
        here, there = (made("account", "A7730019", issuer=issuer) for issuer in ("crm", "erp"))
        assert here.partition(":")[0] != there.partition(":")[0]
        assert here.partition(":")[2] == there.partition(":")[2]
        assert made("account", "A7730019") == here.partition(":")[2]

    def test_an_email_carries_its_mailbox(self):
        plain, dotted = made("email", "annlee7@gmail.com"), made("email", "ann.lee7@gmail.com")
        assert plain != dotted
        assert plain.rpartition(".")[2] == dotted.rpartition(".")[2]

    def test_refusals_are_those_of_normalize(self):
        assert token("email", "n/a", KEY) == Rejected("email", "n/a", Reason.PLACEHOLDER)
        assert token("email", " ", KEY) == Rejected("email", " ", Reason.EMPTY)

    def test_what_is_compared_by_resemblance_is_refused(self):
        for name in OTHERS:
            with pytest.raises(SettingsError, match=r"resemblance|hash already"):
                token(name, "Ann", KEY)

    def test_an_unknown_kind_names_the_nearest(self):
        with pytest.raises(SettingsError, match="did you mean 'email'"):
            token("emial", "x", KEY)


class TestEveryExactKind:
    def test_a_token_is_its_own_value(self):
        for name, example in EXAMPLES:
            text = made(name, example, issuer="crm")
            kind = reading_tokens(KINDS[name])
            parts = kind.parse(text, Context("GB", "another"))
            assert is_token(text), name
            assert made(name, text) == text
            assert parts[0].removeprefix(":") == text
            assert kind.parse(kind.render(*parts), Context()) == parts

    def test_a_token_of_another_kind_or_cut_short_is_refused(self):
        for name in EXACT:
            other = "phone" if name != "phone" else "email"
            foreign = made(other, KINDS[other].examples[0])
            for text in (foreign, made(name, KINDS[name].examples[0])[:-1]):
                assert read_token(KINDS[name], text) is Reason.BAD_FORMAT, name

    def test_tokens_show_no_part_of_a_value(self):
        for name, example in EXAMPLES:
            value = normalize(name, example).value.rpartition(":")[2].lower()
            assert value not in made(name, example).lower() or len(value) < 4, name

    def test_a_column_of_tokens_is_that_of_its_values(self):
        for name in EXACT:
            texts = [*KINDS[name].examples, *KINDS[name].examples, None]
            tokens = [made(name, text) if text else None for text in texts]
            columns = (pl.Series(texts, dtype=pl.String), pl.Series(tokens, dtype=pl.String))
            clear, hidden = (parse_column(KINDS[name], c, None, Context()) for c in columns)
            assert not hidden.refused, name
            parts, hashed = clear.slots[0][0], hidden.slots[0][0]
            assert not set(parts) & set(hashed), name
            assert ranks(parts, clear.rows) == ranks(hashed, hidden.rows), name


def ranks(values, rows):
    """Which rows have the same value."""
    texts = [values[row] if row >= 0 else None for row in rows.tolist()]
    return [texts.index(text) for text in texts]


@given(st.text())
def test_clear_text_is_no_token(text):
    assert not is_token(text)
    for name in EXACT:
        assert reading_tokens(KINDS[name]).parse(text, Context()) == KINDS[name].parse(
            text, Context()
        )


COLUMNS = {
    "id": "record_id",
    "mail": "email",
    "license": "license",
    "state": {"kind": "issuer", "of": "license"},
    "when": "timestamp",
    "phone": "phone",
    "land": "country",
}
ROWS = (
    {
        "id": "1",
        "mail": "a@lee.org; b@lee.org",
        "license": "D5518204",
        "state": "CA",
        "when": "2024-01-01",
        "phone": "020 7946 0018",
        "land": "GB",
        "secret": "in clear",
    },
    {"id": "2", "mail": "n/a", "license": "D5518204", "state": "NV"},
)


class TestTokenize:
    def test_a_frame_of_tokens_in_the_order_given(self):
        found = tokenize(list(ROWS), COLUMNS, KEY)
        assert set(found.columns) == {"id", "mail", "license", "when", "phone"}
        first, second = found.rows(named=True)
        assert first["mail"] == f"{made('email', 'a@lee.org')} {made('email', 'b@lee.org')}"
        assert first["license"] == made("license", "D5518204", issuer="US-CA")
        assert second["license"].rpartition(":")[2] == first["license"].rpartition(":")[2]
        assert second["license"] != first["license"]
        assert first["phone"] == made("phone", "020 7946 0018", region="GB")
        assert (first["id"], first["when"]) == ("1", "2024-01-01")
        assert second["mail"] is second["phone"] is None

    def test_tokens_of_tokens_are_the_same(self):
        once = tokenize(list(ROWS), COLUMNS, KEY)
        kinds = {name: COLUMNS[name] for name in once.columns}
        assert tokenize(once, kinds, KEY).equals(once)

    def test_names_are_refused(self):
        with pytest.raises(SettingsError, match="family_name: is compared by resemblance"):
            tokenize([{"name": "Lee"}], {"name": "family_name"}, KEY)

    def test_a_column_that_is_not_there_is_named(self):
        with pytest.raises(SettingsError, match="no column 'mial'"):
            tokenize([{"mail": "a@lee.org"}], {"mial": "email"}, KEY)

    def test_one_source_at_a_time(self):
        with pytest.raises(SettingsError, match="2 sources"):
            tokenize({"a": [{"x": "1"}], "b": [{"x": "1"}]}, {"x": "account"}, KEY)


KINDS_OF = {
    "record_id": "record_id",
    "email": "email",
    "phone": "phone",
    "license": "license",
    "account": "account",
    "plate": "plate",
    "case": "case_number",
}


def touchpoints(size: int, seed: int) -> pl.DataFrame:
    """Records of persons who leave one to three of their numbers at a time; some share a phone."""
    chance = random.Random(seed)
    rows = []
    for person in range(size // 3):
        letters = "".join(chance.choices("bcdfghjkmnpqrstvwxz", k=10))
        state = chance.choice(("CA", "NY", None))
        facts = {
            "email": f"{letters}@{chance.choice(('lee.org', 'mail.net'))}",
            "phone": f"+447911{chance.randrange(100_000, 999_999)}",
            "license": f"{letters[0].upper()}{chance.randrange(10**6, 10**7)}",
            "account": f"AC{chance.randrange(10**8, 10**9)}",
            "plate": f"{chance.randrange(1, 9)}{letters[:3].upper()}{chance.randrange(100, 999)}",
            "case": f"CS{chance.randrange(10**9, 10**10)}",
        }
        if person % 5 == 1:
            facts["phone"] = rows[-1]["phone"] or facts["phone"]
        for _ in range(3):
            kept = chance.sample(sorted(facts), k=chance.choice((1, 2, 2, 3)))
            row = {name: facts[name] if name in kept else None for name in facts}
            rows.append(row | {"state": state if chance.random() < 0.8 else None})
    chance.shuffle(rows)
    frame = pl.DataFrame(rows, schema=dict.fromkeys([*facts, "state"], pl.String))
    return frame.with_columns(record_id=pl.Series([f"r{i}" for i in range(len(rows))]))


ISSUER = {"state": {"kind": "issuer", "of": "license"}}


def resolved(records, columns):
    return ir.resolve(records, settings={"sources": {"records": {"columns": columns}}})


def test_a_run_on_tokens_finds_the_customers_of_the_clear_run():
    for seed in (1, 2, 3):
        records = touchpoints(600, seed)
        columns = KINDS_OF | ISSUER
        tokens = tokenize(records, columns, KEY)
        clear, hidden = resolved(records, columns), resolved(tokens, KINDS_OF)
        assert not hidden.rejected.filter(pl.col("reason") == "bad format").height
        assert clear.customers.height < records.height
        assert partition(hidden) == partition(clear), seed


def test_the_numbers_of_the_bundled_customers_resolve_alike():
    columns = {
        "ticket_id": "record_id",
        "license_number": "license",
        "plate_number": "plate",
        "reg_no": "registration",
    }
    counter = DATA / "dmv" / "counter.csv"
    issuer = {"license_state": {"kind": "issuer", "of": "license_number"}}
    tokens = tokenize(counter, columns | issuer, KEY)
    clear = ir.resolve(
        pl.read_csv(counter, infer_schema=False).select(*columns, *issuer),
        settings={"sources": {"records": {"columns": columns | issuer}}},
    )
    assert partition(resolved(tokens, columns)) == partition(clear)


def test_tokens_are_the_same_or_different_and_never_near():
    """Values one character apart, which clear text would look at, share nothing as tokens."""
    rows = [{"email": f"annabel.leeward{i}@lee.org", "account": f"AC77300{i}"} for i in range(8)]
    kinds = {"email": "email", "account": "account"}
    result = resolved(tokenize(rows, kinds, KEY), kinds)
    assert result.edges.height == 0
    assert result.customers.height == len(rows)


def test_tokens_of_two_keys_never_match():
    row, kinds = (
        {"email": "ann@lee.org", "phone": "4155552671"},
        {"email": "email", "phone": "phone"},
    )
    frames = [tokenize([row], kinds, hashing.new_key(version)) for version in (1, 2)]
    assert resolved(pl.concat(frames), kinds).customers.height == len(frames)


def test_values_of_a_result_are_the_tokens():
    kinds = {"email": "email", "license": "license"}
    rows = [{"email": "ann@lee.org", "license": "D5518204"}]
    tokens = tokenize(rows, kinds, KEY)
    customer = resolved(tokens, kinds).customers.row(0, named=True)
    assert customer["email"] == tokens["email"][0]
    assert customer["license"] == tokens["license"][0]


UID2_PAGE = {
    "MyEmail@example.com": "FsGNM28LJQ8OLZB0Us65ZYp07NrovJSGTCMSKnLMJ6U=",
    "MYEMAIL@example.com": "FsGNM28LJQ8OLZB0Us65ZYp07NrovJSGTCMSKnLMJ6U=",
    "My.Email@example.com": "4itTvG+HEnTzpiqzejyu1yFPwU1nYhWpaiQvz62hyB8=",
    "JANESAOIRSE@example.com": "1mcOepIAfxtf94Xx/IHlOqbT170GvfXEc83HKGwoS20=",
    "JaneSaoirse@example.com": "1mcOepIAfxtf94Xx/IHlOqbT170GvfXEc83HKGwoS20=",
    "jane.saoirse@example.com": "sZZDLHuYmiypHIN5mVfFFdpT5sE6vyC3j+qU8RfpC/g=",
    "JaneSaoirse+Work@example.com": "KKruSBUjDNO069iMUVImVQZm6RrAGZKeOtrD9mwogYA=",
    "JANE.SAOIRSE@gmail.com": "ku4mBX7Z3qJTXWyLFB1INzkyR2WZGW4ANSJUiW21iI8=",
    "Jane.Saoirse@gmail.com": "ku4mBX7Z3qJTXWyLFB1INzkyR2WZGW4ANSJUiW21iI8=",
    "JaneSaoirse+Work@gmail.com": "ku4mBX7Z3qJTXWyLFB1INzkyR2WZGW4ANSJUiW21iI8=",
    "user@example.com": "tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ=",
}


class TestPublished:
    def test_uid2_emails_of_its_page(self):
        for publish in (hashing.uid2, hashing.euid):
            assert {email: publish("email", email) for email in UID2_PAGE} == UID2_PAGE

    def test_uid2_phone_of_its_page(self):
        for phone in ("+12345678901", "1 (234) 567-8901"):
            assert hashing.uid2("phone", phone) == "EObwtHBUqDNZR33LNSMdtt5cafsYFuGmuY4ZLenlue4="

    def test_meta_values_of_its_page(self):
        rows = [
            (
                "em",
                "John_Smith@gmail.com",
                "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
            ),
            (
                "ph",
                "(650)555-1212",
                "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176",
            ),
            ("fn", "Mary", "6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec"),
            ("fn", "정", "8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14"),
            ("fn", "Valéry", "08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c"),
            ("db", "2/16/1997", "01acdbf6ec7b4f478a225f1a246e5d6767eeab1a7ffa17f025265b5b94f40f0c"),
            (
                "country",
                "United States",
                "79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621",
            ),
        ]
        assert [(field, text, hashing.meta(field, text)) for field, text, _ in rows] == rows

    def test_meta_fields_are_prepared_as_meta_says(self):
        rows = [
            ("ge", "Female", "f", "US"),
            ("ge", "M", "m", "US"),
            ("ln", "O'Neil", "oneil", "US"),
            ("ct", "New York", "newyork", "US"),
            ("ct", "Saint-Étienne", "saintétienne", "FR"),
            ("st", "California", "ca", "US"),
            ("st", "AZ", "az", "US"),
            ("zp", "94035-1234", "94035", "US"),
            ("zp", "M1 1AE", "m11ae", "GB"),
            ("zp", "SW1A 1AA", "sw1a1aa", "US"),
            ("zp", "75018", "75018", "FR"),
            ("ph", "0044 844 412 4653", "448444124653", "US"),
            ("fn", "Mary-Ann", "maryann", "US"),
            ("ln", "O’Brien Jr.", "obrien jr", "US"),
            ("ct", "St. Louis", "stlouis", "US"),
            ("st", "Ontario", "ontario", "CA"),
            ("zp", "K1A 0B1", "k1a0b1", "CA"),
            ("db", "1997-02-16", "19970216", "US"),
            ("ph", "+44 844 412 4653", "448444124653", "US"),
            ("ph", "020 7946 0018", "442079460018", "GB"),
            ("email", "a.B+c@Gmail.com", "a.b+c@gmail.com", "US"),
        ]
        for field, text, normalized, region in rows:
            assert hashing.meta(field, text, region=region) == sha256(normalized), (field, text)

    def test_google_fields_are_prepared_as_google_says(self):
        rows = [
            ("email", "Jane.Doe+Shopping@googlemail.com", "janedoe@googlemail.com"),
            ("email", "user.name+NYC@Example.com", "user.name+nyc@example.com"),
            ("email", " Jane.Doe@gmail.com ", "janedoe@gmail.com"),
            ("email", "customer@example.com", "customer@example.com"),
            ("phone", "(650) 253-1234", "+16502531234"),
            ("phone", "+44 20 7031 3000", "+442070313000"),
            ("given_name", " John ", "john"),
            ("given_name", "Mary  Ann", "mary ann"),
            ("family_name", "Smith-Jones", "smithjones"),
            ("family_name", "García", "garcía"),
            ("family_name", "O'Neil ", "oneil"),
            ("street", "1600  Amphitheatre Pkwy", "1600 amphitheatre pkwy"),
        ]
        for field, text, normalized in rows:
            assert hashing.google(field, text) == sha256(normalized), (field, text)

    def test_what_is_hashed_already_passes(self):
        digest = hashlib.sha256(b"ann@lee.org").digest()
        forms = (digest.hex(), digest.hex().upper(), b64encode(digest).decode())
        for publish in (hashing.google, hashing.meta, hashing.uid2, hashing.euid):
            done = publish("email", "ann@lee.org")
            assert {publish("email", form) for form in forms} == {done}, publish

    def test_refusals_have_reasons(self):
        assert hashing.meta("ge", "X") == Rejected("ge", "X", Reason.OUT_OF_RANGE)
        assert hashing.meta("db", "1984") == Rejected("db", "1984", Reason.TOO_SHORT)
        assert hashing.google("email", " ") == Rejected("email", " ", Reason.EMPTY)
        assert isinstance(hashing.uid2("phone", "12"), Rejected)

    def test_unknown_fields_are_refused(self):
        for publish in (hashing.google, hashing.meta, hashing.uid2):
            with pytest.raises(SettingsError, match="takes no such hash"):
                publish("plate", "8ABC123")

    @settings(max_examples=50)
    @given(st.text())
    def test_any_text_is_hashed_or_refused(self, text):
        for publish, field in (
            *((hashing.google, f) for f in ("email", "phone", "given_name", "family_name")),
            *(
                (hashing.meta, f)
                for f in ("em", "ph", "ln", "ge", "db", "ct", "st", "zp", "country")
            ),
            (hashing.uid2, "email"),
        ):
            assert isinstance(publish(field, text), str | Rejected)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_exact_kinds_are_those_that_are_compared_as_wholes():
    assert {"email", "phone", "license", "plate", "case_number", "opaque", "text"} <= set(EXACT)
    attributes = {n for n, k in KINDS.items() if k.identifier_class is IdentifierClass.ATTRIBUTE}
    assert (attributes | {"street", "address"}) - {"text"} <= set(OTHERS)
