"""Writes optimizers.json and schedules.json, in the form of optim-more.json: how a small classifier is
trained by PyTorch 2.13 in float64 on a CPU, with the optimizers, options, groups and schedules that
optim.json and optim-more.json leave out.

Two are not PyTorch's own. Lion is a transcription of algorithm 2 of the paper (Chen et al., 2023).
Muon is PyTorch's, but for its rounding to bfloat16, which is taken out.

    python optimizers.py
"""

import json

import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)

# Muon divides what this returns in place: without a copy, that would be its own momentum.
torch.Tensor.bfloat16 = torch.Tensor.clone

STEPS = 40


class Lion:
    def __init__(self, parameters, lr, betas=(0.9, 0.99), weight_decay=0.0):
        self.parameters, self.lr, self.betas, self.decay = parameters, lr, betas, weight_decay
        self.momenta = [torch.zeros_like(p) for p in parameters]

    def step(self):
        beta1, beta2 = self.betas
        with torch.no_grad():
            for p, m in zip(self.parameters, self.momenta):
                g = p.grad
                c = beta1 * m + (1 - beta1) * g
                p -= self.lr * (torch.sign(c) + self.decay * p)
                m.copy_(beta2 * m + (1 - beta2) * g)

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None


KINDS = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "adamax": torch.optim.Adamax,
    "nadam": torch.optim.NAdam,
    "radam": torch.optim.RAdam,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "lion": Lion,
    "muon": torch.optim.Muon,
}


def values(t):
    return {"shape": list(t.shape), "data": t.detach().flatten().tolist()}


def optimizer(attrs, parameters):
    given = {k: v for k, v in attrs.items() if k not in ("optimizer", "groups", "halve", "matrices")}
    if "groups" in attrs:
        # Rates as factors of the optimizer's, which is what ParameterGroup takes.
        groups = []
        for group in attrs["groups"]:
            own = {"params": [parameters[i] for i in group["parameters"]]}
            if "rate_factor" in group:
                own["lr"] = attrs["lr"] * group["rate_factor"]
            if "weight_decay" in group:
                own["weight_decay"] = group["weight_decay"]
            groups.append(own)
        return KINDS[attrs["optimizer"]](groups, **given)
    if attrs.get("matrices"):
        parameters = [p for p in parameters if p.dim() == 2]
    return KINDS[attrs["optimizer"]](parameters, **given)


def trajectory(name, attrs):
    torch.manual_seed(7)
    x = torch.randn(9, 3)
    classes = torch.randint(0, 2, (9,))
    initial = [torch.randn(5, 3) / 2, torch.randn(5) / 2, torch.randn(2, 5) / 2, torch.randn(2) / 2]
    w1, b1, w2, b2 = parameters = [p.clone().requires_grad_() for p in initial]
    chosen = optimizer(attrs, parameters)
    schedule = lr_scheduler.StepLR(chosen, 10, 0.5) if attrs.get("halve") else None
    losses = []
    for _ in range(STEPS):
        loss = F.cross_entropy(torch.tanh(x @ w1.T + b1) @ w2.T + b2, classes)
        losses.append(loss.item())
        # Uphill, from the negative loss: so that steps stay small.
        (-loss if attrs.get("maximize") else loss).backward()
        chosen.step()
        if schedule:
            schedule.step()
        for p in parameters:
            p.grad = None
    return {
        "name": name,
        "attrs": attrs,
        "x": values(x),
        "classes": classes.tolist(),
        "initial": [values(p) for p in initial],
        "losses": losses,
        "final": [values(p) for p in parameters],
    }


def optimizers():
    def named(kind, lr, **options):
        return {"optimizer": kind, "lr": lr, **options}

    yield "adamax", named("adamax", 0.05)
    yield "adamax-options", named("adamax", 0.05, betas=[0.8, 0.9], eps=1e-4, weight_decay=0.1)
    yield "nadam", named("nadam", 0.05)
    yield "nadam-options", named(
        "nadam", 0.02, betas=[0.8, 0.95], eps=1e-3, weight_decay=0.1, momentum_decay=0.02
    )
    yield "nadam-decoupled", named(
        "nadam", 0.05, weight_decay=0.1, decoupled_weight_decay=True
    )
    yield "radam", named("radam", 0.05)
    yield "radam-options", named("radam", 0.05, betas=[0.8, 0.95], eps=1e-4, weight_decay=0.1)
    yield "radam-decoupled", named(
        "radam", 0.05, weight_decay=0.1, decoupled_weight_decay=True
    )
    # The average is never long enough: momentum alone.
    yield "radam-short", named("radam", 0.05, betas=[0.9, 0.6])
    yield "rmsprop-centered", named("rmsprop", 0.01, alpha=0.9, centered=True)
    yield "rmsprop-momentum", named("rmsprop", 0.01, momentum=0.8, weight_decay=0.1)
    yield "rmsprop-both", named("rmsprop", 0.01, alpha=0.9, eps=1e-4, momentum=0.5, centered=True)
    yield "adagrad-rate-decay", named("adagrad", 0.1, lr_decay=0.05)
    yield "adagrad-initial", named("adagrad", 0.1, initial_accumulator_value=0.25)
    yield "adagrad-all", named(
        "adagrad", 0.1, lr_decay=0.1, initial_accumulator_value=0.1, weight_decay=0.1
    )
    yield "lion", named("lion", 0.01)
    yield "lion-options", named("lion", 0.01, betas=[0.95, 0.98], weight_decay=0.5)
    yield "muon", named("muon", 0.05, matrices=True)
    yield "muon-options", named(
        "muon", 0.05, matrices=True, momentum=0.8, nesterov=False, weight_decay=0.3, ns_steps=3
    )
    yield "muon-adamw-rate", named(
        "muon", 0.05, matrices=True, adjust_lr_fn="match_rms_adamw", ns_coefficients=[2, -1.5, 0.5]
    )
    for kind, options in [
        ("sgd", {"momentum": 0.9, "nesterov": True, "weight_decay": 0.05}),
        ("adam", {"amsgrad": True, "weight_decay": 0.05}),
        ("adamw", {"weight_decay": 0.5}),
        ("adamax", {"weight_decay": 0.05}),
        ("nadam", {"weight_decay": 0.05}),
        ("radam", {"weight_decay": 0.05, "betas": [0.9, 0.95]}),
        ("rmsprop", {"weight_decay": 0.05}),
        ("rmsprop", {"weight_decay": 0.05, "momentum": 0.5, "centered": True, "eps": 0.01}),
        ("adagrad", {"weight_decay": 0.05}),
    ]:
        name = f"{kind}-maximize" + ("-centered" if "centered" in options else "")
        yield name, named(kind, 0.02, maximize=True, **options)
    groups = [
        {"parameters": [0, 2], "rate_factor": 0.25, "weight_decay": 0.2},
        {"parameters": [3]},
        {"parameters": [1], "rate_factor": 3},
    ]
    for kind in ["sgd", "adam", "adamw", "adamax", "nadam", "radam", "rmsprop", "adagrad"]:
        yield f"{kind}-groups", named(kind, 0.02, groups=groups, halve=True, weight_decay=0.01)


def rates(make, steps, rate=0.1):
    p = torch.zeros(1, requires_grad=True)
    sgd = torch.optim.SGD([p], rate)
    schedule = make(sgd)
    seen = []
    for step in range(steps):
        seen.append(sgd.param_groups[0]["lr"])
        sgd.step()
        if step < steps - 1:
            schedule.step()
    return seen


def warm_up(sgd):
    return lr_scheduler.SequentialLR(
        sgd,
        [
            lr_scheduler.LinearLR(sgd, start_factor=0.2, total_iters=8),
            lr_scheduler.CosineAnnealingLR(sgd, 20),
        ],
        milestones=[8],
    )


SCHEDULES = {
    "linear": lambda sgd: lr_scheduler.LinearLR(sgd, 0.25, 0.75, total_iters=12),
    "polynomial": lambda sgd: lr_scheduler.PolynomialLR(sgd, total_iters=25, power=1.5),
    "restarts": lambda sgd: lr_scheduler.CosineAnnealingWarmRestarts(sgd, 7, eta_min=0.01),
    "restarts-growing": lambda sgd: lr_scheduler.CosineAnnealingWarmRestarts(sgd, 5, T_mult=2),
    "one-cycle": lambda sgd: lr_scheduler.OneCycleLR(sgd, 0.5, total_steps=STEPS),
    "one-cycle-options": lambda sgd: lr_scheduler.OneCycleLR(
        sgd, 0.5, total_steps=STEPS, pct_start=0.4, div_factor=10, final_div_factor=100
    ),
}


def schedules():
    for name, make in SCHEDULES.items():
        yield {"name": name, "rates": rates(make, STEPS)}
    # Up to where the cosine ends: PyTorch's goes up again.
    yield {"name": "warm-up", "rates": rates(warm_up, 29)}


for file, cases in [
    ("optimizers.json", [trajectory(*c) for c in optimizers()]),
    ("schedules.json", list(schedules())),
]:
    with open(file, "w", encoding="utf-8") as out:
        out.write("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(file, len(cases))
