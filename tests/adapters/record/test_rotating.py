"""What hangs on which line of the keyring, and how it is moved off it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from adapters.record import rotating
from adapters.record.rotating import Hanging, Marked, hanging, mark_anew
from adapters.record.signet import Signet
from adapters.sealing.keyring import KEY_BYTES, Keyring
from tests.adapters.record.scene import Scene, named

NEW = Keyring({"k3": b"3" * KEY_BYTES, "k2": b"2" * KEY_BYTES})


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "BATCH", 2)


async def moved(scene: Scene, keyring: Keyring) -> Marked:
    """All that can be, in as many transactions as it takes."""
    signet, done, left = Signet(keyring), 0, list[str]()
    while any(found := await scene.database.write(_next(signet, len(left)))):
        done, left = done + found.moved, [*left, *found.left]
    return Marked(done, tuple(left))


def _next(signet: Signet, passed: int) -> Any:
    return partial(mark_anew, signet=signet, passed=passed)


async def hangs(scene: Scene) -> dict[str, Hanging]:
    return await scene.database.read(hanging)


async def test_what_hangs_on_each_line_is_counted_by_the_line_s_own_id(
    scene: Scene,
) -> None:
    scene.by_hand(
        "UPDATE facts SET body = CAST('k1:box' AS {}) WHERE case_ref = 'K-2'".format(
            "blob" if scene.is_sqlite else "bytea"
        ),
        "UPDATE heads SET mac = 'K2:f' WHERE chain = 'K-3'",
        "UPDATE heads SET mac = 'no colon, two words' WHERE chain = 'K-2'",
        "UPDATE seals SET key_id = 'winter' WHERE no = 2",
    )

    assert await hangs(scene) == {
        "k1": Hanging(rows=4, heads=0, seals=0),
        "k2": Hanging(rows=0, heads=4, seals=2),
        "K2": Hanging(rows=0, heads=1, seals=0),
        "winter": Hanging(rows=0, heads=0, seals=1),
    }


async def test_every_mark_is_moved_and_the_record_is_whole_with_the_new_line(
    scene: Scene,
) -> None:
    assert await moved(scene, NEW) == Marked(6, ())
    assert await moved(scene, NEW) == Marked(0, ())

    scene.signet = Signet(NEW)
    assert await scene.found() == []
    assert (await hangs(scene))["k2"] == Hanging(rows=0, heads=0, seals=3)


async def test_what_is_not_ours_or_under_an_unknown_key_is_left_and_named(
    scene: Scene,
) -> None:
    scene.by_hand(
        "UPDATE heads SET last_no = 5 WHERE book = 'audit' AND chain = '-'",
        "UPDATE heads SET mac = 'k9:f' WHERE book = 'facts' AND chain = 'K-2'",
        "UPDATE heads SET book = 'nonsense' WHERE chain = 'K-3'",
    )

    left = ("audit/-", "facts/K-2", "nonsense/K-3")
    assert await moved(scene, NEW) == Marked(3, left)
    assert await moved(scene, NEW) == Marked(0, left)
    assert (await hangs(scene))["k3"].heads == 3


async def test_the_public_half_of_an_old_line_checks_its_seals_and_none_of_its_marks(
    scene: Scene,
) -> None:
    half = scene.signet.public_keys["k2"]
    ring = Keyring.parse(f"k3:{'M' * 42}8=\nk2:public:{half}")
    scene.signet = Signet(ring)

    found = named(await scene.found())

    assert scene.signet.public_keys["k2"] == half
    assert {each[2] for each in found} == {"unknown-key"}
    assert ("facts", "K-1", "unknown-key", 6) in found
    assert ("seals", "-", "unknown-key", 1) not in found
