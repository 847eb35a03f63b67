"""Addresses of the consultation as readers and submitters see it."""

from server.domain.targets import Target, TargetKind
from server.web.addresses.building import address, asking
from server.web.addresses.patterns import INVITATION_FIELD


def thread(language: str, edition: str, paragraph: str) -> str:
    """The comments on a paragraph, and the form for a new one."""
    return address("thread", language, edition=edition, paragraph=paragraph)


def target_thread(language: str, edition: str, target: Target, *, slug: str = "") -> str:
    """The comments on any target, and the form for a new one; a section's address needs its `slug`."""
    match target.kind:
        case TargetKind.PARAGRAPH:
            return thread(language, edition, target.key)
        case TargetKind.SECTION:
            return address("section_thread", language, edition=edition, slug=slug)
        case TargetKind.DOCUMENT:
            return address("document_thread", language, edition=edition)
        case TargetKind.CONCEPT:
            return concept_thread(language, target.key)
        case TargetKind.QUESTION:
            round_, _, question = target.key.partition("/")
            return address("question_thread", language, round=round_, question=question)


def writing(thread_path: str, **asked: str) -> str:
    """The form on the page of a thread, prepared: `asked` by WRITING_FIELDS."""
    return asking(thread_path, asked) + "#form"


def comment(comment_id: str, language: str = "") -> str:
    """The address of a comment that holds in both languages: it leads to its thread.

    Links from a page name its `language`; what is copied or sent to others names none.
    """
    return asking(f"/c/{comment_id}", {"language": language})


def rounds(language: str) -> str:
    """All rounds of the consultation."""
    return address("rounds", language)


def round(language: str, key: str, invitation: str = "") -> str:  # noqa: A001 - named after its page, as all here
    """One round in its whole life; with an invitation's token it lets whoever opens it take part."""
    return asking(address("round", language, round=key), {INVITATION_FIELD[language]: invitation})


def basket(language: str) -> str:
    """What somebody has written and not yet submitted: to review, complete and hand in."""
    return address("basket", language)


def submitted(language: str) -> str:
    """What a submitter is to do next: look into the mailbox."""
    return address("submitted", language)


def draft(language: str, number: int) -> str:
    """Where a draft of the basket is edited or removed."""
    return address("draft", language, number=str(number))


def receipt(language: str, token: str) -> str:
    """The page of a submission that only its submitter can open; the token is of Purpose.RECEIPT."""
    return address("receipt", language, token=token)


def correcting(language: str, token: str, comment_id: str) -> str:
    """Where the submitter corrects a comment."""
    return address("correcting", language, token=token, comment=comment_id)


def counter_answer(language: str, token: str, comment_id: str) -> str:
    """Where the submitter answers what the editors propose instead."""
    return address("counter_answer", language, token=token, comment=comment_id)


def withdrawing(language: str, token: str, comment_id: str = "") -> str:
    """Where the submitter withdraws a comment, or without one the whole submission."""
    return asking(address("withdrawing", language, token=token), {"comment": comment_id})


def choices(language: str, token: str) -> str:
    """Where the submitter changes what may be published, and which mails come."""
    return address("choices", language, token=token)


def releasing(language: str, token: str) -> str:
    """Where the second person of an organisation releases a submission; the token is of Purpose.RELEASE."""
    return address("releasing", language, token=token)


def agreeing(language: str, comment_id: str) -> str:
    """Where the button "I agree" of a comment posts to."""
    return address("agreeing", language, comment=comment_id)


def agreed(language: str, token: str) -> str:
    """The mailed link that confirms that somebody agrees; the token is of Purpose.AGREE."""
    return address("agreed", language, token=token)


def mail_off(language: str, token: str) -> str:
    """Where the mails of a submission are switched off; the token is of Purpose.MAIL_OFF."""
    return address("mail_off", language, token=token)


def concept_thread(language: str, key: str) -> str:
    """The comments on a concept, and the form for a new one."""
    return address("concept_thread", language, concept=key)


def reporting(language: str, comment_id: str) -> str:
    """Where a reader reports a comment to the moderators."""
    return address("reporting", language, comment=comment_id)


def reported(language: str, comment_id: str) -> str:
    """What a reader sees after reporting."""
    return address("reported", language, comment=comment_id)


def own_data(language: str) -> str:
    """Where one asks what is kept of oneself; the answer comes by mail."""
    return address("own_data", language)


def own_data_link(language: str, token: str) -> str:
    """All that is kept of somebody, to download or to erase; the token is of Purpose.OWN_DATA."""
    return address("own_data_link", language, token=token)
