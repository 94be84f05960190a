from __future__ import annotations

import base64

import pytest

from adapters.sealing.keyring import (
    DEVELOPMENT_KEY,
    KEY_BYTES,
    Keyring,
    KeysUnusable,
    Sealed,
    Unopenable,
    keys_in,
    public_line,
)

ONE, TWO = b"1" * KEY_BYTES, b"2" * KEY_BYTES


def line(key_id: str, key: bytes) -> str:
    return f"{key_id}:{base64.b64encode(key).decode()}"


def half(key_id: str, key: bytes) -> str:
    return public_line(key_id, base64.b64encode(key).decode())


def test_a_public_half_is_held_apart_and_opens_wraps_and_derives_nothing() -> None:
    old = Keyring({"old": ONE})
    keyring = Keyring.parse(f"{line('new', TWO)}\n{half('old', ONE)}")

    assert (keyring.ids, keyring.public) == (("new",), {"old": ONE})
    assert set(keyring.derived(b"purpose")) == {"new"}
    for ask, sealed in [
        (keyring.unseal, old.seal(b"words", b"about")),
        (keyring.unwrap, old.wrap(b"d" * KEY_BYTES, b"about")),
    ]:
        with pytest.raises(Unopenable, match="unknown-key"):
            ask(sealed, b"about")


def test_where_every_line_must_be_a_whole_key_a_public_half_is_refused() -> None:
    with pytest.raises(KeysUnusable, match="line 2: write a whole key here"):
        keys_in(f"{line('new', TWO)}\n{half('old', ONE)}")


def test_the_first_line_is_the_current_key_and_every_line_is_held() -> None:
    keyring = Keyring.parse(
        f"# rotated in spring\n\n {line('new', TWO)} \n{line('old', ONE)}\n"
    )

    assert keyring.current == "new"
    assert keyring.ids == ("new", "old")
    assert not keyring.is_development


def test_what_was_sealed_before_a_rotation_opens_after_it() -> None:
    before = Keyring({"old": ONE})
    after = Keyring({"new": TWO, "old": ONE})

    sealed = before.seal(b"words", b"about")

    assert after.unseal(sealed, b"about") == b"words"
    assert after.seal(b"words", b"about").key_id == "new"


def test_the_same_words_are_never_sealed_to_the_same_bytes(keyring: Keyring) -> None:
    boxes = {keyring.seal(b"words", b"about").box for _ in range(100)}

    assert len(boxes) == 100


def test_a_key_that_is_not_held_is_named_as_such(keyring: Keyring) -> None:
    with pytest.raises(Unopenable) as refused:
        Keyring({"other": ONE}).unseal(keyring.seal(b"words", b""), b"")

    assert refused.value.code == "unknown-key"


@pytest.mark.parametrize("box", [b"", b"short", b"n" * 12, b"n" * 27, b"n" * 200])
def test_bytes_that_nobody_sealed_are_damaged(keyring: Keyring, box: bytes) -> None:
    with pytest.raises(Unopenable) as refused:
        keyring.unseal(Sealed("k1", box), b"")

    assert refused.value.code == "damaged"


def test_what_is_about_one_thing_does_not_open_for_another(keyring: Keyring) -> None:
    with pytest.raises(Unopenable) as refused:
        keyring.unseal(keyring.seal(b"words", b"case a"), b"case b")

    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is no key"),
        ("# nothing but this", "there is no key"),
        ("no colon here", "line 1: write keyid:base64key"),
        ("k1:not base64!", "line 1: the key is not base64"),
        ("\n" + "k1:" + "é" * 44, "line 2: the key is not base64"),
        (line("k1", b"too short"), "line 1: write 32 bytes"),
        (line("k1", ONE) + "\nhunter2:spring26", "line 2: write 32 bytes"),
        (line("two words", ONE), "line 1: a key id is at most 40"),
        (line("k1", ONE) + "\n" + line("k1", TWO), "line 2: this key id stands twice"),
        (half("k1", ONE), "line 1: the first line seals, so write a whole key"),
        (half("k1", ONE) + "\n" + line("k2", TWO), "line 1: the first line seals"),
        (line("k1", ONE) + "\n" + half("k1", TWO), "key k1: it stands there whole"),
        (
            line("k1", ONE) + "\n" + half("k2", TWO) + "\n" + half("k2", ONE),
            "line 3: this key id stands twice",
        ),
        (line("k1", ONE) + "\n" + half("k2", b"too short"), "line 2: write 32 bytes"),
        (line("k1", ONE) + "\nk2:public:no base64", "line 2: the key is not base64"),
        (line("k1", ONE) + "\nk2:private:" + "a" * 44, "line 2: the key is not base64"),
    ],
)
def test_keys_that_are_written_wrongly_are_refused_in_words(
    text: str, says: str
) -> None:
    with pytest.raises(KeysUnusable, match=says) as refused:
        Keyring.parse(text)

    assert "hunter2" not in str(refused.value)


def test_a_refusal_never_repeats_a_key() -> None:
    secret = base64.b64encode(b"not thirty-two bytes").decode()

    with pytest.raises(KeysUnusable) as refused:
        Keyring.parse(f"k1:{secret}")

    assert secret not in str(refused.value)


def test_the_development_key_is_known_by_its_name_and_by_its_bytes() -> None:
    shipped = Keyring.development()
    disguised = Keyring({"ours": TWO, "looks-new": DEVELOPMENT_KEY})

    assert shipped.is_development
    assert shipped.current == "development"
    assert disguised.is_development
    assert Keyring({"development": ONE}).is_development
    assert Keyring({"k1": ONE}, {"development": ONE}).is_development


def test_the_development_key_is_the_same_on_every_machine() -> None:
    sealed = Keyring.development().seal(b"words", b"")

    assert Keyring.development().unseal(sealed, b"") == b"words"
