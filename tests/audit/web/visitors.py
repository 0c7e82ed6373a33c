"""Those who visit the pages in tests: the person at this machine, and people signed in."""

from __future__ import annotations

from fastapi.testclient import TestClient

from audit.web.app import create_app
from audit.web.guard import LOOPBACK
from audit.web.office import Office

NAME = "agency"
PASSWORD = "กว่าสิบตัวอักษรแน่นอน"


def client_of(office: Office, **options: object) -> TestClient:
    options.setdefault("hosts", LOOPBACK)
    app = create_app(office, **options)  # type: ignore[arg-type]  # passed through
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


def token(client: TestClient, path: str = "/sign-in") -> str:
    """The token that the forms of this visit carry."""
    page = client.get(path).text
    return page.split('name="token" value="')[1].split('"')[0]


def signed_in(office: Office, role: str) -> TestClient:
    """Somebody with a role, signed in."""
    if not office.accounts.any():
        office.accounts.add("root", "admin", PASSWORD)
    office.accounts.add(role, role, PASSWORD)
    client = client_of(office)
    form = {"name": role, "password": PASSWORD, "token": token(client)}
    assert client.post("/sign-in", data=form).status_code == 303
    return client
