package strictjson

import "fmt"

// ParseFixed reads a decimal number that is not negative as a count of
// 10^-places: "5.5" with two places is 550. It takes at most nine digits
// before the point and places after it, and no exponent. It does its own
// reading because the decimal package's depends on settings that anybody can
// change.
func ParseFixed(s string, places int) (int64, error) {
	bad := fmt.Errorf("want a number such as 9 or 5.5, at most nine digits and %d decimals", places)
	value, digits, decimals := int64(0), 0, -1
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			value = value*10 + int64(c-'0')
			if decimals >= 0 {
				decimals++
			} else {
				digits++
			}
		case c == '.' && decimals < 0 && digits > 0:
			decimals = 0
		default:
			return 0, bad
		}
		if digits > 9 || decimals > places {
			return 0, bad
		}
	}
	if digits == 0 || decimals == 0 {
		return 0, bad
	}
	for range places - max(0, decimals) {
		value *= 10
	}
	return value, nil
}
