/*
 * The raw relay: copies bytes between each client and a connection of its own to the backend, knowing nothing of HTTP.
 * About what a proxy cannot do without.
 *
 *   relay PORT BACKEND_PORT
 */
#include "common.h"

enum { CHUNK = 256 * 1024, BATCH = 512 };

/* One end of a pair. */
struct end {
    int fd;
    bool readable;   /* reading may give something */
    bool hanging_up; /* reading gives the end, sooner or later */
    bool ended;      /* reading gave the end */
    char *waiting;   /* a buffer of CHUNK bytes with what this end does not take yet, or none */
    size_t waiting_from, waiting_to;
    struct end *peer;
    struct end *next_dead;
};

static int poller;
static char *buffer; /* for whoever is read next */
static struct end *dead;

static void close_pair(struct end *end) {
    struct end *ends[] = {end, end->peer};
    for (int i = 0; i < 2; i++) {
        close(ends[i]->fd);
        ends[i]->fd = -1;
        ends[i]->next_dead = dead;
        dead = ends[i];
    }
}

/* Events of the same batch may still name them; hence not at once. */
static void free_dead(void) {
    while (dead) {
        struct end *end = dead;
        dead = end->next_dead;
        free(end->waiting);
        free(end);
    }
}

/* Writes what waits, and lets go of the buffer when all of it is written. */
static bool flush(struct end *to) {
    ssize_t written = write(to->fd, to->waiting + to->waiting_from, to->waiting_to - to->waiting_from);
    if (written < 0 && !would_block()) {
        return false;
    }
    to->waiting_from += written < 0 ? 0 : (size_t)written;
    if (to->waiting_from == to->waiting_to) {
        free(buffer);
        buffer = to->waiting;
        to->waiting = NULL;
    }
    return true;
}

static bool give(struct end *to, size_t length) {
    to->waiting = buffer;
    to->waiting_from = 0;
    to->waiting_to = length;
    buffer = NULL;
    return flush(to);
}

/* Passes on what there is, until the other end takes no more. @return whether the pair goes on */
static bool pump(struct end *from) {
    while (from->readable && !from->peer->waiting) {
        if (!buffer) {
            buffer = malloc(CHUNK);
        }
        ssize_t length = read(from->fd, buffer, CHUNK);
        if (length > 0) {
            from->readable = length == CHUNK || from->hanging_up;
            if (!give(from->peer, (size_t)length)) {
                return false;
            }
        } else if (length == 0) {
            from->readable = false;
            from->ended = true;
            shutdown(from->peer->fd, SHUT_WR);
        } else if (would_block()) {
            from->readable = false;
        } else {
            return false;
        }
    }
    return !(from->ended && from->peer->ended);
}

/* Events come once, when something changes. @return whether the pair goes on */
static bool handle(struct end *end, uint32_t events) {
    if (events & EPOLLERR) {
        return false;
    }
    if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP)) {
        end->readable = !end->ended;
        end->hanging_up |= (events & (EPOLLRDHUP | EPOLLHUP)) != 0;
    }
    if ((events & EPOLLOUT) && end->waiting && !(flush(end) && pump(end->peer))) {
        return false;
    }
    return pump(end);
}

static struct end *new_end(int fd) {
    struct end *end = calloc(1, sizeof *end);
    end->fd = fd;
    return end;
}

static void accept_all(int listener, int backend_port) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        no_delay(fd);
        struct end *client = new_end(fd);
        client->peer = new_end(connect_to(backend_port));
        client->peer->peer = client;
        watch(poller, EPOLL_CTL_ADD, client->fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, client);
        watch(poller, EPOLL_CTL_ADD, client->peer->fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, client->peer);
    }
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: relay PORT BACKEND_PORT\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    poller = epoll_create1(EPOLL_CLOEXEC);
    int listener = listen_on(atoi(arguments[1]));
    watch(poller, EPOLL_CTL_ADD, listener, EPOLLIN, NULL);
    for (;;) {
        struct epoll_event events[BATCH];
        int ready = epoll_wait(poller, events, BATCH, -1);
        for (int i = 0; i < ready; i++) {
            struct end *end = events[i].data.ptr;
            if (!end) {
                accept_all(listener, atoi(arguments[2]));
            } else if (end->fd >= 0 && !handle(end, events[i].events)) {
                close_pair(end);
            }
        }
        free_dead();
    }
}
