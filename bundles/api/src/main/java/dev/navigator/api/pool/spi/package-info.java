/**
 * Strategies that size the pool and choose among instances.
 *
 * <p>A strategy is an OSGi service, registered under its interface with the property {@code navigator.strategy}, its name in the
 * configuration. Where it throws, takes longer than {@link dev.navigator.api.strategy.StrategyKind#deadline()} allows, or
 * answers what its interface rules out, the built-in answers in its place; after five failures in a row it is asked no more
 * until it is offered anew. An {@link IllegalArgumentException} is not held against it: it says that the options, or what is in
 * a tenant's folder, are of no use, and another tenant's may be.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.pool.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
