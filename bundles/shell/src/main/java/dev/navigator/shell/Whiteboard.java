package dev.navigator.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services of which there may be many, asked in turn. */
final class Whiteboard {

    private static final Logger LOG = LoggerFactory.getLogger(Whiteboard.class);

    private Whiteboard() {}

    /** What each service of {@code type} answers; one that throws is told and left out. */
    static <S, R> List<R> ask(BundleContext context, Class<S> type, Function<S, R> question) {
        List<R> answers = new ArrayList<>();
        for (ServiceReference<?> reference : references(context, type.getName())) {
            Object service = context.getService(reference);
            if (service != null) {
                try {
                    answers.add(question.apply(type.cast(service)));
                } catch (RuntimeException e) { // whatever it is: the others have something to say too
                    LOG.warn("Service does not answer type={} bundle={}", type.getName(), reference.getBundle(), e);
                } finally {
                    context.ungetService(reference);
                }
            }
        }
        return answers;
    }

    /** The one that serves first comes first. */
    static List<ServiceReference<?>> references(BundleContext context, String type) {
        try {
            return Stream.ofNullable(context.getAllServiceReferences(type, null))
                    .flatMap(Stream::of)
                    .sorted(Comparator.<ServiceReference<?>>reverseOrder())
                    .toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter", e);
        }
    }
}
