package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.arenagrad.testing.ChildProcess;
import org.arenagrad.testing.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Training for long holds no more memory than training for short. The short form runs always;
/// `-Psoak` makes it a million steps of xor and 20,000 of spiral.
class SoakTest {
    private static final Pattern REPORT =
            Pattern.compile("(xor|spiral) (\\d+) resident (\\d+) kB heap (\\d+) kB pool (\\d+) kB");

    private record Report(String what, int step, long resident, long heap, long pool) {}

    private static List<Report> reports(ChildProcess.Ended child) {
        List<Report> all = new ArrayList<>();
        for (String line : child.lines()) {
            Matcher found = REPORT.matcher(line);
            if (found.matches()) {
                all.add(
                        new Report(
                                found.group(1),
                                Integer.parseInt(found.group(2)),
                                Long.parseLong(found.group(3)),
                                Long.parseLong(found.group(4)),
                                Long.parseLong(found.group(5))));
            }
        }
        return all;
    }

    @Test
    @Timeout(value = 31, unit = TimeUnit.MINUTES)
    void memoryStaysFlatAfterTheFirstThousandSteps() throws Exception {
        boolean full = Boolean.getBoolean("arenagrad.soak");
        List<String> options = new ArrayList<>(Options.USUAL);
        // The heap's pages are touched from the start, so that what grows is something else.
        options.addAll(List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        Command soak =
                full
                        ? Command.java(options, Soak.class, "1000000", "20000")
                                .within(Duration.ofMinutes(30))
                        : Command.java(options, Soak.class, "20000", "2000");
        ChildProcess.Ended child = soak.run();
        if (full) {
            System.out.println(child.text());
        }
        assertThat(child.exitCode()).as(child.text()).isZero();
        assertThat(child.text()).contains(", 0 bytes live");
        List<Report> reports = reports(child);
        for (String what : List.of("xor", "spiral")) {
            List<Report> later =
                    reports.stream().filter(r -> r.what.equals(what) && r.step >= 1000).toList();
            assertThat(later).hasSizeGreaterThan(5);
            Report first = later.getFirst();
            Report last = later.getLast();
            assertThat(last.pool).as("blocks of the pool\n%s", child.text()).isEqualTo(first.pool);
            assertThat(last.heap - first.heap)
                    .as("kB of Java heap after a collection\n%s", child.text())
                    .isLessThan(1000);
            // Compiled code, and what the compiler needs meanwhile, come after the thousandth step
            // too; a short run ends before they have settled. One buffer of spiral that leaked in
            // each step would be 150 MB.
            assertThat(last.resident - first.resident)
                    .as("resident kB\n%s", child.text())
                    .isLessThan(full ? 24_000 : 64_000);
            if (full) {
                assertThat(last.resident - later.get(later.size() / 2).resident)
                        .as("resident kB in the second half\n%s", child.text())
                        .isLessThan(4_000);
            }
        }
    }
}
