"""Makes the functions of the namespace out of the table of signatures."""
import inspect
import re

from .array import Array, invoke, operand
from .names import FFT, LINALG, LISTS, MAIN, RENAMED, RESULTS
from .values import DTYPES, record

OPERANDS = ("x", "x1", "x2", "condition", "min", "max")
ALWAYS = {"device", "copy"}  # there is one device, and values are never changed: nothing to choose


def camel(name):
    return re.sub(r"_([a-z0-9])", lambda m: m[1].upper(), name)


def signature_of(text):
    scope = {}
    exec(f"def f{text}: pass", scope)
    return inspect.signature(scope["f"])


def checked(name, value):
    if name == "device" and value not in (None, "cpu"):
        raise ValueError(f"there is no device {value}")
    return value


def result_of(name, out):
    if name in LISTS:
        return list(out)
    return DTYPES[out] if name == "result_type" else out


def define(line, home=""):
    name, rest = line.split("(", 1)
    sig = signature_of("(" + rest)
    target = home + RENAMED.get(name, camel(name))
    fields = RESULTS.get(name)
    result = record(name, fields) if fields else None

    def function(*args, **kwargs):
        bound = sig.bind(*args, **kwargs)
        bound.apply_defaults()
        arrays = [v for v in bound.arguments.values() if isinstance(v, Array)]
        like = next((a for a in arrays if a.dtype.name in ("float32", "complex64")), arrays[0] if arrays else None)
        positional, options = [], {}
        for key, parameter in sig.parameters.items():
            value = checked(key, bound.arguments[key])
            if key in ALWAYS:
                continue
            if parameter.kind is parameter.VAR_POSITIONAL:
                positional.extend(value)
            elif parameter.kind is parameter.KEYWORD_ONLY:
                if value is not parameter.default:
                    options[camel(key)] = value
            else:
                positional.append(operand(value, like) if key in OPERANDS else value)
        out = result_of(name, invoke(target, positional, options))
        return result(*(out[camel(f[0].lower() + f[1:])] for f in fields)) if result else out

    function.__name__ = name
    function.__signature__ = sig
    return name, function


def table(text, home=""):
    return dict(define(line, home) for line in text.strip().splitlines())


main = table(MAIN)
linalg = table(LINALG)
fft = table(FFT, "fft.")
