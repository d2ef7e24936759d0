namespace Hotmail.Pacing.Control;

/// <summary>
/// What somebody other than the receiver and the path's own controller lays on a path, such as for an address that is on a blocklist. It never pauses: at least one connection may
/// be open. A person's ceiling (<see cref="ProviderPacer.SetCeilingAsync(string, int?, CancellationToken)"/>) and pause go before it.
/// </summary>
public sealed record PathRestriction
{
    private readonly int? _maxCeiling;
    private readonly double? _ceilingShare;

    /// <summary>The most connections that may be open; <see langword="null"/> for no such limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int? MaxCeiling
    {
        get => _maxCeiling;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(MaxCeiling));
            _maxCeiling = value;
        }
    }

    /// <summary>
    /// The share of the ceiling that the path had learned when the restriction came; rounded down, at least one connection. So later cuts and restarts do not make it bite twice.
    /// <see langword="null"/> for no such limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0, or above 1.</exception>
    public double? CeilingShare
    {
        get => _ceilingShare;
        init
        {
            if (value is not (null or (> 0 and <= 1)))
            {
                throw new ArgumentOutOfRangeException(nameof(CeilingShare), value, "The share must be above 0 and at most 1.");
            }

            _ceilingShare = value;
        }
    }

    /// <summary>Whether the ceiling is not raised above what was learned.</summary>
    public bool HoldRaises { get; init; }

    /// <summary>Whether mail to dormant recipients waits, as in <see cref="PacingPhase.Recovery"/>: until half of its time in the queue is over.</summary>
    public bool HoldDormant { get; init; }

    /// <summary>Why, as a clause without a full stop, for records and people: <c>192.0.2.1 is listed at zen.spamhaus.org</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>When it is asked for again at the latest, because it may have ended; <see langword="null"/> when <see cref="IPathRestrictions.Changed"/> tells of every end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Both at once: of each limit the stricter, and both reasons.</summary>
    /// <param name="first">The one; <see langword="null"/> for none.</param>
    /// <param name="second">The other; <see langword="null"/> for none.</param>
    public static PathRestriction? Combine(PathRestriction? first, PathRestriction? second) =>
        first is null ? second
        : second is null ? first
        : new PathRestriction
        {
            MaxCeiling = Least(first.MaxCeiling, second.MaxCeiling),
            CeilingShare = Least(first.CeilingShare, second.CeilingShare),
            HoldRaises = first.HoldRaises || second.HoldRaises,
            HoldDormant = first.HoldDormant || second.HoldDormant,
            Reason = first.Reason == second.Reason ? first.Reason : $"{first.Reason} and {second.Reason}",
            Until = Least(first.Until, second.Until),
        };

    /// <summary>Whether it does the same for the same reason, whenever it may end.</summary>
    internal bool IsSameAs(PathRestriction other) => ReferenceEquals(other, this) || other == this with { Until = other.Until };

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T> => one is not { } first || (other is { } second && second.CompareTo(first) < 0) ? other : one;
}
