"""The pages of the person in pain: the questions, the result, the diary, and their own data."""

from fastapi import APIRouter

from pygalgia.web.person import diary, interview, keeping, result, understood

#: Routes to look for before all others.
MOST_ASKED = interview.MOST_ASKED
router = APIRouter()
for _part in (interview, understood, result, keeping, diary):
    router.include_router(_part.router)
