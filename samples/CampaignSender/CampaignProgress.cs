using System.Collections.Concurrent;
using Hotmail.Pacing;
using Hotmail.Pacing.Telemetry;

namespace CampaignSender;

/// <summary>Counts what the pacer reports, by destination group.</summary>
internal sealed class CampaignProgress : IDeliveryObserver
{
    private readonly ConcurrentDictionary<string, GroupProgress> _groups = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _settled;
    private int _expected = int.MaxValue;

    public IReadOnlyDictionary<string, GroupProgress> Groups => _groups;

    /// <summary>Every recipient has its final status.</summary>
    public Task Done => _done.Task;

    public GroupProgress Of(string group) => _groups.GetOrAdd(group, static _ => new GroupProgress());

    public int Sum(Func<GroupProgress, int> count) => _groups.Values.Sum(count);

    /// <summary>The campaign's size is known: everything was accepted.</summary>
    public void Expect(int recipients)
    {
        Volatile.Write(ref _expected, recipients);
        CompleteIfDone();
    }

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken)
    {
        var group = Of(attempt.Path.Group);
        group.Attempts++;
        if (attempt.ConnectionRefused)
        {
            group.Refused++;
            group.LastRefusal = $"{attempt.Host ?? attempt.Domain}: {attempt.Reply?.ToString() ?? attempt.Failure.ToString()}";
        }

        group.Deferrals += attempt.Recipients.Count(static recipient => recipient.Status == RecipientStatus.Deferred);
        group.MaxOpen = Math.Max(group.MaxOpen, attempt.OpenConnections);
        if (attempt.Recipients.LastOrDefault(static recipient => recipient.Status != RecipientStatus.Delivered) is { } problem)
        {
            group.LastProblem = Problem(attempt.Host ?? attempt.Domain, problem.Reason);
        }

        return default;
    }

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        var group = Of(settled.Recipient.Path.Group);
        switch (settled.Recipient.Status)
        {
            case RecipientStatus.Delivered:
                group.Delivered++;
                break;
            case RecipientStatus.Expired:
                group.Expired++;
                break;
            case RecipientStatus.Failed or RecipientStatus.Cancelled:
                group.Failed++;
                break;
        }

        Interlocked.Increment(ref _settled);
        CompleteIfDone();
        return default;
    }

    // Where no reply came, the reason names the host itself.
    private static string Problem(string host, string? reason) =>
        reason?.StartsWith(host, StringComparison.OrdinalIgnoreCase) == true ? reason : $"{host}: {reason}";

    private void CompleteIfDone()
    {
        if (Volatile.Read(ref _settled) >= Volatile.Read(ref _expected))
        {
            _done.TrySetResult();
        }
    }
}

/// <summary>One group's counts. Written by the observer's one caller, read by the views.</summary>
internal sealed class GroupProgress
{
    public int Recipients { get; set; }

    public int Attempts { get; set; }

    public int Delivered { get; set; }

    public int Deferrals { get; set; }

    public int Failed { get; set; }

    public int Expired { get; set; }

    public int Refused { get; set; }

    public int MaxOpen { get; set; }

    /// <summary>What was said when a connection was last refused; <see langword="null"/> when none was.</summary>
    public string? LastRefusal { get; set; }

    /// <summary>Why a recipient was last deferred or refused for good; <see langword="null"/> when none was.</summary>
    public string? LastProblem { get; set; }
}
