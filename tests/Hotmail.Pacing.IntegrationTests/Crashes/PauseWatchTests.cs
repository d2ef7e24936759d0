using Hotmail.Pacing.CrashTests;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.IntegrationTests.Crashes;

/// <summary>tests/crash finds a pause that a restart has forgotten.</summary>
public sealed class PauseWatchTests
{
    private static readonly NodeSmtpMessage[] s_byThePath = [new("s", ["1@x"], "hash")];
    private readonly PauseWatch _watch = new("x");

    [Fact]
    public void A_pause_that_was_reported_holds_in_the_next_run()
    {
        Say("pausing", "paused");
        Assert.Null(_watch.RunEnded(s_byThePath)); // What was under way ends.
        Assert.Equal(1, _watch.RunsBegunPaused);

        Assert.NotNull(_watch.Reported("phase open"));
        Assert.Contains("1@x", _watch.RunEnded(s_byThePath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_was_not_reported_done_may_have_come_to_either()
    {
        Say("pausing");
        Assert.Null(_watch.RunEnded([]));
        Say("phase open");
        Assert.Null(_watch.RunEnded(s_byThePath));
    }

    [Fact]
    public void What_is_found_after_such_a_command_stays_so()
    {
        Say("pausing");
        Assert.Null(_watch.RunEnded([]));
        Say("phase paused");
        Assert.NotNull(_watch.RunEnded(s_byThePath));
        Assert.NotNull(_watch.Reported("phase open"));
    }

    [Fact]
    public void A_path_that_is_being_resumed_may_send()
    {
        Say("pausing", "paused");
        Assert.Null(_watch.RunEnded([]));
        Say("phase paused", "resuming", "resumed");
        Assert.Null(_watch.RunEnded(s_byThePath));
        Assert.NotNull(_watch.Reported("phase paused"));
    }

    private void Say(params string[] lines) => Assert.All(lines, line => Assert.Null(_watch.Reported(line)));
}
