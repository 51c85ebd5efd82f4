"""Where things live on this machine: the desk folder, the preference file, the policy file."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from clerk_app.domain.errors import Unavailable

ROOT_VARIABLE = "SALTER_ROOT"
_PROGRAM = "salter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Every place the program writes to (all under ``root``, save perhaps ``preferences``), and the policy it reads.

    ``vault_account`` names the desk secret of this root in the OS keyring, so that demo, practice and the real desk
    of one account never share a secret.
    """

    root: Path
    preferences: Path
    policy: Path
    vault_account: str

    @property
    def database(self) -> Path:
        """The encrypted database of the desk."""
        return self.root / "desk.db"

    @property
    def keys(self) -> Path:
        """The clerks' wraps of the database key."""
        return self.root / "keys"

    @property
    def identity(self) -> Path:
        """The desk's own keys and the pinned centre."""
        return self.root / "identity"

    @property
    def demo_vault(self) -> Path:
        """The desk secret of a demo, in the open."""
        return self.root / "demo-secret"

    @property
    def demo_mark(self) -> Path:
        """How far the journal of a demo had come."""
        return self.root / "demo-mark"

    @property
    def line(self) -> Path:
        """Where the centre was last reached, and how much went over the line today."""
        return self.root / "line"

    @property
    def relay_proof(self) -> Path:
        """The key by which the desk proves itself to the office's relay."""
        return self.root / "relay-proof"

    @property
    def enclosures(self) -> Path:
        """The encrypted enclosures."""
        return self.root / "enclosures"

    @property
    def spool(self) -> Path:
        """Entries sealed to the centre and not yet confirmed."""
        return self.root / "spool"

    @property
    def logs(self) -> Path:
        """The program's logs, which hold no personal data."""
        return self.root / "logs"

    def make(self) -> None:
        """Make the folders, open to their owner alone, and tighten those that were not.

        Raises ``Unavailable('folder_unusable')``.
        """
        for folder in (self.root, self.enclosures, self.spool, self.logs, self.preferences.parent):
            _make_private(folder, within=self.root)


def desk_paths(
    *, root: Path | None = None, environment: Mapping[str, str] | None = None, policy: Path | None = None
) -> Paths:
    """The paths of this account's desk, or of another desk under ``root`` (demo, practice, tests).

    ``root`` wins over ``SALTER_ROOT`` in ``environment``; a root of one's own keeps its preferences inside itself.
    """
    named = root or _root_from(environment or {})
    policy = policy or machine_policy_file()
    if named is None:
        return Paths(
            root=platformdirs.user_data_path(_PROGRAM, appauthor=False),
            preferences=platformdirs.user_config_path(_PROGRAM, appauthor=False) / "preferences.toml",
            policy=policy,
            vault_account="desk",
        )
    from hashlib import sha256

    own = named.resolve()
    return Paths(
        root=own,
        preferences=own / "preferences.toml",
        policy=policy,
        vault_account=f"desk-{sha256(os.fsencode(own)).hexdigest()[:16]}",
    )


def machine_policy_file() -> Path:
    """Where the IT person puts the policy of the machine."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Salter" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Salter/policy.toml")
    return Path("/etc/salter/policy.toml")


def shown(path: Path) -> str:
    """The path as a person may see it: the home folder, whose name is often a person's, becomes ``~``."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if home in path.parents else str(path)


def _root_from(environment: Mapping[str, str]) -> Path | None:
    """The root that the environment names, if it names one."""
    value = environment.get(ROOT_VARIABLE, "")
    return Path(value) if value else None


def _make_private(folder: Path, *, within: Path) -> None:
    """Make one folder; a folder of the user's that was there before us (``~/.config``) keeps its mode."""
    ours = folder == within or within in folder.parents or folder.name == _PROGRAM
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if ours and os.name != "nt" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise Unavailable("folder_unusable", folder=folder.name) from error
