"""A made-up department's website with known faults, to try the tool on and to test it with.

Promises: `build` a state of the site, `serve` it on this machine, and the `truth` about every
element. Refuses to know: how the tool comes to its findings.
"""

from audit.demo.build import build
from audit.demo.errors import DemoError
from audit.demo.server import Server, serve
from audit.demo.truth import AGENCY_KIND, AS_OF, PACK, Expected, truth

__all__ = [
    "AGENCY_KIND", "AS_OF", "PACK", "DemoError", "Expected", "Server", "build", "serve", "truth",
]  # fmt: skip
