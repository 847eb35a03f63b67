"""The threads that comments stand in: one per target, and no two targets share one."""

from hypothesis import given
from hypothesis import strategies as st

from server.domain.document import PARAGRAPH_ID
from server.domain.targets import Target, TargetKind, target_of_thread

paragraphs = st.from_regex(PARAGRAPH_ID, fullmatch=True).map(lambda id_: Target(TargetKind.PARAGRAPH, id_))
keys = st.from_regex(r"[0-9a-z]+(-[0-9a-z]+){0,3}", fullmatch=True)
targets = st.one_of(
    paragraphs,
    st.just(Target(TargetKind.DOCUMENT)),
    keys.map(lambda key: Target(TargetKind.SECTION, key)),
    keys.map(lambda key: Target(TargetKind.CONCEPT, key)),
    st.tuples(keys, keys).map(lambda key: Target(TargetKind.QUESTION, "/".join(key))),
)


def test_the_thread_of_a_paragraph_has_the_id_of_the_paragraph() -> None:
    assert Target(TargetKind.PARAGRAPH, "p-7k2qd").thread == "p-7k2qd"


def test_the_other_threads_say_what_they_are_on() -> None:
    assert Target(TargetKind.SECTION, "2-3-field").thread == "section/2-3-field"
    assert Target(TargetKind.CONCEPT, "lab").thread == "concept/lab"
    assert Target(TargetKind.QUESTION, "autumn/missing").thread == "question/autumn/missing"
    assert Target(TargetKind.DOCUMENT).thread == "document"


@given(targets)
def test_a_thread_tells_its_target(target: Target) -> None:
    assert target_of_thread(target.thread) == target


@given(targets, targets)
def test_two_targets_have_two_threads(one: Target, other: Target) -> None:
    assert (one.thread == other.thread) is (one == other)
