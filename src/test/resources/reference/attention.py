"""Writes attention.json: attention, transformer layers and the CTC loss as PyTorch 2.13 computes them on a
CPU in float64, with gradients of a random upstream gradient and second derivatives, in the form of
tensors.json.

    python attention.py
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)


def tensor(x):
    return {"shape": list(x.shape), "data": (x.detach() + torch.zeros(())).flatten().tolist()}


def leaf(*shape):
    return torch.randn(*shape).requires_grad_()


CASES = []


def case(op, function, inputs, attrs=None, second=True):
    y = function(*inputs)
    g = torch.randn_like(y)
    grads = torch.autograd.grad((y * g).sum(), inputs, create_graph=True)
    entry = {"name": f"{op}-{len(CASES)}", "op": op, "attrs": attrs or {}, "inputs": [tensor(x) for x in inputs],
             "outputs": [tensor(y)], "upstreams": [tensor(g)], "grads": [tensor(x) for x in grads],
             "weights": None, "second": None}
    if second:
        weights = [torch.randn_like(x) for x in inputs]
        both = torch.autograd.grad(sum((g * w).sum() for g, w in zip(grads, weights)), inputs, allow_unused=True)
        entry["weights"] = [tensor(w) for w in weights]
        entry["second"] = [tensor(torch.zeros_like(x) if g is None else g) for g, x in zip(both, inputs)]
    CASES.append(entry)


def math(*arguments, **options):
    with torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.MATH):
        return F.scaled_dot_product_attention(*arguments, **options)


for shape in [(1, 1, 1, 2), (2, 3, 5, 4), (1, 2, 64, 3), (1, 1, 65, 2), (2, 1, 130, 4)]:
    n, h, t, e = shape
    case("attention", lambda q, k, v: math(q, k, v), [leaf(n, h, t, e), leaf(n, h, t + 3, e), leaf(n, h, t + 3, e + 1)])
    case("attention", lambda q, k, v: math(q, k, v, is_causal=True), [leaf(*shape) for _ in range(3)], {"causal": True})
    mask = torch.randn(t, t)
    case("attention", lambda q, k, v: math(q, k, v, attn_mask=mask, scale=0.3), [leaf(*shape) for _ in range(3)],
         {"mask": tensor(mask), "scale": 0.3})
hide = torch.zeros(2, 1, 1, 5)
hide[1, :, :, 3:] = float("-inf")
case("attention", lambda q, k, v: math(q, k, v, attn_mask=hide), [leaf(2, 3, 5, 4) for _ in range(3)],
     {"mask": tensor(hide)})
case("attention", lambda q, k, v: math(q, k, v), [leaf(5, 4), leaf(6, 4), leaf(6, 2)])


def layer(op, module, inputs, call, attrs):
    module.eval()
    names = [n for n, _ in module.named_parameters()]
    for p in module.parameters():
        torch.nn.init.normal_(p, std=0.5)

    def function(*all_inputs):
        weights = dict(zip(names, all_inputs[len(inputs):]))
        return torch.func.functional_call(module, weights, tuple(all_inputs[: len(inputs)]), call)

    parameters = [p.detach().clone().requires_grad_() for p in module.parameters()]
    with torch.nn.attention.sdpa_kernel(torch.nn.attention.SDPBackend.MATH):
        case(op, function, inputs + parameters, {**attrs, "names": names, "own": len(inputs)}, second=False)


for first in [False, True]:
    for activation in ["relu", "gelu"]:
        layer("encoder", torch.nn.TransformerEncoderLayer(8, 2, 12, 0.0, activation, norm_first=first, batch_first=True),
              [leaf(2, 5, 8)], {}, {"first": first, "activation": activation})
mask = torch.nn.Transformer.generate_square_subsequent_mask(5)
for first in [False, True]:
    layer("decoder", torch.nn.TransformerDecoderLayer(8, 2, 12, 0.0, "gelu", norm_first=first, batch_first=True),
          [leaf(2, 5, 8), leaf(2, 3, 8)], {"tgt_mask": mask, "tgt_is_causal": True}, {"first": first})


class Self(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = torch.nn.MultiheadAttention(6, 3, batch_first=True)

    def forward(self, x):
        return self.inner(x, x, x, need_weights=False)[0]


attention = Self()
layer("heads", attention, [leaf(2, 4, 6)], {}, {})

targets = torch.tensor([[1, 2, 2, 3], [3, 1, 0, 0], [2, 0, 0, 0]])
lengths, target_lengths = torch.tensor([9, 7, 5]), torch.tensor([4, 2, 1])
for reduction in ["none", "mean", "sum"]:
    case("ctc", lambda x: F.ctc_loss(x.log_softmax(2), targets, lengths, target_lengths, reduction=reduction),
         [leaf(9, 3, 5)], {"targets": tensor(targets.double()), "lengths": lengths.tolist(),
                           "target_lengths": target_lengths.tolist(), "reduction": reduction}, second=False)
# Masks that are learned, of every shape that broadcasts; and queries that may look at nothing.
for shape in [(3,), (66, 3), (2, 1, 1, 3), (2, 1, 3), (2, 2, 66, 3)]:
    case("attention", lambda q, k, v, m: math(q, k, v, attn_mask=m),
         [leaf(2, 2, 66, 2), leaf(2, 2, 3, 2), leaf(2, 2, 3, 1), leaf(shape)], {"learned": True})
blind = torch.randn(5, 5)
blind[1] = float("-inf")
blind[3:, 2] = float("-inf")
case("attention", lambda q, k, v: math(q, k, v, attn_mask=blind), [leaf(2, 5, 4) for _ in range(3)],
     {"mask": tensor(blind)})
case("attention", lambda q, k, v: math(q, k, v), [leaf(2, 3, 4), leaf(2, 0, 4), leaf(2, 0, 2)], second=False)
case("attention", lambda q, k, v: math(q, k, v), [leaf(2, 0, 4), leaf(2, 3, 4), leaf(2, 3, 2)], second=False)
case("attention", lambda q, k, v: math(q, k, v), [leaf(0, 3, 4), leaf(0, 2, 4), leaf(0, 2, 2)], second=False)

with open("attention.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
print(len(CASES))
