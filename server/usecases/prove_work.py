"""Have a browser prove that it worked: dear for who sends thousands of forms, and nobody else is asked.

The browser tries counters until the first half of PBKDF2-SHA-256(nonce and counter as four bytes, salt) is
the prefix that it was given (ALTCHA, second version of the protocol).
"""

import binascii
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from altcha import Payload, create_challenge, verify_solution

from server.domain.tokens import Signer
from server.store import used_once
from server.store.database import Database

VALID_FOR: Final = timedelta(minutes=20)
# Rounds of PBKDF2 per try and tries: about half a second on a laptop, three seconds on an old phone.
_ROUNDS: Final = 5_000
_TRIES: Final = range(100, 300)
_ALGORITHM: Final = "PBKDF2/SHA-256"
# A payload has some 600 characters; nothing longer is worth decoding.
_MAX_PAYLOAD: Final = 4_000


def new_challenge(signer: Signer, at: datetime) -> dict[str, Any]:
    """A challenge for one form as the browser takes it (JSON); it can be answered for 20 minutes."""
    return create_challenge(
        _ALGORITHM,
        _ROUNDS,
        counter=secrets.choice(_TRIES),
        # The library would look at the machine's clock; ours is asked when the answer comes.
        data={"expires": int((at + VALID_FOR).timestamp())},
        hmac_secret=signer.derived("proof of work"),
        hmac_key_secret=signer.derived("solution of work"),
    ).to_dict()


def check_proof(database: Database, signer: Signer, payload: str, at: datetime) -> bool:
    """Whether the payload (base64 of JSON) solves a challenge of ours; each solution counts once."""
    if len(payload) > _MAX_PAYLOAD:
        return False
    try:
        result = verify_solution(
            payload,
            signer.derived("proof of work"),
            hmac_key_secret=signer.derived("solution of work"),
        )
        if not result.verified:
            return False
        challenge = Payload.from_base64(payload).challenge
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError, binascii.Error):
        return False
    data, signature = challenge.parameters.data, challenge.signature
    if data is None or signature is None:
        return False
    expires = datetime.fromtimestamp(data["expires"], UTC)
    if at >= expires:
        return False
    with database.write() as connection:
        return used_once.use_once(connection, signature, expires=expires, at=at)
