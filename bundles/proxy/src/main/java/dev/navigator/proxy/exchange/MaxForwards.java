package dev.navigator.proxy.exchange;

import dev.navigator.proxy.http.Ascii;
import dev.navigator.proxy.http.Field;
import dev.navigator.proxy.http.Method;
import dev.navigator.proxy.http.RequestHead;

/** How many servers an OPTIONS may still pass, RFC 9110 section 7.6.2. */
final class MaxForwards {

    private static final int MOST_DIGITS = 9;

    private MaxForwards() {}

    /** Whether the request says how far it may go. */
    static boolean counts(RequestHead head) {
        return head.method() == Method.OPTIONS && left(head) >= 0;
    }

    /** Whether it ends here. */
    static boolean ends(RequestHead head) {
        return head.method() == Method.OPTIONS && left(head) == 0;
    }

    /** The number; -1 when there is none. */
    static int left(RequestHead head) {
        int index = head.index(Field.MAX_FORWARDS);
        if (index < 0 || head.valueEnd(index) == head.value(index)) {
            return -1;
        }
        int number = 0;
        for (int i = head.value(index); i < head.valueEnd(index); i++) {
            byte b = head.bytes()[i];
            if (!Ascii.isDigit(b) || i - head.value(index) >= MOST_DIGITS) {
                return -1;
            }
            number = number * 10 + b - '0';
        }
        return number;
    }
}
