"""A GPT-2 with random weights in Hugging Face's files, written with plain PyTorch, and the logits it gives.
usage: python make.py (PyTorch 2.13, safetensors 0.8, tokenizers 0.23; writes float32/, bfloat16/ and expected.json beside it)"""
import json, math, os, torch, torch.nn.functional as F
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

L, H, D, T = 2, 4, 32, 16
TEXT = "The weights of others are read from the files of others: the model is the same, and so are the logits. " * 4
PROMPTS = ["The weights of the model", "others 🙂", "The"]

t = Tokenizer(models.BPE())
t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
t.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=279, show_progress=False,
                                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
model = json.loads(t.to_str())['model']
model['vocab']['<|endoftext|>'] = len(model['vocab'])
V = len(model['vocab'])

torch.manual_seed(7)
w = {'wte.weight': torch.randn(V, D) * .3, 'wpe.weight': torch.randn(T, D) * .1}
def linear(name, i, o): w[name + '.weight'], w[name + '.bias'] = torch.randn(i, o) * .2, torch.randn(o) * .1  # Conv1D: [in, out]
def norm(name): w[name + '.weight'], w[name + '.bias'] = 1 + torch.randn(D) * .1, torch.randn(D) * .1
for i in range(L):
    norm(f'h.{i}.ln_1'); linear(f'h.{i}.attn.c_attn', D, 3 * D); linear(f'h.{i}.attn.c_proj', D, D)
    norm(f'h.{i}.ln_2'); linear(f'h.{i}.mlp.c_fc', D, 4 * D); linear(f'h.{i}.mlp.c_proj', 4 * D, D)
norm('ln_f')

def logits(w, ids):
    w = {k: v.double() for k, v in w.items()}
    ln = lambda x, n: F.layer_norm(x, (D,), w[n + '.weight'], w[n + '.bias'], 1e-5)
    conv = lambda x, n: x @ w[n + '.weight'] + w[n + '.bias']
    gelu_new = lambda x: .5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + .044715 * x ** 3)))
    n = len(ids); x = w['wte.weight'][ids] + w['wpe.weight'][:n]
    for i in range(L):
        q, k, v = (y.view(n, H, D // H).transpose(0, 1) for y in conv(ln(x, f'h.{i}.ln_1'), f'h.{i}.attn.c_attn').split(D, 1))
        s = (q @ k.transpose(1, 2) / math.sqrt(D // H)).masked_fill(torch.ones(n, n).triu(1).bool(), -math.inf)
        x = x + conv((s.softmax(2) @ v).transpose(0, 1).reshape(n, D), f'h.{i}.attn.c_proj')
        x = x + conv(gelu_new(conv(ln(x, f'h.{i}.ln_2'), f'h.{i}.mlp.c_fc')), f'h.{i}.mlp.c_proj')
    return ln(x, 'ln_f') @ w['wte.weight'].T

here = os.path.dirname(os.path.abspath(__file__))
config = {'activation_function': 'gelu_new', 'architectures': ['GPT2LMHeadModel'], 'attn_pdrop': .1, 'bos_token_id': V - 1,
          'embd_pdrop': .1, 'eos_token_id': V - 1, 'initializer_range': .02, 'layer_norm_epsilon': 1e-05, 'model_type': 'gpt2',
          'n_ctx': T, 'n_embd': D, 'n_head': H, 'n_inner': None, 'n_layer': L, 'n_positions': T, 'resid_pdrop': .1,
          'task_specific_params': {'text-generation': {'do_sample': True, 'max_length': 50}}, 'vocab_size': V}
expected = {}
for name, dtype, prefix in (('float32', torch.float32, ''), ('bfloat16', torch.bfloat16, 'transformer.')):
    folder = os.path.join(here, name); os.makedirs(folder, exist_ok=True)
    stored = {k: v.to(dtype) for k, v in w.items()}
    file = {prefix + k: v for k, v in stored.items()}
    for i in range(L): file[f'{prefix}h.{i}.attn.bias'] = torch.ones(T, T, dtype=dtype).tril().view(1, 1, T, T)  # the published file has masks
    save_file(file, os.path.join(folder, 'model.safetensors'), {'format': 'pt'})
    open(os.path.join(folder, 'config.json'), 'w').write(json.dumps(config, indent=2) + '\n')
    open(os.path.join(folder, 'vocab.json'), 'w').write(json.dumps(model['vocab']) + '\n')
    open(os.path.join(folder, 'merges.txt'), 'w').write('#version: 0.2\n' + ''.join(' '.join(m) + '\n' for m in model['merges']))
    cases = []
    for p in PROMPTS:
        ids = t.encode(p).ids; y = logits(stored, ids)
        text = list(ids)
        while len(text) < T: text.append(int(logits(stored, text)[-1].argmax()))  # greedy, as far as the context goes
        cases.append({'prompt': p, 'tokens': ids, 'last': [round(v, 8) for v in y[-1].tolist()], 'greedy': text})
    expected[name] = cases
json.dump(expected, open(os.path.join(here, 'expected.json'), 'w'), indent=None); open(os.path.join(here, 'expected.json'), 'a').write('\n')
