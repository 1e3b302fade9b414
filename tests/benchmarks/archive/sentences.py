"""Words made into paragraphs of news: sentences with names, numbers and things said."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from archive.prose import Prose

SHORTEST, LONGEST = 14, 28  # words of a sentence
ATTRIBUTION = 3  # words of "said Anna Berg"
DASHES = ("-", "—")  # what stands between blanks and is no word

_FIRST = """Anna Boris Carla David Elena Farid Greta Hamid Ines Jonas Karin Lucas Mira Nadia Oscar Petra Rosa Samir
Tessa Viktor Yusuf Zoe Amara Bruno Chloe Dario Edith Felix Hugo Irene""".split()
_ONSET, _MIDDLE, _END = (
    "Bal Cor Dren Fal Gar Hol Kest Lor Mar Nor Pell Quin Rost Sar Tol Var Wend Yar".split(),
    "a e i o u an er il on us".split(),
    "berg dale ford gard holt kin land mann nov sen son ström ter ville wick".split(),
)
SURNAMES = [onset + middle + end for onset in _ONSET for middle in _MIDDLE for end in _END]
_OFFICES = "Harbour Safety Office (HSO)|Rural Water Board (RWB)|Northern Health Council (NHC)|Ports Trade Union (PTU)"
OFFICES = [office.split() for office in _OFFICES.split("|")]


@dataclass(slots=True)
class Original:
    """A paragraph as it was first written; `number` tells it from every other of the archive."""

    number: int
    words: list[str]
    sentence: list[int]  # of each word


@dataclass(slots=True)
class Paragraph:
    """A printed paragraph, and what it was made from.

    `origin` says for each word which of the original it stands for, whether or not it is still the same; -1: for none.
    `changed` lists the words whose number is not the one that stood in the copy this one was made from.
    """

    original: Original
    words: list[str]
    origin: list[int]
    changed: list[int] = field(default_factory=list)

    def kept(self, position: int) -> bool:
        """Whether the word is still the one of the original."""
        origin = self.origin[position]
        return origin >= 0 and self.words[position] == self.original.words[origin]


def as_written(original: Original) -> Paragraph:
    """Return the first printing."""
    return Paragraph(original, original.words, list(range(len(original.words))))


def write(rng: np.random.Generator, prose: Prose, words: int, number: int) -> list[Original]:
    """Write about `words` words in paragraphs of two to four sentences, numbered from `number`."""
    lengths = rng.integers(SHORTEST, LONGEST + 1, max(2, round(words / ((SHORTEST + LONGEST) / 2)))).tolist()
    sizes = rng.integers(2, 5, len(lengths)).tolist()
    supply = prose.words(rng, sum(lengths))
    chances = rng.random((len(lengths), 10)).tolist()
    paragraphs: list[Original] = []
    start = at = 0
    for size in sizes:
        if len(lengths) - at < size:
            size = len(lengths) - at
        if size <= 0:
            break
        made: list[str] = []
        sentence: list[int] = []
        for number_in in range(size):
            length = lengths[at]
            new = sentence_of(supply[start : start + length], chances[at])
            made += new
            sentence += [number_in] * len(new)
            start, at = start + length, at + 1
        paragraphs.append(Original(number + len(paragraphs), made, sentence))
    return paragraphs


def sentence_of(words: list[str], chance: list[float]) -> list[str]:
    """Make a sentence of words, ten numbers between 0 and 1 deciding how; it keeps its number of words or nearly so."""
    last = len(words) - 1
    if chance[0] < 0.4:
        at = 1 + int(chance[1] * (last - 4))
        words[at : at + 2] = name_of(chance[2], chance[3])
    elif chance[0] < 0.45:
        at = 1 + int(chance[1] * (last - 6))
        words[at : at + 4] = OFFICES[int(chance[2] * len(OFFICES))]
    if chance[4] < 0.5:
        words[2 + int(chance[5] * (last - 4))] = number_of(chance[6])
    if chance[7] < 0.5:
        at = 4 + int(chance[8] * (last - 6))
        if words[at][-1].isalnum():
            words[at] += ","
    words[0] = words[0][0].upper() + words[0][1:]
    if chance[9] < 0.12 and last >= 16:
        said = last - 3
        words[said + 1 :] = ["said", *name_of(chance[2], chance[8])]
        words[0], words[said] = "“" + words[0], words[said].rstrip(",") + ",”"
    words[-1] = words[-1].rstrip(",") + "."
    return words


def name_of(first: float, last: float) -> list[str]:
    """Return a first name and a surname."""
    return [_FIRST[int(first * len(_FIRST))], SURNAMES[int(last * len(SURNAMES))]]


def number_of(chance: float) -> str:
    """Return a number as news print them: 7, 12.5, 340, 1,340."""
    value = int(10 ** (1 + chance * 3.5))
    return f"{value / 10:.1f}" if value % 5 == 0 and value < 500 else f"{value:,}"
