"""Where the links of mails lead: the addresses of pages, made absolute with the configured base address."""

from server.usecases.mail_room import MailLinks
from server.web import addresses


def mail_links(base_url: str) -> MailLinks:
    """Where mails lead to."""
    return MailLinks(
        start=lambda language: base_url + addresses.start(language),
        privacy=lambda language: base_url + addresses.about(language, "privacy"),
        own_data_form=lambda language: base_url + addresses.own_data(language),
        comment=lambda comment: base_url + addresses.comment(comment),
        round=lambda language, key, token: base_url + addresses.round(language, key, token),
        receipt=lambda language, token: base_url + addresses.receipt(language, token),
        releasing=lambda language, token: base_url + addresses.releasing(language, token),
        agreed=lambda language, token: base_url + addresses.agreed(language, token),
        mail_off=lambda language, token: base_url + addresses.mail_off(language, token),
        own_data=lambda language, token: base_url + addresses.own_data_link(language, token),
        sign_in=lambda language, token: base_url + addresses.sign_in(language, token),
    )
