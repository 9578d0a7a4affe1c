package dev.navigator.pool;

import dev.navigator.api.config.TenantSettings;
import java.util.concurrent.Executor;

/**
 * Whose instance it is: the tenant, which decides what is wanted and hears what becomes of it. As an executor it is the
 * tenant's mailbox; everything else is called from there, except {@link #released}.
 */
interface Keeper extends Executor {

    /** As configured now. */
    TenantSettings settings();

    Admission.Holder holder();

    /** A place was given back; called from whatever thread did. */
    void released(Instance instance);

    /** Takes requests from now on. */
    void ready(Instance instance);

    /** Failed to start; {@link #failed} will tell why. */
    void failing(Instance instance);

    void failed(Instance instance, StartFailure failure);

    /**
     * Ended without being asked to.
     *
     * @param how for people
     */
    void crashed(Instance instance, String how);

    /** Nothing is left of it. */
    void gone(Instance instance);

    /** Whether the tenant can do without one of those that serve. */
    boolean canSpareOne();
}
