"""Writes the files of this folder with NumPy 2.4.6, safetensors 0.8.0 and PyTorch 2.13.

    python make.py

expected.json says what is in them.
"""

import json
import pathlib

import numpy as np
from safetensors.numpy import save_file

HERE = pathlib.Path(__file__).parent
expected = {}

FLOATS = np.array([[0.0, -1.5, 3.25], [1e-3, 6.5e4, -0.1]])


def arrays():
    """By the name of the file."""
    yield "f8", FLOATS
    yield "f4", FLOATS.astype("<f4")
    yield "f2", FLOATS.astype("<f2")
    yield "f8-big", FLOATS.astype(">f8")
    yield "f4-big", FLOATS.astype(">f4")
    yield "f8-fortran", np.asfortranarray(FLOATS)
    yield "f4-big-fortran", np.asfortranarray(np.arange(24).reshape(2, 3, 4).astype(">f4"))
    yield "bool", np.array([[True, False], [False, True]])
    for name in "i1", "i2", "i4", "i8":
        yield name, np.array([-3, 0, 100, np.iinfo(name).min, np.iinfo(name).max], dtype="<" + name)
    for name in "u1", "u2", "u4", "u8":
        yield name, np.array([0, 100, np.iinfo(name).max], dtype="<" + name)
    yield "i4-big", np.array([-3, 0, 100], dtype=">i4")
    yield "scalar", np.array(2.5)
    yield "empty", np.zeros((2, 0, 3))


def numpy_files():
    for name, array in arrays():
        np.save(HERE / (name + ".npy"), array)
        expected[name] = {"shape": array.shape, "data": array.astype(float).flatten().tolist()}
    for version in (1, 0), (2, 0), (3, 0):
        with open(HERE / ("version-%d.npy" % version[0]), "wb") as out:
            np.lib.format.write_array(out, FLOATS, version=version)
    np.save(HERE / "complex.npy", np.array([1 + 2j]))
    np.save(HERE / "text.npy", np.array(["a", "bc"]))
    np.save(HERE / "object.npy", np.array([{}, None], dtype=object), allow_pickle=True)
    np.save(HERE / "record.npy", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))
    both = {"weight": FLOATS, "bias": FLOATS[0].astype("<f4"), "labels": np.arange(5)}
    np.savez(HERE / "stored.npz", **both)
    np.savez_compressed(HERE / "deflated.npz", **both)


def safetensors_files():
    tensors = {name: a.copy(order="C") for name, a in arrays() if a.dtype.isnative}
    save_file(tensors, HERE / "numpy.safetensors", metadata={"made by": "make.py", "µ": "π\n"})


def torch_files():
    import torch
    from safetensors.torch import save_file as save_torch

    torch.manual_seed(3)
    model = torch.nn.Sequential(
        torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.Linear(4, 3, bias=False), torch.nn.Tanh()
    )
    save_torch(model.state_dict(), HERE / "torch-sequential.safetensors")
    x = torch.tensor([[0.5, -1.0], [2.0, 0.25]])
    expected["torch-sequential"] = {
        "input": x.flatten().tolist(),
        "output": model(x).flatten().tolist(),
    }
    half = torch.tensor(FLOATS)
    save_torch(
        {
            "bf16": half.to(torch.bfloat16),
            "f16": half.to(torch.float16),
            "f8": half.to(torch.float8_e4m3fn),
        },
        HERE / "torch-half.safetensors",
    )
    expected["bf16"] = {"shape": half.shape, "data": half.to(torch.bfloat16).flatten().tolist()}


numpy_files()
safetensors_files()
torch_files()
with open(HERE / "expected.json", "w") as out:
    json.dump(expected, out, indent=1)
    out.write("\n")
