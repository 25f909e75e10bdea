"""Two real aiortc peers in one process, connected over the loopback interface.

ICE, DTLS and SRTP are aiortc's own. Three things are emulated:

- signalling: the offer and the answer are passed within the process;
- the network: each peer has one candidate, 127.0.0.1, and uses no STUN server. aioice leaves out
  loopback addresses, so its function that lists addresses is replaced;
- distance: the viewer's RTCP reports arrive `FEEDBACK_DELAY` seconds late, as on any long path.
  The viewer sends a bitrate estimate (REMB) every 500 ms, so one is always on its way.
"""

import asyncio
import contextlib
import faulthandler
import logging
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import aioice.ice
from aiortc import MediaStreamTrack, RTCConfiguration, RTCIceTransport, RTCPeerConnection
from aiortc.contrib.media import MediaBlackhole
from aiortc.rtp import is_rtcp

FEEDBACK_DELAY = 0.6
PATIENCE = 30.0

aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


def run(scenario: Coroutine[Any, Any, bool]) -> NoReturn:
    """Run a scenario and exit: status 0 if it returns true, 1 if not."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")
    faulthandler.dump_traceback_later(4 * PATIENCE, exit=True)
    sys.exit(0 if asyncio.run(scenario) else 1)


@asynccontextmanager
async def viewed(track: MediaStreamTrack) -> AsyncIterator[RTCPeerConnection]:
    """Send a track to a viewer of its own; yield the sending peer once it is connected."""
    peer, viewer = (RTCPeerConnection(RTCConfiguration(iceServers=[])) for _ in range(2))
    screen = MediaBlackhole()
    viewer.on("track", screen.addTrack)
    peer.addTrack(track)
    try:
        await _negotiate(peer, viewer)
        _delay_feedback(viewer)
        await asyncio.gather(_connected(peer), _connected(viewer))
        await screen.start()
        yield peer
    finally:
        await screen.stop()
        for connection in (peer, viewer):
            await asyncio.wait_for(connection.close(), PATIENCE)


async def ended(track: MediaStreamTrack) -> None:
    """Wait until a track ends."""
    over = asyncio.Event()
    track.on("ended", over.set)
    if track.readyState == "live":
        await asyncio.wait_for(over.wait(), PATIENCE)


async def _negotiate(peer: RTCPeerConnection, viewer: RTCPeerConnection) -> None:
    await peer.setLocalDescription(await peer.createOffer())
    await viewer.setRemoteDescription(peer.localDescription)
    await viewer.setLocalDescription(await viewer.createAnswer())
    await peer.setRemoteDescription(viewer.localDescription)


async def _connected(connection: RTCPeerConnection) -> None:
    changed = asyncio.Event()
    connection.on("connectionstatechange", changed.set)
    while connection.connectionState != "connected":
        changed.clear()
        await asyncio.wait_for(changed.wait(), PATIENCE)


def _delay_feedback(viewer: RTCPeerConnection) -> None:
    for transceiver in viewer.getTransceivers():
        _delay_rtcp(transceiver.receiver.transport.transport)


def _delay_rtcp(path: RTCIceTransport) -> None:
    send = path._send
    under_way: set[asyncio.Task[None]] = set()

    async def send_late(data: bytes) -> None:
        await asyncio.sleep(FEEDBACK_DELAY)
        with contextlib.suppress(ConnectionError):  # the viewer may have left by then
            await send(data)

    async def send_over_distance(data: bytes) -> None:
        if is_rtcp(data):
            task = asyncio.create_task(send_late(data))
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        else:
            await send(data)

    path._send = send_over_distance
