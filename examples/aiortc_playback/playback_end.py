"""A media file plays to its end; a second later the connection must still be up.

Media, ICE, DTLS and SRTP are real. The network is emulated by the loopback interface, and its delay
as well: the viewer's feedback takes longer than the time between two reports, so after the last
frame one more report arrives (see loopback.py). The clip lasts six seconds because a viewer sends
its first bitrate report after three.
"""

import asyncio

from aiortc.contrib.media import MediaPlayer
from clip import temporary_clip
from loopback import ended, run, viewed


async def playback_end() -> bool:
    """Play a clip to its end; return whether the connection is up one second later."""
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
