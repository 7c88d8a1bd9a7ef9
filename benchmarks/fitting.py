"""Choose, fit and measure the odds of one kind of row, every choice made on issuers that are not measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.issuers import folds
from benchmarks.logistic import Design, Places
from benchmarks.trust import Judged, least_chance, log_loss
from tasks.domain.confidence import Odds

PENALTIES = (1.0, 4.0, 16.0, 64.0)


@dataclass(frozen=True, slots=True)
class Sample:
    """A predicted row.

    Attributes:
        issuer: of its document.
        features: what the program knows of it.
        right: whether it is real and right in every field.
        place: where it stands and what is wrong with it, for people.
    """

    issuer: str
    features: Mapping[str, float]
    right: bool
    place: str = ""


class Fitting:
    """The samples of one kind, and what can be learned from any of them.

    Rows of one issuer err together, so an issuer counts with the square root of its rows: one long report must not decide for all.
    """

    def __init__(self, samples: Sequence[Sample], without: Collection[str] = ()) -> None:
        """Make the matrix once, without some families of features.

        Raises:
            ValueError: there is no sample.
        """
        if not samples:
            raise ValueError("samples are needed")
        self.samples = samples
        counts = Counter(sample.issuer for sample in samples)
        weights = [counts[sample.issuer] ** -0.5 for sample in samples]
        self._design = Design.of([sample.features for sample in samples], [sample.right for sample in samples], weights, without)

    def everything(self) -> Places:
        """The places of all samples."""
        return np.arange(len(self.samples))

    def left_out(self, rows: Places, penalty: float) -> list[Judged]:
        """Chances of some samples, each by odds fitted on those of them that another issuer has."""
        return [judged for fit, held in self._folds(rows) for judged in self._judged(fit, held, penalty)]

    def penalty(self, rows: Places) -> float:
        """The penalty whose chances are the most honest on issuers left out."""
        return min(PENALTIES, key=lambda penalty: log_loss(self.left_out(rows, penalty)))

    def surprise(self) -> float:
        """Mean surprise of the most honest chances on issuers left out, in nats."""
        return log_loss(self.left_out(self.everything(), self.penalty(self.everything())))

    def mistakes(self) -> list[tuple[float, Sample]]:
        """The wrong rows with their chances as rows of an issuer left out, the surest first.

        Each is a rule to mend or a doubt that is missing.
        """
        rows = self.everything()
        penalty = self.penalty(rows)
        chances = [
            (judged.chance, self.samples[place])
            for fit, held in self._folds(rows)
            for judged, place in zip(self._judged(fit, held, penalty), held.tolist(), strict=True)
        ]
        return sorted(((chance, sample) for chance, sample in chances if not sample.right), key=lambda each: -each[0])

    def measured(self, wanted: float) -> list[Judged]:
        """Every sample as one of an unknown issuer: penalty, weights and threshold all come from the others."""
        judged = []
        for fit, held in self._folds(self.everything()):
            penalty = self.penalty(fit)
            least = least_chance(self.left_out(fit, penalty), wanted)
            judged += [replace(row, sure=row.chance >= least) for row in self._judged(fit, held, penalty)]
        return judged

    def odds(self, wanted: float) -> Odds:
        """The odds to ship: weights from all samples, penalty and threshold from chances of issuers left out."""
        rows = self.everything()
        penalty = self.penalty(rows)
        return self._design.odds(self._design.fit(rows, penalty), least_chance(self.left_out(rows, penalty), wanted))

    def _folds(self, rows: Places) -> Iterator[tuple[Places, Places]]:
        """Places to fit and places to measure; a single issuer has nothing to be fitted on, and gives none."""
        for fold in folds(rows.tolist(), lambda place: self.samples[place].issuer):
            if fold.fit:
                yield np.array(fold.fit), np.array(fold.held)

    def _judged(self, fit: Places, held: Places, penalty: float) -> list[Judged]:
        chances = self._design.chances(held, self._design.fit(fit, penalty))
        return [
            Judged(float(chance), self.samples[place].right, False, float(self._design.weight[place]), self.samples[place].issuer)
            for chance, place in zip(chances, held.tolist(), strict=True)
        ]
