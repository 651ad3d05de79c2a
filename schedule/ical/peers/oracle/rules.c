/* Prints the instances that libical gives for recurrence rules. Each line of
 * standard input has a rule, a start and how many instances are wanted at
 * most, tab between them; each line of standard output has the instances with
 * commas, or "error".
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    char line[4096];
    icalerror_set_errors_are_fatal(0);
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\r\n")] = 0;
        char *rule = strtok(line, "\t"), *start = strtok(NULL, "\t"), *most = strtok(NULL, "\t");
        if (most == NULL)
            return 2;
        icalerror_clear_errno();
        struct icalrecurrencetype r = icalrecurrencetype_from_string(rule);
        icalrecur_iterator *i = NULL;
        if (r.freq != ICAL_NO_RECURRENCE)
            i = icalrecur_iterator_new(r, icaltime_from_string(start));
        if (i == NULL) {
            puts("error");
            continue;
        }
        for (int n = 0; n < atoi(most); n++) {
            struct icaltimetype t = icalrecur_iterator_next(i);
            if (icaltime_is_null_time(t))
                break;
            printf(n > 0 ? ",%s" : "%s", icaltime_as_ical_string(t));
        }
        puts("");
        icalrecur_iterator_free(i);
    }
    return 0;
}
