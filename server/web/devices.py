"""What a browser says of itself, as short as its owner needs to know it again in a list."""

import re
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request

# Most browsers name others as well, so the first that fits counts.
_BROWSERS: Final[Mapping[str, str]] = {
    r"\bEdg(?:A|iOS)?/": "Edge",
    r"\bOPR/|\bOpera\b": "Opera",
    r"\bSamsungBrowser/": "Samsung Internet",
    r"\bVivaldi/": "Vivaldi",
    r"\b(?:Firefox|FxiOS)/": "Firefox",
    r"\b(?:Chrome|CriOS|Chromium|HeadlessChrome)/": "Chrome",
    r"\bSafari/": "Safari",
}
_SYSTEMS: Final[Mapping[str, str]] = {
    r"\biPhone\b": "iPhone",
    r"\biPad\b": "iPad",
    r"\bAndroid\b": "Android",
    r"\bCrOS\b": "ChromeOS",
    r"\bWindows\b": "Windows",
    r"\bMac OS X\b|\bMacintosh\b": "macOS",
    r"\bLinux\b": "Linux",
}


def device_of(request: Request) -> str:
    """The device that a request comes from, as far as its browser says."""
    return device(request.headers.get("user-agent", ""))


def device(user_agent: str) -> str:
    """The family of browser and system, as "Firefox, Windows"; "" when neither is known.

    No version and no model: those would tell apart what nobody needs to tell apart.
    """
    found = (_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))
    return ", ".join(each for each in found if each)


def _first(names: Mapping[str, str], user_agent: str) -> str:
    return next((name for pattern, name in names.items() if re.search(pattern, user_agent)), "")
