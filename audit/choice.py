"""The pack that a site's own index pages follow, when nobody chose another.

Promises: at most one proposal, and none when a person chose or when the pages follow the pack in
use; the pack in use is never changed. Refuses to know: how it is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from audit.site import DEFAULT_PACK, PACKS, SiteConfig
from rules.document import Document
from rules.propose import Proposal, propose
from rules.reader import load_pack, pack_names

log = logging.getLogger("oit.audit")


def proposed_pack(config: SiteConfig, documents: Sequence[Document]) -> Proposal | None:
    """Another pack than the one of `site.yml`, if that is still the one the program put there."""
    if config.pack != PACKS.get(config.kind, DEFAULT_PACK):
        return None
    try:
        found = propose(documents, [load_pack(name).pack for name in pack_names()])
    except Exception:
        log.exception("proposing a pack")
        return None
    return found[0] if found and found[0].pack != config.pack else None
