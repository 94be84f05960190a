"""Whether what came back is this job's, of the text as it is now, and whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from adapters.translation.job import Identity, Job, Returned
from adapters.translation.refusing import (
    EVERY_SEGMENT,
    THE_FILE,
    NotAccepted,
    Problem,
)
from domain.documents.segments import Damaged, check

#: What a job is called; what is not called so may be anything.
_JOB: Final = re.compile("t[1-9][0-9]{0,4}")


class Read(NamedTuple):
    """What stands in a file. `where`: of each segment in it, by id, in words.

    `problems`: what is wrong with single segments, as far as their form goes.
    """

    identity: Identity
    texts: Mapping[str, str]
    where: Callable[[str], str]
    problems: tuple[Problem, ...] = ()


def accepted(read: Read, job: Job) -> Returned:
    """The translation, if it is all that was asked for. Raises `NotAccepted`."""
    other = tuple(_of_another(read.identity, job.identity))
    if other:
        raise NotAccepted(other[:1])
    problems = (*read.problems, *_damaged(read, job))
    if problems:
        raise NotAccepted(_in_brief(problems, len(job.segments)))
    return Returned(
        job=job.ref,
        fingerprint=job.document.source,
        language=job.language,
        texts=dict(read.texts),
    )


def _in_brief(problems: tuple[Problem, ...], segments: int) -> tuple[Problem, ...]:
    """What is wrong with every segment alike, as in a file nobody began, once."""
    codes = {problem.code for problem in problems}
    if segments > 1 and len(problems) == segments and len(codes) == 1:
        return (Problem(codes.pop(), EVERY_SEGMENT),)
    return problems


def _of_another(said: Identity, own: Identity) -> Iterator[Problem]:
    if said.case != own.case:
        yield Problem("another-case")
    if said.job != own.job:
        yield Problem("another-job", _named(said.job))
    if said[2:4] != own[2:4]:
        yield Problem("another-language")
    if said[4:] != own[4:]:
        yield Problem("another-text")


def _named(job: str) -> str:
    """The file by the job that it says it is of; what is none of ours is not said."""
    return f"{THE_FILE} (of {job})" if _JOB.fullmatch(job) else THE_FILE


def _damaged(read: Read, job: Job) -> Iterator[Problem]:
    """What is wrong with its texts. A segment has each of its problems once."""
    spoilt = {problem.where for problem in read.problems}
    try:
        check(job.document, read.texts)
    except Damaged as damaged:
        for id, fault in damaged.found:
            where = read.where(id)
            if where not in spoilt:
                yield Problem(fault.value, where)
