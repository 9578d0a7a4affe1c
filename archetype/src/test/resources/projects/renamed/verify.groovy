import java.util.jar.JarFile

def file = new File(basedir, 'project/acme-ports/target/acme-ports-3.1.jar')
def headers = new JarFile(file).withCloseable { it.manifest.mainAttributes }
def imports = headers.getValue('Import-Package').findAll(/dev\.navigator[\w.]*/)

assert file.length() < 4096: 'a plugin without libraries is small'
assert headers.getValue('Bundle-SymbolicName') == 'acme-ports'
assert headers.getValue('Service-Component') == 'OSGI-INF/org.acme.navigator.AcmePorts.xml'
assert imports == ['dev.navigator.api.config', 'dev.navigator.api.ports.spi']: 'services of Navigator are none of its business'
true
