package dev.navigator.config.schema;

/** What a changed value of a key does when the file is read again. */
public enum Effect {
    AT_ONCE("at once"),
    NEXT_CONNECTION("connections accepted from then on"),
    REBIND("the new address is bound, then the old one is let go; no request is lost"),
    NEXT_REQUEST("requests that arrive from then on"),
    NEXT_INSTANCE("instances started from then on"),
    DEPLOYMENT(
            "a deployment of the tenant: its next request starts a new instance, its old ones leave when that is ready"),
    RENAME("the tenant of the old name leaves (404 at once, its instances drain and stop), that of the new name comes"),
    NEXT_STOP("stops that begin from then on"),
    PROCESS("the process is stopped and started anew; unchanged processes keep running"),
    PROCESS_RENAME("the process of the old name is stopped, that of the new name is started"),
    NEXT_DECISION("decisions taken from then on; nothing is restarted"),
    PART("see its keys"),
    RESTART("nothing until Navigator itself is started again; the log says so");

    private final String sentence;

    Effect(String sentence) {
        this.sentence = sentence;
    }

    /** For the manual. */
    public String sentence() {
        return sentence;
    }
}
