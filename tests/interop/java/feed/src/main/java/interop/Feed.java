package interop;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server does with one client: greets it, checks its login, pours numbers at 1 000 a second, echoes, closes. */
public final class Feed {
    /** The client, whatever the server calls it. */
    public interface Client {
        void say(String text) throws Exception;

        void close(int code, String reason) throws Exception;
    }

    private static final Pattern ASKED = Pattern.compile("\\{\"(token|bye|pour)\": *\"?(\\w+)\"?}");
    private static final int BURST = 20;
    private static final int BURST_MILLISECONDS = 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Feed::background);
    private final Client client;
    private ScheduledFuture<?> pouring;
    private int sent;

    public Feed(Client client) {
        this.client = client;
    }

    /** Whether a handshake with this Authorization header may go on; without one it may, too. */
    public static boolean allowed(String authorization) {
        return authorization == null || authorization.equals("Bearer secret");
    }

    public void opened() throws Exception {
        client.say("{\"k\": \"hello\", \"p\": 0.5}");
    }

    public void heard(String text) throws Exception {
        Matcher asked = ASKED.matcher(text);
        if (!asked.matches()) {
            client.say(text);
            return;
        }
        String value = asked.group(2);
        switch (asked.group(1)) {
            case "bye" -> client.close(Integer.parseInt(value), "done");
            case "pour" -> pour(Integer.parseInt(value));
            default -> {
                if (!value.equals("secret")) {
                    client.close(3001, "not authorised");
                }
            }
        }
    }

    public void closed() {
        clock.shutdownNow();
    }

    private void pour(int total) {
        sent = 0;
        Runnable burst = () -> burst(total);
        pouring = clock.scheduleAtFixedRate(burst, 0, BURST_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void burst(int total) {
        try {
            for (int turn = 0; turn < BURST && sent < total; turn++) {
                sent += 1;
                client.say("{\"k\": \"K" + sent % 5 + "\", \"p\": " + sent + "}");
            }
        } catch (Exception gone) {
            sent = total;
        }
        if (sent >= total) {
            pouring.cancel(false);
        }
    }

    private static Thread background(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
