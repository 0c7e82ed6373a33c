"""Draws pages that are made by scripts, in a browser that this machine happens to have.

Promises: only pages whose bytes say nothing by themselves; one at a time, bounded in number and
time; the browser reaches the hosts that the page names, each at a public address looked at here,
and no others. Refuses to know: links, snapshots, what a page says.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from time import monotonic
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.blocked import visible_text
from crawler.guard import is_public, open_doors
from crawler.model import CrawlPlan
from crawler.settings import agent
from crawler.urls import DEFAULT_PORTS, canonical, host_of, origin

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LITTLE_TEXT = 200  # letters
FEW_LINKS = 3
MANY_LINKS = 15  # nearly every page: not looked at any closer
SHELL = 3  # points; 12 of 280 ordinary pages measured have as many
PATIENCE = 30.0  # seconds for one page
SCRIPTS_MAY_TAKE = 8000  # milliseconds of the page's own clock
MOST_SHARE = 0.2  # of the pages of a plan
MOST_SECONDS = 1800.0
MOST_HOSTS = 20  # that one page may load from
LARGEST = 20_000_000  # bytes of a drawn page
_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#q-app,#svelte"
_ADDRESS = re.compile(rb"(?:https?:)?//[A-Za-z0-9.-]+(?::\d+)?", re.IGNORECASE)


def is_shell(tree: LexborHTMLParser) -> bool:
    """Whether a page says nothing itself and has scripts that would."""
    points = int(len(visible_text(tree)) < LITTLE_TEXT)
    points += int(len(tree.css("a[href]")) < FEW_LINKS)
    points += int(tree.css_first("script[src]") is not None)
    root = tree.css_first(_ROOTS)
    points += 2 * int(root is not None and not root.text(strip=True))
    told = tree.css_first("noscript")
    points += int(told is not None and "javascript" in told.text().lower())
    return points >= SHELL and tree.css_first("script") is not None


class Browser:
    """The browser of one crawl. `drawn`: pages drawn so far; `missed`: pages it could not draw."""

    def __init__(self, plan: CrawlPlan) -> None:
        self._program = next(filter(None, map(shutil.which, BROWSERS)), None)
        self._wanted = plan.render
        self._most = max(10, int(plan.pages * MOST_SHARE))
        self._open = open_doors(plan.open_origins)
        self._agent = agent(plan.agent)
        self._delay = plan.delay
        self._turn = asyncio.Lock()
        self._spent = 0.0
        self.drawn = self.missed = 0

    @property
    def stats(self) -> dict[str, int | str | float]:
        """What a report says about it."""
        why = "" if self._program else "no_browser"
        spent = round(self._spent, 1)
        return {"drawn": self.drawn, "missed": self.missed, "seconds": spent, "why": why}

    def wants(self, tree: LexborHTMLParser | None, body: bytes) -> bool:
        """Whether this page is to be drawn; one that should be and cannot is counted."""
        if tree is None or body.count(b"<a ") >= MANY_LINKS or not is_shell(tree):
            return False
        if not self._wanted:
            return False
        if self._program and self.drawn < self._most and self._spent < MOST_SECONDS:
            return True
        self.missed += 1
        return False

    async def draw(self, url: str, body: bytes) -> bytes | None:
        """The page as it stands when its scripts have run; None when that did not work."""
        async with self._turn:
            began = monotonic()
            try:
                drawn = await self._run(url, await self._rules(url, body))
            except OSError:
                drawn = None
            self._spent += monotonic() - began
            self.drawn += drawn is not None
            self.missed += drawn is None
            await asyncio.sleep(self._delay)
        return drawn

    async def _run(self, url: str, rules: str) -> bytes | None:
        with tempfile.TemporaryDirectory(prefix="oit-", ignore_cleanup_errors=True) as profile:
            process = await asyncio.create_subprocess_exec(
                *self._command(profile, rules), url,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
            try:
                async with asyncio.timeout(PATIENCE):
                    page, _ = await process.communicate()
            except TimeoutError:
                return None
            finally:
                _end(process)
        told = page.strip()
        return page if process.returncode == 0 and told and len(page) <= LARGEST else None

    def _command(self, profile: str, rules: str) -> list[str]:
        assert self._program
        sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        return [
            self._program, "--headless", *sandbox, "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--disable-sync", "--mute-audio", "--no-proxy-server", "--disable-webrtc",
            "--blink-settings=imagesEnabled=false", "--force-webrtc-ip-handling-policy=disabled",
            f"--user-data-dir={profile}", f"--user-agent={self._agent}", "--lang=th",
            f"--host-resolver-rules={rules}", f"--virtual-time-budget={SCRIPTS_MAY_TAKE}",
            "--dump-dom",
        ]  # fmt: skip

    async def _rules(self, url: str, body: bytes) -> str:
        """Each host the page names, bound to the address looked at; everything else is nowhere."""
        named = (match.decode() for match in dict.fromkeys(_ADDRESS.findall(body)))
        servers = [origin(url), *(origin(one) for one in _whole(named, url))]
        rules = []
        for server in list(dict.fromkeys(servers))[:MOST_HOSTS]:
            address = await self._address(server)
            if address:
                parts = urlsplit(server)
                place = f"[{address}]" if ":" in address else address
                rules.append(f"MAP {host_of(parts)}:{parts.port} {place}:{parts.port}")
        return ", ".join([*rules, "MAP * ~NOTFOUND"])

    async def _address(self, server: str) -> str | None:
        parts = urlsplit(server)
        port = parts.port or DEFAULT_PORTS["https"]
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                parts.hostname, port, type=socket.SOCK_STREAM
            )
        except OSError:
            return None
        addresses = (str(entry[4][0]) for entry in found)
        return next((one for one in addresses if server in self._open or is_public(one)), None)


def _whole(addresses: Iterable[str], base: str) -> list[str]:
    return [url for url in (canonical(one, base) for one in addresses) if url]


def _end(process: asyncio.subprocess.Process) -> None:
    """End a browser and, where the system can, all that it started."""
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
