"""Asking for a translation by a certified translator: nothing here translates."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from activities.failures import unavailable
from activities.ports import Texts
from domain.documents.values import Value
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class Translations:
    """Requests to the translation desk."""

    carrier: Carrier
    texts: Texts

    @activity.defn(name="translation.request")
    async def request(self, letter: Letter) -> Receipt:
        """One text, into one language or another form.

        The text is kept as it is given out, before the desk hears of it: what comes
        back is put beside it, sentence by sentence.
        """
        if letter.to_translate:
            try:
                await self._keep_source(letter)
            except Exception as error:
                raise unavailable(error) from None
        return await self.carrier.deliver(letter)

    async def _keep_source(self, letter: Letter) -> None:
        """In English, under the fingerprint of what it says."""
        asked = _asked(letter)
        source = letter.model_copy(
            update={
                "lines": letter.to_translate,
                "to_translate": (),
                "document": str(asked["what"]),
                "language": "en",
                "source": str(asked["source"]),
            }
        )
        document = (await self.carrier.drafting.documents(source))[0]
        text = document.model_copy(update={"greets": None}).model_dump_json()
        await self.texts.put(letter.case, source.source, text)


def _asked(letter: Letter) -> dict[str, Value]:
    """What the desk is asked for. Raises `LookupError` where nothing is."""
    for line in letter.lines:
        if line.code == "translation":
            return line.values
    raise LookupError("the letter has no line translation")
