"""comments/<round>/dispositions.jsonl: the public dispositions of a round's comments, one per line."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

import msgspec

from server.domain.comments import Comment
from server.domain.dispositions import MAX_RESPONSE, Outcome, PublicDisposition
from server.domain.editions import Edition
from server.record.comment_line import Places, faults_of_id, places_in
from server.record.files import impure_character
from server.record.json_lines import read_lines, write_lines
from server.record.reading import Place, Reading
from server.text.languages import LANGUAGES, Language

PATTERN = "comments/*/dispositions.jsonl"


class DispositionLine(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A disposition as it stands in the file; the order of the fields is that of the keys.

    Who decided is not part of it, and no note of the editors.
    """

    comment: str
    round: str
    edition: str
    outcome: Outcome
    responses: dict[Language, str]
    decided: date
    paragraphs: tuple[str, ...] = ()


def read_dispositions(
    reading: Reading, comments: Collection[Comment], editions: Mapping[str, Edition | None]
) -> tuple[PublicDisposition, ...]:
    """All dispositions by comment; those whose comment, edition or paragraphs are not there are reported."""
    rounds = {each.id: each.round for each in comments}
    places = {key: places_in(edition) for key, edition in editions.items()}
    seen = dict[str, Place]()
    found = []
    for key, file in reading.keyed_files(PATTERN, place=1):
        for number, line in read_lines(reading, file, DispositionLine, "disposition"):
            faults = [*_faults_of(line), *_contradictions(line, key, rounds, places)]
            first = seen.setdefault(line.comment, Place(file, number))
            if first != Place(file, number):
                faults.append(f"{line.comment} is answered already in {first.file}:{first.line}")
            for reason in faults:
                reading.problem(file, number, reason)
            found.append(PublicDisposition(**{name: getattr(line, name) for name in _FIELDS}))
    return tuple(sorted(found, key=lambda each: each.comment))


def disposition_files(dispositions: Iterable[PublicDisposition]) -> dict[str, str]:
    """The texts of the dispositions by their paths below the root; a round without any has no such file."""
    by_round: dict[str, list[PublicDisposition]] = defaultdict(list)
    for each in sorted(dispositions, key=lambda one: one.comment):
        by_round[each.round].append(each)
    return {
        f"comments/{key}/dispositions.jsonl": write_lines(map(_line, of_round))
        for key, of_round in by_round.items()
    }


_FIELDS = DispositionLine.__struct_fields__


def _line(disposition: PublicDisposition) -> DispositionLine:
    values = {name: getattr(disposition, name) for name in _FIELDS}
    return DispositionLine(
        **values | {"responses": {each: disposition.responses[each] for each in LANGUAGES}}
    )


def _faults_of(line: DispositionLine) -> Iterator[str]:
    yield from faults_of_id(line.comment)
    for language in LANGUAGES:
        response = line.responses.get(language, "")
        if not response.strip() or len(response) > MAX_RESPONSE:
            yield f'"responses.{language}" must have 1 to {MAX_RESPONSE} characters'
        elif reason := impure_character(response):
            yield f'"responses.{language}": {reason}'


def _contradictions(
    line: DispositionLine, key: str, rounds: Mapping[str, str], places: Mapping[str, Places | None]
) -> Iterator[str]:
    """What a disposition says that the rest of the record does not; what could not be read is passed over."""
    if line.comment not in rounds:
        yield f"{line.comment} is not among the shown comments"
    elif not line.round == rounds[line.comment] == key:
        yield f'"round" must be that of the comment and of the folder, "{rounds[line.comment]}"'
    if line.edition not in places:
        yield f'unknown edition "{line.edition}"'
    elif (known := places[line.edition]) is not None:
        for paragraph in line.paragraphs:
            if paragraph not in known.section_of:
                yield f'unknown paragraph "{paragraph}" in edition "{line.edition}"'
