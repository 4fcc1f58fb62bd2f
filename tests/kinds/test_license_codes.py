from hypothesis import given as for_any
from hypothesis import strategies as st

from identity_resolve.kinds.license_check import LicenseCheck, check_license
from identity_resolve.kinds.license_codes import codes, decode_license, soundex
from tests.kinds.tables import assert_reads

ISSUERS = (
    *("US-FL", "US-IL", "US-WI", "US-MD", "US-MI", "US-MN", "US-WA", "US-NJ", "CA-ON", "CA-QC"),
    *("CA-NS", "CA-NL", "GB", "US-CA", ""),
)

PUBLISHED = [
    ("US-FL", "S536-241-15-452-0", "Francis Albert", "Sinatra", "1915-12-12", "M"),
    ("US-FL", "W426-699-73-332-0", "Paul William", "Walker", "1973-09-12", "M"),
    ("US-WI", "F640-1036-4056-00", "Chris Crosby", "Farley", "1964-02-16", "M"),
    ("US-MD", "S-530-429-085-151", "John Bennett", "Smith", "1970-02-27", ""),
    ("US-MI", "N-000-887-758-906", "William Sanford", "Nye", "1955-11-27", ""),
    ("US-WA", "POLLAJM304PR", "Joseph Marshall", "Pollan", "1970-10-19", ""),
    ("US-WA", "MOE**AW240MD", "Alexander William", "Moe", "1976-07-04", ""),
    ("US-WA", "HOLLAT*554J5", "Tracy", "Holland", "1945-04-25", ""),
    ("US-WA", "WOO**JT546KA", "John T.", "Woo", "1946-05-01", ""),
    ("US-WA", "WALKECR579DU", "Christopher R", "Walken", "1943-03-31", ""),
    ("GB", "MORGA657054SM9IJ", "Sarah Meredyth", "Morgan", "1964-07-05", "F"),
    ("CA-QC", "A6128-100590-07", "", "Allard", "1990-05-10", ""),
]


def test_published_samples_agree() -> None:
    for issuer, number, given, family, born, sex in PUBLISHED:
        found = check_license(number, issuer, given=given, family=family, birth_date=born, sex=sex)
        said = {"family": family, "birth_date": born, "given": given, "sex": sex}
        assert found.conflicts == (), number
        assert {name for name, text in said.items() if text} <= set(found.agrees), number
        assert found.told.get("check_digit", "fits") == "fits", number


def test_somebody_else_conflicts() -> None:
    for issuer, number, given, _, _, sex in PUBLISHED:
        other = {"m": "f", "f": "m"}.get(sex.lower(), "")
        found = check_license(
            number,
            issuer,
            given="Yvonne Zelda",
            family="Kowalczyk",
            birth_date="1981-06-30",
            sex=other,
        )
        assert {"family", "birth_date"} <= set(found.conflicts), number
        assert found.agrees == (), number
        assert ("given" in found.conflicts) == bool(given), number
        assert ("sex" in found.conflicts) == bool(sex), number


def test_illinois_and_new_jersey_and_ontario() -> None:
    man = decode_license("S53046079042", "US-IL")  # (2 - 1) * 31 + 11
    assert (man["birth_date"], man["sex"]) == ("1979-02-11", "m")
    woman = decode_license("S53046079642", "US-IL")
    assert (woman["birth_date"], woman["sex"]) == ("1979-02-11", "f")
    jersey = decode_license("S68102407763985", "US-NJ")
    assert not jersey  # month 63
    jersey = decode_license("S68104077555851", "US-NJ")
    assert dict(jersey) == {
        "surname_initial": "S", "birth_date": "1985-05", "sex": "f", "middle_initial": "N"
    }  # fmt: skip
    ontario = decode_license("S12345678906015", "CA-ON")
    assert (ontario["birth_date"], ontario["sex"]) == ("1990-10-15", "f")


def test_names_are_read_as_licenses_write_them() -> None:
    number = "S-530-429-085-151"
    assert "family" in check_license(number, "MD", family="Garcia-Smith").agrees
    assert "family" in check_license(number, "MD", family="Smyth").agrees
    assert "given" in check_license(number, "MD", given="Johnny").agrees
    assert "given" in check_license(number, "MD", given="J.").agrees
    assert "given" in check_license(number, "MD", given="Jack").agrees  # stands for John
    assert "given" in check_license(number, "MD", given="Mary").conflicts
    assert "middle" in check_license(number, "MD", given="John Xavier").conflicts
    scot = "MCDON657054SM9IJ"
    assert "family" in check_license(scot, "GB", family="MacDonald").agrees
    assert "family" in check_license(scot, "UK", family="McDonald").agrees
    short = "FOX99657054SM9IJ"
    assert "family" in check_license(short, "GB", family="Fox").agrees
    assert "family" in check_license(short, "GB", family="Foxton").conflicts


def test_what_is_not_told_is_in_neither_list() -> None:
    assert check_license("D7654321", "US-CA", given="Ann", family="Lee") == LicenseCheck()
    assert check_license("WDLABC1234CD", "WA", family="Lee") == LicenseCheck()
    told = check_license("S-530-429-085-151", "MD", birth_date="1970", sex="x")
    assert (told.agrees, told.conflicts) == ((), ())
    assert check_license("S536241154520", "FL", birth_date="n/a", given="", sex="?").agrees == ()
    partial = check_license("S536241154520", "FL", birth_date="1915-12")
    assert partial.agrees == ("birth_date",)


def test_the_issuer_may_stand_in_the_number() -> None:
    assert check_license("US-FL:S536241154520", "", family="Sinatra").agrees == ("family",)


def test_impossible_codes_tell_nothing() -> None:
    assert not decode_license("S536241154990", "US-FL")  # day 490 + 500
    assert not decode_license("S536241150000", "US-FL")  # day 0
    assert not decode_license("MORGA699054SM9IJ", "GB")
    assert decode_license("POLLAJM314PR", "US-WA")["birth_date"] == "1969-10-19"
    assert decode_license("POLLAJM305PR", "US-WA")["check_digit"] == "does not fit"


def test_tables_are_one_to_one_where_they_are_read_backward() -> None:
    for table in ("name_prefixes", "middle_initials_only", "month_days"):
        values = list(codes(table).values())
        assert len(values) == len(set(values))
    assert len(codes("month_days")) == 366


SOUNDEXES = [
        ("Robert", "R163"), ("Rupert", "R163"), ("Ashcraft", "A261"), ("Tymczak", "T522"),
        ("Pfister", "P236"), ("Smith", "S530"), ("Jackson", "J250"), ("Lee", "L000"), ("", ""),
        ("Gutierrez", "G362"), ("VanDeusen", "V532"), ("Lloyd", "L300"), ("田中", ""),
    ]  # fmt: skip


def test_soundex_as_the_national_archives_give_it() -> None:
    assert_reads(soundex, {tuple(key): told for *key, told in SOUNDEXES})


numbers = st.one_of(
    st.text(max_size=20),
    st.from_regex(r"[A-Z][0-9]{11,14}", fullmatch=True),
    st.from_regex(r"[A-Z][A-Z*]{4}[A-Z][A-Z*][0-9]{3}[A-Z0-9]{2}", fullmatch=True),
    st.from_regex(r"[A-Z]{5}[0-9]{6}[A-Z9]{2}[A-Z0-9]{3}", fullmatch=True),
    st.from_regex(r"[A-Z]{5}[0-9]{9}", fullmatch=True),
)


@for_any(
    numbers,
    st.sampled_from(ISSUERS),
    st.text(max_size=12),
    st.text(max_size=12),
    st.text(max_size=12),
)
def test_any_number_tells_something_or_nothing(
    number: str, issuer: str, given: str, family: str, other: str
) -> None:
    told = decode_license(number, issuer)
    assert all(isinstance(fact, str) and fact for fact in told.values())
    found = check_license(number, issuer, given=given, family=family, birth_date=other, sex=other)
    assert not set(found.agrees) & set(found.conflicts)
