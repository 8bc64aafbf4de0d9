"""A LibreOffice Calc of the test's own, without a window. Its program and profile are in the environment (OFFICE,
OFFICE_PROFILE)."""
import contextlib, os, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


@contextlib.contextmanager
def opened(workbook):
    """Gives the document of a workbook, and ends LibreOffice afterwards."""
    profile = os.environ["OFFICE_PROFILE"]
    pipe = "office" + str(abs(hash(profile)))
    office = subprocess.Popen([os.environ["OFFICE"], "-env:UserInstallation=" + uno.systemPathToFileUrl(profile), "--headless",
                               "--norestore", "--accept=pipe,name=%s;urp;" % pipe])
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(workbook), "_blank", 0, (prop("Hidden", True),))
        yield book
        book.close(False)
        try:
            desktop.terminate()
        except Exception:  # it ends while it answers
            pass
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()
