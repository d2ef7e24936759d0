using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>A path that the child pauses and resumes: when the pacer has said that it is paused, it is so in the next run, and nothing is sent by it.</summary>
/// <param name="domain">The path's domain.</param>
internal sealed class PauseWatch(string domain)
{
    private bool? _paused = false; // null: a command was under way when the child was killed
    private bool _mustHold;
    private int _run;

    /// <summary>The runs that began with the path paused.</summary>
    public int RunsBegunPaused { get; private set; }

    /// <summary>Takes a line that the child printed.</summary>
    /// <returns>What is wrong, if anything is.</returns>
    public string? Reported(string line)
    {
        switch (line)
        {
            case "pausing":
                _paused = null;
                break;
            case "resuming":
                _paused = null;
                _mustHold = false;
                break;
            case "paused":
                _paused = true;
                break;
            case "resumed":
                _paused = false;
                break;
            case "phase paused" or "phase open":
                var isPaused = line == "phase paused";
                if (_paused is { } was && was != isPaused)
                {
                    return $"the path of {domain} was {(was ? "paused" : "not paused")}, and in run {_run} it is {(isPaused ? "" : "not ")}so";
                }

                _paused = isPaused;
                _mustHold = isPaused;
                break;
        }

        return null;
    }

    /// <summary>A run has ended.</summary>
    /// <param name="taken">What the receiver took during it.</param>
    /// <returns>What is wrong, if anything is.</returns>
    public string? RunEnded(IReadOnlyList<NodeSmtpMessage> taken)
    {
        var sent = _mustHold ? taken.SelectMany(static message => message.Recipients).FirstOrDefault(address => address.EndsWith($"@{domain}", StringComparison.Ordinal)) : null;
        var run = _run++;
        _mustHold = _paused == true;
        RunsBegunPaused += _mustHold ? 1 : 0;
        return sent is null ? null : $"the path of {domain} was paused before run {run}, and {sent} was received in it";
    }
}
