"""What runs on a worker of another machine: it takes a source in pieces, does the job, gives the results in pieces.

Nothing of the project's folder is seen from there. All lies in a folder of the run's own below the worker's, named by
the client, and is removed at its end (by Dask too, when the worker ends). `webdoc.media.cluster` is the other side.
"""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from webdoc.media import machine, work
from webdoc.media.store import Store
from webdoc.media.work import Job, Outcome


@cache
def versions() -> dict[str, str]:
    """All that the bytes of a derivative depend on besides its source: our own code, the libraries, their codecs."""
    import av
    import PIL
    import uharfbuzz
    from PIL import features

    from webdoc import __version__

    own = hashlib.sha256()
    for pattern in ("*.py", "typefaces/*.ttf"):
        for path in sorted(Path(__file__).parent.glob(pattern)):
            own.update(path.read_bytes())
    found = {"webdoc": f"{__version__} ({own.hexdigest()[:8]})", "Pillow": PIL.__version__, "av": av.__version__}
    found["uharfbuzz"] = uharfbuzz.__version__
    for name in ("libjpeg_turbo", "webp", "avif", "littlecms2", "zlib"):
        known = features.version(name)
        if known:
            found[name] = str(known)
    found.update({name: ".".join(map(str, number)) for name, number in av.library_versions.items()})
    return found


def hello(session: str, dask_worker: Any) -> dict[str, str]:
    """Makes the run's folder, and the worker ready; returns `versions`."""
    _folder(session, dask_worker).mkdir(parents=True, exist_ok=True)
    machine.keep()
    return versions()


def put(session: str, name: str, at: int, data: bytes, dask_worker: Any) -> None:
    """Writes a piece of a source, which begins ``at`` that byte."""
    path = _folder(session, dask_worker) / name
    with path.open("r+b" if at else "wb") as file:
        file.seek(at)
        file.write(data)


def do(session: str, job: Job) -> Outcome:
    """Does the job; what was made stays here until it is taken, also what an earlier try made that did not get home."""
    from distributed import get_worker

    folder = _folder(session, get_worker())
    typefaces = {digest: str(folder / name) for digest, name in job.typefaces.items()}
    outcome = work.work(replace(job, file=str(folder / job.file), typefaces=typefaces), str(folder), session)
    store = Store(folder, session)
    before = [item.name for item in job.derivatives if item.name not in outcome.made and store.has(item.name)]
    return replace(outcome, made=(*before, *outcome.made))


def take(session: str, name: str, at: int, size: int, dask_worker: Any) -> bytes:
    """A piece of what was made: so many bytes from there on, fewer at the end."""
    with (_folder(session, dask_worker) / "store" / name).open("rb") as file:
        file.seek(at)
        return file.read(size)


def drop(session: str, names: tuple[str, ...], dask_worker: Any) -> None:
    """Removes files of the run that are not needed any more."""
    for name in names:
        (_folder(session, dask_worker) / name).unlink(missing_ok=True)


def forget(session: str, dask_worker: Any) -> None:
    """Removes all that the run left here."""
    shutil.rmtree(_folder(session, dask_worker), ignore_errors=True)


def _folder(session: str, worker: Any) -> Path:
    return Path(worker.local_directory) / f"webdoc-{session}"
