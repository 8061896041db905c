"""Memory and file handles of a reader and a writer over thousands of updates."""

from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from search import Writer
from tests.search.brute import Shelves
from tests.torture.batches import Batch, Chance
from tests.torture.index_rounds import SMALL, read
from tests.torture.processes import Victim


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has to itself: memory without mapped files, in kB, and open files."""

    own_kb: int
    handles: int


def usage(pid: int) -> Usage:
    """Read from /proc."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    [own_kb] = [int(line.split()[1]) for line in lines if line.startswith("RssAnon")]
    return Usage(own_kb, len(list(Path(f"/proc/{pid}/fd").iterdir())))


def update(folder: Path, pipe: Connection) -> None:
    """A writer that does so many random updates each time it is told a number; it builds anew when places are spent."""
    chance, town, rebuilds = Chance("memory"), Shelves(), 0
    with Writer.open(folder, layout=SMALL) as writer:
        town = _do(chance.opening(), town, writer)
        pipe.send("ready")
        while True:
            for _ in range(pipe.recv()):
                town = _do(_change(chance, town), town, writer)
                writer.merge_step()
                if writer.is_wasteful:
                    rebuilds += 1
                    Batch(whole=town).write(writer)
            pipe.send(rebuilds)


def _change(chance: Chance, town: Shelves) -> Batch:
    """Anything but a rebuild, which would hide what updates leave behind."""
    while (batch := chance.batch(town)).whole:
        pass
    return batch


def _do(batch: Batch, town: Shelves, writer: Writer) -> Shelves:
    batch.write(writer)
    return batch.after(town)


def watch(folder: Path, warm_up: int, updates: int) -> tuple[dict[str, tuple[Usage, Usage]], int]:
    """What writer and reader use after the first updates and after all; how often places were spent."""
    writer = Victim(update, folder)
    assert writer.receive() == "ready"
    reader = Victim(read, folder, True)
    assert reader.receive() == "ready"
    both = {"writer": writer, "reader": reader}
    try:
        writer.send(warm_up)
        writer.receive()
        before = {name: usage(process.pid) for name, process in both.items()}
        rebuilds = 0
        for _ in range(10):
            writer.send(updates // 10)
            rebuilds = writer.receive()
        return {name: (before[name], usage(process.pid)) for name, process in both.items()}, rebuilds
    finally:
        for process in both.values():
            process.kill()
