"""Writes ops-more.json, layers-more.json and optim-more.json: what ops.json, layers.json and
optim.json leave out, computed by PyTorch 2.13 on a CPU in float64, in their form. NaN, Infinity and
-Infinity are written as such.

    python more.py
"""

import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(2)


def values(t):
    return {"shape": list(t.shape), "data": t.detach().flatten().tolist()}


def case(name, op, attrs, function, *inputs):
    leaves = [x.clone().requires_grad_() for x in inputs]
    y = function(*leaves)
    upstream = torch.randn(y.shape)
    if y.requires_grad:
        y.backward(upstream)
    return {
        "name": name,
        "op": op,
        "attrs": attrs,
        "inputs": [values(x) for x in inputs],
        "output": values(y),
        "upstream": values(upstream) if y.requires_grad else None,
        "grads": [None if x.grad is None else values(x.grad) for x in leaves],
    }


def layers():
    logits = torch.randn(6, 4) * 2
    classes = torch.tensor([3, 0, 1, 1, 2, 0])
    weights = torch.tensor([0.5, 2.0, 1.0, 0.25])
    listed = {"classes": classes.tolist(), "weights": weights.tolist()}
    for reduction in ["mean", "sum", "none"]:
        for smoothing in [0.0, 0.2]:
            yield case(
                f"cross_entropy-weights-{smoothing}-{reduction}",
                "cross_entropy",
                {**listed, "label_smoothing": smoothing, "reduction": reduction},
                lambda x: F.cross_entropy(
                    x, classes, weights, reduction=reduction, label_smoothing=smoothing
                ),
                logits,
            )
        yield case(
            f"cross_entropy-smooth-{reduction}",
            "cross_entropy",
            {"classes": classes.tolist(), "label_smoothing": 0.3, "reduction": reduction},
            lambda x: F.cross_entropy(x, classes, reduction=reduction, label_smoothing=0.3),
            logits,
        )
        yield case(
            f"nll-weights-{reduction}",
            "nll_loss",
            {**listed, "reduction": reduction},
            lambda x: F.nll_loss(x, classes, weights, reduction=reduction),
            logits.log_softmax(-1),
        )
        target = torch.rand(3, 4).softmax(-1)
        target[0, 1] = 0
        target[2] = torch.tensor([0.0, 1.0, 0.0, 0.0])
        yield case(
            f"kl_div-zeros-{reduction}",
            "kl_div",
            {"target": values(target), "reduction": reduction},
            lambda x: F.kl_div(x, target, reduction=reduction),
            torch.randn(3, 4).log_softmax(-1),
        )
        sure = torch.tensor([0.0, 1.0, 0.0, 1.0, 1e-20, 0.5])
        truth = torch.tensor([0.0, 1.0, 1.0, 0.0, 1.0, 0.25])
        yield case(
            f"bce-sure-{reduction}",
            "binary_cross_entropy",
            {"target": values(truth), "reduction": reduction},
            lambda x: F.binary_cross_entropy(x, truth, reduction=reduction),
            sure,
        )
        far = torch.tensor([-800.0, 800.0, -30.0, 30.0, 0.0, 2.5])
        yield case(
            f"bce_logits-far-{reduction}",
            "binary_cross_entropy_with_logits",
            {"target": values(truth), "reduction": reduction},
            lambda x: F.binary_cross_entropy_with_logits(x, truth, reduction=reduction),
            far,
        )
    edge = torch.tensor([0.5, -0.5, 0.0, 3.0, -0.25])
    yield case(
        "huber-edge",
        "huber_loss",
        {"target": values(torch.zeros(5)), "reduction": "none", "delta": 0.5},
        lambda x: F.huber_loss(x, torch.zeros(5), reduction="none", delta=0.5),
        edge,
    )
    yield case(
        "layer_norm-2d",
        "layer_norm",
        {"normalized_shape": [3, 4], "eps": 1e-3},
        lambda x, w, b: F.layer_norm(x, [3, 4], w, b, 1e-3),
        torch.randn(2, 5, 3, 4),
        torch.randn(3, 4),
        torch.randn(3, 4),
    )


    # Rows without a softmax, few columns and many.
    inf = math.inf
    for columns in [3, 40]:
        rows = torch.randn(8, columns)
        rows[0, 1] = inf
        rows[1, 0] = inf
        rows[2, 1] = -inf
        rows[3, 0] = -inf
        rows[4] = -inf
        rows[5, :2] = inf
        rows[6, 0], rows[6, 1] = inf, -inf
        heavy = torch.ones(columns)
        heavy[1] = 3
        classes = torch.ones(8, dtype=torch.long)
        for reduction in ["none", "sum"]:
            for smoothing in [0.0, 0.1]:
                for weights in [None, heavy]:
                    yield case(
                        f"cross_entropy-infinite-{columns}-{smoothing}-{reduction}"
                        + ("" if weights is None else "-weights"),
                        "cross_entropy",
                        {
                            "classes": classes.tolist(),
                            "label_smoothing": smoothing,
                            "reduction": reduction,
                            "weights": None if weights is None else weights.tolist(),
                        },
                        lambda x: F.cross_entropy(
                            x, classes, weights, reduction=reduction, label_smoothing=smoothing
                        ),
                        rows,
                    )
    weightless = {"classes": [0], "label_smoothing": 0.1, "reduction": "mean", "weights": [0, 1]}
    yield case(
        "cross_entropy-weightless",
        "cross_entropy",
        weightless,
        lambda x: F.cross_entropy(
            x, torch.tensor([0]), torch.tensor([0.0, 1.0]), label_smoothing=0.1
        ),
        torch.tensor([[0.5, 0.25]]),
    )


def at(*numbers):
    return torch.tensor(numbers, dtype=torch.float64)


def edges():
    inf, nan = math.inf, math.nan
    alike = torch.tensor([[1.0, 1, 1], [1, 2, 4], [0, 0, 0], [0.1, 0.1, 0.1]])
    spreads = [
        ("slices", alike, {"dim": [1], "keepdim": False}),
        ("kept", alike, {"dim": [-1], "keepdim": True}),
        ("columns", alike.T.contiguous(), {"dim": [0], "keepdim": False}),
        ("all", at(3, 3, 3), {"dim": None, "keepdim": False}),
        ("one", at(2), {"dim": None, "keepdim": False}),
        ("scalar", torch.tensor(2.0), {"dim": None, "keepdim": False}),
        ("none", torch.zeros(0), {"dim": None, "keepdim": False}),
        ("nan", torch.tensor([[1, nan], [2, 2]]), {"dim": [1], "keepdim": False}),
        ("infinite", torch.tensor([[1, inf], [2, 2]]), {"dim": [1], "keepdim": False}),
    ]
    for name, x, attrs in spreads:
        for correction in [0, 1]:
            for op, function in [("var", torch.var), ("std", torch.std)]:
                yield case(
                    f"{op}-{name}-{correction}",
                    op,
                    {**attrs, "correction": correction},
                    lambda x: function(
                        x, attrs["dim"], correction=correction, keepdim=attrs["keepdim"]
                    ),
                    x,
                )
    # No gradients here: PyTorch's depend on whether dimensions are named.
    for correction in [3, 4]:
        for op, function in [("var", torch.var), ("std", torch.std)]:
            yield case(
                f"{op}-few-{correction}",
                op,
                {"dim": [1], "keepdim": False, "correction": correction},
                lambda x: function(x.detach(), 1, correction=correction),
                alike,
            )
    signs = at(-inf, -2, -0.0, 0, 1e-30, 3, inf)
    yield case("sign-edge", "sign", {}, torch.sign, signs)
    yield case("sign-scalar", "sign", {}, torch.sign, torch.tensor(-0.5))
    yield case("abs-edge", "abs", {}, torch.abs, signs)
    a, b = at(-1, 2, 2, inf, nan, 1, nan), at(1, 2, -2, inf, 1, nan, nan)
    yield case("maximum-edge", "maximum", {}, torch.maximum, a, b)
    yield case("minimum-edge", "minimum", {}, torch.minimum, a, b)
    yield case(
        "clamp-edge",
        "clamp",
        {"min": -1, "max": 2},
        lambda x: x.clamp(-1, 2),
        at(-inf, -1, 0, 2, 3, inf, nan),
    )
    yield case("elu-edge", "elu", {}, F.elu, at(-inf, -800, -0.0, 0, 800, inf))
    yield case("sqrt-edge", "sqrt", {}, torch.sqrt, at(0, 4, inf, -1, nan))
    for exponent in [0, 0.5, 1, 2, -1]:
        yield case(
            f"pow-edge-{exponent}",
            "pow_scalar",
            {"exponent": exponent},
            lambda x: x.pow(exponent),
            at(0, 1, inf, nan),
        )
    bases, exponents = at(0, 0.5, 1, 2, inf), at(-1, 0, 0.5, 2)
    yield case(
        "pow-edge", "pow", {}, torch.pow, bases.repeat_interleave(4), exponents.repeat(5)
    )
    infinite = torch.stack(
        [at(1, inf, 2), at(1, 2, 3), at(-inf, -inf, -inf), at(nan, 1, 1), at(-inf, 0, 1)]
    )
    long = infinite.repeat(1, 20)
    for name, x in [("short", infinite), ("long", long)]:
        last = {"dim": -1}
        yield case(f"softmax-{name}", "softmax", last, lambda x: x.softmax(-1), x)
        yield case(f"log_softmax-{name}", "log_softmax", last, lambda x: x.log_softmax(-1), x)
        yield case(
            f"logsumexp-{name}",
            "logsumexp",
            {**last, "keepdim": False},
            lambda x: x.logsumexp(-1),
            x,
        )
    p, t = torch.tensor([0, 0.3, 0.5, 1]), torch.tensor([0, 0.25, 1])
    yield case(
        "bce-target",
        "binary_cross_entropy",
        {},
        lambda p, t: F.binary_cross_entropy(p, t, reduction="none"),
        p.repeat_interleave(3),
        t.repeat(4),
    )
    yield case(
        "bce_logits-target",
        "binary_cross_entropy_with_logits",
        {},
        lambda x, t: F.binary_cross_entropy_with_logits(x, t, reduction="none"),
        at(-800, -2, 0, 800).repeat_interleave(3),
        t.repeat(4),
    )


def conventions():
    scalar = torch.tensor(2.5)
    for dim in [0, -1]:
        for keep in [False, True]:
            for op in ["sum", "mean", "amax", "amin"]:
                yield case(
                    f"{op}-scalar-{dim}-{keep}",
                    op,
                    {"dim": [dim], "keepdim": keep},
                    lambda x: getattr(torch, op)(x, [dim], keep),
                    scalar,
                )
            for op in ["prod", "logsumexp"]:
                yield case(
                    f"{op}-scalar-{dim}-{keep}",
                    op,
                    {"dim": dim, "keepdim": keep},
                    lambda x: getattr(torch, op)(x, dim, keep),
                    scalar,
                )
            for op in ["var", "std"]:
                yield case(
                    f"{op}-scalar-{dim}-{keep}",
                    op,
                    {"dim": [dim], "keepdim": keep, "correction": 0},
                    lambda x: getattr(torch, op)(x, [dim], correction=0, keepdim=keep),
                    scalar,
                )
        for op in ["softmax", "log_softmax", "cumsum", "squeeze", "flatten"]:
            yield case(
                f"{op}-scalar-{dim}",
                op,
                {"dim": dim},
                lambda x: getattr(torch, op)(x, dim),
                scalar,
            )
        yield case(
            f"prod-zero-{dim}",
            "prod",
            {"dim": dim, "keepdim": False},
            lambda x: x.prod(dim),
            torch.tensor(0.0),
        )
        yield case(
            f"argmax-scalar-{dim}",
            "argmax",
            {"dim": dim},
            lambda x: x.detach().argmax(dim).double(),
            scalar,
        )
        yield case(f"flip-scalar-{dim}", "flip", {"dims": [dim]}, lambda x: x.flip(dim), scalar)
        yield case(
            f"transpose-scalar-{dim}",
            "transpose",
            {"dim0": dim, "dim1": 0},
            lambda x: x.transpose(dim, 0),
            scalar,
        )
        one = torch.tensor([0])
        yield case(
            f"index_select-scalar-{dim}",
            "index_select",
            {"dim": dim, "index": [0]},
            lambda x: x.index_select(dim, one),
            scalar,
        )
        for index in [one, one[0]]:
            yield case(
                f"gather-scalar-{dim}-{index.dim()}",
                "gather",
                {"dim": dim, "index": values(index)},
                lambda x: x.gather(dim, index),
                scalar,
            )
    row = torch.arange(5.0)
    bounds = [(0, 99), (-99, 2), (-2, 99), (3, 1), (7, 9), (-9, -7), (-4, -1)]
    bounds.append((2**31 - 1, -(2**31)))
    for start, end in bounds:
        for step in [1, 2, 2**31 - 1]:
            yield case(
                f"slice-{start}-{end}-{step}",
                "slice",
                {"dim": 0, "start": start, "end": end, "step": step},
                lambda x: x[start:end:step],
                row,
            )
    cube = torch.randn(2, 3, 1, 4)
    for dim in range(-4, 4):
        yield case(f"squeeze-{dim}", "squeeze", {"dim": dim}, lambda x: x.squeeze(dim), cube)
    for start, length in [(-3, 2), (-5, 5), (5, 0), (-1, 1)]:
        yield case(
            f"narrow-{start}-{length}",
            "narrow",
            {"dim": 0, "start": start, "length": length},
            lambda x: x.narrow(0, start, length),
            row,
        )
    for shape in [[-1, 3, 5, -1], [6, -1, -1, 7, 4]]:
        yield case(
            f"expand-{shape}", "expand", {"shape": shape}, lambda x: x.expand(shape), cube
        )
    for pad in [[-1, 0], [-1, 2], [1, -2, -1, 0], [-4, 0], [-2, -2]]:
        yield case(
            f"pad-{pad}",
            "pad",
            {"before_after_last_dim_first": pad},
            lambda x: F.pad(x, pad),
            cube[:, :, 0],
        )
    nothing = torch.zeros(0)
    matrix = torch.randn(2, 3)
    for name, dim, parts in [
        ("first", 1, [nothing, matrix]),
        ("between", 0, [matrix, nothing, matrix]),
        ("alone", 0, [nothing, nothing]),
    ]:
        yield case(
            f"cat-nothing-{name}", "cat", {"dim": dim}, lambda *x: torch.cat(x, dim), *parts
        )
    for name, index in [("few", torch.tensor([[2, 0]])), ("none", torch.zeros(1, 0).long())]:
        yield case(
            f"gather-{name}",
            "gather",
            {"dim": 1, "index": values(index)},
            lambda x: x.gather(1, index),
            matrix,
        )


def optimizer(attrs, parameters):
    kinds = {
        "sgd": torch.optim.SGD,
        "adam": torch.optim.Adam,
        "adamw": torch.optim.AdamW,
        "rmsprop": torch.optim.RMSprop,
        "adagrad": torch.optim.Adagrad,
    }
    given = {
        k: v for k, v in attrs.items() if k not in ("optimizer", "clip_grad_value", "skip_second")
    }
    return kinds[attrs["optimizer"]](parameters, **given)


def trajectory(name, attrs):
    torch.manual_seed(5)
    x = torch.randn(9, 3)
    classes = torch.randint(0, 2, (9,))
    initial = [torch.randn(5, 3) / 2, torch.randn(5) / 2, torch.randn(2, 5) / 2, torch.randn(2) / 2]
    w1, b1, w2, b2 = parameters = [p.clone().requires_grad_() for p in initial]
    chosen = optimizer(attrs, parameters)
    losses = []
    for step in range(40):
        loss = F.cross_entropy(torch.tanh(x @ w1.T + b1) @ w2.T + b2, classes)
        losses.append(loss.item())
        loss.backward()
        if "clip_grad_value" in attrs:
            torch.nn.utils.clip_grad_value_(parameters, attrs["clip_grad_value"])
        if attrs.get("skip_second") and step % 3 != 1:
            w2.grad = None
        chosen.step()
        chosen.zero_grad(set_to_none=True)
    return {
        "name": name,
        "attrs": attrs,
        "x": values(x),
        "classes": classes.tolist(),
        "initial": [values(p) for p in initial],
        "losses": losses,
        "lrs": [attrs["lr"]] * 40,
        "final": [values(p) for p in parameters],
    }


def optimizers():
    sgd = {"optimizer": "sgd", "lr": 0.1}
    adam = {"optimizer": "adam", "lr": 0.05}
    yield "sgd-dampening", {**sgd, "momentum": 0.8, "dampening": 0.3}
    yield "sgd-momentum-decay", {**sgd, "momentum": 0.9, "weight_decay": 0.05}
    yield "sgd-nesterov-decay", {**sgd, "momentum": 0.9, "nesterov": True, "weight_decay": 0.05}
    yield "sgd-momentum-skip", {**sgd, "momentum": 0.9, "skip_second": True}
    yield "sgd-clip-value", {**sgd, "clip_grad_value": 0.02}
    yield "adam-betas-eps", {**adam, "betas": [0.8, 0.95], "eps": 1e-3}
    yield "adam-amsgrad-decay", {**adam, "amsgrad": True, "weight_decay": 0.1}
    yield "adam-skip", {**adam, "skip_second": True}
    yield "adamw-amsgrad", {"optimizer": "adamw", "lr": 0.05, "amsgrad": True, "weight_decay": 0.2}
    yield "adamw-default", {"optimizer": "adamw", "lr": 0.05}
    yield "rmsprop-decay", {
        "optimizer": "rmsprop", "lr": 0.01, "alpha": 0.9, "eps": 1e-4, "weight_decay": 0.1,
    }
    yield "adagrad-decay", {"optimizer": "adagrad", "lr": 0.1, "eps": 1e-6, "weight_decay": 0.1}


for file, cases in [
    ("layers-more.json", list(layers())),
    ("ops-more.json", [*edges(), *conventions()]),
    ("optim-more.json", [trajectory(*c) for c in optimizers()]),
]:
    with open(file, "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(file, len(cases))
