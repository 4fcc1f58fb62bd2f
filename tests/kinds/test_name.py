import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import name as module
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.name import NAMES
from identity_resolve.kinds.name_words import SPECIAL
from tests.kinds.tables import assert_reads

CONTEXT = Context()
KINDS = {kind.name: kind for kind in NAMES}


def parse(kind: str, text: str) -> Parsed:
    return KINDS[kind].parse(text, CONTEXT)


PLAIN_NAMES = {
    "John Smith": ("john", "", "smith", ""),
    "  JOHN   Q. SMITH ": ("john", "q", "smith", ""),
    "J. R. Smith": ("j", "r", "smith", ""),
    "J.R.R. Tolkien": ("j", "r r", "tolkien", ""),
    "Smith, John": ("john", "", "smith", ""),
    "SMITH, JOHN Q": ("john", "q", "smith", ""),
    "Garcia Marquez, Gabriel": ("gabriel", "", "garcia marquez", ""),
    "Zoë Łuczak-Strauß": ("zoe", "", "luczak-strauss", ""),
    "Ann Smith - Jones": ("ann", "", "smith-jones", ""),
    "Shaquille O’Neil": ("shaquille", "", "oneil", ""),
    "Mary O' Neil": ("mary", "", "oneil", ""),
    "Ron Mc Donald": ("ron", "", "mcdonald", ""),
    "Ron MacDonald": ("ron", "", "macdonald", ""),
    "J0hn Smith 2": ("j0hn", "", "smith", ""),
    "(John Smith)": ("john", "", "smith", ""),
    "राजेश कुमार": ("राजेश", "", "कुमार", ""),
    "Иван Петров": ("ivan", "", "petrov", ""),
}


def test_plain_names() -> None:
    assert_reads(lambda raw: parse("full_name", raw), PLAIN_NAMES)


@pytest.mark.parametrize(
    ("raw", "family"),
    [
        ("Juan Q. Xavier de la Vega", "de la vega"),
        ("Ludwig van Beethoven", "van beethoven"),
        ("Beethoven, Ludwig van", "van beethoven"),
        ("van der Berg, Ludwig", "van der berg"),
        ("van Beethoven", "van beethoven"),
        ("Mr de Gaulle", "de gaulle"),
        ("Van Morrison", "morrison"),
        ("Ben Smith", "smith"),
    ],
)
def test_particles_stay_with_the_family_name(raw: str, family: str) -> None:
    parsed = parse("full_name", raw)
    assert isinstance(parsed, tuple)
    assert parsed[2] == family


TITLES_AND_CREDENTIALS_ARE_DROPPED = {
    "Dr. Juan Vega": ("juan", "", "vega", ""),
    "Sr. Maria Lopez": ("maria", "", "lopez", ""),
    "John Smith, MD, Ph.D.": ("john", "", "smith", ""),
    "John Smith M.A.": ("john", "", "smith", ""),
    "Mr Smith": ("", "", "smith", ""),
    "Sir John": ("john", "", "", ""),
    "Rt. Hon. Sir John Smith": ("john", "", "smith", ""),
    "Maj.-Gen. Tom Smith": ("tom", "", "smith", ""),
    "Lady Anne Smith": ("anne", "", "smith", ""),
    "willy lord napier": ("willy", "", "napier", ""),
    "sir james heath, 1st baronet": ("james", "", "heath", ""),
    "thomas clifford, 1st baron clifford of chudleigh": ("thomas", "", "clifford", ""),
    "thomas clifford of chudleigh": ("thomas", "", "clifford", ""),
    "thomas clifford, chudleigh": ("thomas", "", "clifford", ""),
    "evelyn baring, earl cromer": ("evelyn", "", "baring", ""),
    "charles 10th southesk": ("charles", "", "southesk", ""),
    "Don Juan Garcia": ("juan", "", "garcia", ""),
    # titles that are also names
    "Don Johnson": ("don", "", "johnson", ""),
    "Earl Jones": ("earl", "", "jones", ""),
    "James Earl Jones": ("james", "earl", "jones", ""),
    "Jack Ma": ("jack", "", "ma", ""),
    "Smith, Earl": ("earl", "", "smith", ""),
    "Nguyen, Do": ("do", "", "nguyen", ""),
}


def test_titles_and_credentials_are_dropped() -> None:
    assert_reads(lambda raw: parse("full_name", raw), TITLES_AND_CREDENTIALS_ARE_DROPPED)


GENERATIONS = {
    "John Smith Jr.": ("john", "", "smith", "jr"),
    "John Smith, Jr., Esq.": ("john", "", "smith", "jr"),
    "Smith, John Jr.": ("john", "", "smith", "jr"),
    "Smith Jr., John": ("john", "", "smith", "jr"),
    "Smith, John, Jr.": ("john", "", "smith", "jr"),
    "John Smith Snr": ("john", "", "smith", "sr"),
    "John Smith 2nd": ("john", "", "smith", "ii"),
    "John Smith III MD": ("john", "", "smith", "iii"),
    "John Smith IV": ("john", "", "smith", "iv"),
    "John Jr. Smith": ("john", "", "smith", "jr"),
    "John Q Smith Junior": ("john", "q", "smith", "jr"),
    "John Senior": ("john", "", "senior", ""),
    "John V Smith": ("john", "v", "smith", ""),
    "John V": ("john", "", "v", ""),
}


def test_generations() -> None:
    assert_reads(lambda raw: parse("full_name", raw), GENERATIONS)


NICKNAMES_AND_SECOND_PEOPLE_ARE_DROPPED = {
    'William "Bill" Gates': ("william", "", "gates", ""),
    "William 'Bill' Gates": ("william", "", "gates", ""),
    "William (Bill) Gates": ("william", "", "gates", ""),
    "William “Bill” Gates": ("william", "", "gates", ""),
    "Jane Smith née Jones": ("jane", "", "smith", ""),
    "Jane Smith c/o Bob Brown": ("jane", "", "smith", ""),
    "Estate of John Smith": ("john", "", "smith", ""),
    "Mr and Mrs Smith": ("", "", "smith", ""),
    "Mr. & Mrs. John Smith": ("john", "", "smith", ""),
    "John & Jane Smith": ("john", "", "smith", ""),
    "John/Jane Smith": ("john", "", "smith", ""),
    "John and Jane van Dyke": ("john", "", "van dyke", ""),
    "John Smith & Jane Doe": ("john", "", "smith", ""),
    "Smith, John & Jane": ("john", "", "smith", ""),
    "John Unknown": ("john", "", "", ""),
    "FNU Singh": ("", "", "singh", ""),
    "Smith, Unknown": ("", "", "smith", ""),
}


def test_nicknames_and_second_people_are_dropped() -> None:
    assert_reads(lambda raw: parse("full_name", raw), NICKNAMES_AND_SECOND_PEOPLE_ARE_DROPPED)


SINGLE_AND_EAST_ASIAN_NAMES = {
    "Cher": ("cher", "", "", ""),
    "田中 太郎": ("太郎", "", "田中", ""),
    "田中太郎": ("太郎", "", "田中", ""),
    "王小明": ("小明", "", "王", ""),
    "欧阳小明": ("小明", "", "欧阳", ""),
    "김철수": ("철수", "", "김", ""),
    "김 철수": ("철수", "", "김", ""),
    "太郎, 田中": ("田中", "", "太郎", ""),
}


def test_single_and_east_asian_names() -> None:
    assert_reads(lambda raw: parse("full_name", raw), SINGLE_AND_EAST_ASIAN_NAMES)


WHAT_IS_NO_NAME_IS_REFUSED = {
    "12345": Reason.BAD_FORMAT,
    "212-555-0143": Reason.BAD_FORMAT,
    "jo@x.com": Reason.BAD_FORMAT,
    "https://x.com": Reason.BAD_FORMAT,
    "q61105409": Reason.BAD_FORMAT,
    "Mr.": Reason.BAD_FORMAT,
    "[mr.": Reason.BAD_FORMAT,
    "🙂": Reason.BAD_FORMAT,
    "\x00": Reason.BAD_FORMAT,
    "n/a": Reason.PLACEHOLDER,
    "John Doe": Reason.PLACEHOLDER,
    "Doe, Jane": Reason.PLACEHOLDER,
    "TEST USER": Reason.PLACEHOLDER,
    "Mr. Test": Reason.PLACEHOLDER,
    "Unknown Unknown": Reason.PLACEHOLDER,
    "FNU LNU": Reason.PLACEHOLDER,
    "a" * 257: Reason.TOO_LONG,
    "a " * 5_000_000: Reason.TOO_LONG,
}


def test_what_is_no_name_is_refused() -> None:
    assert_reads(lambda raw: parse("full_name", raw), WHAT_IS_NO_NAME_IS_REFUSED)


PARTS_IN_THEIR_OWN_COLUMNS = {
    ("given_name", "Mary Ann"): ("mary", "ann"),
    ("given_name", "Mary-Ann"): ("mary-ann", ""),
    ("given_name", "J.R."): ("j", "r"),
    ("given_name", "  Steven  "): ("steven", ""),
    ("given_name", "Dr. John"): ("john", ""),
    ("given_name", "John Jr."): ("john", ""),
    ("given_name", "John V"): ("john", "v"),
    ("given_name", 'William "Bill"'): ("william", ""),
    ("given_name", "John & Jane"): ("john", ""),
    ("given_name", "Don"): ("don", ""),
    ("given_name", "Van"): ("van", ""),
    ("given_name", "sir"): Reason.BAD_FORMAT,
    ("given_name", "lady"): Reason.BAD_FORMAT,
    ("given_name", "FNU"): Reason.PLACEHOLDER,
    ("middle_name", "Q."): ("q",),
    ("middle_name", "Quincy Adams"): ("quincy adams",),
    ("middle_name", "none"): Reason.PLACEHOLDER,
    ("family_name", "Smith"): ("smith", ""),
    ("family_name", "Smith Jr."): ("smith", "jr"),
    ("family_name", "Smith, III"): ("smith", "iii"),
    ("family_name", "de la Vega"): ("de la vega", ""),
    ("family_name", "VAN BEETHOVEN"): ("van beethoven", ""),
    ("family_name", "O'Neil"): ("oneil", ""),
    ("family_name", "o neil"): ("oneil", ""),
    ("family_name", "St. John"): ("st john", ""),
    ("family_name", "Senior"): ("senior", ""),
    ("family_name", "lord napier"): ("napier", ""),
    ("family_name", "baronet"): Reason.BAD_FORMAT,
    ("family_name", "LNU"): Reason.PLACEHOLDER,
    ("name_suffix", "Jr."): ("jr",),
    ("name_suffix", "J.R."): ("jr",),
    ("name_suffix", "SENIOR"): ("sr",),
    ("name_suffix", "3rd"): ("iii",),
    ("name_suffix", "MD"): Reason.BAD_FORMAT,
    ("name_suffix", "n/a"): Reason.PLACEHOLDER,
}


def test_parts_in_their_own_columns() -> None:
    assert_reads(parse, PARTS_IN_THEIR_OWN_COLUMNS)


NAMES_OF_OTHER_SCRIPTS = {
    "Мария Гарсия": ("mariya", "", "garsiya", ""),
    "Петрова Анна Сергеевна": ("anna", "sergeevna", "petrova", ""),
    "Ivanov Ivan Ivanovich": ("ivan", "ivanovich", "ivanov", ""),
    "Roman Arkadyevich Abramovich": ("roman", "arkadyevich", "abramovich", ""),
    "Γιώργος Παπαδόπουλος": ("giorgos", "", "papadopoulos", ""),
    "Արմեն Սարգսյան": ("armen", "", "sargsyan", ""),
    "გიორგი მაისურაძე": ("giorgi", "", "maisuradze", ""),
    "Miсhael Smith": ("michael", "", "smith", ""),  # with a Cyrillic es
    "ジョン・スミス": ("ジョン", "", "スミス", ""),
    "田中 太郎 様": ("太郎", "", "田中", ""),
    "محمد علي": ("محمد", "", "علي", ""),
    "דוד כהן": ("דוד", "", "כהן", ""),
}


def test_names_of_other_scripts() -> None:
    assert_reads(lambda raw: parse("full_name", raw), NAMES_OF_OTHER_SCRIPTS)


DAMAGE_AND_FORMS_OF_SYSTEMS = {
    "JosÃ© GarcÃ­a": ("jose", "", "garcia", ""),
    "Jos&eacute; O&#39;Neil": ("jose", "", "oneil", ""),
    "O\\'Neil, Shaq": ("shaq", "", "oneil", ""),
    "O''Neil, Shaq": ("shaq", "", "oneil", ""),
    "Jos%C3%A9%20Garcia": ("jose", "", "garcia", ""),
    "M\ufffdller, Hans": ("hans", "", "mller", ""),
    "Zo\u200be O\x92Neil": ("zoe", "", "oneil", ""),
    "SMITH<<JOHN<QUINCY<<<<<": ("john", "quincy", "smith", ""),
    "SMITH^JOHN^Q^JR^DR": ("john", "q", "smith", "jr"),
    "SMITH/JOHN MR": ("john", "", "smith", ""),
    "REES/P.MS": ("p", "", "rees", ""),
    "GARCIA/ANAMRS": ("ana", "", "garcia", ""),
    "SATO/HIROSHIMR": ("hiroshi", "", "sato", ""),
    "HORTON/DENESEMS": ("denese", "", "horton", ""),
    "TANAKA/MAYUMIMS": ("mayumi", "", "tanaka", ""),
    "COLLIS/CAROLINE AMS": ("caroline", "a", "collis", ""),
    "LEE/WILLIAMS": ("lee", "", "", ""),
    "SMITH/OSMR": ("smith", "", "", ""),
    "LEE/ADAMS": ("lee", "", "", ""),
    "GARCIA LOPEZ/MARIA MRS": ("maria", "", "garcia lopez", ""),
    "O'BRIEN/JOHN MR(ADT)": ("john", "", "obrien", ""),
    "SMITH-JONES/JOHN": ("john", "", "smith-jones", ""),
    "VAN DER BERG/ROBERT": ("robert", "", "van der berg", ""),
    "SMITH/JOHN Q": ("john", "q", "smith", ""),
    "SMITH/JAMES": ("james", "", "smith", ""),
    "JOHN/MARY SMITH": ("john", "", "smith", ""),
    "SMITH,JOHN,QUINCY": ("john", "quincy", "smith", ""),
    "Smith, John, Quincy, Jr.": ("john", "quincy", "smith", "jr"),
    "John Smith <john@example.com>": ("john", "", "smith", ""),
}


def test_damage_and_forms_of_systems() -> None:
    assert_reads(lambda raw: parse("full_name", raw), DAMAGE_AND_FORMS_OF_SYSTEMS)


WHAT_STANDS_AROUND_A_NAME_IS_DROPPED = [
    *("John Smith (Deceased)", "John Smith - Deceased", "DECEASED John Smith"),
    *("The Estate of John Smith", "Est. of John Smith", "Late John Smith"),
    *("John Smith, a minor", "John Smith, Trustee", "John Smith TTEE", "John Smith et al"),
    *(
        "Attn: John Smith",
        "c/o John Smith",
        "John Smith c/o Mary Jones",
        "Customer: John Smith",
    ),
    *("John Smith aka Johnny Smythe", "John Smith a/k/a J. Jones", "John Smith nee Jones"),
    *("John or Mary Smith", "John NMN Smith", "John (NMI) Smith", "John Smith VIP"),
    *(
        "Dipl.-Ing. John Smith",
        "Dr. med. John Smith",
        "Sig.ra John Smith",
        "John Smith, RN, BSN",
    ),
]


def test_what_stands_around_a_name_is_dropped() -> None:
    assert_reads(
        lambda raw: parse("full_name", raw),
        dict.fromkeys(WHAT_STANDS_AROUND_A_NAME_IS_DROPPED, ("john", "", "smith", "")),
    )


ODD_NAMES_PEOPLE_HAVE = {
    "Baby Boy Smith": ("", "", "smith", ""),
    "Baby Boy of Ann Smith": ("", "", "smith", ""),
    "BB Carmen de la Vega": ("", "", "de la vega", ""),
    "MACIAS^BOY CARMEN": ("", "", "macias", ""),
    "MACIAS^GIRL CARMEN^A": ("", "", "macias", ""),
    "Smith, BB Carmen": ("", "", "smith", ""),
    "SMITH, NB MALE": ("", "", "smith", ""),
    "Smith, Infant": ("", "", "smith", ""),
    "Boy George": ("boy", "", "george", ""),
    "Girlie Santos": ("girlie", "", "santos", ""),
    "Bishop, Mary A": ("mary", "a", "bishop", ""),
    "Mary Ann Bishop": ("mary", "ann", "bishop", ""),
    "John Alderman Jr.": ("john", "", "alderman", "jr"),
    "Officer, Dr. John": ("john", "", "officer", ""),
    "Mr Pastor": ("", "", "pastor", ""),
    "Wei Meng": ("wei", "", "meng", ""),
    "John Smith MEng": ("john", "", "smith", ""),
    "Deacon John Smith": ("john", "", "smith", ""),
    "John Smith, Pastor": ("john", "", "smith", ""),
    "Guest, Robert": ("robert", "", "guest", ""),
    "The Smith Family": ("", "", "smith", ""),
    "Singh FNU": ("", "", "singh", ""),
    "Maria LNU": ("maria", "", "", ""),
    "Frau Müller": ("", "", "muller", ""),
    "JR Smith": ("j", "r", "smith", ""),
    "Sean O Brien": ("sean", "", "obrien", ""),
    "John O Smith": ("john", "o", "smith", ""),
    "John Smith the Third": ("john", "", "smith", "iii"),
    "John Smith 3d": ("john", "", "smith", "iii"),
    "John Smith VI": ("john", "", "smith", "vi"),
    "José Ortega y Gasset": ("jose", "", "ortega y gasset", ""),
    "Mary Ann Y Smith": ("mary", "ann y", "smith", ""),
    "Juan dela Cruz": ("juan", "", "dela cruz", ""),
    "Otto von und zu Guttenberg": ("otto", "", "von zu guttenberg", ""),
}


def test_odd_names_people_have() -> None:
    assert_reads(lambda raw: parse("full_name", raw), ODD_NAMES_PEOPLE_HAVE)


@pytest.mark.parametrize(
    "raw",
    [
        "Solomon Plumbing Inc (Brenda Solomon)",
        "Solomon Plumbing, Inc. (Solomon, Brenda)",
        "Solomon LLC - attn: Brenda Solomon",
        "SOLOMON LLC ATTN BRENDA SOLOMON",
        "Solomon LLC c/o Brenda Solomon",
        "Brenda Solomon (Solomon Plumbing Inc)",
    ],
)
def test_the_person_behind_an_organization_is_read(raw: str) -> None:
    assert parse("full_name", raw) == ("brenda", "", "solomon", "")


COMPANIES_ARE_NO_NAMES = [
    "Acme Corp",
    "Acme, Inc.",
    "ABC Plumbing LLC",
    "Acme LLC (formerly Beta Inc)",
    "Acme LLC (Austin office)",
    "Acme LLC - attn: Accounts Payable",
    "Smith & Sons",
    "Müller GmbH",
    "City of Oakland",
]


def test_companies_are_no_names() -> None:
    assert_reads(
        lambda raw: parse("full_name", raw),
        dict.fromkeys(COMPANIES_ARE_NO_NAMES, Reason.BAD_FORMAT),
    )


MORE_THAT_IS_NOBODY = ["Test Test", "xxx", "XXX XXX", "asdf asdf", "NMN", "aaa"]


def test_more_that_is_nobody() -> None:
    assert_reads(
        lambda raw: parse("full_name", raw), dict.fromkeys(MORE_THAT_IS_NOBODY, Reason.PLACEHOLDER)
    )


@pytest.mark.parametrize("raw", ["Jack Ma", "John Minor", "Penn Teller", "Charlotte Church"])
def test_names_that_only_look_like_marks_stay(raw: str) -> None:
    parsed = parse("full_name", raw)
    assert isinstance(parsed, tuple)
    assert parsed[2] == raw.lower().split()[-1]


ordinary = st.sampled_from(
    [
        "john",
        "mary",
        "smith",
        "garcia",
        "jones",
        "thomas",
        "zoë",
        "o'neil",
        "smith-jones",
        "j.",
        "q",
        "ｊｏ",
        "田中",
        "김철수",
        "петр",
        "l4ster",
    ]
)
odd = st.sampled_from(
    [
        *sorted(SPECIAL),
        *(["2nd", "10th", "42", "ph.d.", "m.a.", "j.r.", "of", "baron", "earl", "duke"]),
    ]
)
joints = st.sampled_from(
    [" ", " ", " ", " ", ", ", ",", " & ", "/", " (", ") ", ' "', " '", "' ", "-"]
)
made_up = st.lists(st.tuples(st.one_of(ordinary, odd), joints), min_size=1, max_size=7).map(
    lambda pairs: "".join(word + joint for word, joint in pairs)
)


@given(st.one_of(st.text(), made_up))
def test_full_names_never_raise_and_are_idempotent(raw: str) -> None:
    parsed = parse("full_name", raw)
    if isinstance(parsed, tuple):
        assert parsed[0] or parsed[2]
        assert parse("full_name", KINDS["full_name"].render(*parsed)) == parsed


@given(st.sampled_from(sorted(KINDS.keys() - {"full_name"})), st.one_of(st.text(), made_up))
def test_parts_never_raise_and_are_idempotent(kind: str, raw: str) -> None:
    parsed = parse(kind, raw)
    if isinstance(parsed, tuple):
        assert parsed[0]
        assert parse(kind, " ".join(filter(None, parsed))) == parsed


words = st.from_regex(r"[A-Za-z]{1,7}(-[a-z]{1,4})?|[A-Z]\.|O'[A-Z][a-z]{1,5}", fullmatch=True)


@example("Smith A. B.", False)
@example("John U. Smith", False)
@given(st.lists(words, min_size=1, max_size=4).map(" ".join), st.booleans())
def test_fast_path_equals_the_careful_path(raw: str, comma: bool) -> None:
    raw = raw.replace(" ", ", ", 1) if comma else raw
    if module._plain_words(raw, module._PLAIN_FULL) is not None:
        assert parse("full_name", raw) == module._parse_unusual(raw)


@pytest.mark.parametrize("kind", NAMES, ids=lambda kind: kind.name)
def test_examples_are_accepted(kind: module.Kind) -> None:
    for text in kind.examples:
        assert isinstance(kind.parse(text, CONTEXT), tuple)
        assert kind.looks_like is None or re.fullmatch(kind.looks_like, text.replace("&", "and"))


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("first_name", "given_name"),
        ("fname", "given_name"),
        ("given_name", "given_name"),
        ("forename", "given_name"),
        ("customer_first_name", "given_name"),
        ("firstname", "given_name"),
        ("middle_initial", "middle_name"),
        ("middle_name", "middle_name"),
        ("surname", "family_name"),
        ("last_name", "family_name"),
        ("lname", "family_name"),
        ("contact_last_name", "family_name"),
        ("name", "full_name"),
        ("full_name", "full_name"),
        ("customer_name", "full_name"),
        ("contact_name", "full_name"),
        ("caller", "full_name"),
        ("first_and_surname", "full_name"),
        ("suffix", "name_suffix"),
        ("name_suffix", "name_suffix"),
        ("company_name", None),
        ("user_name", None),
        ("street_name", None),
        ("file_name", None),
    ],
)
def test_headers_name_one_kind(header: str, name: str | None) -> None:
    found = [kind.name for kind in NAMES if re.fullmatch(kind.headers, header)]
    assert found == ([name] if name else [])


@pytest.mark.parametrize(
    "raw",
    [
        "Visitor",
        "VISITOR",
        "Visitor 12",
        "Guest #3",
        "Web User",
        "web visitor",
        "Anonymous User",
        "Unidentified",
        "Unknown Caller",
        "Unidentified Male",
        "A Google User",
        "Gast",
        "Unbekannter Anrufer",
        "Anonymer Nutzer",
        "Invitado",
        "Cliente desconocido",
        "Consumidor final",
        "Invité",
        "Client inconnu",
        "Ospite",
        "Usuário anônimo",
        "Onbekende beller",
        "Gość",
        "Nieznany klient",
    ],
)
def test_what_is_written_of_somebody_unknown_is_no_name(raw):
    assert parse("full_name", raw.strip()) is Reason.PLACEHOLDER


@pytest.mark.parametrize(
    ("raw", "family"),
    [
        ("Peter Gast", "gast"),
        ("Guest, Anna", "guest"),
        ("Jan Ospite", "ospite"),
        ("Web Young", "young"),
        ("Rosa Blanco", "blanco"),
        ("Mobile Jones", "jones"),
    ],
)
def test_names_like_those_words_are_names(raw, family):
    assert parse("full_name", raw)[2] == family
    assert parse("family_name", "Gast") == ("gast", "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Bishop", ("bishop", "")),
        ("Pastor Jr.", ("pastor", "jr")),
        ("Bishop Smith", ("smith", "")),
        ("CASH", ("cash", "")),
        ("Guest", ("guest", "")),
        ("Test", Reason.PLACEHOLDER),
        ("Null", Reason.PLACEHOLDER),
        ("Client", Reason.PLACEHOLDER),
        ("Professor", Reason.BAD_FORMAT),
    ],
)
def test_titles_and_stand_ins_that_are_family_names(raw, expected):
    assert parse("family_name", raw) == expected


@pytest.mark.parametrize("raw", ["Bishop", "Officer", "Cash", "Guest"])
def test_alone_they_are_no_whole_name_and_no_given_name(raw):
    assert isinstance(parse("full_name", raw), Reason)
    assert isinstance(parse("given_name", raw), Reason)


@pytest.mark.parametrize(
    "raw",
    [
        "BB",
        "BG",
        "Babygirl",
        "BABY GIRL",
        "BABY GIRL A",
        "Baby Boy 2",
        "TWIN B",
        "Boy A",
        "GIRL JESSICA",
        "BOY JESSICA",
        "BOY JESSICA B",
        "BB JESSICA",
        "BG JESSICA A",
        "BABYBOY JESSICA",
        "TWIN B GIRL",
        "NB MALE",
        "Baby",
        "Baby Boy of Jessica",
        "Judy's Girl",
        "JudysgirlA",
    ],
)
def test_a_newborn_without_a_name_has_none(raw):
    assert parse("given_name", raw) is Reason.PLACEHOLDER


@pytest.mark.parametrize(
    "raw", ["B.B.", "Boy", "Baby Ruth", "Bo", "Bob", "Babette", "Boyd Lee", "Girlie", "Bobby"]
)
def test_names_like_those_of_newborns_are_names(raw):
    assert isinstance(parse("given_name", raw), tuple)
