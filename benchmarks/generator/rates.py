"""Every rate of the generated world, in one place. All are probabilities unless a name says else."""

from __future__ import annotations

DAYS = 2190  # six years of touchpoints
FIRST_DAY = "2020-01-01"

# --- people -------------------------------------------------------------------------------------
HOUSEHOLD_SIZES = (0.28, 0.34, 0.16, 0.13, 0.06, 0.03)  # of 1, 2 .. 6 persons
TOUCHPOINTS_MEAN, TOUCHPOINTS_SHAPE, TOUCHPOINTS_MOST = 2.62, 0.60, 30  # 1 + negative binomial
FLAT_SHARE, SINGLE_PARENT = 0.11, 0.13  # of households of two and more
PARTNER_KEEPS_NAME = 0.20
MARRIES = 0.05  # couples whose family name changes within the six years
JUNIOR = 0.05  # sons with their father's name
TWIN = 0.05  # children born with the sibling before them
MOVES, LEAVES_HOME = 0.14, 0.07  # households that move; members that move out
APARTMENT = 0.27
ACCENTED, HYPHENATED, PARTICLE = 0.010, 0.006, 0.008  # family names of that form

# --- identifiers --------------------------------------------------------------------------------
SECOND_EMAIL, THIRD_EMAIL = 0.38, 0.10
SECOND_MOBILE, THIRD_MOBILE = 0.30, 0.06
OLD_VALUE_USED = 0.15  # touchpoints that give another email or phone than the present one
SHARED_EMAIL = 0.05  # partners who use the head's email
LANDLINE, LANDLINE_USED = 0.42, 0.28  # households that have one; members' calls that use it
RECYCLED_PHONE = 0.10  # second mobiles that were another person's number before
ACCOUNT, JOINT_ACCOUNT = 0.66, 0.08  # persons with an account; partners on the head's account
LICENSE = 0.80
VEHICLE, SECOND_PLATE = 0.62, 0.25  # households with one; that change it
TRANSFERRED_PLATE = 0.25  # second plates that were another household's before
DEVICE_CHANGES, SHARED_DEVICE = 0.45, 0.10
FOLLOW_UP = 0.45  # touchpoints a few days after the one before
SAME_CASE = 0.70  # follow-ups about the same case
FAVORITE_CHANNEL = 0.50

# --- channels: how often, and what one carries --------------------------------------------------
CHANNELS = {
    "web": 0.25, "ivr": 0.14, "phone": 0.16, "chat": 0.09,
    "email": 0.13, "social": 0.03, "app": 0.11, "counter": 0.09,
}  # fmt: skip
CARRIES = {
    "web": {
        "name": 0.75, "birth_date": 0.18, "email": 0.80, "phone": 0.45, "address": 0.30,
        "account": 0.35, "license": 0.08, "plate": 0.10, "case": 0.12,
    },
    "ivr": {"phone": 0.94, "account": 0.30, "case": 0.22, "birth_date": 0.10, "license": 0.04},
    "phone": {
        "name": 0.92, "phone": 0.85, "birth_date": 0.35, "account": 0.30, "case": 0.25,
        "address": 0.12, "plate": 0.06,
    },
    "chat": {"name": 0.78, "email": 0.72, "phone": 0.10, "account": 0.08, "case": 0.20},
    "email": {"email": 0.99, "name": 0.80, "phone": 0.15, "account": 0.06, "case": 0.35},
    "social": {"handle": 0.97, "name": 0.70, "email": 0.04, "case": 0.08},
    "app": {"device": 0.95, "account": 0.72, "email": 0.45, "phone": 0.20, "name": 0.25},
    "counter": {
        "name": 0.98, "birth_date": 0.60, "license": 0.75, "plate": 0.35, "address": 0.45,
        "phone": 0.35,
    },
}  # fmt: skip
MAIN_FIELD = {  # given when a touchpoint would carry nothing, or nothing but a name
    "web": "email", "ivr": "phone", "phone": "phone", "chat": "email",
    "email": "email", "social": "handle", "app": "device", "counter": "birth_date",
}  # fmt: skip
FULL_NAME_CHANNELS = ("chat", "email", "social")  # one name column; elsewhere given and family
UPPER_CASE = {"counter": 0.75, "web": 0.05, "app": 0.02}
LOWER_CASE = {"web": 0.12, "chat": 0.35, "app": 0.15, "email": 0.08, "social": 0.30}

# --- capture errors: share of written values, by channel ----------------------------------------
TYPO = {
    "web": 0.015, "ivr": 0.0, "phone": 0.040, "chat": 0.025,
    "email": 0.006, "social": 0.015, "app": 0.010, "counter": 0.012,
}  # fmt: skip
EMAIL_TYPO_FACTOR, PHONE_TYPO_FACTOR, ADDRESS_TYPO_FACTOR = 0.6, 0.6, 1.5
NICKNAME, INITIAL, MIDDLE_INITIAL = 0.14, 0.025, 0.06
SWAPPED_NAMES, FAMILY_FIRST = 0.010, 0.06  # columns swapped; "Lee, Ann" in a full name
GIVEN_MISSING, FAMILY_MISSING = 0.02, 0.04
SUFFIX_WRITTEN = 0.45  # where there is a Jr or Sr
OCR = 0.025  # license numbers and plates read as O/0, I/1, S/5 ...
KEYED_NUMBER_TYPO = 0.010  # account and case numbers, licenses, plates
BIRTH_DATE_TYPO, DAY_MONTH_SWAPPED, WRONG_YEAR = 0.010, 0.006, 0.006
UNIT_MISSING, CITY_MISSING, POSTCODE_MISSING, ZIP_PLUS_4 = 0.25, 0.06, 0.12, 0.06

# --- values that stand for nobody, or for many --------------------------------------------------
PLACEHOLDER = {
    "name": 0.006, "birth_date": 0.020, "email": 0.012, "phone": 0.012,
    "account": 0.008, "license": 0.010, "plate": 0.008, "case": 0.004,
}  # fmt: skip
SWITCHBOARD = 0.030  # phone-channel calls that come through an employer's number
AGENT_EMAIL = 0.008  # dealers and agents who write for many customers
KIOSK_DEVICE = 0.010
PLACEHOLDERS = {
    "name": ("test", "Unknown", "Customer", "N/A", "TEST TEST", "anonymous"),
    "birth_date": ("1900-01-01", "01/01/1900", "1970-01-01", "0000-00-00", "01/01/1901"),
    "email": (
        "test@test.com", "noreply@example.com", "none@none.com", "na@na.com", "n/a",
        "noemail@noemail.com", "noreply@dmv.example.gov",
    ),
    "phone": ("0000000000", "999-999-9999", "5555555555", "(123) 456-7890", "n/a", "unknown"),
    "account": ("999-99-9999", "0000000000", "N/A", "NEW"),
    "license": ("999-99-9999", "UNKNOWN", "N/A", "NONE", "000000000"),
    "plate": ("NOPLATE", "TEMP", "NONE", "N/A", "XXX0000"),
    "case": ("0", "n/a", "unknown", "0000000"),
}  # fmt: skip
