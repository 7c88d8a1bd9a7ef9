"""Settings of signing in with an OpenID Connect provider."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

_ADDRESS = re.compile(r"https://[^/?#@\s]+(/[^?#\s]*)?|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^?#\s]*)?")
ANYBODY = "*"


class OpenIdSettings(BaseModel):
    """Every setting of a provider; ``docs/configuration.md`` is made from this class."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: Annotated[
        str, Field(description="Address of the provider, exactly as it names itself, e.g. `https://sso.tinh.example/realms/office`")
    ]
    client_id: Annotated[str, Field(min_length=1, description="Name under which the provider knows the review pages")]
    client_secret: Annotated[SecretStr | None, Field(description="What the provider gave with it; secret")] = None
    client_secret_file: Annotated[Path | None, Field(description="File that holds it instead, on its first line")] = None
    name: Annotated[str, Field(min_length=1, max_length=60, description="What people call the provider; stands on the button")] = "OpenID"
    scopes: Annotated[str, Field(pattern=r"^openid( \S+)*$", description="What the provider is asked for")] = "openid profile"
    account_claim: Annotated[
        str, Field(min_length=1, description="Claim that names the account; one that people cannot choose themselves")
    ] = "preferred_username"
    role_claim: Annotated[
        str,
        Field(description="Claim whose values give the role; dots lead into it, e.g. `realm_access.roles`; empty: nobody gets one by it"),
    ] = "roles"
    editors: Annotated[tuple[str, ...], Field(description="Values of it that make an editor; `*`: everybody the provider lets in")] = ()
    readers: Annotated[tuple[str, ...], Field(description="Values of it that make a reader; `*`: everybody the provider lets in")] = ()
    group_claim: Annotated[
        str, Field(description="Claim whose values put the account into groups (docs/review.md); empty: only the groups' members count")
    ] = ""
    groups: Annotated[dict[str, str], Field(description="Group for each value of it; empty: the values are the groups' names")] = Field(
        default_factory=dict
    )

    @field_validator("issuer")
    @classmethod
    def protected_address(cls, address: str) -> str:
        """An address over TLS; without it only of this machine."""
        if not _ADDRESS.fullmatch(address):
            raise ValueError("it must be an https address without query, e.g. https://sso.tinh.example")
        return address

    @model_validator(mode="after")
    def one_secret(self) -> OpenIdSettings:
        """Not both a secret and a file of it."""
        if self.client_secret is not None and self.client_secret_file is not None:
            raise ValueError("client_secret and client_secret_file exclude each other")
        return self
