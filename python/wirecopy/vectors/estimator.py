"""scikit-learn's protocol without scikit-learn."""

from __future__ import annotations

import inspect
import numbers
from typing import Any, Self


class NotFittedError(ValueError, AttributeError):
    """Something was asked of an estimator that it knows only after `fit`."""


def check_jobs(n_jobs: Any) -> None:
    """Raise ValueError unless `n_jobs` is a number of threads; the message quotes it."""
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, numbers.Integral) or (n_jobs < 1 and n_jobs != -1):
        raise ValueError(f"n_jobs is {n_jobs!r}; it must be -1 (all cores) or at least 1")


class Estimator:
    """scikit-learn's way with parameters: kept as given, by the names of the constructor."""

    _takes_text = False

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by name; `deep` is there for scikit-learn, which passes it."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def set_params(self, **params: Any) -> Self:
        """Change parameters by name.

        Raises
        ------
        ValueError
            If there is no such parameter; the message lists those there are.
        """
        known = self.get_params()
        for name, value in params.items():
            if name not in known:
                raise ValueError(f"{type(self).__name__} has no parameter {name!r}; it has {', '.join(known)}")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.get_params().items())
        return f"{type(self).__name__}({given})"

    def __sklearn_tags__(self) -> Any:  # scikit-learn alone asks for them, so it is there
        from sklearn.utils import InputTags, Tags, TargetTags, TransformerTags  # type: ignore[import-untyped]

        return Tags(
            estimator_type=None,
            target_tags=TargetTags(required=False),
            transformer_tags=TransformerTags(),
            input_tags=InputTags(string=self._takes_text, two_d_array=not self._takes_text, sparse=True),
        )

    def _check_fitted(self, attribute: str) -> None:
        if attribute not in self.__dict__:
            raise NotFittedError(f"this {type(self).__name__} is not fitted; call fit first")
