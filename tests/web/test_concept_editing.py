"""The editors' form: what is typed is saved, comes back as typed, or is brought together with another's changes."""

from dataclasses import replace

import pytest

from server.domain.glossary import Concept, Gender, PartOfSpeech, Term, TermStatus
from server.record.record import write_record
from server.store.database import Database
from server.usecases.load_record import load_record
from server.web import addresses
from tests.editing import history, present, revise, with_definition
from tests.web.conftest import OpenSite, Site
from tests.web.editors import CONCEPT, EDITING, opened, signed_in
from tests.web.html import Element, element, elements, form_values, page_language
from tests.worlds import DE, NL, NOON, digitalisation, record


def back(page: str) -> dict[str, str]:
    """The form that came back."""
    return form_values(page, EDITING["nl"])


def ids(page: str) -> set[str]:
    """Every id on the page."""
    return {each.attributes["id"] for each in elements(page) if "id" in each.attributes}


def summary_links(page: str) -> list[Element]:
    """The links of the error summary."""
    return [
        each
        for each in elements(page, "a")
        if any("data-error-summary" in around.attributes for around in each.around)
    ]


FULL = Term(
    text="digitaliseren",
    status=TermStatus.SUPERSEDED,
    part_of_speech=PartOfSpeech.VERB,
    gender=Gender.COMMON,
    region="NRW",
    reason='Te "vaag" <hier>.',
    case_sensitive=True,
    forms=("digitaliseert", "gedigitaliseerd"),
    not_in=("niet digitaliseren",),
)


def with_terms(*terms: Term) -> Concept:
    """The concept with these Dutch terms after the preferred one."""
    concept = digitalisation()
    side = concept.sides[NL]
    return replace(concept, sides={**concept.sides, NL: replace(side, terms=(*side.terms, *terms))})


@pytest.mark.parametrize("number", [0, 39])
def test_a_form_sent_as_it_was_changes_nothing(open_site: OpenSite, sqlite: Database, number: int) -> None:
    """Every field of a term, and forty terms."""
    terms = (FULL, *(Term(f"term {each}", TermStatus.ADMITTED) for each in range(number)))
    site = open_site(sqlite, replace(record(), concepts=(with_terms(*terms),)))
    anna, _ = signed_in(site)
    answer = anna.post(EDITING["nl"], data=opened(anna, why="niets"))
    assert (answer.status_code, answer.headers["location"]) == (303, CONCEPT["nl"] + "?said=saved")
    assert present(site.database) == with_terms(*terms)
    assert history(site.database) == ()


def test_a_revision_is_saved_with_its_reason_and_the_concept_page_shows_it(site: Site) -> None:
    anna, _ = signed_in(site)
    anna.post(EDITING["nl"], data=opened(anna, nl__definition="  een  betere   zin ", why="korter"))
    assert present(site.database) == with_definition(digitalisation(), "een betere zin")
    assert [(each.by, each.why) for each in history(site.database)] == [("Anna", "korter")]
    assert "een betere zin" in site.visitor.get(CONCEPT["de"]).text


def test_an_emptied_term_goes_and_an_empty_row_takes_a_new_one(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, replace(record(), concepts=(with_terms(FULL),)))
    anna, _ = signed_in(site)
    typed = {"nl.terms.1.text": "", "nl.terms.2.text": "verdigitalisering", "why": "beter woord"}
    anna.post(EDITING["nl"], data={**opened(anna), **typed})
    assert present(sqlite) == with_terms(Term("verdigitalisering", TermStatus.ADMITTED))


def test_everything_wrong_is_named_at_once_and_what_was_typed_comes_back(small_site: Site) -> None:
    anna, _ = signed_in(small_site)
    typed = opened(anna, nl__definition="", nl__terms__0__status="deprecated", de__reading=" ", why="")
    answer = anna.post(EDITING["nl"], data=typed)
    assert answer.status_code == 422
    assert [each.attributes["href"] for each in summary_links(answer.text)] == [
        "#nl.definition",
        "#nl.terms",
        "#nl.terms.0.reason",
        "#de.reading",
        "#why",
    ]
    assert {each.attributes["href"].removeprefix("#") for each in summary_links(answer.text)} <= ids(
        answer.text
    )
    assert [each.text.partition(":")[0] for each in summary_links(answer.text)] == [
        "Definitie (Nederlands)",
        "Termen (Nederlands)",
        "Reden, als de term afgeraden of vervangen is (Nederlands, term 1",
        "Lezing, als de kanten verschillen (Deutsch)",
        "Waarom wijzigt u dit? Schrijf waarom",
    ]
    assert {**back(answer.text), "de.reading": " "} == typed
    assert element(answer.text, "textarea", id="nl.definition").attributes["aria-invalid"] == "true"
    assert history(small_site.database) == ()


def test_a_form_on_an_outdated_state_is_refused_with_both_texts_and_the_difference(site: Site) -> None:
    (anna, _), (_, bernd) = signed_in(site), signed_in(site, DE, "Bernd")
    typed = opened(anna, nl__definition="zin van Anna", why="beter")
    saved = revise(site.database, with_definition(digitalisation(), "zin van Bernd"), bernd)
    answer = anna.post(EDITING["nl"], data=typed)
    assert (answer.status_code, page_language(answer.text)) == (409, "nl")
    [difference] = elements(answer.text, class_="difference")
    said = [each.text for each in elements(answer.text, "span", lang="nl") if difference in each.around]
    assert said[1:3] == ["zin van Anna", "zin van Bernd"]
    assert [each.text for each in elements(answer.text, "del")] == ["weggehaald: Anna"]
    assert [each.text for each in elements(answer.text, "ins")] == ["toegevoegd: Bernd"]
    assert "U hebt dit allebei gewijzigd" in difference.text
    assert present(site.database) == saved


def test_sent_again_it_is_saved_and_what_only_the_other_changed_stands(site: Site) -> None:
    (anna, _), (_, bernd) = signed_in(site), signed_in(site, DE, "Bernd")
    typed = opened(anna, nl__definition="zin van Anna", why="beter")
    revise(site.database, with_definition(digitalisation(), "Bernds Satz", DE), bernd)
    answer = anna.post(EDITING["nl"], data=typed)
    assert answer.status_code == 409
    assert "U hebt dit allebei gewijzigd" not in answer.text
    assert anna.post(EDITING["nl"], data=back(answer.text)).status_code == 303
    both = with_definition(with_definition(digitalisation(), "zin van Anna"), "Bernds Satz", DE)
    assert present(site.database) == both


@pytest.mark.parametrize("seen", ["", "-1", "x", "99", "１"])
def test_a_state_that_never_was_is_an_outdated_one(small_site: Site, seen: str) -> None:
    anna, _ = signed_in(small_site)
    typed = {**opened(anna, nl__definition="anders", why="beter"), "seen": seen}
    answer = anna.post(EDITING["nl"], data=typed)
    assert answer.status_code == 409
    assert back(answer.text)["nl.definition"] == "anders"


def test_long_values_and_hostile_ones_come_back_as_text(small_site: Site) -> None:
    anna, _ = signed_in(small_site)
    hostile = '"><script>alert(1)</script>' + "Donaudampfschifffahrt" * 200
    answer = anna.post(EDITING["nl"], data=opened(anna, nl__source=hostile, nl__definition=hostile))
    assert (back(answer.text)["nl.source"], back(answer.text)["nl.definition"]) == (hostile, hostile)
    assert len(elements(answer.text, "script")) == 1


def test_what_only_an_editor_may_see_is_kept_nowhere(small_site: Site) -> None:
    anna, _ = signed_in(small_site)
    assert anna.get(EDITING["nl"]).headers["cache-control"] == "no-store"


def test_loading_the_record_again_keeps_an_edit_made_in_the_browser(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    anna, _ = signed_in(site)
    anna.post(EDITING["nl"], data=opened(anna, nl__definition="zin van Anna", why="beter"))
    edited = present(site.database)
    root = tmp_path_factory.mktemp("again")
    write_record(record(), root)
    load_record(site.database, root, at=NOON, concept_address=addresses.concept)
    assert present(site.database) == edited != digitalisation()
