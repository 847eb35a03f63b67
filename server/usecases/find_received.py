"""Find what became of a form that arrived before: whoever sends it again is answered with the first."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace

from server.domain.comment_forms import Draft, FormRefused, Problem
from server.domain.submissions import ContactForm, Submission
from server.domain.typed import is_idempotency_key
from server.store import rounds, submissions
from server.store.baskets import KeptDraft
from server.store.database import Connection
from server.usecases.keep_draft import belongs_to


def request_hash(drafts: Sequence[Draft], form: ContactForm) -> str:
    """What tells one request from another: what was typed, without what stood there when it was typed.

    That may change until it is sent again, and the proof of work is another each time.
    """
    typed = _hash(repr(replace(draft, section="", base_text="")) for draft in drafts)
    return typed + _form_hash(form)


def received_before(connection: Connection, form: ContactForm) -> tuple[Submission, str] | None:
    """What arrived with the key of this form, and the hash of the request. Raises FormRefused for another form."""
    if not is_idempotency_key(form.idempotency_key):
        return None
    before = submissions.submission_received(connection, form.idempotency_key)
    if before is not None and not before[1].endswith(_form_hash(form)):
        raise FormRefused({"idempotency_key": Problem.FORM_STALE})
    return before


def refuse_news(connection: Connection, before: Submission, kept: Sequence[KeptDraft]) -> None:
    """Refuse a form that arrived before where its round could take drafts that were written since then."""
    round_ = rounds.round_by_key(connection, before.round)
    if round_ is None:
        return
    since = [each for each in kept if each.draft.edition == round_.edition]
    if any(belongs_to(each.draft.target, round_) for each in since):
        raise FormRefused({"idempotency_key": Problem.FORM_STALE})


def _form_hash(form: ContactForm) -> str:
    return _hash(value.strip() for value in astuple(replace(form, proof="")))


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
