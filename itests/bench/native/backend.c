/*
 * The application behind every proxy; one thread, everything it says prepared beforehand.
 *
 *   PORT      to listen on
 *   CPUS      processors to run on, such as 0 or 0-2 (default: those it is given)
 *   BOOT_MS   how long it boots before it listens (default: 0)
 *
 * The last segment of the path says what it answers: 'small' (128 bytes), 'large' (64 KiB), 'huge' (10 MiB), 'times'
 * (when it began to listen and when the first byte of a request came, in nanoseconds of the monotonic clock). It reads
 * the bodies it is sent, and echoes the messages of a WebSocket.
 */
#include "common.h"

enum { BATCH = 512, INPUT = 16 * 1024, SMALL = 128, LARGE = 64 * 1024, HUGE_ONE = 10 * 1024 * 1024 };

struct response {
    char *bytes;
    size_t length;
};

struct client {
    int fd;
    char input[INPUT];
    size_t filled;
    size_t body_left; /* of a request whose head has been read */
    struct response answer;
    size_t sent;
    bool answering, last, websocket;
};

/* What matters of a request's head. */
struct head {
    const char *kind;
    size_t kind_length;
    size_t body;
    bool last, upgrade;
};

static struct response small, large, huge, missing, switching;
static int64_t listening_at, first_byte_at;
static int poller;

static struct response new_response(const char *status, size_t length) {
    char *bytes = malloc(256 + length);
    int head = sprintf(bytes, "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n\r\n", status, length);
    memset(bytes + head, 'x', length);
    return (struct response){bytes, (size_t)head + length};
}

static struct response times(void) {
    static char bytes[256];
    char body[96];
    int length = sprintf(body, "listening=%lld first=%lld", (long long)listening_at, (long long)first_byte_at);
    int all = sprintf(
        bytes, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s", length, body);
    return (struct response){bytes, (size_t)all};
}

static bool is(const struct head *head, const char *kind) {
    return head->kind_length == strlen(kind) && !memcmp(head->kind, kind, head->kind_length);
}

/* Made when first asked for: hundreds of backends run at once, and few of them are asked for much. */
static struct response prepared(struct response *response, size_t length) {
    if (!response->bytes) {
        *response = new_response("200 OK", length);
    }
    return *response;
}

static struct response answer_to(const struct head *head) {
    return is(head, "small") ? prepared(&small, SMALL)
        : is(head, "large")  ? prepared(&large, LARGE)
        : is(head, "huge")   ? prepared(&huge, HUGE_ONE)
        : is(head, "times")  ? times()
                             : missing;
}

static void read_field(struct head *head, const char *line) {
    switch (line[0] | 0x20) {
    case 'c':
        if (!strncasecmp(line, "content-length:", 15)) {
            head->body = strtoul(line + 15, NULL, 10);
        } else if (!strncasecmp(line, "connection: close", 17)) {
            head->last = true;
        }
        break;
    case 'u':
        head->upgrade |= !strncasecmp(line, "upgrade: websocket", 18);
        break;
    }
}

static struct head read_head(const char *input, const char *end) {
    struct head head = {0};
    const char *line = memchr(input, '\n', (size_t)(end - input)) + 1;
    const char *target_end = memchr(memchr(input, ' ', (size_t)(line - input)) + 1, ' ', (size_t)(line - input));
    head.kind = (const char *)memrchr(input, '/', (size_t)(target_end - input)) + 1;
    head.kind_length = (size_t)(target_end - head.kind);
    while (line < end) {
        read_field(&head, line);
        line = (const char *)memchr(line, '\n', (size_t)(end - line) + 2) + 1;
    }
    return head;
}

static void consume(struct client *client, size_t length) {
    client->filled -= length;
    memmove(client->input, client->input + length, client->filled);
}

/* Echoes whole messages. Those of the load are small and come one at a time, so that the socket takes each at once. */
static bool echo(struct client *client) {
    unsigned char *in = (unsigned char *)client->input;
    while (client->filled >= 6) {
        size_t length = in[1] & 0x7f, start = 2;
        if (length > 126 || !(in[1] & 0x80)) {
            return false;
        }
        if (length == 126) {
            length = (size_t)in[2] << 8 | in[3];
            start = 4;
        }
        unsigned char *mask = in + start, *payload = mask + 4;
        size_t whole = start + 4 + length;
        if (whole > INPUT) {
            return false;
        }
        if (client->filled < whole) {
            return true;
        }
        for (size_t i = 0; i < length; i++) {
            payload[i] ^= mask[i & 3];
        }
        /* The head of the answer, without mask, ends where the payload begins. */
        unsigned char *out = payload - start;
        unsigned char head[4] = {in[0], in[1] & 0x7f, in[2], in[3]};
        memcpy(out, head, start);
        if (write(client->fd, out, start + length) != (ssize_t)(start + length)) {
            return false;
        }
        consume(client, whole);
    }
    return true;
}

static bool send_answer(struct client *client) {
    struct response *answer = &client->answer;
    ssize_t written = write(client->fd, answer->bytes + client->sent, answer->length - client->sent);
    if (written < 0 && !would_block()) {
        return false;
    }
    client->sent += written < 0 ? 0 : (size_t)written;
    bool waited = client->answering;
    client->answering = client->sent < answer->length;
    if (waited != client->answering) {
        watch(poller, EPOLL_CTL_MOD, client->fd, client->answering ? EPOLLOUT : EPOLLIN, client);
    }
    return client->answering || !client->last;
}

static bool skip_body(struct client *client) {
    size_t length = client->filled < client->body_left ? client->filled : client->body_left;
    client->body_left -= length;
    consume(client, length);
    return client->body_left == 0;
}

static bool serve(struct client *client) {
    while (client->filled > 0 && !client->answering) {
        if (client->websocket) {
            return echo(client);
        }
        if (client->body_left == 0) {
            const char *end = memmem(client->input, client->filled, "\r\n\r\n", 4);
            if (!end) {
                return client->filled < INPUT;
            }
            struct head head = read_head(client->input, end);
            client->websocket = head.upgrade;
            client->answer = head.upgrade ? switching : answer_to(&head);
            client->last = head.last;
            client->sent = 0;
            client->body_left = head.body;
            consume(client, (size_t)(end + 4 - client->input));
        }
        if (!skip_body(client)) {
            return true;
        }
        if (!send_answer(client)) {
            return false;
        }
    }
    return true;
}

static bool receive(struct client *client) {
    ssize_t length = read(client->fd, client->input + client->filled, INPUT - client->filled);
    if (length <= 0) {
        return length < 0 && would_block();
    }
    if (!first_byte_at) {
        first_byte_at = now_ns();
    }
    client->filled += (size_t)length;
    return serve(client);
}

static void accept_all(int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        no_delay(fd);
        struct client *client = calloc(1, sizeof *client);
        client->fd = fd;
        watch(poller, EPOLL_CTL_ADD, fd, EPOLLIN, client);
    }
}

static void pin(const char *cpus) {
    cpu_set_t set;
    CPU_ZERO(&set);
    int first = atoi(cpus);
    const char *dash = strchr(cpus, '-');
    for (int cpu = first; cpu <= (dash ? atoi(dash + 1) : first); cpu++) {
        CPU_SET(cpu, &set);
    }
    if (sched_setaffinity(0, sizeof set, &set)) {
        die("sched_setaffinity");
    }
}

int main(void) {
    const char *port = getenv("PORT"), *cpus = getenv("CPUS"), *boot = getenv("BOOT_MS");
    if (!port) {
        fprintf(stderr, "backend: PORT is not set\n");
        return 2;
    }
    if (cpus) {
        pin(cpus);
    }
    signal(SIGPIPE, SIG_IGN);
    if (boot) {
        usleep((useconds_t)atoi(boot) * 1000);
    }
    int listener = listen_on(atoi(port));
    listening_at = now_ns();
    missing = new_response("404 Not Found", 0);
    switching.bytes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Accept: " WEBSOCKET_ACCEPT "\r\n\r\n";
    switching.length = strlen(switching.bytes);
    poller = epoll_create1(EPOLL_CLOEXEC);
    watch(poller, EPOLL_CTL_ADD, listener, EPOLLIN, NULL);
    for (;;) {
        struct epoll_event events[BATCH];
        int ready = epoll_wait(poller, events, BATCH, -1);
        for (int i = 0; i < ready; i++) {
            struct client *client = events[i].data.ptr;
            if (!client) {
                accept_all(listener);
            } else if (!(client->answering ? send_answer(client) && serve(client) : receive(client))) {
                close(client->fd);
                free(client);
            }
        }
    }
}
