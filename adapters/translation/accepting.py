"""Whether what came back is this job's, of the text as it is now, and whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from adapters.translation.job import Identity, Job, Returned
from adapters.translation.refusing import NotAccepted, Problem
from domain.documents.segments import Damaged, check


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
        raise NotAccepted(problems)
    return Returned(
        job=job.ref,
        fingerprint=job.document.source,
        language=job.language,
        texts=dict(read.texts),
    )


def _of_another(said: Identity, own: Identity) -> Iterator[Problem]:
    if (said.case, said.job) != (own.case, own.job):
        yield Problem("another-job")
    if said[2:4] != own[2:4]:
        yield Problem("another-language")
    if said[4:] != own[4:]:
        yield Problem("another-text")


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
