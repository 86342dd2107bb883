"""The editor knows what has been begun where the caret stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.formulas.completion import Begun, completion_at


@pytest.mark.parametrize(
    ("text", "begun", "typed", "replaced"),
    [
        ("sm|", Begun.FUNCTION, "sm", "sm"),
        ("1 + de|", Begun.FUNCTION, "de", "de"),
        ("[|", Begun.SERIES, "", "["),
        ("2 * [BTC|", Begun.SERIES, "BTC", "[BTC"),
        ("2 * [BTC|USDT/price] + 1", Begun.SERIES, "BTC", "[BTCUSDT/price]"),
        ('["XBT/U|', Begun.SERIES, '"XBT/U', '["XBT/U'),
        ('["a]b|', Begun.SERIES, '"a]b', '["a]b'),
        ("sma([pri|, 60s)", Begun.SERIES, "pri", "[pri"),
    ],
)
def test_what_has_been_begun(text: str, begun: Begun, typed: str, replaced: str) -> None:
    caret = text.index("|")
    whole = text.replace("|", "")
    found = completion_at(whole, caret)
    assert found is not None
    assert (found.begun, found.text) == (begun, typed)
    assert whole[found.extent.start : found.extent.end] == replaced


@pytest.mark.parametrize("text", ["|", "1|", "[a] |", "[a]|", "sma(|", "sm|a", "1 + |"])
def test_where_nothing_has_been_begun(text: str) -> None:
    assert completion_at(text.replace("|", ""), text.index("|")) is None


@given(st.text(st.sampled_from('ab1[]/" (,)+'), max_size=20), st.integers(0, 20))
def test_the_caret_is_within_what_is_replaced(text: str, caret: int) -> None:
    caret = min(caret, len(text))
    found = completion_at(text, caret)
    if found is not None:
        assert found.extent.start < caret <= found.extent.end <= len(text) or found.text == ""
