/** The front door as a component: where connections are accepted, with which settings, until when. */
@NullMarked
package dev.navigator.proxy.listen;

import org.jspecify.annotations.NullMarked;
