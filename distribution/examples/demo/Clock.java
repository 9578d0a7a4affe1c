import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** The demo's side process: says the time now and then, which Navigator's log shows. */
public final class Clock {

    public static void main(String[] args) throws InterruptedException {
        for (; ; ) {
            System.out.println(args[0] + ": it is " + LocalTime.now().truncatedTo(ChronoUnit.SECONDS));
            TimeUnit.SECONDS.sleep(30);
        }
    }
}
