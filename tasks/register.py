"""Step 1, register: keep the original, know it by its hash, recognise what came before."""

from __future__ import annotations

from prefect import task

from tasks.arriving import take_in
from tasks.step import is_retryable

register = task(name="register", retry_condition_fn=is_retryable, persist_result=False)(take_in)
