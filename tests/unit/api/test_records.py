"""Documents, figures, deadlines and contacts over HTTP."""

import csv
import io
from datetime import date

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar
from openpyxl import load_workbook

from api.figures import _cell
from tests.unit.api.fakes import TEXT


def test_documents_carry_status_on_the_day(client: TestClient) -> None:
    (now,) = client.get("/api/documents").json()["documents"]
    assert (now["status"], now["target_year_over"], now["badges"]) == ("现行", False, ["现行"])
    (later,) = client.get("/api/documents", params={"as_of": "2026-11-22"}).json()["documents"]
    assert later["badges"] == ["现行", "目标年度已过"]
    (before,) = client.get("/api/documents", params={"as_of": "2024-01-01"}).json()["documents"]
    assert before["status"] == "未施行"


def test_a_document_has_sections_tables_text_and_original(client: TestClient) -> None:
    detail = client.get("/api/documents/notice-1").json()
    assert detail["length"] == len(TEXT)
    assert detail["sections"][0]["path"] == ["一、工作要求"]
    header = detail["tables"][0]["header"]
    assert [TEXT[c["start"] : c["end"]] for c in header] == ["序号", "地市", "目标（家）"]
    text = client.get("/api/documents/notice-1/text")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.text == TEXT
    as_json = client.get("/api/documents/notice-1/text", headers={"Accept": "application/json"})
    assert as_json.json() == {"document_id": "notice-1", "text": TEXT}
    original = client.get("/api/documents/notice-1/original")
    assert original.content == TEXT.encode()
    assert original.headers["content-disposition"] == "attachment; filename*=UTF-8''%E9%80%9A%E7%9F%A5.md"


@pytest.mark.parametrize("path", ["", "/text", "/original"])
def test_an_unknown_document_is_not_found(client: TestClient, path: str) -> None:
    reply = client.get(f"/api/documents/nothing{path}")
    assert reply.status_code == 404
    assert reply.json()["error"]["code"] == "not_found"
    assert "nothing" in reply.json()["error"]["message"]


def test_figures_as_json_csv_and_xlsx_agree(client: TestClient) -> None:
    found = client.get("/api/figures", params={"region": "乙"}).json()
    assert found["count"] == 1
    (figure,) = found["figures"]
    assert (figure["value"], figure["unit"], figure["row"], figure["column"]) == (30, "家", 1, 2)
    assert TEXT[figure["start"] : figure["end"]] == figure["raw"]
    raw = client.get("/api/figures", params={"format": "csv"}).content
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [(r["地区"], r["数值"], r["起点"]) for r in rows] == [
        (name, value, str(TEXT.index(value))) for name, value in (("甲市", "12"), ("乙市", "30"))
    ]
    book = load_workbook(io.BytesIO(client.get("/api/figures", params={"format": "xlsx"}).content))
    values = [row[9] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert values == [12, 30]


@pytest.mark.parametrize("params", [{"year": "x"}, {"format": "pdf"}, {"year": "99999"}])
def test_wrong_filters_are_refused(client: TestClient, params: dict[str, str]) -> None:
    reply = client.get("/api/figures", params=params)
    assert reply.status_code == 422
    assert reply.json()["error"]["message"].startswith("参数有误")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
def test_spreadsheets_never_see_a_formula_from_a_document(text: str) -> None:
    assert _cell(text) == "'" + text
    assert _cell(-1) == -1


def test_deadlines_count_days_on_the_day(client: TestClient) -> None:
    (left,) = client.get("/api/deadlines", params={"as_of": "2024-04-01"}).json()["deadlines"]
    assert (left["due"], left["days_left"], left["quote"]) == ("2024-04-30", 29, "各市于4月底前公布名单。")
    (over,) = client.get("/api/deadlines", params={"as_of": "2024-05-02"}).json()["deadlines"]
    assert (over["days_left"], over["next_date"], left["next_date"]) == (-2, None, "2024-04-30")


def test_calendar_is_one_that_icalendar_reads(client: TestClient) -> None:
    reply = client.get("/api/deadlines.ics")
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in reply.content.split(b"\r\n"))
    calendar = Calendar.from_ical(reply.content)
    assert not calendar.errors
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].dt == date(2024, 4, 30)
    assert event["DTEND"].dt == date(2024, 5, 1)
    assert event["SUMMARY"] == "【截止】公布名单"
    assert "各市于4月底前公布名单。" in event["DESCRIPTION"]
    assert {"UID", "DTSTAMP"} <= set(event)
    absent = client.get("/api/deadlines.ics", params={"id": "other"})
    assert (absent.status_code, absent.json()["error"]["message"]) == (404, "没有编号为“other”的期限。")
    empty = Calendar.from_ical(client.get("/api/deadlines.ics", params={"document": "other"}).content)
    assert empty.walk("VEVENT") == []


def test_contacts_point_at_their_words(client: TestClient) -> None:
    (contact,) = client.get("/api/contacts").json()["contacts"]
    assert (contact["name"], contact["phone"]) == ("张三", "020-83133243")
    assert TEXT[contact["start"] : contact["end"]] == "张三,020-83133243"
