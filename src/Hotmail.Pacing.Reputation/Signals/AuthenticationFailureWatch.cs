using System.Runtime.ExceptionServices;
using System.Text.RegularExpressions;
using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>
/// Watches attempts for what receivers refuse because authentication fails (<c>550 5.7.515</c>), and tells the sinks when that is a spike and when it is over. Counts the last hour of the
/// group <c>microsoft-consumer</c> by egress source: a spike is 20 failures or more, whose share of the attempts is certainly above 5 % (Wilson); over it is with 100 attempts or
/// more and less than 1 % failing. Says so at most every 5 minutes. Give each pacer one of its own.
/// </summary>
/// <param name="sinks">Who is told.</param>
public sealed partial class AuthenticationFailureWatch(IEnumerable<IReputationSink> sinks) : IDeliveryObserver
{
    private const string Group = "microsoft-consumer";
    private const string Observer = "attempts";
    private const int Slots = 12;
    private const int LongestText = 1000;
    private const int MinFailures = 20;
    private const int MinAttemptsOver = 100;
    private const double SpikeShare = 0.05;
    private const double OverShare = 0.01;
    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    private readonly IReputationSink[] _sinks = [.. sinks];
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        if (attempt.Path.Group == Group && !attempt.ConnectionRefused && attempt.Reply is not null)
        {
            if (!_windows.TryGetValue(attempt.Path.Source, out var window))
            {
                _windows.Add(attempt.Path.Source, window = new Window());
            }

            Count(window, attempt);
        }

        return default;
    }

    private void Count(Window window, AttemptRecord attempt)
    {
        var isFailure = attempt.Classification.Class == ReplyClass.AuthenticationFailure;
        window.Add(attempt.At.UtcTicks / Slot.Ticks, isFailure);
        if (isFailure && attempt.Reply is { } reply && Named().Match(reply.Text[..Math.Min(reply.Text.Length, LongestText)]) is { Success: true } match)
        {
            window.Domain = match.Groups[1].Value;
        }

        var (attempts, failures) = window.Sum();
        if (isFailure && failures >= MinFailures && WilsonInterval.Lower(failures, attempts) > SpikeShare)
        {
            var domain = window.Domain ?? $"the mail from {attempt.Path.Source}";
            if (window.Broken is { } before && before != domain)
            {
                Tell(before, isBroken: false, null, attempt.At);
            }
            else if (window.Broken is not null && attempt.At >= window.ToldAt && attempt.At - window.ToldAt < Slot)
            {
                return;
            }

            (window.Broken, window.ToldAt) = (domain, attempt.At);
            Tell(domain, isBroken: true, FormattableString.Invariant($"{failures} of {attempts} attempts from {attempt.Path.Source} to {Group} within an hour were refused for it"), attempt.At);
        }
        else if (window.Broken is { } domain && attempts >= MinAttemptsOver && failures < OverShare * attempts)
        {
            window.Broken = null;
            Tell(domain, isBroken: false, null, attempt.At);
        }
    }

    private void Tell(string domain, bool isBroken, string? evidence, DateTimeOffset at)
    {
        var observation = new AuthenticationObservation { Domain = domain, IsBroken = isBroken, Evidence = evidence, ObservedBy = Observer, At = at };
        Exception? first = null;
        foreach (var sink in _sinks)
        {
            try
            {
                sink.Observe(observation);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The others are told all the same; the pacer logs it.
                first ??= exception;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    [GeneratedRegex(@"sending domain \[?([a-z0-9_-]+(?:\.[a-z0-9_-]+)+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    private sealed class Window
    {
        private readonly long[] _slots = new long[Slots];
        private readonly int[] _attempts = new int[Slots];
        private readonly int[] _failures = new int[Slots];
        private long _newest;

        public string? Domain { get; set; }

        /// <summary>The domain that the sinks were told is broken.</summary>
        public string? Broken { get; set; }

        public DateTimeOffset ToldAt { get; set; }

        public void Add(long slot, bool isFailure)
        {
            var at = (int)(slot % Slots);
            if (_slots[at] != slot)
            {
                (_slots[at], _attempts[at], _failures[at]) = (slot, 0, 0);
            }

            _newest = slot;
            _attempts[at]++;
            _failures[at] += isFailure ? 1 : 0;
        }

        public (int Attempts, int Failures) Sum()
        {
            var (attempts, failures) = (0, 0);
            for (var at = 0; at < Slots; at++)
            {
                if (_newest - _slots[at] is >= 0 and < Slots)
                {
                    (attempts, failures) = (attempts + _attempts[at], failures + _failures[at]);
                }
            }

            return (attempts, failures);
        }
    }
}
