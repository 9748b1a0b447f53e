"""Nabla's tensors under the Python Array API standard: every call is answered by a Node process."""
import math as _math
import sys as _sys
from types import ModuleType as _Module

from . import creation as _creation
from . import functions as _functions
from . import process as _process
from .array import Array
from .creation import __array_namespace_info__, arange, asarray, astype, finfo, from_dlpack, full, iinfo

__version__ = "0.0.0"
__array_api_version__ = "2024.12"

e, inf, nan, newaxis, pi = _math.e, _math.inf, _math.nan, None, _math.pi
_exports = set(_process.call("names"))


def _extension(name, table):
    module = _Module(f"{__name__}.{name}")
    module.__dict__.update(table)
    _sys.modules[module.__name__] = module
    globals()[name] = module


def _present(table):
    return {n: f for n, f in table.items() if _functions.RENAMED.get(n, _functions.camel(n)) in _exports}


globals().update(_creation.available())
globals().update(_present(_functions.main))
_extension("linalg", _present(_functions.linalg))
if "fft" in _exports:
    _extension("fft", _functions.fft)
