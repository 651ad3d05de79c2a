package careplan_test

import (
	"testing"
	"time"

	"github.com/openiop/openiop/careplan"
	"github.com/openiop/openiop/iop"
	"github.com/stretchr/testify/require"
)

var (
	givenOn  = iop.MustDate(2026, time.March, 2)
	expires  = iop.MustDate(2026, time.June, 1)
	consents = iop.Period{From: givenOn, Until: expires}
)

func TestDisclosureNeedsAConsentThatNamesRecipientAndPurpose(t *testing.T) {
	consent, err := careplan.NewConsent("c1", "clinic-7", consents, careplan.ForTreatment, careplan.ForPayment)
	require.NoError(t, err)
	for _, c := range []struct {
		name    string
		to      careplan.Recipient
		purpose careplan.Purpose
		under   careplan.Consent
		on      iop.Date
		want    string
	}{
		{"on the first day", "clinic-7", careplan.ForTreatment, consent, givenOn, ""},
		{"the day before", "clinic-7", careplan.ForTreatment, consent, givenOn.AddDays(-1), "does not hold"},
		{"on the last day", "clinic-7", careplan.ForPayment, consent, expires.AddDays(-1), ""},
		{"on the day of expiry", "clinic-7", careplan.ForPayment, consent, expires, "does not hold"},
		{"to somebody else", "clinic-8", careplan.ForTreatment, consent, givenOn, "another recipient"},
		{"for another purpose", "clinic-7", careplan.ForOperations, consent, givenOn, "does not name"},
		{"without a purpose", "clinic-7", 0, consent, givenOn, "does not name"},
		{"without a consent", "clinic-7", careplan.ForTreatment, careplan.Consent{}, givenOn, "ask the person first"},
		{"without a day", "clinic-7", careplan.ForTreatment, consent, iop.Date{}, "does not hold"},
		{"on the day before it was taken back", "clinic-7", careplan.ForTreatment, consent.Revoked(givenOn.AddDays(9)), givenOn.AddDays(8), ""},
		{"on the day on which it was taken back", "clinic-7", careplan.ForTreatment, consent.Revoked(givenOn.AddDays(9)), givenOn.AddDays(9), "does not hold"},
		{"after a consent that ended was taken back", "clinic-7", careplan.ForTreatment, consent.Revoked(expires.AddDays(9)), expires, "does not hold"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := careplan.Disclose("r1", c.to, c.purpose, c.under, c.on)
			if c.want != "" {
				require.ErrorContains(t, err, c.want)
				require.Equal(t, careplan.Disclosure{}, d)
				return
			}
			require.NoError(t, err)
			require.Equal(t, careplan.RecordID("r1"), d.Result())
			require.Equal(t, c.to, d.Recipient())
			require.Equal(t, c.purpose, d.Purpose())
			require.Equal(t, careplan.RecordID("c1"), d.Consent())
			require.Equal(t, c.on, d.On())
		})
	}
}

func TestLegalUseHasItsOwnGround(t *testing.T) {
	consent, err := careplan.NewLegalConsent("l1", "court-3", "case-9", consents)
	require.NoError(t, err)
	order, err := careplan.NewCourtOrder("o1", "court-3", "case-9", consents)
	require.NoError(t, err)
	require.False(t, consent.IsOrder())
	require.True(t, order.IsOrder())
	for _, ground := range []careplan.LegalGround{consent, order} {
		d, err := careplan.DiscloseForProceeding("r1", "court-3", ground, givenOn)
		require.NoError(t, err)
		require.Equal(t, ground, d.Ground())
		_, err = careplan.DiscloseForProceeding("r1", "court-3", ground, expires)
		require.ErrorContains(t, err, "does not hold")
		_, err = careplan.DiscloseForProceeding("r1", "court-4", ground, givenOn)
		require.ErrorContains(t, err, "another recipient")
	}
	_, err = careplan.DiscloseForProceeding("r1", "court-3", careplan.LegalGround{}, givenOn)
	require.ErrorContains(t, err, "neither a consent for the proceeding nor a court order")
}

func TestGroundsThatCannotBe(t *testing.T) {
	_, err := careplan.NewConsent("", "clinic-7", consents, careplan.ForTreatment)
	require.ErrorContains(t, err, "has no id")
	_, err = careplan.NewConsent("c1", "", consents, careplan.ForTreatment)
	require.ErrorContains(t, err, "names no recipient")
	_, err = careplan.NewConsent("c1", "clinic-7", consents)
	require.ErrorContains(t, err, "names no purpose")
	_, err = careplan.NewConsent("c1", "clinic-7", consents, 9)
	require.ErrorContains(t, err, "a purpose that there is not")
	_, err = careplan.NewConsent("c1", "clinic-7", iop.Period{}, careplan.ForTreatment)
	require.ErrorContains(t, err, "has no first day")
	_, err = careplan.NewCourtOrder("o1", "court-3", "", consents)
	require.ErrorContains(t, err, "names no proceeding")
}
