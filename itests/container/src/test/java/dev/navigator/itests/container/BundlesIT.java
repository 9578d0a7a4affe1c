package dev.navigator.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] distribution() {
        return options(junitBundles(), Distribution.bundles());
    }

    @Test
    public void everyBundleOfTheDistributionIsActive() {
        List<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().contains("/navigator/bundles/"))
                .toList();

        List<String> idle = ours.stream()
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::getSymbolicName)
                .toList();

        assertEquals(Distribution.jars().size(), ours.size());
        assertEquals(List.of(), idle);
        assertTrue(ours.size() > 12);
    }
}
