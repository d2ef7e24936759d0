using Hotmail.Pacing.CrashTests;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.IntegrationTests.Crashes;

/// <summary>The account of tests/crash finds what it is there to find.</summary>
public sealed class CrashLedgerTests
{
    private readonly CrashLedger _ledger = new();

    [Fact]
    public void What_was_accepted_and_received_is_good()
    {
        Accept("a", "hash", "1@x", "2@y");
        _ledger.RunEnded([Taken("s", "hash", "1@x"), Taken("t", "hash", "2@y")]);

        var result = _ledger.Judge();

        Assert.True(result.IsGood);
        Assert.Equal((2, 2, 0, 0, 0), (result.Accepted, result.Received, result.Lost, result.Duplicates, result.Explained));
        Assert.Empty(_ledger.Owed());
    }

    [Fact]
    public void A_recipient_that_nothing_was_received_for_is_lost()
    {
        Accept("a", "hash", "1@x", "2@y");
        _ledger.RunEnded([Taken("s", "hash", "1@x")]);

        var result = _ledger.Judge();

        Assert.False(result.IsGood);
        Assert.Equal(1, result.Lost);
        Assert.Equal("lost: 2@y", Assert.Single(result.Findings));
        Assert.Equal(["2@y"], Assert.Single(_ledger.Owed()).Recipients);
    }

    [Fact]
    public void What_was_not_reported_accepted_need_not_be_received_but_may_be()
    {
        _ledger.Reported("offered a hash 1@x");
        _ledger.Reported("offered b hash 2@x");
        _ledger.RunEnded([Taken("s", "hash", "2@x")]);

        var result = _ledger.Judge();

        Assert.True(result.IsGood);
        Assert.Equal((0, 1, 0), (result.Accepted, result.Received, result.Lost));
    }

    [Fact]
    public void Changed_bytes_are_found_and_do_not_count_as_received()
    {
        Accept("a", "hash", "1@x");
        _ledger.RunEnded([Taken("s", "other", "1@x")]);

        var result = _ledger.Judge();

        Assert.Equal((0, 1), (result.Received, result.Lost));
        Assert.Equal(["not the bytes that were handed over: 1@x, in run 0", "lost: 1@x"], result.Findings);
    }

    [Fact]
    public void What_was_refused_or_never_handed_over_must_not_be_received()
    {
        _ledger.Reported("offered a hash 1@x");
        _ledger.Reported("refused a DiskFull");
        _ledger.RunEnded([Taken("s", "hash", "1@x"), Taken("s", "hash", "2@x")]);

        var result = _ledger.Judge();

        Assert.Equal(["refused, and received all the same: 1@x, in run 0", "nobody sent to 2@x, and it was received, in run 0"], result.Findings);
        Assert.Equal((0, 0), (result.Accepted, result.Lost));
        Assert.False(result.IsGood);
    }

    [Fact]
    public void A_recipient_that_was_given_up_is_found()
    {
        Accept("a", "hash", "1@x");
        _ledger.Reported("settled 1@x Expired");
        _ledger.RunEnded([]);

        Assert.Contains("not delivered: settled 1@x Expired", _ledger.Judge().Findings);
    }

    [Fact]
    public void A_duplicate_is_explained_when_the_kill_cut_off_the_transaction()
    {
        Accept("a", "hash", "1@x", "2@x");
        Accept("b", "hash", "3@y");
        _ledger.RunEnded([Taken("s", "hash", "3@y"), Taken("s", "hash", "1@x", "2@x")]);
        _ledger.RunEnded([Taken("u", "hash", "1@x", "2@x")]);

        var result = _ledger.Judge();

        Assert.True(result.IsGood);
        Assert.Equal((2, 2), (result.Duplicates, result.Explained));
    }

    [Theory]
    [InlineData(false, "more came on that session afterwards")]
    [InlineData(true, "reported settled")]
    public void A_duplicate_of_a_transaction_that_had_ended_is_not_explained(bool isSettled, string why)
    {
        Accept("a", "hash", "1@x");
        Accept("b", "hash", "2@x");
        if (isSettled)
        {
            _ledger.Reported("settled 1@x Delivered");
        }

        _ledger.RunEnded(isSettled ? [Taken("s", "hash", "2@x"), Taken("s", "hash", "1@x")] : [Taken("s", "hash", "1@x"), Taken("s", "hash", "2@x")]);
        _ledger.RunEnded([Taken("t", "hash", "1@x")]);

        var result = _ledger.Judge();

        Assert.False(result.IsGood);
        Assert.Equal((1, 0), (result.Duplicates, result.Explained));
        Assert.Contains(why, Assert.Single(result.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_after_an_orderly_stop_or_within_a_run_is_not_explained()
    {
        Accept("a", "hash", "1@x");
        Accept("b", "hash", "2@x");
        _ledger.RunEnded([Taken("s", "hash", "1@x"), Taken("t", "hash", "2@x"), Taken("u", "hash", "2@x")], inOrder: true);
        _ledger.RunEnded([Taken("v", "hash", "1@x")]);

        var result = _ledger.Judge();

        Assert.Equal((2, 0), (result.Duplicates, result.Explained));
        Assert.Equal(2, result.Findings.Count);
        Assert.False(result.IsGood);
    }

    [Fact]
    public void The_line_names_the_counts_in_their_order_and_those_of_damages_only_where_there_were_any()
    {
        var result = new CrashResult(5, 4, 1, 3, 2, []) { Kills = 7 };
        Assert.Equal("""{"kills":7,"accepted":5,"received":4,"lost":1,"duplicates":3,"duplicates_explained":2}""", result.ToJson());

        var both = result with { Damages = new DamageCounts(1, 2, 3) };
        Assert.Equal(
            """{"kills":14,"accepted":10,"received":8,"lost":2,"duplicates":6,"duplicates_explained":4,"damaged":12,"detected":2,"harmless":4,"undetected":6}""", (both + both).ToJson());
        Assert.False((new CrashResult(1, 1, 0, 0, 0, []) { Damages = new DamageCounts(0, 0, 1) }).IsGood);
    }

    private void Accept(string id, string hash, params string[] recipients)
    {
        _ledger.Reported($"offered {id} {hash} {string.Join(',', recipients)}");
        _ledger.Reported($"accepted {id}");
    }

    private static NodeSmtpMessage Taken(string session, string hash, params string[] recipients) => new(session, recipients, hash);
}
