"""Writes norms.json: normalisation layers as PyTorch 2.13 computes them on a CPU in float64, in the form of
tensors.json: each with a random gradient fed into the output, and with second derivatives. Batch normalisation also
says what becomes of its running values, and what evaluation with them gives.

    python norms.py
"""

import json
import math

import torch
import torch.nn.functional as F
from tensors import CASES, case, leaf, tensor

CASES.clear()
torch.manual_seed(12)


def eps_of(values):
    """Two values or one, normalised, have hardly a gradient: what is left of it in float32 is rounding."""
    return 1e-3 if values > 2 else 0.5


def affine(size, on):
    return [leaf(*size), leaf(*size)] if on else []


def batch_norm():
    shapes = [(8, 5), (2, 1), (3, 4, 7), (1, 3, 2), (3, 4, 5, 2), (1, 2, 3, 3), (2, 1, 1, 1), (5, 3, 1, 1)]
    for shape in shapes:
        for scaled in [True, False]:
            channels = shape[1]
            eps = eps_of(math.prod(shape) // channels)
            mean, variance = torch.randn(channels), torch.rand(channels) + 0.5
            inputs = [(leaf(*shape).detach() * 3 + 2).requires_grad_()] + affine((channels,), scaled)
            before = {"mean": tensor(mean), "variance": tensor(variance), "eps": eps, "momentum": 0.3}

            def train(x, w=None, b=None):
                return F.batch_norm(x, mean.clone(), variance.clone(), w, b, True, 0.3, eps)

            after = mean.clone(), variance.clone()
            F.batch_norm(inputs[0].detach(), *after, None, None, True, 0.3, eps)
            case("batch_norm_train", train, inputs,
                 before | {"mean_after": tensor(after[0]), "variance_after": tensor(after[1])})
            case("batch_norm_eval",
                 lambda x, w=None, b=None: F.batch_norm(x, mean, variance, w, b, False, 0.3, eps), inputs, before)


def others():
    for shape, groups in [((3, 4, 5), 2), ((2, 6, 3, 2), 3), ((1, 4), 2), ((2, 3, 5), 1), ((2, 3, 2, 2), 3)]:
        eps = eps_of(math.prod(shape[1:]) // groups)
        for scaled in [True, False]:
            case("group_norm", lambda x, w=None, b=None: F.group_norm(x, groups, w, b, eps),
                 [leaf(*shape)] + affine((shape[1],), scaled), {"groups": groups, "eps": eps})
    for shape in [(2, 3, 4, 5), (1, 1, 2, 3), (3, 2, 1, 2)]:
        eps = eps_of(shape[2] * shape[3])
        for scaled in [True, False]:
            case("instance_norm", lambda x, w=None, b=None: F.instance_norm(x, None, None, w, b, True, 0.1, eps),
                 [leaf(*shape)] + affine((shape[1],), scaled), {"eps": eps})
    for shape, rank in [((4, 6), 1), ((2, 3, 5), 1), ((2, 3, 5), 2), ((3, 4), 2), ((7,), 1), ((2, 1), 1)]:
        size = shape[-rank:]
        eps = eps_of(math.prod(size))
        for scaled in [True, False]:
            case("rms_norm", lambda x, w=None: F.rms_norm(x, size, w, eps),
                 [leaf(*shape)] + affine(size, scaled)[:1], {"size": list(size), "eps": eps})
        case("layer_norm", lambda x, w, b: F.layer_norm(x, size, w, b, eps),
             [leaf(*shape)] + affine(size, True), {"eps": eps})


batch_norm()
others()
with open("norms.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
