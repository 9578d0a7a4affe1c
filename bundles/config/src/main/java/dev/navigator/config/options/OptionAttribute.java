package dev.navigator.config.options;

import dev.navigator.config.yaml.Quoted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One option, as an attribute definition of a metatype describes it (OSGi Compendium, chapter 105).
 *
 * @param type {@code String}, {@code Integer} …
 * @param several whether it is a list, with commas between
 * @param required whether it has to be there, there being no default
 * @param min the least number, or the least length of a text
 * @param values those allowed; empty: any
 */
record OptionAttribute(
        String type,
        boolean several,
        boolean required,
        Optional<BigDecimal> min,
        Optional<BigDecimal> max,
        List<String> values) {

    private static final Map<String, BigDecimal> LARGEST = Map.of(
            "Byte", BigDecimal.valueOf(Byte.MAX_VALUE),
            "Short", BigDecimal.valueOf(Short.MAX_VALUE),
            "Integer", BigDecimal.valueOf(Integer.MAX_VALUE),
            "Long", BigDecimal.valueOf(Long.MAX_VALUE));
    private static final Set<String> REAL = Set.of("Float", "Double", "BigDecimal");

    /** What is wrong with a value; empty when nothing is. */
    Optional<String> broken(String text) {
        if (!several) {
            return one(text);
        }
        for (String each : text.split(",", -1)) {
            Optional<String> wrong = one(each.strip());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private Optional<String> one(String text) {
        String shown = Quoted.text(text);
        if (!values.isEmpty()) {
            return values.contains(text)
                    ? Optional.empty()
                    : Optional.of(shown + " is not one of " + String.join(", ", values));
        }
        if (type.equals("Boolean")) {
            return text.equals("true") || text.equals("false")
                    ? Optional.empty()
                    : Optional.of(shown + " is neither true nor false");
        }
        boolean whole = LARGEST.containsKey(type);
        if (!whole && !REAL.contains(type)) {
            return size(BigDecimal.valueOf(text.length()), shown + " has ", " characters");
        }
        if (!text.matches(whole ? "[+-]?\\d{1,19}" : "[+-]?\\d{1,30}(\\.\\d{1,30})?")) {
            return Optional.of(shown + " is not a " + (whole ? "whole number" : "number"));
        }
        BigDecimal number = new BigDecimal(text);
        BigDecimal largest = LARGEST.getOrDefault(type, number.abs());
        return number.abs().compareTo(largest) > 0
                ? Optional.of(shown + " is more than " + largest)
                : size(number, shown + " is ", "");
    }

    private Optional<String> size(BigDecimal size, String subject, String unit) {
        String seen = unit.isEmpty() ? subject : subject + size + unit + ", ";
        if (min.isPresent() && size.compareTo(min.get()) < 0) {
            return Optional.of(seen + "less than " + min.get());
        }
        if (max.isPresent() && size.compareTo(max.get()) > 0) {
            return Optional.of(seen + "more than " + max.get());
        }
        return Optional.empty();
    }
}
