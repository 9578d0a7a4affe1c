package dev.navigator.launcher.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.navigator.launcher.guard.ExitRefusedError;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCallsTest {

    @TempDir
    private Path folder;

    /** Redirects the calls of a class with a method {@code run} made of {@code body}, and runs it. */
    private Object run(String body) throws Throwable {
        Map<String, byte[]> classes = new Plugins(folder).compile("plugin.Bad", """
                package plugin;

                public final class Bad {
                    public static Object run(long one, int two) throws Exception {
                        %s
                    }
                }
                """.formatted(body));
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name.replace('.', '/') + ".class");
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] guarded = new ExitCalls(bytes).redirected();
                return defineClass(name, guarded, 0, guarded.length);
            }
        };
        try {
            return loader.loadClass("plugin.Bad")
                    .getMethod("run", long.class, int.class)
                    .invoke(null, 1L, 2);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(3); return null;",
                "Runtime.getRuntime().exit(3); return null;",
                "Runtime.getRuntime().halt(3); return null;",
                "Runnable end = () -> System.exit(3); end.run(); return null;",
                "java.util.function.IntConsumer end = System::exit; end.accept(3); return null;",
                "java.util.function.IntConsumer end = Runtime.getRuntime()::halt; end.accept(3); return null;",
                "if (one > two) { return 1.5; } else { System.exit(two); } return 2L;",
                "try { System.exit(3); } catch (Exception e) { return null; } finally { one++; } return one;",
                "switch (two) { case 0: case 1: return 1; case 2: Runtime.getRuntime().exit(9); default: return 3; }",
                "switch (\"a\" + two) { case \"a2\": Runtime.getRuntime().exit(9); default: return 3; }",
                "int[][] m = new int[2][3]; for (int i = 0; i < 300; i += 129) { m[0][i % 3] += i; }"
                        + " Runtime.getRuntime().halt(m[0][0]); return m;",
            })
    void whateverWouldEndTheJvmThrows(String body) {
        assertThrows(ExitRefusedError.class, () -> run(body));
    }

    @Test
    void whatElseTheClassDoesIsUnchanged() throws Throwable {
        assertEquals("1:3", run("""
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= 3; i++) {
                    switch (i) {
                        case 1 -> text.append(one);
                        case 2 -> text.append(':');
                        default -> text.append(one + two);
                    }
                }
                if (text.length() > 100) {
                    Runtime.getRuntime().exit(1);
                }
                return text.toString();
                """));
        assertInstanceOf(Integer.class, run("return Runtime.getRuntime().availableProcessors();"));
    }

    @Test
    void methodsOfOthersThatAreCalledTheSameAreLeftAlone() throws Throwable {
        assertEquals("exit 3", run("""
                class Door {
                    String last = "";
                    void exit(int status) { last = "exit " + status; }
                }
                return null == null ? "exit 3" : new Door().last;
                """));
    }

    @Test
    void aClassThatEndsNothingIsTheSameArray() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("DropFolder.class")) {
            byte[] bytes = in.readAllBytes();

            assertSame(bytes, new ExitCalls(bytes).redirected());
        }
    }
}
