using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>Which signals do what in the pacer. As long as no rule is set, none does anything.</summary>
public sealed class ReputationSignalOptions
{
    /// <summary>What a listing does: of an address, to the paths of the source that has it; of a domain, to all paths.</summary>
    /// <value>Default <see langword="null"/>: nothing.</value>
    public SignalRule? Listed { get; set; }

    /// <summary>What a complaint rate of <see cref="ComplaintRateThreshold"/> or more does.</summary>
    /// <value>Default <see langword="null"/>: nothing.</value>
    public SignalRule? ComplaintRate { get; set; }

    /// <summary>What a yellow filter result does.</summary>
    /// <value>Default <see langword="null"/>: nothing.</value>
    public SignalRule? FilterYellow { get; set; }

    /// <summary>What a red filter result does.</summary>
    /// <value>Default <see langword="null"/>: nothing.</value>
    public SignalRule? FilterRed { get; set; }

    /// <summary>What broken authentication of a sending domain does. A path does not know its mail's sending domains, so it does it to all paths of the rule's groups.</summary>
    /// <value>Default <see langword="null"/>: nothing.</value>
    public SignalRule? AuthenticationBroken { get; set; }

    /// <summary>From which complaint rate on it counts.</summary>
    /// <value>Default 0.003 (0.3 %). Above 0, at most 1.</value>
    public double ComplaintRateThreshold { get; set; } = 0.003;

    /// <summary>From which severity on a listing counts.</summary>
    /// <value>Default <see cref="IssueSeverity.Error"/>.</value>
    public IssueSeverity MinListingSeverity { get; set; } = IssueSeverity.Error;

    /// <summary>How long a signal counts after it was last seen.</summary>
    /// <value>Default 48 hours. Above zero, at most 365 days.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(48);

    /// <summary>
    /// The public addresses of egress sources, by the source's name, for those behind a NAT or a relay. For a source that is not here, the configured <c>LocalAddress</c>. What
    /// concerns an address that no source has does nothing.
    /// </summary>
    /// <value>Default empty.</value>
    public IDictionary<string, IList<string>> SourceAddresses { get; } = new Dictionary<string, IList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many signals are known at once; beyond, the oldest is forgotten.</summary>
    /// <value>Default 10,000. At least 1.</value>
    public int MaxSignals { get; set; } = 10_000;

    internal SignalRule? RuleFor(SignalKind kind) => kind switch
    {
        SignalKind.Listed => Listed,
        SignalKind.ComplaintRate => ComplaintRate,
        SignalKind.FilterYellow => FilterYellow,
        SignalKind.FilterRed => FilterRed,
        _ => AuthenticationBroken,
    };
}
