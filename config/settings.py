"""Settings: defaults, then ``thongbao.toml`` in the home folder, then ``THONGBAO_*`` in the environment; flags of a command win."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from sqlalchemy import make_url

from tasks.domain.errors import ConfigError

StepName = Literal["register", "rasterize", "recognize", "clean", "segment", "extract", "load"]
CHECKOUT = Path(__file__).resolve().parent.parent


class RetryPolicy(BaseModel):
    """How often a step is tried when its error says that trying again can help."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    attempts: Annotated[int, Field(ge=1, le=20, description="attempts in all, the first included")] = 3
    delay_seconds: Annotated[
        tuple[float, ...], Field(min_length=1, description="waits before the 2nd, 3rd ... attempt; the last repeats")
    ] = (2.0, 10.0)
    jitter: Annotated[float, Field(ge=0, le=5, description="random share added to each wait")] = 0.5


def default_retries() -> dict[StepName, RetryPolicy]:
    """Pure steps cannot fail for a passing reason; those that meet disks, programs or the database can."""
    outside = RetryPolicy()
    return {
        "register": RetryPolicy(attempts=4, delay_seconds=(1.0, 5.0, 20.0)),
        "rasterize": outside,
        "recognize": outside,
        "clean": RetryPolicy(attempts=1),
        "segment": RetryPolicy(attempts=1),
        "extract": RetryPolicy(attempts=1),
        "load": RetryPolicy(attempts=5, delay_seconds=(1.0, 5.0, 20.0, 60.0)),
    }


def default_home() -> Path:
    """``./var`` of a checkout, else the user's data folder (XDG base directory specification)."""
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "thongbao"


class Settings(BaseSettings):
    """Every setting with its default; unknown keys are refused. ``docs/configuration.md`` is made from this class."""

    model_config = SettingsConfigDict(env_prefix="THONGBAO_", env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Annotated[Path, Field(description="Folder under which the program writes everything")] = Field(default_factory=default_home)
    database_url: Annotated[str, Field(description="Database; empty: SQLite in the home folder", repr=False)] = ""
    store: Annotated[Path | None, Field(description="Folder of the originals; unset: `store` in the home folder")] = None
    work: Annotated[Path | None, Field(description="Folder of page pictures and step outputs; unset: `work` in the home folder")] = None
    inbox: Annotated[
        Path | None, Field(description="Folder that `thongbao ingest` without a path takes; unset: `inbox` in the home folder")
    ] = None
    tesseract: Annotated[str, Field(description="Tesseract program")] = "tesseract"
    language: Annotated[str, Field(description="Tesseract language model", pattern=r"^[A-Za-z_+/]+$")] = "vie"
    dpi: Annotated[
        int | None, Field(ge=72, le=600, description="Resolution to read at; unset: chosen per page by the height of the text")
    ] = None
    psm: Annotated[int | None, Field(ge=3, le=13, description="Tesseract page segmentation mode; unset: chosen")] = None
    force_ocr: Annotated[bool, Field(description="Read the picture even where the PDF holds good text")] = False
    context: Annotated[bool, Field(description="Mend misread tone marks by context")] = True
    workers: Annotated[int, Field(ge=1, le=256, description="Pages worked on at once")] = Field(default_factory=lambda: os.cpu_count() or 1)
    documents_at_once: Annotated[int, Field(ge=1, le=64, description="Documents a batch works on at once")] = 2
    max_file_bytes: Annotated[int, Field(ge=1, description="Largest file taken")] = 512 * 1024 * 1024
    max_pages: Annotated[int, Field(ge=1, description="Most pages a document may have")] = 1000
    max_page_pixels: Annotated[int, Field(ge=1, description="Most pixels a page may need, computed before it is rendered")] = 80_000_000
    render_seconds: Annotated[float, Field(gt=0, description="Time limit for rendering one page")] = 60.0
    ocr_seconds: Annotated[float, Field(gt=0, description="Time limit for one reading of one page")] = 120.0
    memory_bytes: Annotated[int, Field(ge=0, description="Memory limit of one program run; 0: none")] = 3 * 1024**3
    retries: Annotated[dict[StepName, RetryPolicy], Field(description="Retry policy of each step")] = Field(default_factory=default_retries)
    quarantine_after: Annotated[int, Field(ge=1, description="Failed runs after which a waiting document is quarantined")] = 3
    stop_after_same_failures: Annotated[int, Field(ge=1, description="Failures of one kind in a row that stop a batch")] = 10
    heartbeat_seconds: Annotated[float, Field(gt=0, description="How often a run gives a sign of life; three missed: abandoned")] = 20.0

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=settings_file())

    @property
    def store_folder(self) -> Path:
        """Where originals are kept."""
        return self.store or self.home / "store"

    @property
    def work_folder(self) -> Path:
        """Where steps leave their outputs."""
        return self.work or self.home / "work"

    @property
    def inbox_folder(self) -> Path:
        """Where files wait."""
        return self.inbox or self.home / "inbox"

    @property
    def database(self) -> str:
        """Address of the database, the embedded one where none is set."""
        return self.database_url or f"sqlite:///{(self.home / 'thongbao.db').resolve()}"

    def retry(self, step: StepName) -> RetryPolicy:
        """The policy of a step; a step the file leaves out keeps its default."""
        return self.retries.get(step) or default_retries()[step]


def settings_file() -> Path:
    """``THONGBAO_CONFIG``, else ``thongbao.toml`` in the home folder."""
    named = os.environ.get("THONGBAO_CONFIG")
    return Path(named) if named else Path(os.environ.get("THONGBAO_HOME") or default_home()) / "thongbao.toml"


def load_settings(**flags: Any) -> Settings:
    """The settings in force; flags that are None count as not given.

    Raises:
        ConfigError: a value is out of range, a key is unknown, or the file is no TOML.
    """
    try:
        return Settings(**{k: v for k, v in flags.items() if v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise ConfigError(
            f"Setting {place!r}: {first['msg']}.", f"Set it in {settings_file()} or as THONGBAO_{place.upper().replace('.', '__')}."
        ) from error
    except ValueError as error:
        raise ConfigError(f"{settings_file()}: {error}.", "Correct the file; docs/configuration.md lists the settings.") from error


def origin(name: str) -> str:
    """Where the value of a setting comes from, for ``doctor``."""
    key = f"THONGBAO_{name.upper()}"
    if any(k.upper() == key or k.upper().startswith(key + "__") for k in os.environ):
        return f"environment ({key})"
    try:
        source = TomlConfigSettingsSource(Settings, toml_file=settings_file())
    except ValueError:
        return "default"
    return str(settings_file()) if name in source.toml_data else "default"


def shown(name: str, value: Any) -> str:
    """A value as it may be printed: passwords in addresses are masked."""
    if name == "database_url" and value:
        try:
            return make_url(str(value)).render_as_string(hide_password=True)
        except Exception:  # whatever it is, it may hold a password
            return "***"
    return str(value)
