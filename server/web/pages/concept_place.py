"""An editor's word that a wording uses the words of a concept for something else."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.domain.concept_decisions import ReasonMissing
from server.text.languages import Language
from server.usecases.mark_terms import dismiss_place
from server.usecases.read_concept_history import read_concept_history
from server.web import addresses
from server.web.pages.concept_editing import editor_visit
from server.web.typed import legible


async def concept_place(request: Request, language: Language) -> Response:
    """Take the places of a concept in one wording off its list, with a reason."""
    visiting, account = await editor_visit(request, language)
    services, key = visiting.services, request.path_params["concept"]
    async with request.form(max_files=0, max_fields=5) as sent:
        fields = {name: legible(value) for name, value in sent.items() if isinstance(value, str)}
    if fields.get("language") not in tuple(Language):
        raise HTTPException(400)
    act = partial(
        dismiss_place,
        services.database,
        edition=fields.get("edition", ""),
        paragraph_id=fields.get("paragraph", ""),
        language=Language(fields["language"]),
        concept=key,
        reason=fields.get("reason", ""),
        by=account,
        at=services.clock(),
        concept_address=addresses.concept,
    )
    try:
        await services.run(read_concept_history, services.database, key)
        await services.run(act)
        said = "saved"
    except ReasonMissing:
        said = "PlaceReasonMissing"
    return RedirectResponse(f"{addresses.concept(language, key)}?said={said}", status_code=303)
