"""Writes convolutions.json: convolution, pooling and resizing as PyTorch 2.13 computes them on a CPU in
float64, each with a random gradient fed into the output, and with second derivatives: those of the sum of
the gradients times random numbers. Inputs of cases marked strided are to be transposed views.

    python convolutions.py
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(17)
torch.set_default_dtype(torch.float64)


def tensor(x):
    return {"shape": list(x.shape), "data": x.detach().to(torch.float64).flatten().tolist()}


def leaf(*shape):
    return torch.randn(*shape).requires_grad_()


CASES = []


def case(op, function, inputs, attrs):
    output = function(*inputs)
    upstream = torch.randn_like(output)
    grads = torch.autograd.grad((output * upstream).sum(), inputs, create_graph=True)
    entry = {
        "name": f"{op}-{len(CASES)}",
        "op": op,
        "attrs": attrs,
        "inputs": [tensor(x) for x in inputs],
        "output": tensor(output),
        "upstream": tensor(upstream),
        "grads": [tensor(g) for g in grads],
        "weights": None,
        "second": None,
    }
    smooth = [g for g in grads if g.requires_grad]
    if smooth:
        weights = [torch.randn_like(x) for x in inputs]
        again = sum((g * w).sum() for g, w in zip(grads, weights) if g.requires_grad)
        both = torch.autograd.grad(again, inputs, allow_unused=True)
        entry["weights"] = [tensor(w) for w in weights]
        entry["second"] = [tensor(torch.zeros_like(x) if g is None else g) for g, x in zip(both, inputs)]
    CASES.append(entry)


def pair(x):
    return x if isinstance(x, list) else [x, x]


def conv(x, w, stride=1, padding=0, dilation=1, groups=1, bias=True, strided=False):
    dims = len(w) - 2
    inputs = [leaf(*x), leaf(*w)] + ([leaf(w[0])] if bias else [])
    fit = (lambda v: v if isinstance(v, str) else pair(v)[2 - dims:])
    function = F.conv1d if dims == 1 else F.conv2d
    case(f"conv{dims}d",
         lambda x, w, b=None: function(x, w, b, fit(stride), fit(padding), fit(dilation), groups), inputs,
         {"stride": pair(stride), "padding": padding if padding == "same" else pair(padding),
          "dilation": pair(dilation), "groups": groups, "strided": strided})


def transpose(x, w, stride=1, padding=0, dilation=1, groups=1, output=0, bias=True, strided=False):
    dims = len(w) - 2
    inputs = [leaf(*x), leaf(*w)] + ([leaf(w[1] * groups)] if bias else [])
    fit = (lambda v: pair(v)[2 - dims:])
    function = F.conv_transpose1d if dims == 1 else F.conv_transpose2d
    case(f"conv_transpose{dims}d",
         lambda x, w, b=None: function(x, w, b, fit(stride), fit(padding), fit(output), groups, fit(dilation)),
         inputs,
         {"stride": pair(stride), "padding": pair(padding), "dilation": pair(dilation), "groups": groups,
          "output_padding": pair(output), "strided": strided})


def convolutions():
    conv([2, 3, 5, 4], [2, 3, 3, 3])
    conv([2, 3, 5, 4], [2, 3, 3, 3], bias=False)
    conv([3, 5, 4], [2, 3, 3, 3])
    conv([2, 3, 5, 4], [2, 3, 5, 4])
    conv([2, 3, 4, 5], [4, 3, 1, 1])
    conv([2, 4, 4, 5], [6, 2, 1, 1], groups=2)
    conv([2, 3, 4, 5], [4, 3, 1, 1], stride=2)
    conv([2, 3, 4, 5], [4, 3, 1, 1], padding=1)
    conv([1, 1, 1, 1], [1, 1, 1, 1])
    conv([1, 1, 1, 1], [2, 1, 3, 3], padding=1)
    for size in range(3, 8):
        conv([1, 2, size, size + 1], [2, 2, 3, 2], stride=[2, 3], padding=[1, 0])
    conv([2, 2, 3, 3], [2, 2, 3, 3], padding=4)
    conv([2, 2, 6, 7], [3, 2, 3, 2], dilation=[2, 3], padding=[1, 2])
    conv([2, 2, 7, 6], [3, 2, 2, 3], stride=[3, 2], dilation=[3, 2], padding=2)
    for kernel in [[1, 2], [2, 3], [4, 4], [5, 1]]:
        conv([2, 2, 4, 5], [2, 2, *kernel], padding="same")
    conv([1, 2, 5, 6], [2, 2, 2, 3], padding="same", dilation=[3, 2])
    conv([2, 4, 5, 5], [4, 1, 3, 3], groups=4, padding=1)
    conv([2, 3, 5, 5], [6, 1, 2, 2], groups=3, stride=2)
    conv([2, 4, 5, 5], [6, 2, 3, 3], groups=2, dilation=2, padding=2)
    conv([0, 2, 5, 5], [3, 2, 3, 3])
    conv([0, 2, 5, 5], [3, 2, 1, 1])
    conv([2, 3, 5, 4], [2, 3, 3, 2], strided=True)
    conv([2, 4, 5, 4], [2, 2, 1, 1], groups=2, strided=True)
    conv([2, 3, 7], [4, 3, 3], padding=1)
    conv([3, 7], [4, 3, 2], stride=2)
    conv([2, 4, 8], [4, 2, 3], groups=2, dilation=2, padding=2, stride=2)
    conv([2, 2, 7], [3, 2, 4], padding="same")
    conv([2, 3, 7], [4, 3, 3], strided=True, bias=False)
    conv([0, 3, 7], [4, 3, 3])
    transpose([2, 3, 4, 3], [3, 2, 3, 3])
    transpose([3, 4, 3], [3, 2, 3, 3], bias=False)
    transpose([2, 3, 4, 3], [3, 2, 3, 2], stride=2, padding=1)
    transpose([2, 3, 4, 3], [3, 2, 3, 3], stride=[2, 3], padding=1, output=[1, 2])
    transpose([2, 2, 3, 3], [2, 3, 2, 2], stride=2)
    transpose([2, 2, 3, 3], [2, 3, 1, 1])
    transpose([2, 4, 3, 3], [4, 2, 3, 3], groups=2, dilation=2, padding=1)
    transpose([2, 4, 3, 3], [4, 1, 3, 3], groups=4, stride=2, output=1)
    transpose([1, 2, 3, 3], [2, 2, 2, 2], dilation=3, output=2)
    transpose([0, 2, 3, 3], [2, 3, 2, 2])
    transpose([2, 3, 4, 3], [3, 2, 3, 3], strided=True)
    transpose([2, 3, 5], [3, 2, 3], stride=2, padding=1, output=1)
    transpose([3, 5], [3, 2, 4])
    transpose([2, 4, 5], [4, 2, 3], groups=2, strided=True)


def columns():
    for shape, kernel, stride, padding, dilation, strided in [
            ([2, 3, 4, 5], [2, 3], [1, 1], [0, 0], [1, 1], False), ([1, 2, 6, 5], [3, 2], [2, 1], [1, 2], [2, 1], False),
            ([2, 2, 3, 3], [1, 1], [1, 1], [0, 0], [1, 1], False), ([3, 4, 5], [2, 2], [2, 2], [0, 0], [1, 1], False),
            ([0, 2, 4, 4], [2, 2], [1, 1], [0, 0], [1, 1], False), ([2, 2, 4, 5], [3, 3], [1, 2], [1, 1], [1, 1], True)]:
        attrs = {"kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation, "strided": strided}
        size = shape[-2:]
        case("unfold", lambda x: F.unfold(x, kernel, dilation, padding, stride), [leaf(*shape)], attrs)
        seen = F.unfold(torch.zeros(shape), kernel, dilation, padding, stride)
        case("fold", lambda x: F.fold(x, size, kernel, dilation, padding, stride), [leaf(*seen.shape)],
             {**attrs, "size": size})


def ties(*shape):
    return torch.randint(-2, 3, shape).double().requires_grad_()


def pooling():
    for ceil in [False, True]:
        for shape, kernel, stride, padding, dilation in [
                ([2, 3, 6, 7], [2, 2], [2, 2], [0, 0], [1, 1]), ([2, 2, 7, 6], [3, 3], [2, 2], [1, 1], [1, 1]),
                ([1, 2, 7, 8], [3, 2], [1, 3], [1, 0], [2, 3]), ([2, 5, 5], [2, 3], [3, 1], [1, 1], [1, 1]),
                ([2, 2, 3, 3], [3, 3], [1, 1], [0, 0], [1, 1]), ([0, 2, 4, 4], [2, 2], [2, 2], [0, 0], [1, 1]),
                ([1, 1, 4, 4], [2, 2], [3, 3], [1, 1], [1, 1])]:
            attrs = {"kernel": kernel, "stride": stride, "padding": padding, "dilation": dilation, "ceil": ceil,
                     "strided": len(CASES) % 2 == 0}
            for x in [leaf(*shape), ties(*shape)]:
                case("max_pool2d", lambda x: F.max_pool2d(x, kernel, stride, padding, dilation, ceil), [x], attrs)
            if dilation == [1, 1]:
                for include in [False, True]:
                    case("avg_pool2d", lambda x: F.avg_pool2d(x, kernel, stride, padding, ceil, include),
                         [leaf(*shape)], {**attrs, "include": include})
        for shape, kernel, stride, padding in [([2, 3, 7], 2, 2, 0), ([2, 8], 3, 2, 1), ([1, 2, 5], 5, 1, 2)]:
            attrs = {"kernel": [1, kernel], "stride": [1, stride], "padding": [0, padding], "dilation": [1, 1],
                     "ceil": ceil, "strided": False}
            case("max_pool1d", lambda x: F.max_pool1d(x, kernel, stride, padding, 1, ceil), [leaf(*shape)], attrs)
            case("avg_pool1d", lambda x: F.avg_pool1d(x, kernel, stride, padding, ceil, False), [leaf(*shape)],
                 {**attrs, "include": False})
    for shape, size in [([2, 3, 7, 5], [3, 2]), ([2, 2, 3, 3], [1, 1]), ([1, 2, 3, 4], [5, 4]), ([2, 6, 6], [4, 3]),
                        ([0, 2, 4, 4], [2, 2])]:
        case("adaptive_avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, size), [leaf(*shape)],
             {"size": size, "strided": len(CASES) % 2 == 0})
        case("adaptive_max_pool2d", lambda x: F.adaptive_max_pool2d(x, size), [leaf(*shape)],
             {"size": size, "strided": len(CASES) % 2 == 0})


def resizing():
    for shape, size in [([2, 3, 4, 5], [8, 10]), ([1, 2, 5, 4], [3, 7]), ([1, 2, 3, 3], [1, 1]), ([1, 1, 1, 1], [3, 2]),
                        ([2, 2, 4, 3], [4, 3]), ([2, 1, 3, 5], [7, 4])]:
        for mode, corners in [("nearest", None), ("bilinear", False), ("bilinear", True)]:
            case("interpolate", lambda x: F.interpolate(x, size, mode=mode, align_corners=corners), [leaf(*shape)],
                 {"size": size, "mode": mode, "corners": bool(corners), "strided": len(CASES) % 2 == 0})


convolutions()
columns()
pooling()
resizing()
with open("convolutions.json", "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
print(len(CASES), "cases")
