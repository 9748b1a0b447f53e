"""NumPy's answers: one request in JSON on each line of standard input, one answer on each line of standard output."""
import base64
import io
import json
import sys
import warnings

try:
    import numpy as np
except ImportError:
    sys.exit("python3 has no NumPy here: pip install numpy scipy")
try:
    from scipy import special
except ImportError:
    special = None

warnings.simplefilter("ignore")
np.seterr(all="ignore")

WORDS = {"nan": np.nan, "inf": np.inf, "-inf": -np.inf, "-0": -0.0}
# what Nabla computes in float64 where NumPy takes the smallest float that holds the integers
FLOATING = set(
    "divide atan2 hypot logaddexp acos acosh asin asinh atan atanh cos cosh exp expm1 log log1p log2 log10 sin sinh sqrt tan tanh exp2 cbrt "
    "sinc deg2rad rad2deg reciprocal mean std variance".split()
)


def number(x, dtype):
    if isinstance(x, list):
        return complex(number(x[0], "float64"), number(x[1], "float64"))
    if isinstance(x, str):
        return int(x) if "int" in dtype else WORDS[x]
    return x


def array(spec):
    dtype = spec["dtype"]
    x = np.array([number(v, dtype) for v in spec["data"]], dtype=dtype).reshape(spec["shape"])
    for kind, parameter in spec["views"]:
        if kind == "permute":
            x = np.permute_dims(x, parameter)
        elif kind == "step":
            x = x[tuple(slice(None, None, s) for s in parameter)]
        else:
            x = np.broadcast_to(x, parameter)
    return x


def argument(arg):
    if "array" in arg:
        return array(arg["array"])
    if "keys" in arg:
        return [argument(k["at"]) if isinstance(k, dict) else k for k in arg["keys"]]
    if "list" in arg:
        return [argument(part) for part in arg["list"]]
    value = arg["value"]
    return WORDS.get(value, value) if isinstance(value, str) else value


def total(f, x, axis, keepdims=False):
    """A sum or product that is refused where the default integer does not hold it."""
    kind = x.dtype.kind
    if kind in "fc":
        return f(x, axis=axis, keepdims=keepdims)
    target = x.dtype if x.dtype.itemsize == 8 else np.dtype("uint32" if kind == "u" else "int32")
    exact = np.asarray(f(x.astype(object), axis=axis, keepdims=keepdims))
    limits = np.iinfo(target)
    if any(v < limits.min or v > limits.max for v in exact.ravel()):
        raise OverflowError("the default integer does not hold it")
    return exact.astype(target)


def running(f, x, axis=None, include_initial=False):
    kind = x.dtype.kind
    if kind in "fc":
        return f(x, axis=axis, include_initial=include_initial)
    if x.dtype.itemsize == 8:
        return f(x, axis=axis, include_initial=include_initial, dtype=x.dtype)
    target = np.dtype("uint32" if kind == "u" else "int32")
    exact = f(x.astype(np.float64), axis=axis, include_initial=include_initial)
    limits = np.iinfo(target)
    if exact.size and (exact.min() < limits.min or exact.max() > limits.max):
        raise OverflowError("the default integer does not hold it")
    return exact.astype(target)


def ordered(sort):
    def call(x, axis=-1, descending=False):
        if not descending:
            return sort(x, axis=axis, stable=True)
        # the standard: the order of equal elements stays, NaN comes first or last alike; Nabla keeps it last
        flipped = np.flip(x, axis=axis)
        places = np.flip(np.argsort(flipped, axis=axis, stable=True), axis=axis)
        places = x.shape[axis] - 1 - places
        if x.dtype.kind == "f":
            missing = np.take_along_axis(np.isnan(x), places, axis=axis)
            places = np.take_along_axis(places, np.argsort(missing, axis=axis, stable=True), axis=axis)
        return places if sort is np.argsort else np.take_along_axis(x, places, axis=axis)

    return call


def keyed(x, keys):
    def key(k):
        if isinstance(k, str) and k == "newaxis":
            return None
        if isinstance(k, str):
            return Ellipsis
        return slice(*k) if isinstance(k, list) else k

    return x[tuple(key(k) for k in keys)]


def put_along_axis(x, index, values, axis):
    y = x.copy()
    np.put_along_axis(y, index, values, axis)
    return y


def changed(x, keys, value):
    y = x.copy()
    y[tuple(slice(*k) if isinstance(k, list) else k for k in keys)] = value
    return y


def text(x, options):
    names = dict(linewidth="max_line_width", suppress="suppress_small")
    return np.array2string(x, **{names.get(k, k): v for k, v in options.items()})


def floats_stay(f, x, *args, **options):
    """In the floating type of x, whatever the types of the shares and the method."""
    return np.asarray(f(x, *args, **options), dtype=x.dtype if x.dtype.kind == "f" else "float64")


def packed(x):
    file = io.BytesIO()
    np.save(file, np.asarray(x, order="C"))
    return [x, np.array([float(ord(c)) for c in base64.b64encode(file.getvalue()).decode()])]


def floor_divide(a, b):
    """NumPy's, but for infinities, where the standard says otherwise."""
    y = np.floor_divide(a, b)
    if y.dtype.kind != "f":
        return y
    endless = np.isinf(a) | np.isinf(b) | (np.asarray(b) == 0)
    return np.where(endless, np.floor(np.divide(a, b, dtype=y.dtype)), y).astype(y.dtype)


def logsumexp(x, axis=None, keepdims=False):
    if x.size == 0:
        return np.log(np.sum(x, axis=axis, keepdims=keepdims))
    top = np.max(x, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0).astype(x.dtype)
    y = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return y if keepdims else np.squeeze(y, axis=tuple(range(x.ndim)) if axis is None else axis)


def norm(x, axis=None, ord=2, keepdims=False):
    return np.linalg.vector_norm(x, axis=axis, ord=ord, keepdims=keepdims)


SPECIAL = dict(
    index=keyed,
    keyed=keyed,
    withValue=changed,
    putAlongAxis=put_along_axis,
    text=text,
    packed=packed,
    # widths of the margins and the mode
    pad=lambda x, widths, mode: np.pad(x, widths, mode=mode),
    multiDot=np.linalg.multi_dot,
    matrixRank=np.linalg.matrix_rank,
    eigvalsh=np.linalg.eigvalsh,
    slogdet=lambda x: [v for v in np.linalg.slogdet(x)],
    matrixPower=np.linalg.matrix_power,
    solve=np.linalg.solve,
    conditionNumber=np.linalg.cond,
    unstack=lambda x, axis: list(np.unstack(x, axis=axis)),
    quantile=lambda x, q, **o: floats_stay(np.quantile, x, np.asarray(q) if isinstance(q, list) else q, **o),
    percentile=lambda x, q, **o: floats_stay(np.percentile, x, np.asarray(q) if isinstance(q, list) else q, **o),
    nanvariance=np.nanvar,
    atleast1d=np.atleast_1d,
    atleast2d=np.atleast_2d,
    atleast3d=np.atleast_3d,
    nanToNum=np.nan_to_num,
    tri=lambda n, m, k: np.tri(n, m, k),
    vander=lambda x, n, increasing=False: np.vander(x, n, increasing=increasing).astype(x.dtype),
    resultType=lambda *types: np.zeros((), np.result_type(*[np.dtype(t) for t in types])),
    fullLike=np.full_like,
    logit=special.logit if special else None,
    mask=lambda x, m: x[m],
    floorDivide=floor_divide,
    variance=np.var,
    sum=lambda x, axis=None, keepdims=False: total(np.sum, x, axis, keepdims),
    prod=lambda x, axis=None, keepdims=False: total(np.prod, x, axis, keepdims),
    trace=lambda x, offset=0: total(np.sum, np.linalg.diagonal(x, offset=offset), -1),
    cumulativeSum=lambda x, **o: running(np.cumulative_sum, x, **o),
    cumulativeProd=lambda x, **o: running(np.cumulative_prod, x, **o),
    cumulativeMax=lambda x, axis: np.maximum.accumulate(x, axis=axis),
    cumulativeMin=lambda x, axis: np.minimum.accumulate(x, axis=axis),
    sort=ordered(np.sort),
    argsort=ordered(np.argsort),
    uniqueValues=lambda x: np.unique(x, equal_nan=False),
    logsumexp=logsumexp,
    vectorNorm=norm,
    diagonal=np.linalg.diagonal,
    det=np.linalg.det,
    inv=np.linalg.inv,
    outer=np.linalg.outer,
    cross=np.linalg.cross,
    pinv=np.linalg.pinv,
    svdvals=np.linalg.svdvals,
    matrixNorm=np.linalg.matrix_norm,
    countNonzero=np.count_nonzero,
    repeat=np.repeat,
    clip=np.clip,
    histogram=lambda x, bins=10, **o: [v for v in np.histogram(x, bins=np.asarray(bins, "float64") if isinstance(bins, (list, tuple)) else bins, **o)],
    # without the rounding of start + step, which NumPy repeats in every element
    arange=lambda start, stop, step, dtype="float64": start + np.arange(float(len(np.arange(start, stop, step)))) * step,
    eye=lambda n, m, k, dtype: np.eye(n, m, k=k, dtype=dtype),
    astype=lambda x, dtype: x.astype(dtype),
)
for name, own in dict(lgamma="gammaln", digamma="digamma", logNdtr="log_ndtr").items():
    SPECIAL[name] = getattr(special, own, None)
for name in "erf erfc gamma expit i0 i1 i0e i1e ndtr".split():
    SPECIAL[name] = getattr(special, name, None)


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def reference(name):
    if name.startswith("fft."):
        return getattr(np.fft, name[4:])
    return SPECIAL.get(name) or getattr(np, snake(name))


def call(request):
    name = request["name"]
    args = [argument(a) for a in request["args"]]
    options = {snake(k): tuple(v) if isinstance(v, list) else WORDS.get(v, v) if isinstance(v, str) else v for k, v in request["options"].items()}
    floats = any(isinstance(a, np.ndarray) and a.dtype.kind in "fc" for a in args)
    if name in FLOATING and not floats:
        args = [a.astype("float64") if isinstance(a, np.ndarray) and a.dtype.kind in "biu" else a for a in args]
    return reference(name)(*args, **options)


def encode(y):
    if isinstance(y, (list, tuple)):
        return [encode(part) for part in y]
    if isinstance(y, str):
        return {"dtype": "text", "shape": [], "data": [y]}
    y = np.asarray(y)
    if y.dtype.kind == "c":
        return {"dtype": y.dtype.name, "shape": list(y.shape), "data": [[plain(v.real), plain(v.imag)] for v in y.ravel().tolist()]}
    return {"dtype": y.dtype.name, "shape": list(y.shape), "data": [plain(v) for v in y.ravel().tolist()]}


def plain(v):
    if isinstance(v, float):
        if v != v:
            return "nan"
        if v in (np.inf, -np.inf):
            return "inf" if v > 0 else "-inf"
        return "-0" if v == 0 and np.signbit(v) else v
    return v if isinstance(v, bool) or abs(v) < 2**53 else str(v)


for line in sys.stdin:
    try:
        answer = {"value": encode(call(json.loads(line)))}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"[:200]}
    print(json.dumps(answer), flush=True)
