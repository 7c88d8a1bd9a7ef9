"""The reference of all settings, made from the class: ``python -m config.reference > docs/configuration.md``."""

from __future__ import annotations

import sys
import types
import typing
from typing import Any

from pydantic.fields import FieldInfo

from config.mailbox import MailboxSettings
from config.openid import OpenIdSettings
from config.retries import default_retries
from config.settings import Settings
from config.telling import TellingSettings

HEADER = """# Configuration

Made from `config/settings.py` by `make docs`; do not edit.

A setting is taken from the flag of a command, else from the environment (`THONGBAO_` and the name in capitals), else from
`thongbao.toml` in the home folder (`THONGBAO_CONFIG` names another file), else the default. Unknown names are refused.
`thongbao doctor` shows every value and where it comes from. An empty path unsets what the file says.

The home folder is `THONGBAO_HOME`; unset, it is `./var` in a checkout and `~/.local/share/thongbao` elsewhere.

| setting | type | default | meaning |
|---|---|---|---|
"""

OPENID = """
## OpenID Connect

`[openid]` in `thongbao.toml`, or `THONGBAO_OPENID__ISSUER` and so on in the environment; what it does stands in [review.md](review.md).

| setting | type | default | meaning |
|---|---|---|---|
"""

MAILBOX = """
## Mailbox

`[mailbox]` in `thongbao.toml`, or `THONGBAO_MAILBOX__HOST` and so on in the environment; see [operations.md](operations.md).

| setting | type | default | meaning |
|---|---|---|---|
"""

RETRIES = """
## Retries

`[retries.STEP]` in `thongbao.toml` sets the policy of one step, e.g.

```toml
[retries.recognize]
attempts = 5
delay_seconds = [2, 10, 60]
jitter = 0.5
```

Only errors that say that another try can help are tried again (docs/errors.md).

| step | attempts | waits (seconds; the last repeats) | jitter |
|---|---|---|---|
"""


def type_name(annotation: Any) -> str:
    """A type as a person writes it."""
    if typing.get_origin(annotation) is typing.Literal:
        return " or ".join(typing.get_args(annotation))
    if isinstance(annotation, types.UnionType):
        return ", ".join(type_name(a) for a in typing.get_args(annotation) if a is not type(None)) + " or unset"
    return {
        "Path": "path",
        "str": "text",
        "SecretStr": "text",
        "int": "integer",
        "float": "number",
        "bool": "true/false",
        "tuple": "list",
    }.get(getattr(annotation, "__name__", ""), "table")


def shown(value: object) -> str:
    """A default as a person writes it."""
    if value is None or value == "":
        return "unset"
    return "none" if value in ((), {}) else str(value).lower() if isinstance(value, bool) else str(value)


def row(name: str, field: FieldInfo, default: str = "") -> str:
    """The row of a setting."""
    if not default:
        default = "needed" if field.is_required() else shown(field.get_default(call_default_factory=True))
    return f"| `{name}` | {type_name(field.annotation)} | {default} | {field.description} |"


def reference() -> str:
    """The page."""
    lines = []
    for name, field in sorted(Settings.model_fields.items(), key=lambda item: item[0] in TellingSettings.model_fields):
        if name in {"home", "workers"}:
            default = "see above" if name == "home" else "number of cores"
        elif name == "retries":
            default = "see below"
        else:
            default = ""
        lines.append(row(name, field, default))
    openid = [row(name, field) for name, field in OpenIdSettings.model_fields.items()]
    mailbox = [row(name, field) for name, field in MailboxSettings.model_fields.items()]
    policies = []
    for step, policy in default_retries().items():
        waits = ", ".join(f"{d:g}" for d in policy.delay_seconds) if policy.attempts > 1 else ""
        policies.append(f"| {step} | {policy.attempts} | {waits} | {policy.jitter:g} |")
    return (
        HEADER
        + "\n".join(lines)
        + "\n"
        + OPENID
        + "\n".join(openid)
        + "\n"
        + MAILBOX
        + "\n".join(mailbox)
        + "\n"
        + RETRIES
        + "\n".join(policies)
        + "\n"
    )


if __name__ == "__main__":
    sys.stdout.write(reference())
