package dev.navigator.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.navigator.api.processes.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFoldersTest {

    private static final Owner SHOP = World.SHOP;

    @TempDir
    Path state;

    private OutputFolders outputs;

    @BeforeEach
    void create() {
        outputs = new OutputFolders(state);
    }

    @Test
    void eachLaunchHasAFolderOfItsOwnWithBothFiles() throws IOException {
        Set<Path> folders = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            folders.add(outputs.create(SHOP));
        }

        assertEquals(20, folders.size());
        for (Path folder : folders) {
            assertEquals(state.resolve("output/tenant/shop.1"), folder.getParent());
            assertTrue(Files.exists(folder.resolve("stdout")) && Files.exists(folder.resolve("stderr")));
        }
    }

    @Test
    void aTenantAndAManagedProcessOfOneNameDoNotMix() {
        assertNotEquals(
                outputs.of(new Owner(Owner.Kind.TENANT, "a", 1)), outputs.of(new Owner(Owner.Kind.MANAGED, "a.1", 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "shop.1, shop.1",
        "a-b_C9.2, a-b_C9.2",
        "../../etc.1, %2E.%2F..%2Fetc.1",
        "a/b.1, a%2Fb.1",
        ".hidden.1, %2Ehidden.1",
        "ü.1, %C3%BC.1",
        "'a b.1', a%20b.1"
    })
    void anyNameIsAFileName(String label, String name) {
        assertEquals(name, OutputFolders.fileName(label));
    }

    @Test
    void longNamesAreCutAndStillToldApart() {
        String one = OutputFolders.fileName("\uD83D\uDE80".repeat(200) + "a.1");
        String two = OutputFolders.fileName("\uD83D\uDE80".repeat(200) + "b.1");

        assertNotEquals(one, two);
        assertTrue(one.length() < 255);
    }

    @Test
    void theLastFewAreKept() throws IOException {
        List<Path> folders = launches(8, Duration.ofHours(1));

        outputs.prune(SHOP, Set.of());

        assertEquals(List.of(false, false, false, false, false, true, true, true), exist(folders));
    }

    @Test
    void thoseOfLivingProcessesStay() throws IOException {
        List<Path> folders = launches(8, Duration.ofHours(1));

        outputs.prune(SHOP, Set.of(folders.get(0), folders.get(7)));

        assertEquals(List.of(true, false, false, false, true, true, true, true), exist(folders));
    }

    @Test
    void thoseJustWrittenStayForWhoStillReadsThem() throws IOException {
        List<Path> folders = launches(8, Duration.ZERO);

        outputs.prune(SHOP, Set.of());

        assertFalse(exist(folders).contains(false));
    }

    @Test
    void howeverYoungThereIsALimit() throws IOException {
        List<Path> folders = launches(60, Duration.ZERO);

        outputs.prune(SHOP, Set.of());

        assertEquals(53, exist(folders).stream().filter(exists -> exists).count());
    }

    @Test
    void whatNobodyWroteToForLongIsForgottenWhoeverItsOwnerWas() throws IOException {
        List<Path> old = launches(2, Duration.ofDays(8));
        Path living = outputs.create(new Owner(Owner.Kind.MANAGED, "redis", 1));
        age(living, Duration.ofDays(30));
        Path young = outputs.create(SHOP);

        outputs.forget(Duration.ofDays(7), Set.of(living));

        assertEquals(List.of(false, false), exist(old));
        assertEquals(List.of(true, true), exist(List.of(living, young)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutAnyOutputThereIsNothingToRemove(boolean owner) throws IOException {
        if (owner) {
            Files.createDirectories(outputs.of(SHOP));
        }

        outputs.forget(Duration.ZERO, Set.of());
        outputs.prune(SHOP, Set.of());

        assertEquals(owner, Files.exists(outputs.root()));
    }

    /** Oldest first. */
    private List<Path> launches(int count, Duration age) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path folder = outputs.of(SHOP).resolve(String.format("20260101T0000%02d.000", i));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("stdout"), "text");
            age(folder, age);
            folders.add(folder);
        }
        return folders;
    }

    private static void age(Path folder, Duration age) throws IOException {
        FileTime time = FileTime.from(Instant.now().minus(age));
        for (String name : List.of("stdout", "stderr")) {
            if (Files.exists(folder.resolve(name))) {
                Files.setLastModifiedTime(folder.resolve(name), time);
            }
        }
        Files.setLastModifiedTime(folder, time);
    }

    private static List<Boolean> exist(List<Path> folders) {
        return folders.stream().map(Files::exists).toList();
    }
}
