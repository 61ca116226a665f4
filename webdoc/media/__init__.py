"""From a source file to what is shown: facts (probe), names (plan), pictures, sound and video, the store, the run.

It owns everything that opens a media file and all that is made of one. It must not know of chapters, pages,
settings or the command line, never writes to a source, never reaches the network, and never lets a bad file stop
the rest: what is wrong with one becomes an `Issue` that names it. The pages use `plan` alone, which is pure.
"""
