"""Settings of the mailbox that scanners and colleagues send to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from tasks.domain.errors import ConfigError


class MailboxSettings(BaseModel):
    """Every setting of a mailbox; ``docs/configuration.md`` is made from this class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: Annotated[str, Field(min_length=1, description="IMAP server; it is spoken to over TLS alone, and must prove its name")]
    port: Annotated[int, Field(ge=1, le=65535, description="Port of IMAP over TLS")] = 993
    user: Annotated[str, Field(min_length=1, description="Account at the server, often its whole address")]
    password: Annotated[SecretStr | None, Field(description="Its password; secret")] = None
    password_file: Annotated[Path | None, Field(description="File that holds it instead, on its first line")] = None
    folder: Annotated[str, Field(min_length=1, description="Folder that is emptied")] = "INBOX"
    done_folder: Annotated[
        str,
        Field(min_length=1, description="Folder for letters once the store has all they brought; made where it is missing"),
    ] = "thongbao"
    authority: Annotated[Path | None, Field(description="Certificates that may vouch for it, PEM; unset: the system's")] = None

    def secret(self) -> str:
        """The password.

        Raises:
            ConfigError: its file cannot be read or is empty.
        """
        if self.password is not None:
            return self.password.get_secret_value()
        try:
            return Path(self.password_file or "").read_text("utf-8").splitlines()[0].strip()
        except (OSError, UnicodeDecodeError, IndexError) as error:
            raise ConfigError(f"mailbox.password_file: {self.password_file} holds no password.", "Put it on the first line.") from error

    @model_validator(mode="after")
    def one_password(self) -> MailboxSettings:
        """Exactly one of password and file."""
        if (self.password is None) == (self.password_file is None):
            raise ValueError("one of password and password_file is needed")
        return self

    @model_validator(mode="after")
    def two_folders(self) -> MailboxSettings:
        """A letter that is moved must be gone from where letters are looked for."""
        if self.folder == self.done_folder:
            raise ValueError("done_folder must be another than folder")
        return self
