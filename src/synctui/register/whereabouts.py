"""What is unsafe about a register's place: a drive SQLite cannot lock well, a folder that is copied, loose rights."""

from __future__ import annotations

import stat
from pathlib import Path

from synctui.i18n import _

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ncpfs"})
SYNCHRONISED = ("dropbox", "onedrive", "google drive", "nextcloud", "owncloud", "icloud")
_MOUNTS = Path("/proc/self/mounts")


def warnings(path: Path) -> tuple[str, ...]:
    """Return a sentence for each thing that is unsafe about the file at *path*; none when all is well."""
    found = []
    place = path.absolute()
    if (kind := drive(place, _mounts())) in NETWORK:
        found.append(
            _("{path} lies on a network drive ({kind}): use it from one machine at a time.").format(
                path=path, kind=kind
            )
        )
    if any(part.casefold().startswith(SYNCHRONISED) for part in place.parts[:-1]):
        found.append(
            _("{path} lies in a synchronised folder, which may copy it half-written: keep it elsewhere.").format(
                path=path
            )
        )
    if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o007:
        found.append(_("{path} can be read by everybody on this machine: chmod o= makes it private.").format(path=path))
    return tuple(found)


def drive(place: Path, mounts: str) -> str:
    r"""Return the kind of file system that *place* is on, by lines such as ``server:/x /home nfs4 rw 0 0``.

    >>> drive(Path("/home/an/r.db"), "/dev/sda1 / ext4 rw 0 0\nserver:/x /home nfs4 rw 0 0")
    'nfs4'
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        _device, folder, this, *_rest = line.split()
        if place.is_relative_to(folder.replace("\\040", " ")) and len(folder) >= len(best):
            best, kind = folder, this
    return kind


def _mounts() -> str:
    """Return the table of what is mounted; empty where the system has none."""
    try:
        return _MOUNTS.read_text()
    except OSError:
        return ""
