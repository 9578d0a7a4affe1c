/**
 * Side processes such as Redis or Sidekiq.
 */
@Version("1.0.0")
@NullMarked
package dev.navigator.api.managed;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
