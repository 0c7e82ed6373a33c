"""The server's habits, asked for over localhost."""

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from audit.demo import DemoError, serve


@pytest.fixture(scope="module")
def host(before: Path) -> Iterator[str]:
    with serve(before) as server:
        yield urlsplit(server.url).netloc


def ask(
    host: str, path: str, *, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    visit = http.client.HTTPConnection(host, timeout=10)
    try:
        visit.request(
            method, path, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = visit.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        visit.close()


def test_it_listens_on_this_machine_only(host: str) -> None:
    assert host.startswith("127.0.0.1:")


def test_pages_and_files_have_their_type(host: str) -> None:
    assert ask(host, "/")[1]["Content-Type"] == "text/html; charset=utf-8"
    assert ask(host, "/files/hr/hr-criteria.docx")[1]["Content-Type"].endswith(
        "wordprocessingml.document"
    )
    status, headers, body = ask(host, "/files/2568/" + quote("๐21-no-gift-2568.pdf"))
    assert (status, headers["Content-Type"], body[:5]) == (200, "application/pdf", b"%PDF-")


def test_head_has_the_length_and_no_body(host: str) -> None:
    status, headers, body = ask(host, "/index.html", method="HEAD")
    assert status == 200
    assert int(headers["Content-Length"]) > 1000
    assert body == b""


def test_the_firewall_blocks_one_page(host: str) -> None:
    status, _, body = ask(host, "/service/statistics.html")
    assert status == 403
    assert b"firewall" in body


def test_the_login_wall_asks_for_a_password(host: str) -> None:
    status, _, body = ask(host, "/intranet/risk-report-2568.html")
    assert status == 200
    assert b'type="password"' in body


def test_one_folder_says_not_found_with_status_200(host: str) -> None:
    status, _, body = ask(host, "/km/staff-manual-2.html")
    assert status == 200
    assert "ไม่พบหน้าที่ต้องการ" in body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/files/hr/hr-plan-2569.pdf",
        "/nothing",
        "/_server/login.html",
        "/_server/",
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/a%00b",
        "/" + "x" * 5000,
    ],
)
def test_elsewhere_what_is_not_there_is_404(host: str, path: str) -> None:
    assert ask(host, path)[0] == 404


def test_the_charset_is_wrong_on_one_page_and_missing_on_another(host: str) -> None:
    assert ask(host, "/about/history.html")[1]["Content-Type"] == "text/html; charset=utf-8"
    _, headers, body = ask(host, "/complaint/statistics.html")
    assert headers["Content-Type"] == "text/html"
    assert "ไม่มีเรื่องร้องเรียน" in body.decode("cp874")


def test_the_calendar_always_has_a_next_month(host: str) -> None:
    _, _, body = ask(host, "/calendar?month=12&year=2599")
    assert "/calendar?month=1&amp;year=2600" in body.decode()
    assert ask(host, "/calendar?month=what&year=99999999")[0] == 200


def test_what_did_not_change_is_304(host: str) -> None:
    _, headers, _ = ask(host, "/contact.html")
    assert ask(host, "/contact.html", If_None_Match=headers["ETag"])[0] == 304
    assert ask(host, "/contact.html", If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert ask(host, "/contact.html", If_None_Match='"other"')[0] == 200
    stale = ask(
        host, "/contact.html", If_None_Match='"x"', If_Modified_Since=headers["Last-Modified"]
    )
    assert stale[0] == 200
    assert (
        ask(host, "/contact.html", If_Modified_Since="เมื่อวาน".encode().decode("latin-1"))[0] == 200
    )


def test_the_second_state_has_other_tags(host: str, after: Path) -> None:
    _, old, _ = ask(host, "/no-gift/knowledge.html")
    with serve(after) as server:
        again = ask(
            urlsplit(server.url).netloc, "/no-gift/knowledge.html", If_None_Match=old["ETag"]
        )
    assert again[0] == 200


def test_robots_and_sitemap_speak_of_this_address(host: str) -> None:
    assert f"Sitemap: http://{host}/sitemap.xml" in ask(host, "/robots.txt")[2].decode()
    sitemap = ask(host, "/sitemap.xml")[2].decode()
    assert f"<loc>http://{host}/ita/2569.html</loc>" in sitemap
    assert "_server" not in sitemap


def test_forms_are_thanked_and_forgotten(host: str) -> None:
    status, _, body = ask(host, "/complaint/corruption.html", method="POST", body="detail=x")
    assert status == 200
    assert "ไม่ได้บันทึก" in body.decode()


def test_a_visitor_who_hangs_up_is_no_error(host: str, capfd: pytest.CaptureFixture[str]) -> None:
    name, port = host.split(":")
    with socket.create_connection((name, int(port))) as visit:
        visit.sendall(b"GET /files/procurement/annual-2568.pdf HTTP/1.1\r\n")
    assert ask(host, "/")[0] == 200
    assert "Traceback" not in capfd.readouterr().err


def test_a_folder_without_a_site_is_told_in_thai(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="ไม่พบเว็บไซต์ตัวอย่าง"), serve(tmp_path):
        pass


def test_a_taken_port_is_told_in_thai(host: str, before: Path) -> None:
    with pytest.raises(DemoError, match="เปิดพอร์ต"), serve(before, int(host.split(":")[1])):
        pass
