"""Values on their way to Node and back: arrays travel as handles, what JSON lacks in small records."""
import math
import operator
from collections import namedtuple

TUPLES = {}


class DType:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"nabla.{self.name}"

    def __eq__(self, other):
        return isinstance(other, DType) and other.name == self.name

    def __hash__(self):
        return hash(self.name)


NAMES = ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
NAMES += ["float32", "float64", "complex64", "complex128"]
DTYPES = {name: DType(name) for name in NAMES}


def encode(x):
    from .array import Array

    if isinstance(x, Array):
        return {"$": "array", "v": x._handle}
    if isinstance(x, DType):
        return x.name
    if x is None or isinstance(x, (bool, str)):
        return x
    if isinstance(x, int):
        return x if abs(x) <= 2**53 else {"$": "int", "v": str(x)}
    if isinstance(x, float):
        return x if math.isfinite(x) else {"$": "float", "v": "-nan" if math.isnan(x) and math.copysign(1, x) < 0 else str(x)}
    if isinstance(x, complex):
        return {"$": "complex", "v": [encode(x.real), encode(x.imag)]}
    if isinstance(x, slice):
        return {"$": "slice", "v": [end if end is None else encode(operator.index(end)) for end in (x.start, x.stop, x.step)]}
    if x is Ellipsis:
        return "..."
    if isinstance(x, (list, tuple)):
        return [encode(y) for y in x]
    if isinstance(x, dict):
        return {"$": "record", "v": {k: encode(v) for k, v in x.items()}}
    if hasattr(x, "__index__"):
        return encode(x.__index__())
    raise TypeError(f"{type(x).__name__} has no counterpart in Nabla")


def decode(x):
    from .array import Array

    if isinstance(x, list):
        return tuple(decode(y) for y in x)
    if not isinstance(x, dict):
        return x
    kind, v = x["$"], x["v"]
    if kind == "array":
        return Array(v, DTYPES[x["dtype"]], tuple(x["shape"]))
    if kind == "int":
        return int(v)
    if kind == "float":
        return float(v)
    if kind == "complex":
        return complex(decode(v[0]), decode(v[1]))
    return {k: decode(y) for k, y in v.items()}


def record(name, fields):
    TUPLES[name] = namedtuple(name + "_result", fields)
    return TUPLES[name]
