package org.arenagrad.kernel.backend;

import org.arenagrad.kernel.ConvKernels;
import org.arenagrad.kernel.Elementwise;
import org.arenagrad.kernel.GateKernels;
import org.arenagrad.kernel.Gemm;
import org.arenagrad.kernel.Kernels;
import org.arenagrad.kernel.OptimizerKernels;
import org.arenagrad.kernel.PlaneKernels;
import org.arenagrad.kernel.Reductions;
import org.arenagrad.kernel.RowKernels;
import org.arenagrad.kernel.conv.ConvFloat32;
import org.arenagrad.kernel.conv.ConvFloat64;
import org.arenagrad.kernel.gemm.GemmFloat32;
import org.arenagrad.kernel.gemm.GemmFloat64;
import org.arenagrad.kernel.gemm.GemmPlan;
import org.arenagrad.kernel.loop.ElementwiseFloat32;
import org.arenagrad.kernel.loop.ElementwiseFloat64;
import org.arenagrad.kernel.loop.GatesFloat32;
import org.arenagrad.kernel.loop.GatesFloat64;
import org.arenagrad.kernel.loop.OptimizerFloat32;
import org.arenagrad.kernel.loop.OptimizerFloat64;
import org.arenagrad.kernel.loop.PlanesFloat32;
import org.arenagrad.kernel.loop.PlanesFloat64;
import org.arenagrad.kernel.loop.ReductionsFloat32;
import org.arenagrad.kernel.loop.ReductionsFloat64;
import org.arenagrad.kernel.loop.RowsFloat32;
import org.arenagrad.kernel.loop.RowsFloat64;
import org.arenagrad.kernel.loop.Vectors;
import org.arenagrad.kernel.loop.WarmUps;
import org.arenagrad.kernel.openblas.OpenBlasGemmFloat32;
import org.arenagrad.kernel.openblas.OpenBlasGemmFloat64;
import org.arenagrad.kernel.openblas.OpenBlasLibrary;
import org.arenagrad.kernel.parallel.ParallelConv;
import org.arenagrad.kernel.parallel.ParallelElementwise;
import org.arenagrad.kernel.parallel.ParallelGemm;
import org.arenagrad.kernel.parallel.ParallelOptimizer;
import org.arenagrad.kernel.parallel.ParallelPlanes;
import org.arenagrad.kernel.parallel.ParallelReductions;
import org.arenagrad.kernel.parallel.ParallelRows;
import org.arenagrad.kernel.parallel.Pieces;
import org.jspecify.annotations.Nullable;

/// Puts kernels together: loops over vectors or single elements, a matrix product, and around them
/// the sharing among threads.
final class BackendKernels {
    // Nanoseconds an element on one thread / on two, float64 and float32, on a machine with two
    // processors (waking the second thread takes some ten microseconds):
    //
    //   elements     add                    exp                    softmax
    //    64,000   0.256/0.317 0.077/0.077   0.691/0.757 0.225/0.277   1.226/1.298 0.651/0.700
    //   128,000   0.285/0.207 0.138/0.098   0.689/0.396 0.233/0.189   1.240/0.706 0.678/0.516
    //   512,000   0.256/0.207 0.138/0.111   0.636/0.407 0.214/0.156   1.474/1.025 0.966/0.680
    //
    // Loops that write nothing new gain later: at 512,000 elements a step of gradient descent took
    // 0.183/0.172 and 0.092/0.095, a sum 0.095/0.075 and 0.047/0.051. Single elements take longer,
    // so that it pays earlier to share those that compute.
    private static final Pieces MEMORY = new Pieces(1 << 15, 1 << 17);
    private static final Pieces COMPUTE = new Pieces(1 << 13, 1 << 17);
    private static final Pieces SCALAR_COMPUTE = new Pieces(1 << 12, 1 << 15);
    private static final Pieces IN_PLACE = new Pieces(1 << 15, 3 << 18);

    private BackendKernels() {}

    static Kernels float64(Vectors when, boolean library) {
        WarmUps warmUps = new WarmUps(when);
        Elementwise elementwise = new ElementwiseFloat64(warmUps);
        Reductions reductions = new ReductionsFloat64(warmUps);
        return shared(
                when,
                elementwise,
                reductions,
                new RowsFloat64(elementwise, reductions, when),
                new OptimizerFloat64(when),
                library ? new OpenBlasGemmFloat64(OpenBlasLibrary.places()) : new GemmFloat64(when),
                new GatesFloat64(elementwise),
                new PlanesFloat64(),
                when == Vectors.NEVER ? null : new ConvFloat64(when));
    }

    static Kernels float32(Vectors when, boolean library) {
        WarmUps warmUps = new WarmUps(when);
        Elementwise elementwise = new ElementwiseFloat32(warmUps);
        Reductions reductions = new ReductionsFloat32(warmUps);
        return shared(
                when,
                elementwise,
                reductions,
                new RowsFloat32(elementwise, reductions, when),
                new OptimizerFloat32(when),
                library ? new OpenBlasGemmFloat32(OpenBlasLibrary.places()) : new GemmFloat32(when),
                new GatesFloat32(elementwise),
                new PlanesFloat32(),
                when == Vectors.NEVER ? null : new ConvFloat32(when));
    }

    private static Kernels shared(
            Vectors when,
            Elementwise elementwise,
            Reductions reductions,
            RowKernels rows,
            OptimizerKernels optimizer,
            Gemm gemm,
            GateKernels gates,
            PlaneKernels planes,
            @Nullable ConvKernels conv) {
        boolean scalar = when == Vectors.NEVER;
        Pieces compute = scalar ? SCALAR_COMPUTE : COMPUTE;
        return new Kernels(
                new ParallelElementwise(elementwise, MEMORY, compute),
                new ParallelReductions(reductions, IN_PLACE.threshold()),
                new ParallelRows(rows, compute),
                new ParallelOptimizer(optimizer, scalar ? MEMORY : IN_PLACE),
                new ParallelGemm(GemmPlan.MEASURED, gemm),
                gates,
                new ParallelPlanes(planes, SCALAR_COMPUTE),
                conv == null ? null : new ParallelConv(conv, GemmPlan.MEASURED.worthSharing()));
    }
}
