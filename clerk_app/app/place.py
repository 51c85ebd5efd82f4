"""The place before anybody has signed in: folders, settings, vault, texts, clocks, and who this desk is."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerk_app.domain.errors import SignIn
from clerk_app.i18n import Texts
from clerk_app.ports.keys import Vault
from clerk_app.settings import identity as identities
from clerk_app.settings.clock import SystemClock, SystemEntropy
from clerk_app.settings.given import from_arguments, from_environment
from clerk_app.settings.identity import DeskIdentity
from clerk_app.settings.paths import Paths, desk_paths
from clerk_app.settings.policy import read_policy
from clerk_app.settings.preferences import read_preferences
from clerk_app.settings.resolve import Resolved, resolve
from clerk_app.settings.schema import Key, Settings, keys
from clerk_app.settings.vault import DemoVault, KeyringVault


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """Where this desk lives and what it knows with nobody signed in."""

    paths: Paths
    resolved: Resolved
    keys: tuple[Key, ...]
    vault: Vault
    texts: Texts
    resources: Path
    clock: SystemClock
    entropy: SystemEntropy

    @property
    def settings(self) -> Settings:
        """The effective settings of this run."""
        return self.resolved.settings

    def secret(self) -> bytes:
        """The desk secret; raises ``SignIn('not_enrolled')`` before there is one."""
        secret = self.vault.read()
        if secret is None:
            raise SignIn("not_enrolled")
        return secret

    def identity(self) -> DeskIdentity | None:
        """Who this desk is, or nothing before enrolment; raises what the vault raises."""
        if not self.paths.identity.exists():
            return None
        return identities.load(self.paths.identity, self.secret())


def find_place(
    arguments: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    root: Path | None = None,
    demo_vault: bool = False,
) -> Place:
    """Find everything out; bad settings are kept as problems and never stop the program."""
    paths = desk_paths(root=root, environment=environment)
    paths.make()
    resources = resources_folder()
    plain = Texts(resources / "texts")
    known = keys((*plain.languages(), "xx"))
    layers = (
        read_policy(paths.policy),
        read_preferences(paths.preferences),
        from_environment(environment),
        from_arguments(arguments),
    )
    resolved = resolve(known, *layers)
    return Place(
        paths=paths,
        resolved=resolved,
        keys=known,
        vault=DemoVault(paths.demo_vault) if demo_vault else KeyringVault(paths.vault_account),
        texts=plain.in_language(resolved.settings.language),
        resources=resources,
        clock=SystemClock(),
        entropy=SystemEntropy(),
    )


def resources_folder() -> Path:
    """Where ``resources`` lies: beside the package, or inside the frozen program."""
    frozen = getattr(sys, "_MEIPASS", "")
    return (Path(frozen) if frozen else Path(__file__).parents[2]) / "resources"
