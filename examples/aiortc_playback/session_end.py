"""A session ends in order: source and track first, the connection a second later.

aiortc must log no warning or error, and the connection must be up until it is closed. Media, ICE,
DTLS and SRTP are real. The network is emulated by the loopback interface, and its delay as well:
the viewer's feedback takes longer than the time between two reports, so after the source has
stopped one more report arrives (see loopback.py). In the second between the two steps an
application would, for example, say goodbye to the viewer.
"""

import asyncio
import logging
from logging.handlers import BufferingHandler

from aiortc.contrib.media import MediaPlayer
from clip import temporary_clip
from loopback import run, viewed


async def session_end() -> bool:
    """Stop the source, then close the connection; return whether nothing went wrong."""
    incidents = BufferingHandler(capacity=1000)
    logging.getLogger("aiortc").addHandler(incidents)
    with temporary_clip(seconds=10) as path:
        video = MediaPlayer(path).video
        async with viewed(video) as connection:
            await asyncio.sleep(5.0)  # a viewer sends its first bitrate report after three
            video.stop()  # this also stops the player, its only source
            await asyncio.sleep(1.0)
            state: str = connection.connectionState
            await connection.close()
    print(f"the source stopped; 1.0 s later, before it was closed, the connection was {state}")
    print(f"warnings and errors that aiortc logged: {len(incidents.buffer)}")
    return state == "connected" and not incidents.buffer


if __name__ == "__main__":
    run(session_end())
