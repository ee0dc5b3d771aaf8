"""Reference values of byte-pair encoding from Hugging Face's `tokenizers` 0.23.2 (and GPT-2's alphabet of bytes).
usage: python bytepairs.py > bytepairs.json"""
import json, sys
from tokenizers import Tokenizer, models, pre_tokenizers, trainers, decoders

TEXT = """Low, lower, lowest: the newest words are the widest ones. We've seen 12 of 345 words; they're new, aren't they?
The lower the word, the lower the number: 1,234.5 is lower than 98765.  Two blanks, then\ttabs\t\tand a line.

Straße, naïve café, Ελληνικά, русский язык, 日本語のテキスト, emoji 🙂🙂 and 👩‍👩‍👧. The end of the lowest widest newest text.
    def lower(self, words):
        return [word.lower() for word in words]
""" * 3

SAMPLES = ["", "low", " lowest", "Hello, world", "they're we've I'd 'll", "12345 67", "a  b   c", "  leading", "trailing  ",
           "tabs\t\there\n\nlines\r\n", "🙂 👩‍👩‍👧 🇩🇪", "Straße naïve", "日本語 テキスト", "don't DON'T", "x\u00a0y\u2003z\u0085w", "a_b__c",
           "\u0000\u0001\u007f\u00ad", "²³½ ٣٤ Ⅷ", "e\u0301 combining", "\ufffd"]

def alphabet():
    printed = [*range(ord('!'), ord('~') + 1), *range(0xa1, 0xad), *range(0xae, 0x100)]
    letters, more = {b: chr(b) for b in printed}, 0
    for b in range(256):
        if b not in letters: letters[b] = chr(256 + more); more += 1
    return ''.join(letters[b] for b in range(256))

t = Tokenizer(models.BPE())
t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
t.decoder = decoders.ByteLevel()
t.train_from_iterator([TEXT], trainers.BpeTrainer(vocab_size=420, min_frequency=2, show_progress=False,
                                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
model = json.loads(t.to_str())['model']
json.dump({'alphabet': alphabet(), 'text': TEXT,
           'vocab': json.dumps(model['vocab'], ensure_ascii=False),
           'merges': '#version: 0.2\n' + ''.join(' '.join(m) + '\n' for m in model['merges']),
           'samples': [{'text': s, 'tokens': t.encode(s).ids} for s in SAMPLES]}, sys.stdout, indent=1)
print()
