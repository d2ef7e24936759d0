namespace Hotmail.Pacing.Reputation.Signals;

/// <summary>What a signal does to the paths that it concerns. What is not set, it does not do.</summary>
public sealed class SignalRule
{
    /// <summary>The share of the learned ceiling that a path keeps; at least one connection.</summary>
    /// <value>Default none. Above 0, at most 1.</value>
    public double? CeilingShare { get; set; }

    /// <summary>The most connections that a path keeps.</summary>
    /// <value>Default none. At least 1.</value>
    public int? MaxCeiling { get; set; }

    /// <summary>Whether the ceiling is not raised.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool HoldRaises { get; set; }

    /// <summary>Whether mail to dormant recipients waits, until half of its time in the queue is over.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool HoldDormant { get; set; }

    /// <summary>The destination groups that it concerns.</summary>
    /// <value>Default empty: all of them. Complaints and filter results concern the group that they are of alone, whatever stands here.</value>
    public IList<string> Groups { get; } = [];
}
