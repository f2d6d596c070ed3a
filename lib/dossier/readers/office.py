"""What every office file is checked for before it is opened: it is a zip, and what it unpacks to."""

import io
import zipfile

from dossier.readers.draft import RefusedError, Source, document_cap

_HIGHEST_RATIO = 200  # times that an office file may grow when unpacked
_SMALL = 10_000_000  # bytes unpacked below which the ratio says nothing


def check_office_zip(source: Source) -> None:
    """
    Refuse a file that is not a zip, is encrypted, or would unpack to more than a document may have.

    Raises
    ------
    RefusedError
        With the figures.
    """
    data = source.data
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError("an old or encrypted office file: save it as .docx or .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise RefusedError(f"a damaged office file ({fault}): open and save it again") from None
    size = sum(entry.file_size for entry in entries)
    if size > 4 * document_cap() or (size > _SMALL and size > _HIGHEST_RATIO * len(data)):
        megabytes = size / 1_048_576
        raise RefusedError(f"would unpack to {megabytes:.0f} MB from {len(data) / 1_048_576:.1f} MB: not opened")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("encrypted: save it without a password")
