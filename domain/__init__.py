"""The case, as pure functions.

respond(case, request, now)  -> facts    time passes, then the request is judged
decide(case, request, now)   -> facts    what does this request make true? may refuse
fell_due(case, now)          -> facts    what has the clock alone made true?
reckon(case, now)            -> facts    what does the record now make due, met, past?
evolve(case, fact)           -> case     the case after it
react(case, fact, now)       -> effects  what must the world now do?
next_wake(case)              -> instant  when must the clock look again?

`decide` first asks `domain.asking` whether whoever asks may, before anything is told of
the case; then the gates of `domain.gates`, of the case as the request would leave it;
what the record says when it is asked stands in `domain.readings`.

What is due is never kept by hand: `domain.duties` compares what the record and the
terms ask for with the duties the case has, and the difference is the facts.
"""
