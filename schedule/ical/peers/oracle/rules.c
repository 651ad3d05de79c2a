/* Prints the instances that libical gives for recurrence rules. Each line of
 * standard input has a rule, a start and how many instances are wanted at
 * most, tab between them; each line of standard output has the instances with
 * commas, or "error", also for a rule that takes too long because no date
 * matches it.
 */
#include <libical/ical.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

static sigjmp_buf next_rule;

static void too_long(int signal)
{
    (void)signal;
    siglongjmp(next_rule, 1);
}

static void allow(int microseconds)
{
    struct itimerval t = {{0, 0}, {0, microseconds}};
    setitimer(ITIMER_REAL, &t, NULL);
}

/* answer puts the instances of a rule into a string. */
static void answer(char *out, size_t size, const char *rule, const char *start, int most)
{
    strcpy(out, "error");
    icalerror_clear_errno();
    struct icalrecurrencetype r = icalrecurrencetype_from_string(rule);
    if (r.freq == ICAL_NO_RECURRENCE)
        return;
    icalrecur_iterator *i = icalrecur_iterator_new(r, icaltime_from_string(start));
    if (i == NULL)
        return;
    size_t used = 0;
    out[0] = 0;
    for (int n = 0; n < most && used + 20 < size; n++) {
        struct icaltimetype t = icalrecur_iterator_next(i);
        if (icaltime_is_null_time(t))
            break;
        used += snprintf(out + used, size - used, n > 0 ? ",%s" : "%s", icaltime_as_ical_string(t));
    }
    icalrecur_iterator_free(i);
}

int main(void)
{
    static char line[4096], out[1 << 16];
    icalerror_set_errors_are_fatal(0);
    signal(SIGALRM, too_long);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = 0;
        char *rule = strtok(line, "\t"), *start = strtok(NULL, "\t"), *most = strtok(NULL, "\t");
        if (most == NULL)
            return 2;
        if (sigsetjmp(next_rule, 1) == 0) {
            allow(50000);
            answer(out, sizeof out, rule, start, atoi(most));
            allow(0);
        } else {
            strcpy(out, "error");
        }
        puts(out);
    }
    return 0;
}
