"""Letters on their way: followed until each has arrived, or a person sees to it.

ways       by which ways somebody can be reached, and in which order they are tried
times      how long each way is given before the next one is tried
tries      one letter and its tries, each under a key of its own
anew       whether it goes anew: none went in its place, or they have moved
wanted     whether a letter is still true, and still to be said
endings    what the end of a delivery makes true, by the kind of what was on its way
arrivals   what a letter's going, arriving or failing settles and begins
recalling  sheets on paper that are taken back before somebody posts them
withdrawn  what went although it had been withdrawn
"""
