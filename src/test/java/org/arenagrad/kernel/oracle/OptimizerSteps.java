package org.arenagrad.kernel.oracle;

import org.arenagrad.kernel.OptimizerKernels.Adagrad;
import org.arenagrad.kernel.OptimizerKernels.Adam;
import org.arenagrad.kernel.OptimizerKernels.RmsProp;
import org.arenagrad.kernel.OptimizerKernels.Sgd;
import org.jspecify.annotations.Nullable;

/// Optimizer steps as the papers, and PyTorch, write them.
public final class OptimizerSteps {
    private OptimizerSteps() {}

    /// Gradient descent, with momentum if there is a velocity.
    public static void sgd(Sgd step, double[] p, double[] g, double @Nullable [] velocity) {
        for (int i = 0; i < p.length; i++) {
            double move = g[i] + step.decay() * p[i];
            if (velocity != null) {
                velocity[i] =
                        step.first()
                                ? move
                                : step.momentum() * velocity[i] + (1 - step.dampening()) * move;
                move = step.nesterov() ? move + step.momentum() * velocity[i] : velocity[i];
            }
            p[i] -= step.lr() * move;
        }
    }

    /// Adam and its kin.
    public static void adam(
            Adam step, double[] p, double[] g, double[] m, double[] v, double @Nullable [] vMax) {
        for (int i = 0; i < p.length; i++) {
            double grad = g[i];
            if (step.decoupled()) {
                p[i] -= step.lr() * step.decay() * p[i];
            } else {
                grad += step.decay() * p[i];
            }
            m[i] = step.beta1() * m[i] + (1 - step.beta1()) * grad;
            v[i] = step.beta2() * v[i] + (1 - step.beta2()) * grad * grad;
            double square = v[i];
            if (vMax != null) {
                square = vMax[i] = Math.max(vMax[i], square);
            }
            double mean = m[i] / step.bias1();
            p[i] -= step.lr() * mean / (Math.sqrt(square / step.bias2()) + step.eps());
        }
    }

    /// RMSProp.
    public static void rmsProp(RmsProp step, double[] p, double[] g, double[] s) {
        for (int i = 0; i < p.length; i++) {
            double grad = g[i] + step.decay() * p[i];
            s[i] = step.alpha() * s[i] + (1 - step.alpha()) * grad * grad;
            p[i] -= step.lr() * grad / (Math.sqrt(s[i]) + step.eps());
        }
    }

    /// Adagrad.
    public static void adagrad(Adagrad step, double[] p, double[] g, double[] s) {
        for (int i = 0; i < p.length; i++) {
            double grad = g[i] + step.decay() * p[i];
            s[i] += grad * grad;
            p[i] -= step.lr() * grad / (Math.sqrt(s[i]) + step.eps());
        }
    }
}
