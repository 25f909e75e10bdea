"""One track goes to two viewers; when one connection closes, the other must stay up.

aiortc stops a track together with its sender. So when the first connection closes, the track ends
for the second one too, which has nothing more to send but must stay connected. Media, ICE, DTLS and
SRTP are real, between four peers. The network is emulated by the loopback interface, and its delay
as well: the viewers' feedback takes longer than the time between two reports, so one more report
arrives after the track has ended (see loopback.py).
"""

import asyncio

from aiortc.contrib.media import MediaPlayer
from clip import temporary_clip
from loopback import run, viewed


async def shared_track() -> bool:
    """Close one of two connections that share a track; return whether the other one stays up."""
    with temporary_clip(seconds=10) as path:
        video = MediaPlayer(path).video
        async with viewed(video) as first, viewed(video) as second:
            await asyncio.sleep(5.0)  # a viewer sends its first bitrate report after three
            await first.close()
            await asyncio.sleep(1.0)
            state: str = second.connectionState
    print(f"the first connection closed; 1.0 s later the second one is {state}")
    return state == "connected"


if __name__ == "__main__":
    run(shared_track())
