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
/// more and less than 1 % failing. Says so of each domain that 5 of the failures name, at most every 5 minutes, and of 100 domains at most. Give each pacer one of its own.
/// </summary>
/// <param name="sinks">Who is told.</param>
public sealed partial class AuthenticationFailureWatch(IEnumerable<IReputationSink> sinks) : IDeliveryObserver
{
    private const string Group = "microsoft-consumer";
    private const string Observer = "attempts";
    private const int Slots = 12;
    private const int LongestText = 1000;
    private const int MinFailures = 20;
    private const int MinFailuresOfDomain = 5;
    private const int MostDomains = 100;
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
        if (isFailure)
        {
            var domain = window.Domain ?? $"the mail from {attempt.Path.Source}";
            var isSpike = failures >= MinFailures && WilsonInterval.Lower(failures, attempts) > SpikeShare;
            if (window.Fail(domain, attempt.At) && isSpike && window.IsToBeTold(domain, attempt.At))
            {
                Tell(domain, isBroken: true, FormattableString.Invariant($"{failures} of {attempts} attempts from {attempt.Path.Source} to {Group} within an hour were refused for it"), attempt.At);
            }
        }
        else if (window.IsBroken && attempts >= MinAttemptsOver && failures < OverShare * attempts)
        {
            foreach (var domain in window.TakeBroken())
            {
                Tell(domain, isBroken: false, null, attempt.At);
            }
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
        private readonly Dictionary<string, (int Failures, DateTimeOffset At)> _domains = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, DateTimeOffset> _broken = new(StringComparer.OrdinalIgnoreCase);
        private long _newest;

        /// <summary>The domain that a reply named last.</summary>
        public string? Domain { get; set; }

        /// <summary>Whether the sinks were told that a domain is broken.</summary>
        public bool IsBroken => _broken.Count > 0;

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

        /// <summary>Counts a domain's failure.</summary>
        /// <returns>Whether it has enough of them, without an hour's rest between.</returns>
        public bool Fail(string domain, DateTimeOffset at)
        {
            if (!_domains.ContainsKey(domain) && _domains.Count >= MostDomains)
            {
                _domains.Remove(_domains.MinBy(static known => known.Value.At).Key);
            }

            var (failures, last) = _domains.GetValueOrDefault(domain);
            failures = at - last < Slots * Slot ? failures + 1 : 1;
            _domains[domain] = (failures, at);
            return failures >= MinFailuresOfDomain;
        }

        /// <summary>Whether it is time to tell that a domain is broken; then it is told.</summary>
        public bool IsToBeTold(string domain, DateTimeOffset at)
        {
            if (_broken.TryGetValue(domain, out var told) ? at >= told && at - told < Slot : _broken.Count >= MostDomains)
            {
                return false;
            }

            _broken[domain] = at;
            return true;
        }

        /// <summary>The domains that were told, which are told no more.</summary>
        public string[] TakeBroken()
        {
            string[] domains = [.. _broken.Keys];
            _broken.Clear();
            _domains.Clear();
            return domains;
        }
    }
}
