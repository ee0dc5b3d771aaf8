"""Writes tensors.json: operations on whole tensors as PyTorch 2.13 computes them on a CPU in float64,
each with a random gradient fed into the output, and with second derivatives: those of the sum of the
gradients times random numbers. Inputs marked strided are transposed views.

    python tensors.py
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)


def tensor(x):
    return {"shape": list(x.shape), "data": (x.detach() + torch.zeros(())).to(torch.float64).flatten().tolist()}


def leaf(*shape):
    return torch.randn(*shape).requires_grad_()


CASES = []


def case(op, function, inputs, attrs=None, second=True):
    """function: of the inputs, a tensor or several."""
    outputs = function(*inputs)
    outputs = [outputs] if torch.is_tensor(outputs) else list(outputs)
    wanted = [x for x in inputs if x.requires_grad]
    smooth = [y for y in outputs if y.requires_grad]
    entry = {
        "name": f"{op}-{len(CASES)}",
        "op": op,
        "attrs": attrs or {},
        "inputs": [tensor(x) for x in inputs],
        "outputs": [tensor(y) for y in outputs],
        "upstreams": None,
        "grads": None,
        "weights": None,
        "second": None,
    }
    if smooth:
        upstream = [torch.randn_like(y) for y in outputs]
        total = sum((y * g).sum() for y, g in zip(outputs, upstream) if y.requires_grad)
        grads = torch.autograd.grad(total, wanted, create_graph=True, allow_unused=True)
        entry["upstreams"] = [tensor(g) for g in upstream]
        entry["grads"] = [tensor(torch.zeros_like(x) if g is None else g) for g, x in zip(grads, wanted)]
        if second and any(g is not None and g.requires_grad for g in grads):
            weights = [torch.randn_like(x) for x in wanted]
            again = sum((g * w).sum() for g, w in zip(grads, weights) if g is not None and g.requires_grad)
            both = torch.autograd.grad(again, wanted, allow_unused=True)
            entry["weights"] = [tensor(w) for w in weights]
            entry["second"] = [tensor(torch.zeros_like(x) if g is None else g) for g, x in zip(both, wanted)]
    CASES.append(entry)


def ties(*shape):
    return torch.randint(-2, 3, shape).double()


def indices(high, *shape, low=0):
    return torch.randint(low, high, shape)


def everyday():
    for shape, dim in [((5,), 0), ((3, 4), 1), ((3, 4), -2), ((2, 1, 5), 1)]:
        for op in ["max", "min"]:
            case(op, lambda x: getattr(torch, op)(x, dim)[0], [leaf(*shape)], {"dim": dim})
        case("median", lambda x: x.median(dim)[0], [leaf(*shape)], {"dim": dim})
        for descending in [False, True]:
            case("sort", lambda x: x.sort(dim=dim, descending=descending)[0], [leaf(*shape)],
                 {"dim": dim, "descending": descending})
        for q in [0, 0.3, 0.5, 1]:
            case("quantile", lambda x: x.quantile(q, dim), [leaf(*shape)], {"dim": dim, "q": q})
        case("cumprod", lambda x: x.cumprod(dim), [leaf(*shape)], {"dim": dim})
        case("roll", lambda x: x.roll(2, dim), [leaf(*shape)], {"dim": dim, "shift": 2})
        case("roll", lambda x: x.roll(-7, dim), [leaf(*shape)], {"dim": dim, "shift": -7})
        case("unbind", lambda x: x.unbind(dim), [leaf(*shape)], {"dim": dim})
        for pieces in [1, 2, 3, 7]:
            case("chunk", lambda x: x.chunk(pieces, dim), [leaf(*shape)], {"dim": dim, "pieces": pieces})
        case("split", lambda x: x.split(2, dim), [leaf(*shape)], {"dim": dim, "length": 2})
    for x in [ties(3, 5), ties(4), torch.tensor([[1.0, float("nan"), 3], [2, 2, 2]])]:
        for op in ["argmax", "argmin"]:
            case(op, lambda y: getattr(y, op)(-1), [x], {"dim": -1})
        case("argsort", lambda y: y.argsort(dim=-1, stable=True), [x], {"dim": -1, "descending": False})
        case("sort", lambda y: y.sort(dim=-1, stable=True)[0], [x], {"dim": -1, "descending": False})
        case("median", lambda y: y.median(-1)[0], [x], {"dim": -1})
        case("quantile", lambda y: y.quantile(0.4, -1), [x], {"dim": -1, "q": 0.4})
        for dims in [[], [0], [-1]]:
            for op in ["any", "all", "count_nonzero"]:
                def flag(y, op=op, dims=dims):
                    f = getattr(torch, op)
                    return (f(y, dims[0]) if dims else f(y)).double()
                case(op, flag, [x], {"dims": dims})
        case("nonzero", lambda y: y.nonzero(), [x])
    zeros = torch.tensor([[1.5, 0.0, 2, -3], [0.0, 0, 1, 2]]).requires_grad_()
    case("cumprod", lambda x: x.cumprod(1), [zeros], {"dim": 1}, second=False)
    for k, largest in [(1, True), (3, True), (2, False), (0, True)]:
        case("topk", lambda x: x.topk(k, 1, largest)[0], [leaf(3, 5)], {"k": k, "dim": 1, "largest": largest})
    for dims in [[], [0], [1, 2], [-1], [0, 2]]:
        for keep in [False, True]:
            x = leaf(2, 3, 4)
            all_dims = dims or [0, 1, 2]
            case("logsumexp", lambda y: y.logsumexp(all_dims, keep), [x], {"dims": dims, "keepdim": keep})
            for p in [2, 1, 3, 0.5, float("inf"), float("-inf"), 0]:
                case("norm", lambda y: torch.linalg.vector_norm(y, p, all_dims, keep), [leaf(2, 3, 4)],
                     {"dims": dims, "keepdim": keep, "p": str(p)}, second=p not in (0, float("inf"), float("-inf")))
    case("norm", lambda y: torch.linalg.vector_norm(y, 2, [1]), [torch.zeros(2, 3).requires_grad_()],
         {"dims": [1], "keepdim": False, "p": "2"}, second=False)
    for start, end in [(0, 1), (1, 2), (0, -1), (2, 2), (-2, -1)]:
        case("flatten", lambda x: x.flatten(start, end), [leaf(2, 3, 4)], {"start": start, "end": end})
    case("squeeze_all", lambda x: x.squeeze(), [leaf(1, 3, 1, 2)])
    case("squeeze_all", lambda x: x.squeeze(), [leaf(1, 1)])
    for a, b in [([0], [2]), ([0, 1], [-1, 0]), ([-1], [0]), ([2, 0], [0, 1])]:
        case("movedim", lambda x: x.movedim(a, b), [leaf(2, 3, 4)], {"from": a, "to": b})
    for times in [[2, 3], [1, 1], [2, 1, 3], [0, 2]]:
        case("repeat", lambda x: x.repeat(*times), [leaf(2, 3)], {"times": times})
    for offset in [0, 1, -1, 3, -2, 5]:
        case("diagonal", lambda x: x.diagonal(offset, 0, 1), [leaf(3, 4)], {"offset": offset, "dim1": 0, "dim2": 1})
        case("diagonal", lambda x: x.diagonal(offset, -1, 0), [leaf(3, 2, 4)],
             {"offset": offset, "dim1": -1, "dim2": 0})
        for op in ["tril", "triu"]:
            case(op, lambda x: getattr(x, op)(offset), [leaf(2, 3, 4)], {"diagonal": offset})
    for mode in ["constant", "reflect", "replicate", "circular"]:
        for pads in [[1, 2], [2, 0, 1, 1], [-1, 1]]:
            shape = (2, 3, 4) if len(pads) == 2 else (1, 2, 3, 4)
            value = 1.5 if mode == "constant" else None
            case("pad", lambda x: F.pad(x, pads, mode, value), [leaf(*shape)],
                 {"mode": mode, "pads": pads, "value": value or 0})
    case("clamp", lambda x, a, b: x.clamp(a, b), [leaf(3, 4), leaf(4), leaf(3, 1)])
    case("clamp_min", lambda x, a: x.clamp(min=a), [leaf(3, 4), leaf(3, 4)])
    case("clamp_max", lambda x, a: x.clamp(max=a), [leaf(3, 4), leaf(1)])
    for op in ["logical_and", "logical_or", "logical_xor"]:
        case(op, lambda x, y: getattr(torch, op)(x, y).double(), [ties(3, 4), ties(4)])
    case("logical_not", lambda x: x.logical_not().double(), [ties(3, 4)])
    mask = ties(3, 4)
    case("masked_fill", lambda x, m: x.masked_fill(m != 0, -2.5), [leaf(3, 4), mask], {"value": -2.5})
    case("masked_fill", lambda x, m: x.masked_fill(m != 0, float("-inf")), [leaf(2, 3, 4), ties(3, 1)],
         {"value": "-Infinity"})
    case("masked_select", lambda x, m: x.masked_select(m != 0), [leaf(3, 4), mask])
    case("masked_select", lambda x, m: x.masked_select(m != 0), [leaf(2, 3, 4), ties(4)])


def by_index():
    for shape, index, dim in [((5, 3), indices(5, 4, 3), 0), ((5, 3), indices(3, 5, 2), 1),
                              ((4, 3, 2), indices(3, 2, 3, 2), 1), ((4,), indices(4, 4), 0)]:
        at = {"dim": dim, "index": tensor(index)}
        source = leaf(*index.shape)
        case("scatter_add", lambda x, s: x.scatter_add(dim, index, s), [leaf(*shape), source], at)
        unique = index.clone()
        permutation = torch.randperm(shape[dim])[: index.shape[dim]]
        for i in range(index.shape[dim]):
            unique.select(dim, i).fill_(permutation[i])
        case("scatter", lambda x, s: x.scatter(dim, unique, s), [leaf(*shape), leaf(*index.shape)],
             {"dim": dim, "index": tensor(unique)})
    larger = torch.randn(6, 5)  # PyTorch has no gradient for a source that is larger than the indices
    index = indices(5, 3, 2)
    case("scatter_add", lambda x, s: x.scatter_add(1, index, s), [leaf(4, 5), larger],
         {"dim": 1, "index": tensor(index)})
    rows = torch.tensor([0, 2, 2, 4])
    case("index_add", lambda x, s: x.index_add(0, rows, s), [leaf(5, 3), leaf(4, 3)],
         {"dim": 0, "index": tensor(rows)})
    case("index_add", lambda x, s: x.index_add(1, rows, s), [leaf(2, 5), leaf(2, 4)],
         {"dim": 1, "index": tensor(rows)})
    a, b = indices(4, 3, 1, low=-4), indices(5, 2, low=-5)
    case("index", lambda x: x[a], [leaf(4, 5)], {"lists": [tensor(a)]})
    case("index", lambda x: x[a, b], [leaf(4, 5)], {"lists": [tensor(a), tensor(b)]})
    case("index", lambda x: x[a, b], [leaf(4, 5, 2)], {"lists": [tensor(a), tensor(b)]})
    classes = indices(4, 2, 3)
    case("one_hot", lambda x: F.one_hot(classes, 4).double() * x, [leaf(1)], {"index": tensor(classes), "classes": 4})


def products():
    case("outer", torch.outer, [leaf(3), leaf(4)])
    case("addmm", lambda x, a, b: torch.addmm(x, a, b, beta=0.5, alpha=-2), [leaf(4), leaf(3, 2), leaf(2, 4)],
         {"beta": 0.5, "alpha": -2})
    case("addmm", lambda x, a, b: torch.addmm(x, a, b, beta=0, alpha=1), [leaf(3, 4), leaf(3, 2), leaf(2, 4)],
         {"beta": 0, "alpha": 1})
    case("baddbmm", lambda x, a, b: torch.baddbmm(x, a, b, beta=2, alpha=3),
         [leaf(5, 3, 4), leaf(5, 3, 2), leaf(5, 2, 4)], {"beta": 2, "alpha": 3})
    for equation, shapes in [
        ("ij,jk->ik", [(3, 4), (4, 2)]), ("ij,jk", [(3, 4), (4, 2)]), ("ii", [(3, 3)]), ("ii->i", [(3, 3)]),
        ("bij->bji", [(2, 3, 4)]), ("i,j->ij", [(3,), (4,)]), ("i,i->", [(4,), (4,)]), ("ij->", [(3, 4)]),
        ("bhqd,bhkd->bhqk", [(2, 3, 4, 5), (2, 3, 6, 5)]), ("bqk,bkd->bqd", [(2, 3, 4), (2, 4, 5)]),
        ("...ij,...jk->...ik", [(2, 3, 4), (4, 5)]), ("ij,jk,kl->il", [(2, 3), (3, 4), (4, 5)]),
        ("ijk,ilm,njm,nlk,abc->", [(2, 3, 4), (2, 5, 6), (7, 3, 6), (7, 5, 4), (1, 2, 3)]),
        ("ba", [(2, 3)]), ("ij,ij->i", [(3, 4), (3, 4)]), ("ij,kj->", [(2, 3), (4, 3)]),
        ("ij,jk->ik", [(3, 1), (4, 2)]), ("...a->...", [(2, 3, 4)]), ("iij->ij", [(3, 3, 2)]),
        ("ij,ij,ij->ij", [(2, 3)] * 3), ("ab,b", [(2, 3), (3,)]),
    ]:
        case("einsum", lambda *x: torch.einsum(equation, *x), [leaf(*s) for s in shapes], {"equation": equation})
    case("glu", lambda x: F.glu(x, 1), [leaf(3, 4)], {"dim": 1})
    case("glu", lambda x: F.glu(x, -3), [leaf(2, 3, 4)], {"dim": -3})
    case("prelu", F.prelu, [leaf(3, 4, 2), leaf(4)])
    case("prelu", F.prelu, [leaf(3, 4), leaf(1)])
    case("prelu", F.prelu, [leaf(5), leaf(1)])


def losses():
    logits = lambda *s: leaf(*s)
    for reduction in ["mean", "sum", "none"]:
        r = {"reduction": reduction}
        for shape in [(6, 4), (2, 4, 3), (2, 3, 2, 2)]:
            n, c, *rest = shape
            target = indices(c, n, *rest)
            target.view(-1)[1] = -100
            weight = torch.rand(c)
            for w in [None, weight]:
                for smoothing in [0.0, 0.2]:
                    case("cross_entropy",
                         lambda x: F.cross_entropy(x, target, w, reduction=reduction, label_smoothing=smoothing),
                         [logits(*shape)],
                         {**r, "target": tensor(target), "ignored": -100, "smoothing": smoothing,
                          "weights": None if w is None else w.tolist()})
            case("nll_loss", lambda x: F.nll_loss(x, target, weight, reduction=reduction), [logits(*shape)],
                 {**r, "target": tensor(target), "ignored": -100, "weights": weight.tolist()})
            probabilities = torch.rand(*shape)
            for w in [None, weight]:
                case("cross_entropy_probabilities",
                     lambda x: F.cross_entropy(x, probabilities, w, reduction=reduction, label_smoothing=0.1),
                     [logits(*shape)],
                     {**r, "target": tensor(probabilities), "smoothing": 0.1,
                      "weights": None if w is None else w.tolist()})
        w, pos = torch.rand(4), torch.rand(4) * 3
        t = torch.rand(3, 4)
        case("bce", lambda x: F.binary_cross_entropy(x, t, w, reduction=reduction),
             [(torch.rand(3, 4) * 0.8 + 0.1).requires_grad_()], {**r, "target": tensor(t), "weight": tensor(w)})
        case("bce_logits", lambda x: F.binary_cross_entropy_with_logits(x, t, w, reduction=reduction, pos_weight=pos),
             [leaf(3, 4)], {**r, "target": tensor(t), "weight": tensor(w), "pos_weight": tensor(pos)})
        for beta in [0.5, 1.0]:
            case("smooth_l1", lambda x, y: F.smooth_l1_loss(x, y, reduction=reduction, beta=beta),
                 [leaf(3, 4), leaf(3, 4)], {**r, "beta": beta})
        case("triplet", lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=1.0, p=2, reduction=reduction),
             [leaf(5, 3), leaf(5, 3), leaf(5, 3)], {**r, "margin": 1.0, "p": 2})
        case("cosine_embedding",
             lambda a, b: F.cosine_embedding_loss(a, b, torch.tensor([1.0, -1, 1, -1]), 0.2, reduction=reduction),
             [leaf(4, 3), leaf(4, 3)], {**r, "target": tensor(torch.tensor([1.0, -1, 1, -1])), "margin": 0.2})
    case("cosine_similarity", lambda a, b: F.cosine_similarity(a, b, 1), [leaf(3, 4), leaf(3, 4)], {"dim": 1})
    case("normalize", lambda x: F.normalize(x, 2.0, 1), [leaf(3, 4)], {"dim": 1, "p": 2})
    case("normalize", lambda x: F.normalize(x, 3.0, 0), [leaf(3, 4)], {"dim": 0, "p": 3})


if __name__ == "__main__":
    everyday()
    by_index()
    products()
    losses()
    with open("tensors.json", "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
    print(len(CASES))
