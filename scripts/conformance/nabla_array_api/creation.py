"""Creation and inspection: what depends on Python's own numbers, whole or fractional, is settled here."""
import os
from types import SimpleNamespace

from .array import Array, invoke, make
from .functions import camel, checked
from .values import DTYPES



def kind_of(x):
    """The standard's default type for a Python value, nested or not."""
    if isinstance(x, (list, tuple)):
        order = ["bool", "int32", "float64", "complex128"]
        return max((kind_of(y) for y in x), key=order.index, default="float64")
    return "bool" if isinstance(x, bool) else "int32" if isinstance(x, int) else "complex128" if isinstance(x, complex) else "float64"


def asarray(obj, /, *, dtype=None, device=None, copy=None):
    checked("device", device)
    if isinstance(obj, Array):
        return astype(obj, dtype, copy=bool(copy)) if dtype is not None else Array_copy(obj) if copy else obj
    if hasattr(obj, "__array_interface__"):
        import numpy

        source = numpy.asarray(obj)
        whole = make(source.ravel().tolist(), dtype or DTYPES[source.dtype.name])
        return invoke("reshape", [whole, list(source.shape)])
    if hasattr(obj, "__index__") and not isinstance(obj, (bool, int)):
        obj = obj.__index__()
    return make(obj, dtype or DTYPES[kind_of(obj)])


def Array_copy(x):
    # values never change, but the handle of Python does
    return invoke("reshape", [x, list(x.shape)])


def astype(x, dtype, /, *, copy=True, device=None):
    checked("device", device)
    return invoke("astype", [x, dtype]) if x.dtype != dtype else Array_copy(x) if copy else x


def arange(start, /, stop=None, step=1, *, dtype=None, device=None):
    checked("device", device)
    given = [start, step] + ([] if stop is None else [stop])
    dtype = dtype or DTYPES[kind_of(given)]
    return invoke("arange", [0 if stop is None else start, start if stop is None else stop, step], {"dtype": dtype})


def full(shape, fill_value, *, dtype=None, device=None):
    checked("device", device)
    return invoke("full", [shape, fill_value], {"dtype": dtype or DTYPES[kind_of(fill_value)]})


def from_dlpack(x, /, *, device=None, copy=None):
    import numpy

    return asarray(numpy.from_dlpack(x))


def finfo(type, /):
    fields = invoke("finfo", [type])
    return SimpleNamespace(**{**{n: fields[camel(n)] for n in ["bits", "eps", "max", "min", "smallest_normal"]}, "dtype": DTYPES[fields["dtype"]]})


def iinfo(type, /):
    fields = invoke("iinfo", [type])
    return SimpleNamespace(**{n: fields[n] for n in ["bits", "max", "min"]}, dtype=DTYPES[fields["dtype"]])


class Info:
    def capabilities(self):
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": None}

    def default_device(self):
        return "cpu"

    def default_dtypes(self, *, device=None):
        names = {"real floating": "float64", "complex floating": "complex128", "integral": "int32", "indexing": "int32"}
        return {k: DTYPES[v] for k, v in names.items() if v in available()}

    def devices(self):
        return ["cpu"]

    def dtypes(self, *, device=None, kind=None):
        known = available()
        if kind is None:
            return known
        return {n: d for n, d in known.items() if invoke("isdtype", [d, list(kind) if isinstance(kind, tuple) else kind])}


_available = {}


def available():
    if not _available:
        skipped = os.environ.get("ARRAY_API_TESTS_SKIP_DTYPES", "").split(",")
        for name, dtype in DTYPES.items():
            if name in skipped:
                continue
            try:
                invoke("zeros", [[1]], {"dtype": dtype})
                _available[name] = dtype
            except ValueError:
                pass
    return dict(_available)


def __array_namespace_info__():
    return Info()
