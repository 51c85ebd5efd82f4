"""The place before anybody has signed in: folders, settings, texts, clocks. Light: the first window waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from clerk_app.app.resources import resources_folder
from clerk_app.i18n import Texts
from clerk_app.settings.clock import SystemClock, SystemEntropy
from clerk_app.settings.given import from_arguments, from_environment
from clerk_app.settings.paths import Paths, desk_paths
from clerk_app.settings.policy import read_policy
from clerk_app.settings.preferences import read_preferences
from clerk_app.settings.resolve import Resolved, resolve
from clerk_app.settings.schema import Key, Settings, keys


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """Where this desk lives and what it knows with nobody signed in; ``demo`` has a vault that is none."""

    paths: Paths
    resolved: Resolved
    keys: tuple[Key, ...]
    texts: Texts
    resources: Path
    clock: SystemClock
    entropy: SystemEntropy
    arguments: Mapping[str, object]
    environment: Mapping[str, str]
    demo: bool = False

    def renewed(self) -> Place:
        """The same place with its settings read again; the clock keeps what it has learned of the centre's."""
        fresh = find_place(self.arguments, self.environment, root=self.paths.root, demo=self.demo)
        return replace(fresh, clock=self.clock, entropy=self.entropy)

    @property
    def settings(self) -> Settings:
        """The effective settings of this run."""
        return self.resolved.settings

    @property
    def enrolled(self) -> bool:
        """Whether this computer is a desk already."""
        return self.paths.identity.exists()


def find_place(
    arguments: Mapping[str, object],
    environment: Mapping[str, str],
    *,
    root: Path | None = None,
    demo: bool = False,
    texts: Texts | None = None,
) -> Place:
    """Find everything out; bad settings are kept as problems and never stop the program.

    ``texts`` are those that are open already, in whatever language.
    """
    paths = desk_paths(root=root, environment=environment)
    paths.make()
    resources = resources_folder()
    plain = texts if texts is not None else Texts(resources / "texts")
    known = keys((*plain.languages(), "xx"))
    layers = (
        read_policy(paths.policy),
        read_preferences(paths.preferences),
        from_environment(environment),
        from_arguments(arguments),
    )
    resolved = resolve(known, *layers)
    language = resolved.settings.language
    return Place(
        paths=paths,
        resolved=resolved,
        keys=known,
        texts=plain if language == plain.language else plain.in_language(language),
        resources=resources,
        clock=SystemClock(),
        entropy=SystemEntropy(),
        arguments=arguments,
        environment=environment,
        demo=demo,
    )
