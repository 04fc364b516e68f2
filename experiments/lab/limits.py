"""What one who asks can have of the machine."""

WEEKS = 520  # that can be played; a run is a week longer, for its last week lets everybody go
MOST_PEOPLE = 6000
MOST_WORLDS = 6
MOST_STEPS = 13  # weeks that one message asks for
MOST_ENTRIES = 400  # of the journal of a world
MESSAGE_BYTES = 20_480
MOST_CONVERSATIONS = 64
IDLE_SECONDS = 600.0  # after which worlds are dropped; the address makes them again
THREADS = 2
HIGHEST_SEED = 2**53  # a browser knows whole numbers up to it
