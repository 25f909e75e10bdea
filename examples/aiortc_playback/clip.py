"""The clip that the scenarios play: a few seconds of moving bars, made with PyAV."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av

FRAME_RATE = 30
WIDTH, HEIGHT = 192, 144


@contextmanager
def temporary_clip(seconds: int) -> Iterator[str]:
    """Make a clip of this length; yield its path, and remove it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "clip.mp4"))
        with av.open(path, "w") as container:
            stream = container.add_stream("mpeg4", rate=FRAME_RATE)
            stream.width, stream.height = WIDTH, HEIGHT
            stream.pix_fmt = "yuv420p"
            for number in range(seconds * FRAME_RATE):
                container.mux(stream.encode(_bars(number)))
            container.mux(stream.encode(None))
        yield path


def _bars(number: int) -> av.VideoFrame:
    frame = av.VideoFrame(WIDTH, HEIGHT, "yuv420p")
    luma, *chroma = frame.planes
    rows = (bytes([4 * (row + number) % 256]) * luma.line_size for row in range(HEIGHT))
    luma.update(b"".join(rows))
    for plane in chroma:
        plane.update(bytes([128]) * plane.buffer_size)
    frame.pts, frame.time_base = number, Fraction(1, FRAME_RATE)
    return frame
