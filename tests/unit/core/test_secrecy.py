"""Names that sound secret."""

import pytest

from monitor.core.secrecy import looks_secret, repeatable


@pytest.mark.parametrize(
    "name",
    [
        *("Authorization", "X-API-Key", "Cookie", "X-Auth-Token", "sessionid", "passwd", "passphrase", "my_key"),
        *("accountKey", "ACCESS-KEY", "ACCESS-SIGN", "key", "listenKey", "client_secret", "pwd", "sid"),
    ],
)
def test_names_of_secrets_are_known(name: str) -> None:
    assert looks_secret(name)


@pytest.mark.parametrize(
    "name", ["Origin", "User-Agent", "symbol", "monkey", "design", "Accept-Language", "keys_shown", "keyboard", "host"]
)
def test_other_names_are_left_alone(name: str) -> None:
    assert not looks_secret(name)


def test_of_a_header_with_a_scheme_the_second_word_may_be_repeated_alone() -> None:
    assert repeatable("Bearer abc") == ("Bearer abc", "abc")
    assert repeatable("abc") == ("abc",)
