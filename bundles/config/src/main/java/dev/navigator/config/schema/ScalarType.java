package dev.navigator.config.schema;

import dev.navigator.config.read.Context;
import dev.navigator.config.yaml.Node;
import org.jspecify.annotations.Nullable;

/** Values written as one text, in which names are replaced. */
abstract class ScalarType<T> implements Type<T> {

    /** Says that a text is no value of a type. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        final String remedy;

        Unfit(String remedy) {
            super(remedy, null, false, false);
            this.remedy = remedy;
        }

        Unfit() {
            this("");
        }
    }

    /**
     * @throws Unfit where {@code text} is not what {@link #allowed} says
     */
    abstract T parse(String text, Context context) throws Unfit;

    @Override
    public final @Nullable T read(Node node, Context context) {
        String text = context.text(node, allowed());
        if (text == null) {
            return null;
        }
        try {
            return parse(text, context);
        } catch (Unfit e) {
            context.unfit(node, e.remedy.isEmpty() ? allowed() : allowed() + "; " + e.remedy);
            return null;
        }
    }
}
