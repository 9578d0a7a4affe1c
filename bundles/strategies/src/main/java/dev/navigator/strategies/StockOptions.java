package dev.navigator.strategies;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The options of the stock strategies, from which the build makes the bundle's metatype. Two underscores stand for one. What has no
 * default here need not be there either, unless it is required.
 */
final class StockOptions {

    static final String NONE = "navigator.none";
    static final String PROCFILE = "navigator.launch.procfile";
    static final String PYTHON = "navigator.launch.python";
    static final String JAR = "navigator.launch.jar";
    static final String HTTP = "navigator.readiness.http";
    static final String COMMAND = "navigator.readiness.command";
    static final String LOG = "navigator.readiness.log";
    static final String EXPONENTIAL = "navigator.restart.exponential";
    static final String DELAY = "navigator.restart.fixed";
    static final String QUEUE_DEPTH = "navigator.scaling.queue-depth";
    static final String INSTANCES = "navigator.scaling.fixed";
    static final String STICKY_COOKIE = "navigator.instance_selector.sticky-cookie";

    private StockOptions() {}

    @ObjectClassDefinition(id = NONE)
    @interface None {}

    @ObjectClassDefinition(id = PROCFILE)
    @interface Procfile {
        String process() default "web";
    }

    @ObjectClassDefinition(id = PYTHON)
    @interface Python {
        @AttributeDefinition(required = false)
        String app();

        @AttributeDefinition(
                name = "interface",
                required = false,
                options = {@Option("asgi"), @Option("wsgi")})
        String interface$();
    }

    @ObjectClassDefinition(id = JAR)
    @interface Jar {
        @AttributeDefinition(required = false)
        String jar();
    }

    @ObjectClassDefinition(id = HTTP)
    @interface Http {
        @AttributeDefinition(required = false)
        String path();
    }

    @ObjectClassDefinition(id = COMMAND)
    @interface Command {
        @AttributeDefinition(min = "1")
        String command();
    }

    @ObjectClassDefinition(id = LOG)
    @interface Log {
        @AttributeDefinition(min = "1")
        String pattern();
    }

    @ObjectClassDefinition(id = EXPONENTIAL)
    @interface Exponential {
        String first() default "1s";

        String longest() default "1m";

        String reset() default "1m";
    }

    @ObjectClassDefinition(id = DELAY)
    @interface Delay {
        String delay() default "5s";
    }

    @ObjectClassDefinition(id = QUEUE_DEPTH)
    @interface QueueDepth {
        @AttributeDefinition(required = false, min = "1", max = "999999")
        int requests();
    }

    @ObjectClassDefinition(id = INSTANCES)
    @interface Instances {
        @AttributeDefinition(min = "1", max = "999999")
        int instances() default 1;
    }

    @ObjectClassDefinition(id = STICKY_COOKIE)
    @interface Sticky {
        @AttributeDefinition(required = false, min = "1")
        String cookie();

        String path() default "/";

        @AttributeDefinition(required = false)
        String max__age();

        boolean secure() default false;
    }
}
