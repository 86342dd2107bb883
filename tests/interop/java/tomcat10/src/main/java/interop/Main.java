package interop;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.websocket.server.WsSci;

/** `Main PORT`: Tomcat on 127.0.0.1, in the folder it is started in. */
public final class Main {
    /** Answers 401 to a wrong Authorization header. */
    public static final class Login extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (Feed.allowed(request.getHeader("Authorization"))) {
                chain.doFilter(request, response);
            } else {
                response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Tomcat server = new Tomcat();
        server.setBaseDir(".");
        server.setPort(Integer.parseInt(arguments[0]));
        server.getConnector().setProperty("address", "127.0.0.1");
        Context context = server.addContext("", null);
        Tomcat.addServlet(context, "default", new DefaultServlet());
        context.addServletMappingDecoded("/", "default");
        FilterDef login = new FilterDef();
        login.setFilterName("login");
        login.setFilter(new Login());
        context.addFilterDef(login);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("login");
        everywhere.addURLPattern("/*");
        context.addFilterMapBefore(everywhere);
        context.addServletContainerInitializer(new WsSci(), Set.of(Ticks.class));
        server.start();
        server.getServer().await();
    }

    private Main() {}
}
