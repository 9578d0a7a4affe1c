package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.Occupancy;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.text.LogEvent;
import dev.navigator.pool.InstanceMachine.Effect;
import dev.navigator.pool.InstanceMachine.Event;
import dev.navigator.pool.InstanceMachine.Phase;
import dev.navigator.pool.InstanceMachine.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a tenant, from the wish for it until nothing is left of it. Belongs to the tenant's mailbox; what readers
 * need is volatile. {@link InstanceMachine} says what follows from what; here it is done.
 */
final class Instance {

    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    final int number;
    final Release release;
    /** Whether it is started beside those it is to take over from. */
    final boolean replacement;
    /** Counts the tries on different ports from 1. */
    final int attempt;

    private final Services services;
    private final Starter starter;
    private final Keeper keeper;
    private final TenantSettings settings;

    private volatile Phase phase = Phase.WAITING;
    private volatile @Nullable Started started;
    private volatile @Nullable Duty duty;
    private volatile long born;

    private final Countdown deadline;
    private final Examination examination;
    private final Launch launch;
    private final Turn turn;
    private @Nullable Readiness readiness;
    private @Nullable RuntimeException problem;
    private ExitStatus exit = ExitStatus.UNKNOWN;
    private String why = "";

    Instance(Services services, Keeper keeper, int number, Release release, boolean replacement, int attempt) {
        this.services = services;
        this.keeper = keeper;
        this.number = number;
        this.release = release;
        this.replacement = replacement;
        this.attempt = attempt;
        starter = new Starter(services);
        settings = keeper.settings();
        deadline = new Countdown(services.scheduler, keeper);
        examination = new Examination(services, keeper);
        turn = new Turn(services, keeper);
        launch = new Launch(services.scheduler.blocking(), keeper);
        born = services.scheduler.nanoTime();
    }

    // What the tenant wants

    /** Starts as soon as what it depends on is ready and it is its turn. */
    void begin() {
        turn.await(settings, replacement, () -> happen(Event.ADMITTED), () -> happen(Event.OVERDUE));
    }

    /** Takes over a process that runs already; it serves once it is found ready. */
    void adopt(RunningProcess process) {
        phase = Phase.STARTING;
        turn.take();
        launch(() -> starter.adopt(settings, process));
    }

    /** Takes over from a predecessor in this JVM, as it left it. */
    void resume(Handoff.InstanceState state) {
        phase = Phase.STARTING;
        turn.take();
        started = state.started();
        born = state.born();
        Occupancy occupancy = state.occupancy();
        if (occupancy == null) {
            happen(Event.LAUNCHED);
        } else {
            duty = duty(occupancy);
            happen(Event.READY);
        }
        if (state.leaving()) {
            retire("as before the update");
        } else if (occupancy != null) {
            occupancy.reopen();
        }
    }

    /** Leaves everything to a successor: what is there is not touched any more. */
    Stream<Map<String, Object>> handOver() {
        startIsOver();
        Duty was = duty;
        Occupancy occupancy = was == null ? null : was.handOver();
        boolean leaving = phase != Phase.STARTING && phase != Phase.SERVING;
        return Stream.ofNullable(started).map(running -> Handoff.instance(running, occupancy, born, release, leaving));
    }

    /** Is to go once it has served what it has. */
    void retire(String reason) {
        why = reason;
        happen(Event.RETIRED);
    }

    /** Is to go now. */
    void stop(String reason) {
        why = reason;
        happen(Event.UNWANTED);
    }

    /** Is to go if it serves nothing; tells whether it does. */
    boolean stopIfIdle(String reason) {
        Duty serving = duty;
        if (phase != Phase.SERVING || serving == null || !serving.closeIfIdle()) {
            return false;
        }
        stop(reason);
        return true;
    }

    /** Its tenant's settings have changed. */
    void timeoutsChanged() {
        if (phase == Phase.SERVING) {
            Objects.requireNonNull(duty).timeoutsChanged();
        }
    }

    /** Makes room for another tenant: its place is one to count on, once it has served what it has. */
    void makeRoom() {
        turn.leaving();
        retire("making room for another tenant");
    }

    // What is observed

    void exited(RunningProcess process, ExitStatus status) {
        if (heard(process, status, false)) {
            exit = status;
            happen(Event.EXITED);
        }
    }

    void vanished(RunningProcess process, ExitStatus status) {
        if (heard(process, status, true)) {
            exit = exit.equals(ExitStatus.UNKNOWN) ? status : exit;
            happen(Event.VANISHED);
        }
    }

    /** Parts with a process that is not among those that run, and was there when they were counted. */
    void missed(Roll roll) {
        Started mine = started;
        if (mine != null && born - roll.taken() < 0 && roll.running().stream().noneMatch(this::runs)) {
            exited(mine.process(), ExitStatus.UNKNOWN);
            vanished(mine.process(), ExitStatus.UNKNOWN);
        }
    }

    private boolean heard(RunningProcess process, ExitStatus status, boolean gone) {
        if (started == null) {
            launch.hear(process, status, gone);
        }
        return runs(process);
    }

    /** An exchange has ended; it may have been the last one that was waited for, or have got no answer. */
    void released() {
        if (silent()) {
            examination.ask(keeper.settings(), running(), this::silent, () -> happen(Event.HUNG));
        }
        drained();
    }

    private boolean silent() {
        return phase == Phase.SERVING && !Objects.requireNonNull(duty).target.answers();
    }

    private void drained() {
        if (phase == Phase.DRAINING && Objects.requireNonNull(duty).idle()) {
            happen(Event.DRAINED);
        }
    }

    /** A connection was refused, and its places were closed. */
    void suspected() {
        Started suspect = started;
        if (suspect != null) {
            examination.hear(suspect, this::cleared, () -> happen(Event.DEAF));
        }
    }

    private void cleared() {
        if (phase == Phase.SERVING) {
            Objects.requireNonNull(duty).reopen();
        }
    }

    // What the machine says

    private void happen(Event event) {
        Step step = InstanceMachine.step(phase, event);
        phase = step.phase();
        for (Effect effect : step.effects()) {
            perform(effect, event);
        }
    }

    private void perform(Effect effect, Event cause) {
        switch (effect) {
            case LAUNCH -> launch(() -> starter.launch(settings, number, release.digest()));
            case PROBE -> probe();
            case SERVE -> serve();
            case WITHDRAW -> Objects.requireNonNull(duty).withdraw();
            case DRAIN -> drain();
            case FAIL -> fail(cause);
            case REPORT -> keeper.crashed(this, Inquest.cause(cause, exit, age()));
            case TERMINATE -> terminate();
            case CLEAR -> end();
            case FREE -> free();
        }
    }

    private void launch(Supplier<Started> start) {
        launch.begin(start, this::launched, failure -> {
            problem = failure;
            happen(Event.LAUNCH_FAILED);
        });
    }

    private void launched(Started running) {
        started = running;
        born = services.scheduler.nanoTime();
        if (!running.process().adopted()) {
            LOG.info("{}", event("Starting process"));
        }
        happen(Event.LAUNCHED);
        launch.repeat(running.process(), this);
    }

    private void probe() {
        deadline.start(keeper.settings().timeouts().start(), () -> happen(Event.OVERDUE));
        readiness =
                new Readiness(services, keeper.settings(), running(), () -> keeper.execute(() -> happen(Event.READY)));
        readiness.begin();
    }

    private void serve() {
        startIsOver();
        if (duty == null) {
            RunningProcess process = running().process();
            duty = duty(new Occupancy(services.scheduler));
            LOG.info(
                    "{}",
                    event(process.adopted() ? "Adopted process" : "Process ready")
                            .with("after", age()));
            services.scheduler.blocking().execute(() -> starter.ensurePidFile(process));
        }
        keeper.ready(this);
    }

    private Duty duty(Occupancy occupancy) {
        Target target = new Target(id(), Starter.address(running().port().port()), occupancy);
        return new Duty(services, keeper, target, running().process(), () -> keeper.released(this), () -> stop("idle"));
    }

    private void drain() {
        deadline.start(keeper.settings().timeouts().drain(), () -> happen(Event.OVERDUE));
        drained();
    }

    private void fail(Event cause) {
        Inquest inquest = new Inquest(starter, settings);
        Started was = started;
        RuntimeException refusal = problem;
        if (was == null) {
            keeper.failed(this, refusal == null ? inquest.unmetDependencies() : inquest.refused(refusal));
            return;
        }
        keeper.failing(this);
        String unready = readiness == null ? "" : readiness.reason();
        ExitStatus ended = exit;
        why = "not ready in time";
        services.scheduler.blocking().execute(() -> {
            StartFailure failure = cause == Event.OVERDUE ? inquest.late(was, unready) : inquest.ended(was, ended);
            keeper.execute(() -> keeper.failed(this, failure));
        });
    }

    private void terminate() {
        if (started != null) {
            LOG.info("{}", event("Stopping process").with("reason", why));
        }
        end();
    }

    private void end() {
        startIsOver();
        turn.leaving();
        Started running = started;
        if (running != null) {
            RunningProcess process = running.process();
            Duration grace = services.grace(keeper.settings().timeouts().stop());
            starter.terminate(process, grace, status -> keeper.execute(() -> vanished(process, status)));
        }
    }

    private void free() {
        startIsOver();
        turn.close();
        Started was = started;
        if (was != null) {
            services.scheduler.blocking().execute(() -> starter.free(was));
        }
        keeper.gone(this);
    }

    private void startIsOver() {
        deadline.stop();
        if (readiness != null) {
            readiness.stop();
            readiness = null;
        }
        turn.over();
    }

    // For everybody

    Phase phase() {
        return phase;
    }

    /** How requests reach it; null until it is ready for the first time. */
    @Nullable
    Target target() {
        Duty known = duty;
        return known == null ? null : known.target;
    }

    @Nullable
    Duty duty() {
        return duty;
    }

    @Nullable
    Started started() {
        return started;
    }

    /** Of an instance that has been launched. */
    private Started running() {
        return Objects.requireNonNull(started);
    }

    boolean runs(RunningProcess process) {
        Started running = started;
        return running != null && running.process().identity().equals(process.identity());
    }

    /** Since it was launched. */
    Duration age() {
        return since(born);
    }

    Duration since(long time) {
        return Duration.ofNanos(services.scheduler.nanoTime() - time);
    }

    boolean is(InstanceId id) {
        Target known = target();
        return known != null && known.id().equals(id);
    }

    private InstanceId id() {
        return new InstanceId(settings.id(), number, running().process().pid());
    }

    LogEvent event(String what) {
        return new LogEvent(what)
                .with("name", settings.id())
                .with("instance", number)
                .with("pid", id().pid())
                .with("port", running().port().port());
    }
}
