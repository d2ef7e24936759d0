using System.Collections.Frozen;

namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// Keeps the group's tag to a bounded number of values: an unconfigured domain is a group of its own, and there are as many as the list has.
/// The configured groups and the first others keep their names for good; the rest are <c>other</c>.
/// </summary>
internal sealed class GroupNames(int maxOthers)
{
    private readonly object _sync = new();
    private volatile FrozenSet<string> _configured = FrozenSet<string>.Empty;
    private volatile FrozenSet<string> _others = FrozenSet<string>.Empty;

    /// <summary>Sets which groups are configured, at start and at a reload.</summary>
    public void Configure(IEnumerable<string> names) => _configured = names.ToFrozenSet(StringComparer.Ordinal);

    public bool IsConfigured(string group) => _configured.Contains(group);

    /// <summary>The group's tag value.</summary>
    public string Tag(string group)
    {
        if (_configured.Contains(group) || _others.Contains(group))
        {
            return group;
        }

        if (_others.Count >= maxOthers)
        {
            return TelemetryNames.Other;
        }

        lock (_sync)
        {
            if (_others.Contains(group))
            {
                return group;
            }

            if (_others.Count >= maxOthers)
            {
                return TelemetryNames.Other;
            }

            _others = _others.Append(group).ToFrozenSet(StringComparer.Ordinal);
            return group;
        }
    }
}
