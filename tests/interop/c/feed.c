/* libwebsockets: `feed PORT`, on 127.0.0.1. Greets, checks the login, pours numbers at 1 000 a second, echoes, closes. */
#include <libwebsockets.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 4096, BURST = 20, BURST_US = 20000 };

struct client {
    lws_sorted_usec_list_t clock;
    struct lws *wsi;
    char text[LWS_PRE + LONGEST];
    size_t length; /* of a text that waits to be sent */
    int due, sent, total;
    int code; /* to close with, 0 for none */
    const char *reason;
};

static int ended;

static void end(int number) { ended = number; }

static void pour(lws_sorted_usec_list_t *clock) {
    struct client *client = lws_container_of(clock, struct client, clock);
    client->due = client->due + BURST < client->total ? client->due + BURST : client->total;
    lws_callback_on_writable(client->wsi);
    if (client->due < client->total)
        lws_sul_schedule(lws_get_context(client->wsi), 0, &client->clock, pour, BURST_US);
}

static void wait_to_say(struct client *client, const char *text, size_t length) {
    client->length = length < LONGEST ? length : LONGEST;
    memcpy(client->text + LWS_PRE, text, client->length);
    lws_callback_on_writable(client->wsi);
}

static void wait_to_close(struct client *client, int code, const char *reason) {
    client->code = code;
    client->reason = reason;
    lws_callback_on_writable(client->wsi);
}

static void heard(struct client *client, const char *text, size_t length) {
    char asked[LONGEST + 1];
    int number;
    length = length < LONGEST ? length : LONGEST;
    memcpy(asked, text, length);
    asked[length] = 0;
    if (sscanf(asked, "{\"pour\": %d}", &number) == 1) {
        client->total = number;
        client->sent = client->due = 0;
        pour(&client->clock);
    } else if (sscanf(asked, "{\"bye\": %d}", &number) == 1) {
        wait_to_close(client, number, "done");
    } else if (strstr(asked, "\"token\"")) {
        if (!strstr(asked, "\"secret\"")) wait_to_close(client, 3001, "not authorised");
    } else {
        wait_to_say(client, text, length);
    }
}

/* One message at a time, as libwebsockets wants it; returns -1 to close. */
static int write_next(struct client *client) {
    if (client->code) {
        lws_close_reason(client->wsi, client->code, (unsigned char *)client->reason, strlen(client->reason));
        return -1;
    }
    if (!client->length && client->sent < client->due) {
        client->sent++;
        client->length = (size_t)snprintf(
            client->text + LWS_PRE, LONGEST, "{\"k\": \"K%d\", \"p\": %d}", client->sent % 5, client->sent);
    }
    if (client->length) lws_write(client->wsi, (unsigned char *)client->text + LWS_PRE, client->length, LWS_WRITE_TEXT);
    client->length = 0;
    if (client->sent < client->due) lws_callback_on_writable(client->wsi);
    return 0;
}

static int refused(struct lws *wsi) {
    char login[64];
    if (lws_hdr_copy(wsi, login, sizeof login, WSI_TOKEN_HTTP_AUTHORIZATION) <= 0) return 0;
    if (!strcmp(login, "Bearer secret")) return 0;
    lws_return_http_status(wsi, HTTP_STATUS_UNAUTHORIZED, "not authorised");
    return -1;
}

static int serve(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
    struct client *client = user;
    switch (reason) {
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
        return refused(wsi);
    case LWS_CALLBACK_ESTABLISHED:
        client->wsi = wsi;
        wait_to_say(client, "{\"k\": \"hello\", \"p\": 0.5}", 24);
        return 0;
    case LWS_CALLBACK_RECEIVE:
        heard(client, in, length);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return write_next(client);
    case LWS_CALLBACK_CLOSED:
        lws_sul_cancel(&client->clock);
        return 0;
    default:
        return 0;
    }
}

static const struct lws_protocols protocols[] = {
    {"feed", serve, sizeof(struct client), LONGEST, 0, NULL, 0},
    {0},
};

int main(int count, char **arguments) {
    struct lws_context_creation_info info = {0};
    struct lws_context *context;
    if (count != 2) return 2;
    info.port = atoi(arguments[1]);
    info.iface = "127.0.0.1";
    info.protocols = protocols;
    lws_set_log_level(LLL_ERR | LLL_WARN, NULL);
    signal(SIGTERM, end);
    context = lws_create_context(&info);
    while (context && !ended && lws_service(context, 0) >= 0) {
    }
    lws_context_destroy(context);
    return context == NULL;
}
