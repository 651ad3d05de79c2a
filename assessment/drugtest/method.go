package drugtest

import "errors"

// PresumptiveMethod is a way of testing that screens: it shows that something
// reacts, not what. The zero PresumptiveMethod is a screening method that is
// not named further.
type PresumptiveMethod struct{ presumptive uint8 }

var presumptiveWords = []string{"screen", "immunoassay", "point-of-care"}

// Immunoassay is a screen in a laboratory.
func Immunoassay() PresumptiveMethod { return PresumptiveMethod{1} }

// PointOfCare is a cup or strip that is read where it was collected.
func PointOfCare() PresumptiveMethod { return PresumptiveMethod{2} }

// ParsePresumptiveMethod reads "screen", "immunoassay" or "point-of-care".
func ParsePresumptiveMethod(s string) (PresumptiveMethod, error) {
	n, err := parseWord[uint8](s, presumptiveWords, 0, "a screening method")
	return PresumptiveMethod{n}, err
}

// String gives the form that [ParsePresumptiveMethod] reads.
func (m PresumptiveMethod) String() string { return word(m.presumptive, presumptiveWords) }

// DefinitiveMethod is a way of testing that identifies an analyte. There is no
// way to make one from a screening method. The zero DefinitiveMethod is a
// definitive method that is not named further.
type DefinitiveMethod struct{ definitive uint8 }

var definitiveWords = []string{"definitive", "gc-ms", "lc-ms-ms"}

// GCMS is gas chromatography with mass spectrometry.
func GCMS() DefinitiveMethod { return DefinitiveMethod{1} }

// LCMSMS is liquid chromatography with tandem mass spectrometry.
func LCMSMS() DefinitiveMethod { return DefinitiveMethod{2} }

// ParseDefinitiveMethod reads "definitive", "gc-ms" or "lc-ms-ms".
func ParseDefinitiveMethod(s string) (DefinitiveMethod, error) {
	n, err := parseWord[uint8](s, definitiveWords, 0, "a definitive method")
	return DefinitiveMethod{n}, err
}

// String gives the form that [ParseDefinitiveMethod] reads.
func (m DefinitiveMethod) String() string { return word(m.definitive, definitiveWords) }

// Assay is a test as a laboratory runs it: a method, and what the laboratory
// or the source calls it. The zero Assay is invalid.
type Assay struct {
	name    string
	process Process
}

// ScreenAssay gives an assay of a screening method.
func ScreenAssay(m PresumptiveMethod, name string) Assay {
	if name == "" {
		name = m.String()
	}
	return Assay{name, Presumptive}
}

// DefinitiveAssay gives an assay of a definitive method.
func DefinitiveAssay(m DefinitiveMethod, name string) Assay {
	if name == "" {
		name = m.String()
	}
	return Assay{name, Definitive}
}

// Name gives what the assay is called, as in "HHS initial".
func (a Assay) Name() string { return a.name }

// Process gives what results of the assay are.
func (a Assay) Process() Process { return a.process }

// Cutoff is the concentration from which an assay in a matrix reports
// positive. It belongs to the two and never to an analyte, so that it can only
// be made with them. The zero Cutoff is none.
type Cutoff struct {
	assay  Assay
	matrix Matrix
	at     Quantity
}

// NewCutoff gives a cut-off. It is an error if the assay or the matrix is not
// stated, or if the quantity is not a positive concentration.
func NewCutoff(a Assay, m Matrix, at Quantity) (Cutoff, error) {
	switch {
	case a.process == 0:
		return Cutoff{}, errors.New("a cut-off belongs to an assay; name it")
	case !m.IsValid():
		return Cutoff{}, errors.New("a cut-off belongs to a matrix; name it")
	case !at.Unit.isMass():
		return Cutoff{}, errors.New("a cut-off has a unit of concentration, such as ng/mL")
	}
	if n, ok := at.femtograms(); !ok || n <= 0 {
		return Cutoff{}, errors.New("a cut-off is more than 0")
	}
	return Cutoff{a, m, at}, nil
}

// IsSet reports whether there is a cut-off.
func (c Cutoff) IsSet() bool { return c.matrix != 0 }

// Assay gives the assay that the cut-off belongs to.
func (c Cutoff) Assay() Assay { return c.assay }

// Matrix gives the matrix that the cut-off belongs to.
func (c Cutoff) Matrix() Matrix { return c.matrix }

// At gives the concentration.
func (c Cutoff) At() Quantity { return c.at }
