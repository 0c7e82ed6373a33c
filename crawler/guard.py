"""No address inside the house.

Promises: no connection is made to a private, loopback, link-local, multicast or otherwise special
address, neither by URL, nor by redirect, nor by what a name resolves to at the moment of
connecting — except to the origins a person typed. Refuses to know: which site is ours.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from socket import AddressFamily, inet_aton, inet_ntoa
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp.resolver import ThreadedResolver
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]  # ships no types

from crawler.urls import DEFAULT_PORTS, canonical, origin

if TYPE_CHECKING:
    from aiohttp.abc import ResolveResult
    from scrapy import Request
    from scrapy.crawler import Crawler

# Addresses that carry another address inside: what counts is the one inside.
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
_SIX_TO_FOUR = ip_network("2002::/16")


# Names that resolved to nothing public; as wide as the process, like the resolver that fills it.
REFUSED_HOSTS: set[str] = set()


class PrivateAddressError(IgnoreRequest):
    """The URL leads to an address that is not public."""


def is_public(address: str) -> bool:
    """Whether an IP address may be reached: global unicast, also when wrapped in IPv6."""
    try:
        number = ip_address(address.partition("%")[0].strip("[]"))
    except ValueError:
        return False
    inner = _inside(number)
    if inner is not None:
        return is_public(str(inner))
    if isinstance(number, IPv6Address) and number.is_site_local:
        return False
    return number.is_global and not number.is_multicast


def _inside(number: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(number, IPv4Address):
        return None
    if number.ipv4_mapped:
        return number.ipv4_mapped
    if number in _NAT64 or (number in _COMPATIBLE and int(number) > 0xFFFF):
        return IPv4Address(int(number) & 0xFFFFFFFF)
    if number in _SIX_TO_FOUR:
        return number.sixtofour
    return None


class AddressGuard:
    """Downloader middleware: an IP address written in a URL, and only http and https."""

    def __init__(self, open_origins: Iterable[str]) -> None:
        self._open = open_doors(open_origins)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGuard:
        """Scrapy's way to build it."""
        return cls(crawler.settings.getlist("OPEN_ORIGINS"))

    def process_request(self, request: Request) -> None:
        """Scrapy calls it for every request, those for robots.txt and redirects included."""
        refuse(request.url, self._open)


def refuse(url: str, open_origins: Container[str]) -> None:
    """Raises `IgnoreRequest` when this is not http, or the address in it is not public."""
    if origin(url) in open_origins:
        return
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise IgnoreRequest("scheme")
    address = _address(parts.hostname or "")
    if address is not None and not is_public(address):
        raise PrivateAddressError(url)


class GuardedResolver(ThreadedResolver):
    """Name resolver of the crawl: private answers are dropped before anything connects."""

    def __init__(self, open_origins: Iterable[str] = ()) -> None:
        super().__init__()
        doors = (urlsplit(door) for door in open_doors(open_origins))
        self._open = {(door.hostname, door.port) for door in doors}

    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AddressFamily.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name that may be reached from this host and port.

        Raises `OSError` when there is none, or none but private ones.
        """
        found = await super().resolve(host, port, family)
        if (host, port) in self._open:
            return found
        public = [one for one in found if is_public(one["host"])]
        if not public:
            REFUSED_HOSTS.add(host)
            raise OSError(f"no public address: {host}")
        return public


class TwistedResolver(CachingHostnameResolver):
    """The same for whatever connects by way of Twisted: all of the process."""

    def __init__(self, reactor: Any, cache_size: int, open_origins: Iterable[str] = ()) -> None:
        super().__init__(reactor, cache_size)
        doors = (urlsplit(door) for door in open_doors(open_origins))
        self._open = {(door.hostname, door.port) for door in doors}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> TwistedResolver:
        """Scrapy's way to build it."""
        size = crawler.settings.getint("DNSCACHE_SIZE")
        return cls(reactor, size, crawler.settings.getlist("OPEN_ORIGINS"))

    def resolveHostName(  # noqa: N802 (Twisted's names)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve, passing on only addresses that may be reached from this host and port."""
        receiver = resolutionReceiver
        if (hostName, portNumber) not in self._open:
            receiver = _PublicOnly(resolutionReceiver, hostName)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on the public addresses of a name."""

    def __init__(self, receiver: Any, name: str) -> None:
        self._receiver = receiver
        self._name = name

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_public(getattr(address, "host", "")):
            self._receiver.addressResolved(address)
        else:
            REFUSED_HOSTS.add(self._name)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


def open_doors(origins: Iterable[str]) -> frozenset[str]:
    """The origins a person typed, each as `scheme://host:port`."""
    return frozenset(origin(url) for url in map(canonical, origins) if url)


def _address(host: str) -> str | None:
    """The address that a host is; also of old spellings such as `127.1` and `0x7f000001`."""
    with suppress(ValueError):
        return str(ip_address(host))
    with suppress(OSError, UnicodeError):
        return inet_ntoa(inet_aton(host))
    return None
