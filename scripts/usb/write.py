"""Writes pieces onto one claimed disk and reads them back past the page cache."""
import collections
import fcntl
import hashlib
import io
import mmap
import os
import stat
import sys

from choose import SECTOR
from stick import MIB
from texts import FAILED, NO_RIGHTS, REFUSED, Stop, say

CHUNK = 4 * MIB
BLKRRPART = 0x125F

Piece = collections.namedtuple("Piece", "offset length source start")


class Progress:
    """A percentage on standard error, when that is a terminal."""

    def __init__(self, what, total):
        self.what, self.total, self.done, self.percent = what, total, 0, -1

    def add(self, count):
        self.done += count
        percent = self.done * 100 // self.total
        if percent != self.percent and sys.stderr.isatty():
            print(f"\r{self.what}: {percent} %   ", end="" if percent < 100 else "\n", file=sys.stderr, flush=True)
        self.percent = percent


def claim(path, size):
    """Opens the disk for us alone: the kernel refuses when anything on it is mounted or held."""
    try:
        disk = os.open(path, os.O_RDWR | os.O_EXCL | os.O_CLOEXEC)
    except PermissionError:
        raise Stop(NO_RIGHTS, "rights", path=path) from None
    except OSError:
        raise Stop(REFUSED, "busy", path=path) from None
    if os.lseek(disk, 0, os.SEEK_END) != size:
        os.close(disk)
        raise Stop(REFUSED, "changed", path=path)
    return disk


def write_piece(disk, piece, progress):
    piece.source.seek(piece.start)
    digest, offset, end = hashlib.sha256(), piece.offset, piece.offset + piece.length
    while offset < end:
        data = piece.source.read(min(CHUNK, end - offset))
        if not data:
            raise Stop(FAILED, "failed", why=say("short"))
        digest.update(data)
        while data:
            count = os.pwrite(disk, data, offset)
            data, offset = data[count:], offset + count
            progress.add(count)
        os.fdatasync(disk)
    return digest.digest()


def open_uncached(disk):
    """The same disk once more, read past the page cache where the kernel allows it."""
    again = f"/proc/self/fd/{disk}"
    reader = None
    try:
        reader = os.open(again, os.O_RDONLY | os.O_DIRECT | os.O_CLOEXEC)
        os.preadv(reader, [mmap.mmap(-1, 4096)], 0)
    except OSError:  # a plain file on a file system without direct reads
        if reader is not None:
            os.close(reader)
        reader = os.open(again, os.O_RDONLY | os.O_CLOEXEC)
        os.posix_fadvise(reader, 0, 0, os.POSIX_FADV_DONTNEED)
    return reader


def read_piece(reader, piece, progress):
    digest, offset, end = hashlib.sha256(), piece.offset, piece.offset + piece.length
    with mmap.mmap(-1, CHUNK) as buffer, memoryview(buffer) as view:
        while offset < end:
            with view[:min(CHUNK, end - offset)] as part:
                count = os.preadv(reader, [part], offset)
                digest.update(part[:count])
            if count <= 0:
                break
            offset += count
            progress.add(count)
    return digest.digest()


def read_back(disk, pieces, sums, total):
    progress = Progress(say("reading"), total)
    reader = open_uncached(disk)
    try:
        for piece, wanted in zip(pieces, sums):
            if read_piece(reader, piece, progress) != wanted:
                raise Stop(FAILED, "failed", why=say("different", offset=piece.offset))
    finally:
        os.close(reader)


def write_all(disk, first_sector, pieces, fresh):
    """Writes and reads back. The first sector comes last: a stick that was pulled out
    has its old partition table, or none when everything on it was to go."""
    pieces = [*pieces, Piece(0, SECTOR, io.BytesIO(first_sector), 0)]
    total = sum(piece.length for piece in pieces)
    if fresh:
        os.pwrite(disk, bytes(SECTOR), 0)
        os.fsync(disk)
    progress = Progress(say("writing"), total)
    sums = []
    for piece in pieces:
        sums.append(write_piece(disk, piece, progress))
        os.fsync(disk)
    read_back(disk, pieces, sums, total)


def partitions_reread(disk):
    """Asks the kernel for the new partitions; false when it keeps the old ones."""
    if not stat.S_ISBLK(os.fstat(disk).st_mode):
        return True
    try:
        fcntl.ioctl(disk, BLKRRPART)
        return True
    except OSError:
        return False
