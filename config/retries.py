"""How often each step is tried again."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

StepName = Literal["register", "unpack", "rasterize", "recognize", "clean", "examine", "segment", "extract", "load"]


class RetryPolicy(BaseModel):
    """How often a step is tried when its error says that trying again can help."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    attempts: Annotated[int, Field(ge=1, le=20, description="attempts in all, the first included")] = 3
    delay_seconds: Annotated[
        tuple[float, ...], Field(min_length=1, description="waits before the 2nd, 3rd ... attempt; the last repeats")
    ] = (2.0, 10.0)
    jitter: Annotated[float, Field(ge=0, le=5, description="random share added to each wait")] = 0.5

    @property
    def waits(self) -> list[float]:
        """Seconds before the second, third ... attempt, without the jitter; empty where there is one attempt."""
        return [self.delay_seconds[min(i, len(self.delay_seconds) - 1)] for i in range(self.attempts - 1)]


def default_retries() -> dict[StepName, RetryPolicy]:
    """Pure steps cannot fail for a passing reason; those that meet disks, programs or the database can."""
    outside = RetryPolicy()
    return {
        "register": RetryPolicy(attempts=4, delay_seconds=(1.0, 5.0, 20.0)),
        "unpack": outside,
        "rasterize": outside,
        "recognize": outside,
        "clean": RetryPolicy(attempts=1),
        "examine": outside,
        "segment": RetryPolicy(attempts=1),
        "extract": RetryPolicy(attempts=1),
        "load": RetryPolicy(attempts=5, delay_seconds=(1.0, 5.0, 20.0, 60.0)),
    }
