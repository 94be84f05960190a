"""What every model is made of: its base, and the kinds of code and words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, Strict

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9+-]{0,63}$")]
CatalogueId = Annotated[str, Field(pattern=r"^(SX|YK|WA|CS|T4)-\d{2}$")]
Words = Annotated[str, Field(min_length=1, max_length=600)]
#: Yes or no, written so: never 1, "on" or "yes".
Flag = Annotated[bool, Strict()]


class Frozen(BaseModel):
    """A value: never edited, nothing extra, and silent about what it held if wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def added(default: Any, description: str | None = None) -> Any:
    """A field that came later: left out of the JSON while nobody has filled it.

    What was written before the field existed reads, replays and fingerprints as it did.
    """

    def unfilled(value: Any) -> bool:
        return bool(value == default)

    return Field(default=default, exclude_if=unfilled, description=description)
