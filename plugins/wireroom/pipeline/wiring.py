"""The only place where edges are built: settings and adapters, once per task or command."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wireroom.adapters.outlets import load_registry
from wireroom.adapters.warc import WarcArchive
from wireroom.adapters.warehouse import Store, open_store
from wireroom.adapters.web import GuardedWeb
from wireroom.errors import SettingsError
from wireroom.model import MirrorState
from wireroom.pipeline.overlay import with_approved
from wireroom.ports import Archive, Clock, Web
from wireroom.registry import Registry
from wireroom.settings import Settings, from_environment

# Beside the library in a checkout: plugins/wireroom/pipeline/wiring.py -> dags/outlets.
_SHIPPED = Path(__file__).resolve().parents[3] / "dags" / "outlets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything a step needs; `clock` is the run's time, which a person may set."""

    settings: Settings
    registry: Registry
    store: Store
    web: Web
    archive: Archive
    clock: Clock


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; raises SettingsError."""
    given = os.environ if environment is None else environment
    return from_environment(given, shipped_outlets=_SHIPPED)


def open_room(settings: Settings | None = None, *, now: datetime | None = None) -> Room:
    """The room of one step. `now` stands the run's clock still; leases keep real time.

    Raises SettingsError, RegistryError, ContractError or WarehouseUnavailableError.
    """
    chosen = settings or read_settings()
    registry = load_registry(chosen.outlets)
    _make_home(chosen)
    store = open_store(chosen.warehouse)
    return Room(
        settings=chosen,
        registry=with_approved(registry, store.mirrors(states=[MirrorState.APPROVED])),
        store=store,
        web=GuardedWeb(settings=chosen, leases=store, robots=store, clock=wall_clock),
        archive=WarcArchive(chosen.archive),
        clock=wall_clock if now is None else lambda: now,
    )


def _make_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            "WIREROOM_HOME",
            f"cannot make {settings.home}: {error.strerror}",
            "name a writable path",
        ) from error
