"""The array object: Python's operators and conversions on a handle to a tensor in the Node process."""
from . import process
from .values import DTYPES, decode, encode

BINARY = {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floorDivide",
    "mod": "remainder", "pow": "pow", "matmul": "matmul", "and": "bitwiseAnd", "or": "bitwiseOr",
    "xor": "bitwiseXor", "lshift": "bitwiseLeftShift", "rshift": "bitwiseRightShift",
}
COMPARE = {"eq": "equal", "ne": "notEqual", "lt": "less", "le": "lessEqual", "gt": "greater", "ge": "greaterEqual"}
UNARY = {"abs": "abs", "neg": "negative", "pos": "positive", "invert": "bitwiseInvert"}


def invoke(name, args, options=None):
    value = process.call("call", name=name, args=[encode(a) for a in args], options=encode(options) if options else None)
    return decode(value)


def operand(x, other):
    """Truth values, complex numbers and long integers are arrays to Nabla, where other numbers are weak scalars."""
    if isinstance(x, int) and abs(x) > 2**53:
        wide = isinstance(other, Array) and other.dtype.name in ("int64", "uint64")
        return make(x, other.dtype if wide else DTYPES["int64" if x < 2**63 else "uint64"])
    if isinstance(x, bool):
        return make(x, DTYPES["bool"])
    if isinstance(x, complex):
        narrow = isinstance(other, Array) and other.dtype.name in ("float32", "complex64")
        return make(x, DTYPES["complex64" if narrow else "complex128"])
    return x


def keys_of(key):
    """The keys as a list; a truth value is a mask without axes."""
    return [operand(k, None) if isinstance(k, bool) else k for k in (key if isinstance(key, tuple) else (key,))]


def make(obj, dtype):
    return decode(process.call("make", data=encode(obj), dtype=dtype.name))


class Array:
    def __init__(self, handle, dtype, shape):
        self._handle, self._dtype, self._shape = handle, dtype, shape

    def __del__(self):
        process.drop(self._handle)

    dtype = property(lambda self: self._dtype)
    shape = property(lambda self: self._shape)
    ndim = property(lambda self: len(self._shape))
    device = property(lambda self: "cpu")
    T = property(lambda self: self._transposed("T"))
    mT = property(lambda self: self._transposed("mT"))

    @property
    def size(self):
        n = 1
        for k in self._shape:
            n *= k
        return n

    def _transposed(self, name):
        return decode(process.call("get", target=encode(self), name=name))

    def _replace(self, other):
        if other.dtype != self.dtype or other.shape != self.shape:
            raise TypeError(f"in place: {self.dtype}{self.shape} cannot become {other.dtype}{other.shape}")
        self._handle, other._handle = other._handle, self._handle
        return self

    def __getitem__(self, key, /):
        try:
            return invoke("at", [self, *keys_of(key)])
        except ValueError as error:
            raise IndexError(str(error)) from None

    def __setitem__(self, key, value, /):
        if not isinstance(value, Array):
            value = operand(value, self)
        self._replace(invoke("withValue", [self, keys_of(key), value]))

    def _item(self):
        return decode(process.call("item", target=encode(self)))

    def tolist(self):
        return unpack(decode(process.call("list", target=encode(self))))

    def __array_namespace__(self, /, *, api_version=None):
        if api_version not in (None, "2021.12", "2022.12", "2023.12", "2024.12"):
            raise ValueError(f"version {api_version} of the standard is unknown")
        import nabla_array_api

        return nabla_array_api

    def __bool__(self, /):
        return bool(self._item())

    def __int__(self, /):
        if self.dtype.name.startswith("complex"):
            raise TypeError("a complex number is no integer")
        return int(self._item())

    def __float__(self, /):
        if self.dtype.name.startswith("complex"):
            raise TypeError("a complex number is not real")
        return float(self._item())

    def __complex__(self, /):
        return complex(self._item())

    def __index__(self, /):
        if "int" not in self.dtype.name:
            raise TypeError("only integers can be an index")
        return int(self._item())

    def __dlpack__(self, /, *, stream=None, max_version=None, dl_device=None, copy=None):
        return self.__array__().__dlpack__(max_version=max_version, dl_device=dl_device, copy=copy)

    def __dlpack_device__(self, /):
        return self.__array__().__dlpack_device__()

    def __array__(self, dtype=None, copy=None):
        import numpy

        return numpy.asarray(self.tolist(), dtype=self.dtype.name).reshape(self.shape)

    def to_device(self, device, /, *, stream=None):
        if device != "cpu" or stream is not None:
            raise ValueError(f"there is no device {device} with stream {stream}")
        return self

    def __repr__(self):
        return f"Array({self.tolist()}, dtype={self.dtype.name}, shape={self.shape})"


def unpack(x):
    return [unpack(y) for y in x] if isinstance(x, tuple) else x


def _define():
    def put(name, f):
        f.__name__ = name
        setattr(Array, name, f)

    def accepts(x):
        return isinstance(x, (Array, bool, int, float, complex))

    for python, name in UNARY.items():
        put(f"__{python}__", lambda self, /, name=name: invoke(name, [self]))
    for python, name in {**BINARY, **COMPARE}.items():
        def forward(self, other, /, name=name):
            return invoke(name, [self, operand(other, self)]) if accepts(other) else NotImplemented

        def reflected(self, other, /, name=name):
            return invoke(name, [operand(other, self), self]) if accepts(other) else NotImplemented

        def in_place(self, other, /, name=name):
            return self._replace(invoke(name, [self, operand(other, self)])) if accepts(other) else NotImplemented

        import inspect
        sig = inspect.Signature([inspect.Parameter(n, inspect.Parameter.POSITIONAL_ONLY) for n in ("self", "other")])
        for f in (forward, reflected, in_place):
            f.__signature__ = sig
        put(f"__{python}__", forward)
        if python in BINARY:
            put(f"__r{python}__", reflected)
            put(f"__i{python}__", in_place)
    put("__abs__", lambda self, /: invoke("abs", [self]))
    put("__neg__", lambda self, /: invoke("negative", [self]))
    put("__pos__", lambda self, /: invoke("positive", [self]))
    put("__invert__", lambda self, /: invoke("bitwiseInvert", [self]))


_define()
