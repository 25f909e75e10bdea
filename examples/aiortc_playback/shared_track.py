"""One track goes to two viewers; one connection closes, and the other must stay up.

aiortc stops a sender's track with the sender, so when the first connection closes, the track ends
for the second one too: it has nothing more to send, but must stay connected. Media, ICE, DTLS and
SRTP are real, between four peers. Emulated are the network, which is this machine's loopback
interface, and its length: the viewers' feedback takes longer to arrive than the time between two
reports, so whenever the track ends one more report is still to come (see loopback.py).
"""

import asyncio

from aiortc.contrib.media import MediaPlayer
from clip import temporary_clip
from loopback import run, viewed


async def shared_track() -> bool:
    """Close one of two connections that share a track; tell whether the other one stays up."""
    with temporary_clip(seconds=10) as path:
        video = MediaPlayer(path).video
        async with viewed(video) as first, viewed(video) as second:
            await asyncio.sleep(5.0)  # a viewer first reports a bitrate after three
            await first.close()
            await asyncio.sleep(1.0)
            state: str = second.connectionState
    print(f"the first connection closed; 1.0 s later the second one is {state}")
    return state == "connected"


if __name__ == "__main__":
    run(shared_track())
