package dev.navigator.itests.rules;

import aQute.bnd.osgi.Domain;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.navigator.itests.rules.Type.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads jars into what the rules need to know. */
final class BundleReader {

    private BundleReader() {}

    /** Reads all jars below a folder. */
    static List<Bundle> readAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(BundleReader::read)
                    .toList();
        }
    }

    static Bundle read(Path jar) {
        try {
            Domain manifest = Domain.domain(jar.toFile());
            String name = manifest.getBundleSymbolicName().getKey();
            Map<String, String> exports = new HashMap<>();
            manifest.getExportPackage()
                    .forEach((exported, attributes) ->
                            exports.put(exported, attributes.getVersion() == null ? "" : attributes.getVersion()));
            // Classes of others are not judged, and reading them takes long.
            List<Type> types =
                    name.startsWith("dev.navigator.") && !name.endsWith(".httpcore") ? types(jar) : List.of();
            return new Bundle(name, Set.copyOf(manifest.getImportPackage().keySet()), exports, types);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read bundle " + jar, e);
        }
    }

    private static List<Type> types(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return new ClassFileImporter()
                    .importJar(file).stream()
                            .filter(type -> !type.getSimpleName().equals("package-info"))
                            .map(BundleReader::type)
                            .toList();
        }
    }

    private static Type type(JavaClass from) {
        Set<String> uses = from.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(target -> !target.isPrimitive())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        return new Type(from.getName(), role(from), uses, shows(from));
    }

    private static Role role(JavaClass from) {
        if (from.isAnnotatedWith("org.osgi.annotation.versioning.ConsumerType")) {
            return Role.CONSUMER;
        }
        if (from.isAnnotatedWith("org.osgi.annotation.versioning.ProviderType")) {
            return Role.PROVIDER;
        }
        boolean open = from.isInterface() && !from.isAnnotation() && !from.isSealed();
        return open ? Role.UNDECLARED : Role.VALUE;
    }

    private static Set<String> shows(JavaClass from) {
        Set<JavaClass> shown = new HashSet<>();
        from.getSuperclass().ifPresent(type -> shown.addAll(type.getAllInvolvedRawTypes()));
        from.getInterfaces().forEach(type -> shown.addAll(type.getAllInvolvedRawTypes()));
        from.getPermittedSubclasses().ifPresent(shown::addAll);
        for (JavaMember member : from.getMembers()) {
            if (!member.getModifiers().contains(JavaModifier.PRIVATE)) {
                shown.addAll(member.getAllInvolvedRawTypes());
            }
            if (member instanceof JavaCodeUnit unit) {
                unit.getThrowsClause().getTypes().forEach(thrown -> shown.add(thrown));
            }
        }
        return shown.stream().map(type -> type.getBaseComponentType().getName()).collect(Collectors.toSet());
    }
}
