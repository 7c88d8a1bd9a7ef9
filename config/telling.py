"""Settings of what people are told, and of where the pages are that it leads to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, SecretStr, field_validator

_ADDRESS = r"^(https?://[^/\s?#]+(/[^\s?#]*)?)?$"
_DRIVER = "postgresql+asyncpg://"


class TellingSettings(BaseModel):
    """Part of :class:`config.settings.Settings`."""

    ui_language: Annotated[
        Literal["vi", "en"], Field(description="Language of Prefect's UI where it is ours, and of notices: `vi`, `en`")
    ] = "vi"
    review_url: Annotated[
        str, Field(description="Where people reach the review pages, for links; empty: `thongbao serve` fills it in", pattern=_ADDRESS)
    ] = ""
    ui_url: Annotated[
        str, Field(description="Where people reach Prefect's UI, for links; empty: `thongbao serve` fills it in", pattern=_ADDRESS)
    ] = ""
    prefect_database_url: Annotated[
        SecretStr | None,
        Field(
            description="PostgreSQL database in which `thongbao serve` and `server` keep Prefect's runs, "
            "`postgresql://NAME:PASSWORD@HOST/DATABASE`; unset: a SQLite file in the home folder; secret"
        ),
    ] = None

    @field_validator("prefect_database_url")
    @classmethod
    def as_prefect_takes_it(cls, value: SecretStr | None) -> SecretStr | None:
        """An address of PostgreSQL, whatever driver it names, with the driver of Prefect's server; empty is unset."""
        if value is None or not value.get_secret_value():
            return None
        scheme, mark, rest = value.get_secret_value().partition("://")
        if scheme.partition("+")[0] not in {"postgresql", "postgres"} or not mark or not rest:
            raise ValueError("it must be postgresql://NAME:PASSWORD@HOST/DATABASE")
        before, ask, query = rest.partition("?")
        # Prefect's driver has a name of its own for what libpq calls sslmode.
        return SecretStr(_DRIVER + before + ask + query.replace("sslmode=", "ssl="))
