"""What the image and the stick hold: partition tables, earlier reports; makes the new report partition in a sparse file.
FAT is read and made by mtools and dosfstools; nothing is mounted."""
import collections
import filecmp
import hashlib
import json
import os
import struct
import subprocess

from choose import SECTOR
from texts import FAILED, NO_IMAGE, REFUSED, Stop, say

MIB = 1 << 20
REPORTS_START = 64 * MIB  # an image is at most 64 MB: the next one fits in front, and the reports stay where they are
REPORTS_LEAST = 32 * MIB
TABLE_REACH = (1 << 32) - 1  # sectors that a partition table of this kind can name
LABEL = "SOATMAY"
MARKER = "SOATMAY.TXT"
MARKER_TEXT = b"SOATMAY-REPORTS-1"
KEPT = ("BAOCAO", "cauhinh.ini", "tonghop.csv")
PAPERS = "HUONGDAN"  # card, notice and slip: always those of the image

Area = collections.namedtuple("Area", "offset size")


def table_of(path):
    run = subprocess.run(["sfdisk", "--json", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(run.stdout)["partitiontable"] if run.returncode == 0 else {}


def mtools(command, place, *words):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "MTOOLS_SKIP_CHECK": "1", "MTOOLSRC": "/dev/null"}
    words = [command, "-i", place, *words]
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, env=environment)


def must(run):
    if run.returncode != 0:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Stop(FAILED, "unprepared", why=said[-1] if said else run.args[0])


def has_marker(place):
    run = mtools("mtype", place, "::/" + MARKER)
    return run.returncode == 0 and run.stdout.startswith(MARKER_TEXT)


def checked_sum(path):
    """SHA-256 of the image, compared with the SHA256SUMS beside it where that names it."""
    with open(path, "rb") as image:
        digest = hashlib.file_digest(image, "sha256").hexdigest()
    sums = path.parent / "SHA256SUMS"
    for line in sums.read_text("utf-8", "replace").splitlines() if sums.is_file() else []:
        words = line.split(maxsplit=1)
        if len(words) == 2 and words[1].lstrip("*") == path.name and words[0].lower() != digest:
            raise Stop(NO_IMAGE, "sum", path=path)
    return digest


def boot_length(path):
    """Bytes of the image in front of its report partition, which is the last of three in an MBR."""
    try:
        with open(path, "rb") as image:
            image.seek(0x8001)
            is_iso = image.read(5) == b"CD001"
    except OSError as error:
        raise Stop(NO_IMAGE, "no-image", path=path, why=error.strerror) from None
    table = table_of(path)
    parts = table.get("partitions", [])
    if not is_iso or table.get("label") != "dos" or [part["type"] for part in parts] != ["cd", "ef", "c"]:
        raise Stop(NO_IMAGE, "not-image", path=path)
    start = parts[2]["start"] * SECTOR
    if start < max(part["start"] + part["size"] for part in parts[:2]) * SECTOR or not has_marker(f"{path}@@{start}"):
        raise Stop(NO_IMAGE, "not-image", path=path)
    return start


def labelled(target, offset):
    with open(target, "rb") as disk:
        disk.seek(offset)
        sector = disk.read(SECTOR)
    return LABEL.ljust(11).encode() in (sector[43:54], sector[71:82])


def earlier_reports(target):
    """The area of the report partition already there, and which of KEPT it holds."""
    areas = [Area(part["start"] * SECTOR, part["size"] * SECTOR) for part in table_of(target).get("partitions", [])]
    areas.append(Area(0, 0))  # files copied onto a stick without partitions
    ours = [area for area in areas if has_marker(f"{target}@@{area.offset}")]
    if len(ours) > 1:
        raise Stop(REFUSED, "several", path=target)
    if not ours:
        if any(labelled(target, area.offset) for area in areas):
            raise Stop(REFUSED, "unreadable", path=target)
        return None, []
    return ours[0], kept_entries(target, ours[0])


def kept_entries(target, area):
    place = f"{target}@@{area.offset}"
    root = mtools("mdir", place, "-b", "-a", "::/")
    lines = root.stdout.decode("utf-8", "replace").splitlines()
    names = {line.removeprefix("::/").rstrip("/").lower() for line in lines}
    kept = [name for name in KEPT if name.lower() in names]
    if root.returncode != 0:
        raise Stop(REFUSED, "unreadable", path=target)
    if "BAOCAO" in kept:
        inside = mtools("mdir", place, "-b", "-a", "::/BAOCAO")
        if inside.returncode != 0:
            raise Stop(REFUSED, "unreadable", path=target)
        if not inside.stdout.strip():
            kept.remove("BAOCAO")
    return kept


def reports_area(size, boot):
    """Where the report partition of a disk of that size belongs: behind 64 MiB, to the end."""
    start = max(REPORTS_START, -(-boot // MIB) * MIB)
    return Area(start, min(size, TABLE_REACH * SECTOR) // MIB * MIB - start)


def may_stay(target, earlier, area, boot):
    """The report partition is one that we made as large as the disk, and the new boot part fits in front of it."""
    parts = table_of(target).get("partitions", [])
    end = area.offset + area.size
    ours = len(parts) == 3 and parts[2]["start"] * SECTOR == earlier.offset
    return ours and earlier.offset >= boot and earlier.offset + earlier.size >= end


def plan(target, size, boot, erase):
    """What will be done, before anybody is asked: fresh, moved or in-place; earlier area; names kept; the new area."""
    area = reports_area(size, boot)
    earlier, names = (None, []) if erase else earlier_reports(target)
    if earlier and may_stay(target, earlier, area, boot):
        return "in-place", earlier, names, earlier
    return ("moved" if names else "fresh"), earlier, names, area


def copy_out(target, area, names, folder):
    folder.mkdir()
    for name in names:
        if mtools("mcopy", f"{target}@@{area.offset}", "-s", "-m", "-n", "::/" + name, str(folder)).returncode != 0:
            raise Stop(REFUSED, "unreadable", path=target)


def tree_size(folder):
    """In clusters of the largest size."""
    return sum(-(-file.stat().st_size // 65536) * 65536 + 65536 for file in folder.rglob("*"))


def same_tree(one, other):
    names = sorted(os.listdir(one))
    if names != sorted(os.listdir(other)):
        return False
    pairs = [(one / name, other / name) for name in names]
    return all(same_tree(a, b) if a.is_dir() and b.is_dir() else filecmp.cmp(a, b, shallow=False) for a, b in pairs)


def make_reports(path, area, image, backup):
    """A FAT file system with label, marker, papers, BAOCAO and the earlier reports; returns how many of its bytes to write."""
    with open(path, "wb") as file:
        file.truncate(area.size)
    words = ["mkfs.vfat", "-n", LABEL, "-h", str(area.offset // SECTOR), str(path)]
    must(subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True))
    marker = path.parent / MARKER
    marker.write_bytes(mtools("mtype", image, "::/" + MARKER).stdout)
    must(mtools("mcopy", str(path), str(marker), "::/"))
    if mtools("mdir", image, "-b", "::/" + PAPERS).returncode == 0:
        must(mtools("mcopy", image, "-s", "-m", "-n", "::/" + PAPERS, str(path.parent)))
        must(mtools("mcopy", str(path), "-s", "-m", "-n", str(path.parent / PAPERS), "::/"))
    names = sorted(os.listdir(backup)) if backup else []
    if "BAOCAO" not in names:
        must(mtools("mmd", str(path), "::/BAOCAO"))
    for name in names:
        must(mtools("mcopy", str(path), "-s", "-m", "-n", str(backup / name), "::/"))
    if backup:
        copy_out(path, Area(0, area.size), names, path.parent / "again")
        if not same_tree(backup, path.parent / "again"):
            raise Stop(FAILED, "unprepared", why=say("no-restore"))
    return used_bytes(path)


def renew_papers(target, area, image, folder):
    """The papers of the image in place of those of an earlier one, on a report partition that stays; nothing is written
    where they are the same."""
    place, wanted = f"{target}@@{area.offset}", folder / "wanted"
    if mtools("mdir", image, "-b", "::/" + PAPERS).returncode != 0:
        return
    wanted.mkdir(parents=True)
    must(mtools("mcopy", image, "-s", "-m", "-n", "::/" + PAPERS, str(wanted)))
    if papers_are(place, wanted, folder / "before"):
        return
    mtools("mdeltree", place, "::/" + PAPERS)
    copied = mtools("mcopy", place, "-s", "-m", "-n", str(wanted / PAPERS), "::/").returncode == 0
    if not copied or not papers_are(place, wanted, folder / "after"):
        raise Stop(FAILED, "papers")


def papers_are(place, wanted, folder):
    folder.mkdir()
    found = mtools("mcopy", place, "-s", "-m", "-n", "::/" + PAPERS, str(folder)).returncode == 0
    return found and same_tree(wanted, folder)


def used_bytes(path):
    """Up to the end of the last data: mkfs and mtools fill a new file system from the front."""
    with open(path, "rb") as file:
        end, size = 0, os.fstat(file.fileno()).st_size
        while end < size:
            try:
                end = os.lseek(file.fileno(), os.lseek(file.fileno(), end, os.SEEK_DATA), os.SEEK_HOLE)
            except OSError:  # no data behind
                break
    return min(-(-end // MIB) * MIB, size)


def boot_sector(image, area):
    """The image's first sector, its third partition made as large as the area."""
    image.seek(0)
    sector = bytearray(image.read(SECTOR))
    beyond = b"\xfe\xff\xff"  # cylinders, heads, sectors: not used
    sector[478:494] = struct.pack("<B3sB3sII", 0, beyond, 0x0C, beyond, area.offset // SECTOR, area.size // SECTOR)
    return bytes(sector)
