"""The API: the same as the pages, described, and never broken by what is sent."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from visitors import NAME, client_of, signed_in

BASE = f"/api/v1/sites/{NAME}"


def test_everything_that_pages_show(client):
    assert client.get("/api/v1/sites").json()[0]["name"] == NAME
    report = client.get(f"{BASE}/report").json()
    assert report["shape"].startswith("oit-report/")
    assert report["totals"]["failed"] == 1
    assert client.get(f"{BASE}/indicators/o2").json()["past"]["executives/chief"]
    assert [one["gap"]["id"] for one in client.get(f"{BASE}/gaps").json()] == [1]
    assert client.get(f"{BASE}/gaps/1").json()["notes"][0]["what"] == "opened"
    assert client.get(f"{BASE}/review").json()[0]["element"]["id"] == "org-structure/law"
    assert len(client.get(f"{BASE}/audits").json()) == 2
    assert client.get(f"{BASE}/compare?a=2&b=1").json() == []
    assert len(client.get(f"{BASE}/trend").json()) == 2
    assert client.get(f"{BASE}/coverage").json()["pages"] == 3
    assert client.get(f"{BASE}/search?q=กองกลาง").json()["total"] == 1
    assert client.get(f"{BASE}/gaps/7").status_code == 404
    assert set(client.get(f"{BASE}/gaps/7").json()) == {"what", "todo"}


def test_everything_that_pages_do(client, office):
    who = {"gaps": [1], "who": "สมชาย", "due": "31/05/2569"}
    assert client.post(f"{BASE}/gaps/assign", json=who).json()["count"] == 1
    waiver = {"gaps": [1], "until": "2026-05-31", "why": "รอ"}
    assert client.post(f"{BASE}/gaps/waive", json=waiver).status_code == 200
    assert client.post(f"{BASE}/gaps/comment", json={"gaps": [1], "words": "x"}).status_code == 200
    law = {"element": "org-structure/law", "outcome": "passed", "why": "ดูแล้ว"}
    assert client.post(f"{BASE}/decisions", json=law).json() == {"count": 1, "counts_now": True}
    assert client.post(f"{BASE}/decisions/revoke", json={"element": law["element"]}).is_success
    for target in ("o2", "1"):
        assert client.post(f"{BASE}/rechecks", json={"targets": [target]}).status_code == 202
        while office.jobs.going(NAME):
            pass
    assert client.post(f"{BASE}/rechecks", json={"targets": ["o99"]}).status_code == 400
    assert {deed["what"] for deed in client.get("/api/v1/log").json()} == {
        "assign", "waive", "comment", "decide", "revoke", "recheck",
    }  # fmt: skip
    assert client.get(f"{BASE}/job").json()["state"] == "done"


@pytest.mark.parametrize(("body", "fresh"), [(None, False), ({"fresh": True}, True)])
def test_a_check_may_ask_for_all_pages_anew(client, office, body, fresh):
    assert client.post(f"{BASE}/checks", json=body).status_code == 202
    while office.jobs.going(NAME):
        pass
    assert office.jobs.of(NAME).result["order"]["fresh"] is fresh


def test_a_program_is_told_too_that_it_comes_second(office):
    first, second = signed_in(office, "officer"), signed_in(office, "admin")
    seen = second.get(f"{BASE}/seen").json()
    assert first.post(f"{BASE}/gaps/assign", json={"gaps": [1], "who": "สมชาย"}).is_success
    for path, order in (
        ("assign", {"gaps": [1], "who": "สมศรี"}),
        ("waive", {"gaps": [1], "until": "2026-05-31", "why": "รอ"}),
    ):
        late = second.post(f"{BASE}/gaps/{path}", json=order | seen)
        assert late.status_code == 409 and "officer" in late.json()["what"]
    law = {"element": "org-structure/law", "outcome": "passed", "why": "ดูแล้ว"}
    assert first.post(f"{BASE}/decisions", json=law).is_success
    assert second.post(f"{BASE}/decisions", json=law | seen).status_code == 409
    now = second.get(f"{BASE}/seen").json()
    assert second.post(f"{BASE}/gaps/assign", json={"gaps": [1], "who": "สมศรี"} | now).is_success


def test_settings(client, office):
    before = client.get(f"{BASE}/settings").json()
    mark = {"seen": before["seen"]}
    basics = {"name": "กรมใหม่", "kind": "local"}
    assert client.post(f"{BASE}/settings/basics", json=basics | mark).is_success
    after = client.get(f"{BASE}/settings").json()
    assert (after["name"], after["kind"], after["pack"]) == ("กรมใหม่", "local", before["pack"])
    people = {"people": {"กองคลัง": "สมชาย", "กองแผนงาน": " "}}
    assert client.post(f"{BASE}/settings/people", json=people | mark).status_code == 409
    assert client.post(f"{BASE}/settings/people", json=people).is_success
    assert client.get(f"{BASE}/settings").json()["people"] == {"กองคลัง": "สมชาย"}
    assert client.post(f"{BASE}/settings/basics", json={"kind": "x"}).status_code == 400
    wrong = client.post(f"{BASE}/settings/file", json={"file": "name: [\n"})
    assert wrong.status_code == 400 and wrong.json()["todo"]
    file = {"file": after["file"].replace("กรมใหม่", "กรมใหม่กว่า")}
    assert client.post(f"{BASE}/settings/file", json=file).is_success
    assert office.site(NAME).config.name == "กรมใหม่กว่า"


def test_people(office):
    client = signed_in(office, "admin")
    new = {"name": "สมปอง", "role": "viewer", "password": "รหัสผ่านยาวพอสมควร"}
    assert client.post("/api/v1/people", json=new).status_code == 201
    change = {"name": "สมปอง", "do": "role", "role": "web"}
    assert client.post("/api/v1/people/change", json=change).is_success
    assert client.post("/api/v1/people/change", json=change | {"do": "shut"}).is_success
    found = {one["name"]: one for one in client.get("/api/v1/people").json()}
    assert found["สมปอง"] == {
        "name": "สมปอง", "role": "web", "active": False, "second_factor": False,
    }  # fmt: skip
    assert new["password"] not in client.get("/api/v1/log").text
    officer = signed_in(office, "officer")
    assert officer.get("/api/v1/people").status_code == 403
    assert officer.get("/api/v1/log").status_code == 200, "as the page"


def test_reports_and_stored_evidence(client):
    report = client.get(f"{BASE}/reports/csv")
    assert report.is_success and "attachment" in report.headers["content-disposition"]
    assert client.get(f"{BASE}/reports/exe").status_code == 404
    quote = next(
        quote
        for line in client.get(f"{BASE}/report").json()["indicators"]
        for element in line["elements"]
        for quote in element["quotes"]
    )
    stored = client.get(f"{BASE}/stored/{quote['sha256']}").json()
    assert stored["url"] == quote["url"] and stored["kept"]
    assert any("กองกลาง" in block["text"] for block in stored["blocks"])
    assert client.get(f"{BASE}/stored", params={"url": quote["url"]}).json() == stored
    data = client.get(f"{BASE}/stored/{quote['sha256']}/file")
    assert data.is_success and data.headers["content-type"] == "application/octet-stream"
    assert client.get(f"{BASE}/stored/{quote['sha256']}/picture").status_code == 404, "no PDF"
    assert client.get(f"{BASE}/stored/{'0' * 64}").status_code == 404


def test_every_deed_of_the_pages_is_described(client):
    described = client.get("/api/openapi.json").json()["components"]["schemas"]
    for order in ("AssignIn", "WaiveIn", "DecideIn", "BasicsIn", "OwnersIn", "FileIn"):
        assert "seen" in described[order]["properties"], order


def test_a_browser_form_of_another_site_cannot_use_it(client):
    simple = {"content-type": "text/plain", "origin": "http://localhost"}
    body = '{"gaps": [1], "words": "x"}'
    assert client.post(f"{BASE}/gaps/comment", content=body, headers=simple).status_code == 422
    foreign = {"origin": "http://evil.example"}
    assert client.post(f"{BASE}/stop", headers=foreign).status_code == 403


def test_roles_hold_for_the_api_too(office):
    client = signed_in(office, "web")
    assert client.get(f"{BASE}/report").status_code == 200
    assert client.post(f"{BASE}/gaps/comment", json={"gaps": [1], "words": "x"}).status_code == 200
    assert client.post(f"{BASE}/checks").status_code == 403
    assert client.get("/api/v1/log").status_code == 403


def test_nothing_is_loaded_from_elsewhere_to_read_the_description(client):
    assert client.get("/docs").status_code == 404
    assert client.get("/api/openapi.json").json()["openapi"].startswith("3.")


def test_no_request_breaks_the_server(office):
    app = client_of(office, hosts=None).app
    described = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    for result in described.get_all_operations():
        _try(result.ok())


def _try(operation) -> None:
    """A few made-up requests of one sort."""

    @given(case=operation.as_strategy())
    @settings(
        max_examples=5, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def one(case) -> None:
        if "{site}" in case.path:
            case.path_parameters["site"] = NAME
        case.call_and_validate(checks=[not_a_server_error])

    one()
