"""The command line: what it writes, what it prints, how it says no."""

import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest

import wirecopy as wc
from wirecopy.cli import main
from wirecopy.report.terminal import plain


def test_report_writes_the_page_and_prints_the_main_numbers(sample, tmp_path, capsys):
    path = tmp_path / "report.html"
    assert main(["report", "--sample", "--out", str(path)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    reuse = wc.find_reuse(sample)
    assert re.search(r"^Documents +40$", out, re.MULTILINE)
    assert re.search(r"^Sources +9$", out, re.MULTILINE)
    assert re.search(rf"^Passages +{len(reuse.passages)}$", out, re.MULTILINE)
    assert out.splitlines()[-1] == f"Report: {path}"
    expected = tmp_path / "expected.html"
    wc.write_report(sample, expected)
    assert path.read_bytes() == expected.read_bytes()


def test_names_in_any_script_stand_in_columns(capsys, tmp_path):
    main(["report", "--sample", "--out", str(tmp_path / "report.html")])
    rows = capsys.readouterr().out.split("Sources that share most")[1].splitlines()[1:]
    rows = [row for row in rows if re.search(r"\d   ", row)]
    assert len(rows) > 3
    assert len({re.search(r"\d   ", row).start() for row in rows if row.isascii()}) == 1


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "jsonl.gz", "xlsx"])
def test_reuse_writes_four_tables_beside_each_other(sample, ending, tmp_path, capsys):
    assert main(["reuse", "--sample", "--out", str(tmp_path / f"shared.text.{ending}")]) == 0
    names = [f"shared.text.{table}.{ending}" for table in ("passages", "families", "documents", "outlets")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    printed = capsys.readouterr().out.splitlines()
    assert [Path(line.split(": ")[0]).name for line in printed] == names
    assert printed[0].endswith(f": {len(wc.find_reuse(sample).passages)} rows")


def test_what_is_written_is_what_python_finds(sample, tmp_path):
    assert main(["reuse", "--sample", "--n-jobs", "1", "--out", str(tmp_path / "r.parquet")]) == 0
    written = pyarrow.parquet.read_table(tmp_path / "r.passages.parquet")
    assert written.equals(wc.find_reuse(sample).passages.to_arrow())


def test_one_table_takes_the_name_as_it_is(sample, tmp_path):
    assert main(["tokens", "--sample", "--out", str(tmp_path / "tokens.parquet")]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["tokens.parquet"]
    assert pyarrow.parquet.read_metadata(tmp_path / "tokens.parquet").num_rows == len(sample.tokens)


@pytest.mark.parametrize(
    ("command", "tables"),
    [
        ("stories", ["out.documents.csv", "out.stories.csv"]),
        ("sources", ["out.sources.csv", "out.ties.csv"]),
        ("entities", ["out.entities.csv", "out.mentions.csv"]),
    ],
)
def test_the_other_commands_write_their_tables(command, tables, tmp_path):
    assert main([command, "--sample", "--out", str(tmp_path / "out.csv")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == tables
    for table in tables:
        assert pyarrow.csv.read_csv(tmp_path / table).num_rows > 0


def test_columns_and_names_of_files_are_mapped_as_in_python(tmp_path, capsys):
    (tmp_path / "in.csv").write_text("outlet;x\n", encoding="utf-8")
    (tmp_path / "in.jsonl").write_text(
        json.dumps({"words": "One article.", "outlet": "The Post", "day": "24.12.2025"}), encoding="utf-8"
    )
    arguments = ["--text", "words", "--source", "outlet", "--published", "day", "--date-format", "%d.%m.%Y"]
    assert main(["report", str(tmp_path / "in.jsonl"), *arguments, "--out", str(tmp_path / "r.html")]) == 0
    assert "24 December 2025" in capsys.readouterr().out

    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "The Post_2025-12-24.txt").write_text("Une étude.", encoding="latin-1")
    arguments = ["--pattern", "{source}_{published}.txt", "--encoding", "latin-1"]
    assert main(["report", str(folder), *arguments, "--out", str(tmp_path / "r.html")]) == 0
    assert "24 December 2025" in capsys.readouterr().out


def test_issues_of_the_input_are_counted_on_stderr(tmp_path, capsys):
    rows = [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}, {"id": "b", "text": "z", "published": "whenever"}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["report", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "r.html")]) == 0
    assert capsys.readouterr().err.splitlines() == ["wirecopy: duplicate id: 1 row", "wirecopy: unusable date: 1 row"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "nowhere", "--out", "r.html"], "nowhere"),
        (["report", "no-text.csv", "--out", "r.html"], "text='...'"),
        (["report", "bad.parquet", "--out", "r.html"], "bad.parquet"),
        (["report", "in.jsonl", "--source", "outlet", "--out", "r.html"], "outlet"),
        (["report", "in.jsonl", "--pattern", "{source}.txt", "--out", "r.html"], "pattern"),
        (["report", "in.jsonl", "--encoding", "utf-99", "--out", "r.html"], "utf-99"),
        (["report", "in.jsonl", "--out", "missing/r.html"], "missing"),
        (["report", "in.jsonl", "--out", "."], "folder"),
        (["reuse", "in.jsonl", "--out", "r.docx"], ".parquet"),
        (["reuse", "in.jsonl", "--out", "r"], ".parquet"),
        (["tokens", "in.jsonl", "--n-jobs", "0", "--out", "r.csv"], "n_jobs"),
        (["report", "in.jsonl", "--date-format", "%Q", "--out", "r.html"], "date_format"),
        (["tokens", "--sample", "--source", "outlet", "--out", "r.csv"], "--source"),
        (["tokens", "--sample", "--date-format", "%Y", "--out", "r.csv"], "--date-format"),
        (["tokens", "--sample", "--encoding", "cp1252", "--out", "r.csv"], "--encoding"),
    ],
)
def test_what_is_wrong_is_one_line_and_status_2(arguments, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text('{"text": "x"}', encoding="utf-8")
    Path("no-text.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    Path("bad.parquet").write_bytes(b"PAR1 and nothing more")
    before = sorted(Path().iterdir())
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.startswith("wirecopy: ")
    assert says in err and "pass a list" not in err
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    "arguments",
    [[], ["report"], ["reuse", "--sample"], ["report", "in", "--sample"], ["nonsense"], ["report", "--n-jobs", "x"]],
)
def test_a_command_that_makes_no_sense_is_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: wirecopy" in capsys.readouterr().err


def test_the_installed_command_knows_its_version_and_starts_without_the_heavy_libraries():
    command = Path(sys.executable).with_name("wirecopy")
    shown = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"wirecopy {version('wirecopy')}\n"
    loaded = "import sys, wirecopy.cli; print(*(set(sys.modules) & {'pandas', 'scipy', 'jinja2', 'pyarrow'}))"
    shown = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert shown.stdout == "\n"


def test_the_installed_command_ends_with_status_2_and_no_traceback():
    command = Path(sys.executable).with_name("wirecopy")
    ended = subprocess.run([command, "report", "nowhere", "--out", "r.html"], capture_output=True, text=True)
    assert ended.returncode == 2
    assert ended.stderr.startswith("wirecopy: ") and "Traceback" not in ended.stderr


def test_names_of_outlets_cannot_command_the_terminal():
    assert plain("\x1b[2JThe \x07Post\u202e\n") == "[2JThe Post"
