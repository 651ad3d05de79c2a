/* Prints what libical reads in a calendar file, one line for each VEVENT:
 * UID, start, end, status, tab between them, times in UTC as 20261102T230000Z,
 * dates as 20261102, floating times without the Z.
 *
 *     cc -o read read.c $(pkg-config --cflags --libs libical) && ./read FILE.ics
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static void print_time(struct icaltimetype t)
{
    if (!t.is_date && t.zone != NULL && !icaltime_is_utc(t))
        t = icaltime_convert_to_zone(t, icaltimezone_get_utc_timezone());
    printf("\t%s", icaltime_as_ical_string(t));
}

int main(int argc, char **argv)
{
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (f == NULL)
        return 2;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *text = calloc(size + 1, 1);
    if (text == NULL || fread(text, 1, size, f) != (size_t)size)
        return 2;
    fclose(f);
    icalcomponent *calendar = icalparser_parse_string(text);
    if (calendar == NULL || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT)
        return 1;
    if (icalcomponent_count_errors(calendar) > 0) {
        fprintf(stderr, "%s\n", icalcomponent_as_ical_string(calendar));
        return 1;
    }
    for (icalcomponent *e = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); e != NULL;
         e = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        printf("%s", icalcomponent_get_uid(e));
        print_time(icalcomponent_get_dtstart(e));
        print_time(icalcomponent_get_dtend(e));
        printf("\t%s\n", icalproperty_status_to_string(icalcomponent_get_status(e)));
    }
    return 0;
}
