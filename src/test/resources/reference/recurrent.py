"""Writes recurrent.json: recurrent layers and their cells as PyTorch 2.13 computes them on a CPU in float64, in the form
of tensors.json. Inputs are x, the initial state if there is one, and the parameters, whose names are an attribute;
outputs are y and the last state.

    python recurrent.py
"""

import json

import torch
from tensors import CASES, case, leaf
from torch.func import functional_call
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

CASES.clear()
torch.manual_seed(13)
STATES = {"rnn": 1, "gru": 1, "lstm": 2}


def parts(outputs):
    y, state = outputs
    return [y, *state] if isinstance(state, tuple) else [y, state]


def layer(kind, steps, rows, width, hidden, layers=1, both=False, first=False, bias=True, nonlinearity="tanh",
          initial=False, lengths=None, second=True):
    options = dict(num_layers=layers, bidirectional=both, batch_first=first, bias=bias)
    if kind == "rnn":
        options["nonlinearity"] = nonlinearity
    module = {"rnn": torch.nn.RNN, "gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[kind](width, hidden, **options)
    names = [name for name, _ in module.named_parameters()]
    x = leaf(*((rows, steps) if first else (steps, rows)), width)
    count = STATES[kind] if initial else 0
    state = [leaf(layers * (2 if both else 1), rows, hidden) for _ in range(count)]

    def compute(x, *rest):
        given = rest[:count]
        args = (given if count == 2 else given[0],) if count else ()
        parameters = dict(zip(names, rest[count:]))
        if lengths is None:
            return parts(functional_call(module, parameters, (x, *args)))
        packed = pack_padded_sequence(x, torch.tensor(lengths), batch_first=first, enforce_sorted=False)
        y, last = functional_call(module, parameters, (packed, *args))
        return parts((pad_packed_sequence(y, batch_first=first, total_length=steps)[0], last))

    weights = [p.detach().clone().requires_grad_() for p in module.parameters()]
    case(kind, compute, [x, *state, *weights],
         {"layers": layers, "bidirectional": both, "batch_first": first, "bias": bias, "nonlinearity": nonlinearity,
          "states": count, "lengths": lengths, "parameters": names}, second=second)


def cell(kind, rows, width, hidden, bias=True, nonlinearity="tanh", initial=True):
    options = {"nonlinearity": nonlinearity} if kind == "rnn" else {}
    module = {"rnn": torch.nn.RNNCell, "gru": torch.nn.GRUCell, "lstm": torch.nn.LSTMCell}[kind](
        width, hidden, bias=bias, **options)
    names = [name for name, _ in module.named_parameters()]
    count = STATES[kind] if initial else 0

    def compute(x, *rest):
        given = rest[:count]
        args = (given if count == 2 else given[0],) if count else ()
        outputs = functional_call(module, dict(zip(names, rest[count:])), (x, *args))
        return list(outputs) if isinstance(outputs, tuple) else [outputs]

    weights = [p.detach().clone().requires_grad_() for p in module.parameters()]
    case(kind + "_cell", compute, [leaf(rows, width), *[leaf(rows, hidden) for _ in range(count)], *weights],
         {"bias": bias, "nonlinearity": nonlinearity, "states": count, "parameters": names})


for kind in STATES:
    layer(kind, 4, 3, 2, 5)
    layer(kind, 1, 1, 1, 1)
    layer(kind, 1, 3, 2, 2, initial=True)
    layer(kind, 5, 1, 3, 2, first=True)
    layer(kind, 3, 2, 4, 3, layers=2, initial=True, bias=False)
    layer(kind, 3, 2, 3, 2, both=True, first=True, initial=True)
    layer(kind, 3, 2, 2, 2, layers=3, both=True)
    layer(kind, 5, 4, 2, 3, lengths=[2, 5, 1, 4], initial=True)
    layer(kind, 4, 3, 2, 2, both=True, layers=2, lengths=[3, 1, 3])
    layer(kind, 3, 2, 2, 2, both=True, first=True, lengths=[3, 3], initial=True)
    layer(kind, 2, 1, 2, 2, both=True, first=True, lengths=[1])
    for initial in [True, False]:
        cell(kind, 3, 2, 4, initial=initial)
        cell(kind, 1, 1, 3, bias=False, initial=initial)
layer("rnn", 4, 3, 2, 3, nonlinearity="relu", layers=2, both=True, initial=True)
cell("rnn", 3, 2, 4, nonlinearity="relu")
with open("recurrent.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
print(len(CASES))
