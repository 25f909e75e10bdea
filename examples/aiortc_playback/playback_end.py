"""A media file plays to its end, and the connection must still be there a second later.

Media, ICE, DTLS and SRTP are real. Emulated are the network, which is this machine's loopback
interface, and its length: the viewer's feedback takes longer to arrive than the time between two
reports, so when the last frame has been sent one more report is still to come (see loopback.py).
The clip lasts six seconds because a viewer first reports a bitrate after three.
"""

import asyncio

from aiortc.contrib.media import MediaPlayer
from clip import temporary_clip
from loopback import ended, run, viewed


async def playback_end() -> bool:
    """Play a clip to its end; tell whether the connection is up one second later."""
    with temporary_clip(seconds=6) as path:
        video = MediaPlayer(path).video
        async with viewed(video) as connection:
            await ended(video)
            await asyncio.sleep(1.0)
            state: str = connection.connectionState
    print(f"playback ended; 1.0 s later the connection is {state}")
    return state == "connected"


if __name__ == "__main__":
    run(playback_end())
