package dev.navigator.proxy.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.navigator.proxy.support.Generator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the network cuts a stream into pieces makes no difference to what is understood. */
class CutTest {

    private static final HeadLimits LIMITS = new HeadLimits(1500, 12, 300);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void requestsAreUnderstoodAlikeHoweverTheyAreCut(long seed) {
        Generator generator = new Generator(seed);
        for (int i = 0; i < 2000; i++) {
            String text = generator.below(3) == 0 ? generator.request() : generator.mutate(generator.request());

            assertEquals(
                    understood(List.of(text)), understood(generator.cut(text)), () -> "seed " + seed + ": " + text);
        }
    }

    private static String understood(List<String> pieces) {
        RequestHead head = new RequestHead(LIMITS);
        Body body = new Body();
        StringBuilder passed = new StringBuilder();
        Head.Outcome outcome = Head.Outcome.MORE;
        for (String piece : pieces) {
            ByteBuffer in = ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1));
            if (outcome == Head.Outcome.MORE) {
                outcome = head.feed(in);
                if (outcome == Head.Outcome.DONE) {
                    body.start(head.bodyLength());
                }
            }
            if (outcome == Head.Outcome.DONE) {
                pass(body, in, passed);
            }
        }
        return switch (outcome) {
            case MORE -> "incomplete";
            case REFUSED -> "refused: " + head.refusal();
            case DONE -> describe(head) + body.complete() + body.broken() + passed;
        };
    }

    private static void pass(Body body, ByteBuffer in, StringBuilder passed) {
        int from = in.position();
        int end = body.accept(in, from, in.limit(), false);
        passed.append(StandardCharsets.ISO_8859_1.decode(
                in.duplicate().limit(body.keptEnd()).position(from)));
        in.position(end);
        byte[] trailers = body.inTrailers() ? body.trailers(in) : null;
        if (trailers != null) {
            passed.append(new String(trailers, StandardCharsets.ISO_8859_1));
        }
        if (body.broken()) {
            passed.setLength(0); // how much was sound before the fault depends on where it was cut
        }
    }

    private static String describe(RequestHead head) {
        StringBuilder text = new StringBuilder(head.methodText() + '|' + head.targetText() + '|' + head.bodyLength());
        for (int i = 0; i < head.count(); i++) {
            text.append('|').append(head.id(i)).append('=').append(head.valueText(i));
        }
        return text.toString();
    }
}
