"""Writes functions.json: functions of elements as PyTorch 2.13 computes them on a CPU, of special
numbers and of others, in float64 and float32. NaN, Infinity and -Infinity are written as such.

    python functions.py
"""

import json
import math

import torch
import torch.nn.functional as F

inf, nan = math.inf, math.nan
torch.manual_seed(3)

ALL = [-inf, -1e30, -800, -20, -6, -3, -2.5, -1.5, -1, -0.5, -1e-3, -1e-30, -1e-40, -0.0]
ALL = ALL + [-x for x in ALL] + [nan, 0.02, 0.3, 2.0000001, 4, 88, 709.5]
ALL = ALL + [round(x, 6) for x in torch.randn(12).mul(3).tolist()]
PARTNERS = [-inf, -2, -0.5, -0.0, 0.0, 0.3, 1, 3, inf, nan]

UNARY = {
    "MISH": F.mish,
    "HARDSWISH": F.hardswish,
    "RELU6": F.relu6,
    "SELU": F.selu,
    "LOG_SIGMOID": F.logsigmoid,
    "SOFTSIGN": F.softsign,
    "LOG2": torch.log2,
    "LOG10": torch.log10,
    "RSQRT": torch.rsqrt,
    "FLOOR": torch.floor,
    "CEIL": torch.ceil,
    "ROUND": torch.round,
    "TAN": torch.tan,
    "ASIN": torch.asin,
    "ACOS": torch.acos,
    "ATAN": torch.atan,
    "SINH": torch.sinh,
    "COSH": torch.cosh,
    "ASINH": torch.asinh,
    "ACOSH": torch.acosh,
    "ATANH": torch.atanh,
    "EXP2": torch.exp2,
    "IS_NAN": lambda x: x.isnan().to(x.dtype),
    "IS_FINITE": lambda x: x.isfinite().to(x.dtype),
}
ALPHAS = [0.5, 1, 2]


def case(op, dtype, inputs, output):
    return {
        "op": op,
        "dtype": str(dtype).removeprefix("torch."),
        "inputs": [x.tolist() if torch.is_tensor(x) else x for x in inputs],
        "output": output.tolist(),
    }


def cases():
    for dtype in [torch.float64, torch.float32]:
        x = torch.tensor(ALL, dtype=dtype)
        for op, function in UNARY.items():
            yield case(op, dtype, [x], function(x))
        for alpha in ALPHAS:
            yield case("CELU", dtype, [x, alpha], F.celu(x, alpha))
        b = torch.tensor(PARTNERS, dtype=dtype)
        left, right = x.repeat_interleave(len(b)), b.repeat(len(x))
        yield case("ATAN2", dtype, [left, right], torch.atan2(left, right))
        yield case("REMAINDER", dtype, [left, right], torch.remainder(left, right))
        yield case("CLAMP", dtype, [x, -1, 1], F.hardtanh(x))
        for weight in [0, 0.25, 0.5, 0.9, 1, -2]:
            ends = x.flip(0)
            yield case("LERP", dtype, [x, ends, weight], torch.lerp(x, ends, weight))
        weights = torch.linspace(-1, 2, len(x), dtype=dtype)
        yield case("LERP", dtype, [x, x.flip(0), weights], torch.lerp(x, x.flip(0), weights))


with open("functions.json", "w", encoding="utf-8") as out:
    everything = list(cases())
    out.write("[\n" + ",\n".join(json.dumps(c) for c in everything) + "\n]\n")
    print("functions.json", len(everything))
