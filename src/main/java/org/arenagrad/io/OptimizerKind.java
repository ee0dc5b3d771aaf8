package org.arenagrad.io;

import com.fasterxml.jackson.core.JsonGenerator;

import org.arenagrad.optim.Adagrad;
import org.arenagrad.optim.Adam;
import org.arenagrad.optim.AdamW;
import org.arenagrad.optim.Adamax;
import org.arenagrad.optim.Lion;
import org.arenagrad.optim.Momentum;
import org.arenagrad.optim.Muon;
import org.arenagrad.optim.NAdam;
import org.arenagrad.optim.Optimizer;
import org.arenagrad.optim.ParameterGroup;
import org.arenagrad.optim.RAdam;
import org.arenagrad.optim.RMSProp;
import org.arenagrad.optim.SGD;

import java.io.IOException;
import java.util.List;

/// The kinds of optimizers, by name, and their options as JSON. One that is none of the framework's
/// is of the kind its class is called, and its options are its own business.
final class OptimizerKind {
    private OptimizerKind() {}

    static String of(Optimizer optimizer) {
        return switch (optimizer) {
            case Momentum _ -> "Momentum";
            case SGD _ -> "SGD";
            case AdamW _ -> "AdamW";
            case Adam _ -> "Adam";
            case Adamax _ -> "Adamax";
            case NAdam _ -> "NAdam";
            case RAdam _ -> "RAdam";
            case RMSProp _ -> "RMSProp";
            case Adagrad _ -> "Adagrad";
            case Lion _ -> "Lion";
            case Muon _ -> "Muon";
            default -> optimizer.getClass().getName();
        };
    }

    static void describeOptions(Optimizer optimizer, JsonGenerator out) throws IOException {
        switch (optimizer) {
            case SGD sgd -> describe(sgd.options(), out);
            case Adam adam -> describe(adam.options(), out);
            case Adamax adamax -> describe(adamax.options(), out);
            case NAdam nAdam -> describe(nAdam.options(), out);
            case RAdam rAdam -> describe(rAdam.options(), out);
            case RMSProp rmsprop -> describe(rmsprop.options(), out);
            case Adagrad adagrad -> describe(adagrad.options(), out);
            case Lion lion -> describe(lion.options(), out);
            case Muon muon -> describe(muon.options(), out);
            default -> {}
        }
    }

    /// @throws IllegalArgumentException if there is no such kind, or an option is missing or out of
    ///   range
    static Optimizer build(
            String kind, List<ParameterGroup> groups, double rate, JsonObject options) {
        return switch (kind) {
            case "Momentum" -> Momentum.ofGroups(groups, rate, sgd(options));
            case "SGD" -> SGD.ofGroups(groups, rate, sgd(options));
            case "AdamW" -> AdamW.ofGroups(groups, rate, adam(options));
            case "Adam" -> Adam.ofGroups(groups, rate, adam(options));
            case "Adamax" -> Adamax.ofGroups(groups, rate, adamax(options));
            case "NAdam" -> NAdam.ofGroups(groups, rate, nAdam(options));
            case "RAdam" -> RAdam.ofGroups(groups, rate, rAdam(options));
            case "RMSProp" -> RMSProp.ofGroups(groups, rate, rmsprop(options));
            case "Adagrad" -> Adagrad.ofGroups(groups, rate, adagrad(options));
            case "Lion" -> Lion.ofGroups(groups, rate, lion(options));
            case "Muon" -> Muon.ofGroups(groups, rate, muon(options));
            default ->
                    throw new IllegalArgumentException(
                            "there is no optimizer '%s' in the framework: make one of your own first and use restore(optimizer, model)"
                                    .formatted(Json.shortened(kind)));
        };
    }

    private static void describe(SGD.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("momentum", options.momentum());
        out.writeNumberField("dampening", options.dampening());
        out.writeBooleanField("nesterov", options.nesterov());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(Adam.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("beta1", options.beta1());
        out.writeNumberField("beta2", options.beta2());
        out.writeNumberField("eps", options.eps());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeBooleanField("amsgrad", options.amsgrad());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(Adamax.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("beta1", options.beta1());
        out.writeNumberField("beta2", options.beta2());
        out.writeNumberField("eps", options.eps());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(NAdam.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("beta1", options.beta1());
        out.writeNumberField("beta2", options.beta2());
        out.writeNumberField("eps", options.eps());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeNumberField("momentumDecay", options.momentumDecay());
        out.writeBooleanField("decoupled", options.decoupled());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(RAdam.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("beta1", options.beta1());
        out.writeNumberField("beta2", options.beta2());
        out.writeNumberField("eps", options.eps());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeBooleanField("decoupled", options.decoupled());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(RMSProp.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("alpha", options.alpha());
        out.writeNumberField("eps", options.eps());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeNumberField("momentum", options.momentum());
        out.writeBooleanField("centered", options.centered());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(Adagrad.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("eps", options.eps());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeNumberField("rateDecay", options.rateDecay());
        out.writeNumberField("initialSum", options.initialSum());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(Lion.Options options, JsonGenerator out) throws IOException {
        out.writeNumberField("beta1", options.beta1());
        out.writeNumberField("beta2", options.beta2());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeBooleanField("maximize", options.maximize());
    }

    private static void describe(Muon.Options options, JsonGenerator out) throws IOException {
        Muon.NewtonSchulz newtonSchulz = options.orthogonalization();
        out.writeNumberField("momentum", options.momentum());
        out.writeBooleanField("nesterov", options.nesterov());
        out.writeNumberField("weightDecay", options.weightDecay());
        out.writeNumberField("a", newtonSchulz.a());
        out.writeNumberField("b", newtonSchulz.b());
        out.writeNumberField("c", newtonSchulz.c());
        out.writeNumberField("steps", newtonSchulz.steps());
        out.writeNumberField("eps", newtonSchulz.eps());
        out.writeStringField("adjustment", options.adjustment().name());
        out.writeBooleanField("maximize", options.maximize());
        Adam.Options others = options.others();
        if (others != null) {
            out.writeObjectFieldStart("others");
            describe(others, out);
            out.writeEndObject();
        }
    }

    private static SGD.Options sgd(JsonObject options) {
        return new SGD.Options(
                options.real("momentum"),
                options.real("dampening"),
                options.truth("nesterov"),
                options.real("weightDecay"),
                options.truth("maximize", false));
    }

    private static Adam.Options adam(JsonObject options) {
        return new Adam.Options(
                options.real("beta1"),
                options.real("beta2"),
                options.real("eps"),
                options.real("weightDecay"),
                options.truth("amsgrad"),
                options.truth("maximize", false));
    }

    private static Adamax.Options adamax(JsonObject options) {
        return new Adamax.Options(
                options.real("beta1"),
                options.real("beta2"),
                options.real("eps"),
                options.real("weightDecay"),
                options.truth("maximize"));
    }

    private static NAdam.Options nAdam(JsonObject options) {
        return new NAdam.Options(
                options.real("beta1"),
                options.real("beta2"),
                options.real("eps"),
                options.real("weightDecay"),
                options.real("momentumDecay"),
                options.truth("decoupled"),
                options.truth("maximize"));
    }

    private static RAdam.Options rAdam(JsonObject options) {
        return new RAdam.Options(
                options.real("beta1"),
                options.real("beta2"),
                options.real("eps"),
                options.real("weightDecay"),
                options.truth("decoupled"),
                options.truth("maximize"));
    }

    private static RMSProp.Options rmsprop(JsonObject options) {
        return new RMSProp.Options(
                options.real("alpha"),
                options.real("eps"),
                options.real("weightDecay"),
                options.real("momentum", 0),
                options.truth("centered", false),
                options.truth("maximize", false));
    }

    private static Adagrad.Options adagrad(JsonObject options) {
        return new Adagrad.Options(
                options.real("eps"),
                options.real("weightDecay"),
                options.real("rateDecay", 0),
                options.real("initialSum", 0),
                options.truth("maximize", false));
    }

    private static Lion.Options lion(JsonObject options) {
        return new Lion.Options(
                options.real("beta1"),
                options.real("beta2"),
                options.real("weightDecay"),
                options.truth("maximize"));
    }

    private static Muon.Options muon(JsonObject options) {
        return new Muon.Options(
                options.real("momentum"),
                options.truth("nesterov"),
                options.real("weightDecay"),
                new Muon.NewtonSchulz(
                        options.real("a"),
                        options.real("b"),
                        options.real("c"),
                        options.whole("steps"),
                        options.real("eps")),
                Muon.Adjustment.valueOf(options.string("adjustment")),
                options.truth("maximize"),
                options.has("others") ? adam(options.object("others")) : null);
    }
}
