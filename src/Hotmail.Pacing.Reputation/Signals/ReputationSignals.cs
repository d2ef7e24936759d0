using System.Collections.Frozen;
using System.Net;
using System.Runtime.ExceptionServices;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>
/// What is known against the sender at present, and what that does in the pacer (<see cref="PacerParts.Restrictions"/>). Fed with observations by the host or a
/// <see cref="Monitoring.ReputationMonitor"/>; a signal ends when an observation says so, or when it was not seen for <see cref="ReputationSignalOptions.MaxAge"/>. Thread-safe.
/// </summary>
public sealed class ReputationSignals : IPathRestrictions, IReputationSink
{
    private readonly object _sync = new();
    private readonly Dictionary<(byte Matter, string Subject, string Where), ReputationSignal> _signals = [];
    private readonly Dictionary<(byte Matter, string Subject, string Where), DateTimeOffset> _well = [];
    private readonly ReputationSignalOptions _options;
    private readonly FrozenDictionary<string, FrozenSet<IPAddress>> _addresses;
    private readonly TimeProvider _time;
    private volatile ReputationSignal[]? _current = [];

    /// <summary>Begins with no signals.</summary>
    /// <param name="options">Which signals do what. Not to be changed afterwards.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it and the allowed range.</exception>
    public ReputationSignals(ReputationSignalOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _addresses = SignalOptionsCheck.Compile(options);
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>Of how many subjects it remembers that all was well.</summary>
    internal int WellCount => _well.Count;

    /// <summary>The signals that stand at present, whether or not a rule makes anything of them.</summary>
    public IReadOnlyList<ReputationSignal> GetCurrent()
    {
        var now = _time.GetUtcNow();
        return [.. Current().Where(signal => signal.At + _options.MaxAge > now)];
    }

    /// <inheritdoc/>
    public void Observe(ReputationObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (ObservedSignal.Of(observation) is not { } observed)
        {
            return;
        }

        var now = _time.GetUtcNow();
        bool isNews;
        lock (_sync)
        {
            var known = _signals.GetValueOrDefault(observed.Key);
            if (IsOlder(observed.Key, known, observation.At, now) || !Take(observed.Key, observed.Signal, observation.At, now))
            {
                return;
            }

            isNews = known is null || observed.Signal?.IsSameAs(known) != true;
            _current = null;
        }

        if (isNews)
        {
            TellOfChange();
        }
    }

    /// <inheritdoc/>
    public PathRestriction? Find(EgressPath path, DateTimeOffset now)
    {
        var signals = Current();
        return signals.Length == 0 ? null : SignalJudge.Judge(signals, _options, path, _addresses.GetValueOrDefault(path.Source, SignalOptionsCheck.None), now);
    }

    /// <summary>The signals in the order in which they are named; put in order by whoever asks first.</summary>
    private ReputationSignal[] Current()
    {
        if (_current is { } current)
        {
            return current;
        }

        lock (_sync)
        {
            return _current ??= [.. _signals.Values.OrderBy(static signal => signal.Kind)
                .ThenBy(static signal => signal.Subject, StringComparer.Ordinal).ThenBy(static signal => signal.Where, StringComparer.Ordinal)];
        }
    }

    /// <summary>One that throws keeps no other from hearing.</summary>
    private void TellOfChange()
    {
        Exception? first = null;
        foreach (var told in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action)told)();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                first ??= exception;
            }
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Whether something later is known. What is known of a time that is yet to come is from a clock that was set back since: it is not later.</summary>
    private bool IsOlder((byte Matter, string Subject, string Where) key, ReputationSignal? known, DateTimeOffset at, DateTimeOffset now)
    {
        DateTimeOffset? last = known?.At ?? (_well.TryGetValue(key, out var well) ? well : null);
        return last > at && last <= now;
    }

    /// <returns>Whether anything is another than before, be it when a signal was seen.</returns>
    private bool Take((byte Matter, string Subject, string Where) key, ReputationSignal? signal, DateTimeOffset at, DateTimeOffset now)
    {
        if (signal is null)
        {
            _well[key] = at < now ? at : now;
            ForgetWell(now);
            return _signals.Remove(key);
        }

        if (at + _options.MaxAge <= now)
        {
            return false;
        }

        // A clock that runs ahead must not make a signal last longer.
        _well.Remove(key);
        _signals[key] = signal with { At = at < now ? at : now };
        if (_signals.Count > _options.MaxSignals)
        {
            _signals.Remove(_signals.MinBy(static pair => pair.Value.At).Key);
        }

        return true;
    }

    /// <summary>What is older than a signal may be needs no remembering; nor, of too much, the older half.</summary>
    private void ForgetWell(DateTimeOffset now)
    {
        if (_well.Count <= _options.MaxSignals)
        {
            return;
        }

        foreach (var old in _well.Where(pair => pair.Value + _options.MaxAge <= now).Select(static pair => pair.Key).ToArray())
        {
            _well.Remove(old);
        }

        foreach (var old in _well.OrderBy(static pair => pair.Value).Take(_well.Count > _options.MaxSignals ? (_well.Count + 1) / 2 : 0).Select(static pair => pair.Key).ToArray())
        {
            _well.Remove(old);
        }
    }
}
