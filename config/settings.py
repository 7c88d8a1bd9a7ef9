"""Settings: defaults, then ``thongbao.toml`` in the home folder, then ``THONGBAO_*`` in the environment; flags of a command win."""

from __future__ import annotations

import os
from datetime import date, datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError, TomlConfigSettingsSource

from config.mailbox import MailboxSettings
from config.openid import OpenIdSettings
from config.retries import RetryPolicy, StepName, default_retries
from config.sources import default_home, origin, refuse_lacking_file, refuse_unknown, settings_file
from config.telling import TellingSettings
from tasks.domain.errors import ConfigError

LEAST_PASSWORD = 8  # the least that NIST SP 800-63B allows for a password that a person chose


class Settings(BaseSettings, TellingSettings):
    """Every setting with its default; unknown keys are refused. ``docs/configuration.md`` is made from this class."""

    model_config = SettingsConfigDict(env_prefix="THONGBAO_", env_nested_delimiter="__", extra="forbid", frozen=True, allow_inf_nan=False)

    home: Annotated[Path, Field(description="Folder under which the program writes everything")] = Field(default_factory=default_home)
    database_url: Annotated[str, Field(description="Database; empty: SQLite in the home folder", repr=False)] = ""
    store: Annotated[Path | None, Field(description="Folder of the originals; unset: `store` in the home folder")] = None
    work: Annotated[Path | None, Field(description="Folder of page pictures and step outputs; unset: `work` in the home folder")] = None
    inbox: Annotated[
        Path | None, Field(description="Folder that `thongbao ingest` without a path takes; unset: `inbox` in the home folder")
    ] = None
    inbox_url: Annotated[
        str,
        Field(description="Bucket that is emptied beside the inbox folder, e.g. `s3://scans/office`", pattern=r"^(s3://[^/?#@]+(/.*)?)?$"),
    ] = ""
    mailbox: Annotated[MailboxSettings | None, Field(description="Mailbox whose letters bring files; see below")] = None
    inbox_endpoint: Annotated[
        str, Field(description="Address of the S3-compatible store, e.g. `https://s3.example.vn`; empty: Amazon's, or AWS_ENDPOINT_URL")
    ] = ""
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
    work_pool: Annotated[
        str, Field(description="Prefect work pool whose workers read the documents of a batch, each as a run of its own; empty: read here")
    ] = ""
    work_pool_documents: Annotated[int, Field(ge=1, le=2000, description="Documents of a batch handed to the work pool at once")] = 32
    work_pool_attempts: Annotated[
        int, Field(ge=1, le=20, description="Workers that a batch gives a document to, one after the other, where they die over it")
    ] = 3
    work_pool_start_seconds: Annotated[
        float, Field(gt=0, description="How long a worker may take from claiming a document to beginning it; then it is given to another")
    ] = 180.0
    work_pool_wait_seconds: Annotated[
        float, Field(gt=0, description="How long a batch waits while no worker takes anything; then it fails, and its files still wait")
    ] = 900.0
    max_file_bytes: Annotated[int, Field(ge=1, description="Largest file taken")] = 512 * 1024 * 1024
    max_members: Annotated[int, Field(ge=1, description="Most files that an archive, or a PDF with attachments, may hold")] = 500
    max_unpacked_bytes: Annotated[int, Field(ge=1, description="Most bytes that all files in one may have, unpacked")] = 2 * 1024**3
    max_pages: Annotated[int, Field(ge=1, description="Most pages a document may have")] = 1000
    max_page_pixels: Annotated[int, Field(ge=1, description="Most pixels a page may need, computed before it is rendered")] = 80_000_000
    render_seconds: Annotated[float, Field(gt=0, description="Time limit for rendering one page")] = 60.0
    ocr_seconds: Annotated[float, Field(gt=0, description="Time limit for one reading of one page")] = 120.0
    document_seconds: Annotated[
        float, Field(gt=0, description="Time limit for reading one document, its pages counted one after the other")
    ] = 3600.0
    memory_bytes: Annotated[
        int, Field(ge=0, description="Memory limit of one run of poppler or Tesseract, and of a page taken apart; 0: none")
    ] = 3 * 1024**3
    output_bytes: Annotated[int, Field(ge=0, description="Most bytes one such run may write; 0: no limit")] = 1024**3
    open_files: Annotated[int, Field(ge=0, description="Most files one such run may have open; 0: no limit")] = 256
    takeaway_memory_bytes: Annotated[
        int, Field(ge=0, description="Memory limit of making a searchable PDF, reading a workbook, looking into a backup; 0: none")
    ] = 1024**3
    takeaway_seconds: Annotated[float, Field(gt=0, description="Time limit for making a searchable PDF, or reading a workbook")] = 120.0
    backup_key: Annotated[
        Path | None,
        Field(description="File of the key that backups are signed with and that `restore` asks for; unset: they are not signed"),
    ] = None
    trusted_certificates: Annotated[
        Path | None,
        Field(description="Folder of the certificates that signers' certificates must lead to, DER or PEM; unset: that is not checked"),
    ] = None
    retries: Annotated[dict[StepName, RetryPolicy], Field(description="Retry policy of each step")] = Field(default_factory=default_retries)
    quarantine_after: Annotated[int, Field(ge=1, description="Failed runs after which a waiting document is quarantined")] = 3
    stop_after_same_failures: Annotated[int, Field(ge=1, description="Failures of one kind in a row that stop a batch")] = 10
    heartbeat_seconds: Annotated[float, Field(gt=0, description="How often a run gives a sign of life; three missed: abandoned")] = 20.0
    inbox_settle_seconds: Annotated[
        float, Field(ge=0, le=3600, description="How long a file of the inbox must not change before it is taken; 0: taken at once")
    ] = 5.0
    artifacts: Annotated[
        bool | None, Field(description="Write reports and pictures into Prefect's UI; unset: only for runs of `thongbao serve`")
    ] = None
    artifact_pictures: Annotated[
        int, Field(ge=0, le=100, description="Pages of a document whose picture, with all found places boxed, goes into the UI")
    ] = 1
    nightly_cron: Annotated[str, Field(description="When `thongbao serve` empties the inbox, as a cron line")] = "0 1 * * *"
    timezone: Annotated[str, Field(description="Time zone of the schedule, of what is due today, and of every time told")] = (
        "Asia/Ho_Chi_Minh"
    )
    due_days: Annotated[int, Field(ge=0, le=366, description="Directives due within so many days stand in the nightly notice")] = 7
    server_auth: Annotated[
        SecretStr | None,
        Field(
            description="User and password (`name:password`) that Prefect's server asks for, and that commands tell it; unset: "
            "made at the first start (`thongbao server-password`); secret"
        ),
    ] = None
    server_hosts: Annotated[
        str,
        Field(
            description="Names under which people and workers reach Prefect's server, `NAME` or `NAME:PORT`, separated by commas; "
            "needed where they use a name or a proxy",
            pattern=r"^[A-Za-z0-9._:\[\], -]*$",
        ),
    ] = ""
    form_folders: Annotated[
        str, Field(description="Folders below which the form `ingest` of Prefect's UI takes paths, separated by commas; empty: the inbox")
    ] = ""
    webhook_url: Annotated[SecretStr | None, Field(description="Address that a notice of every night is posted to; secret")] = None
    notice_seconds: Annotated[float, Field(gt=0, le=300, description="Time limit for one attempt to send a notice")] = 10.0
    notice_attempts: Annotated[int, Field(ge=1, le=10, description="Attempts to send a notice, with growing waits between")] = 3
    mail_to: Annotated[str, Field(description="Addresses that get the nightly notice as e-mail, separated by commas")] = ""
    mail_from: Annotated[str, Field(description="Sender of the e-mail")] = "thongbao@localhost"
    smtp_host: Annotated[str, Field(description="Mail server; e-mail is sent where this and `mail_to` are set")] = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535, description="Port of the mail server")] = 25
    smtp_starttls: Annotated[bool, Field(description="Encrypt the connection to the mail server")] = False
    smtp_user: Annotated[str, Field(description="User at the mail server; empty: none is named")] = ""
    smtp_password: Annotated[SecretStr | None, Field(description="Password at the mail server; secret")] = None

    review_users: Annotated[
        Path | None, Field(description="File of the accounts of the review pages; unset: `review-users.json` in the home folder")
    ] = None
    review_hosts: Annotated[
        str, Field(description="Names under which people reach the review pages, separated by commas; needed behind a proxy")
    ] = ""
    review_proxy: Annotated[
        str,
        Field(description="Addresses of the proxies before the review pages, separated by commas; they alone are believed about who asks"),
    ] = ""
    review_certificate: Annotated[
        Path | None, Field(description="Certificate of the review pages and its chain, PEM; set: they speak TLS")
    ] = None
    review_key: Annotated[Path | None, Field(description="Key of that certificate, PEM; unset: it stands in the same file")] = None
    openid: Annotated[
        OpenIdSettings | None, Field(description="Signing in to the review pages with an OpenID Connect provider; see below")
    ] = None

    def today(self) -> date:
        """The day it is where the office is."""
        return datetime.now(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which every command, page, file and notice tells times."""
        return ZoneInfo(self.timezone)

    @field_validator("home", mode="before")
    @classmethod
    def some_home(cls, value: Any) -> Any:
        """An empty name is none."""
        return default_home() if value == "" else value

    @field_validator("store", "work", "inbox", "backup_key", "trusted_certificates", "review_users", mode="before")
    @classmethod
    def no_path(cls, value: Any) -> Any:
        """An empty name unsets a path, so that the environment can undo what the file says."""
        return None if value == "" else value

    @field_validator("database_url")
    @classmethod
    def known_database(cls, value: str) -> str:
        """An address of a kind of database that there is."""
        if value:
            from config.faults import refuse_strange_address  # with SQLAlchemy, which help does without

            refuse_strange_address(value)
        return value

    @field_validator("timezone")
    @classmethod
    def known_timezone(cls, name: str) -> str:
        """The name of a time zone that this machine knows."""
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:  # what zoneinfo raises depends on how wrong the name is
            raise ValueError(f"{name!r} is no time zone like Asia/Ho_Chi_Minh") from error
        return name

    @field_validator("review_proxy")
    @classmethod
    def addresses(cls, value: str) -> str:
        """Addresses or networks; a name could be made to point elsewhere."""
        for part in filter(None, map(str.strip, value.split(","))):
            try:
                ip_network(part)
            except ValueError as error:
                raise ValueError(f"{part!r} is neither an IP address nor a network like 10.0.0.0/28") from error
        return value

    @field_validator("server_auth")
    @classmethod
    def name_and_password(cls, value: SecretStr | None) -> SecretStr | None:
        """Both parts; HTTP separates them by a colon, Prefect compares ASCII alone, and a short password is soon guessed."""
        if value is None:
            return None
        name, _, password = value.get_secret_value().partition(":")
        whole = value.get_secret_value()
        if not name or len(password) < LEAST_PASSWORD or not whole.isprintable() or not whole.isascii():
            raise ValueError(
                f"it must be NAME:PASSWORD with a password of {LEAST_PASSWORD} or more letters without accents, figures, signs"
            )
        return value

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
    def offered_folders(self) -> tuple[Path, ...]:
        """Below which forms may name paths."""
        return tuple(Path(name.strip()) for name in self.form_folders.split(",") if name.strip()) or (self.inbox_folder,)

    @property
    def review_users_file(self) -> Path:
        """Where the accounts of the review pages are."""
        return self.review_users or self.home / "review-users.json"

    @property
    def database(self) -> str:
        """Address of the database, the embedded one where none is set."""
        return self.database_url or f"sqlite:///{(self.home / 'thongbao.db').resolve()}"

    def retry(self, step: StepName) -> RetryPolicy:
        """The policy of a step; a step the file leaves out keeps its default."""
        return self.retries.get(step) or default_retries()[step]


def load_settings(*, lacking_file: bool = False, **flags: Any) -> Settings:
    """The settings in force.

    Args:
        lacking_file: the file that ``THONGBAO_CONFIG`` names need not be there yet.
        flags: values that a command was given; those that are None count as not given.

    Raises:
        ConfigError: a value is out of range, a name is unknown, the file is not there, cannot be read or is no TOML.
    """
    refuse_unknown(Settings.model_fields)
    if not lacking_file:
        refuse_lacking_file()
    try:
        return Settings(**{k: v for k, v in flags.items() if v is not None})
    except ValidationError as error:
        from config.faults import fault_of

        raise ConfigError(*fault_of(error, Settings, origin)) from error
    except SettingsError as error:
        raise ConfigError(f"{error}.", "A table is written as JSON there; docs/configuration.md has examples.") from error
    except ValueError as error:
        raise ConfigError(f"{settings_file()}: {error}.", "Correct the file; docs/configuration.md lists the settings.") from error
    except OSError as error:
        raise ConfigError(f"{settings_file()} cannot be read: {error.strerror or error}.", "Check its permissions.") from error
