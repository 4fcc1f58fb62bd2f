"""Pools of names and places with the skew of the real ones: real heads, made-up tails."""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float64]

MALE = [
    "James",
    "Robert",
    "John",
    "Michael",
    "David",
    "William",
    "Richard",
    "Joseph",
    "Thomas",
    "Christopher",
    "Charles",
    "Daniel",
    "Matthew",
    "Anthony",
    "Mark",
    "Donald",
    "Steven",
    "Andrew",
    "Paul",
    "Joshua",
    "Kenneth",
    "Kevin",
    "Brian",
    "Timothy",
    "Ronald",
    "George",
    "Jason",
    "Edward",
    "Jeffrey",
    "Ryan",
    "Jacob",
    "Nicholas",
    "Gary",
    "Eric",
    "Jonathan",
    "Stephen",
    "Larry",
    "Justin",
    "Scott",
    "Brandon",
    "Benjamin",
    "Samuel",
    "Gregory",
    "Alexander",
    "Patrick",
    "Frank",
    "Raymond",
    "Jack",
    "Dennis",
    "Jerry",
    "Tyler",
    "Aaron",
    "Jose",
    "Adam",
    "Nathan",
    "Henry",
    "Zachary",
    "Douglas",
    "Peter",
    "Kyle",
    "Noah",
    "Ethan",
    "Jeremy",
    "Walter",
    "Keith",
    "Roger",
    "Terry",
    "Austin",
    "Sean",
    "Gerald",
    "Carl",
    "Dylan",
    "Harold",
    "Jordan",
    "Jesse",
    "Bryan",
    "Lawrence",
    "Arthur",
    "Gabriel",
    "Bruce",
    "Logan",
    "Billy",
    "Joe",
    "Alan",
    "Juan",
    "Elijah",
    "Willie",
    "Albert",
    "Wayne",
    "Randy",
    "Mason",
    "Vincent",
    "Liam",
    "Roy",
    "Bobby",
    "Caleb",
    "Bradley",
    "Russell",
    "Lucas",
    "Luis",
    "Carlos",
    "Miguel",
    "Angel",
    "Antonio",
    "Francisco",
    "Jesus",
    "Diego",
    "Wei",
    "Ahmed",
    "Mohammed",
    "Raj",
    "Hung",
    "Omar",
    "Sanjay",
    "Kenji",
    "Dmitri",
    "Ivan",
]
FEMALE = [
    "Mary",
    "Patricia",
    "Jennifer",
    "Linda",
    "Elizabeth",
    "Barbara",
    "Susan",
    "Jessica",
    "Karen",
    "Sarah",
    "Lisa",
    "Nancy",
    "Sandra",
    "Betty",
    "Ashley",
    "Emily",
    "Kimberly",
    "Margaret",
    "Donna",
    "Michelle",
    "Carol",
    "Amanda",
    "Melissa",
    "Deborah",
    "Stephanie",
    "Rebecca",
    "Sharon",
    "Laura",
    "Cynthia",
    "Dorothy",
    "Amy",
    "Kathleen",
    "Angela",
    "Shirley",
    "Emma",
    "Brenda",
    "Pamela",
    "Nicole",
    "Anna",
    "Samantha",
    "Katherine",
    "Christine",
    "Debra",
    "Rachel",
    "Carolyn",
    "Janet",
    "Maria",
    "Olivia",
    "Heather",
    "Helen",
    "Catherine",
    "Diane",
    "Julie",
    "Victoria",
    "Joyce",
    "Lauren",
    "Kelly",
    "Christina",
    "Ruth",
    "Joan",
    "Virginia",
    "Judith",
    "Evelyn",
    "Hannah",
    "Andrea",
    "Megan",
    "Cheryl",
    "Jacqueline",
    "Madison",
    "Teresa",
    "Abigail",
    "Sophia",
    "Martha",
    "Sara",
    "Gloria",
    "Janice",
    "Kathryn",
    "Ann",
    "Isabella",
    "Judy",
    "Charlotte",
    "Julia",
    "Grace",
    "Amber",
    "Alice",
    "Jean",
    "Denise",
    "Frances",
    "Danielle",
    "Marilyn",
    "Natalie",
    "Beverly",
    "Diana",
    "Brittany",
    "Theresa",
    "Kayla",
    "Alexis",
    "Doris",
    "Lori",
    "Tiffany",
    "Guadalupe",
    "Rosa",
    "Carmen",
    "Ana",
    "Mei",
    "Fatima",
    "Priya",
    "Linh",
    "Yuki",
    "Olga",
    "Svetlana",
]
FAMILY = [
    "Smith",
    "Johnson",
    "Williams",
    "Brown",
    "Jones",
    "Garcia",
    "Miller",
    "Davis",
    "Rodriguez",
    "Martinez",
    "Hernandez",
    "Lopez",
    "Gonzalez",
    "Wilson",
    "Anderson",
    "Thomas",
    "Taylor",
    "Moore",
    "Jackson",
    "Martin",
    "Lee",
    "Perez",
    "Thompson",
    "White",
    "Harris",
    "Sanchez",
    "Clark",
    "Ramirez",
    "Lewis",
    "Robinson",
    "Walker",
    "Young",
    "Allen",
    "King",
    "Wright",
    "Scott",
    "Torres",
    "Nguyen",
    "Hill",
    "Flores",
    "Green",
    "Adams",
    "Nelson",
    "Baker",
    "Hall",
    "Rivera",
    "Campbell",
    "Mitchell",
    "Carter",
    "Roberts",
    "Gomez",
    "Phillips",
    "Evans",
    "Turner",
    "Diaz",
    "Parker",
    "Cruz",
    "Edwards",
    "Collins",
    "Reyes",
    "Stewart",
    "Morris",
    "Morales",
    "Murphy",
    "Cook",
    "Rogers",
    "Gutierrez",
    "Ortiz",
    "Morgan",
    "Cooper",
    "Peterson",
    "Bailey",
    "Reed",
    "Kelly",
    "Howard",
    "Ramos",
    "Kim",
    "Cox",
    "Ward",
    "Richardson",
    "Watson",
    "Brooks",
    "Chavez",
    "Wood",
    "James",
    "Bennett",
    "Gray",
    "Mendoza",
    "Ruiz",
    "Hughes",
    "Price",
    "Alvarez",
    "Castillo",
    "Sanders",
    "Patel",
    "Myers",
    "Long",
    "Ross",
    "Foster",
    "Jimenez",
    "Powell",
    "Jenkins",
    "Perry",
    "Russell",
    "Sullivan",
    "Bell",
    "Coleman",
    "Butler",
    "Henderson",
    "Barnes",
    "Gonzales",
    "Fisher",
    "Vasquez",
    "Simmons",
    "Romero",
    "Jordan",
    "Patterson",
    "Alexander",
    "Hamilton",
    "Graham",
    "Reynolds",
    "Griffin",
    "Wallace",
    "Moreno",
    "West",
    "Cole",
    "Hayes",
    "Bryant",
    "Herrera",
    "Gibson",
    "Ellis",
    "Tran",
    "Medina",
    "Aguilar",
    "Stevens",
    "Murray",
    "Ford",
    "Castro",
    "Marshall",
    "Owens",
    "Harrison",
    "Fernandez",
    "McDonald",
    "Woods",
    "Washington",
    "Kennedy",
    "Wells",
    "Vargas",
    "Henry",
    "Chen",
    "Freeman",
    "Webb",
    "Tucker",
    "Guzman",
    "Burns",
    "Crawford",
    "Olson",
    "Simpson",
    "Porter",
    "Hunter",
    "Gordon",
    "Mendez",
    "Silva",
    "Shaw",
    "Snyder",
    "Mason",
    "Dixon",
    "Munoz",
    "Hunt",
    "Hicks",
    "Holmes",
    "Palmer",
    "Wagner",
    "Black",
    "Robertson",
    "Boyd",
    "Stone",
    "Salazar",
    "Fox",
    "Warren",
    "Mills",
    "Meyer",
    "Rice",
    "Schmidt",
    "Garza",
    "Daniels",
    "Ferguson",
    "Nichols",
    "Stephens",
    "Soto",
    "Weaver",
    "Ryan",
    "Gardner",
    "Payne",
    "Grant",
    "Dunn",
    "Kelley",
    "Spencer",
    "Hawkins",
    "Arnold",
    "Pierce",
    "Vazquez",
    "Hansen",
    "Peters",
    "Santos",
    "Hart",
    "Bradley",
    "Knight",
    "Elliott",
    "Cunningham",
    "Duncan",
    "Armstrong",
    "Hudson",
    "Carroll",
    "Lane",
    "Riley",
    "Andrews",
    "Alvarado",
    "Ray",
    "Delgado",
    "Berry",
    "Perkins",
    "Hoffman",
    "Johnston",
    "Matthews",
    "Pena",
    "Richards",
    "Contreras",
    "Willis",
    "Carpenter",
    "Lawrence",
    "Sandoval",
    "O'Brien",
    "O'Connor",
    "Singh",
    "Wang",
    "Khan",
    "Li",
]
CITIES = """New York,NY Los Angeles,CA Chicago,IL Houston,TX Phoenix,AZ Philadelphia,PA San Antonio,TX
San Diego,CA Dallas,TX San Jose,CA Austin,TX Jacksonville,FL Fort Worth,TX Columbus,OH Charlotte,NC
Indianapolis,IN San Francisco,CA Seattle,WA Denver,CO Oklahoma City,OK Nashville,TN Washington,DC El Paso,TX
Las Vegas,NV Boston,MA Detroit,MI Portland,OR Louisville,KY Memphis,TN Baltimore,MD Milwaukee,WI
Albuquerque,NM Tucson,AZ Fresno,CA Sacramento,CA Mesa,AZ Atlanta,GA Kansas City,MO Colorado Springs,CO
Omaha,NE Raleigh,NC Miami,FL Virginia Beach,VA Long Beach,CA Oakland,CA Minneapolis,MN Bakersfield,CA
Tulsa,OK Tampa,FL Arlington,TX Aurora,CO Wichita,KS Cleveland,OH New Orleans,LA Henderson,NV Honolulu,HI
Anaheim,CA Orlando,FL Lexington,KY Stockton,CA Riverside,CA Irvine,CA Corpus Christi,TX Newark,NJ Santa Ana,CA
Cincinnati,OH Pittsburgh,PA Saint Paul,MN Greensboro,NC Jersey City,NJ Durham,NC Lincoln,NE North Las Vegas,NV
Plano,TX Anchorage,AK Gilbert,AZ Madison,WI Reno,NV Chandler,AZ St. Louis,MO Chula Vista,CA Buffalo,NY
Fort Wayne,IN Lubbock,TX St. Petersburg,FL Toledo,OH Laredo,TX Boise,ID Spokane,WA Birmingham,AL"""
# state: first and last ZIP prefix, area codes, license format (A letter, 9 digit), weight of towns
STATES = """CA 900 961 213,310,408,415,510,619,714,805,818,916,949 A9999999 12
TX 750 799 210,214,281,512,713,806,817,915,972 99999999 9
FL 320 349 305,352,407,561,727,813,904,954 A999999999999 7
NY 100 149 212,315,516,518,585,607,716,718,914 999999999 6
PA 150 196 215,412,570,610,717,814 99999999 4
IL 600 629 217,309,312,618,630,708,773,815 A99999999999 4
OH 430 459 216,330,419,513,614,740,937 AA999999 4
GA 300 319 404,478,706,770,912 999999999 3
NC 270 289 252,336,704,828,910,919 999999999999 3
MI 480 499 231,248,313,517,616,734,810 A999999999999 3
NJ 070 089 201,609,732,856,908,973 A99999999999999 3
VA 220 246 276,434,540,703,757,804 A99999999 3
WA 980 994 206,253,360,425,509 AAA99AAA999A 2
AZ 850 865 480,520,602,623,928 A99999999 2
MA 010 027 413,508,617,781,978 A99999999 2
TN 370 385 423,615,731,865,901 999999999 2
IN 460 479 219,260,317,574,765,812 9999999999 2
MO 630 658 314,417,573,636,816 A999999 2
MD 206 219 301,410 A999999999999 2
WI 530 549 262,414,608,715,920 A9999999999999 2
CO 800 816 303,719,970 999999999 2
MN 550 567 218,320,507,612,651,763 A999999999999 2
AL 350 369 205,251,256,334 9999999 1
LA 700 714 225,318,337,504,985 999999999 1
KY 400 427 270,502,606,859 A99999999 1
OR 970 979 503,541 9999999 1
OK 730 749 405,580,918 A999999999 1
NV 889 898 702,775 9999999999 1
KS 660 679 316,620,785,913 A99999999 1
NM 870 884 505,575 999999999 1
NE 680 693 308,402 A99999999 1
ID 832 838 208 AA999999A 1
HI 967 968 808 A99999999 1
AK 995 999 907 9999999 1
DC 200 205 202 9999999 1"""
STREETS = [
    "Main",
    "Oak",
    "Maple",
    "Park",
    "Washington",
    "Cedar",
    "Elm",
    "View",
    "Lake",
    "Hill",
    "Walnut",
    "Spring",
    "North",
    "Ridge",
    "Church",
    "Willow",
    "Mill",
    "Sunset",
    "Railroad",
    "Jackson",
    "Cherry",
    "Center",
    "Highland",
    "Pine",
    "Franklin",
    "River",
    "Meadow",
    "Johnson",
    "Forest",
    "Lincoln",
    "Jefferson",
    "Chestnut",
    "Locust",
    "Adams",
    "Madison",
    "Spruce",
    "Laurel",
    "Dogwood",
    "Broad",
    "College",
    "Court",
    "Valley",
    "Green",
    "Union",
    "Grant",
    "Prospect",
    "Hickory",
    "Birch",
    "Magnolia",
    "Monroe",
    "Poplar",
    "Rose",
    "School",
    "Woodland",
]
SUFFIXES = (
    ("Street", "St", "St."), ("Avenue", "Ave", "Ave."), ("Road", "Rd", "Rd."), ("Drive", "Dr", "Dr."),
    ("Lane", "Ln", "Ln."), ("Court", "Ct", "Ct."), ("Boulevard", "Blvd", "Blvd."), ("Way", "Way", "Wy"),
    ("Place", "Pl", "Pl."), ("Circle", "Cir", "Cir."),
)  # fmt: skip
DOMAINS = [
    "gmail.com",
    "yahoo.com",
    "hotmail.com",
    "outlook.com",
    "icloud.com",
    "aol.com",
    "comcast.net",
    "msn.com",
    "att.net",
    "verizon.net",
    "live.com",
    "sbcglobal.net",
    "cox.net",
    "me.com",
    "charter.net",
    "bellsouth.net",
    "proton.me",
    "ymail.com",
    "gmx.com",
    "earthlink.net",
]
_ONSETS = [
    "B",
    "Br",
    "C",
    "Ch",
    "Cl",
    "D",
    "Dr",
    "F",
    "G",
    "Gr",
    "H",
    "J",
    "K",
    "Kr",
    "L",
    "M",
    "N",
    "P",
    "R",
    "S",
    "Sch",
    "St",
    "T",
    "Tr",
    "V",
    "W",
    "Z",
]
_VOWELS = [
    "a",
    "e",
    "i",
    "o",
    "u",
    "ai",
    "ei",
    "ie",
    "oo",
    "ar",
    "er",
    "or",
    "an",
    "en",
    "in",
    "on",
    "el",
    "al",
]
_MIDDLES = [
    "b",
    "d",
    "g",
    "k",
    "l",
    "ll",
    "m",
    "n",
    "nd",
    "ng",
    "r",
    "rd",
    "rn",
    "s",
    "ss",
    "st",
    "t",
    "tt",
    "v",
    "z",
]
_FAMILY_ENDS = [
    "er",
    "son",
    "man",
    "ton",
    "berg",
    "ski",
    "well",
    "ley",
    "ford",
    "ez",
    "ini",
    "ard",
    "ell",
    "ham",
    "ick",
    "off",
    "ato",
    "low",
]
_GIVEN_ENDS = ["a", "ia", "elle", "ina", "ette", "y", "is", "an", "en", "on", "el", "us"]
_TOWN_ENDS = [
    "ville",
    "ton",
    "field",
    "burg",
    "wood",
    "dale",
    "ford",
    "port",
    "ridge",
    "view",
    "haven",
    "grove",
    "brook",
    "creek",
]
_ACCENTS = (("ez", "éz"), ("on", "ón"), ("in", "ín"), ("el", "él"), ("o", "ö"), ("u", "ü"))


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts and how often each is drawn."""

    texts: list[str]
    cumulative: Weights

    def draw(self, rng: np.random.Generator, size: int) -> npt.NDArray[np.int32]:
        """Positions in `texts`, int32 of shape (size,)."""
        return np.searchsorted(self.cumulative, rng.random(size)).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Places:
    """Towns: name, state, first ZIP code, number of ZIP codes; and how often each is drawn."""

    pool: Pool
    state: npt.NDArray[np.int32]
    first_zip: npt.NDArray[np.int32]
    zips: npt.NDArray[np.int32]
    states: list[str]
    area_codes: list[list[int]]
    license_formats: list[str]


def zipf(size: int, *, shift: float, power: float) -> Weights:
    """Cumulative weights (rank + shift) ** -power, float64 of shape (size,)."""
    weights = (np.arange(1, size + 1) + shift) ** -power
    cumulative = np.cumsum(weights) / weights.sum()
    cumulative[-1] = 1.0
    return cumulative


def _made_up(rng: np.random.Generator, ends: list[str], size: int, known: set[str]) -> list[str]:
    """Plausible names of two or three syllables that are not known yet."""
    every = [
        onset + vowel + middle + end
        for onset, vowel, middle, end in itertools.product(_ONSETS, _VOWELS, _MIDDLES, ends)
    ]
    picked = rng.permutation(len(every))
    names = dict.fromkeys(every[i] for i in picked if every[i] not in known)
    return list(itertools.islice(names, size))


@cache
def nicknames() -> dict[str, list[str]]:
    """Given name to its short forms, both capitalized, from the table the library ships."""
    root = Path(__file__).resolve().parents[2]
    path = root / "src/identity_resolve/kinds/data/nicknames.csv"
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            found.setdefault(row["name1"].title(), []).append(row["name2"].title())
    return found


def given_pools(rng: np.random.Generator) -> tuple[Pool, Pool]:
    """Male and female given names, 1,500 each."""
    tail = [name for name in nicknames() if name not in {*MALE, *FEMALE}]
    tail += _made_up(rng, _GIVEN_ENDS, 3000, {*MALE, *FEMALE, *tail})
    pools = []
    for place, head in enumerate((MALE, FEMALE)):
        texts = [*head, *tail[place::2]][:1500]
        pools.append(Pool(texts, zipf(len(texts), shift=7, power=1.15)))
    return pools[0], pools[1]


def family_pool(rng: np.random.Generator, rates: tuple[float, float, float]) -> Pool:
    """40,000 family names; `rates` are shares of accented, hyphenated and particle names."""
    texts = [*FAMILY, *_made_up(rng, _FAMILY_ENDS, 40_000 - len(FAMILY), set(FAMILY))]
    form = np.searchsorted(np.cumsum(rates), rng.random(len(texts)))
    for i in np.flatnonzero(form < 3):
        texts[i] = _formed(texts[i], int(form[i]), texts[int(rng.integers(len(FAMILY)))], rng)
    return Pool(texts, zipf(len(texts), shift=10, power=0.98))


def _formed(name: str, form: int, other: str, rng: np.random.Generator) -> str:
    if form == 0:
        plain, accented = _ACCENTS[int(rng.integers(len(_ACCENTS)))]
        return name.replace(plain, accented, 1)
    if form == 1:
        return f"{name}-{other}"
    return f"{rng.choice(['de la', 'van', 'von', 'Mc', 'del', 'Di'])} {name}".replace("Mc ", "Mc")


def street_pool(rng: np.random.Generator) -> Pool:
    """3,000 street names without their suffix; numbered ones among them."""
    numbered = [f"{n}{'th' if n % 10 > 3 or n in (11, 12, 13) else _ORDINALS[n % 10]}" for n in _UP]
    texts = [*STREETS, *numbered, *_made_up(rng, [*_TOWN_ENDS, "er", "y"], 2900, set(STREETS))]
    return Pool(texts, zipf(len(texts), shift=12, power=0.9))


_UP, _ORDINALS = range(1, 61), ("th", "st", "nd", "rd")


def domain_pool(rng: np.random.Generator) -> Pool:
    """Email domains: large providers, then 2,000 small ones of employers."""
    small = [f"{name.lower()}.com" for name in _made_up(rng, _TOWN_ENDS, 2000, set())]
    return Pool([*DOMAINS, *small], zipf(len(DOMAINS) + 2000, shift=0.0, power=1.6))


def places(rng: np.random.Generator) -> Places:
    """2,000 towns, each with a run of ZIP codes of its state."""
    rows = [line.split() for line in STATES.splitlines()]
    states = [row[0] for row in rows]
    named = [part.rsplit(",", 1) for part in _split_cities()]
    towns = _made_up(rng, _TOWN_ENDS, 2000 - len(named), {name for name, _ in named})
    weight = np.array([float(row[5]) for row in rows])
    drawn = rng.choice(len(rows), size=len(towns), p=weight / weight.sum())
    state = np.r_[[states.index(code) for _, code in named], drawn].astype(np.int32)
    texts = [name for name, _ in named] + towns
    zips = np.clip(60 / np.sqrt(np.arange(1, len(texts) + 1)), 1, 60).astype(np.int32)
    low = np.array([int(row[1]) * 100 for row in rows])[state]
    high = np.array([int(row[2]) * 100 + 99 for row in rows])[state]
    first = (low + rng.random(len(texts)) * (high - low - zips)).astype(np.int32)
    return Places(
        Pool(texts, zipf(len(texts), shift=4, power=0.95)),
        state,
        first,
        zips,
        states,
        [[int(code) for code in row[3].split(",")] for row in rows],
        [row[4] for row in rows],
    )


def _split_cities() -> list[str]:
    """``New York,NY`` and so on, from a text where blanks also separate the towns."""
    parts: list[str] = []
    words: list[str] = []
    for word in CITIES.split():
        words.append(word)
        if "," in word:
            parts.append(" ".join(words))
            words = []
    return parts
