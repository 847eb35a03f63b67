"""What a list of sessions says of a browser: its family and system, and no more."""

import pytest

from server.web.devices import device

SAID = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox, Windows",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36": (
        "Chrome, Linux"
    ),
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0": "Edge, Windows",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15": (
        "Safari, macOS"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1": (
        "Safari, iPhone"
    ),
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36": (
        "Chrome, Android"
    ),
    "curl/8.5.0": "",
    "": "",
    "<script>alert(1)</script> Firefox/1": "Firefox",
}


@pytest.mark.parametrize(("said", "expected"), SAID.items())
def test_a_browser_is_told_by_its_family(said: str, expected: str) -> None:
    assert device(said) == expected
