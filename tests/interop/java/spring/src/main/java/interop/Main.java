package interop;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** `Main PORT`: Spring Boot on 127.0.0.1. */
@SpringBootApplication
public class Main {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(Main.class);
        application.setDefaultProperties(Map.of("server.address", "127.0.0.1", "server.port", arguments[0]));
        application.run();
    }
}
