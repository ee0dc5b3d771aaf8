package org.arenagrad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.arenagrad.array.Rng;
import org.arenagrad.autograd.Tensor;
import org.arenagrad.nn.BatchNorm2d;
import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Python opens what is written here. Where Python or the library is not installed, these are
/// skipped.
class PythonTest {
    @TempDir private Path folder;

    private static String python(String program, Object... arguments)
            throws IOException, InterruptedException {
        ChildProcess.Ended python =
                Command.of("python3", "-c", program)
                        .with(Stream.of(arguments).map(Object::toString).toList())
                        .run();
        return python.exitCode() == 0 ? python.out().strip() : "failed: " + python.text();
    }

    private static void assumeInstalled(String library) throws InterruptedException {
        String found;
        try {
            found = python("import " + library + "; print('here')");
        } catch (IOException noPython) {
            found = noPython.getMessage();
        }
        assumeTrue("here".equals(found), library + " of Python is not installed: " + found);
    }

    private static SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("x", Tensor.of(new double[][] {{1, 2}, {3, 0.1}}));
        tensors.put("ümläut", Tensor.from(new float[] {0.1f, -1}, 2));
        tensors.put("s", Tensor.scalar(5));
        return tensors;
    }

    private static final String SHOW =
            "; print([(k, str(a[k].dtype), a[k].shape, a[k].flatten().tolist()) for k in a])";

    private static final String SHOWN =
            "[('x', 'float64', (2, 2), [1.0, 2.0, 3.0, 0.1]),"
                    + " ('ümläut', 'float32', (2,), [0.10000000149011612, -1.0]),"
                    + " ('s', 'float64', (), [5.0])]";

    @Test
    void numpyOpensArraysAndArchives() throws IOException, InterruptedException {
        assumeInstalled("numpy");
        Path npy = folder.resolve("x.npy");
        Path stored = folder.resolve("stored.npz");
        Path deflated = folder.resolve("deflated.npz");
        Npy.write(npy, tensors().sequencedValues().getFirst());
        Npz.write(stored, tensors());
        Npz.writeCompressed(deflated, tensors());
        String program = "import sys, numpy as np; a = np.load(sys.argv[1])";
        assertThat(python(program + "; print(a.tolist())", npy))
                .isEqualTo("[[1.0, 2.0], [3.0, 0.1]]");
        assertThat(python(program + SHOW, stored)).isEqualTo(SHOWN);
        assertThat(python(program + SHOW, deflated)).isEqualTo(SHOWN);
    }

    @Test
    void safetensorsOpensWhatIsWrittenHere() throws IOException, InterruptedException {
        assumeInstalled("safetensors");
        Path file = folder.resolve("x.safetensors");
        SafeTensors.write(file, tensors(), Map.of("µ", "noted"));
        String program =
                "import sys; from safetensors import safe_open;"
                        + " f = safe_open(sys.argv[1], 'numpy'); print(f.metadata());"
                        + " a = {k: f.get_tensor(k) for k in ('x', 'ümläut', 's')}";
        assertThat(python(program + SHOW, file)).isEqualTo("{'µ': 'noted'}\n" + SHOWN);
    }

    /// The count of batches too, which is an integer there and a number here.
    @Test
    void pyTorchTakesALayerBack() throws IOException, InterruptedException {
        assumeInstalled("torch, safetensors");
        Path file = folder.resolve("x.safetensors");
        BatchNorm2d layer = BatchNorm2d.of(3);
        layer.apply(Tensor.randn(Rng.seed(1), 4, 3, 2, 2));
        ModelFile.saveWeights(file, layer, Map.of());
        String program =
                "import sys, torch, safetensors.torch as s; m = torch.nn.BatchNorm2d(3);"
                        + " m.load_state_dict(s.load_file(sys.argv[1]));"
                        + " print(m.num_batches_tracked, m.weight.tolist())";
        assertThat(python(program, file)).isEqualTo("tensor(1) [1.0, 1.0, 1.0]");
    }
}
