using Hotmail.Pacing.CrashTests;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.IntegrationTests.Crashes;

/// <summary>What tests/crash --damage makes of a damage.</summary>
public sealed class ExaminationTests
{
    private readonly CrashLedger _ledger = new();

    public ExaminationTests()
    {
        _ledger.Reported("offered sent hash 0@x");
        _ledger.Reported("accepted sent");
        _ledger.RunEnded([Taken("hash", "0@x")]);
        _ledger.Reported("offered a hash 1@x,2@x,3@y");
        _ledger.Reported("accepted a");
        _ledger.Reported("offered b hash 4@x");
    }

    [Fact]
    public void All_that_was_owed_was_sent() =>
        Assert.Equal(DamageVerdict.Harmless, Judge(new Examination(_ledger, [Taken("hash", "1@x", "2@x"), Taken("hash", "3@y")]) { Left = 0 }));

    [Fact]
    public void What_is_missing_without_a_word_is_undetected()
    {
        Assert.Equal(DamageVerdict.Undetected, Judge(new Examination(_ledger, [Taken("hash", "1@x", "2@x")]) { Left = 0 }));
        Assert.Equal(DamageVerdict.Undetected, Judge(new Examination(_ledger, [Taken("hash", "1@x", "3@y")]) { Left = 0 }));
    }

    [Fact]
    public void What_is_missing_is_detected_when_it_was_reported_and_is_still_there()
    {
        Assert.Equal(DamageVerdict.Detected, Judge(new Examination(_ledger, [Taken("hash", "1@x", "2@x")]) { Left = 1, Reports = 1 }));
        Assert.Equal(DamageVerdict.Detected, Judge(new Examination(_ledger, []) { Left = 2, Reports = 1 }));
        Assert.Equal(DamageVerdict.Undetected, Judge(new Examination(_ledger, []) { Left = 1, Reports = 1 })); // One of the two deliveries is gone,
        Assert.Equal(DamageVerdict.Undetected, Judge(new Examination(_ledger, []) { Left = 2 })); // or both wait, and nobody says why.
    }

    [Fact]
    public void A_spool_that_does_not_open_is_detected_when_the_error_says_so()
    {
        var examination = new Examination(_ledger, []) { StartFailure = "Damaged The spool is damaged" };
        Assert.Equal(DamageVerdict.Detected, Judge(examination with { StartFailureIsClear = true }));
        Assert.Equal(DamageVerdict.Undetected, Judge(examination));
    }

    [Fact]
    public void Changed_bytes_are_undetected_whatever_else_was_reported() =>
        Assert.Equal(DamageVerdict.Undetected, Judge(new Examination(_ledger, [Taken("other", "1@x")]) { Left = 5, Reports = 5 }));

    [Fact]
    public void A_child_that_comes_to_nothing_is_undetected() => Assert.Equal(DamageVerdict.Undetected, Judge(new Examination(_ledger, []) { Reports = 1 }));

    private static DamageVerdict Judge(Examination examination) => examination.Judge().Verdict;

    private static NodeSmtpMessage Taken(string hash, params string[] recipients) => new("s", recipients, hash);
}
