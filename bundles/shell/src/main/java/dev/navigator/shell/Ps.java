package dev.navigator.shell;

import dev.navigator.api.managed.ManagedProcesses;
import dev.navigator.api.managed.ManagedStatus;
import dev.navigator.api.pool.InstanceStatus;
import dev.navigator.api.pool.Pool;
import dev.navigator.api.pool.TenantStatus;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code ps}: what runs. */
@Component(
        service = Ps.class,
        property = {
            Command.SCOPE,
            Command.NAME + "ps",
            Command.USAGE + "=" + Ps.FORM,
            Command.SUMMARY + "=tenants' instances and managed processes"
        })
public final class Ps extends Command {

    static final String FORM = "ps [--json]";

    private static final String JSON = "--json";

    private final Parts parts;

    @Activate
    public Ps(@Reference Parts parts) {
        this.parts = parts;
    }

    @Override
    void run(PrintStream out, List<String> words) {
        Words understood = Words.of(words, FORM, JSON);
        understood.noNames(FORM);
        Optional<List<TenantStatus>> tenants = parts.pool().map(Pool::tenants);
        Optional<List<ManagedStatus>> processes = parts.managed().map(ManagedProcesses::processes);
        if (understood.options().contains(JSON)) {
            Map<String, Object> all = new LinkedHashMap<>();
            tenants.ifPresent(
                    there -> all.put("tenants", there.stream().map(Ps::fields).toList()));
            processes.ifPresent(there ->
                    all.put("managed_processes", there.stream().map(Ps::fields).toList()));
            out.println(Json.write(all));
            return;
        }
        out.print(tenants.map(Ps::tenants).orElse("pool: not there now\n"));
        if (processes.isEmpty() || !processes.get().isEmpty()) {
            out.println();
            out.print(processes.map(Ps::processes).orElse("managed processes: not there now\n"));
        }
    }

    private static String tenants(List<TenantStatus> tenants) {
        Table table = new Table("TENANT", "STATE", "PID", "PORT", "IN FLIGHT", "AGE", "IDLE", "QUEUED", "NOTE");
        for (TenantStatus tenant : tenants) {
            String note = tenant.lastError().orElse("");
            if (tenant.instances().isEmpty()) {
                String state = tenant.stopped() ? "stopped" : "-";
                table.row(tenant.tenant(), state, "-", "-", "-", "-", "-", tenant.queued(), note);
            }
            for (InstanceStatus instance : tenant.instances()) {
                table.row(
                        tenant.tenant() + "." + instance.number(),
                        Text.state(instance.state()),
                        Text.orNone(instance.pid()),
                        Text.orNone(instance.port()),
                        instance.inFlight(),
                        Text.age(instance.age()),
                        Text.age(instance.idle()),
                        tenant.queued(),
                        note);
            }
        }
        return table.toString();
    }

    private static String processes(List<ManagedStatus> processes) {
        Table table = new Table("PROCESS", "STATE", "PID", "RESTARTS", "UPTIME", "NOTE");
        for (ManagedStatus process : processes) {
            table.row(
                    process.name(),
                    Text.state(process.state()),
                    Text.orNone(process.pid()),
                    process.restarts(),
                    Text.age(process.uptime()),
                    process.reason());
        }
        return table.toString();
    }

    private static Map<String, Object> fields(TenantStatus tenant) {
        List<Map<String, Object>> instances = new ArrayList<>();
        for (InstanceStatus instance : tenant.instances()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("number", instance.number());
            fields.put("state", Text.state(instance.state()));
            fields.put("pid", instance.pid());
            fields.put("port", instance.port());
            fields.put("in_flight", instance.inFlight());
            fields.put("age_seconds", instance.age().toSeconds());
            fields.put("idle_seconds", instance.idle().toSeconds());
            instances.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", tenant.tenant());
        fields.put("path", tenant.path());
        fields.put("queued", tenant.queued());
        fields.put("stopped", tenant.stopped());
        fields.put("last_error", tenant.lastError().orElse(""));
        fields.put("instances", instances);
        return fields;
    }

    private static Map<String, Object> fields(ManagedStatus process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", process.name());
        fields.put("state", Text.state(process.state()));
        fields.put("pid", process.pid());
        fields.put("restarts", process.restarts());
        fields.put("uptime_seconds", process.uptime().toSeconds());
        fields.put("reason", process.reason());
        return fields;
    }
}
