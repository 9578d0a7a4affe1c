package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.runtime.spi.ProblemSource;
import dev.navigator.testing.Eventually;
import dev.navigator.testing.RealScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

class DropFolderPluginsTest {

    private static final String OFFER_A = "offer(context, \"a\");";

    @TempDir
    private Path home;

    private final RealScheduler scheduler = new RealScheduler();
    private Felix felix;
    private DropFolderPlugins plugins;
    private Plugins make;

    @BeforeEach
    void start() throws Exception {
        felix = new Felix(Map.of(
                Constants.FRAMEWORK_STORAGE,
                home.resolve("framework").toString(),
                Constants.FRAMEWORK_BSNVERSION,
                Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "dev.navigator.api.runtime.spi;version=1.0.0,dev.navigator.launcher.guard"));
        felix.start();
        DropFolder.fence(context(), scheduler);
        make = new Plugins(home);
        plugins = plugins(Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() throws Exception {
        felix.stop();
        felix.waitForStop(10_000);
        scheduler.close();
    }

    private BundleContext context() {
        return felix.getBundleContext();
    }

    private DropFolderPlugins plugins(Duration patience) {
        PluginSigners signers = new PluginSigners(home.resolve("signers.pem"));
        return new DropFolderPlugins(context(), scheduler, signers, home.resolve("copies"), patience);
    }

    private Path drop(String file, String name, String version, String body, String... headers) throws IOException {
        Path jar = make.bundle("deploy/" + file, name, version, body, headers);
        plugins.changed(jar);
        plugins.looked();
        return jar;
    }

    /** What is installed besides the framework, with versions. */
    private List<String> installed() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getBundleId() > 0)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .toList();
    }

    private List<String> offered() throws Exception {
        return context().getServiceReferences(ProblemSource.class, "(navigator.strategy=*)").stream()
                .map(reference -> context().getService(reference).problems().get(0))
                .toList();
    }

    private void assertProblem(String expected) {
        assertEquals(1, plugins.problems().size(), plugins.problems().toString());
        assertTrue(
                plugins.problems().get(0).contains(expected), plugins.problems().get(0));
    }

    @Test
    void aBundleIsInstalledAndRemoved() throws Exception {
        Path jar = drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        assertEquals(List.of("org.acme 1.0.0"), installed());
        assertEquals(List.of("a"), offered());

        plugins.gone(jar);

        assertEquals(List.of(), installed());
        assertEquals(List.of(), offered());
    }

    @Test
    void onceSignaturesAreAskedForAnUpdateWithoutOneChangesNothing() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        Files.writeString(home.resolve("signers.pem"), "nobody");

        drop("a.jar", "org.acme", "2.0.0", OFFER_A);

        assertEquals(List.of("org.acme 1.0.0"), installed());
        assertProblem("org.acme-1.0.0 goes on");
    }

    @Test
    void anUpdateLeavesNoMomentWithoutAStrategy() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        List<Integer> left = new CopyOnWriteArrayList<>();
        ServiceListener counting = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                left.add(strategies());
            }
        };
        context().addServiceListener(counting, "(navigator.strategy=*)");

        for (int version = 2; version < 6; version++) {
            drop("a.jar", "org.acme", version + ".0.0", OFFER_A);
        }
        drop("a.jar", "org.acme", "5.0.0", "offer(context, \"the same version again\");");

        assertEquals(List.of(1, 1, 1, 1, 1), left, "that is the one that came before the other went");
        assertEquals(List.of("org.acme 5.0.0"), installed());
        assertEquals(List.of("the same version again"), offered());
    }

    private int strategies() {
        return Arrays.stream(context().getBundles())
                .mapToInt(bundle -> DropFolderPlugins.strategies(bundle).size())
                .sum();
    }

    @Test
    void aBrokenJarOverAGoodOneChangesNothingAndIsReported() throws Exception {
        Path jar = drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        byte[] whole = Files.readAllBytes(jar);

        Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
        plugins.changed(jar);

        assertEquals(List.of("a"), offered());
        assertProblem("plugin 'a.jar': it is no jar, broken or half copied");
        assertProblem("; org.acme-1.0.0 goes on");

        Files.write(jar, whole);
        plugins.changed(jar);
        assertEquals(List.of(), plugins.problems());
        assertEquals(List.of("org.acme 1.0.0"), installed());
    }

    @Test
    void aJarWhoseContentIsDamagedIsNotInstalled() throws Exception {
        Path jar = make.bundle("deploy/a.jar", "org.acme", "1.0.0", OFFER_A);
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 3] ^= 0x55;
        Files.write(jar, bytes);

        plugins.changed(jar);

        assertProblem("it is no jar, broken or half copied");
        assertEquals(List.of(), installed());
    }

    @Test
    void aBundleForAnotherNavigatorChangesNothingAndSaysWhatItLacks() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);

        drop(
                "a.jar",
                "org.acme",
                "2.0.0",
                OFFER_A,
                "Import-Package",
                "org.osgi.framework,dev.navigator.api.runtime.spi;version=\"[2.0,3)\"");

        assertProblem(
                "it does not fit this Navigator: package dev.navigator.api.runtime.spi from version 2.0.0 to below"
                        + " 3.0.0 is not there, only 1.0.0; org.acme-1.0.0 goes on");
        assertEquals(List.of("org.acme 1.0.0"), installed());
        assertEquals(List.of("a"), offered());
    }

    @Test
    void whatLacksSomethingIsInstalledOnceAnotherBundleBringsIt() throws Exception {
        drop(
                "a.jar",
                "org.acme",
                "1.0.0",
                OFFER_A,
                "Import-Package",
                "org.osgi.framework,dev.navigator.api.runtime.spi,org.acme.lib");
        assertProblem("package org.acme.lib is not there");

        Path lib = make.jar(
                "deploy/z-lib.jar",
                Map.of(),
                "Bundle-ManifestVersion",
                "2",
                "Bundle-SymbolicName",
                "lib",
                "Export-Package",
                "org.acme.lib");
        plugins.changed(lib);
        plugins.looked();

        assertEquals(List.of(), plugins.problems());
        assertEquals(List.of("a"), offered());
    }

    @Test
    void aBundleThatThrowsWhenItStartsChangesNothing() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);

        drop("a.jar", "org.acme", "2.0.0", "offer(context, \"b\"); throw new IllegalStateException(\"no\");");

        assertProblem("it does not start: java.lang.IllegalStateException: no; org.acme-1.0.0 goes on");
        assertEquals(List.of("a"), offered());
    }

    @Test
    void aBundleThatEndsTheJvmWhenItStartsDoesNot() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", "System.exit(3);");

        assertProblem("bundle 'org.acme 1.0.0' must not end Navigator");
        assertEquals(List.of(), installed());
    }

    @Test
    void aBundleThatNeverStartsIsNotWaitedForAndGoesWhenItComesBack() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        plugins = plugins(Duration.ofMillis(200));

        drop("b.jar", "org.acme.slow", "1.0.0", "Thread.sleep(1_000);");

        assertProblem("it has not started within");
        Eventually.holds(() -> installed().equals(List.of("org.acme 1.0.0")));
    }

    @Test
    void aBundleThatNoLongerOffersWhatTheOneBeforeDidChangesNothing() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);

        drop("a.jar", "org.acme", "2.0.0", "");

        assertProblem("it offers no strategy, where the one before offered [a]; org.acme-1.0.0 goes on");
        assertEquals(List.of("a"), offered());
    }

    @Test
    void twoFilesWithTheSameBundleAreOneTooManyTwoVersionsAreNot() throws Exception {
        drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        Path twin = drop("b.jar", "org.acme", "1.0.0", OFFER_A);
        assertProblem("'a.jar' is the same bundle, org.acme-1.0.0; remove one of the two");

        plugins.gone(twin);
        drop("c.jar", "org.acme", "2.0.0", OFFER_A);

        assertEquals(List.of(), plugins.problems());
        assertEquals(List.of("org.acme 1.0.0", "org.acme 2.0.0"), installed());
    }

    @Test
    void whatIsNoBundleOrOfNoVersionIsReported() throws Exception {
        Path jar = make.jar("deploy/a.jar", Map.of(), "Name", "value");
        plugins.changed(jar);
        assertProblem("its manifest has no Bundle-SymbolicName");

        plugins.changed(make.jar("deploy/a.jar", Map.of(), "Bundle-SymbolicName", "a", "Bundle-Version", "one"));
        assertProblem("its Bundle-Version 'one' is no version");

        plugins.gone(jar);
        assertEquals(List.of(), plugins.problems());
    }

    @Test
    void whatHappensToTheFileLaterDoesNotMatterToTheBundle() throws Exception {
        Path jar = drop("a.jar", "org.acme", "1.0.0", OFFER_A);
        Files.write(jar, new byte[0]);

        Bundle bundle = Arrays.stream(context().getBundles())
                .filter(each -> "org.acme".equals(each.getSymbolicName()))
                .findFirst()
                .orElseThrow();

        assertEquals("plugin.Main", bundle.loadClass("plugin.Main").getName());
        assertTrue(bundle.getEntry("plugin/Main.class") != null);
    }
}
