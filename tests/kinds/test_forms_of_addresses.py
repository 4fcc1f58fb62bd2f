"""Addresses and their parts as people, clerks and other systems write them."""

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Parsed
from tests.kinds.tables import assert_reads

READ: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {
    ("address", "US"): {
        ("123", "main st", "", "springfield", "IL", "62701"): [
            "123 Main St, Springfield, IL 62701",
            "123 Main Street, Springfield, Illinois 62701",
            "123 MAIN ST SPRINGFIELD IL 62701",
            "123 Main St.\nSpringfield, IL 62701",
            "123 Main St, Springfield IL, 62701",
            "123 Main St, Springfield, IL 62701-1234",
            "123 Main St, Springfield, IL 627011234",
            "123 Main St, Springfield, IL, 62701, USA",
            "123 Main St, Springfield, IL 62701 US",
            "123 Main St, Springfield, IL 62701, United States",
            "123 Main St , Springfield , IL , 62701",
            "123 main st springfield, il. 62701",
            "123, Main Street, Springfield, IL 62701",
            "123 Main St; Springfield; IL; 62701",
            "123 Main St | Springfield | IL | 62701",
            "123 Main St - Springfield, IL 62701",
            "John Smith, 123 Main St, Springfield, IL 62701",
            "c/o John Smith, 123 Main St, Springfield, IL 62701",
            "123 Main St\n\nSpringfield, IL\n62701\nU.S.A.",
            "123 Main St/Springfield/IL/62701",
            "123 Main St, Springfield, IL  62701.",
            "'123 Main St, Springfield, IL 62701'",
            "123 Main St<br>Springfield, IL 62701",
            "123 Main St, Springfield, ILL 62701",
            "123 Main St, Springfield (IL) 62701",
            "123 Main St, Springfield, IL, USA, 62701",
            "１２３ Main St, Springfield, IL 62701",
            "123 Main Str., Springfield, IL 62701",
            "123 Main St, Springfield, Sangamon County, IL 62701",
        ],
        ("123", "main st", "4b", "springfield", "IL", "62701"): [
            "123 Main St Apt 4B, Springfield, IL 62701",
            "123 Main St, Apt 4B, Springfield, IL 62701",
            "123 Main St #4B, Springfield, IL 62701",
            "123 Main St # 4B, Springfield, IL 62701",
            "123 Main St Unit 4B, Springfield, IL 62701",
            "123 Main St., Apt. #4B, Springfield, IL 62701",
            "Apt 4B, 123 Main St, Springfield, IL 62701",
            "123 Main St\nApt 4B\nSpringfield, IL 62701",
            "123 Main St Apartment 4-B, Springfield, IL 62701",
            "#4B 123 Main St, Springfield, IL 62701",
            "123 Main St Suite 4B Springfield IL 62701",
            "123 Main St, 4B, Springfield, IL 62701",
            "123 Main St Ste. 4B, Springfield, IL 62701",
            "123 Main St Rm 4B, Springfield, IL 62701",
            "123 Main St Apt#4B Springfield IL 62701",
            "123 Main St Apt. No. 4B, Springfield, IL 62701",
        ],
        ("112-10", "queens blvd", "", "forest hills", "NY", "11375"): [
            "112-10 Queens Blvd, Forest Hills, NY 11375"
        ],
        ("842", "e 1700 s", "", "salt lake city", "UT", "84105"): [
            "842 E 1700 S, Salt Lake City, UT 84105",
            "842 East 1700 South, Salt Lake City, UT 84105",
        ],
        ("123", "po box", "", "springfield", "IL", "62701"): [
            "PO Box 123, Springfield, IL 62701",
            "P.O. Box 123 Springfield IL 62701",
        ],
        ("", "rr 2 box 45", "", "springfield", "IL", "62701"): [
            "RR 2 Box 45, Springfield, IL 62701",
            "Rural Route 2, Box 45, Springfield, IL 62701",
        ],
        ("", "hc 1 box 45", "", "springfield", "IL", "62701"): [
            "HC 1 Box 45, Springfield, IL 62701"
        ],
        ("", "psc 802 box 74", "", "apo", "AE", "09499"): [
            "PSC 802 Box 74, APO, AE 09499",
            "PSC 802 Box 74 APO AE 09499-0074",
        ],
        ("", "unit 2050 box 4190", "", "apo", "AP", "96278"): ["Unit 2050 Box 4190, APO AP 96278"],
        ("", "cmr 415 box 3085", "", "apo", "AE", "09114"): ["CMR 415 BOX 3085, APO AE 09114"],
        ("", "uss nimitz", "", "fpo", "AP", "96620"): ["USS Nimitz, FPO AP 96620"],
        ("123", "main st", "45", "springfield", "IL", "62701"): [
            "123 Main St PMB 45, Springfield, IL 62701"
        ],
        ("350", "5th ave", "", "new york", "NY", "10118"): ["350 Fifth Ave, New York, NY 10118"],
        ("350", "5th ave", "33", "new york", "NY", "10118"): [
            "350 5th Avenue Fl 33, New York NY 10118"
        ],
        ("1600", "pennsylvania ave nw", "", "washington", "DC", "20500"): [
            "1600 Pennsylvania Avenue NW, Washington, DC 20500",
            "1600 Pennsylvania Ave. N.W., Washington, D.C. 20500",
        ],
        ("12 1/2", "elm st", "", "salem", "MA", "01970"): [
            "12 1/2 Elm St, Salem MA 01970",
            "12½ Elm St, Salem MA 01970",
        ],
        ("12", "elm st", "", "salem", "MA", "01970"): ["12 Elm St, Salem, MA 1970"],
        ("12", "st marys st", "", "st paul", "MN", "55101"): [
            "12 St Marys St, St Paul, MN 55101",
            "12 Saint Marys Street, Saint Paul, Minnesota 55101",
        ],
        ("100", "state hwy 7", "", "oneonta", "NY", "13820"): [
            "100 State Highway 7, Oneonta, NY 13820"
        ],
        ("100", "martin luther king jr blvd", "", "atlanta", "GA", "30303"): [
            "100 Martin Luther King Jr Blvd, Atlanta, GA 30303"
        ],
        ("100", "avenue of the americas", "", "new york", "NY", "10013"): [
            "100 Avenue of the Americas, New York, NY 10013"
        ],
        ("100", "broadway", "", "new york", "NY", ""): ["100 Broadway, New York, NY"],
        ("", "", "", "springfield", "IL", ""): ["Springfield, IL"],
        ("", "", "", "springfield", "IL", "62701"): ["Springfield, IL 62701"],
        ("", "", "", "", "", "62701"): ["62701"],
        ("123", "main st", "", "", "", ""): ["123 Main St"],
        ("123", "main st", "", "", "", "62701"): ["123 Main St, 62701"],
        ("123", "main st", "", "springfield", "", ""): ["123 Main St, Springfield"],
        ("1", "microsoft way", "", "redmond", "WA", "98052"): [
            "One Microsoft Way, Redmond, WA 98052"
        ],
        ("1", "infinite loop", "", "cupertino", "CA", "95014"): [
            "1 Infinite Loop, Cupertino, CA 95014"
        ],
        ("742", "evergreen ter", "", "springfield", "OR", ""): [
            "742 Evergreen Terrace, Springfield, OR"
        ],
        ("500", "w madison st", "1000", "chicago", "IL", "60661"): [
            "500 W Madison St Ste 1000, Chicago, IL 60661"
        ],
        ("500", "sw 5th ave", "", "portland", "OR", "97204"): [
            "500 Southwest 5th Ave, Portland, Oregon 97204"
        ],
        ("n6w23001", "bluemound rd", "", "waukesha", "WI", "53188"): [
            "N6W23001 Bluemound Rd, Waukesha, WI 53188"
        ],
        ("w204n11912", "goldendale rd", "", "germantown", "WI", "53022"): [
            "W204N11912 Goldendale Rd, Germantown WI 53022"
        ],
        ("123", "main st", "", "san juan", "PR", "00901"): ["123 Main St, San Juan, PR 00901"],
        ("123", "main st", "", "new york", "NY", "10001"): [
            "123 Main St, New York, New York 10001"
        ],
        ("123", "kansas ave", "", "kansas city", "KS", "66105"): [
            "123 Kansas Ave, Kansas City, Kansas 66105"
        ],
        ("123", "main st", "", "west virginia city", "WV", "25301"): [
            "123 Main St, West Virginia City, WV 25301"
        ],
        ("123", "main st", "", "charleston", "WV", "25301"): [
            "123 Main St, Charleston, West Virginia 25301"
        ],
        ("123", "oak ct", "", "hartford", "CT", "06103"): [
            "123 Oak Ct, Hartford, CT 06103",
            "123 Oak Ct Hartford CT 06103",
        ],
        ("123", "ocean dr", "", "ft lauderdale", "FL", "33301"): [
            "123 Ocean Dr, Fort Lauderdale, FL 33301"
        ],
        ("123", "ocean dr", "3", "miami", "FL", "33139"): ["123 Ocean Dr FL 3, Miami, FL 33139"],
        ("123", "la brea ave", "", "los angeles", "CA", "90036"): [
            "123 La Brea Ave, Los Angeles, CA 90036"
        ],
        ("123", "main st", "", "los angeles", "CA", "90036"): ["123 Main St Los Angeles CA 90036"],
        ("123", "broadway", "", "new york", "NY", "10013"): ["123 Broadway New York NY 10013"],
        ("123", "n main st", "", "east lansing", "MI", "48823"): [
            "123 N. Main St. East Lansing MI 48823"
        ],
        ("123", "main st", "b", "honolulu", "HI", "96813"): [
            "123 Main St, Unit B, Honolulu, Hawaii 96813"
        ],
        ("123", "main st", "ph2", "miami", "FL", "33139"): [
            "123 Main St, Penthouse 2, Miami FL 33139"
        ],
        ("123", "main st", "12", "tulsa", "OK", "74101"): ["123 Main St Lot 12, Tulsa OK 74101"],
        ("123", "main st", "3 12", "tulsa", "OK", "74101"): [
            "123 Main St Bldg 3 Apt 12, Tulsa OK 74101"
        ],
        ("123", "main st", "2", "tulsa", "OK", "74101"): ["123 Main St, 2nd Floor, Tulsa OK 74101"],
        ("123", "main st", "bsmt", "tulsa", "OK", "74101"): [
            "123 Main St Basement, Tulsa OK 74101"
        ],
        ("123", "main st", "rear", "tulsa", "OK", "74101"): ["123 Main St, Rear, Tulsa OK 74101"],
        ("123a", "main st", "", "tulsa", "OK", "74101"): ["123A Main St, Tulsa OK 74101"],
        ("123-a", "main st", "", "tulsa", "OK", "74101"): ["123-A Main St, Tulsa OK 74101"],
        ("", "corner of main and elm", "", "tulsa", "OK", "74101"): [
            "Corner of Main & Elm, Tulsa OK 74101"
        ],
        ("", "general delivery", "", "tulsa", "OK", "74101"): ["General Delivery, Tulsa OK 74101"],
        ("123", "main st", "", "tulsa", "OK", "74101"): [
            "123 Main St, Tulsa, OK 7410l",
            "123 Main St, Tulsa, OK 741O1",
        ],
        ("123", "main st", "", "mexico", "MO", "65265"): ["123 Main St, Mexico, MO 65265"],
        ("123", "main st", "", "lebanon", "PA", "17042"): ["123 Main St, Lebanon, PA 17042"],
        ("123", "main st", "", "atlanta", "GA", ""): ["123 Main St, Atlanta, Georgia"],
        ("123", "interstate 35", "", "austin", "TX", "78701"): [
            "123 Interstate 35, Austin, TX 78701"
        ],
        ("123", "interstate 35 n", "", "austin", "TX", "78701"): ["123 I-35 N, Austin, TX 78701"],
        ("123", "us hwy 1", "", "key west", "FL", "33040"): ["123 US-1, Key West, FL 33040"],
        ("123", "fm 1960 rd w", "", "houston", "TX", "77090"): [
            "123 FM 1960 Rd W, Houston, TX 77090"
        ],
        ("123", "county rd 12", "", "paris", "TX", "75460"): ["123 Co Rd 12, Paris TX 75460"],
        ("24", "sussex dr", "", "ottawa", "ON", "K1M1M4"): [
            "24 Sussex Dr, Ottawa ON K1M1M4 Canada"
        ],
        ("12", "high st", "", "london", "", "SW1A2AA"): [
            "12 High Street, London, SW1A2AA, United Kingdom"
        ],
    },
    ("address", "CA"): {
        ("24", "sussex dr", "", "ottawa", "ON", "K1M1M4"): [
            "24 Sussex Dr, Ottawa, ON K1M 1M4",
            "24 Sussex Drive, Ottawa, Ontario, K1M-1M4",
            "24 Sussex Drive, Ottawa, Ontario, KIM 1M4",
        ],
        ("123", "main st nw", "10", "calgary", "AB", "T2P1A1"): [
            "10-123 Main St NW, Calgary AB T2P 1A1",
            "Suite 10, 123 Main Street NW, Calgary, Alberta T2P 1A1",
        ],
        ("1234", "rue sainte catherine ouest", "", "montreal", "QC", "H3G1P1"): [
            "1234, rue Sainte-Catherine Ouest, Montréal (Québec) H3G 1P1"
        ],
        ("100", "po box stn a", "", "toronto", "ON", "M5W1A1"): [
            "PO Box 100 Stn A, Toronto ON M5W 1A1"
        ],
        ("123", "main st", "", "vancouver", "BC", "V6B1A1"): [
            "123 Main St, Vancouver, B.C. V6B 1A1"
        ],
    },
    ("address", "GB"): {
        ("10", "downing st", "", "london", "", "SW1A2AA"): ["10 Downing Street, London SW1A 2AA"],
        ("10", "downing st westminster", "", "london", "", "SW1A2AA"): [
            "10 Downing St, Westminster, London, SW1A 2AA, UK"
        ],
        ("15", "high st", "2", "oxford", "", "OX14AA"): ["Flat 2, 15 High Street, Oxford, OX1 4AA"],
        ("15", "high st", "2a", "oxford", "", "OX14AA"): ["Flat 2a 15 High Street Oxford OX1 4AA"],
        ("15a", "high st", "", "oxford", "OXFORDSHIRE", "OX14AA"): [
            "15a High St, Oxford, Oxfordshire OX1 4AA"
        ],
        ("", "rose cottage church ln", "", "little snoring", "", "NR210HR"): [
            "Rose Cottage, Church Lane, Little Snoring, Norfolk NR21 0HR"
        ],
        ("221b", "baker st", "", "london", "", "NW16XE"): [
            "221B Baker Street, London NW1 6XE, England"
        ],
        ("12", "mill ln riverside business park", "5", "leeds", "", "LS14DY"): [
            "Unit 5, Riverside Business Park, 12 Mill Lane, Leeds LS1 4DY"
        ],
        ("12", "high st", "", "london", "", "SW1A2AA"): ["12 High Street, London, SWIA 2AA"],
        ("12", "the grn", "", "ely", "CAMBS", "CB74AA"): ["12 The Green, Ely, Cambs CB7 4AA"],
        ("12", "high st", "1", "bath", "", "BA11AA"): ["1st Floor Flat, 12 High St, Bath BA1 1AA"],
        ("12", "st johns wood rd", "", "london", "", "NW88AA"): [
            "12 St John's Wood Road, London NW8 8AA"
        ],
    },
    ("address", "AU"): {
        ("34", "smith st", "12", "richmond", "VIC", "3121"): [
            "12/34 Smith St, Richmond VIC 3121",
            "Unit 12, 34 Smith Street, Richmond, Victoria, 3121",
            "U12/34 Smith St RICHMOND VIC 3121",
        ],
        ("34", "smith st", "", "richmond", "VIC", "3121"): [
            "34 Smith St, Richmond VIC 3121 Australia"
        ],
        ("", "smith rd", "5", "alice springs", "NT", "0870"): [
            "Lot 5 Smith Rd, Alice Springs NT 0870"
        ],
        ("34", "smith st", "", "alice springs", "NT", "0870"): [
            "34 Smith St, Alice Springs NT 870"
        ],
        ("123", "po box", "", "sydney", "NSW", "2001"): ["GPO Box 123, Sydney NSW 2001"],
        ("100", "george st", "5", "sydney", "NSW", "2000"): [
            "Level 5, 100 George Street, Sydney NSW 2000"
        ],
        ("100", "george st", "3", "sydney", "NSW", "2000"): [
            "Shop 3, 100 George Street, Sydney NSW 2000"
        ],
        ("12", "po box", "", "wagga wagga", "NSW", "2650"): [
            "PO Box 12, Wagga Wagga, New South Wales 2650"
        ],
    },
    ("address", "NZ"): {
        ("12", "queen st", "", "auckland", "", "1010"): [
            "12 Queen Street, Auckland 1010, New Zealand"
        ],
    },
    ("address", "DE"): {
        ("5", "hauptstrasse", "", "munchen", "", "80331"): ["Hauptstr. 5, 80331 München"],
        ("5a", "hauptstrasse", "", "munchen", "", "80331"): [
            "Hauptstraße 5a, 80331 München, Deutschland"
        ],
        ("3", "am markt", "", "berlin", "", "10115"): ["Am Markt 3, D-10115 Berlin"],
    },
    ("address", "FR"): {
        ("12", "rue de la paix", "", "paris", "", "75002"): ["12 rue de la Paix, 75002 Paris"],
        ("12 bis", "rue de la paix", "", "paris", "", "75002"): [
            "12 bis, rue de la Paix, 75002 Paris, France"
        ],
        ("12", "avenue des champs elysees", "", "paris", "", "75008"): [
            "12, avenue des Champs-Élysées, F-75008 Paris"
        ],
    },
    ("address", "ES"): {
        ("5", "calle mayor", "3b", "madrid", "", "28013"): ["Calle Mayor 5, 3º B, 28013 Madrid"],
        ("5", "c mayor", "", "madrid", "", "28013"): ["C/ Mayor, 5, 28013 Madrid"],
    },
    ("address", "NL"): {
        ("12", "keizersgracht", "", "amsterdam", "", "1015CJ"): [
            "Keizersgracht 12, 1015 CJ Amsterdam"
        ],
        ("12-2", "keizersgracht", "", "amsterdam", "", "1015CJ"): [
            "Keizersgracht 12-2, 1015CJ Amsterdam"
        ],
    },
    ("address", "NO"): {
        ("5", "storgata", "", "oslo", "", "0155"): ["Storgata 5, 0155 Oslo"],
    },
    ("street", "US"): {
        ("123", "main st", ""): [
            "123 Main St",
            "123 Main St Apt",
            "123 Main St Unit",
            "0123 Main St",
            "No 123 Main St",
            "Nº 123 Main St",
            "#123 Main St",
            "Main St 123",
            "123Main St",
            "123 Main  St.",
            "123 Main St.,",
        ],
        ("123", "n main st", ""): ["123 N Main St", "123 North Main Street"],
        ("123", "main st n", ""): ["123 Main St N", "123 Main Street North"],
        ("123", "sw main", ""): ["123 SW Main"],
        ("123", "sw main st", ""): ["123 S.W. Main St"],
        ("123", "nw main st", ""): ["123 N W Main St"],
        ("123", "south st", ""): ["123 South St"],
        ("123", "west ave", ""): ["123 West Ave"],
        ("123", "avenue b", ""): ["123 Avenue B"],
        ("123", "e st", ""): ["123 E St"],
        ("123", "e e st", ""): ["123 E E St"],
        ("123", "1st st", ""): ["123 First St"],
        ("123", "23rd st", ""): ["123 Twenty-Third St", "123 23rd Street"],
        ("123", "23 st", ""): ["123 23 Street"],
        ("123", "42nd st", ""): ["123 Forty Second St", "123 42d St"],
        ("123", "st charles ave", ""): ["123 St Charles Ave", "123 Saint Charles Avenue"],
        ("123", "mt vernon rd", ""): ["123 Mt Vernon Rd", "123 Mount Vernon Road"],
        ("123", "ft hamilton pkwy", ""): ["123 Ft Hamilton Pkwy", "123 Fort Hamilton Parkway"],
        ("123", "dr martin luther king dr", ""): ["123 Dr Martin Luther King Dr"],
        ("123", "hwy 99", ""): ["123 Highway 99"],
        ("123", "hwy 99 n", ""): ["123 Hwy 99 N"],
        ("123", "state rte 7", ""): ["123 State Route 7", "123 SR 7"],
        ("123", "us hwy 66", ""): ["123 US Highway 66", "123 U.S. Hwy. 66"],
        ("123", "county rd 12", ""): ["123 CR 12"],
        ("123", "county rd 12", "3"): ["123 County Rd 12 Apt 3"],
        ("123", "el camino real", ""): ["123 El Camino Real"],
        ("123", "via de la valle", ""): ["123 Via de la Valle"],
        ("123", "camino del rio s", ""): ["123 Camino del Rio S"],
        ("123", "calle 5", ""): ["123 Calle 5"],
        ("12", "po box", ""): [
            "PO BOX 12",
            "P O Box 12",
            "P.O.Box 12",
            "POBox 12",
            "POBOX12",
            "PO Box #12",
            "Post Office Box 12",
            "P.O. Drawer 12",
            "Box 12",
            "Lock Box 12",
            "PO 12",
            "Postfach 12",
            "Apartado 12",
            "Apdo. Postal 12",
            "Casilla 12",
            "Caixa Postal 12",
            "BP 12",
            "Postbus 12",
            "Case postale 12",
            "Locked Bag 12",
            "GPO Box 12",
        ],
        ("a", "po box", ""): ["PO BOX A"],
        ("12a", "po box", ""): ["PO Box 12A"],
        ("123", "main st po box 45", ""): ["123 Main St PO Box 45"],
        ("", "rr 1", ""): ["RR 1"],
        ("", "rr 1 box 2", ""): [
            "R.R. 1 Box 2",
            "RR#1 Box 2",
            "RFD 1 Box 2",
            "Route 1 Box 2",
            "Rt 1, Box 2",
        ],
        ("", "hc 72 box 3", ""): ["HC 72 Box 3", "HCR 72 Box 3", "Highway Contract 72 Box 3"],
        ("", "hc 5 box 3", ""): ["Star Route 5 Box 3"],
        ("", "psc 3 box 4", ""): ["PSC 3 BOX 4"],
        ("", "unit 100 box 4", ""): ["UNIT 100 BOX 4"],
        ("", "cmr 3 box 4", ""): ["CMR 3, Box 4"],
        ("123", "main st", "4"): [
            "123 Main St Apt 4",
            "123 Main St #4",
            "123 Main St # 4",
            "123 Main St, #4",
            "123 Main St No 4",
            "123 Main St Apartment Four",
            "Apt 4 123 Main St",
            "#4 123 Main St",
            "4/123 Main St",
            "Unit 4/123 Main St",
        ],
        ("123", "main st", "4b"): ["123 Main St Apt. 4-B", "123 Main St Apt 4 B", "123 Main St 4B"],
        ("123", "main st", "2"): ["123 Main St Fl 2", "123 Main St 2nd Fl", "123 Main St 2/F"],
        ("123", "main st", "200"): [
            "123 Main St Ste 200",
            "123 Main St Suite #200",
            "Suite 200, 123 Main St",
        ],
        ("123", "main st", "uppr"): ["123 Main St Upper"],
        ("123", "main st", "lowr"): ["123 Main St Lower"],
        ("123", "main st", "frnt"): ["123 Main St Front"],
        ("123", "main st", "bsmt"): ["123 Main St Bsmt"],
        ("123", "main st", "ph"): ["123 Main St PH"],
        ("123", "main st", "ph2"): ["123 Main St PH-2"],
        ("123", "main st", "5"): [
            "123 Main St Trlr 5",
            "123 Main St Trailer 5",
            "123 Main St Spc 5",
            "123 Main St Space 5",
            "123 Main St Lot 5",
            "123 Main St Slip 5",
            "123 Main St Hngr 5",
            "123 Main St, Dept 5",
        ],
        ("123", "main st", "a"): ["123 Main St Bldg A", "123 Main St A"],
        ("123", "main st", "12"): ["123 Main St Room 12"],
        ("123", "main st rear", "4"): ["123 Main St Apt 4, Rear"],
        ("123 1/2", "main st", ""): ["123 1/2 Main St", "123-1/2 Main St", "123½ Main St"],
        ("123b", "main st", ""): ["123B Main St"],
        ("123", "b main st", ""): ["123 B Main St"],
        ("123-125", "main st", ""): ["123-125 Main St"],
        ("1", "main st", ""): ["One Main St"],
        ("2", "main st", ""): ["Two Main St"],
        ("", "twelve oaks dr", ""): ["Twelve Oaks Dr"],
        ("", "main st", ""): ["Main St"],
        ("", "main st and elm st", ""): ["Main Street & Elm Street"],
        ("123", "mainst", ""): ["123 MainSt"],
        ("123", "main strret", ""): ["123 Main Strret"],
        ("123", "main st e", "2"): ["123 Main St E Apt 2"],
        ("123", "oak park ave", ""): ["123 Oak Park Ave"],
        ("123", "park pl", ""): ["123 Park Pl"],
        ("123", "court st", ""): ["123 Court St"],
        ("123", "lake shore dr", ""): ["123 Lake Shore Dr"],
        ("123", "center st", ""): ["123 Center St"],
        ("123", "crescent", ""): ["123 Crescent"],
        ("123", "main cres", ""): ["123 Main Cres", "123 Main Crescent"],
        ("123", "main cl", ""): ["123 Main Close"],
        ("123", "main gdns", ""): ["123 Main Gdns", "123 Main Gardens"],
        ("123", "main blvd", ""): ["123 Main Boul", "123 Main Blv"],
        ("123", "main ave", ""): ["123 Main Av", "123 Main Aven"],
        ("123", "main ln", ""): ["123 Main Ln", "123 Main Lane"],
        ("123", "main ter", ""): ["123 Main Terr"],
        ("123", "main trl", ""): ["123 Main Trl"],
        ("123", "main cir", ""): ["123 Main Cir", "123 Main Circle"],
        ("123", "main pkwy", ""): ["123 Main Pkwy", "123 Main Parkway"],
        ("123", "main tpke", ""): ["123 Main Tpke", "123 Main Turnpike"],
        ("123", "main plz", ""): ["123 Main Plz"],
        ("123", "main sq", ""): ["123 Main Sq"],
        ("123", "main expy", ""): ["123 Main Expy"],
        ("123", "main hts", ""): ["123 Main Hts"],
    },
    ("street", "CA"): {
        ("123", "main st", "4"): ["4-123 Main St"],
    },
    ("street", "DE"): {
        ("12", "musterstrasse", ""): ["Musterstr. 12", "Musterstr.12"],
        ("12a", "musterstrasse", ""): ["Musterstraße 12 a"],
        ("135", "strasse des 17 juni", ""): ["Straße des 17. Juni 135"],
        ("1", "platz der republik", ""): ["Platz der Republik 1"],
        ("3", "muhlenweg", ""): ["Mühlenweg 3"],
    },
    ("street", "FR"): {
        ("12", "boulevard haussmann", ""): ["12 bd Haussmann", "12 boulevard Haussmann"],
        ("12", "avenue foch", ""): ["12 av. Foch"],
    },
    ("street", "ES"): {
        ("45", "calle de alcala", ""): ["Calle de Alcalá 45"],
    },
    ("street", "IT"): {
        ("12", "via garibaldi", ""): ["Via Garibaldi, 12"],
    },
    ("street", "NL"): {
        ("12 bis", "dorpsstraat", ""): ["Dorpsstraat 12 bis"],
        ("12 hs", "dorpsstraat", ""): ["Dorpsstraat 12 hs"],
    },
    ("street", "NO"): {
        ("5b", "karl johans gate", ""): ["Karl Johans gate 5B"],
    },
    ("postcode", "US"): {
        ("02134",): [
            "02134",
            "2134",
            "02134-1234",
            "021341234",
            "2134.0",
            "2134-1234",
            "'02134",
            "02134-",
            "0 2134",
            "O2134",
            '="02134"',
            "02134 1234",
            "02134-0000",
            "021341234.0",
            "02134 US",
            "US-02134",
            "MA 02134",
        ],
        ("00501",): ["501", "00501"],
        ("90210",): ["9021O", "90210-"],
        ("SW1A2AA",): ["SW1A 2AA"],
    },
    ("postcode", "CA"): {
        ("K1A0B1",): [
            "K1A 0B1",
            "k1a0b1",
            "K1A-0B1",
            "K1AOB1",
            "KIA 0B1",
            "K1A OB1",
            "K1A  0B1",
            "K1A 0BI",
        ],
    },
    ("postcode", "GB"): {
        ("SW1A1AA",): ["SW1A 1AA", "sw1a1aa", "SW1A IAA", "SWIA 1AA", "SW1A  1AA", "SW1A-1AA"],
        ("M11AE",): ["M1 1AE", "m11ae", "Ml 1AE"],
    },
    ("postcode", "AU"): {
        ("0870",): ["0870", "870", "0870.0"],
    },
    ("postcode", "DE"): {
        ("01067",): ["01067", "1067", "D-01067", "DE-01067", "D 01067", "1067.0"],
    },
    ("postcode", "FR"): {
        ("75002",): ["75002", "F-75002", "75 002"],
        ("01000",): ["01000", "1000"],
    },
    ("postcode", "NL"): {
        ("1015CJ",): ["1015 CJ", "1015cj", "1015CJ"],
    },
    ("postcode", "IN"): {
        ("110001",): ["110001", "110 001"],
    },
    ("postcode", "JP"): {
        ("1000001",): ["100-0001", "1000001", "〒100-0001"],
    },
    ("postcode", "IE"): {
        ("D01F5P2",): ["D01 F5P2", "d01f5p2"],
    },
    ("postcode", "SE"): {
        ("11455",): ["114 55", "11455", "SE-114 55"],
    },
    ("postcode", ""): {
        ("80331",): ["80331"],
    },
    ("city", "US"): {
        ("st louis",): [
            "St. Louis",
            "Saint Louis",
            "ST LOUIS",
            "St Louis",
            "Saint-Louis",
            "St. Louis, MO",
            "St. Louis MO",
            "ST. LOUIS, Missouri",
        ],
        ("ft worth",): ["Fort Worth", "Ft. Worth", "FT WORTH"],
        ("mt vernon",): ["Mount Vernon", "Mt. Vernon", "MT VERNON"],
        ("new york",): [
            "New York",
            "NEW YORK",
            "New York City",
            "NYC",
            "New York, NY",
            "N.Y.C.",
            "New York NY 10001",
        ],
        ("los angeles",): ["Los Angeles", "los angeles, ca"],
        ("washington",): ["Washington", "Washington DC", "Washington, D.C.", "WASHINGTON D C"],
        ("san francisco",): ["San Francisco", "SAN  FRANCISCO"],
        ("zurich",): ["Zürich", "ZURICH", "ZÃ¼rich", "Zürich "],
        ("koln",): ["Köln"],
        ("munchen",): ["München", "MÜNCHEN", "80331 München"],
        ("paris",): ["Paris", "PARIS", "Paris 75002", "75002 Paris"],
        ("coeur dalene",): ["Coeur d'Alene", "Coeur D Alene", "Coeur d’Alene"],
        ("st johns",): ["St. John's", "Saint John's"],
        ("winston salem",): ["Winston-Salem", "Winston Salem"],
        ("east lansing",): ["E. Lansing", "East Lansing"],
        ("north hollywood",): ["North Hollywood", "N Hollywood", "No. Hollywood"],
    },
    ("region", "US"): {
        ("CA",): [
            "CA",
            "ca",
            "Calif",
            "Calif.",
            "California",
            "CALIFORNIA",
            "US-CA",
            "C.A.",
            "Ca.",
            "California, USA",
            "State of California",
            "CA - California",
            "CA 90210",
            "Cali",
            "Californa",
            "Californai",
            "Calfornia",
        ],
        ("NY",): ["NY", "N.Y.", "New York", "N Y", "new york state"],
        ("MA",): ["Mass", "Mass.", "Massachusetts", "MA"],
        ("WV",): ["W. Va.", "W Va", "West Virginia", "WV"],
        ("NC",): ["N.C.", "North Carolina", "No. Carolina", "N Carolina"],
        ("DC",): ["D.C.", "DC", "Washington DC", "Washington, D.C.", "District of Columbia"],
        ("PR",): ["PR", "Puerto Rico"],
        ("GU",): ["Guam"],
        ("AE",): ["AE", "Armed Forces Europe"],
        ("WA",): ["Washington", "Wash.", "WA"],
        ("PA",): ["Penn", "Penna", "Pennsylvania", "Pa."],
        ("CT",): ["Conn.", "Connecticut"],
        ("TX",): ["Tex.", "Texas", "TX"],
        ("MI",): ["Mich", "Michigan"],
        ("ONTARIO",): ["Ontario"],
    },
    ("region", "CA"): {
        ("ON",): ["ON", "Ont.", "Ontario", "CA-ON", "ontario"],
        ("QC",): ["QC", "PQ", "Que.", "Quebec", "Québec", "P.Q."],
        ("BC",): ["B.C.", "BC", "British Columbia"],
        ("NL",): [
            "NL",
            "NF",
            "Nfld",
            "Newfoundland",
            "Newfoundland and Labrador",
            "Newfoundland & Labrador",
        ],
        ("PE",): ["PE", "PEI", "P.E.I.", "Prince Edward Island"],
        ("SK",): ["Sask", "Sask.", "SK"],
        ("AB",): ["Alta", "Alta.", "AB"],
    },
    ("region", "AU"): {
        ("NSW",): ["NSW", "N.S.W.", "New South Wales", "AU-NSW"],
        ("QLD",): ["Qld", "QLD", "Queensland"],
        ("TAS",): ["Tas", "Tasmania", "TAS"],
        ("VIC",): ["Vic", "Vic.", "Victoria"],
        ("ACT",): ["ACT", "A.C.T.", "Australian Capital Territory"],
        ("WA",): ["WA", "W.A.", "Western Australia", "West Australia"],
    },
    ("region", "DE"): {
        ("BAYERN",): ["Bayern"],
    },
    ("unit", "US"): {
        ("4b",): [
            "4B",
            "4-B",
            "Apt 4B",
            "APT. 4B",
            "#4B",
            "# 4B",
            "Unit 4B",
            "Apartment 4B",
            "apt#4b",
            "No. 4B",
            "Ste 4B",
            "4 B",
            "Flat 4B",
            "(4B)",
            "Apt. No. 4B",
            "Apt: 4B",
            "Apt-4B",
        ],
        ("2",): [
            "2nd Floor",
            "Floor 2",
            "Fl 2",
            "2/F",
            "2",
            "Second Floor",
            "2.0",
            "02",
            "Apt 02",
            "FL-2",
        ],
        ("ph",): ["PH", "Penthouse"],
        ("bsmt",): ["Basement", "BSMT", "Bsmt."],
        ("uppr",): ["Upper", "UPPR"],
        ("rear",): ["Rear", "REAR"],
        ("a",): ["A", "Apt A", "Unit A"],
    },
    ("street_number", "US"): {
        ("123",): ["123", "123.0", "#123", "No. 123", "０123", "'123"],
        ("123a",): ["123A", "123 A", "123a"],
        ("123-a",): ["123-A"],
        ("123 1/2",): ["123 1/2", "123½", "123-1/2"],
        ("112-10",): ["112-10"],
        ("1",): ["1"],
    },
    ("address_extra", "US"): {
        ("", "4b"): ["Apt 4B"],
        ("", "200"): ["Suite 200"],
        ("", "5"): ["#5", "5"],
        ("po box 5", ""): ["PO Box 5"],
        ("", "123"): ["PMB 123"],
        ("", "2"): ["2nd floor"],
    },
}
"""By kind and region: what texts are read as the same parts."""

REFUSED: dict[tuple[str, str], dict[Reason, list[str]]] = {
    ("street", "US"): {
        Reason.PLACEHOLDER: [
            "N/A",
            "Unknown",
            "None",
            "same",
            "same as mailing",
            "No address",
            "Homeless",
            "test",
            "xxx",
            "returned mail",
            "bad address",
            "do not mail",
            "undeliverable",
            "moved",
            "address unknown",
            "TBD",
            ".",
        ],
    },
    ("address", "US"): {
        Reason.PLACEHOLDER: ["unknown", "homeless", "no fixed address"],
        Reason.BAD_FORMAT: ["john@x.com"],
    },
    ("postcode", "US"): {
        Reason.PLACEHOLDER: ["00000", "99999", "0", "N/A", "-", "000000000", "unknown"],
        Reason.BAD_FORMAT: ["ABCDE", "123456789012"],
        Reason.SPREADSHEET_DAMAGE: ["9.021E+04"],
    },
    ("city", "US"): {
        Reason.PLACEHOLDER: ["N/A", "Unknown", "-", "none", "x", "test", "CITY", "anytown", "same"],
        Reason.BAD_FORMAT: ["12345", "???"],
    },
    ("region", "US"): {
        Reason.PLACEHOLDER: ["N/A", "Unknown", "-", "XX", "none", "?"],
        Reason.BAD_FORMAT: ["12"],
    },
    ("unit", "US"): {
        Reason.PLACEHOLDER: ["N/A", "none", "-", "0"],
        Reason.BAD_FORMAT: ["Apt", "#", "Unit"],
    },
    ("street_number", "US"): {
        Reason.PLACEHOLDER: ["0", "N/A"],
        Reason.BAD_FORMAT: ["Main"],
    },
    ("address_extra", "US"): {
        Reason.BAD_FORMAT: ["c/o Jane Doe", "Attn: Billing"],
        Reason.PLACEHOLDER: ["N/A"],
    },
}
"""By kind and region: what texts are refused, and why."""


def parse(kind: str, region: str, raw: str) -> Parsed:
    return KINDS[kind].parse(raw, Context(region))


def test_forms_are_read() -> None:
    for table in (READ, REFUSED):
        assert_reads(
            parse,
            {
                (*of, raw): told
                for of, groups in table.items()
                for told, raws in groups.items()
                for raw in raws
            },
        )
