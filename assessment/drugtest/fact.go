package drugtest

import (
	"strings"

	"github.com/openiop/openiop/iop"
)

// Fact is one step of an explanation, with the source of what it rests on. Its
// words are made on demand; it holds no free text of a record.
type Fact struct {
	Kind FactKind
	// Analyte is what the fact speaks of.
	Analyte AnalyteID
	// Substance is a parent drug, a medication or an agent, in the catalogue's
	// word.
	Substance string
	// Result is another result that the fact rests on.
	Result ResultID
	// Number is what was measured or counted, Limit what it is held against.
	Number, Limit iop.Amount
	// Unit is that of both, 0 for a plain number.
	Unit Unit
	// Word is a word of the catalogue or of a closed set, such as a state of a
	// specimen or the name of an exposure.
	Word string
	// Source is where the rule or the number was read; nil for what follows
	// from the record alone, and for program policy. It is shared.
	Source *iop.Source
}

// FactKind is what a fact says.
type FactKind uint8

// The kinds of fact.
const (
	FactMedication FactKind = iota + 1
	FactMedicationMetabolite
	FactMinorMetabolite
	FactMedicationEnded
	FactMedicationAbsent
	FactMedicationJustBegun
	FactShownByOther
	FactParentAlone
	FactNoMedication
	FactMetaboliteOfFound
	FactMimicTaken
	FactMimicNotTaken
	FactExposure
	FactPresumptive
	FactDefinitive
	FactAcknowledged
	FactRatioFalling
	FactRatioWithin
	FactRatioBetween
	FactRatioAbove
	FactRatioSeries
	FactRatioStudies
	FactNoRatio
	FactEarlierPositive
	FactObservedTo
	FactBeyondObserved
	FactLowBand
	FactHighBand
	FactBetweenBands
	FactPairRatio
	FactPairBand
	FactSpecificMarker
	FactShortWindow
	FactSameEpisode
	FactDilute
	FactUnusable
	FactNotAssessed
	FactNoFinding
	FactReportedIndeterminate
	FactNotOnPanel
	FactUnseen
	FactNotNamed
	FactNoAnalyte
	FactNotExcluded
	FactCriterion
	FactReferenceRange
	FactNumbersOverrule
	FactLaboratorySays
	FactNotMeasured
	FactTemperature
	FactUnread
	FactUnknownMedication
	FactAfterAsOf
	FactBelowCutoff
	FactSuperseded
)

var factWords = [...]string{
	FactMedication:            "%s was in force on the day of collection and shows as %a",
	FactMedicationMetabolite:  "%s was in force on the day of collection; the body makes %a of it",
	FactMinorMetabolite:       "%s was in force on the day of collection; the body makes a little %a of it",
	FactMedicationEnded:       "%s ended %n d before the collection; %a can show up to %l d after the last use",
	FactMedicationAbsent:      "%s was in force on the day of collection and %a was not found: explore timing, access, side effects and what the assay can see",
	FactMedicationJustBegun:   "%s began on the day of collection; it need not show yet",
	FactShownByOther:          "%s was shown by %a in the same specimen",
	FactParentAlone:           "%a was not found beside %s: talk it through; a first dose hours ago, little of it or a dose added to the specimen can all look so, and none is concluded",
	FactNoMedication:          "no medication that was in force on the day of collection explains it",
	FactMetaboliteOfFound:     "the body makes it of %a, which was found in the same specimen; the two count as one event",
	FactMimicTaken:            "possible cross-reaction: %s was in force on the day of collection and can make this screen react",
	FactMimicNotTaken:         "possible cross-reaction with agents not on the list of medications: %w; ask",
	FactExposure:              "an everyday exposure can give it: %w",
	FactPresumptive:           "presumptive: a screen shows that something reacts; it stays so until a definitive method confirms it",
	FactDefinitive:            "found by a definitive method",
	FactAcknowledged:          "the person reported the use",
	FactRatioFalling:          "the creatinine-normalized concentration fell to %n of that in %r",
	FactRatioWithin:           "creatinine-normalized ratio %n to %r, within %l: consistent with earlier use still being excreted",
	FactRatioBetween:          "creatinine-normalized ratio %n to %r, not below %l: published limits do not decide between earlier and new use",
	FactRatioAbove:            "creatinine-normalized ratio %n to %r, above %l: more than earlier use explains in the published studies",
	FactRatioSeries:           "it fell the time before too: a series of results that falls is what excretion looks like",
	FactRatioStudies:          "the published limits come from people who used less than daily; after daily use excretion is slower",
	FactNoRatio:               "no creatinine-normalized comparison with the earlier result is possible; a serial quantitative test would help",
	FactEarlierPositive:       "%a was found in %r, %n d before",
	FactObservedTo:            "%a was seen up to %l days after regular use; this is day %n",
	FactBeyondObserved:        "%a was seen up to %l days after use; this is day %n, which is beyond",
	FactLowBand:               "%n is within the band up to %l in which exposure without use is possible",
	FactHighBand:              "%n is at or above %l, the band of heavy use; a number does not tell the amount",
	FactBetweenBands:          "%n is above %l, the band in which exposure without use is possible",
	FactPairRatio:             "ratio to %a in the same specimen: %n",
	FactPairBand:              "published reading of the ratio: %w",
	FactSpecificMarker:        "a specific marker: %w",
	FactShortWindow:           "%a shows for about %n hours only; its absence excludes nothing",
	FactSameEpisode:           "less than %l days after %r: the two findings count as one event",
	FactDilute:                "the specimen is dilute: a positive finding stays usable, a negative one decides nothing",
	FactUnusable:              "the specimen is %w; no finding is read from it",
	FactNotAssessed:           "no measurement says how good the specimen was",
	FactNoFinding:             "on the panel, and no finding was reported",
	FactReportedIndeterminate: "the laboratory reports it as indeterminate",
	FactNotOnPanel:            "not tested, which is not negative: the panel does not cover what shows %s",
	FactUnseen:                "tests named by the class do not show %a reliably",
	FactNotNamed:              "the panel does not name %a; the finding is taken as reported",
	FactNoAnalyte:             "not tested, which is not negative: no analyte of the catalogue shows %s",
	FactNotExcluded:           "a negative finding does not exclude use outside the window of detection",
	FactCriterion:             "%w",
	FactReferenceRange:        "%w",
	FactNumbersOverrule:       "the laboratory calls the specimen %w; the measurements say otherwise and are followed; ask the laboratory what its word rests on",
	FactLaboratorySays:        "the laboratory calls the specimen %w; the measurements do not decide",
	FactNotMeasured:           "not measured: %w",
	FactTemperature:           "%w",
	FactUnread:                "%n results or medications of the file could not be read as a whole; what is said here leaves that out",
	FactUnknownMedication:     "%s is no word of the catalogue; it is kept and explains nothing",
	FactAfterAsOf:             "result %r is later than the day on which the history is read",
	FactBelowCutoff:           "the stated quantity %n is below the stated cut-off %l; ask the laboratory",
	FactSuperseded:            "a definitive result of the same day, %r, stands in place of the screen",
}

// String words the fact.
func (f Fact) String() string {
	if int(f.Kind) >= len(factWords) {
		return ""
	}
	unit := ""
	if f.Unit.IsValid() {
		unit = " " + f.Unit.String()
	}
	return strings.NewReplacer(
		"%a", named(string(f.Analyte), "the analyte"), "%s", named(f.Substance, "a medication"), "%r", named(string(f.Result), "an earlier result"),
		"%n", f.Number.String()+unit, "%l", f.Limit.String()+unit, "%w", named(f.Word, "something"),
	).Replace(factWords[f.Kind])
}

func named(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func count(n int) iop.Amount { return iop.WholeAmount(int64(n)) }

// Basis gives where the fact was read, as in "TIP 47 (verified)", "" where it
// follows from the record.
func (f Fact) Basis() string {
	if f.Source == nil {
		return ""
	}
	return f.Source.Locator + " (" + f.Source.Confidence.String() + ")"
}
