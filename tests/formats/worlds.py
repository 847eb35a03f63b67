"""A small glossary in which every field of the domain is used, and a way to make up others."""

import unicodedata
from datetime import UTC, datetime

from hypothesis import strategies as st

from server.domain.glossary import (
    Concept,
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    SignOff,
    Term,
    TermStatus,
)
from server.text.languages import Language

SMES = Concept(
    key="smes",
    subject_field="business & economy",
    process=ProcessState.DECIDED,
    relation=Relation.NARROWER,
    dispute=DisputeState.AGREE_TO_DIFFER,
    dispute_reasons={Language.NL: "De grens ligt anders.", Language.DE: "Die Grenze liegt anders."},
    sides={
        Language.NL: Side(
            definition="bedrijven met minder dan 250 werknemers",
            source="Aanbeveling 2003/361/EG",
            terms=(
                Term(
                    "mkb",
                    TermStatus.PREFERRED,
                    gender=Gender.NEUTER,
                    case_sensitive=True,
                    forms=("mkb's", "mkb | bedrijf"),
                    not_in=("mkb-toets", "mkb; winstvrijstelling"),
                ),
                Term("midden- en kleinbedrijf", TermStatus.ADMITTED, PartOfSpeech.PROPER_NOUN, Gender.COMMON),
                Term("MKB", TermStatus.DEPRECATED, reason="De overheid schrijft kleine letters."),
            ),
            reading="Alle kleine bedrijven.\n\tOok zelfstandigen: \\ een streep.",
            reading_source="2.2",
        ),
        Language.DE: Side(
            definition='Unternehmen mit "weniger" als 500 Beschäftigten <IfM>',
            source="IfM Bonn",
            terms=(
                Term("KMU", TermStatus.PREFERRED, PartOfSpeech.NOUN, region="NRW"),
                Term("Mittelstand", TermStatus.SUPERSEDED, gender=Gender.MASCULINE, reason="Meint mehr."),
            ),
            reading="=Auch größere Familienunternehmen.",
            reading_source="2.3",
        ),
    },
    sign_offs=(
        SignOff(Language.DE, "Ute Lang | Amt", datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
        SignOff(Language.NL, "Anna Jansen", datetime(2026, 11, 19, 8, 0, 0, 250, tzinfo=UTC)),
    ),
)
VOUCHER = Concept(
    key="5g-voucher",
    subject_field="funding",
    process=ProcessState.OPEN,
    relation=Relation.EXACT,
    dispute=DisputeState.NONE,
    dispute_reasons={},
    sides={
        Language.NL: Side("tegoedbon", "2.1", (Term("voucher", TermStatus.PREFERRED),)),
        Language.DE: Side("Gutschein", "2.1", (Term("Gutschein", TermStatus.PREFERRED),)),
    },
)

# What the record takes: NFC, no white space around, no control characters but line feed and tab.
texts = (
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
        | st.sampled_from("\n\t;|\\'\"=+-@<>&:"),
        min_size=1,
        max_size=30,
    )
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(bool)
)
optional = texts | st.just("")
keys = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


@st.composite
def terms(draw: st.DrawFn, text: str, status: TermStatus) -> Term:
    """A term with this text and status, and a reason where one is wanted."""
    return Term(
        text=text,
        status=status,
        part_of_speech=draw(st.sampled_from(PartOfSpeech)),
        gender=draw(st.none() | st.sampled_from(Gender)),
        region=draw(optional),
        reason=draw(texts if status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED) else optional),
        case_sensitive=draw(st.booleans()),
        forms=tuple(draw(st.lists(texts, max_size=3))),
        not_in=tuple(draw(st.lists(texts, max_size=2))),
    )


@st.composite
def sides(draw: st.DrawFn, is_read_twice: bool) -> Side:
    """One side with one preferred term."""
    written = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    statuses = draw(st.permutations(list(TermStatus)).map(lambda order: order[: len(written)]))
    if TermStatus.PREFERRED not in statuses:
        statuses[-1] = TermStatus.PREFERRED
    return Side(
        definition=draw(texts),
        source=draw(texts),
        terms=tuple(draw(terms(text, status)) for text, status in zip(written, statuses, strict=True)),
        reading=draw(texts) if is_read_twice else "",
        reading_source=draw(texts) if is_read_twice else "",
    )


@st.composite
def concepts(draw: st.DrawFn, key: str) -> Concept:
    """A concept with this key that the domain would save."""
    dispute = draw(st.sampled_from(DisputeState))
    is_read_twice = dispute is not DisputeState.NONE
    sign_offs = st.builds(
        SignOff,
        side=st.sampled_from(Language),
        by=texts,
        at=st.datetimes(timezones=st.just(UTC)),
    )
    return Concept(
        key=key,
        subject_field=draw(texts),
        process=draw(st.sampled_from(ProcessState)),
        relation=draw(st.sampled_from(Relation)),
        dispute=dispute,
        dispute_reasons={language: draw(texts) for language in Language} if is_read_twice else {},
        sides={language: draw(sides(is_read_twice)) for language in Language},
        sign_offs=tuple(draw(st.lists(sign_offs, max_size=2))),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> tuple[Concept, ...]:
    """One to three concepts in any order."""
    chosen = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    return tuple(draw(concepts(key)) for key in chosen)
