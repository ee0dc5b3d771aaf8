"""Writes the state dictionary of PyTorch 2.13's layers, torch-layers.safetensors, with inputs and outputs of each in
torch-layers-values.safetensors: `x` and `y` in evaluation, and running values `after` one more step of training.

    python layers.py
"""

import pathlib

import torch
from safetensors.torch import save_file
from torch import nn

HERE = pathlib.Path(__file__).parent
torch.manual_seed(21)
torch.set_default_dtype(torch.float64)

signals, images, sequences = torch.randn(3, 4, 7), torch.randn(3, 4, 5, 6), torch.randn(3, 5, 6)
layers = nn.ModuleDict(
    {
        "linear": nn.Linear(6, 3),
        "plain": nn.Linear(6, 3, bias=False),
        "conv1d": nn.Conv1d(4, 6, 3, stride=2, groups=2),
        "conv2d": nn.Conv2d(4, 5, (3, 2), padding=1),
        "transposed": nn.ConvTranspose2d(4, 6, 3, stride=2, groups=2, output_padding=1),
        "batch1d": nn.BatchNorm1d(4, momentum=0.3),
        "batch2d": nn.BatchNorm2d(4, momentum=None),
        "rows": nn.BatchNorm1d(6, affine=False),
        "groups": nn.GroupNorm(2, 4),
        "instance1d": nn.InstanceNorm1d(4, affine=True, track_running_stats=True),
        "instance2d": nn.InstanceNorm2d(4, affine=True),
        "tracking": nn.InstanceNorm2d(4, momentum=0.4, track_running_stats=True),
        "layernorm": nn.LayerNorm((5, 6)),
        "rms": nn.RMSNorm(6, eps=1e-3),
        "embedding": nn.Embedding(7, 3),
        "slopes": nn.PReLU(4),
        "slope": nn.PReLU(),
        "rnn": nn.RNN(6, 3, num_layers=2, nonlinearity="relu", bidirectional=True),
        "gru": nn.GRU(6, 3, num_layers=2, batch_first=True, bidirectional=True),
        "lstm": nn.LSTM(6, 3, num_layers=2, bidirectional=True),
        "rnncell": nn.RNNCell(6, 3),
        "grucell": nn.GRUCell(6, 3, bias=False),
        "lstmcell": nn.LSTMCell(6, 3),
        "attention": nn.MultiheadAttention(6, 3, batch_first=True),
        "encoder": nn.TransformerEncoderLayer(6, 2, 9, activation="gelu", norm_first=True, batch_first=True),
        "decoder": nn.TransformerDecoderLayer(6, 3, 8, batch_first=True),
    }
)
inputs = {
    "conv1d": signals, "batch1d": signals, "instance1d": signals,
    "layernorm": sequences, "rms": sequences, "rnn": sequences, "gru": sequences, "lstm": sequences,
    "attention": sequences, "encoder": sequences, "decoder": sequences,
    "linear": sequences[0], "plain": sequences[0], "rows": sequences[0], "slope": sequences[0],
    "rnncell": sequences[0], "grucell": sequences[0], "lstmcell": sequences[0],
    "embedding": torch.tensor([[3, 0], [6, 3]]),
}  # fmt: skip
memory = torch.randn(3, 4, 6)
TRACK = ["batch1d", "batch2d", "rows", "instance1d", "tracking"]


def apply(name, x):
    layer = layers[name]
    if name == "attention":
        return layer(x, x, x)[0]
    if name == "decoder":
        return layer(x, memory, tgt_mask=nn.Transformer.generate_square_subsequent_mask(x.shape[1]), tgt_is_causal=True)
    y = layer(x)
    return y[0] if isinstance(y, tuple) else y


with torch.no_grad():
    for parameter in layers.parameters():
        parameter.add_(0.2 * torch.rand_like(parameter))
    for name in TRACK:
        for batch in range(3):
            apply(name, 2 * torch.randn_like(inputs.get(name, images)) + batch)
    save_file({name: x.clone() for name, x in layers.state_dict().items()}, HERE / "torch-layers.safetensors")
    values = {"memory": memory}
    layers.eval()
    for name in layers:
        x = inputs.get(name, images)
        values[name + ".x"], values[name + ".y"] = x.clone(), apply(name, x).contiguous().clone()
    layers.train()
    for name in TRACK:
        apply(name, inputs.get(name, images))
        for buffer, value in layers[name].named_buffers():
            values[f"{name}.{buffer}.after"] = value.clone()
    save_file(values, HERE / "torch-layers-values.safetensors")
