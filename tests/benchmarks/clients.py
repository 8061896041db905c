"""Many clients at once, each asking again as soon as it has its answer, over connections that stay open."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, islice


@dataclass
class Visits:
    """What the clients saw: seconds of each answer, and how long all of it took."""

    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.lasted


def visited(port: int, addresses: Sequence[str], clients: int, lasting_s: float) -> Visits:
    """Let so many clients ask for so long. Raises ValueError at an answer that is not 200."""
    try:
        return asyncio.run(_visited(port, addresses, clients, lasting_s))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None


async def _visited(port: int, addresses: Sequence[str], clients: int, lasting_s: float) -> Visits:
    visits = Visits()
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(clients):
            turns = islice(cycle(addresses), number % len(addresses), None)
            group.create_task(_ask(Client(port), turns, begun + lasting_s, visits))
    visits.lasted = time.perf_counter() - begun
    return visits


async def _ask(client: "Client", addresses: Iterator[str], until: float, visits: Visits) -> None:
    """Ask one address after the other until the time is over."""
    try:
        while time.perf_counter() < until:
            begun = time.perf_counter()
            await client.get(next(addresses))
            visits.seconds.append(time.perf_counter() - begun)
    finally:
        await client.close()


class Client:
    """One connection, opened again when the server has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._wire: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> None:
        """Ask for an address. A connection that was used before may have been closed meanwhile: then ask anew."""
        if self._wire:
            try:
                return await self._answered(*self._wire, address)
            except (ConnectionError, asyncio.IncompleteReadError):
                await self.close()
        self._wire = await asyncio.open_connection("127.0.0.1", self._port)
        return await self._answered(*self._wire, address)

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> None:
        writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, *lines = head.split("\r\n")
        if " 200 " not in status:
            raise ValueError(f"{address} is answered with {status}")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        await reader.readexactly(int(headers["content-length"]))
        if headers.get("connection", "").lower() == "close":
            await self.close()

    async def close(self) -> None:
        """Close what is open."""
        if self._wire:
            writer = self._wire[1]
            self._wire = None
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
