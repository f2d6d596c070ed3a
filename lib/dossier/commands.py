"""
The commands: what each takes, and the one function of the library that it calls.

Rooms are imported only when their command runs, so that ``--help`` answers at once.
"""

import argparse
from pathlib import Path

from dossier import __version__
from dossier.errors import EXIT_DONE, EXIT_REFUSED, UsageError

_EXAMPLES = """\
examples:
  dossier import cuttings/ --corpus strikes     a folder of articles becomes a corpus
  dossier build --corpus strikes                its notebooks run, its reports are written
  dossier sentences page.txt -o sentences.csv   every sentence, and what is web furniture
  dossier code rows.csv --text body -o coded.csv
  dossier topics rows.csv --text body -k 10 -o topics/
"""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="dossier",
        description="Read a public controversy in the press: topics, themes, stances, voices.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _add_build, _add_import, _add_check, _add_sentences, _add_code, _add_topics, _add_new, _add_relink,
        _add_export, _add_lab,
    ):  # fmt: skip
        add(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse offers no public name for what add_subparsers returns


def _command(commands: Commands, name: str, summary: str, example: str) -> argparse.ArgumentParser:  # type: ignore[type-arg]
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def _add_corpus(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="DIR",
        required=required,
        help="the corpus folder" + ("" if required else " (default: the repository's)"),
    )


def _add_build(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands, "build", "run the notebooks on a corpus and write its reports", "dossier build --corpus strikes"
    )
    _add_corpus(parser)
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where the reports go (default: reports/ by the corpus)"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these notebooks, such as 30-topics")
    parser.add_argument("--report-lang", choices=("en", "fr"), default="en", help="the reader's language")
    parser.add_argument("--single-file", action="store_true", help="also write all pages as one, report.html")
    parser.add_argument("--tables", nargs="+", choices=("tex", "docx"), default=(), metavar="FORM",
                        help="also write the tables as tex (LaTeX) or docx (Word)")  # fmt: skip
    parser.set_defaults(run=_run_build)


def _run_build(arguments: argparse.Namespace) -> int:
    from dossier.pages.build import build_reports

    build_reports(
        arguments.corpus, out=arguments.out, only=arguments.only, report_lang=arguments.report_lang,
        single_file=arguments.single_file, tables=arguments.tables,
    )  # fmt: skip
    return EXIT_DONE


def _add_import(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands,
        "import",
        "read files, folders or tables into a corpus folder",
        "dossier import cuttings/ export.html table.csv --corpus strikes",
    )
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    _add_corpus(parser, required=True)
    parser.add_argument("--like", type=Path, metavar="DIR", help="corpus folder to take codebook and actors from")
    parser.set_defaults(run=_run_import)


def _run_import(arguments: argparse.Namespace) -> int:
    from dossier.readers.importing import import_sources

    print(import_sources(arguments.sources, corpus=arguments.corpus, like=arguments.like))
    return EXIT_DONE


def _add_check(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands, "check", "check catalogue, codebook, actors and annotations", "dossier check --corpus strikes"
    )
    _add_corpus(parser)
    parser.set_defaults(run=_run_check)


def _run_check(arguments: argparse.Namespace) -> int:
    from dossier.checks import check_corpus
    from dossier.coding.codes import wanted_of_folder
    from dossier.paths import DEFAULT_CORPUS

    root = arguments.corpus or DEFAULT_CORPUS
    faults = check_corpus(root)
    for line in faults or wanted_of_folder(root):
        print(line)
    print(f"{root}: {len(faults)} {'fault' if len(faults) == 1 else 'faults'}" if faults else f"{root}: no fault found")
    return EXIT_REFUSED if faults else EXIT_DONE


def _add_sentences(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands,
        "sentences",
        "split files into sentences with offsets, kind, language and why a sentence is web furniture",
        "dossier sentences page.txt -o sentences.csv",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.csv")
    parser.set_defaults(run=_run_sentences)


def _run_sentences(arguments: argparse.Namespace) -> int:
    from dossier.sentences.tables import write_sentences

    write_sentences(arguments.files, out=arguments.out)
    return EXIT_DONE


def _add_code(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands,
        "code",
        "code each row of a table: themes, stances, evidence and voice, or labels learnt from coded rows",
        "dossier code rows.csv --text body --learn-from coded.csv --labels cost,health -o out.csv",
    )
    parser.add_argument("table", type=Path, metavar="TABLE")
    parser.add_argument("--text", required=True, metavar="COLUMN", help="the column that holds the text")
    parser.add_argument("--document", metavar="COLUMN", help="the column that groups the rows of one text, in order")
    _add_corpus(parser)
    parser.add_argument("--learn-from", type=Path, metavar="CODED", help="hand-coded rows with the same text column")
    parser.add_argument("--labels", metavar="A,B", help="with --learn-from: the columns that hold 0, 1 or blank")
    parser.add_argument("--group", metavar="COLUMN", help="with --learn-from: rows that must be kept out together")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT.csv")
    parser.set_defaults(run=_run_code)


def _run_code(arguments: argparse.Namespace) -> int:
    if (arguments.learn_from is None) != (arguments.labels is None):
        raise UsageError("--learn-from and --labels go together: give both or neither.")
    if arguments.group and arguments.learn_from is None:
        raise UsageError("--group goes with --learn-from.")
    from dossier.coding.tables import code_table, learn_labels

    if arguments.learn_from is None:
        code_table(
            arguments.table, text=arguments.text, out=arguments.out, document=arguments.document,
            corpus=arguments.corpus,
        )  # fmt: skip
        return EXIT_DONE
    learn_labels(
        arguments.table,
        text=arguments.text,
        out=arguments.out,
        learn_from=arguments.learn_from,
        labels=[label.strip() for label in arguments.labels.split(",") if label.strip()],
        group=arguments.group,
    )
    return EXIT_DONE


def _add_topics(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands,
        "topics",
        "find the topics of a table of texts",
        "dossier topics rows.csv --text body -k 10 -o topics/",
    )
    parser.add_argument("table", type=Path, metavar="TABLE")
    parser.add_argument(
        "--text", required=True, metavar="COLUMN", help="column, or its number where there is no header"
    )
    parser.add_argument("-k", type=int, required=True, metavar="K", help="number of topics")
    parser.add_argument("--lang", choices=("fr", "en"), help="the texts' language (default: found out)")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR")
    parser.set_defaults(run=_run_topics)


def _run_topics(arguments: argparse.Namespace) -> int:
    from dossier.topics.tables import write_topics

    write_topics(arguments.table, text=arguments.text, k=arguments.k, out=arguments.out, lang=arguments.lang)
    return EXIT_DONE


def _add_new(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(commands, "new", "make an empty corpus folder for another controversy", "dossier new strikes")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.set_defaults(run=_run_new)


def _run_new(arguments: argparse.Namespace) -> int:
    from dossier.readers.importing import create_corpus

    create_corpus(arguments.folder)
    print(f"{arguments.folder}: write codebook.toml, then put articles in with 'dossier import'.")
    return EXIT_DONE


def _add_relink(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands,
        "relink",
        "re-anchor marks after a change of text, showing each doubt",
        "dossier relink --corpus strikes",
    )
    _add_corpus(parser)
    parser.set_defaults(run=_run_relink)


def _run_relink(arguments: argparse.Namespace) -> int:
    from dossier.annotations import relink

    print(relink(arguments.corpus))
    return EXIT_DONE


def _add_export(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(
        commands,
        "export",
        "write the corpus for another program",
        "dossier export iramuteq --corpus strikes -o corpus.txt",
    )
    parser.add_argument("form", choices=("csv", "iramuteq", "txm", "dna", "qdpx", "derived"), metavar="FORM",
                        help="csv, iramuteq, txm, dna, qdpx or derived")  # fmt: skip
    _add_corpus(parser)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="PATH")
    parser.set_defaults(run=_run_export)


def _run_export(arguments: argparse.Namespace) -> int:
    from dossier.corpus import open_corpus
    from dossier.exports import export_corpus

    export_corpus(open_corpus(arguments.corpus), form=arguments.form, out=arguments.out)
    return EXIT_DONE


def _add_lab(commands: Commands) -> None:  # type: ignore[type-arg]
    parser = _command(commands, "lab", "open JupyterLab, offline, at the explorer", "dossier lab")
    _add_corpus(parser)
    parser.add_argument("--no-browser", action="store_true", help="print the address instead of opening it")
    parser.set_defaults(run=_run_lab)


def _run_lab(arguments: argparse.Namespace) -> int:
    from dossier.lab import open_lab

    return open_lab(arguments.corpus, browser=not arguments.no_browser)
