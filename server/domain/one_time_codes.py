"""One-time codes: six digits that a telephone shows for half a minute; the only door to pyotp.

RFC 6238 with the values every authenticator app knows: SHA-1, 6 digits, 30 seconds. The secret of an account
is not stored: it is derived from the secret of the installation and a number that is. So a copy of the
database alone makes no codes.
"""

import base64
import hmac
import re
from datetime import datetime
from typing import Final

from pyotp import TOTP

from server.domain.tokens import Signer

CODE_DIGITS: Final = 6
STEP_SECONDS: Final = 30
# One step before and after now: clocks differ, and typing takes time (RFC 6238, 5.2 and 6).
_STEPS_ASIDE: Final = 1
# RFC 4226, 4: a secret of 160 bits is recommended.
_SECRET_BYTES: Final = 20
_ISSUER: Final = "Zwiespraak"
_SEED: Final = re.compile(r"[0-9A-Za-z_-]{22}")


def is_seed(seed: str) -> bool:
    """Whether this can be a seed as they are drawn."""
    return _SEED.fullmatch(seed) is not None


def code_secret(signer: Signer, account: int, seed: str) -> str:
    """The secret of an account's codes, in base32 without padding; `seed` is what is kept of it."""
    derived = bytes.fromhex(signer.derived(f"one-time-codes/{account}/{seed}"))
    return base64.b32encode(derived[:_SECRET_BYTES]).decode()


def code_address(secret: str, email: str) -> str:
    """The address that an authenticator app reads from a QR code (otpauth, "Key Uri Format")."""
    return TOTP(secret).provisioning_uri(name=email, issuer_name=_ISSUER)


def code_at(secret: str, at: datetime) -> str:
    """The code that is shown at a moment."""
    return TOTP(secret).at(at)


def step_of_code(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """The time step of a code; None when it is not of about now, or not later than the step `after`.

    White space in the code is what people copy along. Takes the same work whether the code fits or not.
    """
    typed, now = "".join(code.split()), int(at.timestamp()) // STEP_SECONDS
    totp, found = TOTP(secret), None
    for step in range(now - _STEPS_ASIDE, now + _STEPS_ASIDE + 1):
        fits = hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode())
        if fits and step > after:
            found = step
    return found
