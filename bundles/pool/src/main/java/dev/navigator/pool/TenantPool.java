package dev.navigator.pool;

import dev.navigator.api.config.TenantId;
import dev.navigator.api.config.TenantSettings;
import dev.navigator.api.pool.InstanceId;
import dev.navigator.api.pool.InstanceLease;
import dev.navigator.api.pool.TenantStatus;
import dev.navigator.api.processes.ExitStatus;
import dev.navigator.api.processes.RunningProcess;
import dev.navigator.api.routing.RequestView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of one tenant and the requests that wait for them.
 *
 * <p>Everything happens in one mailbox: after each event {@link #settle} brings what is there in line with what is wanted.
 * Requests touch only volatile fields: the set of ready instances, and whether somebody waits already.
 */
final class TenantPool implements Keeper {

    private static final Logger LOG = LoggerFactory.getLogger(TenantPool.class);
    private static final int MOST_ATTEMPTS = 3;

    private final Services services;
    private final Supplier<Wanted> wanted;
    private final Executor mailbox;
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final Fleet fleet = new Fleet();
    private final FrontDesk desk;
    private final Setbacks setbacks;
    private final Promises promises = new Promises();
    private final Share share;
    private final Rollout rollout;
    private final Sizing sizing;
    private final Succession succession;
    private final Alarm alarm;

    private volatile List<Instance> shown = List.of();
    private volatile boolean stopped;
    /** Whether what ran already has been taken over; nothing is started before. */
    private boolean open;

    TenantPool(Services services, Supplier<Wanted> wanted) {
        this.services = services;
        this.wanted = wanted;
        TenantSettings settings = wanted.get().settings();
        mailbox = services.scheduler.mailbox(settings.id().value());
        desk = new FrontDesk(services, this::settings);
        setbacks = new Setbacks(services, this);
        share = new Share(settings.id(), services, this, fleet);
        rollout = new Rollout(services, wanted, this, fleet);
        sizing = new Sizing(services);
        alarm = new Alarm(services.scheduler, this);
        succession = new Succession(services, this, fleet, rollout, desk);
        open = services.stage() == Services.Stage.OPEN;
    }

    TenantId id() {
        return share.id();
    }

    // For requests, from any thread

    @Nullable
    InstanceLease tryLease(RequestView request) {
        rollout.requested();
        return desk.tryLease(request);
    }

    CompletableFuture<InstanceLease> lease(RequestView request) {
        rollout.requested();
        Waiter waiter = desk.waiter(request);
        if (desk.full()) {
            waiter.fail(Refusals.queueFull(settings()));
        } else {
            join(waiter);
        }
        return waiter.future;
    }

    /** Lets a request wait here; it leaves when its future is cancelled. */
    void join(Waiter waiter) {
        mailbox.execute(() -> {
            if (services.handedOver()) {
                services.late(id(), waiter);
            } else {
                arrived(waiter);
                settle();
            }
        });
        var unused = waiter.future.whenComplete((lease, failure) -> {
            if (waiter.future.isCancelled()) {
                execute(() -> desk.remove(waiter));
            }
        });
    }

    @Nullable
    InstanceLease hold(InstanceId id) {
        return desk.hold(id);
    }

    void unreachable(InstanceId id) {
        if (desk.suspect(id)) {
            execute(() -> fleet.find(instance -> instance.is(id)).ifPresent(Instance::suspected));
        }
    }

    @Override
    public void released(Instance instance) {
        if (desk.waiting() > 0 && nudged.compareAndSet(false, true)) {
            mailbox.execute(() -> {
                nudged.set(false);
                if (!services.handedOver()) {
                    desk.serve();
                }
            });
        }
        Target target = instance.target();
        if (target != null && target.newsworthy()) {
            execute(instance::released);
        }
    }

    TenantStatus status() {
        return Statuses.of(settings(), shown, desk.waiting(), stopped, setbacks.lastError());
    }

    /** Whether nothing of the tenant runs. */
    boolean isEmpty() {
        return shown.isEmpty();
    }

    // For operators and the configuration, from any thread

    /** The configuration has changed. */
    void reconfigured() {
        execute(() -> {
            setbacks.forget();
            rollout.forgive();
            fleet.serving().forEach(Instance::timeoutsChanged);
        });
    }

    CompletionStage<Void> start() {
        return promised(promise -> {
            stopped = false;
            setbacks.forget();
            rollout.call();
            promises.start(promise, !fleet.serving().isEmpty());
        });
    }

    CompletionStage<Void> stop() {
        return promised(promise -> {
            stopped = true;
            promises.whenGone(promise);
        });
    }

    CompletionStage<Void> restart() {
        return promised(promise -> {
            setbacks.forget();
            rollout.restart();
            promises.start(promise, fleet.isEmpty() && !stopped);
            stopped = false;
        });
    }

    /** Ends every instance, within what the services say is left; again and more firmly when called again. */
    CompletionStage<Void> end() {
        return promised(promise -> {
            promises.whenGone(promise);
            fleet.all().forEach(instance -> instance.stop("shutdown"));
        });
    }

    private CompletionStage<Void> promised(Consumer<CompletableFuture<Void>> task) {
        CompletableFuture<Void> promise = new CompletableFuture<>();
        execute(() -> task.accept(promise));
        return promise;
    }

    /** What ran already has been taken over: from now on what is missing is started. */
    void open() {
        execute(() -> open = true);
    }

    /** There may be something to do. */
    void wake() {
        execute(() -> {});
    }

    // What is heard of processes, from any thread

    void callTheRoll(Roll roll) {
        execute(() -> succession.callTheRoll(roll));
    }

    void exited(RunningProcess process, ExitStatus status) {
        execute(() -> fleet.concernedBy(process).ifPresent(instance -> instance.exited(process, status)));
    }

    void vanished(RunningProcess process, ExitStatus status) {
        execute(() -> fleet.concernedBy(process).ifPresent(instance -> instance.vanished(process, status)));
    }

    // In the mailbox

    @Override
    public void execute(Runnable task) {
        mailbox.execute(() -> {
            if (!services.handedOver()) {
                task.run();
                settle();
            }
        });
    }

    private void arrived(Waiter waiter) {
        if (waiter.future.isDone() || desk.serveNow(waiter)) {
            return;
        }
        if (hopeless()) {
            waiter.fail(setbacks.exception());
        } else if (desk.full()) {
            waiter.fail(Refusals.queueFull(settings()));
        } else {
            desk.add(waiter);
        }
    }

    /** Brings what is there in line with what is wanted. */
    private void settle() {
        Standing standing = standing();
        if (standing == Standing.OPEN) {
            rollout.advance();
        } else {
            windDown(standing);
        }
        desk.offer(fleet.targets());
        desk.serve();
        desk.expire();
        share.update(desk.waiting() > 0 || promises.anybodyWantsReady());
        if (standing == Standing.OPEN && open) {
            startMissing();
        }
        desk.firstDeadline().ifPresent(alarm::at);
        if (fleet.isEmpty()) {
            promises.gone();
        }
        shown = fleet.all();
    }

    private Standing standing() {
        return Standing.of(services.stage(), wanted.get().configured(), stopped);
    }

    private void windDown(Standing standing) {
        desk.dismissAll(() -> Refusals.closed(id(), standing));
        promises.failed(Refusals.closed(id(), standing));
        fleet.windDown(standing);
    }

    private void startMissing() {
        if (setbacks.blocked()) {
            setbacks.unblocked().ifPresent(alarm::at);
        } else if (rollout.due()) {
            begin(true, 1);
        } else {
            int desired = sizing.desired(settings(), fleet, desk.waiting(), promises.anybodyWantsReady(), alarm);
            int most = settings().capacity().maxProcesses();
            while (fleet.serving().size() + fleet.starting() < desired && fleet.counted(rollout.called()) < most) {
                begin(false, 1);
            }
            fleet.forgo(fleet.anyWaiting() && sizing.calm(desk.waiting(), alarm) ? desired : most);
        }
    }

    private void begin(boolean replacement, int attempt) {
        Instance instance = new Instance(services, this, fleet.freeNumber(), rollout.call(), replacement, attempt);
        fleet.add(instance);
        instance.begin();
    }

    // For a successor

    /** Ends what this pool does for the tenant and says where it stopped; instances and requests are left as they are. */
    CompletableFuture<Map<String, Object>> handOver() {
        CompletableFuture<Map<String, Object>> state = new CompletableFuture<>();
        mailbox.execute(() -> {
            alarm.cancel();
            state.complete(succession.handOver(id(), stopped));
        });
        return state;
    }

    /** Goes on where a predecessor stopped, if only to hand that over in turn. */
    void resume(Handoff.TenantState state) {
        mailbox.execute(() -> {
            stopped = state.stopped();
            succession.resume(state);
            wake();
        });
        state.waiting().forEach(this::join);
    }

    // What becomes of instances

    @Override
    public TenantSettings settings() {
        return wanted.get().settings();
    }

    @Override
    public Admission.Holder holder() {
        return share;
    }

    @Override
    public boolean canSpareOne() {
        return fleet.serving().size() > settings().capacity().minInstances();
    }

    @Override
    public void ready(Instance instance) {
        setbacks.ready();
        sizing.ready();
        if (!rollout.outdated(instance)) {
            promises.ready();
        }
    }

    @Override
    public void failing(Instance instance) {
        fleet.failing(instance);
    }

    @Override
    public void failed(Instance instance, StartFailure failure) {
        fleet.failed(instance);
        if (failure.portTaken() && instance.attempt < MOST_ATTEMPTS && standing() == Standing.OPEN) {
            LOG.warn("{}", instance.event("Port taken by another process, trying another"));
            begin(instance.replacement, instance.attempt + 1);
            return;
        }
        boolean newest = instance.release.equals(rollout.newest());
        setbacks.startFailed(instance, failure, newest);
        if (newest) {
            rollout.failed(instance, failure);
            promises.failed(setbacks.exception());
            if (nobodyComes()) {
                desk.dismissAll(setbacks::exception);
            }
        }
    }

    @Override
    public void crashed(Instance instance, String how) {
        setbacks.crashed(instance, how, outlook(instance));
        if (hopeless()) {
            desk.dismissAll(setbacks::exception);
        }
    }

    private Setbacks.Outlook outlook(Instance instance) {
        boolean replaced = rollout.outdated(instance) && !fleet.serving().isEmpty();
        if (standing() != Standing.OPEN || replaced) {
            return Setbacks.Outlook.NONE;
        }
        boolean missed =
                desk.waiting() > 0 || fleet.present() < settings().capacity().minInstances();
        return missed ? Setbacks.Outlook.NOW : Setbacks.Outlook.LATER;
    }

    @Override
    public void gone(Instance instance) {
        fleet.remove(instance);
    }

    /** Nobody serves, and nobody is about to. */
    private boolean nobodyComes() {
        return fleet.serving().isEmpty() && fleet.starting() == 0;
    }

    /** And there is a reason not to try again at once. */
    private boolean hopeless() {
        return nobodyComes() && setbacks.blocked();
    }
}
