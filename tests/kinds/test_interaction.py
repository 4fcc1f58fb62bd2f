"""Interaction keys: the forms that cases, orders and error references are written in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed
from identity_resolve.kinds.interaction import INTERACTIONS
from identity_resolve.kinds.interaction_cases import restore_salesforce_id

KINDS: dict[str, Kind] = {kind.name: kind for kind in INTERACTIONS}


def parse(kind: str, text: str, issuer: str = "") -> Parsed:
    return KINDS[kind].parse(text, Context(issuer=issuer))


def describe(kind: str, text: str, issuer: str = "") -> Description:
    parsed = parse(kind, text, issuer)
    assert isinstance(parsed, tuple)
    return KINDS[kind].describe(parsed, Context(issuer=issuer))


CASES = {
    "5003000000D8cuIAAR": "5003000000D8cuI|5003000000d8cuiaar|https://acme.my.salesforce.com/5003000000D8cuI"
    "|https://acme.lightning.force.com/lightning/r/Case/5003000000D8cuIAAR/view",
    "00001026": '00001026|CASE: 00001026|Case# 00001026|[Case: 00001026]|\'00001026|="00001026"|00001026.0'
    "|Fallnummer 00001026|dossier n° 00001026|caso n.º 00001026|ärende 00001026",
    "CS0001234": "CS0001234|cs 1234|CS-1234",
    "SCTASK0010042": "SCTASK10042|SCTASK0010042|sctask000010042",
    "ENG123": "https://linear.app/acme/issue/ENG-123/fix-login|ENG-123 : cannot login",
    "SUP4410": "https://acme.atlassian.net/servicedesk/customer/portal/2/SUP-4410|SUP 4410",
    "WO0012345": "WO-00012345|Work order WO-00012345",
    "121CV00123": "C.A. No. 1:21-cv-00123|1:2021-cv-00123-ABC|1:21-cv-123 (ABC) (DEF)",
    "DC2112345": "DC-21-12345|CAUSE NO. DC-21-12345",
    "MC51CR00123452021": "MC-51-CR-0012345-2021|Docket Number: MC-51-CR-0012345-2021",
    "319CR00045": "3:19-cr-00045-WHA-1|3:19 cr 45",
    "822BK10012": "8:22-bk-10012-TA|8:22bk10012",
    "CS20240099182": "CS-2024-0099182|CS20240099182|cs 2024 0099182|Case # CS-2024-0099182"
    "|case number is CS-2024-0099182|my case is CS-2024-0099182, call me|[CS-2024-0099182]"
    "|Re: [CS-2024-0099182] Renewal|CS – 2024 – 0099182|ref: CS-2024-0099182",
    "12345": "12345|#12345|Case #12345|case no. 12345|Ticket 12345|ticket no.12345|[#12345]|[##12345##]"
    "|Re: [#12345] Password reset|[Ticket#12345]|[Ticket ID: 12345]|[example.com #12345]"
    "|Your ticket (#12345) was closed|CASE-12345|case12345|Case 12345.0|12345.0|tkt 12345"
    "|https://acme.zendesk.com/agent/tickets/12345?brand=1|Your ref: 12345|Zendesk #12345"
    "|https://acme.freshdesk.com/a/tickets/12345|TrackingID#12345|Case: 12345 - Billing",
    "00123456": "00123456|Case 00123456|Case Number: 00123456|Case 00123456: Cannot log in",
    "123": "#123|Ticket #123|[#123]|case 123",
    "INC0010001": "INC0010001|inc0010001|INC 0010001|INC-0010001|INC10001|INC00010001|INC000010001"
    "|Incident INC0010001|Ticket no. INC0010001|INCO010001|INC0010001: Printer broken"
    "|https://x.service-now.com/incident.do?sysparm_query=number=INC0010001",
    "RITM0000123": "RITM0000123|ritm123|RITM-000123",
    "CHG0030002": "CHG0030002|CHG30002",
    "PROJ123": "PROJ-123|proj-123|PROJ-123: Printer broken|[JIRA] (PROJ-123) Printer broken"
    "|https://acme.atlassian.net/browse/PROJ-123|Issue PROJ-123",
    "CAS01234X1Y2Z3": "CAS-01234-X1Y2Z3|cas-01234-x1y2z3|Case CAS-01234-X1Y2Z3",
    "OWNER/NAME#12": "owner/name#12|Owner/Name#12|https://github.com/owner/name/issues/12"
    "|https://github.com/owner/name/pull/12",
    "220CV01234": "2:20-cv-01234|2:20-cv-01234-BBD-dkv|2:20-CV-1234|2:20cv01234|Case No. 2:20-cv-01234"
    "|2:20-cv-01234 (BBD)|2:20-cv-01234 (from 2:20-cv-01234-BBD-dkv)|Civ. No. 2:20-1234"
    "|Case 2:20-cv-01234-ABC-DEF Document 15-1 Filed 05/06/20 Page 1 of 20"
    "|Civil Action No. 2:20-cv-01234-BBD",
    "01CV02345": "01 Civ. 2345 (CM)|01 Civ. 2345|01-cv-2345|01-cv-02345-CM|01cv2345",
    "97CV00001": "97cv0001-H(CM)|97cv0001|97-CV-0001",
    "18CR00602": "18 Cr. 602 (WHP)|18-cr-602|S1 18 Cr. 602 (WHP)",
    "20CV01234": "Civil Action No. 20-1234 (RMB)|CV 20-1234-DMG (JPRx)|cv-20-01234-PHX-DLR",
    "2021CV001234": "2021-CV-001234|2021CV001234|Case No. 2021-CV-001234",
    "CV21123456": "CV-21-123456|CV21123456",
    "21STCV12345": "21STCV12345|Case No. 21STCV12345",
    "37202000012345": "37-2020-00012345-CU-OE-CTL|37-2020-00012345",
    "240012345": "24-0012345|Report No. 24-0012345|Police report # 24-0012345",
    "1234562020": "Index No. 123456/2020|123456/2020",
}


def spellings(table: dict[str, str]) -> dict[str, tuple[str]]:
    """Every spelling of a table, and what it is to become."""
    return {raw: (f":{number}",) for number, raws in table.items() for raw in raws.split("|")}


def test_spellings_of_a_case_become_one() -> None:
    expected = spellings(CASES)
    assert {raw: parse("case_number", raw) for raw in expected} == expected


def test_neighbors_stay_different_cases() -> None:
    raws = (
        *("CS-2024-0099182", "CS-2024-0099183", "INC0010001", "INC0010011", "REQ0010001"),
        *("2:20-cv-01234", "3:20-cv-01234", "2:20-cr-01234", "2:21-cv-01234", "20-cv-01234"),
        *("5003000000D8cuI", "5003000000D8cui", "5003000000D8CUI", "00001026", "1026"),
        *("CAS-01234-X1Y2Z3", "CAS-01234-X1Y2Z4", "PROJ-123", "PROJ-1234", "a/b1#2", "a/b#12"),
    )
    assert len({parse("case_number", raw) for raw in raws}) == len(raws)


def test_an_id_of_salesforce_is_restored_in_any_letter_case() -> None:
    for short in ("a0D30000001n7Pi", "0019000000B98de", "5003000000D8cuI"):
        full = restore_salesforce_id(short) or restore_salesforce_id(f"{short}EAI")
        assert full.startswith(short)
        raws = (full, full.lower(), full.upper(), f"Case Id: {full.lower()}", f'"{full}"')
        assert {parse("case_number", raw) for raw in raws} == {(f":{full}",)}


def test_published_suffixes_of_salesforce() -> None:
    assert restore_salesforce_id("0019000000B98de") == "0019000000B98deAAB"
    assert restore_salesforce_id("a0d30000001N7pieai") == "a0D30000001n7PiEAI"


def test_fifteen_characters_keep_their_letter_case() -> None:
    values = {parse("case_number", f"5003000000D8{x}") for x in ("cuI", "cui", "CUI", "CuI")}
    assert len(values) == 4
    assert parse("case_number", "5003000000D8cuI") == (":5003000000D8cuIAAR",)
    url = "https://x.lightning.force.com/lightning/r/Case/5003000000D8cuIAAR/view"
    assert parse("case_number", url) == (":5003000000D8cuIAAR",)


def test_the_token_of_a_subject_names_the_case() -> None:
    raws = [
        "ref:_00D50IQwR._50050PQo5L:ref",  # the zeros in the middle dropped
        "Re: My bill [ ref:_00D50IQwR._50050PQo5L:ref ]",
        "ref:!00D50000000IQwR.!5005000000PQo5L:ref",
        "5005000000PQo5L",
    ]
    assert {raw: parse("case_number", raw) for raw in raws} == dict.fromkeys(
        raws, (":5005000000PQo5LAAT",)
    )


def test_a_token_that_tells_less_than_the_id_is_its_own_key() -> None:
    token = "ref:_00D1234._5001234:ref"
    assert parse("case_number", f"[ {token} ]") == parse("case_number", token) == (f":{token}",)


def test_the_issuer_tells_the_padding() -> None:
    rows = [
        ("1026", "Salesforce", "SALESFORCE:00001026"),
        ("1026.0", "sfdc", "SFDC:00001026"),
        ("26", "Salesforce", "SALESFORCE:00000026"),
        ("1026", "", ":1026"),  # not sure that zeros are lost
        ("#00123", "zendesk", "ZENDESK:123"),
        ("123", "Acme Zendesk", "ACME-ZENDESK:123"),
        ("CS-2024-0099182", "crm", "CRM:CS20240099182"),
    ]
    assert [(*row[:2], parse("case_number", *row[:2])) for row in rows] == [
        (raw, issuer, (value,)) for raw, issuer, value in rows
    ]


def test_what_is_no_case_number() -> None:
    reasons = {
        "123": Reason.TOO_SHORT,  # nothing says that it is a case
        "pending": Reason.PLACEHOLDER,
        "#N/A": Reason.PLACEHOLDER,
        "INC0000000": Reason.PLACEHOLDER,
        "€45,20": Reason.BAD_FORMAT,  # the column beside it
        "12.50 USD": Reason.BAD_FORMAT,
        "angry customer": Reason.BAD_FORMAT,
        "called her three times about the bill of 2019": Reason.BAD_FORMAT,
        "CS-2024-0099182; CS-2024-0099183": Reason.BAD_FORMAT,  # a column splits it
        "1.23E+11": Reason.SPREADSHEET_DAMAGE,
    }
    assert {raw: parse("case_number", raw) for raw in reasons} == reasons


def test_several_values_of_a_cell_are_told_apart() -> None:
    split = KINDS["case_number"].split
    assert split
    for raw in ("CS-1234; CS-1235", "CS-1234, CS-1235", "CS-1234 and CS-1235", "CS-1234 / CS-1235"):
        assert re.split(split, raw) == ["CS-1234", "CS-1235"]


def test_a_refused_sentence_suggests_its_only_number() -> None:
    suggest = KINDS["case_number"].suggest
    assert suggest("spoke to her about it again, 00123456 it was", Context()) == "00123456"
    assert suggest("either 00123456 or was it maybe 00123457", Context()) == ""


TRANSACTIONS = {
    "55120987": "Bestellung 55120987|Bestell-Nr. 55120987|N° de commande : 55120987|Pedido #55120987"
    "|ordine n. 55120987|Shopify #55120987|Factura n.º 55120987|bestelnummer 55120987",
    "QX7TR9": "PNR QX7TR9|Record locator QX7TR9|conf# QX7TR9|Booking reference: QX7TR9",
    "EU1001": "#EU-1001|Order #EU-1001",
    "INV202400017": "INV/2024/00017|inv 2024 00017",
    "5O190127TN364715T": "5o190127tn364715t|PayPal transaction 5O190127TN364715T",
    "748912235567": "7489 1223 5567|FedEx 748912235567",
    "D0112345677654321": "D01-1234567-7654321",
    "RN5582771903": "RN-5582-7719-03|RN5582771903|Renewal notice number RN-5582-7719-03",
    "11439416891234567": "114-3941689-1234567|Order # 114-3941689-1234567|Amazon order 114-3941689-1234567"
    "|my order number is 114-3941689-1234567 thanks",
    "1001": "#1001|Order #1001|order no. 1001|Shopify order #1001",
    "SHOP1001": "#SHOP1001|SHOP-1001|Order SHOP1001",
    "142345689012": "14-23456-89012|eBay order 14-23456-89012",
    "8AB12345CD678901E": "8AB12345CD678901E|Transaction ID: 8AB12345CD678901E",
    "INV20391": "INV-20391|INV 20391|inv20391",
    "20240001": "TXN-2024-0001|TXN20240001|Transaction 2024-0001",
    "PO12345": "PO-12345|PO12345|PO# 12345|po #12345",
    "4500012345": "PO Number 4500012345|Purchase order 4500012345",
    "1Z999AA10123456784": "1Z999AA10123456784|1z 999 aa1 01 2345 6784|UPS tracking: 1Z999AA10123456784"
    "|https://www.ups.com/track?tracknum=1Z999AA10123456784",
    "9400111201080805483016": "9400 1112 0108 0805 4830 16|420 90210 9400 1112 0108 0805 4830 16"
    "|USPS tracking # 9400111201080805483016",
    "RA473124829US": "RA473124829US|RA 473 124 829 US",
    "RF18539007547034": "RF18 5390 0754 7034|RF18539007547034",
    "GPA33451234567812345": "GPA.3345-1234-5678-12345",
    "ch_3MmlLrLkdIwHu7ix0snN0B15": "ch_3MmlLrLkdIwHu7ix0snN0B15",
    "pi_3MmlLrLkdIwHu7ix0snN0B15": "Payment ID: pi_3MmlLrLkdIwHu7ix0snN0B15",
}


def test_spellings_of_a_transaction_become_one() -> None:
    expected = spellings(TRANSACTIONS)
    assert {raw: parse("transaction", raw) for raw in expected} == expected


def test_a_sum_of_money_is_no_transaction() -> None:
    for amount in ("$45.20", "USD 1,204.50", "1.204,50 EUR", "(£12)"):
        assert parse("transaction", amount) is Reason.BAD_FORMAT, amount


def test_letter_case_tells_payments_apart() -> None:
    one, other = "ch_3MmlLrLkdIwHu7ix0snN0B15", "ch_3mmlLrLkdIwHu7ix0snN0B15"
    assert parse("transaction", one) != parse("transaction", other)


def test_a_failed_check_lowers_confidence_only() -> None:
    rows = [
        ("1Z999AA10123456784", "ups", "passed"),
        ("1Z999AA10123456785", "ups", "failed"),
        ("9400111201080805483016", "usps", "passed"),
        ("7196 9010 7560 0307 7385", "usps", "passed"),
        ("9400111201080805483017", "usps", "failed"),
        ("9611020987654312345672", "fedex", "passed"),
        ("RA473124829US", "s10", "passed"),
        ("RA473124828US", "s10", "failed"),
        ("RF18539007547034", "creditor_reference", "passed"),
        ("RF19539007547034", "creditor_reference", "failed"),
    ]
    for raw, system, check in rows:
        described = describe("transaction", raw)
        told = (described.facts["system"], described.facts["check"], described.confidence < 1)
        assert told == (system, check, check == "failed"), raw


def test_what_a_number_tells() -> None:
    rows = [
        ("case_number", "CS-2024-0099182", {"year": "2024", "display": "CS-2024-0099182"}),
        ("case_number", "inc10001", {"system": "servicenow", "sequence": "0010001"}),
        ("case_number", "01 Civ. 2345 (CM)", {"year": "2001", "display": "01-cv-02345"}),
        ("case_number", "2:20-cv-1234", {"office": "2", "display": "2:20-cv-01234"}),
        ("case_number", "97cv0001", {"year": "1997", "system": "federal_court"}),
        ("case_number", "cas01234x1y2z3", {"display": "CAS-01234-X1Y2Z3"}),
        ("case_number", "5003000000d8cuiaar", {"id15": "5003000000D8cuI", "object": "case"}),
        ("case_number", "owner/name#12", {"system": "github"}),
        ("transaction", "114-3941689-1234567", {"display": "114-3941689-1234567"}),
        ("transaction", "8AB12345CD678901E", {"system": "paypal"}),
        ("error_reference", "01890a5d-ac96-774b-bcce-b302099a8057", {"date": "2023-06-30"}),
        ("error_reference", "c232ab00-9414-11ec-b3c8-9f6bdeced846", {"date": "2022-02-22"}),
        ("error_reference", "01ARZ3NDEKTSV4RRFFQ69G5FAV", {"form": "ulid", "date": "2016-07-30"}),
    ]
    for kind, raw, facts in rows:
        found = describe(kind, raw).facts
        assert {key: found.get(key) for key in facts} == facts, raw


def test_a_short_number_is_believed_less() -> None:
    assert describe("case_number", "#12").confidence < describe("case_number", "#12345").confidence


SESSIONS = {
    "WER9K2M44QXB17C": "ERR_TIMEOUT (ref WER-9K2M-44QX-B17C)|WER-9K2M-44QX-B17C (0x80070005)"
    "|ERR_TIMEOUT / WER-9K2M-44QX-B17C",
    "123400001000045656789": "Incident ID: 1234000010000456-56789",
    "WER7F3K99Q2AB41": "WER-7F3K-99Q2-AB41|wer 7f3k 99q2 ab41|WER7F3K99Q2AB41|Error WER-7F3K-99Q2-AB41"
    "|Your reference is WER-7F3K-99Q2-AB41|Error reference: WER-7F3K-99Q2-AB41",
    "7F3E2C1A94B04D6E8F210C5D7A9B3E11": "7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11|{7F3E2C1A-94B0-4D6E-8F21-0C5D7A9B3E11}"
    "|7f3e2c1a94b04d6e8f210c5d7a9b3e11|urn:uuid:7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11"
    "|Correlation ID: 7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11 Date: 2024-01-01"
    "|HTTP 500 (request 7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11)",
    "4BF92F3577B34DA6A3CE929D0E0E4736": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    "|traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
    "|4bf92f3577b34da6a3ce929d0e0e4736|4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1"
    "|Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Sampled=1",
    "7D3F1C2E4B5A6978": "7d3f1c2e4b5a6978|7d3f1c2e4b5a6978-SJC|cf-ray: 7d3f1c2e4b5a6978-SJC"
    "|Cloudflare Ray ID: 7d3f1c2e4b5a6978 • Your IP: 203.0.113.5",
    "182D351AB81557333295A4E16AB": "Reference #18.2d351ab8.1557333295.a4e16ab|18.2d351ab8.1557333295.a4e16ab"
    "|Reference&#32;&#35;18&#46;2d351ab8&#46;1557333295&#46;a4e16ab",
    "2338762345": "Digest: 2338762345|2338762345",
    "ERR20240115000123": "ERR-20240115-000123",
    "9D385017": "9d385017|Error ID: 9d385017",
    "DF2870BB": "df2870bb|Error ID: df2870bb",
    "WERDF2870BB": "WER-DF2870BB|wer-df2870bb|Error WER-DF2870BB",
}


def test_spellings_of_a_session_become_one() -> None:
    expected = spellings(SESSIONS)
    assert {raw: parse("error_reference", raw) for raw in expected} == expected


CODES = """404|HTTP 500|HTTP/1.1 404 Not Found|500 Internal Server Error|401.2|503 Service Unavailable
HTTP Error 502.3 - Bad Gateway|Error 522: Connection timed out|E1234|DMV-1042|err_1001|ERR-1042-A
ORA-00942|ORA-00942: table or view does not exist|PLS-00306|TNS-12541|SBL-DAT-00398|CWWKE0701E
0x80070005|Error code: 0x80070005|0x80070005 (Access denied)|STOP 0x0000007E|0x00000000000000d1
SQLSTATE 42P01|SQLSTATE[42S02]|SQLSTATE[42S02]: Base table or view not found|sqlstate42p01|42P01
Error 1045 (28000): Access denied for user|SQLCODE=-803, SQLSTATE=23505|ERROR 1064 (42000)
ERR_CONNECTION_REFUSED|net::ERR_CONNECTION_REFUSED|SSL_ERROR_SYSCALL|SEC_ERROR_UNKNOWN_ISSUER
ECONNRESET|WSAECONNREFUSED 10061|java.lang.NullPointerException|TypeError: x is undefined at line 12
AADSTS50011|AADSTS9002313|AADSTS700016: Application not found|M7111-1331-5059|UI3010|NW-2-5
550 5.7.1|5.7.1|npm ERR! code E404|PGRST116|P2002|SYS-500-INT-02|PAY_DECLINED_05|DF-DFERH-01|1020
Something went wrong, try again|TIMEOUT|Error 18|HRESULT: 0x80131500|LNK2019
KB5034441|CVE-2024-3094|80070005|-2147467259|DB2 SQL0911N|HTTP_401|NU1101|MongoError E11000|invalid_grant
CE-34878-0|kCFErrorDomainCFNetwork -1001|DXGI_ERROR_DEVICE_HUNG|ORA-01017: invalid username/password
STATUS_ACCESS_VIOLATION|UR3004|System.NullReferenceException|STOP: 0x0000007B|exit code 137
ERR-DEAD4001|SYS-C000021A""".replace("\n", "|")


def test_a_bare_code_never_links() -> None:
    codes = CODES.split("|")
    assert {raw: parse("error_reference", raw) for raw in codes} == dict.fromkeys(
        codes, Reason.SHARED
    )


def test_an_empty_trace_is_none() -> None:
    for raw in ("00000000-0000-0000-0000-000000000000", "0" * 32, "F" * 32):
        assert parse("error_reference", raw) is Reason.PLACEHOLDER


SHAPES = [
    ("case_number", "2:20-cv-01234-BBD-dkv"),
    ("case_number", "INC0010001"),
    ("case_number", "CS-2024-0099182"),
    ("case_number", "CAS-01234-X1Y2Z3"),
    ("case_number", "5003000000D8cuI"),
    ("transaction", "1Z999AA10123456784"),
    ("transaction", "114-3941689-1234567"),
    ("transaction", "RN-5582-7719-03"),
    ("error_reference", "WER-7F3K-99Q2-AB41"),
    ("error_reference", "7d3f1c2e4b5a6978-SJC"),
]


def shape_of(kind: Kind, raw: str) -> float:
    """How sure the best shape of a kind makes that a text is of it."""
    fits = (s.confidence for s in kind.shapes if re.fullmatch(s.pattern, raw, re.IGNORECASE))
    return max(fits, default=0)


def test_the_shape_alone_tells_the_kind() -> None:
    for kind, raw in SHAPES:
        best = {name: shape_of(k, raw) for name, k in KINDS.items()}
        assert best[kind] >= 0.8, raw
        assert max(best, key=lambda name: best[name]) == kind, raw


def test_other_numbers_have_no_shape_of_ours() -> None:
    for raw in ("2024-05-02", "415-555-2671", "$12.50", "94110", "0012-4567-8"):
        assert not any(shape_of(kind, raw) for kind in INTERACTIONS), raw


def test_patterns_are_well_formed() -> None:
    for kind in INTERACTIONS:
        assert kind.cues
        for pattern in (kind.cues, *(shape.pattern for shape in kind.shapes)):
            re.compile(pattern, re.IGNORECASE)
        assert all(0 < shape.confidence <= 1 and shape.why for shape in kind.shapes)


PIECES = (
    *("case", "ticket", "#", "[", "]", "ref:", ":ref", "-", "/", ":", ";", ",", "INC", "0", "00"),
    *("1234", "20", "cv", "2:20-cv-01234", "5005000000PQo5L", "AAT", "420", "90210", "REQ", "O"),
    *("ch_3MmlLrLkdIwHu7ix0snN0B15", "9400111201080805483016", "thread::abc-12345::", "é", "½"),
    *("&#35;", "error", "HTTP", "7d3f1c2e4b5a6978-SJC", "owner/name#12", "zendesk", " "),
    "Civil Action No.",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
ISSUERS = st.sampled_from(("", "crm", "Zendesk", "salesforce", "github"))


@given(TEXTS, ISSUERS)
def test_a_canonical_value_is_read_back(text: str, issuer: str) -> None:
    context = Context(issuer=issuer)
    for kind in INTERACTIONS:
        parsed = kind.parse(text, context) if text.strip() else Reason.EMPTY
        if isinstance(parsed, tuple):
            assert kind.parse(kind.render(*parsed), context) == parsed
            assert 0 < kind.describe(parsed, context).confidence <= 1
