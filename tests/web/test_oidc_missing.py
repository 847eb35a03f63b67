"""Without the extra [oidc] everything but the provider works; with it the settings say which one."""

import subprocess
import sys
from pathlib import Path

from server.assembly import identity_provider
from server.settings import Settings
from server.web.oidc import AuthlibProvider

SETTINGS = Settings(
    base_url="https://example.org",
    oidc_issuer="https://id.example.org",
    oidc_client_id="zwiespraak",
    oidc_client_secret="s",
)
WITHOUT = """
import sys
from pathlib import Path
for name in ("authlib", "joserfc", "requests"):
    sys.modules[name] = None
from server.assembly import open_rooms, web_application
from server.settings import Settings
rooms = open_rooms(Settings(data=Path(sys.argv[1]), oidc_issuer="https://id.example.org", oidc_client_id="z"))
web_application(rooms)
rooms.close()
"""


def test_the_settings_name_the_provider_and_where_it_sends_people_back() -> None:
    provider = identity_provider(SETTINGS)
    assert isinstance(provider, AuthlibProvider)
    assert (provider.issuer, provider.client_id, provider.client_secret) == (
        "https://id.example.org",
        "zwiespraak",
        "s",
    )
    assert provider.redirect_uri == "https://example.org/oidc/callback"
    assert identity_provider(Settings()) is None


def test_where_the_extra_is_missing_the_application_starts_and_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "oidc_not_installed")
