"""Joining the central systems' actions to the open stores: one function for each system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_app.actions.receipting import Receipting
from clerk_app.actions.systems import Systems
from clerk_app.app.stores import Stores

if TYPE_CHECKING:
    from clerk_app.app.joining import Joint


def join_systems(stores: Stores, _joint: Joint, _receipting: Receipting) -> Systems:
    """Every system that keeps a part of a case."""
    return Systems(case_files=stores.case_files)
