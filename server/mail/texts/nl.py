"""Mails in Dutch: plain words, and "u"."""

from typing import Final

from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState
from server.mail.texts.letter import TEST, Letter, Wordbook

_KEEP = (
    "Geef de link aan niemand door: wie hem heeft, kan uw inbreng lezen, verbeteren en intrekken.",
    "Hebt u dit niet gedaan? Neem dan contact op: {contact}.",
)

_LETTERS: Final = {
    MailKind.CONFIRM: Letter(
        "Bevestig uw inbreng: {round}",
        (
            "U hebt inbreng ingediend bij de consultatie over “{document}”. Dit e-mailadres is daarbij"
            " opgegeven.",
            "Bevestig uw inbreng vóór {until}. Open deze link en druk op de knop:",
            "{link}",
            "Doet u niets? Dan verwijderen wij na dat moment de inbreng en dit e-mailadres. Hebt u niets"
            " ingediend? Dan hoeft u niets te doen; iemand heeft zich waarschijnlijk vertypt.",
            "Bewaar deze e-mail. Met de link ziet u later hoe het met uw inbreng staat. Geef hem aan niemand"
            " door: wie hem heeft, kan uw inbreng lezen, verbeteren en intrekken.",
        ),
    ),
    MailKind.RECEIPT: Letter(
        "Uw inbreng is bevestigd: {round}",
        (
            "Dank u wel. Uw inbreng bij de consultatie over “{document}” is bevestigd. U krijgt deze e-mail"
            " omdat dit adres bij de inbreng staat.",
            "{next}",
            "Met deze link ziet u hoe het met uw inbreng staat. U kunt uw reacties verbeteren zolang de ronde"
            " open is. Downloaden en intrekken kan altijd:",
            "{link}",
            "U hoeft nu niets te doen.",
            _KEEP[0],
        ),
    ),
    MailKind.RELEASE: Letter(
        "Geef inbreng van uw organisatie vrij: {round}",
        (
            "{who} heeft inbreng ingediend bij de consultatie over “{document}”, en heeft dit e-mailadres"
            " opgegeven als dat van de tweede persoon. Die moet de inbreng vrijgeven.",
            "Open deze link. U leest daar de reacties. Dan geeft u ze vrij, of u stuurt ze terug:",
            "{link}",
            "Doet u niets? Dan blijft de inbreng liggen. Niemand behandelt haar en er wordt niets openbaar.",
            "Geef de link alleen door aan wie namens uw organisatie mag beslissen.",
        ),
    ),
    MailKind.SENT_BACK: Letter(
        "Uw inbreng is teruggestuurd: {round}",
        (
            "De tweede persoon van uw organisatie heeft uw inbreng bij de consultatie over “{document}” niet"
            " vrijgegeven. U krijgt deze e-mail omdat dit adres bij de inbreng staat.",
            "De tweede persoon schrijft: “{reason}”",
            "Met deze link ziet u uw inbreng. U kunt uw reacties verbeteren zolang de ronde open is, of ze"
            " intrekken:",
            "{link}",
            "Doet u niets? Dan behandelt niemand uw inbreng en wordt er niets openbaar.",
        ),
    ),
    MailKind.CORRECTED: Letter(
        "Uw verbetering is ontvangen: {round}",
        (
            "Een reactie in uw inbreng bij de consultatie over “{document}” is verbeterd. U krijgt deze e-mail"
            " zodat u het merkt als een ander dat deed.",
            "Met deze link ziet u uw inbreng zoals die nu is:",
            "{link}",
            "Hebt u het zelf gedaan? Dan hoeft u niets te doen.",
            _KEEP[1],
        ),
    ),
    MailKind.WITHDRAWN: Letter(
        "Ingetrokken: {round}",
        (
            "Uw inbreng bij de consultatie over “{document}”, of een deel daarvan, is ingetrokken. U krijgt"
            " deze e-mail zodat u het merkt als een ander dat deed.",
            "Wat u schreef is niet meer te lezen. Stond het op een pagina? Dan staat daar nu alleen dat een"
            " reactie is ingetrokken.",
            "Met deze link ziet u uw inbreng zoals die nu is:",
            "{link}",
            "Hebt u het zelf gedaan? Dan hoeft u niets te doen.",
            _KEEP[1],
        ),
    ),
    MailKind.DECLINED: Letter(
        "Een reactie van u wordt niet getoond: {round}",
        (
            "Een moderator heeft besloten een reactie uit uw inbreng bij de consultatie over “{document}” niet"
            " te tonen. U krijgt deze e-mail omdat dit adres bij de inbreng staat.",
            "Het gaat om deze reactie: “{excerpt}”",
            "De reden: {reason}. Dit is geen oordeel over uw mening.",
            "Op de plaats van de reactie staat alleen dat zij is geweigerd, met deze reden. Zolang de ronde"
            " open is kunt u haar verbeteren. Een moderator kijkt er dan opnieuw naar:",
            "{link}",
            "Doet u niets? Dan blijft het zo.",
            "Bent u het er niet mee eens? Neem dan contact op: {contact}.",
        ),
    ),
    MailKind.REDACTED: Letter(
        "Een stuk van uw reactie is onleesbaar gemaakt: {round}",
        (
            "Een moderator heeft een stuk van een reactie uit uw inbreng bij de consultatie over “{document}”"
            " onleesbaar gemaakt. De rest blijft staan. U krijgt deze e-mail omdat dit adres bij de inbreng"
            " staat.",
            "De reactie is nu: “{excerpt}”",
            "De reden: {reason}. Dit is geen oordeel over uw mening.",
            "Met deze link ziet u uw inbreng. U kunt de reactie verbeteren zolang de ronde open is:",
            "{link}",
            "Doet u niets? Dan blijft het zo.",
            "Bent u het er niet mee eens? Neem dan contact op: {contact}.",
        ),
    ),
    MailKind.REPLY: Letter(
        "Antwoord op uw reactie: {round}",
        (
            "{who} heeft geantwoord op een reactie van u bij de consultatie over “{document}”:",
            "“{excerpt}”",
            "Hier staat het antwoord:",
            "{link}",
            "U hoeft niets te doen. U krijgt deze e-mail omdat u bij uw inbreng om zulke e-mails hebt"
            " gevraagd. Met deze link zet u ze uit:",
            "{off}",
        ),
    ),
    MailKind.DISPOSITIONS: Letter(
        "Antwoord op uw inbreng: {round}",
        (
            "U hebt meegedaan aan de consultatie over “{document}”. De redactie heeft besloten wat er met uw"
            " reacties gebeurt. Bij elke reactie staat een antwoord met motivering.",
            "Met deze link leest u de antwoorden:",
            "{link}",
            "U hoeft niets te doen. U krijgt deze e-mail omdat u bij uw inbreng om zulke e-mails hebt"
            " gevraagd. Met deze link zet u ze uit:",
            "{off}",
        ),
    ),
    MailKind.DISPOSITION_CORRECTED: Letter(
        "Het antwoord op uw reactie is verbeterd: {round}",
        (
            "De redactie heeft het antwoord verbeterd op een reactie van u bij de consultatie over “{document}”."
            " Het antwoord was al openbaar.",
            "Het gaat om deze reactie: “{excerpt}”",
            "Met deze link leest u het antwoord zoals het nu is:",
            "{link}",
            "U hoeft niets te doen. U krijgt deze e-mail omdat u bij uw inbreng om zulke e-mails hebt"
            " gevraagd. Met deze link zet u ze uit:",
            "{off}",
        ),
    ),
    MailKind.COUNTER_PROPOSAL: Letter(
        "Wilt u reageren op een tegenvoorstel? {round}",
        (
            "U hebt een reactie gegeven bij de consultatie over “{document}”. De redactie stelt een andere"
            " formulering voor en wil graag weten of u het daarmee eens bent.",
            "Het gaat om deze reactie: “{excerpt}”",
            "Met deze link leest u het voorstel. U antwoordt met ja of nee, en u kunt er iets bij schrijven:",
            "{link}",
            "Doet u niets? Dan beslist de redactie zonder uw antwoord. U krijgt deze e-mail omdat dit adres bij"
            " de inbreng staat.",
            _KEEP[0],
        ),
    ),
    MailKind.AGREE: Letter(
        "Bevestig dat u het eens bent",
        (
            "Iemand heeft met dit e-mailadres laten weten het eens te zijn met een reactie bij de consultatie"
            " over “{document}”. Waarschijnlijk was u dat.",
            "Het gaat om deze reactie: “{excerpt}”",
            "Bevestig dit vóór {until}. Open deze link en druk op de knop:",
            "{link}",
            "Doet u niets? Dan telt het niet mee. Wij bewaren uw e-mailadres niet: na het versturen van deze"
            " e-mail is het hier weg.",
        ),
    ),
    MailKind.OWN_DATA: Letter(
        "Uw gegevens bij {host}",
        (
            "Iemand heeft gevraagd welke gegevens wij onder dit e-mailadres bewaren. Waarschijnlijk was u dat.",
            "Met deze link kunt u alles downloaden of alles laten wissen. De link werkt tot {until}:",
            "{link}",
            "Doet u niets? Dan verandert er niets. Geef de link aan niemand door.",
        ),
    ),
    MailKind.NO_DATA: Letter(
        "Geen gegevens bij {host}",
        (
            "Iemand heeft gevraagd welke gegevens wij onder dit e-mailadres bewaren. Waarschijnlijk was u dat.",
            "Wij bewaren niets onder dit adres. Ook het adres zelf is hier weg zodra deze e-mail is"
            " verstuurd. U hoeft niets te doen.",
            "Hebt u inbreng ingediend met een ander e-mailadres? Vraag het dan met dat adres:",
            "{link}",
        ),
    ),
    MailKind.SIGN_IN: Letter(
        "Uw link om u aan te melden bij {host}",
        (
            "Er is gevraagd om u aan te melden bij {host}. Open deze link en druk op de knop. De link werkt"
            " één keer, tot {until}:",
            "{link}",
            "Hebt u dit niet gevraagd? Dan hoeft u niets te doen. Zonder deze e-mail kan niemand zich met uw"
            " adres aanmelden. Geef de link aan niemand door.",
        ),
    ),
    MailKind.INVITATION: Letter(
        "Uitnodiging: {round}",
        (
            "U bent uitgenodigd om mee te doen aan de ronde “{round}” van de consultatie over “{document}”."
            " De ronde is open van {opens} tot en met {closes}.",
            "Met deze link doet u mee:",
            "{link}",
            "De uitnodiging geldt voor één keer indienen. Geef de link alleen door aan wie namens u mag"
            " schrijven.",
            "Doet u niets? Dan krijgt u hierover geen andere e-mail.",
        ),
    ),
    TEST: Letter(
        "Proef: {host} kan e-mail versturen",
        (
            "Deze e-mail laat alleen zien dat {host} e-mail kan versturen. Wie de website beheert heeft hem"
            " naar u gestuurd.",
            "{link}",
            "U hoeft niets te doen.",
        ),
    ),
}

WORDBOOK: Final = Wordbook(
    greeting="Goedendag,",
    closing=(
        "{publisher}",
        "Deze e-mail is automatisch verstuurd. Welke gegevens wij bewaren en hoe u ze laat wissen, leest u"
        " hier:",
        "{privacy}",
    ),
    letters=_LETTERS,
    reasons={
        DeclineReason.SPAM: "het is reclame of spam",
        DeclineReason.INSULT: "iemand wordt beledigd of bedreigd",
        DeclineReason.PERSONAL_DATA: "er staan persoonsgegevens in",
        DeclineReason.OFF_TOPIC: "het gaat niet over het document",
        DeclineReason.UNLAWFUL: "het is in strijd met de wet",
        DeclineReason.DUPLICATE: "dezelfde reactie staat er al",
        DeclineReason.OTHER: "een andere reden",
    },
    next_steps={
        ModerationState.HELD: "Een moderator leest uw reacties voordat anderen ze zien. De moderator kijkt"
        " alleen of ze getoond mogen worden, niet of u gelijk hebt.",
        ModerationState.SHOWN: "Uw reacties zijn nu voor iedereen te lezen.",
        ModerationState.UNPUBLISHED: "Uw reacties worden niet openbaar. De redactie leest ze wel.",
    },
    moment="{day} om {time} uur",
    somebody="Iemand",
)
