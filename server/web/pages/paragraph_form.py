"""The form of the editing page: both wordings as they are typed, what they are typed on, what is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from starlette.datastructures import FormData

from server.domain.meanwhile import Meanwhile, Whose, meanwhile
from server.domain.revisions import Weight
from server.domain.working_editions import WorkingParagraph
from server.text.languages import LANGUAGES, Language
from server.usecases.keep_autosave import TypedWording
from server.usecases.read_working_paragraph import ParagraphToEdit
from server.usecases.revise_paragraph import WordingChange
from server.web.typed import legible

# Two wordings with all that is said of them, and a box for every comment of a much discussed paragraph.
MAX_FIELDS: Final = 1_000


@dataclass(frozen=True, slots=True)
class SideForm:
    """One side as it stands in the form; `base` is the number of the revision on which it is typed.

    After somebody else saved this side first, `common` is the revision from which both began and `yours`
    what was typed then; `common` is None where nobody did.
    """

    text: str
    base: int
    weight: Weight = Weight.SUBSTANTIVE
    note: str = ""
    common: int | None = None
    yours: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """Both sides, the comments from which the change comes, and whether both sides say the same now."""

    sides: Mapping[Language, SideForm]
    comments: tuple[str, ...] = ()
    confirm: bool = False

    @property
    def texts(self) -> dict[Language, str]:
        """What stands in the fields."""
        return {language: side.text for language, side in self.sides.items()}

    @property
    def changes(self) -> list[WordingChange]:
        """The wordings as they are to be saved."""
        return [
            WordingChange(language, side.text, side.weight, side.base, side.note)
            for language, side in self.sides.items()
        ]

    @property
    def typed(self) -> list[TypedWording]:
        """The wordings as they are kept before they are saved."""
        return [TypedWording(language, side.text, side.base) for language, side in self.sides.items()]


def sent_form(sent: FormData) -> ParagraphForm:
    """What a browser sent; what is missing or makes no sense is as in an empty form."""
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    comments = [each for each in sent.getlist("comment") if isinstance(each, str)]
    return ParagraphForm(
        {language: _side(fields, language) for language in LANGUAGES},
        tuple(dict.fromkeys(legible(each) for each in comments)),
        fields.get("confirm") == "yes",
    )


def kept_form(found: ParagraphToEdit, comments: tuple[str, ...]) -> ParagraphForm:
    """The form as it is opened: what this editor typed and did not save, and else what was saved last."""
    sides = {}
    for language in LANGUAGES:
        kept = found.autosaves.get(language)
        if kept is None:
            sides[language] = SideForm(found.paragraph.text(language), found.paragraph.number(language))
        else:
            sides[language] = SideForm(kept.text, kept.base)
    return ParagraphForm(sides, comments)


def after_conflict(form: ParagraphForm, present: WorkingParagraph) -> ParagraphForm:
    """The form on what is saved now: what was typed stays, a side that nobody typed in is as it was saved."""
    return replace(
        form,
        confirm=False,
        sides={language: _rebased(side, present, language) for language, side in form.sides.items()},
    )


def conflict_of(side: SideForm, paragraph: WorkingParagraph, language: Language) -> Meanwhile | None:
    """What two editors did to this side at the same time; None where that did not happen."""
    if side.common is None:
        return None
    return meanwhile(paragraph, language, number=side.common, yours=side.yours, until=side.base)


def with_text_taken(form: ParagraphForm, paragraph: WorkingParagraph, act: str) -> ParagraphForm:
    """The form with another text in one field, as a button of the page asks: "put-back:nl:3", "take:de:yours"."""
    name, _, rest = act.partition(":")
    side, _, what = rest.partition(":")
    language = next((each for each in LANGUAGES if each == side), None)
    if language is None:
        return form
    text = _asked_text(form.sides[language], paragraph, language, name, what)
    if text is None:
        return form
    return replace(form, sides={**form.sides, language: replace(form.sides[language], text=text)})


def _asked_text(
    side: SideForm, paragraph: WorkingParagraph, language: Language, name: str, what: str
) -> str | None:
    if name == "put-back":
        numbered = {str(each.number): each.text for each in paragraph.revisions.get(language, ())}
        return numbered.get(what)
    both = conflict_of(side, paragraph, language)
    if both is None:
        return None
    texts = {
        "merged": both.merged_text(),
        "merged-yours": both.merged_text(Whose.YOURS),
        "merged-theirs": both.merged_text(Whose.THEIRS),
        "yours": both.yours,
        "theirs": both.theirs.text,
    }
    return texts.get(what)


def _rebased(side: SideForm, present: WorkingParagraph, language: Language) -> SideForm:
    number = present.number(language)
    if side.base == number:
        return side
    if meanwhile(present, language, number=side.base, yours=side.text) is None:
        return replace(side, text=present.text(language), base=number, common=None, yours="")
    return replace(side, base=number, common=side.base, yours=side.text)


def _side(fields: Mapping[str, str], language: Language) -> SideForm:
    common = fields.get(f"common_{language}", "")
    minor = fields.get(f"weight_{language}") == Weight.MINOR
    return SideForm(
        text=_text(fields.get(f"text_{language}", "")),
        base=_number(fields.get(f"base_{language}", "")),
        weight=Weight.MINOR if minor else Weight.SUBSTANTIVE,
        note=" ".join(legible(fields.get(f"note_{language}", "")).split()),
        common=_number(common) if common else None,
        yours=_text(fields.get(f"yours_{language}", "")),
    )


def _text(typed: str) -> str:
    return legible(typed).replace("\r\n", "\n").replace("\r", "\n")


def _number(typed: Any) -> int:
    """The number of a revision; 0, on which nothing was typed, for what is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
