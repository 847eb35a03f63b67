"""Sentences of a paragraph's two wordings are brought together."""

from server.search.crossing.alignment import aligned


def test_sentences_go_together_in_their_order() -> None:
    assert list(
        aligned("De grens is open. Wij werken samen!", "Die Grenze ist offen. Wir arbeiten zusammen!")
    ) == [
        ("De grens is open.", "Die Grenze ist offen."),
        ("Wij werken samen!", "Wir arbeiten zusammen!"),
    ]


def test_one_long_sentence_may_stand_for_two() -> None:
    ours = (
        "De provincie betaalt de helft van de kosten, en de ondernemer betaalt zelf de rest van het bedrag."
    )
    theirs = "Die Provinz zahlt die Hälfte der Kosten. Den Rest des Betrags zahlt der Unternehmer selbst."
    assert list(aligned(ours, theirs)) == [(ours, theirs)]


def test_lines_of_a_list_are_sentences() -> None:
    assert list(aligned("sensoren\nrobots", "Sensoren\nRoboter")) == [
        ("sensoren", "Sensoren"),
        ("robots", "Roboter"),
    ]


def test_a_name_in_both_tells_more_than_the_length() -> None:
    ours = "Dat begon klein. Later kwam INDUSTR_I4.0. Dat was een veel groter project."
    theirs = "Später kam INDUSTR_I4.0 dazu. Das war ein viel größeres Projekt."
    assert list(aligned(ours, theirs))[-1] == (
        "Dat was een veel groter project.",
        "Das war ein viel größeres Projekt.",
    )


def test_what_stands_on_one_side_only_has_no_counterpart() -> None:
    assert list(aligned("", "Nur auf Deutsch.")) == []
    assert list(aligned("", "")) == []
