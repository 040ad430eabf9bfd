"""Which disk may be written: decided from what lsblk says and from nothing else, so that tests hand in any machine."""
import json
import subprocess

from texts import REFUSED, Stop, shown_size

SECTOR = 512
COLUMNS = "NAME,PATH,TYPE,SIZE,VENDOR,MODEL,SERIAL,TRAN,RM,RO,FSTYPE,LABEL,MOUNTPOINTS,LOG-SEC"
MEMBERS = {"LVM2_member": "LVM", "LVM1_member": "LVM", "zfs_member": "ZFS", "bcache": "bcache", "drbd": "DRBD"}


def list_disks():
    run = subprocess.run(["lsblk", "--json", "--bytes", "--output", COLUMNS], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)["blockdevices"]


def shown_name(disk):
    return " ".join(" ".join(disk.get(key) or "" for key in ("vendor", "model")).split())


def walk(node):
    yield node
    for child in node.get("children") or []:
        yield from walk(child)


def use_of(disk):
    """Who uses the disk or a part of it now: text id and values, or None."""
    for node in walk(disk):
        mounts = [mount for mount in node.get("mountpoints") or [] if mount]
        if mounts:
            return ("swap", {}) if mounts == ["[SWAP]"] else ("mounted", {"where": mounts[0]})
    for node in walk(disk):
        kind = node.get("fstype") or ""
        if kind in MEMBERS or kind.endswith("_raid_member"):
            return "member", {"kind": MEMBERS.get(kind, "RAID")}
        if node is not disk and node["type"] != "part":
            return "in-use", {"name": node["name"], "type": node["type"]}
    return None


def why_not(disk, least, usb_disk=False, loop=False):
    """Why this disk must not be written: text id and values, or None. An eMMC in the machine also calls itself hotplug,
    so only USB counts, and only what calls itself removable unless usb_disk."""
    if any("/" in (node.get("mountpoints") or []) for node in walk(disk)):
        return "system", {}
    if not (loop and disk["type"] == "loop"):
        if disk["type"] != "disk":
            return "not-disk", {"type": disk["type"]}
        if disk.get("tran") != "usb":
            return "internal", {}
        if not disk["rm"] and not usb_disk:
            return "fixed", {}
    if not disk["size"]:
        return "no-medium", {}
    used = use_of(disk)
    if used:
        return used
    if disk["ro"]:
        return "read-only", {}
    if disk["log-sec"] != SECTOR:
        return "sectors", {"bytes": disk["log-sec"]}
    if disk["size"] < least:
        return "small", {"size": shown_size(disk["size"]), "least": shown_size(least)}
    return None


def chosen(disks, path, least, usb_disk=False, loop=False):
    """The disk of that path, if it may be written."""
    for disk in disks:
        for node in walk(disk):
            if node["path"] != path:
                continue
            if node is not disk and node["type"] == "part":
                raise Stop(REFUSED, "partition", path=path, disk=disk["path"])
            why = why_not(disk, least, usb_disk, loop) if node is disk else ("not-disk", {"type": node["type"]})
            if why:
                raise Stop(REFUSED, why[0], path=path, **why[1])
            return disk
    raise Stop(REFUSED, "not-found", path=path)
