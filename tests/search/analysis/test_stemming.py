"""Inflected forms that must meet, and look-alikes that must not."""

import pytest

from server.search.analysis.stemming import stem
from server.text.languages import Language


@pytest.mark.parametrize(
    "forms",
    [
        "bedrijf bedrijven",
        "strategie strategieën strategieen",
        "technologie technologieën",
        "idee ideeën ideeen",
        "industrie industrieën",
        "provincie provincies provinciën",
        "reactie reacties",
        "huis huizen",
        "kans kansen",
        "coördinatie coordinatie",
        "digitaal digitale",
        "mkb mkb'er mkb’ers",
        "foto foto's",
        "samenwerking samenwerken samengewerkt",
    ],
)
def test_dutch_forms_meet(forms: str) -> None:
    assert len({stem(form, Language.NL) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "Unternehmen Unternehmens",
        "Haus Hauses Häuser Haeuser Häusern",
        "Straße strasse Straßen",
        "Münster Muenster Munster",
        "Förderung Foerderung Förderungen",
        "aktuell aktuelle aktuellen",
        "neu neue neuen",
        "Grenzregion Grenzregionen",
        "grün grüne gruen",
        "Café cafe",
    ],
)
def test_german_forms_meet(forms: str) -> None:
    assert len({stem(form, Language.DE) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (Language.NL, "kans", "kan"),
        (Language.NL, "alleen", "al"),
        (Language.NL, "misschien", "missie"),
        (Language.DE, "Steuer", "Stau"),
        (Language.DE, "Region", "Regierung"),
    ],
)
def test_look_alikes_stay_apart(language: Language, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


def test_a_stem_is_never_empty() -> None:
    assert stem("s", Language.NL) == "s"
