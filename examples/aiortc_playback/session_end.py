"""A session ends in good order, source and track first, the connection a second later.

aiortc may log no warning or error, and the connection must be up until it is closed. Media, ICE,
DTLS and SRTP are real. Emulated are the network, which is this machine's loopback interface, and
its length: the viewer's feedback takes longer to arrive than the time between two reports, so when
the source has stopped one more report is still to come (see loopback.py). The second between the
two steps stands for what an application does in between, such as to say goodbye to the viewer.
"""

import asyncio
import logging
from logging.handlers import BufferingHandler

from aiortc.contrib.media import MediaPlayer
from clip import temporary_clip
from loopback import run, viewed


async def session_end() -> bool:
    """Stop the source, then close the connection; tell whether that went without an incident."""
    incidents = BufferingHandler(capacity=1000)
    logging.getLogger("aiortc").addHandler(incidents)
    with temporary_clip(seconds=10) as path:
        video = MediaPlayer(path).video
        async with viewed(video) as connection:
            await asyncio.sleep(5.0)  # a viewer first reports a bitrate after three
            video.stop()  # the player, its only source, stops with it
            await asyncio.sleep(1.0)
            state: str = connection.connectionState
            await connection.close()
    print(f"the source stopped; 1.0 s later, before it was closed, the connection was {state}")
    print(f"warnings and errors that aiortc logged: {len(incidents.buffer)}")
    return state == "connected" and not incidents.buffer


if __name__ == "__main__":
    run(session_end())
