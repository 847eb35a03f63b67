"""Mails in German: simple words, and "Sie"."""

from typing import Final

from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState
from server.mail.texts.letter import TEST, Letter, Wordbook

_KEEP = (
    "Geben Sie den Link nicht weiter: Wer ihn hat, kann Ihre Stellungnahme lesen, verbessern und zurückziehen.",
    "Waren Sie das nicht? Dann melden Sie sich bitte hier: {contact}.",
)

_LETTERS: Final = {
    MailKind.CONFIRM: Letter(
        "Bitte bestätigen Sie Ihre Stellungnahme: {round}",
        (
            "Sie haben eine Stellungnahme zur Konsultation über „{document}“ eingereicht. Dabei wurde diese"
            " E-Mail-Adresse angegeben.",
            "Bitte bestätigen Sie Ihre Stellungnahme bis zum {until}. Öffnen Sie diesen Link und drücken Sie auf"
            " den Knopf:",
            "{link}",
            "Wenn Sie nichts tun, löschen wir danach die Stellungnahme und diese E-Mail-Adresse. Haben Sie"
            " nichts eingereicht? Dann müssen Sie nichts tun; wahrscheinlich hat sich jemand vertippt.",
            "Heben Sie diese E-Mail auf. Mit dem Link sehen Sie später, wie es um Ihre Stellungnahme steht."
            " Geben Sie ihn nicht weiter: Wer ihn hat, kann Ihre Stellungnahme lesen, verbessern und"
            " zurückziehen.",
        ),
    ),
    MailKind.RECEIPT: Letter(
        "Ihre Stellungnahme ist bestätigt: {round}",
        (
            "Vielen Dank. Ihre Stellungnahme zur Konsultation über „{document}“ ist bestätigt. Sie bekommen"
            " diese E-Mail, weil diese Adresse bei der Stellungnahme steht.",
            "{next}",
            "Mit diesem Link sehen Sie, wie es um Ihre Stellungnahme steht. Solange die Runde offen ist, können"
            " Sie Ihre Anmerkungen verbessern. Herunterladen und zurückziehen können Sie sie immer:",
            "{link}",
            "Sie müssen jetzt nichts tun.",
            _KEEP[0],
        ),
    ),
    MailKind.RELEASE: Letter(
        "Bitte geben Sie die Stellungnahme Ihrer Organisation frei: {round}",
        (
            "{who} hat eine Stellungnahme zur Konsultation über „{document}“ eingereicht und diese"
            " E-Mail-Adresse als die der zweiten Person angegeben. Diese muss die Stellungnahme freigeben.",
            "Öffnen Sie diesen Link. Dort lesen Sie die Anmerkungen. Dann geben Sie sie frei oder schicken sie"
            " zurück:",
            "{link}",
            "Wenn Sie nichts tun, bleibt die Stellungnahme liegen. Niemand bearbeitet sie, und nichts wird"
            " öffentlich.",
            "Geben Sie den Link nur an Menschen weiter, die für Ihre Organisation entscheiden dürfen.",
        ),
    ),
    MailKind.SENT_BACK: Letter(
        "Ihre Stellungnahme wurde zurückgeschickt: {round}",
        (
            "Die zweite Person Ihrer Organisation hat Ihre Stellungnahme zur Konsultation über „{document}“"
            " nicht freigegeben. Sie bekommen diese E-Mail, weil diese Adresse bei der Stellungnahme steht.",
            "Die zweite Person schreibt: „{reason}“",
            "Mit diesem Link sehen Sie Ihre Stellungnahme. Solange die Runde offen ist, können Sie Ihre"
            " Anmerkungen verbessern, oder Sie ziehen sie zurück:",
            "{link}",
            "Wenn Sie nichts tun, bearbeitet niemand Ihre Stellungnahme, und nichts wird öffentlich.",
        ),
    ),
    MailKind.CORRECTED: Letter(
        "Ihre Verbesserung ist angekommen: {round}",
        (
            "Eine Anmerkung in Ihrer Stellungnahme zur Konsultation über „{document}“ wurde verbessert. Sie"
            " bekommen diese E-Mail, damit Sie es merken, falls das jemand anderes war.",
            "Mit diesem Link sehen Sie Ihre Stellungnahme, wie sie jetzt ist:",
            "{link}",
            "Waren Sie es selbst? Dann müssen Sie nichts tun.",
            _KEEP[1],
        ),
    ),
    MailKind.WITHDRAWN: Letter(
        "Zurückgezogen: {round}",
        (
            "Ihre Stellungnahme zur Konsultation über „{document}“ oder ein Teil davon wurde zurückgezogen. Sie"
            " bekommen diese E-Mail, damit Sie es merken, falls das jemand anderes war.",
            "Was Sie geschrieben haben, ist nicht mehr zu lesen. Stand es auf einer Seite? Dann steht dort jetzt"
            " nur, dass eine Anmerkung zurückgezogen wurde.",
            "Mit diesem Link sehen Sie Ihre Stellungnahme, wie sie jetzt ist:",
            "{link}",
            "Waren Sie es selbst? Dann müssen Sie nichts tun.",
            _KEEP[1],
        ),
    ),
    MailKind.DECLINED: Letter(
        "Eine Ihrer Anmerkungen wird nicht gezeigt: {round}",
        (
            "Die Moderation hat entschieden, eine Anmerkung aus Ihrer Stellungnahme zur Konsultation über"
            " „{document}“ nicht zu zeigen. Sie bekommen diese E-Mail, weil diese Adresse bei der Stellungnahme"
            " steht.",
            "Es geht um diese Anmerkung: „{excerpt}“",
            "Der Grund: {reason}. Das ist kein Urteil über Ihre Meinung.",
            "An der Stelle der Anmerkung steht nur, dass sie abgelehnt wurde, mit diesem Grund. Solange die"
            " Runde offen ist, können Sie sie verbessern. Dann sieht die Moderation sie noch einmal an:",
            "{link}",
            "Wenn Sie nichts tun, bleibt es so.",
            "Sind Sie damit nicht einverstanden? Dann melden Sie sich bitte hier: {contact}.",
        ),
    ),
    MailKind.REDACTED: Letter(
        "Ein Teil Ihrer Anmerkung wurde unlesbar gemacht: {round}",
        (
            "Die Moderation hat einen Teil einer Anmerkung aus Ihrer Stellungnahme zur Konsultation über"
            " „{document}“ unlesbar gemacht. Der Rest bleibt stehen. Sie bekommen diese E-Mail, weil diese"
            " Adresse bei der Stellungnahme steht.",
            "Die Anmerkung lautet jetzt: „{excerpt}“",
            "Der Grund: {reason}. Das ist kein Urteil über Ihre Meinung.",
            "Mit diesem Link sehen Sie Ihre Stellungnahme. Solange die Runde offen ist, können Sie die"
            " Anmerkung verbessern:",
            "{link}",
            "Wenn Sie nichts tun, bleibt es so.",
            "Sind Sie damit nicht einverstanden? Dann melden Sie sich bitte hier: {contact}.",
        ),
    ),
    MailKind.REPLY: Letter(
        "Antwort auf Ihre Anmerkung: {round}",
        (
            "{who} hat auf eine Anmerkung von Ihnen zur Konsultation über „{document}“ geantwortet:",
            "„{excerpt}“",
            "Hier steht die Antwort:",
            "{link}",
            "Sie müssen nichts tun. Sie bekommen diese E-Mail, weil Sie bei Ihrer Stellungnahme um solche"
            " E-Mails gebeten haben. Mit diesem Link schalten Sie sie ab:",
            "{off}",
        ),
    ),
    MailKind.DISPOSITIONS: Letter(
        "Antwort auf Ihre Stellungnahme: {round}",
        (
            "Sie haben an der Konsultation über „{document}“ teilgenommen. Die Redaktion hat entschieden, was"
            " aus Ihren Anmerkungen wird. Zu jeder Anmerkung gibt es eine Begründung.",
            "Mit diesem Link lesen Sie die Antworten:",
            "{link}",
            "Sie müssen nichts tun. Sie bekommen diese E-Mail, weil Sie bei Ihrer Stellungnahme um solche"
            " E-Mails gebeten haben. Mit diesem Link schalten Sie sie ab:",
            "{off}",
        ),
    ),
    MailKind.DISPOSITION_CORRECTED: Letter(
        "Die Antwort auf Ihre Anmerkung wurde verbessert: {round}",
        (
            "Die Redaktion hat die Antwort auf eine Anmerkung von Ihnen zur Konsultation über „{document}“"
            " verbessert. Die Antwort war schon öffentlich.",
            "Es geht um diese Anmerkung: „{excerpt}“",
            "Mit diesem Link lesen Sie die Antwort, wie sie jetzt ist:",
            "{link}",
            "Sie müssen nichts tun. Sie bekommen diese E-Mail, weil Sie bei Ihrer Stellungnahme um solche"
            " E-Mails gebeten haben. Mit diesem Link schalten Sie sie ab:",
            "{off}",
        ),
    ),
    MailKind.COUNTER_PROPOSAL: Letter(
        "Was sagen Sie zu einem Gegenvorschlag? {round}",
        (
            "Sie haben eine Anmerkung zur Konsultation über „{document}“ gemacht. Die Redaktion schlägt einen"
            " anderen Wortlaut vor und möchte wissen, ob Sie damit einverstanden sind.",
            "Es geht um diese Anmerkung: „{excerpt}“",
            "Mit diesem Link lesen Sie den Vorschlag. Sie antworten mit Ja oder Nein und können etwas dazu"
            " schreiben:",
            "{link}",
            "Wenn Sie nichts tun, entscheidet die Redaktion ohne Ihre Antwort. Sie bekommen diese E-Mail, weil"
            " diese Adresse bei der Stellungnahme steht.",
            _KEEP[0],
        ),
    ),
    MailKind.AGREE: Letter(
        "Bitte bestätigen Sie, dass Sie zustimmen",
        (
            "Jemand hat mit dieser E-Mail-Adresse einer Anmerkung zur Konsultation über „{document}“"
            " zugestimmt. Wahrscheinlich waren Sie das.",
            "Es geht um diese Anmerkung: „{excerpt}“",
            "Bitte bestätigen Sie das bis zum {until}. Öffnen Sie diesen Link und drücken Sie auf den Knopf:",
            "{link}",
            "Wenn Sie nichts tun, zählt die Zustimmung nicht. Ihre E-Mail-Adresse speichern wir nicht: Sobald"
            " diese E-Mail verschickt ist, ist sie hier gelöscht.",
        ),
    ),
    MailKind.OWN_DATA: Letter(
        "Ihre Daten bei {host}",
        (
            "Jemand hat gefragt, welche Daten wir unter dieser E-Mail-Adresse speichern. Wahrscheinlich waren"
            " Sie das.",
            "Mit diesem Link können Sie alles herunterladen oder alles löschen lassen. Der Link gilt bis zum"
            " {until}:",
            "{link}",
            "Wenn Sie nichts tun, ändert sich nichts. Geben Sie den Link nicht weiter.",
        ),
    ),
    MailKind.NO_DATA: Letter(
        "Keine Daten bei {host}",
        (
            "Jemand hat gefragt, welche Daten wir unter dieser E-Mail-Adresse speichern. Wahrscheinlich waren"
            " Sie das.",
            "Wir speichern nichts unter dieser Adresse. Auch die Adresse selbst ist hier gelöscht, sobald diese"
            " E-Mail verschickt ist. Sie müssen nichts tun.",
            "Haben Sie eine Stellungnahme mit einer anderen E-Mail-Adresse eingereicht? Dann fragen Sie mit"
            " dieser:",
            "{link}",
        ),
    ),
    MailKind.SIGN_IN: Letter(
        "Ihr Link zum Anmelden bei {host}",
        (
            "Jemand möchte Sie bei {host} anmelden. Wahrscheinlich waren Sie das. Öffnen Sie diesen Link und"
            " drücken Sie auf den Knopf. Der Link gilt einmal, bis zum {until}:",
            "{link}",
            "Waren Sie das nicht? Dann müssen Sie nichts tun. Ohne diese E-Mail kann sich niemand mit Ihrer"
            " Adresse anmelden. Geben Sie den Link nicht weiter.",
        ),
    ),
    MailKind.INVITATION: Letter(
        "Einladung: {round}",
        (
            "Sie sind eingeladen, an der Runde „{round}“ der Konsultation über „{document}“ teilzunehmen. Die"
            " Runde ist vom {opens} bis zum {closes} offen.",
            "Mit diesem Link nehmen Sie teil:",
            "{link}",
            "Die Einladung gilt für eine Stellungnahme. Geben Sie den Link nur an Menschen weiter, die für Sie"
            " schreiben dürfen.",
            "Wenn Sie nichts tun, bekommen Sie dazu keine weitere E-Mail.",
        ),
    ),
    TEST: Letter(
        "Probe: {host} kann E-Mails verschicken",
        (
            "Diese E-Mail zeigt nur, dass {host} E-Mails verschicken kann. Wer die Website betreibt, hat sie"
            " Ihnen geschickt.",
            "{link}",
            "Sie müssen nichts tun.",
        ),
    ),
}

WORDBOOK: Final = Wordbook(
    greeting="Guten Tag,",
    closing=(
        "{publisher}",
        "Diese E-Mail wurde automatisch verschickt. Welche Daten wir speichern und wie Sie sie löschen lassen,"
        " lesen Sie hier:",
        "{privacy}",
    ),
    letters=_LETTERS,
    reasons={
        DeclineReason.SPAM: "es ist Werbung oder Spam",
        DeclineReason.INSULT: "jemand wird beleidigt oder bedroht",
        DeclineReason.PERSONAL_DATA: "es stehen personenbezogene Daten darin",
        DeclineReason.OFF_TOPIC: "es geht nicht um das Dokument",
        DeclineReason.UNLAWFUL: "es verstößt gegen das Gesetz",
        DeclineReason.DUPLICATE: "dieselbe Anmerkung steht schon da",
        DeclineReason.OTHER: "ein anderer Grund",
    },
    next_steps={
        ModerationState.HELD: "Die Moderation liest Ihre Anmerkungen, bevor andere sie sehen. Sie prüft nur, ob"
        " sie gezeigt werden dürfen, und nicht, ob Sie recht haben.",
        ModerationState.SHOWN: "Ihre Anmerkungen können jetzt alle lesen.",
        ModerationState.UNPUBLISHED: "Ihre Anmerkungen werden nicht veröffentlicht. Die Redaktion liest sie.",
    },
    moment="{day} um {time} Uhr",
    somebody="Jemand",
)
