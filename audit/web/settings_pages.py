"""The settings of a site: its name and kind, the owners' people, the dates, and `site.yml` itself.

Promises: a mistake is told with its place and nothing is written. Refuses to know: what the values
are for.
"""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from audit import siteedit
from audit.called import own_name
from audit.errors import UserError
from audit.targets import site_pack
from audit.web import office_deeds
from audit.web.overtaken import OvertakenError
from audit.web.render import page
from audit.web.visits import Form, Officer, Viewer, Visit, text, url_of
from rules.reader import pack_names

router = APIRouter(include_in_schema=False)


@router.get("/s/{name}/settings")
def settings(visit: Viewer, name: str) -> Response:
    """What can be set."""
    return _settings(visit, name)


@router.post("/s/{name}/settings")
def change(visit: Officer, name: str, form: Form) -> Response:
    """Set the values of the form, or the whole file."""
    mark = text(form, "seen", 64)
    try:
        if text(form, "do") == "file":
            raw = form.get("file", "")
            office_deeds.set_file(visit, name, raw if isinstance(raw, str) else "", mark=mark)
        elif text(form, "do") == "people":
            pairs = zip(form.getlist("owner"), form.getlist("who"), strict=False)
            office_deeds.set_owners(visit, name, {str(o): str(w) for o, w in pairs}, mark=mark)
        else:
            basics = {key: text(form, key, 200) for key in ("name", "kind", "pack")}
            office_deeds.set_basics(visit, name, basics, mark=mark)
    except UserError as error:
        return _settings(visit, name, error, str(form.get("file", "")) or None)
    return visit.go(url_of("s", name, "settings"), "saved")


def _settings(
    visit: Visit, name: str, error: UserError | None = None, typed: str | None = None
) -> Response:
    site = visit.site(name)
    pack = site_pack(site).pack
    owners = dict.fromkeys(line.owner for line in pack.indicators if line.owner)
    dues = []
    with visit.office.reading(site) as store:
        if store.newest_audit() is not None:
            dues = [
                c for c in visit.office.cards(site, store) if c.gap.due_on or c.gap.waived_until
            ]
    return page(
        visit,
        "settings.html.j2",
        200 if error is None else 409 if isinstance(error, OvertakenError) else 400,
        name=name,
        site=site,
        job=visit.office.jobs.of(name),
        pack=pack,
        packs=pack_names(),
        owners=(*owners, *(o for o in site.config.people if o not in owners)),
        dues=[card for card in dues if card.gap.state != "closed"],
        text=typed or siteedit.text_of(site),
        called=own_name(site),
        error=error,
        seen=office_deeds.seen(site),
    )
